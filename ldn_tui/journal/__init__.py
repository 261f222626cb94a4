"""The use cases: each validates, makes one transaction, and returns a `Change`."""

from ldn_tui.journal.check import CheckInBackground
from ldn_tui.journal.journal import Journal, Logged
from ldn_tui.journal.opening import glance_at_journal, open_journal

__all__ = ["CheckInBackground", "Journal", "Logged", "glance_at_journal", "open_journal"]
