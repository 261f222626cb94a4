"""The day form while a trial runs: the planned dose, what is due, what is asked once, and the lock."""

from datetime import date, timedelta

import pytest

from ldn_tui.domain.medicines import opioid_line
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)
DOSE_ROW = ["down"] * 5


def begin(journal: Journal, first_dose: date, *steps: float) -> None:
    """Begin a trial with two weeks of baseline before `first_dose`, a step a week."""
    plan = tuple(DoseStep(first_dose + timedelta(days=7 * index), mg) for index, mg in enumerate(steps))
    journal.trials.new(
        NewTrial(Template.BEFORE_AFTER, "Does it help?", "fibromyalgia", first_dose - timedelta(days=14), steps=plan)
    )


async def dose_row(driver: Driver) -> None:
    await driver.press(*["up"] * 9, *DOSE_ROW)


async def test_y_records_the_dose_as_planned(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=8), 1.5, 3.0)
    async with open_app(diary) as driver:
        assert "as planned: 3 mg" in driver.text()
        await dose_row(driver)
        await driver.press("y")
        assert [dose.mg for dose in diary.day(TODAY).doses] == [3.0]


@pytest.mark.parametrize(("answer", "expected"), [("y", [6.0]), ("n", [])])
async def test_a_dose_above_the_plan_is_asked_once(
    diary: Journal, open_app: OpenApp, answer: str, expected: list[float]
) -> None:
    begin(diary, TODAY - timedelta(days=1), 3.0)
    async with open_app(diary) as driver:
        await dose_row(driver)
        await driver.press("e")
        await driver.type("6")
        await driver.press("enter")
        assert "6 mg is above the plan of 3 mg." in driver.text()
        await driver.press(answer)
        assert [dose.mg for dose in diary.day(TODAY).doses] == expected


@pytest.mark.parametrize(("answer", "expected"), [("a", [3.0, 3.0]), ("r", [3.0]), ("n", [3.0])])
async def test_a_second_dose_is_asked_once(
    diary: Journal, open_app: OpenApp, answer: str, expected: list[float]
) -> None:
    begin(diary, TODAY - timedelta(days=1), 3.0)
    diary.record_dose(TODAY, 3.0)
    async with open_app(diary) as driver:
        await dose_row(driver)
        await driver.press("e")
        await driver.type("3")
        await driver.press("enter")
        assert "A dose is recorded on this day already." in driver.text()
        await driver.press(answer)
        assert [dose.mg for dose in diary.day(TODAY).doses] == expected


async def test_a_dose_in_a_washout_is_asked_once(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=3), 3.0)
    diary.record_dose(TODAY - timedelta(days=3), 3.0)
    diary.trials.start(PhaseKind.WASHOUT, TODAY, confirmed=True)
    async with open_app(diary) as driver:
        assert "taken all the same: 3 mg" in driver.text()
        await dose_row(driver)
        await driver.press("y")
        assert "This day lies in a washout" in driver.text()
        await driver.press("y")
        assert [dose.mg for dose in diary.day(TODAY).doses] == [3.0]


async def test_what_is_due_stands_under_the_form_and_agrees_with_status(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=28), 3.0)
    due = [item.words for item in diary.status().due if item.kind != "day"]
    assert due
    async with open_app(diary, size=(100, 40)) as driver:
        for words in due:
            assert f"Due: {words}" in driver.text()
        await driver.press("i", "3")
        assert "Due: overall" not in driver.text()


async def test_the_app_writes_a_lock_that_has_come_due(
    diary: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    begin(diary, TODAY, 3.0)
    diary.record_dose(TODAY, 3.0)
    still_clock.instant += timedelta(days=4)
    async with open_app(diary) as driver:
        await driver.until(lambda: bool((trial := diary.trials.active()) and trial.is_locked), "the trial is locked")
        await driver.until(lambda: "locked" in driver.text(), "the lock is said")


async def test_an_opioid_with_a_planned_dose_raises_its_line(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=1), 3.0)
    diary.medicines.add("tramadol")
    async with open_app(diary) as driver:
        assert opioid_line("tramadol") in " ".join(driver.text().split())


async def test_a_lab_can_be_declined_for_good(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY + timedelta(days=3), 3.0)
    async with open_app(diary, size=(100, 40)) as driver:
        assert "Due: ESR" in driver.text()
        await driver.press("l")
        lines = driver.text().splitlines()
        line = next(line for line in lines if "never ask for ESR again" in line)
        await driver.press(line.partition("never")[0].strip(" │▸"))
        assert "Due: ESR" not in driver.text()
        assert not [item for item in diary.status().due if "ESR" in item.words]


async def test_a_pause_says_that_no_dose_is_planned(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=3), 3.0)
    diary.record_dose(TODAY - timedelta(days=3), 3.0)
    diary.trials.start(PhaseKind.PAUSE, TODAY)
    async with open_app(diary) as driver:
        assert "none planned (pause)" in driver.text()


async def test_what_was_planned_stands_beside_another_dose(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=1), 3.0)
    diary.record_dose(TODAY, 9.0)
    async with open_app(diary) as driver:
        assert "9 mg (planned: 3 mg)" in driver.text()


async def test_a_narrow_title_keeps_the_day_of_the_phase_beside_a_banner(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=3), 3.0)
    async with open_app(diary, size=(60, 24), demo=True) as driver:
        title = driver.text().splitlines()[0]
        assert "DEMO" in title
        assert "day 4" in title


async def test_the_arrow_reaches_what_stands_under_the_last_row(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=28), 3.0)
    diary.medicines.add("tramadol")
    due = [item.words for item in diary.status().due if item.kind != "day"]
    async with open_app(diary, size=(80, 20)) as driver:
        assert f"Due: {due[-1]}" not in driver.text()
        await driver.press(*["down"] * 14)
        assert f"Due: {due[-1]}" in driver.text()


async def test_a_first_dose_after_its_day_says_what_it_does_to_the_baseline(diary: Journal, open_app: OpenApp) -> None:
    begin(diary, TODAY - timedelta(days=8), 3.0)
    said = "The baseline is now 22 days: the first recorded dose is 22 Nov, the plan says 14 Nov."
    async with open_app(diary) as driver:
        await dose_row(driver)
        await driver.press("y")
        assert said in " ".join(driver.text().split())
        await driver.press("p")
        assert said in " ".join(driver.text().split())
