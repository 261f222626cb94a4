"""What the charts of the Graphs room show: each computed from the evidence of one trial."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ldn_tui.domain.analysis import analyse as findings_of
from ldn_tui.domain.baseline_level import baseline_level
from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.day_axis import DayAxis, Window
from ldn_tui.domain.days import Lab
from ldn_tui.domain.dose_step_chart import dose_step_chart
from ldn_tui.domain.history import History, runs_over
from ldn_tui.domain.improvement_courses import improvement_courses
from ldn_tui.domain.lab_chart import LabChart, lab_courses, labs_on, range_in_words
from ldn_tui.domain.phase_days import ALL_BOTTLES
from ldn_tui.domain.phase_distributions import phase_distributions
from ldn_tui.domain.trial import Template
from ldn_tui.domain.week_chart import week_chart, week_of
from ldn_tui.domain.windows import Span
from tests.domain.evidence_builder import PAIN, SLEEP, evidence, on, pause, plan

# Baseline


def test_the_baseline_level_is_that_of_the_usual_range_and_stays_on_the_scale() -> None:
    known = evidence([5, 9] * 7, [5] * 14)
    days = Window(on(0), on(27))
    level = baseline_level(known.series("pain"), known.windows, days)
    assert level is not None
    assert (level.mean, level.low, level.high) == (7, 0, 10)
    assert level.days == days


def test_a_short_baseline_has_a_level_without_a_range() -> None:
    known = evidence([6, 8], [5] * 14)
    level = baseline_level(known.series("pain"), known.windows, Window(on(0), on(15)))
    assert level is not None
    assert (level.mean, level.low, level.high) == (7, None, None)


def test_days_that_have_not_come_are_no_baseline() -> None:
    known = evidence([6, 8, 8], [5] * 14)
    level = baseline_level(known.series("pain"), known.windows, Window(on(0), on(1)))
    assert level is not None
    assert level.mean == 7
    assert baseline_level({}, known.windows, Window(on(0), on(1))) is None


def test_who_takes_the_medicine_already_has_no_baseline() -> None:
    known = evidence([6] * 14, [5] * 14, template=Template.ALREADY_TAKING)
    assert baseline_level(known.series("pain"), known.windows, Window(on(0), on(27))) is None


def test_a_history_shows_the_level_only_in_windows_that_touch_the_trial() -> None:
    known = evidence([6] * 14, [5] * 14)
    level = baseline_level(known.series("pain"), known.windows, Window(on(0), on(27)))
    history = History(PAIN, known.series("pain"), level=level, rescues={on(3): 2.0})
    assert history.chart(Window(on(20), on(40))).level is level
    assert history.chart(Window(on(28), on(40))).level is None
    shown = history.chart(Window(on(0), on(13)))
    assert shown.rescues == {on(3): 2.0}
    assert shown.rescue_columns(DayAxis(shown.window, 14)) == [3]


# By phase


def test_each_answer_is_counted_in_its_phase_and_a_half_counts_to_the_higher_one() -> None:
    chart = phase_distributions(evidence([6, 6.5, 7, None], [4.4, 10, 0]), PAIN)
    baseline, *_, treated = chart.phases
    assert baseline.title == "Baseline"
    assert baseline.counts == (0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0)
    assert (baseline.rated, baseline.mean) == (3, 6.5)
    assert baseline.share(7) == pytest.approx(2 / 3)
    assert treated.counts == (1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1)
    assert chart.most == pytest.approx(2 / 3)


def test_an_unrated_trial_has_an_empty_distribution() -> None:
    chart = phase_distributions(evidence([6, 6], [5, 5]), SLEEP)
    assert chart.is_empty
    assert chart.most == 0
    assert all(phase.mean is None for phase in chart.phases)


def test_while_sealed_all_bottles_are_one() -> None:
    known = evidence([6] * 14, [8] * 42 + [2] * 42, template=Template.SEALED_PAIRS, pairs=1, weeks=6, steps=())
    assert known.is_sealed
    titles = [phase.title for phase in phase_distributions(known, PAIN).phases]
    assert titles == ["Baseline", ALL_BOTTLES]


# Order


def test_improvements_are_points_better_than_the_baseline_whatever_the_direction() -> None:
    known = evidence(
        [6] * 14,
        [6] * 7 + [4] * 28,
        others={"sleep": [4] * 14 + [7] * 35},
    )
    chart = improvement_courses(known)
    assert chart is not None
    assert chart.window == Window(on(14), on(48))
    by_key = {course.measure.key: course for course in chart.courses}
    assert by_key["pain"].improvements[on(48)] == pytest.approx(2)
    assert by_key["sleep"].improvements[on(48)] == pytest.approx(3)
    # The means begin afresh with the first dose: the fourth day is the first with four ratings.
    assert min(by_key["pain"].improvements) == on(17)
    assert not chart.is_empty


def test_without_a_rating_of_the_baseline_there_is_no_improvement_to_show() -> None:
    chart = improvement_courses(evidence([None] * 14, [5] * 14))
    assert chart is not None
    assert chart.is_empty


def test_measures_keep_their_own_order_with_the_day_each_improvement_lasts_from() -> None:
    known = evidence(
        [6] * 14,
        [6] * 10 + [3] * 30,
        others={"sleep": [4] * 14 + [8] * 40, "mood": [5] * 54},
    )
    chart = improvement_courses(known)
    assert chart is not None
    assert [course.measure.key for course in chart.courses] == ["pain", "sleep", "mood"]
    assert chart.courses[-1].first_sustained is None
    begun = chart.courses[1].first_sustained
    assert begun is not None
    assert chart.day_number(begun) == 4


def test_a_window_of_an_order_keeps_when_it_began() -> None:
    chart = improvement_courses(evidence([6] * 14, [3] * 40))
    assert chart is not None
    later = chart.within(Window(on(40), on(50)))
    assert later.courses[0].first_sustained == chart.courses[0].first_sustained
    assert list(later.courses[0].improvements) == [on(number) for number in range(40, 51)]


def test_before_the_first_dose_there_is_no_order() -> None:
    assert improvement_courses(evidence([6] * 10, steps=(), first_dose_on=None)) is None


def test_a_washout_before_the_decision_neither_ends_an_improvement_nor_has_one() -> None:
    known = evidence([6] * 14, [6] * 7 + [3] * 10 + [9] * 4 + [3] * 20)
    without = replace(known, windows=replace(known.windows, apart=(Span(on(31), on(35)),)))
    begun, undisturbed = improvement_courses(known), improvement_courses(without)
    assert begun is not None
    assert undisturbed is not None
    first = undisturbed.courses[0].first_sustained
    assert first is not None
    assert first < on(31)
    assert begun.courses[0].first_sustained != first
    assert findings_of(without).primary.first_sustained_improvement == first


def test_the_days_of_a_pause_have_no_improvement() -> None:
    chart = improvement_courses(evidence([6] * 14, [4] * 40, pauses=[pause(24, 37)]))
    assert chart is not None
    assert on(34) not in chart.courses[0].improvements


def test_runs_end_at_gaps() -> None:
    days = Window(on(0), on(9))
    values = {on(number): float(number) for number in (0, 1, 5, 6)}
    assert runs_over(values, DayAxis(days, 10)) == [[(0, 0.0), (1, 1.0)], [(5, 5.0), (6, 6.0)]]


# Weeks


def test_weeks_are_cut_by_the_window_and_found_by_their_days() -> None:
    chart = week_chart(evidence([6] * 14, [4] * 14), PAIN)
    assert chart is not None
    assert [week.number for week in chart.weeks] == [-2, -1, 1, 2]
    assert chart.baseline_mean == 6
    assert chart.window == Window(on(0), on(27))
    cut = chart.within(Window(on(10), on(15)))
    assert [week.number for week in cut.weeks] == [-1, 1]
    assert [cut.days_of(week) for week in cut.weeks] == [Window(on(10), on(13)), Window(on(14), on(15))]
    found = week_of(on(14), chart.weeks)
    assert found is not None
    assert found.number == 1
    assert week_of(on(28), chart.weeks) is None


# Dose steps


def test_steps_of_one_amount_are_told_apart_by_their_number() -> None:
    known = evidence([6] * 14, [5, 6] * 14, steps=plan((14, 1.5), (21, 3), (28, 1.5)))
    chart = dose_step_chart(known, PAIN)
    assert list(chart.amounts) == [1.5, 3]
    assert [number for number, _ in chart.at(1.5)] == [1, 3]
    assert chart.baseline_mean == 6


# Laboratory


def lab(name: str, value: float, low: float | None = None, high: float | None = None, unit: str = "mm/h") -> Lab:
    return Lab(f"{name}{value}", name, value, unit, low, high)


def test_laboratory_values_are_grouped_by_name_and_unit_the_latest_measured_first() -> None:
    courses = lab_courses(
        [(on(0), lab("esr", 28, 0, 20)), (on(1), lab("CRP", 3, unit="mg/l")), (on(9), lab("ESR", 19, None, None))]
    )
    assert [(course.name, course.unit, len(course.values)) for course in courses] == [
        ("ESR", "mm/h", 2),
        ("CRP", "mg/l", 1),
    ]
    assert list(courses[0].limits) == [0, 20]
    assert list(courses[0].scale) == [0, 28]
    assert list(courses[1].scale) == [2, 4]
    assert [value.is_outside for value in courses[0].values] == [True, None]
    assert [value.value for value in labs_on(on(1), courses)] == [3]
    assert [value.value for value in LabChart(Window(on(5), on(9)), courses).shown(courses[0])] == [19]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 20, "range 0 to 20"),
        (None, 5.5, "range up to 5.5"),
        (4, None, "range from 4"),
        (None, None, "no range given"),
    ],
)
def test_a_laboratory_range_in_words(low: float | None, high: float | None, words: str) -> None:
    assert range_in_words(low, high) == words


# Tables


def test_a_table_finds_the_line_of_a_day_or_the_one_before_it() -> None:
    first = date(2026, 1, 5)
    rows = (Row(("begun",)), Row(("a",), first), Row(("b",), first + timedelta(days=7)))
    table = DataTable((Column("x"),), rows)
    assert table.row_of(first + timedelta(days=3)) == 1
    assert table.row_of(first + timedelta(days=7)) == 2
    assert table.row_of(first - timedelta(days=1)) == 1
    assert DataTable((Column("x"),), rows[:1]).row_of(first) is None


def test_a_window_of_laboratory_values_keeps_the_scale_of_all() -> None:
    chart = LabChart(Window(on(0), on(9)), lab_courses([(on(0), lab("ESR", 28)), (on(9), lab("ESR", 19))]))
    later = chart.within(Window(on(5), on(9)))
    (course,) = later.courses
    assert [value.value for value in later.shown(course)] == [19]
    assert course.scale == (19, 28)
