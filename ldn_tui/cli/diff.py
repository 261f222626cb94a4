"""`ldn diff`: what the journal and another copy of it say differently."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click

from ldn_tui.cli.passphrase import read_passphrase
from ldn_tui.cli.session import Session
from ldn_tui.domain.text import json_safe, visible
from ldn_tui.journal.comparison import Comparison, DayDifference, Where, compare, table_in_words
from ldn_tui.journal.restore import copy_called, load_copy, size_in_words
from ldn_tui.storage.backup import Holdings
from ldn_tui.storage.loaded import LoadedJournal

DIFFERS = 1


@click.command(
    "diff",
    epilog='\b\nExamples:\n  ldn diff "journal (conflicted copy 2026-11-22 101112).db"\n  ldn diff OTHER.db --json',
)
@click.argument("other")
@click.option("--json", "as_json", is_flag=True, help="For programs; `version` says which form it has.")
@click.pass_context
def diff_command(ctx: click.Context, other: str, as_json: bool) -> None:
    """Say which days only the journal or only OTHER has, and which values differ. Neither is changed.

    OTHER is a path, or the name of a backup or of a file beside the journal. Exit code 0: they say the same; 1: they
    do not. Of a trial, and of what is sealed, it says only that it differs.
    """
    session: Session = ctx.obj
    journal = session.paths.journal
    path = copy_called(other, journal)
    with closing(LoadedJournal.of_file(journal)) as here, closing(load_copy(path, journal, read_passphrase)) as there:
        found = compare(here, there)
    if as_json:
        click.echo(json_safe(json.dumps(_document(found, journal, path), ensure_ascii=False, indent=2)))
    else:
        session.say(visible(line) for line in _lines(found, journal, path))
    if not found.is_same:
        ctx.exit(DIFFERS)


def _lines(found: Comparison, journal: Path, other: Path) -> Iterator[str]:
    yield f"Here:  {journal}, {size_in_words(found.here, ', ')}"
    yield f"There: {other}, {size_in_words(found.there, ', ')}"
    if found.here.journal_id != found.there.journal_id:
        yield "They are two journals, not two copies of one."
    if found.is_same:
        yield "They say the same."
        return
    for difference in found.days:
        yield ""
        yield f"{difference.day.isoformat()}  {difference.where}"
        yield from _values(difference)
    if found.other_tables:
        yield ""
        yield f"Besides days, these differ: {', '.join(map(table_in_words, found.other_tables))}."
    yield ""
    yield "Keep the better one (`ldn restore` with its path takes the other), then move the other away."


def _values(difference: DayDifference) -> Iterator[str]:
    width = max(len(visible(value.what)) for value in difference.values)
    for value in difference.values:
        said = value.here if value.here is not None else value.there
        if difference.where is Where.BOTH:
            said = f"{value.here or 'nothing'} here, {value.there or 'nothing'} there"
        yield f"  {value.what:<{width}}  {said}"


def _document(found: Comparison, journal: Path, other: Path) -> dict[str, object]:
    return {
        "version": 1,
        "same": found.is_same,
        "here": _file(journal, found.here),
        "there": _file(other, found.there),
        "days": [
            {
                "date": difference.day.isoformat(),
                "where": difference.where.name.lower(),
                "values": [
                    {"what": value.what, "here": value.here, "there": value.there} for value in difference.values
                ],
            }
            for difference in found.days
        ],
        "other_tables": list(found.other_tables),
    }


def _file(path: Path, held: Holdings) -> dict[str, object]:
    return {"path": str(path), "journal": held.journal_id, "days": held.days, "entries": held.values}
