"""`ldn backup`, `ldn restore`, `ldn forget`, and encrypted exports."""

import json
import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ldn_tui.journal import Journal
from tests import quick_age
from tests.conftest import Ldn

SECRET = "Zwetschgenkuchen"
PASSPHRASE = "correct horse\n"


@pytest.fixture
def folder(ldn: Ldn, journal_path: Path) -> Path:
    """The folder of the backups of a journal with two days."""
    ldn("log", "pain=5", "--date", "yesterday")
    ldn("log", "pain=4", f"note={SECRET}")
    return journal_path.parent / "backups"


@pytest.fixture
def age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encryption that takes no time; the real one is tested where it is called."""
    quick_age.install(monkeypatch)


def only(folder: Path) -> Path:
    """Return the only backup there is."""
    (backup,) = folder.glob("*.db")
    return backup


# ldn backup


def test_a_backup_is_made_checked_and_listed(ldn: Ldn, folder: Path) -> None:
    assert "no backups yet" in ldn("backup", "--list").stdout
    result = ldn("backup")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Backed up and checked: {only(folder)} (2 days with 3 entries, the last 2026-11-22).\n"
    listed = ldn("backup", "--list").stdout
    assert "2026-11-22 21:30  by hand" in listed
    assert "good" in listed
    assert only(folder).name in listed


def test_a_name_that_says_encrypted_is_refused_for_what_is_not(ldn: Ldn, folder: Path, tmp_path: Path) -> None:
    said = ldn("backup", str(tmp_path / "journal.db.age"))
    assert said.exit_code == 2
    assert "add --encrypt" in said.stderr
    assert not (tmp_path / "journal.db.age").exists()


def test_the_list_says_what_is_damaged(ldn: Ldn, folder: Path) -> None:
    ldn("backup")
    data = bytearray(only(folder).read_bytes())
    data[8192:12288] = bytes(4096)
    only(folder).write_bytes(data)
    assert "damaged" in ldn("backup", "--list").stdout
    (found,) = json.loads(ldn("backup", "--list", "--json").stdout)["backups"]
    assert (found["good"], found["days"]) == (False, None)
    assert "damaged" in found["trouble"]


def test_for_programs(ldn: Ldn, folder: Path) -> None:
    made = json.loads(ldn("backup", "--json").stdout)
    assert made["file"] == str(only(folder))
    assert (made["days"], made["entries"], made["encrypted"]) == (2, 3, False)
    found = json.loads(ldn("backup", "--list", "--json").stdout)
    assert found["folder"] == str(folder)
    assert found["backups"][0]["reason"] == "by-hand"
    assert found["backups"][0]["good"] is True


def test_a_copy_in_a_file_of_ones_own(ldn: Ldn, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "mine.db"
    assert ldn("backup", str(copy)).exit_code == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not list(folder.glob("*.db"))
    again = ldn("backup", str(copy))
    assert again.exit_code == 5
    assert "--force" in again.stderr
    assert ldn("backup", str(copy), "--force").exit_code == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no owners and modes")
def test_a_copy_in_a_folder_open_to_all_is_warned_of(ldn: Ldn, folder: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    for call in (("backup", str(shared / "copy.db")), ("export", "-o", str(shared / "journal.json"))):
        written = ldn(*call)
        assert written.exit_code == 0
        assert f"may read or replace {call[-1]}" in written.stderr
    assert ldn("backup", str(tmp_path / "copy.db")).stderr == ""


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_it_replaces_neither_the_journal_nor_anything_foreign(
    ldn: Ldn, folder: Path, journal_path: Path, tmp_path: Path, force: list[str]
) -> None:
    letter = tmp_path / "letter"
    letter.write_text("dear")
    link = tmp_path / "link.db"
    link.symlink_to(journal_path)
    before = journal_path.read_bytes()
    for target in (journal_path, link, letter, tmp_path, tmp_path / "no" / "folder.db", f"{journal_path}-journal"):
        assert ldn("backup", str(target), *force).exit_code == 5
    assert letter.read_text() == "dear"
    assert journal_path.read_bytes() == before
    assert not Path(f"{journal_path}-journal").exists()


def test_without_a_journal_there_is_nothing_to_back_up(ldn: Ldn, journal_path: Path) -> None:
    assert ldn("backup").exit_code == 4
    assert not journal_path.exists()
    assert ldn("backup", "--list").exit_code == 0
    assert not (journal_path.parent / "backups").exists()


def test_import_is_preceded_by_a_backup(ldn: Ldn, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text("Day,Pain\n2026-11-20,5\n")
    call = ("import", str(tmp_path / "diary.csv"), "--map", "date=Day,pain=Pain")
    ldn(*call, "--dry-run")
    assert not folder.exists()
    ldn(*call, "--yes")
    assert ".before-import." in only(folder).name


# ldn restore


def test_it_shows_what_changes_and_asks(ldn: Ldn, folder: Path) -> None:
    ldn("backup")
    backup = only(folder)
    ldn("log", "pain=9")
    looked = ldn("restore", str(backup), "--dry-run")
    assert looked.exit_code == 0
    assert "different  1 day: 2026-11-22" in looked.stdout
    assert "dry run" in looked.stdout
    asked = ldn("restore", str(backup))
    assert asked.exit_code == 2
    assert "--yes" in asked.stderr
    assert "Pain      9" in ldn("show").stdout


def test_it_restores_by_name_and_one_step_brings_the_file_before_back(ldn: Ldn, folder: Path) -> None:
    ldn("backup")
    backup = only(folder)
    ldn("log", "pain=9")
    result = ldn("restore", backup.name, "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "ldn restore --back" in result.stdout
    assert "Pain      4" in ldn("show").stdout
    assert len(list(folder.glob("*.before-restore*.db"))) == 1
    assert ldn("restore", "--back", "--yes").exit_code == 0
    assert "Pain      9" in ldn("show").stdout


def test_a_poorer_file_takes_force(ldn: Ldn, folder: Path) -> None:
    ldn("backup")
    backup = only(folder)
    ldn("log", "sleep=9")
    refused = ldn("restore", str(backup), "--yes")
    assert refused.exit_code == 3
    assert "holds less" in refused.stderr
    assert "Sleep     9" in ldn("show").stdout
    assert ldn("restore", str(backup), "--yes", "--force").exit_code == 0
    assert "Sleep     not rated" in ldn("show").stdout
    # The way back is never poorer than what one comes from.
    assert ldn("restore", "--back", "--yes").exit_code == 0
    assert "Sleep     9" in ldn("show").stdout


def test_a_lost_and_a_damaged_journal_come_back(ldn: Ldn, folder: Path, journal_path: Path) -> None:
    ldn("backup")
    backup = only(folder)
    journal_path.unlink()
    assert ldn("restore", str(backup), "--yes").exit_code == 0
    assert "Pain      4" in ldn("show").stdout
    data = bytearray(journal_path.read_bytes())
    data[8192:12288] = bytes(4096)
    journal_path.write_bytes(data)
    assert ldn("log", "pain=5").exit_code == 4
    assert f"kept: {folder}" in ldn("restore", str(backup), "--yes").stdout
    assert "Pain      4" in ldn("show").stdout
    assert len(list(folder.glob("*.damaged*.db"))) == 1


def test_what_is_already_the_same_is_left_alone(ldn: Ldn, folder: Path, journal_path: Path) -> None:
    ldn("backup")
    before = journal_path.read_bytes()
    assert "says the same already" in ldn("restore", str(only(folder)), "--yes").stdout
    assert journal_path.read_bytes() == before


def test_restore_for_programs(ldn: Ldn, folder: Path) -> None:
    ldn("backup")
    backup = only(folder)
    ldn("log", "pain=9")
    found = json.loads(ldn("restore", str(backup), "--yes", "--json").stdout)
    assert (found["gained"], found["lost"], found["different"]) == ([], [], ["2026-11-22"])
    assert found["restored"] is True
    assert Path(found["before"]).exists()


@pytest.mark.parametrize("words", [["restore"], ["restore", "a", "--back"], ["restore", "a", "--json"]])
def test_wrong_words_of_restore(ldn: Ldn, folder: Path, words: list[str]) -> None:
    assert ldn(*words).exit_code == 2


def test_nothing_to_bring_back(ldn: Ldn, folder: Path) -> None:
    assert ldn("restore", "--back", "--yes").exit_code == 1
    assert ldn("restore", "nowhere.db", "--yes").exit_code == 3


# ldn forget


def test_forgetting_a_note_takes_it_out_of_the_file_and_the_backups(
    ldn: Ldn, folder: Path, journal_path: Path, tmp_path: Path
) -> None:
    ldn("backup")
    export = tmp_path / "journal.json"
    ldn("export", "-o", str(export))
    assert ldn("forget", "note", "today").exit_code == 2
    assert SECRET.encode() in journal_path.read_bytes()
    result = ldn("forget", "note", "today", "--yes", "--keep-backups")
    assert result.exit_code == 0
    assert "Forgotten: the note of Sun 22 Nov 2026." in result.stdout
    assert only(folder).name in result.stdout
    assert str(export) in result.stdout
    assert SECRET.encode() not in journal_path.read_bytes()
    assert SECRET.encode() in only(folder).read_bytes()
    again = ldn("forget", "note", "today", "--yes", "--backups")
    assert again.exit_code == 0
    assert SECRET.encode() not in only(folder).read_bytes()
    assert ldn("forget", "note", "today", "--yes").exit_code == 1
    assert "Pain      4" in ldn("show").stdout
    assert "good" in ldn("backup", "--list").stdout


def test_asked_again_it_overwrites_what_a_forgetting_that_was_cut_short_left_in_free_pages(
    ldn: Ldn, journal_path: Path
) -> None:
    ldn("log", "pain=4", f"note={SECRET * 400}")
    with closing(sqlite3.connect(journal_path)) as connection, connection:
        connection.execute("PRAGMA secure_delete = OFF")
        for table in ("note", "change", "step"):
            connection.execute(f"DELETE FROM {table}")
    assert SECRET.encode() in journal_path.read_bytes()
    assert ldn("forget", "note", "today", "--yes").exit_code == 1
    assert SECRET.encode() not in journal_path.read_bytes()
    assert "Pain      4" in ldn("show").stdout


def test_forgetting_a_day_and_everything(ldn: Ldn, folder: Path, journal_path: Path) -> None:
    ldn("backup")
    assert ldn("forget", "day", "today", "--yes", "--backups").exit_code == 0
    assert SECRET.encode() not in journal_path.read_bytes()
    assert SECRET.encode() not in only(folder).read_bytes()
    assert "Pain      5" in ldn("show", "yesterday").stdout
    result = ldn("forget", "everything", "--yes", "--backups")
    assert result.exit_code == 0
    assert not list(folder.glob("*.db"))
    assert "Pain      not rated" in ldn("show", "yesterday").stdout or ldn("show", "yesterday").exit_code == 0


def test_nothing_to_forget(ldn: Ldn, folder: Path) -> None:
    result = ldn("forget", "note", "yesterday", "--yes")
    assert result.exit_code == 1
    assert "Neither the journal nor a backup holds" in result.stderr


# Encryption


@pytest.mark.usefixtures("age")
def test_an_encrypted_backup_is_restored_with_its_passphrase(
    ldn: Ldn, folder: Path, journal_path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "journal.db.age"
    assert ldn("backup", "--encrypt", str(copy), input=PASSPHRASE).exit_code == 0
    data = copy.read_bytes()
    assert data.startswith(b"age-encryption.org/v1\n")
    assert SECRET.encode() not in data
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    journal_path.unlink()
    wrong = ldn("restore", str(copy), "--yes", input="wrong\n")
    assert wrong.exit_code == 3
    assert "the passphrase is not the right one" in wrong.stderr
    assert not journal_path.exists()
    assert ldn("restore", str(copy), "--yes", input=PASSPHRASE).exit_code == 0
    assert "Pain      4" in ldn("show").stdout


@pytest.mark.usefixtures("age")
def test_an_encrypted_export_is_imported_with_its_passphrase(
    ldn: Ldn, folder: Path, journal_path: Path, tmp_path: Path
) -> None:
    plain = ldn("export").stdout
    copy = tmp_path / "journal.json.age"
    assert ldn("export", "--encrypt", "-o", str(copy), input=PASSPHRASE).exit_code == 0
    assert SECRET.encode() not in copy.read_bytes()
    journal_path.unlink()
    assert ldn("import", str(copy), "--yes", input="wrong\n").exit_code == 3
    assert ldn("import", str(copy), "--yes", input=PASSPHRASE).exit_code == 0
    assert ldn("export").stdout == plain


@pytest.mark.usefixtures("age")
def test_an_encrypted_backup_beside_the_journal_is_listed_and_never_thinned(ldn: Ldn, folder: Path) -> None:
    ldn("backup", "--encrypt", input=PASSPHRASE)
    assert "encrypted" in ldn("backup", "--list").stdout
    for day in range(1, 20):
        ldn("backup", now=f"2026-12-{day:02}T21:30:00+01:00")
    assert len(list(folder.glob("*.db.age"))) == 1


@pytest.mark.usefixtures("age")
@pytest.mark.parametrize("given", ["", "\n"])
def test_an_empty_passphrase_is_none(ldn: Ldn, folder: Path, tmp_path: Path, given: str) -> None:
    result = ldn("backup", "--encrypt", str(tmp_path / "a.age"), input=given)
    assert result.exit_code == 2
    assert "passphrase" in result.stderr
    assert not (tmp_path / "a.age").exists()


@pytest.mark.usefixtures("age")
def test_an_encrypted_backup_is_not_imported_and_an_encrypted_export_not_restored(
    ldn: Ldn, folder: Path, tmp_path: Path
) -> None:
    ldn("backup", "--encrypt", str(tmp_path / "b.age"), input=PASSPHRASE)
    ldn("export", "--encrypt", "-o", str(tmp_path / "e.age"), input=PASSPHRASE)
    assert "ldn restore" in ldn("import", str(tmp_path / "b.age"), "--yes", input=PASSPHRASE).stderr
    assert "ldn import" in ldn("restore", str(tmp_path / "e.age"), "--yes", input=PASSPHRASE).stderr


def test_without_pyrage_it_says_how_to_get_it(
    ldn: Ldn, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    copy = tmp_path / "copy.age"
    copy.write_bytes(b"age-encryption.org/v1\n")
    for call in (["backup", "--encrypt"], ["export", "--encrypt"], ["restore", str(copy)], ["import", str(copy)]):
        result = ldn(*call)
        assert result.exit_code == 2, call
        assert "pip install 'ldn-tui[age]'" in result.stderr
    assert not folder.exists()


def test_no_option_and_no_variable_takes_a_passphrase(
    ldn: Ldn, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for verb in ("backup", "restore", "export", "import"):
        assert "--passphrase" not in ldn(verb, "--help").stdout
    assert ldn("backup", "--encrypt", "--passphrase", "x").exit_code == 2


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_that_leads_to_itself_is_no_place_for_a_copy(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for name in (str(loop), "a\0b"):
        for more in ((), ("--force",)):
            said = ldn("backup", name, *more)
            assert said.exit_code == 5, said.stderr
            assert "choose another name" in said.stderr
    assert loop.is_symlink()
