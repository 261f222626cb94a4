"""A damaged file is found, never written to, and its last good backup is named.

By hand, the full numbers: `python tests/faults/run.py damage`.
"""

import random
from pathlib import Path

import pytest

from tests.faults.damage import BITS, READING, WRITING, cut_short, every_byte, flips, strangers, texts, verbs, zeros
from tests.faults.damaged_bytes import PAGE, TREES, Finder, Sound, build_full, build_older


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """A journal with rows in every table."""
    path = tmp_path_factory.mktemp("sound") / "full.db"
    build_full(path)
    return Sound(path)


def test_the_journal_that_is_damaged_has_rows_in_every_table(sound: Sound) -> None:
    assert all(sound.contents.values())
    assert sound.pages > 100


def test_no_flipped_byte_changes_a_rating_or_a_dose_unnoticed(sound: Sound) -> None:
    chance = random.Random(1)
    figure = flips("now", sound, chance, 0.01)
    assert figure.times == sound.pages
    assert figure.lost == ()
    assert every_byte(sound, chance, 0.002).lost == ()


def test_each_byte_of_one_rating_is_watched_over(sound: Sound) -> None:
    place = sound.data.index(b"pain2026-11-2")
    found = {sound.found_by(sound.flipped(place + offset, bits)) for offset in range(15) for bits in BITS[::3]}
    assert found <= {Finder.OPENING, Finder.QUICK, Finder.WHOLE, Finder.READING, Finder.HARMLESS}


def test_an_older_file_is_watched_over_as_well(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    build_older(path, 1, sound.path)
    older = Sound(path)
    assert older.values == sound.values
    assert every_byte(older, random.Random(1), 0.0005).lost == ()


def test_a_changed_rating_that_no_look_finds_would_be_noticed(sound: Sound, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.damaged_bytes.check_whole", lambda *_: None)
    pages = [page for tree in TREES for page in sound.pages_of(tree)]
    chance = random.Random(1)
    places = [chance.choice(pages) * PAGE + chance.randrange(PAGE) for _ in range(60)]
    assert Finder.VALUE in {sound.found_by(sound.flipped(place, 1)) for place in places}


def test_most_of_the_other_text_is_watched_over(sound: Sound) -> None:
    assert texts(sound, random.Random(1), 0.005).came_of_it.partition("%")[0] > "40"


def test_zeroed_and_cut_files_are_found(sound: Sound, tmp_path: Path) -> None:
    assert zeros(sound, 0.1).lost == ()
    assert cut_short(sound, tmp_path / "cut", 0.1).lost == ()


def test_what_is_no_journal_is_left_alone_and_older_ones_are_read(sound: Sound, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    build_older(older, 2, sound.path)
    assert strangers(sound, tmp_path / "strangers", [older]).lost == ()


def test_verbs_on_damaged_files(sound: Sound, tmp_path: Path) -> None:
    figure = verbs(sound, tmp_path / "verbs", random.Random(1), 0.05)
    assert figure.times >= len(READING) + len(WRITING)
    assert figure.lost == ()
