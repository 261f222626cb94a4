"""The analysis of one trial: from what was recorded to everything that is found, as of a day.

Pure and reproducible: the same evidence gives the same findings to the last digit, whenever and wherever it is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from ldn_tui.domain import sentences
from ldn_tui.domain.adherence import dose_record
from ldn_tui.domain.after_stopping import after_stopping
from ldn_tui.domain.blinded_contrast import blinded_contrast, change_since_baseline
from ldn_tui.domain.blinding import Seal
from ldn_tui.domain.caveats import caveats
from ldn_tui.domain.completeness import data_quality
from ldn_tui.domain.costs import cost
from ldn_tui.domain.dose_step_means import dose_step_means
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Findings, Impressions, Order, Precedence, Verdict
from ldn_tui.domain.impression_course import impressions
from ldn_tui.domain.lab_values import lab_values
from ldn_tui.domain.measure_changes import days_on_medicine, measure_change, sealed_change, shortage
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.onset import DRAWS, MOST_MEASURES, TOLD_APART, RatedMeasure, order_of_improvement
from ldn_tui.domain.other_changes import other_changes
from ldn_tui.domain.sensitivity import sealed_sensitivities, sensitivities
from ldn_tui.domain.side_effect_courses import side_effect_courses
from ldn_tui.domain.sufficiency import still_needed
from ldn_tui.domain.trial import Template
from ldn_tui.domain.trial_verdict import no_verdict_yet, verdict_of_open, verdict_of_opened
from ldn_tui.domain.windows_as_of import BASELINE, ratings_in, windows_as_of


def analyse(evidence: Evidence) -> Findings:
    """Return everything that is found about a trial, but for the order of improvement, which takes long.

    Args:
        evidence: what was recorded; at least one measure, the primary one first.
    """
    if evidence.is_sealed:
        return _sealed(_common(evidence), evidence)
    if evidence.trial.template is Template.SEALED_PAIRS and evidence.seal is not None:
        return _opened(_common(evidence), evidence, evidence.seal)
    return _open(_common(evidence), evidence)


def with_order(
    findings: Findings, evidence: Evidence, on_progress: Callable[[float], object] | None = None
) -> Findings:
    """Return `findings` with the order in which the measures improved; it takes a second or two.

    Args:
        findings: what `analyse` found.
        evidence: what it was found in.
        on_progress: is called with the share that is done, 0 to 1, after each draw; an error it raises ends the work.
    """
    if evidence.is_sealed:
        return replace(findings, order=Order((), sentences.SEALED))
    if evidence.trial.template in {Template.SEALED_PAIRS, Template.ALREADY_TAKING}:
        return replace(findings, order=Order((), sentences.ORDER_NOT_TOLD))
    return replace(findings, order=_order(findings, evidence, on_progress))


def _common(evidence: Evidence) -> Findings:
    """Return what is told of every trial alike; what depends on its kind is still empty."""
    return Findings(
        as_of=evidence.as_of,
        trial=evidence.trial,
        windows=windows_as_of(evidence.windows, evidence.as_of),
        decision_day=evidence.windows.decision_day,
        is_sealed=evidence.is_sealed,
        caveats=caveats(evidence, None),
        verdict=no_verdict_yet(evidence) or Verdict(None, None),
        changes=(),
        order=None,
        completeness=data_quality(evidence),
        doses=dose_record(evidence),
        side_effects=side_effect_courses(evidence),
        labs=lab_values(evidence),
        impressions=impressions(evidence),
        cost=cost(evidence),
        after_stopping=None,
        dose_steps=(),
        sensitivity=(),
        other_changes=other_changes(evidence),
        blinded=None,
        decision=next((made for made in reversed(evidence.decisions) if made.day <= evidence.as_of), None),
        amendments=evidence.amendments,
        still_needed=still_needed(evidence, evidence.measures[0]),
        first_dose=evidence.windows.first_dose,
    )


def _open(known: Findings, evidence: Evidence) -> Findings:
    """Return `known` with what is found in an open trial."""
    primary = evidence.measures[0]
    off = after_stopping(evidence, primary)
    has_baseline = evidence.trial.template is not Template.ALREADY_TAKING
    changes = tuple(measure_change(evidence, measure) for measure in evidence.measures)
    wanting = shortage(evidence, primary, evidence.series(primary.key))
    return replace(
        known,
        decision_day=known.decision_day if has_baseline else None,
        windows=known.windows if has_baseline else MappingProxyType({}),
        caveats=caveats(evidence, off),
        verdict=verdict_of_open(evidence, changes[0], known.impressions, known.doses.stable, wanting),
        changes=changes,
        after_stopping=off,
        dose_steps=dose_step_means(evidence, primary.key),
        sensitivity=sensitivities(evidence, primary) if has_baseline else (),
        still_needed=known.still_needed if has_baseline else (),
    )


def _opened(known: Findings, evidence: Evidence, seal: Seal) -> Findings:
    """Return `known` with what is found in a sealed trial that was opened: the blinded contrast is the headline."""
    blinded = blinded_contrast(evidence, seal)
    return replace(
        known,
        verdict=verdict_of_opened(
            evidence,
            blinded.changes[0],
            known.doses.whole,
            has_pair=any(pair.reason is None for pair in blinded.pairs),
        ),
        changes=tuple(change_since_baseline(evidence, seal, measure) for measure in evidence.measures),
        sensitivity=sealed_sensitivities(evidence, seal, evidence.measures[0]),
        blinded=blinded,
    )


def _sealed(known: Findings, evidence: Evidence) -> Findings:
    """Return `known` without anything that separates one period from another."""
    quality, doses = known.completeness, known.doses
    return replace(
        known,
        windows=MappingProxyType({name: span for name, span in known.windows.items() if name == BASELINE}),
        changes=tuple(sealed_change(evidence, measure) for measure in evidence.measures),
        order=Order((), sentences.SEALED),
        completeness=replace(quality, phases=(), weeks=()),
        doses=replace(doses, stable=None, phases=()),
        side_effects=tuple(replace(course, steps=(), phases=()) for course in known.side_effects),
        impressions=Impressions(None, ()),
        other_changes=replace(known.other_changes, rescue=()),
    )


def _order(findings: Findings, evidence: Evidence, on_progress: Callable[[float], object] | None) -> Order:
    baseline, days = windows_as_of(evidence.windows, evidence.as_of).get(BASELINE), days_on_medicine(evidence)
    enough = [
        measure for measure in evidence.measures if shortage(evidence, measure, evidence.series(measure.key)) is None
    ]
    compared = enough[:MOST_MEASURES]
    if baseline is None or days is None or len(compared) < 2:
        return Order((), _why_no_order(evidence))
    found = order_of_improvement(
        [
            RatedMeasure(
                measure.key,
                {
                    **ratings_in(evidence.series(measure.key), baseline, evidence.windows.left_out),
                    **ratings_in(evidence.series(measure.key), days, evidence.windows.left_out),
                },
                measure.direction,
            )
            for measure in compared
        ],
        baseline,
        days,
        on_progress=None if on_progress is None else lambda done: on_progress(done / DRAWS),
    )
    pairs = tuple(Precedence(pair.first, pair.then, pair.probability) for pair in found.pairs)
    lasting = {change.measure.key for change in findings.changes if change.first_sustained_improvement is not None}
    return Order(pairs, _order_in_words(pairs, [measure for measure in compared if measure.key in lasting]))


def _why_no_order(evidence: Evidence) -> str:
    if len(evidence.measures) < 2:
        return sentences.ORDER_NEEDS_TWO
    if evidence.windows.first_dose is None:
        return sentences.ORDER_NEEDS_DOSE
    return sentences.ORDER_NEEDS_RATINGS


def _order_in_words(pairs: Sequence[Precedence], improved: Sequence[Measure]) -> str:
    """Return the order of the measures that improved at all; one that never did is not "after" the others.

    Args:
        pairs: each pair of measures.
        improved: the measures with a lasting improvement.
    """
    names = {measure.key: measure.name for measure in improved}
    if len(names) < 2:
        return sentences.too_few_improved(list(names.values()))
    real = [pair for pair in pairs if pair.first in names and pair.then in names]
    told = [pair for pair in real if pair.probability >= TOLD_APART]
    said = [sentences.improved_before(names[pair.first], names[pair.then], pair.probability) for pair in told]
    if not told:
        said.append(sentences.not_told_apart(list(names.values())))
    elif len(told) < len(real):
        said.append(sentences.OTHERS_NOT_TOLD_APART)
    return " ".join(said)
