"""Days and lengths of a plan as they stand in the fields of a dialog."""

import re
from datetime import date

from ldn_tui.domain.dates import parse_day

_LENGTH = re.compile(r"\+?\s*(\d{1,4})\s*([dw]?)", re.ASCII)


def plan_day(text: str, today: date, field: str) -> date:
    """Return the day a person means by `text`; it may lie ahead.

    Raises:
        BadInput: it is no date, nor a distance from today.
    """
    return parse_day(text, today, field, ahead=True)


def optional_plan_day(text: str, today: date, field: str) -> date | None:
    """Return the day a person means by `text`, or None where it was left empty.

    Raises:
        BadInput: it is no date, nor a distance from today.
    """
    return plan_day(text, today, field) if text.strip() else None


def parse_length(text: str) -> int | None:
    """Return the days of a length ("2w", "14d", "+14"), or None if it is none."""
    match = _LENGTH.fullmatch(text.strip().lower())
    if match is None or not (match[2] or text.strip().startswith("+")):
        return None
    return int(match[1]) * (7 if match[2] == "w" else 1)
