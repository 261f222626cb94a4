"""What undo and redo say of a step."""

from datetime import datetime

import pytest

from ldn_tui.domain.changes import Change

AT = datetime.fromisoformat("2026-11-22T21:30:00+01:00")


@pytest.mark.parametrize(
    ("change", "origin"),
    [
        (Change(1, "x", by="the app", at=AT, by_another=True), " (made by another process: the app, 2026-11-22 21:30)"),
        (Change(1, "x", by="the app", at=AT), ""),
        (Change(1, "x", by_another=True), ""),
    ],
)
def test_a_step_of_another_process_says_so(change: Change, origin: str) -> None:
    assert change.origin == origin


def test_without_a_step_nothing_happened() -> None:
    assert Change(0, "x").happened
    assert not Change(None, "x").happened
