"""The book of backups: when one is made, how it is called, which are removed."""

import os
import shutil
import sqlite3
import stat
import uuid
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import CannotWrite, DamagedJournal, LdnError
from ldn_tui.domain.trial import NewTrial, Template
from ldn_tui.journal import Journal, backups, open_journal
from ldn_tui.journal.backups import BackupBook, BackupInBackground, Reason
from ldn_tui.journal.copies import WrittenCopy, note_copy, written_copies
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.storage.backup import Holdings, holdings, write_copy
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step
from ldn_tui.transfer.column_options import column_map
from ldn_tui.transfer.csv_records import file_lines
from ldn_tui.transfer.diary_csv import read_diary
from tests.conftest import DAY_STARTS_AT, NOW

DAY = date(2026, 11, 22)


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """A journal with one value."""
    journal.rate(DAY, "pain", 4)
    return journal


def made(journal: Journal) -> list[Reason]:
    """Return why each backup was made, the earliest first."""
    return [backup.reason for backup in reversed(journal.backups.all())]


def go_to(journal: Journal, instant: datetime) -> None:
    """Let the journal's clock stand at an instant."""
    journal.clock = PinnedClock(instant)


def test_a_backup_is_named_after_the_journal_its_instant_and_its_reason(filled: Journal) -> None:
    backup, held = filled.backups.make(Reason.BY_HAND)
    assert backup.path == filled.path.parent / "backups" / "journal.2026-11-22T213000+0100.by-hand.db"
    assert (backup.at, backup.reason, held.values) == (NOW, Reason.BY_HAND, 1)
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700
    again, _ = filled.backups.make(Reason.BY_HAND)
    assert again.path.name == "journal.2026-11-22T213000+0100.by-hand-2.db"
    assert filled.backups.all() == (again, backup)


def test_the_folder_is_private_whatever_the_umask(filled: Journal) -> None:
    before = os.umask(0)
    try:
        backup, _ = filled.backups.make(Reason.BY_HAND)
    finally:
        os.umask(before)
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700


def test_one_a_day_is_due_and_a_day_begins_at_four(filled: Journal) -> None:
    assert filled.backups.make_daily() is not None
    assert filled.backups.make_daily() is None
    go_to(filled, NOW + timedelta(hours=6))  # 03:30, still the same day
    assert filled.backups.make_daily() is None
    go_to(filled, NOW + timedelta(hours=7))
    assert filled.backups.make_daily() is not None
    assert made(filled) == [Reason.DAILY, Reason.DAILY]


def test_any_backup_of_the_day_is_enough(filled: Journal) -> None:
    filled.backups.make(Reason.BY_HAND)
    assert filled.backups.make_daily() is None


def test_a_clock_that_was_set_back_does_not_keep_the_day_from_its_backup(filled: Journal) -> None:
    go_to(filled, NOW + timedelta(days=400))
    future = filled.backups.make_daily()
    go_to(filled, NOW)
    present = filled.backups.make_daily()
    assert present is not None
    assert set(filled.backups.all()) == {future, present}


def test_an_empty_journal_is_not_backed_up_by_itself(journal: Journal) -> None:
    assert journal.backups.make_daily() is None
    assert journal.backups.all() == ()
    assert not journal.backups.folder.exists()


def test_forty_weeks_leave_days_weeks_and_months(filled: Journal) -> None:
    first, _ = filled.backups.make(Reason.DAILY)
    for day in range(1, 280):
        go_to(filled, NOW + timedelta(days=day))
        if day < 279:
            # A copy of the first stands for the others, so that the test is quick.
            shutil.copyfile(first.path, filled.backups.new_path(Reason.DAILY))
        else:
            filled.backups.make(Reason.DAILY)
    days = [backup.at.date() for backup in filled.backups.all()]
    assert days[:7] == [DAY + timedelta(days=279 - ago) for ago in range(7)]
    assert len({(day.year, day.month) for day in days}) == 6
    assert len(days) <= 17


