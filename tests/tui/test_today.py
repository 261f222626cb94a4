"""The day form, by its keys and the rows they leave."""

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from ldn_tui.domain.days import DayState, SkipReason
from ldn_tui.domain.measures import Direction
from ldn_tui.journal import Journal, open_journal
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.bars import MessageLine
from ldn_tui.tui.widgets.rows import DoseRow, ScaleRow, SideEffectRow
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)


def message(driver: Driver) -> str:
    return driver.app.room.query_one(MessageLine).message


def row(driver: Driver, key: str) -> ScaleRow:
    return next(row for row in driver.app.room.query(ScaleRow) if row.measure and row.measure.key == key)


def focused_key(driver: Driver) -> str:
    focused = driver.focused
    return focused.measure.key if isinstance(focused, ScaleRow) and focused.measure else str(focused.id)


async def test_a_whole_day_is_eight_keys(diary: Journal, open_app: OpenApp) -> None:
    diary.record_dose(YESTERDAY, 4.5)
    async with open_app(diary) as driver:
        assert focused_key(driver) == "pain"
        await driver.press("4", "6", "5", "x", "0", "y", "n", "enter")
        day = diary.day(TODAY)
        assert {key: rating.value for key, rating in day.ratings.items()} == {
            "pain": 4,
            "sleep": 6,
            "mood": 5,
            "food": 10,
            "function": 0,
        }
        assert [(dose.mg, dose.taken) for dose in day.doses] == [(4.5, True)]
        assert day.no_side_effects
        assert diary.facts().state(day, TODAY) is DayState.COMPLETE


async def test_keys_typed_faster_than_the_screen_is_drawn_reach_their_own_rows(
    diary: Journal, open_app: OpenApp
) -> None:
    diary.record_dose(YESTERDAY, 4.5)
    async with open_app(diary) as driver:
        await driver.type("4.56x-2.1yn")
        day = diary.day(TODAY)
        values = [day.ratings[key].value for key in ("pain", "sleep", "mood", "food", "function")]
        assert values == [4.5, 6, 10, None, 2.1]
        assert [dose.mg for dose in day.doses] == [4.5]
        assert day.no_side_effects


async def test_every_key_is_saved_before_the_next(diary: Journal, open_app: OpenApp, journal_path: Path) -> None:
    async with open_app(diary) as driver:
        for count, key in enumerate("46531", 1):
            await driver.press(key)
            with sqlite3.connect(journal_path) as other:
                assert other.execute("SELECT count(*) FROM rating").fetchone() == (count,)
                assert other.execute("SELECT count(*) FROM change").fetchone() == (count,)


