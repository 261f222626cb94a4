"""Random command lines, made from the tree of the verbs itself, with plausible and with absurd words.

Beside the journal goes a model: what is recorded after each step that was made. A call that fails may change nothing;
`ldn undo` must give what was before the last step, `ldn redo` what came after it, and `ldn log` what it was told.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from ldn_tui.cli.verbs import ldn
from ldn_tui.clock import PinnedClock
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.journal import open_journal
from tests.conftest import DAY_STARTS_AT, NOW, Result
from tests.faults.command_line import at_home_in, call, complaints
from tests.faults.history import History

CALLS = 5_000
CALLS_A_JOURNAL = 50
# How many calls out of a thousand are made in a process of their own.
_APART = 10
# What the journal holds that is restored and imported from.
FIRST_DAY = date(2026, 10, 1)
_MEASURES = tuple(measure.key for measure in FIRST_MEASURES)
_DAYS = ("today", "yesterday", "2026-11-20", "2026-11-01", "-3", "mon", "2026-11-01..2026-11-20", "t")
_PLAUSIBLE = (
    *_DAYS, *_MEASURES, "pain=4", "pain=4.5", "sleep=x", "sleep=-", "mood=none", "dose=4.5", "dose=none",
    "note=a #tag",
    "4.5", "1.5", "none", "0", "1", "3", "7", "10", "30", "50", "ESR=24", "CRP=3", "21:30", "Ibuprofen", "Itching",
    "nausea", "bottle 1", "LDN", "A", "week 1: 1.5, week 2: 3", "1.5 x 14",
    "continue", "stop", "undecided", "because of a rash", "2", "6", "12", "date=day,pain=pain", "pain=0..100",
    "%d.%m.%Y",
    "diary.csv", "journal.json", "out.csv", "out.json", "out.html", "copy.db", "sheet.txt", "-", "day_start",
    "mm/h", "0..20", "LDN-first", "comparator-first", "12 EUR",
)  # fmt: skip
_ABSURD = (
    "", " ", "-", "--", "=", "==", "pain", "=4", "pain=11", "pain=-1", "pain=nan", "pain=1e5", "pain=4=5", "nosuch=4",
    "\0",
    "a\0b", "\x1b[31m", "\ud800", "\udcff.csv", "\u202e", "\U0001f600", "\u0664", "9" * 400, "-9" * 200, "a" * 20_000,
    "9999-12-31", "0001-01-01", "2026-02-30", "tomorrow", "99:99", "1e309", "nan", "inf", "-inf", "/", "..", ".", "~",
    "/dev/null", "/dev/full", "/proc/self/mem", "journal.db", "no/such/folder/x", "{}", "[" * 5000, "%", "%s%n", "%%Q",
    "*", "$(id)", "'; DROP TABLE rating; --", "--help", "--json", "--yes", "-x", "\n", "a\nb", "\t", "0x10", "1_000",
    "+4",
)  # fmt: skip


class Calls:
    """Random calls, a new journal for each fifty of them; the same seed makes the same calls."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing called."""
        self._seed = seed
        self._verbs = tuple(_leaves(ldn, ()))
        self._ended: dict[int, int] = {}
        self._steps = 0
        self._walked = 0

    def in_words(self) -> str:
        """Return how the calls ended."""
        ended = ", ".join(f"{count:,} with {code}" for code, count in sorted(self._ended.items()))
        return f"exit codes: {ended}; {self._steps:,} steps made, {self._walked:,} of them undone or redone"

    def make(self, count: int) -> Iterator[str]:
        """Make that many calls, and yield what went wrong, in words, with the calls that led to it."""
        for first in range(0, count, CALLS_A_JOURNAL):
            with tempfile.TemporaryDirectory(prefix="ldn-tui-calls-") as name:
                folder = Path(name)
                with at_home_in(folder, folder / "journal.db"):
                    yield from self._use(folder, first, min(CALLS_A_JOURNAL, count - first))

    def _use(self, folder: Path, first: int, count: int) -> Iterator[str]:
        chance = random.Random(f"{self._seed}/{first}")
        _write_files(folder)
        # A journal that is begun and empty: a refused call may begin one, and that is no change of it.
        open_journal(folder / "journal.db", PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app").close()
        history = History(folder / "journal.db")
        made: list[str] = []
        for number in range(first, first + count):
            words = self._words(chance)
            made.append(repr(words))
            is_apart = chance.randrange(1000) < _APART and all(can_be_passed(word) for word in words)
            result = _call_apart(words) if is_apart else call(*words)
            self._ended[result.exit_code] = self._ended.get(result.exit_code, 0) + 1
            has_changed, wrong = history.follow()
            found = complaints_of(words, result) + wrong
            if has_changed and result.exit_code != 0:
                found.append(f"exit code {result.exit_code}, and yet something was changed")
            if words[0] == "log" and result.exit_code == 0 and "--json" not in words:
                found += _missing(words, folder / "journal.db")
            for what in found:
                yield f"call {number}: {what}\n  after {'; '.join(made[-6:])}"
            if found:
                break
        self._steps += history.steps
        self._walked += history.walked

    def _words(self, chance: random.Random) -> tuple[str, ...]:
        kind = chance.random()
        if kind < 0.2:
            return (chance.choice(("undo", "undo", "redo")),)
        if kind < 0.45:
            answers = [f"{chance.choice(_MEASURES)}={chance.choice((*'0123456789', '4.5', '-'))}" for _ in range(2)]
            return (
                "log",
                *answers,
                "--date",
                chance.choice(("today", "yesterday", "2026-11-20", "2026-11-02")),
                "--yes",
            )
        path, command = chance.choice(self._verbs)
        words = list(path)
        for parameter in command.params:
            words += _words_for(parameter, chance)
        if chance.random() < 0.1:
            words.insert(chance.randint(0, len(words)), chance.choice(_ABSURD))
        if chance.random() < 0.03:
            words[:0] = ["--db", chance.choice(("journal.db", "copy.db", *_ABSURD))]
        return tuple(words)


def _leaves(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        known = command.get_command(context, name)
        # The demo opens the app.
        if known is not None and name != "demo":
            yield from _leaves(known, (*path, name))


def _words_for(parameter: click.Parameter, chance: random.Random) -> list[str]:
    choices = parameter.type.choices if isinstance(parameter.type, click.Choice) else ()
    word = chance.choice(_ABSURD if chance.random() < 0.15 else tuple(map(str, choices)) or _PLAUSIBLE)
    if isinstance(parameter, click.Argument):
        if parameter.nargs == -1:
            return [word, *chance.sample(_PLAUSIBLE, chance.randint(0, 3))]
        return [word] if chance.random() < 0.9 else []
    if isinstance(parameter, click.Option) and parameter.is_flag:
        usual = 0.8 if parameter.name == "yes" else 0.2
        return [chance.choice(parameter.opts)] if chance.random() < usual else []
    return [chance.choice(parameter.opts), word] if chance.random() < 0.4 else []


def _write_files(folder: Path) -> None:
    (folder / "diary.csv").write_text("day,pain,sleep\n2026-11-05,4,6\n2026-11-06,5,\n", encoding="utf-8")
    assert call("--db", str(folder / "copy.db"), "log", "pain=1", "--date", FIRST_DAY.isoformat()).exit_code == 0
    (folder / "journal.json").write_text(call("--db", str(folder / "copy.db"), "export").stdout, encoding="utf-8")


def complaints_of(words: Sequence[str], result: Result) -> list[str]:
    """Return what that call may not do, in words. A timer's reminder that has nothing to say is silent on purpose."""
    is_reminder = "remind" in words and "--unattended" in words
    if is_reminder and result == Result(1, "", ""):
        return []
    return complaints(result)


def can_be_passed(word: str) -> bool:
    """Return whether a program can be started with that word at all."""
    try:
        return b"\0" not in os.fsencode(word)
    except UnicodeEncodeError:
        return False


def _call_apart(words: tuple[str, ...]) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "ldn_tui", *words],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def _missing(words: tuple[str, ...], journal: Path) -> list[str]:
    """Return the ratings a `log` was given that `show` does not say, in words."""
    matches = [re.fullmatch(r"([a-z_]+)=(\d|4\.5|-)", word) for word in words]
    given = {match[1]: match[2] for match in matches if match is not None}
    day = words[words.index("--date") + 1] if "--date" in words else "today"
    shown = call("--db", str(journal), "show", day, "--json")
    if shown.exit_code != 0:
        return [f"show does not show {day}: {shown.stderr}"]
    (known,) = json.loads(shown.stdout)["days"]
    ratings = known["ratings"]
    return [
        f"{key} was logged as {text}, and is {ratings.get(key)}"
        for key, text in given.items()
        if key in _MEASURES and _value(ratings.get(key)) != (None if text == "-" else float(text))
    ]


def _value(rating: object) -> object:
    return rating["value"] if isinstance(rating, dict) else rating
