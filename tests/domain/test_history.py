"""A measure over time: the window that moves, and what a chart of it holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.day_axis import DayAxis, Window
from ldn_tui.domain.doses import DoseMark
from ldn_tui.domain.events import Event
from ldn_tui.domain.history import History, Viewport, Zoom, view_of, view_over
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.phases import Phase, PhaseKind

PAIN = FIRST_MEASURES[0]
TODAY = date(2026, 11, 22)
steps = st.sampled_from(["in", "out", "earlier", "later", "home", "end", "left", "right", "grow"])


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def rated(values: dict[int, float]) -> dict[date, float]:
    """Return ratings by how many days ago."""
    return {day(ago): value for ago, value in sorted(values.items(), reverse=True)}


# The window


def test_a_view_begins_with_the_last_three_months_and_the_cursor_on_today() -> None:
    view = view_of(day(400), TODAY)
    assert view.zoom == "3 months"
    assert view.window == Window(day(90), TODAY)
    assert view.cursor == TODAY


@pytest.mark.parametrize(
    ("zoom", "days"),
    [(Zoom.TWO_WEEKS, 14), (Zoom.MONTH, 30), (Zoom.THREE_MONTHS, 91), (Zoom.YEAR, 365), (Zoom.ALL, 1001)],
)
def test_the_zoom_ladder(zoom: Zoom, days: int) -> None:
    assert view_of(day(1000), TODAY, zoom).window.days == days


def test_the_ladder_ends_at_both_ends() -> None:
    view = view_of(day(1000), TODAY, Zoom.TWO_WEEKS)
    assert view.zoomed(1) == view
    assert view.zoomed(-4).zoom is Zoom.ALL
    assert view.zoomed(-4).zoomed(-1) == view.zoomed(-4)


def test_a_short_history_is_shown_as_two_weeks_that_end_today() -> None:
    for zoom in Zoom:
        assert view_of(TODAY, TODAY, zoom).window == Window(day(13), TODAY)


def test_a_rung_that_would_show_everything_is_left_out_of_the_ladder() -> None:
    view = view_of(day(119), TODAY)
    assert (view.zoom, view.title) == (Zoom.THREE_MONTHS, "3 months")
    wider = view.zoomed(-1)
    assert (wider.zoom, wider.title) == (Zoom.ALL, "all 120 days")
    assert wider.zoomed(-1) == wider
    assert wider.zoomed(1).zoom is Zoom.THREE_MONTHS
    assert view_of(day(90), TODAY).zoom is Zoom.ALL
    assert view_of(TODAY, TODAY).zoomed(1).zoom is Zoom.ALL
    assert view.over(day(20), TODAY).zoom is Zoom.ALL


def test_panning_moves_by_half_a_window_and_the_cursor_along() -> None:
    view = view_of(day(1000), TODAY).panned(-1)
    assert view.window == Window(day(135), day(45))
    assert view.cursor == day(45)
    assert view.panned(1).window == Window(day(90), TODAY)


def test_panning_stops_at_the_first_day_and_at_today() -> None:
    view = view_of(day(100), TODAY)
    assert view.panned(1) == view
    assert view.panned(-9).window == Window(day(100), day(10))


def test_zooming_keeps_the_cursor_where_it_is_in_the_view() -> None:
    view = view_of(day(2000), TODAY).panned(-6).at(day(315))
    middle = (view.cursor - view.window.first).days / (view.window.days - 1)
    closer = view.zoomed(1)
    assert closer.cursor == view.cursor
    assert (closer.cursor - closer.window.first).days / (closer.window.days - 1) == pytest.approx(middle, abs=0.05)


def test_a_cursor_outside_the_window_brings_the_window_along() -> None:
    view = view_of(day(2000), TODAY).at(day(500))
    assert view.cursor == day(500)
    assert view.window.holds(day(500))
    assert view.at(day(510)).window == view.window
    assert view.at(day(9000)).cursor == day(2000)


def test_a_new_day_moves_a_view_that_showed_today() -> None:
    tomorrow = TODAY + timedelta(days=1)
    grown = view_of(day(400), TODAY).over(day(400), tomorrow)
    assert grown.window.last == grown.cursor == tomorrow
    read_back = view_of(day(400), TODAY).panned(-2)
    assert read_back.over(day(400), tomorrow).window == read_back.window


def test_a_history_that_shrank_keeps_the_view_within_it() -> None:
    view = view_of(day(2000), TODAY).at(day(1900)).over(day(30), TODAY)
    assert view.window == Window(day(30), TODAY)
    assert view.window.holds(view.cursor)


@given(st.integers(0, 40_000), st.lists(steps, max_size=12))
def test_whatever_is_pressed_the_cursor_is_in_view_and_the_view_in_the_history(ago: int, pressed: list[str]) -> None:
    view, first, today = view_of(day(ago), TODAY), day(ago), TODAY
    for press in pressed:
        match press:
            case "in" | "out":
                view = view.zoomed(1 if press == "in" else -1)
            case "earlier" | "later":
                view = view.panned(1 if press == "later" else -1)
            case "home" | "end":
                view = view.at(view.window.first if press == "home" else view.window.last)
            case "left" | "right":
                view = view.at(view.cursor + timedelta(days=1 if press == "right" else -1))
            case _:
                today += timedelta(days=1)
                view = view.over(first, today)
        assert _is_sound(view)


def _is_sound(view: Viewport) -> bool:
    wanted = min(view.zoom.days or view.extent.days, view.extent.days)
    inside = view.extent.first <= view.window.first <= view.window.last <= view.extent.last
    return inside and view.window.holds(view.cursor) and view.window.days == wanted


# What a chart holds


def test_a_chart_holds_the_days_of_its_window_only() -> None:
    history = History(PAIN, rated({20: 3, 10: 4, 5: 5, 0: 6}))
    chart = history.chart(Window(day(10), day(5)))
    assert chart.ratings == {day(10): 4, day(5): 5}
    assert list(chart.ratings) == [day(10), day(5)]


def test_a_mean_needs_four_ratings_and_counts_those_before_the_window() -> None:
    history = History(PAIN, rated({9: 2, 8: 4, 7: 6, 6: 8}))
    assert history.mean(day(7)) is None
    assert history.mean(day(6)) == 5
    assert history.chart(Window(day(6), TODAY)).means == {day(6): 5, day(5): 5, day(4): 5, day(3): 5}


def test_means_do_not_reach_over_a_long_gap() -> None:
    history = History(PAIN, rated(dict.fromkeys((*range(300, 290, -1), *range(9, -1, -1)), 5.0)))
    means = history.chart(Window(day(300), TODAY)).means
    assert len(means) == 7 + 3 + 7
    assert not any(day(287) < known < day(6) for known in means)


def test_a_line_of_means_is_broken_where_there_is_none() -> None:
    history = History(PAIN, rated(dict.fromkeys((*range(40, 30, -1), *range(9, -1, -1)), 5.0)))
    window = Window(day(41), TODAY)
    runs = history.chart(window).mean_runs(DayAxis(window, 42))
    assert [(run[0][0], run[-1][0], len(run)) for run in runs] == [(4, 13, 10), (35, 41, 7)]
    assert {value for run in runs for _, value in run} == {5.0}


def test_a_column_of_several_days_shows_its_range_its_median_and_the_median_of_its_means() -> None:
    history = History(PAIN, rated({ago: float(ago % 11) for ago in range(99, -1, -1)}))
    window = Window(day(99), TODAY)
    chart, axis = history.chart(window), DayAxis(window, 10)
    ranges = chart.ranges(axis)
    assert all(bucket is not None and bucket.count == 10 for bucket in ranges)
    assert ranges[0] is not None
    assert (ranges[0].low, ranges[0].middle, ranges[0].high) == (0, 5.5, 10)
    assert [column for column, _ in chart.mean_runs(axis)[0]] == list(range(10))


@given(st.dictionaries(st.integers(0, 3000), st.integers(0, 100), min_size=1, max_size=60), st.integers(1, 200))
def test_no_extreme_hides_in_a_column(values: dict[int, int], columns: int) -> None:
    ratings = rated({ago: value / 10 for ago, value in values.items()})
    window = Window(day(3000), TODAY)
    axis = DayAxis(window, columns)
    ranges = History(PAIN, ratings).chart(window).ranges(axis)
    for rated_day, value in ratings.items():
        bucket = ranges[axis.column_of(rated_day)]
        assert bucket is not None
        assert bucket.low <= value <= bucket.high
    kept = [bucket for bucket in ranges if bucket is not None]
    assert min(bucket.low for bucket in kept) == min(ratings.values())
    assert max(bucket.high for bucket in kept) == max(ratings.values())
    assert sum(bucket.count for bucket in kept) == len(ratings)


def test_only_phases_that_touch_the_window_are_kept() -> None:
    phases = (
        Phase(PhaseKind.BASELINE, None, day(50), day(31)),
        Phase(PhaseKind.TITRATION, None, day(30), day(20)),
        Phase(PhaseKind.TREATMENT, "LDN", day(19), None),
    )
    kept = History(PAIN, {}, phases).chart(Window(day(30), day(25))).phases
    assert kept == (phases[1],)
    assert History(PAIN, {}, phases).chart(Window(day(5), TODAY)).phases == (phases[2],)


def test_a_measure_that_was_never_rated_is_empty() -> None:
    history = History(PAIN, {})
    assert history.is_empty
    assert history.first_rated is None
    assert history.last_rated is None
    chart = history.chart(Window(day(13), TODAY))
    assert chart.is_empty
    assert chart.mean_runs(DayAxis(chart.window, 7)) == []
    assert chart.ranges(DayAxis(chart.window, 7)) == [None] * 7


def test_a_day_is_looked_up() -> None:
    mark = DoseMark(True, "4.5 mg")
    history = History(PAIN, rated({40: 2.0, 12: 3.0, 11: 5.0, 10: 6.0, 9: 6.0}), doses={day(9): mark})
    assert (history.first_rated, history.last_rated) == (day(40), day(9))
    assert [history.rating(day(ago)) for ago in (13, 12, 9)] == [None, 3.0, 6.0]
    assert [history.mean(day(ago)) for ago in (12, 9)] == [None, 5.0]
    assert [history.dose(day(ago)) for ago in (10, 9)] == [None, mark]


def test_a_single_rating_on_the_first_day_of_the_calendar_is_no_fault() -> None:
    history = History(PAIN, {date.min: 3.0, TODAY: 4.0})
    view = view_of(date.min, TODAY, Zoom.ALL)
    assert len(history.chart(view.window).ratings) == 2


# Events

EVENTS = (Event(day(20), ("ill",), ""), Event(day(9), ("travel", "Ill"), ""), Event(day(8), ("travel",), ""))


@pytest.mark.parametrize(
    ("tag", "marked"),
    [
        (None, {day(9): ("travel", "Ill"), day(8): ("travel",)}),
        ("travel", {day(9): ("travel",), day(8): ("travel",)}),
        ("ill", {day(9): ("ill",)}),
        ("period", {}),
    ],
)
def test_the_events_in_the_window_are_marked_all_or_those_with_one_tag(
    tag: str | None, marked: dict[date, tuple[str, ...]]
) -> None:
    chart = History(PAIN, {}, events=EVENTS).chart(Window(day(13), TODAY), tag=tag)
    assert chart.events == marked
    assert chart.tag == tag


def test_a_column_of_several_days_has_each_of_their_tags_once() -> None:
    window = Window(day(20), TODAY)
    columns = History(PAIN, {}, events=EVENTS).chart(window).tags_by_column(DayAxis(window, 3))
    assert columns == [("ill",), ("travel", "Ill"), ()]


# Doses


def test_a_column_of_doses_shows_what_was_true_of_most_days() -> None:
    marks = {day(ago): DoseMark(ago % 4 != 0, "3 mg") for ago in range(7, -1, -1)}
    marks |= {day(ago): DoseMark(ago % 4 == 0, "3 mg") for ago in range(15, 7, -1)}
    window = Window(day(15), TODAY)
    chart = History(PAIN, {}, (), marks).chart(window)
    found = chart.dose_marks(DayAxis(window, 4))
    assert [mark and mark.taken for mark in found] == [False, False, True, True]
    assert History(PAIN, {}).chart(window).dose_marks(DayAxis(window, 4)) == [None] * 4


@pytest.mark.parametrize(
    ("length", "zoom"), [(1, Zoom.TWO_WEEKS), (14, Zoom.TWO_WEEKS), (15, Zoom.MONTH), (100, Zoom.YEAR), (400, Zoom.ALL)]
)
def test_a_view_over_days_is_the_closest_that_holds_them_all(length: int, zoom: Zoom) -> None:
    days = Window(TODAY - timedelta(days=199 + length), TODAY - timedelta(days=200))
    view = view_over(days, TODAY - timedelta(days=700), TODAY)
    assert view.zoom is zoom
    assert view.window.holds(days.first)
    assert view.window.holds(days.last)
    assert view.cursor == days.last


@given(
    st.dictionaries(st.integers(0, 60), st.sampled_from([0.0, 2.5, 7.0, 10.0])),
    st.integers(0, 70),
    st.integers(1, 70),
)
def test_the_means_of_a_few_days_are_those_of_the_whole_history(values: dict[int, float], ago: int, days: int) -> None:
    history = History(PAIN, rated(values))
    window = Window(day(ago + days - 1), day(ago))
    whole = history.chart(Window(day(2000), TODAY)).means
    assert history.chart(window).means == {at: mean for at, mean in whole.items() if window.holds(at)}
    assert history.mean(window.first) == whole.get(window.first)
