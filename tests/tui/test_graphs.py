"""The graphs, by their keys and what stands on the screen."""

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from textual.widgets import Input, Static

from ldn_tui.domain.measures import Direction
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal, entries
from ldn_tui.storage.steps import Step
from ldn_tui.tui.dialogs.fields import OptionPicker
from ldn_tui.tui.dialogs.save_chart import ChartFormat, SaveChartDialog
from ldn_tui.tui.screens.graphs import GraphsScreen
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.bars import MessageLine, TitleBar
from ldn_tui.tui.widgets.chart import Chart
from ldn_tui.tui.widgets.day_line import DayLine
from ldn_tui.tui.widgets.series_table import SeriesTable
from tests.stored import store_label, store_phase
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


@pytest.fixture
def rated(diary: Journal) -> Journal:
    """A diary with pain and sleep rated on each of the last 120 days: 120 days ago 0, then 1, 2 ... 10, 0, 1 ..."""
    fill(diary, 120)
    return diary


def fill(journal: Journal, days: int) -> None:
    pain, sleep = journal.measures.find("pain"), journal.measures.find("sleep")

    def work(step: Step) -> None:
        for ago in range(days - 1, -1, -1):
            entries.rating(pain, float((days - 1 - ago) % 11)).write(step, day(ago))
        entries.rating(sleep, 7).write(step, day(0))

    journal.act("a diary", work)


def room(driver: Driver) -> GraphsScreen:
    screen = driver.app.room
    assert isinstance(screen, GraphsScreen)
    return screen


def title(driver: Driver) -> str:
    bar = room(driver).query_one(TitleBar)
    return f"{bar.subject} | {bar.aside}"


def message(driver: Driver) -> str:
    return driver.app.room.query_one(MessageLine).message


def read_out(driver: Driver) -> str:
    return room(driver).query_one(DayLine).render().plain


def chart(driver: Driver) -> Chart:
    return room(driver).query_one(Chart)


def cursor(driver: Driver) -> date:
    return room(driver).viewport.cursor


# What is shown


