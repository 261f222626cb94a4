"""Journals of many years: made straight in storage, in one transaction, with the real schema and the real steps."""

import json
import math
import random
import sqlite3
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.dates import days_between
from ldn_tui.domain.measures import FIRST_MEASURES, MOST_ACTIVE, Direction
from ldn_tui.domain.side_effects import FIRST_TERMS
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import open_journal
from ldn_tui.storage.database import open_connection
from ldn_tui.storage.schema import TABLES, Row

DAY_STARTS_AT = time(4, 0)
PAIN_TODAY = 7
TRIAL_DAYS = 400
NOTES = ("Slept badly, rain all day.", "A long walk, and paid for it.", "Visitors. Tired but glad.", "Quiet day.")


def build_journal(path: Path, years: float, today: date, offset: str = "+00:00") -> None:
    """Make a journal at `path` that holds `years` years up to `today`, with the first measure rated today.

    One day in nine is missing. Each of the others has five ratings and a dose; some have side effects, rescue
    medicines, notes, laboratory values and an overall impression. Every row has its step and its change, as if
    it had been typed.
    """
    first = today - timedelta(days=round(years * 365.25))
    clock = PinnedClock(datetime.fromisoformat(f"{first.isoformat()}T20:00:00{offset}"))
    open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app").close()
    connection = open_connection(path, create=False, patience_ms=5000)
    # No power is cut here: the file is made anew for every run.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN IMMEDIATE")
    _Writer(connection, offset).write(first, today)
    connection.execute("COMMIT")
    connection.close()


def add_trial(path: Path, today: date, offset: str = "+00:00") -> None:
    """Make the last 400 days of a journal that `build_journal` made a trial with 12 measures."""
    first = today - timedelta(days=TRIAL_DAYS - 1)
    clock = PinnedClock(datetime.fromisoformat(f"{today.isoformat()}T20:00:00{offset}"))
    journal = open_journal(path, clock, DAY_STARTS_AT, create=False, program="the app")
    for number in range(MOST_ACTIVE - len(FIRST_MEASURES)):
        journal.measures.add(f"Symptom {number}", "none", "worst", Direction.LOWER, f"symptom_{number}")
    steps = tuple(DoseStep(first + timedelta(days=28 + 14 * step), mg) for step, mg in enumerate((1.5, 3.0, 4.5)))
    journal.trials.new(NewTrial(Template.BEFORE_AFTER, "Does it help?", "fibromyalgia", first, steps=steps))
    extra = [measure.key for measure in journal.measures.all()[len(FIRST_MEASURES) :]]
    journal.close()
    connection = open_connection(path, create=False, patience_ms=5000)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN IMMEDIATE")
    # The years before were on the medicine too; the trial begins with a baseline without it.
    connection.execute(
        "DELETE FROM dose WHERE day BETWEEN ? AND ?", (first.isoformat(), (first + timedelta(days=27)).isoformat())
    )
    chance = random.Random(2)
    at = f"T21:30:00{offset}"
    connection.executemany(
        "INSERT INTO rating (id, measure, day, value, recorded_at) VALUES (?, ?, ?, ?, ?)",
        [
            (str(UUID(int=chance.getrandbits(128), version=4)), key, day.isoformat(), value, f"{day.isoformat()}{at}")
            for day in days_between(first, today)
            for key in extra
            for value in [float(chance.randrange(2, 9))]
        ],
    )
    connection.execute("COMMIT")
    connection.close()


class _Writer:
    def __init__(self, connection: sqlite3.Connection, offset: str) -> None:
        self._connection = connection
        self._offset = offset
        self._random = random.Random(1)
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._steps: list[tuple[int, str, str, str]] = []
        self._changes: list[tuple[int, str, str]] = []

    def write(self, first: date, today: date) -> None:
        for day in days_between(first, today - timedelta(days=1)):
            if self._random.random() > 1 / 9:
                self._day(day)
        self._put("rating", today, measure=FIRST_MEASURES[0].key, value=float(PAIN_TODAY))
        for name, rows in self._rows.items():
            columns = TABLES[name].columns
            self._connection.executemany(
                f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                ([row.get(column) for column in columns] for row in rows),
            )
        self._connection.executemany(
            "INSERT INTO step (number, id, at, program, session, kind, summary)"
            " VALUES (?, ?, ?, 'the app', 'long ago', 'do', ?)",
            self._steps,
        )
        self._connection.executemany("INSERT INTO change (step, table_name, after) VALUES (?, ?, ?)", self._changes)

    def _day(self, day: date) -> None:
        chance = self._random.random
        season = math.sin(day.toordinal() / 58)
        for measure in FIRST_MEASURES:
            value = min(max(round(self._random.gauss(5.5 + 2 * season, 1.5)), 0), 10)
            self._put("rating", day, measure=measure.key, value=float(value))
        taken = chance() > 0.05
        self._put(
            "dose",
            day,
            medicine="naltrexone",
            mg=4.5 if taken else None,
            taken=int(taken),
            taken_at=f"{day.isoformat()}T22:10:00{self._offset}" if taken else None,
        )
        if chance() > 0.8:
            self._put("side_effect", day, term=self._random.choice(FIRST_TERMS), severity=self._random.randint(1, 3))
        else:
            self._put("no_side_effect", day)
        if chance() > 0.85:
            self._put("rescue", day, medicine="ibuprofen", count=float(self._random.randint(1, 3)))
        if chance() > 0.75:
            self._put("note", day, text=self._random.choice(NOTES))
        if day.day == 1:
            self._put("impression", day, value=self._random.randint(1, 7))
            self._put("lab", day, name="ESR", value=float(self._random.randint(4, 40)), unit="mm/h")

    def _put(self, table: str, day: date, **values: str | float | None) -> None:
        at = f"{day.isoformat()}T21:30:00{self._offset}"
        row: Row = {"id": self._id(), "day": day.isoformat(), "recorded_at": at, **values}
        self._rows[table].append(row)
        number = len(self._steps) + 1
        self._steps.append((number, self._id(), at, f"{table} on {day.isoformat()}"))
        self._changes.append((number, table, json.dumps({name: row.get(name) for name in TABLES[table].columns})))

    def _id(self) -> str:
        return str(UUID(int=self._random.getrandbits(128), version=4))
