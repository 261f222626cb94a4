"""Ending a verb from outside (`kill`, a closed terminal) as Ctrl-C does: what it had begun is cleared away."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

# Not every platform has both.
_NAMES = ("SIGTERM", "SIGHUP")


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Have a signal that asks this process to end raise SystemExit, with 128 and its number, while the block runs.

    One that the caller had ignored (nohup) stays so. Outside the main thread, which gets all signals, nothing changes.
    """
    asked = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    heard = [number for number in asked if signal.getsignal(number) is signal.SIG_DFL]

    def end(number: int, _: FrameType | None) -> NoReturn:
        for other in heard:
            # A second one must not end the clearing away.
            signal.signal(other, signal.SIG_IGN)
        raise SystemExit(128 + number)

    try:
        for number in heard:
            signal.signal(number, end)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)
