"""Listing the events of a journal, from a room that marks them."""

from datetime import date

from ldn_tui.domain.changes import Change
from ldn_tui.domain.tags import signed
from ldn_tui.tui.dialogs.events import Marked, ask_event
from ldn_tui.tui.screens.room import Room


def ask_for_event(room: Room) -> None:
    """List tags and tagged days; a chosen day is gone to in `room`, a chosen tag marked alone in every room."""
    app = room.ldn_app
    events = app.journal.events()
    if not events.all:
        mark_tag(room, None)
        room.say("No day has a tag yet: a word like #ill in its note makes it an event.")
        return

    def answered(answer: Marked | date | None) -> None:
        if isinstance(answer, Marked):
            mark_tag(room, answer.tag)
            again = app.keys.sign("calendar.events")
            only = f"Of the events only {signed((answer.tag or '',))} is marked; {again} marks all again."
            room.say("All events are marked." if answer.tag is None else only)
        elif answer is not None:
            room.go_to(answer)

    app.push_screen(ask_event(events, app.marked_tag, app.size.width), answered)


def mark_tag(room: Room, tag: str | None) -> None:
    """Mark only the events with `tag`, or all if it is None, and let every room know."""
    app = room.ldn_app
    if app.marked_tag != tag:
        app.marked_tag = tag
        app.changes.publish(Change(None, "", frozenset(), frozenset({"events"})))
