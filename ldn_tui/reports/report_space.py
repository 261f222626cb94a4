"""How much a page of the report has room for: what is left out is counted, what is too long is cut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ldn_tui.reports import report_sentences
from ldn_tui.reports.report_blocks import Section

# How much text, as `Section.length` counts it, surely fits on one page in the smaller type.
MOST_ON_PAGE = 4500
MOST_FLAGS = 3
# Periods of an opened seal that are told one by one.
MOST_PERIODS = 4
LONGEST_SENTENCE = 110
# What the person changed is told with its old and its new value.
LONGEST_LIMIT = 170
LONGEST_NAME = 20
LONGEST_MEDICINE = 24


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each kind a page has room for; what is left out is counted."""

    measures: int
    side_effects: int
    stretches: int
    medicines: int
    events: int
    labs: int
    limits: int
    changes: int
    rescues: int
    choices: int


# What most trials hold, and what is left of a trial that would run over its page otherwise.
AMPLE = Room(
    measures=12,
    side_effects=8,
    stretches=6,
    medicines=8,
    events=12,
    labs=8,
    limits=8,
    changes=6,
    rescues=6,
    choices=8,
)


TIGHT = Room(
    measures=5,
    side_effects=5,
    stretches=4,
    medicines=4,
    events=4,
    labs=3,
    limits=3,
    changes=2,
    rescues=2,
    choices=4,
)


def page_length(made: Iterable[Section]) -> int:
    """Return how much text stands on the page itself, without the appendix."""
    return sum(section.length for section in made if not section.is_appendix)


def listed(items: Sequence[str], most: int, separator: str = ", ") -> str:
    """Return the first items in a line, and how many more there are."""
    return separator.join([*items[:most], *filter(None, [report_sentences.and_more(len(items) - most)])])
