"""`ldn undo` and `ldn redo`: the way back, and forth again."""

import click

from ldn_tui.cli.session import PROGRAM, Session
from ldn_tui.domain.changes import Change
from ldn_tui.domain.text import visible


@click.command("undo", epilog="\b\nExamples:\n  ldn undo\n  ldn undo && ldn undo && ldn redo")
@click.pass_obj
def undo_command(session: Session) -> None:
    """Take back the last change, whoever made it. Call it again to go further back."""
    change = session.open(create=False).undo()
    session.say(f"Undone: {visible(change.summary)}{visible(_origin(change))}")
    session.remind_of_pinned_clock()


@click.command("redo", epilog="\b\nExample:\n  ldn redo")
@click.pass_obj
def redo_command(session: Session) -> None:
    """Bring back what was taken back last, unless something new was recorded since."""
    change = session.open(create=False).redo()
    session.say(f"Redone: {visible(change.summary)}{visible(_origin(change))}")
    session.remind_of_pinned_clock()


def _origin(change: Change) -> str:
    """Return a clause that says when a change was made, and by which program if not by the command line."""
    if change.by != PROGRAM:
        return change.origin
    # Every call is a process of its own: that another one made it says nothing.
    return "" if change.at is None else f" (made {change.at:%Y-%m-%d %H:%M})"
