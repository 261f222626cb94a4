"""Sentences that name keys: the app tells the key a command has now, never the one it had by default."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ldn_tui.config import Config, KeySetting
from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.key_names import key_of, with_keys
from ldn_tui.domain.text import visible
from ldn_tui.graphs import chart_sentences
from ldn_tui.journal import Journal
from ldn_tui.keys.in_force import Keys, choosable_commands, resolve
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp
from tests.tui.trials import open_trial

TODAY = NOW.date()
ROOMS = ("today", "calendar", "graphs", "plan", "findings")
# Every letter that is the only key of a command in the rooms; the numbers of measures and the letters x and y beside.
REMAPPED = {
    id_: (chr(0x3B1 + number), command.ids[id_][0])
    for number, (id_, command) in enumerate(
        (id_, command)
        for id_, command in choosable_commands()
        if command.ids[id_] and re.fullmatch("[b-zB-HJ-Z]", command.ids[id_][0]) and not id_.startswith("me")
    )
}
OLD = "".join(sorted({old for _, old in REMAPPED.values()}))
# A dialog keeps its keys, and days are typed as they always are.
_OTHERS = ("Esc, q or ", "2026-03-31, t, y,")
_TOLD = re.compile(rf"(?<![\w'’#/.-])[{OLD}](?![\w'’/.-])")


def remapped() -> Config:
    return Config(keys=tuple(KeySetting(id_, (new,), "config.toml, line 1") for id_, (new, _) in REMAPPED.items()))


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Journal]:
    """A trial whose overall rating and decision are still to be given."""
    journal = open_trial(tmp_path / "trial.db", TODAY - timedelta(days=40))
    yield journal
    journal.close()


def told_keys(driver: Driver) -> list[str]:
    """Return the lines that name a key no command has any more."""
    text = driver.text()
    for other in _OTHERS:
        text = text.replace(other, "")
    return [line for line in text.splitlines() if _TOLD.search(line)]


async def walk(driver: Driver) -> None:
    """Go through the rooms, their views, their help and what they say where they can do nothing."""
    key = {id_: new for id_, (new, _) in REMAPPED.items()}
    for room in ROOMS:
        await driver.press(key[f"everywhere.{room}"])
        assert not told_keys(driver), room
        if room == "graphs":
            for _ in range(7):
                await driver.press(key["graphs.next-view"])
                assert not told_keys(driver), room
        await driver.press("?")
        assert not told_keys(driver), f"help of {room}"
        await driver.press("escape")


def test_the_letters_are_free() -> None:
    keys, problems = resolve(remapped().keys)
    assert not problems
    assert all(keys.sign(id_) == new for id_, (new, _) in REMAPPED.items())


async def test_an_empty_journal_names_the_keys_in_force(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal, size=(100, 50), config=remapped()) as driver:
        await driver.press("escape")
        await walk(driver)
        for room, ids in {
            "findings": ["findings.decide"],
            "plan": ["plan.decide", "plan.pause", "plan.seal"],
        }.items():
            await driver.press(REMAPPED[f"everywhere.{room}"][0])
            for id_ in ids:
                await driver.press(REMAPPED[id_][0])
                assert not told_keys(driver), id_
        assert f"{REMAPPED['plan.new-trial'][0]} begins one" in driver.text()


async def test_a_trial_names_the_keys_in_force(filled: Journal, open_app: OpenApp) -> None:
    async with open_app(filled, size=(90, 60), config=remapped()) as driver:
        await walk(driver)
        await driver.press(REMAPPED["everywhere.findings"][0])
        assert f"{REMAPPED['findings.decide'][0]} writes down what you decide" in driver.text()
        await driver.press(REMAPPED["everywhere.plan"][0], REMAPPED["plan.new-trial"][0])
        assert f"{REMAPPED['plan.end'][0]} ends it first" in driver.text()


def test_every_command_that_a_sentence_names_exists() -> None:
    known = {id_ for id_, _ in choosable_commands()}
    told: set[str] = set()

    def sign(id_: str) -> str:
        told.add(id_)
        return ""

    for catalogue in (chart_sentences, findings_headings):
        for sentence in vars(catalogue).values():
            if isinstance(sentence, str):
                with_keys(sentence, sign)
    with_keys(sentences.never_rated("Pain", is_retired=False), sign)
    assert {"everywhere.today", "plan.new-trial", "today.lab"} <= told <= known


def test_nothing_a_person_typed_is_taken_for_a_command() -> None:
    said = sentences.never_rated(key_of("everywhere.plan"), is_retired=False)
    assert Keys().told(said).startswith(visible(key_of("everywhere.plan")))
    assert Keys().told(said).endswith("t opens today's form; from the first rating on, every day stands here.")
