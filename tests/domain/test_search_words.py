"""Words, phrases and tags: what is typed is found, however it is written, and nothing typed is ever wrong."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.search_results import Passage, Source, holding, snippet
from ldn_tui.domain.search_words import BOUNDARY, TAG_MARK, indexed, marked, terms_of, words_of


def matches(text: str, query: str) -> list[str]:
    return [text[first:last] for first, last in marked(text, terms_of(query))]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Slept badly, rain", "sle", ["Slept"]),
        ("Slept badly, rain", "lept", []),
        ("Slept badly, rain", '"slept badly"', ["Slept badly"]),
        ("Slept badly, rain", '"slept bad"', []),
        ("Slept badly, rain", '"slept bad', ["Slept badly"]),
        ("Café, naïve, Müdigkeit", "cafe mudig", ["Café", "Müdigkeit"]),
        (unicodedata.normalize("NFD", "Café"), "café", [unicodedata.normalize("NFD", "Café")[:-1]]),
        ("STRASSE", "straße", ["STRASSE"]),
        ("naltrexone 4.5 mg", "4.5", ["4.5"]),
        ("naltrexone 14.5 mg", "4.5", []),
        ("don't", "don't", ["don't"]),
        ("頭が痛い", "痛い", ["痛い"]),
        ("頭が痛い", "い痛", []),
        ("머리가 아프다", "머리", ["머리가"]),
        ("ปวดหัวมาก", "หัว", ["หัว"]),
        ("a walk 👍🏽 good", "👍", ["👍"]),
        ("long day #ill-again", "#ill", ["#ill-again"[:4]]),
        ("ill, not tagged", "#ill", []),
        ("felt ill, not tagged", "#ill", []),
        ("#ill", "#ill", ["#ill"]),
        ("seen on page#ill", "ill", ["ill"]),
        ("nothing", "***", []),
    ],
)
def test_what_is_marked(text: str, query: str, found: list[str]) -> None:
    assert matches(text, query) == found


@given(st.text())
def test_nothing_typed_is_wrong(query: str) -> None:
    for term in terms_of(query):
        assert term.words
        assert not any({'"', " ", BOUNDARY} & set(word) for word in term.words)


@given(st.text())
def test_every_text_is_found_by_its_own_words(text: str) -> None:
    words = words_of(text)
    assert not any(TAG_MARK in word for word in words)
    if words:
        assert marked(text, terms_of(" ".join(words))) != []


@given(st.text(), st.text(), st.integers(1, 60))
def test_a_snippet_is_a_piece_of_its_text(text: str, query: str, length: int) -> None:
    pieces = snippet(text, terms_of(query), length)
    shown = "".join(piece.text for piece in pieces)
    plain = text.replace("\n", " ").replace("\r", " ")
    assert len(shown) <= length + 2
    assert shown.removeprefix("…").removesuffix("…") in plain
    if holding([Passage(Source.NOTE, text)], terms_of(query)) and terms_of(query):
        assert any(piece.is_match for piece in pieces)


def test_phrases_do_not_run_from_one_passage_into_the_next() -> None:
    assert f"headache {BOUNDARY} nausea" in indexed(["headache", "nausea"])


def test_a_tag_is_indexed_by_its_sign_and_its_words() -> None:
    assert indexed(["#new-batch today"]).split() == [
        "new",
        "batch",
        "today",
        BOUNDARY,
        f"{TAG_MARK}new",
        "batch",
        BOUNDARY,
    ]
    assert TAG_MARK not in indexed(["new-batch today"])
