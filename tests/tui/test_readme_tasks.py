"""The tasks of the README: exactly the keys that stand there are pressed, and each does what its row says."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.phases import PhaseKind
from ldn_tui.journal import Journal, open_journal
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import Driver, OpenApp, StillClock
from tests.tui.trials import open_trial

README = Path(__file__).parents[2] / "README.md"
TODAY = NOW.date()
THIRD_OF_MARCH = date(2026, 3, 3)
NAMED_KEYS = {"Enter": "enter", "Esc": "escape"}


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the table."""

    name: str
    keys: tuple[str, ...]
    presses: int


def tasks() -> Iterator[Task]:
    """Yield the rows; what stands in one pair of backticks is a key that has a name, or is typed letter by letter."""
    text = README.read_text(encoding="utf-8")
    table = text.split("| task | keys | presses |\n")[1].split("\n\n")[0]
    for line in table.splitlines()[1:]:
        name, keys, presses = (cell.strip() for cell in line.strip("|").split(" | "))
        pressed = [
            key
            for word in re.findall(r"`([^`]+)`", keys)
            for key in ([NAMED_KEYS[word]] if word in NAMED_KEYS else word)
        ]
        yield Task(name, tuple(pressed), int(presses))


def holds_all(journal: Journal, day: date) -> bool:
    """Return whether all of a day is there, as the keys of the table say it."""
    recorded = journal.day(day)
    values = [recorded.value(measure.key) for measure in journal.measures.active()]
    return values == [4, 6, 5, 7, 5] and [dose.taken for dose in recorded.doses] == [True] and recorded.no_side_effects


def todays(driver: Driver, journal: Journal) -> None:
    assert holds_all(journal, TODAY), driver.text()
    assert "complete" in driver.text()


def gaps(driver: Driver, journal: Journal) -> None:
    assert holds_all(journal, TODAY - timedelta(days=1)), driver.text()
    assert "2 days ago" in driver.text().splitlines()[0]


def headache(_: Driver, journal: Journal) -> None:
    assert [(effect.term, effect.severity) for effect in journal.day(TODAY).side_effects] == [("headache", 1)]


def note(driver: Driver, journal: Journal) -> None:
    assert journal.day(TODAY).note == "rain"
    assert driver.app.screen is driver.app.room


def taken_back(_: Driver, journal: Journal) -> None:
    assert journal.day(THIRD_OF_MARCH).value("sleep") is None


def third_of_march(driver: Driver, _: Journal) -> None:
    assert "Tuesday 3 March 2026" in driver.text()
    assert "▐6▌" in driver.text()


def rain(driver: Driver, _: Journal) -> None:
    assert "1 day" in driver.text()
    assert "Tue 3 Mar 2026" in driver.text()


def year(driver: Driver, _: Journal) -> None:
    assert "2026   Sleep" in driver.text().splitlines()[0]


def three_months(driver: Driver, _: Journal) -> None:
    assert "Graphs   Sleep   3 months" in driver.text().splitlines()[0]


def overlay(driver: Driver, _: Journal) -> None:
    title = driver.text().splitlines()[0]
    assert "Pain" in title
    assert "Sleep" in title


def washout(_: Driver, journal: Journal) -> None:
    kinds = [phase.kind for phase in journal.phases() if phase.starts_on == TODAY]
    assert kinds == [PhaseKind.WASHOUT]


def report(_: Driver, journal: Journal) -> None:
    assert (Path.home() / f"ldn-report-{journal.today()}.html").read_text().startswith("<!doctype html>")


OUTCOMES: dict[str, Callable[[Driver, Journal], None]] = {
    "the whole of today": todays,
    "last week's gaps, the newest first; Enter goes on to the next": gaps,
    "a mild headache": headache,
    "a note": note,
    "take the last thing back": taken_back,
    "what was my pain on 3 March?": third_of_march,
    "which days did I write of rain?": rain,
    "this year's sleep, a day a cell": year,
    "show sleep for the last 3 months": three_months,
    "lay sleep over pain": overlay,
    "start the washout": washout,
    "write the report": report,
}
TASKS = tuple(tasks())
# How long ago the trial began; a washout is begun once the decision day is past.
IN_TREATMENT, AFTER_DECISION = 50, 130


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The files of journals in a trial, by how long ago it began; a rainy day in March was entered last."""
    files = {}
    for days in (IN_TREATMENT, AFTER_DECISION):
        files[days] = tmp_path_factory.mktemp("tasks") / "journal.db"
        journal = open_trial(files[days], TODAY - timedelta(days=days), rate_every=12)
        journal.record_dose(TODAY - timedelta(days=2), 4.5)
        for ago, term in enumerate(("insomnia", "headache", "cold feet", "nausea"), start=20):
            journal.add_side_effect(TODAY - timedelta(days=ago), term, 2)
        journal.rate(THIRD_OF_MARCH, "pain", 6)
        journal.write_note(THIRD_OF_MARCH, "rain all day")
        journal.rate(THIRD_OF_MARCH, "sleep", 3)
        journal.close()
    return files


def test_every_row_has_its_outcome_and_says_how_many_keys_it_takes() -> None:
    assert [task.name for task in TASKS] == list(OUTCOMES)
    assert {task.name: task.presses for task in TASKS} == {task.name: len(task.keys) for task in TASKS}


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
async def test_the_keys_of_the_row_do_what_it_says(
    task: Task, kept: dict[int, Path], open_app: OpenApp, tmp_path: Path
) -> None:
    began = AFTER_DECISION if task.name == "start the washout" else IN_TREATMENT
    path = shutil.copyfile(kept[began], tmp_path / "journal.db")
    journal = open_journal(path, StillClock(NOW), DAY_STARTS_AT, create=False, program="the app")
    async with open_app(journal) as driver:
        await driver.press(*task.keys)
        OUTCOMES[task.name](driver, journal)
    journal.close()
