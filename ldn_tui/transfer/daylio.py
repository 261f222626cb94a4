"""The CSV that Daylio exports: a row an entry, with the mood as a word.

Sources: `dayliopy/sample.csv` and `docs/csv-format.md` of github.com/MichaelCurrin/daylio-csv-parser for the header
and the rows, and `daylio_parser/parser.py` and `config.py` of
github.com/staticf0x/daylio-parser for full_date as 2021-09-28 and the first five moods: rad, good, meh, bad, awful.

The day is full_date, whatever the time beside it: it is the day under which the app shows the entry, and the person
may have put it there.

Activities are left out: they are marks without a number. A day may have several entries.
"""

from collections.abc import Sequence

from ldn_tui.transfer.layouts import Recognised, plain_names

_HEADER = ["full_date", "date", "weekday", "time", "mood", "activities", "note_title", "note"]


def daylio(header: Sequence[str]) -> Recognised | None:
    """Recognise a Daylio export by its whole header."""
    if plain_names(header) != _HEADER:
        return None
    return Recognised(
        "Daylio",
        ("full_date", "mood", "note"),
        lambda cells: [cells[0], cells[4], "\n".join(filter(str.strip, cells[6:8]))],
        {"date": "full_date"},
        "Moods are words: give each its number, like rad=5,good=4,meh=3,bad=2,awful=1, and their scale, like 5..1 "
        "where 10 is the worst",
    )
