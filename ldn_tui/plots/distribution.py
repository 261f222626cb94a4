"""How often each answer was given in each phase: bars side by side."""

from collections.abc import Sequence

from ldn_tui.domain.counted import counted
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.phase_distributions import ANSWERS, DistributionChart, PhaseDistribution
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.text import visible
from ldn_tui.plots.canvas import Canvas
from ldn_tui.plots.drawing import LEFT_MARGIN, Cells, Plot, Role, Row, Span, in_cells, legend_row, no_room, spans, write
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs

_LEAST_WIDTH = 14
_HEADINGS = 1
_FOOT = 2
_PERCENT = 5
_WIDEST_BAR = 40


def render_distribution(chart: DistributionChart, width: int, height: int, *, ascii_only: bool = False) -> Plot:
    """Draw the share of each answer, 10 at the top, a group of bars for each phase.

    Args:
        chart: what to draw.
        width: cells across.
        height: rows, headings and means included.
        ascii_only: whether to do with the characters of ASCII.

    Returns:
        `height` rows of `width` cells; where there is no room for all phases, the first ones.
    """
    glyphs = ASCII if ascii_only else UNICODE
    thickness = (height - _HEADINGS - _FOOT) // len(ANSWERS)
    columns = width - LEFT_MARGIN
    count = min(len(chart.phases), columns // _LEAST_WIDTH)
    if thickness < 1 or count < 1:
        return no_room(width, height)
    phases, group = chart.phases[:count], columns // count
    lines = thickness * len(ANSWERS)
    canvas = _bars(phases, group, columns, lines, thickness, chart.most, glyphs)
    headings: Cells = [(" ", Role.BLANK)] * columns
    means: Cells = [(" ", Role.BLANK)] * columns
    rated: Cells = [(" ", Role.BLANK)] * columns
    for index, phase in enumerate(phases):
        title = phase.title if len(visible(phase.title)) <= group - 2 else phase.short_title
        write(headings, index * group, in_cells(visible(title), group - 2, glyphs.ellipsis).rstrip(), Role.NAME)
        if phase.mean is not None:
            write(means, index * group, f"mean {shown_as(phase.mean, '.1f')}", Role.NAME)
        write(rated, index * group, counted(phase.rated, "day"), Role.TICK)
    blank = Span(" " * LEFT_MARGIN, Role.BLANK)
    rows: list[Row] = [(blank, *spans(headings))]
    for row, cells in enumerate(canvas):
        # The label beside the bar, not beside the air under it.
        label = str(10 - row // thickness) if row % thickness == 0 else ""
        rows.append((Span(label.rjust(LEFT_MARGIN - 2).ljust(LEFT_MARGIN), Role.TICK), *spans(cells)))
    rows.extend([(blank, *spans(means)), (blank, *spans(rated))])
    rows.extend([(Span(" " * width, Role.BLANK),)] * (height - len(rows)))
    legend = [(glyphs.bar, "share of the rated days with that answer", Role.MEAN)]
    if count < len(chart.phases):
        legend.append((f"{count} of {len(chart.phases)}", "phases; the table has all", Role.TICK))
    return Plot(tuple(rows), LEFT_MARGIN, len(rows), None, False, legend_row(legend), None)


def _bars(
    phases: Sequence[PhaseDistribution],
    group: int,
    columns: int,
    lines: int,
    thickness: int,
    most: float,
    glyphs: Glyphs,
) -> list[Cells]:
    room = min(group - _PERCENT - 2, _WIDEST_BAR)
    filled = thickness if thickness == 1 else thickness - (thickness > 2)
    places: dict[Role, list[tuple[int, int]]] = {Role.POINT: [], Role.MEAN: []}
    ends: list[tuple[int, int, str]] = []
    for index, phase in enumerate(phases):
        role = Role.POINT if phase.kind is PhaseKind.BASELINE else Role.MEAN
        for answer in ANSWERS:
            share = phase.share(answer)
            length = max(int(room * share / most + 0.5), 1) if share else 0
            top = (10 - answer) * thickness
            for row in range(top, top + filled):
                places[role].extend((index * group + column, lines - 1 - row) for column in range(length))
            if share:
                ends.append((top, index * group + length, f"{100 * share:.0f} %"))
    with Canvas(columns, lines, glyphs) as canvas:
        for role, cells in places.items():
            canvas.cells(cells, glyphs.bar, role)
        drawn = canvas.read()
    for row, column, words in ends:
        write(drawn[row], column + 1, words, Role.TICK)
    return drawn
