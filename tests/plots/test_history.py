"""Charts as rows of characters: what can be seen in them, by a person and by a program that colours them."""

import re
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.doses import DoseMark
from ldn_tui.domain.events import Event
from ldn_tui.domain.history import History, HistoryChart
from ldn_tui.domain.measures import FIRST_MEASURES, Direction, Measure
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.plan_marks import NO_PLAN, PlanMarks
from ldn_tui.domain.trial import DoseStep
from ldn_tui.plots import Plot, Role, history_text, plain_text, render_history

PAIN = FIRST_MEASURES[0]
TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def chart_of(
    values: dict[int, float],
    days: int,
    *,
    with_means: bool = True,
    phases: tuple[Phase, ...] = (),
    doses: dict[int, DoseMark] | None = None,
    plan: PlanMarks = NO_PLAN,
) -> HistoryChart:
    """Return the chart of the last `days` days, with ratings by how many days ago."""
    ratings = {day(ago): value for ago, value in values.items()}
    marks = {day(ago): mark for ago, mark in (doses or {}).items()}
    return History(PAIN, ratings, phases, marks, plan).chart(Window(day(days - 1), TODAY), with_means=with_means)


def cells(plot: Plot, row: int) -> list[tuple[str, Role]]:
    """Return a row as one (character, role) a cell."""
    return [(character, span.role) for span in plot.rows[row] for character in span.text]


def lines(plot: Plot) -> list[str]:
    return [plain_text(row) for row in plot.rows]


def row_of(value: float, plot: Plot) -> int:
    """Return the row of a value from the top: 10 in the first, 0 in the last of the drawing area."""
    return plot.height - 1 - int((plot.height - 1) * value / 10 + 0.5)


def every(days: int, value: float = 5) -> dict[int, float]:
    return dict.fromkeys(range(days), value)


DATA = {Role.POINT, Role.MEAN, Role.RANGE}

ratings = st.dictionaries(st.integers(0, 2000), st.integers(0, 100).map(lambda tenths: tenths / 10), max_size=80)


@given(
    ratings,
    st.integers(1, 2001),
    st.integers(11, 130),
    st.integers(5, 45),
    st.booleans(),
    st.booleans(),
)
def test_every_rating_is_seen_at_its_day_and_its_height(
    values: dict[int, float], days: int, width: int, height: int, with_means: bool, ascii_only: bool
) -> None:
    chart = chart_of(values, days, with_means=with_means)
    plot = render_history(chart, width, height, ascii_only=ascii_only)
    drawn = [cells(plot, row) for row in range(plot.height)]
    for rated_day, value in chart.ratings.items():
        column = plot.column_of(rated_day)
        assert column is not None
        character, role = drawn[row_of(value, plot)][column]
        assert character != " "
        assert role in DATA


@given(ratings, st.integers(1, 2001), st.integers(0, 130), st.integers(0, 45), st.booleans())
def test_rows_are_as_many_and_as_wide_as_asked_and_hold_no_escape_characters(
    values: dict[int, float], days: int, width: int, height: int, ascii_only: bool
) -> None:
    phases = (Phase(PhaseKind.TREATMENT, "LDN 4.5 mg", day(30), None),)
    doses = {3: DoseMark(True, "4.5 mg"), 1: DoseMark(False, "not taken")}
    plot = render_history(chart_of(values, days, phases=phases, doses=doses), width, height, ascii_only=ascii_only)
    assert len(plot.rows) == height
    for row in plot.rows:
        text = "".join(span.text for span in row)
        assert len(text) == width
        assert text.isprintable()
        assert not ascii_only or text.isascii()


@given(ratings, st.integers(1, 2001), st.integers(11, 130), st.booleans())
def test_columns_and_days_are_each_others_way_back(
    values: dict[int, float], days: int, width: int, ascii_only: bool
) -> None:
    plot = render_history(chart_of(values, days), width, 20, ascii_only=ascii_only)
    for column in range(plot.left, width):
        found = plot.day_at(column)
        assert found is not None
        assert day(days - 1) <= found <= TODAY
        if days >= width - plot.left:
            assert plot.column_of(found) == column
    for ago in range(min(days, width - plot.left)):
        column_of = plot.column_of(day(ago))
        assert column_of is not None
        if days <= width - plot.left:
            assert plot.day_at(column_of) == day(ago)


