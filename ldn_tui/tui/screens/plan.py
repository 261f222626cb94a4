"""Plan: the trial as a time line and a list of its phases, and everything that can be changed in it."""

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, JournalError
from ldn_tui.domain.phases import PhaseKind, phase_of
from ldn_tui.domain.templates import TEMPLATE_FACTS
from ldn_tui.domain.trial import NALTREXONE, DoseStep, NewTrial, Template, Trial
from ldn_tui.tui.commands import Place, bindings
from ldn_tui.tui.dialogs import trial_changes
from ldn_tui.tui.dialogs.dose_plan import QUESTION, DosePlanDialog, StepText, read_dose_plan, texts_of
from ldn_tui.tui.dialogs.trial_changes import NextPhase, Reason, Stretch, TrialEdit
from ldn_tui.tui.dialogs.trial_draft import TrialDraft
from ldn_tui.tui.pending import Write
from ldn_tui.tui.plan_changes import Edit, PlanChanges, perform
from ldn_tui.tui.plan_view import PlanRow, PlanView, load_plan_view
from ldn_tui.tui.screens.room import Room
from ldn_tui.tui.widgets.bars import TitleBar
from ldn_tui.tui.widgets.plan_card import PlanCard
from ldn_tui.tui.widgets.plan_list import PlanList
from ldn_tui.tui.widgets.time_line import TimeLine

WIDE = 112
NARROW = 76
LOW = 20
_ONE_DAY = timedelta(days=1)


