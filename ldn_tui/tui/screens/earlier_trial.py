"""An earlier trial, to be read: its time line, its phases and dose steps, what counted, what was changed, decided."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.templates import TEMPLATE_FACTS
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Template
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog, DialogFrame
from ldn_tui.tui.plan_view import PlanView
from ldn_tui.tui.widgets.plan_card import heading, how_sealed, what_counts
from ldn_tui.tui.widgets.plan_list import NO_CURSOR, PlanList
from ldn_tui.tui.widgets.time_line import TimeLine


class EarlierTrialScreen(Dialog[None]):
    """The trial from its first day to its decision; nothing in it can be changed."""

    PLACE: ClassVar[Place] = Place.RECORD
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.RECORD)]
    hint = "↑↓ PgUp PgDn scroll · q or Esc leaves"

    def __init__(self, view: PlanView) -> None:
        """Show the trial of `view`."""
        super().__init__()
        self._view = view
        self.heading = "" if view.trial is None else view.trial.title

    def compose_body(self) -> ComposeResult:
        """Compose the time line, the phases, and what is said of the whole trial."""
        view = self._view
        yield Static(Content(" · ".join(_facts(view))), classes="explanation")
        yield TimeLine()
        yield PlanList()
        yield Static(Content("\n").join(list(_record(view))), classes="record")

    def on_mount(self) -> None:
        """Show the trial without a cursor: there is nothing to choose."""
        plan_list = self.query_one(PlanList)
        plan_list.position = NO_CURSOR
        # Of the trial, only its stretches: when it began and ended stands above them.
        plan_list.rows = tuple(row for row in self._view.rows() if not row.is_trial)
        self.query_one(TimeLine).picture = self._view.picture(None)

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one(DialogFrame).scroll_relative(y=by, animate=False)


def _facts(view: PlanView) -> Iterator[str]:
    """Yield what the trial was, in a line."""
    trial = view.trial
    if trial is None:
        return
    yield TEMPLATE_FACTS[trial.template].title
    if trial.condition:
        yield visible(trial.condition)
    ended = "" if trial.ended_on is None else f" to {short_day(trial.ended_on)}"
    yield f"{short_day(trial.starts_on)}{ended}"


def _record(view: PlanView) -> Iterator[Content]:
    """Yield why it ended, what counted, how it was sealed, what was changed after the lock, and what was decided."""
    if view.trial is not None and view.trial.end_reason:
        yield heading("Why it ended")
        yield Content(visible(view.trial.end_reason))
        yield Content("")
    yield from what_counts(view)
    if view.trial is not None and view.trial.template is Template.SEALED_PAIRS:
        yield Content("")
        yield heading("Seal")
        yield from how_sealed(view, "") if view.seal is not None else (Content("never sealed"),)
    yield Content("")
    yield heading("Changed after the lock")
    for amendment in view.amendments:
        before, after = amendment.before or "open", amendment.after or "open"
        yield Content(f"{short_day(amendment.day)}  {visible(amendment.field)}: {visible(before)} → {visible(after)}")
    if not view.amendments:
        yield Content.styled("nothing", "$text-muted")
    yield Content("")
    yield heading("Decision")
    for decision in view.decisions:
        why = f": {visible(decision.reason)}" if decision.reason else ""
        yield Content(f"{short_day(decision.day)}  {decision.choice}{why}")
    if not view.decisions:
        yield Content.styled("none was recorded", "$text-muted")
