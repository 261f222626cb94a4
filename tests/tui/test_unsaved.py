"""What cannot be saved, or read, just now: nothing is lost, nothing is misplaced, and the person is told."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.measures import Direction
from ldn_tui.journal import Journal, open_journal
from ldn_tui.tui.pending import Retried
from ldn_tui.tui.recorder import RETRY_SECONDS
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.rows import ScaleRow
from ldn_tui.tui.widgets.safe_text_area import SafeTextArea
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)


@contextmanager
def held(path: Path, how: str = "EXCLUSIVE") -> Iterator[sqlite3.Connection]:
    """Hold the file as another program would."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"BEGIN {how}")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.execute("ROLLBACK")
        other.close()


@pytest.fixture
def impatient(diary: Journal) -> Journal:
    """A journal that gives up at once when another program holds it."""
    diary.repository.set_patience(5)
    return diary


def row(driver: Driver, key: str) -> ScaleRow:
    return next(row for row in driver.app.room.query(ScaleRow) if row.measure and row.measure.key == key)


async def saved(driver: Driver) -> None:
    await driver.until(lambda: not len(driver.app.recorder.pending), "everything is saved")


async def test_a_value_stays_on_screen_even_when_nothing_can_be_read(
    impatient: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(impatient) as driver:
        with held(journal_path):
            await driver.press("4", "6")
            assert (row(driver, "pain").answer.value, row(driver, "pain").unsaved) == (4, True)
            assert (row(driver, "sleep").answer.value, row(driver, "sleep").unsaved) == (6, True)
        await saved(driver)
        assert impatient.day(TODAY).value("sleep") == 6


async def test_a_day_that_cannot_be_read_is_not_shown_as_another(
    impatient: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    impatient.rate(TODAY, "pain", 8)
    impatient.rate(YESTERDAY, "pain", 3)
    async with open_app(impatient) as driver:
        with held(journal_path):
            await driver.press("[")
            assert isinstance(driver.app.room, TodayScreen)
            assert driver.app.room.day == TODAY
            assert "Another program holds" in driver.text()
        await driver.press("up", "up", "up", "right")
        assert impatient.day(YESTERDAY).value("pain") == 3
        assert impatient.day(TODAY).value("pain") == 9


async def test_a_dose_typed_while_nothing_can_be_read_is_kept_and_saved(
    impatient: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(impatient) as driver:
        await driver.press(*["down"] * 5, "e")
        await driver.type("4.5")
        with held(journal_path):
            await driver.press("enter")
            assert driver.app.is_running
        await saved(driver)
        assert [dose.mg for dose in impatient.day(TODAY).doses] == [4.5]


async def test_many_waiting_writes_are_retried_by_one_timer(
    impatient: Journal, open_app: OpenApp, journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(impatient) as driver:
        tries: list[Retried] = []
        retry = driver.app.recorder.pending.retry

        def counted() -> Retried:
            tries.append(retry())
            return tries[-1]

        monkeypatch.setattr(driver.app.recorder.pending, "retry", counted)
        with held(journal_path, "IMMEDIATE"):
            await driver.press("4", "6", "5", "5", "5")
            await driver.pilot.pause(2.2 * RETRY_SECONDS)
            assert 1 <= len(tries) <= 3
        await saved(driver)
        assert len(impatient.day(TODAY).ratings) == 5


async def test_a_write_refused_after_waiting_is_named_and_the_others_are_saved(
    impatient: Journal, open_app: OpenApp, journal_path: Path, still_clock: StillClock
) -> None:
    async with open_app(impatient) as driver:
        with held(journal_path, "IMMEDIATE"):
            await driver.press("4", "6", "5")
            assert driver.app.recorder._retry_timer is not None
            driver.app.recorder._retry_timer.pause()
        other = open_journal(journal_path, still_clock, impatient.day_starts_at, create=False, program="the other")
        other.measures.retire("sleep")
        other.close()
        driver.app.recorder.retry()
        await driver.pilot.pause()
        assert "Not saved: the journal refused" in driver.text()
        assert "sleep" in driver.text()
        await driver.press("s")
        day = impatient.day(TODAY)
        assert (day.value("pain"), day.value("sleep"), day.value("mood")) == (4, None, 5)


async def test_a_measure_typed_while_locked_stays_in_its_dialog_until_it_is_saved(
    impatient: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(impatient) as driver:
        await driver.press("p", "Y")
        with held(journal_path, "IMMEDIATE"):
            await driver.press("a")
            for text in ("Zed", "none", "much", "lower"):
                await driver.type(text)
                await driver.press("tab")
            await driver.press("enter")
            text = " ".join(driver.text().replace("│", " ").split())
            assert "Not saved: Another program holds" in text
            assert "Enter tries again" in text
            assert "Zed" in text
        await driver.press("enter")
        assert impatient.measures.find("zed").direction is Direction.LOWER


async def test_two_keys_at_once_answer_a_dialog_once(diary: Journal, open_app: OpenApp) -> None:
    diary.record_rescue(YESTERDAY, "ibuprofen", 1)
    for keys in ("saa", "oii", "i22", "/t", "lbb", "raa", "sc22", "cmaa", "gmaa"):
        async with open_app(diary) as driver:
            opening, doubled = list(keys[:-2]), keys[-2:]
            if keys == "/t":
                await driver.press("/")
                await driver.type("t")
                for _ in range(2):
                    driver.app.post_message(events.Key("enter", "\r"))
            else:
                await driver.press(*opening)
                await driver.type(doubled)
            await driver.pilot.pause()
            assert driver.app.is_running, keys


async def test_a_note_opened_and_left_is_not_touched(diary: Journal, open_app: OpenApp) -> None:
    for text in ("a\u2028b\x0bc\x0cd\x85e", "one\r\ntwo\nthree", "tab\tand \x1b[31m"):
        diary.write_note(TODAY, text)
        steps = len(diary.repository.rows("note"))
        async with open_app(diary) as driver:
            await driver.press("w", "escape", "w", "ctrl+g")
            assert diary.day(TODAY).note == text
            await driver.press("w")
            await driver.type("!")
            await driver.press("escape")
            assert diary.day(TODAY).note == f"{text}!"
        assert len(diary.repository.rows("note")) == steps


async def test_quitting_with_a_note_open_saves_it(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("w")
        await driver.type("half a sent")
        await driver.press("ctrl+q")
        assert not driver.app.is_running
    assert diary.day(TODAY).note == "half a sent"


async def test_a_note_that_is_refused_stays_in_its_dialog(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("w")
        area = driver.app.screen.query_one(SafeTextArea)
        area.insert("x" * 100_001)
        await driver.press("escape")
        assert driver.app.screen.query_one(SafeTextArea).text == "x" * 100_001
        assert "keep it under 100000" in driver.text()
        area.clear()
        area.insert("short")
        await driver.press("escape")
        assert isinstance(driver.app.screen, TodayScreen)
    assert diary.day(TODAY).note == "short"


async def test_a_note_says_that_it_waits(impatient: Journal, open_app: OpenApp, journal_path: Path) -> None:
    async with open_app(impatient) as driver:
        await driver.press("w")
        with held(journal_path, "IMMEDIATE"):
            await driver.type("rain")
            await driver.until(lambda: "Not saved yet" in driver.text(), "the dialog says that the note waits")
            await driver.type(" and wind")
            await driver.press("escape")
            assert "rain and wind" in driver.text()
        await saved(driver)
        assert impatient.day(TODAY).note == "rain and wind"
        await driver.press("u")
        assert impatient.day(TODAY).note is None


async def test_an_open_note_says_no_longer_that_it_waits_once_it_is_saved(
    impatient: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(impatient) as driver:
        await driver.press("w")
        with held(journal_path, "IMMEDIATE"):
            await driver.type("rain")
            await driver.until(lambda: "Not saved yet" in driver.text(), "the dialog says that the note waits")
        await saved(driver)
        await driver.until(lambda: "Not saved yet" not in driver.text(), "the dialog takes that back")


async def test_a_complaint_about_what_was_typed_is_not_taken_back_by_a_save(
    impatient: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(impatient) as driver:
        with held(journal_path, "IMMEDIATE"):
            await driver.press("4", *["down"] * 4, "e")
            await driver.type("much")
            await driver.press("enter")
            assert driver.app.screen.query_one("#complaint").has_class("-shown")
        await saved(driver)
        assert driver.app.screen.query_one("#complaint").has_class("-shown")


async def test_another_programs_note_is_not_covered_silently(
    diary: Journal, open_app: OpenApp, journal_path: Path, still_clock: StillClock
) -> None:
    async with open_app(diary) as driver:
        await driver.press("w")
        other = open_journal(journal_path, still_clock, diary.day_starts_at, create=False, program="the other")
        other.write_note(TODAY, "theirs")
        other.close()
        await driver.type("m")
        await driver.until(lambda: "Another program wrote: “theirs”" in driver.text(), "the person is warned")
        assert diary.day(TODAY).note == "theirs"
        await driver.type("ine")
        await driver.press("escape")
        assert diary.day(TODAY).note == "mine"


async def test_a_damaged_journal_is_not_written_to(diary: Journal, open_app: OpenApp, journal_path: Path) -> None:
    for number in range(300):
        diary.rate(TODAY - timedelta(days=number), "pain", number % 10)
    with sqlite3.connect(journal_path) as other:
        page = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'change'").fetchone()[0]
        size = other.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(journal_path.read_bytes())
    content[(page - 1) * size : (page - 1) * size + 200] = b"\xff" * 200
    journal_path.write_bytes(content)
    before = journal_path.read_bytes()
    async with open_app(diary) as driver:
        await driver.press("4")
        await driver.until(lambda: "This journal is damaged" in driver.text(), "the damage is said")
        await driver.press("q")
        assert driver.app.return_code == 4
    assert journal_path.read_bytes() == before


async def test_an_answer_belongs_to_the_day_it_was_asked_for(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("[", "o")
        assert isinstance(driver.app.room, TodayScreen)
        driver.app.room.show_day(TODAY)
        await driver.press("i")
        assert diary.day(TODAY).skip is None
        assert diary.day(YESTERDAY).skip is not None


async def test_wrong_numbers_keep_what_was_typed(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("l", "a")
        await driver.type("24")
        await driver.press("tab", "tab")
        await driver.type("20..0")
        await driver.press("enter")
        assert "write the lower limit first" in driver.text()
        assert "20..0" in driver.text()
        await driver.press("escape", "escape", "p", "Y", "a")
        for text in ("Pain", "low", "high", "lower"):
            await driver.type(text)
            await driver.press("tab")
        await driver.press("enter")
        assert "in use" in driver.text()
        assert "high" in driver.text()


async def test_a_point_does_not_wait_past_another_action(diary: Journal, open_app: OpenApp) -> None:
    diary.record_dose(YESTERDAY, 4.5)
    async with open_app(diary) as driver:
        await driver.press("4", "6", "5", "5", "4", ".", "y", "5")
        assert diary.day(TODAY).value("function") == 4
        await driver.press("up", "up", "7", ".", "u", "3")
        assert diary.day(TODAY).value("function") == 4


async def test_backspace_means_the_row_one_has_moved_to(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("4", "tab", "backspace")
        assert diary.day(TODAY).value("pain") == 4


async def test_no_dose_answers_the_medicine_the_row_names(diary: Journal, open_app: OpenApp) -> None:
    diary.record_dose(YESTERDAY, 4.5, medicine="LDN capsule")
    async with open_app(diary) as driver:
        await driver.press(*["down"] * 5, "y", "up", "n")
        assert [(dose.medicine, dose.taken) for dose in diary.day(TODAY).doses] == [("LDN capsule", False)]


async def test_enter_on_an_older_day_names_a_newer_one_that_is_open(diary: Journal, open_app: OpenApp) -> None:
    day = TODAY - timedelta(days=5)
    for key in ("pain", "sleep", "mood", "food", "function"):
        diary.rate(day, key, 5)
    async with open_app(diary) as driver:
        await driver.press("/")
        await driver.type("-5")
        await driver.press("enter", "enter")
        assert isinstance(driver.app.room, TodayScreen)
        assert driver.app.room.day == TODAY
        assert "complete. Here is Sun 22 Nov 2026" in driver.text()


async def test_wide_characters_do_not_shift_the_scale(diary: Journal, open_app: OpenApp) -> None:
    diary.measures.add("痛みの強さ", "無し", "最悪", Direction.LOWER)
    async with open_app(diary, size=(100, 30)) as driver:
        await driver.press("down")
        lines = driver.text().splitlines()
        starts = {cell_len(line[: line.index("· ")]) for line in lines if "· " in line}
        assert sum("· " in line for line in lines) == 5
        assert len(starts) == 1


async def test_a_file_that_was_unwritable_is_written_once_it_can_be(
    impatient: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate = impatient.rate

    def refused(day: date, measure: str, value: float | None) -> Change:
        raise CannotWrite("the folder is read-only")

    async with open_app(impatient) as driver:
        monkeypatch.setattr(impatient, "rate", refused)
        await driver.press("4")
        assert "the folder is read-only" in driver.text()
        monkeypatch.setattr(impatient, "rate", rate)
        before = impatient.repository._connection
        await saved(driver)
        assert impatient.repository._connection is not before
        assert impatient.day(TODAY).value("pain") == 4


async def test_impression_and_lab_can_be_taken_away(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("i", "2", "i", "0")
        assert diary.day(TODAY).impression is None
        diary.record_lab(TODAY, "ESR", 24, "mm/h")
        driver.app.room.reload()
        await driver.press("l", "d")
        assert not diary.day(TODAY).labs
