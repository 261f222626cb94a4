"""One measure over a stretch of days: what a history chart shows, and the window that moves over it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from ldn_tui.domain.baseline_level import BaselineLevel
from ldn_tui.domain.dates import days_between
from ldn_tui.domain.day_axis import DayAxis, Window
from ldn_tui.domain.doses import DoseMark
from ldn_tui.domain.events import Event
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.plan_marks import NO_PLAN, PlanMarks
from ldn_tui.domain.series import LEAST_IN_WINDOW, MEAN_WINDOW, Bucket, buckets, trailing_means

SHORTEST_WINDOW = 14
# A window of a greater part of all ratings than one in so many has all means worked out and kept: it comes back.
_SHARE_WORKED_OUT_AT_ONCE = 4

Value = TypeVar("Value")


class Zoom(StrEnum):
    """How much time a chart shows; the values are what it is called on screen."""

    TWO_WEEKS = "2 weeks"
    MONTH = "1 month"
    THREE_MONTHS = "3 months"
    YEAR = "1 year"
    ALL = "all"

    @property
    def days(self) -> int | None:
        """How many days that is; None for all there are."""
        return _ZOOM_DAYS[self]


_ZOOM_DAYS = {Zoom.TWO_WEEKS: 14, Zoom.MONTH: 30, Zoom.THREE_MONTHS: 91, Zoom.YEAR: 365, Zoom.ALL: None}


@dataclass(frozen=True, slots=True)
class Viewport:
    """Where one is in a history: how much of it is in view, which part, and the day under the cursor.

    Make one with `view_of`, then by its methods: they keep the cursor in view and the view within the history.

    Attributes:
        extent: all days there are to see.
        zoom: how much is in view.
        window: the days in view.
        cursor: the day under the cursor.
    """

    extent: Window
    zoom: Zoom
    window: Window
    cursor: date

    @property
    def title(self) -> str:
        """How much is in view, in words: "3 months", "all 120 days"."""
        return self.zoom.value if self.zoom is not Zoom.ALL else f"all {self.window.days} days"

    def zoomed(self, steps: int) -> "Viewport":
        """Return the view `steps` closer (or, if negative, wider), with the cursor where it was in the view."""
        ladder = [zoom for zoom in Zoom if _fitting(zoom, self.extent) is zoom]
        index = min(max(ladder.index(self.zoom) - steps, 0), len(ladder) - 1)
        before, length = self.window, _length(ladder[index], self.extent)
        ahead = (self.cursor - before.first).days * (length - 1) // max(before.days - 1, 1)
        window = _placed(self.cursor, ahead, length, self.extent)
        return replace(self, zoom=ladder[index], window=window)

    def panned(self, halves: int) -> "Viewport":
        """Return the view moved by so many halves of itself, later if positive; the cursor moves along."""
        shift = halves * max(self.window.days // 2, 1)
        window = _placed(self.window.first, -shift, self.window.days, self.extent)
        moved = window.first - self.window.first
        return replace(self, window=window, cursor=window.nearest(self.cursor + moved))

    def at(self, day: date) -> "Viewport":
        """Return the view with the cursor on `day`, or on the nearest day there is; moved only if it must be."""
        cursor = self.extent.nearest(day)
        if self.window.holds(cursor):
            return replace(self, cursor=cursor)
        window = _placed(cursor, self.window.days // 2, self.window.days, self.extent)
        return replace(self, window=window, cursor=cursor)

    def over(self, first_day: date, today: date) -> "Viewport":
        """Return the view over a history that has grown or shrunk; one that ended today still does."""
        extent = _extent(first_day, today)
        zoom = _fitting(self.zoom, extent)
        length = _length(zoom, extent)
        if self.window.last == self.extent.last:
            cursor = extent.last if self.cursor == self.extent.last else extent.nearest(self.cursor)
            window = Window(extent.last - timedelta(days=length - 1), extent.last)
            return Viewport(extent, zoom, window, window.nearest(cursor))
        window = _placed(self.window.first, 0, length, extent)
        return Viewport(extent, zoom, window, window.nearest(self.cursor))


def view_of(first_day: date, today: date, zoom: Zoom = Zoom.THREE_MONTHS) -> Viewport:
    """Return the view of the latest days of a history, with the cursor on `today`.

    A history shorter than that is shown whole, one shorter than two weeks as two weeks that end today.
    """
    extent = _extent(first_day, today)
    fitting = _fitting(zoom, extent)
    window = Window(extent.last - timedelta(days=_length(fitting, extent) - 1), extent.last)
    return Viewport(extent, fitting, window, today)


def view_over(days: Window, first_day: date, today: date) -> Viewport:
    """Return the closest view of a history that holds all of `days`, with the cursor on the last of them."""
    zoom = next((zoom for zoom in Zoom if zoom.days is not None and zoom.days >= days.days), Zoom.ALL)
    view = view_of(first_day, today, zoom)
    ahead = (view.window.days + days.days) // 2 - 1
    last = view.extent.nearest(days.last)
    return replace(view, window=_placed(last, ahead, view.window.days, view.extent), cursor=last)


def _extent(first_day: date, today: date) -> Window:
    earliest = date.fromordinal(max(today.toordinal() - SHORTEST_WINDOW + 1, 1))
    return Window(min(first_day, earliest), today)


def _fitting(zoom: Zoom, extent: Window) -> Zoom:
    """Return `zoom`, or all where it would show no less than that."""
    return zoom if zoom.days is not None and zoom.days < extent.days else Zoom.ALL


def _length(zoom: Zoom, extent: Window) -> int:
    return extent.days if zoom.days is None else min(zoom.days, extent.days)


def _placed(day: date, ahead: int, length: int, extent: Window) -> Window:
    """Return a window of `length` days that begins `ahead` days before `day`, moved into `extent`."""
    earliest, latest = extent.first.toordinal(), extent.last.toordinal() - length + 1
    first = date.fromordinal(max(min(day.toordinal() - ahead, latest), earliest))
    return Window(first, first + timedelta(days=length - 1))


@dataclass(frozen=True, slots=True)
class HistoryChart:
    """What a chart of one measure shows, however it is drawn.

    Attributes:
        measure: what was rated.
        window: the days shown.
        ratings: the rating of each rated day in the window, in order.
        means: the trailing 7-day mean of each day that has one, in order.
        phases: the phases that touch the window, in order.
        doses: what is known of the doses of each day in the window, in order.
        with_means: whether the means are drawn.
        plan: what is marked of a trial's plan, of the days in the window.
        events: the tags of each day in the window whose note holds any, in order.
        tag: the one tag that `events` is limited to; None for all.
        level: the baseline of a trial some of whose days are in the window, or None.
        rescues: how many as-needed medicines were taken on each day in the window with any, in order.
    """

    measure: Measure
    window: Window
    ratings: Mapping[date, float]
    means: Mapping[date, float]
    phases: tuple[Phase, ...]
    doses: Mapping[date, DoseMark]
    with_means: bool = True
    plan: PlanMarks = NO_PLAN
    events: Mapping[date, tuple[str, ...]] = field(default_factory=dict)
    tag: str | None = None
    level: BaselineLevel | None = None
    rescues: Mapping[date, float] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is no rating to show."""
        return not self.ratings

    def points(self, axis: DayAxis) -> list[tuple[int, float]]:
        """Return each rating as (column, value); for an axis that is not bucketed."""
        return [(axis.column_of(day), value) for day, value in self.ratings.items()]

    def ranges(self, axis: DayAxis) -> list[Bucket | None]:
        """Return one bucket of ratings a column; for a bucketed axis."""
        return buckets(self.ratings, axis.spans())

    def mean_runs(self, axis: DayAxis) -> list[list[tuple[int, float]]]:
        """Return the means as unbroken runs of (column, value): a run ends where a day, or a column, has no mean.

        A column of several days stands for the median of their means.
        """
        return runs_over(self.means, axis)

    def dose_marks(self, axis: DayAxis) -> list[DoseMark | None]:
        """Return what stands for the doses of each column: taken if most were, None if nothing is known."""
        return [_typical(marks) for marks in axis.grouped(self.doses)]

    def rescue_columns(self, axis: DayAxis) -> list[int]:
        """Return the columns in which a rescue medicine was taken, in order."""
        return sorted({axis.column_of(day) for day in self.rescues})

    def tags_by_column(self, axis: DayAxis) -> list[tuple[str, ...]]:
        """Return the tags of each column, each once."""
        return [tuple(dict.fromkeys(chain.from_iterable(days))) for days in axis.grouped(self.events)]


