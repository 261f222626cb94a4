"""Damage that the first picture meets: the app ends with the message of any verb."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="needs pseudo-terminals")

from ldn_tui.domain.errors import DamagedJournal
from ldn_tui.journal import Journal
from ldn_tui.journal.backups import BackupBook, Reason
from tests.conftest import DAY_STARTS_AT, NOW
from tests.terminal import LDN, Terminal, environment
from tests.tui.test_damage import overwrite


def test_damage_met_before_the_first_picture_ends_the_app_with_the_way_out(journal: Journal, tmp_path: Path) -> None:
    journal.rate(journal.today(), "pain", 4)

    def yesterday() -> datetime:
        return NOW - timedelta(days=1)

    backup, _ = BackupBook(journal.path, yesterday, DAY_STARTS_AT).make(Reason.DAILY)
    journal.close()
    damaged = overwrite(journal.path, "note")
    terminal = Terminal(LDN, environment(tmp_path, journal.path, LDN_NOW=NOW.isoformat()), columns=100)
    assert terminal.end() == DamagedJournal.exit_code
    said = "".join(terminal.lines())
    assert "journal.db is damaged" in said
    assert f"ldn restore {backup.path.name}" in said
    assert journal.path.read_bytes() == damaged
