"""The views `daily` and `doses`: what other tools read."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.measures import Direction
from ldn_tui.journal import Journal
from ldn_tui.storage.schema import DAY_TABLES
from tests.stored import store_label

DAY = date(2026, 11, 22)
YESTERDAY = DAY - timedelta(days=1)


def read(journal: Journal, view: str) -> list[dict[str, Any]]:
    cursor = journal.repository._connection.execute(f"SELECT * FROM {view}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def columns(journal: Journal) -> list[str]:
    return [column[0] for column in journal.repository._connection.execute("SELECT * FROM daily").description]


def test_daily_has_a_row_a_day_and_a_column_a_measure(journal: Journal) -> None:
    journal.rate(DAY, "pain", 4)
    journal.rate(DAY, "sleep", 6.5)
    journal.rate(DAY, "mood", None)
    journal.record_dose(DAY, 4.5)
    journal.record_dose(DAY, 0.1, medicine="other")
    journal.add_side_effect(DAY, "nausea", 1)
    journal.add_side_effect(DAY, "headache", 2)
    journal.record_rescue(DAY, "paracetamol", 1)
    journal.record_rescue(DAY, "ibuprofen", 0.5)
    journal.record_impression(DAY, 2)
    journal.write_note(DAY, 'rain; "wet"\n[/b]')
    journal.skip(YESTERDAY, SkipReason.ILL)
    assert read(journal, "daily") == [
        {
            "day": "2026-11-21", "pain": None, "sleep": None, "mood": None, "food": None, "function": None,
            "dose_mg": None, "side_effects": None, "rescue": None, "impression": None, "skip": "ill", "note": None,
        },
        {
            "day": "2026-11-22", "pain": 4.0, "sleep": 6.5, "mood": None, "food": None, "function": None,
            "dose_mg": 4.6, "side_effects": "headache (2); nausea (1)", "rescue": "ibuprofen x0.5; paracetamol x1",
            "impression": 2, "skip": None, "note": 'rain; "wet"\n[/b]',
        },
    ]  # fmt: skip


def test_anything_recorded_makes_a_row(journal: Journal) -> None:
    days = [YESTERDAY - timedelta(days=ago) for ago in range(len(DAY_TABLES))]
    journal.rate(days[0], "pain", 1)
    journal.record_no_dose(days[1])
    journal.add_side_effect(days[2], "rash", 3)
    journal.record_no_side_effects(days[3])
    journal.record_rescue(days[4], "ibuprofen", 1)
    journal.write_note(days[5], "x")
    journal.skip(days[6], SkipReason.AWAY)
    journal.record_impression(days[7], 4)
    journal.record_lab(days[8], "ESR", 12, "mm/h")
    assert [row["day"] for row in read(journal, "daily")] == [day.isoformat() for day in sorted(days)]


def test_a_dose_not_taken_or_from_a_bottle_has_no_mg(journal: Journal) -> None:
    journal.record_no_dose(YESTERDAY)
    store_label(journal, DAY, "A1")
    assert [row["dose_mg"] for row in read(journal, "daily")] == [None, None]


def test_the_columns_follow_the_measures(journal: Journal) -> None:
    first = ["day", "pain", "sleep", "mood", "food", "function", "dose_mg"]
    assert columns(journal)[:7] == first
    journal.measures.add("Brain fog", "clear", "thick", Direction.LOWER)
    journal.rate(DAY, "brain_fog", 3)
    assert columns(journal)[:7] == [*first[:6], "brain_fog"]
    assert read(journal, "daily")[0]["brain_fog"] == 3.0
    journal.measures.edit("brain_fog", name="Fog")
    assert "brain_fog" in columns(journal)
    journal.measures.move("brain_fog", 0)
    assert columns(journal)[:3] == ["day", "brain_fog", "pain"]
    journal.measures.retire("brain_fog")
    assert "brain_fog" in columns(journal)
    for _ in range(4):
        journal.undo()
    assert columns(journal)[:7] == [*first[:6], "brain_fog"]
    journal.undo()
    assert columns(journal)[:7] == first
    journal.redo()
    assert "brain_fog" in columns(journal)


@pytest.mark.parametrize("key", ["select", "order", "group", "from", "null", "x1", "a_b", "rowid"])
def test_a_key_may_be_a_word_of_sql(journal: Journal, key: str) -> None:
    journal.measures.add(key, "low", "high", Direction.LOWER, key)
    journal.rate(DAY, key, 3)
    assert read(journal, "daily")[0][key] == 3.0


def test_doses_has_a_row_an_intake(journal: Journal) -> None:
    at = datetime.fromisoformat("2026-11-22T21:10:00+01:00")
    journal.record_dose(DAY, 4.5, taken_at=at)
    journal.record_no_dose(YESTERDAY)
    recorded_at = "2026-11-22T21:30:00+01:00"
    assert read(journal, "doses") == [
        {
            "day": "2026-11-21", "medicine": "naltrexone", "mg": None, "label": None, "taken": 0, "taken_at": None,
            "recorded_at": recorded_at,
        },
        {
            "day": "2026-11-22", "medicine": "naltrexone", "mg": 4.5, "label": None, "taken": 1,
            "taken_at": at.isoformat(), "recorded_at": recorded_at,
        },
    ]  # fmt: skip
