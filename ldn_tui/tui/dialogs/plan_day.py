"""Days of a plan as people type them: they may lie ahead, so nothing that could mean two days is read."""

import re
from datetime import date, timedelta

from ldn_tui.domain.dates import parse_iso
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible

PLAN_DAY_FORMS = "2026-12-01, t for today, +14 or -3"

_DISTANCE = re.compile(r"([+-])\s*(\d{1,4})", re.ASCII)
_LENGTH = re.compile(r"\+?\s*(\d{1,4})\s*([dw]?)", re.ASCII)
_NEAR = {"t": 0, "today": 0, "y": -1, "yesterday": -1, "tomorrow": 1}


def parse_plan_day(text: str, today: date, field: str) -> date:
    """Return the day a person means by `text`, seen from `today`.

    Raises:
        BadInput: it is no date, nor a distance from today.
    """
    word = text.strip().lower()
    try:
        if word in _NEAR:
            return today + timedelta(days=_NEAR[word])
        if match := _DISTANCE.fullmatch(word):
            return today + timedelta(days=int(f"{match[1]}{match[2]}"))
        return parse_iso(word, field)
    except (BadInput, OverflowError) as error:
        if isinstance(error, BadInput) and "no such day" in str(error):
            raise
        raise BadInput(f"{field} {visible(text.strip())!r}: write it as {PLAN_DAY_FORMS}") from None


def optional_plan_day(text: str, today: date, field: str) -> date | None:
    """Return the day a person means by `text`, or None where it was left empty.

    Raises:
        BadInput: it is no date, nor a distance from today.
    """
    return parse_plan_day(text, today, field) if text.strip() else None


def parse_length(text: str) -> int | None:
    """Return the days of a length ("2w", "14d", "+14"), or None if it is none."""
    match = _LENGTH.fullmatch(text.strip().lower())
    if match is None or not (match[2] or text.strip().startswith("+")):
        return None
    return int(match[1]) * (7 if match[2] == "w" else 1)
