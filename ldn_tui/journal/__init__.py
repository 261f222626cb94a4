"""The use cases: each validates, makes one transaction, and returns a `Change`."""

from ldn_tui.domain.due import DueItem
from ldn_tui.journal.check import CheckInBackground
from ldn_tui.journal.journal import Journal, Logged
from ldn_tui.journal.opening import glance_at_journal, open_journal
from ldn_tui.journal.status import Status

__all__ = ["CheckInBackground", "DueItem", "Journal", "Logged", "Status", "glance_at_journal", "open_journal"]
