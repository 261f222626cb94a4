"""SIGKILL at random instants: while a person types, and while an import, a migration, a backup or a restore runs."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.entry_kills import kill_during_entry
from tests.faults.figures import Figure
from tests.faults.verb_kills import VERBS, kill_during

ENTRY_KILLS = 1000
VERB_KILLS = 100


def figures(share: float, seed: int) -> Iterator[Figure]:
    """Yield what came of killing `ldn` 1,000 times during entry and 100 times during each of the verbs.

    Args:
        share: how much of those numbers is done, each at least once.
        seed: what keys and instants follow from.
    """
    for verb in VERBS:
        with tempfile.TemporaryDirectory(prefix="ldn-tui-kills-") as folder:
            yield kill_during(verb, Path(folder), max(1, round(VERB_KILLS * share)), seed)
    with tempfile.TemporaryDirectory(prefix="ldn-tui-kills-") as folder:
        home = Path(folder)
        report = kill_during_entry(home / "journal.db", home, max(1, round(ENTRY_KILLS * share)), seed)
    came_of_it = (
        f"{report.torn} in the middle of a write; {report.keys:,} keys, {report.saved:,} changes of a rating saved, "
        f"{report.seen:,} values seen"
    )
    yield Figure("SIGKILL during entry", report.kills, came_of_it, tuple(report.lost))
