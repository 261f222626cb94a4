"""Phases and impressions."""

from dataclasses import replace
from datetime import date

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.impressions import PGIC_ANSWERS, check_impression
from ldn_tui.domain.phases import Phase, PhaseKind, phase_of

SEPTEMBER = Phase(PhaseKind.TREATMENT, "LDN 4.5 mg", date(2026, 9, 1), date(2026, 9, 30))
OPEN = Phase(PhaseKind.FOLLOW_UP, None, date(2026, 10, 5), None)


def test_days_of_a_phase() -> None:
    assert SEPTEMBER.length == 30
    assert (SEPTEMBER.day_number(date(2026, 9, 1)), SEPTEMBER.day_number(date(2026, 9, 30))) == (1, 30)
    assert SEPTEMBER.holds(date(2026, 9, 30))
    assert not SEPTEMBER.holds(date(2026, 10, 1))
    assert OPEN.length is None
    assert OPEN.holds(date(2999, 1, 1))


def test_a_phase_that_a_pause_parts_counts_the_days_on_both_sides() -> None:
    second = replace(SEPTEMBER, days_before=10, days_after=5)
    assert second.length == 10 + 30 + 5
    assert second.day_number(SEPTEMBER.starts_on) == 11
    assert replace(SEPTEMBER, days_after=None).length is None


def test_titles() -> None:
    assert SEPTEMBER.title == "Treatment, LDN 4.5 mg"
    assert OPEN.title == "Follow-up"


def test_the_phase_of_a_day() -> None:
    phases = (SEPTEMBER, OPEN)
    assert phase_of(date(2026, 9, 15), phases) is SEPTEMBER
    assert phase_of(date(2026, 10, 2), phases) is None
    assert phase_of(date(2026, 10, 5), phases) is OPEN


@pytest.mark.parametrize("value", [0, 8, -1])
def test_an_impression_is_1_to_7(value: int) -> None:
    assert [check_impression(number) for number in PGIC_ANSWERS] == [1, 2, 3, 4, 5, 6, 7]
    with pytest.raises(BadInput, match=r"1 \(very much improved\) to 7 \(very much worse\)"):
        check_impression(value)
