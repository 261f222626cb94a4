"""Importing a file in the app: from the palette over the mapping and the preview to the calendar, and back."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.journal import Journal, diary_import
from ldn_tui.paths import config_file
from ldn_tui.storage.steps import Step
from ldn_tui.transfer.saved_mappings import FILE_NAME, MappingTexts, SavedMapping, SavedMappings
from ldn_tui.tui.dialogs.import_preview import PreviewDialog
from ldn_tui.tui.dialogs.import_progress import ProgressDialog
from tests.conftest import Ldn
from tests.tui.driver import Driver, OpenApp

DAY = date(2026, 9, 28)
FILES = {
    "daylio": (
        """full_date,date,weekday,time,mood,activities,note_title,note
2026-09-28,28 September,Monday,10:00 pm,bad,"clean | music","",""
""",
        "mood",
        "5..1",
        "rad=5,good=4,meh=3,bad=2,awful=1",
        7.5,
    ),
    "bearable": (
        """date,date formatted,weekday,time of day,category,rating/amount,detail,notes
"28th Sep 2026","2026-09-28","Monday","mid","Symptom","2","Neck pain (Moderate)",""
""",
        "Neck pain",
        "0..4",
        "",
        5,
    ),
    "loop": ("Date,Pain,Walk,\n2026-09-28,4500,YES_MANUAL,\n", "Pain", "0..5", "", 9),
    "track and graph": (
        "FeatureName,Timestamp,Value,Label,Note\nPain,2026-09-28T22:10+02:00,3.0,,\n",
        "Pain",
        "1..5",
        "",
        5,
    ),
}


def shows(driver: Driver, words: str) -> Callable[[], bool]:
    """Return what says whether the screen shows these words."""
    return lambda: words in flat(driver)


def flat(driver: Driver) -> str:
    """Return what is shown, without frames and line breaks."""
    return " ".join(driver.text().replace("│", " ").split())


async def begin(driver: Driver, path: Path) -> None:
    """Open the dialog from the palette, and name a file."""
    await driver.press(":")
    await driver.type("Import a file")
    await driver.pilot.pause(0.3)
    await driver.press("enter")
    await driver.until(lambda: "Import a file" in flat(driver) and "File" in flat(driver), "the dialog")
    await driver.type(str(path))
    await driver.press("enter")


async def choose(driver: Driver, field: str, wanted: str) -> None:
    """Turn a picker until it shows a word."""
    picker = driver.app.screen.query_one(f"#field-{field}")
    picker.focus()
    await driver.pilot.pause()
    for _ in range(20):
        if getattr(picker, "value", None) == wanted:
            return
        await driver.press("right")
    raise AssertionError(f"{wanted} is not there\n{driver.text()}")


async def fill(driver: Driver, field: str, text: str) -> None:
    """Type into a field, in place of what is there."""
    driver.app.screen.query_one(f"#field-{field}").focus()
    await driver.press("end", "ctrl+u")
    await driver.type(text)


async def show_preview(driver: Driver) -> None:
    """Go on to the preview."""
    await driver.press("enter")
    await driver.until(lambda: isinstance(driver.app.screen, PreviewDialog), "the preview")


@pytest.mark.parametrize("name", FILES)
async def test_an_export_goes_from_its_file_to_the_calendar_and_back(
    name: str, diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    text, what, scale, words, value = FILES[name]
    path = tmp_path / "export.csv"
    path.write_text(text)
    async with open_app(diary) as driver:
        await begin(driver, path)
        await driver.until(lambda: "whose is it?" in flat(driver), "the layout")
        assert "It looks like an export of" in flat(driver)
        await driver.press("e")
        await driver.until(lambda: "what is what?" in flat(driver), "the mapping")
        await choose(driver, "mood", "–")
        await choose(driver, "pain", what)
        await driver.press("enter")
        await driver.until(lambda: "how is it written?" in flat(driver), "the scales")
        await fill(driver, "words", words)
        await fill(driver, "scale-pain", scale)
        await show_preview(driver)
        assert diary.day(DAY).value("pain") is None
        await driver.press("end")
        assert "becomes 0..10" in flat(driver)
        await driver.press("i")
        await driver.until(lambda: "Done: import of export.csv" in flat(driver), "it is imported")
        assert diary.day(DAY).value("pain") == value
        await driver.press("c")
        await driver.press("/")
        await driver.type(DAY.isoformat())
        await driver.press("enter")
        await driver.until(lambda: "September 2026" in flat(driver), "its month")
        assert f"Pain {value:g}" in flat(driver)
        await driver.press("u")
        await driver.until(lambda: "Undid: import of export.csv" in flat(driver), "it is taken back")
        assert "another process" not in flat(driver)
        assert diary.day(DAY).value("pain") is None


async def test_any_diary_is_mapped_by_keys_and_the_order_of_its_dates_is_asked(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day;How bad\n03/04/2026;45\n05/04/2026;\n")
    async with open_app(diary) as driver:
        await begin(driver, path)
        await driver.until(lambda: "its rows" in flat(driver), "the shape")
        await driver.press("enter")
        await driver.until(lambda: "what is what?" in flat(driver), "the mapping")
        await driver.press("enter")
        assert "nothing is chosen" in flat(driver)
        await choose(driver, "pain", "How bad")
        await driver.press("enter")
        await driver.until(lambda: "how is it written?" in flat(driver), "the writing")
        assert "03/04/2026 Fri 3 Apr 2026 Wed 4 Mar 2026" in flat(driver)
        assert "05/04/2026 Sun 5 Apr 2026 Mon 4 May 2026" in flat(driver)
        await driver.press("enter")
        assert "only you know whether the dates begin with the day or the month" in flat(driver)
        await choose(driver, "order", "month first")
        await fill(driver, "scale-pain", "0..100")
        await fill(driver, "save", "mine")
        await show_preview(driver)
        await driver.press("end")
        assert "45 is 4.5" in flat(driver)
        await driver.press("pageup")
        assert "45 → 4.5" in flat(driver)
        await driver.press("b")
        await driver.until(lambda: "how is it written?" in flat(driver), "back")
        assert "0..100" in flat(driver)
        # Each Esc goes one step back, and loses nothing; the last one asks.
        for step, shown in (("what is what?", "How bad"), ("its rows", "Day"), ("Import a file", "File")):
            await driver.press("escape")
            await driver.until(shows(driver, step), step)
            assert shown in flat(driver)
        assert driver.app.screen.query_one("#field-file", Input).value == str(path)
        await driver.press("escape")
        await driver.until(lambda: "Leave the import?" in flat(driver), "the question")
        await driver.press("k")
        await driver.until(lambda: "Import a file" in flat(driver), "the file again")
        # Nothing was accepted yet: neither the values are stored nor the mapping.
        assert diary.recorded_days() == []
        assert not config_file().with_name(FILE_NAME).exists()
        for shown in ("its rows", "what is what?", "how is it written?"):
            await driver.press("enter")
            await driver.until(shows(driver, shown), shown)
        await show_preview(driver)
        await driver.press("i")
        await driver.until(lambda: "Done" in flat(driver), "it is imported")
        await driver.press("u")
        await driver.until(lambda: "Undid" in flat(driver), "it is taken back")
        # The next file with this header goes straight to its preview; what the mapping says stands in the steps.
        await begin(driver, path)
        await driver.until(lambda: isinstance(driver.app.screen, PreviewDialog), "the preview")
        await driver.press("escape")
        await driver.until(lambda: "how is it written?" in flat(driver), "the writing")
        assert "0..100" in flat(driver)
        assert "mine" in flat(driver)
        await show_preview(driver)
        await driver.press("i")
        await driver.until(lambda: "Done" in flat(driver), "it is imported")
        assert diary.day(date(2026, 3, 4)).value("pain") == 4.5


async def test_a_kept_date_format_that_the_file_disproves_is_asked_about(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    texts = MappingTexts(("date=Day,pain=Pain",), date_format="%d/%m/%Y")
    SavedMappings(config_file().with_name(FILE_NAME)).save(SavedMapping("mine", ("Day", "Pain"), texts))
    path = tmp_path / "d.csv"
    path.write_text("Day,Pain\n03/04/2026,1\n01/25/2026,3\n")
    async with open_app(diary) as driver:
        await begin(driver, path)
        await driver.until(lambda: "how is it written?" in flat(driver), "the question")
        assert "the saved mapping mine says that dates are written as %d/%m/%Y, and 01/25/2026 is not" in flat(driver)
        assert "month first" in flat(driver)
        await show_preview(driver)
        await driver.press("i")
        await driver.until(lambda: "Done" in flat(driver), "it is imported")
        assert [diary.day(day).value("pain") for day in (date(2026, 1, 25), date(2026, 3, 4))] == [3, 1]


async def test_a_disk_that_refuses_stores_nothing_and_says_so(
    diary: Journal, open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day,Pain\n2026-03-04,4\n2026-03-05,5\n")
    real = Step.rename

    def break_off(step: Step, summary: str) -> None:
        real(step, summary)
        raise CannotWrite("the disk is full: free some space")

    monkeypatch.setattr(Step, "rename", break_off)
    async with open_app(diary) as driver:
        await begin(driver, path)
        await driver.until(lambda: "its rows" in flat(driver), "the shape")
        await driver.press("enter")
        await driver.until(lambda: "what is what?" in flat(driver), "the mapping")
        await driver.press("enter")
        await driver.until(lambda: "how is it written?" in flat(driver), "the writing")
        await show_preview(driver)
        await driver.press("i")
        await driver.until(lambda: "Importing did not work: the disk is full" in flat(driver), "it is said")
    assert diary.recorded_days() == []


async def test_where_a_mapping_cannot_be_saved_nothing_is_imported(
    diary: Journal, open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("LDN_CONFIG", str(tmp_path / "file" / "config.toml"))
    path = tmp_path / "d.csv"
    path.write_text("Day,Pain\n2026-03-04,4\n")
    async with open_app(diary) as driver:
        await go_to_writing(driver, path)
        await fill(driver, "save", "mine")
        await show_preview(driver)
        await driver.press("i")
        await driver.until(lambda: "Importing did not work" in flat(driver), "the reason")
        assert "cannot be written (Not a directory)" in flat(driver)
        assert diary.recorded_days() == []


async def test_while_writes_wait_nothing_is_imported(
    diary: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(diary) as driver:
        monkeypatch.setattr(type(driver.app.recorder.pending), "__len__", lambda pending: 1)
        driver.app.action_import_file()
        await driver.pilot.pause()
        assert len(driver.app.screen_stack) == 1
        assert "Not saved yet" in flat(driver)
        monkeypatch.undo()


async def go_to_writing(driver: Driver, path: Path) -> None:
    """Go through the steps with what they propose, up to how the file is written."""
    await begin(driver, path)
    await driver.until(lambda: "its rows" in flat(driver), "the shape")
    await driver.press("enter")
    await driver.until(lambda: "what is what?" in flat(driver), "the mapping")
    await driver.press("enter")
    await driver.until(lambda: "how is it written?" in flat(driver), "the writing")


async def test_a_layout_can_be_overruled_and_a_typed_scale_of_0_to_10_counts(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "Checkmarks.csv"
    path.write_text(FILES["loop"][0])
    async with open_app(diary) as driver:
        for key, scale, value in (("e", "0..10", 4.5), ("t", "0..9000", 5)):
            await begin(driver, path)
            await driver.until(lambda: "whose is it?" in flat(driver), "the layout")
            await driver.press(key)
            if key == "t":
                await driver.until(lambda: "its rows" in flat(driver), "the shape")
                await driver.press("enter")
            await driver.until(lambda: "what is what?" in flat(driver), "the mapping")
            await choose(driver, "pain", "Pain")
            await driver.press("enter")
            await driver.until(lambda: "how is it written?" in flat(driver), "the writing")
            await fill(driver, "scale-pain", scale)
            await choose(driver, "duplicates", "replace")
            await fill(driver, "save", "loop")
            await show_preview(driver)
            assert ("an export of" in flat(driver)) == (key == "e")
            await driver.press("i")
            await driver.until(lambda: "Done" in flat(driver), "it is imported")
            assert diary.day(DAY).value("pain") == value
            saved = SavedMappings(config_file().with_name(FILE_NAME)).find("loop")
            assert saved.texts.scales == (f"pain={scale}",)
            assert saved.texts.plain == (key == "t")
            config_file().with_name(FILE_NAME).unlink()


async def test_going_back_from_a_saved_mapping_of_a_layout_keeps_the_layout(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "Checkmarks.csv"
    path.write_text(FILES["loop"][0])
    saved = SavedMapping("loop", ("Date", "Pain", "Walk", ""), MappingTexts(("pain=Pain",), ("pain=0..10",)))
    SavedMappings(config_file().with_name(FILE_NAME)).save(saved)
    async with open_app(diary) as driver:
        await begin(driver, path)
        await driver.until(lambda: "an export of" in flat(driver), "the preview")
        await driver.press("escape")
        await driver.until(lambda: "how is it written?" in flat(driver), "the writing")
        await show_preview(driver)
        assert "an export of" in flat(driver)
        await driver.press("i")
        await driver.until(lambda: "Done" in flat(driver), "it is imported")
        assert diary.day(DAY).value("pain") == 4.5


async def test_each_day_that_is_there_twice_is_decided(diary: Journal, open_app: OpenApp, tmp_path: Path) -> None:
    days = [date(2026, 3, number) for number in (4, 5, 6, 7)]
    for day in days[:3]:
        diary.rate(day, "pain", 7)
    path = tmp_path / "d.csv"
    path.write_text("Day,Pain\n2026-03-04,1\n2026-03-05,2\n2026-03-06,3\n2026-03-07,4\n2026-03-07,5\n")
    async with open_app(diary) as driver:
        await go_to_writing(driver, path)
        await choose(driver, "duplicates", "ask each day")
        await driver.press("enter")
        await driver.until(lambda: "Wed 4 Mar 2026 is there twice (1 of 4)" in flat(driver), "the first day")
        assert "pain 7 1" in flat(driver)
        await driver.press("r")
        await driver.until(lambda: "(2 of 4)" in flat(driver), "the second day")
        await driver.press("escape")
        await driver.until(lambda: "(1 of 4)" in flat(driver), "the first day again")
        await driver.press("k")
        await driver.until(lambda: "(2 of 4)" in flat(driver), "the second day")
        await driver.press("r")
        await driver.until(lambda: "(3 of 4)" in flat(driver), "the third day")
        await driver.press("K")
        await driver.until(lambda: isinstance(driver.app.screen, PreviewDialog), "the preview")
        await driver.press("i")
        await driver.until(lambda: "Done" in flat(driver), "it is imported")
        assert [diary.day(day).value("pain") for day in days] == [7, 2, 7, 4]


async def test_where_nothing_is_said_of_what_is_there_twice_it_is_as_on_the_command_line(
    diary: Journal, open_app: OpenApp, ldn: Ldn, tmp_path: Path
) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day,Pain\n2026-03-04,1\n2026-03-04,2\n")
    async with open_app(diary) as driver:
        await go_to_writing(driver, path)
        assert "refuse the second" in flat(driver)
        await fill(driver, "save", "mine")
        await show_preview(driver)
        assert "2 rows: 1 with values, 1 refused" in flat(driver)
        await driver.press("i")
        await driver.until(lambda: "Done" in flat(driver), "it is imported")
        await driver.press("u")
        await driver.until(lambda: "Undid" in flat(driver), "it is taken back")
        # With the mapping, and back from the preview: nothing is said still.
        await begin(driver, path)
        await driver.until(lambda: isinstance(driver.app.screen, PreviewDialog), "the preview")
        assert "2 rows: 1 with values, 1 refused" in flat(driver)
        await driver.press("escape")
        await driver.until(lambda: "how is it written?" in flat(driver), "the writing")
        assert "refuse the second" in flat(driver)
    assert SavedMappings(config_file().with_name(FILE_NAME)).find("mine").texts.duplicates is None
    assert "2 rows: 1 with values, 1 refused" in ldn("import", str(path), "--mapping", "mine", "--dry-run").stdout


async def test_a_long_import_is_stopped_and_stores_nothing(
    diary: Journal, open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day,Pain\n" + "".join(f"{date(2020, 1, 1) + timedelta(number)},4\n" for number in range(2000)))
    real, waits = diary_import._Writing.write, threading.Event()

    def write_slowly(writing: object, found: object) -> None:
        waits.wait(10)
        real(writing, found)  # type: ignore[arg-type]  # what it is called with

    monkeypatch.setattr(diary_import._Writing, "write", write_slowly)
    async with open_app(diary) as driver:
        await go_to_writing(driver, path)
        await show_preview(driver)
        await driver.press("i")
        await driver.until(lambda: isinstance(driver.app.screen, ProgressDialog), "the bar")
        assert "Esc or ctrl+g stops it" in flat(driver)
        await driver.press("escape")
        waits.set()
        await driver.until(lambda: "It was stopped: nothing was stored" in flat(driver), "it is said")
        assert isinstance(driver.app.screen, PreviewDialog)
    assert diary.recorded_days() == []


async def test_a_file_that_cannot_be_read_is_named_and_its_name_can_be_mended(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    async with open_app(diary) as driver:
        await begin(driver, path)
        await driver.until(lambda: "is empty" in flat(driver), "the reason")
        assert "Import a file" in flat(driver)
        assert "empty.csv" in flat(driver)


async def go_to_columns(driver: Driver, path: Path) -> None:
    """Go through the steps with what they propose, up to what is what."""
    await begin(driver, path)
    await driver.until(lambda: "its rows" in flat(driver), "the shape")
    await driver.press("enter")
    await driver.until(lambda: "what is what?" in flat(driver), "the mapping")


async def test_one_column_is_not_read_as_two_measures(diary: Journal, open_app: OpenApp, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day,sleep,x\n2026-03-04,4,\n")
    async with open_app(diary) as driver:
        await go_to_columns(driver, path)
        await choose(driver, "pain", "sleep")
        await driver.press("enter")
        assert "Pain and Sleep would both be read from 'sleep': choose another" in flat(driver)
        assert "what is what?" in flat(driver)


async def test_a_complaint_is_taken_back_once_something_else_is_chosen(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day,How bad\n2026-03-04,4\n")
    async with open_app(diary) as driver:
        await go_to_columns(driver, path)
        await driver.press("enter")
        assert "nothing is chosen" in flat(driver)
        await driver.press("right")
        await driver.until(lambda: "nothing is chosen" not in flat(driver), "it is taken back")


async def test_words_that_were_found_stand_in_their_field_and_no_option_is_named(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day,Pain\n2026-03-04,good\n2026-03-05,so so\n2026-03-06,Good\n2026-03-07,3\n")
    async with open_app(diary) as driver:
        await go_to_writing(driver, path)
        await show_preview(driver)
        await driver.press("end")
        assert "say what it means under 'Words in cells'" in flat(driver)
        assert "--" not in flat(driver).replace("──", "")
        await driver.press("b")
        await driver.until(lambda: "how is it written?" in flat(driver), "the writing")
        words = driver.app.screen.query_one("#field-words", Input)
        assert (words.has_focus, words.value) == (True, "good=, so so=")
        await driver.press("4")
        assert words.value == "good=, so so=4"
        await fill(driver, "words", "good=1, so so=x")
        await driver.press("enter")
        assert "Words in cells so so=x: write the number it stands for" in flat(driver)
        await fill(driver, "words", "good=1, so so=-")
        await fill(driver, "scale-pain", "1-5")
        await driver.press("enter")
        assert "Scale of Pain 1-5: write the value that means 0" in flat(driver)
        await fill(driver, "scale-pain", "")
        await show_preview(driver)
        await driver.press("i")
        await driver.until(lambda: "Done" in flat(driver), "it is imported")
        assert [diary.day(date(2026, 3, day)).value("pain") for day in (4, 5, 6, 7)] == [1, None, 1, 3]


async def test_the_column_of_a_value_is_asked_only_where_a_row_holds_one(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day,What,Score\n2026-03-04,Pain,4\n")
    async with open_app(diary) as driver:
        await begin(driver, path)
        await driver.until(lambda: "its rows" in flat(driver), "the shape")
        assert "Its value" not in flat(driver)
        await choose(driver, "what", "What")
        assert "Its value" in flat(driver)
        await choose(driver, "what", "a row is a day")
        assert "Its value" not in flat(driver)


async def test_a_few_days_of_an_import_are_seen_at_once_in_a_small_terminal(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Day,Pain,Sleep\n2026-03-04,4,\n2026-03-05,3,\n2026-03-06,2,\n")
    async with open_app(diary, size=(80, 24)) as driver:
        await go_to_writing(driver, path)
        await fill(driver, "scale-sleep", "0..100")
        await show_preview(driver)
        for line in ("2 2026-03-04 4", "3 2026-03-05 3", "4 2026-03-06 2"):
            assert line in flat(driver)
        await driver.press("end")
        assert "Sleep 0..100 becomes 0..10" in flat(driver)
        assert "sleep:" not in flat(driver)
