"""Ending the app from outside: its terminal is closed, or the system asks it to go."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable

# A terminal that is closed sends the first, a system that shuts down the second; the third comes only from `kill`, for
# in the app Ctrl-C is a key. Not every platform has them all.
_SIGNALS = ("SIGHUP", "SIGTERM", "SIGINT")
KEYS_ON_THEIR_WAY_SECONDS = 0.1
# Textual may wait for ever for a terminal that takes no more output. By then everything is saved.
_LONGEST_END_SECONDS = 6.0


def end_on_signals(end: Callable[[int], None]) -> None:
    """Have `end` called in the running event loop, with the exit code, when a signal asks the program to end.

    It replaces what the signals did, also where they were ignored (nohup): an app without a terminal is of no use.
    If the program is still there some seconds later, it ends at once.
    """
    loop = asyncio.get_running_loop()
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        # Handlers belong to the main thread: not where the app is run in another one, nor on Windows.
        if number is None or os.name == "nt" or threading.current_thread() is not threading.main_thread():
            continue
        loop.add_signal_handler(number, _end_in_time, end, 128 + number)


def _end_in_time(end: Callable[[int], None], return_code: int) -> None:
    last_resort = threading.Timer(_LONGEST_END_SECONDS, os._exit, (return_code,))
    last_resort.daemon = True
    last_resort.start()
    end(return_code)
