"""The page of the Findings room: its sections, in their order."""

from collections.abc import Iterator

from ldn_tui.domain import sentences
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Findings
from ldn_tui.tui.findings.answer import Answer
from ldn_tui.tui.findings.blocks import Block, Door, Section, Sections, Text, Tone, Verdict
from ldn_tui.tui.findings.grounds import Grounds
from ldn_tui.tui.findings.measures import Measures
from ldn_tui.tui.findings.medicine import MedicineTaken


def invitation() -> Sections:
    """Return what is shown while there never was a trial."""
    return (
        Section("", (Verdict(sentences.NO_TRIAL),)),
        Section("", (Text(sentences.BEGIN_A_TRIAL, behind=Door.PLAN), Text(sentences.UNTIL_THEN, Tone.QUIET))),
    )


def sections_of(
    findings: Findings, evidence: Evidence, measure: str | None = None, order_share: float = 0.0
) -> Sections:
    """Return the whole page, in its order; sections without anything to say are left out.

    Args:
        findings: what was found, with or without the order.
        evidence: what it was found in: it holds the days behind the numbers.
        measure: the key of the measure the picture shows; the primary one if not given or not compared.
        order_share: how much of working out the order is done, while `findings` are without it.
    """
    of_trial = (findings, evidence, measure)
    answer, measures = Answer(*of_trial), Measures(*of_trial)
    medicine, grounds = MedicineTaken(*of_trial), Grounds(*of_trial)
    parts: list[tuple[str, Iterator[Block]]] = [
        ("", answer.head()),
        ("", answer.result()),
        (sentences.AGAINST_COMPARATOR, measures.blinded()),
        ("", measures.pairs()),
        (sentences.MEASURES if findings.blinded is None else sentences.SINCE_BASELINE, measures.measures()),
        (sentences.HOW_SURE, measures.how_sure()),
        (sentences.WHICH_FIRST, measures.order(order_share)),
        (sentences.AFTER_STOPPING, medicine.after_stopping()),
        (sentences.of_measure(sentences.DOSE_STEPS, findings.primary.measure.name), medicine.dose_steps()),
        (sentences.SIDE_EFFECTS, medicine.side_effects()),
        (sentences.DOSES, medicine.doses()),
        (sentences.RATINGS, grounds.ratings()),
        (sentences.LABORATORY, grounds.labs()),
        (sentences.COST, medicine.cost()),
        (sentences.WHAT_ELSE_CHANGED, grounds.other_changes()),
        (sentences.DOES_IT_HOLD, grounds.sensitivity()),
        (sentences.CANNOT_TELL, grounds.limits()),
        (sentences.DECISION, grounds.decision()),
    ]
    found = (Section(title, tuple(blocks)) for title, blocks in parts)
    return tuple(section for section in found if section.blocks)
