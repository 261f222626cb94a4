"""The wizard for a new trial: a dialog a question. Esc goes a step back, and nothing typed is lost on the way."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.content import Content

from ldn_tui.domain.conditions import CONDITIONS, OTHER, Condition
from ldn_tui.domain.dates import AHEAD_FORMS, short_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.prospects import PROSPECTS, SIMULATED, TRUE_CHANGES, prospect_of
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.templates import TEMPLATE_FACTS
from ldn_tui.domain.trial import DECISION_AFTER, ENDPOINT_DAYS, LEAST_BASELINE_DAYS, THRESHOLDS, Template
from ldn_tui.tui.dialogs.choice import Choice
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.dose_plan import QUESTION
from ldn_tui.tui.dialogs.fields import Field
from ldn_tui.tui.dialogs.trial_draft import TrialDraft
from ldn_tui.tui.dialogs.trial_steps import (
    StepChoice,
    StepDoses,
    StepFields,
    StepMarks,
    StepSummary,
    Way,
    aligned,
)

# The answers of the last dialog.
START, INSIST, BACK = "start", "insist", "back"


class TrialWizard:
    """Asks for everything a trial needs, one dialog after the other; the draft is what is kept."""

    def __init__(
        self,
        push: Callable[..., object],
        draft: TrialDraft,
        taker: Callable[[Dialog[object]], Callable[[object], bool]],
        leave: Callable[[bool], None],
    ) -> None:
        """Ask into `draft`.

        Args:
            push: shows a dialog and calls back with what it returned.
            draft: what is known so far.
            taker: makes what takes the answer of the last dialog: START, or INSIST for a plan that is too short.
            leave: called when the wizard is left, with whether the trial was begun; if not, the draft keeps what was
                typed.
        """
        self._push = push
        self._draft = draft
        self._taker = taker
        self._leave = leave

    def begin(self) -> None:
        """Ask the first question."""
        self._ask("question")

    def _names(self) -> list[str]:
        """Return the steps that apply, in order."""
        draft = self._draft
        applies = {
            "condition name": draft.condition is not None and draft.condition.name == OTHER,
            "extras": bool(draft.offered),
            "doses": not draft.is_sealed,
            "decision": not draft.is_sealed and draft.template is not Template.ALREADY_TAKING,
        }
        return [name for name in self._steps() if applies.get(name, True)]

    def _steps(self) -> dict[str, Callable[[str], Dialog[Any]]]:
        return {
            "question": self._question,
            "condition": self._condition,
            "condition name": self._condition_name,
            "extras": self._extras,
            "shape": self._shape,
            "dates": self._dates,
            "doses": lambda heading: StepDoses(f"{heading}: {QUESTION[0].lower()}{QUESTION[1:]}", self._draft),
            "counts": self._counts,
            "decision": self._decision,
            "summary": self._summary,
        }

    def _ask(self, name: str) -> None:
        # How many there are depends on the answers: a total would change on the way.
        dialog = self._steps()[name](f"A new trial, step {self._names().index(name) + 1}")
        if name == "summary":
            take = self._taker(dialog)
            dialog.take = lambda answer: answer not in (START, INSIST) or take(answer)
        self._push(dialog, lambda answer: self._answered(name, answer))

    def _answered(self, name: str, answer: object) -> None:
        if answer is Way.OUT:
            self._leave(False)
            return
        if answer in (START, INSIST):
            self._leave(True)
            return
        if answer is not None:
            self._choose(answer)
        names = self._names()
        index = names.index(name) + (-1 if answer is None or answer == BACK else 1)
        if index >= 0:
            self._ask(names[index])
        else:
            self._leave(False)

    def _choose(self, answer: object) -> None:
        if isinstance(answer, Condition):
            self._draft.condition = answer
        elif isinstance(answer, Template):
            self._draft.template = answer

    # The steps

    def _fields(
        self,
        heading: str,
        fields: Sequence[Field],
        check: Callable[[], object],
        below: Callable[[], Content] = lambda: Content(""),
        explanation: str = "",
    ) -> StepFields:
        texts = self._draft.texts
        kept = [
            Field(field.name, field.label, texts.get(field.name, field.value), field.placeholder, field.options)
            for field in fields
        ]
        return StepFields(heading, kept, texts.update, check, below, explanation)

    def _question(self, heading: str) -> StepFields:
        example = TrialDraft(self._draft.today, self._draft.measures).question
        return self._fields(
            f"{heading}: what do you want to know?",
            [Field("question", "Question", placeholder=example)],
            lambda: None,
            explanation="In your own words; they stand above the answer. Enter takes the one shown.",
        )

    def _condition(self, heading: str) -> StepChoice:
        chosen = self._draft.condition
        choices: list[Choice[object]] = [Choice(known.letter, known.name, known) for known in CONDITIONS]
        start = CONDITIONS.index(chosen) if chosen in CONDITIONS and chosen is not None else 0

        def explain(value: object) -> Content:
            if not isinstance(value, Condition):
                return Content("")
            names = ", ".join(measure.name.lower() for measure in value.measures)
            return Content.assemble(("What fits can be rated as well: ", "$text-muted"), names)

        return StepChoice(f"{heading}: what do you have?", choices, start, explain)

    def _condition_name(self, heading: str) -> StepFields:
        return self._fields(
            f"{heading}: what is it called?",
            [Field("condition", "Condition")],
            lambda: None,
            explanation="For your own reports; it can stay empty.",
        )

    def _extras(self, heading: str) -> StepMarks:
        choices = [
            (measure.key, measure.name, f"0 {measure.low_anchor} · 10 {measure.high_anchor}")
            for measure in self._draft.offered
        ]
        note = "Rated every day besides the measures you have. The plan's list of measures adds or retires any later."
        return StepMarks(f"{heading}: rate something more?", choices, self._draft.extras, note)

    def _shape(self, heading: str) -> StepChoice:
        choices: list[Choice[object]] = [
            Choice(letter, facts.title.ljust(22), template, facts.course)
            for letter, (template, facts) in zip("abcde", TEMPLATE_FACTS.items(), strict=True)
        ]

        def explain(value: object) -> Content:
            if not isinstance(value, Template):
                return Content("")
            facts = TEMPLATE_FACTS[value]
            lines = (("Source", facts.source), ("Can tell", facts.can_tell), ("Cannot tell", facts.cannot_tell))
            return aligned(lines, 72)

        start = list(TEMPLATE_FACTS).index(self._draft.template)
        return StepChoice(f"{heading}: which shape?", choices, start, explain, is_read_first=True)

    def _dates(self, heading: str) -> StepFields:
        draft = self._draft
        fields = [Field("starts_on", "Starts on", "t", is_day=True)]
        if draft.template is Template.ALREADY_TAKING:
            fields.append(
                Field("first_dose_on", "First dose was on", placeholder="empty if you do not know", is_day=True)
            )
        else:
            fields.append(
                Field("first_dose_on", "First dose on", placeholder="empty until the capsules are there", is_day=True)
            )
            fields.append(Field("baseline_days", "Baseline, at most", "28"))
        if draft.is_sealed:
            fields += [Field("pairs", "Pairs", "2"), Field("weeks", "Weeks a period", "8")]
            fields.append(Field("price", "Price of a capsule", placeholder="if you know it"))
        return self._fields(
            f"{heading}: when?",
            fields,
            draft.check_dates,
            self._dates_in_words,
            f"A day is written as {AHEAD_FORMS}.",
        )

    def _dates_in_words(self) -> Content:
        draft = self._draft
        start, first = draft.starts_on(), draft.first_dose_on()
        parts = [f"From {short_day(start)}"]
        if draft.template is Template.ALREADY_TAKING:
            parts.append("no baseline is claimed")
        elif first is None:
            parts.append("a baseline until the first dose")
        else:
            days = min((first - start).days, draft.baseline_days())
            parts.append(f"first dose {short_day(first)}")
            short = "" if days >= LEAST_BASELINE_DAYS else f"; fewer than {LEAST_BASELINE_DAYS} can be too few"
            parts.append(f"{max(days, 0)} days of baseline{short}")
        if draft.is_sealed:
            return Content.assemble((f"In all {draft.totals()}. Your helper's code settles it.", "$accent"))
        return Content.assemble((" · ".join(parts), "$accent"))

    def _counts(self, heading: str) -> StepFields:
        names = tuple(known.name for known in self._draft.candidates)
        return self._fields(
            f"{heading}: what counts as better?",
            [
                Field("primary", "Measure", self._draft.primary.name, options=names),
                Field("threshold", "Better by", "30 %", options=tuple(f"{each} %" for each in sorted(THRESHOLDS))),
            ],
            lambda: None,
            explanation="The answer is about this one measure; the others are shown beside it. 10 to 20 % less pain is "
            "called minimal, 30 % moderate, 50 % substantial (IMMPACT). Both lock 3 days after the first dose.",
        )

    def _decision(self, heading: str) -> StepFields:
        draft = self._draft
        return self._fields(
            f"{heading}: when do you decide?",
            [
                Field(
                    "decision_after",
                    "After the full dose",
                    options=tuple(f"{days // 7} weeks" for days in DECISION_AFTER),
                ),
                Field("endpoint_days", "Compared", options=tuple(f"last {days} days" for days in ENDPOINT_DAYS)),
                Field("decision_on", "Or on the day", placeholder="empty: follows the doses", is_day=True),
            ],
            draft.decision_on,
            self._prospects,
        )

    def _prospects(self) -> Content:
        draft = self._draft
        first, length = draft.first_dose_on(), draft.baseline_days()
        if first is not None:
            length = min(length, (first - draft.starts_on()).days)
        here = prospect_of(length, draft.decision_after)
        lines = [
            Content.assemble((SIMULATED, "$text-muted")),
            Content.assemble((" " * 22 + "".join(f"{name:^18}" for name in TRUE_CHANGES), "$text-muted")),
            Content.assemble((f"  {'baseline  decision':<20}" + "   unsure  better " * 3, "$text-muted")),
        ]
        for known in PROSPECTS:
            numbers = "".join(
                f"{shown_number(unsure):>8}{shown_number(better):>8}  "
                for unsure, better in zip(known.unsure, known.better, strict=True)
            )
            is_here = known is here
            text = f"{known.baseline_days} days   {known.weeks:>2} weeks".ljust(20) + numbers
            marker = (f"{Glyph.CURSOR} " if is_here else "  ", "bold $accent")
            lines.append(Content.assemble(marker, (text, "bold" if is_here else "")))
        return Content("\n").join(lines)

    def _summary(self, heading: str) -> StepChoice:
        draft = self._draft
        try:
            lines, too_short = tuple(draft.summary()), draft.is_too_short
        except BadInput as error:
            lines, too_short = (("Not yet", str(error)),), False
            choices: list[Choice[object]] = [Choice("b", "back", BACK, "to put it right")]
        else:
            choices = [Choice("s", "start", START), Choice("b", "back", BACK)]
            if too_short:
                choices = [
                    Choice("b", "back", BACK, "to leave more time before the decision"),
                    Choice("i", "start all the same", INSIST, "it will be marked “too short”"),
                ]
        said = aligned(lines, 74)
        if too_short:
            warning = "Fewer than 28 days lie between two weeks after the full dose and the decision: too short."
            said = Content("\n").join([said, Content(""), Content.assemble((warning, "bold $error"))])
        return StepSummary(f"{heading}: is this your trial?", choices, said)
