"""A little of the hostile text, and proof that a loss would be noticed.

By hand, all of it: `python tests/faults/run.py hostile_text`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.faults import hostile_text
from tests.faults.hostile_text import SCREENS, call, copy_of, drawn, entered, obeyed, printed, quoted, templates
from tests.faults.hostile_texts import FIELDS, QUOTING, TEXTS, Field

WORST = TEXTS["set the clipboard"] + TEXTS["C1 control sequence"] + TEXTS["right-to-left override"]


@pytest.fixture(scope="module")
def known() -> Iterator[Mapping[str, Path]]:
    """The journals to begin with."""
    with templates() as found:
        yield found


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_field_keeps_a_text_or_refuses_it(known: Mapping[str, Path], field: Field) -> None:
    for name in ("set the clipboard", "NUL", "lone surrogate", "emoji joined"):
        assert entered(known, field, TEXTS[name]).lost == ()


@pytest.mark.parametrize("words", QUOTING, ids=" ".join)
def test_what_is_quoted_is_not_obeyed(known: Mapping[str, Path], words: tuple[str, ...]) -> None:
    assert quoted(known, words, WORST) == []


def test_what_is_printed_is_not_obeyed(known: Mapping[str, Path]) -> None:
    assert printed(known, WORST) == []


def test_what_is_drawn_is_not_obeyed(known: Mapping[str, Path]) -> None:
    assert drawn(known, TEXTS["wide"] + WORST[:20], 3 / len(SCREENS)) == []


@pytest.mark.parametrize("name", ["wide", "combining", "many combining", "Hebrew", "emoji"])
def test_columns_stay_in_line(known: Mapping[str, Path], name: str) -> None:
    with copy_of(known["trial"]) as path:
        assert (
            call(["measure", "add", TEXTS[name][:12], "--low=a", "--high=b", "--better=lower", "--key=mine"]).exit_code
            == 0
        )
        assert call(["log", "pain=4", "mine=4"]).exit_code == 0
        assert path.is_file()
        listed = [row.partition("  0 ")[0] for row in call(["measure", "list"]).stdout.splitlines()]
        shown = [row.rpartition("4")[0] for row in call(["show"]).stdout.splitlines() if row.endswith("  4")]
    assert (len(listed), len({cell_len(row) for row in listed})) == (6, 1)
    assert (len(shown), len({cell_len(row) for row in shown})) == (2, 1)


def test_a_place_in_the_configuration_that_can_be_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('db = "a\\u0000b"\n', encoding="utf-8")
    monkeypatch.setenv("LDN_CONFIG", str(config))
    monkeypatch.delenv("LDN_DB", raising=False)
    said = call(["status"])
    assert (said.exit_code, obeyed(said)) == (2, [])
    assert "config: no file can be called" in said.stderr


def test_a_text_that_is_changed_would_be_noticed(known: Mapping[str, Path]) -> None:
    other = replace(FIELDS[0], read=lambda journal: "something else")
    assert entered(known, other, "words").lost == ("'words' became 'something else'",)


def test_what_a_terminal_obeys_would_be_noticed(known: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hostile_text, "UNSAFE", re.compile("Naltrexone"))
    assert drawn(known, "words", 0.01)
