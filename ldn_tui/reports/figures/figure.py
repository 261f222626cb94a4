"""What the SVG charts share: the sheet, its words, the scales and the dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ldn_tui.domain.day_axis import DayAxis, Window, ticks
from ldn_tui.domain.phases import Phase
from ldn_tui.reports.chart_svg import xml_text
from ldn_tui.reports.paper_colours import FAINT, GRID, INK, MEAN, PHASE_TINTS, POINT

WIDTH = 960
LEFT, RIGHT = 48, 936
LETTER = 7

Places = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing area on the sheet, in pixels, and what its height stands for.

    Attributes:
        top: its upper edge.
        bottom: its lower edge.
        low: the value at the lower edge.
        high: the value at the upper edge, greater than `low`.
        left: its left edge.
        right: its right edge.
    """

    top: float
    bottom: float
    low: float = 0
    high: float = 10
    left: float = LEFT
    right: float = RIGHT

    def y(self, value: float) -> float:
        """Return the height of a value; one beyond the scale lies at its end."""
        inside = min(max(value, self.low), self.high)
        return self.bottom - (self.bottom - self.top) * (inside - self.low) / (self.high - self.low)

    def x(self, day: date, window: Window) -> float:
        """Return where the middle of `day` lies in `window`."""
        return self.left + (self.right - self.left) * ((day - window.first).days + 0.5) / window.days


@dataclass
class Figure:
    """A sheet that parts are put on.

    Attributes:
        title: what it shows, large.
        aside: what stands at the right of it.
        subtitle: what stands under it.
        description: what a screen reader says instead of the picture.
        height: of the sheet, in pixels.
        parts: what was put on it, in order.
    """

    title: str
    aside: str
    subtitle: str
    description: str
    height: float
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, *, fill: str = FAINT, anchor: str = "start", size: int = 12) -> None:
        """Write words, a person's own too: they are made harmless."""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}" font-size="{size}">'
            f"{xml_text(words)}</text>"
        )

    def line(self, places: Places, stroke: str, width: float = 1, dashes: str = "") -> None:
        """Draw a line through places; through one alone, a dot."""
        ends = list(places) if len(places) > 1 else list(places) * 2
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ends)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.parts.append(
            f'<polyline points="{points}" fill="none" stroke="{stroke}" stroke-width="{width}"'
            f' stroke-linecap="round" stroke-linejoin="round"{dashed}/>'
        )

    def dots(self, places: Places, fill: str = POINT, radius: float = 2.4) -> None:
        """Draw a dot at each place."""
        dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>' for x, y in places)
        self.parts.append(f'<g fill="{fill}">{dots}</g>')

    def box(self, left: float, top: float, width: float, height: float, fill: str) -> None:
        """Fill a rectangle."""
        self.parts.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
            f' fill="{fill}"/>'
        )

    def grid(self, frame: Frame, values: Iterable[float], *, signed: bool = False) -> None:
        """Draw a line across for each value, with the value beside it."""
        for value in values:
            y = frame.y(value)
            self.line([(frame.left, y), (frame.right, y)], GRID)
            self.text(frame.left - 8, y + 4, f"{value:+g}" if signed and value else f"{value:g}", anchor="end")

    def dates(self, frame: Frame, window: Window, week_starts_on: int) -> None:
        """Write the dates of `window` under a frame."""
        self.line([(frame.left, frame.bottom), (frame.right, frame.bottom)], FAINT)
        axis = DayAxis(window, int(frame.right - frame.left) // LETTER)
        for tick in ticks(axis, week_starts_on):
            x = frame.x(tick.day, window)
            self.line([(x, frame.bottom), (x, frame.bottom + 5)], FAINT)
            middle = frame.left + (tick.start + len(tick.label) / 2) * LETTER
            self.text(middle, frame.bottom + 20, tick.label, anchor="middle")

    def phases(self, frame: Frame, window: Window, phases: Iterable[Phase]) -> None:
        """Tint a frame by phase, and name each phase above it where there is room."""
        half_day = (frame.right - frame.left) / window.days / 2
        for phase in phases:
            last_day = phase.ends_on or window.last
            if last_day < window.first or window.last < phase.starts_on:
                continue
            left = frame.x(window.nearest(phase.starts_on), window) - half_day
            right = frame.x(window.nearest(last_day), window) + half_day
            self.box(left, frame.top - 20, right - left, frame.bottom - frame.top + 20, PHASE_TINTS[phase.kind])
            named = (words for words in (phase.title, phase.kind.value.capitalize()) if _fits(words, right - left))
            name = next(named, None)
            if name is not None:
                self.text(left + 5, frame.top - 6, name, fill=INK)

    def legend(self, entries: Iterable[tuple[str, str]]) -> None:
        """Write what signs mean, at the foot; each a sign drawn around the origin and its meaning."""
        x = float(LEFT)
        for sign, meaning in entries:
            self.parts.append(f'<g transform="translate({x:.0f},{self.height - 16:.0f})">{sign}</g>')
            self.text(x + 20, self.height - 16, meaning)
            x += 20 + (len(meaning) + 4) * LETTER

    def document(self) -> str:
        """Return the sheet as an SVG document on a white ground, with nothing fetched from elsewhere."""
        head = Figure("", "", "", "", 0)
        head.text(RIGHT, 30, self.aside, fill=INK, anchor="end")
        head.text(LEFT, 50, self.subtitle)
        opening = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {self.height:.0f}"'
            f' width="{WIDTH}" height="{self.height:.0f}" font-family="system-ui, Helvetica, Arial, sans-serif"'
            ' font-size="12">'
        )
        lines = [
            opening,
            f"<title>{xml_text(self.title)}</title>",
            f"<desc>{xml_text(self.description)}</desc>",
            f'<rect width="{WIDTH}" height="{self.height:.0f}" fill="#ffffff"/>',
            f'<text x="{LEFT}" y="30" fill="{INK}" font-size="18" font-weight="bold">{xml_text(self.title)}</text>',
            *head.parts,
            *self.parts,
            "</svg>",
        ]
        return "\n".join([*lines, ""])


LINE_SIGN = f'<path d="M-6,-4h20" stroke="{MEAN}" stroke-width="2.4"/>'
LEVEL_SIGN = f'<path d="M-6,-4h20" stroke="{FAINT}" stroke-dasharray="5 3"/>'
POINT_SIGN = f'<circle cx="4" cy="-4" r="2.4" fill="{POINT}"/>'


def _fits(words: str, width: float) -> bool:
    return (len(words) + 1) * LETTER <= width
