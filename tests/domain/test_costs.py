"""What a trial's medicine cost."""

from typing import Any

import pytest

from ldn_tui.domain import sentences
from ldn_tui.domain.costs import cost
from ldn_tui.domain.medicine_findings import Cost
from ldn_tui.domain.medicines import Medicine
from tests.domain.evidence_builder import dose, evidence, on

LDN = Medicine("m", "naltrexone", price=60, pack_size=30, currency="EUR")


def other(name: str = "duloxetine", **changes: Any) -> Medicine:
    known: dict[str, Any] = {"stops_on": on(7), "price": 0.5, "currency": "EUR"}
    return Medicine(name, name, **known | changes)


def told(*medicines: Medicine) -> Cost:
    """Return the cost after 14 days of baseline less 7, and 14 days with one dose left out."""
    return cost(evidence(baseline=[6] * 7, treatment=[5] * 14, medicines=medicines, also={9: {"doses": ()}}))


def test_the_price_of_a_unit_for_every_dose_taken() -> None:
    assert told(LDN) == Cost(26.0, 13.0, None, "EUR", None)


def test_against_the_regular_medicines_that_were_stopped() -> None:
    assert told(LDN, other(), other("pregabalin", stops_on=on(20), units_a_day=2)).before_per_week == 10.5


@pytest.mark.parametrize(
    "changes",
    [{"stops_on": None}, {"stops_on": on(6)}, {"stops_on": on(21)}, {"as_needed": True}, {"starts_on": on(8)}],
)
def test_what_was_not_replaced_does_not_count(changes: dict[str, Any]) -> None:
    assert told(LDN, other(**{"stops_on": on(12)} | changes)).before_per_week is None


def test_a_price_that_is_not_known_leaves_the_sum_open() -> None:
    assert told(LDN, other(), other("pregabalin", price=None)).before_per_week is None


def test_the_currency_is_said_only_if_all_are_alike() -> None:
    assert (told(LDN, other()).currency, told(LDN, other()).before_per_week) == ("EUR", 3.5)
    assert (told(LDN, other(currency="USD")).currency, told(LDN, other(currency="USD")).before_per_week) == ("", None)
    assert (told(LDN, other(currency="")).currency, told(LDN, other(currency="")).total) == ("", 26.0)


def test_a_day_takes_as_many_units_as_its_dose_and_more_if_more_were_taken() -> None:
    three = Medicine("m", "naltrexone", price=2, units_a_day=3)
    assert cost(evidence(treatment=[5] * 7, medicines=(three,))).total == 42
    one = Medicine("m", "naltrexone", price=2)
    twice = {"doses": (dose(on(1)), dose(on(1), id="second"))}
    assert cost(evidence(treatment=[5] * 7, medicines=(one,), also={1: twice})).total == 16


def test_without_a_price_or_a_dose_there_is_no_total() -> None:
    assert told() == Cost(None, None, None, "", sentences.NO_PRICE)
    assert told(Medicine("m", "naltrexone"), other()) == Cost(None, None, 3.5, "EUR", sentences.NO_PRICE)
    before = cost(evidence(baseline=[6] * 7, medicines=(LDN,)))
    assert before == Cost(None, None, None, "EUR", sentences.NO_DOSE_TAKEN)
