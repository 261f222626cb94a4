"""The medicine on the page: after stopping, its steps, its side effects, how it was taken, and what it cost."""

from collections.abc import Iterator

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.counted import counted
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.findings_in_words import (
    DOSE_COLUMNS,
    DOSE_STEP_COLUMNS,
    cost_in_words,
    dose_cells,
    dose_step_cells,
    off_in_words,
)
from ldn_tui.domain.medicine_findings import SideEffectCourse, SideEffectShare
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.side_effects import SEVERITIES
from ldn_tui.domain.text import visible
from ldn_tui.reports.findings_text.lines import wrapped
from ldn_tui.reports.text_table import text_table


def after_stopping(findings: Findings, width: int) -> Iterator[str]:
    """Yield how the days off compare."""
    off = findings.after_stopping
    if off is None or not findings.shows_primary:
        return
    yield from wrapped(sentences.off_since(off.stopped_on, off.days_off), width)
    if off.change is not None:
        yield from wrapped(off_in_words(off, off.change, findings.primary.measure), width)
    if off.half_way_on is not None:
        yield from wrapped(sentences.half_way_back(off.half_way_on), width)
    if off.reason is not None:
        yield from wrapped(off.reason, width)


def dose_steps(findings: Findings, width: int) -> Iterator[str]:
    """Yield the means of the dose steps."""
    if not findings.dose_steps or not findings.shows_primary:
        return
    rows = [dose_step_cells(step) for step in findings.dose_steps if step.n]
    yield from text_table(("dose", *DOSE_STEP_COLUMNS), rows, ("dose", "days", "rated", "mean"))
    yield from wrapped(f"({sentences.DOSE_STEP_CAVEAT})", width)
    yield from wrapped(sentences.STEPS_SHOWN, width)


def side_effects(findings: Findings, width: int) -> Iterator[str]:
    """Yield the side effects, and on how many days each was there."""
    for course in findings.side_effects:
        said = "; ".join(_share(share) for share in course.stretches if share.days)
        yield from wrapped(f"{_side_effect(course)}{f': {said}' if said else ''}", width)
    if not findings.side_effects:
        yield from wrapped(sentences.NO_SIDE_EFFECT, width)
        return
    yield from wrapped(findings_headings.SIDE_EFFECT_DAYS, width)
    if any(course.baseline is not None for course in findings.side_effects):
        yield from wrapped(findings_headings.AGAINST_BASELINE, width)


def _side_effect(course: SideEffectCourse) -> str:
    mark = "! " if course.is_red_flag else ""
    days = counted(course.total, "day")
    return f"{mark}{visible(course.term)}, {days}, at worst {SEVERITIES[course.worst]}"


def _share(share: SideEffectShare) -> str:
    difference = "" if share.risk_difference is None else f" ({100 * share.risk_difference:+z.0f} %)"
    return f"{sentences.days_with_it(share.stretch, share.with_it, share.days)}{difference}"


def doses(findings: Findings, width: int) -> Iterator[str]:
    """Yield how the doses were taken."""
    doses = findings.doses
    rows = [dose_cells(stretch) for stretch in (*doses.phases, doses.stable, doses.whole) if stretch and stretch.due]
    if rows:
        yield from text_table(("", *DOSE_COLUMNS), rows, DOSE_COLUMNS)
    else:
        yield from wrapped(sentences.NONE_DUE, width)
    if doses.usual_time is not None:
        yield from wrapped(sentences.usually_taken_at(doses.usual_time), width)
    if doses.supply_left is not None:
        yield from wrapped(sentences.supply_left(shown_number(doses.supply_left), doses.runs_out_on), width)


def cost(findings: Findings, width: int) -> Iterator[str]:
    """Yield what the trial costs."""
    cost = findings.cost
    if cost.reason is not None:
        yield from wrapped(cost.reason, width)
    said = cost_in_words(cost)
    if said:
        yield from wrapped(said, width)