def test_a_damaged_backup_stands_for_nothing_and_is_left_alone(filled: Journal) -> None:
    kept = []
    for day in range(12):
        go_to(filled, NOW + timedelta(days=day))
        backup, _ = filled.backups.make(Reason.DAILY)
        if day < 5:
            backup.path.write_bytes(b"damaged")
            kept.append(backup)
    assert set(kept) <= set(filled.backups.all())
    assert all(filled.backups.check(backup).trouble is not None for backup in kept)
    good = filled.backups.last_good()
    assert good is not None
    assert good.backup.at == NOW + timedelta(days=11)


def test_a_new_journal_in_the_same_place_pushes_no_backup_of_the_old_one_out(
    filled: Journal, clock: PinnedClock
) -> None:
    old, _ = filled.backups.make(Reason.DAILY)
    filled.close()
    filled.path.unlink()
    with closing(open_journal(filled.path, clock, DAY_STARTS_AT, create=True, program="the app")) as new:
        new.rate(DAY, "pain", 1)
        for day in range(1, 300, 20):
            go_to(new, NOW + timedelta(days=day))
            new.backups.make(Reason.DAILY)
        assert old in new.backups.all()


def test_a_damaged_journal_removes_no_backup(filled: Journal) -> None:
    filled.backups.make(Reason.DAILY)
    filled.close()
    data = bytearray(filled.path.read_bytes())
    data[8192:12288] = bytes(4096)
    filled.path.write_bytes(data)
    book = BackupBook(filled.path, lambda: NOW + timedelta(days=1), DAY_STARTS_AT)
    with pytest.raises(LdnError):
        book.make(Reason.DAILY)
    assert len(book.all()) == 1
    assert not list(book.folder.glob(".ldn-*"))


def test_other_files_in_the_folder_are_let_be(filled: Journal) -> None:
    filled.backups.make(Reason.BY_HAND)
    names = (
        "journal.2026-11-22T213000+0100.by-hand.db.txt", "other.2026-11-22T213000+0100.daily.db", "mine.db",
        "journal.2026-13-40T213000+0100.daily.db", "journal.2026-11-22T213000+0100.whim.db",
    )  # fmt: skip
    for name in names:
        (filled.backups.folder / name).write_text("mine")
    assert len(filled.backups.all()) == 1
    for day in range(40):
        go_to(filled, NOW + timedelta(days=30 * day))
        filled.backups.make(Reason.DAILY)
    assert all((filled.backups.folder / name).read_text() == "mine" for name in names)


# Before anything large


