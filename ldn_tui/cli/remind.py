"""`ldn remind`: say what is due, once each; a timer of the desktop calls it, no daemon."""

import os
import sys
from collections.abc import Sequence

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.due import DueItem
from ldn_tui.domain.errors import MissingJournal, NothingToDo
from ldn_tui.paths import state_folder

_TITLE = "Diary"
_BELL = "\a"


@click.command(
    "remind",
    epilog=(
        "\b\n"
        "A planned dose is due from its own time on; today's entry, earlier days to\n"
        "fill and what the trial asks for from the time of the setting\n"
        "`remind_after` (20:00) on. Each is said once: `ldn status` says what it is.\n"
        "Exit code 0: something was said. 1: there was nothing to say.\n"
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn remind\n"
        "  ldn remind --again\n"
        "  ldn remind --print systemd\n"
        "  ldn --db ~/diary.db remind --print cron"
    ),
)
@click.option("--again", is_flag=True, help="Say what was said already, too.")
@click.option(
    "--unattended",
    is_flag=True,
    help="For timers: no word if nothing is due, and where no desktop can be reached, keep it for the next call.",
)
@click.option(
    "--print",
    "timer",
    type=click.Choice(["systemd", "cron", "launchd"]),
    help="Print a timer for a desktop session instead, and where to put it.",
)
@click.pass_obj
def remind_command(session: Session, again: bool, unattended: bool, timer: str | None) -> None:
    """Remind of what is due, by a desktop notification, else by a bell and a line. Neither tells what it is.

    It says how many things are due, and no more: a locked screen shows it to everybody.
    """
    if timer is not None:
        _print_timer(session, timer)
        return
    from ldn_tui.journal.reminders import what_to_remind_of
    from ldn_tui.journal.said_reminders import SaidReminders

    try:
        journal = session.open(create=False)
    except MissingJournal:
        if unattended:
            # A timer may be there before the first entry: there is nothing to be reminded of.
            raise click.exceptions.Exit(NothingToDo.exit_code) from None
        raise
    due = what_to_remind_of(journal, session.config.remind_after)
    memory = SaidReminders(state_folder(), journal.path, journal.today())
    # What cannot be remembered is not said: it would be said again and again.
    news = due if again else memory.claim(due)
    if again and due:
        memory.remember(due)
    if not news:
        if unattended:
            raise click.exceptions.Exit(NothingToDo.exit_code)
        raise NothingToDo("Nothing new is due." if due else "Nothing is due now: `ldn status` says how today stands.")
    if not _say(session, news, due, unattended=unattended):
        memory.forget(news)
        raise click.exceptions.Exit(NothingToDo.exit_code)
    session.remind_of_pinned_clock()


def _say(session: Session, news: Sequence[DueItem], due: Sequence[DueItem], *, unattended: bool) -> bool:
    """Say it on the desktop, else here; return whether it could be said at all."""
    from ldn_tui.cli.notifications import notify

    text = _in_words(len(news), is_all=len(news) == len(due))
    if notify(_TITLE, f"{text}."):
        if not unattended:
            session.say(f"{text} in your diary: the desktop shows it, `ldn status` says more.")
        return True
    if unattended:
        return False
    if sys.stdout.isatty():
        click.echo(_BELL, nl=False)
    session.say(f"{text} in your diary: `ldn status` says more.")
    return True


def _in_words(count: int, *, is_all: bool) -> str:
    new = "" if is_all else "new "
    return f"1 {new}thing is due" if count == 1 else f"{count} {new}things are due"


def _print_timer(session: Session, name: str) -> None:
    from ldn_tui.cli import timers

    call = timers.remind_call(session)
    if name == "systemd":
        timer = timers.systemd_timer(call)
    elif name == "launchd":
        timer = timers.launchd_timer(call)
    else:
        timer = timers.cron_timer(call, os.getuid() if hasattr(os, "getuid") else 0)
    click.echo(timer.text, nl=False)
    if timer.warning:
        session.say(timer.warning, to_stderr=True)
    session.say("To put it in place and switch it on:", to_stderr=True)
    for step in timer.steps:
        click.echo(f"  {step}", err=True)
