"""The emergency card."""

from dataclasses import replace
from datetime import date

import pytest

from ldn_tui.reports.emergency_card import WIDTH, CardFacts, SealedCard, card_text

DAY = date(2026, 11, 22)
TAKING = CardFacts(DAY, "naltrexone", "4.5 mg", (DAY, "4.5 mg"), is_taking=True)
SEALED = replace(TAKING, is_taking=False, sealed=SealedCard("Ada, pharmacist", "030 1234567", "bottle 2"))


def in_one_line(facts: CardFacts) -> str:
    return " ".join(card_text(facts).split())


def test_the_card_of_one_who_takes_it() -> None:
    assert card_text(TAKING) == (
        "--------------------------------------------------------------------\n"
        "EMERGENCY CARD                               written Sun 22 Nov 2026\n"
        "\n"
        "Name: ________________________________\n"
        "\n"
        "I TAKE NALTREXONE 4.5 mg.\n"
        "Last dose written down: 4.5 mg on Sun 22 Nov 2026.\n"
        "\n"
        "Naltrexone blocks opioids: they may not work, and it can set off\n"
        "withdrawal. Afterwards a former opioid dose may be too strong.\n"
        "Tell everyone who treats me, before an opioid is given or an\n"
        "operation or a procedure is planned.\n"
        "--------------------------------------------------------------------\n"
    )


def test_a_sealed_card_names_the_helper_and_how_to_act() -> None:
    card = in_one_line(SEALED)
    assert "I MAY BE TAKING NALTREXONE 4.5 mg." in card
    assert "Until opened, act as if on naltrexone." in card
    assert "Ada, pharmacist, telephone 030 1234567" in card
    assert "Now taking from: bottle 2." in card
    assert "I TAKE" not in card


def test_nothing_is_said_that_was_not_entered() -> None:
    bare = CardFacts(DAY, "naltrexone", None, None, is_taking=True)
    assert " mg" not in card_text(bare)
    assert "Last dose" not in card_text(bare)
    assert "other medicines" not in card_text(bare)
    between = replace(SEALED, amount=None, last_taken=None, sealed=SealedCard("Ada", "030 1", None))
    assert "Now taking" not in card_text(between)


def test_one_who_stopped_is_said_to_have() -> None:
    stopped = replace(TAKING, amount=None, is_taking=False)
    assert "I TOOK NALTREXONE until Sun 22 Nov 2026." in card_text(stopped)
    assert "a former opioid dose may be too strong" in in_one_line(stopped)


def test_another_name_of_the_medicine_is_explained() -> None:
    assert "I TAKE REVIA (NALTREXONE) 4.5 mg." in card_text(replace(TAKING, medicine="Revia"))
    assert "I TAKE NALTREXONE CAPSULES 4.5 mg." in card_text(replace(TAKING, medicine="Naltrexone capsules"))


def test_other_medicines_and_the_opioids_among_them() -> None:
    card = card_text(replace(TAKING, medicines=(("vitamin D", False), ("tramadol 50 mg", True))))
    assert "\nMy other medicines: tramadol 50 mg (AN OPIOID); vitamin D.\n" in card


@pytest.mark.parametrize("facts", [TAKING, SEALED])
def test_it_fits_on_half_a_page_and_obeys_no_text(facts: CardFacts) -> None:
    long = replace(facts, medicine="m" * 60, medicines=tuple((f"medicine {n} " + "x" * 40, True) for n in range(6)))
    lines = card_text(long).splitlines()
    assert len(lines) <= 33
    assert all(len(line) <= WIDTH for line in lines)
    hostile = replace(
        facts,
        medicine="a\x1b[31mb",
        medicines=(("x\ny\u202e", False),),
        sealed=SealedCard("A\x1b]0;t\x07", "1\u200b", "bottle\x9b 1"),
    )
    assert not set(card_text(hostile)) & set("\x1b\x07\x9b\u202e\u200b")
