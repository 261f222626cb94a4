"""What a search finds: days, and of each the passages that hold what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ldn_tui.domain.search_words import Term, marked


class Source(StrEnum):
    """Where in a day a passage stands, as results call it."""

    NOTE = "note"
    SIDE_EFFECT = "side effect"
    DOSE = "dose"
    RESCUE = "rescue"
    IMPRESSION = "impression"
    LAB = "lab"
    SKIP = "skipped"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a day's text.

    Attributes:
        source: where it stands.
        text: the text, as it was recorded or as the app says it.
    """

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line, and whether it is what was asked for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A day on which everything that was asked for stands.

    Attributes:
        day: the day.
        passages: those that hold some of it; the first of the day where nothing was asked for.
    """

    day: date
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        terms: what was asked for; () for the latest notes.
        days: the days, newest first, perhaps not all.
        total: how many days there are.
    """

    terms: tuple[Term, ...]
    days: tuple[FoundDay, ...]
    total: int


def holding(passages: Sequence[Passage], terms: Sequence[Term]) -> tuple[Passage, ...]:
    """Return the passages that hold any of `terms`; where there are none to hold, the first."""
    if not terms:
        return tuple(passages[:1])
    return tuple(passage for passage in passages if marked(passage.text, terms))


def snippet(text: str, terms: Sequence[Term], length: int) -> tuple[Piece, ...]:
    """Return about `length` characters of `text` around the first match, its matches marked.

    What is left out at either end is an ellipsis, line breaks are spaces.
    """
    spans = marked(text, terms)
    # A third of the length before the match says what it is about, the rest how it goes on.
    start = max(min(spans[0][0] - length // 3, len(text) - length), 0) if spans else 0
    end = min(start + length, len(text))
    pieces = [Piece("…", is_match=False)] if start else []
    place = start
    for first, last in spans:
        first, last = max(first, place), min(last, end)
        if first < last:
            pieces.append(Piece(text[place:first], is_match=False))
            pieces.append(Piece(text[first:last], is_match=True))
            place = last
    pieces.append(Piece(text[place:end] + ("…" if end < len(text) else ""), is_match=False))
    return tuple(
        Piece(piece.text.replace("\n", " ").replace("\r", " "), piece.is_match) for piece in pieces if piece.text
    )
