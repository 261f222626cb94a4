"""Mutation testing of the domain: `python tests/mutation/run.py [--share 0.1] [--seed 1] [MODULE ...]`.

Each mutation changes one thing in one module of `ldn_tui/domain/`, in memory; the tests that run the changed line have
to fail. Prints a table by module, and every mutation that survived. Needs `fork`: Linux or macOS.
"""

import argparse
import ast
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.mutation.covering import DOMAIN, ROOT, Covering, covering_of
from tests.mutation.mutations import Mutation, mutations_of
from tests.mutation.trials import MOST_SECONDS, Outcome, Trial, judge_in_functions, judge_in_modules

FOLDERS = ("tests/domain", "tests/journal", "tests/reports")
MODULES = sorted(path.stem for path in DOMAIN.glob("*.py") if path.stem != "__init__")


def main(arguments: Sequence[str]) -> int:
    """Try the mutations that are asked for, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="of ldn_tui/domain, without .py; all if none")
    parser.add_argument("--share", type=float, default=1.0, help="how much of each module's mutations to try")
    parser.add_argument("--seed", type=int, default=1, help="what the share is drawn with")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many to try at once")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.modules) - set(MODULES)):
        parser.error(f"no such module: {', '.join(unknown)}")
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix="ldn-tui-mutation-") as scratch:
        covering = covering_of(FOLDERS)
        # What the tests leave behind goes with it.
        tempfile.tempdir = os.environ["TMPDIR"] = scratch
        trials = [
            trial
            for module in asked.modules or MODULES
            for trial in _trials_of(module, covering, asked.share, asked.seed)
        ]
        outcomes = _outcomes_of(trials, asked.jobs)
    print(_table(trials, outcomes))
    return 0


def _trials_of(module: str, covering: Covering, share: float, seed: int) -> list[Trial]:
    tree = ast.parse((DOMAIN / f"{module}.py").read_text(encoding="utf-8"))
    mutations = mutations_of(module, tree)
    chance = random.Random(f"{seed} {module}")
    chosen = sorted(chance.sample(range(len(mutations)), min(len(mutations), round(len(mutations) * share + 0.5))))
    return [_trial_of(mutations[index], tree, covering) for index in chosen]


def _trial_of(mutation: Mutation, tree: ast.Module, covering: Covering) -> Trial:
    if mutation.function:
        tests = covering.tests_of(mutation.module, mutation.lines)
    else:
        tests = covering.tests_of_module(mutation.module)
    chosen: list[str] = []
    seconds = 0.0
    for test in tests:
        if chosen and seconds + covering.seconds[test] > MOST_SECONDS:
            break
        chosen.append(test)
        seconds += covering.seconds[test]
    return Trial(mutation, tree, tuple(chosen), seconds)


def _outcomes_of(trials: Sequence[Trial], jobs: int) -> dict[int, Outcome]:
    outcomes = {index: Outcome.SURVIVED for index, trial in enumerate(trials) if not trial.tests}
    inside = [index for index, trial in enumerate(trials) if trial.tests and trial.mutation.function]
    outside = [index for index, trial in enumerate(trials) if trial.tests and not trial.mutation.function]
    if inside:
        outcomes |= dict(zip(inside, judge_in_functions([trials[i] for i in inside], jobs), strict=True))
    return outcomes | dict(zip(outside, judge_in_modules([trials[i] for i in outside], jobs), strict=True))


def _table(trials: Sequence[Trial], outcomes: dict[int, Outcome]) -> str:
    tried = Counter(trial.mutation.module for trial in trials)
    killed = Counter(trials[i].mutation.module for i, outcome in outcomes.items() if outcome is Outcome.KILLED)
    rows = [("all", tried.total(), killed.total()), *((module, tried[module], killed[module]) for module in tried)]
    lines = [f"{'module':<22} {'mutations':>9} {'killed':>6} {'survived':>8}"]
    lines += [
        f"{module:<22} {count:>9} {dead:>6} {count - dead:>8} {dead / count:>7.1%}"
        for module, count, dead in rows
        if count
    ]
    survived = [trials[i] for i in sorted(outcomes) if outcomes[i] is Outcome.SURVIVED]
    lines += [f"{trial.mutation}{'' if trial.tests else '  (no test runs it)'}" for trial in survived]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
