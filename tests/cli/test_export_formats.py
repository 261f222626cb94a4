"""`ldn export` in every format: what it holds, what it never holds, and that other tools read it."""

import csv
import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from ldn_tui.domain.trial import Choice
from ldn_tui.journal import Journal
from ldn_tui.journal.export import ExportForm, export_chunks
from ldn_tui.storage.schema import TABLES
from ldn_tui.transfer.selection import Part, Selection
from tests.conftest import Ldn
from tests.journal_with_everything import (
    CONDITION,
    DAY,
    EARLIER,
    HELPER,
    NOTE,
    PHONE,
    QUESTION,
    SOURCE,
    fill,
    record_days,
)
from tests.stored import store_label

FORMS = list(ExportForm)
END_REASON, DECISION_REASON = "told-the-landlord", "asked-cousin-first"
DOSE_IN_WORDS = "two, as Dr Surname said"
WRITTEN_TEXTS = (QUESTION, CONDITION, END_REASON, DECISION_REASON, DOSE_IN_WORDS)
ENDINGS = {"json": ".json", "csv": ".csv", "csv-long": ".long.csv", "sqlite": ".db", "fhir": ".fhir.json"}


@pytest.fixture
def filled(journal: Journal) -> Journal:
    fill(journal)
    return journal


def exported(journal: Journal, form: ExportForm, selection: Selection | None = None) -> bytes:
    return b"".join(export_chunks(journal, form, selection or Selection()))


def opened(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return connection


# The file


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_private_and_named_by_its_ending_and_replaced_only_by_force(
    ldn: Ldn, filled: Journal, tmp_path: Path, form: ExportForm
) -> None:
    path = tmp_path / f"out{ENDINGS[form]}"
    assert ldn("export", "-o", str(path)).exit_code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == exported(filled, form, Selection(frozenset(Part) - {Part.NOTES}))
    before = path.stat()
    refused = ldn("export", "--format", form.value, "-o", str(path))
    assert (refused.exit_code, "--force" in refused.stderr) == (5, True)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert ldn("export", "--format", form.value, "-o", str(path), "--force").exit_code == 0
    assert not list(tmp_path.glob(".ldn-*"))


def test_force_replaces_no_database_but_a_copy_of_this_journal(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE mine (x)")
        connection.commit()
    before = foreign.read_bytes()
    for path in (foreign, filled.path):
        said = ldn("export", "--format", "sqlite", "-o", str(path), "--force")
        assert said.exit_code == 5
        assert "choose another name" in said.stderr
    assert foreign.read_bytes() == before
    assert filled.undo().happened


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_that_has_seen_enough_is_no_error(filled: Journal, form: ExportForm) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ldn_tui", "export", "--format", form.value],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LDN_DB": str(filled.path)},
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read().decode().splitlines()
    assert [line for line in said if not line.startswith("Not in")] == []
    process.wait(timeout=60)
    process.stderr.close()


# What it never holds


@pytest.mark.parametrize("form", FORMS)
def test_notes_are_there_only_on_request_and_who_somebody_is_never(filled: Journal, form: ExportForm) -> None:
    usual = exported(filled, form, Selection(frozenset(Part) - {Part.NOTES}))
    everything = exported(filled, form)
    assert b"secret-note" not in usual
    assert b"secret-note" in everything
    for data in (usual, everything):
        for secret in (SOURCE, HELPER, PHONE, str(filled.path), filled.path.parent.name, os.uname().nodename):
            assert secret.encode() not in data
    assert exported(filled, form) == everything


@pytest.mark.parametrize("form", FORMS)
def test_what_somebody_wrote_is_there_only_with_the_notes(filled: Journal, form: ExportForm) -> None:
    filled.medicines.add("pregabalin", DOSE_IN_WORDS)
    filled.trials.decide(Choice.STOP, DECISION_REASON, confirmed=True)
    filled.trials.end(END_REASON, confirmed=True)
    for parts in (frozenset(Part) - {Part.NOTES}, frozenset({Part.TRIALS, Part.MEDICINES})):
        if form in {ExportForm.JSON, ExportForm.SQLITE} or Part.RATINGS in parts:
            data = exported(filled, form, Selection(parts))
            for written in WRITTEN_TEXTS:
                assert written.encode() not in data
    if form in {ExportForm.JSON, ExportForm.SQLITE}:
        everything = exported(filled, form)
        for written in WRITTEN_TEXTS:
            assert written.encode() in everything


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("csv", 'labs, trials, medicines, "no answer" and what your measures mean'),
        ("csv-long", "trials, medicines and what your measures mean"),
        ("fhir", "trials and medicines"),
        ("json", ""),
        ("sqlite", ""),
    ],
)
def test_what_a_format_has_no_place_for_is_said(
    ldn: Ldn, filled: Journal, tmp_path: Path, form: str, parts: str
) -> None:
    said = ldn("export", "--format", form, "-o", str(tmp_path / "out"))
    line = f"Not in {form}: {parts}. --format json and --format sqlite hold all of it.\n" if parts else ""
    assert said.stderr.partition("\n")[2] == line


