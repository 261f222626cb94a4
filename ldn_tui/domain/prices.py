"""Prices: an amount and, where it was said, its currency."""

import re
from dataclasses import dataclass

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.ratings import parse_number
from ldn_tui.domain.text import is_storable, visible

LONGEST_CURRENCY = 12

# A number with its currency behind or before it: "60 EUR", "$60".
_PRICE = re.compile(r"(?P<before>[^\d+\-.,]*)(?P<number>[+-]?[\d.,]+)(?P<behind>\D*)")


@dataclass(frozen=True, slots=True)
class Price:
    """What something costs.

    Attributes:
        amount: how much.
        currency: in what ("EUR"), in the person's words; "" if not said.
    """

    amount: float
    currency: str = ""

    def __str__(self) -> str:
        return f"{shown_as(self.amount, '.2f')} {self.currency}".rstrip()

    def times(self, count: float) -> "Price":
        """Return what `count` of it cost, in the same currency."""
        return Price(self.amount * count, self.currency)


def parse_price(text: str) -> Price:
    """Return the price written as 60, as 60 EUR, or as $60.

    Raises:
        BadInput: it is none.
    """
    found = _PRICE.fullmatch(text.strip())
    sides = () if found is None else (found["before"].strip(), found["behind"].strip())
    if found is None or all(sides):
        raise BadInput(f"price {visible(text.strip())!r}: write a number, with its currency if you like, like 60 EUR")
    amount = parse_number(found["number"], "price")
    if amount < 0:
        raise BadInput(f"price {visible(text.strip())!r} is below 0: write what is paid, like 60 EUR")
    return Price(amount, check_currency("".join(sides)))


def check_currency(text: str) -> str:
    """Return a currency without outer blanks.

    Raises:
        BadInput: it is too long, or no text of one line.
    """
    currency = text.strip()
    if len(currency) > LONGEST_CURRENCY or not is_storable(currency) or not currency.isprintable():
        raise BadInput(f"currency {visible(currency[:20])!r}: use at most {LONGEST_CURRENCY} characters, like EUR")
    return currency
