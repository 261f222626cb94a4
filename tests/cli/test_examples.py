"""Every example of a help page, run for real on the demo's journal: it works, or is refused for what it meets."""

import shutil
from pathlib import Path

import pytest

from tests.cli.test_help import EVERY, call_in, examples, said_of
from tests.conftest import Ldn

# What an example begins with, and why the demo's journal, or a test without a terminal, refuses it.
REFUSED = {
    "ldn": "needs a terminal",
    "ldn demo": "needs a terminal",
    "ldn entry": "needs a terminal",
    "ldn forget day": "there is no terminal to ask on",
    "ldn forget everything": "there is no terminal to ask on",
    "ldn forget note yesterday": "Neither the journal nor a backup holds the note",
    "ldn --db ~/diary.db": "There is no journal at",
    "ldn remind": "Nothing is due now",
    "ldn restore --back": "no file from before a restore",
    "ldn restore journal.db.age": "there is none",
    "ldn backup /media/stick/journal.db": "there is no folder /media/stick",
    "ldn search": "nothing found",
    # The demo's trial is in its washout, decided, and not sealed.
    "ldn log pain=4 sleep=6.5": "no dose is planned",
    "ldn dose 4.5": "no dose is planned",
    "ldn dose 3": "no dose is planned",
    "ldn dose plan": "no dose is planned",
    'ldn dose "bottle 1"': "only in a sealed trial",
    "ldn decide continue": "This trial was decided",
    "ldn measure retire food": "retired already",
    "ldn medicine add naltrexone": "is in the list already",
    "ldn redo": "nothing to redo",
    "ldn medicine stop pregabalin": "'pregabalin' is unknown",
    "ldn measure move fatigue 2": "'fatigue' is unknown",
    "ldn measure revive food": "'food' is active",
    "ldn seal add": "the active one is before-after-stop",
    "ldn seal status": "Nothing is sealed",
    "ldn seal open sheet.txt": "there is none",
    "ldn seal open -": "is empty",
    "ldn trial new": "is active since",
    "ldn trial move": "no phase begins or ends there",
    "ldn trial resume": "no open pause",
    # It looks the computer over, too.
    "ldn doctor": "",
}
DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2026-11-20,November 20,Friday,21:00,good,"reading | walk","",""\n'
)
# With the package or without it: nobody types a passphrase here.
NO_ENCRYPTION = ("encrypted files need the package pyrage", "there is no passphrase on standard input")


@pytest.fixture
def folder(ldn: Ldn, demo: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples name."""
    made = tmp_path / "files"
    made.mkdir()
    monkeypatch.chdir(made)
    (made / "diary.csv").write_text("Day,Pain,Pain (0-100),Comment\n20.11.2026,4,40,x\n", "utf-8")
    (made / "daylio.csv").write_text(DAYLIO, "utf-8")
    ldn("backup", "FILE")
    for name in ("OTHER.db", "journal (conflicted copy 2026-11-22 101112).db"):
        shutil.copy(made / "FILE", made / name)
    return made


@pytest.mark.parametrize("path", EVERY, ids=said_of)
def test_examples_run(path: tuple[str, ...], ldn: Ldn, folder: Path, demo_file: Path, journal_path: Path) -> None:
    for line in examples(EVERY[path]):
        shutil.copy(demo_file, journal_path)
        if "import journal.json" in line:
            ldn("export", "-o", "journal.json")
        said = ldn(*call_in(line), input="pain=4\n" if "evening.txt" in line else None)
        assert "Traceback" not in said.stderr, line
        if said.exit_code:
            reasons = [reason for begin, reason in REFUSED.items() if f"{line} ".startswith(f"{begin} ")]
            assert any(reason in said.stderr for reason in (*reasons, *NO_ENCRYPTION)), (line, said.stderr)
            # Refused for what it meets, not for how it is written.
            assert "Usage:" not in said.stderr
            assert "see `ldn" not in said.stderr
