"""`ldn card`: the emergency card, to print and carry."""

from pathlib import Path

import click

from ldn_tui.cli.session import Session
from ldn_tui.cli.written import say_written
from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.text import visible


@click.command("card", epilog="\b\nExamples:\n  ldn card\n  ldn card -o card.txt && lpr card.txt")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE (readable by you only) instead of standard output.")
@click.option("--force", is_flag=True, help="Replace FILE even if it is no card of ldn-tui.")
@click.pass_obj
def card_command(session: Session, output: str | None, force: bool) -> None:
    """Print the emergency card: half a page, written only from what you entered.

    It says what you take and what that means for opioids, and while a trial is sealed, whom to call.
    """
    from ldn_tui.journal.card import card_facts
    from ldn_tui.reports.emergency_card import card_text

    journal = session.open(create=False)
    text = card_text(card_facts(journal))
    if output is None or output == "-":
        session.say(text, ends_line=False)
        return
    from ldn_tui.transfer.text_files import write_text_file

    target = Path(output)
    is_there = target.is_file()
    if is_there and not force and not _is_card(target):
        raise CannotWrite(
            f"{visible(str(target))} is there and is no card: choose another name, or add --force to replace it"
        )
    write_text_file(target, text, replace=is_there or force)
    say_written(session, target)


def _is_card(path: Path) -> bool:
    from ldn_tui.reports.emergency_card import CARD_HEAD

    with path.open("rb") as file:
        head = file.read(len(CARD_HEAD))
    return not head or head == CARD_HEAD.encode()
