"""`ldn backup`: a copy of the journal that was checked, and the list of those there are."""

import json
from pathlib import Path

import click

from ldn_tui.cli.passphrase import read_passphrase
from ldn_tui.cli.session import Session
from ldn_tui.cli.written import refuse_unencrypted_age, warn_if_exposed
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import json_safe, visible
from ldn_tui.journal.backups import BackupBook, Checked, Reason
from ldn_tui.journal.copies import write_copy_to
from ldn_tui.journal.restore import size_in_words
from ldn_tui.private_files import make_private_folder
from ldn_tui.reports.text_table import text_table
from ldn_tui.storage.backup import Holdings
from ldn_tui.transfer.age import require_age


def backup_book(session: Session) -> BackupBook:
    """Return the backups of the journal in use, whether or not that can be opened."""
    return BackupBook(session.paths.journal, session.clock.now, session.config.day_starts_at)


@click.command(
    "backup",
    epilog="\b\nExamples:\n  ldn backup\n  ldn backup --list\n  ldn backup /media/stick/journal.db\n"
    "  ldn backup --encrypt journal.db.age",
)
@click.argument("file", required=False)
@click.option("--list", "as_list", is_flag=True, help="List the backups, each looked over from end to end.")
@click.option("--encrypt", is_flag=True, help="Encrypt it with a passphrase, which is asked for, or read from stdin.")
@click.option("--force", is_flag=True, help="Replace FILE, if it is an earlier copy of this journal or encrypted.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def backup_command(
    session: Session, file: str | None, as_list: bool, encrypt: bool, force: bool, as_json: bool
) -> None:
    """Make a copy of the journal now, check it from end to end, and only then give it its name.

    Without FILE it goes into the folder of the backups (`ldn paths`), where the app puts one every day, and one before
    every import, restore, migration and change of the trial. There the last one of each of 7 days, 4 weeks and 6
    months is kept. A copy in a FILE of your own stays until you remove it.
    """
    if as_list:
        if file is not None or encrypt or force:
            raise WrongUsage("--list makes no backup: leave FILE, --encrypt and --force out")
        _list(session, as_json=as_json)
        return
    if encrypt:
        require_age()
    elif file is not None:
        refuse_unencrypted_age(Path(file))
    # Looked over first: what is said of the journal is said by its own name.
    journal = session.open(create=False)
    book = journal.backups
    if file is None and not encrypt:
        made, held = book.make(Reason.BY_HAND)
        path = made.path
    else:
        if file is None:
            make_private_folder(book.folder)
        path = book.new_path(Reason.BY_HAND, encrypted=True) if file is None else Path(file)
        passphrase = read_passphrase(is_new=True) if encrypt else None
        held = write_copy_to(book, path, journal.clock.now(), passphrase, force=force)
    warn_if_exposed(session, path)
    if as_json:
        found = {"version": 1, "file": str(path), "encrypted": encrypt, **_held_json(held)}
        click.echo(json_safe(json.dumps(found, ensure_ascii=False, indent=2)))
        return
    session.say(f"Backed up and checked: {visible(str(path))} ({held_in_words(held)}).")


def held_in_words(held: Holdings) -> str:
    """Return what a copy holds, in a few words."""
    last = "" if held.last_day is None else f", the last {held.last_day.isoformat()}"
    return f"{size_in_words(held, ' with ')}{last}"


def _held_json(held: Holdings | None) -> dict[str, object]:
    if held is None:
        return {"journal": None, "days": None, "entries": None, "last_day": None}
    last_day = None if held.last_day is None else held.last_day.isoformat()
    return {"journal": held.journal_id, "days": held.days, "entries": held.values, "last_day": last_day}


def _list(session: Session, *, as_json: bool) -> None:
    book = backup_book(session)
    checked = [book.check(backup) for backup in book.all()]
    if as_json:
        found = {
            "version": 1,
            "folder": str(book.folder),
            "backups": [
                {
                    "file": str(one.backup.path),
                    "at": one.backup.at.isoformat(),
                    "reason": one.backup.reason.value,
                    "encrypted": one.backup.is_encrypted,
                    "good": None if one.backup.is_encrypted else one.held is not None,
                    "trouble": None if one.trouble is None else str(one.trouble),
                    **_held_json(one.held),
                }
                for one in checked
            ],
        }
        click.echo(json_safe(json.dumps(found, ensure_ascii=False, indent=2)))
        return
    if not checked:
        session.say("There are no backups yet: `ldn backup` makes one, and the app makes one every day.")
        return
    heads = ["made", "why", "days", "entries", "state", "file"]
    session.say(text_table(heads, [_line(one) for one in checked], numbers=["days", "entries"]))
    session.say(f"\nIn {visible(str(book.folder))}. `ldn restore FILE` shows what one would change, and asks.")


def _line(one: Checked) -> list[str]:
    held = one.held
    state = "encrypted" if one.backup.is_encrypted else "good" if held is not None else "damaged"
    return [
        f"{one.backup.at:%Y-%m-%d %H:%M}",
        one.backup.reason.in_words,
        "" if held is None else str(held.days),
        "" if held is None else str(held.values),
        state,
        visible(one.backup.path.name),
    ]
