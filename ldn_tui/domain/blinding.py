"""The blinding of one trial: who keeps its sheet, what was guessed before it was opened, and what came out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.limits import LONGEST_NAME
from ldn_tui.domain.seal import Commitment, Content
from ldn_tui.domain.text import is_storable, visible

LONGEST_REASON = 500
SEALED_WARNING = "Until opened, act as if on naltrexone."
WHY_A_HELPER = (
    "a random order needs a helper: you must not know which bottle is what, and somebody must, in an emergency; "
    "ask a pharmacist or somebody else you trust"
)


class PairOrder(StrEnum):
    """Which bottle of a pair comes first; the values are what is typed as a guess."""

    LDN_FIRST = "LDN-first"
    COMPARATOR_FIRST = "comparator-first"


@dataclass(frozen=True, slots=True)
class Seal:
    """What is known of one trial's blinding; while it is sealed, nothing that tells the order.

    Attributes:
        trial: the trial's id.
        commitment: what the sheet will be checked against.
        helper_name: who keeps the sheet.
        helper_phone: how to reach them.
        opened_on: the day it was opened; None while sealed.
        early_reason: why it was opened before its periods were over, if it was.
        guess: what the person thought the order was, one for each pair; None before they said, or if they never did.
        sureness: how sure they were, in percent.
        contents: what each bottle held, by its label; empty while sealed.
    """

    trial: str
    commitment: Commitment
    helper_name: str
    helper_phone: str
    opened_on: date | None = None
    early_reason: str | None = None
    guess: tuple[PairOrder, ...] | None = None
    sureness: int | None = None
    contents: Mapping[str, Content] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_open(self) -> bool:
        """Whether it is known which bottle was what."""
        return self.opened_on is not None

    @property
    def is_opening_begun(self) -> bool:
        """Whether the guess was taken, or an early opening begun: from then on all but the sheet is fixed."""
        return self.guess is not None or self.early_reason is not None

    @property
    def orders(self) -> tuple[PairOrder, ...]:
        """The order of each pair; empty while sealed."""
        if not self.contents:
            return ()
        return tuple(
            PairOrder.LDN_FIRST if self.contents[label] is Content.LDN else PairOrder.COMPARATOR_FIRST
            for label in self.commitment.labels[::2]
        )

    @property
    def right_guesses(self) -> int | None:
        """How many pairs were guessed right; None while sealed or without a guess."""
        if self.guess is None or not self.is_open:
            return None
        return sum(guessed is order for guessed, order in zip(self.guess, self.orders, strict=True))

    def last_day(self, ends: Mapping[str, date | None]) -> date | None:
        """Return the last day of its periods, None while one has not begun or has no end.

        Args:
            ends: the last day of each bottle's period, by its label.
        """
        days = [ends.get(label) for label in self.commitment.labels]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None


def parse_guess(words: Sequence[str], pairs: int) -> tuple[PairOrder, ...]:
    """Return what was guessed, one word for each pair; commas part words too.

    Raises:
        BadInput: a word is no guess, or there are too few or too many.
    """
    known = {order.lower(): order for order in PairOrder}
    guess: list[PairOrder] = []
    for word in (part.strip() for text in words for part in text.split(",")):
        if word.lower() not in known:
            raise BadInput(f"guess {visible(word)!r}: use {' or '.join(PairOrder)}, one for each pair")
        guess.append(known[word.lower()])
    return check_guess(guess, pairs)


def check_guess(guess: Sequence[PairOrder], pairs: int) -> tuple[PairOrder, ...]:
    """Return `guess` if it has one for each pair.

    Raises:
        BadInput: it has not.
    """
    if len(guess) != pairs:
        few = f"there are {pairs} pairs" if pairs > 1 else "there is one pair"
        raise BadInput(f"guess: {few}, and {len(guess)} guessed; say {' or '.join(PairOrder)} for each, in order")
    return tuple(guess)


def check_sureness(percent: int) -> int:
    """Return `percent` if it can be how sure somebody is.

    Raises:
        BadInput: it is below 0 or above 100.
    """
    if not 0 <= percent <= 100:
        raise BadInput(f"sure {percent}: use 0 (only a guess) to 100 (certain) percent")
    return percent


def check_helper(name: str, phone: str) -> tuple[str, str]:
    """Return a helper's name and telephone number without outer blanks.

    Raises:
        BadInput: one of them is missing, too long or not text; a missing one is refused with the reason.
    """
    checked: list[str] = []
    for label, text in (("helper", name), ("phone", phone)):
        word = text.strip()
        if not word:
            raise BadInput(f"{label} is missing: {WHY_A_HELPER}")
        if len(word) > LONGEST_NAME:
            raise BadInput(f"{label} {visible(word[:20])!r}… has {len(word)} characters: use at most {LONGEST_NAME}")
        if not is_storable(word) or any(sign in word for sign in "\n\r"):
            raise BadInput(f"{label} {visible(word)!r} is not one line of text: type it again")
        checked.append(word)
    if not any(sign.isdigit() for sign in checked[1]):
        raise BadInput(f"phone {visible(checked[1])!r} has no digit: give the number to call in an emergency")
    return checked[0], checked[1]


def check_early_reason(text: str) -> str:
    """Return why a seal is opened early, without outer blanks.

    Raises:
        BadInput: it is empty, too long or not text.
    """
    reason = text.strip()
    if not reason:
        raise BadInput("early: say why it is opened early; it is recorded for good")
    if len(reason) > LONGEST_REASON:
        raise BadInput(f"early: the reason has {len(reason)} characters: use at most {LONGEST_REASON}")
    if not is_storable(reason):
        raise BadInput(f"early {visible(reason[:20])!r} holds bytes that are not text: type it again")
    return reason
