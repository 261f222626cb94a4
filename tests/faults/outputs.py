"""Output that nobody reads, or that nothing can take, and calls that are interrupted: an exit code, no traceback."""

import os
import random
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ldn_tui.clock import PinnedClock
from ldn_tui.demo import build_demo
from ldn_tui.journal import open_journal
from tests.conftest import DAY_STARTS_AT, NOW
from tests.faults.figures import Figure
from tests.terminal import LDN, environment

INTERRUPTS = 60
CALLS = (
    "show", "show --json", "show 2026-10-01..2026-11-20", "status", "status --json", "events", "card", "findings",
    "findings --json", "medicine", "measure list", "measure list --json", "trial show", "export", "export --format csv",
    "backup --list", "paths", "log pain=4", "--help", "log --help", "--version",
)  # fmt: skip
# A way to spoil the output, as a shell writes it around `{call}`, and the exit codes that say so.
SPOILT = {
    "{call} | head -1": {0},
    "{call} | true": {0},
    "{call} >&-": {5},
    "{call} >/dev/full": {5},
    "{call} 2>&-": {0, 1},
    "{call} <&-": {0, 1},
    "{call} >/dev/full 2>/dev/full": {5},
}
# Surroundings without UTF-8; what cannot be written is replaced or escaped.
WITHOUT_UTF8: tuple[Mapping[str, str], ...] = (
    {"LANG": "C"},
    {"LC_ALL": "POSIX"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "ascii:strict"},
    {"PYTHONIOENCODING": "cp1252"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
)
# Killed by the signal itself, where it came as Python was about to end: a shell calls that 130, too.
ENDED = {0, 130, -signal.SIGINT}
FAILURES = ("Traceback", "Exception", "failed", "Error")


@contextmanager
def home_of_demo() -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield a folder with the demo journal in it, and the environment of calls that use it."""
    with tempfile.TemporaryDirectory(prefix="ldn-tui-outputs-") as folder:
        home = Path(folder)
        journal = build_demo(home / "journal.db", PinnedClock(NOW), DAY_STARTS_AT)
        journal.write_note(NOW.date(), "naïve 日本 😀 שלום e\u0301")
        journal.close()
        yield home, environment(home, home / "journal.db", LDN_NOW=NOW.isoformat())


def printed_in_vain(share: float) -> Figure:
    """Run verbs whose output goes nowhere, or cannot be written in the encoding there is."""
    cases: list[tuple[str, str, Mapping[str, str]]] = [(call, how, {}) for call in CALLS for how in SPOILT]
    cases += [(call, "{call}", variables) for call in CALLS for variables in WITHOUT_UTF8]
    wanted = max(round(len(cases) * share), 1)
    lost: list[str] = []
    with home_of_demo() as (home, variables):
        for index in range(wanted):
            call, how, more = cases[index * len(cases) // wanted]
            done = _shell(how.format(call=f"{shlex.join(LDN)} {call}"), {**variables, **more}, home)
            said = done.stderr.decode("utf-8", "replace")
            if done.returncode not in SPOILT.get(how, {0}) or any(word in said for word in FAILURES):
                lost.append(f"{how.format(call=call)} {dict(more)}: exit code {done.returncode}, {said.strip()!r}")
        lost += [f"a crash log: {log.read_text(encoding='utf-8')}" for log in home.rglob("crash-*")]
    return Figure("output closed, full or not UTF-8", wanted, "0, or 5 where it could not be written", tuple(lost))


def _shell(call: str, variables: Mapping[str, str], home: Path) -> subprocess.CompletedProcess[bytes]:
    command = ["bash", "-c", f"set -o pipefail; {call}"]
    return subprocess.run(command, env=dict(variables), cwd=home, capture_output=True, check=False, timeout=60)


def interrupted(share: float, seed: int) -> Figure:
    """Press Ctrl-C at a random moment of a verb; it ends with 130, or had ended by then, and the journal is sound."""
    times = max(round(INTERRUPTS * share), 1)
    chance = random.Random(seed)
    lost: list[str] = []
    ended_early = 0
    with home_of_demo() as (home, variables):
        journal = home / "journal.db"
        backup = home / "journal.json"
        assert _shell(f"{shlex.join(LDN)} export -o {backup}", variables, home).returncode == 0
        for number in range(times):
            call = chance.choice(
                ("log pain=4", "show 2026-07-25..2026-11-22", "export", f"import {backup}", "findings")
            )
            process = subprocess.Popen(
                [*LDN, *shlex.split(call)], env=variables, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            # Before Python itself has come up, no program can say anything about Ctrl-C.
            time.sleep(chance.uniform(0.12, 0.5))
            os.kill(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=60)
            ended_early += process.returncode == 130
            # Before its first line, the program can say nothing about it: Python does.
            has_begun = b"ldn_tui" in said or b"Traceback" not in said
            if has_begun and (process.returncode not in ENDED or any(word in said.decode() for word in FAILURES)):
                lost.append(f"{number}, {call}: exit code {process.returncode}, {said.decode().strip()!r}")
        opened = open_journal(journal, PinnedClock(NOW), DAY_STARTS_AT, create=False, program="the test")
        opened.check()
        opened.close()
    return Figure("Ctrl-C in a verb", times, f"{ended_early} interrupted with 130, the journal sound", tuple(lost))
