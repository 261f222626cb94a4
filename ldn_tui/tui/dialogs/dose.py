"""Asking for a dose: how much, and when."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import check_mg, parse_number
from ldn_tui.domain.text import visible
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog


@dataclass(frozen=True, slots=True)
class DoseEntry:
    """An amount in mg, and the time on the clock if it was said."""

    mg: float
    at: time | None


def ask_dose(day_in_words: str, check: Callable[[DoseEntry], object]) -> FieldsDialog[DoseEntry]:
    """Return the dialog for the dose of a day; `check` raises BadInput if the journal would not take it."""
    return FieldsDialog(
        f"Dose on {day_in_words}",
        (Field("mg", "Amount in mg", is_required=True), Field("at", "Time, if you know it")),
        _read,
        check=check,
    )


def _read(texts: Mapping[str, str]) -> DoseEntry:
    return DoseEntry(check_mg(parse_number(texts["mg"], "amount"), "amount"), read_time(texts["at"]))


def read_time(text: str) -> time | None:
    """Return the time on the clock that was typed, None where nothing was.

    Raises:
        BadInput: it is no time.
    """
    word = text.strip()
    if not word:
        return None
    match = re.fullmatch(r"(\d{1,2})[:.h]?(\d{2})?", word, re.ASCII)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise BadInput(f"time {visible(word)!r} is not on the clock: write it like 22:10, or leave it empty")
    return time(int(match[1]), int(match[2] or 0))
