"""Whatever changes the journal says what takes it back, or that nothing does."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from ldn_tui.journal import Journal
from ldn_tui.keys.commands import COMMANDS
from ldn_tui.tui.dialogs.choice import ChoiceDialog
from ldn_tui.tui.widgets.bars import MessageLine
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp
from tests.tui.trials import open_trial

TODAY = NOW.date()

# What is typed as it stands; everything else is a key.
Typed = str
Steps = Sequence[tuple[str, Sequence[str]]]

# The commands that change the journal, with the keys that carry each out, one after the other on the same day.
ON_THE_FORM: Steps = (
    ("rating-row.rate", ["4"]),
    ("rating-row.no-answer", ["-"]),
    ("rating-row.change", ["up", "5", "up", "right"]),
    ("today.tenths", ["6", ".", "5"]),
    ("today.digit", ["7", ".", "2"]),
    ("today.clear", ["5", "backspace"]),
    ("dose-row.as-planned", [*["down"] * 9, "up", "up", "up", "y"]),
    ("dose-row.not-taken", ["up", "n"]),
    ("dose-row.other-dose", ["up", "e", "3", "enter"]),
    ("side-effect-row.none-felt", ["n"]),
    ("side-effect-row.side-effect", ["up", "s", "a", "2"]),
    ("today.side-effect", ["s", "b", "1"]),
    ("today.rescue", ["r", "p", "tab", "2", "enter"]),
    ("today.note", ["w", "r", "a", "i", "n", "escape"]),
    ("today.skip", ["o", "i"]),
    ("today.impression", ["i", "2"]),
    ("today.lab", ["l", "a", "1", "2", "enter"]),
    ("everywhere.redo", ["u", "U"]),
)
IN_THE_LISTS: Steps = (
    ("measures.add", ["p", "Y", "a", "F", "o", "tab", "a", "tab", "b", "tab", "l", "enter"]),
    ("measures.edit", ["e", "x", "enter"]),
    ("measures.shift", ["J"]),
    ("measures.retire", ["r"]),
    ("measures.redo", ["u", "U"]),
    ("medicines.add", ["q", "M", "a", "I", "b", "u", "enter"]),
    ("medicines.edit", ["e", "x", "enter"]),
    ("medicines.stop", ["s", "enter"]),
    ("medicines.redo", ["u", "U"]),
)
IN_THE_PLAN: Steps = (
    ("plan.dose-plan", ["p", "e", "end", "ctrl+u", "2", "enter"]),
    ("plan.pause", ["P", "enter"]),
    ("plan.next-phase", ["u", "n", "b"]),
    ("plan.edit", ["u", *["up"] * 9, "enter", "x", "enter"]),
    ("plan.decide", ["D", "c", "enter"]),
    ("findings.decide", ["f", "D", "s", "enter", "c"]),
    ("plan.end", ["p", "E", "tab", "d", "enter"]),
)
# What takes a file, a helper or a trial of its own: its way back is asserted where it is carried out.
ELSEWHERE = {
    "plan.new-trial": "test_plan",
    "plan.move-boundary": "test_plan",
    "plan.seal": "test_seal_opening",
    "findings.seal": "test_seal_opening",
    "everywhere.import-file": "test_import_flow",
    "everywhere.restore": "test_backups",
    "everywhere.bring-back": "test_backups",
}
# What changes nothing in the journal, or walks along its changes.
ONLY_LOOKS = {
    "calendar": "choose-measure events measure move open turn-month turn-year year-view",
    "choice": "choose move",
    "date": "submit",
    "dialog": "leave",
    "dose-plan": "row submit",
    "everywhere": "all-keys back-up blank choose-theme edit-measures fill go go-to-date go-today help-here leave "
    "palette search undo",
    "fields": "next-field previous-field submit",
    "findings": "choose-measure cursor jump measure open page report",
    "graphs": "choose-measure events jump measure move next-view open overlay page pan save toggle-mean toggle-table "
    "view zoom",
    "marks": "mark move on",
    "measures": "cursor leave undo",
    "medicines": "cursor leave undo",
    "note": "leave",
    "options": "turn",
    "plan": "cursor measures medicines",
    "preview": "choose",
    "record": "leave scroll",
    "search": "move page submit",
    "today": "elsewhere finish next-day next-row previous-day previous-row",
}


async def carry_out(driver: Driver, steps: Steps) -> None:
    """Carry the commands out in turn; each of them says which key takes it back."""
    for command, keys in steps:
        driver.app.room.say("")
        await driver.press(*keys)
        if isinstance(driver.app.screen, ChoiceDialog):
            # What has consequences is asked about first.
            await driver.press("y")
        assert "u takes it back" in driver.app.room.query_one(MessageLine).message, f"{command}\n{driver.text()}"


def test_every_command_changes_nothing_or_is_carried_out_here() -> None:
    carried_out = {command for steps in (ON_THE_FORM, IN_THE_LISTS, IN_THE_PLAN) for command, _ in steps}
    only_looks = {f"{place}.{name}" for place, names in ONLY_LOOKS.items() for name in names.split()}
    known = {f"{command.place.name.lower()}.{command.name.partition('(')[0]}".replace("_", "-") for command in COMMANDS}
    assert known == carried_out | only_looks | set(ELSEWHERE)


async def test_what_the_form_records_says_what_takes_it_back(diary: Journal, open_app: OpenApp) -> None:
    yesterday = TODAY - timedelta(days=1)
    diary.record_dose(yesterday, 4.5)
    async with open_app(diary) as driver:
        await carry_out(driver, ON_THE_FORM)


async def test_what_the_lists_record_says_what_takes_it_back(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary, size=(80, 30)) as driver:
        await carry_out(driver, IN_THE_LISTS)


async def test_what_the_plan_records_says_what_takes_it_back(tmp_path: Path, open_app: OpenApp) -> None:
    journal = open_trial(tmp_path / "trial.db", TODAY - timedelta(days=60), rate_every=20)
    async with open_app(journal, size=(80, 30)) as driver:
        await carry_out(driver, IN_THE_PLAN)
    journal.close()
