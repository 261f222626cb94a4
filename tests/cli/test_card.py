"""`ldn card`."""

from datetime import date, timedelta
from pathlib import Path

from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal
from tests.conftest import NOW, Ldn

DAY = date(2026, 11, 22)
SHEET = Sheet(6, (Content.LDN, Content.COMPARATOR), "0" * 32)


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_with_nothing_entered_there_is_no_card(journal: Journal, ldn: Ldn) -> None:
    result = ldn("card")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing to put on a card" in result.stderr


def test_a_recorded_dose_makes_a_card(journal: Journal, ldn: Ldn) -> None:
    journal.record_dose(DAY - timedelta(days=2), 4.5)
    said = one_line(ldn("card").stdout)
    assert "I TAKE NALTREXONE 4.5 mg." in said
    assert "Last dose written down: 4.5 mg on Fri 20 Nov 2026." in said
    assert "helper" not in said


def test_a_dose_of_long_ago_is_not_taken_now(journal: Journal, ldn: Ldn) -> None:
    journal.record_dose(DAY - timedelta(days=8), 4.5)
    assert "I TOOK NALTREXONE until Sat 14 Nov 2026." in ldn("card").stdout


def test_the_planned_amount_stands_on_it(journal: Journal, ldn: Ldn) -> None:
    steps = (DoseStep(DAY - timedelta(days=20), 1.5), DoseStep(DAY - timedelta(days=6), 3.0))
    journal.trials.new(
        NewTrial(Template.BEFORE_AFTER, "", "", DAY - timedelta(days=40), steps[0].starts_on, steps=steps)
    )
    said = ldn("card").stdout
    assert "I TAKE NALTREXONE 3 mg." in said
    assert "Last dose" not in said
    journal.record_dose(DAY, 1.5)
    said = one_line(ldn("card").stdout)
    assert "I TAKE NALTREXONE 3 mg. Last dose written down: 1.5 mg on Sun 22 Nov 2026." in said


def test_before_the_first_dose_of_a_plan_there_is_no_card(journal: Journal, ldn: Ldn) -> None:
    first = DAY + timedelta(days=20)
    journal.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", DAY, first, steps=(DoseStep(first, 1.5),)))
    assert ldn("card").exit_code == 1


def test_the_helper_stands_on_it_while_sealed_and_only_then(journal: Journal, ldn: Ldn) -> None:
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", DAY - timedelta(days=20), DAY - timedelta(days=6)))
    journal.seals.add(SHEET.commitment.code, "Ada, pharmacist", "030 1234567")
    journal.record_dose(DAY, None, label="bottle 1")
    said = one_line(ldn("card").stdout)
    assert "I MAY BE TAKING NALTREXONE." in said
    assert "Until opened, act as if on naltrexone. Now taking from: bottle 1." in said
    assert "Ada, pharmacist, telephone 030 1234567" in said
    assert "I TAKE" not in said
    journal.seals.begin_opening(None, None, "operation")
    assert "Until opened" in ldn("card").stdout
    journal.seals.open(SHEET.canonical)
    said = one_line(ldn("card").stdout)
    assert "I TAKE NALTREXONE. Last dose written down: bottle 1 on Sun 22 Nov 2026." in said
    assert "Until opened" not in said
    assert "Ada" not in said


def test_after_the_opening_a_comparator_is_no_naltrexone(journal: Journal, ldn: Ldn) -> None:
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", DAY - timedelta(days=60), DAY - timedelta(days=46)))
    journal.seals.add(SHEET.commitment.code, "Ada", "030 1")
    journal.record_dose(DAY - timedelta(days=46), None, label="bottle 1")
    journal.record_dose(DAY - timedelta(days=5), None, label="bottle 1")
    journal.record_dose(DAY, None, label="bottle 2")
    journal.seals.begin_opening(None, None, "operation")
    journal.seals.open(SHEET.canonical)
    said = one_line(ldn("card").stdout)
    assert "I TOOK NALTREXONE until Tue 17 Nov 2026." in said
    assert "I TAKE" not in said


