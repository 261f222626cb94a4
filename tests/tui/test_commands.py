"""The one table of commands: what it promises about keys, and that every command is there."""

import re
from itertools import combinations

import pytest

from ldn_tui.journal import Journal
from ldn_tui.keys.commands import COMMANDS, Command, Place, commands_of
from ldn_tui.keys.in_force import Keys
from ldn_tui.tui.about import ABOUT
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.choice import ChoiceDialog
from ldn_tui.tui.dialogs.date_dialog import DateDialog
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.dose_plan import DoseRows
from ldn_tui.tui.dialogs.fields import FieldsDialog, OptionPicker
from ldn_tui.tui.dialogs.import_preview import PreviewDialog
from ldn_tui.tui.dialogs.note import NoteDialog
from ldn_tui.tui.dialogs.search import SearchDialog
from ldn_tui.tui.dialogs.trial_steps import StepMarks
from ldn_tui.tui.screens.calendar import CalendarScreen
from ldn_tui.tui.screens.earlier_trial import EarlierTrialScreen
from ldn_tui.tui.screens.findings import FindingsScreen
from ldn_tui.tui.screens.graphs import GraphsScreen
from ldn_tui.tui.screens.measures import MeasuresScreen
from ldn_tui.tui.screens.medicines import MedicinesScreen
from ldn_tui.tui.screens.plan import PlanScreen
from ldn_tui.tui.screens.today import TodayScreen
from tests.tui.driver import OpenApp

DOES_IT: dict[Place, type] = {
    Place.EVERYWHERE: LdnApp,
    Place.TODAY: TodayScreen,
    Place.RATING_ROW: TodayScreen,
    Place.DOSE_ROW: TodayScreen,
    Place.SIDE_EFFECT_ROW: TodayScreen,
    Place.CALENDAR: CalendarScreen,
    Place.GRAPHS: GraphsScreen,
    Place.PLAN: PlanScreen,
    Place.FINDINGS: FindingsScreen,
    Place.MEASURES: MeasuresScreen,
    Place.MEDICINES: MedicinesScreen,
    Place.DIALOG: Dialog,
    Place.CHOICE: ChoiceDialog,
    Place.MARKS: StepMarks,
    Place.FIELDS: FieldsDialog,
    Place.OPTIONS: OptionPicker,
    Place.DOSE_PLAN: DoseRows,
    Place.NOTE: NoteDialog,
    Place.DATE: DateDialog,
    Place.SEARCH: SearchDialog,
    Place.PREVIEW: PreviewDialog,
    Place.RECORD: EarlierTrialScreen,
}
NEEDS_A_MODIFIER = re.compile(r"(ctrl|alt|shift)\+|f\d+$|escape$")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.place.name.lower()}.{command.name}")
def test_every_command_is_carried_out_somewhere(command: Command) -> None:
    method = f"action_{command.name.split('(')[0]}"
    assert callable(getattr(DOES_IT[command.place], method))
    assert command.help.endswith(".")
    assert command.label


def test_every_place_is_explained() -> None:
    assert set(ABOUT) == set(Place)


@pytest.mark.parametrize(
    "command",
    [command for command in COMMANDS if command.keys and not command.follows],
    ids=lambda command: f"{command.place.name.lower()}.{command.name}",
)
def test_no_command_needs_a_ctrl_alt_or_function_key(command: Command) -> None:
    assert any(not NEEDS_A_MODIFIER.match(key) for key in command.keys)


@pytest.mark.parametrize("place", Place)
def test_no_key_means_two_things_in_one_place(place: Place) -> None:
    for one, other in combinations(list(commands_of(place)), 2):
        assert not set(one.keys) & set(other.keys), (one.name, other.name)


@pytest.mark.parametrize("place", [Place.TODAY, Place.CALENDAR, Place.GRAPHS, Place.PLAN, Place.FINDINGS])
def test_a_room_takes_no_key_that_works_everywhere(place: Place) -> None:
    everywhere = {key for command in commands_of(Place.EVERYWHERE) for key in command.keys}
    for command in commands_of(place):
        assert not everywhere & set(command.keys), command.name


def test_ids_are_unique_so_that_keys_can_be_chosen() -> None:
    for place in Place:
        ids = [(binding.id, binding.key) for binding in bindings(place)]
        assert len(set(ids)) == len(ids)


def test_the_footer_names_each_key_once() -> None:
    for place in (Place.RATING_ROW, Place.DOSE_ROW, Place.SIDE_EFFECT_ROW):
        keys = [hint.shown for hint in Keys().hints([place, Place.TODAY])]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("query", "room"), [("Calendar", "calendar"), ("Graphs", "graphs"), ("Plan  (p)", "plan"), ("Findings", "findings")]
)
async def test_the_palette_runs_a_command(journal: Journal, open_app: OpenApp, query: str, room: str) -> None:
    async with open_app(journal) as driver:
        await driver.press(":")
        await driver.type(query)
        await driver.until(lambda: query in driver.text(), "the palette shows the command")
        await driver.press("enter")
        await driver.until(lambda: driver.app.current_mode == room, "the command is run")


@pytest.mark.parametrize("size", [(1, 1), (80, 3), (80, 24)])
async def test_the_palette_turns_pages_in_any_terminal(
    journal: Journal, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(journal, size=size) as driver:
        await driver.press(":", "pagedown", "pageup", "escape")
        assert len(driver.app.screen_stack) == 1


async def test_the_palette_rates_the_row_one_is_on(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal) as driver:
        await driver.press("down", ":")
        await driver.type("set the rating: 7")
        await driver.until(lambda: "Set the rating: 7" in driver.text(), "the palette shows the command")
        await driver.press("enter")
        await driver.until(lambda: journal.day(journal.today()).value("sleep") == 7, "the rating is stored")
