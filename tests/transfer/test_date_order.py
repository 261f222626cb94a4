"""Day or month first: told by the dates, or doubtful."""

import pytest

from ldn_tui.transfer.date_order import DateOrder, date_order


@pytest.mark.parametrize(
    ("cells", "formats"),
    [
        (["2026-03-31", "2026-04-01T10:00"], ()),
        (["31 March 2026"], ()),
        ([], ()),
        (["03/04/2026", "", "13/04/2026"], ("%d/%m/%Y",)),
        (["03/04/2026", "03/31/2026"], ("%m/%d/%Y",)),
        (["03.04.2026"], ("%d.%m.%Y",)),
        (["3-4-26", "4-13-26"], ("%m-%d-%y",)),
        (["2026/03/04"], ("%Y/%m/%d",)),
        (["03/04/2026", "05/06/2026"], ("%d/%m/%Y", "%m/%d/%Y")),
        (["03/03/2026"], ("%d/%m/%Y", "%m/%d/%Y")),
        (["03/04/2026 22:10"], ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")),
    ],
)
def test_the_first_number_above_twelve_tells(cells: list[str], formats: tuple[str, ...]) -> None:
    assert date_order(cells).formats == formats


@pytest.mark.parametrize("other", ["n/a", "2026-04-01", "31 March 2026", "13.04.2026", "2026/04/13", "99/45/2026"])
@pytest.mark.parametrize(
    ("dates", "formats", "example"),
    [
        (["05/05/2026", "06/07/2026"], ("%d/%m/%Y", "%m/%d/%Y"), "06/07/2026"),
        (["05/05/2026", "12/31/2026"], ("%m/%d/%Y",), "12/31/2026"),
        (["03/04/2026", "31/12/26"], ("%d/%m/%Y",), "31/12/26"),
    ],
)
def test_what_is_no_such_date_tells_nothing(
    other: str, dates: list[str], formats: tuple[str, ...], example: str
) -> None:
    assert date_order([dates[0], other, dates[1]]) == DateOrder(formats, example)


@pytest.mark.parametrize("other", ["n/a", "2026-04-01", "31 March 2026"])
def test_what_stands_above_the_dates_tells_nothing(other: str) -> None:
    assert date_order([other, "06/07/2026"]).is_doubtful
    assert date_order([other, "06/07/2026", "12/31/2026"]).formats == ("%m/%d/%Y",)


def test_the_proof_may_come_late() -> None:
    found = date_order([*["03/04/2026"] * 20_000, "01/25/2026"])
    assert (found.formats, found.is_doubtful) == (("%m/%d/%Y",), False)


@pytest.mark.parametrize("cells", [["05/05/2026"], ["5/05/2026", "05/05/2026", "7/7/2026"]])
def test_dates_that_mean_the_same_day_both_ways_prove_nothing_and_are_not_asked_about(cells: list[str]) -> None:
    found = date_order(cells)
    assert len(found.formats) == 2
    assert not found.is_doubtful


def test_a_file_without_such_dates_is_not_gone_through() -> None:
    cells = iter(["2026-04-01"] * 5000)
    assert date_order(cells) == DateOrder()
    assert sum(1 for _ in cells) > 1000


@pytest.mark.parametrize(
    ("cells", "date_format", "disproved"),
    [
        (["01/25/2026"], "%d/%m/%Y", True),
        (["25/01/2026"], "%m/%d/%Y", True),
        (["25/01/2026"], "%d.%m.%y", False),
        (["01/05/2026", "04/05/2026"], "%d/%m/%Y", False),
        (["05/05/2026"], "%m/%d/%Y", False),
        (["03.04.2026"], "%m.%d.%Y", False),
        (["03.04.2026", "25.04.2026"], "%m.%d.%Y", True),
        (["03.25.2026"], "%d.%m.%Y", True),
        (["2026-01-25"], "%d/%m/%Y", False),
    ],
)
def test_a_number_above_twelve_disproves_the_other_order(cells: list[str], date_format: str, disproved: bool) -> None:
    assert date_order(cells).disproves(date_format) is disproved
