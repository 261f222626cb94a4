"""`ldn schema`: what the tables, the views and the formats hold."""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence

import click

from ldn_tui.cli.session import Session
from ldn_tui.reports.data_dictionary import DICTIONARY_VERSION, FILES, NOTES, TABLES, VIEWS, Section
from ldn_tui.reports.json_dictionary import DOCUMENTS

_SECTIONS: Mapping[str, Sequence[Section]] = {
    "tables": TABLES,
    "views": VIEWS,
    "files": FILES,
    "documents": DOCUMENTS,
}
_TITLES = {
    "tables": "Tables of the journal's file",
    "views": "Views of the journal's file",
    "files": "CSV files",
    "documents": "JSON documents",
}
_WIDTH = 96


@click.command("schema", epilog="\b\nExamples:\n  ldn schema | less\n  ldn schema views\n  ldn schema --json")
@click.argument("what", type=click.Choice(list(_SECTIONS)), required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs; `version` says which form it has.")
@click.pass_obj
def schema_command(session: Session, what: str | None, as_json: bool) -> None:
    """Document what other programs read: tables, views, CSV files and JSON documents, with every column."""
    chosen = {kind: sections for kind, sections in _SECTIONS.items() if what in (None, kind)}
    if as_json:
        document = {
            "version": DICTIONARY_VERSION,
            **{kind: [_as_json(section) for section in sections] for kind, sections in chosen.items()},
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    session.say(line for kind, sections in chosen.items() for line in _in_words(_TITLES[kind], sections))
    if what is None:
        session.say(NOTES)


def _as_json(section: Section) -> dict[str, object]:
    return {"name": section.name, "meaning": section.meaning, "fields": dict(section.fields)}


def _in_words(title: str, sections: Sequence[Section]) -> Iterator[str]:
    yield title
    yield ""
    for section in sections:
        yield section.name
        yield f"  {section.meaning}"
        width = max(map(len, section.fields))
        for name, meaning in section.fields.items():
            indent = " " * (width + 6)
            yield textwrap.fill(meaning, _WIDTH, initial_indent=f"    {name:<{width}}  ", subsequent_indent=indent)
        yield ""
