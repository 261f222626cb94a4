"""Random keys: the journal holds what the model says; and what goes wrong is noticed and made short."""

from datetime import date

import pytest

from ldn_tui.domain.changes import Change
from ldn_tui.journal import Journal
from ldn_tui.tui.screens.today import TodayScreen
from tests.faults.random_keys import Tally, failure, losses, sequence, shortened


def tally() -> Tally:
    return Tally(0, 0, 0, set())


def test_random_keys_lose_nothing() -> None:
    known = tally()
    assert list(losses(1, 3, known, length=80)) == []
    assert known.predicted
    assert known.steps


def test_the_same_seed_presses_the_same_keys() -> None:
    assert sequence(1, 0) == sequence(1, 0)
    assert sequence(1, 0) != sequence(2, 0)


def test_the_keys_of_the_form_and_what_comes_between_them_are_foretold() -> None:
    known = tally()
    keys = "home 4 . 5 - x left backspace 3 lock 7 8 release home down down n other clock home [ 6 u U"
    assert failure(keys.split(), known) is None
    assert known.predicted > 8


def test_a_lost_value_would_be_noticed_and_made_short(monkeypatch: pytest.MonkeyPatch) -> None:
    rate = Journal.rate

    def forgets_sevens(self: Journal, day: date, measure: str, value: float | None) -> Change:
        return rate(self, day, measure, 6.0 if value == 7 else value)

    monkeypatch.setattr(Journal, "rate", forgets_sevens)
    assert shortened(["home", "4", "7"]) == ("home", "7")


def test_an_arrow_that_rates_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TodayScreen, "action_change", lambda self, key: self.action_rate("5"))
    failed = failure(["home", "left"], tally())
    assert failed is not None
    assert "expected" in failed[1]


def test_a_failing_key_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: TodayScreen) -> None:
        raise ValueError("on purpose")

    monkeypatch.setattr(TodayScreen, "action_note", broken)
    failed = failure(["home", "4", "w"], tally())
    assert failed is not None
    assert failed[0] == 2
    assert "ValueError" in failed[1]
