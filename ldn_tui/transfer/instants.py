"""Instants in files: ISO with seconds and the offset from UTC, in the one form the journal keeps."""

import re
from datetime import UTC, datetime, timedelta

from ldn_tui.domain.text import shorten, visible

_KEPT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3}|\.\d{6})?[+-]\d{2}:\d{2}", re.ASCII)
_FOREIGN = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*", re.ASCII)
# The widest offsets there are, and the widest that SQLite reads.
_WIDEST = timedelta(hours=14, minutes=59)
_FORM = "write it like 2026-03-31T22:10:00+02:00"


def parse_instant(text: str) -> datetime:
    """Return the instant of an ISO text with its offset from UTC; seconds may be missing, Z stands for UTC.

    Raises:
        ValueError: it is none, or lacks its offset.
    """
    shown = repr(visible(shorten(text, 40)))
    try:
        instant = datetime.fromisoformat(text) if _FOREIGN.fullmatch(text) else None
    except ValueError:
        instant = None
    if instant is None:
        raise ValueError(f"{shown} is not an instant: {_FORM}")
    offset = instant.utcoffset()
    if offset is None:
        raise ValueError(f"{shown} lacks its offset from UTC: {_FORM}")
    if abs(offset) > _WIDEST or offset % timedelta(minutes=1):
        raise ValueError(f"{shown} has an offset from UTC that is nowhere in use: {_FORM}")
    try:
        # A day may begin in the morning, so its instants may belong to the date before.
        _ = instant.astimezone(UTC), instant.replace(tzinfo=None) - timedelta(days=1)
    except OverflowError:
        raise ValueError(f"{shown} is out of the calendar: {_FORM}") from None
    return instant


def is_kept_form(text: str) -> bool:
    """Return whether `text` is an instant exactly as the journal keeps it."""
    if not _KEPT.fullmatch(text):
        return False
    try:
        parse_instant(text)
    except ValueError:
        return False
    return True
