"""The charts of the other views: every row as wide as asked, and what a person finds in them."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.days import Lab
from ldn_tui.domain.dose_step_chart import DoseStepChart, dose_step_chart
from ldn_tui.domain.history import History
from ldn_tui.domain.improvement_courses import ImprovementChart, improvement_courses
from ldn_tui.domain.lab_chart import LabChart, lab_courses
from ldn_tui.domain.measure_findings import DoseStepMean
from ldn_tui.domain.measure_stack import MeasureStack
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.phase_distributions import DistributionChart, phase_distributions
from ldn_tui.domain.sentences import ORDER_OF_MARKS
from ldn_tui.domain.week_chart import WeekChart, week_chart
from ldn_tui.plots import Plot, Role, plain_text, render_history
from ldn_tui.plots.all_measures import render_measures
from ldn_tui.plots.distribution import render_distribution
from ldn_tui.plots.dose_steps import render_dose_steps
from ldn_tui.plots.improvement import render_improvement
from ldn_tui.plots.labs import render_labs
from ldn_tui.plots.weeks import render_weeks
from ldn_tui.reports.figures.all_measures import measures_svg
from ldn_tui.reports.figures.distribution import distribution_svg
from ldn_tui.reports.figures.dose_steps import dose_steps_svg
from ldn_tui.reports.figures.improvement import improvement_svg
from ldn_tui.reports.figures.labs import labs_svg
from ldn_tui.reports.figures.weeks import weeks_svg
from tests.domain.evidence_builder import PAIN, evidence, on, plan

KNOWN = evidence(
    [6, 7, 6, 5, 7, 8, 6] * 2,
    [6, 7, 6, 5] * 5 + [3, 4, 4] * 10,
    others={"sleep": [4, 5] * 7 + [7] * 50},
    steps=plan((14, 1.5), (28, 3), (42, 4.5)),
)
DAYS = Window(on(0), on(63))


def stack(days: Window = DAYS, *, with_means: bool = True) -> MeasureStack:
    histories = [History(measure, KNOWN.series(measure.key), KNOWN.phases) for measure in FIRST_MEASURES]
    return MeasureStack(days, tuple(history.chart(days, with_means=with_means) for history in histories))


def order() -> ImprovementChart:
    chart = improvement_courses(KNOWN)
    assert chart is not None
    return chart


def weeks() -> WeekChart:
    chart = week_chart(KNOWN, PAIN)
    assert chart is not None
    return chart


def labs() -> LabChart:
    values = [(on(1), Lab("a", "ESR", 28, "mm/h", 0, 20)), (on(50), Lab("b", "ESR", 19, "mm/h", 0, 20))]
    return LabChart(DAYS, lab_courses([*values, (on(20), Lab("c", "CRP", 3.5, "mg/l", None, 5))]))


def distribution() -> DistributionChart:
    return phase_distributions(KNOWN, PAIN)


def steps() -> DoseStepChart:
    return dose_step_chart(KNOWN, PAIN)


DRAWN: dict[str, Callable[[int, int, bool], Plot]] = {
    "all": lambda width, height, plain: render_measures(stack(), width, height, ascii_only=plain),
    "means off": lambda width, height, plain: render_measures(stack(with_means=False), width, height, ascii_only=plain),
    "order": lambda width, height, plain: render_improvement(order(), width, height, ascii_only=plain),
    "phases": lambda width, height, plain: render_distribution(distribution(), width, height, ascii_only=plain),
    "weeks": lambda width, height, plain: render_weeks(weeks(), width, height, ascii_only=plain),
    "steps": lambda width, height, plain: render_dose_steps(steps(), width, height, ascii_only=plain),
    "labs": lambda width, height, plain: render_labs(labs(), width, height, ascii_only=plain),
}


def lines(plot: Plot) -> list[str]:
    return [plain_text(row) for row in plot.rows]


@pytest.mark.parametrize("view", DRAWN)
@settings(deadline=None, max_examples=40)
@given(width=st.integers(0, 130), height=st.integers(0, 45), ascii_only=st.booleans())
def test_rows_are_as_many_and_as_wide_as_asked(view: str, width: int, height: int, ascii_only: bool) -> None:
    plot = DRAWN[view](width, height, ascii_only)
    assert len(plot.rows) == height
    for row in plot.rows:
        text = "".join(span.text for span in row)
        assert len(text) == width
        assert text.isprintable()
        assert not ascii_only or text.isascii()


@pytest.mark.parametrize("view", DRAWN)
def test_every_sign_of_a_legend_is_on_the_chart(view: str) -> None:
    plot = DRAWN[view](118, 32, False)
    drawn = {span.role for row in plot.rows for span in row}
    assert plot.legend
    assert {span.role for span in plot.legend} <= drawn | {Role.TICK}


def test_every_measure_has_its_own_chart_with_its_direction_and_its_latest_mean() -> None:
    plot = render_measures(stack(), 78, 17)
    text = lines(plot)
    for name in ("Pain ↓", "Sleep ↑", "Mood ↑", "Food ↑", "Function ↑"):
        assert any(line.startswith(name) for line in text)
    pain = next(line for line in text if line.startswith("Pain"))
    assert pain.endswith(" 3.7")
    assert "█ Treatment, LDN █" in "\n".join(text)


def test_without_room_for_all_measures_the_first_are_shown_and_the_legend_says_so() -> None:
    plot = render_measures(stack(), 60, 5)
    assert [line.split()[0] for line in lines(plot)[:3]] == ["Pain", "Sleep", "Mood"]
    assert "3 of 5 measures" in plain_text(plot.legend)


def test_measures_keep_their_order_with_the_day_an_improvement_lasts_from_and_a_mark() -> None:
    plot = render_improvement(order(), 78, 17)
    named = [line for line in lines(plot) if line[:1].isalpha()]
    assert [line.split()[0] for line in named] == ["Pain", "Sleep", "Day"]
    assert named[1].endswith("day 4")
    assert lines(plot)[-1].rstrip() == ORDER_OF_MARKS
    assert sum(line.count("↦") for line in lines(plot)) == 2
    assert "↦ lasts from here" in plain_text(plot.legend)


def test_bars_stand_at_their_answer_with_their_share() -> None:
    text = lines(render_distribution(distribution(), 78, 17))
    assert text[0].split() == ["Baseline", "Titration", "Treatment,", "LDN"]
    row = next(line for line in text if line.split()[:1] == ["6"])
    assert "▇ 43 %" in row
    assert "mean 6.4" in text[-5]
    assert "14 days" in text[-4]


def test_a_week_with_too_few_ratings_has_no_line_but_its_count() -> None:
    chart = week_chart(evidence([6] * 7, [5] * 7 + [4, None, None, None, None, None, 4]), PAIN)
    assert chart is not None
    text = lines(render_weeks(chart, 78, 17))
    week, mean, days = (next(line for line in text if line.startswith(name)) for name in ("week", "mean", "days"))
    assert week.split()[1:] == ["-1", "1", "2"]
    assert mean.split()[1:] == ["6.0", "5.0"]
    assert days.split()[1:] == ["7", "7", "2"]


def test_a_long_trial_numbers_every_so_manyth_week_and_no_numbers_touch() -> None:
    chart = week_chart(evidence([6] * 28, [5] * 380), PAIN)
    assert chart is not None
    text = lines(render_weeks(chart, 78, 17))
    numbers = [int(number) for number in next(line for line in text if line.startswith("week")).split()[1:]]
    assert 1 in numbers
    assert len({after - before for before, after in pairwise(numbers[2:])}) == 1


def test_dose_steps_stand_at_their_amount_with_mean_interval_and_number() -> None:
    text = lines(render_dose_steps(steps(), 78, 17))
    assert text[-1].split() == ["0", "mg", "1.5", "mg", "3", "mg", "4.5", "mg"]
    assert any("• 6.1" in line for line in text)
    assert any("┬" in line for line in text[:-2])
    assert [number for number in ("1", "2", "3") if any(line[5:].strip("╌ ").startswith(number) for line in text)]


def test_steps_of_one_amount_stand_side_by_side() -> None:
    step = DoseStepMean(on(0), on(6), 7, 3.0, 7, 5.0, 4.0, 6.0)
    chart = DoseStepChart(PAIN, (step, step, DoseStepMean(on(20), on(26), 7, 4.5, 7, 10.0, 10.0, 10.0)), None)
    text = "\n".join(lines(render_dose_steps(chart, 78, 17)))
    assert text.count("• 5.0") == 2
    assert "• 10.0" in text
    assert "3" in text


def test_laboratory_values_stand_beside_their_signs_and_outside_is_told_without_colour() -> None:
    plot = render_labs(labs(), 78, 17)
    text = "\n".join(lines(plot))
    assert "ESR, mm/h   range 0 to 20" in text
    assert "◇ 28" in text
    assert "• 19" in text
    assert "CRP, mg/l   range up to 5" in text
    assert "• 3.5" in text
    assert "◇ outside it" in plain_text(plot.legend)


def test_more_laboratory_values_than_there_is_room_for_are_left_to_the_table() -> None:
    courses = lab_courses([(on(number), Lab(f"{number}", f"L{number}", 1, "u", None, None)) for number in range(9)])
    plot = render_labs(LabChart(DAYS, courses), 78, 17)
    assert "3 of 9 shown; the table has all" in plain_text(plot.legend)
    assert "L8" in lines(plot)[0]


def test_the_history_shows_level_usual_range_and_rescue_medicine() -> None:
    from ldn_tui.domain.baseline_level import BaselineLevel

    level = BaselineLevel(DAYS, 6.0, 4.0, 8.0)
    chart = History(PAIN, {on(0): 2.0}, level=level, rescues={on(10): 1.0, on(11): 2.0}).chart(DAYS)
    plot = render_history(chart, 78, 18)
    text = lines(plot)
    assert text[plot.row_of(6) or 0].count("╌") > 60
    assert "⠂" in text[plot.row_of(8) or 0]
    assert "⠂" in text[plot.row_of(4) or 0]
    assert "⠂" not in text[plot.row_of(2) or 0]
    assert text[-1].startswith("resc ")
    assert text[-1].count("+") == 2
    legend = plain_text(plot.legend)
    assert "╌╌ baseline" in legend
    assert "⠂⠂ its usual range" in legend
    assert "+ rescue medicine" in legend


@pytest.mark.parametrize("days", [14, 91, 2000])
def test_all_measures_can_be_drawn_over_any_days(days: int) -> None:
    plot = render_measures(stack(Window(on(63) - timedelta(days=days - 1), on(63))), 78, 17)
    assert plot.is_bucketed == (days > 2 * (78 - plot.left - 6))


FIGURES: dict[str, Callable[[], str]] = {
    "all": lambda: measures_svg(stack()),
    "order": lambda: improvement_svg(order()),
    "phases": lambda: distribution_svg(distribution()),
    "weeks": lambda: weeks_svg(weeks()),
    "steps": lambda: dose_steps_svg(steps()),
    "labs": lambda: labs_svg(labs()),
}


@pytest.mark.parametrize("view", FIGURES)
def test_a_figure_is_a_whole_svg_with_words_for_a_screen_reader_and_nothing_from_elsewhere(view: str) -> None:
    document = FIGURES[view]()
    root = ET.fromstring(document)
    spaces = {"s": "http://www.w3.org/2000/svg"}
    described = root.find("s:desc", spaces)
    assert described is not None
    assert described.text
    width = float(root.attrib["width"])
    assert all(0 <= float(text.attrib["x"]) <= width for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "href" not in document
    assert "<script" not in document


def test_a_hostile_name_is_harmless_in_a_figure() -> None:
    courses = lab_courses([(on(1), Lab("x", "<b>&\x1b[31m", 1, '"u"', None, None))])
    document = labs_svg(LabChart(DAYS, courses))
    assert any("<b>&" in text for text in ET.fromstring(document).itertext())
    assert "\x1b" not in document
