"""The lock of a trial's windows, written by whichever verb comes first once it is due."""

from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import CannotWrite, LockedJournal
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal


def settle(session: Session, journal: Journal) -> None:
    """Write a lock that has come due, and say so on stderr; where nothing can be written, the next verb does it."""
    try:
        change = journal.trials.settle()
    except (CannotWrite, LockedJournal):
        return
    if change is not None:
        session.say(f"({visible(change.summary)})", to_stderr=True)
