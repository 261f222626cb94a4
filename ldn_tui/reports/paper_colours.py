"""The colours of everything drawn on white: the same for a phase, a point and a mean in a chart, a figure and a report.

They follow the colours of the screen: grey before the medicine, blue under it, a warm grey without it again. All are
dark or light enough to be told apart by a printer without colour; words stand beside them everywhere.
"""

from ldn_tui.domain.phases import PhaseKind

INK, FAINT, GRID = "#1f2933", "#616e7c", "#d3dae1"
POINT, RANGE, MEAN = "#7b8794", "#cbd2d9", "#0b5cad"
USUAL, SHADE = "#52606d", "#e8edf2"

PHASE_TINTS = {
    PhaseKind.BASELINE: "#f1f3f5",
    PhaseKind.TITRATION: "#e7edf2",
    PhaseKind.TREATMENT: "#dbe6ee",
    PhaseKind.WASHOUT: "#f6efe6",
    PhaseKind.PAUSE: "#ffffff",
    PhaseKind.FOLLOW_UP: "#e8f4ea",
}
