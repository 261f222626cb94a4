"""`ldn status --short`: one short line for prompts and bars."""

import json
from datetime import timedelta

import pytest

from ldn_tui.domain.days import DayState
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from ldn_tui.reports.status_line import StatusLine
from tests.conftest import NOW, Ldn

TODAY = NOW.date()
COMPLETE = ("pain=4", "sleep=4", "mood=4", "food=4", "function=4")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), (0, "? 0/5\n")),
        (("pain=4",), (0, "◐ 1/5\n")),
        (("pain=-", "sleep=3"), (0, "◐ 2/5\n")),
        (COMPLETE, (1, "✓\n")),
        (("skip=ill",), (1, "»\n")),
    ],
)
def test_the_line_says_how_today_stands(
    ldn: Ldn, journal: Journal, given: tuple[str, ...], expected: tuple[int, str]
) -> None:
    if given:
        ldn("log", *given)
    said = ldn("status", "--short")
    assert (said.exit_code, said.stdout, said.stderr) == (*expected, "")


def test_dose_trial_and_earlier_days_follow_in_one_order(ldn: Ldn, journal: Journal) -> None:
    ldn("trial", "new", "before-after", "--start", "2026-11-08", "--dose-plan", "2026-11-24=1.5@22:00", "--yes")
    later = "2026-11-24T09:00:00+01:00"
    assert ldn("status", "--short", now=later).stdout == "? 0/5 dose +2d\n"
    assert ldn("status", "--short").stdout == "? 0/5 trial\n"
    ldn("log", *COMPLETE, now=later)
    assert ldn("status", "--short", now=later).stdout == "◐ 5/5 dose +2d\n"
    ldn("dose", "1.5", now=later)
    assert ldn("status", "--short", now=later).stdout == "✓ +2d\n"


def test_ascii_has_as_many_columns(ldn: Ldn, journal: Journal) -> None:
    for given in ("pain=4", "skip=ill"):
        ldn("log", given)
        ours, theirs = ldn("status", "--short").stdout, ldn("--ascii", "status", "--short").stdout
        assert theirs.isascii()
        assert len(theirs) == len(ours)


@pytest.mark.parametrize("asked", [5, 12])
def test_the_line_keeps_its_width_while_a_day_is_rated(asked: int) -> None:
    lines = [StatusLine(DayState.PARTIAL, answered, asked, True, 1, 2).text for answered in range(asked + 1)]
    assert len({len(line) for line in lines}) == 1


def test_json_is_what_a_bar_reads(ldn: Ldn, journal: Journal) -> None:
    ldn("log", "pain=9", "note=a secret")
    said = ldn("status", "--short", "--json")
    assert said.stdout.count("\n") == 1
    assert json.loads(said.stdout) == {
        "text": "◐ 1/5",
        "alt": "due",
        "class": "due",
        "tooltip": "Today: 1 of 5 rated",
    }
    ldn("log", *COMPLETE)
    done = ldn("status", "--short", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["class"] == "done"


def test_nothing_is_written(ldn: Ldn, journal: Journal) -> None:
    ldn("trial", "new", "before-after", "--start", "2026-11-08", "--dose-plan", "2026-11-22=1.5", "--yes")
    ldn("dose", "1.5")
    journal.close()
    before = journal.path.read_bytes()
    # By then the trial's lock has come due: any other verb would write it.
    assert ldn("status", "--short", now=NOW + timedelta(days=30)).exit_code == 0
    assert journal.path.read_bytes() == before
    assert ldn("status", now=NOW + timedelta(days=30)).exit_code == 0
    assert journal.path.read_bytes() != before


def test_without_a_journal_a_bar_stays_empty(ldn: Ldn, journal: Journal) -> None:
    journal.close()
    journal.path.unlink()
    said = ldn("status", "--short")
    assert (said.exit_code, said.stdout) == (4, "")
    assert not journal.path.exists()


def test_an_older_journal_is_left_as_it_is(ldn: Ldn, journal: Journal) -> None:
    journal.close()
    data = bytearray(journal.path.read_bytes())
    data[60:64] = (1).to_bytes(4, "big")
    journal.path.write_bytes(data)
    said = ldn("status", "--short")
    assert (said.exit_code, said.stdout) == (4, "")
    assert "older ldn-tui" in said.stderr
    assert journal.path.read_bytes() == data


def test_no_sign_is_one_that_a_terminal_obeys() -> None:
    for state in DayState:
        text = StatusLine(state, 0, 5, True, 1, 1).text
        assert visible(text) == text
