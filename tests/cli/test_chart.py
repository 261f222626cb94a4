"""`ldn chart`: the views of the Graphs room as plain text."""

import re
from datetime import date
from pathlib import Path

import pytest

from ldn_tui.graphs.views import VIEWS as VIEWS_OF_APP
from ldn_tui.journal import Journal
from ldn_tui.keys.commands import VIEW_NAMES
from tests.cli.test_entry import seal_doses
from tests.conftest import NOW, Ldn
from tests.test_house import run_python


def test_the_views_are_those_of_the_app() -> None:
    assert tuple(view.key for view in VIEWS_OF_APP) == tuple(VIEW_NAMES)


@pytest.mark.parametrize("letter", VIEW_NAMES)
def test_every_view_keeps_to_its_width_in_unicode_and_in_ascii(ldn: Ldn, demo: None, letter: str) -> None:
    for width in (40, 80, 120):
        options = ("chart", "pain", "--view", letter, "--width", str(width))
        drawn, plain = ldn(*options), ldn("--ascii", *options)
        assert (drawn.exit_code, plain.exit_code) == (0, 0), drawn.stderr
        assert max(map(len, (drawn.stdout + plain.stdout).splitlines())) <= width
        assert plain.stdout.isascii()
        assert "\x1b" not in drawn.stdout


def test_the_days_are_chosen_and_the_drawing_is_as_high_as_asked(ldn: Ldn, demo: None) -> None:
    lines = ldn("chart", "sleep", "--from", "2026-09-01", "--to", "2026-09-30", "--height", "12").stdout.splitlines()
    assert lines[0] == "Sleep, 1 Sep to 30 Sep 2026"
    assert lines.index("", 2) - 2 == 12
    assert ldn("chart", "--to", "2026-11-10").stdout.startswith("Pain, 12 Aug to 10 Nov 2026")
    assert ldn("chart", "--to", "2026-08-10").stdout.startswith("Pain, 26 Jul to 10 Aug 2026")
    assert ldn("chart", "--from", "-6").stdout.startswith("Pain, 16 Nov to 22 Nov 2026")


@pytest.mark.parametrize("letter", VIEW_NAMES)
def test_the_table_holds_the_data_of_the_drawing(ldn: Ldn, demo: None, letter: str) -> None:
    said = ldn("chart", "--view", letter, "--table")
    assert (said.exit_code, said.stderr) == (0, "")
    assert not re.search("[⠀-⣿█─│]", said.stdout)
    assert len(said.stdout.splitlines()) > 4
    assert ldn("--ascii", "chart", "--view", letter, "--table").stdout.isascii()
    for width in (40, 120):
        lines = ldn("chart", "--view", letter, "--table", "--width", str(width)).stdout.splitlines()
        assert max(map(len, lines)) <= width


def test_the_table_of_a_measure_has_a_line_a_day(ldn: Ldn, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, pain in ((date(2026, 11, 20), 4), (date(2026, 11, 21), 6.5)):
        journal.rate(day, "pain", pain)
    journal.record_dose(date(2026, 11, 21), 4.5)
    journal.write_note(date(2026, 11, 20), "at home #ill")
    table = ldn("chart", "pain", "--from", "2026-11-19", "--table").stdout
    assert table.splitlines() == [
        "Pain, 19 Nov to 22 Nov 2026",
        "",
        "  day              Pain  7-day  dose, tags",
        "  Thu 19 Nov 2026   ·",
        "  Fri 20 Nov 2026   4           #ill",
        "  Sat 21 Nov 2026   6.5         4.5 mg",
        "  Sun 22 Nov 2026   ·",
    ]
    monkeypatch.setenv("TERM", "dumb")
    assert ldn("chart", "pain", "--from", "2026-11-19").stdout == table
    assert ldn("chart", "pain", "--from", "2026-11-19", "--drawing").stdout != table


def test_the_means_can_be_left_out(ldn: Ldn, demo: None) -> None:
    assert "mean of 7 days" in ldn("chart", "pain").stdout
    assert "mean of 7 days" not in ldn("chart", "pain", "--no-mean").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("chart", "nix"), 3, "measure 'nix' is unknown"),
        (("chart", "--view", "d", "--from", "mon"), 2, "view d has no time axis"),
        (("chart", "--from", "2026-11-02", "--to", "2026-11-01"), 3, "runs backwards"),
        (("chart", "--from", "2020-01-01", "--to", "2020-02-01"), 3, "lies outside of 26 Jul to 22 Nov 2026"),
        (("chart", "--from", "never"), 3, "--from 'never' is not a day I know"),
    ],
)
def test_what_cannot_be_drawn_is_said(ldn: Ldn, demo: None, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = ldn(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr


def test_with_nothing_to_draw_the_answer_is_no(ldn: Ldn, journal: Journal) -> None:
    for letter in VIEW_NAMES:
        result = ldn("chart", "pain", "--view", letter)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("ldn: ")


@pytest.mark.parametrize("letter", VIEW_NAMES)
def test_a_sealed_trial_stays_sealed(ldn: Ldn, journal: Journal, letter: str) -> None:
    seal_doses(journal)
    ldn("log", "pain=4", "sleep=5")
    ldn("log", "pain=6", "--date", "-10")
    journal.record_dose(NOW.date(), None, label="bottle 1")
    result = ldn("chart", "pain", "--view", letter)
    assert not re.search(r"comparator|\bmg\b|LDN", result.stdout)
    if letter in {"o", "w", "s"}:
        assert (result.exit_code, result.stdout) == (1, "")


def test_a_hostile_name_is_harmless(ldn: Ldn) -> None:
    ldn("measure", "add", "Ev\x1b[2Jil\u202e", "--low", "a", "--high", "b", "--better", "lower")
    ldn("log", "ev_2jil=4", "pain=3", "note=#\x1b[31mred #ok")
    for letter in ("h", "a"):
        result = ldn("chart", "ev_2jil", "--view", letter)
        assert result.exit_code == 0, result.stderr
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.stdout)


def test_it_draws_without_the_full_screen(demo: None, journal_path: Path) -> None:
    program = """
import sys
from ldn_tui.cli import run

run(["chart", "pain"])
print("loaded:", *{name.partition(".")[0] for name in sys.modules})
"""
    loaded = set(run_python(program, db=journal_path).splitlines()[-1].split())
    assert "plotext" in loaded
    assert not loaded & {"textual", "rich"}
