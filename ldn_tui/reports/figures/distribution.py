"""How often each answer was given by phase, as an SVG."""

from ldn_tui.domain.counted import counted
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.phase_distributions import ANSWERS, DistributionChart, PhaseDistribution
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.text import shorten
from ldn_tui.reports.figures.figure import LEFT, LETTER, RIGHT, Figure
from ldn_tui.reports.paper_colours import INK, MEAN, POINT

_TOP, _ROW, _COLUMNS, _FOOT = 104, 22, 4, 44
_PERCENT = 48


def distribution_svg(chart: DistributionChart) -> str:
    """Return the share of each answer in each phase as an SVG document.

    Args:
        chart: what to draw, with at least one phase.
    """
    across = min(len(chart.phases), _COLUMNS)
    block = (len(ANSWERS) + 4) * _ROW
    height = _TOP + -(-len(chart.phases) // across) * block + _FOOT
    measure = chart.measure
    figure = Figure(
        f"{measure.name} by phase",
        "",
        f"share of the rated days; 0 {measure.low_anchor}, 10 {measure.high_anchor}",
        "; ".join(
            f"{phase.title}: {phase.rated} rated days"
            + ("" if phase.mean is None else f", mean {shown_as(phase.mean, '.1f')}")
            for phase in chart.phases
        ),
        height,
    )
    width = (RIGHT - LEFT) / across
    for index, phase in enumerate(chart.phases):
        left, top = LEFT + index % across * width, _TOP + index // across * block
        figure.text(left, top - 14, _heading(phase, int(width - 20) // LETTER), fill=INK)
        for row, answer in enumerate(reversed(ANSWERS)):
            y = top + row * _ROW
            if index % across == 0:
                figure.text(left - 10, y + 13, str(answer), anchor="end")
            share = phase.share(answer)
            if share:
                length = (width - _PERCENT - 16) * share / chart.most
                fill = POINT if phase.kind is PhaseKind.BASELINE else MEAN
                figure.box(left, y + 2, length, _ROW - 6, fill)
                figure.text(left + length + 5, y + 13, f"{100 * share:.0f} %")
        foot = top + (len(ANSWERS) + 1) * _ROW
        if phase.mean is not None:
            figure.text(left, foot, f"mean {shown_as(phase.mean, '.1f')}", fill=INK)
        figure.text(left, foot + 18, counted(phase.rated, "rated day"))
    return figure.document()


def _heading(phase: PhaseDistribution, most: int) -> str:
    return shorten(phase.title if len(phase.title) <= most else phase.short_title, most)
