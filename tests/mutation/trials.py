"""What becomes of a mutation: the tests that cover it, run in a process of its own, forked where all is imported.

A mutation inside a function replaces that function's code in a process that has collected every test already. One at a
module's or a class's own level needs the import done again, in a process that has not imported the app.
"""

import ast
import gc
import importlib.util
import json
import os
import resource
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import pairwise
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.covering import DOMAIN, QuickHypothesis
from tests.mutation.mutations import Mutation

# Running all tests of a line that nearly all of them run would take minutes, and find next to nothing more.
MOST_SECONDS = 10.0
# A mutation that makes the tests take this many times as long, and then some, runs for ever.
_PATIENCE = 3
_MORE_SECONDS = 5
_MOST_MEMORY = 3 << 30
_QUIETLY = ("-n0", "-q", "-s", "-p", "no:cacheprovider", "--disable-warnings")


class Outcome(StrEnum):
    """How the tests took a mutation."""

    KILLED = "killed"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutation, its module's tree, and the tests to run with it, in that order."""

    mutation: Mutation
    tree: ast.Module
    tests: tuple[str, ...]
    seconds: float


def judge_in_functions(trials: Sequence[Trial], jobs: int) -> list[Outcome]:
    """Return the outcome of each trial of a mutation inside a function."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "outcomes.json"

        def judge_all() -> int:
            tests = sorted({test for trial in trials for test in trial.tests})
            return int(pytest.main([*_QUIETLY, *tests], plugins=[QuickHypothesis(), _Judge(trials, jobs, results)]))

        child = _fork(judge_all, None)
        os.waitpid(child, 0)
        if not results.exists():
            raise SystemExit("The tests could not be collected.")
        return [Outcome(outcome) for outcome in json.loads(results.read_text(encoding="utf-8"))]


def judge_in_modules(trials: Sequence[Trial], jobs: int) -> list[Outcome]:
    """Return the outcome of each trial of a mutation that happens while its module is imported."""

    def run(trial: Trial) -> int:
        trial.mutation.apply()
        sys.meta_path.insert(0, _Finder(trial))
        # A parameter that is itself one of the mutated values would have another name.
        functions = dict.fromkeys(test.partition("[")[0] for test in trial.tests)
        return int(bool(pytest.main([*_QUIETLY, "-x", *functions], plugins=[QuickHypothesis()])))

    return _judged(trials, run, jobs)


class _Judge:
    """Runs, in place of the collected tests, those of one trial after the other, each in a process of its own."""

    def __init__(self, trials: Sequence[Trial], jobs: int, results: Path) -> None:
        self.trials, self.jobs, self.results = trials, jobs, results

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        functions = {
            (function.__module__, function.__qualname__, function.__code__.co_firstlineno): function
            for function in gc.get_objects()
            if isinstance(function, FunctionType)
        }

        def run(trial: Trial) -> int:
            _replace_code(trial, functions)
            chosen = [items[test] for test in trial.tests]
            for item, following in pairwise([*chosen, None]):
                if item and any(report.failed for report in runtestprotocol(item, nextitem=following, log=False)):
                    return 1
            return 0

        # What is never looked at is never copied into a process of its own.
        gc.collect()
        gc.freeze()
        outcomes = _judged(self.trials, run, self.jobs)
        self.results.write_text(json.dumps(outcomes), encoding="utf-8")
        return True


def _replace_code(trial: Trial, functions: dict[tuple[str, str, int], FunctionType]) -> None:
    module = f"ldn_tui.domain.{trial.mutation.module}"
    trial.mutation.apply()
    changed = [
        (functions[module, code.co_qualname, code.co_firstlineno], code)
        for code in _codes_in(compile(trial.tree, _source_of(trial), "exec"))
        if code.co_qualname == trial.mutation.function and (module, code.co_qualname, code.co_firstlineno) in functions
    ]
    if not changed:
        raise LookupError(f"There is no function {trial.mutation.function} in {module}.")
    for function, code in changed:
        function.__code__ = code


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes_in(inner)


def _source_of(trial: Trial) -> str:
    return str(DOMAIN / f"{trial.mutation.module}.py")


class _Finder(MetaPathFinder):
    """Has one module of the app loaded as its mutation has it."""

    def __init__(self, trial: Trial) -> None:
        self._loader = _MutatedSource(trial)

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        loader = self._loader
        if fullname != loader.name:
            return None
        return importlib.util.spec_from_file_location(fullname, loader.path, loader=loader)


class _MutatedSource(SourceFileLoader):
    """Loads one module of the app as a mutation has it."""

    def __init__(self, trial: Trial) -> None:
        super().__init__(f"ldn_tui.domain.{trial.mutation.module}", _source_of(trial))
        self.tree = trial.tree

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.tree, self.path, "exec")


def _judged(trials: Sequence[Trial], run: Callable[[Trial], int], jobs: int) -> list[Outcome]:
    outcomes: dict[int, Outcome] = {}
    running: dict[int, int] = {}
    waiting = deque(enumerate(trials))
    while waiting or running:
        while waiting and len(running) < jobs:
            index, trial = waiting.popleft()
            running[_fork(partial(run, trial), trial.seconds * _PATIENCE + _MORE_SECONDS)] = index
        process, status = os.wait()
        index = running.pop(process)
        outcomes[index] = _outcome_of(trials[index], status)
        if outcomes[index] is Outcome.SURVIVED:
            print(f"{len(outcomes)} of {len(trials)}: {trials[index].mutation}", file=sys.stderr)
    return [outcomes[index] for index in range(len(trials))]


def _outcome_of(trial: Trial, status: int) -> Outcome:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGPROF:
        return Outcome.KILLED
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) in {0, 1}:
        return Outcome.KILLED if os.WEXITSTATUS(status) else Outcome.SURVIVED
    raise SystemExit(f"{trial.mutation}: its tests could not be run (status {status}).")


def _fork(run: Callable[[], int], seconds: float | None) -> int:
    """Return the process that runs `run` and ends with what it returns, after `seconds` of processor time at most."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    status = 3
    try:
        if seconds is not None:
            signal.setitimer(signal.ITIMER_PROF, seconds)
            resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
        status = run()
    finally:
        os._exit(status)