def test_the_scale_is_always_0_to_10() -> None:
    charts: tuple[dict[int, float], ...] = ({}, {0: 5.0}, every(91, 5), {3: 0, 2: 10})
    for values in charts:
        plot = render_history(chart_of(values, 91), 80, 18)
        labels = [(row, line[:4].strip()) for row, line in enumerate(lines(plot)[: plot.height]) if line[:4].strip()]
        assert [label for _, label in labels] == ["10", "8", "6", "4", "2", "0"]
        assert labels[0][0] == 0
        assert labels[-1][0] == plot.height - 1


def test_the_scale_is_finer_where_there_is_room() -> None:
    def labels(height: int) -> list[str]:
        plot = render_history(chart_of({}, 91), 80, height)
        return [line[:4].strip() for line in lines(plot)[: plot.height] if line[:4].strip()]

    assert labels(23) == [str(value) for value in range(10, -1, -1)]
    assert labels(7) == ["10", "5", "0"]
    assert labels(5) == ["10", "0"]


def test_points_and_the_line_of_means_are_told_apart_without_colour() -> None:
    plot = render_history(chart_of({ago: float(ago % 5) for ago in range(30)}, 30), 80, 18)
    found: dict[Role, set[str]] = {}
    for row in range(plot.height):
        for character, role in cells(plot, row):
            found.setdefault(role, set()).add(character)
    assert found[Role.POINT] == {"•"}
    assert all("⠀" < character <= "⣿" for character in found[Role.MEAN])


def test_the_line_is_not_drowned_by_dense_points_and_points_ride_on_it_where_there_is_room() -> None:
    dense = render_history(chart_of(every(91), 91), 80, 18)
    assert {role for _, role in cells(dense, row_of(5, dense))[dense.left + 6 :]} == {Role.MEAN}
    sparse = render_history(chart_of(every(14), 14), 80, 18)
    roles = [role for _, role in cells(sparse, row_of(5, sparse))]
    assert roles.count(Role.POINT) == 14
    assert Role.MEAN in roles


def test_the_mean_can_be_left_out() -> None:
    for days in (14, 91, 2000):
        plot = render_history(chart_of(every(days), days, with_means=False), 80, 18)
        assert not any(role is Role.MEAN for row in range(plot.height) for _, role in cells(plot, row))
        assert "mean" not in plain_text(plot.legend)


def test_gaps_stay_empty() -> None:
    values = dict.fromkeys((*range(60, 91), *range(20)), 5.0)
    plot = render_history(chart_of(values, 91), 80, 18)
    first, last = plot.column_of(day(56)), plot.column_of(day(20))
    assert first is not None
    assert last is not None
    for row in range(plot.height):
        assert all(character == " " for character, _ in cells(plot, row)[first:last])


def test_a_long_history_shows_ranges_with_the_line_in_them() -> None:
    values = {ago: float(2 + ago % 7) for ago in range(2000)}
    plot = render_history(chart_of(values, 2000), 80, 18)
    assert plot.is_bucketed
    column = plot.left + 40
    roles = [cells(plot, row)[column][1] for row in range(plot.height)]
    assert roles[row_of(8, plot)] is roles[row_of(2, plot)] is Role.RANGE
    assert roles[row_of(5, plot)] is Role.MEAN
    assert "lowest to highest of 27 days" in plain_text(plot.legend)
    without = render_history(chart_of(values, 2000, with_means=False), 80, 18)
    assert cells(without, row_of(5, without))[column] == ("•", Role.POINT)
    assert "median" in plain_text(without.legend)


def test_dates_stand_under_the_axis_at_their_columns() -> None:
    plot = render_history(chart_of({}, 91), 80, 18)
    floor, labels = lines(plot)[plot.height], lines(plot)[plot.height + 1]
    assert "1 Sep 2026" in labels
    column = plot.column_of(date(2026, 11, 1))
    assert column is not None
    assert floor[column] == "┬"
    assert labels[column - 2 : column + 3] == "1 Nov"


PHASES = (
    Phase(PhaseKind.BASELINE, None, day(90), day(61)),
    Phase(PhaseKind.TITRATION, None, day(60), day(50)),
    Phase(PhaseKind.TREATMENT, "LDN 4.5 mg", day(49), day(10)),
    Phase(PhaseKind.WASHOUT, None, day(9), None),
)


