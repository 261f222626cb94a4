"""`ldn card`: the emergency card, to print and carry."""

from pathlib import Path

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.text import visible


@click.command("card", epilog="\b\nExamples:\n  ldn card\n  ldn card -o card.txt && lpr card.txt")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE (readable by you only) instead of standard output.")
@click.pass_obj
def card_command(session: Session, output: str | None) -> None:
    """Print the emergency card: half a page, written only from what you entered.

    It says what you take and what that means for opioids, and while a trial is sealed, whom to call.
    """
    from ldn_tui.journal.card import card_facts
    from ldn_tui.reports.emergency_card import card_text

    journal = session.open(create=False)
    text = card_text(card_facts(journal))
    if output is None or output == "-":
        click.echo(text, nl=False)
        return
    from ldn_tui.transfer.text_files import write_text_file

    target = Path(output)
    write_text_file(target, text)
    click.echo(f"Written: {visible(str(target))}", err=True)
