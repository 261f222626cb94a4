"""Hostile text through every door: kept as it is or refused by name, and never obeyed, wherever it is shown."""

import asyncio
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

from ldn_tui.cli import run
from ldn_tui.journal import Journal, open_journal
from tests.conftest import DAY_STARTS_AT, NOW
from tests.faults.figures import Figure
from tests.faults.hostile_texts import FIELDS, QUOTING, TEXTS, Field
from tests.faults.places import Keys, opened
from tests.tui.driver import StillClock
from tests.tui.trials import open_trial, sealed_trial

# What a terminal would obey, or draw in another order: no more of it may reach one than line ends.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# It ends a word of a call, and so is never in one.
CANNOT_BE_TYPED = "\0"
READING = (
    "show", "show --json", "status", "status --json", "events", "events --json", "card", "findings", "findings --json",
    "medicine", "medicine list --json", "measure list", "measure list --json", "trial show", "trial show --json",
    "trial list", "seal status", "seal status --json", "export", "export --format csv", "report -o -",
    "report --format text -o -", "report --format json -o -", "backup --list", "paths", "undo", "redo",
)  # fmt: skip
SCREENS: Mapping[str, Keys] = {
    "today": (),
    "note": ("w",),
    "side effects": ("s",),
    "how severe": ("s", "a"),
    "rescue": ("r",),
    "laboratory values": ("l",),
    "calendar": ("c",),
    "events": ("c", "#"),
    "choosing a measure": ("c", "m"),
    "graphs": ("g",),
    "all measures": ("g", "a"),
    "laboratory chart": ("g", "e"),
    "table": ("g", "T"),
    "plan": ("p",),
    "trial": ("p", *["up"] * 8, "enter"),
    "medicines": ("p", "M"),
    "editing a medicine": ("p", "M", "e"),
    "measures": ("p", "Y"),
    "editing a measure": ("p", "Y", "e"),
    "seal": ("p", "L"),
    "findings": ("f",),
    "end of findings": ("f", "end"),
    "report": ("f", "R"),
}


