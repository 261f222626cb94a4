"""Laboratory values against the laboratory's own ranges."""

import pytest

from ldn_tui.domain.days import Lab
from ldn_tui.domain.lab_values import is_outside, lab_values
from tests.domain.evidence_builder import evidence, on


def esr(value: float, low: float | None = None, high: float | None = 20, name: str = "ESR") -> Lab:
    return Lab(f"{name}{value}", name, value, "mm/h", low, high)


def test_values_come_with_their_days_earliest_first() -> None:
    known = evidence(treatment=[5] * 40, also={30: {"labs": (esr(12), esr(3, name="CRP"))}, 2: {"labs": (esr(38),)}})
    assert [(lab.day, lab.name, lab.value, lab.is_outside) for lab in lab_values(known)] == [
        (on(2), "ESR", 38, True),
        (on(30), "CRP", 3, False),
        (on(30), "ESR", 12, False),
    ]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(None, None, None), (None, 10, False), (10, None, False), (10.5, None, True), (None, 9.9, True), (9, 11, False)],
)
def test_the_limits_of_a_range_are_inside(low: float | None, high: float | None, expected: bool | None) -> None:
    assert is_outside(esr(10, low, high)) is expected


def test_none_measured() -> None:
    assert lab_values(evidence(treatment=[5] * 3)) == ()
