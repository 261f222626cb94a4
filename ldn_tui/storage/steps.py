"""Steps: what was done, every row before and after, so that undo, redo and the audit trail are one mechanism.

The log is append-only: undoing a step appends a step that puts the rows back.
"""

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import BadInput, NothingToDo
from ldn_tui.domain.text import visible
from ldn_tui.storage.row_texts import row_of, row_text, row_writer
from ldn_tui.storage.schema import TABLES, TRIAL_TABLES, Row, Table, Value

StepKind = Literal["do", "undo", "redo"]
# A row's values in the order of its table's columns.
Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class _Fixed:
    """A row that a final step changed.

    Attributes:
        table: its table.
        key: its key.
        summary: what the final step did.
    """

    table: str
    key: tuple[Value, ...]
    summary: str


class Step:
    """One step being made, inside a transaction: the only way rows are written."""

    def __init__(
        self,
        log: "StepLog",
        kind: StepKind,
        target: int | None,
        summary: str,
        at: datetime,
        *,
        final: bool = False,
    ) -> None:
        """Begin a step; its row is written with its first change, so an empty step leaves no trace."""
        self.final = final
        self.summary = summary
        self.at = at
        self.number: int | None = None
        self.amending = False
        self.days: set[date] = set()
        self.tables: set[str] = set()
        self._log = log
        self._kind = kind
        self._target = target

    @property
    def is_replay(self) -> bool:
        """Whether it puts back, or brings back, what another step changed."""
        return self._kind != "do"

    @property
    def change(self) -> Change:
        """What the step did so far."""
        return Change(
            step=self.number if self.tables or self.amending else None,
            summary=self.summary,
            days=frozenset(self.days),
            tables=frozenset(self.tables),
            by=self._log.program,
            at=self.at,
        )

    def find(self, table: str, key: tuple[Value, ...]) -> Row | None:
        """Return a row by its key as it is now, inside the transaction, or None."""
        return self._log.row(TABLES[table], key)

    def find_all(self, table: str) -> list[Row]:
        """Return all rows of a table as they are now, inside the transaction."""
        return self._log.rows(TABLES[table])

    def find_of_day(self, table: str, day: date) -> list[Row]:
        """Return the rows of one day as they are now, inside the transaction."""
        return self._log.rows(TABLES[table], day)

    def put(self, table: str, row: Row) -> None:
        """Insert `row`, or replace the one with its key."""
        known = TABLES[table]
        complete: Row = {column: row.get(column) for column in known.columns}
        before = self._log.row(known, known.key_of(complete))
        if before != complete:
            self._log.write(known, complete)
            self._record(known, before, complete)

    def insert(self, table: str, row: Row) -> None:
        """Insert `row` where there is none with its key.

        Raises:
            BadInput: there is one.
        """
        key = TABLES[table].key_of(row)
        if self.find(table, key) is not None:
            named = ", ".join(str(value) for value in key)
            raise BadInput(f"{table} {visible(named)!r} is there already: look at it, and try again")
        self.put(table, row)

    def put_new(self, table: str, rows: Sequence[Values]) -> None:
        """Insert many rows that are known not to be there, each the values of the table's columns in their order."""
        if rows:
            known = TABLES[table]
            self._log.insert(known, rows)
            self._record_many(known, [(None, row) for row in rows])

    def put_over(self, table: str, rows: Sequence[Values]) -> None:
        """Put many rows, no two with one key, in place of those there; each as `put_new` takes it."""
        known = TABLES[table]
        found = zip(self._log.found(known, rows), rows, strict=True)
        changes = [(before, row) for before, row in found if before != row]
        if changes:
            self._log.replace(known, [row for _, row in changes])
            self._record_many(known, changes)

    def put_finally(self, table: str, row: Row) -> None:
        """Let a row that this step put already end as `row`: one change of it, not two."""
        was, self.amending = self.amending, True
        try:
            self.put(table, row)
        finally:
            self.amending = was

    def rename(self, summary: str) -> None:
        """Call the step `summary`, now that it is known what it comes to."""
        self.summary = summary
        if self.number is not None:
            self._log.rename_step(self.number, summary)

    def delete(self, table: str, key: tuple[Value, ...]) -> None:
        """Remove the row with that key, if there is one."""
        known = TABLES[table]
        before = self._log.row(known, key)
        if before is not None:
            self._log.remove(known, key)
            self._record(known, before, None)

    def _record(self, table: Table, before: Row | None, after: Row | None) -> None:
        number = self._begun(table)
        if table.has_days:
            self.days.update(date.fromisoformat(str(row["day"])) for row in (before, after) if row)
        if self.amending:
            self._log.amend_change(number, table, before, after)
        else:
            self._log.append_change(number, table, before, after)

    def _record_many(self, table: Table, changes: Sequence[tuple[Values | None, Values]]) -> None:
        self._log.append_changes(self._begun(table), table, changes)
        if table.has_days:
            index = table.columns.index("day")
            self.days.update(date.fromisoformat(day) for day in {str(row[index]) for _, row in changes})

    def _begun(self, table: Table) -> int:
        """Return the step's number, now that it changes `table`."""
        if table.name in TRIAL_TABLES and not self.tables & TRIAL_TABLES:
            self._log.before_trial_change()
        if self.number is None:
            self.number = self._log.append_step(self._kind, self._target, self.summary, self.at, final=self.final)
        self.tables.add(table.name)
        return self.number


