"""Doses over time: what is known of each day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.days import amount_in_words


@dataclass(frozen=True, slots=True)
class DoseMark:
    """What a chart shows of a day's doses.

    Attributes:
        taken: whether one was taken.
        amount: how much ("4.5 mg"), a bottle's label, or "not taken".
    """

    taken: bool
    amount: str


def dose_marks(doses: Iterable[tuple[date, bool, float | None, str | None]]) -> dict[date, DoseMark]:
    """Return the mark of each day with doses, given as (day, taken, mg, label) in the order of days.

    Of several doses of one day, what was taken counts before what was not.
    """
    marks: dict[date, DoseMark] = {}
    # Years of doses are a handful of amounts: each is put into words once.
    alike: dict[tuple[bool, float | None, str | None], DoseMark] = {}
    for day, taken, mg, label in doses:
        mark, before = alike.get((taken, mg, label)), marks.get(day)
        if mark is None:
            mark = alike[taken, mg, label] = DoseMark(taken, amount_in_words(taken, mg, label))
        if before is None or (taken and not before.taken):
            marks[day] = mark
        elif taken:
            marks[day] = DoseMark(True, f"{before.amount} + {mark.amount}")
    return marks
