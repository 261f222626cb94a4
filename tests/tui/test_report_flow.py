"""`R` in the Findings room: what the report is to hold is asked, and it is written."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.fields import OptionPicker
from ldn_tui.tui.dialogs.report import ReportDialog
from tests.tui.driver import Driver, OpenApp

DAY = date(2026, 11, 22)


@pytest.fixture
def trial(diary: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal with a trial that has begun; the home folder is the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    first = DAY - timedelta(days=20)
    start, steps = DAY - timedelta(days=40), (DoseStep(first, 1.5),)
    diary.trials.new(NewTrial(Template.BEFORE_AFTER, "Does it help?", "", start, first, steps=steps))
    for number in range(40):
        diary.rate(DAY - timedelta(days=number), "pain", number % 7)
    diary.write_note(DAY, "a private word")
    return diary


def dialog(driver: Driver) -> ReportDialog:
    screen = driver.app.screen
    assert isinstance(screen, ReportDialog)
    return screen


def field(driver: Driver, name: str) -> Input:
    return dialog(driver).query_one(f"#field-{name}", Input)


async def test_it_begins_in_the_persons_own_words_and_writes_a_page(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        await driver.press("f", "R")
        await driver.type("I walk more.")
        await driver.press("enter")
        assert dialog(driver).focused is field(driver, "line2")
        await driver.press("enter")
        assert not isinstance(driver.app.screen, ReportDialog)
        assert "Written:" in driver.text()
    page = (Path.home() / "ldn-report-2026-11-22.html").read_text()
    assert "<li>I walk more.</li>" in page
    assert "a private word" not in page


async def test_format_and_ending_follow_each_other(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        await driver.press("f", "R", *["shift+tab"] * 4, "right", "right")
        assert field(driver, "file").value == "~/ldn-report-2026-11-22.txt"
        field(driver, "file").value = "~/other.json"
        await driver.press("tab")
        assert dialog(driver).query_one("#field-format", OptionPicker).value == "JSON"


async def test_a_file_that_is_there_is_replaced_by_a_second_enter(trial: Journal, open_app: OpenApp) -> None:
    there = Path.home() / "ldn-report-2026-11-22.html"
    there.write_text("mine")
    async with open_app(trial) as driver:
        await driver.press("f", "R")
        dialog(driver).query_one("#field-questions").focus()
        await driver.press("enter")
        assert "Enter again replaces it" in driver.text()
        assert there.read_text() == "mine"
        await driver.press("enter")
    assert there.read_text().startswith("<!doctype html>")


async def test_what_a_disk_refuses_stays_typed(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        await driver.press("f", "R")
        await driver.type("I walk more.")
        field(driver, "file").value = "/proc/report.html"
        dialog(driver).query_one("#field-questions").focus()
        await driver.press("enter", "enter")
        assert "Not saved" in driver.text()
        assert field(driver, "line1").value == "I walk more."
        await driver.press("escape", "escape")
        assert not isinstance(driver.app.screen, ReportDialog)


async def test_notes_and_days_are_there_when_asked_for(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        await driver.press("f", "R")
        for name in ("notes", "days"):
            dialog(driver).query_one(f"#field-{name}", OptionPicker).value = "yes"
        dialog(driver).query_one("#field-questions").focus()
        await driver.press("enter")
    page = (Path.home() / "ldn-report-2026-11-22.html").read_text()
    assert "a private word" in page
    assert "Appendix: daily values" in page


async def test_an_ending_that_is_not_of_the_format_is_refused(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        await driver.press("f", "R")
        field(driver, "file").value = "~/report.htmlRx"
        dialog(driver).query_one("#field-questions").focus()
        await driver.press("enter")
        assert "let it end in .html" in " ".join(driver.text().replace("│", " ").split())
    assert not (Path.home() / "report.htmlRx").exists()


async def test_without_a_trial_there_is_nothing_to_write(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("f", "R")
        assert not isinstance(driver.app.screen, ReportDialog)
