"""Asking for what changes in a running trial: the next phase, a boundary, a pause, its end, the decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.boundaries import SideChange
from ldn_tui.domain.dates import AHEAD_FORMS, day_and_month, short_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import PHASE_SIGNS, Phase, PhaseKind
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.seal import Content
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import DECISION_AFTER, ENDPOINT_DAYS, THRESHOLDS, Decision, FieldValue, Template, Trial
from ldn_tui.domain.trial import Choice as Decided
from ldn_tui.domain.windows import TakenDose
from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog
from ldn_tui.tui.dialogs.dialog import reading
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog
from ldn_tui.tui.dialogs.plan_day import optional_plan_day, plan_day


@dataclass(frozen=True, slots=True)
class NextPhase:
    """A phase to begin: its kind and, in a treatment phase, what is taken."""

    kind: PhaseKind
    arm: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, the last one; None while that is open."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and the day it holds from or until."""

    words: str
    day: date


def ask_next_phase(today: date, current: Phase | None, pause_key: str, *, is_sealed: bool) -> ChoiceDialog[NextPhase]:
    """Return the dialog for the phase that begins today; under a seal the bottles are laid out already."""
    answers = (
        ("b", NextPhase(PhaseKind.BASELINE), "before the first dose"),
        ("i", NextPhase(PhaseKind.TITRATION), "working up to the full dose"),
        ("t", NextPhase(PhaseKind.TREATMENT, Content.LDN.value), "on the full dose"),
        ("c", NextPhase(PhaseKind.TREATMENT, Content.COMPARATOR.value), "on something else to compare with"),
        ("w", NextPhase(PhaseKind.WASHOUT), "off it, to see what stays"),
        ("f", NextPhase(PhaseKind.FOLLOW_UP), "after the trial"),
    )
    choices = [
        Choice(letter, f"{PHASE_SIGNS[phase.kind]} {Phase(phase.kind, phase.arm, today, None).title:<22}", phase, hint)
        for letter, phase, hint in answers
        if not (is_sealed and phase.kind in {PhaseKind.TITRATION, PhaseKind.TREATMENT})
    ]
    note = f"{visible(current.title)} ends the day before. " if current is not None else ""
    return ChoiceDialog(f"What begins today, {short_day(today)}?", choices, f"{note}{pause_key} pauses instead.")


def ask_boundary(title: str, boundary: date, today: date) -> FieldsDialog[date]:
    """Return the dialog for the new place of the boundary on which `title` begins."""

    def read(texts: Mapping[str, str]) -> date:
        return plan_day(texts["day"], today, "begins on")

    return FieldsDialog(
        f"{title}: when does it begin?",
        (Field("day", "Begins on", boundary.isoformat(), is_day=True),),
        read,
        f"A day is written as {AHEAD_FORMS}. Which days change sides is shown first.",
    )


def ask_phase(phase: Phase, today: date) -> FieldsDialog[Stretch]:
    """Return the dialog for the first and last day of a phase."""

    def read(texts: Mapping[str, str]) -> Stretch:
        with reading("start"):
            start = plan_day(texts["start"], today, "first day")
        with reading("end"):
            end = plan_day(texts["end"], today, "last day") if "end" in texts else None
            if end is not None and end < start:
                raise BadInput(f"last day {end.isoformat()} lies before {start.isoformat()}: give a later day")
        return Stretch(start, end)

    fields = [Field("start", "First day", phase.starts_on.isoformat(), is_day=True)]
    if phase.ends_on is not None:
        fields.append(Field("end", "Last day", phase.ends_on.isoformat(), is_day=True))
    return FieldsDialog(phase.title, fields, read, "Which days change sides is shown before anything is changed.")


