"""`ldn export`: the journal for another program, or for another journal."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from ldn_tui.cli.passphrase import read_passphrase
from ldn_tui.cli.session import Session
from ldn_tui.cli.written import refuse_unencrypted_age, say_written
from ldn_tui.domain.dates import parse_day
from ldn_tui.domain.errors import CannotWrite, WrongUsage
from ldn_tui.domain.text import visible, visible_lines
from ldn_tui.journal.copies import WrittenCopy, note_copy
from ldn_tui.journal.export import ExportForm, export_chunks, export_database, without_place
from ldn_tui.transfer.age import encrypt as encrypted
from ldn_tui.transfer.age import require_age
from ldn_tui.transfer.selection import Part, Selection, check_bounds, parse_parts
from ldn_tui.transfer.text_files import write_chunks

# What a file's name ends in, the longer first.
_ENDINGS = {
    ".fhir.json": ExportForm.FHIR,
    ".long.csv": ExportForm.CSV_LONG,
    ".json": ExportForm.JSON,
    ".csv": ExportForm.CSV,
    ".db": ExportForm.SQLITE,
    ".sqlite": ExportForm.SQLITE,
}
_DAY = "DAY"


@click.command(
    "export",
    epilog="\b\nExamples:\n  ldn export --notes -o journal.json\n  ldn export --format csv | head -5\n"
    "  ldn export --format csv-long --only ratings,doses --from 2026-11-01\n"
    "  ldn export -o copy.db\n  ldn export -o visit.fhir.json\n  ldn export --encrypt -o journal.json.age",
)
@click.option(
    "--format",
    "chosen",
    type=click.Choice([form.value for form in ExportForm]),
    help="json: all of it, to be imported again. csv: a row a day, for a spreadsheet. csv-long: a row a value, to be "
    "imported again. sqlite: a database without the log of changes. fhir: a FHIR R4 Bundle. Without it, what FILE ends "
    "in (.json, .csv, .long.csv, .db, .sqlite, .fhir.json), else json.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE (readable by you only) instead of standard output.")
@click.option("--from", "first_text", metavar=_DAY, help="The first day; without it, the earliest.")
@click.option("--to", "last_text", metavar=_DAY, help="The last day; without it, the latest.")
@click.option("--only", metavar="PART,PART", help=f"Only these parts: {', '.join(Part)}.")
@click.option(
    "--notes",
    is_flag=True,
    help="The notes, too, and your words on trials and medicines: they are left out unless asked for.",
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--encrypt", is_flag=True, help="Encrypt it with a passphrase, which is asked for, or read from stdin.")
@click.pass_obj
def export_command(
    session: Session,
    chosen: str | None,
    output: str | None,
    first_text: str | None,
    last_text: str | None,
    only: str | None,
    notes: bool,
    force: bool,
    encrypt: bool,
) -> None:
    """Write the journal for other programs: JSON, CSV, SQLite or FHIR.

    Notes, and what else you wrote in your own words (question, condition, reasons, a medicine's
    dose), are written only with --notes. Who helps with a sealed trial and where a diary was imported from is never
    written, nor is the log of what was done when. JSON with --notes, imported into an empty journal, gives the same
    journal but for that. A trial is written whole if it has a day of the range. `ldn schema` documents the formats;
    `ldn backup FILE` makes a copy that holds everything.
    """
    target = None if output is None or output == "-" else Path(output)
    journal = session.open(create=False)
    form = ExportForm(chosen) if chosen is not None else _form_of(target)
    first_typed, last_typed = (None if text is None else session.typed_day(text) for text in (first_text, last_text))
    selection = _selection(journal.today(), first_typed, last_typed, only, notes=notes)
    if encrypt:
        require_age()
    elif target is not None:
        refuse_unencrypted_age(target)
    if target is None and sys.stdout.isatty() and (encrypt or form is ExportForm.SQLITE):
        what = "an encrypted export" if encrypt else "a database"
        raise WrongUsage(f"{what} is no text for a terminal: name a file with -o")
    if target is not None and not force and target.exists():
        raise CannotWrite(f"{visible(str(target))} is there: choose another name, or add --force to replace it")
    if target is not None and form is ExportForm.SQLITE and not encrypt:
        export_database(journal, target, selection, force=force)
    else:
        chunks: Iterable[bytes] = export_chunks(journal, form, selection)
        if encrypt:
            chunks = (encrypted(b"".join(chunks), read_passphrase(is_new=True)),)
        if target is None:
            _print(chunks)
            _say_left_out(session, without_place(journal, form, selection), form)
            return
        write_chunks(target, chunks, replace=force)
    with suppress(CannotWrite):
        # It only helps `ldn forget` to name what still holds something.
        note_copy(journal.backups, WrittenCopy(target.absolute(), "export", journal.clock.now(), is_encrypted=encrypt))
    left_out = "" if Part.NOTES in selection.parts or only is not None else " (without notes: --notes adds them)"
    say_written(session, target, left_out)
    _say_left_out(session, without_place(journal, form, selection), form)


def _say_left_out(session: Session, parts: Sequence[str], form: ExportForm) -> None:
    """Say on stderr what the journal holds that the format has no place for."""
    if parts:
        said = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
        session.say(f"Not in {form}: {said}. --format json and --format sqlite hold all of it.", to_stderr=True)


def _selection(
    today: date, first_text: str | None, last_text: str | None, only: str | None, *, notes: bool
) -> Selection:
    first = None if first_text is None else parse_day(first_text, today, "--from")
    last = None if last_text is None else parse_day(last_text, today, "--to")
    check_bounds(first, last)
    return Selection(parse_parts(only, notes=notes), first, last)


def _form_of(target: Path | None) -> ExportForm:
    """Return what a file's name ends in; of an encrypted one, what stands before that."""
    name = "" if target is None else target.name.lower().removesuffix(".age")
    return next((form for ending, form in _ENDINGS.items() if name.endswith(ending)), ExportForm.JSON)


def _print(chunks: Iterable[bytes]) -> None:
    """Write as it is to a file or a pipe, with signs for what a terminal would obey to a terminal."""
    if sys.stdout.isatty():
        for chunk in chunks:
            click.echo(visible_lines(chunk.decode()), nl=False)
        return
    sys.stdout.flush()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
