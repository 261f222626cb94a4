"""A damaged journal on the command line: one message, exit code 4, and the way out."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from ldn_tui.cli import app as cli_app
from ldn_tui.cli import run
from ldn_tui.journal.backups import BackupBook, Reason
from ldn_tui.storage.backup import holdings
from tests.conftest import DAY_STARTS_AT, NOW, Ldn

CLOCK = f"(LDN_NOW pins the clock to {NOW.isoformat()})\n"


@pytest.fixture
def backup(ldn: Ldn, journal_path: Path) -> str:
    """The name of a backup of yesterday; a value came since."""
    ldn("log", "pain=4", "--date", "2026-11-21", "note=the day before")
    made, _ = BackupBook(journal_path, lambda: NOW - timedelta(days=1), DAY_STARTS_AT).make(Reason.DAILY)
    ldn("log", "pain=6")
    return made.path.name


def header_zeroed(data: bytes) -> bytes:
    return bytes(100) + data[100:]


def first_page_zeroed(data: bytes) -> bytes:
    return bytes(4096) + data[4096:]


def cut_in_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def emptied(data: bytes) -> bytes:
    return b"" if data else data


def all_zeros(data: bytes) -> bytes:
    return bytes(len(data))


def speaking_of_an_older_schema(data: bytes) -> bytes:
    return data[:63] + b"\x01" + data[64:]


def with_other_marks(data: bytes) -> bytes:
    return data[:68] + b"LDNk" + data[72:]


UNOPENABLE = (
    header_zeroed, first_page_zeroed, cut_in_half, emptied, all_zeros, speaking_of_an_older_schema, with_other_marks,
)  # fmt: skip


@pytest.mark.parametrize("damage", UNOPENABLE)
def test_what_cannot_be_opened_names_the_way_out_and_comes_back(
    damage: Callable[[bytes], bytes], backup: str, ldn: Ldn, journal_path: Path
) -> None:
    damaged = damage(journal_path.read_bytes())
    journal_path.write_bytes(damaged)
    for verb in (("status",), ("log", "pain=5"), ("undo",), ("export",)):
        said = ldn(*verb)
        assert said.exit_code == 4
        assert said.stdout == ""
        assert f"{journal_path} is damaged" in said.stderr
        assert said.stderr.splitlines()[1].startswith(
            "The last good backup was made 1 day ago, on Sat 21 Nov 2026 at 21:30: 1 day, "
        )
        assert f"`ldn restore {backup}`" in said.stderr
    assert journal_path.read_bytes() == damaged
    assert ldn("restore", backup, "--yes").exit_code == 0
    assert holdings(journal_path).days == 1
    kept = [path for path in journal_path.parent.glob("backups/*.damaged.db") if path.read_bytes() == damaged]
    assert kept or not damaged


def test_the_app_says_it_before_it_begins(
    backup: str, journal_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli_app, "require_terminal", lambda: None)
    damaged = header_zeroed(journal_path.read_bytes())
    journal_path.write_bytes(damaged)
    assert run(["--db", str(journal_path)]) == 4
    said = capsys.readouterr().err
    assert f"ldn --db {journal_path} restore {backup}" in said
    assert journal_path.read_bytes() == damaged


def test_what_can_be_read_of_it_is_said_before_restoring(backup: str, ldn: Ldn, journal_path: Path) -> None:
    data = bytearray(journal_path.read_bytes())
    place = data.index(b"the day before")
    data[place] = 0xFF
    journal_path.write_bytes(data)
    shown = ldn("restore", backup, "--dry-run").stdout
    assert "only there 1 day: 2026-11-22" in shown
    # The note is another one now.
    assert "different  1 day: 2026-11-21" in shown
    assert "It is kept" in shown


def test_an_error_about_a_text_does_not_quote_it(backup: str, ldn: Ldn, journal_path: Path) -> None:
    del backup
    data = journal_path.read_bytes().replace(b"the day before", b"the day\xffbefore")
    journal_path.write_bytes(data)
    said = ldn("show", "2026-11-21")
    assert said.exit_code == 4
    assert "is damaged" in said.stderr
    assert "the day" not in said.stderr.replace("the damaged", "")


def test_without_a_backup_no_command_is_named(ldn: Ldn, journal_path: Path) -> None:
    ldn("log", "pain=4")
    journal_path.write_bytes(header_zeroed(journal_path.read_bytes()))
    said = ldn("status")
    assert said.exit_code == 4
    assert "There is no good backup" in said.stderr


def test_a_damaged_copy_is_not_taken_for_the_journal(backup: str, ldn: Ldn, journal_path: Path) -> None:
    copy = journal_path.parent / "backups" / backup
    copy.write_bytes(cut_in_half(copy.read_bytes()))
    said = ldn("restore", backup, "--yes")
    assert said.exit_code == 4
    assert f"{copy} is damaged" in said.stderr
    assert "last good backup" not in said.stderr
    assert holdings(journal_path).days == 2


def test_a_backup_dated_ahead_of_the_clock_is_not_one_of_today(backup: str, ldn: Ldn, journal_path: Path) -> None:
    journal_path.write_bytes(cut_in_half(journal_path.read_bytes()))
    called = ldn("status", now="2026-11-20T12:00:00+01:00")
    assert called.exit_code == 4
    assert "made ahead of this computer's clock, on Sat 21 Nov 2026" in called.stderr


def test_a_journal_that_is_gone_names_its_backup_and_the_command(backup: str, ldn: Ldn, journal_path: Path) -> None:
    journal_path.unlink()
    for verb in (("status",), ("show",), ("undo",), ("diff", backup)):
        said = ldn(*verb)
        assert (said.exit_code, said.stdout) == (4, "")
        assert said.stderr.splitlines()[0] == (
            f"ldn: There is no journal at {journal_path}: `ldn` or `ldn log` starts one there."
        )
        assert said.stderr.splitlines()[1] == (
            "The last good backup was made 1 day ago, on Sat 21 Nov 2026 at 21:30: 1 day, the last Sat 21 Nov 2026. "
            f"`ldn restore {backup}` shows what it holds, and asks."
        )
    assert ldn("--db", str(journal_path), "status").stderr.endswith(
        f"`ldn --db {journal_path} restore {backup}` shows what it holds, and asks.\n"
    )
    assert not journal_path.exists()


def test_backups_that_are_not_good_are_named_all_the_same(backup: str, ldn: Ldn, journal_path: Path) -> None:
    journal_path.unlink()
    (journal_path.parent / "backups" / backup).write_bytes(b"SQLite format 3\0")
    assert ldn("status").stderr.splitlines()[1] == "`ldn backup --list` names the backups that are there."


def test_a_first_value_in_the_place_of_a_lost_journal_is_recorded_and_the_backup_named(
    backup: str, ldn: Ldn, journal_path: Path
) -> None:
    journal_path.unlink()
    said = ldn("log", "pain=5")
    assert said.exit_code == 0
    assert (
        said.stderr
        == (
            f"A new journal was begun at {journal_path}: there was none. The last good backup was made 1 day ago, on "
            "Sat 21 Nov 2026 at 21:30: 1 day, the last Sat 21 Nov 2026. "
            f"`ldn restore {backup}` shows what it holds, and asks.\n"
        )
        + CLOCK
    )
    # It is said once, and not where there is nothing to bring back.
    assert ldn("log", "pain=6").stderr == CLOCK


def test_a_first_journal_says_nothing_of_backups(ldn: Ldn) -> None:
    assert ldn("log", "pain=5").stderr == CLOCK