def ask_sides(heading: str, sides: Sequence[SideChange], doses: Sequence[TakenDose]) -> ChoiceDialog[bool]:
    """Return the dialog that shows which days go from which phase to which, and the doses taken on them."""
    lines = [side.in_words for side in sides]
    for side in sides:
        taken = [dose for dose in doses if side.first <= dose.day <= side.last]
        if taken:
            lines.append(_doses_in_words(taken))
    return ChoiceDialog(
        heading,
        (Choice("m", "move it", True), Choice("k", "keep it where it is", False)),
        note="\n".join(lines) or "No day changes sides.",
    )


def _doses_in_words(doses: Sequence[TakenDose]) -> str:
    """Return which doses were taken on days that change sides; they stay recorded."""
    said = [
        f"{visible(amount) if isinstance(amount, str) else shown_number(amount) + ' mg'}"
        for amount in dict.fromkeys(dose.amount for dose in doses)
    ]
    first, last = doses[0].day, doses[-1].day
    days = day_and_month(first) if first == last else f"{day_and_month(first)} to {day_and_month(last)}"
    return f"On these days {', '.join(said)} was recorded as taken ({days}); that stays."


def ask_pause(today: date) -> FieldsDialog[Stretch]:
    """Return the dialog for a pause."""

    def read(texts: Mapping[str, str]) -> Stretch:
        with reading("start"):
            start = plan_day(texts["start"], today, "from")
        with reading("end"):
            end = optional_plan_day(texts["end"], today, "until")
            if end is not None and end < start:
                raise BadInput(f"until {end.isoformat()} lies before {start.isoformat()}: give a later day")
        return Stretch(start, end)

    return FieldsDialog(
        "A pause",
        (
            Field("start", "From", "t", is_day=True),
            Field("end", "Last day", placeholder="empty: until you end it", is_day=True),
        ),
        read,
        "Its days belong to no window and count nowhere. Between first dose and decision day it moves the decision "
        "day by its length.",
    )


def ask_end(today: date) -> FieldsDialog[Reason]:
    """Return the dialog that ends a trial early."""

    def read(texts: Mapping[str, str]) -> Reason:
        with reading("reason"):
            if not texts["reason"].strip():
                raise BadInput("why is empty: a word or two are enough")
        return _reason(texts, today, "last day")

    return FieldsDialog(
        "End this trial",
        (Field("day", "Last day", "t", is_day=True), Field("reason", "Why", placeholder="in your words")),
        read,
        "What is recorded stays, and the findings say first that it was ended, and why.",
    )


def ask_decision(today: date, decision_day: date | None, made: Sequence[Decision]) -> ChoiceDialog[Decided]:
    """Return the dialog for what is decided; what was decided before is named, and stays in the journal."""
    hints = {
        Decided.CONTINUE: "go on taking it",
        Decided.STOP: "take it no longer",
        Decided.EXTEND: "decide 12 weeks after the full dose",
        Decided.CHANGE: "dose, time or medicine, as they say",
        Decided.UNDECIDED: "not now",
    }
    choices = [
        Choice(letter, choice.value.ljust(28), choice, hints[choice])
        for letter, choice in zip("cseru", Decided, strict=True)
    ]
    said: list[str] = []
    if made:
        why = f": {visible(made[-1].reason)}" if made[-1].reason else ""
        said.append(
            f"Decided on {short_day(made[-1].day)}: {made[-1].choice.value}{why}. A new decision comes after it."
        )
    if decision_day is not None and today < decision_day:
        said.append(f"The decision day is {short_day(decision_day)}. You may decide before; the findings say so.")
    return ChoiceDialog("What do you decide?", choices, "\n".join(said))


def ask_decision_reason(choice: str, today: date) -> FieldsDialog[Reason]:
    """Return the dialog for the reason of a decision."""
    return FieldsDialog(
        f"Decision: {choice}",
        (Field("reason", "Why", placeholder="in your words"), Field("day", "Decided on", "t", is_day=True)),
        lambda texts: _reason(texts, today, "decided on"),
    )


