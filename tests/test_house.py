"""The rules of the house that a linter does not hold: no network, pure imports, light verbs."""

import ast
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import ldn_tui
from tests.conftest import Ldn

PACKAGE = Path(ldn_tui.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
NETWORK = {
    "socket", "ssl", "urllib", "http", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "socketserver",
    "asyncore", "webbrowser", "requests", "httpx", "aiohttp", "urllib3",
}  # fmt: skip
HEAVY = {"textual", "rich", "plotext", "sqlite_utils", "asyncio"}


def module_of(source: Path) -> str:
    parts = source.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def run_python(program: str, *arguments: str, db: Path | None = None) -> str:
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", LDN_NOW="2026-11-22T21:30:00+01:00")
    if db is not None:
        environment["LDN_DB"] = str(db)
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.parametrize("source", SOURCES, ids=module_of)
def test_no_module_reaches_for_the_network(source: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert not imported & NETWORK


def test_importing_a_module_only_defines_things(tmp_path: Path) -> None:
    """No file is opened for writing, no folder made, no process started, by importing every module there is."""
    program = """
import importlib, json, os, sys

done = []

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        if writes or (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            done.append([event, str(path)])
    elif event in {"os.mkdir", "os.rename", "os.remove", "sqlite3.connect", "subprocess.Popen", "os.fork",
                   "socket.__new__", "socket.connect", "os.chmod"}:
        done.append([event, str(arguments[:1])])

sys.addaudithook(watch)
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(done))
"""
    modules = [module_of(source) for source in SOURCES if source.name != "__main__.py"]
    assert len(modules) > 30
    assert json.loads(run_python(program, json.dumps(modules), db=tmp_path / "journal.db")) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "call",
    [
        ["status"], ["status", "--json"], ["log", "pain=4"], ["show"], ["show", "--json"], ["undo"], ["redo"],
        ["measure", "list"], ["seal", "new", "--pairs", "1"], ["seal", "status", "--json"], ["paths"], ["calendar"],
        ["--help"], ["log", "--help"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_daily_verbs_load_nothing_heavy(call: list[str], ldn: Ldn, journal_path: Path) -> None:
    ldn("log", "sleep=6")
    ldn("log", "mood=6")
    ldn("undo")
    program = """
import sys
from ldn_tui.cli import run

if code := run(sys.argv[1:]):
    sys.exit(f"exit code {code}")
print("loaded:", *{name.partition(".")[0] for name in sys.modules})
"""
    loaded = set(run_python(program, *call, db=journal_path).splitlines()[-1].removeprefix("loaded:").split())
    assert "click" in loaded
    assert not loaded & HEAVY


def test_every_verb_is_there_with_its_help(ldn: Ldn) -> None:
    from ldn_tui.cli.verbs import VERBS

    listed = ldn("--help").stdout
    for verb in VERBS:
        assert f"\n  {verb} " in listed
        result = ldn(verb, "--help")
        assert result.exit_code == 0
        assert f"Usage: ldn {verb}" in result.stdout


def test_an_unknown_verb_or_option_is_wrong_usage(ldn: Ldn) -> None:
    for words in (["lgo"], ["--dbx", "a", "status"], ["\x1b[31m"]):
        result = ldn(*words)
        assert result.exit_code == 2
        assert "\x1b" not in result.stderr


def contract(name: str) -> dict[str, list[str]]:
    settings = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (found,) = (each for each in contracts if each["name"].startswith(name))
    return dict(found)


def modules_in(folder: Path) -> set[str]:
    """Return the modules and packages right inside a package, by their whole names."""
    inside = [path for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    return {f"{module_of(folder / '__init__.py')}.{path.stem}" for path in inside if not path.stem.startswith("__")}


# What any floor but the domain may use.
BESIDE_THE_FLOORS = {
    f"ldn_tui.{name}"
    for name in ("clock", "config", "crash", "named_files", "part_files", "paths", "private_files")
}  # fmt: skip


def test_every_module_has_its_floor() -> None:
    floors = {floor for layer in contract("Imports point down")["layers"] for floor in layer.split(" | ")}
    assert floors - {"ldn_tui.__main__"} == modules_in(PACKAGE) - BESIDE_THE_FLOORS
    assert set(contract("The domain is pure")["forbidden_modules"]) >= BESIDE_THE_FLOORS


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("SQL lives", {"storage"}),
        ("Textual and Rich live", {"tui"}),
        ("pyrage lives", {"transfer"}),
        ("plotext lives", {"plots"}),
    ],
)
def test_what_lives_on_one_floor_is_forbidden_on_all_others(name: str, home: set[str]) -> None:
    elsewhere = modules_in(PACKAGE) - {f"ldn_tui.{floor}" for floor in home}
    if home == {"plots"}:
        elsewhere |= modules_in(PACKAGE / "plots") - {"ldn_tui.plots.canvas"}
    # The domain imports nothing of third parties at all.
    assert set(contract(name)["source_modules"]) == elsewhere - {"ldn_tui.domain"}
