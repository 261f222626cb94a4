"""What a fault of the suite came to: one line of the table that `run.py` prints."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One kind of fault, done many times.

    Attributes:
        fault: what was done to the app or its file, "SIGKILL during entry".
        times: how often.
        came_of_it: what was seen, in a few words: "25 in the middle of a write; 674 values seen".
        lost: what was lost or let through, in words, an entry each; nothing, if all is well.
    """

    fault: str
    times: int
    came_of_it: str
    lost: tuple[str, ...] = ()


# What a module of faults offers as `figures(share, seed)`: its faults, each done its full number of times, multiplied
# by `share` (at least once each); the same seed does the same.
Faults = Callable[[float, int], Iterator[Figure]]
