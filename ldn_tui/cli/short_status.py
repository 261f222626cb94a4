"""`ldn status --short`: one short line for prompts and bars, which writes nothing and waits for nothing."""

import json

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.days import missing_from
from ldn_tui.domain.errors import NothingToDo
from ldn_tui.journal import Journal
from ldn_tui.reports.status_line import Standing, StatusLine


def say_in_short(session: Session, *, as_json: bool) -> None:
    """Print the line, or the JSON that bars like Waybar read.

    Raises:
        Exit: nothing is due: the answer is no, as an exit code, and no message.
        JournalError: the journal cannot be read as it is.
    """
    line = _status_line(session.glance())
    if as_json:
        text = session.in_its_signs(line.text)
        # The names are Waybar's: waybar-custom(5), "return-type".
        document = {"text": text, "alt": line.standing, "class": line.standing, "tooltip": line.in_words}
        click.echo(json.dumps(document, ensure_ascii=False))
    else:
        session.say(line.text)
    if line.standing is Standing.DONE:
        raise click.exceptions.Exit(NothingToDo.exit_code)


def _status_line(journal: Journal) -> StatusLine:
    status = journal.status()
    day = journal.day(status.today)
    asked = journal.facts().active_measures(status.today)
    return StatusLine(
        state=status.state,
        answered=len(asked) - len(missing_from(day, asked)),
        asked=len(asked),
        lacks_dose=status.planned_dose is not None and not day.doses,
        others_due=sum(item.kind != "day" for item in status.due),
        earlier=len(status.earlier_to_fill),
    )
