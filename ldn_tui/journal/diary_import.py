"""A foreign diary taken into the journal: what it would bring, and one step that brings it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import plain
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal.doses import check_amount, has_sealed_trial
from ldn_tui.journal.journal import Journal
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step
from ldn_tui.transfer.column_map import DOSE, NOTE
from ldn_tui.transfer.wide_csv import Diary, DiaryRow


class Outcome(StrEnum):
    """What becomes of something imported."""

    NEW = "new"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One value of a diary beside what the journal has.

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
            return f"{plain(self.given)} mg" if self.given else "not taken"
        return plain(self.given)


@dataclass(frozen=True, slots=True)
class ComparedDay:
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
class DiaryComparison:
    """A diary beside the journal."""

    days: tuple[ComparedDay, ...]

    @property
    def has_news(self) -> bool:
        """Whether importing it would change the journal."""
        return any(day.has(Outcome.NEW) for day in self.days)

    def new_days(self) -> tuple[ComparedDay, ...]:
        """Return the days it brings something new for, in the order of the file."""
        return tuple(day for day in self.days if day.has(Outcome.NEW))

    def values(self) -> Mapping[Outcome, int]:
        """Return how many values have each outcome."""
        counts = Counter(value.outcome for day in self.days for value in day.values)
        return {outcome: counts[outcome] for outcome in Outcome}

    def day_counts(self) -> Mapping[Outcome, int]:
        """Return how many days have a new value, how many a kept one, and how many are unchanged in all."""
        return {
            Outcome.NEW: sum(day.has(Outcome.NEW) for day in self.days),
            Outcome.UNCHANGED: sum(not (day.has(Outcome.NEW) or day.has(Outcome.KEPT)) for day in self.days),
            Outcome.KEPT: sum(day.has(Outcome.KEPT) for day in self.days),
        }


def compare_diary(journal: Journal, diary: Diary) -> DiaryComparison:
    """Return what importing `diary` would do; nothing is changed.

    Raises:
        BadInput: it says an amount on a day that is sealed.
    """
    comparison = _compare(diary, journal.repository.rows)
    _check_doses(journal, comparison)
    return comparison


def import_diary(journal: Journal, diary: Diary, source: str) -> tuple[DiaryComparison, Change]:
    """Bring what is new in `diary` into the journal, as one step.

    Values the journal has already are left as they are. If nothing is new, nothing is written.

    Args:
        journal: the journal.
        diary: what was read.
        source: the name of its file.

    Returns:
        What became of each value, and the change.

    Raises:
        BadInput: it says an amount on a day that is sealed.
    """
    found: list[DiaryComparison] = []

    def work(step: Step) -> None:
        # Compared again under the write lock: another process may have written since the preview.
        comparison = _compare(diary, step.find_all)
        _check_doses(journal, comparison)
        found.append(comparison)
        new = comparison.new_days()
        if new:
            step.summary = _summary(comparison, source)
            # Imported doses may hold the first one of the trial: its phases follow.
            with journal.trials.followed(step):
                _write(step, new, source)

    # A lock that has come due is not put off by doses that come with a file.
    with journal.trials.settled():
        change = journal.act(f"import of {source}", work)
    return found[0], change


def _check_doses(journal: Journal, comparison: DiaryComparison) -> None:
    amounts = [
        (day.row, value.given)
        for day in comparison.new_days()
        for value in day.of(Outcome.NEW)
        if value.target == DOSE and isinstance(value.given, float) and value.given
    ]
    for row, mg in amounts if has_sealed_trial(journal) else ():
        try:
            check_amount(journal, row.day, mg, NALTREXONE)
        except BadInput as error:
            raise BadInput(f"line {row.line}: {error}") from None


def _summary(comparison: DiaryComparison, source: str) -> str:
    values, days = comparison.values()[Outcome.NEW], len(comparison.new_days())
    return f"import of {source}: {values} value{'s' * (values != 1)} on {days} day{'s' * (days != 1)}"


def _write(step: Step, new: Iterable[ComparedDay], source: str) -> None:
    days = list(new)
    import_id = str(uuid.uuid4())
    rated = {value.target for day in days for value in day.of(Outcome.NEW)} - {DOSE, NOTE}
    step.put(
        "import",
        {
            "id": import_id,
            "source": source,
            "first_day": min(day.row.day for day in days).isoformat(),
            "last_day": max(day.row.day for day in days).isoformat(),
            "measures": " ".join(sorted(rated)),
            "recorded_at": step.at.isoformat(),
        },
    )
    for day in days:
        recorded_at = day.row.recorded_at or step.at
        for value in day.of(Outcome.NEW):
            row: Row = {
                "id": str(uuid.uuid4()),
                "day": day.row.day.isoformat(),
                "recorded_at": recorded_at.isoformat(),
                "import_id": import_id,
            }
            if value.target == NOTE:
                step.put("note", {**row, "text": value.given})
            elif value.target == DOSE:
                taken = bool(value.given)
                step.put(
                    "dose",
                    {**row, "medicine": NALTREXONE, "mg": value.given if taken else None, "taken": int(taken)},
                )
            else:
                step.put("rating", {**row, "measure": value.target, "value": value.given})


def _compare(diary: Diary, rows: Callable[[str], list[Row]]) -> DiaryComparison:
    """Compare with all rows there are, read at once: a query for each of decades of values would take too long."""
    ratings = {(row["measure"], row["day"]): row["value"] for row in rows("rating")}
    notes = {row["day"]: str(row["text"]) for row in rows("note")}
    doses: dict[str, list[Row]] = defaultdict(list)
    for row in rows("dose"):
        doses[str(row["day"])].append(row)

    def compared(row: DiaryRow) -> Iterable[ComparedValue]:
        day = row.day.isoformat()
        for key, value in row.ratings.items():
            if (key, day) in ratings:
                held = ratings[key, day]
                yield _beside(key, value, _rating_in_words(held), same=held == value)
            else:
                yield ComparedValue(key, value, None, Outcome.NEW)
        if row.dose is not None:
            yield _compare_dose(row.dose, doses.get(day, []))
        if row.note is not None:
            if day in notes:
                yield _beside(NOTE, row.note, notes[day], same=notes[day] == row.note)
            else:
                yield ComparedValue(NOTE, row.note, None, Outcome.NEW)

    return DiaryComparison(tuple(ComparedDay(row, tuple(compared(row))) for row in diary.rows))


def _beside(target: str, given: float | str, held: str, *, same: bool) -> ComparedValue:
    return ComparedValue(target, given, held, Outcome.UNCHANGED if same else Outcome.KEPT)


def _compare_dose(given: float, held: list[Row]) -> ComparedValue:
    """Compare with all doses of the day, whatever the medicine: a diary's column does not say which it means."""
    if not held:
        return ComparedValue(DOSE, given, None, Outcome.NEW)
    amounts = [float(row["mg"]) for row in held if row["mg"] is not None]
    labels = [str(row["label"]) for row in held if row["label"] is not None]
    total = round(sum(amounts), 1)
    words = [f"{plain(total)} mg"] if amounts else []
    return _beside(DOSE, given, ", ".join([*words, *labels]) or "not taken", same=not labels and total == given)


def _rating_in_words(value: object) -> str:
    return plain(value) if isinstance(value, float) else "no answer"
