"""`ldn forget`: a note, a day or everything, for good."""

import sys
from contextlib import suppress

import click

from ldn_tui.cli.session import Session, read_day_option
from ldn_tui.domain.errors import NothingToDo, WrongUsage
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from ldn_tui.journal.forgetting import Forgetting, StillHeld, forget, is_held, rewrite_backups, still_held


@click.group(
    "forget",
    invoke_without_command=False,
    epilog="\b\nExamples:\n  ldn forget note yesterday\n  ldn forget day 2026-11-20\n  ldn forget everything",
)
def forget_command() -> None:
    """Forget a note, a day or everything for good.

    It goes from the tables, from the log that undo walks along, and from the free pages of the file. Undo does not
    bring it back. The backups and exports that still hold it are named; the backups can be rewritten without it.
    """


_OPTIONS = (
    click.option("--yes", is_flag=True, help="Forget without asking."),
    click.option("--backups/--keep-backups", "rewrite", default=None, help="Rewrite the backups too, or leave them."),
)


def _with_options(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@forget_command.command("note", epilog="\b\nExample:\n  ldn forget note yesterday")
@click.argument("day")
@_with_options
@click.pass_obj
def forget_note(session: Session, day: str, yes: bool, rewrite: bool | None) -> None:
    """Forget the note of DAY, with every earlier version of it."""
    _forget(session, Forgetting.of_note(read_day_option(session, day)), yes=yes, rewrite=rewrite)


@forget_command.command("day", epilog="\b\nExample:\n  ldn forget day 2026-11-20")
@click.argument("day")
@_with_options
@click.pass_obj
def forget_day(session: Session, day: str, yes: bool, rewrite: bool | None) -> None:
    """Forget all that was ever recorded for DAY."""
    _forget(session, Forgetting.of_day(read_day_option(session, day)), yes=yes, rewrite=rewrite)


@forget_command.command("everything", epilog="\b\nExample:\n  ldn forget everything")
@_with_options
@click.pass_obj
def forget_everything(session: Session, yes: bool, rewrite: bool | None) -> None:
    """Forget the whole journal: a new, empty one takes its place. Its backups are removed if you want that."""
    _forget(session, Forgetting.of_everything(), yes=yes, rewrite=rewrite)


def _forget(session: Session, forgetting: Forgetting, *, yes: bool, rewrite: bool | None) -> None:
    journal = session.open(create=False)
    is_here = is_held(journal, forgetting)
    if is_here:
        if not yes:
            _ask(session, f"Forget {forgetting.said}, for good? Undo does not bring it back.", "--yes")
        forget(journal, forgetting)
        session.say(f"Forgotten: {forgetting.said}.")
    else:
        # The free pages may hold it still: the disk may have been too full to write them anew the last time.
        with suppress(NothingToDo):
            forget(journal, forgetting)
    # Looked for only now: the app may have made a backup until a moment ago.
    held = still_held(journal, forgetting)
    if not is_here and not held.backups:
        raise NothingToDo(f"Neither the journal nor a backup holds {forgetting.said}.")
    _deal_with_backups(session, journal, forgetting, held, rewrite=rewrite)
    _name_what_is_left(session, held)
    session.remind_of_pinned_clock()


def _deal_with_backups(
    session: Session, journal: Journal, forgetting: Forgetting, held: StillHeld, *, rewrite: bool | None
) -> None:
    if not held.backups:
        session.say("No backup that can be read holds it.")
        return
    is_everything = forgetting.purge.day is None
    doing, done = ("Remove", "Removed") if is_everything else ("Rewrite", "Rewritten")
    many = len(held.backups)
    session.say(
        f"{many} backup{'s' * (many != 1)} in {visible(str(journal.backups.folder))} still hold{'s' * (many == 1)} it:"
    )
    for backup in held.backups:
        session.say(f"  {visible(backup.path.name)}")
    if rewrite is None:
        rewrite = sys.stdin.isatty() and click.confirm(
            f"{doing} them{'' if is_everything else ' without it'}?", err=True
        )
    if not rewrite:
        session.say("They were left as they are; the same call with --backups changes them.")
        return
    rewrite_backups(forgetting, held, lambda path: session.say(f"{done}: {visible(path.name)}"))


def _name_what_is_left(session: Session, held: StillHeld) -> None:
    left = [f"{visible(str(backup.path))} (it cannot be read here)" for backup in held.unread]
    left += [
        f"{visible(str(copy.path))} ({'encrypted ' if copy.is_encrypted else ''}{copy.what} of {copy.at:%Y-%m-%d})"
        for copy in held.copies
    ]
    left += [visible(str(path)) for path in held.beside]
    if left:
        session.say("These may hold it too, and are yours to remove:")
        for line in left:
            session.say(f"  {line}")
    session.say("Reports, cards and charts that you saved are not looked for.")


def _ask(session: Session, question: str, option: str) -> None:
    if not sys.stdin.isatty():
        raise WrongUsage(f"there is no terminal to ask on: add {option}")
    if not click.confirm(session.in_its_signs(question), err=True):
        raise NothingToDo("Nothing was forgotten.")