def test_the_bottles_of_an_earlier_trial_say_nothing_of_a_later_one(journal: Journal, ldn: Ldn) -> None:
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", DAY - timedelta(days=60), DAY - timedelta(days=46)))
    journal.seals.add(SHEET.commitment.code, "Ada", "030 1")
    journal.seals.begin_opening(None, None, "operation")
    journal.seals.open(SHEET.canonical)
    journal.trials.end("begun again", DAY - timedelta(days=40), confirmed=True)
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", DAY - timedelta(days=30), DAY - timedelta(days=10)))
    journal.seals.add(Sheet(6, SHEET.contents[::-1], "1" * 32).commitment.code, "Ada", "030 1")
    journal.record_dose(DAY, None, label="bottle 2")
    assert "Last dose written down: bottle 2 on Sun 22 Nov 2026." in one_line(ldn("card").stdout)


def test_the_helper_of_an_unopened_earlier_trial_stands_beside_what_is_taken_now(journal: Journal, ldn: Ldn) -> None:
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", DAY - timedelta(days=60), DAY - timedelta(days=46)))
    journal.seals.add(SHEET.commitment.code, "Ada, pharmacist", "030 1234567")
    journal.trials.end("ill", DAY - timedelta(days=30), confirmed=True)
    journal.trials.new(NewTrial(Template.ALREADY_TAKING, "", "", DAY - timedelta(days=20), steps=(DoseStep(DAY, 4.5),)))
    said = one_line(ldn("card").stdout)
    assert "I TAKE NALTREXONE 4.5 mg." in said
    assert "I was in a sealed trial before. What its bottles held is known to: Ada, pharmacist, telephone 030" in said
    assert "I am in a sealed trial" not in said


def test_in_a_washout_it_is_not_taken(journal: Journal, ldn: Ldn) -> None:
    journal.trials.new(NewTrial(Template.BY_HAND, "", "", DAY - timedelta(days=60)))
    journal.trials.start(PhaseKind.TREATMENT, DAY - timedelta(days=50))
    journal.record_dose(DAY - timedelta(days=3), 4.5)
    assert "I TAKE NALTREXONE 4.5 mg." in ldn("card").stdout
    journal.trials.start(PhaseKind.WASHOUT, DAY - timedelta(days=2), confirmed=True)
    assert "I TOOK NALTREXONE until Thu 19 Nov 2026." in ldn("card").stdout


def test_opioids_in_use_are_named(journal: Journal, ldn: Ldn) -> None:
    journal.record_dose(DAY, 4.5)
    journal.medicines.add("tramadol", "50 mg", opioid=True)
    assert "My other medicines: tramadol 50 mg (AN OPIOID)." in ldn("card").stdout


def test_it_is_written_to_a_file_of_ones_own(journal: Journal, ldn: Ldn, tmp_path: Path) -> None:
    journal.record_dose(DAY, 4.5)
    target = tmp_path / "card.txt"
    result = ldn("card", "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"Written: {target}" in result.stderr
    assert target.read_text() == ldn("card").stdout == ldn("card", "-o", "-").stdout
    assert target.stat().st_mode & 0o777 == 0o600
    assert ldn("card", "-o", str(journal.path)).exit_code == 5
    assert ldn("card", "-o", f"{journal.path}-journal").exit_code == 5


def test_it_says_when_it_was_written(journal: Journal, ldn: Ldn) -> None:
    journal.record_dose(DAY, 4.5)
    assert "written Tue 24 Nov 2026" in ldn("card", now=NOW + timedelta(days=2)).stdout


def test_a_file_that_is_no_card_is_not_replaced_without_being_asked(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    foreign, card = tmp_path / "letter.txt", tmp_path / "card.txt"
    foreign.write_text("Dear doctor")
    ldn("dose", "4.5")
    refused = ldn("card", "-o", str(foreign))
    assert (refused.exit_code, refused.stderr) == (
        5,
        f"ldn: {foreign} is there and is no card: choose another name, or add --force to replace it\n",
    )
    assert foreign.read_text() == "Dear doctor"
    for _ in range(2):
        assert ldn("card", "-o", str(card)).exit_code == 0
    assert ldn("card", "-o", str(foreign), "--force").exit_code == 0
    assert foreign.read_text() == card.read_text()
