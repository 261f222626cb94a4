"""What the findings rest on: ratings, laboratory values, what else changed, other choices, limits."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.findings import Completeness
from ldn_tui.domain.findings_in_words import (
    RATING_COLUMNS,
    limits_of,
    rating_cells,
    sensitivity_cells,
    sensitivity_columns,
)
from ldn_tui.domain.phase_days import (
    OTHER_DAYS,
    compared_phase_days,
    days_in_no_phase,
    phase_days,
    trial_days,
)
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import days_in
from ldn_tui.tui.findings.blocks import Block, Column, DaysBehind, Door, Row, Table, Text, Tone
from ldn_tui.tui.findings.cells import range_in_words
from ldn_tui.tui.findings.trial_page import NOT_RATED, TrialPage


class Grounds(TrialPage):
    """What the findings rest on."""

    def ratings(self) -> Iterator[Block]:
        """Yield how completely and how soon the days were rated."""
        quality, evidence = self.findings.completeness, self.evidence
        days: dict[str, Sequence[date]] = {phase.title: phase.days for phase in phase_days(evidence)}
        days[OTHER_DAYS] = days_in_no_phase(evidence)
        told: list[tuple[Completeness, Sequence[date]]] = [
            (stretch, days.get(stretch.name, ())) for stretch in quality.phases
        ]
        told.append((quality.whole, trial_days(evidence)))
        yield Table(
            (Column("", is_number=False), *(Column(name) for name in RATING_COLUMNS)),
            tuple(
                Row(
                    rating_cells(stretch),
                    self.rating_days(f"Ratings, {stretch.name}", counted),
                )
                for stretch, counted in told
                if stretch.days
            ),
        )
        gap = quality.longest_gap
        if gap is not None:
            listed = tuple((day, NOT_RATED) for day in days_in(gap))
            said = sentences.longest_gap(gap.start, gap.length)
            yield Text(said, Tone.QUIET, DaysBehind(said, listed))

    def labs(self) -> Iterator[Block]:
        """Yield the laboratory values."""
        labs = self.findings.labs
        if not labs:
            yield Text(sentences.NOT_MEASURED, Tone.QUIET)
            return
        where = {None: "", True: "outside the range", False: "within the range"}
        primary, starts_on = self.findings.primary.measure.key, self.findings.trial.starts_on
        yield Table(
            (
                Column("", is_number=False),
                Column("value"),
                Column("laboratory's range"),
                Column("", is_number=False),
            ),
            tuple(
                Row(
                    (
                        f"{lab.name}, {short_day(lab.day)}",
                        f"{shown_number(lab.value)} {lab.unit}".rstrip(),
                        range_in_words(lab.range_low, lab.range_high),
                        where[lab.is_outside],
                    ),
                    self.chart(primary, Span(min(starts_on, lab.day), lab.day + timedelta(days=1)), "e"),
                )
                for lab in labs
            ),
        )

    def other_changes(self) -> Iterator[Block]:
        """Yield rescue use, other medicines, and events."""
        changes = self.findings.other_changes
        days: dict[str, Sequence[date]] = {phase.title: phase.days for phase in compared_phase_days(self.evidence)}
        for use in changes.rescue:
            if use.with_rescue:
                said = sentences.rescue_used(use.phase, use.with_rescue, use.days, shown_number(use.units))
                yield Text(said, behind=DaysBehind(said, self._rescue_days(days.get(use.phase, ()))))
        for sentence in changes.medicines:
            yield Text(sentence, behind=Door.MEDICINES)
        if changes.events:
            listed = tuple((day, " ".join(f"#{tag}" for tag in tags)) for day, tags in changes.events)
            said = ", ".join(f"{day_and_month(day)} {tags}" for day, tags in listed)
            yield Text(said, behind=DaysBehind(findings_headings.EVENTS, listed), lead=findings_headings.EVENTS)

    def _rescue_days(self, days: Iterable[date]) -> tuple[tuple[date, str], ...]:
        taken = ((day, self.evidence.days[day].rescues) for day in days if day in self.evidence.days)
        return tuple(
            (day, ", ".join(f"{shown_number(rescue.count)} {rescue.medicine}" for rescue in rescues))
            for day, rescues in taken
            if rescues
        )

    def sensitivity(self) -> Iterator[Block]:
        """Yield the estimate under other choices."""
        known = self.findings.sensitivity
        is_weak = self.findings.primary.has_too_few_ratings and self.findings.is_decision_due
        if not known or is_weak:
            return
        primary = self.findings.primary.measure.key
        columns = sensitivity_columns(self.findings)
        yield Table(
            (Column("", is_number=False), *(Column(name, is_extra=name == "ratings") for name in columns)),
            tuple(
                Row(
                    sensitivity_cells(self.findings, other),
                    self.chart(primary),
                )
                for other in known
            ),
        )
        yield Text(sentences.WHAT_VERDICT_RESTS_ON, Tone.QUIET)

    def limits(self) -> Iterator[Block]:
        """Yield what the result cannot tell, and how the trial departed from its plan."""
        # Here the seal is opened by the line that offers it, and what is said of it stands above the verdict.
        shown = (*self.findings.caveats[:2], sentences.OPENING, sentences.PERIODS_OVER)
        for caveat in limits_of(self.findings):
            if not (self.findings.is_sealed and caveat in shown):
                yield Text(caveat, Tone.QUIET)

    def decision(self) -> Iterator[Block]:
        """Yield what was decided."""
        made = self.findings.decision
        if made is None:
            yield Text(findings_headings.NOT_DECIDED, Tone.QUIET)
            return
        said = sentences.decided(made.choice.value, made.day, made.reason)
        yield Text(said, behind=DaysBehind(findings_headings.DECISION, ((made.day, made.choice.value),)))
