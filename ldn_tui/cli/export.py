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
# How an export of either format begins.
_EXPORT_HEADS = (b'{\n"version": ', b"day,")


@click.command(
    "export",
    epilog="\b\nExamples:\n  ldn export -o journal.json\n  ldn export --format csv | head -5",
)
@click.option(
    "--format",
    "chosen",
    type=click.Choice(_FORMATS),
    help="json: everything, to be imported again. csv: a row a day, for a spreadsheet. Without it, what FILE ends in, "
    "else json.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE (readable by you only) instead of standard output.")
@click.option("--force", is_flag=True, help="Replace FILE even if it is no export of ldn-tui.")
@click.pass_obj
def export_command(session: Session, chosen: str | None, output: str | None, force: bool) -> None:
    """Write the journal as JSON or CSV.

    JSON is complete but for the steps (what was done when, and what undo would take back): imported into an empty
    journal, it gives the same journal. CSV has a row a day, a column a measure, and dose_mg, side_effects, rescue,
    impression, skip and note; `ldn import --map` reads it back.
    """
    target = None if output is None or output == "-" else Path(output)
    journal = session.open(create=False)
    as_csv = (chosen or _format_of(target)) == "csv"
    text = export_diary(journal) if as_csv else export_document(journal)
    if target is None:
        _print(text)
        return
    if not force and target.is_file() and not _is_export(target):
        raise CannotWrite(
            f"{visible(str(target))} is there and is no export: choose another name, or add --force to replace it"
        )
    write_text_file(target, text)
    click.echo(f"Written: {visible(str(target))}", err=True)


def _is_export(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(max(map(len, _EXPORT_HEADS)))
    return not head or head.startswith(_EXPORT_HEADS)


def _format_of(target: Path | None) -> str:
    suffix = "" if target is None else target.suffix.lower().removeprefix(".")
    return suffix if suffix in _FORMATS else "json"


def _print(text: str) -> None:
    """Write `text` as it is to a file or a pipe, with signs for what a terminal would obey to a terminal."""
    if sys.stdout.isatty():
        click.echo(visible_lines(text), nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
