"""The clock: real, or pinned by LDN_NOW."""

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Self

import pytest

from ldn_tui.clock import PinnedClock, SystemClock, clock_from_environment
from tests.conftest import NOW, Ldn


@pytest.mark.parametrize(("month", "hours"), [(1, 1), (7, 2)])
def test_the_machines_clock_says_the_offset_of_its_zone(
    monkeypatch: pytest.MonkeyPatch, month: int, hours: int
) -> None:
    class Frozen(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2026, month, 1, 12, 0, 0, 987_000, tzinfo=tz)

    monkeypatch.setattr("ldn_tui.clock.datetime", Frozen)
    clock = clock_from_environment()
    assert isinstance(clock, SystemClock)
    assert not clock.is_pinned
    assert clock.now() == datetime(2026, month, 1, 12, tzinfo=UTC)
    assert clock.now().utcoffset() == timedelta(hours=hours)
    assert clock.local(Frozen(2026, month, 1, 22)).isoformat() == f"2026-0{month}-01T22:00:00+0{hours}:00"


def test_it_can_be_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LDN_NOW", " 2026-11-22T21:30:00+01:00 ")
    clock = clock_from_environment()
    assert clock == PinnedClock(NOW)
    assert clock.is_pinned
    assert clock.now() == NOW


@pytest.mark.parametrize("text", ["2026-11-22T21:30:00", "2026-11-22", "now", "\x1b[31m", "25:00"])
def test_a_naive_instant_or_none_is_refused(ldn: Ldn, text: str) -> None:
    result = ldn("log", "pain=4", now=text)
    assert result.exit_code == 2
    assert "LDN_NOW" in result.stderr
    assert "2026-11-22T21:30:00+01:00" in result.stderr
    assert "\x1b" not in result.stderr


def test_an_empty_one_is_no_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LDN_NOW", "")
    assert clock_from_environment() == SystemClock()


def test_every_write_says_that_the_clock_is_pinned_and_no_reading_does(ldn: Ldn) -> None:
    pinned = "(LDN_NOW pins the clock to 2026-11-22T21:30:00+01:00)\n"
    for call in (
        ["log", "pain=4"],
        ["undo"],
        ["redo"],
        ["measure", "retire", "food"],
        ["measure", "add", "X", "--low", "a", "--high", "b", "--better", "lower"],
    ):
        assert ldn(*call).stderr == pinned
    for call in (["status"], ["show"], ["measure"], ["paths"]):
        assert ldn(*call).stderr == ""
