"""The CSVs that Loop Habit Tracker exports: `Checkmarks.csv` of all habits (wide), or of one (Date, Value, Notes).

Source: the app's own code, github.com/iSoron/uhabits, `uhabits-core/.../core/io/HabitsCSVExporter.kt`: dates as
yyyy-MM-dd; the file of all habits names them in its header without quoting and ends every line with a comma; that of
one has the header Date,Value,Notes. Values are `formattedValue` of `core/models/Entry.kt`: YES_MANUAL, YES_AUTO, NO,
SKIP, UNKNOWN, or the amount of a measurable habit in thousandths.

A habit whose name holds a comma shifts the columns of the wide file, which the app does not quote; its own file,
in a folder beside, is sound. Scores.csv, which is worked out from the other, has the same header as Checkmarks.csv:
its values are numbers with four decimals, which no habit's value has, and are refused.

A spreadsheet with an empty last column has such a header, too, and its ratings would become thousandths. So the wide
file must have a word of the app's, or an amount above 100 thousandths.
"""

import re
from collections.abc import Sequence

from ldn_tui.transfer.layouts import Recognised, plain_names

_THOUSANDTHS = re.compile(r"-?\d{1,12}", re.ASCII)
_NOTHING = {"UNKNOWN", "SKIP"}
_WORDS = _NOTHING | {"YES_MANUAL", "YES_AUTO", "NO"}
# The greatest number that a rating of another file may be.
_GREATEST_RATING = 100
_HINT = "A habit that is ticked needs numbers for its words, like yes_manual=4.5,yes_auto=4.5,no=0"


def loop_habits(header: Sequence[str]) -> Recognised | None:
    """Recognise the file of one habit, and that of all by the comma at the end of its header."""
    columns = {"date": "Date"}
    names = plain_names(header)
    if names == ["date", "value", "notes"]:
        return Recognised(
            "Loop Habit Tracker",
            ("Date", "Value", "Notes"),
            lambda cells: [cells[0], _amount(cells[1]), cells[2]],
            columns,
            _HINT,
        )
    if len(names) > 2 and names[0] == "date" and names[-1] == "" and all(names[:-1]):
        return Recognised(
            "Loop Habit Tracker",
            tuple(header[:-1]),
            lambda cells: [cells[0], *map(_amount, cells[1:-1])],
            columns,
            _HINT,
            lambda cells: any(map(_is_own, cells[1:-1])),
        )
    return None


def _is_own(cell: str) -> bool:
    """Return whether a cell is written as the app alone writes: a word of its own, or a large number of thousandths."""
    word = cell.strip()
    return word in _WORDS or (_THOUSANDTHS.fullmatch(word) is not None and int(word) > _GREATEST_RATING)


def _amount(cell: str) -> str:
    """Return an amount in whole units, nothing for a day without an answer, and any other word as it is."""
    word = cell.strip()
    if word in _NOTHING:
        return ""
    if not _THOUSANDTHS.fullmatch(word):
        return word if not word.replace(".", "").isdigit() else f"score {word}"
    return f"{int(word) / 1000:.3f}".rstrip("0").rstrip(".")
