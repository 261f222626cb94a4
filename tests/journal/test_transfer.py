"""Imports and exports as use cases: one step each, nothing lost, nothing overwritten."""

import json
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.changes import Change
from ldn_tui.domain.days import DayState, SkipReason
from ldn_tui.domain.errors import BadInput, JournalError, LdnError
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.trial_phases import share_days
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.diary_comparison import DiaryComparison, ImportOutcome, compare_diary
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.journal.document_import import DocumentComparison, compare_document, import_document
from ldn_tui.storage.schema import DAY_TABLES, TABLES, Row
from ldn_tui.transfer.column_options import column_map
from ldn_tui.transfer.csv_records import file_lines
from ldn_tui.transfer.diary_csv import Diary, read_diary
from ldn_tui.transfer.journal_json import read_document
from tests.exported import export_diary, export_document
from tests.stored import has_history, store_label, store_phase

NOW = datetime.fromisoformat("2026-11-22T21:30:00+01:00")
TODAY = NOW.date()
LATEST = TODAY + timedelta(days=1)
MAP = "date=day,pain=pain,sleep=sleep,dose=dose,note=note,recorded_at=at"
HEADER = "day,pain,sleep,dose,note,at\n"


@dataclass
class Ticking:
    """A clock that a test sets."""

    instant: datetime
    is_pinned: bool = True

    def now(self) -> datetime:
        return self.instant

    def local(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.instant.tzinfo)


@contextmanager
def new_journal(now: datetime = NOW) -> Iterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        journal = open_journal(Path(folder) / "journal.db", Ticking(now), time(4), create=True, program="the app")
        try:
            yield journal
        finally:
            journal.close()


def diary_of(text: str, journal: Journal, maps: str = MAP) -> Diary:
    measures = journal.measures.all()
    columns = column_map([maps], [], None, [measure.key for measure in measures])
    retired = {measure.key: measure.retired_on for measure in measures if measure.retired_on is not None}
    return read_diary(file_lines(text), columns, journal.today(), journal.clock.now(), retired)


def take_in(text: str, journal: Journal, maps: str = MAP) -> tuple[DiaryComparison, Change]:
    return import_diary(journal, diary_of(text, journal, maps), "diary.csv")


def take_document(text: str, journal: Journal) -> tuple[DocumentComparison, Change]:
    return import_document(journal, read_document(text, LATEST), "journal.json")


def all_rows(journal: Journal) -> dict[str, list[Row]]:
    return {name: journal.repository.rows(name) for name in TABLES}


