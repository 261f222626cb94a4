"""`ldn search`."""

import json

from tests.conftest import Ldn


def test_it_finds_days_newest_first(ldn: Ldn) -> None:
    ldn("log", "--date", "yesterday", "note=Slept badly, rain #ill")
    ldn("log", "note=Rain again")
    found = ldn("search", "rain")
    assert found.exit_code == 0
    assert found.stdout == "Sun 22 Nov 2026  note: Rain again\nSat 21 Nov 2026  note: Slept badly, rain #ill\n"
    assert ldn("search", "rain", "--most", "1").stderr.strip() == "(2 days; --most 2 shows all)"
    assert ldn("search", "#ill", "slept").stdout.count("\n") == 1


def test_json_and_nothing_found(ldn: Ldn) -> None:
    ldn("log", "note=Rain \x1b[31m again")
    document = json.loads(ldn("search", "rain", "--json").stdout)
    assert document["total"] == 1
    assert document["days"][0]["passages"] == [{"source": "note", "text": "Rain \x1b[31m again"}]
    assert "\x1b" not in ldn("search", "rain").stdout
    nothing = ldn("search", "snow", "--json")
    assert (nothing.exit_code, json.loads(nothing.stdout)["days"]) == (1, [])


def test_no_word_is_said(ldn: Ldn) -> None:
    ldn("log", "note=Rain")
    assert ldn("search", "***").exit_code == 3
    assert ldn("search", 'AND "').exit_code == 1
