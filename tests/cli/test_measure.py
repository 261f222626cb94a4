"""`ldn measure`."""

import json

import pytest

from ldn_tui.domain.measures import Direction
from ldn_tui.journal import Journal
from tests.conftest import Ldn
from tests.stored import has_history


def test_list_shows_key_name_anchors_direction_and_retirement(journal: Journal, ldn: Ldn) -> None:
    journal.measures.retire("food")
    for call in (("measure",), ("measure", "list")):
        result = ldn(*call)
        assert (result.exit_code, result.stderr) == (0, "")
        lines = result.stdout.splitlines()
        assert lines[0] == " 1  pain      Pain      0 no pain, 10 worst imaginable; lower is better"
        assert lines[1] == " 2  sleep     Sleep     0 slept terribly, 10 slept perfectly; higher is better"
        assert lines[3] == (
            " 4  food      Food      0 could not eat, 10 ate normally and well; higher is better; "
            "retired since 2026-11-22"
        )
        assert len(lines) == 5


def test_list_as_json(journal: Journal, ldn: Ldn) -> None:
    journal.measures.add("Brain \x1bfog", "clear", "thick", Direction.LOWER, "fog")
    journal.measures.retire("pain")
    document = json.loads(ldn("measure", "list", "--json").stdout)
    assert list(document) == ["version", "measures"]
    assert document["version"] == 1
    assert document["measures"][0] == {
        "key": "pain", "name": "Pain", "low": "no pain", "high": "worst imaginable", "better": "lower", "place": 1,
        "added_on": None, "retired_on": "2026-11-22",
    }  # fmt: skip
    assert document["measures"][-1] == {
        "key": "fog", "name": "Brain \x1bfog", "low": "clear", "high": "thick", "better": "lower", "place": 6,
        "added_on": "2026-11-22", "retired_on": None,
    }  # fmt: skip


def test_add(journal: Journal, ldn: Ldn) -> None:
    result = ldn("measure", "add", "Brain fog", "--low", "clear", "--high", "thick", "--better", "lower")
    assert result.exit_code == 0
    assert result.stdout == "Added Brain fog: rate it with `ldn log brain_fog=...`\n"
    assert "LDN_NOW pins the clock" in result.stderr
    measure = journal.measures.find("brain_fog")
    assert (measure.low_anchor, measure.high_anchor, measure.direction) == ("clear", "thick", Direction.LOWER)
    assert ldn("log", "brain_fog=3").exit_code == 0
    ldn("measure", "add", "X", "--low", "a", "--high", "b", "--better", "higher", "--key", "own")
    assert journal.measures.find("own").direction is Direction.HIGHER


def test_add_starts_a_journal(ldn: Ldn) -> None:
    assert ldn("measure", "add", "X", "--low", "a", "--high", "b", "--better", "lower").exit_code == 0
    assert len(ldn("measure").stdout.splitlines()) == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add"], "NAME"),
        (["add", "X"], "--low"),
        (["add", "X", "--low", "a"], "--high"),
        (["add", "X", "--low", "a", "--high", "b"], "--better"),
        (["add", "X", "--low", "a", "--high", "b", "--better", "up"], "--better"),
        (["rename", "pain"], "NAME"),
        (["edit", "pain"], "give --low, --high or --better"),
        (["move", "pain"], "PLACE"),
        (["move", "pain", "first"], "PLACE"),
        (["retire"], "KEY"),
        (["revive"], "KEY"),
        (["delete", "pain"], "delete"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_asked(journal: Journal, ldn: Ldn, words: list[str], said: str) -> None:
    result = ldn("measure", *words, input="x\ny\n")
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert not has_history(journal)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", " ", "--low", "a", "--high", "b", "--better", "lower"], "name is empty"),
        (["add", "pain", "--low", "a", "--high", "b", "--better", "lower"], "in use by the measure 'pain'"),
        (["add", "X", "--low", " ", "--high", "b", "--better", "lower"], "what 0 means is empty"),
        (["add", "X", "--low", "a", "--high", "b", "--better", "lower", "--key", "note"], "another meaning"),
        (["add", "X", "--low", "a", "--high", "b", "--better", "lower", "--key", "Ä"], "lower-case word"),
        (["rename", "pian", "X"], "did you mean pain?"),
        (["rename", "pain", "Sleep"], "in use by the measure 'sleep'"),
        (["edit", "pian", "--low", "a"], "did you mean pain?"),
        (["move", "pain", "0"], "position 0: use 1 to 5"),
        (["move", "pain", "6"], "position 6: use 1 to 5"),
        (["retire", "\x1b[31m"], "␛[31m"),
        (["revive", "pain"], "is active"),
    ],
)
def test_bad_values_are_exit_code_3(journal: Journal, ldn: Ldn, words: list[str], said: str) -> None:
    result = ldn("measure", *words)
    assert result.exit_code == 3
    assert said in result.stderr
    assert result.stdout == ""
    assert not has_history(journal)


def test_rename_edit_move_retire_and_revive(journal: Journal, ldn: Ldn) -> None:
    said = [
        ldn("measure", *words).stdout
        for words in (
            ["rename", "food", "Appetite"],
            ["rename", "food", "Appetite"],
            ["edit", "food", "--low", "none", "--high", "good", "--better", "higher"],
            ["move", "food", "1"],
            ["retire", "food"],
            ["revive", "food"],
        )
    ]
    assert said == [
        "Measure Appetite changed.\n",
        "Nothing changed.\n",
        "Measure Appetite changed.\n",
        "Measure Appetite moved to place 1.\n",
        "Measure Appetite retired.\n",
        "Measure Appetite brought back.\n",
    ]
    measure = journal.measures.all()[0]
    assert (measure.key, measure.name, measure.low_anchor, measure.high_anchor) == ("food", "Appetite", "none", "good")


def test_each_is_one_step(journal: Journal, ldn: Ldn) -> None:
    ldn("measure", "move", "function", "1")
    assert ldn("undo").stdout.startswith("Undone: measure Function moved to place 1")
    assert journal.measures.all()[0].key == "pain"


@pytest.mark.parametrize("verb", ["", "list", "add", "rename", "edit", "move", "retire", "revive"])
def test_help_has_examples(ldn: Ldn, verb: str) -> None:
    result = ldn("measure", *verb.split(), "--help")
    assert result.exit_code == 0
    assert f"    ldn measure {verb}" in result.stdout