def test_phases_are_named_under_the_chart_and_read_without_colour() -> None:
    plot = render_history(chart_of(every(91), 91, phases=PHASES), 80, 18)
    band = lines(plot)[-1]
    assert "▒ Baseline ▒" in band
    assert "░░░" in band
    assert "█ Treatment, LDN 4.5 mg █" in band
    assert "╱╱╱" in band
    roles = [span.role for span in plot.rows[-1] if span.role not in {Role.BLANK, Role.TICK}]
    assert list(dict.fromkeys(roles)) == ["baseline", "titration", "treatment", "washout"]
    assert Role.TICK in {span.role for span in plot.rows[-1]}
    start = plot.column_of(day(49))
    assert start is not None
    assert all(cells(plot, row)[start][1] in {Role.BOUNDARY, *DATA} for row in range(plot.height))


def test_a_phase_without_room_for_its_name_goes_by_its_kind_or_by_its_pattern() -> None:
    plot = render_history(chart_of({}, 91, phases=PHASES), 40, 18)
    band = lines(plot)[-1]
    assert "Treatment" in band
    assert "LDN" not in band
    assert "Washout" not in band


def test_without_phases_or_doses_there_is_no_row_for_them() -> None:
    assert render_history(chart_of({}, 91), 80, 18).height == 16
    assert render_history(chart_of({}, 91, phases=PHASES), 80, 18).height == 15
    assert render_history(chart_of({}, 91, phases=PHASES, doses={1: DoseMark(True, "3 mg")}), 80, 18).height == 14


def test_names_that_would_break_the_row_are_left_out() -> None:
    wide = (Phase(PhaseKind.TREATMENT, "疼痛\x1b[31m", day(90), None),)
    plot = render_history(chart_of({}, 91, phases=wide), 80, 18)
    assert "█ Treatment █" in lines(plot)[-1]
    hostile = (Phase(PhaseKind.TREATMENT, "a\x1b[31m\u202eb", day(90), None),)
    assert "Treatment, a␛[31m�b" in lines(render_history(chart_of({}, 91, phases=hostile), 80, 18))[-1]


def test_doses_are_marked_with_the_amount_where_it_changes() -> None:
    doses = {ago: DoseMark(True, "1.5 mg" if ago > 45 else "3 mg") for ago in range(80)} | {20: DoseMark(False, "x")}
    plot = render_history(chart_of({}, 91, doses=doses), 80, 18)
    row = lines(plot)[-1]
    assert row.startswith("dose ")
    first, second, missed = plot.column_of(day(79)), plot.column_of(day(45)), plot.column_of(day(20))
    assert first is not None
    assert second is not None
    assert missed is not None
    assert row[first:].startswith("1.5 mg●")
    assert row[second - 1 :].lstrip("●").startswith("3 mg●")
    assert row[missed] == "○"
    legend = plain_text(plot.legend)
    assert "● dose taken" in legend
    assert "○ dose not taken" in legend


