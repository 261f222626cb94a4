"""What two files of a journal say differently: the days only one of them has, and the values of those both have."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.side_effects import RED_FLAGS, SEVERITIES
from ldn_tui.storage.backup import Holdings
from ldn_tui.storage.loaded import LoadedJournal, Said, as_row
from ldn_tui.storage.schema import Row

NO_ANSWER = "no answer"


class Where(StrEnum):
    """Which of the two files has a day."""

    HERE = "only here"
    THERE = "only there"
    BOTH = "different"


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """One thing recorded for a day that the two do not say alike.

    Attributes:
        what: a measure's key, "dose" and the medicine, "note" and so on; as it was typed.
        here: what the journal says, as it was typed; None if nothing.
        there: what the other file says.
    """

    what: str
    here: str | None
    there: str | None


@dataclass(frozen=True, slots=True)
class DayDifference:
    """One day that the two do not say alike.

    Attributes:
        day: the day.
        where: which of them has it.
        values: what differs of it.
    """

    day: date
    where: Where
    values: tuple[ValueDifference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a journal and another file say differently, whenever and however it was recorded.

    Attributes:
        here: what the journal holds.
        there: what the other file holds.
        days: the days that differ, in order.
        other_tables: what differs besides days: measures, trials, medicines and so on. Only their names: what a sealed
            trial keeps secret is among them.
    """

    here: Holdings
    there: Holdings
    days: tuple[DayDifference, ...]
    other_tables: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the two say the same."""
        return not (self.days or self.other_tables)

    def days_where(self, where: Where) -> tuple[date, ...]:
        """Return the days that differ in that way, in order."""
        return tuple(difference.day for difference in self.days if difference.where is where)

    def in_short(self) -> str:
        """Return "2 days only here, 1 different" or "it says the same"."""
        if self.is_same:
            return "it says the same"
        counts = {where: len(self.days_where(where)) for where in Where}
        words = [f"{count} day{'s' * (count != 1)} {where}" for where, count in counts.items() if count]
        if self.other_tables:
            words.append(f"{' and '.join(map(table_in_words, self.other_tables))} different")
        return ", ".join(words)


def compare(here: LoadedJournal, there: LoadedJournal) -> Comparison:
    """Compare a journal, `here`, with another file of it or of another one, `there`."""
    our_days, their_days = here.days(), there.days()
    our_others, their_others = here.others(), there.others()
    days = []
    for day in sorted(our_days.keys() | their_days.keys()):
        ours, theirs = our_days.get(day, frozenset()), their_days.get(day, frozenset())
        if ours != theirs:
            where = Where.BOTH if ours and theirs else Where.HERE if ours else Where.THERE
            days.append(DayDifference(day, where, _value_differences(ours, theirs)))
    return Comparison(
        here=here.holdings,
        there=there.holdings,
        days=tuple(days),
        other_tables=tuple(table for table, rows in their_others.items() if rows != our_others[table]),
    )


def table_in_words(table: str) -> str:
    """Return a table's name as a person reads it."""
    return table.replace("_", " ")


def _value_differences(ours: frozenset[Said], theirs: frozenset[Said]) -> tuple[ValueDifference, ...]:
    here, there = _values(ours), _values(theirs)
    return tuple(
        ValueDifference(what, here.get(what), there.get(what))
        for what in sorted(here.keys() | there.keys())
        if here.get(what) != there.get(what)
    )


def _values(rows: Iterable[Said]) -> Mapping[str, str]:
    """Return what a day's rows say of each thing; two doses of a medicine are said together."""
    found: dict[str, list[str]] = defaultdict(list)
    for said in rows:
        table, row = as_row(said)
        what, words = _WORDS[table](row)
        found[what].append(words)
    return {what: "; ".join(sorted(words)) for what, words in found.items()}


def _number(value: object) -> str:
    return shown_number(float(str(value)))


def _rating(row: Row) -> tuple[str, str]:
    return str(row["measure"]), NO_ANSWER if row["value"] is None else _number(row["value"])


def _dose(row: Row) -> tuple[str, str]:
    amount = f"{_number(row['mg'])} mg" if row["mg"] is not None else str(row["label"])
    at = "" if row["taken_at"] is None else f" at {datetime.fromisoformat(str(row['taken_at'])):%H:%M}"
    return f"dose {row['medicine']}", f"{amount}{at}" if row["taken"] else "not taken"


def _side_effect(row: Row) -> tuple[str, str]:
    term = str(row["term"])
    return f"side effect {term}", "yes" if term in RED_FLAGS else SEVERITIES[int(str(row["severity"]))]


def _no_side_effect(_: Row) -> tuple[str, str]:
    return "side effects", "none"


def _lab(row: Row) -> tuple[str, str]:
    low, high = (None if row[bound] is None else _number(row[bound]) for bound in ("range_low", "range_high"))
    bounds = "" if low is None and high is None else f", range {low or ''} to {high or ''}"
    return f"lab {row['name']}", f"{_number(row['value'])} {row['unit']}".rstrip() + bounds


def _impression(row: Row) -> tuple[str, str]:
    value = int(str(row["value"]))
    return "impression", f"{value}, {PGIC_ANSWERS[value]}"


_WORDS: Mapping[str, Callable[[Row], tuple[str, str]]] = {
    "rating": _rating,
    "dose": _dose,
    "side_effect": _side_effect,
    "no_side_effect": _no_side_effect,
    "rescue": lambda row: (f"rescue {row['medicine']}", f"x{_number(row['count'])}"),
    "note": lambda row: ("note", str(row["text"])),
    "skip": lambda row: ("skip", str(row["reason"])),
    "impression": _impression,
    "lab": _lab,
}
