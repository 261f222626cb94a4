"""What is typed on one line for a dose, a side effect or a rescue medicine."""

from datetime import time

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.side_effects import FIRST_TERMS
from ldn_tui.domain.typed_answers import (
    TypedDose,
    TypedRescue,
    TypedSideEffect,
    matching_names,
    matching_terms,
    read_dose,
    read_rescue,
    read_side_effect,
)


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("4.5", TypedDose(4.5, None, None)),
        ("4,5mg", TypedDose(4.5, None, None)),
        ("4.5 mg 22:00", TypedDose(4.5, None, time(22))),
        ("3 at 9:05", TypedDose(3.0, None, time(9, 5))),
        ("bottle 1", TypedDose(None, "bottle 1", None)),
        ("bottle 12 22:00", TypedDose(None, "bottle 12", time(22))),
    ],
)
def test_doses_are_read(text: str, dose: TypedDose) -> None:
    assert read_dose(text) == dose


@pytest.mark.parametrize("text", ["", "4.5.6", "-1", "0", "4.55", "4.5 25:00", "4 5"])
def test_what_is_no_dose_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="dose"):
        read_dose(text)


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("headache", TypedSideEffect("headache", None)),
        ("headache 2", TypedSideEffect("headache", 2)),
        ("headache:3", TypedSideEffect("headache", 3)),
        ("Vivid dreams, mild", TypedSideEffect("vivid dreams", 1)),
        ("nausea:severe", TypedSideEffect("nausea", 3)),
        ("nausea 0", TypedSideEffect("nausea", 0)),
    ],
)
def test_side_effects_are_read(text: str, effect: TypedSideEffect) -> None:
    assert read_side_effect(text) == effect


@pytest.mark.parametrize("text", ["", "headache 4", "headache 2.5", " : 2", "x" * 61])
def test_what_is_no_side_effect_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="side effect"):
        read_side_effect(text)


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("Headache", ("headache",)),
        ("insom", ("insomnia",)),
        ("dreams", ("vivid dreams",)),
        ("d", ("dizziness", "drowsiness", "dark urine or yellow skin")),
        ("itch", ()),
        ("rash", ("rash",)),
    ],
)
def test_terms_are_found_by_name_by_beginning_and_by_part(words: str, terms: tuple[str, ...]) -> None:
    assert matching_terms(words, FIRST_TERMS) == terms


@pytest.mark.parametrize(
    ("text", "rescue"),
    [
        ("ibuprofen", TypedRescue("ibuprofen", None)),
        ("ibuprofen 2", TypedRescue("ibuprofen", 2.0)),
        ("ibuprofen x0.5", TypedRescue("ibuprofen", 0.5)),
        ("ibuprofen:1,5", TypedRescue("ibuprofen", 1.5)),
        ("2 ibuprofen", TypedRescue("ibuprofen", 2.0)),
    ],
)
def test_rescue_medicines_are_read(text: str, rescue: TypedRescue) -> None:
    assert read_rescue(text) == rescue


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(BadInput, match="rescue count"):
        read_rescue("ibuprofen 1.2.3")


def test_a_name_is_found_by_how_it_begins() -> None:
    names = ("Ibuprofen", "Ibuprofen retard", "Paracetamol")
    assert matching_names("para", names) == ("Paracetamol",)
    assert matching_names(" IBUPROFEN ", names) == ("Ibuprofen",)
    assert matching_names("ibu", names) == names[:2]
    assert matching_names("profen", names) == ()
