"""`ldn findings`: the whole way from days that were typed to what they say."""

import json
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.demo import build_demo
from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.journal import Journal
from ldn_tui.reports.findings_json import SCHEMA_FILE
from tests.conftest import NOW, Ldn

DEMO_DECISION = date(2026, 11, 4)
# The published teaching series of daily pain (design, section 3).
BASELINE = (7, 9, 8, 7, 7, 8, 8)
ENDPOINT = (3, 4, 2, 4, 2, 1, 4, 5, 3, 2, 1, 2, 4, 4)


def read(ldn: Ldn, *options: str, now: datetime | None = None) -> Any:
    """Return the document of `ldn findings --json`, which is always as its schema says."""
    result = ldn("findings", "--json", *options, now=now)
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout, parse_constant=pytest.fail)
    schema = json.loads((files("ldn_tui.reports") / SCHEMA_FILE).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(closed(schema)).validate(document)
    return document


def closed(schema: Any) -> Any:
    """Return a schema that allows no key it does not name: readers may meet more later, but each one is documented."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {key: closed(part) for key, part in schema.items()}
    if isinstance(parts.get("properties"), dict) and "type" in parts:
        parts.setdefault("additionalProperties", False)
    return parts


def do(ldn: Ldn, *words: str, on: date) -> None:
    result = ldn(*words, now=datetime.combine(on, time(21, 30)).astimezone())
    assert result.exit_code == 0, result.stderr


@pytest.fixture
def demo(journal_path: Path) -> None:
    build_demo(journal_path, PinnedClock(NOW), time(4)).close()


@pytest.fixture
def worked_example(ldn: Ldn) -> date:
    """The teaching series, evening by evening by command line; the decision day is returned."""
    start = date(2026, 9, 1)
    first = start + timedelta(days=7)
    decision = first + timedelta(days=28)
    words = ("--start", str(start), "--dose-plan", f"{first}=4.5", "--decision-day", str(decision), "--yes")
    do(ldn, "trial", "new", "before-after", *words, on=start)
    pain: dict[date, int] = {start + timedelta(days=number): value for number, value in enumerate(BASELINE)}
    pain |= {first + timedelta(days=14 + number): value for number, value in enumerate(ENDPOINT)}
    for day in (start + timedelta(days=number) for number in range(35)):
        ratings = [f"pain={pain[day]}"] if day in pain else []
        doses = ["dose=4.5"] if day >= first else []
        do(ldn, "log", *ratings, *doses, on=day)
    do(ldn, "impression", "2", on=decision)
    return decision


def test_the_worked_example_through_the_whole_door(ldn: Ldn, worked_example: date) -> None:
    document = read(ldn, "--as-of", str(worked_example))
    pain = document["measures"][0]
    assert (pain["n_baseline"], pain["n_stable"], pain["n_endpoint"]) == (7, 14, 14)
    assert pain["baseline_mean"] == pytest.approx(7.7143, abs=5e-5)
    assert pain["endpoint_mean"] == pytest.approx(2.9286, abs=5e-5)
    assert pain["difference"] == pytest.approx(-4.7857, abs=5e-5)
    assert pain["standard_error"] == pytest.approx(0.6157, abs=5e-5)
    assert pain["df"] == pytest.approx(13.08, abs=5e-3)
    assert pain["phi"] == pytest.approx(0.1818, abs=5e-5)
    assert pain["difference_low"] == pytest.approx(-6.115, abs=5e-4)
    assert pain["difference_high"] == pytest.approx(-3.456, abs=5e-4)
    assert pain["percent"] == pytest.approx(62.04, abs=5e-3)
    assert pain["percent_low"] == pytest.approx(49.78, abs=5e-3)
    assert pain["percent_high"] == pytest.approx(72.78, abs=5e-3)
    assert pain["chance_at_least"]["30"] == pytest.approx(0.9999, abs=5e-5)
    assert pain["chance_at_least"]["50"] == pytest.approx(0.9733, abs=5e-5)
    assert pain["band"] == "substantial"
    assert document["windows"]["baseline"] == {"start": "2026-09-01", "end": "2026-09-08"}
    assert document["windows"]["endpoint"] == {"start": "2026-09-22", "end": "2026-10-06"}
    assert document["verdict"]["class"] == "C"
    assert document["verdict"]["words"] == sentences.CLEAR
    assert sentences.TOO_SHORT in document["caveats"]


def test_the_same_journal_gives_the_same_findings_to_the_last_digit(demo: None, ldn: Ldn) -> None:
    assert ldn("findings", "--json").stdout == ldn("findings", "--json").stdout


def test_the_demo_is_told_in_the_order_of_the_room(demo: None, ldn: Ldn) -> None:
    result = ldn("findings")
    assert (result.exit_code, result.stderr) == (0, "")
    page = result.stdout
    assert all(len(line) <= 80 for line in page.splitlines())
    order = [
        "You knew you were taking it", sentences.IMPROVED, "Does LDN lower my pain?", "Your pain averaged", "●",
        "\nOverall rating\n", "\nMeasures\n", "\nWhich improved first\n", "\nAfter stopping\n", "\nSide effects\n",
        "\nDoses\n", "\nRatings\n", "\nLaboratory\n", "\nCost\n", "\nDoes it hold?\n", "\nWhat this cannot tell\n",
        "\nDecision\n",
    ]  # fmt: skip
    places = [page.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    words = " ".join(page.split())
    assert change_sentences.CHANCE_CONDITION in words
    assert "A change of this size is called a moderate improvement" in words
    assert "NAP 0." in words
    assert "Pain, sleep, mood and function cannot be told apart." in words
    assert "in the four weeks before the decision (7 Oct to 3 Nov)" in words
    assert sentences.WHAT_THE_NUMBERS_MIX in words
    assert "Before the first dose there was no clear trend." in words
    assert sentences.not_reached(["Food"], 80) in words


@pytest.mark.parametrize("width", ["40", "60", "120"])
def test_sentences_keep_to_the_width(demo: None, ldn: Ldn, width: str) -> None:
    page = ldn("findings", "--no-order", "--width", width).stdout
    assert len(page.splitlines()[0]) <= int(width)
    if int(width) >= 80:
        assert all(len(line) <= int(width) for line in page.splitlines())


def test_a_width_that_is_none_is_wrong_usage(demo: None, ldn: Ldn) -> None:
    assert ldn("findings", "--width", "12").exit_code == 2


def test_every_key_is_there(demo: None, ldn: Ldn) -> None:
    document = read(ldn)
    assert document["version"] == 1
    assert {
        "verdict", "measures", "windows", "order", "completeness", "adherence", "side_effects", "labs", "impressions",
        "cost", "after_stopping", "dose_steps", "sensitivity", "blinded", "decision", "caveats",
    } <= document.keys()  # fmt: skip
    assert [measure["measure"] for measure in document["measures"]] == ["pain", "sleep", "mood", "food", "function"]
    assert list(document["measures"][0]["chance_at_least"]) == ["0", "15", "30", "50"]
    assert document["decision"]["choice"] == "stop"
    assert document["labs"][0] == {
        "day": "2026-07-31", "name": "ESR", "value": 28, "unit": "mm/h", "range_low": 0, "range_high": 20,
        "is_outside": True,
    }  # fmt: skip
    assert document["order"]["pairs"]


def test_without_the_order(demo: None, ldn: Ldn) -> None:
    assert read(ldn, "--no-order")["order"] == {"pairs": [], "words": sentences.ORDER_NOT_COMPUTED}


def test_one_measure_alone(demo: None, ldn: Ldn) -> None:
    document = read(ldn, "--measure", "sleep")
    assert [measure["measure"] for measure in document["measures"]] == ["sleep"]
    assert document["verdict"]["class"] == "I"
    page = ldn("findings", "--measure", "sleep", "--no-order").stdout
    assert "Mood" not in page
    assert sentences.VERDICT_OF_PRIMARY in page
    # What is found of the primary measure alone has no place under another one's name.
    for title in ("Dose steps", findings_headings.AFTER_STOPPING, findings_headings.DOES_IT_HOLD):
        assert title not in page


def test_an_unknown_measure_is_refused(demo: None, ldn: Ldn) -> None:
    result = ldn("findings", "--measure", "slepe")
    assert result.exit_code == 3
    assert "sleep" in result.stderr


def test_too_few_ratings_have_no_name_for_their_numbers(demo: None, ldn: Ldn) -> None:
    early = read(ldn, "--no-order", "--as-of", "2026-09-28")["measures"][0]
    assert early["percent"] is not None
    assert early["band"] is None
    page = ldn("findings", "--no-order", "--as-of", "2026-09-28").stdout
    assert "Chance of" not in page
    assert "in a word" not in page


# As of a day


def test_before_decision_day_there_is_no_verdict_but_the_measures(demo: None, ldn: Ldn) -> None:
    before = read(ldn, "--no-order", "--as-of", str(DEMO_DECISION - timedelta(days=1)))
    assert before["verdict"]["class"] is None
    assert before["verdict"]["words"] is None
    assert "Wed 4 Nov 2026" in before["verdict"]["reason"]
    assert before["measures"][0]["difference"] is not None
    assert before["still_needed"]
    assert before["after_stopping"] is None
    on_the_day = read(ldn, "--no-order", "--as-of", str(DEMO_DECISION))
    assert on_the_day["verdict"]["class"] == "I"
    assert on_the_day["still_needed"] == []


def test_the_endpoint_is_as_long_as_there_are_days(demo: None, ldn: Ldn) -> None:
    early = read(ldn, "--no-order", "--as-of", "2026-09-30")
    assert early["windows"]["stable"] == early["windows"]["endpoint"] == {"start": "2026-09-23", "end": "2026-10-01"}
    assert early["measures"][0]["n_endpoint"] == early["measures"][0]["n_stable"] <= 8


def test_what_was_recorded_later_for_a_day_that_counts_counts(demo: None, ldn: Ldn) -> None:
    before = read(ldn, "--no-order", "--as-of", str(DEMO_DECISION))["measures"][0]
    # One of the demo's days that were missed.
    assert ldn("log", "--date", "2026-10-30", "pain=4").exit_code == 0
    after = read(ldn, "--no-order", "--as-of", str(DEMO_DECISION))
    assert after["measures"][0]["n_endpoint"] == before["n_endpoint"] + 1
    assert after["completeness"]["recalled"] > 0


def test_what_is_of_later_days_does_not_count(demo: None, ldn: Ldn) -> None:
    before = read(ldn, "--no-order", "--as-of", "2026-10-15")
    assert ldn("log", "--date", "2026-10-16", "pain=10", "side=headache:3").exit_code == 0
    assert ldn("lab", "ESR=99", "--date", "2026-10-16").exit_code == 0
    assert ldn("impression", "7", "--date", "2026-10-16").exit_code == 0
    assert read(ldn, "--no-order", "--as-of", "2026-10-15") == before


def test_a_day_to_come_counts_as_not_rated(demo: None, ldn: Ldn) -> None:
    today = read(ldn, "--no-order", "--as-of", "2026-11-22")
    tomorrow = read(ldn, "--no-order", "--as-of", "2026-11-23")
    assert tomorrow["as_of"] == "2026-11-23"
    for now, then in zip(today["measures"], tomorrow["measures"], strict=True):
        assert {key: (now[key], then[key]) for key in now if key != "weeks" and now[key] != then[key]} == {}
    assert tomorrow["completeness"]["days"] == today["completeness"]["days"] + 1
    assert tomorrow["completeness"]["rated"] == today["completeness"]["rated"]


# Without a trial, and without a dose


def test_without_a_trial_it_says_what_to_do(ldn: Ldn, journal: Journal) -> None:
    for words in ([], ["--json"]):
        result = ldn("findings", *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "ldn trial new" in result.stderr


def test_without_a_journal_it_says_so(ldn: Ldn) -> None:
    assert ldn("findings").exit_code == 4


def test_a_trial_of_one_day_has_all_its_sentences(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after")
    document = read(ldn)
    assert document["verdict"]["reason"] == sentences.NO_FIRST_DOSE
    assert document["measures"][0]["reason"] == sentences.NO_FIRST_DOSE
    assert ldn("findings").exit_code == 0


def test_hostile_text_is_harmless(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--question", "why\x1b[31m \u202e?")
    ldn("log", "pain=4", "side=odd\x1b[2J:1", "note=#x\u202e")
    for words in ([], ["--json"]):
        shown = ldn("findings", *words).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown


# Sealed

SHEET = Sheet(6, (Content.LDN, Content.COMPARATOR), "00112233445566778899aabbccddeeff")


def test_a_sealed_trial_before_and_after_the_opening(ldn: Ldn, tmp_path: Path) -> None:
    start = date(2026, 8, 1)
    first = start + timedelta(days=14)
    over = first + timedelta(weeks=12)
    words = ("--start", str(start), "--first-dose", str(first), "--baseline-days", "14")
    do(ldn, "trial", "new", "sealed-pairs", *words, on=start)
    do(ldn, "seal", "add", SHEET.commitment.code, "--helper", "Ada", "--phone", "030 1", on=start)
    for number in range((over - start).days):
        day = start + timedelta(days=number)
        bottle = None if day < first else "bottle 1" if day < first + timedelta(weeks=6) else "bottle 2"
        level = 4 if bottle == "bottle 1" else 7
        felt = ["side=vivid dreams:1"] if bottle == "bottle 1" else []
        do(ldn, "log", f"pain={level + number % 3 - 1}", *felt, on=day)
        if bottle is not None:
            do(ldn, "dose", bottle, on=day)
    do(ldn, "impression", "2", on=over)
    now = datetime.combine(over, time(21, 30)).astimezone()

    document = read(ldn, now=now)
    assert document["is_sealed"]
    assert (document["verdict"]["class"], document["verdict"]["reason"]) == (None, sentences.SEALED)
    for measure in document["measures"]:
        told = {key for key, value in measure.items() if value not in (None, 0, [])}
        assert told <= {"measure", "name", "better", "n_baseline", "baseline_mean", "chance_at_least", "reason"}
        assert set(measure["chance_at_least"].values()) == {None}
    assert document["blinded"] is None
    page = ldn("findings", now=now).stdout
    for text in (page, json.dumps(document)):
        assert "bottle 1" not in text
        assert "bottle 2" not in text
    assert " ".join(sentences.SEALED.split()) in " ".join(page.split())

    sheet = tmp_path / "sheet.txt"
    sheet.write_text(SHEET.canonical)
    do(ldn, "seal", "open", str(sheet), "--guess", "LDN-first", "--sure", "60", on=over)
    opened = read(ldn, now=now)
    assert not opened["is_sealed"]
    assert (opened["verdict"]["class"], opened["verdict"]["words"]) == ("C", sentences.SEALED_CLEAR)
    headline = opened["blinded"]["measures"][0]
    assert (headline["baseline_mean"], headline["endpoint_mean"], headline["difference"]) == (7, 4, -3)
    assert (headline["n_baseline"], headline["n_endpoint"]) == (21, 21)
    assert opened["blinded"]["right_guesses"] == 1
    assert opened["measures"][0]["n_endpoint"] == 21
    assert sentences.carry_over([1]) in opened["blinded"]["words"]
    assert "LDN against the comparator" in ldn("findings", now=now).stdout
