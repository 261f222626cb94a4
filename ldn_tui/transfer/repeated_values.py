"""What a file says twice of one day: which row counts, known to four bytes a day and value."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from itertools import zip_longest

from ldn_tui.transfer.column_map import DOSE, NOTE, ColumnMap, Duplicates
from ldn_tui.transfer.day_lines import DayLines
from ldn_tui.transfer.diary_rows import COLUMN_TARGETS, DiaryRow


class RepeatedValues:
    """Which row counts for each value of a day: the first, or the last.

    Attributes:
        count: how many values were left aside, because another row says that day's.
    """

    def __init__(self, columns: ColumnMap, today: date) -> None:
        """Begin with no row; none is of a day after `today`."""
        self.count = 0
        self._columns = columns
        self._lines: defaultdict[str, DayLines] = defaultdict(lambda: DayLines(today))
        # Most rows of a file that repeats itself say everything mapped: one line is held for them, not one a value.
        # Where the first counts, the days of which everything is known; where the last does, the last row of all.
        self._known_days = DayLines(today)
        self._last_whole = DayLines(today)
        self._most_targets = len([target for target in columns.columns if target not in COLUMN_TARGETS])

    def choose(self, row: DiaryRow) -> DiaryRow | None:
        """Settle whether what a row says counts, as far as the rows before it go; return it with what does, if any."""
        columns = self._columns
        duplicates = columns.counts(row.day) if columns.decided else columns.duplicates
        if duplicates is None:
            return row
        ordinal, line = row.day.toordinal(), row.line
        said = len(row.ratings) + (row.dose is not None) + (row.note is not None)
        replace = duplicates is Duplicates.REPLACE
        if not replace and self._known_days.at(ordinal):
            self.count += said
            return None
        if said == self._most_targets:
            if replace and self._last_whole.hold_at(ordinal, line, replace=True):
                self.count += said
                return row
            if not replace:
                self._known_days.hold_at(ordinal, line, replace=False)
        targets = _targets(row)
        has_whole = replace and said != self._most_targets and self._last_whole.at(ordinal)
        repeated = [
            target for target in targets if self._lines[target].hold_at(ordinal, line, replace=replace) or has_whole
        ]
        if not repeated:
            return row
        self.count += len(repeated)
        return row if replace else _without(row, repeated, targets)

    def counting_lines(self) -> bytearray | None:
        """Return which lines, by number, begin a row of which anything counts: a byte each; None for all."""
        if not self.count:
            return None
        counting = bytearray()
        for lines in self._lines.values():
            latest = [max(line, whole) for line, whole in zip_longest(lines, self._last_whole, fillvalue=0)]
            counting.extend(bytes(max(max(latest, default=0) + 1 - len(counting), 0)))
            for line in latest:
                counting[line] = 1
        counting[0] = 0
        return counting

    def chosen(self, row: DiaryRow) -> DiaryRow | None:
        """Return a row with what counts of it, if any, now that all rows are known."""
        if not self.count:
            return row
        ordinal, line = row.day.toordinal(), row.line
        whole = self._last_whole.at(ordinal)
        targets = _targets(row)
        left_out = [target for target in targets if max(self._lines[target].at(ordinal), whole) != line]
        return _without(row, left_out, targets) if left_out else row


def _targets(row: DiaryRow) -> list[str]:
    targets = list(row.ratings)
    if row.dose is not None:
        targets.append(DOSE)
    if row.note is not None:
        targets.append(NOTE)
    return targets


def _without(row: DiaryRow, left_out: Collection[str], targets: Collection[str]) -> DiaryRow | None:
    if len(left_out) == len(targets):
        return None
    return row._replace(
        ratings={key: value for key, value in row.ratings.items() if key not in left_out},
        dose=None if DOSE in left_out else row.dose,
        note=None if NOTE in left_out else row.note,
    )
