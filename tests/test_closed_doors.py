"""What the code must not hold: nothing that runs a text, no shell, no value in the words of SQL."""

import ast
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import ldn_tui
from ldn_tui.journal import Journal

PACKAGE = Path(ldn_tui.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {
    "pickle", "marshal", "shelve", "dill", "yaml", "subprocess", "pty", "code", "codeop", "runpy", "ctypes",
}  # fmt: skip
FORBIDDEN_ATTRIBUTES = {
    ("os", name) for name in ("system", "popen", "fork", "posix_spawn", "execv", "execve", "execvp")
}
# A reminder is shown by the desktop's own program, called with a list of words and never through a shell.
STARTS_PROGRAMS = {"cli/notifications.py": {"subprocess"}}
EXECUTING = {"execute", "executemany", "executescript", "query"}
# What may stand in SQL besides its own text, by file, as the code writes it: names of tables, indexes and columns and
# lists of them, question marks, numbers of our own, and a text put together from those before. The view `daily`
# has a column a measure: its name cannot be a parameter, and the schema lets a key be [a-z][a-z0-9_]* only.
INTERPOLATED = {
    "storage/backup.py": {"days", "name"},
    "storage/connections.py": {"CACHE_KB"},
    "storage/fact_reader.py": {"query"},
    "storage/database.py": {"APPLICATION_ID", "SCHEMA_VERSION"},
    "storage/loaded.py": {"', '.join(table.columns)", "table.name"},
    "storage/migrations.py": {"DOSES_VIEW", "daily_view([])", "statement"},
    "storage/purge.py": {"daily_view([])", "marks", "table"},
    "storage/repository.py": {"daily_view(keys)", "milliseconds"},
    "storage/row_copy.py": {"', '.join(table.columns)", "daily_view(keys)", "marks", "name"},
    "storage/salvage.py": {"', '.join(table.columns)", "order", "table.name"},
    "storage/search_index.py": {"_MATCHING"},
    "storage/soundness.py": {"index", "look", "table"},
    "storage/steps.py": {
        "', '.join(table.key)", "_by_key(table)", "_insertion(table)", "_insertion(table) + conflict",
        "_selection(table)", "query", "table.name", "where",
    },
}  # fmt: skip


def name_of(source: Path) -> str:
    return source.relative_to(PACKAGE).as_posix()


def calls(source: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_nothing_runs_a_text_or_starts_a_program(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    forbidden = FORBIDDEN_MODULES - STARTS_PROGRAMS.get(name_of(source), set())
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                assert name not in FORBIDDEN_CALLS, node.lineno
            case ast.Attribute(value=ast.Name(id=module), attr=attribute):
                assert (module, attribute) not in FORBIDDEN_ATTRIBUTES, node.lineno
            case ast.Import(names=names):
                assert not {name.name.partition(".")[0] for name in names} & forbidden, node.lineno
            case ast.ImportFrom(module=str(module)):
                assert module.partition(".")[0] not in forbidden, node.lineno
            case ast.keyword(arg="shell"):
                pytest.fail(f"line {node.lineno} names a shell")
            case _:
                pass


def interpolations(source: Path) -> set[str]:
    """Return what is put into the text of SQL in `source`: of f-strings, and of whatever is not a plain text."""
    found: set[str] = set()
    for call in calls(source):
        if not (isinstance(call.func, ast.Attribute) and call.func.attr in EXECUTING and call.args):
            continue
        for node in ast.walk(call.args[0]):
            if isinstance(node, ast.FormattedValue):
                found.add(ast.unparse(node.value))
        if not isinstance(call.args[0], ast.Constant | ast.JoinedStr):
            found.add(ast.unparse(call.args[0]))
    return found


def test_sql_holds_names_and_numbers_of_our_own_and_every_value_is_a_parameter() -> None:
    storage = [source for source in SOURCES if source.parent.name == "storage"]
    found = {name_of(source): names for source in storage if (names := interpolations(source))}
    assert found == INTERPOLATED


@pytest.mark.parametrize("key", ["pain' OR 1", 'pain" , x', "Pain", "p-x", "", "ä", "a" * 41])
def test_no_measure_can_be_called_what_would_be_sql(key: str, journal: Journal) -> None:
    with closing(sqlite3.connect(journal.path)) as connection, pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        connection.execute("UPDATE measure SET key = ? WHERE key = 'mood'", (key,))
