"""The user's own text is shown harmlessly and never lost."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.text import cells, is_storable, json_safe, padded, shorten, visible, visible_lines

ANY_TEXT = st.text(st.characters(exclude_categories=()))
STORABLE_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
OBEYED = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_harmless(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} and (
        unicodedata.bidirectional(character) not in OBEYED
    )


@given(ANY_TEXT)
def test_visible_keeps_the_length_and_leaves_nothing_a_terminal_obeys(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert all(is_harmless(character) for character in shown)
    assert visible(shown) == shown


def test_every_character_there_is() -> None:
    for code in range(0x110000):
        character = chr(code)
        shown = visible(character)
        assert len(shown) == 1
        assert is_harmless(shown), hex(code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("slept badly", "slept badly"),
        ("[/foo] [b", "[/foo] [b"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x07\x00\x7f", "a␇␀␡"),
        ("a\nb\tc\rd", "a↵b c␍d"),
        ("\x9b31m", "�31m"),
        ("abc\u202edef\u202c", "abc�def�"),
        ("\u2066x\u2069\u200f\u061c", "�x���"),
        ("\ufeff\u200b\u2028\xad", "����"),
        ("\ud800", "�"),
        ("\U000e0041", "�"),
        ("Größe 日本 שלום 🙂", "Größe 日本 שלום 🙂"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_visible_lines_keeps_the_line_breaks_only(text: str) -> None:
    shown = visible_lines(text)
    assert shown.count("\n") == text.count("\n")
    assert shown.split("\n") == [visible(line) for line in text.split("\n")]


@given(st.recursive(STORABLE_TEXT, lambda inner: st.lists(inner) | st.dictionaries(STORABLE_TEXT, inner)))
def test_safe_json_is_the_same_data_and_harmless(data: object) -> None:
    for indent in (None, 2):
        document = json_safe(json.dumps(data, ensure_ascii=False, indent=indent))
        assert json.loads(document) == data
        assert all(character == "\n" or is_harmless(character) for character in document)


def test_safe_json_escapes_beyond_the_basic_plane() -> None:
    assert json_safe('"\U000e0041"') == '"\\udb40\\udc41"'
    assert json_safe('"é\x9b"') == '"é\\u009b"'


@given(ANY_TEXT)
def test_storable_is_what_utf8_and_sqlite_can_keep(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        encodable = False
    else:
        encodable = True
    assert is_storable(text) == (encodable and "\0" not in text)


@given(ANY_TEXT, st.integers(1, 20))
def test_shorten_fits(text: str, width: int) -> None:
    short = shorten(text, width)
    assert len(short) <= width
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


FILLERS = "\u115f\u1160\u3164\uffa0"
JOINERS = "\u200c\u200d"


def test_what_cannot_be_seen_is_shown_as_a_sign() -> None:
    unseen = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf"]
    assert {character for character in [*unseen, *FILLERS] if visible(character) == character} == set(JOINERS)


def test_what_can_be_seen_is_left() -> None:
    """Nothing but controls, formats, separators, surrogates and fillers is replaced; what is not assigned may be."""
    replaced = {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn"}
    changed = {
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) not in replaced and visible(chr(code)) != chr(code)
    }
    assert changed == set(FILLERS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("pain", 4), ("頭痛", 4), ("e\u0301", 1), ("a\u200db", 2), ("שלום", 4), ("ｱ", 1), ("😀", 2), ("", 0)],
)
def test_cells_are_those_of_a_terminal(text: str, expected: int) -> None:
    assert cells(text) == expected
    assert cells(padded(text, 6)) == 6


def test_what_is_too_long_is_not_padded() -> None:
    assert padded("頭痛", 3) == "頭痛"
