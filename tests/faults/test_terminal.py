"""A little of the faults of the terminal, and proof that a loss would be noticed.

By hand, all of them: `python tests/faults/run.py terminal`.
"""

import asyncio

import pytest

pytest.importorskip("termios", reason="needs pseudo-terminals")

from textual.pilot import Pilot

from tests.faults import terminal
from tests.faults.outputs import interrupted, printed_in_vain
from tests.faults.places import known_journals
from tests.faults.resizing import lost_by, resized
from tests.faults.terminal import CLOSED, ENTRIES, Entry, on_poor_terminals, put_aside

NOTE = ENTRIES[1]


@pytest.mark.parametrize("ending", [CLOSED, "SIGTERM"])
def test_a_note_being_typed_is_saved(ending: str) -> None:
    assert terminal.lost_by(ending, NOTE) == []


def test_a_lost_note_would_be_noticed() -> None:
    other = Entry("a note", NOTE.keys, NOTE.shown, note="what was not typed")
    assert terminal.lost_by("SIGTERM", other)


def test_the_app_comes_back_as_it_was() -> None:
    assert put_aside().lost == ()


def test_a_poor_terminal_is_drawn_on_or_refused() -> None:
    assert on_poor_terminals(0.2).lost == ()


def test_a_few_screens_come_back_after_1x1() -> None:
    assert resized(0.01).lost == ()


def test_a_changed_picture_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    resize = Pilot.resize_terminal

    async def resize_and_touch(pilot: Pilot[None], width: int, height: int) -> None:
        await resize(pilot, width, height)
        await pilot.press("c")

    monkeypatch.setattr(Pilot, "resize_terminal", resize_and_touch)
    monkeypatch.setattr("tests.faults.resizing.MOST_LOOKS", 3)
    with known_journals() as journals:
        assert asyncio.run(lost_by(journals, "empty", (), [(10, 3)]))


def test_output_that_cannot_be_written_is_told_by_the_exit_code() -> None:
    assert printed_in_vain(0.02).lost == ()


def test_a_verb_can_be_interrupted() -> None:
    assert interrupted(0.03, 1).lost == ()
