"""The journal's rows: read as facts, written in steps that record before and after."""

import sqlite3
import uuid
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import days_between
from ldn_tui.domain.days import (
    Day,
    Dose,
    ImportedSpan,
    JournalFacts,
    Lab,
    Rating,
    Rescue,
    SideEffect,
    SkipReason,
)
from ldn_tui.domain.doses import DoseMark, dose_marks
from ldn_tui.domain.errors import DamagedJournal, MissingJournal
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phases import Phase, parted_by_pauses
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Amendment, Choice, Decision, DoseStep, Trial
from ldn_tui.storage.database import damaged, open_connection, sqlite_errors
from ldn_tui.storage.facts_in_rows import (
    dose_in,
    lab_in,
    measures_in,
    medicine_in,
    optional_number,
    optional_text,
    phases_in,
    trial_in,
)
from ldn_tui.storage.opened_file import OpenedFile
from ldn_tui.storage.schema import DAY_TABLES, TABLES, Row, Value, daily_view
from ldn_tui.storage.soundness import quick_check
from ldn_tui.storage.steps import Around, Step, StepLog

if TYPE_CHECKING:
    from ldn_tui.storage.purge import Purge


class Repository:
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
        self.path = path
        self._program = program
        self._session = session or str(uuid.uuid4())
        self._patience_ms = patience_ms
        self._before_migration = before_migration
        self._connection = open_connection(
            path, create=create, patience_ms=patience_ms, before_migration=before_migration
        )
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
                with suppress(sqlite3.Error):
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
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

    # Facts

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

    def journal_row(self) -> Row:
        """Return the journal's own row: its id, and when it was made.

        Raises:
            DamagedJournal: there is none.
        """
        rows = self.rows("journal")
        if not rows:
            raise damaged(self.path, "it has lost its own row")
        return rows[0]

    def facts(self) -> JournalFacts:
        """Return what the state of any day depends on besides the day itself."""
        created_on = date.fromisoformat(str(self.journal_row()["created_on"]))
        earliest = " UNION ALL ".join(
            f"SELECT min(day) AS day FROM {table.name}" for table in DAY_TABLES if table.name != "rating"
        )
        ((first,),) = self._all(f"SELECT min(day) FROM ({earliest} UNION ALL SELECT min(day) FROM rating)")
        first_rated = {
            str(key): date.fromisoformat(str(day))
            for key, day in self._all(
                "SELECT key, (SELECT min(day) FROM rating WHERE measure = key) AS day FROM measure"
                " WHERE day IS NOT NULL"
            )
        }
        return JournalFacts(
            created_on=created_on,
            first_day=created_on if first is None else min(created_on, date.fromisoformat(str(first))),
            measures=self.measures(),
            first_rated=MappingProxyType(first_rated),
            imports=self._imports_before(created_on),
            phases=self.phases(),
            trials=self.trials(),
        )

    def _imports_before(self, day: date) -> tuple[ImportedSpan, ...]:
        return tuple(
            ImportedSpan(
                date.fromisoformat(str(row["first_day"])),
                date.fromisoformat(str(row["last_day"])),
                frozenset(str(row["measures"]).split()),
            )
            for row in self._rows('SELECT * FROM "import" WHERE first_day < ? ORDER BY id', (day.isoformat(),))
        )

    def measures(self) -> tuple[Measure, ...]:
        """Return all measures in their own order, retired ones too."""
        return measures_in(self._rows("SELECT * FROM measure"))

    def phases(self) -> tuple[Phase, ...]:
        """Return all phases, earliest first, each parted by the pauses of its trial."""
        return parted_by_pauses(self.whole_phases())

    def whole_phases(self) -> tuple[Phase, ...]:
        """Return all phases as they were laid, earliest first: a pause lies over what it interrupts."""
        return phases_in(
            self._rows(
                "SELECT phase.*, bottle.content FROM phase"
                " LEFT JOIN bottle ON bottle.trial = phase.trial AND bottle.label = phase.arm"
            )
        )

    def trials(self) -> tuple[Trial, ...]:
        """Return all trials, earliest first."""
        rows = self._rows("SELECT * FROM trial ORDER BY starts_on, recorded_at, id")
        if not rows:
            return ()
        steps: dict[str, list[DoseStep]] = defaultdict(list)
        for row in self._rows("SELECT trial, starts_on, mg, at FROM dose_step ORDER BY starts_on"):
            at = None if row["at"] is None else time.fromisoformat(str(row["at"]))
            steps[str(row["trial"])].append(
                DoseStep(date.fromisoformat(str(row["starts_on"])), float(row["mg"] or 0), at)
            )
        seals = {
            str(trial): (int(str(pairs)), int(str(weeks)))
            for trial, pairs, weeks in self._all("SELECT trial, pairs, weeks FROM seal")
        }
        return tuple(trial_in(row, tuple(steps[str(row["id"])]), seals.get(str(row["id"]))) for row in rows)

    def amendments(self, trial: str) -> tuple[Amendment, ...]:
        """Return what was changed of a trial after it was locked, earliest first."""
        return tuple(
            Amendment(
                str(row["field"]),
                optional_text(row["before"]),
                optional_text(row["after"]),
                date.fromisoformat(str(row["day"])),
            )
            for row in self._rows("SELECT * FROM amendment WHERE trial = ? ORDER BY recorded_at, rowid", (trial,))
        )

    def decisions(self, trial: str) -> tuple[Decision, ...]:
        """Return what was decided on a trial, earliest first."""
        return tuple(
            Decision(date.fromisoformat(str(row["day"])), Choice(str(row["choice"])), str(row["reason"]))
            for row in self._rows("SELECT * FROM decision WHERE trial = ? ORDER BY day, recorded_at, rowid", (trial,))
        )

    def medicines(self) -> tuple[Medicine, ...]:
        """Return all medicines by name."""
        return tuple(
            medicine_in(row) for row in self._rows("SELECT * FROM medicine ORDER BY name COLLATE NOCASE, name")
        )

    def declined(self) -> frozenset[str]:
        """Return what was declined for good."""
        return frozenset(str(what) for (what,) in self._all("SELECT what FROM declined"))

    def dose_days(self, medicine: str, first: date) -> list[tuple[date, float | str, datetime]]:
        """Return day, amount or label, and instant of recording of each taken dose of a medicine from a day on."""
        return [
            (
                date.fromisoformat(str(day)),
                str(label) if mg is None else float(str(mg)),
                datetime.fromisoformat(str(recorded_at)),
            )
            for day, mg, label, recorded_at in self._all(
                "SELECT day, mg, label, recorded_at FROM dose WHERE medicine = ? AND day >= ? AND taken = 1"
                " ORDER BY day, taken_at, id",
                (medicine, first.isoformat()),
            )
        ]

    def impressions(self) -> dict[date, int]:
        """Return every overall impression by its day, earliest first."""
        rows = self._all("SELECT day, value FROM impression ORDER BY day")
        return {date.fromisoformat(str(day)): int(value or 0) for day, value in rows}

    def lab_days(self) -> tuple[tuple[str, date], ...]:
        """Return name and day of every laboratory value, earliest first."""
        return tuple(
            (str(name), date.fromisoformat(str(day)))
            for name, day in self._all("SELECT name, day FROM lab ORDER BY day, name")
        )

    def labs(self) -> list[tuple[date, Lab]]:
        """Return every laboratory value with its day, earliest first."""
        rows = self._rows("SELECT * FROM lab ORDER BY day, name, julianday(recorded_at), id")
        return [(date.fromisoformat(str(row["day"])), lab_in(row)) for row in rows]

    def rescue_days(self, first: date, last: date) -> dict[date, float]:
        """Return how many as-needed medicines were taken on each day with any, in order."""
        rows = self._all(
            "SELECT day, SUM(count) FROM rescue WHERE day BETWEEN ? AND ? GROUP BY day ORDER BY day",
            (first.isoformat(), last.isoformat()),
        )
        return {date.fromisoformat(str(day)): float(count or 0) for day, count in rows}

    def notes(self) -> list[tuple[date, str]]:
        """Return every note with its day, earliest first."""
        return [
            (date.fromisoformat(str(day)), str(text))
            for day, text in self._all("SELECT day, text FROM note ORDER BY day")
        ]

    def days(self, first: date, last: date) -> list[Day]:
        """Return one `Day` for each date from `first` to `last`, both included."""
        found = self._recorded_days(first, last)
        return [found.get(day) or Day(day) for day in days_between(first, last)]

    def recorded_days(self, first: date = date.min, last: date = date.max) -> list[Day]:
        """Return every day with anything recorded from `first` to `last`, both included, earliest first."""
        return [day for _, day in sorted(self._recorded_days(first, last).items())]

    def _recorded_days(self, first: date, last: date) -> dict[date, Day]:
        bounds = (first.isoformat(), last.isoformat())

        # Instants have offsets, so that their texts do not compare; julianday() makes them comparable.
        def by_day(table: str, order: str) -> dict[str, list[Row]]:
            grouped: dict[str, list[Row]] = defaultdict(list)
            query = f"SELECT * FROM {table} WHERE day BETWEEN ? AND ? ORDER BY {order}"
            for row in self._rows(query, bounds):
                grouped[str(row["day"])].append(row)
            return grouped

        ratings = self._ratings_by_day(bounds)
        doses = by_day("dose", "day, julianday(taken_at), julianday(recorded_at), id")
        side_effects = by_day("side_effect", "day, term")
        none_felt = by_day("no_side_effect", "day")
        rescues = by_day("rescue", "day, medicine")
        notes = by_day("note", "day")
        skips = by_day("skip", "day")
        impressions = by_day("impression", "day")
        labs = by_day("lab", "day, name, julianday(recorded_at), id")
        tables = (doses, side_effects, none_felt, rescues, notes, skips, impressions, labs)
        return {
            date.fromisoformat(day): Day(
                date=date.fromisoformat(day),
                ratings=MappingProxyType(ratings[day]),
                doses=tuple(dose_in(row) for row in doses[day]),
                side_effects=tuple(
                    SideEffect(str(row["id"]), str(row["term"]), int(row["severity"] or 0)) for row in side_effects[day]
                ),
                no_side_effects=bool(none_felt[day]),
                rescues=tuple(
                    Rescue(str(row["id"]), str(row["medicine"]), float(row["count"] or 0)) for row in rescues[day]
                ),
                note=next((str(row["text"]) for row in notes[day]), None),
                skip=next((SkipReason(str(row["reason"])) for row in skips[day]), None),
                impression=next((int(row["value"] or 0) for row in impressions[day]), None),
                labs=tuple(lab_in(row) for row in labs[day]),
            )
            for day in sorted(ratings.keys() | set().union(*(table.keys() for table in tables)))
        }

    def _ratings_by_day(self, bounds: tuple[str, str]) -> dict[str, dict[str, Rating]]:
        """Return the ratings of each day, by measure. Of these there are thousands, so they are read the short way."""
        found: dict[str, dict[str, Rating]] = defaultdict(dict)
        for day, measure, value, recorded_at in self._all(
            "SELECT day, measure, value, recorded_at FROM rating WHERE day BETWEEN ? AND ? ORDER BY day, measure",
            bounds,
        ):
            number = value if isinstance(value, float) else optional_number(value)
            rating = Rating(str(measure), number, datetime.fromisoformat(str(recorded_at)))
            found[str(day)][rating.measure] = rating
        return found

    def ratings_of(self, measure: str, first: date, last: date) -> dict[date, float]:
        """Return the ratings of one measure by day, in order; days without an answer are left out."""
        return {
            date.fromisoformat(str(day)): float(value or 0)
            for day, value in self._all(
                "SELECT day, value FROM rating WHERE measure = ? AND day BETWEEN ? AND ? AND value IS NOT NULL"
                " ORDER BY day",
                (measure, first.isoformat(), last.isoformat()),
            )
        }

    def dose_marks(self, first: date, last: date) -> dict[date, DoseMark]:
        """Return what a chart shows of the doses of each day that has any, in order."""
        rows = self._all(
            "SELECT day, taken, mg, label FROM dose WHERE day BETWEEN ? AND ? ORDER BY day, medicine, mg, label",
            (first.isoformat(), last.isoformat()),
        )
        return dose_marks(
            (date.fromisoformat(str(day)), bool(taken), optional_number(mg), optional_text(label))
            for day, taken, mg, label in rows
        )

    def last_dose_before(self, day: date) -> Dose | None:
        """Return the latest taken dose of an earlier day, or None."""
        rows = self._rows(
            "SELECT * FROM dose WHERE day < ? AND taken = 1 ORDER BY day DESC, julianday(recorded_at) DESC, id LIMIT 1",
            (day.isoformat(),),
        )
        return dose_in(rows[0]) if rows else None

    def used_terms(self) -> list[str]:
        """Return every side-effect term ever used, last used first."""
        return [str(term) for (term,) in self._last_used("side_effect", "term")]

    def used_rescues(self) -> list[str]:
        """Return every rescue medicine ever used, last used first."""
        return [str(name) for (name,) in self._last_used("rescue", "medicine")]

    def used_labs(self) -> list[tuple[str, str]]:
        """Return every laboratory value ever entered as (name, its last unit), last used first."""
        last_units: dict[str, str] = {}
        for name, unit in self._last_used("lab", "name", "unit"):
            last_units.setdefault(str(name), str(unit))
        return list(last_units.items())

    def _last_used(self, table: str, name: str, *others: str) -> list[tuple[Value, ...]]:
        """Return the rows of each name's latest day: the latest day first, and on it what was recorded last."""
        return self._all(
            f"SELECT {', '.join((name, *others))}"
            f" FROM (SELECT {name}, max(day) AS day FROM {table} GROUP BY {name}) JOIN {table} USING ({name}, day)"
            f" ORDER BY day DESC, julianday(recorded_at) DESC, {name}"
        )

    # Rows

    def row(self, table: str, key: tuple[str, ...]) -> Row | None:
        """Return one row by its key, or None."""
        with sqlite_errors(self.path):
            return self._log.row(TABLES[table], key)

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a table, in the order of its key."""
        order = ", ".join(TABLES[table].key)
        return self._rows(f"SELECT * FROM {table} ORDER BY {order}")

    def rows_within(self, table: str, first: date, last: date) -> list[Row]:
        """Return the rows of a table that has days, of the days from `first` to `last`, both included."""
        return self._rows(f"SELECT * FROM {table} WHERE day BETWEEN ? AND ?", (first.isoformat(), last.isoformat()))

    def has_rows(self, table: str) -> bool:
        """Return whether a table has any row."""
        return bool(self._all(f"SELECT 1 FROM {table} LIMIT 1"))

    def recorded_span(self) -> tuple[date, date] | None:
        """Return the first and the last day with anything recorded; None without any."""
        ends = " UNION ALL ".join(
            f"SELECT min(day) AS first, max(day) AS last FROM {table.name}" for table in DAY_TABLES
        )
        ((first, last),) = self._all(f"SELECT min(first), max(last) FROM ({ends})")
        return None if first is None else (date.fromisoformat(str(first)), date.fromisoformat(str(last)))

    def _rows(self, query: str, parameters: Iterable[str] = ()) -> list[Row]:
        with sqlite_errors(self.path):
            cursor = self._connection.execute(query, tuple(parameters))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _all(self, query: str, parameters: Iterable[str] = ()) -> list[tuple[Value, ...]]:
        with sqlite_errors(self.path):
            return self._connection.execute(query, tuple(parameters)).fetchall()
