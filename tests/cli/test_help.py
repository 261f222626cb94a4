"""Every verb explains itself: in one line, option by option, and with examples that the real parser takes."""

import re
import shlex
from typing import Any

import click
import pytest

from ldn_tui.cli.verbs import VERBS, call_verb
from tests.command_tree import commands
from tests.conftest import Ldn

# What ends a call in a shell's line.
_SHELLS_OWN = {"|", ">", ">>", "<", "&&", ";"}
_EXAMPLES = re.compile(r"Examples?:\n(.+?)(?:\n\n|\Z)", re.DOTALL)


EVERY = dict(commands())


def said_of(path: tuple[str, ...]) -> str:
    return " ".join(("ldn", *path))


def examples(command: click.Command) -> list[str]:
    """Return the lines under "Example:" or "Examples:"; one that ends with a backslash goes on."""
    found = _EXAMPLES.search(command.epilog or "")
    return [] if found is None else [line.strip() for line in found[1].replace("\\\n", " ").splitlines()]


def call_in(line: str) -> list[str]:
    """Return the words after `ldn` of the call in a shell's line."""
    parser = shlex.shlex(line, posix=True, punctuation_chars="|<>;&")
    parser.whitespace_split = True
    words = list(parser)
    assert words[0] == "ldn", line
    ends = (index for index, word in enumerate(words) if word in _SHELLS_OWN)
    return words[1 : next(ends, len(words))]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands that were parsed to their end; none of them does anything."""
    found: list[tuple[str, ...]] = []
    for path, command in EVERY.items():

        def remember(*arguments: Any, path: tuple[str, ...] = path, **options: Any) -> None:
            found.append(path)

        monkeypatch.setattr(command, "callback", remember)
    return found


@pytest.mark.parametrize("path", EVERY, ids=said_of)
def test_examples_are_taken_by_the_parser(path: tuple[str, ...], called: list[tuple[str, ...]]) -> None:
    lines = examples(EVERY[path])
    assert lines, f"`{said_of(path)} --help` has no examples"
    for line in lines:
        called.clear()
        assert call_verb(call_in(line)) == 0, line
        assert called, line
        assert called[-1][: len(path)] == path, line


@pytest.mark.parametrize("path", EVERY, ids=said_of)
def test_every_option_is_explained(path: tuple[str, ...]) -> None:
    for parameter in EVERY[path].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.opts
            assert parameter.help.strip().endswith((".", ")")), parameter.help


@pytest.mark.parametrize("path", EVERY, ids=said_of)
def test_a_line_says_what_it_is_for(path: tuple[str, ...]) -> None:
    short = VERBS[path[0]][1] if len(path) == 1 else EVERY[path].get_short_help_str(200)
    assert short.endswith(".")
    assert not short.endswith("...")
    assert "\n" not in short


@pytest.mark.parametrize("path", EVERY, ids=said_of)
def test_help_fits_a_terminal(ldn: Ldn, path: tuple[str, ...]) -> None:
    said = ldn(*path, "--help")
    assert (said.exit_code, said.stderr) == (0, "")
    assert re.search(r"^  Examples?:$", said.stdout, re.MULTILINE)
    assert [line for line in said.stdout.splitlines() if len(line) > 80] == []


def test_verbs_are_listed_without_importing_any(ldn: Ldn) -> None:
    listed = ldn("--help").stdout
    for verb, (_, short) in VERBS.items():
        assert f"\n  {verb} " in listed
        assert short.split()[0] in listed
