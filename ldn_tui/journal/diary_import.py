"""A foreign diary taken into the journal: what it would bring, and one step that brings it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ldn_tui.domain.changes import Change
from ldn_tui.domain.days import Timeliness, lag_in_days, timeliness
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal.backups import Reason
from ldn_tui.journal.doses import check_amount, has_sealed_trial
from ldn_tui.journal.journal import Journal
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step
from ldn_tui.transfer.column_map import DOSE, NOTE
from ldn_tui.transfer.day_lines import DayLines
from ldn_tui.transfer.diary_csv import Diary, DiaryRow
from ldn_tui.transfer.streamed import Streamed

# How many rows a preview shows.
DAYS_SHOWN = 20


class Outcome(StrEnum):
    """What becomes of something imported."""

    NEW = "new"
    UNCHANGED = "unchanged"
    KEPT = "kept"


class ComparedValue(NamedTuple):
    """One value of a diary beside what the journal has: a tuple, for it is made anew whenever a file is gone through.

    Attributes:
        target: the measure's key, `dose` or `note`.
        given: the diary's value: a number, 0 for a dose not taken, or the note.
        held: the journal's value in words, None if it has none.
        outcome: what becomes of it; where the two differ, the journal's is kept.
    """

    target: str
    given: float | str
    held: str | None
    outcome: Outcome

    @property
    def given_in_words(self) -> str:
        """The diary's value in the words of `held`."""
        if isinstance(self.given, str):
            return self.given
        if self.target == DOSE:
            return f"{shown_number(self.given)} mg" if self.given else "not taken"
        return shown_number(self.given)


class ComparedDay(NamedTuple):
    """One row of a diary beside what the journal has for its day."""

    row: DiaryRow
    values: tuple[ComparedValue, ...]

    def has(self, outcome: Outcome) -> bool:
        """Return whether any of its values has that outcome."""
        return any(value.outcome is outcome for value in self.values)

    def of(self, outcome: Outcome) -> tuple[ComparedValue, ...]:
        """Return its values with that outcome."""
        return tuple(value for value in self.values if value.outcome is outcome)


