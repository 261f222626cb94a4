"""The keys: chosen in the configuration, shown everywhere, and never two commands on one key."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from ldn_tui.config import Config, KeySetting, Problem
from ldn_tui.journal import Journal
from ldn_tui.keys.commands import COMMANDS, RESERVED_KEYS
from ldn_tui.keys.in_force import Keys, choosable_commands, resolve
from ldn_tui.keys.names import key_name, sign_of
from tests.tui.driver import OpenApp

Given = dict[str, str | list[str]]


def settings(given: Given) -> Iterable[KeySetting]:
    for line, (command, keys) in enumerate(given.items(), 1):
        yield KeySetting(command, (keys,) if isinstance(keys, str) else tuple(keys), f"config.toml, line {line}")


def config(given: Given) -> Config:
    return Config(keys=tuple(settings(given)))


def resolved(given: Given) -> tuple[Keys, tuple[Problem, ...]]:
    return resolve(settings(given))


# What keys are called


@pytest.mark.parametrize("sign", [*map(chr, range(33, 127)), *"äß€°"])
def test_a_sign_is_called_as_textual_calls_it_and_written_as_itself(sign: str) -> None:
    assert key_name(sign) == _character_to_key(sign)
    assert sign_of(key_name(sign)) == sign
    assert key_name(key_name(sign)) == key_name(sign)


@pytest.mark.parametrize("name", ["up", "f7", "ctrl+n", "shift+up", "PageUp", "space", "alt+x"])
def test_a_key_may_be_named(name: str) -> None:
    assert key_name(name) == name.lower()


@pytest.mark.parametrize("name", ["", "ab", "f25", "ctrl+", "strg+n", "ctrl+N N"])
def test_what_is_no_key_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no key"):
        key_name(name)


# What may be chosen


def test_every_command_can_be_named_and_keeps_its_keys_by_default() -> None:
    ids = [id_ for id_, _ in choosable_commands()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z-]+\.[a-z0-9-]+", id_) for id_ in ids)
    assert {command for _, command in choosable_commands()} == {each for each in COMMANDS if not each.follows}
    keys, problems = resolved(
        {id_: list(command.ids[id_]) for id_, command in choosable_commands() if command.ids[id_]}
    )
    assert not problems
    assert all(keys.of(id_) == command.ids[id_] for id_, command in choosable_commands())


def test_the_place_may_be_left_out_where_one_command_is_called_so() -> None:
    assert resolved({"rate-5": ["5", "&"]})[0].of("rating-row.rate-5") == ("5", "ampersand")
    keys, problems = resolved({"undo": "X"})
    assert keys.of("everywhere.undo") == ("u",)
    assert "write measures.undo or medicines.undo or everywhere.undo" in str(problems[0])


def test_two_commands_swap_their_keys() -> None:
    keys, problems = resolved({"everywhere.undo": "U", "everywhere.redo": "u"})
    assert (keys.of("everywhere.undo"), keys.of("everywhere.redo")) == (("U",), ("u",))
    assert not problems


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"today.rescue": "w"}, "it is today.note already"),
        ({"today.rescue": "c"}, "it is everywhere.calendar already"),
        ({"everywhere.calendar": "y"}, "it is dose-row.as-planned already"),
        ({"dose-row.as-planned": "w"}, "it is today.note already"),
        ({"today.rescue": []}, "the list is empty"),
        ({"today.rescue": "5"}, "digits rate"),
        ({"today.rescue": "escape"}, "Esc always leads out"),
        ({"today.rescue": "enter"}, "Enter always"),
        ({"today.rescue": "tab"}, "Tab goes"),
        ({"today.rescue": "ctrl+c"}, "terminals stop programs"),
        ({"today.rescue": "ctrl+m"}, "terminals send it for Enter"),
        ({"today.rescue": "ctlr+n"}, "is no key"),
        ({"today.resque": "R"}, "write today.rescue"),
        ({"today.elsewhere": "R"}, "no command is called so"),
        ({"calendar.nope": "R"}, "no command is called so, `ldn config --keys` shows them all"),
        ({"app.help": "R"}, "write everywhere.help;"),
        ({"serch": "R"}, "write everywhere.search;"),
        ({"calender.year-vew": "R"}, "write calendar.year-view;"),
    ],
)
def test_a_key_that_cannot_be_given_is_named_and_all_keys_stay(given: Given, said: str) -> None:
    keys, problems = resolved(given)
    assert not keys.given
    assert [said in str(problem) for problem in problems] == [True]
    assert str(problems[0]).startswith("config.toml, line 1: ")


def test_of_two_in_the_file_the_first_keeps_the_key_and_both_are_named() -> None:
    keys, problems = resolved({"today.note": "R", "today.skip": ["R", "S"]})
    assert (keys.of("today.note"), keys.of("today.skip")) == (("R",), ("S",))
    assert [problem.where for problem in problems] == ["config.toml, line 2"]
    assert "today.note" in problems[0].reason
    assert "today.skip" in problems[0].reason


def test_what_falls_back_to_its_own_key_finds_it_free() -> None:
    keys, problems = resolved({"today.rescue": "w", "today.skip": "r"})
    assert not keys.given
    assert len(problems) == 2


def test_no_key_ever_means_two_things_whatever_the_file_says() -> None:
    ids = [id_ for id_, _ in choosable_commands()]
    for offset in (1, 7, 31):
        given: Given = {
            id_: list(command.ids[ids[(index + offset) % len(ids)]]) or "ctrl+n"
            for index, (id_, command) in enumerate(choosable_commands())
            if ids[(index + offset) % len(ids)] in command.ids
        }
        keys, _ = resolved(given)
        again, problems = resolved({id_: list(keys.of(id_)) for id_ in ids if keys.of(id_)})
        assert not problems
        assert all(again.of(id_) == keys.of(id_) for id_ in ids)


def test_keys_that_only_follow_others_are_not_told() -> None:
    keys, _ = resolved({"dose-row.as-planned": "k", "rate-5": ["5", "&"]})
    assert keys.of("today.elsewhere")[-3:] == ("k", "n", "e")
    told = {command.name: keys.shown(command) for command in COMMANDS if command.follows and not command.shown}
    assert told == {"elsewhere": "", "digit": ""}


def test_reserved_keys_stay_beside_those_that_are_given() -> None:
    assert resolved({"today.finish": "d"})[0].of("today.finish") == ("enter", "d")
    assert resolved({"everywhere.leave": "Q"})[0].of("everywhere.leave") == ("Q", "escape")
    assert "escape" in RESERVED_KEYS


# In the app


async def test_a_chosen_key_works_in_place_of_the_old_one_and_is_shown_everywhere(
    journal: Journal, open_app: OpenApp
) -> None:
    async with open_app(journal, size=(120, 40), config=config({"today.note": ["N", "ctrl+n"]})) as driver:
        assert "N write" in driver.text()
        assert "N note" in driver.text()
        await driver.press("w")
        assert len(driver.app.screen_stack) == 1
        for key in ("N", "ctrl+n"):
            await driver.press(key)
            await driver.type("c is a letter here")
            assert "c is a letter here" in driver.text()
            await driver.press("ctrl+g", "u")
        await driver.press("?")
        assert re.search(r"N +Write about the day", driver.text())
        await driver.press("q", ":")
        await driver.type("write the note")
        await driver.until(lambda: "Write the note  (N)" in driver.text(), "the palette names the key")


async def test_commands_with_reserved_keys_or_none_can_be_given_more(journal: Journal, open_app: OpenApp) -> None:
    given: Given = {"rate-5": ["5", "&"], "today.finish": "d", "everywhere.all-keys": "K", "everywhere.leave": "Q"}
    async with open_app(journal, size=(120, 40), config=config(given)) as driver:
        await driver.press("&", "5")
        day = journal.day(journal.today())
        assert (day.value("pain"), day.value("sleep")) == (5, 5)
        await driver.press(".", "&")
        assert journal.day(journal.today()).value("sleep") == 5.5
        await driver.press("d")
        assert "Not answered yet" in driver.text()
        await driver.press("K")
        assert re.search(r"K +everywhere.all-keys", driver.text())
        await driver.press("escape", "c", "Q")
        assert driver.app.current_mode == "today"


async def test_swapped_keys_do_each_others_work(journal: Journal, open_app: OpenApp) -> None:
    given: Given = {"everywhere.undo": "U", "everywhere.redo": "u", "graphs.pan-back": "<", "graphs.pan-on": ">"}
    async with open_app(journal, size=(120, 40), config=config(given)) as driver:
        await driver.press("4", "U")
        assert "u brings it back" in driver.text()
        assert journal.day(journal.today()).value("pain") is None
        await driver.press("u")
        assert journal.day(journal.today()).value("pain") == 4
        await driver.press("g")
        assert "< > pan" in driver.text()
        await driver.press("<")
        assert "There is nothing earlier" in driver.text()


async def test_what_is_not_obeyed_is_said_and_the_day_can_be_filled(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal, config=config({"today.rescue": "w", "today.nope": "N"})) as driver:
        await driver.until(lambda: "config.toml, line" in driver.text(), "the first problem is named")
        assert "1 more: `ldn doctor`" in re.sub(r"\s+", " ", driver.text())
        await driver.press("4")
        assert journal.day(journal.today()).value("pain") == 4


async def test_all_keys_are_one_key_from_help(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal, size=(120, 40)) as driver:
        await driver.press("?", "a")
        assert re.search(r"t F2 +everywhere.today +Today", driver.text())
        await driver.press("escape")
        assert len(driver.app.screen_stack) == 1


def test_the_readme_names_keys_that_are_in_the_table() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    places = {
        "everywhere": ["everywhere"],
        "Today, or any day": ["today", "rating-row"],
        "dose row": ["dose-row"],
        "side-effect row": ["side-effect-row"],
        "Calendar": ["calendar"],
        "Graphs": ["graphs"],
        "Findings": ["findings"],
        "Plan": ["plan"],
    }
    rows = dict(re.findall(r"^\| ([^|]+) \| (.+) \|$", readme, re.MULTILINE))
    for row, ids in places.items():
        own = {
            sign_of(key)
            for id_, command in choosable_commands()
            if id_.partition(".")[0] in ids
            for key in command.ids[id_]
        }
        named = {key for part in re.findall(r"`([^`]+)`", rows[row]) for key in part.split()}
        assert {key for key in named if len(key) == 1} <= own, row
        signs = {key for key in own if len(key) == 1 and key.isascii() and not key.isdigit()}
        assert signs - named <= _UNSAID.get(row, set()), row


# Second keys and views that the README leaves to help.
_UNSAID = {
    "Today, or any day": {"s"},
    "Graphs": {"=", "h", "a", "d", "o", "w", "s", "e"},
    "Findings": {"k", "j", "L"},
    "Plan": {"k", "j"},
}
