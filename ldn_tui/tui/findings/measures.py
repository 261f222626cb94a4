"""The measures on the page of the findings: before and now, how sure, and which improved first."""

from collections.abc import Iterator, Sequence

from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.bands import band
from ldn_tui.domain.findings_in_words import (
    better_from_day,
    columns_of,
    improvement_in_points,
    is_change_told,
    points,
)
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.measure_changes import without_lasting_improvement
from ldn_tui.domain.measure_findings import Blinded, Change
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.domain.windows import Span
from ldn_tui.tui.findings.blocks import Block, Column, Progress, Row, Table, Text, Tone
from ldn_tui.tui.findings.cells import in_words
from ldn_tui.tui.findings.trial_page import TrialPage


class Measures(TrialPage):
    """The measures, compared."""

    def measures(self) -> Iterator[Block]:
        """Yield every measure before and now; in a sealed trial the baseline alone."""
        changes = self.findings.changes
        if self.findings.is_sealed:
            columns = (Column("", is_number=False), Column("rated"), Column("baseline"))
            yield Table(
                columns,
                tuple(
                    Row(
                        (change.measure.name, str(change.n_baseline), points(change.baseline_mean)),
                        self.chart(change.measure.key),
                    )
                    for change in changes
                ),
            )
            return
        if self.findings.blinded is not None:
            yield Text(sentences.OPENED_CAVEAT, Tone.QUIET)
        if table := self._changes(changes, *columns_of(self.findings)):
            yield table
            if self.findings.blinded is None and any(better_from_day(self.findings, change) for change in changes):
                yield Text(findings_headings.BETTER_FROM, Tone.QUIET)
        reasons: dict[str, list[str]] = {}
        for change in changes:
            if change.reason is not None and change.reason != self.findings.verdict.reason:
                reasons.setdefault(change.reason, []).append(change.measure.name)
        for reason, names in reasons.items():
            yield Text(f"{', '.join(names)}: {reason}", Tone.QUIET)

    def _changes(self, every: Sequence[Change], before: str, after: str) -> Table | None:
        """Return the table of the changes that have a mean; None if none has."""
        changes = [change for change in every if change.baseline_mean is not None or change.endpoint_mean is not None]
        if not changes:
            return None
        has_onset = self.findings.blinded is None
        improvements = [improvement_in_points(change) for change in changes]
        reach = max((abs(limit) for limits in improvements for limit in limits or ()), default=None)
        columns = (
            Column("", is_number=False),
            Column(before),
            Column(after),
            Column("change"),
            Column("plausible", is_extra=True),
            *((Column(findings_headings.BETTER_FROM_COLUMN),) if has_onset else ()),
        )
        return Table(
            columns,
            tuple(
                Row(
                    (
                        change.measure.name,
                        points(change.baseline_mean),
                        points(change.endpoint_mean),
                        "" if change.difference is None else shown_as(change.difference, "+z.1f"),
                        "" if limits is None else in_words(change.limits, "+z.1f"),
                        *((better_from_day(self.findings, change),) if has_onset else ()),
                    ),
                    self.chart(change.measure.key),
                    limits,
                )
                for change, limits in zip(changes, improvements, strict=True)
            ),
            None if reach is None else max(reach, 1.0),
            bars_at=4,
        )

    def how_sure(self) -> Iterator[Block]:
        """Yield the chances of the chosen measure's improvement, and what it is called."""
        change = self.chosen
        if change is None or not is_change_told(self.findings, change) or not change.chance_at_least:
            return
        chances = [(least, change.chance_at_least[least]) for least in (15, 30, 50)]
        behind = self.chart(change.measure.key)
        yield Text(change_sentences.chances_told(chances), behind=behind, lead=change.measure.name)
        percent = percent_of(change)
        if change.band is not None and percent is not None:
            low, high = band(percent.low), band(percent.high)
            yield Text(change_sentences.bands_told(change.band, str(low), str(high)), Tone.QUIET)
        if change.nap is not None:
            yield Text(change_sentences.better_days(change.nap), Tone.QUIET)
        if change.trend_per_week is not None:
            yield Text(change_sentences.trend_before(*change.trend_per_week), Tone.QUIET)

    def order(self, share: float) -> Iterator[Block]:
        """Yield which measure improved first, or that the `share` of working it out is done."""
        findings = self.findings
        if findings.is_sealed or findings.blinded is not None or len(findings.changes) < 2:
            return
        if findings.order is None:
            yield Progress(share, sentences.order_under_way(share))
        else:
            yield Text(findings.order.words, behind=self.chart(findings.primary.measure.key, view="o"))
        not_reached = without_lasting_improvement(findings)
        if not_reached is not None:
            yield Text(not_reached, Tone.QUIET)

    def blinded(self) -> Iterator[Block]:
        """Yield LDN against the comparator, for every measure."""
        blinded = self.findings.blinded
        if blinded is not None and (
            table := self._changes(blinded.changes, findings_headings.COMPARATOR_COLUMN, findings_headings.LDN_COLUMN)
        ):
            yield table

    def pairs(self) -> Iterator[Block]:
        """Yield LDN against the comparator, for every pair."""
        blinded = self.findings.blinded
        if blinded is None:
            return
        yield self._pairs(blinded)
        for words in blinded.words:
            yield Text(words)
        if blinded.pairs_interval is not None:
            yield Text(sentences.pairs_alone(*blinded.pairs_interval))
        if blinded.randomisation_p is not None:
            yield Text(sentences.by_chance(blinded.randomisation_p))
        if blinded.right_guesses is not None:
            yield Text(sentences.guessed(blinded.right_guesses, len(blinded.pairs), blinded.sureness))

    def _pairs(self, blinded: Blinded) -> Table:
        periods, primary = self.evidence.windows.periods, self.findings.primary.measure.key
        rows = []
        for index, pair in enumerate(blinded.pairs):
            both = periods[2 * index : 2 * index + 2]
            behind = self.chart(primary, Span(both[0].start, both[-1].end)) if both else self.chart(primary)
            cells = (
                f"pair {pair.number}, {'LDN' if pair.ldn_first else 'comparator'} first",
                points(pair.comparator_mean),
                points(pair.ldn_mean),
                "left out"
                if pair.reason is not None or pair.difference is None
                else shown_as(pair.difference, "+z.1f"),
            )
            rows.append(Row(cells, behind))
        columns = (Column("", is_number=False), Column("comparator"), Column("LDN"), Column("change"))
        return Table(columns, tuple(rows))