def _typical(marks: Sequence[DoseMark]) -> DoseMark | None:
    taken = [mark for mark in marks if mark.taken]
    if 2 * len(taken) > len(marks):
        return taken[-1]
    return next((mark for mark in marks if not mark.taken), None)


def runs_over(values: Mapping[date, float], axis: DayAxis) -> list[list[tuple[int, float]]]:
    """Return `values`, by day, as unbroken runs of (column, value): one ends where a day, or a column, has none.

    A column of several days stands for the median of their values.
    """
    found: list[tuple[int, float] | None]
    if axis.is_bucketed:
        columns = enumerate(buckets(values, axis.spans()))
        found = [(column, bucket.middle) if bucket else None for column, bucket in columns]
    else:
        days = days_between(axis.window.first, axis.window.last)
        found = [(axis.column_of(day), values[day]) if day in values else None for day in days]
    return _runs(found)


def _runs(found: Iterable[tuple[int, float] | None]) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = [[]]
    for point in found:
        if point is not None:
            runs[-1].append(point)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


class History:
    """Everything a chart of one measure may show, read once: any window of it is then cut out quickly."""

    def __init__(
        self,
        measure: Measure,
        ratings: Mapping[date, float],
        phases: Iterable[Phase] = (),
        doses: Mapping[date, DoseMark] | None = None,
        plan: PlanMarks = NO_PLAN,
        events: Iterable[Event] = (),
        level: BaselineLevel | None = None,
        rescues: Mapping[date, float] | None = None,
    ) -> None:
        """Keep the `ratings` of `measure` by day, with the journal's phases, doses, events and rescue medicine.

        Args:
            measure: what was rated.
            ratings: its ratings by day.
            phases: the journal's phases.
            doses: what is known of the doses of each day.
            plan: what is marked of a trial's plan.
            events: the journal's events.
            level: the baseline of a trial.
            rescues: how many as-needed medicines were taken, by day.
        """
        self.measure = measure
        self.phases = tuple(phases)
        self.plan = plan
        self.level = level
        self._ratings = _Ordered(ratings)
        self._doses = _Ordered(doses or {})
        self._events = _Ordered({event.day: event for event in events})
        self._rescues = _Ordered(rescues or {})
        self._means = _Means(self._ratings)

    @property
    def is_empty(self) -> bool:
        """Whether the measure was never rated."""
        return not self._ratings.days

    @property
    def first_rated(self) -> date | None:
        """The first rated day, None if there is none."""
        return self._ratings.days[0] if self._ratings.days else None

    @property
    def last_rated(self) -> date | None:
        """The last rated day, None if there is none."""
        return self._ratings.days[-1] if self._ratings.days else None

    def rating(self, day: date) -> float | None:
        """Return the rating of `day`, or None."""
        return self._ratings.get(day)

    def mean(self, day: date) -> float | None:
        """Return the mean of the seven days up to `day`, None if they hold too few ratings."""
        return self._means.get(day)

    def dose(self, day: date) -> DoseMark | None:
        """Return what is known of the doses of `day`, or None."""
        return self._doses.get(day)

    def chart(self, window: Window, *, with_means: bool = True, tag: str | None = None) -> HistoryChart:
        """Return the chart of the days in `window`.

        Args:
            window: the days.
            with_means: whether the means are drawn.
            tag: the one tag whose events are marked; None for all.
        """
        events = self._events.within(window)
        return HistoryChart(
            measure=self.measure,
            window=window,
            ratings=self._ratings.within(window),
            means=self._means.within(window),
            phases=tuple(
                phase
                for phase in self.phases
                if phase.starts_on <= window.last and (phase.ends_on is None or window.first <= phase.ends_on)
            ),
            doses=self._doses.within(window),
            with_means=with_means,
            plan=self.plan.within(window),
            events={day: event.tags if tag is None else (tag,) for day, event in events.items() if event.has(tag)},
            tag=tag,
            level=self._level_within(window),
            rescues=self._rescues.within(window),
        )

    def _level_within(self, window: Window) -> BaselineLevel | None:
        level = self.level
        is_there = level is not None and level.days.first <= window.last and window.first <= level.days.last
        return level if is_there else None


