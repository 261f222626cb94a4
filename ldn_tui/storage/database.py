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
from ldn_tui.private_files import (
    DATABASE_MAGIC,
    keep_file_private,
    make_file,
    make_folder,
    refuse_companions,
    refuse_shared_folder,
    refuse_strangers_link,
)
from ldn_tui.storage.connections import connect, first_bytes
from ldn_tui.storage.hot_journal import hot_journal_of, refuse_foreign_hot_journal
from ldn_tui.storage.schema import APPLICATION_ID, SCHEMA_VERSION

APP_PATIENCE_MS = 50
COMMAND_PATIENCE_MS = 5000

_HEADER_LENGTH = 100
# What every page of the schema, and every page of the log, holds somewhere.
_MARKS = (b"rating_by_day ON rating", b'"recorded_at": "')
_PIECE, _PIECES_LOOKED_AT = 1 << 20, 256
_MOVED_ERROR = "SQLITE_READONLY_DBMOVED"
_FULL_ERROR = "SQLITE_FULL"
_READ_ONLY_ERRORS = ("SQLITE_READONLY", "SQLITE_PERM")
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
    except UnicodeDecodeError as error:
        # Not even what SQLite says of the file, which quotes it, can be read.
        raise damaged(path, "a text in it is not UTF-8") from error


def translate(error: sqlite3.Error, path: Path) -> LdnError:
    """Return the app's error for one of SQLite's."""
    name = getattr(error, "sqlite_errorname", None) or ""
    where = visible(str(path))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return locked(path)
    if name.startswith(_DAMAGE_ERRORS):
        return damaged_in_its_words(path, name)
    if not name and "UTF-8" in str(error):
        # Python's own error, which has no name, and quotes the text.
        return damaged(path, "a text in it is not UTF-8")
    if name == _MOVED_ERROR:
        return CannotWrite(
            f"{where} was moved or replaced by another program while it was open: close and open it again."
        )
    if name.startswith(_DISK_ERRORS):
        return CannotWrite(
            f"{where} cannot be read or written ({name}): see that its disk is there and has space, and allow reading "
            "and writing the file and its folder."
        )
    if name == _FULL_ERROR:
        return CannotWrite(f"{where} cannot be written, the disk is full: free some space.")
    if name.startswith(_READ_ONLY_ERRORS):
        return CannotWrite(f"{where} cannot be written ({name}): allow writing to the file and its folder.")
    return JournalError(f"{where} cannot be used ({name or type(error).__name__}: {visible(str(error))}).")


def locked(path: Path) -> LockedJournal:
    """Return the error for a file whose lock another program holds, with that program's name where it can be told."""
    from ldn_tui.storage.holder import holder_of

    holder = holder_of(path)
    who = "Another program" if holder is None else visible(str(holder))
    return LockedJournal(f"{who} holds {visible(str(path))}: close that program, or try again in a moment.", who)


def damaged(path: Path, what: str) -> DamagedJournal:
    """Return the error for the file at `path`, with `what` is wrong with it."""
    return DamagedJournal(
        f"{visible(str(path))} is damaged: {visible(what)}. Nothing was changed; put a backup in its place.", path
    )


def damaged_in_its_words(path: Path, finding: str) -> DamagedJournal:
    """Return the error for the file at `path`, with what SQLite found: in plain words, and behind them in its own."""
    from ldn_tui.storage.damage_words import in_plain_words

    return damaged(path, f"{in_plain_words(finding)} ({finding})")


