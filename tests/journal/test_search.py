"""Searching a real journal: the index finds what the words say, and keeps nothing of what is forgotten."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.seal import Content
from ldn_tui.domain.search_results import Source
from ldn_tui.domain.search_words import indexed, marked, terms_of
from ldn_tui.journal import Journal
from ldn_tui.storage.search_index import SearchIndex
from tests.journal_with_everything import sealed_journal

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def told(journal: Journal) -> Journal:
    """A journal with two days of everything."""
    journal.write_note(YESTERDAY, "Slept badly, rain all day.\nTired but glad #visitors")
    journal.write_note(TODAY, "A [bold]walk[/bold] in the rain")
    journal.add_side_effect(TODAY, "vivid dreams", 2)
    journal.record_no_dose(TODAY)
    journal.record_dose(YESTERDAY, 4.5)
    journal.record_rescue(YESTERDAY, "ibuprofen", 2)
    journal.record_lab(TODAY, "ESR", 24, "mm/h")
    journal.record_impression(TODAY, 2)
    return journal


def days(journal: Journal, query: str) -> list[date]:
    sitting = journal.search()
    found = sitting.find(query)
    sitting.close()
    assert found.total == len(found.days)
    return [day.day for day in found.days]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rain", [TODAY, YESTERDAY]),
        ("rain walk", [TODAY]),
        ("rain glad", [YESTERDAY]),
        ("rain dreams", [TODAY]),
        ('"rain glad"', []),
        ("#vis", [YESTERDAY]),
        ("#rain", []),
        ("VIVID", [TODAY]),
        ("moderate", [TODAY]),
        ("not taken", [TODAY]),
        ("naltrexone 4.5", [YESTERDAY]),
        ("ibu", [YESTERDAY]),
        ("esr 24", [TODAY]),
        ("much improved", [TODAY]),
        ("", [TODAY, YESTERDAY]),
        ('AND OR NOT * ^ ( : "', []),
        ("NEAR(rain walk)", []),
    ],
)
def test_what_is_found(told: Journal, query: str, found: list[date]) -> None:
    assert days(told, query) == found


def test_only_the_passages_that_match_are_shown(told: Journal) -> None:
    found = told.search().find("rain dreams")
    assert [passage.source for passage in found.days[0].passages] == [Source.NOTE, Source.SIDE_EFFECT]


def test_no_more_than_asked_for_but_all_are_counted(told: Journal) -> None:
    found = told.search().find("rain", most=1)
    assert ([day.day for day in found.days], found.total) == ([TODAY], 2)
    latest = told.search().find("", most=1)
    assert ([day.day for day in latest.days], latest.total) == ([TODAY], 2)


def test_a_search_leaves_the_file_as_it_was(told: Journal, journal_path: Path) -> None:
    before = journal_path.read_bytes()
    days(told, "rain")
    assert journal_path.read_bytes() == before
    assert [path.name for path in journal_path.parent.iterdir() if path.is_file()] == [journal_path.name]


def test_under_seal_only_labels_are_found(tmp_path: Path, clock: PinnedClock) -> None:
    found = []
    for name, contents in (("one", (Content.LDN, Content.COMPARATOR)), ("other", (Content.COMPARATOR, Content.LDN))):
        sealed = sealed_journal(tmp_path / f"{name}.db", clock, contents)
        sitting = sealed.search()
        assert sitting.find("bottle").total > 0
        assert not {passage.text for day in sitting.find("comparator").days for passage in day.passages}
        found.append([sitting.find(query).days for query in ("bottle", "naltrexone", "mg", "ldn", "")])
        sealed.close()
    assert found[0] == found[1]


WORDS = st.lists(
    st.sampled_from(["rain", "Rain", "rainy", "résumé", "#ill", "痛い", "👍", "4.5", '"', "a-b"]), max_size=5
)


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_the_index_finds_what_the_words_hold(notes: list[list[str]], asked: list[str]) -> None:
    texts = {TODAY - timedelta(days=number): " ".join(words) for number, words in enumerate(notes)}
    terms = terms_of(" ".join(asked))
    index = SearchIndex((day, indexed([text])) for day, text in texts.items())
    found, total = index.find(terms, 10)
    index.close()
    expected = [day for day, text in texts.items() if terms and all(marked(text, [term]) for term in terms)]
    assert (found, total) == (expected, len(expected))


@given(st.text(), st.text())
def test_no_query_is_an_error(text: str, query: str) -> None:
    index = SearchIndex([(TODAY, indexed([text]))])
    found, total = index.find(terms_of(query), 10)
    index.close()
    assert found in ([], [TODAY])
    assert total == len(found)
