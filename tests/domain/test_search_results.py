"""What is shown of a text that was found: its matches marked, and what stands around the first."""

import pytest

from ldn_tui.domain.search_results import Passage, Source, holding, snippet
from ldn_tui.domain.search_words import terms_of

NOTE = "0123456789 needle 890123456789"


@pytest.mark.parametrize(
    ("text", "query", "length", "shown"),
    [
        (NOTE, "needle", 15, "…6789 [needle] 890…"),
        (NOTE, "needle", 30, "0123456789 [needle] 890123456789"),
        (NOTE, "needle", 29, "…123456789 [needle] 890123456789"),
        (NOTE, "needle", 3, "… [ne]…"),
        ("needle at the start", "needle", 9, "[needle] at…"),
        ("at the end a needle", "needle", 9, "… a [needle]"),
        ("a needle, a needle", "needle", 60, "a [needle], a [needle]"),
        ("one\r\nneedle", "needle", 60, "one  [needle]"),
        ("nothing of it is here", "needle", 7, "nothing…"),
    ],
)
def test_a_third_of_it_stands_before_the_first_match(text: str, query: str, length: int, shown: str) -> None:
    pieces = snippet(text, terms_of(query), length)
    assert "".join(f"[{piece.text}]" if piece.is_match else piece.text for piece in pieces) == shown


def test_the_passages_that_hold_any_of_it_are_kept_and_without_words_the_first() -> None:
    note, dose, lab = Passage(Source.NOTE, "rain"), Passage(Source.DOSE, "4.5 mg"), Passage(Source.LAB, "rain ESR")
    assert holding([note, dose, lab], terms_of("rain")) == (note, lab)
    assert holding([note, dose, lab], ()) == (note,)
    assert holding([], ()) == ()
