"""A journal left in the middle of a change, as a kill or a power cut leaves it, and made on purpose."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path


def leave_hot(journal: Path, target: Path) -> None:
    """Copy the file at `journal` to `target` while every note in it is being changed, with its way back beside it.

    Half of the new pages are in the copy already; the journal itself is as it was afterwards.

    Raises:
        AssertionError: its change is too small to be caught in the middle.
    """
    with closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 2")
        connection.execute("BEGIN IMMEDIATE")
        # As at the end of every change, the first page is among those that are put back.
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("UPDATE note SET text = upper(text)")
        hot = journal.with_name(f"{journal.name}-journal")
        assert hot.stat().st_size > 512, "the change was not spilled to the disk"
        shutil.copyfile(journal, target)
        shutil.copyfile(hot, target.with_name(f"{target.name}-journal"))
        connection.execute("ROLLBACK")
