"""A foreign diary beside the journal: what becomes of each of its values, counted on the way."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ldn_tui.domain.days import Timeliness, lag_in_days, logical_day, timeliness
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal.doses import check_amount, has_sealed_trial
from ldn_tui.journal.journal import Journal
from ldn_tui.storage.schema import Row
from ldn_tui.transfer.column_map import DOSE, NOTE
from ldn_tui.transfer.day_lines import DayLines
from ldn_tui.transfer.diary_csv import Diary
from ldn_tui.transfer.diary_rows import DiaryRow
from ldn_tui.transfer.streamed import Streamed

# How many rows a preview shows.
DAYS_SHOWN = 20
_NO_ANSWER = "no answer"


class ImportOutcome(StrEnum):
    """What becomes of something imported."""

    NEW = "new"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REPLACED = "replaced"


# Named once more: it is asked for each value of a file, and a name of an enumeration is found slowly.
_NEW = ImportOutcome.NEW
# What an outcome brings to the journal.
WRITTEN = frozenset({ImportOutcome.NEW, ImportOutcome.REPLACED})


class ComparedValue(NamedTuple):
    """One value of a diary beside what the journal has: a tuple, for it is made anew whenever a file is gone through.

    Attributes:
        target: the measure's key, `dose` or `note`.
        given: the diary's value: a number, 0 for a dose not taken, None for "no answer", or the note.
        held: the journal's value in words, None if it has none.
        outcome: what becomes of it.
    """

    target: str
    given: float | str | None
    held: str | None
    outcome: ImportOutcome

    @property
    def is_written(self) -> bool:
        """Whether importing the diary writes it."""
        return self.outcome in WRITTEN

    @property
    def given_in_words(self) -> str:
        """The diary's value in the words of `held`."""
        if isinstance(self.given, str):
            return self.given
        if self.given is None:
            return _NO_ANSWER
        if self.target == DOSE:
            return f"{shown_number(self.given)} mg" if self.given else "not taken"
        return shown_number(self.given)


class ComparedDay(NamedTuple):
    """One row of a diary beside what the journal has for its day."""

    row: DiaryRow
    values: tuple[ComparedValue, ...]

    def has(self, outcome: ImportOutcome) -> bool:
        """Return whether any of its values has that outcome."""
        return any(value.outcome is outcome for value in self.values)

    def of(self, outcome: ImportOutcome) -> tuple[ComparedValue, ...]:
        """Return its values with that outcome."""
        return tuple(value for value in self.values if value.outcome is outcome)


@dataclass(frozen=True, slots=True)
class Tally:
    """What importing a diary comes to.

    Attributes:
        values: how many values have each outcome.
        days: how many days have a value of each outcome but "unchanged", and how many are unchanged in all.
        first_day: the first day that something is written for, None for none.
        last_day: the last such day.
        rated: the keys of the measures that something is written for.
        timeliness: how many days with something new are recorded in time, recalled or late.
        first: the first rows that bring something, as many as a preview shows.
    """

    values: Mapping[ImportOutcome, int]
    days: Mapping[ImportOutcome, int]
    first_day: date | None
    last_day: date | None
    rated: frozenset[str]
    timeliness: Mapping[Timeliness, int]
    first: tuple[ComparedDay, ...]


@dataclass(frozen=True, slots=True)
class DiaryComparison:
    """A diary beside the journal.

    Attributes:
        days: its rows beside what the journal has; compared again whenever they are gone through.
        tally: what it comes to.
    """

    days: Collection[ComparedDay]
    tally: Tally

    @property
    def has_news(self) -> bool:
        """Whether importing it would change the journal."""
        return self.written > 0

    @property
    def written(self) -> int:
        """How many values importing it would write."""
        return sum(count for outcome, count in self.tally.values.items() if outcome in WRITTEN)

    @property
    def kept(self) -> int:
        """How many values differ from the journal's, which stay."""
        return self.tally.values[ImportOutcome.KEPT]

    def news(self) -> Iterator[ComparedDay]:
        """Yield the rows that bring something, in the order of the file."""
        return (day for day in self.days if any(value.is_written for value in day.values))

    def values(self) -> Mapping[ImportOutcome, int]:
        """Return how many values have each outcome."""
        return self.tally.values

    def day_counts(self) -> Mapping[ImportOutcome, int]:
        """Return how many days have a value of each outcome, and how many are unchanged in all."""
        return self.tally.days


