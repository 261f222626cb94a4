"""An app that stays open over midnight."""

from datetime import timedelta

from ldn_tui.domain.trial import NewTrial, Template
from ldn_tui.journal import Journal
from tests.tui.driver import OpenApp, StillClock


async def test_a_lock_that_comes_due_while_the_app_is_open_is_written(
    journal: Journal, still_clock: StillClock, open_app: OpenApp
) -> None:
    journal.clock = still_clock
    today = journal.today()
    journal.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", today - timedelta(days=20)))
    journal.record_dose(today, 4.5)
    async with open_app(journal) as driver:
        await driver.until(lambda: driver.app.journal_watch._settled_on == today, "the journal is looked over")
        still_clock.instant += timedelta(days=3)
        await driver.until(lambda: "locked" in driver.text(), "the new day is noticed")
    trial = journal.trials.active()
    assert trial is not None
    assert trial.locked_on == today + timedelta(days=3)