class PlanScreen(Room):
    """The plan."""

    NAME = "Plan"
    PLACE = Place.PLAN
    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.PLAN)]

    def __init__(self) -> None:
        """Begin with nothing typed."""
        super().__init__()
        self._view: PlanView | None = None
        self._draft: TrialDraft | None = None

    # What is shown

    def compose_body(self) -> ComposeResult:
        """Compose the time line, the list and the card beside it."""
        yield TimeLine()
        with Horizontal(id="body"):
            with VerticalScroll(id="list", can_focus=False):
                yield PlanList()
            yield PlanCard()
        yield Static("", id="empty")

    def begin(self) -> None:
        """Show the trial, with the cursor on the phase today lies in."""
        self.reload()
        plan_list = self.query_one(PlanList)
        today = plan_list.today
        here = (index for index, row in enumerate(plan_list.rows) if row.phase is not None and row.window.holds(today))
        plan_list.position = next(here, 0)
        self._point()
        # Before it is laid out, nothing can be scrolled.
        self.call_after_refresh(plan_list.show_cursor)

    def reload(self) -> None:
        """Read the trial and show it; while another program holds the file, what is shown stays."""
        try:
            view = load_plan_view(self.ldn_app.journal)
        except JournalError as error:
            self.say(str(error), alarm=True)
            return
        self._view = view
        self.set_class(view.trial is None and not view.phases, "-empty")
        self.query_one("#empty", Static).update(_invitation())
        title = self.query_one(TitleBar)
        title.subject = view.trial.title if view.trial is not None else ""
        title.aside = _standing(view)
        plan_list = self.query_one(PlanList)
        plan_list.today = view.today
        plan_list.rows = view.rows()
        plan_list.position = max(min(plan_list.position, len(plan_list.rows) - 1), 0)
        self.query_one(PlanCard).view = view
        self._point()

    def _point(self) -> None:
        """Show on the time line the days of the line the cursor is on."""
        if self._view is not None:
            row = self.query_one(PlanList).chosen
            self.query_one(TimeLine).picture = self._view.picture(None if row is None or row.is_trial else row)

    def look_at_clock(self) -> None:
        """Notice that a new day has begun."""
        if self._view is not None and self._view.today != self.ldn_app.journal.today():
            self.reload()

    def on_resize(self, event: Resize) -> None:
        """Fit the card to the terminal: on a narrow one the list has it to itself."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.height < LOW, "-low")

    def on_plan_list_chosen(self, message: PlanList.Chosen) -> None:
        """Choose the line that was clicked; clicked again, edit it."""
        if message.index == self.query_one(PlanList).position:
            self.action_edit()
        else:
            self._go_to_row(message.index)

    def _go_to_row(self, index: int) -> None:
        self.query_one(PlanList).position = index
        self.say("")
        self._point()

    # Choosing

    def action_cursor(self, key: str) -> None:
        """Move the cursor."""
        plan_list = self.query_one(PlanList)
        if plan_list.rows:
            by = -1 if key in {"up", "k"} else 1
            self._go_to_row(min(max(plan_list.position + by, 0), len(plan_list.rows) - 1))

    def _perform(self, edit: Edit, *, confirmed: bool = False) -> Change | None:
        """Make a change; where it must be asked for first, ask."""
        return perform(self.ldn_app, edit, confirmed=confirmed)

    def _active(self) -> Trial | None:
        """Return the active trial, or say that there is none."""
        view = self._view
        if view is None or view.trial is None or not view.is_active:
            self.say("There is no active trial: N begins one.")
            return None
        return view.trial

    @property
    def _today(self) -> date:
        return self.ldn_app.journal.today()

    # A new trial

    def action_new_trial(self) -> None:
        """Ask for everything a new trial needs; what was typed before and left is still there."""
        from ldn_tui.tui.dialogs.new_trial import TrialWizard

        if self._view is not None and self._view.is_active:
            self.say("A trial is active: E ends it first; it stays in the journal.")
            return
        journal = self.ldn_app.journal
        draft = self._draft or TrialDraft(self._today, ())
        draft.today, draft.measures = self._today, journal.measures.active()
        self._draft = draft

        def left() -> None:
            self.say("No trial was begun. What you typed is kept: N goes on with it.")

        TrialWizard(self.app.push_screen, draft, self._begin_trial, left).begin()

    def _begin_trial(self, draft: TrialDraft, insist: bool) -> None:
        plan, price = plan_of(draft), draft.price()
        change = self._perform(lambda journal, confirmed: journal.trials.new(plan, insist=insist or confirmed))
        if change is None:
            return
        self._draft = None
        if price is not None and not any(
            medicine.name == NALTREXONE for medicine in self.ldn_app.journal.medicines.list()
        ):
            self.ldn_app.perform(Write(None, "plan", lambda journal: journal.medicines.add(NALTREXONE, price=price)))
        if plan.template is Template.SEALED_PAIRS:
            self.say("The trial has begun. L adds your helper's code.")
        self.begin()

    # Phases

    def action_next_phase(self) -> None:
        """Ask what begins today."""
        view = self._view
        if view is None or self._active() is None:
            return

        def chosen(phase: NextPhase | None) -> None:
            if phase is not None:
                self._perform(lambda journal, _: journal.trials.start(phase.kind, None, phase.arm))

        current = phase_of(view.today, view.phases)
        is_sealed = view.trial is not None and view.trial.template is Template.SEALED_PAIRS
        self.app.push_screen(trial_changes.ask_next_phase(view.today, current, is_sealed=is_sealed), chosen)

    def action_edit(self) -> None:
        """Change what the cursor is on: the trial, a phase, or the dose plan."""
        row, trial = self.query_one(PlanList).chosen, self._active()
        if trial is None or row is None:
            return
        if row.is_trial:
            self._edit_trial(trial)
        elif row.step is not None:
            self._edit_doses(trial)
        elif row.phase is None:
            self.action_move_boundary()
        else:
            self._edit_phase(row)

    def _edit_trial(self, trial: Trial) -> None:
        def edited(edit: TrialEdit | None) -> None:
            if edit is not None and edit.values:
                self._perform(lambda journal, confirmed: journal.trials.change(confirmed=confirmed, **edit.values))

        measures = self.ldn_app.journal.measures.all()
        self.app.push_screen(trial_changes.ask_trial(trial, measures, self._today), edited)

    def action_dose_plan(self) -> None:
        """Ask for the dose plan."""
        trial = self._active()
        if trial is None:
            return
        if trial.template is Template.SEALED_PAIRS:
            self.say("Under seal the bottles stand for the dose plan.")
        else:
            self._edit_doses(trial)

    def _edit_doses(self, trial: Trial) -> None:
        today = self._today

        def read(rows: tuple[StepText, ...]) -> tuple[DoseStep, ...]:
            return read_dose_plan(rows, trial.planned_first_dose, today)

        def edited(rows: tuple[StepText, ...] | None) -> None:
            if rows is not None:
                steps = read(rows)
                self._perform(lambda journal, confirmed: journal.trials.set_plan(steps, confirmed=confirmed))

        dialog = DosePlanDialog(
            QUESTION,
            texts_of(trial.steps),
            read,
            "Step by step; a later one can say 2w for two weeks after the one before.",
        )
        self.app.push_screen(dialog, edited)

    def _edit_phase(self, row: PlanRow) -> None:
        phase = row.phase
        if phase is None:
            return

        def edited(stretch: Stretch | None) -> None:
            if stretch is None:
                return
            moves = [(phase.title, phase.starts_on, stretch.start)]
            if phase.ends_on is not None and stretch.end is not None:
                moves.append((f"What follows {phase.title}", phase.ends_on + _ONE_DAY, stretch.end + _ONE_DAY))
            changed = [move for move in moves if move[1] != move[2]]
            # Outwards first: a phase is never moved across itself.
            self._move_one_by_one(changed[::-1] if stretch.start > phase.starts_on else changed)

        self.app.push_screen(trial_changes.ask_phase(phase, self._today), edited)

    def action_move_boundary(self) -> None:
        """Ask where the boundary goes on which the chosen line begins."""
        row = self.query_one(PlanList).chosen
        if self._active() is None or row is None:
            return
        boundary = row.boundary
        if boundary is None:
            self.say("Choose a phase first: the boundary is the one it begins on.")
            return
        title = "Time in no phase" if row.phase is None else row.phase.title

        def moved(day: date | None) -> None:
            if day is not None and day != boundary:
                self._move_one_by_one([(title, boundary, day)])

        self.app.push_screen(trial_changes.ask_boundary(title, boundary, self._today), moved)

    def _move_one_by_one(self, moves: list[tuple[str, date, date]]) -> None:
        """Show for each move which days change sides, and make it if that is wanted."""
        if not moves:
            return
        (title, old, new), *rest = moves
        try:
            days = self.ldn_app.journal.trials.move_preview(old, new)
        except (BadInput, JournalError) as error:
            self.say(str(error), alarm=True)
            return

        def answered(yes: bool | None) -> None:
            if not yes:
                self.say("Kept where it was.")
            elif self._perform(lambda journal, _: journal.trials.move(old, new, confirmed=True)) is not None:
                self._move_one_by_one(rest)

        self.app.push_screen(trial_changes.ask_sides(title, new, days), answered)

    # Pause, end, decision

    def action_pause(self) -> None:
        """Ask for a pause, or end the one that is open."""
        view = self._view
        if view is None or self._active() is None:
            return
        if any(phase.kind is PhaseKind.PAUSE and phase.ends_on is None for phase in view.phases):
            self._perform(lambda journal, _: journal.trials.resume())
            return

        def paused(stretch: Stretch | None) -> None:
            if stretch is not None:
                self._perform(lambda journal, _: journal.trials.pause(stretch.start, stretch.end))

        self.app.push_screen(trial_changes.ask_pause(self._today), paused)

    def action_end(self) -> None:
        """Ask why and when the trial ends."""
        if self._active() is None:
            return

        def ended(reason: Reason | None) -> None:
            if reason is not None:
                self._perform(lambda journal, _: journal.trials.end(reason.words, reason.day))

        self.app.push_screen(trial_changes.ask_end(self._today), ended)

    def action_decide(self) -> None:
        """Ask what is decided, and why."""
        view = self._view
        if view is None or view.trial is None:
            self.say("There is no trial to decide on: N begins one.")
            return
        PlanChanges(self.ldn_app, view, view.trial).decide()

    # Lists and the seal

    def action_medicines(self) -> None:
        """Open the list of medicines."""
        from ldn_tui.tui.screens.medicines import MedicinesScreen

        self.app.push_screen(MedicinesScreen())

    def action_measures(self) -> None:
        """Open the list of measures."""
        self.ldn_app.action_edit_measures()

    def action_seal(self) -> None:
        """Seal the trial with a helper's code; or show how the seal stands, and open it."""
        trial = self._view.trial if self._view is not None else None
        if trial is None or trial.template is not Template.SEALED_PAIRS:
            self.say("Only a trial of sealed pairs has a seal: N begins one.")
            return
        from ldn_tui.tui.seal_flow import SealFlow

        SealFlow(self.ldn_app, trial, self._perform).begin()


