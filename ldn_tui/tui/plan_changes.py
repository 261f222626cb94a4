"""What can be changed in a running trial: each question of the plan, and what its answer does."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.phases import Phase, PhaseKind, phase_of
from ldn_tui.domain.trial import Choice as Decided
from ldn_tui.domain.trial import DoseStep, Template, Trial
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs import trial_changes
from ldn_tui.tui.dialogs.choice import ChoiceDialog
from ldn_tui.tui.dialogs.dose_plan import QUESTION, DosePlanDialog, StepText, read_dose_plan, texts_of
from ldn_tui.tui.dialogs.fields import FieldsDialog
from ldn_tui.tui.dialogs.trial_changes import Stretch, TrialEdit
from ldn_tui.tui.editing import Editor
from ldn_tui.tui.plan_view import PlanRow, PlanView

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

Answer = TypeVar("Answer")

_ONE_DAY = timedelta(days=1)

# The new days of boundaries, by the days they stand on now.
Moves = Mapping[date, date]


class PlanChanges:
    """The changes of one trial as it stands."""

    def __init__(self, app: "LdnApp", view: PlanView, trial: Trial) -> None:
        """Change `trial`, which `view` shows, in the journal of `app`."""
        self._app = app
        self._journal = app.journal
        self._view = view
        self._trial = trial
        self._editor = Editor(app)

    def next_phase(self) -> None:
        """Ask what begins today."""
        view = self._view
        current = phase_of(view.today, view.phases)
        is_sealed = self._trial.template is Template.SEALED_PAIRS
        pause_key = self._app.keys.sign("plan.pause")
        self._editor.ask(
            trial_changes.ask_next_phase(view.today, current, pause_key, is_sealed=is_sealed),
            lambda journal, phase, confirmed: journal.trials.start(phase.kind, None, phase.arm, confirmed=confirmed),
        )

    def trial(self) -> None:
        """Ask for the trial's words and numbers."""

        def edit(journal: Journal, changed: TrialEdit, confirmed: bool) -> Change:
            return journal.trials.change(confirmed=confirmed, **changed.values)

        self._editor.ask(trial_changes.ask_trial(self._trial, self._view.measures, self._view.today), edit)

    def dose_plan(self) -> None:
        """Ask for the dose plan."""
        trial, today = self._trial, self._view.today
        if trial.template is Template.SEALED_PAIRS:
            self._app.say("Under seal the bottles stand for the dose plan.")
            return

        def read(rows: tuple[StepText, ...]) -> tuple[DoseStep, ...]:
            return read_dose_plan(rows, trial.planned_first_dose, today)

        def edit(journal: Journal, rows: tuple[StepText, ...], confirmed: bool) -> Change:
            return journal.trials.set_plan(read(rows), confirmed=confirmed)

        explanation = "Step by step; a later one can say 2w for two weeks after the one before."
        self._editor.ask(DosePlanDialog(QUESTION, texts_of(trial.steps), read, explanation), edit)

    def phase(self, phase: Phase) -> None:
        """Ask for the first and last day of a phase."""

        def moves(stretch: Stretch) -> Moves:
            wanted = {phase.starts_on: stretch.start}
            if phase.ends_on is not None and stretch.end is not None:
                wanted[phase.ends_on + _ONE_DAY] = stretch.end + _ONE_DAY
            return wanted

        def heading(stretch: Stretch) -> str:
            last = "" if stretch.end is None else f" to {short_day(stretch.end)}"
            return f"{phase.title} from {short_day(stretch.start)}{last}?"

        self._ask_moves(trial_changes.ask_phase(phase, self._view.today), moves, heading)

    def boundary(self, row: PlanRow) -> None:
        """Ask where the boundary goes on which `row` begins."""
        old = row.boundary
        if old is None:
            self._app.say("Choose a phase first: the boundary is the one it begins on.")
            return
        title = "Time in no phase" if row.phase is None else row.phase.title
        self._ask_moves(
            trial_changes.ask_boundary(title, old, self._view.today),
            lambda day: {old: day},
            lambda day: f"{title} from {short_day(day)}?",
        )

    def _ask_moves(
        self, dialog: FieldsDialog[Answer], moves: Callable[[Answer], Moves], heading: Callable[[Answer], str]
    ) -> None:
        """Ask for boundaries to be moved; which days change sides by it is shown before anything is changed."""

        def changed(answer: Answer) -> Moves:
            return {old: new for old, new in moves(answer).items() if old != new}

        def preview(answer: Answer) -> ChoiceDialog[bool] | None:
            wanted = changed(answer)
            if not wanted:
                return None
            trials = self._journal.trials
            return trial_changes.ask_sides(
                heading(answer), trials.move_preview(wanted), trials.taken_doses(self._trial)
            )

        def edit(journal: Journal, answer: Answer, confirmed: bool) -> Change:
            wanted = changed(answer)
            return journal.trials.move_boundaries(wanted, confirmed=confirmed) if wanted else Change(None, "")

        self._editor.ask(dialog, edit, preview=preview)

    # Pause, end, decision

    def pause(self) -> None:
        """Ask for a pause, or end the one that holds today."""
        pauses = [phase for phase in self._view.phases if phase.kind is PhaseKind.PAUSE]
        if any(phase.ends_on is None or phase.holds(self._view.today) for phase in pauses):
            self._editor.make(lambda journal, confirmed: journal.trials.resume(confirmed=confirmed))
        else:
            self._editor.ask(
                trial_changes.ask_pause(self._view.today),
                lambda journal, stretch, confirmed: journal.trials.pause(
                    stretch.start, stretch.end, confirmed=confirmed
                ),
            )

    def end(self) -> None:
        """Ask why and when the trial ends."""
        self._editor.ask(
            trial_changes.ask_end(self._view.today),
            lambda journal, reason, confirmed: journal.trials.end(reason.words, reason.day, confirmed=confirmed),
        )

    def decide(self) -> None:
        """Ask what is decided, and why."""

        def chosen(choice: Decided | None) -> None:
            if choice is not None:
                self._editor.ask(
                    trial_changes.ask_decision_reason(choice.value, self._view.today),
                    lambda journal, reason, confirmed: journal.trials.decide(
                        choice, reason.words, reason.day, confirmed=confirmed
                    ),
                )

        dialog = trial_changes.ask_decision(self._view.today, self._view.windows.decision_day, self._view.decisions)
        self._app.push_screen(dialog, chosen)
