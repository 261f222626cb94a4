"""A program on a pseudo-terminal, seen from outside: keys go in, a time-stamped picture comes out.

While the program is being timed, its output is only read and stamped. It is drawn afterwards, chunk by chunk, so that
the emulator's own work is in no figure. Needs a system with pseudo-terminals: Linux or macOS.
"""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pyte

# Sequences the emulator would print as text: Textual asks for terminal features and switches on key reports.
_UNKNOWN_TO_EMULATOR = re.compile(rb"\x1b\[[<=>?][0-9;]*[$ ]?[a-zA-Z](?<![hl])|\x1b[P\]][^\x07\x1b]*(?:\x07|\x1b\\)")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*|[P\]][^\x07\x1b]*\x1b?)?$")

LDN = (str(Path(sys.executable).with_name("ldn")),)
KEYS = {"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "backspace": "\x7f"}


def environment(home: Path, journal: Path, **more: str) -> dict[str, str]:
    """Return what `ldn` finds in its environment: a home of its own, that journal, and `more`."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ", "PYTHONPATH") if name in os.environ}
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "STATE", "CACHE")}
    return {**kept, **folders, "HOME": str(home), "LDN_DB": str(journal), **more}


@dataclass(frozen=True, slots=True)
class Repaint:
    """What a key did to the screen.

    Attributes:
        began: seconds from the key to the first visible change.
        done: seconds from the key to the last one.
    """

    began: float
    done: float


class Terminal:
    """One run of a program on a terminal of its own."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        on_drawn: Callable[["Terminal"], None] | None = None,
    ) -> None:
        """Start `command` in exactly that `environment`.

        Args:
            command: the program and its arguments.
            environment: its variables; those that describe the terminal are added where they are not among them.
            columns: the terminal's width.
            rows: the terminal's height.
            on_drawn: called after each chunk of output that was drawn.
        """
        self.dead = False
        self._on_drawn = on_drawn
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._chunks: list[tuple[float, bytes]] = []
        self._unfinished = b""
        self._picture: list[object] = []
        ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        variables = {"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        self.started_at = time.perf_counter()
        self.process = os.fork()
        if self.process == 0:
            try:
                os.setsid()
                fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)
                for descriptor in (0, 1, 2):
                    os.dup2(theirs, descriptor)
                os.execve(command[0], list(command), variables)
            finally:
                os._exit(127)
        os.close(theirs)
        self._descriptor = ours

    # The picture

    def lines(self) -> list[str]:
        """Return what is on the screen, a text for each row."""
        return [str(line).rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """What is on the screen, as one text."""
        return "\n".join(self.lines())

    @property
    def is_asked_for_mouse(self) -> bool:
        """Whether the program has the terminal report the mouse (mode 1000)."""
        # The emulator keeps the numbers of private modes apart by five bits.
        return 1000 << 5 in self._screen.mode

    # Keys and time

    def send(self, keys: str) -> float:
        """Press `keys` and return when."""
        at = time.perf_counter()
        if not self.dead:
            os.write(self._descriptor, keys.encode())
        return at

    def wait_for(self, is_there: Callable[["Terminal"], bool], limit: float = 20.0) -> float:
        """Draw until `is_there`, and return when the output that made it so arrived.

        Raises:
            TimeoutError: it is not there within `limit` seconds, or the program ended first.
        """
        deadline = time.perf_counter() + limit
        while True:
            self._read(quiet=0.05, limit=0.5)
            while self._chunks:
                at, data = self._chunks.pop(0)
                self._draw(data)
                if is_there(self):
                    return at
            if self.dead or time.perf_counter() > deadline:
                self._give_up(f"not on the screen within {limit} s")

    def press(self, keys: str, *, quiet: float = 0.08, limit: float = 3.0) -> Repaint:
        """Press `keys` and return how long the visible change took.

        Raises:
            TimeoutError: nothing changed within `limit` seconds.
        """
        self.settle()
        pressed = self.send(keys)
        changes: list[float] = []
        while not changes:
            self._read(quiet=quiet, limit=limit)
            for at, data in self._chunks:
                self._draw(data)
                if self._has_changed():
                    changes.append(at - pressed)
            self._chunks.clear()
            if not changes and (self.dead or time.perf_counter() - pressed > limit):
                self._give_up(f"{keys!r} changed nothing within {limit} s")
        return Repaint(changes[0], changes[-1])

    def hold(self, keys: str, *, times: int, every: float, quiet: float = 0.6) -> float:
        """Hold a key down, as a keyboard repeats it, and return how long it still worked after the release.

        Args:
            keys: what the terminal sends for the key.
            times: how often it is sent.
            every: seconds from one to the next.
            quiet: how long nothing may come before the program counts as done.

        Returns:
            Seconds from the last key to the last visible change; 0 if that came before it.
        """
        self.settle()
        began = last = time.perf_counter()
        for number in range(times):
            while (wait := began + number * every - time.perf_counter()) > 0:
                self._read(quiet=wait, limit=wait)
            last = self.send(keys)
        self._read(quiet=quiet, limit=10.0)
        changes = [0.0]
        for at, data in self._chunks:
            self._draw(data)
            if at > last and self._has_changed():
                changes.append(at - last)
        self._chunks.clear()
        return changes[-1]

    def settle(self, quiet: float = 0.05) -> None:
        """Draw what still comes, until nothing does for `quiet` seconds."""
        self._read(quiet=quiet, limit=2.0)
        self._draw_all()
        self._has_changed()

    def watch(self, seconds: float) -> None:
        """Read for `seconds` and draw at once what came."""
        self._read(quiet=seconds, limit=seconds)
        self._draw_all()

    def kill(self) -> None:
        """End the program as a power cut of its own would: no handler runs. What it had printed is still drawn."""
        os.kill(self.process, signal.SIGKILL)
        while not self.dead:
            self._read(quiet=0.05, limit=1.0)
        self._draw_all()
        os.waitpid(self.process, 0)
        os.close(self._descriptor)

    # Faults

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size, as a person does who pulls at its window."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.process, number)

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does."""
        self._draw_all()
        os.close(self._descriptor)
        self.dead = True

    def is_stopped(self) -> bool:
        """Return whether the program was stopped since this was last asked (Ctrl-Z)."""
        _, status = os.waitpid(self.process, os.WNOHANG | os.WUNTRACED)
        return os.WIFSTOPPED(status)

    def end(self, limit: float = 10.0) -> int | None:
        """Return the program's exit code once it has ended, a signal as its negative; None if it did not in time.

        It is killed in that case. What it had printed is still drawn.
        """
        deadline = time.perf_counter() + limit
        while True:
            self._read(quiet=0.05, limit=0.1)
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended or time.perf_counter() > deadline:
                break
            if self.dead:
                time.sleep(0.02)
        if not ended:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        self._draw_all()
        with suppress(OSError):
            # Hung up, it is closed already.
            os.close(self._descriptor)
        return os.waitstatus_to_exitcode(status) if ended else None

    def peak_memory(self) -> float | None:
        """Return the most memory the program has held so far, in MB; None where the system does not say."""
        try:
            status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        except OSError:
            return None
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return None if found is None else int(found[1]) / 1024

    def _give_up(self, what: str) -> NoReturn:
        ended = " (it had ended by itself)" if self.dead else ""
        self.kill()
        raise TimeoutError(f"{what}{ended}:\n{self.text}")

    def _read(self, *, quiet: float, limit: float) -> None:
        """Collect output until none comes for `quiet` seconds, for `limit` seconds at most."""
        started = latest = time.perf_counter()
        while not self.dead:
            now = time.perf_counter()
            wait = min(latest + quiet, started + limit) - now
            if wait <= 0:
                return
            if not select.select([self._descriptor], [], [], wait)[0]:
                continue
            try:
                data = os.read(self._descriptor, 1 << 16)
            except OSError:
                # The other end of a pseudo-terminal is gone.
                data = b""
            latest = time.perf_counter()
            self.dead = not data
            if data:
                self._chunks.append((latest, data))

    def _draw_all(self) -> None:
        for _, data in self._chunks:
            self._draw(data)
        self._chunks.clear()

    def _draw(self, data: bytes) -> None:
        data = self._unfinished + data
        cut = _UNFINISHED.search(data)
        self._unfinished = data[cut.start() :] if cut else b""
        whole = data[: cut.start()] if cut else data
        self._stream.feed(_UNKNOWN_TO_EMULATOR.sub(b"", whole))
        if self._on_drawn is not None:
            self._on_drawn(self)

    def _has_changed(self) -> bool:
        """Return whether anything visible differs from the last call: signs, colours, attributes."""
        rows = [
            [self._screen.buffer[row][column] for column in range(self._screen.columns)]
            for row in range(self._screen.lines)
        ]
        before, self._picture = self._picture, [tuple(row) for row in rows]
        return before != self._picture
