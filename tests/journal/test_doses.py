"""What is checked of a dose, by whichever door it comes."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal, entries, open_journal
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.journal.document_import import compare_document, import_document
from ldn_tui.transfer.diary_csv import Diary
from ldn_tui.transfer.diary_rows import DiaryRow
from ldn_tui.transfer.journal_json import read_document
from tests.conftest import DAY_STARTS_AT, NOW
from tests.exported import export_document

TODAY = date(2026, 11, 22)
START = TODAY - timedelta(days=60)
FIRST_DOSE = START + timedelta(days=14)
SHEET = Sheet(6, (Content.LDN, Content.COMPARATOR), "0" * 32)


@pytest.fixture
def sealed(journal: Journal) -> Journal:
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", START, FIRST_DOSE, baseline_days=14))
    journal.seals.add(SHEET.commitment.code, "Ada", "030 1")
    return journal


DAYS_UNDER_SEAL = {
    "in the baseline": START,
    "in a period": FIRST_DOSE + timedelta(days=10),
    "in a pause": FIRST_DOSE + timedelta(days=30),
    "today": TODAY,
}


@pytest.mark.parametrize("day", DAYS_UNDER_SEAL.values(), ids=DAYS_UNDER_SEAL)
@pytest.mark.parametrize("medicine", ["naltrexone", "Naltrexone"])
def test_an_amount_is_refused_on_every_day_of_a_sealed_trial(sealed: Journal, day: date, medicine: str) -> None:
    sealed.trials.pause(FIRST_DOSE + timedelta(days=29), FIRST_DOSE + timedelta(days=31), confirmed=True)
    before = sealed.path.read_bytes()
    with pytest.raises(BadInput, match=r"dose 4\.5 mg: while sealed, give the bottle: `ldn dose \"bottle [12]\"`"):
        sealed.record_dose(day, 4.5, medicine=medicine)
    with pytest.raises(BadInput, match="while sealed"):
        sealed.log(day, [entries.note("x"), entries.dose(3, medicine=medicine)])
    with pytest.raises(BadInput, match="while sealed"):
        import_diary(sealed, Diary(",", {}, (DiaryRow(2, day, {}, 4.5, None, None),), (), 0), "diary.csv")
    assert sealed.path.read_bytes() == before


def test_a_copy_with_an_amount_is_not_merged_into_a_sealed_trial(sealed: Journal, tmp_path: Path) -> None:
    other = open_journal(tmp_path / "other.db", sealed.clock, DAY_STARTS_AT, create=True, program="the app")
    other.record_dose(TODAY, 4.5)
    document = read_document(export_document(other), TODAY)
    other.close()
    before = sealed.path.read_bytes()
    refusal = rf"doses\[0\]\.mg 4\.5: {TODAY} lies in a sealed trial"
    with pytest.raises(BadInput, match=refusal):
        compare_document(sealed, document)
    with pytest.raises(BadInput, match=refusal):
        import_document(sealed, document, "other.json")
    assert sealed.path.read_bytes() == before


def test_what_is_not_the_trials_medicine_or_day_is_taken(sealed: Journal) -> None:
    assert sealed.record_dose(TODAY, 50, medicine="tramadol").happened
    assert sealed.record_no_dose(TODAY).happened
    assert sealed.record_dose(START - timedelta(days=1), 4.5).happened


def test_before_the_code_is_known_an_amount_is_refused_too(journal: Journal) -> None:
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", TODAY))
    with pytest.raises(BadInput, match=r"still to be sealed.*ldn seal add CODE"):
        journal.record_dose(TODAY, 4.5)


def test_once_opened_an_amount_can_be_known(sealed: Journal) -> None:
    sealed.seals.begin_opening(None, None, "operation")
    with pytest.raises(BadInput, match="while sealed"):
        sealed.record_dose(TODAY, 4.5)
    sealed.seals.open(SHEET.canonical)
    assert sealed.record_dose(TODAY, 4.5).happened


@pytest.mark.parametrize("label", ["bottle 2", "Bottle 2", " BOTTLE  2 "])
def test_a_bottle_is_kept_in_one_spelling(sealed: Journal, label: str) -> None:
    assert sealed.record_dose(TODAY, None, label=label).summary == "naltrexone bottle 2 on Sun 22 Nov 2026"
    assert [dose.label for dose in sealed.day(TODAY).doses] == ["bottle 2"]
    assert not sealed.record_dose(TODAY, None, label="bottle 2").happened


@pytest.mark.parametrize("label", ["bottle 9", "bottle 3", "bottle", "LDN", "skip", "2"])
def test_a_bottle_there_is_not_is_refused(sealed: Journal, label: str) -> None:
    with pytest.raises(BadInput, match=f"dose '{label}': the bottles of this trial are bottle 1 to bottle 2"):
        sealed.record_dose(TODAY, None, label=label)
    assert sealed.day(TODAY).doses == ()


@pytest.mark.parametrize("has_trial", [True, False])
@pytest.mark.parametrize("label", ["skip", "abc", "bottle 1"])
def test_without_a_seal_no_label_is_taken(journal: Journal, label: str, has_trial: bool) -> None:
    if has_trial:
        journal.trials.new(
            NewTrial(Template.BEFORE_AFTER, "", "", START, FIRST_DOSE, steps=(DoseStep(FIRST_DOSE, 4.5),))
        )
    with pytest.raises(BadInput, match=f"dose '{label}' is no amount: write mg, like 4.5, or plan, or none"):
        journal.record_dose(TODAY, None, label=label)
    assert journal.day(TODAY).doses == ()


def test_a_medicine_is_kept_in_one_spelling(journal: Journal) -> None:
    journal.medicines.add("Duloxetine")
    assert journal.record_dose(TODAY, 4.5, medicine="NALTREXONE").summary == "naltrexone 4.5 mg on Sun 22 Nov 2026"
    journal.record_dose(TODAY, 60, medicine="duloxetine")
    assert {dose.medicine for dose in journal.day(TODAY).doses} == {"Duloxetine", "naltrexone"}
    journal.record_no_dose(TODAY, "Naltrexone")
    assert [dose.taken for dose in journal.day(TODAY).doses if dose.medicine == "naltrexone"] == [False]


def test_a_bottle_before_the_plan_holds_one_is_asked_about(sealed: Journal) -> None:
    day = FIRST_DOSE - timedelta(days=3)
    sealed.clock = PinnedClock(NOW + (day - TODAY))
    assert sealed.trials.dose_warnings(day, None, label="bottle 1") == ["The plan holds no dose on this day."]
    assert sealed.trials.dose_warnings(FIRST_DOSE, None, label="bottle 1") == []
    assert sealed.trials.dose_warnings(FIRST_DOSE, None, label="bottle 2") == ["The plan says bottle 1."]
