"""`ldn export`: the journal as text, for a program or for another journal."""

import sys
from pathlib import Path

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.text import visible, visible_lines
from ldn_tui.journal.export import export_diary, export_document
from ldn_tui.transfer.text_files import write_text_file

_FORMATS = ("csv", "json")
_COMPANIONS = ("-journal", "-wal", "-shm")


@click.command("export")
@click.option(
    "--format",
    "chosen",
    type=click.Choice(_FORMATS),
    help="json: everything, to be imported again. csv: a row a day, for a spreadsheet. Without it, what FILE ends in, "
    "else json.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE (readable by you only) instead of standard output.")
@click.pass_obj
def export_command(session: Session, chosen: str | None, output: str | None) -> None:
    """Write the journal as JSON or CSV.

    JSON is complete but for the steps (what was done when, and what undo would take back): imported into an empty
    journal, it gives the same journal. CSV has a row a day, a column a measure, and dose_mg, side_effects, rescue,
    impression, skip and note; `ldn import --map` reads it back.
    """
    target = None if output is None or output == "-" else Path(output)
    journal = session.open(create=False)
    as_csv = (chosen or _format_of(target)) == "csv"
    if target is not None:
        refuse_companions(target, journal.path)
    text = export_diary(journal) if as_csv else export_document(journal)
    if target is None:
        _print(text)
        return
    write_text_file(target, text)
    click.echo(f"Written: {visible(str(target))}", err=True)


def _format_of(target: Path | None) -> str:
    suffix = "" if target is None else target.suffix.lower().removeprefix(".")
    return suffix if suffix in _FORMATS else "json"


def refuse_companions(target: Path, journal: Path) -> None:
    """Make sure that SQLite would not take the export for a part of the journal."""
    companions = {journal.with_name(f"{journal.name}{ending}") for ending in _COMPANIONS}
    try:
        is_one = target.resolve() in {companion.resolve() for companion in companions}
    except (OSError, RuntimeError, ValueError):
        # What no file can be called is refused where it would be written.
        is_one = False
    if is_one:
        raise CannotWrite(f"{visible(str(target))} is a file the journal itself may need: choose another name.")


def _print(text: str) -> None:
    """Write `text` as it is to a file or a pipe, with signs for what a terminal would obey to a terminal."""
    if sys.stdout.isatty():
        click.echo(visible_lines(text), nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
