"""The journal's file is replaced while the app runs: not a byte goes to another file, and what is typed is kept."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.faults.app_on_disk import app_on
from tests.faults.figures import Figure
from tests.faults.file_states import make_first_version
from tests.faults.verb_kills import make_diary, must

_SAID = {
    "another journal": ("is another journal now",),
    "an older journal of another": ("is another journal now",),
    "another program's database": ("is a database of another program",),
    "a text": ("is not an ldn-tui journal",),
    "nothing": ("is no longer there",),
}


def _make(kind: str, place: Path) -> None:
    match kind:
        case "another journal":
            must(place, "log", "pain=9")
        case "an older journal of another":
            make_first_version(place, 2)
        case "another program's database":
            with closing(sqlite3.connect(place)) as connection:
                connection.execute("CREATE TABLE t (x)")
                connection.commit()
        case "a text":
            place.write_text("not a journal\n" * 100, encoding="utf-8")


def replace_under_running_app(home: Path) -> Figure:
    """Put something else in the file's place, rate a day, and put the file back; then the same with a copy of it.

    Args:
        home: an empty folder.
    """
    lost: list[str] = []
    for kind, said in _SAID.items():
        lost += [f"{kind}: {what}" for what in _replaced_by(kind, said, home / kind.replace(" ", "-"))]
    lost += [f"a copy: {what}" for what in _replaced_by_copy(home / "copy")]
    came_of_it = f"by {', '.join(_SAID)}: said, not a byte written, all saved once it was back; by a copy: gone on with"
    return Figure("file replaced under the running app", len(_SAID) + 1, came_of_it, tuple(lost))


def _replaced_by(kind: str, said: tuple[str, ...], home: Path) -> list[str]:
    home.mkdir()
    make_diary(home)
    journal, other, kept = home / "journal.db", home / "elsewhere" / "other.db", home / "kept.db"
    other.parent.mkdir()
    _make(kind, other)
    lost = []
    with app_on(journal, home) as app:
        journal.rename(kept)
        content = b""
        if other.exists():
            shutil.copyfile(other, journal)
            content = journal.read_bytes()
        app.answer()
        if not (app.until(app.shows_answers) and app.until(app.says_waiting) and app.until(lambda: app.says(*said))):
            lost.append(f"the person is not told, or what they typed is gone:\n{app.terminal.text}")
        if (journal.read_bytes() if journal.exists() else b"") != content:
            lost.append("it was written to")
        if journal.with_name("journal.db-journal").exists():
            lost.append("something was left beside it")
        kept.replace(journal)
        if not app.until(app.has_saved):
            lost.append(f"it is not saved once the file is back:\n{app.terminal.text}")
    return lost


def _replaced_by_copy(home: Path) -> list[str]:
    home.mkdir()
    make_diary(home)
    journal = home / "journal.db"
    with app_on(journal, home) as app:
        shutil.copyfile(journal, home / "copy.db")
        (home / "copy.db").replace(journal)
        app.answer()
        if not (app.until(app.shows_answers) and app.until(app.has_saved)):
            return [f"it is not saved in the copy:\n{app.terminal.text}"]
    return []
