"""When the program itself fails: one short message, and a crash log with the places in the code and none of the values.

An error's own message is in neither, since it may quote what a person typed; nor are local variables, keys or notes.
"""

import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import errorcode
from pathlib import Path

from ldn_tui import __version__
from ldn_tui.clock import SystemClock, clock_from_environment
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import visible
from ldn_tui.paths import state_folder
from ldn_tui.private_files import make_file, make_private_folder

APP_SAVED = "Everything before your last key is saved in the journal."
VERB_SAVED = "Nothing of this call was saved unless it said so."
# How many crash logs are kept, and how much of an error stands in one: enough to find it, and never more.
MOST_LOGS = 10
_MOST_ERRORS = 8
_FIRST_PLACES, _LAST_PLACES = 10, 40
_NAMES = "crash-*.txt"


def report_crash(error: BaseException, doing: str, unsaved: int = 0, *, saved: str = APP_SAVED) -> str:
    """Write a crash log and return the message for the person: what is saved, and where the log is.

    Args:
        error: what ended the program.
        doing: what was running, "the app" or "ldn status".
        unsaved: how many changes still waited to be saved.
        saved: what is said of the journal where none did.
    """
    told = _unsaved_in_words(unsaved) if unsaved else saved
    return f"ldn-tui failed ({type(error).__name__}) and closed. {told}\n{_where_it_is_told(error, doing)}"


@contextmanager
def background_failures(say: Callable[[str], None]) -> Iterator[None]:
    """While this is open, write a crash log of what fails in a thread, and `say` so: Python would print its message.

    Args:
        say: called from the thread that failed, or from wherever an object is being removed.
    """

    def thread_failed(failed: threading.ExceptHookArgs) -> None:
        name = "a thread" if failed.thread is None else failed.thread.name
        # A terminal that is gone is no fault of the program's, and there is nobody to tell.
        is_hung_up = name.startswith("textual-") and isinstance(failed.exc_value, OSError)
        if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit) and not is_hung_up:
            _say_failed(failed.exc_value, name)

    def removal_failed(failed: "sys.UnraisableHookArgs") -> None:
        if failed.exc_value is not None:
            _say_failed(failed.exc_value, "tidying up")

    def _say_failed(error: BaseException, name: str) -> None:
        where = _where_it_is_told(error, name)
        with suppress(Exception):
            say(f"Failed in the background: {name} ({type(error).__name__}). {where}")

    before = threading.excepthook, sys.unraisablehook
    threading.excepthook, sys.unraisablehook = thread_failed, removal_failed
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = before


def write_crash_log(error: BaseException, doing: str) -> Path:
    """Write the log of an error, readable by its owner only, remove the oldest ones, and return where it is.

    Raises:
        CannotWrite: its folder cannot be made, or is open to everybody.
        OSError: it cannot be written.
    """
    folder = state_folder()
    make_private_folder(folder)
    logs = sorted(folder.glob(_NAMES), key=lambda log: log.lstat().st_mtime_ns)
    for log in logs[: max(len(logs) - MOST_LOGS + 1, 0)]:
        log.unlink(missing_ok=True)
    text = _log(error, doing).encode("utf-8", "backslashreplace")
    for number in range(1, MOST_LOGS + 2):
        path = folder / f"crash-{_now().replace(':', '')}{'' if number == 1 else f'-{number}'}.txt"
        with suppress(FileExistsError):
            make_file(path)
            path.write_bytes(text)
            return path
    raise FileExistsError(f"{visible(str(folder))} is full of crash logs")


def _where_it_is_told(error: BaseException, doing: str) -> str:
    """Return where the log is; if none can be written, the places themselves."""
    try:
        return f"A crash log without your values and notes: {visible(str(write_crash_log(error, doing)))}"
    except Exception as trouble:  # noqa: BLE001 - the report of a fault must not be another one
        places = "\n".join(f"  {place}" for place in _places(error)[-_MOST_ERRORS:])
        return f"No crash log could be written ({type(trouble).__name__}). It happened here:\n{places}"


def _log(error: BaseException, doing: str) -> str:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    terminal = visible(os.environ.get("TERM", ""))[:40]
    lines = [
        f"ldn-tui {__version__} failed: {_kind(error)}",
        f"at {_now()}, {doing}",
        f"Python {platform.python_version()}, {_versions()}{system}, TERM {terminal}",
        "Your values, notes and keys are not in this file.",
    ]
    for known in _chain(error):
        lines += ["", f"{_kind(known)}:", *(f"  {place}" for place in _places(known))]
    return "\n".join(lines) + "\n"


def _versions() -> str:
    """Return the versions of what is loaded of the program's foundations; nothing is imported to find out."""
    found = {"SQLite": ("sqlite3", "sqlite_version"), "Textual": ("textual", "__version__")}
    known = {name: getattr(sys.modules.get(module), attribute, None) for name, (module, attribute) in found.items()}
    return "".join(f"{name} {version}, " for name, version in known.items() if version is not None)


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error, and what led to it: its cause, else what was being handled; of a group, its members."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < _MOST_ERRORS:
        known = waiting.pop(0)
        if any(known is other for other in found):
            continue
        found.append(known)
        earlier = known.__cause__ or known.__context__
        waiting += [earlier] if earlier is not None else []
        waiting += known.exceptions if isinstance(known, BaseExceptionGroup) else []
    return found


def _kind(error: BaseException) -> str:
    """Return the name of an error's kind, with the code that SQLite or the system gave it."""
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    number = error.errno if isinstance(error, OSError) else None
    code = getattr(error, "sqlite_errorname", None) or (errorcode.get(number) if isinstance(number, int) else None)
    return f"{name} ({code})" if code else name


def _places(error: BaseException) -> list[str]:
    """Return where an error came through, the place it was raised at last; the middle of a long way is left out."""
    frames = list(traceback.walk_tb(error.__traceback__))
    places = [f"{_short(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}" for frame, line in frames]
    left_out = len(places) - _FIRST_PLACES - _LAST_PLACES
    if left_out <= 0:
        return places
    return [*places[:_FIRST_PLACES], f"... {left_out} more ...", *places[-_LAST_PLACES:]]


def _short(path: str) -> str:
    # The folders above may carry the person's name.
    return visible("/".join(path.replace("\\", "/").split("/")[-3:]))


def _now() -> str:
    try:
        clock = clock_from_environment()
    except WrongUsage:
        clock = SystemClock()
    return clock.now().isoformat(timespec="seconds")


def _unsaved_in_words(count: int) -> str:
    if count == 1:
        return "1 change was not saved yet; everything before it is in the journal."
    return f"{count} changes were not saved yet; everything before them is in the journal."
