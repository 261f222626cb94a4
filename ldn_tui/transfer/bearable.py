"""The CSV that Bearable exports: a row a reading; the category and the detail say of what.

Sources: public programs that read it, with rows in their tests: the header date, weekday, time of day, category,
rating/amount, detail, notes and the row "8th Dec 2021","Wednesday","mid","Symptom","2","Neck pain (Moderate)","";
and `streamlit_app.py` of github.com/abocha/streamlit_bearable_dashboard and `analyzer.py` of
github.com/rhermanek/bearable_viewer for the newer column "date formatted", for the categories, and for the grade in
words that follows a symptom's name.

A symptom may have the name of a category, which is another thing on another scale: it is then "Symptom: Mood".

The file does not say the scale of its ratings, so none is assumed: it has to be said. Nor is "date formatted" read:
no source says how it is written, where "date" is plain in every one. The day is that date: beside it stands a part of
the day (am, mid, pm), and no time on the clock that could make it another.
"""

import re
from collections.abc import Collection, Sequence

from ldn_tui.domain.dates import MONTHS
from ldn_tui.transfer.layouts import Recognised, plain_names

_COLUMNS = ("date", "weekday", "time of day", "category", "rating/amount", "detail", "notes")
_SYMPTOM = "symptom"
_GRADE = re.compile(r"\s*\((mild|moderate|severe|unbearable|extreme)\)\s*$", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?\s+(\d{4})", re.ASCII)
_MONTHS = {name[:length].lower(): index for index, name in enumerate(MONTHS, 1) for length in range(3, len(name) + 1)}


def bearable(header: Sequence[str]) -> Recognised | None:
    """Recognise a Bearable export by its columns, with or without "date formatted"."""
    names = plain_names(header)
    if tuple(name for name in names if name != "date formatted") != _COLUMNS:
        return None
    day, category, rating, detail, notes = (
        names.index(name) for name in ("date", "category", "rating/amount", "detail", "notes")
    )

    def layout(categories: Collection[str] = ()) -> Recognised:
        """Return the layout of a file with these categories besides symptoms."""

        def row(cells: Sequence[str]) -> list[str]:
            what = _what(cells[category], cells[detail], categories)
            return [_iso(cells[day]), what, cells[rating], cells[notes]]

        return Recognised(
            "Bearable",
            ("date", "what", "rating/amount", "notes"),
            row,
            {"date": "date", "what": "what", "value": "rating/amount"},
            "Symptoms are graded from 1; say each scale, like 0..4",
            lambda rows: layout({_plain(cells[category]) for cells in rows} - {_SYMPTOM}),
        )

    return layout()


def _plain(name: str) -> str:
    return name.strip().casefold()


def _what(category: str, detail: str, categories: Collection[str]) -> str:
    """Return what a reading is of: "Neck pain" for a symptom, "Symptom: Mood" for one named so, else the category."""
    if _plain(category) != _SYMPTOM:
        return category.strip()
    name = _GRADE.sub("", detail).strip()
    return f"Symptom: {name}" if _plain(name) in categories else name


def _iso(text: str) -> str:
    """Return a day like "8th Dec 2021" as 2021-12-08, and anything else as it is."""
    match = _DAY.fullmatch(text.strip())
    month = _MONTHS.get(match[2].lower()) if match else None
    return f"{match[3]}-{month:02}-{int(match[1]):02}" if match and month else text
