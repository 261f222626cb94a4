"""Opening the journal's file safely: what it is, is told from its first bytes before SQLite may touch it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ldn_tui.domain.errors import (
    CannotWrite,
    DamagedJournal,
    ForeignFile,
    JournalError,
    LdnError,
    LockedJournal,
    MissingJournal,
    NewerJournal,
)
from ldn_tui.domain.text import visible
from ldn_tui.storage.schema import APPLICATION_ID, SCHEMA_VERSION

APP_PATIENCE_MS = 50
COMMAND_PATIENCE_MS = 5000

_MAGIC = b"SQLite format 3\0"
_HEADER_LENGTH = 100
_MOVED_ERROR = "SQLITE_READONLY_DBMOVED"
_READ_ONLY_ERRORS = ("SQLITE_READONLY", "SQLITE_FULL", "SQLITE_PERM")
# Reading raises these, too.
_DISK_ERRORS = ("SQLITE_IOERR", "SQLITE_CANTOPEN")
_DAMAGE_ERRORS = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into the app's own, told apart by their names, never by their texts.

    Raises:
        LockedJournal: another program holds the file.
        DamagedJournal: the file is damaged.
        CannotWrite: the disk or its permissions refuse, or the file is no longer where it was.
        JournalError: any other error of the database.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error


def translate(error: sqlite3.Error, path: Path) -> LdnError:
    """Return the app's error for one of SQLite's."""
    name = getattr(error, "sqlite_errorname", None) or ""
    where = visible(str(path))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LockedJournal(f"Another program holds {where}: close it, or try again in a moment.")
    if name.startswith(_DAMAGE_ERRORS):
        return DamagedJournal(
            f"{where} is damaged ({name}): nothing was changed. Keep a copy of it, then put a backup in its place."
        )
    if name == _MOVED_ERROR:
        return CannotWrite(
            f"{where} was moved or replaced by another program while it was open: close and open it again."
        )
    if name.startswith(_DISK_ERRORS):
        return CannotWrite(
            f"{where} cannot be read or written ({name}): see that its disk is there and has space, and allow reading "
            "and writing the file and its folder."
        )
    if name.startswith(_READ_ONLY_ERRORS):
        return CannotWrite(
            f"{where} cannot be written ({name}): free some space, or allow writing to the file and its folder."
        )
    return JournalError(f"{where} cannot be used ({name or type(error).__name__}: {visible(str(error))}).")


def open_connection(
    path: Path, *, create: bool, patience_ms: int, before_migration: Callable[[], None] | None = None
) -> sqlite3.Connection:
    """Return a connection to the journal at `path`, its schema up to date.

    Args:
        path: the file.
        create: whether to make it (0600, its folder 0700) if there is none.
        patience_ms: how long to wait for another program's lock.
        before_migration: called, with the file still as it was, before an older journal gets the present schema.

    Raises:
        MissingJournal: there is no file and `create` is false.
        ForeignFile: the file is something else; it is left untouched.
        NewerJournal: a later version wrote it; it is left untouched.
        DamagedJournal: it is damaged; it is left untouched.
        LockedJournal: another program holds it.
        CannotWrite: it cannot be made or opened.
    """
    version = look_before_opening(path, create=create)
    with sqlite_errors(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=patience_ms / 1000, isolation_level=None
        )
        try:
            # Power cuts: DELETE with EXTRA lost no acknowledged save where WAL and FULL did.
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            # A change stays in memory until it is committed, so that until then a backup can still be made.
            connection.execute("PRAGMA cache_spill = OFF")
            if version != SCHEMA_VERSION:
                bring_up_to_date(connection, path, before_migration)
        except BaseException:
            connection.close()
            raise
    return connection


def quick_check(connection: sqlite3.Connection, path: Path) -> None:
    """Look the structure of the whole file over: every page, and every row's form.

    Raises:
        DamagedJournal: something is wrong with it.
    """
    with sqlite_errors(path):
        # The constraints of every row were held when it was written; to hold them again costs five times the rest.
        connection.execute("PRAGMA ignore_check_constraints = ON")
        try:
            findings = [str(row[0]) for row in connection.execute("PRAGMA quick_check(1)").fetchall()]
        finally:
            connection.execute("PRAGMA ignore_check_constraints = OFF")
    if findings != ["ok"]:
        raise DamagedJournal(
            f"{visible(str(path))} is damaged ({visible(findings[0])}): nothing was changed. "
            "Keep a copy of it, then put a backup in its place."
        )


def check_file(path: Path) -> None:
    """Look the file at `path` over through a connection of its own, which writes nothing.

    Raises:
        DamagedJournal: something is wrong with it.
        LockedJournal: another program holds it.
    """
    with sqlite_errors(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1, isolation_level=None)
    try:
        quick_check(connection, path)
    finally:
        connection.close()


def look_before_opening(path: Path, *, create: bool) -> int:
    """Return the schema version in the file's header; 0 for a new or empty file, or one to be recovered.

    Args:
        path: the file.
        create: whether to make it if there is none.

    Raises:
        MissingJournal: there is no file and `create` is false.
        ForeignFile: the file is something else.
        NewerJournal: a later version wrote it.
        DamagedJournal: it is cut short.
        CannotWrite: it cannot be read, or made.
    """
    where = visible(str(path))
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_LENGTH)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        header, size = b"", 0
        if create:
            _make_file(path)
    except (IsADirectoryError, NotADirectoryError):
        raise ForeignFile(f"{where} is not a file: name the journal's file.") from None
    except OSError as error:
        raise CannotWrite(f"{where} cannot be read ({error.strerror}): allow reading and writing it.") from None
    if header:
        return version_in(header, size, path)
    if not create:
        raise MissingJournal(f"There is no journal at {where}: `ldn` or `ldn log` starts one there.")
    return 0


def version_in(header: bytes, size: int, path: Path) -> int:
    """Return the schema version in a file's first bytes; 0 if SQLite has to recover it first.

    Args:
        header: its first 100 bytes, fewer if it has fewer.
        size: how many bytes it has.
        path: the file, or what it is called.

    Raises:
        ForeignFile: it is something else.
        NewerJournal: a later version wrote it.
        DamagedJournal: it is cut short.
    """
    where = visible(str(path))
    hot_journal = path.with_name(f"{path.name}-journal")
    if not header.startswith(_MAGIC):
        # A crash while the file was being made leaves a blank first page and a journal to roll back.
        if not header.strip(b"\0") and hot_journal.exists():
            return 0
        raise ForeignFile(f"{where} is not an ldn-tui journal: it was left untouched. Choose another file with --db.")
    if len(header) < _HEADER_LENGTH:
        raise DamagedJournal(f"{where} is damaged (cut short): put a backup in its place.")
    version = int.from_bytes(header[60:64], "big")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise ForeignFile(
            f"{where} is a database of another program: it was left untouched. Choose another file with --db."
        )
    if version > SCHEMA_VERSION:
        raise NewerJournal(
            f"{where} was written by a newer ldn-tui (schema {version}, this one knows {SCHEMA_VERSION}): "
            "it was left untouched. Update ldn-tui."
        )
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    pages = int.from_bytes(header[28:32], "big")
    # Another program may be growing the file just now: then its journal is there, or the pages are, a moment later.
    if size < pages * page_size and not hot_journal.exists() and path.stat().st_size < pages * page_size:
        raise DamagedJournal(
            f"{where} is damaged ({size} of {pages * page_size} bytes are there): "
            "nothing was changed. Keep a copy of it, then put a backup in its place."
        )
    return version


def _make_file(path: Path) -> None:
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
            path.parent.chmod(0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            if hasattr(os, "fchmod"):
                os.fchmod(descriptor, 0o600)
        finally:
            os.close(descriptor)
    except FileExistsError:
        return
    except OSError as error:
        raise CannotWrite(
            f"{visible(str(path))} cannot be made ({error.strerror}): choose another place with --db."
        ) from None


def bring_up_to_date(
    connection: sqlite3.Connection, path: Path, before_migration: Callable[[], None] | None = None
) -> None:
    """Bring the file to the present schema, in one transaction that no other first start can enter.

    Args:
        connection: an open connection to it.
        path: what errors call it.
        before_migration: called before an older journal is changed.

    Raises:
        NewerJournal: another process has brought it to a later schema meanwhile.
    """
    from sqlite_utils import Database

    from ldn_tui.storage.migrations import journal_migrations

    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise NewerJournal(f"{visible(str(path))} was written by a newer ldn-tui: update ldn-tui.")
        if 0 < version < SCHEMA_VERSION and before_migration is not None:
            before_migration()
        if version < SCHEMA_VERSION:
            journal_migrations.apply(Database(connection, execute_plugins=False))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        raise
