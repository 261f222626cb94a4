"""Text in ASCII alone: letters without their accents, and as many cells as before."""

import pytest

from ldn_tui.domain.ascii_text import in_ascii


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("zero\u200bwidth", "zerowidth"),
        ("痛い", "????"),
        ("Ａ", "??"),
        ("Ж", "?"),
        ("½", "1"),
        ("―", "?"),
        ("6.2 → 4.5", "6.2 ->4.5"),
        ("a\n\tb é", "a\n\tb e"),
    ],
)
def test_each_character_becomes_what_fits_its_cells(text: str, expected: str) -> None:
    assert in_ascii(text) == expected
