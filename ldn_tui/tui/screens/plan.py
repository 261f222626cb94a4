"""Plan: the trial as a time line and a list of its phases, and everything that can be changed in it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.templates import TEMPLATE_FACTS
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import NewTrial, Template, Trial
from ldn_tui.journal import Journal
from ldn_tui.keys.commands import Place
from ldn_tui.keys.in_force import Keys
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.trial_draft import TrialDraft
from ldn_tui.tui.editing import Editor
from ldn_tui.tui.plan_changes import PlanChanges
from ldn_tui.tui.plan_view import PlanView, load_plan_view
from ldn_tui.tui.screens.room import Room
from ldn_tui.tui.widgets.bars import TitleBar
from ldn_tui.tui.widgets.plan_card import PlanCard
from ldn_tui.tui.widgets.plan_list import PlanList
from ldn_tui.tui.widgets.time_line import TimeLine

WIDE = 112
NARROW = 76
LOW = 20
_KEY = "bold $footer-key-foreground"


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
        yield Static("", id="notice")
        yield TimeLine()
        with Horizontal(id="body"):
            with VerticalScroll(id="list", can_focus=False):
                yield PlanList()
            yield PlanCard(self.ldn_app.keys)
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

    def read(self) -> None:
        """Read the trial, and what stands around it."""
        self._view = load_plan_view(self.ldn_app.journal)

    def show(self) -> None:
        """Show the trial; one that has ended says so, and how to begin another."""
        view = self._view
        if view is None:
            return
        self.set_class(view.trial is None and not view.phases, "-empty")
        self.query_one("#empty", Static).update(_invitation(self.ldn_app.keys))
        notice = self.query_one("#notice", Static)
        said = _notice(view, self.ldn_app.keys)
        notice.update(said)
        notice.display = bool(said.plain)
        title = self.query_one(TitleBar)
        title.subject = view.trial.title if view.trial is not None else ""
        title.aside = _standing(view)
        plan_list = self.query_one(PlanList)
        plan_list.today = view.marked_day
        plan_list.rows = view.rows()
        plan_list.position = max(min(plan_list.position, len(plan_list.rows) - 1), 0)
        self.query_one(PlanCard).view = view
        self._point()

    def _point(self) -> None:
        """Show on the time line the days of the line the cursor is on."""
        if self._view is not None:
            row = self.query_one(PlanList).chosen
            is_part = row is not None and not row.is_trial and row.earlier is None
            self.query_one(TimeLine).picture = self._view.picture(row if is_part else None)

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

    def _sign(self, name: str) -> str:
        """Return the key of a command of the plan, as it is written for people."""
        return self.ldn_app.keys.sign(f"plan.{name}")

    # Choosing

    def action_cursor(self, key: str) -> None:
        """Move the cursor."""
        plan_list = self.query_one(PlanList)
        if plan_list.rows:
            by = -1 if key in {"up", "k"} else 1
            self._go_to_row(min(max(plan_list.position + by, 0), len(plan_list.rows) - 1))

    # What can be changed

    def _changes(self) -> PlanChanges | None:
        """Return what can be changed in the active trial, or say that there is none."""
        view = self._view
        if view is None or view.trial is None or not view.is_active:
            self.say(f"There is no active trial: {self._sign('new-trial')} begins one.")
            return None
        return PlanChanges(self.ldn_app, view, view.trial)

    def action_edit(self) -> None:
        """Change what the cursor is on: the trial, a phase, or the dose plan; an earlier trial is opened to be read."""
        row = self.query_one(PlanList).chosen
        if row is not None and row.earlier is not None:
            self._open_earlier(row.earlier)
            return
        changes = self._changes()
        if changes is None or row is None:
            return
        if row.is_trial:
            changes.trial()
        elif row.step is not None:
            changes.dose_plan()
        elif row.phase is not None:
            changes.phase(row.phase)
        else:
            changes.boundary(row)

    def _open_earlier(self, trial: Trial) -> None:
        from ldn_tui.tui.screens.earlier_trial import EarlierTrialScreen

        self.app.push_screen(EarlierTrialScreen(load_plan_view(self.ldn_app.journal, trial)))

    def action_dose_plan(self) -> None:
        """Ask for the dose plan."""
        if changes := self._changes():
            changes.dose_plan()

    def action_next_phase(self) -> None:
        """Ask what begins today."""
        if changes := self._changes():
            changes.next_phase()

    def action_move_boundary(self) -> None:
        """Ask where the boundary goes on which the chosen line begins."""
        row, changes = self.query_one(PlanList).chosen, self._changes()
        if changes is not None and row is not None:
            changes.boundary(row)

    def action_pause(self) -> None:
        """Ask for a pause, or end the one that is open."""
        if changes := self._changes():
            changes.pause()

    def action_end(self) -> None:
        """Ask why and when the trial ends."""
        if changes := self._changes():
            changes.end()

    def action_decide(self) -> None:
        """Ask what is decided, and why; a trial that has ended can still be decided on."""
        view = self._view
        if view is None or view.trial is None:
            self.say(f"There is no trial to decide on: {self._sign('new-trial')} begins one.")
        else:
            PlanChanges(self.ldn_app, view, view.trial).decide()

    # A new trial

    def action_new_trial(self) -> None:
        """Ask for everything a new trial needs; what was typed before and left is still there."""
        from ldn_tui.tui.dialogs.new_trial import INSIST, TrialWizard

        if self._view is not None and self._view.is_active:
            self.say(f"A trial is active: {self._sign('end')} ends it first; it stays in the journal.")
            return
        app, journal = self.ldn_app, self.ldn_app.journal
        draft = self._draft or TrialDraft(journal.today(), ())
        draft.today, draft.measures = journal.today(), journal.measures.active()
        self._draft = draft

        def begin(journal: Journal, answer: object, confirmed: bool) -> Change:
            return journal.trials.new(plan_of(draft), insist=confirmed or answer == INSIST)

        def left(begun: bool) -> None:
            if begun:
                self._has_begun(draft)
            else:
                self.say(f"No trial was begun. What you typed is kept: {self._sign('new-trial')} goes on with it.")

        TrialWizard(app.push_screen, draft, lambda dialog: Editor(app).taker(dialog, begin), left).begin()

    def _has_begun(self, draft: TrialDraft) -> None:
        self._draft = None
        follows = {
            Template.SEALED_PAIRS: f"{self._sign('seal')} seals it with your helper's code.",
            Template.BY_HAND: f"{self._sign('next-phase')} begins its first phase.",
        }
        if draft.template in follows:
            undo = self.ldn_app.keys.sign("everywhere.undo")
            self.say(f"The trial has begun; {undo} takes it back. {follows[draft.template]}")
        self.begin()

    # Lists and the seal

    def action_medicines(self) -> None:
        """Open the list of medicines."""
        from ldn_tui.tui.screens.medicines import MedicinesScreen, load_supplies

        self.app.push_screen(MedicinesScreen(load_supplies(self.ldn_app.journal)))

    def action_measures(self) -> None:
        """Open the list of measures."""
        self.ldn_app.action_edit_measures()

    def action_seal(self) -> None:
        """Seal the trial with a helper's code; or show how the seal stands, and open it."""
        trial = self._view.trial if self._view is not None else None
        if trial is None or trial.template is not Template.SEALED_PAIRS:
            self.say(f"Only a trial of sealed pairs has a seal: {self._sign('new-trial')} begins one.")
            return
        from ldn_tui.tui.seal_flow import SealFlow

        SealFlow(self.ldn_app, trial).begin()


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
        price=draft.price(),
    )


