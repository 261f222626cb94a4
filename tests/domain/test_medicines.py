"""Medicines: what they cost, how long they last, and which are likely opioids."""

from datetime import date, timedelta

import pytest

from ldn_tui.domain.medicines import OPIOIDS, Medicine, active_opioid, is_likely_opioid, opioid_line
from ldn_tui.domain.side_effects import PRESCRIBER_CALL

DAY = date(2026, 11, 22)


def on(number: int) -> date:
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("name", "is_likely"),
    [
        ("Tramadol", True), ("tramadol 50 mg retard", True), ("paracetamol/codeine", True), ("METHADONE", True),
        ("naltrexone", False), ("ibuprofen", False), ("codeinex", False), ("", False),
    ],
)  # fmt: skip
def test_a_generic_name_proposes_an_opioid(name: str, is_likely: bool) -> None:
    assert is_likely_opioid(name) is is_likely


def test_naltrexone_and_its_kin_are_no_opioids() -> None:
    assert not {"naltrexone", "naloxone", "nalmefene"} & set(OPIOIDS)
    assert list(OPIOIDS) == sorted(set(OPIOIDS))


def test_active_from_its_first_day_until_it_is_stopped() -> None:
    medicine = Medicine("i", "codeine", starts_on=on(0), stops_on=on(2), opioid=True)
    assert [medicine.is_active(on(number)) for number in (-1, 0, 1, 2)] == [False, True, True, False]
    assert Medicine("i", "x").is_active(on(-9999))
    assert active_opioid([Medicine("i", "x"), medicine], on(1)) is medicine
    assert active_opioid([Medicine("i", "x"), medicine], on(2)) is None


def test_the_price_of_one() -> None:
    assert Medicine("i", "x").unit_price is None
    assert Medicine("i", "x", price=2.5).unit_price == 2.5
    assert Medicine("i", "x", price=60, pack_size=30).unit_price == 2
    assert Medicine("i", "x").unit_price_in_words is None
    assert Medicine("i", "x", price=60, pack_size=30, currency="EUR").unit_price_in_words == "2.00 EUR"
    assert Medicine("i", "x", price=0.85).unit_price_in_words == "0.85"


@pytest.mark.parametrize(
    ("supply", "a_day", "days"), [(84, 1, 84), (84, 2, 42), (5, 2, 2), (0, 1, 0), (0.3, 0.1, 3), (1e6, 0.001, None)]
)
def test_it_runs_out_on_the_first_day_without_enough(supply: float, a_day: float, days: int | None) -> None:
    medicine = Medicine("i", "x", supply=supply, supply_on=DAY, units_a_day=a_day)
    assert medicine.runs_out_on() == (date.max if days is None else on(days))


def test_one_a_day_is_taken_where_it_was_not_said() -> None:
    assert Medicine("i", "x", supply=10, supply_on=DAY).runs_out_on() == on(10)


def test_where_a_plan_says_when_it_is_taken_only_those_days_count() -> None:
    counted = Medicine("i", "x", supply=10, supply_on=DAY, units_a_day=2)
    assert counted.runs_out_on(lambda day: True) == counted.runs_out_on() == on(5)
    assert counted.runs_out_on(lambda day: day >= on(14)) == on(19)
    assert counted.runs_out_on(lambda day: day != on(2)) == on(6)
    assert counted.runs_out_on(lambda day: day < on(5)) is None


def test_whether_it_runs_out_cannot_always_be_told() -> None:
    assert Medicine("i", "x").runs_out_on() is None
    assert Medicine("i", "x", supply=10, supply_on=DAY, as_needed=True).runs_out_on() is None
    assert Medicine("i", "x", supply=10, supply_on=DAY, stops_on=on(5)).runs_out_on() is None


def test_what_is_said_of_an_opioid_begins_with_its_name_and_ends_with_whom_to_call() -> None:
    said = opioid_line("Tramadol")
    assert said.startswith("Tramadol is an opioid. ")
    assert said.endswith(PRESCRIBER_CALL)
