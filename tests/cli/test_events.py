"""`ldn events`."""

import json
from datetime import date, timedelta

import pytest

from ldn_tui.journal import Journal
from tests.conftest import Ldn

TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


@pytest.fixture
def tagged(journal: Journal) -> Journal:
    """A journal with three events, and a note that is none."""
    journal.write_note(day(40), "in bed #Ill\nall day")
    journal.write_note(day(8), "#ill again, #travel")
    journal.write_note(day(2), "no tag")
    journal.write_note(day(1), "home\x1b[31m #travel")
    return journal


def test_a_line_a_day_with_its_tags_and_the_first_line_of_the_note(tagged: Journal, ldn: Ldn) -> None:
    result = ldn("events")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Tue 13 Oct 2026  #Ill          in bed #Ill",
        "Sat 14 Nov 2026  #Ill #travel  #ill again, #travel",
        "Sat 21 Nov 2026  #travel       home␛[31m #travel",
    ]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (["-8..today"], [8, 1]),
        (["-8"], [8]),
        (["--tag", "ILL"], [40, 8]),
        (["--tag", "#travel", "2026-11-15..2026-11-22"], [1]),
    ],
)
def test_a_range_and_a_tag_narrow_the_list(tagged: Journal, ldn: Ldn, words: list[str], days: list[int]) -> None:
    document = json.loads(ldn("events", *words, "--json").stdout)
    assert [event["date"] for event in document["events"]] == [day(ago).isoformat() for ago in days]


def test_json_is_versioned_and_exact(tagged: Journal, ldn: Ldn) -> None:
    result = ldn("events", "-1", "--json")
    assert "\x1b" not in result.stdout
    assert json.loads(result.stdout) == {
        "version": 1,
        "events": [{"date": "2026-11-21", "tags": ["travel"], "line": "home\x1b[31m #travel"}],
    }


@pytest.mark.parametrize(
    ("words", "reason"), [([], "no day has a tag"), (["-3", "--tag", "ill"], "no day of these has the tag #ill")]
)
def test_with_none_the_answer_is_no(journal: Journal, ldn: Ldn, words: list[str], reason: str) -> None:
    said = ldn("events", *words)
    assert (said.exit_code, said.stdout) == (1, "")
    assert reason in said.stderr
    as_json = ldn("events", *words, "--json")
    assert as_json.exit_code == 1
    assert json.loads(as_json.stdout) == {"version": 1, "events": []}


@pytest.mark.parametrize(
    ("words", "exit_code"), [(["--tag", "two words"], 3), (["not-a-day"], 3), (["--jsno"], 2), (["-2..-5"], 3)]
)
def test_what_cannot_be_read_is_refused(tagged: Journal, ldn: Ldn, words: list[str], exit_code: int) -> None:
    assert ldn("events", *words).exit_code == exit_code