def open_connection(
    path: Path,
    *,
    create: bool,
    patience_ms: int,
    before_migration: Callable[[], None] | None = None,
    examine: Callable[[sqlite3.Connection], None] | None = None,
) -> sqlite3.Connection:
    """Return a connection to the journal at `path`, its schema up to date.

    Args:
        path: the file.
        create: whether to make it (0600, its folder 0700) if there is none.
        patience_ms: how long to wait for another program's lock.
        before_migration: called, with the file still as it was, before an older journal gets the present schema.
        examine: called before anything is written; what it raises leaves the file as it is.

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
        connection = connect(path, "rw", patience_ms / 1000)
        try:
            # Power cuts: DELETE with EXTRA lost no acknowledged save where WAL and FULL did.
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            # A change stays in memory until it is committed, so that until then a backup can still be made.
            connection.execute("PRAGMA cache_spill = OFF")
            # Another program may have given it a log ahead of the file, of which copies and looks know nothing. While
            # others have it open, it stays.
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode = DELETE")
            if examine is not None:
                examine(connection)
            if version != SCHEMA_VERSION:
                bring_up_to_date(connection, path, before_migration)
        except BaseException:
            connection.close()
            raise
    return connection


def sqlite_version() -> str:
    """Return the version of SQLite that is at work."""
    return sqlite3.sqlite_version


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
    refuse_strangers_link(path)
    try:
        if path.exists() and not path.is_file():
            # A pipe would be waited for, and a device given another mode.
            raise _not_a_file(path)
        header, size = first_bytes(path, _HEADER_LENGTH)
    except FileNotFoundError:
        header, size = b"", 0
        if create:
            _make_file(path)
    except (IsADirectoryError, NotADirectoryError):
        raise _not_a_file(path) from None
    except OSError as error:
        raise CannotWrite(f"{where} cannot be read ({error.strerror}): allow reading and writing it.") from None
    if header:
        refuse_foreign_hot_journal(path)
        try:
            return version_in(header, size, path)
        except ForeignFile:
            if _is_what_is_left_of_a_journal(path):
                raise damaged(path, "its first bytes are no longer a journal's") from None
            raise
    if create:
        _refuse_companions(path)
        # An empty file somebody else made ready keeps its place, and not its mode.
        keep_file_private(path)
    else:
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
    hot_journal = hot_journal_of(path)
    if not header.startswith(DATABASE_MAGIC):
        # A crash while the file was being made leaves a blank first page and a journal to roll back.
        if not header.strip(b"\0") and hot_journal.exists():
            return 0
        raise ForeignFile(f"{where} is not an ldn-tui journal: it was left untouched. Choose another file with --db.")
    if len(header) < _HEADER_LENGTH:
        raise damaged(path, "it was cut short")
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
        raise damaged(path, f"it was cut short, {size:,} of {pages * page_size:,} bytes are there")
    return version


def _is_what_is_left_of_a_journal(path: Path) -> bool:
    """Return whether a file with a foreign header is a journal all the same: all zeros, or with the marks of one."""
    is_blank, carried = True, b""
    with suppress(OSError), path.open("rb") as file:
        for _ in range(_PIECES_LOOKED_AT):
            piece = file.read(_PIECE)
            if not piece:
                return is_blank
            is_blank = is_blank and not piece.strip(b"\0")
            # A text, like an export, may hold the same words; a database holds zeros besides.
            if b"\0" in piece and any(mark in carried + piece for mark in _MARKS):
                return True
            carried = piece[-_HEADER_LENGTH:]
    return False


def _not_a_file(path: Path) -> ForeignFile:
    return ForeignFile(f"{visible(str(path))} is not a file: name the journal's file.")


def _refuse_companions(path: Path) -> None:
    # Where what lies beside cannot be read, it cannot be told.
    with suppress(OSError):
        refuse_companions(Path(os.path.realpath(path)))


def _make_file(path: Path) -> None:
    _refuse_companions(path)
    make_folder(path.parent)
    refuse_shared_folder(path.parent)
    if path.is_symlink():
        raise CannotWrite(
            f"{visible(str(path))} is a link to a file that is not there: remove it, or choose another place with --db."
        )
    try:
        make_file(path)
    except FileExistsError:
        # Another first start was quicker.
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
        if version < SCHEMA_VERSION and version != _count_migrations(connection):
            raise damaged(path, f"its header speaks of schema {version}, which it does not have")
        if 0 < version < SCHEMA_VERSION and before_migration is not None:
            before_migration()
        if version < SCHEMA_VERSION:
            journal_migrations.apply(Database(connection, execute_plugins=False))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        # Nothing is left to take back where SQLite did so itself, as on a full disk.
        with suppress(sqlite3.Error):
            connection.rollback()
        raise


def _count_migrations(connection: sqlite3.Connection) -> int:
    """Return how many steps brought the file to its schema; there is one a version."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchall():
        return 0
    return int(connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0])