async def test_a_point_and_a_digit_add_tenths_to_the_row_just_set(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("4", ".", "5")
        assert diary.day(TODAY).value("pain") == 4.5
        assert focused_key(driver) == "sleep"
        await driver.press("1", "2", "3", "4", ".", "9")
        assert diary.day(TODAY).value("function") == 4.9
        assert focused_key(driver) == "dose"
        assert "4.9" in driver.text()


async def test_ten_has_no_tenths_and_says_so(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("x", ".")
        assert "10 already" in message(driver)
        await driver.press("5")
        assert diary.day(TODAY).value("pain") == 10
        assert diary.day(TODAY).value("sleep") is None


async def test_minus_is_no_answer(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("-")
        rating = diary.day(TODAY).ratings["pain"]
        assert rating.value is None
        assert focused_key(driver) == "sleep"
        assert "no answer" in driver.text()


async def test_backspace_clears_the_row_just_set_and_returns_to_it(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("4", "6", "backspace")
        assert set(diary.day(TODAY).ratings) == {"pain"}
        assert focused_key(driver) == "sleep"
        await driver.press("up", "backspace")
        assert not diary.day(TODAY).ratings
        assert focused_key(driver) == "pain"


async def test_arrows_change_a_value_but_never_make_one(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("right", "left")
        assert not diary.day(TODAY).ratings
        assert "Type a number" in message(driver)
        await driver.press("4", "up", "right")
        assert diary.day(TODAY).value("pain") == 5
        assert focused_key(driver) == "pain"
        await driver.press(*["right"] * 8)
        assert diary.day(TODAY).value("pain") == 10
        await driver.press(*["left"] * 12)
        assert diary.day(TODAY).value("pain") == 0


async def test_the_dose_row_names_what_y_would_record(diary: Journal, open_app: OpenApp) -> None:
    diary.record_dose(YESTERDAY, 3)
    async with open_app(diary) as driver:
        assert "as last time: 3 mg" in driver.text()
        await driver.press(*["down"] * 5, "y")
        assert diary.day(TODAY).doses[0].mg == 3
        assert isinstance(driver.focused, SideEffectRow)
        await driver.press("up", "n")
        assert [(dose.taken, dose.mg) for dose in diary.day(TODAY).doses] == [(False, None)]


async def test_without_an_earlier_dose_y_asks(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press(*["down"] * 5, "y")
        await driver.type("4,5")
        await driver.press("tab")
        await driver.type("21:10")
        await driver.press("enter")
        (dose,) = diary.day(TODAY).doses
        assert dose.mg == 4.5
        assert dose.taken_at == datetime.fromisoformat("2026-11-22T21:10:00+01:00")


async def test_a_dose_after_midnight_belongs_to_the_day_before(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("[", *["down"] * 5, "e")
        await driver.type("4.5")
        await driver.press("tab")
        await driver.type("0:40")
        await driver.press("enter")
        (dose,) = diary.day(YESTERDAY).doses
        assert dose.taken_at == datetime.fromisoformat("2026-11-22T00:40:00+01:00")
        await driver.press("t", *["down"] * 5, "e")
        await driver.type("4.5")
        await driver.press("tab")
        await driver.type("0:40")
        await driver.press("enter")
        assert "has not come yet" in driver.text()
        assert not diary.day(TODAY).doses


@pytest.mark.parametrize(("typed", "named"), [("abc", "abc"), ("0", "none"), ("4.55", "4.55"), ("", "not a number")])
async def test_a_wrong_dose_is_named_and_nothing_typed_is_lost(
    diary: Journal, open_app: OpenApp, typed: str, named: str
) -> None:
    async with open_app(diary) as driver:
        await driver.press(*["down"] * 5, "e")
        await driver.type(typed)
        await driver.press("enter")
        assert named in driver.text()
        assert driver.app.screen.query_one("#field-mg", Input).value == typed
        assert not diary.day(TODAY).doses
        await driver.press("escape", "escape")
        assert isinstance(driver.app.screen, TodayScreen)


async def test_a_side_effect_is_a_letter_and_a_severity(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("s", "c", "2")
        assert [(effect.term, effect.severity) for effect in diary.day(TODAY).side_effects] == [("headache", 2)]
        assert "headache moderate" in driver.text()
        await driver.press("s")
        assert "headache ✓ moderate" in driver.text()
        await driver.press("c", "0")
        assert not diary.day(TODAY).side_effects


async def test_ones_own_side_effect_is_typed_and_offered_next_time(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("s", "+")
        await driver.type("[/foo] [b tingling")
        await driver.press("enter", "1")
        assert [effect.term for effect in diary.day(TODAY).side_effects] == ["[/foo] [b tingling"]
        assert diary.side_effect_terms()[-1] == "[/foo] [b tingling"
        assert len(diary.side_effect_terms()) == 11
        assert "[/foo] [b tingling mild" in driver.text()


async def test_a_red_flag_says_at_once_what_to_do(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("s")
        assert "Call your emergency number now" in driver.text()
        assert "Call your prescriber today" in driver.text()
        await driver.press("B")
        assert "Call your emergency number now, or a crisis line." in driver.text()
        assert not diary.day(TODAY).side_effects
        await driver.press("y")
        assert [effect.term for effect in diary.day(TODAY).side_effects] == ["thoughts of harming myself"]
        assert "Call your emergency number now, or a crisis line." in driver.text()


async def test_a_severe_side_effect_is_for_the_prescriber(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("s", "d", "3")
        assert "Call your prescriber today, do not wait for the report." in driver.text()


async def test_more_than_26_terms_are_filtered_by_typing(diary: Journal, open_app: OpenApp) -> None:
    for number in range(20):
        diary.add_side_effect(TODAY - timedelta(days=30 + number), f"own term {number}", 1)
    async with open_app(diary) as driver:
        await driver.press("s")
        await driver.type("own term 17")
        await driver.press("enter", "2")
        assert [effect.term for effect in diary.day(TODAY).side_effects] == ["own term 17"]


async def test_rescue_names_the_medicine_once_and_offers_it_after(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("r")
        await driver.type("ibuprofen")
        await driver.press("tab")
        await driver.type("2")
        await driver.press("enter")
        assert "ibuprofen ×2" in driver.text()
        await driver.press("r", "a")
        await driver.press("backspace")
        await driver.type("0.5")
        await driver.press("enter")
        assert [(used.medicine, used.count) for used in diary.day(TODAY).rescues] == [("ibuprofen", 0.5)]


async def test_a_note_is_saved_while_it_is_typed_as_one_change(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("w")
        await driver.type("slept badly")
        await driver.until(lambda: diary.day(TODAY).note == "slept badly", "the note is saved while typing")
        await driver.type(", rain")
        await driver.until(lambda: diary.day(TODAY).note == "slept badly, rain", "the note is saved again")
        await driver.type(" #ill")
        await driver.press("escape")
        assert diary.day(TODAY).note == "slept badly, rain #ill"
        await driver.press("u")
        assert diary.day(TODAY).note is None
        await driver.press("U")
        assert diary.day(TODAY).note == "slept badly, rain #ill"


async def test_two_sittings_are_two_changes(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("w")
        await driver.type("one")
        await driver.press("ctrl+g", "w")
        await driver.type(" two")
        await driver.press("ctrl+s", "u")
        assert diary.day(TODAY).note == "one"


async def test_hostile_text_in_a_note_is_shown_harmlessly_and_kept(diary: Journal, open_app: OpenApp) -> None:
    hostile = "[/foo] [b \x1b[31mred\x1b]0;title\x07 \u202eevil\u2066 \x9b0m\ttab"
    diary.write_note(TODAY, hostile)
    async with open_app(diary) as driver:
        assert "\x1b" not in driver.text()
        await driver.press("w")
        text = driver.text()
        assert not {"\x1b", "\u202e", "\u2066", "\x9b", "\x07"} & set(text)
        assert "␛[31mred" in text
        await driver.press("ctrl+end")
        await driver.type("!")
        await driver.press("escape")
        assert diary.day(TODAY).note == f"{hostile}!"


async def test_the_arrows_move_between_rows_where_the_form_scrolls(diary: Journal, open_app: OpenApp) -> None:
    for number in range(7):
        diary.measures.add(f"Own {number}", "none", "much", Direction.LOWER)
    async with open_app(diary, size=(80, 16)) as driver:
        for _ in range(11):
            await driver.press("down")
        assert focused_key(driver) == "own_6"
        await driver.press("7", "up", "up")
        assert focused_key(driver) == "own_5"
        assert diary.day(TODAY).value("own_6") == 7
        assert "Own 5" in driver.text()


async def test_n_does_not_wipe_recorded_side_effects(diary: Journal, open_app: OpenApp) -> None:
    diary.add_side_effect(TODAY, "headache", 3)
    async with open_app(diary) as driver:
        await driver.press(*["down"] * 6, "n")
        assert len(diary.day(TODAY).side_effects) == 1
        assert "recorded already" in message(driver)
        await driver.press("backspace", "n")
        assert diary.day(TODAY).no_side_effects


async def test_enter_names_a_dose_that_is_not_answered(diary: Journal, open_app: OpenApp) -> None:
    diary.record_dose(YESTERDAY, 4.5)
    async with open_app(diary) as driver:
        await driver.press("4", "6", "5", "5", "5", "enter")
        assert message(driver) == "Not answered yet: the dose. Enter again leaves it so."


async def test_a_refused_point_takes_its_digit_with_it(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press(".", "5")
        assert not diary.day(TODAY).ratings
        await driver.press("x", ".", "5", "6")
        assert [diary.day(TODAY).value(key) for key in ("pain", "sleep")] == [10, 6]


async def test_a_finished_day_opens_where_a_stray_digit_changes_nothing(diary: Journal, open_app: OpenApp) -> None:
    for key in ("pain", "sleep", "mood", "food", "function"):
        diary.rate(TODAY, key, 5)
    diary.record_dose(TODAY, 4.5)
    diary.record_no_side_effects(TODAY)
    async with open_app(diary) as driver:
        await driver.press("3")
        assert diary.day(TODAY).value("pain") == 5


async def test_skip_and_take_the_mark_away(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("o", "t")
        assert diary.day(TODAY).skip is SkipReason.TOO_TIRED
        assert "skipped: too tired" in driver.text()
        await driver.press("o")
        assert diary.day(TODAY).skip is None


async def test_an_impression_has_the_exact_words(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("i")
        text = driver.text()
        assert "Since the start of this trial, my overall status is:" in text
        assert "very much worse" in text
        await driver.press("2")
        assert diary.day(TODAY).impression == 2


async def test_a_lab_value_with_its_range(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("l", "a")
        await driver.type("24,000")
        await driver.press("enter")
        assert diary.day(TODAY).labs == ()
        await driver.press("backspace", "backspace", "backspace", "backspace", "tab", "tab")
        await driver.type("0..20")
        await driver.press("enter")
        (lab,) = diary.day(TODAY).labs
        assert (lab.name, lab.value, lab.unit, lab.range_low, lab.range_high) == ("ESR", 24, "mm/h", 0, 20)


async def test_enter_says_what_is_missing(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("4", "6", "enter")
        assert message(driver) == "Not answered yet: Mood, Food, Function. Enter again leaves it so."
        assert focused_key(driver) == "mood"
        await driver.press("enter")
        assert "Nothing else is open" in message(driver)


async def test_enter_goes_to_the_next_day_to_fill(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY - timedelta(days=3), "pain", 5)
    async with open_app(diary) as driver:
        await driver.press("4", "6", "5", "5", "5", "enter")
        assert isinstance(driver.app.room, TodayScreen)
        assert driver.app.room.day == YESTERDAY
        assert "Sat 21 Nov 2026, still open" in message(driver)
        await driver.press("t")
        assert driver.app.room.day == TODAY


async def test_b_goes_through_the_days_to_fill_newest_first(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY - timedelta(days=10), "pain", 5)
    diary.skip(TODAY - timedelta(days=2), SkipReason.ILL)
    async with open_app(diary) as driver:
        days = []
        for _ in range(7):
            await driver.press("b")
            assert isinstance(driver.app.room, TodayScreen)
            days.append(driver.app.room.day)
    assert [(TODAY - day).days for day in days] == [1, 3, 4, 5, 6, 0, 1]


async def test_a_late_day_says_so_before_and_after(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("/")
        await driver.type("-2")
        assert "Friday 20 November 2026, 2 days ago" in driver.text()
        await driver.press("enter")
        assert "2 days late: what you set now is marked late" in driver.text()
        await driver.press("4")
        line = next(line for line in driver.text().splitlines() if "worst imaginable" in line)
        assert line.rstrip().endswith("~")
        await driver.press("/")
        await driver.type("2026-11-15")
        await driver.press("enter", "4")
        assert "marked recalled" in driver.text()
        line = next(line for line in driver.text().splitlines() if "worst imaginable" in line)
        assert line.rstrip().endswith("≈")


@pytest.mark.parametrize("typed", ["tomorrow 6pm", "2026-02-30", "2026-11-23", ""])
async def test_a_date_that_is_none_is_refused_and_stays(diary: Journal, open_app: OpenApp, typed: str) -> None:
    async with open_app(diary) as driver:
        await driver.press("/")
        await driver.type(typed)
        await driver.press("enter")
        assert (
            "is not a day I know" in driver.text() or "no such day" in driver.text() or "not come yet" in driver.text()
        )
        assert not isinstance(driver.app.screen, TodayScreen)
        await driver.press("escape")
        assert isinstance(driver.app.screen, TodayScreen)


async def test_between_midnight_and_four_the_form_says_which_day_it_writes(
    diary: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    still_clock.instant = datetime.fromisoformat("2026-11-23T00:40:00+01:00")
    async with open_app(diary) as driver:
        assert "still Sunday 22 November until 04:00" in driver.text()
        await driver.press("4")
        assert diary.day(TODAY).value("pain") == 4


async def test_the_form_stays_on_its_day_when_a_new_one_begins(
    diary: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    async with open_app(diary) as driver:
        await driver.press("4")
        still_clock.instant = datetime.fromisoformat("2026-11-23T04:00:00+01:00")
        driver.app.room.look_at_clock()
        await driver.press("6")
        assert diary.day(TODAY).value("sleep") == 6
        driver.app.room.look_at_clock()
        assert "Sunday 22 November 2026, yesterday" in driver.text()
        await driver.press("t")
        assert "Monday 23 November 2026" in driver.text()


async def test_a_value_that_cannot_be_saved_stays_on_screen_and_is_saved_later(
    diary: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    diary.repository.set_patience(20)
    async with open_app(diary) as driver:
        other = sqlite3.connect(journal_path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await driver.press("4", "6")
        assert row(driver, "pain").answer.value == 4
        assert row(driver, "pain").unsaved
        assert row(driver, "sleep").unsaved
        assert "Not saved yet" in message(driver)
        assert "not saved yet" in driver.text()
        assert other.execute("SELECT count(*) FROM rating").fetchone() == (0,)
        other.execute("ROLLBACK")
        other.close()
        await driver.until(lambda: diary.day(TODAY).value("sleep") == 6, "both are saved once the lock is gone")
        assert diary.day(TODAY).value("pain") == 4
        await driver.until(lambda: not row(driver, "sleep").unsaved, "the rows are no longer marked")
        assert "Everything is saved now." in message(driver)


async def test_another_process_is_seen_within_a_second(
    diary: Journal, open_app: OpenApp, still_clock: StillClock, journal_path: Path
) -> None:
    async with open_app(diary) as driver:
        other = open_journal(journal_path, still_clock, diary.day_starts_at, create=False, program="the command line")
        other.rate(TODAY, "pain", 7)
        other.close()
        await driver.until(lambda: row(driver, "pain").answer.value == 7, "the other process's rating is shown")
        await driver.press("u")
        assert "made by another process: the command line" in message(driver)
        assert not diary.day(TODAY).ratings


async def test_undo_and_redo_say_what_they_did(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("4", "u")
        assert message(driver) == "Undid: Pain 4 on Sun 22 Nov 2026. U brings it back."
        assert not diary.day(TODAY).ratings
        await driver.press("ctrl+r")
        assert message(driver) == "Brought back: Pain 4 on Sun 22 Nov 2026. u takes it back."
        await driver.press("U")
        assert message(driver) == "There is nothing to redo."


async def test_a_measure_added_in_the_app_has_a_row_at_once(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "Y", "a")
        for text in ("Fatigue [b", "fresh", "exhausted", "lower"):
            await driver.type(text)
            await driver.press("tab")
        await driver.press("enter")
        measure = diary.measures.all()[-1]
        assert (measure.key, measure.name, measure.direction) == ("fatigue_b", "Fatigue [b", Direction.LOWER)
        await driver.press("escape", "t")
        assert row(driver, "fatigue_b").measure == measure
        await driver.press("p", "Y", *["down"] * 5, "r", "q", "t")
        assert diary.measures.all()[-1].is_retired
        assert len(driver.app.room.query(ScaleRow)) == 5


async def test_measures_are_moved_edited_and_brought_back(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "Y", "J")
        assert [measure.key for measure in diary.measures.all()][:2] == ["sleep", "pain"]
        await driver.press("r", "u", "e")
        await driver.type("Ache")
        await driver.press("enter")
        assert diary.measures.find("pain").name == "Ache"
        assert not diary.measures.find("pain").is_retired


async def test_a_click_on_a_digit_rates(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        line = driver.text().splitlines()
        y = next(index for index, text in enumerate(line) if "no pain" in text)
        x = line[y].index("7")
        await driver.pilot.click(offset=(x, y))
        await driver.pilot.pause()
        assert diary.day(TODAY).value("pain") == 7


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12), (20, 5), (1, 1)])
async def test_every_size_is_usable(diary: Journal, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(diary, size=size) as driver:
        await driver.press("4", "6", "5", "5", "5", "n")
        assert diary.day(TODAY).value("function") == 5
        assert isinstance(driver.focused, (DoseRow, SideEffectRow))


async def test_leaving_goes_back_and_then_quits(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("[", "q")
        assert isinstance(driver.app.room, TodayScreen)
        assert driver.app.room.day == TODAY
        await driver.press("f", "escape")
        assert driver.app.current_mode == "today"
        await driver.press("q")
        assert not driver.app.is_running


async def test_blank_hides_everything(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("4", "z")
        assert "Pain" not in driver.text()
        await driver.press("z")
        assert "Pain" in driver.text()


async def test_help_and_palette_come_from_the_table(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary, size=(100, 60)) as driver:
        await driver.press("?")
        text = driver.text()
        assert "Say that there is no answer for this row" in text
        assert "Go to the calendar." in text
        await driver.press("q", ":")
        await driver.type("fill days")
        await driver.until(lambda: "Fill days" in driver.text(), "the palette finds the command")
        await driver.press("escape")


KEYS_UNDER_LOCK = [
    "4",
    "s",
    "r",
    "l",
    "w",
    "o",
    "i",
    "b",
    "u",
    "U",
    "t",
    "[",
    "]",
    "c",
    "g",
    "p",
    "f",
    "enter",
    "y",
    "e",
]


@pytest.mark.parametrize("room", ["t", "c", "g", "p"])
async def test_no_key_fails_while_another_program_holds_the_file(
    diary: Journal, open_app: OpenApp, journal_path: Path, room: str
) -> None:
    diary.record_dose(YESTERDAY, 4.5)
    diary.repository.set_patience(5)
    async with open_app(diary) as driver:
        await driver.press("c", "g", "p", "t", "4")
        other = sqlite3.connect(journal_path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        for key in [*KEYS_UNDER_LOCK, "left", "right", "{", "+", "T", "m", "escape", "Y"]:
            await driver.press(room, key)
            if len(driver.app.screen_stack) > 1:
                await driver.press("escape")
        assert driver.app.is_running
        other.execute("ROLLBACK")
        other.close()
        await driver.until(lambda: not len(driver.app.recorder.pending), "everything is saved once the lock is gone")
        assert diary.day(TODAY).value("pain") == 4


async def test_esc_with_nothing_open_quits_only_the_second_time_in_a_row(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("escape")
        assert "q or Esc again quits" in driver.text()
        await driver.press("down", "escape")
        assert driver.app.is_running
        await driver.press("escape")
        await driver.until(lambda: not driver.app.is_running, "the app is left")


@pytest.mark.parametrize("key", ["down", "f12"])
async def test_any_other_key_takes_back_that_esc_again_quits(diary: Journal, open_app: OpenApp, key: str) -> None:
    async with open_app(diary) as driver:
        await driver.press("escape", key)
        assert "again quits" not in driver.text()
        await driver.press("escape")
        assert driver.app.is_running
        assert "again quits" in driver.text()


async def test_esc_right_after_a_dialog_was_meant_for_the_dialog(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        now = 100.0
        driver.app.leaving.seconds = lambda: now
        await driver.press("w", "escape")
        now = 100.9
        await driver.press("escape", "escape")
        assert driver.app.is_running
        assert "again quits" not in driver.text()
        now = 101.0
        await driver.press("escape")
        assert "again quits" in driver.text()


async def test_q_with_nothing_open_quits_at_once(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("q")
        await driver.until(lambda: not driver.app.is_running, "the app is left")


async def test_a_point_without_a_rating_holds_back_no_digit_of_another_row(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press(".", "down", "4")
        await driver.press("down", ".", "left", "7")
    day = diary.day(TODAY)
    assert {key: rating.value for key, rating in day.ratings.items()} == {"sleep": 4, "food": 7}