def test_a_journal_that_a_format_holds_whole_has_nothing_said_of_it(ldn: Ldn, journal: Journal) -> None:
    journal.rate(DAY, "pain", 4)
    assert ldn("export", "--format", "csv").stderr == ""
    journal.medicines.add("tramadol")
    journal.record_dose(DAY, 50, medicine="tramadol")
    assert ldn("export", "--format", "csv", "--only", "ratings").stderr == ""
    said = ldn("export", "--format", "csv", "--only", "doses").stderr
    assert said.startswith("Not in csv: doses of anything but naltrexone.")
    assert ldn("export", "--format", "csv-long", "--only", "doses").stderr == ""


def test_that_a_row_a_day_has_no_bottle_is_said(ldn: Ldn, journal: Journal) -> None:
    store_label(journal, DAY, "bottle 1")
    said = ldn("export", "--format", "csv", "--only", "doses").stderr
    assert said.startswith("Not in csv: which bottle doses are from.")
    assert ldn("export", "--format", "fhir", "--only", "doses").stderr == ""


def test_an_export_of_many_years_waits_in_a_file_that_has_no_name(
    filled: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = {form: exported(filled, form) for form in FORMS}
    before = set(filled.path.parent.iterdir())
    monkeypatch.setattr("ldn_tui.journal.export._MOST_IN_MEMORY", 100)
    monkeypatch.setattr("ldn_tui.transfer.exported_rows._DAYS_AT_ONCE", 2)
    for form in FORMS:
        pieces = export_chunks(filled, form)
        assert set(filled.path.parent.iterdir()) == before
        assert b"".join(pieces) == at_once[form]


def test_what_an_export_leaves_out_says_nothing_against_the_journal(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert ldn("export", "-o", str(path)).exit_code == 0
    said = ldn("import", str(path), "--yes")
    assert said.stdout.endswith("Nothing to import: the journal has all of it already.\n"), said.stdout


def test_a_part_that_a_format_has_no_place_for_is_refused_when_named(ldn: Ldn, filled: Journal) -> None:
    for form, part in (("csv", "labs"), ("csv-long", "trials"), ("fhir", "medicines")):
        said = ldn("export", "--format", form, "--only", f"doses,{part}")
        assert said.exit_code == 3
        assert f"{form} has no place for {part}; use --format json or sqlite" in said.stderr
    said = ldn("export", "--only", "doses,everything")
    assert (said.exit_code, said.stdout) == (3, "")
    assert "--only 'everything' is no part of a journal: use ratings, doses, side-effects" in said.stderr
    assert ldn("export", "--from", "today", "--to", "yesterday").exit_code == 3


# By range, by part


def test_a_range_and_parts_hold_in_every_format(ldn: Ldn, filled: Journal) -> None:
    words = ("--from", "2026-11-01", "--to", "2026-11-03", "--only", "ratings,labs")
    document = json.loads(ldn("export", *words).stdout)
    assert document["holds"] == {"from": "2026-11-01", "to": "2026-11-03", "parts": ["ratings", "labs"]}
    assert {row["day"] for row in document["ratings"]} == {"2026-11-03"}
    assert [row["name"] for row in document["labs"]] == ["B12", "CRP", "ESR"]
    assert [name for name, rows in document.items() if isinstance(rows, list) and rows] == [
        "measures", "ratings", "labs", "declined",
    ]  # fmt: skip
    long = list(csv.DictReader(io.StringIO(ldn("export", "--format", "csv-long", *words).stdout)))
    assert [(row["day"], row["kind"], row["name"], row["value"]) for row in long] == [
        ("2026-11-03", "rating", "pain", "6.5"),
        ("2026-11-03", "rating", "sleep", ""),
        ("2026-11-03", "lab", "B12", "-1"),
        ("2026-11-03", "lab", "CRP", "0.30000000000000004"),
        ("2026-11-03", "lab", "ESR", "21"),
    ]
    wide = ldn("export", "--format", "csv", *words[:4], "--only", "ratings,doses").stdout.splitlines()
    assert wide == ["day,pain,sleep,mood,food,function,fog,dose_mg", "2026-11-03,6.5,,,,,,4.5"]
    bundle = json.loads(ldn("export", "--format", "fhir", *words).stdout)
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Patient", *["Observation"] * 5]
    with closing(opened(exported(filled, ExportForm.SQLITE, Selection(frozenset({Part.DOSES}), DAY, DAY)))) as copy:
        counts = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in TABLES}
    assert {name for name, count in counts.items() if count} == {"journal", "measure", "dose"}
    assert counts["dose"] == 1


def test_a_trial_is_there_whole_or_not_at_all(ldn: Ldn, filled: Journal) -> None:
    inside = json.loads(ldn("export", "--from", "2026-11-15").stdout)
    assert [len(inside[name]) for name in ("trials", "dose_steps", "phases")] == [1, 1, len(filled.phases())]
    before = json.loads(ldn("export", "--to", "2026-11-09").stdout)
    assert [len(before[name]) for name in ("trials", "dose_steps", "phases")] == [0, 0, 0]


# Read by others, and back


def test_a_long_csv_read_back_gives_the_same_long_csv(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    record_days(journal)
    path = tmp_path / "out.long.csv"
    assert ldn("export", "--notes", "-o", str(path)).exit_code == 0
    same = ldn("import", str(path), "--yes")
    assert same.stdout.endswith("Nothing to import: the journal has all of it already.\n"), same.stderr
    other = str(tmp_path / "other.db")
    said = ldn("--db", other, "import", str(path), "--yes", now="2027-01-01T10:00:00+01:00")
    assert said.exit_code == 0, said.stderr
    assert "What is new in it is added, with its recording times." in said.stdout
    assert ldn("--db", other, "export", "--notes", "--format", "csv-long").stdout.encode() == path.read_bytes()


def test_a_part_as_json_is_read_back_as_that_part(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    path = tmp_path / "part.json"
    assert ldn("export", "--only", "doses,notes", "--from", DAY.isoformat(), "-o", str(path)).exit_code == 0
    other = tmp_path / "other.db"
    assert ldn("--db", str(other), "import", str(path), "--yes").exit_code == 0
    document = json.loads(ldn("--db", str(other), "export", "--notes").stdout)
    assert (len(document["doses"]), len(document["notes"]), document["ratings"]) == (1, 1, [])
    assert document["notes"][0]["text"] == NOTE


def test_a_database_is_read_by_sqlite_utils_and_is_a_journal(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    assert ldn("export", "--notes", "-o", str(path)).exit_code == 0
    database = Database(path)
    assert set(database.view_names()) == {"daily", "doses"}
    (row,) = database.query("SELECT pain, fog, note FROM daily WHERE day = ?", [DAY.isoformat()])
    assert row == {"pain": 4.0, "fog": 3.0, "note": NOTE}
    assert database["step"].count == database["change"].count == 0
    database.close()
    assert ldn("--db", str(path), "show", EARLIER.isoformat()).stdout == ldn("show", EARLIER.isoformat()).stdout
    assert ldn("--db", str(path), "export", "--notes").stdout == ldn("export", "--notes").stdout
    if shutil.which("sqlite3"):
        read = subprocess.run(
            ["sqlite3", path, "SELECT count(*) FROM daily; PRAGMA integrity_check"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert read.stdout.split() == [str(len(filled.recorded_days())), "ok"]


def test_a_database_that_cannot_be_written_is_exit_5(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path in (tmp_path, tmp_path / "no" / "folder.db", Path(os.devnull), Path("a\0b"), loop):
        for more in ((), ("--force",)):
            said = ldn("export", "--format", "sqlite", "-o", str(path), *more)
            assert said.exit_code == 5, said.stderr


def test_wide_csv_says_that_it_has_no_place_for_no_answer(ldn: Ldn) -> None:
    assert ldn("log", "pain=-", "sleep=4").exit_code == 0
    assert 'Not in csv: "no answer".' in ldn("export", "--format", "csv").stderr
    assert "no answer" not in ldn("export", "--format", "csv", "--only", "notes").stderr
    assert "no answer" not in ldn("export", "--format", "csv-long").stderr
    assert ldn("log", "pain=4").exit_code == 0
    assert "no answer" not in ldn("export", "--format", "csv").stderr
