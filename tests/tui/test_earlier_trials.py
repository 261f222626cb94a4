"""Trials that have ended: shown, browsed by keyboard, read, never changed."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from ldn_tui.domain.trial import Choice, DoseStep, NewTrial, Template
from ldn_tui.journal import Journal
from ldn_tui.tui.screens.earlier_trial import EarlierTrialScreen
from ldn_tui.tui.widgets.plan_list import PlanList
from tests.tui.driver import Driver, OpenApp, StillClock

STEPS = (DoseStep(date(2026, 2, 10), 1.5, time(22)), DoseStep(date(2026, 2, 24), 3.0))
SIZES = [(80, 24), (120, 40)]


def run_first_trial(journal: Journal, clock: StillClock) -> None:
    """Run a trial of the spring to its end: a lock, an amendment, a decision."""
    now = clock.instant
    clock.instant = datetime.fromisoformat("2026-01-10T21:00:00+01:00")
    journal.trials.new(
        NewTrial(Template.BEFORE_AFTER, "Does 3 mg help?", "CRPS", date(2026, 1, 10), date(2026, 2, 10), steps=STEPS)
    )
    clock.instant = datetime.fromisoformat("2026-02-20T21:00:00+01:00")
    journal.record_dose(date(2026, 2, 10), 1.5)
    clock.instant = datetime.fromisoformat("2026-03-20T21:00:00+01:00")
    journal.trials.settle()
    journal.trials.change(confirmed=True, threshold=50)
    clock.instant = datetime.fromisoformat("2026-05-03T21:00:00+02:00")
    journal.trials.decide(Choice.STOP, "no better")
    journal.trials.end("it did not help")
    clock.instant = now


def run_second_trial(journal: Journal, clock: StillClock) -> None:
    """Run a short trial of the summer."""
    now = clock.instant
    clock.instant = datetime.fromisoformat("2026-08-01T21:00:00+02:00")
    journal.trials.new(NewTrial(Template.BEFORE_AFTER, "And in summer?", "", date(2026, 7, 1)))
    journal.trials.end("a holiday")
    clock.instant = now


def flat(driver: Driver) -> str:
    """Return what is shown, without frames and line breaks."""
    return " ".join(driver.text().replace("│", " ").split())


def reads(driver: Driver) -> bool:
    """Return whether an earlier trial is open to be read."""
    return isinstance(driver.app.screen, EarlierTrialScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_an_earlier_trial_is_chosen_below_the_present_one_and_read(
    diary: Journal, open_app: OpenApp, still_clock: StillClock, journal_path: Path, size: tuple[int, int]
) -> None:
    run_first_trial(diary, still_clock)
    run_second_trial(diary, still_clock)
    diary.trials.new(NewTrial(Template.BEFORE_AFTER, "Once more?", "", date(2026, 11, 1)))
    before = journal_path.read_bytes()
    async with open_app(diary, size=size) as driver:
        await driver.press("p")
        assert "Once more?" in driver.text()
        lines = driver.text().splitlines()
        heading = next(index for index, line in enumerate(lines) if "Earlier trials" in line)
        assert "And in summer?" in lines[heading + 1]
        assert "Does 3 mg help?" in lines[heading + 2]
        await driver.press(*["down"] * 9, "enter")
        assert reads(driver)
        shown = flat(driver)
        await driver.press(*["pagedown"] * 3)
        shown += flat(driver)
        for words in (
            "Does 3 mg help?", "before and after", "CRPS", "Sat 10 Jan 2026 to Sun 3 May 2026", "▒▒▒", "┆1.5",
            "└ 1.5 mg", "└ 3 mg", "Baseline", "Titration", "Treatment, LDN", "Pain by 50 %", "it did not help",
            "threshold: 30 → 50", "stop: no better",
        ):  # fmt: skip
            assert words in shown
        for key in ("n", "e", "P", "E", "D", "B", "N"):
            await driver.press(key)
            assert reads(driver)
        await driver.press("q")
        assert not reads(driver)
    assert journal_path.read_bytes() == before


async def test_an_earlier_trial_is_opened_by_two_clicks(
    diary: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    run_first_trial(diary, still_clock)
    run_second_trial(diary, still_clock)
    async with open_app(diary) as driver:
        await driver.press("p")
        lines = driver.text().splitlines()
        row = next(index for index, line in enumerate(lines) if "Does 3 mg help?" in line)
        place = driver.app.screen.query_one(PlanList).region
        for _ in range(2):
            await driver.pilot.click(PlanList, offset=(8, row - place.y))
        assert reads(driver)


@pytest.mark.parametrize("size", SIZES)
async def test_without_an_active_trial_the_last_one_is_shown_and_says_so(
    diary: Journal, open_app: OpenApp, still_clock: StillClock, size: tuple[int, int]
) -> None:
    run_first_trial(diary, still_clock)
    async with open_app(diary, size=size) as driver:
        await driver.press("p")
        assert "This trial ended on Sun 3 May 2026: it did not help. N begins a new one" in flat(driver)
        assert "Earlier trials" not in driver.text()
        await driver.press("enter")
        assert "There is no active trial: N begins one." in driver.text()
        await driver.press("N")
        assert "A new trial, step 1" in driver.text()


async def test_hostile_words_of_an_earlier_trial_are_shown_as_they_are(
    diary: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    now = still_clock.instant
    still_clock.instant = datetime.fromisoformat("2026-01-10T21:00:00+01:00")
    diary.trials.new(NewTrial(Template.BEFORE_AFTER, "[/foo] \x1b[31m", "[b", date(2026, 1, 10)))
    diary.trials.decide(Choice.STOP, "[/] why")
    diary.trials.end("[red]")
    still_clock.instant = now
    run_second_trial(diary, still_clock)
    async with open_app(diary) as driver:
        await driver.press("p", *["down"] * 9, "enter")
        assert "[/foo] ␛[31m" in driver.text()
        await driver.press("pagedown")
        assert "[/] why" in driver.text()
