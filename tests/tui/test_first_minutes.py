"""An empty journal greets once, and is in use two keys later."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from ldn_tui.cli import app as cli_app
from ldn_tui.config import Config
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.dialogs.greeting import GreetingDialog
from ldn_tui.tui.dialogs.trial_steps import StepFields
from tests.tui.driver import Driver

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def new_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@asynccontextmanager
async def greeting(journal: Journal, *, greets: bool = True) -> AsyncIterator[Driver]:
    app = LdnApp(journal, Config(), greets=greets)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        yield Driver(app, pilot)


def is_greeting(driver: Driver) -> bool:
    return isinstance(driver.app.screen, GreetingDialog)


async def test_two_keys_rate_pain(diary: Journal) -> None:
    async with greeting(diary) as driver:
        await driver.until(lambda: is_greeting(driver), "it greets")
        assert "Start a trial" in driver.text()
        await driver.press("d", "6")
    assert diary.day(TODAY).value("pain") == 6


async def test_digits_typed_right_away_rate(diary: Journal) -> None:
    async with greeting(diary) as driver:
        await driver.until(lambda: is_greeting(driver), "it greets")
        await driver.type("7x-")
        await driver.until(lambda: "mood" in diary.day(TODAY).ratings, "all three are stored")
        assert not is_greeting(driver)
    day = diary.day(TODAY)
    assert (day.value("pain"), day.value("sleep"), day.value("mood")) == (7, 10, None)


@pytest.mark.parametrize("key", ["t", "N"])
async def test_a_trial_is_one_key_away(diary: Journal, key: str) -> None:
    async with greeting(diary) as driver:
        await driver.until(lambda: is_greeting(driver), "it greets")
        await driver.press(key)
        await driver.until(lambda: isinstance(driver.app.screen, StepFields), "the wizard asks its first question")
        assert driver.app.current_mode == "plan"


@pytest.mark.parametrize("answer", ["escape", "d"])
async def test_it_greets_once(diary: Journal, answer: str) -> None:
    async with greeting(diary) as driver:
        await driver.until(lambda: is_greeting(driver), "it greets")
        await driver.press(answer)
        assert not is_greeting(driver)
    assert diary.is_untouched()
    async with greeting(diary) as driver:
        await driver.pilot.pause(0.1)
        assert not is_greeting(driver)


async def test_a_journal_that_is_left_without_an_answer_greets_again(diary: Journal) -> None:
    for _ in range(2):
        async with greeting(diary) as driver:
            await driver.until(lambda: is_greeting(driver), "it greets")


async def test_it_greets_again_after_a_visit_to_the_demo(diary: Journal) -> None:
    for _ in range(2):
        async with greeting(diary) as driver:
            await driver.until(lambda: is_greeting(driver), "it greets")
            await driver.press("m")
            assert driver.app.wants_demo


async def test_what_was_recorded_and_taken_back_is_not_greeted(diary: Journal) -> None:
    diary.rate(TODAY, "pain", 3)
    diary.undo()
    async with greeting(diary) as driver:
        await driver.pilot.pause(0.1)
        assert not is_greeting(driver)


async def test_the_demo_is_left_for(diary: Journal) -> None:
    async with greeting(diary) as driver:
        await driver.until(lambda: is_greeting(driver), "it greets")
        await driver.press("m")
        await driver.until(lambda: driver.app.wants_demo, "the demo is asked for")
    assert diary.is_untouched()


async def test_a_visit_says_how_to_come_back(diary: Journal) -> None:
    app = LdnApp(diary, Config(), demo=True, is_visit=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "DEMO: q goes back" in Driver(app, pilot).text()


def test_from_the_demo_one_comes_back_to_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ldn_tui.cli.session import Session

    shown: list[tuple[Path, bool]] = []

    def run(self: LdnApp, **options: object) -> None:
        del options
        shown.append((self.journal.path, "DEMO" in self.banner))
        self.wants_demo = len(shown) == 1

    monkeypatch.setattr(LdnApp, "run", run)
    monkeypatch.setattr(cli_app, "require_terminal", lambda: None)
    own = tmp_path / "own.db"
    session = Session(str(own))
    cli_app.open_app(session)
    session.close()
    assert [path == own for path, _ in shown] == [True, False, True]
    assert [is_demo for _, is_demo in shown] == [False, True, False]
    assert not shown[1][0].exists()
