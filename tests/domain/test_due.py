"""What is due: asked when it matters, never twice."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.days import DayState
from ldn_tui.domain.due import DueItem, TrialSoFar, impression_days, what_is_due
from ldn_tui.domain.trial import Choice, Decision, DoseStep, Template, Trial
from ldn_tui.domain.windows import windows

START = date(2026, 9, 1)
DONE = DayState.COMPLETE


def on(number: int) -> date:
    """Return the day `number` days after the start."""
    return START + timedelta(days=number)


def so_far(*, given: dict[str, Any] | None = None, **changes: Any) -> TrialSoFar:
    known = replace(
        Trial("t", "", "", Template.BEFORE_AFTER, START, None, 28, 28, "pain", 30, 84, None, (DoseStep(on(14), 4.5),)),
        **changes,
    )
    return replace(TrialSoFar(known, windows(known, [])), **(given or {}))


def kinds(number: int, known: TrialSoFar) -> list[tuple[str, int]]:
    return [(item.kind, (item.since - START).days) for item in what_is_due(on(number), DONE, known)]


NO_LABS = frozenset({"lab ESR", "lab CRP"})


@pytest.mark.parametrize(
    ("state", "is_due"), [(state, state in {DayState.OPEN, DayState.PARTIAL}) for state in DayState]
)
def test_today_is_due_while_it_is_open(state: DayState, is_due: bool) -> None:
    assert what_is_due(START, state, None) == ((DueItem("day", START, "today"),) if is_due else ())


class TestImpressions:
    known = so_far(given={"declined": NO_LABS})

    def test_they_are_asked_at_weeks_4_and_8_and_12_and_at_the_decision(self) -> None:
        assert impression_days(self.known.trial, self.known.windows) == (
            (on(42), "week 4"), (on(70), "week 8"), (on(98), "decision day"),
        )  # fmt: skip
        longer = so_far(steps=(DoseStep(on(14), 1.5), DoseStep(on(70), 4.5)))
        assert [words for _, words in impression_days(longer.trial, longer.windows)] == [
            "week 4", "week 8", "week 12", "decision day",
        ]  # fmt: skip

    def test_one_is_due_from_its_day_for_two_weeks(self) -> None:
        due = [number for number in range(30, 97) if kinds(number, self.known)]
        assert due == [*range(42, 57), *range(70, 85)]
        assert what_is_due(on(43), DONE, self.known) == (DueItem("impression", on(42), "overall rating, week 4"),)

    @pytest.mark.parametrize(("given_on", "answers"), [(38, False), (39, True), (42, True), (56, True), (57, False)])
    def test_one_given_around_that_day_answers_it(self, given_on: int, answers: bool) -> None:
        known = replace(self.known, impressions=[on(given_on)])
        assert kinds(56, known) == ([] if answers else [("impression", 42)])

    def test_the_decisions_waits_until_it_is_given(self) -> None:
        known = replace(self.known, decisions=[Decision(on(98), Choice.CONTINUE, "")])
        assert kinds(400, known) == [("impression", 98)]
        assert kinds(400, replace(known, impressions=[on(200)])) == []

    def test_without_a_first_dose_there_are_none(self) -> None:
        assert kinds(60, so_far(given={"declined": NO_LABS}, steps=())) == []

    def test_under_seal_they_are_asked_at_the_end_of_each_period(self) -> None:
        sealed = so_far(template=Template.SEALED_PAIRS, steps=(), first_dose_on=on(14), pairs=1, weeks=8)
        assert impression_days(sealed.trial, sealed.windows) == (
            (on(70), "end of bottle 1"), (on(126), "decision day"),
        )  # fmt: skip

    def test_after_an_early_end_it_is_asked_once_more(self) -> None:
        ended = so_far(given={"declined": NO_LABS}, ended_on=on(30), end_reason="rash")
        assert kinds(31, ended) == [("impression", 31), ("decision", 31)]
        assert kinds(58, ended) == [("impression", 31), ("decision", 31)]
        assert kinds(59, ended) == []


class TestLabs:
    def test_they_are_asked_in_the_baseline_and_at_the_decision(self) -> None:
        known = so_far()
        assert kinds(0, known) == [("lab", 0), ("lab", 0)]
        assert kinds(13, known) == [("lab", 0), ("lab", 0)]
        assert kinds(14, known) == []
        assert [kind for kind, _ in kinds(98, known)] == ["impression", "lab", "lab", "decision"]
        assert [kind for kind, _ in kinds(126, known)] == ["impression", "decision"]

    def test_each_is_answered_by_its_own_value(self) -> None:
        known = so_far(given={"labs": [("esr", on(-10))]})
        assert [item.words for item in what_is_due(START, DONE, known)] == ["CRP, before the first dose"]
        assert [item.words for item in what_is_due(on(98), DONE, known)][1:3] == [
            "ESR, at the decision", "CRP, at the decision",
        ]  # fmt: skip
        later = so_far(given={"labs": [("ESR", on(90)), ("CRP", on(98))]})
        assert [kind for kind, _ in kinds(98, later)] == ["impression", "decision"]

    @pytest.mark.parametrize("declined", [NO_LABS, frozenset({"lab esr", "lab Crp"})])
    def test_what_was_declined_is_never_asked(self, declined: frozenset[str]) -> None:
        assert kinds(0, so_far(given={"declined": declined})) == []

    def test_already_taking_has_no_baseline_to_measure_in(self) -> None:
        assert kinds(0, so_far(template=Template.ALREADY_TAKING, steps=())) == []


class TestDecision:
    known = so_far(given={"declined": NO_LABS, "impressions": [on(98), on(140)]})

    def test_it_is_due_from_its_day_until_it_is_made(self) -> None:
        assert kinds(97, self.known) == []
        assert kinds(98, self.known) == [("decision", 98)]
        for choice in set(Choice) - {Choice.EXTEND, Choice.UNDECIDED}:
            for day in (19, 98, 120):
                assert kinds(120, replace(self.known, decisions=[Decision(on(day), choice, "")])) == []

    @pytest.mark.parametrize("choice", [Choice.EXTEND, Choice.UNDECIDED])
    @pytest.mark.parametrize("day", [5, 70, 98, 120])
    def test_one_that_leaves_it_open_is_due_until_it_is_decided(self, choice: Choice, day: int) -> None:
        known = replace(self.known, decisions=[Decision(on(day), choice, "")])
        assert kinds(97, known) == []
        assert kinds(98, known) == kinds(120, known) == [("decision", 98)]
        decided = replace(known, decisions=[*known.decisions, Decision(on(121), Choice.STOP, "")])
        assert kinds(121, decided) == []

    def test_after_an_ended_and_decided_trial_nothing_is_asked(self) -> None:
        ended = so_far(ended_on=on(97), end_reason="done")
        assert {kind for kind, _ in kinds(99, ended)} == {"impression", "lab", "decision"}
        assert kinds(99, replace(ended, decisions=[Decision(on(98), Choice.STOP, "")])) == []
        undecided = replace(ended, decisions=[Decision(on(98), Choice.UNDECIDED, "")])
        assert ("decision", 98) in kinds(99, undecided)


def test_before_the_trial_begins_nothing_is_due() -> None:
    assert kinds(-1, so_far()) == []


@given(
    first=st.integers(0, 60),
    full=st.integers(0, 90),
    after=st.sampled_from([56, 84]),
    template=st.sampled_from([Template.BEFORE_AFTER, Template.SEALED_PAIRS]),
    pairs=st.integers(1, 3),
    answered_on=st.sets(st.integers(0, 400), max_size=20),
)
def test_nothing_is_asked_twice(
    first: int, full: int, after: int, template: Template, pairs: int, answered_on: set[int]
) -> None:
    """Whoever answers what is due on some days is not asked again for the same, and each asking has its own day."""
    steps = (DoseStep(on(first), 1.5), *((DoseStep(on(first + full), 4.5),) if full else ()))
    if template is Template.SEALED_PAIRS:
        known = so_far(template=template, steps=(), first_dose_on=on(first), pairs=pairs, weeks=6)
    else:
        known = so_far(template=template, steps=steps, decision_after=after)
    answered: list[tuple[str, date, str]] = []
    for number in range(450):
        day = on(number)
        due = what_is_due(day, DONE, known)
        assert len(due) == len(set(due))
        assert sum(item.kind == "impression" for item in due) <= 1
        for item in due:
            assert item.since <= day
            asked = (item.kind, item.since, item.words)
            assert asked not in answered
            if number in answered_on:
                answered.append(asked)
                match item.kind:
                    case "impression":
                        known = replace(known, impressions=[*known.impressions, day])
                    case "lab":
                        known = replace(known, labs=[*known.labs, (item.words.partition(",")[0], day)])
                    case "decision":
                        known = replace(known, decisions=[*known.decisions, Decision(day, Choice.CONTINUE, "")])
        if number in answered_on:
            assert what_is_due(day, DONE, known) == ()
