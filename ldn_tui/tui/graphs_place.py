"""Where one is in the graphs, so that a chart opened from elsewhere does not cost one's place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.history import Viewport
from ldn_tui.graphs.views import View


@dataclass(frozen=True, slots=True)
class GraphsPlace:
    """A place in the graphs.

    Attributes:
        key: the measure's key; "" for the first.
        second: the key of the measure laid over it; "" for none.
        view: which of the views.
        viewports: the days in view and the cursor, by the axis they are on.
        wished: the day one wants to be on where the view does not reach it; None where it does.
        is_tabular: whether a table is shown.
    """

    key: str
    second: str
    view: View
    viewports: Mapping[str, Viewport]
    wished: date | None
    is_tabular: bool