@dataclass(frozen=True, slots=True)
class Tally:
    """What importing a diary comes to.

    Attributes:
        values: how many values have each outcome.
        days: how many days have a new value, how many one that differs, and how many are unchanged in all.
        first_day: the first day that something is written for, None for none.
        last_day: the last such day.
        rated: the keys of the measures that something is written for.
        timeliness: how many days with something new are recorded in time, recalled or late.
        first: the first rows that bring something, as many as a preview shows.
    """

    values: Mapping[Outcome, int]
    days: Mapping[Outcome, int]
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
        replaces: whether a value that differs takes the place of the journal's, and not the other way round.
        tally: what it comes to.
    """

    days: Collection[ComparedDay]
    replaces: bool
    tally: Tally

    @property
    def has_news(self) -> bool:
        """Whether importing it would change the journal."""
        return self.written > 0

    @property
    def written(self) -> int:
        """How many values importing it would write."""
        values = self.tally.values
        return values[Outcome.NEW] + (values[Outcome.KEPT] if self.replaces else 0)

    def news(self) -> Iterator[ComparedDay]:
        """Yield the rows that bring something, in the order of the file."""
        return (day for day in self.days if any(map(self.writes, day.values)))

    def writes(self, value: ComparedValue) -> bool:
        """Return whether a value is written."""
        return value.outcome is Outcome.NEW or (self.replaces and value.outcome is Outcome.KEPT)

    def values(self) -> Mapping[Outcome, int]:
        """Return how many values have each outcome."""
        return self.tally.values

    def day_counts(self) -> Mapping[Outcome, int]:
        """Return how many days have a new value, how many one that differs, and how many are unchanged in all."""
        return self.tally.days


def compare_diary(journal: Journal, diary: Diary, *, replaces: bool = False) -> DiaryComparison:
    """Return what importing `diary` would do; nothing is changed.

    Args:
        journal: the journal.
        diary: what was read.
        replaces: whether a value that differs from the journal's takes its place.

    Raises:
        BadInput: it says an amount on a day that is sealed.
    """
    comparison = _compare(journal, diary, journal.repository.rows, replaces=replaces)
    check_doses(journal, comparison)
    return comparison


def import_diary(
    journal: Journal, diary: Diary, source: str, *, replaces: bool = False
) -> tuple[DiaryComparison, Change]:
    """Bring what is new in `diary` into the journal, as one step.

    Values the journal has already are left as they are, unless they are to be replaced. If nothing is new, nothing is
    written.

    Args:
        journal: the journal.
        diary: what was read.
        source: the name of its file.
        replaces: whether a value that differs from the journal's takes its place.

    Returns:
        What became of each value, and the change.

    Raises:
        BadInput: it says an amount on a day that is sealed.
    """
    found: list[DiaryComparison] = []

    def work(step: Step) -> None:
        # Compared again under the write lock: another process may have written since the preview.
        comparison = _compare(journal, diary, step.find_all, replaces=replaces)
        check_doses(journal, comparison)
        found.append(comparison)
        if comparison.has_news:
            step.summary = _summary(comparison, source)
            # Imported doses may hold the first one of the trial: its phases follow.
            with journal.trials.followed(step):
                _write(step, comparison, source)

    # A lock that has come due is not put off by doses that come with a file.
    with journal.backups.before(Reason.IMPORT), journal.trials.settled():
        change = journal.act(f"import of {source}", work)
    return found[0], change


def check_doses(journal: Journal, comparison: DiaryComparison) -> None:
    """Make sure that no amount is said on a day that is sealed.

    Raises:
        BadInput: one is.
    """
    for day in comparison.news() if has_sealed_trial(journal) else ():
        for value in day.values:
            if comparison.writes(value) and value.target == DOSE and isinstance(value.given, float) and value.given:
                try:
                    check_amount(journal, day.row.day, value.given, NALTREXONE)
                except BadInput as error:
                    raise BadInput(f"line {day.row.line}: {error}") from None


def _summary(comparison: DiaryComparison, source: str) -> str:
    values, days = comparison.written, sum(comparison.tally.timeliness.values())
    return f"import of {source}: {values} value{'s' * (values != 1)} on {days} day{'s' * (days != 1)}"


def _write(step: Step, comparison: DiaryComparison, source: str) -> None:
    tally = comparison.tally
    if tally.first_day is None or tally.last_day is None:
        return
    import_id = str(uuid.uuid4())
    step.put(
        "import",
        {
            "id": import_id,
            "source": source,
            "first_day": tally.first_day.isoformat(),
            "last_day": tally.last_day.isoformat(),
            "measures": " ".join(sorted(tally.rated)),
            "recorded_at": step.at.isoformat(),
        },
    )
    for day in comparison.news():
        recorded_at = day.row.recorded_at or step.at
        for value in filter(comparison.writes, day.values):
            row: Row = {
                "id": str(uuid.uuid4()),
                "day": day.row.day.isoformat(),
                "recorded_at": recorded_at.isoformat(),
                "import_id": import_id,
            }
            if value.target == NOTE:
                step.put("note", {**row, "text": value.given})
            elif value.target == DOSE:
                if value.outcome is Outcome.KEPT:
                    _remove_doses(step, day.row.day)
                taken = bool(value.given)
                step.put(
                    "dose",
                    {**row, "medicine": NALTREXONE, "mg": value.given if taken else None, "taken": int(taken)},
                )
            else:
                step.put("rating", {**row, "measure": value.target, "value": value.given})


def _remove_doses(step: Step, day: date) -> None:
    """Make room for the dose of a file; what was taken of another medicine stays."""
    for row in step.find_of_day("dose", day):
        if row["medicine"] == NALTREXONE:
            step.delete("dose", (row["id"],))


class DiaryComparing:
    """Compares the rows of a diary with the journal, one after the other, and counts what comes of them."""

    def __init__(self, journal: Journal, rows: Callable[[str], list[Row]], *, replaces: bool = False) -> None:
        """Compare with all rows there are, read at once: a query for each of decades of values would take too long.

        Args:
            journal: the journal.
            rows: returns all rows of a table.
            replaces: whether a value that differs from the journal's takes its place.
        """
        self._journal = journal
        self._replaces = replaces
        self._ratings: dict[object, dict[object, object]] = defaultdict(dict)
        for row in rows("rating"):
            self._ratings[row["measure"]][row["day"]] = row["value"]
        self._notes = {row["day"]: str(row["text"]) for row in rows("note")}
        self._doses: dict[str, list[Row]] = defaultdict(list)
        for row in rows("dose"):
            self._doses[str(row["day"])].append(row)
        today = journal.today()
        self._now = journal.clock.now()
        self._marks = {outcome: DayLines(today) for outcome in Outcome}
        self._spoken_of, self._written = DayLines(today), DayLines(today)
        self._values: Counter[Outcome] = Counter()
        self._timeliness: Counter[Timeliness] = Counter()
        self._rated: set[str] = set()
        self._first: list[ComparedDay] = []
        self._span: tuple[date, date] | None = None

    def of(self, diary: Diary) -> DiaryComparison:
        """Return what importing `diary`, every row of which was counted, would do."""
        days = Streamed(lambda: map(self.compared, diary.rows), len(diary.rows))
        changed = self._marks[Outcome.NEW].count_with(self._marks[Outcome.KEPT])
        counts = {
            Outcome.NEW: len(self._marks[Outcome.NEW]),
            Outcome.UNCHANGED: len(self._spoken_of) - changed,
            Outcome.KEPT: len(self._marks[Outcome.KEPT]),
        }
        tally = Tally(
            {outcome: self._values[outcome] for outcome in Outcome},
            counts,
            None if self._span is None else self._span[0],
            None if self._span is None else self._span[1],
            frozenset(self._rated - {DOSE, NOTE}),
            self._timeliness,
            tuple(self._first),
        )
        return DiaryComparison(days, self._replaces, tally)

    def count(self, row: DiaryRow) -> None:
        """Count what comes of a row."""
        found = self.compared(row)
        day = row.day
        is_news = False
        outcomes = set[Outcome]()
        for value in found.values:
            outcomes.add(value.outcome)
            if value.outcome is Outcome.NEW or (self._replaces and value.outcome is Outcome.KEPT):
                is_news = True
                self._rated.add(value.target)
            self._values[value.outcome] += 1
        for outcome in outcomes:
            self._marks[outcome].hold(day, 1)
            self._spoken_of.hold(day, 1)
        if not is_news:
            return
        if len(self._first) < DAYS_SHOWN:
            self._first.append(found)
        self._span = (day, day) if self._span is None else (min(self._span[0], day), max(self._span[1], day))
        if not self._written.of(day):
            self._written.hold(day, 1)
            lag = lag_in_days(day, row.recorded_at or self._now, self._journal.day_starts_at)
            self._timeliness[timeliness(lag)] += 1

    def compared(self, row: DiaryRow) -> ComparedDay:
        """Return a row beside what the journal has."""
        day = row.day.isoformat()
        values = []
        for key, value in row.ratings.items():
            known = self._ratings.get(key)
            if known and day in known:
                held = known[day]
                values.append(_beside(key, value, _rating_in_words(held), same=held == value))
            else:
                values.append(ComparedValue(key, value, None, Outcome.NEW))
        if row.dose is not None:
            values.append(_compare_dose(row.dose, self._doses.get(day, [])))
        if row.note is not None:
            if day in self._notes:
                values.append(_beside(NOTE, row.note, self._notes[day], same=self._notes[day] == row.note))
            else:
                values.append(ComparedValue(NOTE, row.note, None, Outcome.NEW))
        return ComparedDay(row, tuple(values))


def _compare(journal: Journal, diary: Diary, rows: Callable[[str], list[Row]], *, replaces: bool) -> DiaryComparison:
    comparing = DiaryComparing(journal, rows, replaces=replaces)
    for row in diary.rows:
        comparing.count(row)
    return comparing.of(diary)


def _beside(target: str, given: float | str, held: str, *, same: bool) -> ComparedValue:
    return ComparedValue(target, given, held, Outcome.UNCHANGED if same else Outcome.KEPT)


def _compare_dose(given: float, held: list[Row]) -> ComparedValue:
    """Compare with all doses of the day, whatever the medicine: a diary's column does not say which it means."""
    if not held:
        return ComparedValue(DOSE, given, None, Outcome.NEW)
    amounts = [float(row["mg"]) for row in held if row["mg"] is not None]
    labels = [str(row["label"]) for row in held if row["label"] is not None]
    total = round(sum(amounts), 1)
    words = [f"{shown_number(total)} mg"] if amounts else []
    return _beside(DOSE, given, ", ".join([*words, *labels]) or "not taken", same=not labels and total == given)


def _rating_in_words(value: object) -> str:
    return shown_number(value) if isinstance(value, float) else "no answer"
