"""Sealed trials: what the journal knows, what it can never know, and what opens it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.blinding import PairOrder
from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import BadInput, NeedsConfirmation, NothingToDo
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import DoseStep, NewTrial, Template, Trial
from ldn_tui.journal import Journal, open_journal
from ldn_tui.storage.schema import TABLES
from ldn_tui.storage.steps import Step
from ldn_tui.transfer.row_lists import NOT_EXPORTED
from tests.conftest import DAY_STARTS_AT, NOW
from tests.exported import export_diary, export_document

START = date(2026, 11, 22)
FIRST_DOSE = START + timedelta(days=14)
LDN, COMPARATOR = PairOrder.LDN_FIRST, PairOrder.COMPARATOR_FIRST
LDN_PAIR, COMPARATOR_PAIR = (Content.LDN, Content.COMPARATOR), (Content.COMPARATOR, Content.LDN)
NONCE = "00112233445566778899aabbccddeeff"
SHEET = Sheet(6, LDN_PAIR + COMPARATOR_PAIR, NONCE)
OVER = FIRST_DOSE + timedelta(weeks=24)


def plan(journal: Journal, first_dose: date | None = FIRST_DOSE, template: Template = Template.SEALED_PAIRS) -> None:
    journal.trials.new(NewTrial(template, "Does it help me?", "fibromyalgia", START, first_dose, baseline_days=14))


def seal(journal: Journal, sheet: Sheet = SHEET) -> None:
    plan(journal)
    journal.seals.add(sheet.commitment.code, "Ada, pharmacist", "030 1234567")


def go_to(journal: Journal, day: date) -> None:
    journal.clock = PinnedClock(NOW + (day - NOW.date()))


def live_through(journal: Journal, *, until: date = OVER) -> None:
    """Record a plain dose and rating on every second day of the trial."""
    for number in range(0, (until - START).days, 2):
        day = START + timedelta(days=number)
        go_to(journal, day)
        journal.rate(day, "pain", number % 11)
        planned = journal.trials.planned_dose(day)
        if planned is not None:
            journal.record_dose(day, planned.mg, label=planned.label)
    go_to(journal, until)


def everything_stored(journal: Journal) -> bytes:
    return b"".join(
        file.read_bytes()
        for file in sorted(journal.path.parent.iterdir())
        if file.is_file() and file.name.startswith(journal.path.name)
    )


# Sealing


def test_a_code_seals_the_active_trial_and_lays_its_periods(journal: Journal) -> None:
    plan(journal)
    assert [phase.kind for phase in journal.phases()] == [PhaseKind.BASELINE]
    change = journal.seals.add(SHEET.commitment.code.lower().replace(" ", "-"), " Ada ", " 030 1 ")
    assert change.summary == "seal added, helper Ada"
    sealed = journal.seals.current()
    assert sealed is not None
    assert (sealed.helper_name, sealed.helper_phone, sealed.commitment) == ("Ada", "030 1", SHEET.commitment)
    assert not sealed.is_open
    assert [(phase.arm, phase.starts_on, phase.length) for phase in journal.phases()] == [
        (None, START, 14),
        *((f"bottle {number}", FIRST_DOSE + timedelta(weeks=6 * (number - 1)), 42) for number in (1, 2, 3, 4)),
    ]
    assert not journal.seals.is_over(sealed)
    journal.undo()
    assert journal.seals.current() is None
    assert [phase.kind for phase in journal.phases()] == [PhaseKind.BASELINE]


def test_while_the_first_dose_is_open_there_are_no_periods_until_the_first_bottle_is_begun(journal: Journal) -> None:
    plan(journal, None)
    journal.seals.add(SHEET.commitment.code, "Ada", "030 1")
    assert [phase.arm for phase in journal.phases()] == [None]
    go_to(journal, FIRST_DOSE)
    journal.record_dose(FIRST_DOSE, None, label="bottle 1")
    assert [phase.arm for phase in journal.phases()] == [None, "bottle 1", "bottle 2", "bottle 3", "bottle 4"]
    assert journal.phases()[1].starts_on == FIRST_DOSE


def test_the_same_code_again_changes_the_helper(journal: Journal) -> None:
    seal(journal)
    assert journal.seals.add(SHEET.commitment.code, "Bo", "040 9").summary == "helper is Bo"
    sealed = journal.seals.current()
    assert sealed is not None
    assert (sealed.helper_name, sealed.helper_phone) == ("Bo", "040 9")
    assert not journal.seals.add(SHEET.commitment.code, "Bo", "040 9").happened


@pytest.mark.parametrize(("name", "phone"), [("", "030 1"), ("Ada", ""), ("Ada", "none")])
def test_a_random_order_without_a_helper_is_refused(journal: Journal, name: str, phone: str) -> None:
    plan(journal)
    with pytest.raises(BadInput, match=r"helper|phone"):
        journal.seals.add(SHEET.commitment.code, name, phone)
    assert journal.seals.current() is None


def test_what_cannot_be_sealed(journal: Journal) -> None:
    with pytest.raises(NothingToDo, match="ldn trial new sealed-pairs"):
        journal.seals.add(SHEET.commitment.code, "Ada", "030 1")
    plan(journal, template=Template.BEFORE_AFTER)
    with pytest.raises(BadInput, match="before-after, which has nothing to seal"):
        journal.seals.add(SHEET.commitment.code, "Ada", "030 1")
    assert journal.seals.current() is None
    with pytest.raises(NothingToDo, match="no sealed trial"):
        journal.seals.open(SHEET.canonical)
    with pytest.raises(NothingToDo, match="no sealed trial"):
        journal.seals.begin_opening([LDN, LDN], 50)


def test_another_code_does_not_take_the_place_of_the_first(journal: Journal) -> None:
    seal(journal)
    other = Sheet(6, SHEET.contents, "f" * 32)
    with pytest.raises(BadInput, match="sealed with another code already"):
        journal.seals.add(other.commitment.code, "Ada", "030 1")
    journal.undo()
    assert journal.seals.add(other.commitment.code, "Ada", "030 1").happened


def test_under_a_seal_the_planned_dose_is_a_bottle(journal: Journal) -> None:
    seal(journal)
    planned = journal.trials.planned_dose(FIRST_DOSE + timedelta(weeks=6))
    assert planned is not None
    assert (planned.mg, planned.label) == (None, "bottle 2")


# Opening


def test_opening_locks_takes_the_guess_and_then_reads_the_sheet(journal: Journal) -> None:
    seal(journal)
    live_through(journal)
    change = journal.seals.begin_opening([LDN, LDN], 60)
    assert change.summary == "guess taken, windows locked"
    trial = journal.trials.active()
    assert trial is not None
    assert trial.is_locked
    sealed = journal.seals.current()
    assert sealed is not None
    assert (sealed.guess, sealed.sureness, sealed.early_reason, sealed.is_open) == ((LDN, LDN), 60, None, False)
    assert not sealed.contents
    assert journal.seals.open(SHEET.canonical).summary == "seal opened"
    opened = journal.seals.current()
    assert opened is not None
    assert (opened.opened_on, opened.orders, opened.right_guesses) == (OVER, (LDN, COMPARATOR), 1)
    assert dict(opened.contents) == SHEET.bottles
    bottled = [phase for phase in journal.phases() if phase.arm is not None]
    assert [(phase.arm, phase.taken) for phase in bottled] == [
        ("bottle 1", "LDN"), ("bottle 2", "comparator"), ("bottle 3", "comparator"), ("bottle 4", "LDN"),
    ]  # fmt: skip
    assert bottled[0].title == "Treatment, LDN (bottle 1)"


def test_the_locks_hold_even_before_the_third_day(journal: Journal) -> None:
    """A seal opened early locks the windows, too, with the first dose that was planned or taken."""
    seal(journal)
    journal.seals.begin_opening(None, None, "the helper is ill")
    trial = journal.trials.active()
    assert trial is not None
    assert (trial.locked_on, trial.first_dose_on) == (START, FIRST_DOSE)
    with pytest.raises(NeedsConfirmation, match="--yes"):
        journal.trials.change(threshold=50)
    with pytest.raises(NeedsConfirmation, match="--yes"):
        journal.trials.change(primary="sleep")


def test_without_a_guess_nothing_is_opened(journal: Journal) -> None:
    seal(journal)
    live_through(journal)
    with pytest.raises(BadInput, match="guess"):
        journal.seals.open(SHEET.canonical)
    with pytest.raises(BadInput, match="say first which bottle"):
        journal.seals.begin_opening(None, None)
    with pytest.raises(BadInput, match="how sure"):
        journal.seals.begin_opening([LDN, LDN], None)
    with pytest.raises(BadInput, match="there are 2 pairs, and 1 guessed"):
        journal.seals.begin_opening([LDN], 50)
    with pytest.raises(BadInput, match="sure 101"):
        journal.seals.begin_opening([LDN, LDN], 101)
    sealed = journal.seals.current()
    assert sealed is not None
    assert sealed.guess is None
    assert not sealed.is_open


def test_the_guess_is_taken_once(journal: Journal) -> None:
    seal(journal)
    live_through(journal)
    journal.seals.begin_opening([LDN, LDN], 60)
    with pytest.raises(BadInput, match="taken already, and stays"):
        journal.seals.begin_opening([COMPARATOR, COMPARATOR], 100)


@pytest.mark.parametrize("day", [START, FIRST_DOSE, OVER - timedelta(days=1)])
def test_an_early_opening_needs_a_reason_and_is_recorded_for_good(journal: Journal, day: date) -> None:
    seal(journal)
    go_to(journal, day)
    with pytest.raises(BadInput, match=r"its last period ends on \w{3} \d+ May 2027; to open it before"):
        journal.seals.begin_opening([LDN, LDN], 60)
    journal.seals.begin_opening([LDN, LDN], 60, " operation ")
    journal.seals.open(SHEET.canonical)
    opened = journal.seals.current()
    assert opened is not None
    assert (opened.early_reason, opened.opened_on) == ("operation", day)


def test_in_an_emergency_the_guess_may_be_left_out(journal: Journal) -> None:
    seal(journal)
    journal.seals.begin_opening(None, None, "operation")
    journal.seals.open(SHEET.canonical)
    opened = journal.seals.current()
    assert opened is not None
    assert (opened.guess, opened.right_guesses, opened.is_open) == (None, None, True)


def test_an_opening_in_time_is_not_called_early(journal: Journal) -> None:
    seal(journal)
    live_through(journal)
    journal.seals.begin_opening([LDN, LDN], 60, "I was curious")
    sealed = journal.seals.current()
    assert sealed is not None
    assert sealed.early_reason is None


def test_a_trial_that_ended_early_is_opened_early(journal: Journal) -> None:
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=12))
    journal.trials.end("side effects")
    go_to(journal, OVER)
    sealed = journal.seals.current()
    assert sealed is not None
    with pytest.raises(
        BadInput, match=r"early: the trial ended on \w{3} \d+ \w{3} 2027, before its last period was over"
    ):
        journal.seals.begin_opening([LDN, LDN], 60)
    journal.seals.begin_opening([LDN, LDN], 60, "ended after the first pair")
    assert journal.seals.open(SHEET.canonical).happened


def test_a_trial_that_ended_after_its_last_period_is_opened_in_time(journal: Journal) -> None:
    seal(journal)
    live_through(journal)
    journal.trials.end("all periods done")
    journal.seals.begin_opening([LDN, LDN], 60)
    assert journal.seals.open(SHEET.canonical).happened


def altered(sheet: Sheet) -> dict[str, str]:
    text = sheet.canonical
    return {
        "a swapped pair": Sheet(6, COMPARATOR_PAIR + COMPARATOR_PAIR, NONCE).canonical,
        "all turned round": Sheet(6, COMPARATOR_PAIR + LDN_PAIR, NONCE).canonical,
        "another nonce": Sheet(6, sheet.contents, NONCE[:-1] + "0").canonical,
        "another length": Sheet(7, sheet.contents, NONCE).canonical,
        "another number of pairs": Sheet(6, LDN_PAIR, NONCE).canonical,
        "another trial": Sheet(8, COMPARATOR_PAIR + LDN_PAIR, "f" * 32).canonical,
        "no nonce": "\n".join(text.split("\n")[:-1]),
        "a bottle missing": text.replace("bottle 2 comparator\n", ""),
        "a bottle renamed": text.replace("bottle 2", "bottle 5"),
        "one letter": text.replace("LDN", "LDNs", 1),
        "two alike": text.replace("comparator", "LDN", 1),
        "the code": sheet.commitment.code,
        "nothing": "",
        "another file": "date,pain\n2026-11-22,4\n",
    }


@pytest.mark.parametrize("kind", altered(SHEET))
def test_a_wrong_or_altered_sheet_is_refused_and_opens_nothing(journal: Journal, kind: str) -> None:
    seal(journal)
    live_through(journal)
    journal.seals.begin_opening([LDN, LDN], 60)
    before = journal.path.read_bytes()
    with pytest.raises(BadInput, match="sheet") as refusal:
        journal.seals.open(altered(SHEET)[kind])
    assert NONCE not in str(refusal.value)
    assert not re.search(r"bottle \d (LDN|comparator)", str(refusal.value))
    assert journal.path.read_bytes() == before
    sealed = journal.seals.current()
    assert sealed is not None
    assert not sealed.is_open
    assert all(phase.content is None for phase in journal.phases())
    assert journal.seals.open(SHEET.canonical).happened


def test_a_seal_is_opened_once(journal: Journal) -> None:
    seal(journal)
    live_through(journal)
    journal.seals.begin_opening([LDN, LDN], 60)
    journal.seals.open(SHEET.canonical)
    with pytest.raises(NothingToDo, match="open since"):
        journal.seals.open(SHEET.canonical)
    with pytest.raises(NothingToDo, match="open since"):
        journal.seals.begin_opening([LDN, LDN], 60)
    with pytest.raises(BadInput, match="open already"):
        journal.seals.add(SHEET.commitment.code, "Bo", "040 1")


def test_undo_takes_back_neither_the_guess_nor_the_opening_nor_the_locks(journal: Journal) -> None:
    seal(journal)
    live_through(journal)
    journal.trials.settle()
    steps: tuple[Callable[[], Change], ...] = (
        lambda: journal.seals.begin_opening([LDN, LDN], 60),
        lambda: journal.seals.open(SHEET.canonical),
    )
    for step in steps:
        assert step().happened
        fixed = [journal.repository.rows(table) for table in ("seal", "bottle", "trial", "phase")]
        # What was typed before it can be taken back; what it fixed cannot.
        assert journal.undo().happened
        assert [journal.repository.rows(table) for table in ("seal", "bottle", "trial", "phase")] == fixed
        journal.redo()

    def undo_all() -> None:
        while journal.undo().happened:
            pass

    with pytest.raises(NothingToDo, match="cannot be undone"):
        undo_all()
    assert journal.repository.rows("seal") == fixed[0]
    opened = journal.seals.current()
    assert opened is not None
    assert opened.is_open


def test_the_periods_are_locked_from_the_guess_on(journal: Journal) -> None:
    """Whoever knows the order must not be able to move the days that are compared unseen."""
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=3))
    boundary = FIRST_DOSE + timedelta(weeks=6)
    journal.seals.begin_opening([LDN, LDN], 60, "curious")
    journal.seals.open(SHEET.canonical)
    with pytest.raises(NeedsConfirmation, match="periods were locked when the seal was to be opened"):
        journal.trials.move(boundary, boundary + timedelta(days=1))
    trial = journal.trials.all()[0]
    assert journal.trials.amendments(trial) == ()
    journal.trials.move(boundary, boundary + timedelta(days=1), confirmed=True)
    (amended,) = journal.trials.amendments(trial)
    assert amended.field == "periods"
    assert (amended.before or "").startswith("bottle 1 2026-12-06..2027-01-16, bottle 2 2027-01-17..2027-02-27, ")
    assert (amended.after or "").startswith("bottle 1 2026-12-06..2027-01-17, bottle 2 2027-01-18..2027-02-27, ")
    journal.trials.move(START, START - timedelta(days=1), confirmed=True)
    assert [known.field for known in journal.trials.amendments(trial)] == ["periods", "start"]


def opened_early(journal: Journal) -> Trial:
    """Open the seal in the third week of the first period."""
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=3))
    journal.seals.begin_opening([LDN, LDN], 60, "curious")
    journal.seals.open(SHEET.canonical)
    return journal.trials.all()[0]


CHANGES_OF_PERIODS: dict[str, Callable[[Journal, bool], Change]] = {
    "move": lambda journal, yes: journal.trials.move(
        FIRST_DOSE + timedelta(weeks=6), FIRST_DOSE + timedelta(weeks=7), confirmed=yes
    ),
    "start": lambda journal, yes: journal.trials.start(PhaseKind.WASHOUT, confirmed=yes),
    "pause": lambda journal, yes: journal.trials.pause(confirmed=yes),
    "a whole pause": lambda journal, yes: journal.trials.pause(
        until=journal.today() + timedelta(days=6), confirmed=yes
    ),
    "end": lambda journal, yes: journal.trials.end("enough", confirmed=yes),
    "first dose": lambda journal, yes: journal.trials.change(
        first_dose_on=FIRST_DOSE + timedelta(days=1), confirmed=yes
    ),
}


@pytest.mark.parametrize("name", CHANGES_OF_PERIODS)
def test_what_would_change_the_periods_asks_and_is_recorded(journal: Journal, name: str) -> None:
    trial = opened_early(journal)
    before = {table: journal.repository.rows(table) for table in TABLES}
    with pytest.raises(NeedsConfirmation, match=r"was locked on|were locked when the seal was to be opened"):
        CHANGES_OF_PERIODS[name](journal, False)
    assert {table: journal.repository.rows(table) for table in TABLES} == before
    held = journal.phases()
    assert CHANGES_OF_PERIODS[name](journal, True).happened
    amended = {known.field: known for known in journal.trials.amendments(trial)}
    assert set(amended) == ({"periods", "first dose"} if name == "first dose" else {"periods"})
    assert amended["periods"].before != amended["periods"].after
    assert journal.phases() != held
    journal.undo()
    assert {table: journal.repository.rows(table) for table in TABLES} == before


def test_what_asks_once_opened_asks_from_the_guess_on(journal: Journal) -> None:
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=3))
    journal.seals.begin_opening([LDN, LDN], 60, "curious")
    for name in ("pause", "a whole pause", "end", "first dose"):
        with pytest.raises(NeedsConfirmation, match=r"was locked on|were locked when the seal was to be opened"):
            CHANGES_OF_PERIODS[name](journal, False)


UNEQUAL: dict[str, tuple[Callable[[Journal], Change], str]] = {
    "a boundary moved": (
        lambda journal: journal.trials.move(
            FIRST_DOSE + timedelta(weeks=6), FIRST_DOSE + timedelta(weeks=2), confirmed=True
        ),
        "bottle 1: it would have 14 days instead of 42",
    ),
    "the end moved": (
        lambda journal: journal.trials.move(OVER, OVER + timedelta(days=1)),
        "bottle 4: it would have 43 days instead of 42",
    ),
    "a washout between": (
        lambda journal: journal.trials.start(PhaseKind.WASHOUT),
        "bottle 1: it would have 21 days instead of 42",
    ),
    "the next bottle early": (
        lambda journal: journal.trials.start(PhaseKind.TREATMENT, None, "bottle 2"),
        "bottle 1: it would have 21 days instead of 42",
    ),
    "LDN": (
        lambda journal: journal.trials.start(PhaseKind.TREATMENT),
        "phase Treatment, LDN: while sealed nobody knows what is taken",
    ),
    "the comparator": (
        lambda journal: journal.trials.start(PhaseKind.TREATMENT, OVER, "comparator"),
        "phase Treatment, comparator: while sealed nobody knows",
    ),
    "a bottle there is not": (
        lambda journal: journal.trials.start(PhaseKind.TREATMENT, OVER, "bottle 5"),
        r"bottle 5: while sealed nobody knows what is taken; its bottles \(bottle 1 to bottle 4\)",
    ),
}


@pytest.mark.parametrize("name", UNEQUAL)
@pytest.mark.parametrize("is_begun", [False, True])
def test_while_sealed_periods_stay_equal_and_nothing_is_claimed(journal: Journal, name: str, is_begun: bool) -> None:
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=3))
    if is_begun:
        journal.seals.begin_opening([LDN, LDN], 60, "curious")
    before = journal.path.read_bytes()
    change, said = UNEQUAL[name]
    with pytest.raises(BadInput, match=said):
        change(journal)
    assert journal.path.read_bytes() == before


def test_while_sealed_a_pause_moves_the_periods_and_keeps_them_equal(journal: Journal) -> None:
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=3))
    journal.trials.pause(until=FIRST_DOSE + timedelta(days=23))
    sealed = journal.seals.current()
    assert sealed is not None
    ends = list(journal.seals.ends(sealed).values())
    assert ends == [FIRST_DOSE + timedelta(weeks=6 * number, days=2) for number in (1, 2, 3, 4)]
    journal.trials.start(PhaseKind.FOLLOW_UP, OVER + timedelta(days=3))


def test_phases_moved_cannot_make_an_early_opening_one_in_time(journal: Journal) -> None:
    """Whether the periods are over is asked of their agreed lengths: what was drawn does not decide."""
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=8))

    def drawn(step: Step) -> None:
        for row in step.find_all("phase"):
            if str(row["arm"]).startswith("bottle"):
                step.put("phase", {**row, "starts_on": row["starts_on"], "ends_on": row["starts_on"]})

    sealed = journal.seals.current()
    assert sealed is not None
    journal.act("a file written by another program", drawn)
    go_to(journal, FIRST_DOSE + timedelta(weeks=20))
    assert not journal.seals.is_over(sealed)
    go_to(journal, OVER - timedelta(days=1))
    assert not journal.seals.is_over(sealed)
    go_to(journal, OVER)
    assert journal.seals.is_over(sealed)


def test_a_seal_of_an_ended_trial_is_found_and_opened_beside_a_new_one(journal: Journal) -> None:
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=12))
    journal.trials.end("side effects")
    go_to(journal, FIRST_DOSE + timedelta(weeks=13))
    old = journal.trials.all()[0]
    start = journal.today()
    journal.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", start))
    sealed = journal.seals.sealed_now()
    assert sealed is not None
    assert sealed.trial == old.id
    journal.trials.end("another one", start)
    go_to(journal, start + timedelta(days=1))
    journal.trials.new(
        NewTrial(Template.SEALED_PAIRS, "", "", journal.today(), journal.today() + timedelta(days=14), baseline_days=14)
    )
    other = Sheet(8, COMPARATOR_PAIR, "f" * 32)
    journal.seals.add(other.commitment.code, "Bo", "040 9")
    assert [found.helper_name for found in journal.seals.unopened()] == ["Bo", "Ada, pharmacist"]
    assert journal.seals.sealed_by(SHEET.canonical).trial == old.id
    journal.seals.begin_opening(None, None, "it ended", trial=old.id)
    assert journal.seals.open(SHEET.canonical).happened
    known = journal.seals.of(old.id)
    assert known is not None
    assert known.is_open
    assert [found.helper_name for found in journal.seals.unopened()] == ["Bo"]
    current = journal.seals.current()
    assert current is not None
    assert current.helper_name == "Bo"


def test_to_resume_asks_too(journal: Journal) -> None:
    seal(journal)
    go_to(journal, FIRST_DOSE + timedelta(weeks=3))
    journal.trials.pause()
    go_to(journal, FIRST_DOSE + timedelta(weeks=4))
    journal.seals.begin_opening([LDN, LDN], 60, "curious")
    with pytest.raises(NeedsConfirmation, match="were locked when the seal was to be opened"):
        journal.trials.resume()
    journal.trials.resume(confirmed=True)
    assert [known.field for known in journal.trials.amendments(journal.trials.all()[0])] == ["periods"]


def test_what_leaves_the_periods_as_they_are_does_not_ask(journal: Journal) -> None:
    """After the last period, a trial goes on and ends as any other."""
    seal(journal)
    live_through(journal)
    journal.seals.begin_opening([LDN, LDN], 60)
    trial = journal.trials.all()[0]
    found = journal.trials.windows(trial)
    journal.trials.change(question="Did it help me?")
    journal.trials.start(PhaseKind.FOLLOW_UP)
    journal.trials.end("done")
    assert journal.trials.amendments(trial) == ()
    assert journal.trials.windows(journal.trials.all()[0]) == found


def test_without_a_first_dose_nothing_is_locked_or_opened(journal: Journal) -> None:
    plan(journal, None)
    journal.seals.add(SHEET.commitment.code, "Ada", "030 1")
    before = journal.path.read_bytes()
    with pytest.raises(BadInput, match=r"first dose: none was recorded.*ldn trial change --first-dose DAY"):
        journal.seals.begin_opening(None, None, "the helper is ill")
    assert journal.path.read_bytes() == before
    journal.trials.change(first_dose_on=FIRST_DOSE)
    journal.seals.begin_opening(None, None, "the helper is ill")
    trial = journal.trials.active()
    assert trial is not None
    assert (trial.locked_on, trial.first_dose_on) == (START, FIRST_DOSE)


def test_a_trial_that_ended_before_its_first_dose_has_nothing_to_open(journal: Journal) -> None:
    seal(journal)
    journal.trials.end("changed my mind")
    with pytest.raises(BadInput, match="the trial ended before it, so that no period began"):
        journal.seals.begin_opening(None, None, "curious")


# What is kept secret


def test_nothing_of_the_order_or_the_nonce_is_in_any_file_while_sealed(journal: Journal) -> None:
    """Not in the journal, not in its rollback journal, its freed pages, its changes or its exports."""
    # The rollback journal is kept after each commit, so that what passed through it can be looked at.
    journal.repository._connection.execute("PRAGMA journal_mode = PERSIST")
    said: list[str] = []
    journal.repository._connection.set_trace_callback(said.append)
    seal(journal)
    live_through(journal)
    journal.seals.begin_opening([COMPARATOR, LDN], 10)
    # Even what was tried in vain leaves nothing behind, the true order with a wrong nonce included.
    for kind, text in altered(SHEET).items():
        with pytest.raises(BadInput, match="sheet"):
            journal.seals.open(text)
        assert journal.seals.sealed_now() is not None, kind
    stored = everything_stored(journal)
    assert (journal.path.parent / f"{journal.path.name}-journal").stat().st_size > 0
    shown = "\n".join([export_document(journal), export_diary(journal), repr(journal.facts()), *said])
    for place in (stored, shown.encode(), shown.encode("utf-16-le")):
        for secret in (NONCE, NONCE.upper(), "sealed sheet"):
            assert secret.encode() not in place
        assert bytes.fromhex(NONCE) not in place
        assert SHEET.canonical.encode() not in place
        assert not re.search(rb"bottle \d\W{0,12}(content\W{0,6})?(LDN|comparator)\b", place)
    rows = [
        str(row) for table in ("phase", "dose", "seal", "bottle", "trial") for row in journal.repository.rows(table)
    ]
    assert not any("'LDN'" in row or "'comparator'" in row for row in rows)
    assert journal.repository.rows("bottle") == []


def masked(text: str, journal: Journal) -> str:
    """Return `text` without the ids that are random anyhow, and without the commitment."""
    sealed = journal.seals.current()
    assert sealed is not None
    text = text.replace(sealed.commitment.digest, "DIGEST").replace(sealed.commitment.code, "CODE")
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID", text)


def refusal_of(journal: Journal, text: str) -> str:
    with pytest.raises(BadInput) as refusal:
        journal.seals.open(text)
    return str(refusal.value)


def all_that_is_kept_or_told(path: Path, contents: Sequence[Content]) -> str:
    """Run a whole sealed trial, and return everything the app has of it, up to the moment before the sheet."""
    sheet = Sheet(6, tuple(contents), NONCE)
    opened = open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app")
    seal(opened, sheet)
    live_through(opened)
    opened.trials.settle()
    # A sheet before the guess, wrong ones after it, and the true order with a wrong nonce: all are refused alike.
    said = [refusal_of(opened, sheet.canonical)]
    opened.seals.begin_opening([LDN, COMPARATOR], 50)
    orders = [(*first, *second) for first, second in product([LDN_PAIR, COMPARATOR_PAIR], repeat=2)]
    tried = [Sheet(6, order, NONCE[::-1]) for order in orders]
    tried += [Sheet(6, order, NONCE) for order in orders if order != sheet.contents]
    said += [refusal_of(opened, wrong.canonical) for wrong in tried]
    said += [refusal_of(opened, text) for text in (sheet.canonical.replace("LDN", "LDNs", 1), "", "date,pain\n")]
    days = [START + timedelta(days=number) for number in range((OVER - START).days + 3)]
    tables = ("trial", "dose_step", "phase", "amendment", "seal", "bottle", "dose", "rating")
    kept = [
        *(str(row) for table in tables for row in sorted(map(str, opened.repository.rows(table)))),
        *map(str, opened.repository._all("SELECT number, kind, summary, final, at FROM step")),
        *map(str, opened.repository._all("SELECT step, table_name, before, after FROM change")),
        *map(str, opened.repository._all("SELECT * FROM sqlite_sequence")),
        export_document(opened),
        export_diary(opened),
        str(opened.status()),
        str(opened.phases()),
        str([opened.trials.planned_dose(day) for day in days]),
        str(opened.trials.windows(opened.trials.all()[0])),
        str(len(path.read_bytes())),
        *(f"{number} {words}" for number, words in enumerate(said)),
    ]
    found = masked("\n".join(sorted(masked(line, opened) for line in kept)), opened)
    opened.close()
    return found


def test_the_order_cannot_be_told_from_anything_the_app_keeps_or_shows(tmp_path: Path) -> None:
    """Four trials, alike but for their order: dates, steps, counts, labels and sizes are the same in all of them."""
    found = {
        all_that_is_kept_or_told(tmp_path / f"{number}.db", [*first, *second])
        for number, (first, second) in enumerate(product([LDN_PAIR, COMPARATOR_PAIR], repeat=2))
    }
    assert len(found) == 1


def test_the_periods_of_a_sealed_trial_are_all_alike(journal: Journal) -> None:
    seal(journal)
    bottled = [phase for phase in journal.phases() if phase.arm is not None]
    assert {phase.length for phase in bottled} == {42}
    assert {phase.kind for phase in bottled} == {PhaseKind.TREATMENT}
    amounts = {
        phase.arm: [journal.trials.planned_dose(phase.starts_on + timedelta(days=number)) for number in range(42)]
        for phase in bottled
    }
    for label, doses in amounts.items():
        assert {(dose.mg, dose.label, dose.at) for dose in doses if dose is not None} == {(None, label, None)}
    with pytest.raises(BadInput, match="under seal the bottles stand for it"):
        journal.trials.set_plan([DoseStep(FIRST_DOSE, 1.5)])


def test_an_export_carries_the_seal_and_once_open_the_bottles(journal: Journal, tmp_path: Path) -> None:
    from ldn_tui.journal.document_import import import_document
    from ldn_tui.transfer.journal_json import read_document

    seal(journal)
    live_through(journal)
    journal.seals.begin_opening([LDN, LDN], 60)
    journal.seals.open(SHEET.canonical)
    document = export_document(journal)
    copy = open_journal(tmp_path / "copy.db", journal.clock, DAY_STARTS_AT, create=True, program="the app")
    import_document(copy, read_document(document, journal.today()), "copy")
    sealed = journal.seals.current()
    assert sealed is not None
    # Who helped is nobody else's business.
    assert copy.seals.current() == replace(sealed, helper_name=NOT_EXPORTED, helper_phone=NOT_EXPORTED)
    assert [phase.taken for phase in copy.phases()] == [phase.taken for phase in journal.phases()]
    copy.close()


def test_the_time_of_an_opening_is_the_logical_day(journal: Journal) -> None:
    seal(journal)
    journal.clock = PinnedClock(datetime.combine(OVER, NOW.timetz()).replace(hour=3))
    with pytest.raises(BadInput, match="early"):
        journal.seals.begin_opening([LDN, LDN], 60)


def test_an_opening_begun_long_after_the_lock_was_due_keeps_its_day(journal: Journal) -> None:
    seal(journal)
    go_to(journal, FIRST_DOSE)
    journal.record_dose(FIRST_DOSE, None, label="bottle 1")
    go_to(journal, OVER)
    journal.seals.begin_opening([LDN, LDN], 50)
    trial = journal.trials.active()
    assert trial is not None
    assert trial.locked_on == FIRST_DOSE + timedelta(days=3)


def test_a_seal_added_after_the_lock_was_due_keeps_its_day(journal: Journal) -> None:
    plan(journal)
    journal.trials.settle()
    go_to(journal, FIRST_DOSE)
    journal.seals.add(SHEET.commitment.code, "Ada", "030 1")
    journal.record_dose(FIRST_DOSE, None, label="bottle 1")
    go_to(journal, FIRST_DOSE + timedelta(days=30))
    journal.seals.add(SHEET.commitment.code, "Bo", "040 9")
    trial = journal.trials.active()
    assert trial is not None
    assert trial.locked_on == FIRST_DOSE + timedelta(days=3)
