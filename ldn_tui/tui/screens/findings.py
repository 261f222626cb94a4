"""Findings: the answer, how sure it can be, and behind each number the chart or the days it comes from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import ScreenResume
from textual.message import Message
from textual.worker import Worker, get_current_worker

from ldn_tui.domain import findings_headings
from ldn_tui.domain.analysis import analyse, with_order
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Findings, Order
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.trial import Template, Trial
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, lettered
from ldn_tui.tui.findings.blocks import (
    Behind,
    ChartBehind,
    DaysBehind,
    Door,
    Sections,
    behind_each,
    with_texts,
)
from ldn_tui.tui.findings.page import invitation, sections_of
from ldn_tui.tui.plan_changes import PlanChanges
from ldn_tui.tui.plan_view import load_plan_view
from ldn_tui.tui.screens.room import Room
from ldn_tui.tui.widgets.bars import TitleBar
from ldn_tui.tui.widgets.findings_page import FindingsPage

# The progress of the order is shown in so many steps.
PROGRESS_STEPS = 10
# Lines that stay in view when a page is turned.
OVERLAP = 2


class _Left(Exception):
    """The order is no longer wanted."""


class FindingsScreen(Room):
    """The findings.

    The page is painted without the order of improvement; that one is then worked out in a thread, on what was read
    for the page, and kept until the journal tells something else.
    """

    NAME = "Findings"
    PLACE = Place.FINDINGS
    CSS_PATH = "findings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FINDINGS)]

    class OrderFound(Message):
        """How far working out the order has come; `order` is None until it is done."""

        def __init__(self, evidence: Evidence, share: float, order: Order | None) -> None:
            """Say for which evidence."""
            super().__init__()
            self.evidence = evidence
            self.share = share
            self.order = order

        def can_replace(self, message: Message) -> bool:
            """Let a later one of the same work stand for this one, if this one still waits to be shown."""
            return isinstance(message, FindingsScreen.OrderFound) and message.evidence is self.evidence

    def __init__(self) -> None:
        """Begin with the trial's primary measure."""
        super().__init__()
        self._evidence: Evidence | None = None
        self._findings: Findings | None = None
        self._sections: Sections = ()
        self._measures: Sequence[Measure] = ()
        self._key: str | None = None
        self._order_share = 0.0
        self._worker: Worker[None] | None = None

    # What is shown

    def compose_body(self) -> ComposeResult:
        """Compose the page."""
        with VerticalScroll(can_focus=False):
            yield FindingsPage()

    @property
    def _page(self) -> FindingsPage:
        return self.query_one(FindingsPage)

    def read(self) -> None:
        """Read the trial; what is found in it is worked out again only if it tells something else."""
        journal = self.ldn_app.journal
        evidence = journal.findings.evidence()
        self._measures = journal.measures.active()
        if evidence != self._evidence:
            self._stop_working()
            self._evidence = evidence
            self._findings = None if evidence is None else analyse(evidence)
            self._order_share = 0.0

    def show(self) -> None:
        """Show what was found so far, then begin with what takes long."""
        findings, evidence = self._findings, self._evidence
        if findings is None or evidence is None:
            sections = invitation()
        else:
            sections = sections_of(findings, evidence, self._key, self._order_share)
        self._sections = with_texts(sections, self.ldn_app.keys.told)
        page, title = self._page, self.query_one(TitleBar)
        page.sections = self._sections
        page.position = max(min(page.position, len(self._behind) - 1), 0)
        decision_day = None if findings is None else findings.decision_day
        title.subject = "" if findings is None else f"as of {short_day(findings.as_of)}"
        title.aside = "" if decision_day is None else f"decision day {short_day(decision_day)}"
        self.call_after_refresh(self._work_out_order)

    @property
    def _behind(self) -> tuple[Behind, ...]:
        return tuple(behind_each(self._sections))

    def look_at_clock(self) -> None:
        """Notice that a new day has begun."""
        if self._evidence is not None and self._evidence.as_of != self.ldn_app.journal.today():
            self.reload()

    def go_to(self, day: date) -> None:
        """Open a day's form."""
        self.ldn_app.open_day(day)

    # The order, which takes long

    def _work_out_order(self) -> None:
        findings, evidence = self._findings, self._evidence
        if findings is None or evidence is None or findings.order is not None or self._worker is not None:
            return
        if self in self.app.screen_stack:
            self._worker = self.run_worker(
                lambda: self._find_order(findings, evidence), "order", exclusive=True, thread=True
            )

    def _find_order(self, findings: Findings, evidence: Evidence) -> None:
        """Work out the order, in a thread; nothing but the values it is given is touched there."""
        worker = get_current_worker()
        told = 0

        def on_progress(share: float) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise _Left
            if int(share * PROGRESS_STEPS) > told:
                told = int(share * PROGRESS_STEPS)
                self.post_message(self.OrderFound(evidence, share, None))

        try:
            found = with_order(findings, evidence, on_progress)
        except _Left:
            return
        self.post_message(self.OrderFound(evidence, 1.0, found.order))

    def on_findings_screen_order_found(self, message: OrderFound) -> None:
        """Show the order, or how far it has come, unless the journal tells something else by now."""
        if self._findings is None or message.evidence is not self._evidence or self._worker is None:
            return
        self._order_share = message.share
        if message.order is not None:
            self._worker = None
            self._findings = replace(self._findings, order=message.order)
        self.show()

    def _stop_working(self) -> None:
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None

    def on_screen_suspend(self) -> None:
        """Stop working when the room is left; a dialog over it is no leaving."""
        if self not in self.app.screen_stack:
            self._stop_working()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Go on with what was stopped."""
        del event
        self.call_after_refresh(self._work_out_order)

    # Moving about

    @property
    def _scroll(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def action_cursor(self, key: str) -> None:
        """Go to the next thing that can be opened; where it is far away, scroll towards it."""
        by = -1 if key in {"up", "k"} else 1
        page, stops, scroll = self._page, self._page.stops(), self._scroll
        top, height = scroll.scroll_offset.y, scroll.size.height
        bottom = top + height - 1
        here = stops[page.position] if page.position < len(stops) else None
        if here is not None and top <= here <= bottom:
            wanted = page.position + by
        else:
            ahead = [index for index, line in enumerate(stops) if (line >= top if by > 0 else line <= bottom)]
            wanted = -1 if not ahead else ahead[0] if by > 0 else ahead[-1]
        self.say("")
        if 0 <= wanted < len(stops) and top - height < stops[wanted] < bottom + height:
            page.position = wanted
            line = stops[wanted]
            if not top + 1 <= line <= bottom - 1:
                self._scroll_to_line(line - height + 2 + OVERLAP if by > 0 else line - OVERLAP)
        else:
            self._turn(by)

    def _turn(self, by: int) -> None:
        """Scroll by a page; the cursor comes along."""
        scroll = self._scroll
        self._go_to_line(scroll.scroll_offset.y + by * max(scroll.size.height - OVERLAP, 1))

    def _go_to_line(self, line: float) -> None:
        scroll, page = self._scroll, self._page
        self._scroll_to_line(line)
        top = scroll.scroll_offset.y
        in_view = [index for index, at in enumerate(page.stops()) if top <= at < top + scroll.size.height]
        if in_view and page.position not in in_view:
            page.position = in_view[0] if page.position < in_view[0] else in_view[-1]

    def _scroll_to_line(self, line: float) -> None:
        # At once: the next key begins where this one ends.
        self._scroll.scroll_to(y=line, animate=False, immediate=True)

    def action_page(self, key: str) -> None:
        """Scroll by a page."""
        self._turn(-1 if key == "pageup" else 1)

    def action_jump(self, key: str) -> None:
        """Go to the beginning or the end of the page."""
        scroll = self._scroll
        self._go_to_line(0 if key == "home" else scroll.max_scroll_y)
        stops = self._page.stops()
        if stops:
            self._page.position = 0 if key == "home" else len(stops) - 1

    def on_findings_page_chosen(self, message: FindingsPage.Chosen) -> None:
        """Go to a clicked line; clicked again, open it."""
        if message.position == self._page.position:
            self.action_open()
        else:
            self._page.position = message.position

    # What is behind a number

    def action_open(self) -> None:
        """Open the chart or the days behind the line the cursor is on."""
        behind = self._behind
        if self._page.position >= len(behind):
            return
        chosen = behind[self._page.position]
        match chosen:
            case ChartBehind():
                self.ldn_app.open_chart(chosen.measure, chosen.days, chosen.view)
            case DaysBehind():
                self._open_days(chosen)
            case Door.PLAN:
                self.ldn_app.action_go("plan")
            case Door.SEAL:
                self.action_seal()
            case Door.MEDICINES:
                self._open_medicines()

    def _open_days(self, behind: DaysBehind) -> None:
        if len(behind.days) == 1:
            self.ldn_app.open_day(behind.days[0][0])
            return

        def chosen(day: date | None) -> None:
            if day is not None:
                self.ldn_app.open_day(day)

        width = max(len(short_day(day)) for day, _ in behind.days)
        letters = lettered([(short_day(day).ljust(width), day) for day, _ in behind.days])
        choices = [
            Choice(choice.key, choice.label, choice.value, said)
            for choice, (_, said) in zip(letters, behind.days, strict=True)
        ]
        self.app.push_screen(ChoiceDialog(behind.heading, choices), chosen)

    def _open_medicines(self) -> None:
        from ldn_tui.tui.screens.medicines import MedicinesScreen, load_supplies

        self.app.push_screen(MedicinesScreen(load_supplies(self.ldn_app.journal)))

    # The measure of the picture

    def action_measure(self, key: str) -> None:
        """Show the picture of the measure with that number."""
        index = (int(key) - 1) % 10
        if index < len(self._measures):
            self._show_measure(self._measures[index].key)
        else:
            choose = self.ldn_app.keys.sign("findings.choose-measure")
            self.say(f"There are {len(self._measures)} measures: {choose} lists them.")

    def action_choose_measure(self) -> None:
        """Ask for the measure of the picture."""
        from ldn_tui.tui.dialogs.measure import ask_measure

        if self._findings is not None:
            compared = [change.measure for change in self._findings.changes]
            ask_measure(self.app.push_screen, compared, self._show_measure)

    def _show_measure(self, key: str) -> None:
        self._key = key
        self.say("")
        self.show()
        self._go_to_line(0)

    # What can be done

    def _trial(self) -> Trial | None:
        """Return the trial, or say that there is none."""
        if self._findings is None:
            self.say(self.ldn_app.keys.told(f"{findings_headings.NO_TRIAL} {findings_headings.BEGIN_A_TRIAL}"))
            return None
        return self._findings.trial

    def action_decide(self) -> None:
        """Ask what is decided, and why."""
        trial = self._trial()
        if trial is not None:
            PlanChanges(self.ldn_app, load_plan_view(self.ldn_app.journal), trial).decide()

    def action_report(self) -> None:
        """Ask for a report to be written."""
        from ldn_tui.tui.report_flow import ask_for_report

        if self._trial() is not None:
            ask_for_report(self)

    def action_seal(self) -> None:
        """Show how the seal stands, and open it; or add a helper's code."""
        from ldn_tui.tui.seal_flow import SealFlow

        trial = self._trial()
        if trial is None:
            return
        if trial.template is not Template.SEALED_PAIRS:
            self.say("Only a trial of sealed pairs has a seal.")
            return
        SealFlow(self.ldn_app, trial).begin()
