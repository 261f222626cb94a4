"""What is asked of a day, whichever way it is answered."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest

from ldn_tui.domain.day_questions import dose_question, measures_asked, unanswered, which_day_in_words
from ldn_tui.domain.days import Day, JournalFacts, Rating
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.planned_doses import PlannedDose
from ldn_tui.domain.seal import Content
from ldn_tui.domain.trial import NALTREXONE, DoseStep, Template, Trial
from tests.domain.evidence_builder import dose

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 21, 30, tzinfo=timezone(timedelta(hours=1)))
FACTS = JournalFacts(created_on=TODAY, first_day=TODAY, measures=FIRST_MEASURES)
TRIAL = Trial(
    id="t",
    question="",
    condition="fibromyalgia",
    template=Template.BEFORE_AFTER,
    starts_on=date(2026, 9, 1),
    first_dose_on=date(2026, 9, 29),
    baseline_days=28,
    endpoint_days=28,
    primary="pain",
    threshold=30,
    decision_after=56,
    decision_on=None,
    steps=(DoseStep(date(2026, 9, 29), 4.5, time(22)),),
    medicine="dextromethorphan",
)


def phase(kind: PhaseKind, arm: str | None = None, content: Content | None = None) -> Phase:
    return replace(Phase(kind, arm, date(2026, 11, 1), None, "t"), content=content)


def test_the_planned_dose_is_asked_for_of_the_trials_medicine() -> None:
    asked = dose_question(Day(TODAY), replace(FACTS, trials=(TRIAL,)), dose(TODAY))
    assert (asked.medicine, asked.planned_in_words) == ("dextromethorphan", "4.5 mg")
    assert asked.planned == PlannedDose(4.5, None, time(22))
    assert asked.kind_without_doses is None


def test_the_medicine_is_that_of_the_day_else_of_the_trial_else_the_last() -> None:
    given = Day(TODAY, doses=(dose(TODAY, medicine="a"), dose(TODAY, medicine="b")))
    in_trial, last = replace(FACTS, trials=(TRIAL,)), dose(TODAY, medicine="c")
    assert dose_question(given, in_trial, last).medicine == "b"
    assert dose_question(Day(TODAY), in_trial, last).medicine == TRIAL.medicine
    assert dose_question(Day(date(2026, 8, 31)), in_trial, last).medicine == "c"
    assert dose_question(Day(TODAY), FACTS, None).medicine == NALTREXONE


def test_a_bottle_cannot_be_taken_again() -> None:
    assert dose_question(Day(TODAY), FACTS, dose(TODAY)).repeatable == dose(TODAY)
    assert dose_question(Day(TODAY), FACTS, dose(TODAY, None, "bottle 1")).repeatable is None
    assert dose_question(Day(TODAY), FACTS, None).repeatable is None


@pytest.mark.parametrize(
    ("content", "words"), [(None, "bottle 1"), (Content.LDN, "LDN (bottle 1)"), (Content.COMPARATOR, None)]
)
def test_an_opened_bottle_is_named_with_what_it_holds(content: Content | None, words: str | None) -> None:
    sealed = replace(TRIAL, template=Template.SEALED_PAIRS, steps=(), pairs=1, weeks=8)
    facts = replace(FACTS, trials=(sealed,), phases=(phase(PhaseKind.TREATMENT, "bottle 1", content),))
    assert dose_question(Day(TODAY), facts, None).planned_in_words == (words or f"{content} (bottle 1)")


@pytest.mark.parametrize("kind", [PhaseKind.WASHOUT, PhaseKind.PAUSE])
def test_a_phase_without_doses_is_named(kind: PhaseKind) -> None:
    asked = dose_question(Day(TODAY), replace(FACTS, trials=(TRIAL,), phases=(phase(kind),)), None)
    assert (asked.planned, asked.planned_in_words, asked.kind_without_doses) == (None, "", kind)


def test_a_measure_that_was_rated_is_shown_though_it_is_not_asked() -> None:
    pain, sleep, *others = FIRST_MEASURES
    retired = replace(pain, retired_on=date(2026, 11, 1))
    facts = replace(FACTS, measures=(retired, sleep, *others))
    assert measures_asked(Day(TODAY), facts) == (sleep, *others)
    rated = Day(TODAY, ratings={"pain": Rating("pain", 4, AT)})
    assert measures_asked(rated, facts) == facts.measures


def test_a_day_before_the_first_is_asked_like_the_first() -> None:
    assert measures_asked(Day(date(2026, 1, 1)), FACTS) == FACTS.measures


def test_what_is_unanswered_is_named_and_the_dose_where_it_is_expected() -> None:
    pain, sleep = FIRST_MEASURES[:2]
    day = Day(TODAY, ratings={"pain": Rating("pain", 4, AT)})
    taken, not_taken = (Day(TODAY, doses=(dose(TODAY, taken=is_taken),)) for is_taken in (True, False))
    planned = PlannedDose(4.5)
    assert unanswered(day, (pain, sleep), None, []) == (sleep.name,)
    assert unanswered(day, (pain, sleep), None, [not_taken]) == (sleep.name,)
    assert unanswered(day, (pain, sleep), None, [not_taken, taken]) == (sleep.name, "the dose")
    assert unanswered(day, (pain,), planned, []) == ("the dose",)
    assert unanswered(replace(day, doses=(dose(TODAY),)), (pain,), planned, [taken]) == ()


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        (TODAY, 23, ""),
        (TODAY, 24 + 3, "still Sunday 22 November until 04:00"),
        (TODAY - timedelta(days=1), 23, "1 day late: what you set now is marked late"),
        (TODAY - timedelta(days=2), 23, "2 days late: what you set now is marked late"),
        (TODAY - timedelta(days=9), 23, "9 days late: what you set now is marked recalled"),
    ],
)
def test_which_day_is_said_where_it_could_be_doubted(day: date, hour: int, words: str) -> None:
    now = datetime.combine(TODAY, time(), AT.tzinfo) + timedelta(hours=hour)
    assert which_day_in_words(day, now, TODAY, time(4)) == words
