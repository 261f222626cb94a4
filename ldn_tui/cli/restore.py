"""`ldn restore`: what a backup would change, and making it the journal."""

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import click

from ldn_tui.cli.backup import backup_book, held_in_words
from ldn_tui.cli.passphrase import read_passphrase
from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import NothingToDo, WrongUsage
from ldn_tui.domain.text import json_safe, visible
from ldn_tui.journal.backups import Backup
from ldn_tui.journal.restore import Differences, Restore, copy_called, differences_in_words, way_back

_BACK = "`ldn restore --back` brings the file before back."


@click.command(
    "restore",
    epilog="\b\nExamples:\n  ldn restore FILE --dry-run\n  ldn restore journal.db.age\n  ldn restore --back",
)
@click.argument("file", required=False)
@click.option("--back", is_flag=True, help="Bring back the file as it was before the last restore.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and stop.")
@click.option("--yes", is_flag=True, help="Restore without asking.")
@click.option("--force", is_flag=True, help="Restore an empty or poorer file, or another journal's.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def restore_command(
    session: Session, file: str | None, back: bool, dry_run: bool, yes: bool, force: bool, as_json: bool
) -> None:
    """Make a backup, an earlier copy or an encrypted one the journal.

    What it would change is shown first: days gained, lost and different. The present file is backed up before, so that
    `--back` brings it back in one step. FILE is a path, or the name of a backup or of a file beside the journal.
    """
    if (file is None) is not back:
        raise WrongUsage("name the FILE to restore (`ldn backup --list`), or use --back and no FILE")
    if as_json and not (dry_run or yes):
        raise WrongUsage("--json asks nothing: add --yes to restore, or --dry-run to look only")
    book = backup_book(session)
    found = way_back(book) if file is None else Restore.of_file(copy_called(file, book.journal), book, read_passphrase)
    with closing(found) as restore:
        if not as_json:
            session.say("\n".join(visible(line) for line in differences_in_words(restore.differences)) + "\n")
        if not (force or back or dry_run):
            restore.check()
        before, is_done = None, False
        if not dry_run and not restore.differences.is_same:
            if not yes:
                _ask()
            before, is_done = restore.carry_out(), True
        if as_json:
            _print_json(restore.differences, before, dry_run=dry_run, restored=is_done)
            return
        if is_done:
            session.say(f"Restored. {_way_back(before, restore.kept)}")
        elif restore.differences.is_same:
            session.say("Nothing to restore: the journal says the same already.")
        else:
            session.say("Nothing was restored: this was a dry run.")


def _way_back(before: Backup | None, kept: Path | None) -> str:
    if before is not None:
        return _BACK
    return (
        "There was no file before, or an empty one."
        if kept is None
        else f"The damaged file is kept: {visible(str(kept))}"
    )


def _ask() -> None:
    if not sys.stdin.isatty():
        raise WrongUsage("there is no terminal to ask on: add --yes to restore, or --dry-run to look only")
    if not click.confirm("Restore this?", err=True):
        raise NothingToDo("Nothing was restored.")


def _print_json(differences: Differences, before: Backup | None, *, dry_run: bool, restored: bool) -> None:
    found: dict[str, object] = {
        "version": 1,
        "gained": _texts(differences.gained),
        "lost": _texts(differences.lost),
        "different": _texts(differences.different),
        "other_tables": list(differences.other_tables),
        "holds": held_in_words(differences.copy),
        "objections": list(differences.objections()),
        "dry_run": dry_run,
        "restored": restored,
        "before": None if before is None else str(before.path),
    }
    click.echo(json_safe(json.dumps(found, ensure_ascii=False, indent=2)))


def _texts(days: Sequence[date]) -> list[str]:
    return [day.isoformat() for day in days]
