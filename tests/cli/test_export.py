"""`ldn export`."""

import csv
import io
import json
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.text import visible_lines
from ldn_tui.journal import Journal
from tests.conftest import NOW, Ldn

HOSTILE = 'two\r\nlines, "[/foo] [b"\x1b]0;x\x07\u202e\U0001f62c'


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """A journal with a hostile note."""
    today = journal.today()
    journal.rate(today, "pain", 6.5)
    journal.rate(today - timedelta(days=1), "pain", 6)
    journal.write_note(today, HOSTILE)
    journal.record_dose(today, 4.5)
    return journal


def test_json_is_the_default_and_complete(ldn: Ldn, filled: Journal) -> None:
    said = ldn("export", "--notes")
    assert (said.exit_code, said.stderr) == (0, "")
    document = json.loads(said.stdout)
    assert list(document) == [
        "version", "journal", "holds", "measures", "imports", "trials", "dose_steps", "phases", "ratings", "doses",
        "side_effects", "no_side_effects", "rescues", "notes", "skips", "impressions", "labs", "amendments",
        "decisions", "medicines", "declined", "seals", "bottles",
    ]  # fmt: skip
    assert document["version"] == 4
    assert document["journal"]["created_at"] == NOW.isoformat()
    assert [(row["day"], row["value"]) for row in document["ratings"]] == [("2026-11-21", 6), ("2026-11-22", 6.5)]
    assert all(row["recorded_at"] == NOW.isoformat() for row in document["ratings"])
    assert document["notes"][0]["text"] == HOSTILE
    assert visible_lines(said.stdout) == said.stdout
    assert ldn("export", "--notes", "--format", "json").stdout == said.stdout


def test_csv_has_a_row_a_day_and_keeps_every_character(ldn: Ldn, filled: Journal) -> None:
    said = ldn("export", "--format", "csv", "--notes")
    rows = list(csv.reader(io.StringIO(said.stdout, newline="")))
    assert rows[0] == [
        "day", "pain", "sleep", "mood", "food", "function", "dose_mg", "side_effects", "rescue", "impression", "skip",
        "note",
    ]  # fmt: skip
    assert rows[1][:2] == ["2026-11-21", "6"]
    assert rows[2] == ["2026-11-22", "6.5", "", "", "", "", "4.5", "", "", "", "", HOSTILE]


def test_exported_csv_is_imported_back(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    path = tmp_path / "journal.csv"
    ldn("export", "--notes", "-o", str(path))
    maps = "date=day,pain=pain,sleep=sleep,dose=dose_mg,note=note"
    said = ldn("import", str(path), "--map", maps)
    assert said.stdout.endswith("Nothing to import: the journal has all of it already.\n")
    other = str(tmp_path / "other.db")
    assert ldn("--db", other, "import", str(path), "--map", maps, "--yes").exit_code == 0
    assert ldn("--db", other, "export", "--notes", "--format", "csv").stdout.encode() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "arguments", "first"),
    [
        ("a.csv", [], "day,pain"),
        ("a.JSON", [], "{"),
        ("a", [], "{"),
        ("a.json", ["--format", "csv"], "day,pain"),
        ("a.csv", ["--format", "json"], "{"),
    ],
)
def test_a_file_is_written_in_the_format_of_its_name(
    ldn: Ldn, filled: Journal, tmp_path: Path, name: str, arguments: list[str], first: str
) -> None:
    path = tmp_path / name
    said = ldn("export", "-o", str(path), *arguments)
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == f"Written: {path} (without notes: --notes adds them)\n"
    assert path.read_text().startswith(first)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_dash_is_standard_output(ldn: Ldn, filled: Journal) -> None:
    assert ldn("export", "-o", "-").stdout == ldn("export").stdout


def test_a_name_that_says_encrypted_is_refused_for_what_is_not(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    path = tmp_path / "journal.json.AGE"
    said = ldn("export", "-o", str(path))
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr == f"ldn: {path} ends in .age, but is not encrypted: add --encrypt, or choose another name\n"
    assert not path.exists()


def test_a_journal_is_never_overwritten(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(filled.path)
    copy = tmp_path / "copy.db"
    before = filled.path.read_bytes()
    copy.write_bytes(before)
    for path in (filled.path, link, copy, filled.path.with_name("journal.db-journal")):
        said = ldn("export", "-o", str(path))
        assert said.exit_code == 5
        assert "choose another name" in said.stderr.lower()
    assert filled.path.read_bytes() == copy.read_bytes() == before
    assert not filled.path.with_name("journal.db-journal").exists()


def test_what_cannot_be_written_is_exit_5(ldn: Ldn, filled: Journal, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "folder.json", Path(os.devnull), Path("a\0b")):
        assert ldn("export", "-o", str(path)).exit_code == 5
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert ldn("export", "-o", str(loop)).exit_code == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_that_finds_no_room_says_what_helps(filled: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LDN_DB", str(filled.path))
    with Path("/dev/full").open("wb") as full:
        call = [sys.executable, "-m", "ldn_tui", "export"]
        ended = subprocess.run(call, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (
        5,
        "ldn: The output cannot be written (No space left on device): free some space, or send it to another place.\n",
    )


def test_without_a_journal_there_is_nothing_to_export(ldn: Ldn, journal_path: Path) -> None:
    said = ldn("export")
    assert said.exit_code == 4
    assert "no journal" in said.stderr
    assert not journal_path.exists()


@pytest.mark.parametrize("chosen", ["csv", "json"])
def test_on_a_terminal_unsafe_characters_are_signs(filled: Journal, chosen: str) -> None:
    pytest.importorskip("pty")
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "ldn_tui", "export", "--notes", "--format", chosen],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env={**os.environ, "LDN_DB": str(filled.path)},
    )
    os.close(theirs)
    seen = b""
    try:
        while chunk := os.read(ours, 65536):
            seen += chunk
    except OSError:
        # Linux says EIO where the other end is closed.
        pass
    process.communicate(timeout=60)
    os.close(ours)
    text = seen.decode().replace("\r\n", "\n")
    assert process.returncode == 0
    assert "[/foo] [b" in text
    assert visible_lines(text) == text
    if chosen == "json":
        assert json.loads(text)["notes"][0]["text"] == HOSTILE


def test_a_file_that_is_there_is_replaced_only_by_force(journal: Journal, ldn: Ldn, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("my own words")
    for _ in range(2):
        refused = ldn("export", "-o", str(diary))
        assert refused.exit_code == 5
        assert "--force" in refused.stderr
    assert diary.read_text() == "my own words"
    assert ldn("export", "-o", str(diary), "--force").exit_code == 0
    assert ldn("export", "-o", str(diary)).exit_code == 5
    assert json.loads(diary.read_text())["version"] == 4
