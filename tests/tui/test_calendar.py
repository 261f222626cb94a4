"""The calendar, by its keys, what it shows and what it reads."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ldn_tui.config import Config
from ldn_tui.domain.days import Day, JournalFacts, SkipReason
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal, open_journal
from ldn_tui.storage.database import APP_PATIENCE_MS
from ldn_tui.tui.marks import signs_in_words
from ldn_tui.tui.screens.calendar import CalendarScreen, grid_width
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.bars import MessageLine, TitleBar
from ldn_tui.tui.widgets.day_card import DayCard
from ldn_tui.tui.widgets.legend import Legend
from ldn_tui.tui.widgets.month_grid import MonthGrid
from tests.stored import store_label, store_phase
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)
FIRST_FIVE = ("pain", "sleep", "mood", "food", "function")


def november(number: int) -> date:
    return date(2026, 11, number)


def calendar(driver: Driver) -> CalendarScreen:
    room = driver.app.room
    assert isinstance(room, CalendarScreen)
    return room


def message(driver: Driver) -> str:
    return driver.app.room.query_one(MessageLine).message


def subject(driver: Driver) -> str:
    return calendar(driver).query_one(TitleBar).subject


def card(driver: Driver) -> str:
    shown = calendar(driver).query_one(DayCard).render()
    return "\n".join(line.rstrip() for line in str(shown).splitlines())


def legend(driver: Driver) -> dict[str, str]:
    return {entry.sign: entry.name for entry in calendar(driver).query_one(Legend).entries}


def grid_lines(driver: Driver) -> list[str]:
    grid = calendar(driver).query_one(MonthGrid)
    return [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]


def cell(driver: Driver, day: date) -> list[str]:
    """Return what the grid shows of a day, line by line."""
    grid = calendar(driver).query_one(MonthGrid)
    region = grid._region_of(day)
    assert region is not None
    return [grid.render_line(y).text[region.x : region.right] for y in region.line_range]


def fill(journal: Journal, day: date, value: float = 5) -> None:
    for measure in FIRST_FIVE:
        journal.rate(day, measure, value)


def set_clock(journal: Journal, day: date) -> None:
    """Set the clock to the evening of `day`."""
    clock = journal.clock
    assert isinstance(clock, StillClock)
    clock.instant = datetime.combine(day, time(21, 30), tzinfo=clock.instant.tzinfo)


# Moving about


async def test_the_calendar_opens_on_today(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        assert calendar(driver).selected == TODAY
        assert subject(driver) == "November 2026   Pain"
        lines = driver.text().splitlines()
        assert len(lines) == 24
        assert lines[1].split("▏")[0].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        assert "Sunday 22 November 2026" in lines[1]
        assert cell(driver, TODAY) == [" 22    ", "▐ open▌", "       "]
        assert isinstance(driver.focused, MonthGrid)


@pytest.mark.parametrize(
    ("keys", "reached"),
    [
        (["left"], date(2026, 11, 21)),
        (["h"], date(2026, 11, 21)),
        (["right"], date(2026, 11, 23)),
        (["l"], date(2026, 11, 23)),
        (["up"], date(2026, 11, 15)),
        (["k"], date(2026, 11, 15)),
        (["down"], date(2026, 11, 29)),
        (["j"], date(2026, 11, 29)),
        (["down", "down"], date(2026, 12, 6)),
        (["up", "up", "up", "up"], date(2026, 10, 25)),
        (["["], date(2026, 10, 22)),
        (["]"], date(2026, 12, 22)),
        (["{"], date(2025, 11, 22)),
        (["}"], date(2027, 11, 22)),
        (["[", "down", "right", "right", "["], date(2026, 9, 30)),
    ],
)
async def test_keys_that_move(diary: Journal, open_app: OpenApp, keys: list[str], reached: date) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", *keys)
        assert calendar(driver).selected == reached
        assert f"{reached:%B %Y}" in subject(driver)
        assert f"{reached:%A} {reached.day} {reached:%B %Y}" in card(driver)


async def test_it_looks_one_year_ahead_and_no_further(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "}", "l")
        assert calendar(driver).selected == date(2027, 11, 22)
        assert "one year ahead" in message(driver)
        await driver.press("}")
        assert calendar(driver).selected == date(2027, 11, 22)


async def test_a_future_day_is_not_opened(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "l", "enter")
        assert "Mon 23 Nov 2026 has not come yet" in message(driver)
        assert isinstance(driver.app.room, CalendarScreen)
        assert "has not come yet" in card(driver)


async def test_enter_opens_the_day_and_leaving_it_comes_back(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "k", "enter")
        room = driver.app.room
        assert isinstance(room, TodayScreen)
        assert room.day == november(15)
        await driver.press("7", "q")
        assert calendar(driver).selected == november(15)
        assert "7" in cell(driver, november(15))[1]
        assert "▸ Pain        7    ≈" in card(driver)
        assert diary.day(november(15)).value("pain") == 7


async def test_going_to_a_date(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "/")
        await driver.type("2024-02-29")
        await driver.press("enter")
        assert calendar(driver).selected == date(2024, 2, 29)
        assert subject(driver) == "February 2024   Pain"


async def test_the_first_and_the_last_day_there_is(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        calendar(driver).go_to(date.min)
        for key in ("h", "k", "[", "{", "left", "up"):
            await driver.press(key)
            assert calendar(driver).selected == date.min
        assert " 1" in cell(driver, date.min)[0]
        await driver.press("enter")
        assert isinstance(driver.app.room, TodayScreen)
        await driver.press("q")
        assert calendar(driver).selected == date.min


async def test_the_end_of_time(diary: Journal, open_app: OpenApp) -> None:
    set_clock(diary, date.max)
    async with open_app(diary) as driver:
        await driver.press("c", "l", "j", "]", "}", "right", "down")
        assert calendar(driver).selected == date.max
        assert subject(driver) == "December 9999   Pain"
        await driver.press("[", "j")
        assert calendar(driver).selected == date(9999, 12, 7)


async def test_clicks(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        await driver.pilot.click(MonthGrid, offset=(2, 8))
        assert calendar(driver).selected == november(9)
        await driver.pilot.click(MonthGrid, offset=(1, 1))
        assert calendar(driver).selected == november(9)
        await driver.pilot.click(MonthGrid, offset=(5, 9))
        room = driver.app.room
        assert isinstance(room, TodayScreen)
        assert room.day == november(9)


# The measure


async def test_digits_choose_the_measure(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 3)
    diary.rate(TODAY, "sleep", 8)
    async with open_app(diary) as driver:
        await driver.press("c", "2")
        assert subject(driver) == "November 2026   Sleep"
        assert "8" in cell(driver, TODAY)[1]
        assert "▸ Sleep" in card(driver)
        await driver.press("1")
        assert "3" in cell(driver, TODAY)[1]
        await driver.press("9")
        assert message(driver) == "There is no measure 9: m shows them all."
        await driver.press("0")
        assert message(driver) == "There is no measure 10: m shows them all."


async def test_zero_is_the_tenth_measure(diary: Journal, open_app: OpenApp) -> None:
    for number in range(6, 11):
        diary.measures.add(f"Number {number}", "low", "high", Direction.LOWER)
    async with open_app(diary) as driver:
        await driver.press("c", "0")
        assert subject(driver) == "November 2026   Number 10"


async def test_retired_measures_are_reached_by_the_dialog(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(november(20), "pain", 2)
    diary.measures.retire("pain")
    async with open_app(diary) as driver:
        await driver.press("c")
        assert subject(driver) == "November 2026   Sleep"
        await driver.press("1")
        assert subject(driver) == "November 2026   Sleep"
        await driver.press("m", "e")
        assert subject(driver) == "November 2026   Pain (retired)"
        assert "2" in cell(driver, november(20))[1]


async def test_leaving_the_dialog_changes_nothing(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "3", "m", "ctrl+g")
        assert subject(driver) == "November 2026   Mood"


# What a day shows


async def test_states_and_answers_read_without_colour(diary: Journal, open_app: OpenApp) -> None:
    set_clock(diary, november(2))
    fill(diary, november(2), 6.5)
    set_clock(diary, TODAY)
    diary.rate(november(3), "pain", 4)
    diary.rate(november(4), "sleep", 4)
    diary.rate(november(5), "pain", None)
    diary.skip(november(6), SkipReason.ILL)
    set_clock(diary, november(21))
    fill(diary, november(19), 10)
    fill(diary, november(21), 0)
    set_clock(diary, TODAY)
    async with open_app(diary) as driver:
        await driver.press("c")
        shown = {number: cell(driver, november(number))[1].strip("▐▌ ") for number in (1, 2, 3, 4, 5, 6, 7, 19, 21, 22)}
        assert shown == {
            1: "",
            2: "6.5",
            3: "◐ 4 ≈",
            4: "◐ ·",
            5: "◐ – ≈",
            6: "skip",
            7: "□",
            19: "10~",
            21: "0",
            22: "open",
        }
        assert cell(driver, november(23))[1].strip() == ""
        assert legend(driver) == {
            "~": "late",
            "≈": "recalled",
            "–": "no answer",
            "·": "not rated",
            "◐": "partly filled",
            "□": "missed",
        }


async def test_marks_and_their_legend(diary: Journal, open_app: OpenApp) -> None:
    diary.record_dose(november(20), 4.5)
    diary.record_no_dose(november(21))
    diary.add_side_effect(TODAY, "headache", 1)
    diary.write_note(TODAY, "a note")
    diary.record_impression(TODAY, 2)
    diary.record_lab(TODAY, "ESR", 20, "mm/h")
    diary.record_dose(TODAY, 4.5)
    async with open_app(diary) as driver:
        await driver.press("c")
        assert cell(driver, november(20))[0] == " 20 ●  "
        assert cell(driver, november(21))[0] == " 21 ○  "
        assert cell(driver, TODAY)[0] == "22●!★△✎"
        names = {"●": "dose taken", "○": "dose not taken", "!": "side effect", "★": "overall", "△": "lab", "✎": "note"}
        assert {sign: name for sign, name in legend(driver).items() if sign in names} == names
        await driver.press("[")
        assert legend(driver) == {}
        assert "nothing recorded this month" in driver.text()


async def test_the_plan_is_marked_on_its_days(diary: Journal, open_app: OpenApp) -> None:
    steps = (DoseStep(november(3), 1.5, time(22)), DoseStep(november(10), 3.0))
    diary.trials.new(
        NewTrial(
            Template.BEFORE_AFTER,
            "Does it help?",
            "",
            date(2026, 10, 1),
            november(3),
            decision_on=november(30),
            steps=steps,
        ),
        insist=True,
    )
    async with open_app(diary) as driver:
        await driver.press("c")
        assert "▿" in cell(driver, november(3))[0]
        assert "▿" in cell(driver, november(10))[0]
        assert "◆" in cell(driver, november(30))[0]
        assert sum(line.count("▿") + line.count("◆") for line in grid_lines(driver)) == 3
        assert legend(driver)["◆"] == "decision day"
        assert legend(driver)["▿"] == "dose step"
        calendar(driver).go_to(november(3))
        assert "▿ dose step: 1.5 mg at 22:00" in card(driver)
        calendar(driver).go_to(november(30))
        assert "◆ decision day" in card(driver)
        await driver.press("]")
        assert not {"◆", "▿"} & set(legend(driver))
    assert {("◆", "decision day"), ("▿", "dose step")} <= set(signs_in_words())


async def test_the_ribbon_follows_the_phases(diary: Journal, open_app: OpenApp) -> None:
    store_phase(diary, PhaseKind.BASELINE, november(2), november(9))
    store_phase(diary, PhaseKind.TREATMENT, november(10), november(17), "LDN 4.5 mg")
    store_phase(diary, PhaseKind.WASHOUT, november(18), november(18))
    store_phase(diary, PhaseKind.PAUSE, november(19))
    async with open_app(diary) as driver:
        await driver.press("c", "k")
        assert [cell(driver, november(number))[2] for number in (1, 9, 17, 18, 19, 30)] == [
            " " * 7,
            "▒" * 7,
            "█" * 7,
            "╱" * 7,
            "┄ Pause",
            "┄" * 7,
        ]
        ribbons = [line for line in grid_lines(driver) if "█" in line]
        assert ribbons[0] == "▒" * 7 + "█ Treatment, LDN 4.5 mg " + "█" * 18
        assert ribbons[1].startswith("█" * 14 + "╱" * 7 + "┄")
        assert legend(driver) == {"▒": "baseline", "█": "treatment", "╱": "washout", "┄": "pause"}
        assert "█ Treatment, LDN 4.5 mg\n  day 6 of 8" in card(driver)
        await driver.press("j")
        assert "not due" in card(driver)


async def test_without_phases_there_is_no_ribbon(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        assert all(cell(driver, november(number))[2] == " " * 7 for number in range(1, 31))


async def test_weeks_begin_where_the_configuration_says(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary, config=Config(week_starts_on=6)) as driver:
        await driver.press("c")
        lines = grid_lines(driver)
        assert lines[0].split() == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        assert lines[1].split() == ["1", "2", "3", "4", "5", "6", "7"]


# The card


async def test_a_full_day_is_read_out(diary: Journal, open_app: OpenApp) -> None:
    day = november(20)
    diary.measures.add("Stiffness", "none", "worst", Direction.LOWER)
    diary.rate(day, "pain", 10)
    diary.rate(day, "sleep", 6.5)
    diary.rate(day, "mood", None)
    diary.record_dose(day, 4.5, taken_at=datetime.fromisoformat("2026-11-20T22:10:00+01:00"))
    diary.record_no_dose(day, "magnesium")
    diary.add_side_effect(day, "headache", 2)
    diary.record_rescue(day, "ibuprofen", 2)
    diary.record_impression(day, 2)
    diary.record_lab(day, "ESR", 22, "mm/h", 0, 20)
    diary.write_note(day, "slept badly, rain\nbetter at noon, then a walk")
    async with open_app(diary) as driver:
        await driver.press("c", "h", "h")
        assert card(driver).splitlines() == [
            "Friday 20 November 2026",
            "◐ partly filled, recorded 2",
            "days later",
            "",
            "▸ Pain       10    ~",
            "  Sleep       6.5  ~",
            "  Mood      no answer ~",
            "  Food      not rated",
            "  Function  not rated",
            "",
            "○ magnesium not taken",
            "● naltrexone 4.5 mg at 22:10",
            "! headache, ² moderate",
            "+ rescue ibuprofen ×2",
            "★ overall much improved",
            "△ ESR 22 mm/h, range 0 to 20",
            "✎ slept badly, rain",
            "  better at noon, then a",
            "  walk",
        ]


async def test_a_day_that_does_not_fit_says_so(diary: Journal, open_app: OpenApp) -> None:
    diary.write_note(TODAY, "word " * 400)
    async with open_app(diary) as driver:
        await driver.press("c")
        lines = card(driver).splitlines()
        assert len(lines) == calendar(driver).query_one(DayCard).content_size.height
        assert lines[-1] == "… Enter shows the rest"


async def test_an_empty_day_offers_to_be_filled(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(november(1), "pain", 4)
    async with open_app(diary, size=(120, 40)) as driver:
        await driver.press("c")
        assert card(driver) == "Sunday 22 November 2026\nnothing yet\n\nnothing recorded · Enter fills it"
        await driver.press("h")
        assert card(driver) == "Saturday 21 November 2026\n□ missed\n\nnothing recorded · Enter fills it"


async def test_a_skipped_day_gives_its_reason(diary: Journal, open_app: OpenApp) -> None:
    diary.skip(TODAY, SkipReason.TOO_TIRED)
    async with open_app(diary) as driver:
        await driver.press("c")
        assert card(driver).splitlines()[1] == "» skipped: too tired"


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ({0: ["pain", "sleep"]}, "partly filled, on time"),
        ({1: ["pain", "sleep"]}, "partly filled, recorded 1 day later"),
        ({0: ["pain"], 5: ["sleep"]}, "partly filled, recorded up to 5 days later"),
    ],
)
async def test_how_late_it_was_recorded(
    diary: Journal, open_app: OpenApp, late: dict[int, list[str]], said: str
) -> None:
    day = november(10)
    for lag, measures in late.items():
        set_clock(diary, day + timedelta(days=lag))
        for measure in measures:
            diary.rate(day, measure, 4)
    set_clock(diary, TODAY)
    async with open_app(diary, size=(120, 40)) as driver:
        await driver.press("c")
        calendar(driver).go_to(day)
        assert f" ◐ {said} ▸ Pain" in " ".join(card(driver).split())


async def test_a_red_flag_says_what_to_do(diary: Journal, open_app: OpenApp) -> None:
    diary.add_side_effect(TODAY, "overdose", 3)
    diary.add_side_effect(TODAY, "nausea", 3)
    async with open_app(diary, size=(120, 40)) as driver:
        await driver.press("c")
        shown = " ".join(card(driver).split())
        assert "! overdose. Call your emergency number now." in shown
        assert "! nausea, ³ severe. Call your prescriber today, do not wait for the report." in shown


async def test_text_of_the_user_does_no_harm(diary: Journal, open_app: OpenApp) -> None:
    evil = "[/foo] [b\x1b[31m\u202e"
    diary.measures.edit("pain", name=evil)
    diary.rate(TODAY, "pain", 4)
    diary.write_note(TODAY, evil)
    diary.add_side_effect(TODAY, evil, 1)
    diary.record_rescue(TODAY, evil, 1)
    diary.record_lab(TODAY, evil, 1, evil)
    store_label(diary, TODAY, evil, evil)
    store_phase(diary, PhaseKind.TREATMENT, november(1), arm=evil)
    async with open_app(diary, size=(160, 50)) as driver:
        await driver.press("c")
        shown = driver.text()
        assert shown.count("[/foo] [b␛[31m\ufffd") >= 7
        assert "\x1b" not in shown
        assert "\u202e" not in shown


# Help


def test_every_sign_means_one_thing() -> None:
    signs = [sign for sign, _ in signs_in_words()]
    assert len(set(signs)) == len(signs)


async def test_help_explains_every_sign(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary, size=(100, 70)) as driver:
        await driver.press("c", "?")
        shown = driver.text()
        for sign, name in signs_in_words():
            assert f"{sign:<10} {name}" in shown


# Live


async def test_what_others_change_is_seen(
    diary: Journal, open_app: OpenApp, journal_path: Path, still_clock: StillClock
) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "h")
        other = open_journal(journal_path, still_clock, time(4), create=False, program="the command line")
        other.rate(november(21), "pain", 9)
        other.close()
        driver.app.journal_watch.look_around()
        await driver.pilot.pause()
        assert "9" in cell(driver, november(21))[1]
        assert calendar(driver).selected == november(21)
        await driver.press("u")
        assert cell(driver, november(21))[1] == "▐     ▌"
        assert "Undid" in message(driver)


async def test_it_catches_up_when_it_is_shown_again(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "3", "h", "t", "4", "5", "6")
        await driver.press("c")
        assert calendar(driver).selected == november(21)
        assert subject(driver) == "November 2026   Mood"
        assert "6" in cell(driver, TODAY)[1]


async def test_a_new_day_begins(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        assert "open" in cell(driver, TODAY)[1]
        set_clock(diary, TODAY + timedelta(days=1))
        driver.app.journal_watch.look_around()
        await driver.pilot.pause()
        assert calendar(driver).selected == TODAY
        assert "□" in cell(driver, TODAY)[1]
        assert "open" in cell(driver, november(23))[1]


async def test_a_locked_journal_is_said_and_tried_again(diary: Journal, open_app: OpenApp, journal_path: Path) -> None:
    diary.rate(date(2026, 10, 22), "pain", 8)
    diary.repository.set_patience(APP_PATIENCE_MS)
    async with open_app(diary) as driver:
        await driver.press("c")
        lock = sqlite3.connect(journal_path, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        await driver.press("[")
        assert message(driver) != ""
        assert subject(driver) == "November 2026   Pain"
        lock.execute("ROLLBACK")
        lock.close()
        await driver.until(lambda: subject(driver) == "October 2026   Pain", "the month is shown")
        assert "8" in cell(driver, date(2026, 10, 22))[1]
        assert message(driver) == ""


async def test_what_waits_to_be_saved_is_shown(diary: Journal, open_app: OpenApp, journal_path: Path) -> None:
    diary.repository.set_patience(APP_PATIENCE_MS)
    async with open_app(diary) as driver:
        lock = sqlite3.connect(journal_path, isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        await driver.press("7", "c")
        assert "7" in cell(driver, TODAY)[1]
        assert "not saved yet" in card(driver)
        lock.execute("ROLLBACK")
        lock.close()
        await driver.until(lambda: "not saved yet" not in card(driver), "it is saved")
        assert diary.day(TODAY).value("pain") == 7


# What it costs


class Reads:
    """Counts what is read from a journal."""

    def __init__(self, journal: Journal, patch: pytest.MonkeyPatch) -> None:
        self.days: list[tuple[date, date]] = []
        self.facts = 0
        read_days, read_facts = journal.repository.days, journal.repository.facts

        def days(first: date, last: date) -> list[Day]:
            self.days.append((first, last))
            return read_days(first, last)

        def facts() -> JournalFacts:
            self.facts += 1
            return read_facts()

        patch.setattr(journal.repository, "days", days)
        patch.setattr(journal.repository, "facts", facts)


async def test_a_month_is_read_once(diary: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        reads = Reads(diary, monkeypatch)
        await driver.press("h", "k", "l", "2", "1", "up", "left")
        assert (reads.days, reads.facts) == ([], 0)
        await driver.press("[")
        assert (reads.days, reads.facts) == ([(date(2026, 10, 1), date(2026, 10, 31))], 0)


async def test_the_cursor_repaints_only_the_days_it_leaves_and_reaches(
    diary: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        drawn: list[int] = []
        draw = MonthGrid.render_line

        def counted(grid: MonthGrid, y: int) -> object:
            drawn.append(y)
            return draw(grid, y)

        monkeypatch.setattr(MonthGrid, "render_line", counted)
        await driver.press("h")
        assert set(drawn) == {10, 11, 12}
        drawn.clear()
        await driver.press("k")
        assert set(drawn) == {7, 8, 9, 10, 11, 12}


# Any terminal


@pytest.mark.parametrize(
    "size", [(1, 1), (2, 40), (21, 5), (40, 12), (60, 24), (80, 16), (79, 24), (120, 40), (200, 60)]
)
async def test_any_size(diary: Journal, open_app: OpenApp, size: tuple[int, int]) -> None:
    fill(diary, TODAY, 6.5)
    diary.record_dose(TODAY, 4.5)
    async with open_app(diary, size=size) as driver:
        await driver.press("c", "h", "l", "[", "]")
        assert calendar(driver).selected == TODAY
        if size >= (40, 12):
            drawn = "".join(cell(driver, TODAY))
            assert "6.5" in drawn or "7" in drawn
        assert calendar(driver).query_one(DayCard).display is (size[0] >= 80)


async def test_the_terminal_changes_its_size(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        for width, height in ((40, 12), (120, 40), (1, 1), (80, 24)):
            await driver.pilot.resize_terminal(width, height)
            await driver.pilot.pause()
            expected = {"?": "nothing yet"} if (width, height) == (40, 12) else {}
            assert width == 1 or legend(driver) == expected
        assert cell(driver, TODAY) == [" 22    ", "▐ open▌", "       "]


async def test_without_a_card_the_day_is_said_in_a_line(diary: Journal, open_app: OpenApp) -> None:
    fill(diary, november(21), 4)
    diary.record_dose(november(21), 4.5)
    async with open_app(diary, size=(60, 20)) as driver:
        await driver.press("c", "h")
        assert message(driver) == "Sat 21 Nov 2026: Pain 4, dose taken"
        await driver.press("h")
        assert message(driver) == "Fri 20 Nov 2026: not due"


def test_the_grid_leaves_room_for_the_card() -> None:
    widths: Sequence[int] = [grid_width(width) for width in range(1, 400)]
    assert all(width % 7 == 0 for width in widths)
    assert grid_width(80) == 49
    assert all(least - grid_width(least) >= 31 for least in range(80, 400))


async def test_where_there_is_no_card_the_day_is_read_out_after_every_way_of_showing_it(
    diary: Journal, open_app: OpenApp
) -> None:
    diary.rate(TODAY, "pain", 4)
    diary.rate(TODAY, "sleep", 6)
    async with open_app(diary, (60, 20)) as driver:
        await driver.press("c", "y")
        assert message(driver).startswith("Sun 22 Nov 2026: Pain 4")
        await driver.press("2")
        assert message(driver).startswith("Sun 22 Nov 2026: Sleep 6")
        await driver.press("t", "c")
        assert message(driver).startswith("Sun 22 Nov 2026: Sleep 6")
