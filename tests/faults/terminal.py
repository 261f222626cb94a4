"""Terminal faults: it is closed, shrunk, poor or gone, and its program is put aside; nothing that was typed is lost."""

import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from ldn_tui.clock import PinnedClock
from ldn_tui.journal import open_journal
from tests.conftest import DAY_STARTS_AT, NOW
from tests.faults.figures import Figure
from tests.faults.outputs import interrupted, printed_in_vain
from tests.faults.resizing import resized
from tests.terminal import KEYS, LDN, Terminal, environment

Thing = TypeVar("Thing")

TYPED = "slept badly, rain"
LONG = "".join(f"line {number} of a long note\n" for number in range(420))
CLOSED = "closing it"
ENDINGS = (CLOSED, "SIGHUP", "SIGTERM", "SIGINT")
# What no ending may leave on the terminal.
FAILURES = ("Traceback", "Error", "failed", "Exception")
# What a terminal may call itself, and what the app says to it; None where it draws.
NAMES = {
    "dumb": "ldn entry",
    "unknown": "ldn entry",
    "": None,
    "vt100": None,
    "linux": None,
    "no-such-terminal": None,
    "\x1b[2Jevil": None,
}
POOR = ({"NO_COLOR": "1"}, {"LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"})


def figures(share: float, seed: int) -> Iterator[Figure]:
    """Do the faults of the terminal, `share` of them."""
    yield hung_up(share)
    yield put_aside()
    yield on_poor_terminals(share)
    yield resized(share)
    yield printed_in_vain(share)
    yield interrupted(share, seed)


def part(things: Sequence[Thing], share: float) -> list[Thing]:
    """Return `share` of `things`, evenly spread, at least one."""
    wanted = max(round(len(things) * share), 1)
    return [things[index * len(things) // wanted] for index in range(wanted)]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is being typed when the terminal goes.

    Attributes:
        name: what it is.
        keys: what is pressed.
        shown: what is on the screen when the terminal goes.
        pain: the rating that must then be in the journal.
        note: the note that must.
    """

    name: str
    keys: tuple[str, ...]
    shown: str
    pain: float | None = None
    note: str | None = None


ENTRIES = (
    Entry("a rating", ("4",), "▐4▌", pain=4),
    Entry("a note", ("w", TYPED), TYPED, note=TYPED),
    Entry("a pasted note", ("w", f"\x1b[200~{LONG}\x1b[201~"), "line 419", note=LONG),
    # What is not submitted is no answer: it must not be made one.
    Entry("a dose", ("4", *(KEYS["down"],) * 4, "e", "4.5"), "4.5", pain=4),
    Entry("a laboratory value", ("4", "l", "a", "24"), "24", pain=4),
    Entry("a command", ("4", ":", "back up"), "back up", pain=4),
)


@contextmanager
def running(**variables: str) -> Iterator[tuple[Terminal, Path]]:
    """Yield the app on a new journal and a terminal of its own, with its home."""
    with tempfile.TemporaryDirectory(prefix="ldn-tui-terminal-") as folder:
        home = Path(folder)
        journal = home / "journal.db"
        known = open_journal(journal, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app")
        # Nobody is greeted who has recorded anything.
        known.rate(NOW.date() - timedelta(days=1), "pain", 5)
        known.close()
        yield Terminal(LDN, environment(home, journal, LDN_NOW=NOW.isoformat(), **variables)), home


def is_drawn(terminal: Terminal) -> bool:
    """Return whether the day's form is there."""
    return "Function" in terminal.text and "help" in terminal.lines()[-1]


def see(terminal: Terminal, text: str) -> None:
    """Wait until `text` is on the screen.

    Raises:
        TimeoutError: it does not appear.
    """
    if text not in terminal.text:
        terminal.wait_for(lambda shown: text in shown.text)


def hung_up(share: float) -> Figure:
    """End the app from outside while something is being typed."""
    cases = part([(ending, entry) for entry in ENTRIES for ending in ENDINGS], share)
    lost = [f"{ending}, {entry.name}: {what}" for ending, entry in cases for what in lost_by(ending, entry)]
    return Figure("terminal closed while typing", len(cases), "all saved, every process ended", tuple(lost))


def lost_by(ending: str, entry: Entry) -> list[str]:
    """Type `entry`, end the app, and return what was lost or left behind."""
    with running() as (terminal, home):
        terminal.wait_for(is_drawn)
        for keys in entry.keys:
            terminal.send(keys)
            # What is typed ahead of a dialog that is still opening is another matter.
            terminal.settle(0.15)
        see(terminal, entry.shown)
        if ending == CLOSED:
            terminal.hang_up()
        else:
            terminal.signal(getattr(signal, ending))
        code = terminal.end()
        found = ["it did not end"] if code is None else [f"a signal ended it: {code}"] if code < 0 else []
        found += [f"it left {line.strip()!r}" for line in terminal.lines() if any(word in line for word in FAILURES)]
        found += [f"a crash log: {log.read_text(encoding='utf-8')}" for log in home.rglob("crash-*")]
        journal = open_journal(home / "journal.db", PinnedClock(NOW), DAY_STARTS_AT, create=False, program="the test")
        day = journal.day(NOW.date())
        journal.close()
    if (day.value("pain"), day.note) != (entry.pain, entry.note):
        found.append(f"pain is {day.value('pain')}, the note {(day.note or '')[:40]!r}")
    if day.doses or day.labs:
        found.append("what was not submitted became an answer")
    return found


def put_aside() -> Figure:
    """Stop the app as Ctrl-Z does, and go on with it as `fg` does."""
    lost: list[str] = []
    with running() as (terminal, _):
        terminal.wait_for(is_drawn)
        terminal.send("4")
        see(terminal, "▐4▌")
        terminal.settle()
        before = terminal.text
        terminal.signal(signal.SIGTSTP)
        terminal.settle(0.5)
        if not terminal.is_stopped():
            lost.append("it does not stop")
        terminal.signal(signal.SIGCONT)
        terminal.settle(0.5)
        if terminal.text != before:
            lost.append(f"it does not come back as it was:\n{terminal.text}")
        terminal.send("6")
        see(terminal, "▐6▌")
        terminal.send("q")
        if terminal.end() != 0:
            lost.append("it cannot be left any more")
    return Figure("Ctrl-Z and fg", 1, "the same picture, and the next key is taken", tuple(lost))


def on_poor_terminals(share: float) -> Figure:
    """Start the app where the terminal is nothing to draw on, or has no colours, or no UTF-8."""
    cases = [*((({"TERM": name}), hint) for name, hint in NAMES.items()), *((poor, None) for poor in POOR)]
    done = part(cases, share)
    lost = [f"{variables}: {what}" for variables, hint in done for what in _wrong_on(variables, hint)]
    refused = sum(hint is not None for _, hint in done)
    return Figure(
        "TERM=dumb, unknown; no colour, no UTF-8", len(done), f"{refused} refused with a hint, else drawn", tuple(lost)
    )


def _wrong_on(variables: dict[str, str], hint: str | None) -> list[str]:
    with running(**variables) as (terminal, _):
        if hint is not None:
            code = terminal.end()
            is_said = hint in " ".join(terminal.text.split())
            return [] if code == 2 and is_said else [f"exit code {code}: {terminal.text.strip()!r}"]
        try:
            terminal.wait_for(is_drawn)
            terminal.send("4")
            see(terminal, "1 of 5")
        except TimeoutError as error:
            return [str(error)]
        terminal.send("q")
        return [] if terminal.end() == 0 else ["it could not be left"]
