"""Charts as rows of characters: a description in, styled rows out. The only package that knows plotext.

Here stands what the history needs, which is drawn first; every other kind of chart is a module of its own.
"""

from ldn_tui.plots.drawing import Plot, Role, Row, Span, plain_text, plot_text
from ldn_tui.plots.glyphs import BACKGROUND
from ldn_tui.plots.history import history_text, render_history

__all__ = [
    "BACKGROUND",
    "Plot",
    "Role",
    "Row",
    "Span",
    "history_text",
    "plain_text",
    "plot_text",
    "render_history",
]