class _Means:
    """The trailing means of ratings, worked out where they are asked for: those of 100 years take 60 ms."""

    def __init__(self, ratings: "_Ordered[float]") -> None:
        self._ratings = ratings

    def get(self, day: date) -> float | None:
        return self.within(Window(day, day)).get(day)

    def within(self, window: Window) -> dict[date, float]:
        if window.days * _SHARE_WORKED_OUT_AT_ONCE > len(self._ratings.days):
            return self._all.within(window)
        reach = window.first.toordinal() - MEAN_WINDOW + 1
        ratings = self._ratings.within(Window(date.fromordinal(max(reach, 1)), window.last))
        means = _means(list(ratings), ratings)
        return {day: mean for day, mean in means.items() if window.first <= day <= window.last}

    @cached_property
    def _all(self) -> "_Ordered[float]":
        ratings = dict(zip(self._ratings.days, self._ratings.values, strict=True))
        return _Ordered(_means(self._ratings.days, ratings))


def _means(days: Sequence[date], ratings: Mapping[date, float]) -> dict[date, float]:
    """Return all trailing means of `ratings`, whose `days` are in order, without walking through long gaps."""
    means: dict[date, float] = {}
    start = 0
    for index, day in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        if following is None or (following - day).days > MEAN_WINDOW:
            # A mean outlives the last rating by the days its window still holds enough of them.
            last = day + timedelta(days=MEAN_WINDOW - LEAST_IN_WINDOW)
            means.update(trailing_means(ratings, days[start], last))
            start = index + 1
    return means


class _Ordered(Generic[Value]):
    """Values by day, in order, so that a window is found without looking at the rest."""

    def __init__(self, values: Mapping[date, Value]) -> None:
        self.days = sorted(values)
        self.values = [values[day] for day in self.days]

    def get(self, day: date) -> Value | None:
        index = bisect_left(self.days, day)
        return self.values[index] if index < len(self.days) and self.days[index] == day else None

    def within(self, window: Window) -> dict[date, Value]:
        low, high = bisect_left(self.days, window.first), bisect_right(self.days, window.last)
        return dict(zip(self.days[low:high], self.values[low:high], strict=True))
