"""Prices: an amount with its currency, as people write it."""

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.prices import Price, parse_price


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("60", Price(60)), (" 0,85 ", Price(0.85)), ("60 EUR", Price(60, "EUR")), ("60€", Price(60, "€")),
        ("$12.50", Price(12.5, "$")), ("CHF 5", Price(5, "CHF")), ("0", Price(0)),
    ],
)  # fmt: skip
def test_a_price_is_read(text: str, price: Price) -> None:
    assert parse_price(text) == price


@pytest.mark.parametrize(
    "text", ["", "EUR", "-1", "1e3", "$5 EUR", "5 6", "1.2.3", "5 " + "x" * 13, "5 \x1b[31m", "5 E\nR"]
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"price|currency"):
        parse_price(text)


def test_it_is_said_with_its_currency() -> None:
    assert [str(Price(2, "EUR")), str(Price(0.854))] == ["2.00 EUR", "0.85"]


def test_several_cost_several_times_as_much_in_the_same_currency() -> None:
    assert Price(0.5, "EUR").times(3) == Price(1.5, "EUR")
