"""The command line. The app is one of its verbs, and the only one that starts without a parser of arguments."""

import codecs
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import CannotWrite, LdnError
from ldn_tui.domain.text import visible

INTERRUPTED = 130
FAILED = 1
_ESCAPED = "ldn_escaped"


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; nothing gets past it as an exception."""
    is_app = not arguments or (len(arguments) == 2 and arguments[0] == "--db")
    try:
        _open_missing_streams()
        _never_fail_to_print()
        if is_app:
            return _open_app(arguments[1] if arguments else None)
        from ldn_tui.cli.end_signals import ending_in_order
        from ldn_tui.cli.verbs import call_verb

        with ending_in_order():
            return call_verb(arguments)
    except LdnError as error:
        # An error quotes what was typed; a terminal must not obey it.
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _complain("Interrupted: nothing more was changed.")
        return INTERRUPTED
    except SystemExit as ended:
        # The app ended, or a signal ended the verb.
        return ended.code if isinstance(ended.code, int) else FAILED
    except BrokenPipeError:
        # The reader has seen enough (`ldn export | head -1`).
        _drop(sys.stdout)
        return 0
    except OSError as error:
        _drop(sys.stdout)
        _complain(_in_words(error))
        return CannotWrite.exit_code
    except Exception as error:  # noqa: BLE001 - the last stop: say where it failed, and none of the values
        from ldn_tui.crash import APP_SAVED, VERB_SAVED, report_crash

        _complain(report_crash(error, _doing(arguments), saved=APP_SAVED if is_app else VERB_SAVED))
        return FAILED


def _in_words(error: OSError) -> str:
    what = error.strerror or type(error).__name__
    if error.filename is None:
        return f"The output cannot be written ({what}): free some space, or send it to another place."
    return f"{error.filename} cannot be used ({what}): allow reading and writing it, or choose another place."


def _drop(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere: Python would try again at its end, and complain."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _doing(arguments: Sequence[str]) -> str:
    """Return what was called, in words that quote nothing but the name of a verb."""
    from ldn_tui.cli.verbs import VERBS

    verb = next((word for word in arguments if word in VERBS), None)
    return "the app" if verb is None else f"ldn {verb}"


def _open_missing_streams() -> None:
    """Put nothing in the place of a stream the caller closed (`ldn status >&-`).

    A file that is opened later would get the closed one's number, and what is printed would go into it. Output that
    cannot be written must fail as it does on a full disk, so what stands for standard output can only be read.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            # The lowest free number is the closed stream's own, for those before it are open by now.
            descriptor = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8", closefd=descriptor != number))


def _never_fail_to_print() -> None:
    """Let a stream that is not UTF-8 escape a sign it does not have; in JSON, that is the same text."""
    codecs.register_error(_ESCAPED, _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(errors=_ESCAPED)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def _open_app(db: str | None) -> int:
    from ldn_tui.cli.app import open_app

    session = Session(db)
    try:
        open_app(session)
    except LdnError as error:
        raise session.as_said(error) from error.__cause__
    finally:
        session.close()
    return 0


def _complain(message: str) -> None:
    try:
        sys.stderr.write("ldn: " + "\n".join(visible(line) for line in message.splitlines()) + "\n")
        sys.stderr.flush()
    except OSError:
        # Where nothing can be said, the exit code still tells.
        _drop(sys.stderr)
