"""Which tests run a line of the domain, and how long each of them takes: from one run of them all, remembered."""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import coverage
import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "ldn_tui" / "domain"


@dataclass(frozen=True, slots=True)
class Covering:
    """By module and line the tests (their ids) that run it, and by test the seconds of processor time it took."""

    lines: dict[str, dict[int, list[str]]]
    seconds: dict[str, float]

    def tests_of(self, module: str, lines: range) -> list[str]:
        """Return the tests that run any of these lines of a module, those most likely to notice a change first."""
        by_line = self.lines.get(module, {})
        return self._sorted(module, {test for line in lines for test in by_line.get(line, [])})

    def tests_of_module(self, module: str) -> list[str]:
        """Return the tests that run any function of a module; where it has none, those whose file imports it."""
        found = {test for tests in self.lines.get(module, {}).values() for test in tests}
        return self._sorted(module, found or {test for test in self.seconds if _imports(test, module)})

    def _sorted(self, module: str, tests: set[str]) -> list[str]:
        """Return `tests` with those of the module's own file first, the quickest first in both."""
        namesake = f"/test_{module}.py::"
        return sorted(tests, key=lambda test: (namesake not in test, self.seconds[test], test))


def _imports(test: str, module: str) -> bool:
    return f"from ldn_tui.domain.{module} import" in _source_of(test.partition("::")[0])


@cache
def _source_of(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def covering_of(folders: Sequence[str]) -> Covering:
    """Return what the tests of some folders cover; measured again only where the domain or a test has changed."""
    digest = hashlib.sha256(repr(sorted(folders)).encode())
    for path in sorted([*DOMAIN.glob("*.py"), *(ROOT / "tests").rglob("*.py")]):
        if "mutation" not in path.parts:
            digest.update(path.read_bytes())
    remembered = Path(tempfile.gettempdir()) / f"ldn-tui-covering-{digest.hexdigest()[:16]}.json"
    if not remembered.exists():
        child = os.fork()
        if not child:
            os._exit(_measure(folders, remembered))
        if os.waitpid(child, 0)[1]:
            raise SystemExit("The tests fail without any mutation; mend them first.")
    document = json.loads(remembered.read_text(encoding="utf-8"))
    lines = {module: {int(line): tests for line, tests in by.items()} for module, by in document["lines"].items()}
    return Covering(lines, document["seconds"])


class _Contexts:
    """Names the coverage that follows after the test that runs, and times it."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self.measured = measured
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, bool | None, bool | None]:
        self.measured.switch_context(item.nodeid)
        began = time.process_time()
        outcome = yield
        self.seconds[item.nodeid] = time.process_time() - began
        return outcome


def _measure(folders: Sequence[str], into: Path) -> int:
    measured = coverage.Coverage(data_file=None, config_file=False, include=[f"{DOMAIN}/*"])
    contexts = _Contexts(measured)
    measured.start()
    failed = pytest.main(["-n0", "-q", "-p", "no:cacheprovider", *folders], plugins=[QuickHypothesis(), contexts])
    measured.stop()
    if failed:
        return 1
    data = measured.get_data()
    lines = {
        Path(file).stem: {
            line: [name for name in names if name in contexts.seconds]
            for line, names in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    into.write_text(json.dumps({"lines": lines, "seconds": contexts.seconds}), encoding="utf-8")
    return 0


class QuickHypothesis:
    """Lets a failing property end at its first counterexample: whether it fails is all that is asked here."""

    def pytest_sessionstart(self) -> None:
        settings.register_profile(
            "mutation",
            settings.get_profile("the house"),
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=[HealthCheck.too_slow],
        )
        settings.load_profile("mutation")
