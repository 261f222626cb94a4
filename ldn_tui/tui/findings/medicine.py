"""The medicine on the page of the findings: its steps, its side effects, how it was taken, and what it cost."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.adherence import days_without_dose
from ldn_tui.domain.findings_in_words import (
    DOSE_COLUMNS,
    DOSE_STEP_COLUMNS,
    cost_in_words,
    dose_cells,
    dose_step_cells,
    off_in_words,
)
from ldn_tui.domain.medicine_findings import Adherence, SideEffectCourse
from ldn_tui.domain.phase_days import (
    OTHER_DAYS,
    days_in_no_phase,
    phase_days,
    trial_days,
)
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.side_effects import SEVERITIES
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import ENDPOINT, STABLE
from ldn_tui.tui.findings.blocks import Block, Column, DaysBehind, Door, Row, Table, Text, Tone
from ldn_tui.tui.findings.trial_page import TrialPage


class MedicineTaken(TrialPage):
    """What came of the medicine besides the ratings."""

    def after_stopping(self) -> Iterator[Block]:
        """Yield what became of the primary measure without the medicine."""
        off = self.findings.after_stopping
        if off is None:
            return
        endpoint = self.findings.windows.get(ENDPOINT)
        start = off.stopped_on if endpoint is None else endpoint.start
        end = max(off.stopped_on + timedelta(days=off.days_off), start + timedelta(days=1))
        behind = self.chart(self.findings.primary.measure.key, Span(start, end))
        yield Text(sentences.off_since(off.stopped_on, off.days_off), behind=behind)
        if off.change is not None:
            yield Text(off_in_words(off, off.change, self.findings.primary.measure), behind=behind)
        if off.half_way_on is not None:
            yield Text(sentences.half_way_back(off.half_way_on), behind=behind)
        if off.reason is not None:
            yield Text(off.reason, Tone.QUIET)

    def dose_steps(self) -> Iterator[Block]:
        """Yield the primary measure on each dose step."""
        steps = self.findings.dose_steps
        if not steps:
            return
        primary = self.findings.primary.measure.key
        columns = (Column("", is_number=False), *(Column(head) for head in DOSE_STEP_COLUMNS))
        yield Table(
            columns,
            tuple(
                Row(
                    dose_step_cells(step),
                    self.chart(primary, Span(step.starts_on, step.ends_on + timedelta(days=1)), "s"),
                )
                for step in steps
                if step.n
            ),
        )
        yield Text(f"({sentences.DOSE_STEP_CAVEAT}) {sentences.STEPS_SHOWN}", Tone.QUIET)

    def side_effects(self) -> Iterator[Block]:
        """Yield the side effects by dose step, or by phase where there is none."""
        courses = self.findings.side_effects
        if not courses:
            yield Text(sentences.NO_SIDE_EFFECT, Tone.QUIET)
            return
        stretches = [share.stretch for share in courses[0].stretches]
        columns = (
            Column("", is_number=False),
            Column("in all", is_extra=True),
            Column("worst"),
            *(Column(stretch) for stretch in stretches),
        )
        yield Table(columns, tuple(self._side_effect(course) for course in courses))
        yield Text(findings_headings.SIDE_EFFECT_DAYS, Tone.QUIET)
        usual = self.findings.doses.usual_time
        if usual is not None:
            yield Text(sentences.usually_taken_at(usual), Tone.QUIET)

    def _side_effect(self, course: SideEffectCourse) -> Row:
        cells = (
            f"{'! ' if course.is_red_flag else ''}{course.term}",
            str(course.total),
            SEVERITIES[course.worst],
            *(f"{share.with_it} of {share.days}" for share in course.stretches),
        )
        days: dict[date, int] = {}
        for day in trial_days(self.evidence):
            known = self.evidence.days.get(day)
            severities = [] if known is None else [
                effect.severity for effect in known.side_effects if effect.term == course.term
            ]  # fmt: skip
            if severities:
                days[day] = max(severities)
        listed = tuple((day, SEVERITIES[severity]) for day, severity in days.items())
        return Row(cells, DaysBehind(course.term, listed))

    def doses(self) -> Iterator[Block]:
        """Yield how the doses were taken, and what is left."""
        doses, evidence = self.findings.doses, self.evidence
        days: dict[str, Sequence[date]] = {phase.title: phase.days for phase in phase_days(evidence)}
        stable = self.findings.windows.get(STABLE)
        days[OTHER_DAYS] = days_in_no_phase(evidence)
        told = [(known, days.get(known.name, ())) for known in doses.phases]
        if doses.stable is not None and stable is not None:
            told.append((doses.stable, evidence.windows.days_of(stable)))
        told.append((doses.whole, trial_days(evidence)))
        rows = tuple(self._dose_row(stretch, counted) for stretch, counted in told if stretch.due)
        if rows:
            yield Table((Column("", is_number=False), *(Column(name) for name in DOSE_COLUMNS)), rows)
        else:
            yield Text(sentences.NONE_DUE, Tone.QUIET)
        if doses.supply_left is not None:
            left = sentences.supply_left(shown_number(doses.supply_left), doses.runs_out_on)
            yield Text(left, Tone.QUIET, Door.MEDICINES)

    def _dose_row(self, stretch: Adherence, days: Sequence[date]) -> Row:
        missing = days_without_dose(self.evidence, days)
        listed = tuple((day, self._dose_said(day)) for day in missing)
        behind = DaysBehind(f"Doses not taken, {stretch.name}", listed) if listed else None
        return Row(dose_cells(stretch), behind)

    def _dose_said(self, day: date) -> str:
        known = self.evidence.days.get(day)
        return "not taken" if known is not None and known.doses else "nothing recorded"

    def cost(self) -> Iterator[Block]:
        """Yield what the medicine cost."""
        cost = self.findings.cost
        if cost.reason is not None:
            yield Text(cost.reason, Tone.QUIET, Door.MEDICINES)
        said = cost_in_words(cost)
        if said:
            yield Text(said, behind=Door.MEDICINES)