def _standing(view: PlanView) -> str:
    trial = view.trial
    if trial is None:
        return ""
    if trial.ended_on is not None:
        return f"ended {short_day(trial.ended_on)}"
    day = trial.day_number(view.today)
    return f"{TEMPLATE_FACTS[trial.template].title}   " + (f"day {day}" if day > 0 else f"starts in {1 - day} days")


def _notice(view: PlanView, keys: Keys) -> Content:
    """Return how a trial ended, how one without phases goes on, or what a first dose moved; "" for any other."""
    trial = view.trial
    if trial is None:
        return Content("")
    if trial.ended_on is None:
        if view.phases:
            return Content.assemble((view.moved_first_dose or "", "bold"))
        return Content.assemble(
            "The trial has no phase yet: ", (keys.sign("plan.next-phase"), _KEY), " begins the first one today."
        )
    why = f": {visible(trial.end_reason)}" if trial.end_reason else ""
    return Content.assemble(
        f"This trial ended on {short_day(trial.ended_on)}{why}. ",
        (keys.sign("plan.new-trial"), _KEY),
        " begins a new one; this one stays here.",
    )


def _invitation(keys: Keys) -> Content:
    return Content("\n\n").join(
        [
            Content.assemble(("No trial yet.", "bold")),
            Content.assemble(
                (keys.sign("plan.new-trial"), _KEY),
                " begins one. A few short questions; the dose plan and the day of the first dose may stay open, so a "
                "baseline can start today with nothing else known.",
            ),
            Content.assemble(
                (keys.sign("plan.medicines"), _KEY), " keeps your medicines, ",
                (keys.sign("plan.measures"), _KEY), " what you rate every day, ",
                (keys.sign("everywhere.today"), _KEY), " goes to today's form.",
            ),
        ]
    )  # fmt: skip
