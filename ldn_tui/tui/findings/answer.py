"""The head of the page of the findings: the caveat, the verdict, the change it rests on, the overall rating."""

from collections.abc import Iterator

from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.caveats import is_time_to_open
from ldn_tui.domain.findings_in_words import (
    improvement_in_points,
    period_ratings,
)
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.phase_days import (
    trial_days,
)
from ldn_tui.domain.trial import Template
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.tui.findings.blocks import Block, DaysBehind, Door, Picture, Progress, Text, Tone, Verdict
from ldn_tui.tui.findings.trial_page import TrialPage

# Improvements, in percent, that a picture is held against.
MARKS = (0.0, 30.0, 50.0)


class Answer(TrialPage):
    """What the trial comes to."""

    def head(self) -> Iterator[Block]:
        """Yield the caveat, the verdict and the question."""
        findings, verdict = self.findings, self.findings.verdict
        # Of an opened trial the caveat is about the change from the baseline, and stands there.
        for caveat in findings.caveats[: 2 if findings.is_sealed else 1 if findings.blinded is None else 0]:
            yield Text(caveat, Tone.QUIET)
        if verdict.first is not None:
            yield Text(verdict.first, Tone.STRONG)
        yield Verdict(verdict.words or self._without_verdict())
        yield Text(findings.trial.title, Tone.STRONG)
        if verdict.reason is not None and verdict.reason not in (*findings.still_needed, *findings.caveats):
            yield Text(verdict.reason)
        for addition in verdict.additions:
            yield Text(addition, Tone.ALARM if addition == sentences.RATED_WORSE else Tone.STRONG)

    def result(self) -> Iterator[Block]:
        """Yield the change with its picture and the overall rating; while there is no verdict, how far it has come."""
        if self.findings.verdict.words is None:
            yield from self._on_the_way()
        else:
            yield from self._headline()
            yield from self._impression()

    def _without_verdict(self) -> str:
        if self.findings.is_sealed:
            return findings_headings.LOCKED
        if self.findings.trial.template is Template.ALREADY_TAKING:
            return findings_headings.NO_VERDICT
        return findings_headings.NO_VERDICT_YET

    def _on_the_way(self) -> Iterator[Block]:
        """Yield how far the trial has come, what is still needed, and the way to open its seal."""
        findings, trial = self.findings, self.findings.trial
        day, whole = trial.day_number(findings.as_of), findings.completeness.whole
        if findings.is_sealed:
            has_seal = self.evidence.seal is not None
            if is_time_to_open(self.evidence):
                yield Text(sentences.TIME_TO_OPEN, Tone.STRONG)
            yield Text(
                findings_headings.OPEN_THE_SEAL if has_seal else findings_headings.ADD_THE_SEAL, Tone.STRONG, Door.SEAL
            )
        if day < 1:
            yield Text(sentences.starts_in(1 - day))
        elif findings.decision_day is not None and findings.as_of < findings.decision_day:
            of = trial.day_number(findings.decision_day)
            yield Progress(day / of, sentences.on_the_way(day, of))
        if whole.days:
            behind = self.rating_days(findings_headings.RATINGS, trial_days(self.evidence))
            yield Text(sentences.rated_so_far(whole.rated, whole.days), behind=behind)
        if findings.still_needed:
            yield Text("", lead=findings_headings.STILL_NEEDED)
        for needed in findings.still_needed:
            yield Text(f"· {needed}")

    def _headline(self) -> Iterator[Block]:
        """Yield the chosen measure's change at a glance, with the picture of its interval."""
        change = self.chosen
        if change is None or change.baseline_mean is None or change.endpoint_mean is None:
            return
        percent, points = percent_of(change), change.limits
        is_lower_better = change.measure.direction is Direction.LOWER
        means, size = change_sentences.in_short(
            change.measure.name,
            change.baseline_mean,
            change.endpoint_mean,
            percent,
            points,
            is_lower_better=is_lower_better,
            is_blinded=self.findings.blinded is not None,
        )
        behind = self.chart(change.measure.key)
        if change.reason is not None:
            # Too little to draw a picture of: it would be taken for the answer.
            is_said = change.reason == self.findings.verdict.reason
            few = sentences.TOO_FEW_RATINGS if change.has_too_few_ratings else ""
            yield Text(few if is_said else change.reason, behind=behind, lead=means)
            return
        yield Text(size, Tone.STRONG, behind, lead=means)
        improvement = improvement_in_points(change)
        if is_lower_better and percent is not None:
            yield Picture((percent.low, percent.estimate, percent.high), MARKS, "%")
        elif not is_lower_better and improvement is not None:
            yield Picture(improvement, MARKS[:1], "")
        if not is_lower_better and percent is not None:
            yield Text(change_sentences.of_the_room(percent), Tone.QUIET)

    def _impression(self) -> Iterator[Block]:
        """Yield the overall rating that counts, and the others."""
        counted, course = self.findings.impressions.counted, self.findings.impressions.course
        given = tuple((known.day, PGIC_ANSWERS[known.value]) for known in course)
        if of_periods := period_ratings(self.findings):
            behind = DaysBehind(findings_headings.OVERALL_RATING, given)
            yield Text("; ".join(of_periods), Tone.PLAIN, behind, lead=findings_headings.OVERALL_RATING)
        elif counted is not None:
            said = sentences.overall_rating(PGIC_ANSWERS[counted.value], counted.day)
            yield Text(
                said,
                Tone.PLAIN,
                DaysBehind(findings_headings.OVERALL_RATING, given),
                lead=findings_headings.OVERALL_RATING,
            )
        elif given:
            last, answer = given[-1]
            said = sentences.overall_rating(answer, last)
            yield Text(
                said,
                Tone.PLAIN,
                DaysBehind(findings_headings.OVERALL_RATING, given),
                lead=findings_headings.OVERALL_RATING,
            )
        else:
            today = DaysBehind(findings_headings.OVERALL_RATING, ((self.findings.as_of, ""),))
            yield Text(findings_headings.NOT_GIVEN_YET, Tone.PLAIN, today, lead=findings_headings.OVERALL_RATING)
