"""Day or month first: told by the dates, or doubtful."""

import pytest

from ldn_tui.transfer.date_order import date_order


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
        (["03/03/2026"], ("%d/%m/%Y",)),
        (["03/04/2026 22:10"], ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M")),
    ],
)
def test_the_first_number_above_twelve_tells(cells: list[str], formats: tuple[str, ...]) -> None:
    found = date_order(cells)
    assert found.formats == formats
    assert found.is_doubtful == (len(formats) == 2)
    assert bool(found.example) == found.is_doubtful
