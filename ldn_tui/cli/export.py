"""`ldn export`: the journal as text, for a program or for another journal."""

import sys
from contextlib import suppress
from pathlib import Path

import click

from ldn_tui.cli.passphrase import read_passphrase
from ldn_tui.cli.session import Session
from ldn_tui.cli.written import say_written
from ldn_tui.domain.errors import CannotWrite, WrongUsage
from ldn_tui.domain.text import visible, visible_lines
from ldn_tui.journal.copies import WrittenCopy, note_copy
from ldn_tui.journal.export import export_diary, export_document
from ldn_tui.transfer.age import encrypt as encrypted
from ldn_tui.transfer.age import require_age
from ldn_tui.transfer.text_files import write_file

_FORMATS = ("csv", "json")
# How an export of either format begins.
_EXPORT_HEADS = (b'{\n"version": ', b"day,")


@click.command(
    "export",
    epilog="\b\nExamples:\n  ldn export -o journal.json\n  ldn export --format csv | head -5\n"
    "  ldn export --encrypt -o journal.json.age",
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
@click.option("--encrypt", is_flag=True, help="Encrypt it with a passphrase, which is asked for, or read from stdin.")
@click.pass_obj
def export_command(session: Session, chosen: str | None, output: str | None, force: bool, encrypt: bool) -> None:
    """Write the journal as JSON or CSV.

    JSON is complete but for the steps (what was done when, and what undo would take back): imported into an empty
    journal, it gives the same journal. CSV has a row a day, a column a measure, and dose_mg, side_effects, rescue,
    impression, skip and note; `ldn import --map` reads it back.
    """
    target = None if output is None or output == "-" else Path(output)
    journal = session.open(create=False)
    as_csv = (chosen or _format_of(target)) == "csv"
    if encrypt:
        require_age()
        if target is None and sys.stdout.isatty():
            raise WrongUsage("an encrypted export is no text for a terminal: name a file with -o")
    text = export_diary(journal) if as_csv else export_document(journal)
    data = encrypted(text.encode(), read_passphrase(is_new=True)) if encrypt else text.encode()
    if target is None:
        _print(text, data)
        return
    is_there = target.is_file()
    if is_there and not force and not _is_export(target):
        raise CannotWrite(
            f"{visible(str(target))} is there and is no export: choose another name, or add --force to replace it"
        )
    write_file(target, data, replace=is_there or force)
    with suppress(CannotWrite):
        # It only helps `ldn forget` to name what still holds something.
        note_copy(journal.backups, WrittenCopy(target.absolute(), "export", journal.clock.now(), is_encrypted=encrypt))
    say_written(target)


def _is_export(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(max(map(len, _EXPORT_HEADS)))
    return not head or head.startswith(_EXPORT_HEADS)


def _format_of(target: Path | None) -> str:
    """Return what a file's name ends in; of an encrypted one, what stands before that."""
    named = None if target is None else target.with_suffix("") if target.suffix.lower() == ".age" else target
    suffix = "" if named is None else named.suffix.lower().removeprefix(".")
    return suffix if suffix in _FORMATS else "json"


def _print(text: str, data: bytes) -> None:
    """Write `data` as it is to a file or a pipe, `text` with signs for what a terminal would obey to a terminal."""
    if sys.stdout.isatty():
        click.echo(visible_lines(text), nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
