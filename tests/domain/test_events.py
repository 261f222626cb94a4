"""Events: what is read out of notes, how tags are told apart, and how they are counted."""

from datetime import date, timedelta

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.events import Events, TagCount
from ldn_tui.domain.tags import check_tag

TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


EVENTS = Events(
    [
        (day(9), "nothing"),
        (day(8), "\n  a cold #Ill \nand more"),
        (day(5), "#travel"),
        (day(3), "#TRAVEL and #ill"),
        (day(1), "#Müde"),
    ]
)


def test_an_event_is_a_day_whose_note_holds_tags() -> None:
    assert [(event.day, event.line) for event in EVENTS.all] == [
        (day(8), "a cold #Ill"),
        (day(5), "#travel"),
        (day(3), "#TRAVEL and #ill"),
        (day(1), "#Müde"),
    ]


def test_a_tag_is_written_as_the_earliest_note_writes_it() -> None:
    assert [event.tags for event in EVENTS.all] == [("Ill",), ("travel",), ("travel", "Ill"), ("Müde",)]
    assert EVENTS.spelled(("ILL", "mÜDE", "New")) == ("Ill", "Müde", "New")


@pytest.mark.parametrize(
    ("tag", "days"), [(None, [8, 5, 3, 1]), ("ill", [8, 3]), ("TRAVEL", [5, 3]), ("müde", [1]), ("il", [])]
)
def test_events_are_found_by_a_tag_in_any_case(tag: str | None, days: list[int]) -> None:
    assert [event.day for event in EVENTS.having(tag)] == [day(ago) for ago in days]


def test_tags_are_counted_the_most_frequent_first_then_by_name() -> None:
    assert EVENTS.counts() == (TagCount("Ill", 2, day(3)), TagCount("travel", 2, day(3)), TagCount("Müde", 1, day(1)))


@pytest.mark.parametrize("text", ["ill", "#ill", " #ill "])
def test_a_tag_may_be_typed_with_its_sign_or_without(text: str) -> None:
    assert check_tag(text) == "ill"


@pytest.mark.parametrize("text", ["", "#", "two words", "12", "a#b", "##ill", "x" * 41, "dash-"])
def test_what_no_note_could_hold_as_a_tag_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="write one word"):
        check_tag(text)
