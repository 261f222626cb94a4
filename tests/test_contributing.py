"""The contributor's page: every file, function and class it names is there."""

import ast
import re
from pathlib import Path

import pytest

import ldn_tui

PACKAGE = Path(ldn_tui.__file__).parent
ROOT = PACKAGE.parent
PAGE = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([^`\s]+)`", PAGE)))
# A function and the file it is in stand together: "`rating` (`tui/recording.py`)".
PLACED = re.findall(r"`([A-Za-z_.]+)`\s\(`([a-z_/]+\.py)`\)", PAGE) + [
    (name, path) for name, path in re.findall(r"`([a-z_]+)` in `([a-z_/]+\.py)`", PAGE)
]
# What is a word of another language than Python.
WORDS = {"4", "read_", "rate", "row", "hint"}


def names_in(source: Path) -> set[str]:
    """Return what a module defines: functions, classes with what they hold, and constants."""
    found = set()
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name, body=body):
                inner = {member.name for member in body if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef)}
                fields = {
                    target.attr
                    for member in ast.walk(node)
                    if isinstance(member, ast.Assign | ast.AnnAssign)
                    for target in (member.targets if isinstance(member, ast.Assign) else [member.target])
                    if isinstance(target, ast.Attribute)
                }
                enumerated = {
                    target.id
                    for member in body
                    if isinstance(member, ast.Assign)
                    for target in member.targets
                    if isinstance(target, ast.Name)
                }
                found |= {name, *(f"{name}.{each}" for each in inner | fields | enumerated)}
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
    return found


DEFINED = {name for source in PACKAGE.rglob("*.py") for name in names_in(source)}


def is_path(name: str) -> bool:
    return "/" in name or name.endswith((".py", ".toml"))


@pytest.mark.parametrize("name", [name for name in NAMED if is_path(name)])
def test_every_file_it_names_is_there(name: str) -> None:
    inside_domain = PACKAGE / "domain" / name
    assert (PACKAGE / name).exists() or (ROOT / name).exists() or inside_domain.exists()


@pytest.mark.parametrize("name", [name for name in NAMED if not is_path(name) and name not in WORDS])
def test_every_name_it_uses_is_defined(name: str) -> None:
    assert name in DEFINED


@pytest.mark.parametrize(("name", "path"), PLACED)
def test_a_name_is_in_the_file_it_is_said_to_be_in(name: str, path: str) -> None:
    assert name in names_in(PACKAGE / path)


def test_the_floors_are_those_of_the_import_contract() -> None:
    floors = set(re.findall(r"^\| `([a-z]+)/` \|", PAGE, re.MULTILINE))
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert floors == packages - {"config"}


def test_a_recipe_is_under_ten_lines() -> None:
    recipes = [section for section in PAGE.split("\n## ") if section.startswith("How to add")]
    assert len(recipes) == 3
    for recipe in recipes:
        assert len(re.findall(r"^\d\. ", recipe, re.MULTILINE)) < 10
