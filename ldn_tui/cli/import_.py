"""`ldn import`: a foreign diary or an exported journal, shown first and then taken in as one step."""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import click

from ldn_tui.cli.document_preview import DocumentPreview
from ldn_tui.cli.foreign_diary import DiaryDialogue, list_mappings
from ldn_tui.cli.passphrase import read_passphrase
from ldn_tui.cli.progress import progress
from ldn_tui.cli.session import PROGRAM, Session
from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import BadInput, MissingJournal, NothingToDo, WrongUsage
from ldn_tui.domain.text import json_safe, visible, visible_lines
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.journal.diary_preview import DiaryPreview
from ldn_tui.journal.document_import import compare_document, import_document
from ldn_tui.transfer.age import decrypt, is_age, require_age
from ldn_tui.transfer.column_map import ASK, Duplicates
from ldn_tui.transfer.csv_records import file_lines
from ldn_tui.transfer.journal_json import read_document
from ldn_tui.transfer.long_csv import is_long, read_long
from ldn_tui.transfer.row_lists import JOURNAL_FIELDS
from ldn_tui.transfer.saved_mappings import MappingTexts
from ldn_tui.transfer.text_files import TextFile, is_journal, read_text_file

_UNDO = "`ldn undo` takes the whole import back."


@click.command(
    "import",
    epilog=(
        "\b\n"
        "Examples:\n"
        "  ldn import journal.json\n"
        "  ldn import diary.csv --map date=Day,pain=Pain --dry-run\n"
        '  ldn import diary.csv --map date=1,pain="Pain (0-100)" --scale pain=0..100 \\\n'
        "      --date-format %d.%m.%Y --yes\n"
        "  ldn import daylio.csv --map pain=mood --scale pain=5..1 \\\n"
        '      --words "rad=5,good=4,meh=3,bad=2,awful=1" --duplicates keep \\\n'
        "      --save-mapping daylio\n"
        "  ldn import daylio.csv --mapping daylio --yes"
    ),
)
@click.argument("file", required=False)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="date=COL,pain=COL,...",
    help="What the columns of a CSV mean: date, any measure's key, dose (mg; 0 or none is not taken), note, "
    "recorded_at (an instant with its offset). COL is a name or a number from 1; a name with a comma stands in quotes: "
    'pain="Pain, worst". Of a file with a row a value, what= and value= are the columns that name what was rated and '
    "say its value; the rest is then mapped by name. Exports of Daylio, Bearable, Loop Habit Tracker and Track & Graph "
    "are recognised; without --map, columns are guessed by their names.",
)
@click.option(
    "--scale",
    "scales",
    multiple=True,
    metavar="pain=0..100",
    help="A measure's scale in the file: the value that means 0, and the one that means 10 (10..0 turns it round).",
)
@click.option(
    "--date-format",
    metavar="FMT",
    help="How dates are written, like %d.%m.%Y; needed where the file does not tell whether the day is first.",
)
@click.option(
    "--words",
    multiple=True,
    metavar="bad=2,good=8",
    help="The numbers that words in cells stand for; a scale is applied after that. n/a=- is no answer, n/a= counts as "
    "an empty cell.",
)
@click.option(
    "--duplicates",
    type=click.Choice([*(each.value for each in Duplicates), ASK]),
    help="What counts where a value is there twice: keep the journal's, and the file's first; replace them by the "
    "file's last; or ask, day by day. Without it the journal's stays, and a second one in the file is refused.",
)
@click.option(
    "--plain-table",
    is_flag=True,
    help="Read the file as it stands, even if it looks like an export of another app.",
)
@click.option("--mapping", metavar="NAME", help="Use a saved mapping; one made for the same header is used by itself.")
@click.option(
    "--save-mapping",
    metavar="NAME",
    help="Save what is said of the columns under a name, once the import is accepted; a dry run saves nothing.",
)
@click.option("--mappings", "lists_mappings", is_flag=True, help="List the saved mappings, and stop.")
@click.option("--dry-run", is_flag=True, help="Show what would be imported, and stop.")
@click.option("--yes", is_flag=True, help="Import without asking.")
@click.option("--json", "as_json", is_flag=True, help="For programs: the preview and the outcome as JSON.")
@click.pass_obj
def import_command(
    session: Session,
    file: str | None,
    maps: Sequence[str],
    scales: Sequence[str],
    date_format: str | None,
    words: Sequence[str],
    duplicates: str | None,
    plain_table: bool,
    mapping: str | None,
    save_mapping: str | None,
    lists_mappings: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Read a foreign diary (CSV, a row a day or a value) or an exported journal (JSON).

    What would be imported is shown first. What the journal has already stays as it is, so the same file can be
    imported again. The whole import is one step for `ldn undo`.
    """
    if lists_mappings:
        list_mappings(session)
        return
    if file is None:
        raise WrongUsage("name the file to import, or add --mappings to list the saved mappings")
    if as_json and not (dry_run or yes):
        raise WrongUsage("--json asks nothing: add --yes to import, or --dry-run to look only")
    path = Path(file)
    found = read_text_file(path, _decrypted)
    texts = MappingTexts(tuple(maps), tuple(scales), tuple(words), date_format, duplicates, plain_table)
    dialogue = DiaryDialogue(session, texts, mapping, save_mapping)
    with _journal_to_compare_with(session) as journal:
        preview = _preview(journal, path, found, dialogue)
    if not as_json:
        session.say(visible_lines(preview.text()) + "\n")
    if preview.has_news and not (dry_run or yes):
        _ask()
    # Before the import: where it cannot be saved, nothing was done yet.
    dialogue.save_mapping(is_accepted=not (dry_run or preview.is_useless))
    change = _write(session, preview, _source(path)) if preview.has_news and not dry_run else None
    if as_json:
        _print_json(preview, change, dry_run=dry_run)
    else:
        session.say(_outcome(preview, change, dry_run=dry_run))
    if change is not None and change.happened:
        session.remind_of_pinned_clock()
    if preview.is_useless:
        raise BadInput(f"file {visible(str(path))}: every row was refused; mend them or the options, and try again")


def _preview(journal: Journal, path: Path, found: TextFile, dialogue: DiaryDialogue) -> DiaryPreview | DocumentPreview:
    is_exported = _is_document(path, found.text)
    if is_exported and dialogue.says_anything:
        raise WrongUsage(
            "--map, --scale, --words, --date-format, --duplicates, --plain-table and mappings are for a CSV: leave "
            "them out for an exported journal"
        )
    if is_exported:
        return _preview_document(journal, path, found)
    if not dialogue.says_anything and is_long(file_lines(found.text)):
        return _preview_long(journal, path, found)
    return dialogue.preview(journal, path, found)


def _decrypted(data: bytes) -> bytes:
    """Return what an encrypted file holds, and any other as it is."""
    if not is_age(data):
        return data
    require_age()
    text = decrypt(data, read_passphrase())
    if is_journal(text):
        raise BadInput("is an encrypted backup, and no export: `ldn restore` reads it")
    return text


def _is_document(path: Path, text: str) -> bool:
    suffix = path.suffix.lower()
    return suffix == ".json" or (suffix not in {".csv", ".tsv"} and text.lstrip().startswith("{"))


@contextmanager
def _journal_to_compare_with(session: Session) -> Iterator[Journal]:
    """Yield the journal, or a passing one like a new one would be: looking at a file starts no journal."""
    known: Journal | None = None
    with suppress(MissingJournal):
        known = session.open(create=False)
    if known is not None:
        yield known
        return
    with tempfile.TemporaryDirectory(prefix="ldn-") as folder:
        journal = open_journal(
            Path(folder) / "journal.db",
            session.clock,
            session.config.day_starts_at,
            create=True,
            program=PROGRAM,
        )
        try:
            yield journal
        finally:
            journal.close()


def _preview_document(journal: Journal, path: Path, found: TextFile) -> DocumentPreview:
    try:
        if found.is_assumed:
            raise BadInput("is not UTF-8, as every exported journal is: export it again")
        # Exported on the other side of the world, it may already hold tomorrow.
        document = read_document(found.text, journal.today() + timedelta(days=1))
        return DocumentPreview(path, document, compare_document(journal, document))
    except BadInput as error:
        raise BadInput(f"file {visible(str(path))}: {error}") from None


def _preview_long(journal: Journal, path: Path, found: TextFile) -> DocumentPreview:
    try:
        own, measures = journal.repository.journal_row(), journal.repository.rows("measure")
        latest_day = journal.today() + timedelta(days=1)
        identity = {name: own[name] for name in JOURNAL_FIELDS}
        document = read_long(file_lines(found.text), identity, measures, latest_day)
        return DocumentPreview(path, document, compare_document(journal, document), is_long=True)
    except BadInput as error:
        raise BadInput(f"file {visible(str(path))}: {error}") from None


def _ask() -> None:
    if not sys.stdin.isatty():
        raise WrongUsage("there is no terminal to ask on: add --yes to import, or --dry-run to look only")
    if not click.confirm("Import this?", err=True):
        raise NothingToDo("Nothing was imported.")


def _source(path: Path) -> str:
    # A name that is not text in the file system's encoding could not be stored.
    return path.name.encode("utf-8", "replace").decode()


def _write(session: Session, preview: DiaryPreview | DocumentPreview, source: str) -> Change:
    session.close()
    journal = session.open(create=True)
    if isinstance(preview, DocumentPreview):
        return import_document(journal, preview.document, source)[1]
    with progress("Importing") as preview.lines.watch:
        return import_diary(journal, preview.diary, source, preview.columns.replaces)[1]


def _outcome(preview: DiaryPreview | DocumentPreview, change: Change | None, *, dry_run: bool) -> str:
    if change is not None and change.happened:
        return f"Done: {visible(change.summary)}. {_UNDO}"
    if preview.is_useless:
        return "Nothing was imported."
    if not preview.has_news or change is not None:
        return preview.no_news
    return "Nothing was imported: this was a dry run." if dry_run else "Nothing was imported."


def _print_json(preview: DiaryPreview | DocumentPreview, change: Change | None, *, dry_run: bool) -> None:
    imported = change is not None and change.happened
    found: dict[str, object] = {
        "version": 1,
        **preview.as_json(),
        "dry_run": dry_run,
        "imported": imported,
        "step": {"number": change.step, "summary": change.summary} if change is not None and imported else None,
    }
    click.echo(json_safe(json.dumps(found, ensure_ascii=False, indent=2)))
