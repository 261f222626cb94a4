"""`ldn doctor`."""

import hashlib
import json
import os
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from ldn_tui.cli.surroundings import terminal_findings
from ldn_tui.private_files import is_exposed
from tests.conftest import NOW, Ldn

needs_modes = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no owners and modes")


def look(ldn: Ldn, exit_code: int, *arguments: str, now: str | None = None) -> dict[str, list[tuple[str, str, str]]]:
    """Return what the doctor found, (state, said, remedy) of each thing."""
    called = ldn(*arguments, "doctor", "--json", now=now)
    assert (called.exit_code, called.stderr) == (exit_code, "")
    document: dict[str, Any] = json.loads(called.stdout)
    assert document["version"] == 1
    assert document["ok"] is (exit_code == 0)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for one in document["findings"]:
        found.setdefault(one["about"], []).append((one["state"], one["said"], one["remedy"]))
    return found


@pytest.fixture
def well(ldn: Ldn, journal_path: Path) -> Path:
    """A journal with a backup, where everything is as it should be."""
    ldn("log", "pain=4")
    assert ldn("backup").exit_code == 0
    return journal_path


def test_where_all_is_well_every_line_says_so(well: Path, ldn: Ldn) -> None:
    called = ldn("doctor")
    assert called.exit_code == 0
    lines, _, last = called.stdout.partition("\n\n")
    assert {line.split()[0] for line in lines.splitlines() if "terminal" not in line} == {"ok"}
    assert [line.split()[1] for line in lines.splitlines()] == [
        "journal", "schema", "integrity", "modes", "place", "backups", "conflicts", "disk", "settings", "terminal",
    ]  # fmt: skip
    for name in ("ldn-tui", "python", "sqlite", "textual"):
        assert f"{name} " in last


