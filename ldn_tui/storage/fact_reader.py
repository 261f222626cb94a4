"""The journal's rows read as facts: every question a journal is asked, and the SQL that answers it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType

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
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phases import Phase, parted_by_pauses
from ldn_tui.domain.trial import Amendment, Choice, Decision, DoseStep, Trial
from ldn_tui.storage.database import damaged, sqlite_errors
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
from ldn_tui.storage.schema import DAY_TABLES, TABLES, Row, Value


class FactReader:
    """Answers questions about the journal behind an open connection."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Read `path` through `connection`."""
        self.path = path
        self._connection = connection

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

    def notes(self, holding: str = "") -> list[tuple[date, str]]:
        """Return every note that holds a text, with its day, earliest first."""
        return [
            (date.fromisoformat(str(day)), str(text))
            for day, text in self._all("SELECT day, text FROM note WHERE instr(text, ?) ORDER BY day", (holding,))
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

    def has_no_answers(self) -> bool:
        """Return whether any rating says that there was no answer."""
        return bool(self._all("SELECT 1 FROM rating WHERE value IS NULL LIMIT 1"))

    def has_doses_besides(self, medicine: str) -> bool:
        """Return whether any dose is of another medicine."""
        return bool(self._all("SELECT 1 FROM dose WHERE medicine <> ? LIMIT 1", (medicine,)))

    def has_doses_from_bottles(self) -> bool:
        """Return whether any dose is known by a bottle's label."""
        return bool(self._all("SELECT 1 FROM dose WHERE label IS NOT NULL LIMIT 1"))

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
