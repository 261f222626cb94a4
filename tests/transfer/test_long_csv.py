"""Long CSV: every value of every day, read by the csv module and back into an equal journal."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.document_import import import_document
from ldn_tui.journal.export import ExportForm, export_chunks
from ldn_tui.storage.schema import DAY_TABLES
from ldn_tui.transfer.csv_records import file_lines
from ldn_tui.transfer.journal_json import Document
from ldn_tui.transfer.long_csv import HEADER, is_long, read_long
from ldn_tui.transfer.row_lists import JOURNAL_FIELDS
from tests.conftest import DAY_STARTS_AT
from tests.journal_with_everything import NOTE, record_days
from tests.stored import store_label

AT = "2026-11-01T20:00:00+01:00"


def exported(journal: Journal) -> str:
    return b"".join(export_chunks(journal, ExportForm.CSV_LONG)).decode()


def read(journal: Journal, text: str) -> Document:
    own = journal.repository.journal_row()
    return read_long(
        file_lines(text),
        {name: own[name] for name in JOURNAL_FIELDS},
        journal.repository.rows("measure"),
        journal.today() + timedelta(days=1),
    )


def facts(journal: Journal) -> dict[str, list[Any]]:
    """Return every row about a day, without what says how it came about but with when it was recorded."""
    return {
        table.name: sorted(
            (
                {key: value for key, value in row.items() if key not in {"id", "import_id"}}
                for row in journal.repository.rows(table.name)
            ),
            key=str,
        )
        for table in DAY_TABLES
    }


def test_a_spreadsheet_computes_no_text(journal: Journal) -> None:
    record_days(journal)
    rows = list(csv.DictReader(io.StringIO(exported(journal), newline="")))
    assert [row["text"] for row in rows if row["kind"] == "note"] == [f"'{NOTE}"]
    assert {row["name"] for row in rows if row["kind"] == "side_effect"} == {"'-rash;' =here", "headache"}
    assert {row["name"] for row in rows if row["kind"] == "rescue"} == {"'@ibuprofen"}
    assert {row["unit"] for row in rows if row["kind"] == "lab"} == {"mm/h", "mg/l", "'=odd unit"}
    assert "-1" in {row["value"] for row in rows}


def test_read_back_it_gives_an_equal_journal(journal: Journal, tmp_path: Path) -> None:
    record_days(journal)
    store_label(journal, date(2026, 11, 5), "bottle 1")
    text = exported(journal)
    assert is_long(file_lines(text))
    other = open_journal(tmp_path / "other.db", journal.clock, DAY_STARTS_AT, create=True, program="the app")
    _, change = import_document(other, read(other, text), "long.csv")
    assert change.happened
    assert facts(other) == facts(journal)
    assert exported(other) == text
    assert not import_document(other, read(other, text), "long.csv")[1].happened
    assert not import_document(journal, read(journal, text), "long.csv")[1].happened
    other.close()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"2026-11-01,rating,fog,3,,,,,,{AT}", "line 2.name 'fog' is no measure of this journal"),
        (f"2026-11-01,rating,pain,11,,,,,,{AT}", "line 2.value 11"),
        (f"2026-11-01,rating,pain,x,,,,,,{AT}", "line 2.value 'x' is not a number"),
        (f"2026-11-01,rating,pain,nan,,,,,,{AT}", "line 2.value NaN"),
        ("2026-11-01,rating,pain,3,,,,,,yesterday", "line 2.recorded_at 'yesterday'"),
        (f"2026-11-01,mood,pain,3,,,,,,{AT}", "line 2.kind 'mood': it must be one of rating, dose"),
        (f"2026-11-01,impression,,2.5,,,,,,{AT}", "line 2.value '2.5' is not a number"),
        (f"2026-11-01,impression,,,,,,,,{AT}", "line 2.value null"),
        ("2026-11-01,rating,pain", "line 2 has 3 cells where the header has 10"),
        ('2026-11-01,note,,,,"x', "line 2 is not CSV"),
        (f"2027-11-01,impression,,3,,,,,,{AT}", "has not come yet"),
        (f"2026-11-01,dose,naltrexone,,mg,,,,,{AT}", "either an amount or a bottle's label"),
        (f"2026-11-01,skip,,,,ill,,,,{AT}\n2026-11-01,skip,,,,ill,,,,{AT}", "line 3: line 2 has the same day"),
    ],
)
def test_what_is_wrong_is_refused_by_its_line(journal: Journal, line: str, reason: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(journal, f"{HEADER}{line}\n")
    assert reason in str(refusal.value)


def test_another_csv_is_not_taken_for_one() -> None:
    assert is_long([HEADER])
    assert is_long(["\ufeff" + HEADER.replace("\n", "\r\n")])
    assert not is_long(["day,pain\n"])
    assert not is_long([])