def _reason(texts: Mapping[str, str], today: date, field: str) -> Reason:
    with reading("day"):
        return Reason(texts["reason"].strip(), plan_day(texts["day"], today, field))


@dataclass(frozen=True, slots=True)
class TrialEdit:
    """What a trial's dialog was left with: only what was changed, by the names the use case knows."""

    values: Mapping[str, FieldValue]


def ask_trial(trial: Trial, measures: Sequence[Measure], today: date) -> FieldsDialog[TrialEdit]:
    """Return the dialog for the words and numbers of a trial."""
    names = {
        measure.name: measure.key for measure in measures if not measure.is_retired or measure.key == trial.primary
    }
    primary = next((name for name, key in names.items() if key == trial.primary), "")
    percent = [f"{each} %" for each in sorted(THRESHOLDS)]
    weeks = {f"{days // 7} weeks": days for days in DECISION_AFTER}
    lengths = {f"last {days} days": days for days in ENDPOINT_DAYS}

    # The periods that the seal lays out say when it is decided, and what is compared.
    is_sealed = trial.template is Template.SEALED_PAIRS

    def shown(day: date | None) -> str:
        return "" if day is None else day.isoformat()

    fields: tuple[Field, ...] = (
        Field("question", "Question", trial.question),
        Field("condition", "Condition", trial.condition),
        Field("primary", "Measure", primary, options=tuple(names)),
        Field("threshold", "Better by", f"{trial.threshold} %", options=tuple(percent)),
        Field("first_dose_on", "First dose on", shown(trial.first_dose_on), "empty while open", is_day=True),
        Field("baseline_days", "Baseline, at most", str(trial.baseline_days)),
    )
    if not is_sealed:
        fields += (
            Field("decision_after", "Decision after", _key_of(weeks, trial.decision_after), options=tuple(weeks)),
            Field("endpoint_days", "Compared", _key_of(lengths, trial.endpoint_days), options=tuple(lengths)),
            Field("decision_on", "Or decision on", shown(trial.decision_on), "empty: follows the doses", is_day=True),
        )

    def read(texts: Mapping[str, str]) -> TrialEdit:
        with reading("baseline_days"):
            if not texts["baseline_days"].strip().isdecimal():
                raise BadInput(f"baseline days {visible(texts['baseline_days'])!r}: type a whole number, 14 to 28")
        with reading("first_dose_on"):
            first_dose_on = optional_plan_day(texts["first_dose_on"], today, "first dose")
        values: dict[str, FieldValue] = {
            "question": texts["question"].strip(),
            "condition": texts["condition"].strip(),
            "primary": names[texts["primary"]],
            "threshold": int(texts["threshold"].removesuffix(" %")),
            "first_dose_on": first_dose_on,
            "baseline_days": int(texts["baseline_days"]),
        }
        if not is_sealed:
            values["decision_after"] = weeks[texts["decision_after"]]
            values["endpoint_days"] = lengths[texts["endpoint_days"]]
            with reading("decision_on"):
                values["decision_on"] = optional_plan_day(texts["decision_on"], today, "decision day")
        return TrialEdit({name: value for name, value in values.items() if getattr(trial, name) != value})

    explained = (
        (is_sealed, "You decide after the last bottle's period, before the seal is opened."),
        (trial.is_locked, "The windows are locked: a change is asked for, and recorded with what was before."),
    )
    return FieldsDialog("This trial", fields, read, " ".join(words for holds, words in explained if holds))


def _key_of(options: Mapping[str, int], value: int) -> str:
    return next((name for name, known in options.items() if known == value), "")


def ask_to_confirm(error: NeedsConfirmation) -> ChoiceDialog[bool]:
    """Return the dialog for a change that is not made without being asked."""
    choices = (Choice("c", "change it", True), Choice("k", "keep it as it is", False))
    return ChoiceDialog("Change it all the same?", choices, error.facts, start=1)
