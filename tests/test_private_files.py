"""Files 0600, folders 0700, whatever the umask; and no place taken in which somebody else decides."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.private_files import make_folder, make_private_folder, refuse_shared_folder, rename_to_new
from ldn_tui.transfer.text_files import write_text_file
from tests import quick_age
from tests.conftest import Ldn

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no owners and modes")
DOCUMENTS = ("backup.db", "journal.json", "days.csv", "report.html", "card.txt", "sealed.json.age")


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.lstat().st_mode))


def modes_below(folder: Path) -> dict[str, set[str]]:
    """Return which modes the files and the folders below `folder` have."""
    found = list(folder.rglob("*"))
    return {
        "files": {mode(path) for path in found if path.is_file()},
        "folders": {mode(path) for path in found if path.is_dir()},
    }


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277], ids=oct)
def test_everything_the_verbs_make_is_the_owners_alone(
    mask: int, ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LDN_DB", str(tmp_path / "a" / "b" / "journal.db"))
    quick_age.install(monkeypatch)
    out = tmp_path / "out"
    make_folder(out)
    (out / "journal.json").touch(mode=0o644)
    with umask(mask):
        assert ldn("log", "pain=4", "note=x").exit_code == 0
        assert (
            ldn("trial", "new", "before-after", "--start", "2026-11-01", "--dose-plan", "2026-11-20=1.5").exit_code == 0
        )
        for words in (
            ["backup"],
            ["backup", str(out / DOCUMENTS[0])],
            ["export", "--force", "-o", str(out / DOCUMENTS[1])],
            ["export", "--force", "-o", str(out / DOCUMENTS[2])],
            ["report", "-o", str(out / DOCUMENTS[3])],
            ["card", "-o", str(out / DOCUMENTS[4])],
        ):
            called = ldn(*words)
            assert (called.exit_code, words) == (0, words), called.stderr
        assert ldn("export", "--encrypt", "-o", str(out / DOCUMENTS[5]), input="a passphrase\n").exit_code == 0
    assert {path.name for path in out.iterdir()} == set(DOCUMENTS)
    assert (tmp_path / "a" / "b" / "backups").is_dir()
    assert modes_below(tmp_path) == {"files": {"0o600"}, "folders": {"0o700"}}


@pytest.mark.parametrize("mask", [0o000, 0o077], ids=oct)
def test_what_sqlite_keeps_beside_the_journal_is_too(mask: int, ldn: Ldn, journal_path: Path) -> None:
    with umask(mask):
        ldn("log", "pain=4")
        connection = sqlite3.connect(journal_path, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM rating")
            assert mode(journal_path.with_name("journal.db-journal")) == "0o600"
            connection.execute("ROLLBACK")
        finally:
            connection.close()


def test_an_empty_file_that_becomes_the_journal_is_closed_to_others(ldn: Ldn, journal_path: Path) -> None:
    journal_path.touch()
    journal_path.chmod(0o644)
    assert ldn("log", "pain=4").exit_code == 0
    assert mode(journal_path) == "0o600"


def test_a_folder_that_is_there_keeps_its_mode_unless_it_is_the_apps_own(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_folder(tmp_path / "a" / "b")
    assert [mode(tmp_path), mode(tmp_path / "a"), mode(tmp_path / "a" / "b")] == ["0o755", "0o700", "0o700"]
    make_private_folder(tmp_path)
    assert mode(tmp_path) == "0o700"


def test_restoring_a_lost_journal_leaves_the_mode_of_its_folder(ldn: Ldn, journal_path: Path, tmp_path: Path) -> None:
    ldn("log", "pain=4")
    tmp_path.chmod(0o755)
    copy = tmp_path / "copy.db"
    assert ldn("backup", str(copy)).exit_code == 0
    journal_path.unlink()
    assert ldn("restore", str(copy), "--yes").exit_code == 0
    assert mode(tmp_path) == "0o755"
    assert mode(journal_path) == "0o600"


def test_no_journal_is_begun_where_anybody_may_replace_it(ldn: Ldn, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    for place in (shared / "journal.db", shared / "new" / "journal.db"):
        refused = ldn("--db", str(place), "log", "pain=4")
        assert (refused.exit_code, refused.stderr) == (
            5,
            f"ldn: Anybody may replace files in {shared}: `chmod o-w` that folder, or choose a folder of your own.\n",
        )
    assert list(shared.iterdir()) == []
    # With the sticky bit, as /tmp has it, only owners may.
    shared.chmod(0o1777)
    refuse_shared_folder(shared)
    assert ldn("--db", str(shared / "journal.db"), "log", "pain=4").exit_code == 0


def test_a_link_to_nothing_is_no_place_for_a_journal(ldn: Ldn, tmp_path: Path) -> None:
    link, elsewhere = tmp_path / "link.db", tmp_path / "elsewhere.db"
    link.symlink_to(elsewhere)
    refused = ldn("--db", str(link), "log", "pain=4")
    assert (refused.exit_code, refused.stderr) == (
        5,
        f"ldn: {link} is a link to a file that is not there: remove it, or choose another place with --db.\n",
    )
    assert not elsewhere.exists()


def test_a_link_that_another_user_made_is_not_followed(
    ldn: Ldn, journal_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ldn("log", "pain=4")
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    links = {name: tmp_path / f"link-{name}" for name in ("journal", "export", "backup")}
    links["journal"].symlink_to(journal_path)
    links["export"].symlink_to(target)
    links["backup"].symlink_to(tmp_path / "not there")
    assert ldn("--db", str(links["journal"]), "status").exit_code == 0
    stranger = 1 + max(os.geteuid(), 1)
    if os.geteuid() == 0:
        for link in links.values():
            os.lchown(link, stranger, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: stranger)
    for words in (
        ["--db", str(links["journal"]), "status"],
        ["export", "--force", "-o", str(links["export"])],
        ["backup", str(links["backup"])],
    ):
        refused = ldn(*words)
        assert refused.exit_code == 5
        assert "is a link that another user made: remove it, or choose another name." in refused.stderr
    assert target.read_text() == "mine"
    assert not (tmp_path / "not there").exists()


def test_a_file_that_appears_at_the_last_moment_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for has_links in (True, False):
        target = tmp_path / f"{has_links}.txt"
        target.write_text("theirs")
        if not has_links:
            monkeypatch.setattr(Path, "hardlink_to", no_links)
        with pytest.raises(CannotWrite, match="is there already: choose another name"):
            write_text_file(target, "ours", replace=False)
        assert target.read_text() == "theirs"
        fresh, part = tmp_path / f"{has_links}-new.txt", tmp_path / "part"
        part.write_text("ours")
        rename_to_new(part, fresh)
        assert fresh.read_text() == "ours"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "False-new.txt", "False.txt", "True-new.txt", "True.txt",
    ]  # fmt: skip


def no_links(self: Path, target: Path) -> None:
    raise PermissionError(1, "this disk knows no hard links")


def test_a_link_waiting_under_a_temporary_name_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names are not to be guessed; and if one were, the link would not be opened."""
    import tempfile

    victim = tmp_path / "victim.txt"
    victim.write_text("mine")
    (tmp_path / ".ldn-guessed.part").symlink_to(victim)
    monkeypatch.setattr(tempfile, "_get_candidate_names", lambda: iter(["guessed", "other"]))
    write_text_file(tmp_path / "report.txt", "text", replace=False)
    assert victim.read_text() == "mine"
    assert (tmp_path / "report.txt").read_text() == "text"
