"""Rows a journal can hold although no door takes them now, and what only a test asks of a file."""

import sqlite3
import uuid
from contextlib import closing
from datetime import date, datetime

from ldn_tui.domain.changes import Change
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal import Journal, entries


def store_label(
    journal: Journal, day: date, label: str, medicine: str = NALTREXONE, taken_at: datetime | None = None
) -> Change:
    """Store a dose with a label on a day without a seal."""
    entry = entries.dose(None, label, medicine, taken_at)
    return journal.act(f"{entry.said} stored", lambda step: entry.write(step, day))


def store_phase(
    journal: Journal, kind: PhaseKind, starts_on: date, ends_on: date | None = None, arm: str | None = None
) -> Change:
    """Store a phase that belongs to no trial."""
    return journal.act(
        f"{Phase(kind, arm, starts_on, ends_on).title} stored",
        lambda step: step.insert(
            "phase",
            {
                "id": str(uuid.uuid4()),
                "kind": kind.value,
                "arm": arm,
                "starts_on": starts_on.isoformat(),
                "ends_on": None if ends_on is None else ends_on.isoformat(),
                "recorded_at": step.at.isoformat(),
            },
        ),
    )


def store_measure(journal: Journal, key: str) -> Change:
    """Store a measure with a key that new ones cannot have."""
    return journal.act(
        f"measure {key} stored",
        lambda step: step.insert(
            "measure",
            {
                "key": key,
                "id": str(uuid.uuid4()),
                "name": key.title(),
                "low_anchor": "low",
                "high_anchor": "high",
                "direction": "lower",
                "position": 9,
                "added_on": journal.today().isoformat(),
                "retired_on": None,
                "inactive": None,
                "recorded_at": step.at.isoformat(),
            },
        ),
    )


def has_history(journal: Journal) -> bool:
    """Return whether anything was ever done in the journal's file."""
    with closing(sqlite3.connect(journal.path)) as connection:
        return connection.execute("SELECT 1 FROM step LIMIT 1").fetchone() is not None