# Done around the rows that a step puts back, as part of the step that puts them.
Around = Callable[[Step], AbstractContextManager[None]]


class StepLog:
    """The tables `step` and `change`, and the rows they speak of."""

    def __init__(self, connection: sqlite3.Connection, program: str, session: str) -> None:
        """Sign every step with `program` and the `session` of this process."""
        self.program = program
        # Called before a step's first change of a trial is committed.
        self.before_trial_change: Callable[[], None] = lambda: None
        self._session = session
        self._connection = connection

    def use(self, connection: sqlite3.Connection) -> None:
        """Go on through another connection to the same file."""
        self._connection = connection

    def begin(self, kind: StepKind, target: int | None, summary: str, at: datetime, *, final: bool = False) -> Step:
        """Return a new step, to be filled; a `final` one is never undone."""
        return Step(self, kind, target, summary, at, final=final)

    def reopen(self, number: int, at: datetime) -> Step | None:
        """Return step `number` for amending if it is the very last one and this process made it, else None."""
        row = self._one("SELECT number, session, summary FROM step ORDER BY number DESC LIMIT 1")
        if row is None or row[0] != number or row[1] != self._session:
            return None
        step = Step(self, "do", None, str(row[2]), at)
        step.number, step.amending = number, True
        return step

    def undo(self, at: datetime, around: Around | None = None) -> Change | None:
        """Put back the rows of the last step in effect that is not final; what a later final step fixed stays.

        Args:
            at: the instant, with offset.
            around: what is to follow the rows that a step older than a final one puts back; done in the same step.

        Raises:
            NothingToDo: all that is left was made final, or was fixed by what was.
        """
        target = self._one(
            "SELECT number FROM step AS s WHERE kind = 'do' AND NOT final AND"
            " coalesce((SELECT kind FROM step WHERE target = s.number ORDER BY number DESC LIMIT 1), 'redo') = 'redo'"
            " ORDER BY number DESC LIMIT 1"
        )
        if target is None:
            final = self._one("SELECT summary FROM step WHERE final ORDER BY number DESC LIMIT 1")
            if final is not None:
                raise NothingToDo(f"This cannot be undone: {final[0]}. There is nothing else to undo.")
            return None
        return self._replay("undo", int(str(target[0])), at, around)

    def redo(self, at: datetime, around: Around | None = None) -> Change | None:
        """Bring back the step taken back last, unless something new was done since; `around` is as in `undo`."""
        target = self._one(
            "SELECT target FROM step AS u WHERE kind = 'undo'"
            " AND number > (SELECT max(number) FROM step WHERE kind = 'do' AND NOT final)"
            " AND number = (SELECT max(number) FROM step WHERE target = u.target)"
            " ORDER BY target LIMIT 1"
        )
        return None if target is None else self._replay("redo", int(str(target[0])), at, around)

    def _replay(self, kind: Literal["undo", "redo"], target: int, at: datetime, around: Around | None) -> Change:
        (origin,) = self._connection.execute(
            "SELECT summary, session, program, at FROM step WHERE number = ?", (target,)
        ).fetchall()
        summary, session, program, made_at = (str(value) for value in origin)
        step = self.begin(kind, target, summary, at)
        fixed = self._fixed_since(target)
        with around(step) if around is not None and fixed else nullcontext():
            self._put_rows(step, self._images(target, kind), fixed, summary)
        if step.number is None:
            # Another tool had already put the rows back: the step counts as taken back all the same.
            step.number = self.append_step(kind, target, summary, at)
        return Change(
            step=step.number,
            summary=summary,
            days=frozenset(step.days),
            tables=frozenset(step.tables),
            by=program,
            at=datetime.fromisoformat(made_at),
            by_another=session != self._session,
        )

    def _images(self, target: int, kind: Literal["undo", "redo"]) -> list[tuple[Table, Row | None, Row | None]]:
        """Return each row step `target` changed as it is taken to be, and as it shall be, in the order to put them."""
        changes = self._connection.execute(
            "SELECT table_name, before, after FROM change WHERE step = ? ORDER BY number", (target,)
        ).fetchall()
        images = [(TABLES[str(name)], row_of(before), row_of(after)) for name, before, after in changes]
        return [(table, after, before) for table, before, after in reversed(images)] if kind == "undo" else images

    @staticmethod
    def _put_rows(
        step: Step, images: Sequence[tuple[Table, Row | None, Row | None]], fixed: Sequence[_Fixed], summary: str
    ) -> None:
        """Put the rows, but for what was fixed of them.

        Raises:
            NothingToDo: nothing would be left of the step, or a row that others stand on would be gone.
        """
        kept: list[_Fixed] = []
        has_put = not images
        for table, present, wanted in images:
            row = wanted or present or {}
            final = next((one for one in fixed if one.table == table.name and one.key == table.key_of(row)), None)
            if final is None:
                has_put = True
                if wanted is None:
                    step.delete(table.name, table.key_of(row))
                else:
                    step.put(table.name, wanted)
                continue
            now = step.find(table.name, final.key)
            if now is None or wanted is None or present is None or not table.fixed:
                raise NothingToDo(_out_of_reach(summary, final))
            changed = {name for name, value in wanted.items() if present[name] != value}
            free = changed - {*table.fixed, "recorded_at"}
            if changed & set(table.fixed):
                kept.append(final)
            if free:
                has_put = True
                step.put(table.name, {**now, **{name: wanted[name] for name in free}})
        if not has_put and kept:
            raise NothingToDo(_out_of_reach(summary, kept[0]))

    def _fixed_since(self, target: int) -> list[_Fixed]:
        """Return the rows that final steps after `target` changed, the first of them first."""
        found = self._connection.execute(
            "SELECT table_name, before, after, summary FROM change JOIN step ON step.number = change.step"
            " WHERE final AND step.number > ? ORDER BY change.number",
            (target,),
        ).fetchall()
        fixed: list[_Fixed] = []
        for name, before, after, summary in found:
            row = row_of(after) or row_of(before) or {}
            fixed.append(_Fixed(str(name), TABLES[str(name)].key_of(row), str(summary)))
        return fixed

    def append_step(
        self, kind: StepKind, target: int | None, summary: str, at: datetime, *, final: bool = False
    ) -> int:
        """Write a step's row and return its number."""
        cursor = self._connection.execute(
            "INSERT INTO step (id, at, program, session, kind, target, summary, final) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (str(uuid.uuid4()), at.isoformat(), self.program, self._session, kind, target, summary, int(final)),
        )
        return int(cursor.lastrowid or 0)

    def append_change(self, step: int, table: Table, before: Row | None, after: Row | None) -> None:
        """Write one row's before and after."""
        self._connection.execute(
            "INSERT INTO change (step, table_name, before, after) VALUES (?, ?, ?, ?)",
            (step, table.name, row_text(before), row_text(after)),
        )

    def append_changes(self, step: int, table: Table, changes: Iterable[tuple[Values | None, Values]]) -> None:
        """Write many rows' befores, None for those that were not there, and afters."""
        text = row_writer(table)
        self._connection.executemany(
            "INSERT INTO change (step, table_name, before, after) VALUES (?, ?, ?, ?)",
            ((step, table.name, None if before is None else text(before), text(after)) for before, after in changes),
        )

    def rename_step(self, step: int, summary: str) -> None:
        """Write what a step that is still being made is called."""
        self._connection.execute("UPDATE step SET summary = ? WHERE number = ?", (summary, step))

    def amend_change(self, step: int, table: Table, before: Row | None, after: Row | None) -> None:
        """Let the step's change of that row end in `after`: a note typed in one sitting stays one change."""
        known = self._connection.execute(
            "SELECT number, before, after FROM change WHERE step = ? AND table_name = ? ORDER BY number DESC",
            (step, table.name),
        ).fetchall()
        row = after or before or {}
        for number, first, last in known:
            recorded = row_of(last) or row_of(first) or {}
            if recorded and table.key_of(recorded) == table.key_of(row):
                if first is None and after is None:
                    # Written and erased in one sitting: there is nothing left to undo.
                    self._connection.execute("DELETE FROM change WHERE number = ?", (number,))
                    if self._one("SELECT 1 FROM change WHERE step = ?", step) is None:
                        self._connection.execute("DELETE FROM step WHERE number = ?", (step,))
                else:
                    self._connection.execute("UPDATE change SET after = ? WHERE number = ?", (row_text(after), number))
                return
        self.append_change(step, table, before, after)

    def row(self, table: Table, key: tuple[Value, ...]) -> Row | None:
        """Return a row by its key, or None."""
        found = self._connection.execute(f"{_selection(table)} WHERE {_by_key(table)}", key).fetchall()
        return dict(zip(table.columns, found[0], strict=True)) if found else None

    def rows(self, table: Table, day: date | None = None) -> list[Row]:
        """Return the rows of a table, of one day if given, in the order of its key."""
        where, parameters = ("", ()) if day is None else (" WHERE day = ?", (day.isoformat(),))
        found = self._connection.execute(
            f"{_selection(table)}{where} ORDER BY {', '.join(table.key)}",
            parameters,
        ).fetchall()
        return [dict(zip(table.columns, row, strict=True)) for row in found]

    def found(self, table: Table, rows: Iterable[Values]) -> list[Values | None]:
        """Return for each of many rows the one with its key as it is now, or None."""
        query = f"{_selection(table)} WHERE {_by_key(table)}"
        keys = [table.columns.index(column) for column in table.key]
        execute = self._connection.execute
        return [execute(query, [row[index] for index in keys]).fetchone() for row in rows]

    def write(self, table: Table, row: Row) -> None:
        """Insert a row or replace the one with its key, keeping what refers to it."""
        self.replace(table, [tuple(row[column] for column in table.columns)])

    def replace(self, table: Table, rows: Iterable[Values]) -> None:
        """Insert rows, or replace those with their keys, keeping what refers to them."""
        updates = ", ".join(f"{column} = excluded.{column}" for column in table.columns if column not in table.key)
        conflict = f" ON CONFLICT ({', '.join(table.key)}) DO UPDATE SET {updates}"
        self._connection.executemany(_insertion(table) + conflict, rows)

    def insert(self, table: Table, rows: Iterable[Values]) -> None:
        """Insert rows, none of which is there."""
        self._connection.executemany(_insertion(table), rows)

    def remove(self, table: Table, key: tuple[Value, ...]) -> None:
        """Delete the row with that key."""
        self._connection.execute(f"DELETE FROM {table.name} WHERE {_by_key(table)}", key)

    def _one(self, query: str, *parameters: int) -> tuple[Value, ...] | None:
        found = self._connection.execute(query, parameters).fetchall()
        return found[0] if found else None


def _out_of_reach(summary: str, final: _Fixed) -> str:
    return (
        f"This cannot be undone: {summary}. It was fixed later ({final.summary}); neither it nor what was done before "
        "it can be taken back, but it can be changed."
    )


def _selection(table: Table) -> str:
    return f"SELECT {', '.join(table.columns)} FROM {table.name}"


def _by_key(table: Table) -> str:
    return " AND ".join(f"{column} = ?" for column in table.key)


def _insertion(table: Table) -> str:
    return f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({', '.join('?' * len(table.columns))})"
