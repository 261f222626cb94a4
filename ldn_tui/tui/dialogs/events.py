"""Asking for an event: the tags with how many days each has, then the days, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import short_day, short_day_width
from ldn_tui.domain.events import Event, Events
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.tags import signed
from ldn_tui.tui.cells import cut
from ldn_tui.tui.dialogs.choice import FRAME, WIDEST, Choice, ChoiceDialog

DAYS_GROUP = "days, newest first"
# What stands before a choice in its list, what parts it from its hint, and the list's scroll bar.
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Marked:
    """Which events are to be marked: those with `tag`, or all if it is None."""

    tag: str | None


def ask_event(events: Events, marked: str | None, width: int) -> ChoiceDialog[Marked | date]:
    """Return the dialog, which answers with a tag to mark or a day to go to.

    Args:
        events: the journal's events.
        marked: the tag whose events are marked now; None for all.
        width: the cells the terminal has across.
    """
    room = min(width, WIDEST) - FRAME - _AROUND
    choices = [*_tags(events, marked, room), *_days(events, room)]
    note = "Enter on a day goes there; on a tag, calendar and graphs mark only its days."
    return ChoiceDialog("Events", choices, note)


def _tags(events: Events, marked: str | None, room: int) -> Iterator[Choice[Marked | date]]:
    chosen = None if marked is None else marked.casefold()
    days = len(events.all)
    yield Choice(
        "",
        f"all events{'' if chosen else f' {Glyph.RECORDED}'}",
        Marked(None),
        counted(days, "day"),
    )
    for count in events.counts():
        name = cut(signed((count.tag,)), room // 2) + (f" {Glyph.RECORDED}" if count.tag.casefold() == chosen else "")
        often = f"{counted(count.days, 'day')}, latest {short_day(count.latest)}"
        yield Choice("", name, Marked(count.tag), cut(often, room - cell_len(name)))


def _days(events: Events, room: int) -> Iterator[Choice[Marked | date]]:
    for event in reversed(events.all):
        label = cut(f"{short_day(event.day):<{short_day_width()}}  {signed(event.tags)}", room)
        yield Choice("", label, event.day, cut(_without_tags(event), room - cell_len(label)), DAYS_GROUP)


def _without_tags(event: Event) -> str:
    """Return the note's line, "" where there is nothing in it but the tags that stand before it."""
    words = " ".join(word for word in event.line.split() if not word.startswith("#"))
    return event.line if words else ""
