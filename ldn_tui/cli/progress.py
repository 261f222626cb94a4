"""How far something long has come, on the terminal's stderr and nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_STEPS = 100


def _ignore(_: float) -> None:
    """Let progress go unseen."""


@contextmanager
def progress(label: str) -> Iterator[Callable[[float], None]]:
    """Yield what is told, from 0 to 1, how far it has come; the bar is taken away at the end."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    done = 0

    def tell(share: float) -> None:
        nonlocal done
        # A second reading of the same file begins anew.
        steps = round(share * _STEPS)
        bar.update(steps - done)
        done = steps

    with click.progressbar(length=_STEPS, label=label, file=sys.stderr, show_eta=False) as bar:
        yield tell
