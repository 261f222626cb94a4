"""Events: the days whose notes hold tags, as charts mark them and lists name them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.tags import tag_key, tags_of


@dataclass(frozen=True, slots=True)
class Event:
    """A day whose note holds tags.

    Attributes:
        day: the day.
        tags: its tags without the sign, in the order of the note.
        line: the first line of the note that says something.
    """

    day: date
    tags: tuple[str, ...]
    line: str

    def has(self, tag: str | None) -> bool:
        """Return whether it has `tag`, in whatever case; None stands for any."""
        return tag is None or tag_key(tag) in map(tag_key, self.tags)


@dataclass(frozen=True, slots=True)
class TagCount:
    """How many days have a tag.

    Attributes:
        tag: the tag, without the sign.
        days: how many days have it.
        latest: the last of them.
    """

    tag: str
    days: int
    latest: date


class Events:
    """The events of a journal. A tag is written everywhere as the earliest note that has it writes it.

    Attributes:
        all: the events, earliest first.
    """

    def __init__(self, notes: Iterable[tuple[date, str]] = ()) -> None:
        """Read the events out of `notes`, which must be in the order of their days."""
        self._written: dict[str, str] = {}
        self.all = tuple(self._read(notes))

    def _read(self, notes: Iterable[tuple[date, str]]) -> Iterator[Event]:
        for day, note in notes:
            tags = tags_of(note)
            for tag in tags:
                self._written.setdefault(tag_key(tag), tag)
            if tags:
                yield Event(day, self.spelled(tags), next(line for line in map(str.strip, note.split("\n")) if line))

    def spelled(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return `tags` as the journal writes them; those it does not have stay as they are."""
        return tuple(self._written.get(tag_key(tag), tag) for tag in tags)

    def having(self, tag: str | None) -> tuple[Event, ...]:
        """Return the events that have `tag`, earliest first; None stands for any."""
        return tuple(event for event in self.all if event.has(tag))

    def counts(self) -> tuple[TagCount, ...]:
        """Return every tag with its days, the most frequent first, then by name."""
        days: dict[str, list[date]] = {}
        for event in self.all:
            for tag in event.tags:
                days.setdefault(tag, []).append(event.day)
        counts = (TagCount(tag, len(found), found[-1]) for tag, found in days.items())
        return tuple(sorted(counts, key=lambda count: (-count.days, tag_key(count.tag))))