def never(_: date) -> bool:
    """Replace nothing."""
    return False


def compare_diary(journal: Journal, diary: Diary, replaces: Callable[[date], bool] = never) -> DiaryComparison:
    """Return what importing `diary` would do; nothing is changed.

    Args:
        journal: the journal.
        diary: what was read.
        replaces: whether what differs from the journal's takes its place on a day.

    Raises:
        BadInput: it says an amount on a day that is sealed.
    """
    comparing = DiaryComparing(journal, journal.repository.rows, replaces)
    for row in diary.rows:
        comparing.count(row)
    return comparing.of(diary)


class DiaryComparing:
    """Compares the rows of a diary with the journal, one after the other, and counts what comes of them."""

    def __init__(
        self, journal: Journal, rows: Callable[[str], list[Row]], replaces: Callable[[date], bool] = never
    ) -> None:
        """Compare with all rows there are, read at once: a query for each of decades of values would take too long.

        Args:
            journal: the journal.
            rows: returns all rows of a table.
            replaces: whether what differs from the journal's takes its place on a day.
        """
        self._journal = journal
        self._replaces = replaces
        self._ratings: dict[object, dict[object, object]] = defaultdict(dict)
        for row in rows("rating"):
            self._ratings[row["measure"]][row["day"]] = row["value"]
        self._notes = {row["day"]: str(row["text"]) for row in rows("note")}
        self._doses: dict[str, list[Row]] = defaultdict(list)
        for row in rows("dose"):
            # What is written is naltrexone; what was taken of another medicine is no other answer to it.
            if row["medicine"] == NALTREXONE:
                self._doses[str(row["day"])].append(row)
        self._is_sealed = has_sealed_trial(journal)
        today = journal.today()
        self._today = logical_day(journal.clock.now(), journal.day_starts_at).toordinal()
        self._marks = {outcome: DayLines(today) for outcome in ImportOutcome}
        self._values: Counter[ImportOutcome] = Counter()
        self._written, self._changed, self._spoken_of = DayLines(today), DayLines(today), DayLines(today)
        self._timeliness: Counter[Timeliness] = Counter()
        self._rated: set[str] = set()
        self._first: list[ComparedDay] = []
        self._span: tuple[date, date] | None = None

    def of(self, diary: Diary) -> DiaryComparison:
        """Return what importing `diary`, every row of which was counted, would do."""
        return DiaryComparison(Streamed(lambda: map(self.compared, diary.rows), len(diary.rows)), self.tally())

    def tally(self) -> Tally:
        """Return what all that was counted comes to."""
        counts = {outcome: len(marks) for outcome, marks in self._marks.items()}
        counts[ImportOutcome.UNCHANGED] = len(self._spoken_of) - len(self._changed)
        # Where nothing is replaced, nobody need read of it.
        shown = [outcome for outcome in ImportOutcome if outcome is not ImportOutcome.REPLACED or self._values[outcome]]
        return Tally(
            {outcome: self._values[outcome] for outcome in shown},
            {outcome: counts[outcome] for outcome in shown},
            None if self._span is None else self._span[0],
            None if self._span is None else self._span[1],
            frozenset(self._rated - {DOSE, NOTE}),
            self._timeliness,
            tuple(self._first),
        )

    def count(self, row: DiaryRow) -> ComparedDay | None:
        """Count what comes of a row, and return it beside what the journal has; None if nothing of it is written.

        Raises:
            BadInput: it says an amount on a day that is sealed.
        """
        found = self.compared(row)
        ordinal = row.day.toordinal()
        new = 0
        for value in found.values:
            outcome = value.outcome
            if outcome is _NEW:
                new += 1
                self._rated.add(value.target)
            else:
                self._values[outcome] += 1
                if outcome is not ImportOutcome.UNCHANGED:
                    self._marks[outcome].mark(ordinal)
                if outcome is ImportOutcome.REPLACED:
                    self._rated.add(value.target)
        self._spoken_of.mark(ordinal)
        if new:
            self._values[_NEW] += new
            self._marks[_NEW].mark(ordinal)
        if self._is_sealed:
            self._check_amount(found)
        if new or found.has(ImportOutcome.REPLACED):
            self._changed.mark(ordinal)
            self._count_written(found, ordinal)
            return found
        if found.has(ImportOutcome.KEPT):
            self._changed.mark(ordinal)
        return None

    def _count_written(self, found: ComparedDay, ordinal: int) -> None:
        day = found.row.day
        if len(self._first) < DAYS_SHOWN:
            self._first.append(found)
        if self._span is None:
            self._span = (day, day)
        elif not self._span[0] <= day <= self._span[1]:
            self._span = (min(self._span[0], day), max(self._span[1], day))
        if not self._written.mark(ordinal):
            recorded_at = found.row.recorded_at
            lag = (
                # What the file does not say is recorded now: worked out once, not once a day.
                max(self._today - ordinal, 0)
                if recorded_at is None
                else lag_in_days(day, recorded_at, self._journal.day_starts_at)
            )
            self._timeliness[timeliness(lag)] += 1

    def _check_amount(self, found: ComparedDay) -> None:
        mg = next((value.given for value in found.values if value.target == DOSE and value.is_written), None)
        if not isinstance(mg, float) or not mg:
            return
        try:
            check_amount(self._journal, found.row.day, mg, NALTREXONE)
        except BadInput as error:
            raise BadInput(f"line {found.row.line}: {error}") from None

    def compared(self, row: DiaryRow) -> ComparedDay:
        """Return a row beside what the journal has."""
        day = row.day.isoformat()
        values = []
        for key, value in row.ratings.items():
            known = self._ratings.get(key)
            if known and day in known:
                held = known[day]
                values.append(self._beside(row, key, value, _rating_in_words(held), same=held == value))
            else:
                values.append(ComparedValue(key, value, None, _NEW))
        if row.dose is not None:
            values.append(self._compare_dose(row, row.dose, self._doses.get(day)))
        if row.note is not None:
            if day in self._notes:
                values.append(self._beside(row, NOTE, row.note, self._notes[day], same=self._notes[day] == row.note))
            else:
                values.append(ComparedValue(NOTE, row.note, None, _NEW))
        return ComparedDay(row, tuple(values))

    def _beside(self, row: DiaryRow, target: str, given: float | str | None, held: str, *, same: bool) -> ComparedValue:
        if same:
            return ComparedValue(target, given, held, ImportOutcome.UNCHANGED)
        return ComparedValue(
            target, given, held, ImportOutcome.REPLACED if self._replaces(row.day) else ImportOutcome.KEPT
        )

    def _compare_dose(self, row: DiaryRow, given: float, held: list[Row] | None) -> ComparedValue:
        """Compare with all doses of naltrexone on the day."""
        if not held:
            return ComparedValue(DOSE, given, None, _NEW)
        amounts = [float(row["mg"]) for row in held if row["mg"] is not None]
        labels = [str(row["label"]) for row in held if row["label"] is not None]
        total = round(sum(amounts), 1)
        words = ", ".join([*([f"{shown_number(total)} mg"] if amounts else []), *labels]) or "not taken"
        return self._beside(row, DOSE, given, words, same=not labels and total == given)


def _rating_in_words(value: object) -> str:
    return shown_number(value) if isinstance(value, float) else _NO_ANSWER
