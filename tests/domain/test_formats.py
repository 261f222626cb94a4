"""Days and numbers in the formats a person has chosen."""

from datetime import date

import pytest

from ldn_tui.domain.dates import (
    day_and_month,
    day_in_words,
    day_month_year,
    day_without_year,
    logged_day,
    short_day,
    short_day_width,
)
from ldn_tui.domain.formats import (
    DayOrder,
    DecimalSign,
    Formats,
    formats,
    formats_for_machines,
    shown_as,
    use_formats,
)

DAY = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (
            DayOrder.DAY_FIRST,
            ("Sunday 1 February 2026", "Sunday 1 February", "Sun 1 Feb 2026", "1 Feb", "1 Feb 2026", 15),
        ),
        (
            DayOrder.MONTH_FIRST,
            ("Sunday February 1, 2026", "Sunday February 1", "Sun Feb 1, 2026", "Feb 1", "Feb 1, 2026", 16),
        ),
        (DayOrder.ISO, ("Sunday 2026-02-01", "Sunday 02-01", "Sun 2026-02-01", "02-01", "2026-02-01", 14)),
    ],
)
def test_a_day_is_said_in_the_order_that_is_set(order: DayOrder, said: tuple[object, ...]) -> None:
    use_formats(Formats(order))
    named = (day_in_words(DAY), day_without_year(DAY), short_day(DAY), day_and_month(DAY), day_month_year(DAY))
    assert (*named, short_day_width()) == said
    assert logged_day(DAY) == "Sun 1 Feb 2026"


def test_a_number_has_the_sign_that_is_set() -> None:
    assert shown_as(6.54, ".1f") == "6.5"
    use_formats(Formats(decimal=DecimalSign.COMMA))
    assert shown_as(6.54, ".1f") == "6,5"


def test_what_machines_read_is_as_ever_and_the_formats_come_back() -> None:
    chosen = Formats(DayOrder.ISO, DecimalSign.COMMA)
    use_formats(chosen)
    with formats_for_machines():
        assert (short_day(DAY), shown_as(0.5, ".1f")) == ("Sun 1 Feb 2026", "0.5")
    assert formats() == chosen
