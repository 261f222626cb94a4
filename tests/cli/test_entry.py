"""`ldn entry`: a day by line prompts: what is asked, what is stored, and that lines are only ever added."""

import os
import re
import select
import subprocess
import sys
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.changes import Change
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.errors import LockedJournal
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.side_effects import EMERGENCY_CALL, PRESCRIBER_CALL
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal
from ldn_tui.journal.entries import Entry
from tests.cli.typed import Typist
from tests.conftest import NOW, Ldn
from tests.test_house import HEAVY, run_python

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
FIVE = ("4", "6.5", "x", "-", "7")


@pytest.fixture
def typist(monkeypatch: pytest.MonkeyPatch, journal_path: Path) -> Typist:
    return Typist(monkeypatch, journal_path)


def plan_doses(journal: Journal, begun: date = TODAY - timedelta(days=20)) -> None:
    first = begun + timedelta(days=14)
    trial = NewTrial(Template.BEFORE_AFTER, "?", "fibromyalgia", begun, first, steps=(DoseStep(first, 4.5, time(22)),))
    journal.trials.new(trial)


def seal_doses(journal: Journal) -> None:
    """Begin a sealed trial of one pair, in its first bottle's weeks."""
    sheet = Sheet(6, (Content.COMPARATOR, Content.LDN), "00112233445566778899aabbccddeeff")
    begun = TODAY - timedelta(days=20)
    first = begun + timedelta(days=14)
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "?", "CRPS", begun, first, baseline_days=14))
    journal.seals.add(sheet.commitment.code, "Anna Berg", "+49 30 123456")


def test_a_whole_day_is_stored_as_it_was_typed(typist: Typist, journal: Journal) -> None:
    said = typist(*FIVE, "4,5 21:05", "headache 2", "", "ibuprofen 2", "y", "", "slept #ill badly")
    assert said.exit_code == 0
    day = journal.day(TODAY)
    assert {key: rating.value for key, rating in day.ratings.items()} == {
        "pain": 4.0,
        "sleep": 6.5,
        "mood": 10.0,
        "food": None,
        "function": 7.0,
    }
    (dose,) = day.doses
    assert (dose.mg, dose.taken_at is not None and f"{dose.taken_at:%d %H:%M}") == (4.5, "22 21:05")
    assert [(effect.term, effect.severity) for effect in day.side_effects] == [("headache", 2)]
    assert [(rescue.medicine, rescue.count) for rescue in day.rescues] == [("ibuprofen", 2.0)]
    assert day.note == "slept #ill badly"
    assert said.stdout.splitlines()[-1].startswith("Sun 22 Nov 2026: complete.")


def test_each_answer_is_a_step_that_undo_takes_back(typist: Typist, ldn: Ldn, journal: Journal) -> None:
    typist("4", "6")
    assert ldn("undo").stdout.startswith("Undone: Sleep 6")
    assert set(journal.day(TODAY).ratings) == {"pain"}
    assert "Undone: Pain 4" in typist("u").stdout
    assert journal.day(TODAY).is_empty


def test_what_is_answered_is_not_asked_again_unless_all_is(typist: Typist, ldn: Ldn) -> None:
    ldn("log", "pain=4", "sleep=-", "mood=5", "food=5", "function=5", "dose=4.5", "side=none")
    said = typist("")
    assert "Pain" not in said.stdout.split("This is saved")[0]
    assert "Rescue medicine" in said.stdout
    everything = typist(*[""] * 9, arguments=["entry", "--all"]).stdout
    for asked in ("Pain, 0 to 10, now 4:", "Sleep, 0 to 10, now no answer:", "now naltrexone 4.5 mg", "now none"):
        assert asked in everything
    assert "Undone" not in everything
    assert "Saved" not in everything


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("11", "pain 11 is out of range: use 0 to 10"),
        ("6.55", "pain 6.55 is too fine"),
        ("good", "pain 'good' is not a rating: use 0 to 10, x for 10, or - for no answer"),
        ("\x1b[A", "pain '␛[A' is not a rating"),
        ("\ud800", "pain '�' is not a rating"),
    ],
)
def test_wrong_input_is_named_and_asked_again(typist: Typist, journal: Journal, wrong: str, reason: str) -> None:
    said = typist(wrong, "4")
    assert reason in said.stdout
    assert said.stdout.count("Pain, 0 to 10:") == 2
    assert journal.day(TODAY).value("pain") == 4.0