def test_two_that_are_made_in_one_second_get_two_names(filled: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    another = BackupBook(filled.path, filled.clock.now, DAY_STARTS_AT)

    def another_is_quicker(source: Path, target: Path) -> Holdings:
        monkeypatch.setattr(backups, "write_copy", write_copy)
        another.make(Reason.DAILY)
        return write_copy(source, target)

    monkeypatch.setattr(backups, "write_copy", another_is_quicker)
    filled.backups.make(Reason.DAILY)
    assert [backup.number for backup in filled.backups.all()] == [2, 1]


def test_a_journal_may_have_any_name_a_file_can_have(clock: PinnedClock, tmp_path: Path) -> None:
    path = tmp_path / "two\nlines.db"
    with closing(open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app")) as journal:
        journal.rate(journal.today(), "pain", 4)
        made, _ = journal.backups.make(Reason.BY_HAND)
        assert journal.backups.all() == (made,)


def test_a_file_in_the_place_of_the_folder_keeps_its_mode(filled: Journal) -> None:
    in_the_way = filled.path.parent / "backups"
    in_the_way.write_text("a list of backups")
    in_the_way.chmod(0o644)
    with pytest.raises(CannotWrite, match="folder"):
        filled.backups.make(Reason.BY_HAND)
    assert stat.S_IMODE(in_the_way.stat().st_mode) == 0o644


def test_before_an_import(filled: Journal) -> None:
    lines = list(file_lines("Day,Pain\n2026-11-20,5\n2026-11-21,6\n"))
    diary = read_diary(lines, column_map(["date=Day,pain=Pain"], [], None, ["pain"]), DAY, NOW, {})
    import_diary(filled, diary, "diary.csv")
    assert made(filled) == [Reason.IMPORT]
    assert holdings(filled.backups.all()[0].path).values == 1
    assert holdings(filled.path).values == 3


def test_an_import_without_its_backup_is_not_made(filled: Journal) -> None:
    filled.backups.folder.write_text("in the way")
    lines = list(file_lines("Day,Pain\n2026-11-20,5\n"))
    diary = read_diary(lines, column_map(["date=Day,pain=Pain"], [], None, ["pain"]), DAY, NOW, {})
    with pytest.raises(CannotWrite, match="backups"):
        import_diary(filled, diary, "diary.csv")
    assert holdings(filled.path).values == 1


def test_before_a_change_of_the_trial_with_the_file_as_it_was(filled: Journal) -> None:
    filled.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", DAY))
    assert made(filled) == [Reason.TRIAL_CHANGE]
    assert holdings(filled.backups.all()[0].path).rows["trial"] == 0
    assert holdings(filled.path).rows["trial"] == 1


def test_before_it_is_undone_and_before_it_is_done_again(filled: Journal) -> None:
    filled.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", DAY))
    filled.undo()
    filled.redo()
    assert made(filled) == [Reason.TRIAL_CHANGE] * 3
    found = [holdings(backup.path).rows["trial"] for backup in reversed(filled.backups.all())]
    assert found == [0, 1, 0]


def test_even_after_more_was_changed_than_a_cache_holds(filled: Journal) -> None:
    days = [DAY - timedelta(days=ago) for ago in range(20_000)]

    def work(step: Step) -> None:
        for day in days:
            values: Row = {"id": str(uuid.uuid4()), "day": day.isoformat(), "recorded_at": step.at.isoformat()}
            step.put("note", {**values, "text": "a long note " * 20})
        step.put(
            "phase",
            {"id": str(uuid.uuid4()), "kind": "baseline", "starts_on": DAY.isoformat(), "recorded_at": NOW.isoformat()},
        )

    filled.act("a lot", work)
    assert made(filled) == [Reason.TRIAL_CHANGE]
    assert holdings(filled.backups.all()[0].path).rows["note"] == 0
    assert holdings(filled.path).rows["note"] == 20_000


def test_not_when_the_newest_backup_says_the_same_already(filled: Journal) -> None:
    filled.backups.make(Reason.BY_HAND)
    filled.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", DAY))
    assert made(filled) == [Reason.BY_HAND]


def test_a_note_typed_on_makes_the_newest_backup_an_old_one(filled: Journal) -> None:
    step = filled.write_note(DAY, "good").step
    filled.backups.make(Reason.BY_HAND)
    filled.write_note(DAY, "hood", continuing=step)
    filled.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", DAY))
    assert made(filled) == [Reason.BY_HAND, Reason.TRIAL_CHANGE]


def test_a_change_of_the_trial_without_its_backup_is_not_made(filled: Journal) -> None:
    filled.backups.folder.write_text("in the way")
    with pytest.raises(CannotWrite, match="backups"):
        filled.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", DAY))
    assert filled.trials.active() is None
    filled.rate(DAY, "sleep", 5)


def test_what_is_recorded_daily_makes_none(filled: Journal) -> None:
    filled.record_dose(DAY, 4.5)
    filled.write_note(DAY, "a note")
    filled.undo()
    assert filled.backups.all() == ()


def test_before_a_migration(filled: Journal, clock: PinnedClock) -> None:
    # A file with an earlier version number, which has the present tables: all that is asked is that it is copied.
    filled.close()
    older = filled.path.with_name("older.db")
    _make_second_version(older)
    open_journal(older, clock, DAY_STARTS_AT, create=False, program="the app").close()
    (backup,) = BackupBook(older, clock.now, DAY_STARTS_AT).all()
    assert backup.reason is Reason.MIGRATION
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    assert holdings(backup.path).rows["journal"] == 1


def test_no_migration_without_its_backup(clock: PinnedClock, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    _make_second_version(older)
    before = older.read_bytes()
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(CannotWrite, match="backups"):
        open_journal(older, clock, DAY_STARTS_AT, create=False, program="the app")
    assert older.read_bytes() == before


def _make_second_version(path: Path) -> None:
    from sqlite_utils import Database

    from ldn_tui.storage.migrations import journal_migrations
    from ldn_tui.storage.schema import APPLICATION_ID

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        database = Database(connection, execute_plugins=False)
        journal_migrations.apply(database, stop_before="0003_units_and_full_dose")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 2")
        connection.execute(
            "INSERT INTO journal VALUES (1, '01234567-0123-0123-0123-0123456789ab', ?, '2026-11-01')",
            ("2026-11-01T21:00:00+01:00",),
        )
        connection.execute("COMMIT")


# In the background


def test_the_backup_of_the_day_is_made_beside_what_goes_on(filled: Journal) -> None:
    background = BackupInBackground(filled)
    background.start()
    while not background.is_over:
        filled.rate(DAY, "mood", 5)
    assert background.trouble is None
    assert made(filled) == [Reason.DAILY]


def test_it_says_what_went_wrong(filled: Journal) -> None:
    filled.backups.folder.write_text("in the way")
    background = BackupInBackground(filled)
    background.start()
    while not background.is_over:
        pass
    assert isinstance(background.trouble, CannotWrite)
    assert not isinstance(background.trouble, DamagedJournal)


@pytest.fixture
def beside(filled: Journal, clock: PinnedClock) -> Iterator[Journal]:
    """Another journal in the same folder, whose name differs in its ending only."""
    path = filled.path.with_suffix(".sqlite")
    with closing(open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app")) as other:
        other.rate(DAY, "pain", 9)
        yield other


def test_two_journals_whose_names_differ_in_the_ending_have_backups_of_their_own(
    filled: Journal, beside: Journal
) -> None:
    ours, theirs = filled.backups.make_daily(), beside.backups.make_daily()
    assert ours is not None
    assert theirs is not None
    assert (filled.backups.all(), beside.backups.all()) == ((ours,), (theirs,))
    for journal in (filled, beside):
        assert [holdings(backup.path).journal_id for backup in journal.backups.all()] == [journal.id]
    assert (
        BackupBook(filled.path.with_suffix(""), lambda: NOW, DAY_STARTS_AT)
        .new_path(Reason.DAILY)
        .name.startswith("journal..2026")
    )


def test_backups_with_the_name_they_had_before_are_still_this_journals(filled: Journal, beside: Journal) -> None:
    """An earlier version called those of both alike."""
    ours, _ = filled.backups.make(Reason.DAILY)
    theirs = ours.path.with_name("journal.2026-11-20T213000+0100.daily.db")
    write_copy(beside.path, theirs)
    assert [backup.path for backup in beside.backups.all()] == [theirs]
    assert {backup.path for backup in filled.backups.all()} == {ours.path, theirs}
    # Where the other is gone, nobody can tell, and nothing is hidden.
    filled.path.unlink()
    assert {backup.path for backup in beside.backups.all()} == {ours.path, theirs}


def test_the_list_of_copies_elsewhere_has_a_name_of_its_own_and_the_earlier_one_is_read(
    filled: Journal, beside: Journal, tmp_path: Path
) -> None:
    export, later = (tmp_path / name for name in ("export.json", "later.json"))
    for path in (export, later):
        path.write_text("{}")
    note_copy(filled.backups, WrittenCopy(export, "export", NOW, is_encrypted=False))
    assert [copy.path for copy in written_copies(beside.backups)] == [export]
    note_copy(beside.backups, WrittenCopy(later, "export", NOW, is_encrypted=False))
    assert [copy.path for copy in written_copies(beside.backups)] == [export, later]
    assert [copy.path for copy in written_copies(filled.backups)] == [export]