async def test_the_room_opens_on_the_first_measure_and_the_last_three_months(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g")
        assert title(driver) == "Pain   3 months | 24 Aug to 22 Nov 2026"
        text = driver.text()
        assert "•" in text
        assert "⣤" in text
        assert "mean of 7 days" in text
        assert "1 Sep 2026" in text
        assert "lower is better" in text
        assert read_out(driver).startswith("Sun 22 Nov 2026: 9   mean of 7 days 6.0")


async def test_the_plan_is_marked_on_the_chart_and_in_its_table(rated: Journal, open_app: OpenApp) -> None:
    steps = (DoseStep(day(60), 1.5), DoseStep(day(45), 3.0))
    plan = NewTrial(Template.BEFORE_AFTER, "?", "", day(80), day(60), decision_on=day(10), steps=steps)
    rated.trials.new(plan, insist=True)
    async with open_app(rated) as driver:
        await driver.press("g")
        text = driver.text()
        assert "plan" in text
        assert "▿ 1.5 mg" in text
        assert "▿ 3 mg" in text
        plot = chart(driver).plot
        assert plot is not None
        column = plot.column_of(day(10))
        assert column is not None
        assert [chart(driver).render_line(y).text[column] for y in range(1, plot.height)].count("┊") > 3
        room(driver).go_to(day(10))
        await driver.press("T")
        assert "◆ decision" in driver.text()
        await driver.press("T")
        room(driver).go_to(day(45))
        await driver.press("T")
        assert "▿ 3 mg" in driver.text()


def test_a_sealed_trial_marks_its_decision_day_and_no_dose(diary: Journal) -> None:
    diary.trials.new(NewTrial(Template.SEALED_PAIRS, "Which?", "", day(100), day(80), decision_on=day(5)))
    marks = diary.trials.plan_marks()
    assert marks.steps == ()
    assert marks.decision_day == day(5)


async def test_the_line_under_the_chart_reads_the_day_out(rated: Journal, open_app: OpenApp) -> None:
    rated.record_dose(day(1), 4.5)
    rated.add_side_effect(day(1), "headache", 1)
    rated.record_rescue(day(1), "ibuprofen", 2)
    rated.write_note(day(1), "slept badly,\nrain")
    async with open_app(rated, size=(160, 40)) as driver:
        await driver.press("g", "left")
        assert read_out(driver) == (
            "Sat 21 Nov 2026: 8 late   mean of 7 days 5.0   4.5 mg taken   headache mild   rescue ibuprofen ×2   "
            "“slept badly,↵rain”"
        )


async def test_the_line_under_the_chart_names_phase_dose_step_and_decision_day(
    rated: Journal, open_app: OpenApp
) -> None:
    steps = (DoseStep(day(60), 1.5), DoseStep(day(45), 3.0))
    plan = NewTrial(Template.BEFORE_AFTER, "?", "", day(80), day(60), decision_on=day(10), steps=steps)
    rated.trials.new(plan, insist=True)
    rated.trials.start(PhaseKind.FOLLOW_UP, day(10))
    async with open_app(rated, size=(160, 40)) as driver:
        await driver.press("g")
        room(driver).go_to(day(45))
        assert "█ Treatment, LDN, day 1 of 35   ▿ dose step: 3 mg" in read_out(driver)
        await driver.press("right")
        assert "█ Treatment, LDN, day 2 of 35" in read_out(driver)
        assert "dose step" not in read_out(driver)
        room(driver).go_to(day(10))
        assert "═ Follow-up, day 1   ◆ decision day" in read_out(driver)
        room(driver).go_to(day(81))
        assert "day 1" not in read_out(driver)


async def test_without_a_typed_plan_the_steps_that_were_taken_are_marked(rated: Journal, open_app: OpenApp) -> None:
    rated.trials.new(NewTrial(Template.ALREADY_TAKING, "?", "", day(40)))
    for ago in range(40, 0, -1):
        rated.record_dose(day(ago), 1.5 if ago > 20 else 3.0)
    # One odd day is no step.
    rated.record_dose(day(30), 4.5)
    async with open_app(rated, size=(160, 40)) as driver:
        await driver.press("g")
        assert "▿ 1.5 mg" in driver.text()
        assert "▿ 3 mg" in driver.text()
        assert "▿ 4.5 mg" not in driver.text()
        room(driver).go_to(day(20))
        assert "▿ dose step: 3 mg" in read_out(driver)


async def test_hostile_words_are_shown_harmlessly(diary: Journal, open_app: OpenApp) -> None:
    diary.measures.edit("pain", name="[/foo] [b \x1b[31m")
    diary.rate(TODAY, "pain", 4)
    diary.write_note(TODAY, "[/bar] [b \x1b[31m \u202e")
    store_phase(diary, PhaseKind.TREATMENT, day(10), None, "[red]\x1b[31m")
    store_label(diary, TODAY, "[/x]\x1b[2J")
    async with open_app(diary, size=(120, 40)) as driver:
        await driver.press("g")
        text = driver.text()
        assert "\x1b" not in text
        assert "[/foo] [b ␛[31m" in text
        assert "“[/bar] [b ␛[31m �”" in text
        assert "[/x]␛[2J taken" in text
        await driver.press("T")
        assert "[/x]␛[2J" in driver.text()
        await driver.press("S")
        assert "[/foo] [b ␛[31m" in driver.text()


async def test_phases_and_doses_stand_under_the_chart(rated: Journal, open_app: OpenApp) -> None:
    store_phase(rated, PhaseKind.BASELINE, day(90), day(40))
    store_phase(rated, PhaseKind.TREATMENT, day(39), None, "LDN 4.5 mg")
    rated.record_dose(day(30), 4.5)
    rated.record_no_dose(day(3))
    async with open_app(rated) as driver:
        await driver.press("g")
        text = driver.text()
        assert "▒ Baseline ▒" in text
        assert "█ Treatment, LDN 4.5 mg █" in text
        assert "dose" in text
        assert "○ dose not taken" in text


@pytest.mark.parametrize("size", [(1, 1), (2, 40), (10, 3), (40, 12), (80, 24), (120, 40), (200, 60)])
async def test_any_size_is_survived(rated: Journal, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(rated, size=size) as driver:
        await driver.press("g", "left", "[", "-", "T", "up", "T", "S")
        assert isinstance(driver.app.screen, SaveChartDialog)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_nothing_is_cut_off_and_the_day_is_always_read_out(
    rated: Journal, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(rated, size=size) as driver:
        await driver.press("g")
        lines = driver.text().splitlines()
        assert any(line.lstrip().startswith("10┤") for line in lines)
        assert any(line.lstrip().startswith("0┤") for line in lines)
        assert any("└" in line and "┬" in line for line in lines)
        assert any("Sun 22 Nov 2026: 9" in line for line in lines)
        assert "? help" in lines[-1]


# Without data


async def test_a_measure_never_rated_gets_a_calm_sentence(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("g")
        assert "Pain has not been rated yet." in driver.text()
        await driver.press("left", "[", "]", "+", "-", "home", "end", "n", "T", "pageup", "T", "S")
        assert message(driver) == "There is nothing to save yet."
        assert "Pain has not been rated yet." in driver.text()
        await driver.press("enter")
        assert isinstance(driver.app.room, TodayScreen)


async def test_one_rating_is_one_point_in_two_weeks(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 6)
    async with open_app(diary) as driver:
        await driver.press("g")
        assert title(driver) == "Pain   all 14 days | 9 Nov to 22 Nov 2026"
        assert "◉" in driver.text()
        assert read_out(driver) == "Sun 22 Nov 2026: 6"
        await driver.press("left")
        assert "•" in driver.text()
        assert read_out(driver) == "Sat 21 Nov 2026: not rated"


async def test_days_without_a_rating_say_where_the_latest_is(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(day(300), "pain", 6)
    async with open_app(diary) as driver:
        await driver.press("g")
        assert "No rating in these days; the latest is of Mon 26 Jan 2026." in driver.text()


async def test_no_answer_is_said_and_not_drawn(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(day(3), "pain", 6)
    diary.rate(TODAY, "pain", None)
    async with open_app(diary) as driver:
        await driver.press("g")
        assert read_out(driver) == "Sun 22 Nov 2026: no answer"
        assert "◉" not in driver.text()


# Measures


async def test_digits_and_m_choose_the_measure(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "2")
        assert title(driver).startswith("Sleep")
        assert "higher is better" in driver.text()
        await driver.press("m", "a")
        assert title(driver).startswith("Pain")
        await driver.press("9")
        assert message(driver) == "There are 5 measures: m lists them."
        assert title(driver).startswith("Pain")


async def test_0_is_the_tenth_measure(diary: Journal, open_app: OpenApp) -> None:
    for number in range(6, 13):
        diary.measures.add(f"Own {number}", "none", "most", Direction.LOWER)
    async with open_app(diary) as driver:
        await driver.press("g", "0")
        assert title(driver).startswith("Own 10")


async def test_a_retired_measure_is_reached_through_m_and_says_so(rated: Journal, open_app: OpenApp) -> None:
    rated.measures.retire("pain")
    async with open_app(rated) as driver:
        await driver.press("g")
        assert title(driver).startswith("Sleep")
        await driver.press("m", "e")
        assert title(driver).startswith("Pain")
        assert "retired" in driver.text()


async def test_a_measure_whose_adding_is_undone_gives_way_to_the_first(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 3)
    diary.measures.add("Fog", "none", "thick", Direction.LOWER)
    async with open_app(diary) as driver:
        await driver.press("g", "6")
        assert title(driver).startswith("Fog")
        await driver.press("u")
        assert title(driver).startswith("Pain")


# Moving about


async def test_arrows_move_by_a_day_and_home_and_end_to_the_ends_of_what_is_shown(
    rated: Journal, open_app: OpenApp
) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "left", "left")
        assert cursor(driver) == day(2)
        await driver.press("right")
        assert cursor(driver) == day(1)
        await driver.press("home")
        assert cursor(driver) == day(90)
        await driver.press("end", "right")
        assert cursor(driver) == TODAY
        assert title(driver) == "Pain   3 months | 24 Aug to 22 Nov 2026"


async def test_the_cursor_stands_on_its_day_in_the_chart(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "left", "left", "left")
        plot = chart(driver).plot
        assert plot is not None
        column = plot.column_of(day(3))
        assert column is not None
        region = chart(driver).content_region
        lines = driver.text().splitlines()
        value_row, highest = plot.row_of(6), plot.row_of(10)
        assert value_row is not None
        assert highest is not None
        assert lines[region.y + 1 + value_row][region.x + column] == "◉"
        assert lines[region.y + 1 + highest][region.x + column] == "│"


async def test_an_arrow_beyond_the_edge_brings_the_window_along(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "home", "left")
        assert cursor(driver) == day(91)
        assert room(driver).viewport.window.holds(day(91))


async def test_panning_and_its_ends(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "]")
        assert message(driver) == "This is the latest there is."
        await driver.press("[")
        assert title(driver) == "Pain   3 months | 26 Jul to 24 Oct 2026"
        assert cursor(driver) == day(29)
        assert message(driver) == ""
        await driver.press("[")
        assert message(driver) == "There is nothing earlier."


async def test_zooming_and_its_ends(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "+")
        assert title(driver).startswith("Pain   1 month |")
        await driver.press("=", "=")
        assert title(driver).startswith("Pain   2 weeks |")
        assert message(driver) == "Two weeks is the closest look."
        await driver.press("-", "-", "-")
        assert title(driver).startswith("Pain   all 120 days |")
        await driver.press("-")
        assert message(driver) == "This is all there is."


async def test_where_columns_are_several_days_an_arrow_moves_by_one_and_its_range_is_read_out(
    diary: Journal, open_app: OpenApp
) -> None:
    fill(diary, 600)
    async with open_app(diary) as driver:
        await driver.press("g", "-", "-", "left")
        assert title(driver).startswith("Pain   all 600 days |")
        assert cursor(driver) < day(3)
        assert " to " in read_out(driver)
        assert "median" in read_out(driver)
        first = cursor(driver)
        await driver.press("left")
        assert first - cursor(driver) > timedelta(days=3)
        await driver.press("right")
        assert cursor(driver) == first


async def test_a_click_puts_the_cursor_on_its_day(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g")
        await driver.pilot.click(Chart, offset=(20, 6))
        plot = chart(driver).plot
        assert plot is not None
        assert cursor(driver) == plot.day_at(19)


async def test_a_typed_date_moves_the_cursor_there(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "/")
        await driver.type("2026-08-01")
        await driver.press("enter")
        assert cursor(driver) == date(2026, 8, 1)
        assert room(driver).viewport.window.holds(date(2026, 8, 1))
        await driver.press("/")
        await driver.type("2020-01-01")
        await driver.press("enter")
        assert cursor(driver) == day(119)
        assert "Nothing was recorded before" in message(driver)


async def test_enter_opens_the_day_and_leaving_it_comes_back_to_where_one_was(
    rated: Journal, open_app: OpenApp
) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "+", "left", "left", "enter")
        assert isinstance(driver.app.room, TodayScreen)
        assert driver.app.room.day == day(2)
        await driver.press("q")
        assert cursor(driver) == day(2)
        assert title(driver).startswith("Pain   1 month |")


async def test_a_change_made_elsewhere_is_seen(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "t", "up", "up", "1", "g")
        assert read_out(driver).startswith("Sun 22 Nov 2026: 1")
        await driver.press("u")
        assert read_out(driver).startswith("Sun 22 Nov 2026: 9")


async def test_a_new_day_is_noticed(rated: Journal, still_clock: StillClock, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g")
        still_clock.instant = datetime.fromisoformat("2026-11-23T08:00:00+01:00")
        await driver.until(lambda: cursor(driver) == date(2026, 11, 23), "the window reaches the new day")
        assert title(driver).endswith("to 23 Nov 2026")


async def test_while_another_program_holds_the_file_what_is_shown_stays(
    rated: Journal, journal_path: Path, open_app: OpenApp
) -> None:
    async with open_app(rated) as driver:
        await driver.press("g")
        rated.repository.set_patience(10)
        other = sqlite3.connect(journal_path)
        other.execute("BEGIN EXCLUSIVE")
        await driver.press("2")
        assert title(driver).startswith("Pain")
        assert message(driver)
        other.rollback()
        other.close()
        await driver.until(lambda: title(driver).startswith("Sleep"), "the measure is read once the file is free")


async def test_a_room_that_could_not_read_anything_yet_waits_and_then_shows_it(
    rated: Journal, journal_path: Path, open_app: OpenApp
) -> None:
    async with open_app(rated) as driver:
        rated.repository.set_patience(10)
        other = sqlite3.connect(journal_path)
        other.execute("BEGIN EXCLUSIVE")
        await driver.press("g", "left", "[", "-", "home", "n", "T", "T", "2", "m", "S", "pagedown")
        assert title(driver) == " | "
        other.rollback()
        other.close()
        await driver.until(lambda: title(driver).startswith("Pain   3 months"), "it is read once the file is free")


# Mean and table


async def test_n_leaves_the_mean_out_and_brings_it_back(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "n")
        assert "⣤" not in driver.text()
        await driver.press("n")
        assert "⣤" in driver.text()


async def test_the_table_shows_the_same_days_with_the_same_cursor(rated: Journal, open_app: OpenApp) -> None:
    rated.record_dose(day(1), 4.5)
    async with open_app(rated) as driver:
        await driver.press("g", "T")
        text = driver.text()
        assert "▸ Sun 22 Nov 2026" in text
        row = next(line for line in text.splitlines() if "Sat 21 Nov 2026" in line and "4.5 mg" in line)
        assert row.split()[:6] == ["Sat", "21", "Nov", "2026", "8", "5.0"]
        await driver.press("up")
        assert cursor(driver) == day(1)
        await driver.press("home")
        assert "▸ Mon 24 Aug 2026" in driver.text()
        await driver.press("pagedown")
        page = room(driver).query_one(SeriesTable).page
        assert cursor(driver) == day(90 - page)
        await driver.press("T")
        assert "┤" in driver.text()
        assert cursor(driver) == day(90 - page)


async def test_a_click_in_the_table_puts_the_cursor_on_its_day(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "T", "home")
        await driver.pilot.click(SeriesTable, offset=(5, 3))
        assert cursor(driver) == day(88)


# Saving


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def complaint(driver: Driver) -> str:
    return str(driver.app.screen.query_one("#complaint", Static).render())


async def test_the_chart_is_saved_as_a_picture(rated: Journal, home: Path, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "S", "enter")
        saved = home / "pain-2026-11-22.svg"
        assert message(driver) == f"Saved as {saved}"
        assert ET.fromstring(saved.read_text()).tag.endswith("svg")
        assert saved.stat().st_mode & 0o777 == 0o600


async def test_the_chart_is_saved_as_text_by_its_ending_or_by_the_format(
    rated: Journal, home: Path, open_app: OpenApp
) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "S")
        field = driver.app.screen.query_one(Input)
        field.value = "~/mine.txt"
        await driver.pilot.pause()
        assert driver.app.screen.query_one(OptionPicker).value == ChartFormat.TEXT.label
        await driver.press("enter")
        assert (home / "mine.txt").read_text().startswith("Pain, Mon 24 Aug 2026 to Sun 22 Nov 2026\n")
        await driver.press("S", "up", "right")
        assert driver.app.screen.query_one(Input).value == "~/pain-2026-11-22.txt"
        await driver.press("enter")
        assert "mean of 7 days" in (home / "pain-2026-11-22.txt").read_text()


async def test_a_file_that_exists_is_replaced_only_when_asked_twice(
    rated: Journal, home: Path, open_app: OpenApp
) -> None:
    taken = home / "pain-2026-11-22.svg"
    taken.write_text("mine")
    async with open_app(rated) as driver:
        await driver.press("g", "S", "enter")
        assert "exists: Enter again replaces it" in complaint(driver)
        assert taken.read_text() == "mine"
        await driver.press("end", "x", "backspace", "enter")
        assert taken.read_text() == "mine"
        await driver.press("enter")
        assert taken.read_text().startswith("<svg")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "type where to save it"),
        ("~/no/such/folder/x.svg", "there is no folder"),
        ("~", "is a folder"),
        ("~nobody-here/x.svg", "there is no such home folder"),
        ("~/" + "x" * 300 + ".svg", "no file can be called that"),
    ],
)
async def test_a_path_that_cannot_be_is_refused_and_stays_as_it_was_typed(
    rated: Journal, home: Path, open_app: OpenApp, typed: str, said: str
) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "S")
        driver.app.screen.query_one(Input).value = typed
        await driver.pilot.pause()
        await driver.press("enter")
        assert said in complaint(driver)
        assert driver.app.screen.query_one(Input).value == typed
        await driver.press("escape")
        assert list(home.iterdir()) == []


async def test_a_disk_that_refuses_is_said_in_the_dialog_and_nothing_typed_is_lost(
    rated: Journal, journal_path: Path, home: Path, open_app: OpenApp
) -> None:
    before = journal_path.read_bytes()
    async with open_app(rated) as driver:
        await driver.press("g", "S")
        # A path that passes every question but must not be written: the journal's own.
        driver.app.screen.query_one(Input).value = str(journal_path)
        await driver.pilot.pause()
        await driver.press("enter", "enter")
        assert isinstance(driver.app.screen, SaveChartDialog)
        assert "is a journal or another database" in complaint(driver)
        assert driver.app.screen.query_one(Input).value == str(journal_path)
        assert journal_path.read_bytes() == before


async def test_leaving_the_dialog_saves_nothing(rated: Journal, home: Path, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("g", "S", "ctrl+g")
        assert isinstance(driver.app.screen, GraphsScreen)
        assert list(home.iterdir()) == []