def figures(share: float, seed: int) -> Iterator[Figure]:
    """Do the faults of hostile text, `share` of them; they do not depend on the seed."""
    del seed
    cases = [(field, name) for field in FIELDS for name in TEXTS]
    wanted = max(round(len(cases) * share), 1)
    with templates() as known:
        kept = refused = 0
        lost: list[str] = []
        for index in range(wanted):
            field, name = cases[index * len(cases) // wanted]
            outcome = entered(known, field, TEXTS[name])
            kept += outcome.is_kept
            refused += not outcome.is_kept
            lost += [f"{field.name}, {name}: {what}" for what in outcome.lost]
        yield Figure("hostile text typed in", wanted, f"{kept} kept as it was, {refused} refused by name", tuple(lost))
        lost = []
        cases_quoted = [(words, name) for words in QUOTING for name in TEXTS if CANNOT_BE_TYPED not in TEXTS[name]]
        wanted = max(round(len(cases_quoted) * share), 1)
        for index in range(wanted):
            words, name = cases_quoted[index * len(cases_quoted) // wanted]
            lost += [f"ldn {' '.join(words)}, {name}: {what}" for what in quoted(known, words, TEXTS[name])]
        yield Figure("hostile text quoted", wanted, "none of it obeyed", tuple(lost))
        shown = list(TEXTS)[: max(round(len(TEXTS) * share), 1)]
        lost = [f"{name}: {what}" for name in shown for what in printed(known, TEXTS[name])]
        yield Figure("hostile text printed", len(shown) * len(READING) * 2, "none of it obeyed", tuple(lost))
        lost = [f"{name}: {what}" for name in shown for what in drawn(known, TEXTS[name], share)]
        screens = max(round(len(SCREENS) * share), 1)
        yield Figure("hostile text drawn", len(shown) * screens, "none of it obeyed, no row too wide", tuple(lost))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a text in a field: whether it was kept, and what is wrong with that, in words."""

    is_kept: bool
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a call of the command line left behind."""

    exit_code: int
    stdout: str
    stderr: str


class _TerminalText(io.TextIOWrapper):
    """Output that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@contextmanager
def templates() -> Iterator[Mapping[str, Path]]:
    """Yield journals to begin with, by name: a trial, a sealed one; and set what calls find in their environment."""
    with tempfile.TemporaryDirectory(prefix="ldn-tui-hostile-") as folder:
        trial, sealed = Path(folder) / "trial.db", Path(folder) / "sealed.db"
        open_trial(trial, NOW.date().replace(month=9)).close()
        sealed_trial(sealed).close()
        before = {name: os.environ.get(name) for name in ("LDN_DB", "LDN_NOW")}
        os.environ["LDN_NOW"] = NOW.isoformat()
        try:
            yield {"trial": trial, "sealed": sealed}
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


@contextmanager
def copy_of(template: Path) -> Iterator[Path]:
    """Yield a journal that begins as `template`, in a folder of its own; calls find it."""
    with tempfile.TemporaryDirectory(prefix="ldn-tui-hostile-") as folder:
        journal = Path(shutil.copy(template, Path(folder) / "journal.db"))
        os.environ["LDN_DB"] = str(journal)
        yield journal


def call(arguments: Sequence[str], *, is_terminal: bool = False) -> Said:
    """Call the command line in this process."""
    out, err = io.BytesIO(), io.BytesIO()
    kind = _TerminalText if is_terminal else io.TextIOWrapper
    with (
        redirect_stdout(kind(out, "utf-8", newline="", write_through=True)) as stdout,
        redirect_stderr(kind(err, "utf-8", newline="", write_through=True)) as stderr,
    ):
        code = run(arguments)
        stdout.flush()
        stderr.flush()
        return Said(code, out.getvalue().decode(), err.getvalue().decode())


def obeyed(said: Said) -> list[str]:
    """Return what of a call's output a terminal would obey, and whether it failed."""
    found = [f"it prints {match[0]!r}" for match in (UNSAFE.search(said.stdout), UNSAFE.search(said.stderr)) if match]
    return found + ([f"it failed: {said.stderr.strip()}"] if "ldn-tui failed" in said.stderr else [])


def entered(known: Mapping[str, Path], field: Field, text: str) -> Outcome:
    """Give a field a text, and return what came of it."""
    with copy_of(known[field.template]) as path:
        said = call([word.replace("{}", text) for word in field.call])
        found = obeyed(said)
        if said.exit_code == 0:
            journal = open_journal(path, StillClock(NOW), DAY_STARTS_AT, create=False, program="the test")
            stored = field.read(journal)
            journal.close()
            if stored not in {text, text.strip()}:
                found.append(f"{text[:40]!r} became {(stored or '')[:40]!r}")
        elif field.named not in said.stderr:
            found.append(f"refused without its name: {said.stderr.strip()!r}")
    return Outcome(said.exit_code == 0, tuple(found))


def quoted(known: Mapping[str, Path], words: Sequence[str], text: str) -> list[str]:
    """Call a verb that quotes a text, or names a file by it, and return what of its answer a terminal would obey."""
    with copy_of(known["trial"]) as path:
        before = Path.cwd()
        os.chdir(path.parent)
        try:
            return obeyed(call([word.replace("{}", text) for word in words], is_terminal=True))
        finally:
            os.chdir(before)


@contextmanager
def full_of(known: Mapping[str, Path], text: str) -> Iterator[Path]:
    """Yield a journal that holds a text in every field that takes it."""
    with copy_of(known["sealed"]) as path:
        for field in FIELDS:
            call([word.replace("{}", text) for word in field.call])
        yield path


def printed(known: Mapping[str, Path], text: str) -> list[str]:
    """Return what verbs print of a text that a terminal would obey."""
    found: list[str] = []
    with full_of(known, text):
        for verb in READING:
            for is_terminal in (True, False):
                said = call(verb.split(), is_terminal=is_terminal)
                # A file or a pipe gets a diary as it is: it is data.
                is_data = not is_terminal and verb == "export --format csv"
                found += [f"ldn {verb}: {what}" for what in ([] if is_data else obeyed(said))]
    return found


def drawn(known: Mapping[str, Path], text: str, share: float) -> list[str]:
    """Return what screens draw of a text that a terminal would obey, or that breaks a row."""
    names = list(SCREENS)[:: max(round(1 / share), 1)]
    with full_of(known, text) as path:
        journal = open_journal(path, StillClock(NOW), DAY_STARTS_AT, create=False, program="the app", patient=False)
        try:
            return [what for name in names for what in asyncio.run(_drawn(journal, name))]
        finally:
            journal.close()


async def _drawn(journal: Journal, name: str) -> list[str]:
    async with opened(journal, SCREENS[name]) as driver:
        picture = driver.text()
        width, _ = driver.app.size
    found = [f"{name}: it draws {match[0]!r}" for match in UNSAFE.finditer(picture.replace("\n", ""))]
    return found + [f"{name}: too wide: {row!r}" for row in picture.split("\n") if cell_len(row) > width]
