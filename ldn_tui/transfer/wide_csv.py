"""Wide CSV, a row a day and a column a measure: this journal's, written."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from ldn_tui.domain.days import Day
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.ratings import plain
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.transfer.formula_guard import guarded
from ldn_tui.transfer.selection import ALL_PARTS, Part

WIDE_PARTS = ALL_PARTS - {Part.LABS, Part.TRIALS, Part.MEDICINES}


def diary_lines(days: Iterable[Day], measures: Sequence[str], parts: frozenset[Part] = ALL_PARTS) -> Iterator[str]:
    """Yield the lines of a wide CSV, with a header: a row a day, a column a measure, as the view `daily` has them.

    `dose_mg` is the day's sum of naltrexone, which it is imported as, 0 where a dose was answered as not taken; a dose
    of another medicine or known only by a bottle's label, an explicit "no answer" and a laboratory value have no cell.
    Quotation and line breaks in cells are as in RFC 4180;
    text that a spreadsheet would compute bears the guard that reading a diary takes away.

    Args:
        days: the days with anything recorded.
        measures: the keys of the columns, in order.
        parts: which parts have columns, of `WIDE_PARTS`.
    """
    cells_of = {name: cell for name, part, cell in _OTHER_COLUMNS if part in parts}
    keys = measures if Part.RATINGS in parts else ()
    yield csv_line(["day", *keys, *cells_of])
    for day in days:
        ratings = ("" if (value := day.value(key)) is None else plain(value) for key in keys)
        yield csv_line([day.date.isoformat(), *ratings, *(cell(day) for cell in cells_of.values())])


def _side_effects_cell(day: Day) -> str:
    side_effects = [f"{effect.term} ({effect.severity})" for effect in day.side_effects]
    return guarded("; ".join(side_effects)) or ("none" if day.no_side_effects else "")


def _dose_cell(day: Day) -> str:
    doses = [dose for dose in day.doses if dose.medicine == NALTREXONE]
    amounts = [dose.mg for dose in doses if dose.mg is not None]
    if amounts:
        return plain(round(sum(amounts), 1))
    return "0" if doses and not any(dose.taken for dose in doses) else ""


_OTHER_COLUMNS: tuple[tuple[str, Part, Callable[[Day], str]], ...] = (
    ("dose_mg", Part.DOSES, _dose_cell),
    ("side_effects", Part.SIDE_EFFECTS, _side_effects_cell),
    (
        "rescue",
        Part.RESCUES,
        lambda day: guarded("; ".join(f"{rescue.medicine} x{plain(rescue.count)}" for rescue in day.rescues)),
    ),
    ("impression", Part.IMPRESSIONS, lambda day: "" if day.impression is None else str(day.impression)),
    ("skip", Part.SKIPS, lambda day: "" if day.skip is None else day.skip.value),
    ("note", Part.NOTES, lambda day: guarded(day.note or "")),
)
_OTHER_NAMES = tuple(name for name, _, _ in _OTHER_COLUMNS)


def is_own_header(names: Sequence[str]) -> bool:
    """Return whether a file with these columns is one that `diary_lines` wrote.

    Its columns are those it writes, in their order, and of a journal's measures it has all, the first ones included,
    or none. A handmade file mostly has others; where it has the very same, nothing tells the two apart.
    """
    known = [name for name in names[1:] if name in _OTHER_NAMES]
    measures = names[1 : len(names) - len(known)]
    return (
        list(names[:1]) == ["day"]
        and [*measures, *known] == list(names[1:])
        and known == sorted(set(known), key=_OTHER_NAMES.index)
        and (not measures or {measure.key for measure in FIRST_MEASURES} <= set(measures))
    )


def csv_line(cells: Sequence[str]) -> str:
    """Return a line of a CSV with its end; quotation and line breaks in cells are as in RFC 4180."""
    # With this terminator the writer quotes lone carriage returns, too.
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"
