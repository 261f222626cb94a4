"""The plan room by its keys, on a real journal: what is stored, and what is said."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.medicines import Medicine, opioid_line
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import Choice, DoseStep, NewTrial, Template, Trial
from ldn_tui.journal import Journal
from ldn_tui.storage.schema import TABLES
from ldn_tui.tui.screens.plan import PlanScreen
from ldn_tui.tui.widgets.plan_list import PlanList
from ldn_tui.tui.widgets.safe_input import SafeInput
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)
START = date(2026, 9, 1)
FIRST_DOSE = date(2026, 9, 29)
STEPS = (
    DoseStep(FIRST_DOSE, 1.5, time(22)),
    DoseStep(date(2026, 10, 13), 3.0, time(22)),
    DoseStep(date(2026, 10, 27), 4.5, time(22)),
)
SHEET = Sheet(8, (Content.COMPARATOR, Content.LDN), "00112233445566778899aabbccddeeff")


def begin_trial(journal: Journal) -> Trial:
    """Begin a trial with a baseline, three dose steps and a decision on 22 December."""
    journal.trials.new(
        NewTrial(Template.BEFORE_AFTER, "Does LDN lower my pain?", "fibromyalgia", START, FIRST_DOSE, steps=STEPS)
    )
    return active(journal)


def begin_sealed_trial(journal: Journal) -> Trial:
    """Begin a trial of one sealed pair that has run its course."""
    start = date(2026, 7, 1)
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "Which?", "fibromyalgia", start, start + timedelta(days=14)))
    return active(journal)


def active(journal: Journal) -> Trial:
    """Return the active trial."""
    trial = journal.trials.active()
    assert trial is not None
    return trial


def spans(journal: Journal) -> list[tuple[PhaseKind, date, date | None]]:
    """Return the phases of the active trial as (kind, first day, last day)."""
    return [(phase.kind, phase.starts_on, phase.ends_on) for phase in journal.trials.phases(active(journal))]


async def go_to(driver: Driver, word: str) -> None:
    """Put the cursor on the first line of the list whose name begins with `word`."""
    rows = driver.app.screen.query_one(PlanList).rows
    names = [
        "trial" if row.is_trial else row.phase.kind.value if row.phase else row.step.in_words if row.step else "gap"
        for row in rows
    ]
    await driver.press(*["up"] * len(rows), *["down"] * names.index(word))


async def clear(driver: Driver) -> None:
    """Empty the field that has the focus."""
    await driver.press("end", "ctrl+u")


# A new trial


async def test_from_an_empty_journal_to_a_running_baseline_in_at_most_twelve_keys(
    diary: Journal, open_app: OpenApp
) -> None:
    keys = ["p", "N", "enter", "f", "enter", "a", "enter", "enter", "enter", "enter", "enter", "enter"]
    assert len(keys) <= 12
    async with open_app(diary) as driver:
        await driver.press(*keys)
    trial = active(diary)
    assert (trial.template, trial.condition, trial.starts_on) == (Template.BEFORE_AFTER, "fibromyalgia", TODAY)
    assert (trial.first_dose_on, trial.steps, trial.question) == (None, (), "Does LDN improve my pain?")
    assert (trial.primary, trial.threshold, trial.decision_after, trial.endpoint_days) == ("pain", 30, 56, 28)
    assert spans(diary) == [(PhaseKind.BASELINE, TODAY, None)]


async def test_a_whole_plan_typed_in(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "N")
        await driver.type("Does it help?")
        await driver.press("enter", "s", "a", "enter", "b", "enter")
        await driver.press("tab")
        await driver.type("2026-12-20")
        await driver.press("enter", "tab")
        await driver.type("1.5")
        await driver.press("tab")
        await driver.type("22:00")
        await driver.press("tab")
        await driver.type("2w")
        await driver.press("tab")
        await driver.type("3")
        await driver.press("enter")
        assert "Burning" in "".join(option for option in measure_options(driver))
        await driver.press("down", "right", "enter")
        await driver.press("right", "enter")
        text = driver.text()
        assert "Sun 28 Mar 2027" in text
        assert "22 weeks, 98 capsules, if each dose is one capsule" in text
        await driver.press("s")
    trial = active(diary)
    assert (trial.question, trial.condition) == ("Does it help?", "small-fibre neuropathy")
    assert trial.template is Template.BEFORE_AFTER_STOP
    assert trial.steps == (DoseStep(date(2026, 12, 20), 1.5, time(22)), DoseStep(date(2027, 1, 3), 3.0))
    assert (trial.threshold, trial.decision_after) == (50, 84)
    assert [measure.key for measure in diary.measures.active()][-1] == "burning"
    assert [kind for kind, _, _ in spans(diary)] == [
        PhaseKind.BASELINE, PhaseKind.TITRATION, PhaseKind.TREATMENT, PhaseKind.WASHOUT,
    ]  # fmt: skip


async def test_a_letter_shows_what_a_shape_can_tell_before_it_is_taken(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "N", "enter", "f", "enter", "c")
        assert "which shape?" in driver.text()
        assert "the crossover of Younger 2013" in driver.text()
        await driver.press("enter")
        assert "In all 20 weeks" not in driver.text()
        assert "In all 36 weeks with 28 days before the first dose, 112 capsules of LDN" in " ".join(
            driver.text().replace("│", " ").split()
        )


async def test_a_first_dose_on_another_day_than_the_first_step_is_named(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "N", "enter", "f", "enter", "a", "enter", "tab")
        await driver.type("18 dec")
        await driver.press("enter")
        await driver.type("20 dec")
        await driver.press("tab")
        await driver.type("1.5")
        await driver.press("enter")
        said = " ".join(driver.text().replace("│", " ").split())
        assert "begins on Sun 20 Dec 2026, but you gave Fri 18 Dec 2026 as the day of the first dose" in said
        assert driver.focused.id == "start-0"


async def test_a_time_that_cannot_be_read_takes_the_focus(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "e", "down", "tab", "tab")
        await clear(driver)
        await driver.type("10pm")
        await driver.press("shift+tab", "enter")
        assert driver.focused.id == "at-1"


async def test_each_row_of_the_dose_plan_says_its_own_step(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "e")
        await clear(driver)
        await driver.type("y")
        assert "1.5 mg from Sat 21 Nov 2026" in driver.text()
        assert "3 mg from Tue 13 Oct 2026" in driver.text()


async def test_a_trial_by_hand_says_what_begins_its_first_phase(diary: Journal, open_app: OpenApp) -> None:
    diary.trials.new(NewTrial(Template.BY_HAND, "Does it help?", "", TODAY))
    async with open_app(diary) as driver:
        await driver.press("p")
        assert "The trial has no phase yet: n begins the first one today." in driver.text()
        await driver.press("n", "b")
        assert "no phase yet" not in driver.text()


async def test_what_was_decided_before_is_said(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    diary.trials.decide(Choice.UNDECIDED, "a bad month")
    async with open_app(diary) as driver:
        await driver.press("p", "D")
        assert "Decided on Sun 22 Nov 2026: undecided: a bad month." in driver.text()


async def test_an_ended_trial_lists_no_step_that_never_came(diary: Journal, open_app: OpenApp) -> None:
    steps = (DoseStep(FIRST_DOSE, 1.5), DoseStep(date(2026, 11, 26), 4.5))
    diary.trials.new(NewTrial(Template.BEFORE_AFTER, "Does it help?", "", START, FIRST_DOSE, steps=steps))
    diary.trials.end("enough", date(2026, 11, 5))
    async with open_app(diary, size=(120, 40)) as driver:
        await driver.press("p")
        assert "1 Sep – 5 Nov" in driver.text()
        assert "4.5 mg" not in driver.text()
        assert "of 28 days to compare" in driver.text()


async def test_doses_on_days_that_change_sides_are_named(diary: Journal, open_app: OpenApp) -> None:
    diary.trials.new(NewTrial(Template.BY_HAND, "Does it help?", "", START))
    diary.trials.start(PhaseKind.BASELINE, START)
    diary.trials.start(PhaseKind.TREATMENT, date(2026, 10, 1), confirmed=True)
    diary.record_dose(date(2026, 10, 3), 4.5)
    async with open_app(diary) as driver:
        await driver.press("p")
        await go_to(driver, "treatment")
        await driver.press("B")
        await clear(driver)
        await driver.type("5 oct")
        await driver.press("enter")
        assert "On these days 4.5 mg was recorded as taken (3 Oct)" in driver.text()


def measure_options(driver: Driver) -> tuple[str, ...]:
    """Return the measures the dialog offers."""
    from ldn_tui.tui.dialogs.fields import OptionPicker

    return driver.app.screen.query_one("#field-primary", OptionPicker)._options


async def test_esc_goes_a_step_back_and_keeps_what_was_typed(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "N")
        await driver.type("My own words")
        await driver.press("enter", "c", "b", "enter", "d", "enter")
        await driver.press("tab")
        await driver.type("half a da")
        await driver.press("escape")
        assert "which shape?" in driver.text()
        await driver.press("enter")
        assert "half a da" in driver.text()
        await driver.press("escape", "escape")
        assert "◉\N{NO-BREAK SPACE}Colour change" in driver.text()
        await driver.press("escape", "escape")
        assert "My own words" in driver.text()
        await driver.press("escape")
        assert isinstance(driver.app.screen, PlanScreen)
        assert "What you typed is kept" in driver.text()
        await driver.press("N")
        assert "My own words" in driver.text()
        await driver.press("enter", "enter", "ctrl+g")
        assert isinstance(driver.app.screen, PlanScreen)
    assert diary.trials.all() == ()


async def test_a_dose_plan_has_no_default_and_cannot_be_half_said(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "N", "enter", "f", "enter", "a", "enter", "enter")
        assert "what does your prescription say?" in driver.text()
        assert not any(field.placeholder or field.value for field in inputs(driver))
        await driver.press("tab")
        await driver.type("4.5")
        await driver.press("enter")
        assert "leave the whole plan empty until you know it" in driver.text()
    assert diary.trials.all() == ()


def inputs(driver: Driver) -> list[SafeInput]:
    """Return the text fields of the dialog shown."""
    return list(driver.app.screen.query(SafeInput))


async def test_a_plan_that_is_too_short_is_only_begun_when_insisted_on(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "N", "enter", "f", "enter", "a", "enter", "tab")
        await driver.type("+28")
        await driver.press("enter", "enter", "enter", "tab", "tab")
        await driver.type("+56")
        await driver.press("enter")
        assert "too short" in driver.text()
        await driver.press("enter")
        assert "when do you decide?" in driver.text()
        await driver.press("enter", "i")
        assert "too short" in driver.text()
    assert diary.trials.windows(active(diary)).is_too_short


async def test_the_wizard_says_what_each_shape_can_and_cannot_tell(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "N", "enter", "f", "enter")
        for sentence in (
            "Younger & Mackey 2009",
            "Arthritis",
            "crossover of Younger 2013",
            "no trial was run this way",
        ):
            flat = " ".join(driver.text().replace("│", " ").split())
            assert sentence in flat
            assert "Can tell" in flat
            assert "Cannot tell" in flat
            await driver.press("down")


async def test_a_second_active_trial_is_not_even_asked_for(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "N")
        assert isinstance(driver.app.screen, PlanScreen)
        assert "E ends it first" in driver.text()


# What the room shows


async def test_phases_dose_steps_today_and_the_decision_are_shown_without_colour(
    diary: Journal, open_app: OpenApp
) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p")
        text = driver.text()
    for word in (
        "▒▒▒", "░░░", "███", "┆1.5 mg", "┆3 mg", "┆4.5 mg", "▲", "◆", "decision 22 Dec", "1 Sep 2026",
        "1 Sep – 28 Sep", "28 days", "day 27 of 56", "from 13 Oct", "Pain by 30 %", "in 30 days",
    ):  # fmt: skip
        assert word in text
    here = next(line for line in text.splitlines() if line.lstrip().startswith("▸"))
    assert "Treatment" in here


async def test_days_in_no_phase_are_shown(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    diary.trials.start(PhaseKind.FOLLOW_UP, date(2027, 1, 11))
    async with open_app(diary) as driver:
        await driver.press("p")
        assert "· in no phase" in driver.text()
        assert "22 Dec – 10 Jan" in driver.text()
        assert "20 days" in driver.text()
        band = next(line for line in driver.text().splitlines() if "▒▒▒" in line)
        assert re.search(r"█+·+═", band)
        await go_to(driver, "gap")
        await driver.press("enter")
        assert "Time in no phase: when does it begin?" in driver.text()


async def test_days_after_the_last_phase_are_shown(diary: Journal, open_app: OpenApp, still_clock: StillClock) -> None:
    begin_trial(diary)
    still_clock.instant = datetime.fromisoformat("2027-01-10T21:30:00+01:00")
    async with open_app(diary) as driver:
        await driver.press("p")
        assert "22 Dec – 10 Jan" in driver.text()
        assert "· in no phase" in driver.text()


async def test_an_empty_plan_says_how_to_begin(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p")
        assert "No trial yet." in driver.text()
        await driver.press("down", "enter", "n", "P", "E", "D", "B", "L")
        assert isinstance(driver.app.screen, PlanScreen)
        await driver.press("P")
        assert "N begins one" in driver.text()


async def test_the_smallest_terminal_still_shows_the_list(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary, size=(40, 14)) as driver:
        await driver.press("p")
        assert "▲" in driver.text()
        assert "◆" in driver.text()
        await driver.until(lambda: "▸ █ LDN" in driver.text(), "the present phase in view")


# Changing the plan


async def test_a_boundary_shows_which_days_change_sides_before_it_moves(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "B")
        await clear(driver)
        await driver.type("2026-10-30")
        await driver.press("enter")
        assert "3 days: treatment, LDN → titration (27 Oct to 29 Oct)" in driver.text()
        await driver.press("k")
        assert spans(diary)[2][1] == date(2026, 10, 27)
        await driver.press("B")
        await clear(driver)
        await driver.type("2026-10-30")
        await driver.press("enter", "m")
        assert spans(diary)[1:3] == [
            (PhaseKind.TITRATION, FIRST_DOSE, date(2026, 10, 29)),
            (PhaseKind.TREATMENT, date(2026, 10, 30), date(2026, 12, 24)),
        ]
        await driver.press("u")
        assert spans(diary)[2][1] == date(2026, 10, 27)


async def test_both_boundaries_of_a_phase_are_shown_and_moved_at_once(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    before = spans(diary)
    async with open_app(diary) as driver:
        await driver.press("p")
        await go_to(driver, "titration")
        await driver.press("enter")
        for day in ("2026-10-01", "2026-10-31"):
            await clear(driver)
            await driver.type(day)
            await driver.press("tab")
        await driver.press("enter")
        assert "2 days: titration → baseline (29 Sep to 30 Sep)" in driver.text()
        assert "5 days: treatment, LDN → titration (27 Oct to 31 Oct)" in driver.text()
        await driver.press("escape")
        assert "2026-10-31" in driver.text()
        await driver.press("enter", "m")
    assert spans(diary)[:3] == [
        (PhaseKind.BASELINE, START, date(2026, 9, 30)),
        (PhaseKind.TITRATION, date(2026, 10, 1), date(2026, 10, 31)),
        (PhaseKind.TREATMENT, date(2026, 11, 1), date(2026, 12, 26)),
    ]
    diary.undo()
    assert spans(diary) == before


async def test_the_dialog_of_a_sealed_trial_asks_for_no_decision_day(diary: Journal, open_app: OpenApp) -> None:
    begin_sealed_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p")
        await go_to(driver, "trial")
        await driver.press("enter")
        text = " ".join(driver.text().split())
        assert "decision on" not in text
        assert "Decision after" not in text
        assert "You decide after the last bottle's period" in text
        await driver.press("enter")
        assert isinstance(driver.app.screen, PlanScreen)


async def test_a_phase_is_edited_by_both_its_days(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p")
        await go_to(driver, "titration")
        await driver.press("enter", "tab")
        await clear(driver)
        await driver.type("2026-10-31")
        await driver.press("enter", "m")
    assert spans(diary)[1:3] == [
        (PhaseKind.TITRATION, FIRST_DOSE, date(2026, 10, 31)),
        (PhaseKind.TREATMENT, date(2026, 11, 1), date(2026, 12, 26)),
    ]


async def test_the_next_phase_begins_today(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "n", "w")
        assert "stays where it is" in driver.text()
        await driver.press("c")
    kinds = [(kind, start) for kind, start, _ in spans(diary)]
    assert (PhaseKind.WASHOUT, TODAY) in kinds


async def test_the_dose_plan_is_edited_as_a_whole(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p")
        await go_to(driver, "4.5 mg")
        await driver.press("enter", "down", "down", "down")
        await driver.type("1w")
        await driver.press("tab")
        await driver.type("3")
        await driver.press("enter")
    assert active(diary).steps == (*STEPS, DoseStep(date(2026, 11, 3), 3.0))


async def test_words_and_numbers_are_edited_and_locked_ones_ask_first(
    diary: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    begin_trial(diary)
    still_clock.instant = datetime.fromisoformat("2026-10-10T21:00:00+02:00")
    diary.record_dose(FIRST_DOSE, 1.5)
    still_clock.instant = datetime.fromisoformat("2026-11-22T21:30:00+01:00")
    diary.trials.settle()
    assert active(diary).is_locked
    async with open_app(diary) as driver:
        await driver.press("p")
        await go_to(driver, "trial")
        await driver.press("enter", "tab", "tab", "tab", "right", "enter")
        assert "was locked" in driver.text()
        assert "--yes" not in driver.text()
        await driver.press("k")
        assert active(diary).threshold == 30
        await driver.press("enter", "tab", "tab", "tab", "right", "enter", "c")
    assert active(diary).threshold == 50
    (amendment,) = diary.trials.amendments(active(diary))
    assert (amendment.field, amendment.before, amendment.after) == ("threshold", "30", "50")


async def test_pause_and_go_on(diary: Journal, open_app: OpenApp, still_clock: StillClock) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "P", "enter")
        assert (PhaseKind.PAUSE, TODAY, None) in spans(diary)
        still_clock.instant += timedelta(days=3)
        await driver.press("P")
    assert (PhaseKind.PAUSE, TODAY, TODAY + timedelta(days=2)) in spans(diary)


async def test_a_pause_with_a_last_day_is_ended_by_its_key(
    diary: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    begin_trial(diary)
    diary.trials.pause(TODAY, TODAY + timedelta(days=10))
    still_clock.instant += timedelta(days=3)
    async with open_app(diary) as driver:
        await driver.press("p", "P")
        assert isinstance(driver.app.screen, PlanScreen)
    assert (PhaseKind.PAUSE, TODAY, TODAY + timedelta(days=2)) in spans(diary)


async def test_ending_takes_a_reason(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "E", "enter")
        assert "why is empty" in driver.text()
        assert driver.focused.id == "field-reason"
        await driver.type("too many dreams")
        await driver.press("enter")
        assert "ended Sun 22 Nov 2026" in driver.text()
    (trial,) = diary.trials.all()
    assert (trial.ended_on, trial.end_reason) == (TODAY, "too many dreams")


async def test_deciding_early_says_when_the_decision_day_is(diary: Journal, open_app: OpenApp) -> None:
    trial = begin_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "D")
        assert "The decision day is Tue 22 Dec 2026." in " ".join(driver.text().split())
        await driver.press("s")
        await driver.type("headaches")
        await driver.press("enter")
        assert "stop, 22 Nov" in driver.text()
    (decision,) = diary.trials.decisions(trial)
    assert (decision.choice, decision.reason, decision.day) == (Choice.STOP, "headaches", TODAY)


async def test_leaving_any_dialog_changes_nothing(diary: Journal, open_app: OpenApp, journal_path: Path) -> None:
    begin_trial(diary)
    before = journal_path.read_bytes()
    async with open_app(diary) as driver:
        await driver.press("p")
        for key in ("n", "enter", "B", "e", "P", "E", "D", "M", "Y"):
            await driver.press(key)
            assert not isinstance(driver.app.screen, PlanScreen)
            await driver.press("escape")
            assert isinstance(driver.app.screen, PlanScreen)
    assert journal_path.read_bytes() == before


# Medicines


async def test_an_opioid_is_proposed_by_its_name_and_the_person_decides(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "M", "a")
        await driver.type("Tramadol retard")
        assert "By its name this is an opioid" in driver.text()
        await driver.press("tab")
        await driver.type("100 mg")
        await driver.press("tab", "right", "enter")
        assert opioid_line("Tramadol retard") in " ".join(driver.text().replace("│", " ").split())
        await driver.press("a")
        await driver.type("codeine")
        await driver.press("tab", "tab", "tab", "left", "enter")
    stored = {medicine.name: medicine for medicine in diary.medicines.list()}
    assert (stored["Tramadol retard"].opioid, stored["Tramadol retard"].as_needed) == (True, True)
    assert stored["Tramadol retard"].dose == "100 mg"
    assert not stored["codeine"].opioid


async def test_a_medicine_is_added_edited_stopped_and_taken_up_again(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("p", "M", "a")
        await driver.type("duloxetine")
        await driver.press("tab", "tab", "tab", "tab", "tab", "tab")
        await driver.type("39")
        await driver.press("tab")
        await driver.type("30")
        await driver.press("tab")
        await driver.type("40")
        await driver.press("enter")
        assert "1.30 each" in driver.text()
        assert "runs out 1 Jan" in driver.text()
        await driver.press("s", "enter")
        assert "No longer taken" in driver.text()
        assert only_medicine(diary).stops_on == TODAY
        await driver.press("e", "tab", "tab", "tab", "tab", "tab")
        await clear(driver)
        await driver.press("enter")
        assert only_medicine(diary).stops_on is None
        await driver.press("u", "u", "u")
    assert diary.medicines.list() == ()


async def test_a_medicine_is_taken_twice_a_day_and_paid_for_in_a_currency(diary: Journal, open_app: OpenApp) -> None:
    diary.medicines.add("duloxetine", price=39, pack_size=30, supply=40)
    async with open_app(diary) as driver:
        await driver.press("p", "M", "e", *["tab"] * 6, "end")
        await driver.type(" EUR")
        await driver.press(*["tab"] * 4)
        await driver.type("2")
        await driver.press("enter")
        assert "1.30 EUR each · runs out 12 Dec" in driver.text()
        # Edited again, what was not touched stays.
        await driver.press("e", "end")
        await driver.type("x")
        await driver.press("enter")
    medicine = only_medicine(diary)
    assert (medicine.name, medicine.price, medicine.currency, medicine.units_a_day) == ("duloxetinex", 39, "EUR", 2)


async def test_the_wizards_price_comes_and_goes_with_the_trial(diary: Journal, open_app: OpenApp) -> None:
    before = {table: diary.repository.rows(table) for table in TABLES}
    async with open_app(diary) as driver:
        await driver.press("p", "N", "enter", "f", "enter", "c", "enter", "tab", "tab", "tab", "tab", "tab")
        await driver.type("0.85 EUR")
        await driver.press(*["enter"] * 2)
        assert "95.20 EUR for the LDN" in driver.text()
        await driver.press("enter")
        assert only_medicine(diary).unit_price_in_words == "0.85 EUR"
        await driver.press("u")
    assert {table: diary.repository.rows(table) for table in TABLES} == before


def only_medicine(journal: Journal) -> Medicine:
    """Return the only medicine."""
    (medicine,) = journal.medicines.list()
    return medicine


# The seal


async def test_a_code_is_added_with_its_helper(diary: Journal, open_app: OpenApp) -> None:
    trial = begin_sealed_trial(diary)
    async with open_app(diary) as driver:
        await driver.press("p", "L")
        await driver.type("not a code")
        await driver.press("tab")
        await driver.type("Anna Berg")
        await driver.press("tab")
        await driver.type("+49 30 123456")
        await driver.press("enter")
        assert "code:" in driver.text()
        await driver.press("up", "up")
        await clear(driver)
        await driver.type(SHEET.commitment.code)
        await driver.press("enter")
        assert "bottle 1" in driver.text()
        said = " ".join(driver.text().split())
        assert "Until opened, act as if on naltrexone." in said
        assert "`ldn card` writes it" in said
        await driver.press("L")
        text = " ".join(driver.text().replace("│", " ").split())
        assert "Anna Berg has the sheet, phone +49 30 123456." in text
        assert "act as if on naltrexone" in text
    seal = diary.seals.of(trial.id)
    assert seal is not None
    assert seal.commitment == SHEET.commitment


async def test_opening_takes_the_guess_first_and_then_only_the_right_sheet(
    diary: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    trial = begin_sealed_trial(diary)
    diary.seals.add(SHEET.commitment.code, "Anna Berg", "+49 30 123456")
    wrong, right = tmp_path / "wrong.txt", tmp_path / "right.txt"
    right.write_text(SHEET.canonical, encoding="utf-8")
    wrong.write_text(Sheet(8, (Content.LDN, Content.COMPARATOR), SHEET.nonce).canonical, encoding="utf-8")
    async with open_app(diary) as driver:
        await driver.press("p", "L", "o", "enter")
        assert "say with ←→ which you think came first" in driver.text()
        await driver.press("right", "down")
        await driver.type("70")
        await driver.press("enter")
        assert "The helper's sheet" in driver.text()
        await driver.type(str(wrong))
        await driver.press("enter")
        assert "not the one" in " ".join(driver.text().split())
        seal = diary.seals.of(trial.id)
        assert seal is not None
        assert (seal.is_open, seal.sureness) == (False, 70)
        await clear(driver)
        await driver.type(str(right))
        await driver.press("enter")
        assert "The seal is open" in driver.text()
        assert "Pairs guessed right: 0 of 1." in " ".join(driver.text().replace("│", " ").split())
    opened = diary.seals.of(trial.id)
    assert opened is not None
    assert opened.is_open


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_while_sealed_the_room_names_bottles_and_nothing_else(
    diary: Journal, open_app: OpenApp, size: tuple[int, int]
) -> None:
    begin_sealed_trial(diary)
    diary.seals.add(SHEET.commitment.code, "Anna Berg", "+49 30 123456")
    async with open_app(diary, size=size) as driver:
        await driver.press("p")
        text = driver.text()
        assert "bottle 1" in text
        assert "comparator" not in text
        await driver.press("n")
        assert "comparator" not in driver.text()


async def test_on_the_decision_day_the_line_says_so(diary: Journal, open_app: OpenApp, still_clock: StillClock) -> None:
    begin_trial(diary)
    still_clock.instant = datetime.fromisoformat("2026-12-22T21:30:00+01:00")
    async with open_app(diary) as driver:
        await driver.press("p")
        assert "decision today" in driver.text()


async def test_a_decided_trial_that_was_ended_can_be_followed_by_another(diary: Journal, open_app: OpenApp) -> None:
    begin_trial(diary)
    diary.trials.end("done")
    async with open_app(diary) as driver:
        await driver.press("p", "n")
        assert "N begins one" in driver.text()
        await driver.press("N", "enter", "f", "enter", "a", "enter", "tab")
        assert "when?" in driver.text()
        await driver.press("up")
        await clear(driver)
        await driver.type("+1")
        await driver.press(*["enter"] * 5)
    assert len(diary.trials.all()) == 2
    assert active(diary).starts_on == TODAY + timedelta(days=1)
