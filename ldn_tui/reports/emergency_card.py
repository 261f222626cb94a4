"""The emergency card: half a page to print and carry, written only from what the person entered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from ldn_tui.domain.blinding import SEALED_WARNING
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import NALTREXONE

WIDTH = 68
_RULE = "-" * WIDTH
_TITLE = "EMERGENCY CARD"
# How every card begins.
CARD_HEAD = f"{_RULE}\n{_TITLE}"
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class SealedCard:
    """What the card says of a sealed trial.

    Attributes:
        helper_name: who knows what the bottles hold.
        helper_phone: how to reach them.
        bottle: the label of the bottle taken now, None between periods.
        is_running: whether it is the trial of now; an earlier one may still wait to be opened beside it.
    """

    helper_name: str
    helper_phone: str
    bottle: str | None
    is_running: bool = True


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card is written from.

    Attributes:
        written_on: the day it is written.
        medicine: the medicine of the trial, as the person calls it.
        amount: what is taken a day now ("4.5 mg"); None if it is not taken now, or not known.
        last_taken: the day of the last dose recorded as taken, and how much; None without one.
        is_taking: whether it is taken now.
        sealed: the sealed trial that is not open yet, None if there is none.
        medicines: the other medicines in use, and whether each is an opioid.
    """

    written_on: date
    medicine: str
    amount: str | None
    last_taken: tuple[date, str] | None
    is_taking: bool
    sealed: SealedCard | None = None
    medicines: Sequence[tuple[str, bool]] = ()


def card_text(facts: CardFacts) -> str:
    """Return the card: plain text, at most half a page of 80 columns."""
    date_line = f"written {short_day(facts.written_on)}"
    lines = [
        CARD_HEAD + f"{date_line:>{WIDTH - len(_TITLE)}}",
        "",
        "Name: ________________________________",
        "",
        *_medicine_lines(facts),
        "",
        *_wrapped(
            "Naltrexone blocks opioids: they may not work, and it can set off withdrawal. "
            "Afterwards a former opioid dose may be too strong."
        ),
        *_wrapped("Tell everyone who treats me, before an opioid is given or an operation or a procedure is planned."),
        *_other_medicines(facts.medicines),
        _RULE,
    ]
    return "\n".join(lines) + "\n"


def _medicine_lines(facts: CardFacts) -> Iterator[str]:
    name = visible(facts.medicine)
    known = name if name.lower().startswith(NALTREXONE) else f"{name} (naltrexone)"
    amount = "" if facts.amount is None else f" {visible(facts.amount)}"
    if facts.sealed is not None and facts.sealed.is_running:
        yield from _wrapped(f"I MAY BE TAKING {known.upper()}{amount}.")
        yield from _sealed_lines(facts.sealed)
    elif facts.is_taking:
        yield from _wrapped(f"I TAKE {known.upper()}{amount}.")
    elif facts.last_taken is not None:
        yield from _wrapped(f"I TOOK {known.upper()} until {short_day(facts.last_taken[0])}.")
    if facts.last_taken is not None:
        day, taken = facts.last_taken
        yield from _wrapped(f"Last dose written down: {visible(taken)} on {short_day(day)}.")
    if facts.sealed is not None and not facts.sealed.is_running:
        yield from _wrapped("I was in a sealed trial before. What its bottles held is known to:")
        yield from _helper_line(facts.sealed)


def _sealed_lines(sealed: SealedCard) -> Iterator[str]:
    yield from _wrapped(
        "I am in a sealed trial: each numbered bottle holds it or a comparator, and I do not know which."
    )
    yield from _wrapped(SEALED_WARNING)
    if sealed.bottle is not None:
        yield from _wrapped(f"Now taking from: {visible(sealed.bottle)}.")
    yield from _wrapped("What the bottles hold is known to:")
    yield from _helper_line(sealed)


def _helper_line(sealed: SealedCard) -> Iterator[str]:
    yield from _wrapped(f"{visible(sealed.helper_name)}, telephone {visible(sealed.helper_phone)}", _INDENT)


def _other_medicines(medicines: Sequence[tuple[str, bool]]) -> Iterator[str]:
    if medicines:
        opioids_first = sorted(medicines, key=lambda medicine: not medicine[1])
        named = [f"{visible(name)}{' (AN OPIOID)' if is_opioid else ''}" for name, is_opioid in opioids_first]
        yield from _wrapped(f"My other medicines: {'; '.join(named)}.")


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
