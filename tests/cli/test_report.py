"""`ldn report`."""

import json
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal
from tests.conftest import Ldn

DAY = date(2026, 11, 22)
FIRST_DOSE = DAY - timedelta(days=20)


@pytest.fixture
def trial(journal: Journal) -> Journal:
    """A journal with a trial that has begun."""
    steps = (DoseStep(FIRST_DOSE, 1.5),)
    question = "Does it help?"
    journal.trials.new(NewTrial(Template.BEFORE_AFTER, question, "", DAY - timedelta(40), FIRST_DOSE, steps=steps))
    for number in range(40):
        journal.rate(DAY - timedelta(days=number), "pain", number % 7)
    journal.write_note(DAY, "a private word")
    return journal


def test_without_a_trial_it_says_what_to_do(journal: Journal, ldn: Ldn) -> None:
    result = ldn("report")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no trial to report on" in result.stderr
    assert "ldn trial new" in result.stderr


def test_a_page_is_what_is_written_unless_said_otherwise(trial: Journal, ldn: Ldn) -> None:
    result = ldn("report", "--words", "One.", "--words", "Two.", "--questions", "Go on?")
    assert result.exit_code == 0
    assert result.stdout.startswith("<!doctype html>")
    for said in ("Does it help?", "<li>One.</li>", "<li>Two.</li>", "Go on?"):
        assert said in result.stdout
    assert "a private word" not in result.stdout


@pytest.mark.parametrize(("name", "head"), [("r.html", "<!do"), ("r.md", "# Re"), ("r.txt", "Repo"), ("r.json", "{\n")])
def test_the_files_ending_chooses_the_format(trial: Journal, ldn: Ldn, tmp_path: Path, name: str, head: str) -> None:
    target = tmp_path / name
    result = ldn("report", "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"Written: {target}" in result.stderr
    assert target.read_text().startswith(head)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_format_may_be_said(trial: Journal, ldn: Ldn, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    assert ldn("report", "--format", "txt", "-o", str(target)).exit_code == 0
    assert target.read_text().startswith("Report on a trial of")


def test_an_earlier_report_is_replaced_and_nothing_else(trial: Journal, ldn: Ldn, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    assert ldn("report", "-o", str(target)).exit_code == 0
    assert ldn("report", "-o", str(target), "--words", "New.").exit_code == 0
    assert "New." in target.read_text()
    target.write_text("<!doctype html>\n<title>a page of mine</title>")
    refused = ldn("report", "-o", str(target))
    assert refused.exit_code != 0
    assert "is there and is no report" in refused.stderr
    assert "a page of mine" in target.read_text()
    assert ldn("report", "-o", str(target), "--force").exit_code == 0
    assert "a page of mine" not in target.read_text()


def test_the_journal_itself_is_never_replaced(trial: Journal, ldn: Ldn, journal_path: Path) -> None:
    assert ldn("report", "-o", str(journal_path), "--force").exit_code != 0
    assert journal_path.read_bytes().startswith(b"SQLite format 3\0")


def test_notes_and_daily_values_are_there_when_asked_for(trial: Journal, ldn: Ldn) -> None:
    document = json.loads(ldn("report", "--format", "json", "--notes", "--appendix").stdout)
    assert document["notes"] == [{"date": DAY.isoformat(), "note": "a private word"}]
    assert len(document["days"]) == 40


def test_the_period_may_be_said(trial: Journal, ldn: Ldn) -> None:
    document = json.loads(
        ldn("report", "--format", "json", "--appendix", "--from", "2026-11-01", "--to", "2026-11-10").stdout
    )
    assert (document["from"], document["to"]) == ("2026-11-01", "2026-11-10")
    assert [day["date"] for day in document["days"]] == [f"2026-11-{day:02}" for day in range(1, 11)]
    assert document["findings"]["as_of"] == "2026-11-10"
    page = ldn("report", "--format", "txt", "--from", "2026-11-01").stdout
    assert "13 Oct to 22 Nov 2026" in page
    assert "Course of Pain, 1 Nov to 22 Nov 2026" in page


@pytest.mark.parametrize("last", ["2026-11-23", "2027-01-01"])
def test_a_day_to_come_is_refused(trial: Journal, ldn: Ldn, last: str) -> None:
    assert ldn("report", "--to", last).exit_code != 0


def test_too_many_words_are_refused_before_anything_is_written(trial: Journal, ldn: Ldn, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    result = ldn("report", "-o", str(target), *(["--words", "x"] * 4))
    assert result.exit_code != 0
    assert "room for 3" in result.stderr
    assert not target.exists()


def test_without_a_terminal_nothing_is_asked(trial: Journal, ldn: Ldn) -> None:
    result = ldn("report", "--format", "txt", input="not for me\n")
    assert result.exit_code == 0
    assert "not for me" not in result.stdout
    assert "Line 1" not in result.stderr


def test_in_a_terminal_the_three_lines_and_the_questions_are_asked(
    trial: Journal, ldn: Ldn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ldn_tui.cli.report.is_asked_at_a_terminal", lambda: True)
    result = ldn("report", "--format", "txt", input="I walk more.\n\n\nMay I go on?\n")
    assert result.exit_code == 0, result.stderr
    assert "- I walk more." in result.stdout
    assert "My questions: May I go on?" in result.stdout
    assert "Line 1" in result.stderr
    again = ldn("report", "--format", "txt", input=f"{'x' * 121}\nShorter.\n\n\n\n")
    assert "use at most 120" in again.stderr
    assert "- Shorter." in again.stdout
    asked = ldn("report", "--format", "txt", "--words", "Given.")
    assert "Line 1" not in asked.stderr
