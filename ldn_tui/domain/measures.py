"""What is rated every day: the five first measures and the person's own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ldn_tui.domain.dates import parse_iso
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import is_storable, shorten, visible

MOST_ACTIVE = 12
LONGEST_NAME = 40
LONGEST_ANCHOR = 60

# Words the command line, the JSON and the view `daily` use for something else.
_ALWAYS_RESERVED_KEYS = frozenset(
    {
        "date", "day", "state", "phase", "dose", "dose_mg", "note", "skip", "side", "side_effects", "rescue",
        "impression", "lab", "labs", "lag_days", "recorded_at",
    }
)  # fmt: skip
# Words of `ldn import --map` that a measure made before may have.
LATER_RESERVED_KEYS = frozenset({"value", "what"})
RESERVED_KEYS = _ALWAYS_RESERVED_KEYS | LATER_RESERVED_KEYS


class Direction(StrEnum):
    """Which end of the scale is the good one."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `starts_on` up to the day before `ends_before`."""

    starts_on: date
    ends_before: date

    def holds(self, day: date) -> bool:
        """Return whether `day` is one of them."""
        return self.starts_on <= day < self.ends_before


@dataclass(frozen=True, slots=True)
class Measure:
    """A daily 0 to 10 question.

    Attributes:
        key: the lower-case word of files and commands; never changes.
        name: what the person calls it.
        low_anchor: what 0 means.
        high_anchor: what 10 means.
        direction: whether lower or higher is better.
        position: its place in the order, from 0.
        added_on: the day it was added; None for those that came with the journal.
        retired_on: the first day it is no longer asked; None while active.
        inactive: the stretches from earlier retirements to the revivals after them, in order.
    """

    key: str
    name: str
    low_anchor: str
    high_anchor: str
    direction: Direction
    position: int
    added_on: date | None = None
    retired_on: date | None = None
    inactive: tuple[Stretch, ...] = ()

    @property
    def is_retired(self) -> bool:
        """Whether it is no longer asked."""
        return self.retired_on is not None

    def is_retired_by(self, day: date) -> bool:
        """Return whether it was retired on `day`, or before it and not brought back until after it."""
        return (self.retired_on is not None and day >= self.retired_on) or any(
            stretch.holds(day) for stretch in self.inactive
        )

    def goodness(self, value: float) -> float:
        """Return `value` as 0 (worst) to 1 (best)."""
        return (10 - value) / 10 if self.direction is Direction.LOWER else value / 10


FIRST_MEASURES = (
    Measure("pain", "Pain", "no pain", "worst imaginable", Direction.LOWER, 0),
    Measure("sleep", "Sleep", "slept terribly", "slept perfectly", Direction.HIGHER, 1),
    Measure("mood", "Mood", "very low", "very good", Direction.HIGHER, 2),
    Measure("food", "Food", "could not eat", "ate normally and well", Direction.HIGHER, 3),
    Measure("function", "Function", "could do nothing", "did everything I wanted", Direction.HIGHER, 4),
)


def key_from_name(name: str, taken: Iterable[str]) -> str:
    """Return a fresh key for a measure called `name`: its letters and digits in lower case.

    Names without any Latin letter get `measure`, then `measure_2` and so on.
    """
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:30] or "measure"
    if not stem[0].isalpha():
        stem = f"measure_{stem}"
    unavailable = set(taken) | RESERVED_KEYS
    key, number = stem, 2
    while key in unavailable:
        key, number = f"{stem}_{number}", number + 1
    return key


def check_key(key: str, taken: Iterable[str]) -> str:
    """Return `key` if a new measure may have it.

    Raises:
        BadInput: it is not a lower-case word, is reserved, or is taken.
    """
    check_known_key(key)
    if key in LATER_RESERVED_KEYS:
        raise BadInput(_other_meaning(key))
    if key in set(taken):
        raise BadInput(
            f"measure key {key!r} is taken: choose another word, or bring it back with `ldn measure revive {key}`"
        )
    return key


def check_known_key(key: str) -> str:
    """Return `key` if a measure may have it: a new one, or one made before some words were reserved.

    Raises:
        BadInput: it is not a lower-case word, or was always reserved.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key):
        raise BadInput(f"measure key {visible(key)!r}: use a lower-case word of letters, digits and _")
    if key in _ALWAYS_RESERVED_KEYS:
        raise BadInput(_other_meaning(key))
    return key


def _other_meaning(key: str) -> str:
    return f"measure key {key!r} has another meaning here: choose another word"


def check_label(text: str, field: str, longest: int) -> str:
    """Return `text` without outer blanks, fit to be a name or an anchor.

    Raises:
        BadInput: it is empty, too long, or holds characters that cannot be stored.
    """
    label = text.strip()
    if not label:
        raise BadInput(f"{field} is empty: type a word or two")
    if len(label) > longest:
        raise BadInput(f"{field} {visible(label[:20])!r}… has {len(label)} characters: use at most {longest}")
    if not is_storable(label):
        raise BadInput(f"{field} {visible(label)!r} holds bytes that are not text: type it again")
    return label


def parse_stretches(text: str) -> tuple[Stretch, ...]:
    """Return the stretches in `text`, "2026-01-01..2026-02-01 2026-03-01..2026-03-08"; none in "".

    Raises:
        BadInput: it is not of that form, or they are not in order.
    """
    words = text.split(" ") if text else []
    try:
        bounds = [[parse_iso(bound) for bound in word.split("..")] for word in words]
        stretches = tuple(Stretch(starts_on, ends_before) for starts_on, ends_before in bounds)
    except (ValueError, BadInput):
        stretches = None
    days = [] if stretches is None else [day for known in stretches for day in (known.starts_on, known.ends_before)]
    if stretches is None or days != sorted(days) or any(known.starts_on == known.ends_before for known in stretches):
        raise BadInput(
            f"stretches {visible(shorten(text, 60))!r}: write them in order, like 2026-01-01..2026-02-01, "
            "the second day of each being the first that is no longer part of it"
        )
    return stretches


def stretches_as_text(stretches: Iterable[Stretch]) -> str:
    """Return `stretches` as `parse_stretches` reads them."""
    return " ".join(f"{known.starts_on.isoformat()}..{known.ends_before.isoformat()}" for known in stretches)


def retired_in_words(key: str, retired_on: date) -> str:
    """Return why the measure `key` cannot be rated on `retired_on` and later, and what to do."""
    return f"measure {key!r} is retired since {retired_on.isoformat()}: `ldn measure revive {key}` brings it back"
