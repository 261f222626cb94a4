"""Calling a verb of `ldn` in a process of its own that has everything loaded, so that it can be killed at its work."""

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

NOW = "2026-11-22T21:30:00+01:00"
# Who loads these begins a verb with its work, not with imports.
_LOADED = (
    "ldn_tui.cli.verbs",
    "ldn_tui.cli.backup",
    "ldn_tui.cli.export",
    "ldn_tui.cli.import_",
    "ldn_tui.cli.log",
    "ldn_tui.cli.report",
    "ldn_tui.cli.restore",
    "ldn_tui.cli.status",
    "ldn_tui.reports.report_file",
    "sqlite_utils",
)
_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Called:
    """How a call ended.

    Attributes:
        exit_code: that of the command line; negative: the signal that ended it.
        lasted: seconds from its first line of work to its end, or to the kill.
        said: all it printed.
    """

    exit_code: int
    lasted: float
    said: str


def as_it_is() -> None:
    """Change nothing of the build: what a call does before it begins, unless a worse build is tried."""


def call(
    journal: Path,
    *words: str,
    kill_after: float | None = None,
    prepare: Callable[[], None] = as_it_is,
    now: str = NOW,
) -> Called:
    """Call `ldn` with `words` on `journal`, and return how that ended.

    Args:
        journal: the file; what else the call needs lies, or is made, beside it.
        words: the verb and its options.
        kill_after: seconds after which the process is killed, if it is not over by then; None never.
        prepare: done in the process before the call: limits it, say, or patches a worse build.
        now: what the clock is pinned to.
    """
    with tempfile.TemporaryDirectory(prefix="ldn-tui-call-") as home:
        # On the journal's own disk, which may be full, nothing could be said.
        return _call(journal, words, kill_after, prepare, now, Path(home))


def _call(
    journal: Path, words: Sequence[str], kill_after: float | None, prepare: Callable[[], None], now: str, home: Path
) -> Called:
    # Whoever the process becomes writes here.
    home.chmod(0o777)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(list(_LOADED))
    ours, theirs = processes.Pipe(duplex=False)
    told = home / "said"
    process = processes.Process(target=_run, args=(journal, words, prepare, now, told, theirs), daemon=True)
    process.start()
    theirs.close()
    # A process that died of `prepare` closes its end: that counts as having begun.
    with suppress(EOFError):
        if ours.poll(_LIMIT):
            ours.recv_bytes()
    began = time.perf_counter()
    if kill_after is not None:
        process.join(kill_after)
        process.kill()
    process.join(_LIMIT)
    lasted = time.perf_counter() - began
    exit_code = process.exitcode
    process.close()
    ours.close()
    return Called(-1 if exit_code is None else exit_code, lasted, told.read_text(encoding="utf-8", errors="replace"))


def _run(
    journal: Path, words: Sequence[str], prepare: Callable[[], None], now: str, told: Path, begun: Connection
) -> None:
    from ldn_tui.cli import run

    for name in list(os.environ):
        if name.startswith(("LDN_", "XDG_")):
            del os.environ[name]
    os.environ |= {"HOME": str(told.parent), "LDN_DB": str(journal), "LDN_NOW": now, "TZ": "Europe/Berlin"}
    output = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for descriptor, stream in ((os.open(os.devnull, os.O_RDONLY), 0), (output, 1), (output, 2)):
        os.dup2(descriptor, stream)
    prepare()
    begun.send_bytes(b"!")
    os._exit(run(words))
