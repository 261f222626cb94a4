"""Builds that lose something: a test that does not notice them tests nothing. Each is put in place in a process."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.storage import backup
from ldn_tui.storage.repository import Repository

_SLOW_SECONDS = 0.1


def skip_commit() -> None:
    """Let a change look saved to the process that made it, and to nobody else."""

    @contextmanager
    def transaction(repository: Repository) -> Iterator[None]:
        if not repository._connection.in_transaction:
            repository._connection.execute("BEGIN IMMEDIATE")
        yield

    _put(Repository, "transaction", transaction)


def swallow_errors() -> None:
    """Let a change that the disk refuses pass for one that was saved."""
    careful = Repository.transaction

    @contextmanager
    def transaction(repository: Repository) -> Iterator[None]:
        with suppress(CannotWrite), careful(repository):
            yield

    _put(Repository, "transaction", transaction)


def commit_in_pieces() -> None:
    """Let every row of a change be a transaction of its own."""

    @contextmanager
    def transaction(repository: Repository) -> Iterator[None]:
        # Without the syncs, or the test would take a minute.
        repository._connection.execute("PRAGMA synchronous = OFF")
        yield

    _put(Repository, "transaction", transaction)


def copy_under_the_good_name() -> None:
    """Let a backup be filled under its own name, on a slow disk."""

    @contextmanager
    def part_beside(target: Path, *, replace: bool) -> Iterator[Path]:
        del replace
        target.touch(mode=0o600)
        time.sleep(_SLOW_SECONDS)
        yield target

    _put(backup, "part_beside", part_beside)


def _put(owner: object, name: str, worse: object) -> None:
    # The process does nothing else and ends soon: there is nothing to put back.
    setattr(owner, name, worse)


if __name__ == "__main__":
    from ldn_tui.cli import run

    skip_commit()
    sys.exit(run(sys.argv[1:]))
