"""Conflict copies are told from their names, as the programs that make them write them."""

from pathlib import Path

import pytest

from ldn_tui.journal.conflict_copies import conflict_copies


@pytest.mark.parametrize(
    "name",
    [
        "journal (conflicted copy).db",
        "journal (Ann's conflicted copy 2026-11-22).db",
        "journal (Ann's MacBook Pro's conflicted copy 2026-11-22 (1)).db",
        "journal (büro.example.com's conflicted copy 2026-11-22).db",
        "journal.sync-conflict-20261122-101112-D4LGQYW.db",
        "journal.sync-conflict-20261122-101112.db",
        "journal (conflicted copy 2026-11-22 101112).db",
        "journal (conflicted copy Ann B 2026-11-22 101112).db",
        "journal_conflict-20261122-101112.db",
        "journal_conflict_ann-20261122-101112.db",
        "journal.sync-conflict-20261122-101112-D4LGQYW (conflicted copy 2026-11-23 070000).db",
    ],
)
def test_a_conflict_copy_is_noticed(tmp_path: Path, name: str) -> None:
    (tmp_path / "journal.db").touch()
    (tmp_path / name).touch()
    assert conflict_copies(tmp_path / "journal.db") == (tmp_path / name,)


@pytest.mark.parametrize(
    "name",
    [
        "journal.db",
        "journal.db-journal",
        "journal (copy).db",
        "journal (conflicted copy 2026-11-22 101112).txt",
        "journal (conflicted copy 2026-11-22 101112).db-journal",
        "journal2 (conflicted copy 2026-11-22 101112).db",
        "other.sync-conflict-20261122-101112-D4LGQYW.db",
        "journal.sync-conflict-yesterday.db",
        "journal-conflict.db",
    ],
)
def test_another_file_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / "journal.db").touch()
    (tmp_path / name).touch()
    assert conflict_copies(tmp_path / "journal.db") == ()


def test_the_journals_name_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "my [pain] (2026).db"
    copy = tmp_path / "my [pain] (2026).sync-conflict-20261122-101112-D4LGQYW.db"
    copy.touch()
    (tmp_path / "my p (2026).sync-conflict-20261122-101112-D4LGQYW.db").touch()
    assert conflict_copies(path) == (copy,)


def test_a_folder_is_no_copy_and_a_missing_folder_holds_none(tmp_path: Path) -> None:
    (tmp_path / "journal (conflicted copy).db").mkdir()
    assert conflict_copies(tmp_path / "journal.db") == ()
    assert conflict_copies(tmp_path / "gone" / "journal.db") == ()


def test_of_a_link_those_beside_the_journal_are_meant(tmp_path: Path) -> None:
    synced = tmp_path / "synced"
    synced.mkdir()
    (synced / "diary.db").touch()
    copy = synced / "diary (conflicted copy 2026-11-22 101112).db"
    copy.touch()
    link = tmp_path / "journal.db"
    link.symlink_to(synced / "diary.db")
    assert conflict_copies(link) == (copy,)