@pytest.mark.parametrize("length", range(1, 15))
def test_amounts_that_follow_closely_never_touch(length: int) -> None:
    doses = {ago: DoseMark(True, "1.5 mg" if ago // length % 2 else "3 mg") for ago in range(80)}
    row = lines(render_history(chart_of({}, 91, doses=doses), 80, 18))[-1]
    assert "mg" in row or length < 6
    assert not re.search(r"mg[0-9]", row)


PLAN = PlanMarks((DoseStep(day(120), 1.5), DoseStep(day(80), 3.0), DoseStep(day(45), 4.5)), day(20))


def test_the_decision_day_is_a_named_line_that_hides_no_data() -> None:
    plot = render_history(chart_of({20: 5.0}, 91, plan=PLAN, with_means=False), 80, 18)
    column = plot.column_of(day(20))
    assert column is not None
    drawn = [cells(plot, row)[column] for row in range(plot.height)]
    assert drawn.pop(row_of(5, plot)) == ("•", Role.POINT)
    assert drawn == [("◆", Role.DECISION), *[("┊", Role.DECISION)] * (plot.height - 2)]
    assert lines(plot)[0][column:] == "◆ decision"
    assert "◆ decision day" in plain_text(plot.legend)
    without = render_history(chart_of({20: 5.0}, 20, plan=PLAN), 80, 18)
    assert not any(span.role is Role.DECISION for row in without.rows for span in row)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_decision_today_is_named_to_the_left_of_its_line(ascii_only: bool) -> None:
    plot = render_history(chart_of({}, 91, plan=PlanMarks((), TODAY)), 80, 18, ascii_only=ascii_only)
    assert lines(plot)[0].endswith(" decision " + ("&" if ascii_only else "◆"))
    assert all(len("".join(span.text for span in row)) == 80 for row in plot.rows)


def test_a_decision_without_room_for_its_name_is_still_drawn_and_in_the_legend() -> None:
    plot = render_history(chart_of({}, 14, plan=PlanMarks((), day(7))), 14, 18)
    assert "decision" not in "".join(lines(plot))
    assert any(span.role is Role.DECISION for row in plot.rows for span in row)
    assert "decision day" in plain_text(plot.legend)


def test_planned_dose_steps_are_marked_where_they_begin() -> None:
    plot = render_history(chart_of({}, 91, plan=PLAN), 80, 18)
    row = lines(plot)[-1]
    second, third = plot.column_of(day(80)), plot.column_of(day(45))
    assert second is not None
    assert third is not None
    assert row.startswith("plan ")
    assert row[second:].startswith("▿ 3 mg ")
    assert row[third:] == "▿ 4.5 mg"
    assert row.count("▿") == 2
    assert "▿ dose step" in plain_text(plot.legend)
    crowded = PlanMarks(tuple(DoseStep(day(ago), 1.5) for ago in (4, 3, 2, 1, 0)))
    assert lines(render_history(chart_of({}, 91, plan=crowded), 80, 18))[-1].count("▿") >= 4


def test_a_step_without_room_for_its_unit_is_named_by_its_number() -> None:
    close = PlanMarks((DoseStep(day(40), 1.5), DoseStep(day(35), 3.0), DoseStep(day(28), 4.5)))
    row = lines(render_history(chart_of({}, 75, plan=close), 80, 18))[-1]
    assert row.split("▿")[1:] == ["1.5 ", " 3 mg ", " 4.5 mg"]


def test_doses_as_planned_are_named_once_in_the_row_of_the_plan() -> None:
    doses = {ago: DoseMark(True, "3 mg" if ago > 45 or ago < 10 else "4.5 mg") for ago in range(80)}
    *_, dose, step = lines(render_history(chart_of({}, 91, doses=doses, plan=PLAN), 80, 18))
    assert step.startswith("plan ")
    assert "4.5 mg" in step
    assert "4.5 mg" not in dose
    assert dose.count("3 mg") == 1


def test_with_nothing_to_draw_or_no_room_there_is_no_fault() -> None:
    assert render_history(chart_of({}, 91), 1, 1).rows == render_history(chart_of(every(91), 91), 1, 1).rows
    tiny = render_history(chart_of(every(91), 91), 10, 4)
    assert tiny.axis is None
    assert tiny.column_of(TODAY) is None
    assert tiny.day_at(3) is None
    assert render_history(chart_of({0: 5.0}, 1), 40, 12).column_of(TODAY) is not None


def test_a_day_outside_the_window_has_no_column() -> None:
    plot = render_history(chart_of({}, 14), 80, 18)
    assert plot.column_of(day(14)) is None


def test_the_text_version_says_what_it_shows_and_is_harmless() -> None:
    measure = Measure("own", "Fog [/foo] \x1b[31m\u202e", "none", "thick", Direction.LOWER, 5)
    chart = History(measure, {day(ago): 5.0 for ago in range(14)}).chart(Window(day(13), TODAY))
    text = history_text(chart, 80, 18)
    assert text.startswith("Fog [/foo] ␛[31m�, Mon 9 Nov 2026 to Sun 22 Nov 2026\n")
    assert "mean of 7 days" in text.splitlines()[-1]
    assert all(character.isprintable() or character == "\n" for character in text)
    assert all(line == line.rstrip() for line in text.splitlines())
    assert history_text(chart_of(every(14), 14), 80, 18, ascii_only=True).isascii()


def with_events(tags: dict[int, tuple[str, ...]], days: int, tag: str | None = None) -> HistoryChart:
    """Return a chart with the tags of some days, by how many days ago, earliest first."""
    events = [Event(day(ago), names, "") for ago, names in tags.items()]
    return History(PAIN, {day(0): 5.0}, events=events).chart(Window(day(days - 1), TODAY), tag=tag)


def test_each_event_has_a_sign_under_its_day_and_its_tags_where_they_fit() -> None:
    plot = render_history(with_events({60: ("ill",), 40: ("travel", "ill"), 39: ("a",), 0: ("visitors",)}, 75), 80, 18)
    row = lines(plot)[-1]
    assert row.startswith("tags ")
    columns = [plot.column_of(day(ago)) for ago in (60, 40, 39, 0)]
    assert [row[column:].split()[0] for column in columns if column is not None] == ["#ill", "##a", "#a", "#"]
    assert {role for character, role in cells(plot, -1) if character == "#"} == {Role.EVENT}
    assert "# event" in plain_text(plot.legend)


def test_a_tag_without_room_is_cut_where_enough_is_left_to_know_it_by() -> None:
    plot = render_history(with_events({60: ("visitors",), 53: ("visitors",), 3: ("visitors",)}, 75), 80, 18)
    assert lines(plot)[-1].split() == ["tags", "#visi…", "#visitors", "#vi…"]


def test_where_columns_are_several_days_no_event_is_lost() -> None:
    plot = render_history(with_events(dict.fromkeys(range(1999, -1, -40), ("ill",)), 2000), 80, 18)
    for ago in range(1999, -1, -40):
        column = plot.column_of(day(ago))
        assert column is not None
        assert lines(plot)[-1][column] == "#"


def test_a_tag_whose_characters_take_two_cells_is_left_to_its_sign() -> None:
    assert lines(render_history(with_events({40: ("風邪",)}, 75), 80, 18))[-1].split() == ["tags", "#"]


def test_without_an_event_in_view_there_is_neither_a_row_nor_a_word_in_the_legend() -> None:
    for chart in (with_events({60: ("ill",)}, 30), with_events({10: ("ill",)}, 30, tag="travel")):
        plot = render_history(chart, 80, 18)
        assert not any("tags" in line for line in lines(plot))
        assert "event" not in plain_text(plot.legend)


def test_a_low_chart_has_the_signs_of_events_on_its_axis() -> None:
    plot = render_history(with_events({10: ("ill",)}, 30), 80, 14)
    assert not any("tags" in line for line in lines(plot))
    column = plot.column_of(day(10))
    assert column is not None
    assert cells(plot, plot.height)[column] == ("#", Role.EVENT)


def test_the_text_names_the_one_tag_that_is_marked() -> None:
    text = history_text(with_events({10: ("ill", "travel")}, 30, tag="ill"), 80, 18, ascii_only=True)
    assert text.startswith("Pain, Sat 24 Oct 2026 to Sun 22 Nov 2026, of the events only #ill\n")
    assert "#travel" not in text
    assert text.isascii()


def test_drawing_twice_gives_the_same_rows_whatever_was_drawn_between() -> None:
    first = render_history(chart_of({ago: float(ago % 9) for ago in range(91)}, 91), 80, 18)
    render_history(chart_of(every(2000, 10), 2000), 200, 50)
    assert render_history(chart_of({ago: float(ago % 9) for ago in range(91)}, 91), 80, 18) == first


def test_a_chart_may_be_larger_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("LINES", "5")
    plot = render_history(chart_of(every(91), 91), 300, 90)
    assert len(plot.rows) == 90
    drawn = [role for row in range(plot.height) for _, role in cells(plot, row)]
    assert drawn.count(Role.MEAN) > 150
    assert drawn.count(Role.POINT) == 91


def test_a_redraw_of_a_hundred_years_is_not_much_slower_than_one_of_three_months() -> None:
    values = {ago: float(ago * 7 % 11) for ago in range(36_500)}
    history = History(PAIN, {day(ago): value for ago, value in values.items()})

    def best(window: Window) -> float:
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            render_history(history.chart(window), 80, 18)
            times.append(time.perf_counter() - begin)
        return min(times)

    # The ratio travels between machines: about 5 here; drawing every day would make it hundreds.
    assert best(Window(day(36_499), TODAY)) < 20 * best(Window(day(90), TODAY))


def test_plotext_is_not_imported_by_a_report() -> None:
    code = "import sys, ldn_tui.reports.chart_svg; sys.exit('plotext' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
