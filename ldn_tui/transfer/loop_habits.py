"""The CSVs that Loop Habit Tracker exports: `Checkmarks.csv` of all habits (wide), or of one (Date, Value, Notes).

Source: the app's own code, github.com/iSoron/uhabits, `uhabits-core/.../core/io/HabitsCSVExporter.kt`: dates as
yyyy-MM-dd; the file of all habits names them in its header without quoting and ends every line with a comma; that of
one has the header Date,Value,Notes. Values are `formattedValue` of `core/models/Entry.kt`: YES_MANUAL, YES_AUTO, NO,
SKIP, UNKNOWN, or the amount of a measurable habit in thousandths.

A habit whose name holds a comma shifts the columns of the wide file, which the app does not quote; its own file,
in a folder beside, is sound. Scores.csv, which is worked out from the other, has the same header as Checkmarks.csv:
its values are numbers with four decimals, which no habit's value has, and are refused.

Other diaries have such headers, too, a spreadsheet with an empty last column or any with a Date, a Value and Notes,
and their ratings would become thousandths. So each column that is read must have a word of the app's, or an amount
above 100 thousandths.

Days stay as the file has them: the app itself can let a day begin at 3:00 ("Extend day a few hours past midnight").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ldn_tui.transfer.layouts import Recognised, plain_names

_THOUSANDTHS = re.compile(r"-?\d{1,12}", re.ASCII)
_NOTHING = {"UNKNOWN", "SKIP"}
_WORDS = _NOTHING | {"YES_MANUAL", "YES_AUTO", "NO"}
# The greatest number that a rating of another file may be.
_GREATEST_RATING = 100
_HINT = "A habit that is ticked needs numbers for its words, like yes_manual=4.5,yes_auto=4.5,no=0"


def loop_habits(header: Sequence[str]) -> Recognised | None:
    """Recognise the file of one habit, and that of all by the comma at the end of its header."""
    names = plain_names(header)
    if names == ["date", "value", "notes"]:
        columns: tuple[str, ...] = ("Date", "Value", "Notes")
        rated = range(1, 2)
    elif len(names) > 2 and names[0] == "date" and names[-1] == "" and all(names[:-1]):
        columns = tuple(header[:-1])
        rated = range(1, len(columns))
    else:
        return None

    def row(cells: Sequence[str]) -> list[str]:
        return [_amount(cell) if index in rated else cell for index, cell in enumerate(cells[: len(columns)])]

    def settled(rows: Iterable[Sequence[str]]) -> Recognised | None:
        unmarked = set(rated)
        for cells in rows:
            unmarked -= {index for index in unmarked if _is_own(cells[index])}
            if not unmarked:
                break
        return None if len(unmarked) == len(rated) else replace(found, settled=None, unmarked=frozenset(unmarked))

    found = Recognised("Loop Habit Tracker", columns, row, {"date": "Date"}, _HINT, settled)
    return found


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