def test_looking_changes_nothing(well: Path, ldn: Ldn) -> None:
    well.chmod(0o644)

    def everything() -> dict[str, tuple[int, str]]:
        return {
            str(path): (path.stat().st_mode, hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
            for path in [well.parent, *well.parent.rglob("*")]
        }

    before = everything()
    ldn("doctor")
    assert everything() == before


def test_without_a_journal_there_is_nothing_to_do(ldn: Ldn, journal_path: Path) -> None:
    found = look(ldn, 0)
    assert found["journal"] == [("note", f"{journal_path} is not made yet", "`ldn` or `ldn log` begins it")]
    assert not journal_path.exists()


def test_a_lost_journal_with_backups_is_to_be_restored(well: Path, ldn: Ldn) -> None:
    well.unlink()
    assert look(ldn, 4)["journal"] == [
        ("do", f"{well} is not there, but backups are", "`ldn restore FILE` brings one back")
    ]


@needs_modes
def test_what_others_may_read_is_named_with_the_command_that_ends_it(well: Path, ldn: Ldn) -> None:
    well.chmod(0o640)
    assert look(ldn, 4)["modes"] == [("do", "other users may read the journal or a backup", f"chmod 600 {well}")]
    well.chmod(0o600)
    (well.parent / "backups").chmod(0o755)
    assert [one[2] for one in look(ldn, 4)["modes"]] == [f"chmod 700 {well.parent / 'backups'}"]
    (well.parent / "backups").chmod(0o700)
    well.parent.chmod(0o777)
    assert [one[2] for one in look(ldn, 4)["modes"]] == [f"chmod o-w {well.parent}"]
    well.parent.chmod(0o700)
    assert look(ldn, 0)["modes"] == [("ok", "only you may read the journal and the backups", "")]


@needs_modes
def test_of_a_link_the_folder_it_leads_to_is_looked_at_too(well: Path, ldn: Ldn, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    well.rename(shared / "journal.db")
    shared.chmod(0o777)
    well.symlink_to(shared / "journal.db")
    assert is_exposed(well)
    assert [one[2] for one in look(ldn, 4)["modes"]] == [f"chmod o-w {shared}"]


def test_a_damaged_and_a_foreign_file_are_named(well: Path, ldn: Ldn) -> None:
    data = bytearray(well.read_bytes())
    data[-4096:] = bytes([7]) * 4096
    well.write_bytes(data)
    ((state, said, remedy),) = look(ldn, 4)["integrity"]
    assert (state, remedy) == ("do", "`ldn backup --list` names the backups")
    assert "is damaged" in said
    well.write_text("Dear doctor")
    ((state, said, remedy),) = look(ldn, 4)["journal"]
    assert (state, "is not an ldn-tui journal" in said) == ("do", True)


def test_a_backup_from_a_clock_that_was_ahead_does_not_hide_that_the_last_one_is_old(well: Path, ldn: Ldn) -> None:
    assert ldn("backup", now="2031-01-01T12:00:00+01:00").exit_code == 0
    found = look(ldn, 4, now="2026-12-10T12:00:00+01:00")
    assert "17 days old" in found["backups"][0][1]
    assert found["clock"][0][0] == "do"
    assert "2031-01-01" in found["clock"][0][1]
    assert "set the clock" in found["clock"][0][2]


def test_old_missing_and_bad_backups_are_named(well: Path, ldn: Ldn) -> None:
    ((state, said, remedy),) = look(ldn, 4, now="2026-12-02T21:30:00+01:00")["backups"]
    assert (state, remedy) == ("do", "`ldn backup` makes one")
    assert said == f"1, the last sound one of Sun 22 Nov 2026 at {NOW:%H:%M}: 10 days old"
    (backup,) = (well.parent / "backups").iterdir()
    backup.write_bytes(backup.read_bytes()[:5000])
    found = look(ldn, 4)["backups"]
    assert [(state, said) for state, said, _ in found] == [
        ("do", f"not sound: {backup.name}"),
        ("do", "there is no sound one"),
    ]
    backup.unlink()
    assert look(ldn, 4)["backups"] == [("do", "there is no sound one", "`ldn backup` makes one")]


def test_a_conflict_copy_is_named_with_the_verb_that_compares_it(well: Path, ldn: Ldn) -> None:
    copy = well.with_name("journal.sync-conflict-20261122-101112-ABCDEFG.db")
    copy.write_bytes(well.read_bytes())
    assert look(ldn, 4)["conflicts"] == [("do", f"a synced folder left {copy.name}", f"ldn diff {copy}")]


def test_a_bad_configuration_hides_nothing_else(
    well: Path, ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('day_starts_at = "noon"\n')
    monkeypatch.setenv("LDN_CONFIG", str(config))
    found = look(ldn, 4)
    ((state, said, _),) = found["settings"]
    assert state == "do"
    assert f"{config}, line 1" in said
    assert found["journal"] == [("ok", str(well), "")]


def test_a_full_disk_is_named(well: Path, ldn: Ldn, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - the shape of what shutil returns
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage(100, 99, 1_500_000))
    assert look(ldn, 4)["disk"] == [("do", "1 MB free", "free some space: saving and backups need it")]


def test_a_link_is_named(well: Path, ldn: Ldn) -> None:
    link = well.with_name("link.db")
    link.symlink_to(well)
    found = look(ldn, 4, "--db", str(link))
    assert found["journal"] == [("note", f"{link} is a link to {well}", "")]


def test_the_terminal_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen:
        encoding = "latin-1"

        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Screen())
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "dumb")
    assert [(one.about, one.state, one.said) for one in terminal_findings()] == [
        ("terminal", "note", "TERM is dumb: no full screen"),
        ("signs", "note", "latin1: some signs cannot be drawn"),
        ("size", "note", "60 columns, 24 lines"),
    ]
    Screen.encoding = "UTF-8"
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "tmux-256color")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    assert [(one.state, one.said) for one in terminal_findings()] == [
        ("ok", "TERM is tmux-256color in tmux, 256 colours"),
        ("ok", "UTF-8"),
        ("ok", "80 columns, 24 lines"),
    ]


@pytest.mark.parametrize(("value", "said"), [("", "256 colours"), ("1", "no colours, as NO_COLOR asks")])
def test_only_a_no_color_that_is_not_empty_asks_for_none(
    monkeypatch: pytest.MonkeyPatch, value: str, said: str
) -> None:
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", value)
    assert next(terminal_findings()).said.endswith(said)
