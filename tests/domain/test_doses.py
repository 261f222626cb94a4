"""Doses over time."""

from datetime import date

from ldn_tui.domain.doses import DoseMark, dose_marks


def day(number: int) -> date:
    return date(2026, 11, number)


def test_what_was_taken_counts_before_what_was_not() -> None:
    assert dose_marks(()) == {}
    rows = [
        (day(1), False, None, None),
        (day(2), False, None, None),
        (day(2), True, 4.5, None),
        (day(3), True, 1.5, None),
        (day(3), True, None, "bottle 2"),
        (day(4), True, 3.0, None),
        (day(4), False, None, None),
    ]
    assert dose_marks(rows) == {
        day(1): DoseMark(False, "not taken"),
        day(2): DoseMark(True, "4.5 mg"),
        day(3): DoseMark(True, "1.5 mg + bottle 2"),
        day(4): DoseMark(True, "3 mg"),
    }
