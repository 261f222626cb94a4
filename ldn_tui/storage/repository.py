"""One open journal file: its facts are read, and its rows are written in steps that record before and after."""

import sqlite3
import uuid
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import DamagedJournal, MissingJournal
from ldn_tui.domain.text import visible
from ldn_tui.storage.database import open_connection, sqlite_errors
from ldn_tui.storage.fact_reader import FactReader
from ldn_tui.storage.opened_file import OpenedFile
from ldn_tui.storage.schema import TABLES, Row, daily_view
from ldn_tui.storage.soundness import quick_check
from ldn_tui.storage.steps import Around, Step, StepLog

if TYPE_CHECKING:
    from ldn_tui.storage.purge import Purge


class Repository(FactReader):
    """One open journal file: the only object that speaks SQL to it."""

    def __init__(
        self,
        path: Path,
        *,
        create: bool,
        patience_ms: int,
        program: str,
        before_migration: Callable[[], None] | None = None,
        session: str | None = None,
    ) -> None:
        """Open the file.

        Args:
            path: the journal's file.
            create: whether to make it if there is none.
            patience_ms: how long a write waits for another program.
            program: what the steps made here are signed with ("the app", "the command line").
            before_migration: called before an older file gets the present schema.
            session: what tells the steps made here from those of other processes; None to begin a new one.

        Raises:
            JournalError: see `open_connection`.
        """
        super().__init__(
            path,
            open_connection(path, create=create, patience_ms=patience_ms, before_migration=before_migration),
        )
        self._program = program
        self._session = session or str(uuid.uuid4())
        self._patience_ms = patience_ms
        self._before_migration = before_migration
        self._opened = OpenedFile(path)
        self._opened.remember(self._connection)
        self._log = StepLog(self._connection, program, self._session)
        # What SQLite last said of others' changes to the file.
        self._seen: int | None = None
        self._is_looked_over_first = False
        self._damage: DamagedJournal | None = None

    def twin(self, patience_ms: int) -> "Repository":
        """Return the same file with a connection of its own, for a thread; its steps count as made here.

        Args:
            patience_ms: how long a write waits for another program.

        Raises:
            JournalError: the file cannot be used.
        """
        return Repository(
            self.path, create=False, patience_ms=patience_ms, program=self._program, session=self._session
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def reopen(self, *, may_be_another: bool = False) -> None:
        """Open the file again: SQLite goes on refusing to write to one that was read-only, or was replaced.

        Args:
            may_be_another: whether another journal was put there on purpose.

        Raises:
            OtherJournal: another journal is there.
            JournalError: the file cannot be used.
            CannotWrite: it cannot be opened.
        """
        try:
            fresh = open_connection(
                self.path,
                create=False,
                patience_ms=self._patience_ms,
                before_migration=self._before_migration,
                examine=None if may_be_another else self._opened.refuse_another,
            )
        except MissingJournal:
            raise MissingJournal(
                f"{visible(str(self.path))} is no longer there: put it back, or the disk it was on."
            ) from None
        self._connection.close()
        self._connection = fresh
        self._opened.remember(fresh)
        self._log.use(fresh)

    def set_patience(self, milliseconds: int) -> None:
        """Wait that long for another program's lock from now on."""
        self._patience_ms = milliseconds
        with sqlite_errors(self.path):
            self._connection.execute(f"PRAGMA busy_timeout = {milliseconds:d}")

    def before_trial_change(self, prepare: Callable[[], None]) -> None:
        """Have `prepare` called before a step changes a trial, with the file still as it was."""
        self._log.before_trial_change = prepare

    def check(self) -> None:
        """Look the whole file over for damage.

        Raises:
            DamagedJournal: something is wrong with it.
        """
        quick_check(self._connection, self.path)

    def check_answers(self) -> None:
        """Look over what a person entered, and before the first write the rest: the log is most of the file.

        Raises:
            DamagedJournal: something is wrong with it.
        """
        quick_check(self._connection, self.path, ("sqlite_master", *TABLES))
        self._is_looked_over_first = True

    def refuse_to_write(self, damage: DamagedJournal | None) -> None:
        """Refuse every write from now on, with the damage that was found; None allows them again."""
        self._damage = damage

    def _before_writing(self) -> None:
        if self._damage is not None:
            raise self._damage
        if self._is_looked_over_first:
            self.check()
            self._is_looked_over_first = False

    def version(self) -> Hashable:
        """Return what changes when another process has committed to the file, or has put a copy in its place.

        Raises:
            OtherJournal: another journal was put in its place.
            JournalError: there is no journal at its place any more.
        """
        if not self._opened.is_in_place:
            self.reopen()
        with sqlite_errors(self.path):
            (number,) = self._connection.execute("PRAGMA data_version").fetchone()
        if number != self._seen:
            self._opened.follow(self._connection)
            self._seen = number
        return self._opened.place, int(number)

    # Steps

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the file's write lock for one all-or-nothing change; within another it is part of that one.

        Raises:
            LockedJournal: another program holds it.
            OtherJournal: another journal was written over it.
            DamagedJournal: it is known to be damaged, or was to be looked over before the first write and is.
            CannotWrite: the disk refuses.
        """
        is_within_another = self._connection.in_transaction
        if is_within_another:
            yield
            return
        self._before_writing()
        with sqlite_errors(self.path):
            # A file that was written over may count as many changes: what SQLite remembers of it proves nothing.
            self._connection.execute("PRAGMA shrink_memory")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._opened.refuse_another(self._connection)
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # Nothing is left to take back where SQLite did so itself, as on a full disk.
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                raise

    def step(self, summary: str, at: datetime, work: Callable[[Step], None], *, final: bool = False) -> Change:
        """Do `work` in one transaction, as one step that undo takes back whole.

        Args:
            summary: what is done, in the person's words.
            at: the instant, with offset.
            work: puts and deletes rows through the step it is handed.
            final: whether undo never takes it back.

        Returns:
            The change; one without a step number if `work` changed nothing.
        """
        with self.transaction():
            step = self._log.begin("do", None, summary, at, final=final)
            work(step)
            if step.tables & {"measure"}:
                self._renew_daily_view()
        return step.change

    def amend(self, number: int, at: datetime, work: Callable[[Step], None]) -> Change | None:
        """Do `work` as part of step `number`, if that is still the last one; else do nothing and return None."""
        with self.transaction():
            step = self._log.reopen(number, at)
            if step is None:
                return None
            work(step)
        return step.change

    def undo(self, at: datetime, around: Around | None = None) -> Change | None:
        """Take back the last step still in effect that is not final; None if there is none.

        Args:
            at: the instant, with offset.
            around: what is to follow the rows, where a final step came after the one that is taken back.
        """
        with self.transaction():
            return self._renewing_view(self._log.undo(at, around))

    def redo(self, at: datetime, around: Around | None = None) -> Change | None:
        """Bring back the step that was taken back last; None if there is none. `around` is as in `undo`."""
        with self.transaction():
            return self._renewing_view(self._log.redo(at, around))

    def _renewing_view(self, change: Change | None) -> Change | None:
        if change is not None and "measure" in change.tables:
            self._renew_daily_view()
        return change

    def _renew_daily_view(self) -> None:
        keys = [row[0] for row in self._connection.execute("SELECT key FROM measure ORDER BY position, key").fetchall()]
        self._connection.execute("DROP VIEW daily")
        self._connection.execute(daily_view(keys))

    def has(self, purge: "Purge") -> bool:
        """Return whether the file holds anything that `purge` names, in its tables or in its log."""
        with sqlite_errors(self.path):
            return purge.is_needed(self._connection)

    def purge(self, purge: "Purge") -> bool:
        """Remove what `purge` names without a trace; it is no step, and undo does not bring it back.

        Returns:
            Whether there was any of it.

        Raises:
            LockedJournal: another program holds the file.
            DamagedJournal: it is known to be damaged, or was to be looked over before the first write and is.
            CannotWrite: the disk refuses.
        """
        self._before_writing()
        self._opened.refuse_another(self._connection)
        with sqlite_errors(self.path):
            return purge.apply(self._connection)

    # Rows

    def found(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Write the rows a new journal begins with, unless there are any.

        They are no step: a journal cannot be undone out of existence.
        """
        with self.transaction():
            # Another first start may have been quicker.
            if not any(self._log.rows(TABLES[table]) for table in rows):
                for table, new in rows.items():
                    for row in new:
                        self._log.write(TABLES[table], row)
                self._renew_daily_view()
        self._opened.remember(self._connection)

    def is_new(self) -> bool:
        """Return whether the file holds a schema and nothing else yet."""
        return not self._all("SELECT 1 FROM journal UNION ALL SELECT 1 FROM measure LIMIT 1")

    def is_untouched(self) -> bool:
        """Return whether the file holds nothing but what a new journal begins with: no step, and no recorded row."""
        begun = {"journal", "measure"}
        made = " UNION ALL ".join(f"SELECT 1 FROM {table}" for table in ("step", *(TABLES.keys() - begun)))
        return not self._all(f"SELECT * FROM ({made}) LIMIT 1")

    def row(self, table: str, key: tuple[str, ...]) -> Row | None:
        """Return one row by its key, or None."""
        with sqlite_errors(self.path):
            return self._log.row(TABLES[table], key)
