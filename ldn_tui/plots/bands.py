"""The rows under the dates of a chart: phases, doses, planned dose steps, events and rescue medicine."""

from collections.abc import Iterable
from itertools import groupby

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.phases import Phase, phase_of
from ldn_tui.domain.tags import SIGN, signed
from ldn_tui.domain.text import visible
from ldn_tui.plots.drawing import LEFT_MARGIN, Cells, Role, Row, Span, in_cells, is_one_cell_each, spans
from ldn_tui.plots.glyphs import Glyphs

# The sign, two letters and the ellipsis.
_LEAST_OF_A_TAG = 4


def phase_band(phases: Iterable[Phase], axis: DayAxis, glyphs: Glyphs, margin: int = LEFT_MARGIN) -> Row:
    """Return the row that shows the phase of each column, with its name where there is room."""
    row = [Span(" " * margin, Role.BLANK)]
    known = tuple(phases)
    columns = [phase_of(axis.day_at(column), known) for column in range(axis.columns)]
    for phase, run in groupby(columns):
        width = len(list(run))
        if phase is None:
            row.append(Span(" " * width, Role.BLANK))
        else:
            glyph, role, name = glyphs.phases[phase.kind], Role(phase.kind.value), _name_within(phase, width - 2)
            row.append(Span(glyph if name else glyph * width, role))
            if name:
                row.extend([Span(name, Role.TICK), Span(glyph * (width - len(name) - 1), role)])
    return tuple(row)


def _name_within(phase: Phase, width: int) -> str:
    for name in (visible(phase.title), visible(phase.short_title)):
        if len(name) + 2 <= width and is_one_cell_each(name):
            return f" {name} "
    return ""


def dose_band(chart: HistoryChart, axis: DayAxis, glyphs: Glyphs, *, planned: bool = False) -> Row:
    """Return the row of doses: a mark for each, and the amount where it is another than the one named before.

    Where a row of planned steps is shown, `planned`, it names the amounts, and this row only what differs from them.
    """
    marks = chart.dose_marks(axis)
    steps = {axis.column_of(step.starts_on): step.in_words for step in chart.plan.steps} if planned else {}
    cells: Cells = [
        (" ", Role.BLANK) if mark is None else (glyphs.taken, Role.DOSE) if mark.taken else (glyphs.missed, Role.MISSED)
        for mark in marks
    ]
    shown, free_from = None, 0
    for column, mark in enumerate(marks):
        shown = steps.get(column, shown)
        # Two amounts side by side would read as one: a mark stands between them.
        if mark is not None and mark.taken and mark.amount != shown and column >= free_from:
            label = visible(mark.amount)
            covered = marks[column : column + len(label)]
            hides_nothing = all(other is None or other == mark for other in covered)
            if hides_nothing and len(covered) == len(label) and is_one_cell_each(label):
                cells[column : column + len(label)] = [(character, Role.DOSE) for character in label]
                shown, free_from = mark.amount, column + len(label) + 1
    return (Span("dose".ljust(LEFT_MARGIN), Role.TICK), *spans(cells))


def step_band(chart: HistoryChart, axis: DayAxis, glyphs: Glyphs) -> Row:
    """Return the row of planned dose steps: a mark where each begins, and its amount as fully as there is room for."""
    cells: Cells = [(" ", Role.BLANK)] * axis.columns
    columns = [axis.column_of(step.starts_on) for step in chart.plan.steps]
    for step, column, end in zip(chart.plan.steps, columns, [*columns[1:], axis.columns + 1], strict=True):
        number = step.in_words.partition(" ")[0]
        labels = (f"{glyphs.step} {step.in_words}", f"{glyphs.step}{step.in_words}", f"{glyphs.step}{number}")
        # The next step begins with its own sign, which parts them.
        label = next((label for label in labels if column + len(label) <= end), glyphs.step)
        cells[column : column + len(label)] = [(character, Role.STEP) for character in label]
    return (Span("plan".ljust(LEFT_MARGIN), Role.TICK), *spans(cells))


def event_band(chart: HistoryChart, axis: DayAxis, glyphs: Glyphs) -> Row:
    """Return the row of events: a sign at each, and of the tags of a column as much as there is room for."""
    cells: Cells = [(" ", Role.BLANK)] * axis.columns
    found = [(column, tags) for column, tags in enumerate(chart.tags_by_column(axis)) if tags]
    ends = [*(column - 1 for column, _ in found[1:]), axis.columns]
    for (column, tags), end in zip(found, ends, strict=True):
        label = _as_long_as(visible(signed(tags)), end - column, glyphs)
        cells[column : column + len(label)] = [(character, Role.EVENT) for character in label]
    return (Span("tags".ljust(LEFT_MARGIN), Role.TICK), *spans(cells))


def _as_long_as(label: str, room: int, glyphs: Glyphs) -> str:
    """Return tags in at most `room` cells: whole, cut where enough is left to know them by, or no more than a sign."""
    if not is_one_cell_each(label) or (len(label) > room and room < _LEAST_OF_A_TAG):
        return SIGN
    return label if len(label) <= room else in_cells(label, room, glyphs.ellipsis)


def rescue_band(chart: HistoryChart, axis: DayAxis, glyphs: Glyphs) -> Row:
    """Return the row of rescue medicine: a mark on each day it was taken."""
    cells: Cells = [(" ", Role.BLANK)] * axis.columns
    for column in chart.rescue_columns(axis):
        cells[column] = (glyphs.rescue, Role.RESCUE)
    return (Span("resc".ljust(LEFT_MARGIN), Role.TICK), *spans(cells))