def test_what_cannot_be_written_now_is_asked_again(
    typist: Typist, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, refusals = Journal.record, iter([LockedJournal("another program holds the journal: close it")])

    def refuse_once(journal: Journal, day: date, entry: Entry) -> Change:
        for refusal in refusals:
            raise refusal
        return record(journal, day, entry)

    monkeypatch.setattr(Journal, "record", refuse_once)
    said = typist("4", "5").stdout
    assert "Not saved: another program holds the journal: close it" in said
    assert journal.day(TODAY).value("pain") == 5.0


def test_a_question_explains_itself_and_one_can_go_back(typist: Typist, journal: Journal) -> None:
    said = typist("?", "4", "<", "5", "6").stdout
    assert "Pain: 0 is no pain, 10 is worst imaginable." in said
    assert "Pain, 0 to 10, now 4: " in said
    assert (journal.day(TODAY).value("pain"), journal.day(TODAY).value("sleep")) == (5.0, 6.0)
    assert "This is the first question." in typist("<", arguments=["entry", "--all"]).stdout


def test_stopping_says_what_is_saved(typist: Typist) -> None:
    for said in (typist("4", "q"), typist("", "q"), typist()):
        assert (said.exit_code, said.stdout.splitlines()[-1].split()) == (
            0,
            ["Pain", "4"],
        ) or "not rated" in said.stdout
        assert "Stopped. This is saved:" in said.stdout
    interrupted = typist("5", arguments=["entry", "--all"], interrupts=True)
    assert interrupted.exit_code == 130
    assert "  Pain      5" in interrupted.stdout


def test_stopping_at_once_says_that_nothing_is_saved(typist: Typist) -> None:
    assert typist("q").stdout.endswith("Stopped. Nothing is saved for Sun 22 Nov 2026.\n")


def test_a_past_day_is_marked_late(typist: Typist, ldn: Ldn, journal: Journal) -> None:
    said = typist("4", arguments=["entry", "--date", "yesterday"])
    assert "1 day late: what you set now is marked late" in said.stdout
    assert journal.day(YESTERDAY).lag(journal.day_starts_at) == 1
    assert typist("4", arguments=["entry", "--date", "2026-12-01"]).exit_code == 3


def test_in_the_small_hours_it_is_still_the_day_before(typist: Typist, journal: Journal) -> None:
    said = typist(*FIVE, "4.5 0:40", now=NOW + timedelta(hours=4))
    assert "Still Sunday 22 November until 04:00" in said.stdout
    (dose,) = journal.day(TODAY).doses
    assert dose.taken_at is not None
    assert f"{dose.taken_at:%d %H:%M}" == "23 00:40"


def test_the_dose_is_offered_as_planned(typist: Typist, journal: Journal) -> None:
    plan_doses(journal)
    said = typist(*FIVE, "y")
    assert "y as planned, 4.5 mg at 22:00; n not taken" in said.stdout
    assert [dose.mg for dose in journal.day(TODAY).doses] == [4.5]


def test_without_a_plan_the_last_dose_is_offered(typist: Typist, ldn: Ldn, journal: Journal) -> None:
    assert "there is none to repeat yet; type the amount" in typist(*FIVE, "y").stdout
    ldn("dose", "3", "--date", "yesterday")
    assert "y as last time, 3 mg" in typist("y").stdout
    assert [dose.mg for dose in journal.day(TODAY).doses] == [3.0]


def test_a_dose_not_taken_and_one_by_way_of_e(typist: Typist, journal: Journal) -> None:
    typist(*FIVE, "n")
    assert [dose.taken for dose in journal.day(TODAY).doses] == [False]
    typist(*[""] * 5, "e", "3", arguments=["entry", "--all"])
    assert [dose.mg for dose in journal.day(TODAY).doses] == [3.0]


def test_an_unusual_dose_is_asked_about(typist: Typist, journal: Journal) -> None:
    plan_doses(journal)
    declined = typist(*FIVE, "9", "n", "4.5")
    assert "9 mg is above the plan of 4.5 mg." in declined.stdout
    assert [dose.mg for dose in journal.day(TODAY).doses] == [4.5]
    again = typist(*[""] * 5, "3", "a", arguments=["entry", "--all"])
    assert "A dose is recorded on this day already." in again.stdout
    assert sorted(dose.mg or 0 for dose in journal.day(TODAY).doses) == [3.0, 4.5]


def test_a_time_that_has_not_come_is_refused(typist: Typist, journal: Journal) -> None:
    assert "has not come yet" in typist(*FIVE, "4.5 23:30").stdout
    assert not journal.day(TODAY).doses


def test_side_effects_are_matched_graded_changed_and_taken_away(typist: Typist, journal: Journal) -> None:
    said = typist(*FIVE, "", "headac", "", "headac", "1", "naus moderate", "nausea 3", "nausea 0", "n", "", "")
    assert "How severe, headache? 1 mild, 2 moderate, 3 severe: " in said.stdout
    assert "headache is not recorded." in said.stdout
    assert f"nausea: {PRESCRIBER_CALL}" in said.stdout
    assert "side effects 'n': 1 recorded already" in said.stdout
    assert [(effect.term, effect.severity) for effect in journal.day(TODAY).side_effects] == [("headache", 1)]


def test_a_word_that_is_not_in_the_list_is_asked_about(typist: Typist, journal: Journal) -> None:
    typist(*FIVE, "", "headake 1", "n", "itchy knee 1", "y", "")
    assert [effect.term for effect in journal.day(TODAY).side_effects] == ["itchy knee"]


def test_a_word_that_may_be_several_is_not_guessed(typist: Typist, journal: Journal) -> None:
    assert "may be dizziness, drowsiness" in typist(*FIVE, "", "d 1", "").stdout
    assert not journal.day(TODAY).side_effects


def test_a_red_flag_says_what_to_do_before_anything_is_asked_or_saved(typist: Typist, journal: Journal) -> None:
    said = typist(*FIVE, "", "trouble breathing", "y").stdout
    assert said.index(EMERGENCY_CALL) < said.index("Record 'trouble breathing") < said.index("Saved: trouble")
    assert [effect.severity for effect in journal.day(TODAY).side_effects] == [3]
    typist("rash", "n", arguments=["entry", "--date", "yesterday"])
    assert not journal.day(YESTERDAY).side_effects


def test_no_side_effects(typist: Typist, journal: Journal) -> None:
    typist(*FIVE, "", "n")
    assert journal.day(TODAY).no_side_effects


def test_rescue_medicine_is_known_by_its_beginning(typist: Typist, ldn: Ldn, journal: Journal) -> None:
    ldn("log", "rescue=ibuprofen:1", "--date", "yesterday")
    said = typist(*FIVE, "", "n", "ibu", "2", "paracetamol many", "")
    assert "How many ibuprofen: " in said.stdout
    assert [(rescue.medicine, rescue.count) for rescue in journal.day(TODAY).rescues] == [("ibuprofen", 2.0)]


def test_words_that_name_no_known_rescue_medicine_are_asked_about(typist: Typist, ldn: Ldn, journal: Journal) -> None:
    ldn("log", "rescue=ibuprofen:1", "--date", "yesterday")
    ldn("log", "rescue=ibuprofen forte:1", "--date", "yesterday")
    journal.medicines.add("Tramadol", as_needed=True)
    said = typist(*FIVE, "", "n", "slept badly", "n", "2", "ib 1", "tram 1", "ibuprofen 1", "").stdout
    assert "'slept badly' was not used before. Record it as a rescue medicine? y or n: " in said
    assert "rescue medicine '2': type its name, and how many, like ibuprofen 2" in said
    assert "rescue medicine 'ib' may be ibuprofen, ibuprofen forte: type more of it" in said
    assert [(rescue.medicine, rescue.count) for rescue in journal.day(TODAY).rescues] == [
        ("Tramadol", 1.0), ("ibuprofen", 1.0),
    ]  # fmt: skip


def test_a_laboratory_value_is_asked_while_it_is_due(typist: Typist, journal: Journal) -> None:
    assert "ESR" not in typist(*[""] * 10).stdout
    journal.trials.new(
        NewTrial(Template.BEFORE_AFTER, "?", "CRPS", TODAY - timedelta(days=2), TODAY + timedelta(days=12))
    )
    assert "ESR, before the first dose (mm/h); empty if you have none yet" in typist(*[""] * 11).stdout
    said = typist(*[""] * 9, "high", "1,000", "?", "24", "20-0", "24,5", "0-20", "never").stdout
    assert "ESR 'high' is not a number" in said
    assert "ESR '1,000' may mean two numbers: write 1000 or 1,0" in said
    assert "write the lower limit first" in said
    assert "Saved: ESR 24.5 mm/h" in said
    assert "Saved: lab CRP declined for good" in said
    assert [(lab.name, lab.value, lab.range_low, lab.range_high) for lab in journal.day(TODAY).labs] == [
        ("ESR", 24.5, 0.0, 20.0)
    ]
    again = typist(*[""] * 11).stdout
    assert "(mm/h)" not in again
    assert "CRP" not in again


def test_a_note_that_is_there_is_added_to_and_never_covered(typist: Typist, ldn: Ldn, journal: Journal) -> None:
    ldn("log", "note=first line")
    said = typist(*[""] * 8, "o second", arguments=["entry", "--all"])
    assert "Note, now 'first line'." in said.stdout
    assert journal.day(TODAY).note == "first line\no second"
    typist(*[""] * 8, "-", arguments=["entry", "--all"])
    assert journal.day(TODAY).note is None


def test_a_day_is_skipped_and_the_mark_taken_away(typist: Typist, journal: Journal) -> None:
    said = typist("o", "away")
    assert "Sun 22 Nov 2026: skipped." in said.stdout
    assert journal.day(TODAY).skip is SkipReason.AWAY
    assert "Skipped: away. o takes the mark away." in typist("o").stdout
    assert journal.day(TODAY).skip is None
    assert "is not a reason" in typist("o", "bored").stdout


def test_the_impression_is_asked_when_it_is_due(typist: Typist, journal: Journal) -> None:
    assert "overall status" not in typist(*[""] * 10).stdout
    plan_doses(journal, TODAY - timedelta(days=14 + 28))
    said = typist(*[""] * 9, "8", "2")
    assert "impression '8': use 1 (very much improved) to 7 (very much worse)" in said.stdout
    assert journal.day(TODAY).impression == 2


def test_while_sealed_only_bottles_are_taken_and_nothing_is_unblinded(typist: Typist, journal: Journal) -> None:
    seal_doses(journal)
    said = typist(*FIVE, "4.5", "bottle 9", "bottle 2", "n", "y")
    assert "y as planned, bottle 1; n not taken" in said.stdout
    assert "while sealed, give the bottle" in said.stdout
    assert "the bottles of this trial are bottle 1 to bottle 2" in said.stdout
    assert "The plan says bottle 1." in said.stdout
    assert [(dose.mg, dose.label) for dose in journal.day(TODAY).doses] == [(None, "bottle 1")]
    assert not re.search("comparator|LDN", said.stdout)


def test_the_last_line_names_what_is_missing_and_the_next_day(typist: Typist, ldn: Ldn) -> None:
    ldn("log", "pain=4", "--date", "-1")
    lines = typist("4", *[""] * 9).stdout.splitlines()
    assert lines[-1].endswith("`ldn entry --date 2026-11-21`."), "a command to copy is on one line"
    last = " ".join(lines[-2:])
    assert "Not answered yet: Sleep, Mood, Food, Function." in last
    assert last.endswith("Next to fill: Sat 21 Nov 2026, `ldn entry --date 2026-11-21`.")


def test_without_a_terminal_it_names_what_a_script_uses(ldn: Ldn) -> None:
    result = ldn("entry", input="4\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`ldn log pain=4 sleep=6 dose=4.5`" in result.stderr


def test_hostile_names_are_said_harmlessly(typist: Typist, ldn: Ldn) -> None:
    ldn("measure", "add", "Ev\x1b[2Jil", "--low", "a\rb", "--high", "c\u202ed", "--better", "lower")
    ldn("log", "note=x\x1b]0;t\x07y")
    said = typist(*[""] * 5, "?", *[""] * 5, arguments=["entry", "--all"]).stdout
    assert "Ev␛[2Jil, 0 to 10" in said
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)


def test_ascii_says_it_all_in_ascii(typist: Typist, ldn: Ldn) -> None:
    ldn("measure", "add", "Müdigkeit", "--low", "frisch", "--high", "müde", "--better", "lower")
    said = typist(*[""] * 5, "?", arguments=["--ascii", "entry"]).stdout
    assert said.isascii()
    assert "Mudigkeit, 0 to 10: " in said


def test_it_loads_nothing_heavy(journal: Journal) -> None:
    program = """
import sys
from ldn_tui.cli import run
from tests.cli.keyboard import Keyboard

sys.stdin = Keyboard(["4", "", "", "", "", "4.5", "rash", "y", "", "", "x"], interrupts=False)
before = set(sys.modules)
run(["entry"])
print("loaded:", *{name.partition(".")[0] for name in set(sys.modules) - before})
"""
    loaded = set(run_python(program, db=journal.path).splitlines()[-1].split())
    assert not loaded & HEAVY
    assert journal.day(TODAY).note == "x"


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are of Unix")
def test_on_a_terminal_lines_are_only_ever_added(journal_path: Path, tmp_path: Path) -> None:
    """The very bytes a terminal gets: no escape code, no drawing, nothing that moves back over what was said."""
    import pty

    ours, theirs = pty.openpty()
    variables = {
        **os.environ, "LDN_DB": str(journal_path), "LDN_NOW": NOW.isoformat(), "TERM": "dumb", "HOME": str(tmp_path),
    }  # fmt: skip
    program = subprocess.Popen(
        [sys.executable, "-m", "ldn_tui", "entry"], stdin=theirs, stdout=theirs, stderr=theirs, env=variables
    )
    os.close(theirs)
    said = b""
    try:
        for line in ("4", "11", "?", "6,5", "<", "", "x", "-", "7", "4.5", "rash", "y", "", "", "one note"):
            said = _read_to(ours, said, b": ")
            os.write(ours, f"{line}\n".encode())
        said = _read_to(ours, said, None)
        assert program.wait(timeout=20) == 0
    finally:
        program.kill()
        program.wait()
        os.close(ours)
    text = said.decode().replace("\r\n", "\n")
    assert "Sun 22 Nov 2026: complete." in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    assert not re.search("[\u2190-\u21ff\u2500-\u25ff\u2800-\u28ff]", text)


def _read_to(terminal: int, said: bytes, end: bytes | None) -> bytes:
    """Return `said` with what comes from the terminal until it ends in `end`, or is over."""
    before = len(said)
    while end is None or len(said) == before or not said.endswith(end):
        if not select.select([terminal], [], [], 20)[0]:
            raise TimeoutError(said.decode())
        try:
            more = os.read(terminal, 1 << 16)
        except OSError:
            return said
        if not more:
            return said
        said += more
    return said


def test_a_dose_that_moves_the_baseline_says_so(typist: Typist, journal: Journal) -> None:
    plan_doses(journal)
    assert "The baseline is now" in typist(*["-"] * 5, "y", "q").stdout


def test_lines_end_between_words_where_the_terminal_ends(typist: Typist) -> None:
    said = typist("q").stdout
    assert (
        "\nEach answer is saved when you give it. Empty leaves a question as it is, ?\n"
        "explains, < goes back, q stops.\nPain, 0 to 10: "
    ) in said
