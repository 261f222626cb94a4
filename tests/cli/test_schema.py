"""`ldn schema`: it says what is really there, all of it."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.seal import Content
from ldn_tui.journal import Journal
from ldn_tui.storage.backup import open_to_read
from tests.command_tree import commands
from tests.conftest import Ldn
from tests.journal_with_everything import DAY, fill, sealed_journal


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
    """Yield the path of every field in a JSON document, any measure's key, and any described field, as a star."""
    for name, inner in value.items() if isinstance(value, dict) else ():
        here = f"{path}.*" if path.endswith(("ratings", "fields")) else f"{path}.{name}".removeprefix(".")
        yield here
        yield from paths(inner, here)
    for inner in value if isinstance(value, list) else ():
        yield from paths(inner, f"{path}[]")


# How each document is asked for; those of one name have, between them, all of its fields.
CALLS = {
    "ldn show --json": ["show 2026-11-01..2026-11-22 --json"],
    "ldn search --json": ["search headache --json"],
    "ldn export --format json": ["export --format json --notes"],
    "ldn log --json": ["log side=rash:3 pain=3 --json --yes"],
    "ldn import FILE.csv --json": [
        "import diary.csv --map date=date,pain=pain,sleep=sleep --dry-run --json",
        "import diary.csv --map date=date,pain=pain,sleep=sleep --duplicates replace --yes --json",
    ],
    "ldn import FILE.json --json": ["import other.json --dry-run --json", "import other.json --yes --json"],
    "ldn restore FILE --json": ["restore other.db --dry-run --json"],
    "ldn diff OTHER.db --json": ["diff other.db --json"],
    "ldn seal status --json": ["--db sealed.db seal status --json"],
    "ldn trial show --json": [
        "--db demo.db trial show --json", "--db sealed.db trial show --json", "trial show --json"
    ],
    "ldn trial list --json": [
        "--db demo.db trial list --json", "--db sealed.db trial list --json", "trial list --json"
    ],
}  # fmt: skip
# `ldn findings` has a JSON Schema, which its own tests hold.
ELSEWHERE = {"ldn findings --json"}


@pytest.fixture
def files(
    ldn: Ldn, filled: Journal, tmp_path: Path, clock: PinnedClock, demo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the calls name, where they are made."""
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "diary.csv").write_text(
        "date,pain,sleep\n2026-11-01,3,\n2026-11-02,33,\n2026-11-03,33,4\n2026-11-20,7,\n", "utf-8"
    )
    ldn("backup")
    shutil.copy(filled.path, "other.db")
    shutil.copy(demo_file, "demo.db")
    ldn("--db", "demo.db", "trial", "change", "--threshold", "50", "--yes")
    ldn("--db", "demo.db", "trial", "start", "follow-up", "--date", "2026-12-20", "--yes")
    ldn("--db", "other.db", "log", "pain=9", "--date", DAY.isoformat())
    ldn("--db", "other.db", "log", "pain=9")
    ldn("--db", "other.db", "log", "pain=9", "--date", "2026-11-15", "--yes")
    ldn("--db", "other.db", "export", "--notes", "-o", "other.json")
    sealed_journal(folder / "sealed.db", clock, (Content.LDN, Content.COMPARATOR)).close()


def matches(path: str, said: str) -> bool:
    """Return whether a path in a document is the one that is said, where * stands for any name."""
    return re.fullmatch(re.escape(said).replace(r"\*", r"[^.]+"), path) is not None


@pytest.mark.usefixtures("files")
def test_documents_have_the_fields_that_are_said(ldn: Ldn, dictionary: dict[str, dict[str, dict[str, str]]]) -> None:
    tables = {name: set(fields) for name, fields in dictionary["tables"].items()}
    for call, fields in dictionary["documents"].items():
        found: set[str] = set()
        for words in CALLS.get(call, [call.removeprefix("ldn ")]):
            document = json.loads(ldn(*words.split()).stdout)
            found |= set(paths(document))
        if "export" in call:
            for name, meaning in fields.items():
                rows = document[name] if isinstance(document.get(name), list) else []
                for row in rows:
                    table = meaning.removeprefix("the rows of ").partition(",")[0]
                    assert set(row) <= tables[table], name
            found = {path for path in found if "[]" not in path and not path.startswith("journal.")}
        assert [path for path in sorted(found) if not any(matches(path, said) for said in fields)] == [], call
        assert [said for said in fields if not any(matches(path, said) for path in found)] == [], call


def test_the_json_of_every_verb_is_documented(dictionary: dict[str, dict[str, dict[str, str]]]) -> None:
    verbs = {
        f"ldn {' '.join(path)} --json"
        for path, command in commands()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    said = {
        re.sub(r" (FILE\.csv|FILE\.json|FILE|OTHER\.db|--list|--short)(?= )", "", name)
        for name in dictionary["documents"]
    }
    assert verbs - ELSEWHERE <= said


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
