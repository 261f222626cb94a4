"""`ldn calendar`: a month as a grid of days, or day by day in words."""

import re

import pytest

from ldn_tui.journal import Journal
from tests.cli.test_entry import seal_doses
from tests.conftest import NOW, Ldn

TODAY = NOW.date()


def test_each_rating_stands_under_its_day(ldn: Ldn) -> None:
    others = ("sleep=5", "mood=5", "food=5", "function=5")
    ldn("log", "pain=4", "dose=4.5", "side=headache:2", "note=x", *others)
    ldn("log", "pain=6.5", "--date", "-1", *others)
    ldn("log", "pain=-", "--date", "-4", *others)
    lines = ldn("calendar").stdout.splitlines()
    assert lines[0] == "November 2026, Pain (0 no pain, 10 worst imaginable; lower is better)"
    assert lines[2].split() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    number = next(index for index, line in enumerate(lines) if line.startswith("16 "))
    assert lines[number].endswith("22 ●!✎")
    assert lines[number + 1].split() == ["–≈", "□", "□", "6.5~", "4"]
    assert lines[number + 1].index("6.5") == lines[number].index("21")
    legend = " ".join(lines[-2:])
    for said in ("● dose taken", "! side effect", "✎ note", "~ late", "≈ recalled", "– no answer", "□ missed"):
        assert said in legend


def test_day_by_day_it_is_said_in_words(ldn: Ldn, demo: None) -> None:
    lines = ldn("calendar", "--list").stdout.splitlines()
    assert "Treatment, LDN, day 54 of 56:" in lines
    assert "Mon 2 Nov: 2; dose taken; lab" in lines
    assert "Sat 7 Nov: 5 (recalled)" in lines
    assert lines[-1] == "Mon 23 Nov to Mon 30 Nov: not due"
    assert "".join(lines).isascii()


def test_a_terminal_that_cannot_draw_gets_the_list(ldn: Ldn, demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert ldn("calendar").stdout == ldn("calendar", "--list").stdout
    assert "Mon  " in ldn("calendar", "--grid").stdout


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("form", ["--grid", "--list"])
def test_it_keeps_to_its_width_in_unicode_and_in_ascii(ldn: Ldn, demo: None, width: int, form: str) -> None:
    for month in ("2026-08", "2026-09", "2026-10", "2026-11"):
        drawn = ldn("calendar", month, form, "--width", str(width)).stdout
        plain = ldn("--ascii", "calendar", month, form, "--width", str(width)).stdout
        assert max(map(len, drawn.splitlines())) <= width
        assert [len(line) for line in plain.splitlines()] == [len(line) for line in drawn.splitlines()]
        assert plain.isascii()
        assert "\x1b" not in drawn


def test_ascii_is_a_setting_too_and_what_an_output_without_signs_gets(
    ldn: Ldn, demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ldn_tui.cli.session import Session
    from ldn_tui.config import Config

    monkeypatch.setattr(Session, "config", Config(ascii=True))
    assert ldn("calendar").stdout.isascii()
    monkeypatch.setattr(Session, "config", Config())
    assert not ldn("calendar").stdout.isascii()


def test_the_week_begins_as_it_is_set(ldn: Ldn, demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from ldn_tui.cli.session import Session
    from ldn_tui.config import Config

    monkeypatch.setattr(Session, "config", Config(week_starts_on=6))
    assert ldn("calendar").stdout.splitlines()[2].startswith("Sun ")


def test_a_sealed_month_names_bottles_alone(ldn: Ldn, journal: Journal) -> None:
    seal_doses(journal)
    journal.record_dose(TODAY, None, label="bottle 1")
    for form in ("--grid", "--list"):
        said = ldn("calendar", form).stdout
        assert "bottle 1" in said
        assert not re.search("LDN|comparator|mg", said)


def test_an_empty_journal_has_a_month_too_and_none_has_not(ldn: Ldn, request: pytest.FixtureRequest) -> None:
    assert ldn("calendar").exit_code == 4
    request.getfixturevalue("journal")
    assert "? nothing yet" in ldn("calendar").stdout


def test_a_hostile_name_is_harmless(ldn: Ldn) -> None:
    ldn("measure", "add", "Ev\x1b[2Jil\u202e", "--low", "a\x07", "--high", "b", "--better", "lower")
    key = "ev_2jil"
    for form in ("--grid", "--list"):
        said = ldn("calendar", form, "--measure", key)
        assert said.exit_code == 0, said.stderr
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said.stdout)


def test_a_day_that_is_partly_filled_has_its_sign_beside_the_rating(ldn: Ldn) -> None:
    ldn("log", "pain=1", "--date", "-3")
    ldn("log", "pain=6.5", "--date", "-2")
    ldn("log", "sleep=4", "--date", "-1")
    printed = ldn("calendar").stdout
    assert [part for part in printed.split() if part.startswith("◐")][:3] == ["◐1≈", "◐6.5~", "◐·"]
    assert "◐ partly filled" in printed
    assert "◐7~" in ldn("calendar", "--width", "40").stdout, "rounded where tenths have no room"
    assert "Thu 19 Nov: 1 (recalled); partly filled" in ldn("calendar", "--list").stdout


@pytest.mark.parametrize(
    "arguments", [["calendar"], ["calendar", "--grid"], ["chart"], ["chart", "--view", "w"], ["findings", "--no-order"]]
)
def test_down_to_twenty_columns_it_is_told_in_lines(ldn: Ldn, demo: None, arguments: list[str]) -> None:
    for width in (20, 39):
        printed = ldn(*arguments, "--width", str(width))
        assert printed.exit_code == 0, printed.stderr
        assert max(map(len, printed.stdout.splitlines())) <= width
