"""What is wrong with how a screen is laid out: widgets over each other, cut where nothing scrolls, the focus unseen."""

from collections.abc import Iterator
from itertools import combinations

from textual.geometry import Region
from textual.map_geometry import MapGeometry
from textual.widget import Widget

from ldn_tui.tui.app import LdnApp


def faults_of(app: LdnApp) -> list[str]:
    """Return what is wrong with the screen that is shown, a line a fault."""
    placed = dict(_placed(app))
    return [*_overlapping(placed), *_cut(placed), *_unseen_focus(app.focused, placed)]


def _placed(app: LdnApp) -> Iterator[tuple[Widget, MapGeometry]]:
    """Yield the widgets that show something of their own, with where they are."""
    shown = app.screen._compositor.full_map
    for widget in app.screen.query("*"):
        if widget.display and widget.visible and widget in shown:
            yield widget, shown[widget]


def _overlapping(placed: dict[Widget, MapGeometry]) -> Iterator[str]:
    seen = {
        widget: place.visible_region for widget, place in placed.items() if not widget.children and not _floats(widget)
    }
    for (one, here), (other, there) in combinations(seen.items(), 2):
        if here.intersection(there).area:
            yield f"{one!r} lies over {other!r}: {here}, {there}"


def _floats(widget: Widget) -> bool:
    """Whether a widget is meant to lie over others: the palette's list over the room."""
    return any(node.styles.overlay == "screen" for node in widget.ancestors_with_self if isinstance(node, Widget))


def _cut(placed: dict[Widget, MapGeometry]) -> Iterator[str]:
    for widget, place in placed.items():
        if place.region.width and not _can_be_reached(widget, place):
            yield f"{widget!r} is cut: {place.region} in {place.clip}"


def _can_be_reached(widget: Widget, place: MapGeometry) -> bool:
    """Whether a widget is seen whole, or what it lies in scrolls the way it is cut."""
    scrolling = [node for node in widget.ancestors if isinstance(node, Widget)]
    region, clip = place.region, place.clip
    is_wide = region.x < clip.x or region.right > clip.right
    is_high = region.y < clip.y or region.bottom > clip.bottom
    return (not is_wide or any(node.allow_horizontal_scroll for node in scrolling)) and (
        not is_high or any(node.allow_vertical_scroll for node in scrolling)
    )


def _unseen_focus(focused: Widget | None, placed: dict[Widget, MapGeometry]) -> Iterator[str]:
    if focused is None:
        return
    place = placed.get(focused)
    if place is None:
        yield f"{focused!r} has the focus and is not on the screen"
        return
    seen: Region = place.visible_region
    wanted = min(place.region.width, place.clip.width), min(place.region.height, place.clip.height)
    if (seen.width, seen.height) < wanted or not seen.area:
        yield f"{focused!r} has the focus and is cut: {place.region} in {place.clip}"