def without_files(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Return `rows` as an export has them: what the imported files were called is not said."""
    return {**rows, "import": [{**row, "source": ""} for row in rows["import"]]}


# A foreign diary


def test_a_diary_is_one_step_with_its_import_on_every_row(journal: Journal) -> None:
    before = all_rows(journal)
    comparison, change = take_in(
        HEADER + "2026-03-30,6.5,7,4.5,rain,2026-03-30T22:00:00+02:00\n2026-03-31,4,,0,,\n2026-04-01,,,,,\n", journal
    )
    assert comparison.values() == {ImportOutcome.NEW: 6, ImportOutcome.UNCHANGED: 0, ImportOutcome.KEPT: 0}
    assert change.summary == "import of diary.csv: 6 values on 2 days"
    assert change.days == {date(2026, 3, 30), date(2026, 3, 31)}
    (imported,) = journal.repository.rows("import")
    assert {column: imported[column] for column in ("source", "first_day", "last_day", "measures")} == {
        "source": "diary.csv",
        "first_day": "2026-03-30",
        "last_day": "2026-03-31",
        "measures": "pain sleep",
    }
    for table in ("rating", "dose", "note"):
        assert {row["import_id"] for row in journal.repository.rows(table)} == {imported["id"]}
    first, second = journal.days(date(2026, 3, 30), date(2026, 3, 31))
    assert (first.value("pain"), first.value("sleep"), first.note) == (6.5, 7, "rain")
    assert first.doses[0].amount == "4.5 mg"
    assert first.doses[0].medicine == "naltrexone"
    assert first.ratings["pain"].recorded_at == datetime.fromisoformat("2026-03-30T22:00:00+02:00")
    assert second.ratings["pain"].recorded_at == journal.clock.now()
    assert second.doses[0].amount == "not taken"
    assert journal.undo().summary == change.summary
    assert all_rows(journal) == before
    journal.redo()
    assert journal.repository.rows("import") == [imported]


def test_importing_again_changes_nothing(journal: Journal) -> None:
    text = HEADER + "2026-03-30,6.5,7,4.5,rain,\n2026-03-31,4,,0,,\n"
    take_in(text, journal)
    rows = all_rows(journal)
    comparison, change = take_in(text, journal)
    assert not change.happened
    assert not comparison.has_news
    assert comparison.values() == {ImportOutcome.NEW: 0, ImportOutcome.UNCHANGED: 6, ImportOutcome.KEPT: 0}
    assert comparison.day_counts() == {ImportOutcome.NEW: 0, ImportOutcome.UNCHANGED: 2, ImportOutcome.KEPT: 0}
    assert all_rows(journal) == rows
    journal.undo()
    assert journal.repository.rows("rating") == []


def test_the_journals_own_values_are_kept_and_named(journal: Journal) -> None:
    day = date(2026, 3, 31)
    journal.rate(day, "pain", 4)
    journal.rate(day, "sleep", None)
    journal.record_dose(day, 3)
    journal.write_note(day, "mine")
    rows = all_rows(journal)
    comparison, change = take_in(HEADER + "2026-03-31,5,6,4.5,theirs,\n", journal)
    assert not change.happened
    assert all_rows(journal) == rows
    (found,) = comparison.days
    assert [(value.target, value.held, value.given_in_words) for value in found.of(ImportOutcome.KEPT)] == [
        ("pain", "4", "5"),
        ("sleep", "no answer", "6"),
        ("dose", "3 mg", "4.5 mg"),
        ("note", "mine", "theirs"),
    ]


def test_what_is_new_is_added_beside_what_is_kept(journal: Journal) -> None:
    day = date(2026, 3, 31)
    journal.rate(day, "pain", 4)
    comparison, change = take_in(HEADER + "2026-03-31,5,6,,,\n2026-04-01,7,,,,\n", journal)
    assert change.happened
    assert comparison.day_counts() == {ImportOutcome.NEW: 2, ImportOutcome.UNCHANGED: 0, ImportOutcome.KEPT: 1}
    assert (journal.day(day).value("pain"), journal.day(day).value("sleep")) == (4, 6)


@pytest.mark.parametrize(
    ("given", "outcome"), [("4.5", ImportOutcome.UNCHANGED), ("3", ImportOutcome.KEPT), ("0", ImportOutcome.KEPT)]
)
def test_a_dose_is_compared_with_the_days_sum(journal: Journal, given: str, outcome: ImportOutcome) -> None:
    day = date(2026, 3, 31)
    journal.record_dose(day, 3)
    journal.record_dose(day, 1.5, in_addition=True)
    journal.record_dose(day, 50, medicine="tramadol")
    comparison = compare_diary(journal, diary_of(HEADER + f"2026-03-31,,,{given},,\n", journal))
    assert [value.outcome for found in comparison.days for value in found.values] == [outcome]


def test_a_label_and_a_dose_not_taken_are_compared_too(journal: Journal) -> None:
    store_label(journal, date(2026, 3, 30), "A")
    journal.record_no_dose(date(2026, 3, 31))
    text = HEADER + "2026-03-30,,,4.5,,\n2026-03-31,,,none,,\n"
    values = [value for found in compare_diary(journal, diary_of(text, journal)).days for value in found.values]
    assert [(value.held, value.outcome) for value in values] == [
        ("A", ImportOutcome.KEPT),
        ("not taken", ImportOutcome.UNCHANGED),
    ]


def test_a_preview_changes_nothing(journal: Journal) -> None:
    rows = all_rows(journal)
    assert compare_diary(journal, diary_of(HEADER + "2026-03-31,5,6,4.5,x,\n", journal)).has_news
    assert all_rows(journal) == rows
    assert not has_history(journal)


def test_imported_days_ask_only_for_what_was_imported(journal: Journal) -> None:
    take_in("day,pain\n2026-03-30,4\n2026-04-01,5\n", journal, "date=day,pain=pain")
    facts, today = journal.facts(), journal.today()
    first, gap, _ = journal.days(date(2026, 3, 30), date(2026, 4, 1))
    assert facts.state(first, today) is DayState.COMPLETE
    assert facts.state(gap, today) is DayState.MISSED


def test_a_retired_measure_is_imported_up_to_its_last_day(journal: Journal) -> None:
    journal.measures.retire("food")
    journal.clock = Ticking(NOW + timedelta(days=1))
    text = "day,food\n2026-11-21,4\n2026-11-22,5\n2026-11-23,6\n"
    assert [(row.line, row.column, row.reason) for row in diary_of(text, journal, "date=day,food=food").refused] == [
        (line, "food", "measure 'food' is retired since 2026-11-22: `ldn measure revive food` brings it back")
        for line in (3, 4)
    ]
    _, change = take_in(text, journal, "date=day,food=food")
    assert change.days == {date(2026, 11, 21)}
    journal.measures.revive("food")
    assert not diary_of(text, journal, "date=day,food=food").refused


def test_a_bad_source_never_harms(journal: Journal) -> None:
    diary = diary_of("day,pain\n2026-03-31,4\n", journal, "date=day,pain=pain")
    _, change = import_diary(journal, diary, "\x1b[31m\u202e.csv")
    assert change.summary == "import of \x1b[31m\u202e.csv: 1 value on 1 day"


def test_another_process_that_wrote_since_the_preview_is_respected(journal: Journal, clock: PinnedClock) -> None:
    diary = diary_of("day,pain\n2026-03-31,4\n2026-04-01,5\n", journal, "date=day,pain=pain")
    assert len(list(compare_diary(journal, diary).news())) == 2
    other = open_journal(journal.path, clock, time(4), create=False, program="the command line")
    other.rate(date(2026, 3, 31), "pain", 9)
    other.close()
    comparison, _ = import_diary(journal, diary, "diary.csv")
    assert len(list(comparison.news())) == 1
    assert journal.day(date(2026, 3, 31)).value("pain") == 9


def test_decades_are_imported_in_seconds_and_read_again(journal: Journal) -> None:
    chance = random.Random(1)
    lines = ["day,pain,sleep,mood,food,function"]
    lines += [
        ",".join([(TODAY - timedelta(days=ago)).isoformat(), *(f"{chance.randrange(101) / 10}" for _ in range(5))])
        for ago in range(2000)
    ]
    maps = "date=day,pain=pain,sleep=sleep,mood=mood,food=food,function=function"
    queries: list[str] = []
    journal.repository._connection.set_trace_callback(queries.append)
    diary = diary_of("\n".join(lines), journal, maps)
    queries.clear()
    assert compare_diary(journal, diary).values()[ImportOutcome.NEW] == 10_000
    assert len(queries) < 10
    queries.clear()
    comparison, _ = import_diary(journal, diary, "diary.csv")
    assert comparison.values()[ImportOutcome.NEW] == 10_000
    journal.repository._connection.set_trace_callback(None)
    assert sum(query.startswith("BEGIN") for query in queries) == 1
    exported = diary_of(export_diary(journal), journal, maps)
    assert min(exported.rows, key=lambda row: row.day).ratings == list(diary.rows)[-1].ratings
    assert not compare_diary(journal, exported).has_news


def test_the_exported_diary_is_imported_back(journal: Journal) -> None:
    day = date(2026, 3, 31)
    journal.rate(day, "pain", 6.5)
    journal.rate(day, "mood", None)
    journal.record_dose(day, 4.5)
    journal.write_note(day, 'a, "b"\r\n\x1b[31m\u202e\U0001f62c')
    journal.record_no_dose(date(2026, 4, 1))
    text = export_diary(journal)
    maps = "date=day,pain=pain,mood=mood,dose=dose_mg,note=note"
    assert not compare_diary(journal, diary_of(text, journal, maps)).has_news
    with new_journal() as other:
        take_in(text, other, maps)
        assert export_diary(other) == text


CELL = st.sampled_from(["", "", "0", "4", "6.5", "10", "11", "x", "4,5", "none", '"a\n,b"', "\x1b[31m", "\0"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.tuples(st.dates(date(2026, 10, 1), date(2026, 12, 1)), CELL, CELL, CELL, CELL, st.sampled_from(["", "x"])),
        max_size=8,
    )
)
def test_whatever_is_read_can_be_kept_and_taken_back(journal: Journal, table: list[tuple[Any, ...]]) -> None:
    before = all_rows(journal)
    try:
        diary = diary_of(HEADER + "\n".join(",".join(map(str, row)) for row in table), journal)
    except BadInput:
        return
    comparison, change = import_diary(journal, diary, "diary.csv")
    assert change.happened == comparison.has_news
    assert not compare_diary(journal, diary).has_news
    if change.happened:
        journal.undo()
    assert all_rows(journal) == before


# An exported journal


def fill(journal: Journal) -> None:
    """Record something in every table."""
    day = date(2026, 11, 1)
    journal.rate(day, "pain", 6.5)
    journal.rate(day, "sleep", None)
    journal.record_dose(day, 4.5, taken_at=datetime.fromisoformat("2026-11-01T22:10:00+01:00"))
    store_label(journal, day, "A", "[/foo] [b")
    journal.record_no_dose(date(2026, 11, 2))
    journal.add_side_effect(day, "headache", 2)
    journal.record_no_side_effects(date(2026, 11, 2))
    journal.record_rescue(day, "ibuprofen", 0.5)
    journal.write_note(day, "[/foo] [b\x1b]0;x\x07\u202e,\"'\r\n\U0001f62c")
    journal.skip(date(2026, 11, 3), SkipReason.TOO_TIRED)
    journal.record_impression(day, 2)
    journal.record_lab(day, "ESR", 21, "mm/h", None, 20.5)
    store_phase(journal, PhaseKind.BASELINE, date(2026, 10, 1), date(2026, 10, 31))
    store_phase(journal, PhaseKind.TREATMENT, date(2026, 11, 1), arm="LDN 4.5 mg")
    journal.measures.add("Müdigkeit \x1b[31m", "none", "worst", Direction.LOWER)
    journal.measures.edit("pain", name="Schmerz")
    journal.measures.move("function", 0)
    journal.measures.retire("sleep")
    clock = journal.clock
    journal.clock = Ticking(clock.now() + timedelta(days=2))
    journal.measures.revive("sleep")
    journal.clock = clock
    journal.measures.retire("food")
    take_in(HEADER + "2026-03-31,5,6,4.5,imported,\n", journal)


@cache
def full() -> str:
    """Return the document of a journal with something in every table."""
    with new_journal() as journal:
        fill(journal)
        return export_document(journal)


def test_an_exported_journal_is_taken_over_whole(journal: Journal) -> None:
    fill(journal)
    text = export_document(journal)
    assert all(journal.repository.rows(table.name) for table in DAY_TABLES)
    with new_journal(NOW + timedelta(days=30)) as other:
        before = all_rows(other)
        preview = compare_document(other, read_document(text, LATEST))
        assert preview.takes_over
        assert all_rows(other) == before
        comparison, change = take_document(text, other)
        assert comparison.takes_over
        assert not comparison.kept
        assert change.happened
        assert export_document(other) == text
        assert all_rows(other) == without_files(all_rows(journal))
        assert other.measures.all() == journal.measures.all()
        assert other.facts() == journal.facts()
        again, no_change = take_document(text, other)
        assert (again.takes_over, again.is_same_journal, again.has_news) == (False, True, False)
        assert not no_change.happened
        other.undo()
        assert all_rows(other) == before
        other.redo()
        assert export_document(other) == text


def test_an_empty_journal_takes_over_an_empty_one(journal: Journal) -> None:
    text = export_document(journal)
    comparison, change = take_document(text, journal)
    assert (comparison.has_news, change.happened) == (False, False)
    with new_journal() as other:
        comparison, change = take_document(text, other)
        assert change.happened
        assert export_document(other) == text


def test_a_journal_with_nothing_left_in_it_takes_over_whatever_its_steps_say(journal: Journal) -> None:
    fill(journal)
    text = export_document(journal)
    with new_journal() as other:
        other.rate(TODAY, "pain", 4)
        other.undo()
        other.measures.edit("food", name="Appetite")
        other.undo()
        before = all_rows(other)
        comparison, _ = take_document(text, other)
        assert comparison.takes_over
        assert export_document(other) == text
        other.undo()
        assert all_rows(other) == before


@pytest.mark.parametrize(
    "use",
    [
        lambda journal: journal.write_note(TODAY, "x"),
        lambda journal: store_phase(journal, PhaseKind.BASELINE, TODAY),
        lambda journal: journal.measures.add("Fog", "clear", "thick", Direction.LOWER),
        lambda journal: journal.measures.edit("food", name="Appetite"),
        lambda journal: journal.measures.retire("food"),
        lambda journal: journal.measures.move("food", 0),
    ],
)
def test_a_journal_with_anything_of_ones_own_is_not_taken_over(
    journal: Journal, use: Callable[[Journal], object]
) -> None:
    text = export_document(journal)
    with new_journal() as other:
        use(other)
        assert not compare_document(other, read_document(text, LATEST)).takes_over


def test_measures_that_the_document_does_not_have_are_gone_after_taking_over(journal: Journal) -> None:
    document = json.loads(export_document(journal))
    document["measures"] = document["measures"][:2]
    with new_journal() as other:
        take_document(json.dumps(document), other)
        assert [measure.key for measure in other.measures.all()] == ["pain", "sleep"]


def test_a_copy_brings_what_is_new_in_it(journal: Journal) -> None:
    fill(journal)
    text = export_document(journal)
    with new_journal() as copy:
        take_document(text, copy)
        copy.rate(date(2026, 11, 5), "pain", 3)
        copy.rate(date(2026, 11, 1), "pain", 1)
        copy.write_note(date(2026, 11, 5), "new")
        text = export_document(copy)
    comparison, change = take_document(text, journal)
    assert comparison.is_same_journal
    assert change.summary == "import of journal.json: 2 rows"
    assert change.days == {date(2026, 11, 5)}
    (kept,) = comparison.kept
    assert (kept.table, kept.row["value"], (kept.held or {})["value"]) == ("rating", 1.0, 6.5)
    assert journal.day(date(2026, 11, 1)).value("pain") == 6.5
    assert journal.day(date(2026, 11, 5)).note == "new"
    _, again = take_document(text, journal)
    assert not again.happened


def test_two_journals_are_joined_without_counting_anything_twice(journal: Journal) -> None:
    fill(journal)
    identity = journal.repository.journal_row()
    with new_journal() as other:
        other.rate(TODAY, "mood", 5)
        fill(other)
        other.measures.add("Brain fog", "clear", "cannot think", Direction.LOWER)
        other.rate(TODAY, "brain_fog", 8)
        other.record_dose(date(2026, 11, 2), 3)
        other.record_no_side_effects(date(2026, 11, 1))
        other.add_side_effect(date(2026, 11, 2), "nausea", 1)
        other.record_lab(date(2026, 11, 1), "ESR", 22, "mm/h")
        text = export_document(other)
    comparison, _ = take_document(text, journal)
    assert not comparison.is_same_journal
    assert not comparison.takes_over
    assert {(row.table, str(row.row.get("day"))) for row in comparison.kept} == {
        ("dose", "2026-11-02"),
        ("side_effect", "2026-11-02"),
        ("no_side_effect", "2026-11-01"),
        ("lab", "2026-11-01"),
    }
    new = [(row.table, row.row.get("key") or row.row.get("measure")) for row in comparison.rows if row.held is None]
    assert new == [("measure", "brain_fog"), ("rating", "brain_fog"), ("rating", "mood")]
    assert journal.repository.journal_row() == identity
    assert journal.measures.all()[-1].key == "brain_fog"
    assert [measure.position for measure in journal.measures.all()] == list(range(7))
    assert len(journal.day(date(2026, 11, 1)).doses) == 2
    assert len(journal.repository.rows("import")) == 1
    assert not take_document(text, journal)[1].happened
    # The view other tools read has the new measure, too.
    assert '"brain_fog"' in str(journal.repository._all("SELECT sql FROM sqlite_master WHERE name = 'daily'"))


def test_an_import_that_is_known_by_another_id_is_not_added_again(journal: Journal) -> None:
    take_in("day,pain\n2026-03-31,4\n2026-04-02,4\n", journal, "date=day,pain=pain")
    journal.clear_rating(date(2026, 3, 31), "pain")
    with new_journal() as other:
        take_in("day,pain\n2026-03-31,4\n2026-04-02,4\n", other, "date=day,pain=pain")
        take_document(export_document(other), journal)
    (known,) = journal.repository.rows("import")
    assert {row["import_id"] for row in journal.repository.rows("rating")} == {known["id"]}


def test_phases_that_share_days_are_kept_as_they_are(journal: Journal) -> None:
    store_phase(journal, PhaseKind.BASELINE, date(2026, 10, 1), date(2026, 10, 31))
    with new_journal() as other:
        store_phase(other, PhaseKind.BASELINE, date(2026, 10, 15), date(2026, 11, 15))
        store_phase(other, PhaseKind.TREATMENT, date(2026, 11, 16))
        comparison, _ = take_document(export_document(other), journal)
    assert [row.path for row in comparison.kept] == ["phases[0]"]
    assert [phase.starts_on.isoformat() for phase in journal.phases()] == ["2026-10-01", "2026-11-16"]


def test_measures_that_cannot_stand_beside_the_journals_are_refused(journal: Journal) -> None:
    journal.rate(TODAY, "pain", 4)
    journal.measures.add("Fatigue", "none", "worst", Direction.LOWER, key="tired")
    rows = all_rows(journal)
    with new_journal() as other:
        other.measures.add("fatigue", "none", "worst", Direction.LOWER)
        text = export_document(other)
    with pytest.raises(BadInput, match=r"measures\[5\]\.name 'fatigue' is in use by the measure 'tired'"):
        take_document(text, journal)
    with new_journal() as other:
        for number in range(7):
            other.measures.add(f"Own {number}", "none", "worst", Direction.LOWER)
        text = export_document(other)
    with pytest.raises(BadInput, match="there would be 13 active ones"):
        take_document(text, journal)
    document = json.loads(text)
    document["measures"] = [*document["measures"][:5], document["measures"][5] | {"id": rows["measure"][0]["id"]}]
    with pytest.raises(BadInput, match=r"measures\[5\]\.id is that of the measure"):
        take_document(json.dumps(document), journal)
    assert all_rows(journal) == rows


def test_an_export_reads_again_when_another_process_writes_meanwhile(
    journal: Journal, clock: PinnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_journal(journal.path, clock, time(4), create=False, program="the command line")
    read_rows = journal.repository.rows
    written: list[Change] = []

    def rows(table: str) -> list[Row]:
        if table == "medicine" and not written:
            written.append(other.rate(TODAY, "pain", 4))
        return read_rows(table)

    monkeypatch.setattr(journal.repository, "rows", rows)
    assert len(json.loads(export_document(journal))["ratings"]) == 1
    monkeypatch.setattr(journal.repository, "version", iter(range(1000)).__next__)
    with pytest.raises(JournalError, match="keeps writing"):
        export_document(journal)
    other.close()


WORD = st.one_of(
    st.sampled_from(
        ["[/foo] [b", "\x1b[31mred", "\u202eevil", 'a, "b"', "two\nlines\r\n", "\U0001f62c", "pain", "-", "=1"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12),
)
DAY = st.dates(date(2026, 10, 20), TODAY)
KEY = st.sampled_from(["pain", "sleep", "food", "measure", "a"])
TENTH = st.integers(0, 110).map(lambda tenths: tenths / 10)
MIDNIGHT = datetime.fromisoformat("2026-11-22T00:00:00")
INSTANT = st.datetimes(MIDNIGHT - timedelta(days=300), MIDNIGHT, timezones=st.timezones())
EVENING = st.datetimes(MIDNIGHT + timedelta(hours=12), MIDNIGHT + timedelta(hours=23), timezones=st.timezones())


def use(name: str, *arguments: Any) -> Any:
    return st.tuples(st.just(name), *arguments)


USE = st.one_of(
    use("rate", DAY, KEY, st.one_of(st.none(), TENTH)),
    use("clear_rating", DAY, KEY),
    use("record_dose", DAY, TENTH),
    use("record_label", DAY, WORD, WORD, INSTANT),
    use("record_no_dose", DAY, WORD),
    use("add_side_effect", DAY, WORD, st.integers(1, 3)),
    use("record_no_side_effects", DAY),
    use("record_rescue", DAY, WORD, st.sampled_from([0, 0.25, 1, 12])),
    use("write_note", DAY, WORD),
    use("skip", DAY, st.sampled_from(SkipReason)),
    use("record_impression", DAY, st.integers(1, 7)),
    use("record_lab", DAY, WORD, st.floats(-1e12, 1e12), WORD, st.none(), st.one_of(st.none(), st.floats(0, 1e300))),
    use("store_phase", st.sampled_from(PhaseKind), DAY, st.one_of(st.none(), DAY), st.one_of(st.none(), WORD)),
    use("measures.add", WORD, WORD, WORD, st.sampled_from(Direction)),
    use("measures.edit", KEY, WORD),
    use("measures.move", KEY, st.integers(0, 6)),
    use("measures.retire", KEY),
    use("measures.revive", KEY),
    use("import", DAY, TENTH, WORD),
    use("undo"),
    use("redo"),
)


def perform(journal: Journal, name: str, *arguments: Any) -> None:
    """Call a use case; whatever it refuses is simply not in the journal."""
    refusal: LdnError | None = None
    try:
        if name == "record_label":
            day, label, medicine, taken_at = arguments
            store_label(journal, day, label, medicine, taken_at)
        elif name == "store_phase":
            kind, first, last, arm = arguments
            new = Phase(kind, arm, first, last)
            if (last is None or first <= last) and not any(share_days(new, known) for known in journal.phases()):
                store_phase(journal, kind, first, last, arm)
        elif name == "measures.edit":
            journal.measures.edit(arguments[0], name=arguments[1])
        elif name == "import":
            day, value, source = arguments
            diary = diary_of(f"day,pain\n{day},{value}\n", journal, "date=day,pain=pain")
            import_diary(journal, diary, source)
        elif name.startswith("measures."):
            getattr(journal.measures, name.removeprefix("measures."))(*arguments)
        else:
            getattr(journal, name)(*arguments)
    except LdnError as error:
        refusal = error
    assert not isinstance(refusal, JournalError)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(USE, EVENING),
        max_size=25,
    )
)
def test_any_journal_is_exported_and_imported_to_the_same_bytes(
    uses: list[tuple[tuple[Any, ...], datetime]],
) -> None:
    with new_journal() as journal, new_journal(NOW + timedelta(days=400)) as other:
        for (name, *arguments), instant in uses:
            if isinstance(journal.clock, Ticking):
                journal.clock.instant = instant
            perform(journal, name, *arguments)
        text = export_document(journal)
        take_document(text, other)
        assert export_document(other) == text
        assert all_rows(other) == without_files(all_rows(journal))
        assert not take_document(text, other)[1].happened
        assert not take_document(text, journal)[1].happened


SAME_KIND = "the value of another row"
VALUE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 12),
    st.floats(),
    WORD,
    st.sampled_from(
        ["2026-11-02", "0001-01-01", "2026-11-01T10:00:00+14:59", "2026-11-01T10:00:00.123-12:00", "", "food"]
    ),
)


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 10_000), st.one_of(st.just(SAME_KIND), VALUE)), max_size=2
    )
)
def test_whatever_document_is_accepted_can_be_kept(changes: list[tuple[int, int, Any]]) -> None:
    document = json.loads(full())
    places = [
        (row, name)
        for rows in document.values()
        for row in (rows if isinstance(rows, list) else [rows] if isinstance(rows, dict) else [])
        for name in row
    ]
    for number, other_number, value in changes:
        row, name = places[number % len(places)]
        alike = [other[name] for other, other_name in places if other_name == name]
        row[name] = alike[other_number % len(alike)] if value == SAME_KIND else value
    try:
        found = read_document(json.dumps(document), LATEST)
    except BadInput:
        event("refused")
        return
    event("accepted")
    with new_journal() as empty:
        import_document(empty, found, "journal.json")
        text = export_document(empty)
        assert not take_document(text, empty)[1].happened
        empty.facts()
        empty.repository.recorded_days()
        empty.repository.check()
    with new_journal() as other:
        other.rate(TODAY, "pain", 4)
        try:
            import_document(other, found, "journal.json")
        except BadInput:
            return
        assert not import_document(other, found, "journal.json")[1].happened
        assert read_document(export_document(other), LATEST)
