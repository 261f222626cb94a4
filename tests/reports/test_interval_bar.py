"""An interval as one line of signs."""

import pytest

from ldn_tui.reports.interval_bar import interval_bar


@pytest.mark.parametrize(
    ("limits", "line"),
    [
        (None, "──┼────────"),
        ((2, 4, 6), "──┼─[═●═]──"),
        ((-1, 1, 3), "─[┼●═]─────"),
        ((4, 4, 4), "──┼───●────"),
        ((-9, 4, 20), "<═┼═══●═══>"),
        ((-20, -15, -10), "<─┼────────"),
        ((10, 15, 20), "──┼───────>"),
    ],
)
def test_it_lies_on_its_scale(limits: tuple[float, float, float] | None, line: str) -> None:
    assert interval_bar(limits, (-2, 8), 11) == line


def test_several_marks_shine_through() -> None:
    assert interval_bar((0, 5, 10), (0, 10), 11, (3, 5, 9)) == "[══┼═●═══┼]"
