"""`ldn schema`: it says what is really there, all of it."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import jsonschema
import pytest

from ldn_tui.journal import Journal
from ldn_tui.storage.backup import open_to_read
from tests.conftest import Ldn
from tests.journal_with_everything import fill


@pytest.fixture
def filled(journal: Journal) -> Journal:
    fill(journal)
    return journal


@pytest.fixture
def dictionary(ldn: Ldn) -> dict[str, dict[str, dict[str, str]]]:
    """Return for each kind the fields by name."""
    document = json.loads(ldn("schema", "--json").stdout)
    assert document.pop("version") == 1
    return {kind: {one["name"]: one["fields"] for one in sections} for kind, sections in document.items()}


def test_tables_and_views_are_those_of_the_file(
    filled: Journal, dictionary: dict[str, dict[str, dict[str, str]]]
) -> None:
    keys = {measure.key for measure in filled.measures.all()}
    with closing(open_to_read(filled.path)) as connection:
        for kind, own in (("tables", "table"), ("views", "view")):
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE '%sqlite%'", (own,)
            ).fetchall()
            real = {
                name: {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")').fetchall()}
                for (name,) in names
            }
            assert {name: set(fields) for name, fields in dictionary[kind].items()} == {
                name: (columns - keys) | {"*"} if columns >= keys else columns for name, columns in real.items()
            }


def test_csv_columns_are_those_written(
    ldn: Ldn, filled: Journal, dictionary: dict[str, dict[str, dict[str, str]]]
) -> None:
    keys = [measure.key for measure in filled.measures.all()]
    for call, fields in dictionary["files"].items():
        (*header,) = next(csv.reader(io.StringIO(ldn(*call.split()[1:], "--notes").stdout)))
        if "*" in fields:
            assert header[1 : 1 + len(keys)] == keys
            header[1 : 1 + len(keys)] = ["*"]
        assert header == list(fields)


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every field in a JSON document, any measure's key as a star."""
    for name, inner in value.items() if isinstance(value, dict) else ():
        here = f"{path}.*" if path.endswith("ratings") else f"{path}.{name}".removeprefix(".")
        yield here
        yield from paths(inner, here)
    for inner in value if isinstance(value, list) else ():
        yield from paths(inner, f"{path}[]")


def test_documents_have_the_fields_that_are_said(
    ldn: Ldn, filled: Journal, dictionary: dict[str, dict[str, dict[str, str]]]
) -> None:
    tables = {name: set(fields) for name, fields in dictionary["tables"].items()}
    for call, fields in dictionary["documents"].items():
        words = call.split()[1:]
        if "search" in words:
            words.insert(1, "headache")
        more = ["2026-11-01..2026-11-22"] if "show" in words else ["--notes"] if "export" in words else []
        document = json.loads(ldn(*words, *more).stdout)
        found = set(paths(document))
        if "export" in words:
            for name, meaning in fields.items():
                rows = document[name] if isinstance(document.get(name), list) else []
                for row in rows:
                    table = meaning.removeprefix("the rows of ").partition(",")[0]
                    assert set(row) <= tables[table], name
            found = {path for path in found if "[]" not in path and not path.startswith("journal.")}
        assert found == set(fields), call


def test_an_export_keeps_to_what_is_said(
    ldn: Ldn, filled: Journal, dictionary: dict[str, dict[str, dict[str, str]]]
) -> None:
    fields = dictionary["documents"]["ldn export --format json"]
    names = [name for name in fields if "." not in name]
    kinds = {"version": "integer", "journal": "object", "holds": "object"}
    schema = {
        "type": "object",
        "required": names,
        "additionalProperties": False,
        "properties": {name: {"type": kinds.get(name, "array")} for name in names},
    }
    jsonschema.validate(json.loads(ldn("export").stdout), schema)


def test_in_words_every_name_and_field_is_there(ldn: Ldn, dictionary: dict[str, dict[str, dict[str, str]]]) -> None:
    said = ldn("schema").stdout
    for sections in dictionary.values():
        for name, fields in sections.items():
            assert f"\n{name}\n" in said
            for field in fields:
                assert f"\n    {field} " in said
    assert max(map(len, said.splitlines())) <= 120
    views = ldn("schema", "views").stdout
    assert "daily" in views
    assert "amendment" not in views
