"""The look-up of known vulnerabilities: a vulnerability fails, and what was not looked up is not called sound."""

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[1]
BAD = {"name": "urllib3", "version": "1.24.1", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}
SOUND = {"name": "click", "version": "8.3", "vulns": []}
UNKNOWN = {"name": "ldn-tui", "skip_reason": "Dependency not found"}
# What names a package registry, written so that this line is no such name itself.
REGISTRY = re.compile(r"\b(?:pypi|npmjs|crates|rubygems)\.(?:org|com|io)\b|\bpythonhosted\.org\b|index-url")
NOT_OURS = {".git", "__pycache__", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", PROJECT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def auditor(release: list[Any], packages: list[Any]) -> Callable[[Path], object]:
    """Return what stands in for pip-audit: what it says of the release known to be vulnerable, and of the packages."""

    class Auditor:
        def __init__(self, environment: Path) -> None:
            del environment

        def release(self, requirement: str) -> list[Any]:
            return release

        def packages(self, folder: Path) -> list[Any]:
            return packages

    return Auditor


@pytest.mark.parametrize(
    ("release", "packages", "code", "said"),
    [
        ([BAD], [SOUND, UNKNOWN], 0, ["ldn-tui was not looked up: Dependency not found", "1 packages looked up, 0"]),
        ([BAD], [SOUND, BAD], 1, ["urllib3 1.24.1: CVE-1, CVE-2", "2 packages looked up, 1"]),
        # A mirror without these data: it knows no package, or of every package nothing bad.
        ([UNKNOWN], [UNKNOWN], 0, ["skipped: the data cannot be reached"]),
        ([SOUND], [SOUND], 0, ["skipped: the data cannot be reached"]),
    ],
)  # fmt: skip
def test_what_is_said_is_what_was_looked_up(
    audit: ModuleType,
    release: list[Any],
    packages: list[Any],
    code: int,
    said: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audit, "Auditor", auditor(release, packages))
    assert audit.main(Path("packages"), Path("environment")) == code
    lines = capsys.readouterr().out.splitlines()
    assert [line.startswith(start) for line, start in zip(lines, said, strict=True)] == [True] * len(said), lines


def test_a_pip_audit_that_fails_is_said_and_passes(
    audit: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(environment: Path) -> object:
        raise audit.NotLookedUp("pip-audit did not finish (no route to host)")

    monkeypatch.setattr(audit, "Auditor", fail)
    assert audit.main(Path("packages"), Path("environment")) == 0
    assert capsys.readouterr().out == "skipped: pip-audit did not finish (no route to host)\n"


def test_no_host_of_a_registry_is_named_in_the_project() -> None:
    named = []
    for path in PROJECT.rglob("*"):
        if (
            not path.is_file()
            or path.suffix in {".svg", ".pyc"}
            or NOT_OURS & set(path.relative_to(PROJECT).parts)
            or path == Path(__file__).resolve()
        ):
            continue
        if found := REGISTRY.search(path.read_bytes().decode("utf-8", "replace")):
            named.append(f"{path.relative_to(PROJECT)}: {found[0]}")
    assert named == []