def plan_of(draft: TrialDraft) -> NewTrial:
    """Return a draft as the journal takes it.

    Raises:
        BadInput: something typed cannot be read.
    """
    return NewTrial(
        template=draft.template,
        question=draft.question,
        condition=draft.condition_name,
        starts_on=draft.starts_on(),
        first_dose_on=draft.first_dose_on(),
        baseline_days=draft.baseline_days(),
        endpoint_days=draft.endpoint_days,
        primary=draft.primary.key,
        threshold=draft.threshold,
        decision_after=draft.decision_after,
        decision_on=draft.decision_on(),
        steps=draft.steps(),
        extra_measures=draft.chosen_extras,
    )


def _standing(view: PlanView) -> str:
    trial = view.trial
    if trial is None:
        return ""
    if trial.ended_on is not None:
        return f"ended {short_day(trial.ended_on)}"
    day = trial.day_number(view.today)
    return f"{TEMPLATE_FACTS[trial.template].title}   " + (f"day {day}" if day > 0 else f"starts in {1 - day} days")


def _invitation() -> Content:
    key = "bold $footer-key-foreground"
    return Content("\n\n").join(
        [
            Content.assemble(("No trial yet.", "bold")),
            Content.assemble(
                ("N", key),
                " begins one. A few short questions; the dose plan and the day of the first dose may stay open, so a "
                "baseline can start today with nothing else known.",
            ),
            Content.assemble(
                ("M", key), " keeps your medicines, ", ("Y", key), " what you rate every day, ", ("t", key), " goes to "
                "today's form.",
            ),
        ]
    )  # fmt: skip
