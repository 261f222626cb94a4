"""The command line. The app is one of its verbs, and the only one that starts without a parser of arguments."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import CannotWrite, LdnError
from ldn_tui.domain.text import visible

INTERRUPTED = 130
FAILED = 1


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; nothing gets past it as an exception."""
    _never_fail_to_print()
    try:
        if not arguments or (len(arguments) == 2 and arguments[0] == "--db"):
            return _open_app(arguments[1] if arguments else None)
        from ldn_tui.cli.verbs import call_verb

        return call_verb(arguments)
    except LdnError as error:
        # An error quotes what was typed; a terminal must not obey it.
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        _complain("Interrupted: nothing more was changed.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (`ldn export | head -1`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _complain(f"{error.strerror or error}: {error.filename or 'output'}")
        return CannotWrite.exit_code
    except Exception as error:  # noqa: BLE001 - the last stop: say where it failed, and none of the values
        from ldn_tui.crash import VERB_SAVED, crash_report

        _complain(crash_report(error, saved=VERB_SAVED))
        return FAILED


def _never_fail_to_print() -> None:
    """Let a stream that is not UTF-8 print a question mark for a sign it does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(errors="replace")


def _open_app(db: str | None) -> int:
    from ldn_tui.cli.app import open_app

    session = Session(db)
    try:
        open_app(session)
    finally:
        session.close()
    return 0


def _complain(message: str) -> None:
    sys.stderr.write("ldn: " + "\n".join(visible(line) for line in message.splitlines()) + "\n")
