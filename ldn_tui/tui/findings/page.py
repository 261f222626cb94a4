"""The page of the Findings room: its sections, in their order."""

from collections.abc import Iterator

from ldn_tui.domain import findings_headings, sentences
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
        Section("", (Verdict(findings_headings.NO_TRIAL),)),
        Section(
            "",
            (Text(findings_headings.BEGIN_A_TRIAL, behind=Door.PLAN), Text(findings_headings.UNTIL_THEN, Tone.QUIET)),
        ),
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
        (findings_headings.AGAINST_COMPARATOR, measures.blinded()),
        ("", measures.pairs()),
        (
            findings_headings.MEASURES if findings.blinded is None else findings_headings.SINCE_BASELINE,
            measures.measures(),
        ),
        (findings_headings.HOW_SURE, measures.how_sure()),
        (findings_headings.WHICH_FIRST, measures.order(order_share)),
        (findings_headings.AFTER_STOPPING, medicine.after_stopping()),
        (sentences.of_measure(findings_headings.DOSE_STEPS, findings.primary.measure.name), medicine.dose_steps()),
        (findings_headings.SIDE_EFFECTS, medicine.side_effects()),
        (findings_headings.DOSES, medicine.doses()),
        (findings_headings.RATINGS, grounds.ratings()),
        (findings_headings.LABORATORY, grounds.labs()),
        (findings_headings.COST, medicine.cost()),
        (findings_headings.WHAT_ELSE_CHANGED, grounds.other_changes()),
        (findings_headings.DOES_IT_HOLD, grounds.sensitivity()),
        (findings_headings.CANNOT_TELL, grounds.limits()),
        (findings_headings.DECISION, grounds.decision()),
    ]
    found = (Section(title, tuple(blocks)) for title, blocks in parts)
    return tuple(section for section in found if section.blocks)
