"""A foreign diary taken into the journal, in one step."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date

from ldn_tui.domain.changes import Change
from ldn_tui.domain.counted import counted
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal.backups import Reason
from ldn_tui.journal.diary_comparison import (
    WRITTEN,
    ComparedDay,
    DiaryComparing,
    DiaryComparison,
    ImportOutcome,
    Tally,
    never,
)
from ldn_tui.journal.journal import Journal
from ldn_tui.storage.row_ids import row_ids
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step, Values
from ldn_tui.transfer.column_map import DOSE, NOTE
from ldn_tui.transfer.diary_csv import Diary

# How many rows are written together.
_TOGETHER = 500


def import_diary(
    journal: Journal, diary: Diary, source: str, replaces: Callable[[date], bool] = never
) -> tuple[DiaryComparison, Change]:
    """Bring what is new in `diary` into the journal, as one step.

    Values the journal has already are left as they are, unless they are to be replaced. If nothing is new, nothing is
    written.

    Args:
        journal: the journal.
        diary: what was read.
        source: the name of its file.
        replaces: whether what differs from the journal's takes its place on a day.

    Returns:
        What became of each value, and the change.

    Raises:
        BadInput: it says an amount on a day that is sealed.
    """
    found: list[DiaryComparison] = []

    def work(step: Step) -> None:
        # Compared again under the write lock: another process may have written since the preview.
        comparing = DiaryComparing(journal, step.find_all, replaces)
        writing = _Writing(step, source)
        with ExitStack() as around:
            for row in diary.rows:
                news = comparing.count(row)
                if news is None:
                    continue
                if not writing.has_begun:
                    # Imported doses may hold the first one of the trial: its phases follow.
                    around.enter_context(journal.trials.followed(step))
                    writing.begin(news.row.day)
                writing.write(news)
            writing.end(comparing.tally())
        found.append(comparing.of(diary))

    # A lock that has come due is not put off by doses that come with a file.
    with journal.backups.before(Reason.IMPORT), journal.trials.settled():
        change = journal.act(f"import of {source}", work)
    return found[0], change


class _Writing:
    """The rows of an import on their way into a step, many at once."""

    def __init__(self, step: Step, source: str) -> None:
        self.has_begun = False
        self._step = step
        self._source = source
        self._id = str(uuid.uuid4())
        self._now = step.at.isoformat()
        self._ids = row_ids()
        self._new: defaultdict[str, list[Values]] = defaultdict(list)
        self._replacing: defaultdict[str, list[Values]] = defaultdict(list)
        self._written = 0

    def begin(self, day: date) -> None:
        """Write the import that all rows refer to; what it comes to is known at its end."""
        self.has_begun = True
        self._step.put("import", self._import(day, day, ""))

    def write(self, found: ComparedDay) -> None:
        """Write what is new of a row."""
        day = found.row.day.isoformat()
        recorded_at = self._now if found.row.recorded_at is None else found.row.recorded_at.isoformat()
        for target, given, _, outcome in found.values:
            if outcome not in WRITTEN:
                continue
            self._written += 1
            is_replaced = outcome is ImportOutcome.REPLACED
            row_id = next(self._ids)
            if target == NOTE:
                self._put("note", (day, given, row_id, recorded_at, self._id), is_replaced=is_replaced)
            elif target == DOSE:
                if is_replaced:
                    _remove_doses(self._step, found.row.day)
                amount = (given, None, 1) if given else (None, None, 0)
                dose = (row_id, day, NALTREXONE, *amount, None, recorded_at, self._id)
                self._put("dose", dose, is_replaced=False)
            else:
                self._put("rating", (target, day, given, row_id, recorded_at, self._id), is_replaced=is_replaced)

    def end(self, tally: Tally) -> None:
        """Write what still waits, and what it all came to."""
        if tally.first_day is None or tally.last_day is None:
            return
        for table, rows in self._new.items():
            self._step.put_new(table, rows)
        for table, rows in self._replacing.items():
            self._step.put_over(table, rows)
        days = sum(tally.timeliness.values())
        self._step.rename(f"import of {self._source}: {counted(self._written, 'value')} on {counted(days, 'day')}")
        self._step.put_finally("import", self._import(tally.first_day, tally.last_day, " ".join(sorted(tally.rated))))

    def _import(self, first_day: date, last_day: date, measures: str) -> Row:
        return {
            "id": self._id,
            "source": self._source,
            "first_day": first_day.isoformat(),
            "last_day": last_day.isoformat(),
            "measures": measures,
            "recorded_at": self._now,
        }

    def _put(self, table: str, row: Values, *, is_replaced: bool) -> None:
        """Let a row wait, its values in the order of the table's columns, until there are enough of them."""
        waiting = (self._replacing if is_replaced else self._new)[table]
        waiting.append(row)
        if len(waiting) == _TOGETHER:
            (self._step.put_over if is_replaced else self._step.put_new)(table, waiting)
            waiting.clear()


def _remove_doses(step: Step, day: date) -> None:
    """Make room for the dose of a file; what was taken of another medicine stays."""
    for row in step.find_of_day("dose", day):
        if row["medicine"] == NALTREXONE:
            step.delete("dose", (row["id"],))
