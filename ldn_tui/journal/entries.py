"""What can be recorded for a day: each answer checked, said in words, and written in one way."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.impressions import PGIC_ANSWERS, check_impression
from ldn_tui.domain.labs import usual_lab_name
from ldn_tui.domain.limits import LARGEST_LAB, LONGEST_NAME, LONGEST_NOTE, MOST_RESCUES
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.ratings import check_mg, check_rating, plain, shown_number
from ldn_tui.domain.side_effects import SEVERITIES, check_severity, check_term
from ldn_tui.domain.text import is_storable, visible
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.storage.schema import TABLES, Row
from ldn_tui.storage.steps import Step


@dataclass(frozen=True, slots=True)
class Entry:
    """One checked answer for a day, ready to be written.

    Attributes:
        said: what it is, in the person's words ("Pain 4").
        table: where its row is kept.
        identity: the columns by which it replaces an earlier answer of the same day.
        values: its other columns; None removes the earlier answer.
        displaces: tables whose rows of that day cannot stand beside it.
    """

    said: str
    table: str
    identity: Row
    values: Row | None
    displaces: tuple[str, ...] = ()

    def is_there(self, step: Step, day: date) -> bool:
        """Return whether writing it for `day` would change nothing."""
        if any(step.find_of_day(table, day) for table in self.displaces):
            return False
        rows = self._earlier(step, day)
        if self.values is None:
            return not rows
        return len(rows) == 1 and all(rows[0][column] == value for column, value in self.values.items())

    def write(self, step: Step, day: date) -> None:
        """Write it for `day` within `step`, unless it is there already; a row that replaces another keeps its id."""
        if self.is_there(step, day):
            return
        for table in self.displaces:
            for row in step.find_of_day(table, day):
                step.delete(table, TABLES[table].key_of(row))
        earlier = self._earlier(step, day)
        if self.values is None:
            for row in earlier:
                step.delete(self.table, TABLES[self.table].key_of(row))
            return
        for row in earlier[1:]:
            step.delete(self.table, TABLES[self.table].key_of(row))
        row_id = earlier[0]["id"] if earlier else str(uuid.uuid4())
        step.put(
            self.table,
            {
                "id": row_id,
                "day": day.isoformat(),
                "recorded_at": step.at.isoformat(),
                **self.identity,
                **self.values,
            },
        )

    def _earlier(self, step: Step, day: date) -> list[Row]:
        return [
            row
            for row in step.find_of_day(self.table, day)
            if all(row[column] == value for column, value in self.identity.items())
        ]


def in_words(entries: Sequence[Entry]) -> str:
    """Return what `entries` say, the first three by name."""
    said = [entry.said for entry in entries]
    if len(said) > 4:
        return f"{', '.join(said[:3])} and {len(said) - 3} more"
    return ", ".join(said)


def rating(measure: Measure, value: float | None) -> Entry:
    """Return the rating of `measure`; None is an explicit "no answer".

    Raises:
        BadInput: the value is no rating.
    """
    checked = None if value is None else check_rating(value, measure.key)
    said = "no answer" if checked is None else plain(checked)
    return Entry(f"{measure.name} {said}", "rating", {"measure": measure.key}, {"value": checked})


def no_rating(measure: Measure) -> Entry:
    """Return the removal of a rating: the measure is unanswered again."""
    return Entry(f"{measure.name} cleared", "rating", {"measure": measure.key}, None)


def dose(
    mg: float | None,
    label: str | None = None,
    medicine: str = NALTREXONE,
    taken_at: datetime | None = None,
    *,
    in_addition: bool = False,
) -> Entry:
    """Return a dose that was taken: an amount in mg, or a bottle's label.

    It stands for the medicine's only dose of the day, unless it was taken `in_addition` to the others.

    Raises:
        BadInput: the amount or a name cannot be accepted, or both or neither are given.
    """
    if (mg is None) == (label is None):
        raise BadInput("dose: give either an amount in mg or a bottle's label")
    if taken_at is not None and taken_at.utcoffset() is None:
        raise ValueError("an instant needs its UTC offset")
    amount = None if mg is None else check_mg(mg)
    checked_label = None if label is None else check_name(label, "label")
    name = check_name(medicine, "medicine")
    said = f"{name} {checked_label if amount is None else f'{plain(amount)} mg'}"
    return Entry(
        f"{said}, one more" if in_addition else said,
        "dose",
        {"id": str(uuid.uuid4())} if in_addition else {"medicine": name},
        {
            "medicine": name,
            "mg": amount,
            "label": checked_label,
            "taken": 1,
            "taken_at": None if taken_at is None else taken_at.isoformat(),
        },
    )


def respelled(entry: Entry, medicine: str, label: str | None) -> Entry:
    """Return a dose's entry with its medicine and its bottle's label in the given spelling."""
    if entry.values is None:
        return entry
    identity, values, said = dict(entry.identity), dict(entry.values), entry.said
    for part in (identity, values):
        if "medicine" in part:
            said = said.replace(str(part["medicine"]), medicine, 1)
            part["medicine"] = medicine
    if label is not None:
        said = said.replace(str(values["label"]), label, 1)
        values["label"] = label
    return replace(entry, said=said, identity=identity, values=values)


def no_dose(medicine: str = NALTREXONE) -> Entry:
    """Return the statement that the medicine was not taken.

    Raises:
        BadInput: the name cannot be accepted.
    """
    name = check_name(medicine, "medicine")
    values: Row = {"mg": None, "label": None, "taken": 0, "taken_at": None}
    return Entry(f"{name} not taken", "dose", {"medicine": name}, values)


def dose_unanswered() -> Entry:
    """Return the removal of every dose of the day."""
    return Entry("dose cleared", "dose", {}, None)


def side_effect(term: str, severity: int) -> Entry:
    """Return a side effect or a red flag; the same term again changes its severity.

    Raises:
        BadInput: the term or the severity cannot be accepted.
    """
    name, grade = check_term(term), check_severity(severity)
    return Entry(
        f"{name}, {SEVERITIES[grade]}",
        "side_effect",
        {"term": name},
        {"severity": grade},
        displaces=("no_side_effect",),
    )


def side_effect_removed(term: str) -> Entry:
    """Return the removal of one side effect."""
    return Entry(f"{term} removed", "side_effect", {"term": term}, None)


def no_side_effects() -> Entry:
    """Return the statement that there were none; any recorded ones go."""
    return Entry("no side effects", "no_side_effect", {}, {}, displaces=("side_effect",))


def side_effects_unanswered() -> Entry:
    """Return the removal of all that was said of side effects."""
    return Entry("side effects cleared", "no_side_effect", {}, None, displaces=("side_effect",))


def rescue(medicine: str, count: float) -> Entry:
    """Return how many of an as-needed medicine were taken; 0 removes it.

    Raises:
        BadInput: the name or the count cannot be accepted.
    """
    name = check_name(medicine, "rescue medicine")
    if count == 0:
        return Entry(f"{name} removed", "rescue", {"medicine": name}, None)
    if not 0 < count <= MOST_RESCUES or round(count, 2) != count:
        raise BadInput(f"rescue count {shown_number(count)}: say how many, like 1 or 0.5")
    return Entry(f"{name} x{plain(count)}", "rescue", {"medicine": name}, {"count": float(count)})


def note(text: str) -> Entry:
    """Return the day's note; an empty one removes it.

    Raises:
        BadInput: it is too long or is not text.
    """
    if len(text) > LONGEST_NOTE:
        raise BadInput(f"note: it has {len(text)} characters; keep it under {LONGEST_NOTE}")
    if not is_storable(text):
        raise BadInput("note: it holds bytes that are not text; type it again")
    return Entry("note", "note", {}, {"text": text}) if text.strip() else Entry("note removed", "note", {}, None)


def skip(reason: SkipReason) -> Entry:
    """Return the mark that the day is skipped."""
    return Entry(f"skipped: {reason.value}", "skip", {}, {"reason": reason.value})


def no_skip() -> Entry:
    """Return the removal of that mark."""
    return Entry("no longer skipped", "skip", {}, None)


def impression(value: int) -> Entry:
    """Return the Patient Global Impression of Change, 1 to 7.

    Raises:
        BadInput: it is not one of the seven.
    """
    return Entry(f"overall: {PGIC_ANSWERS[check_impression(value)]}", "impression", {}, {"value": value})


def no_impression() -> Entry:
    """Return the removal of the overall impression."""
    return Entry("overall impression removed", "impression", {}, None)


def no_lab(name: str) -> Entry:
    """Return the removal of a laboratory value."""
    return Entry(f"{name} removed", "lab", {"name": name}, None)


def lab(name: str, value: float, unit: str, range_low: float | None = None, range_high: float | None = None) -> Entry:
    """Return a laboratory value; the same name again replaces the day's value.

    Raises:
        BadInput: a name or number cannot be accepted.
    """
    what = usual_lab_name(check_name(name, "laboratory value"))
    measured = unit.strip()
    if len(measured) > LONGEST_NAME or not is_storable(measured):
        raise BadInput(f"unit {visible(measured[:20])!r}: use at most {LONGEST_NAME} characters")
    for number in (value, range_low, range_high):
        if number is not None and not abs(number) <= LARGEST_LAB:
            raise BadInput(f"{visible(what)} {number}: type the number on the laboratory's sheet")
    if range_low is not None and range_high is not None and range_low > range_high:
        raise BadInput(
            f"{visible(what)} range {shown_number(range_low)}..{shown_number(range_high)}: write the lower limit first"
        )
    return Entry(
        f"{what} {plain(value)} {measured}".rstrip(),
        "lab",
        {"name": what},
        {"value": value, "unit": measured, "range_low": range_low, "range_high": range_high},
    )


def check_name(text: str, field: str) -> str:
    """Return a short name without outer blanks.

    Raises:
        BadInput: it is empty, too long or not text.
    """
    name = text.strip()
    if not name or len(name) > LONGEST_NAME or not is_storable(name):
        raise BadInput(f"{field} {visible(name[:20])!r}: type a name of 1 to {LONGEST_NAME} characters")
    return name
