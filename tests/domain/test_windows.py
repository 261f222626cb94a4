"""The windows of a trial: the rules of the design's section on windows, said a second time in plain days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.trial import DoseStep, Template, Trial
from ldn_tui.domain.windows import Span, TakenDose, Windows, locks_on, steps_taken, windows

START = date(2026, 9, 1)


def on(number: int) -> date:
    """Return the day `number` days after the start."""
    return START + timedelta(days=number)


def trial(**changes: Any) -> Trial:
    known = Trial(
        id="t",
        question="",
        condition="",
        template=Template.BEFORE_AFTER,
        starts_on=START,
        first_dose_on=None,
        baseline_days=28,
        endpoint_days=28,
        primary="pain",
        threshold=30,
        decision_after=56,
        decision_on=None,
        steps=(),
    )
    return replace(known, **changes)


def plan(*steps: tuple[int, float]) -> tuple[DoseStep, ...]:
    return tuple(DoseStep(on(number), mg) for number, mg in steps)


def taken(*doses: tuple[int, float]) -> list[TakenDose]:
    return [TakenDose(on(number), mg, on(number)) for number, mg in doses]


def test_the_clinics_trial() -> None:
    found = windows(trial(steps=plan((28, 1.5), (42, 3), (56, 4.5))), [])
    assert found == Windows(
        first_dose=on(28),
        full_dose=on(56),
        baseline=Span(on(0), on(28)),
        transition=Span(on(28), on(70)),
        stable=Span(on(70), on(112)),
        endpoint=Span(on(84), on(112)),
        decision_day=on(112),
    )


def test_without_a_first_dose_there_are_none() -> None:
    assert windows(trial(), []) == Windows()


def test_the_recorded_first_dose_counts_before_the_planned_one() -> None:
    planned = trial(first_dose_on=on(28))
    assert windows(planned, []).first_dose == on(28)
    assert windows(planned, taken((30, 4.5), (31, 4.5))).first_dose == on(30)
    assert windows(planned, [TakenDose(on(-3), 4.5, on(-3))]).first_dose == on(28)


def test_once_locked_it_stays() -> None:
    locked = trial(first_dose_on=on(28), locked_on=on(31))
    assert windows(locked, taken((20, 4.5))).first_dose == on(28)


def test_the_baseline_is_no_longer_than_what_was_lived_or_planned() -> None:
    assert windows(trial(first_dose_on=on(10)), []).baseline == Span(on(0), on(10))
    assert windows(trial(first_dose_on=on(60)), []).baseline == Span(on(32), on(60))
    assert windows(trial(first_dose_on=on(60), baseline_days=14), []).baseline == Span(on(46), on(60))
    assert windows(trial(first_dose_on=on(0)), []).baseline is None
    assert windows(trial(first_dose_on=on(9), template=Template.ALREADY_TAKING), []).baseline is None


def test_a_step_back_is_a_step() -> None:
    found = windows(trial(steps=plan((14, 1.5), (28, 4.5), (42, 3))), [])
    assert (found.full_dose, found.decision_day) == (on(42), on(98))


def test_a_step_to_none_is_none() -> None:
    assert windows(trial(steps=plan((14, 4.5), (40, 0))), []).full_dose == on(14)


def test_a_step_on_or_after_the_decision_moves_nothing() -> None:
    assert windows(trial(steps=plan((14, 1.5), (69, 4.5))), []).full_dose == on(69)
    late = windows(trial(steps=plan((14, 1.5), (70, 4.5))), [])
    assert (late.full_dose, late.decision_day) == (on(14), on(70))


def test_the_other_decisions() -> None:
    assert windows(trial(steps=plan((14, 4.5)), decision_after=84), []).decision_day == on(98)
    by_hand = windows(trial(steps=plan((14, 4.5)), decision_on=on(50)), [])
    assert (by_hand.decision_day, by_hand.is_too_short, by_hand.stable) == (on(50), True, Span(on(28), on(50)))
    assert windows(trial(steps=plan((14, 4.5)), endpoint_days=14), []).endpoint == Span(on(56), on(70))


def test_a_pause_between_first_dose_and_decision_moves_it() -> None:
    planned = trial(steps=plan((14, 4.5)))
    assert windows(planned, [], [Span(on(20), on(27))]).decision_day == on(77)
    assert windows(planned, [], [Span(on(2), on(9))]).decision_day == on(70)
    assert windows(planned, [], [Span(on(70), on(80))]).decision_day == on(70)
    # The first moves the decision past the start of the second.
    assert windows(planned, [], [Span(on(60), on(64)), Span(on(72), on(80))]).decision_day == on(82)
    assert windows(planned, [], [Span(on(10), on(17))]).decision_day == on(73)


def test_ended_early() -> None:
    planned = trial(steps=plan((14, 4.5)), end_reason="rash")
    early = windows(replace(planned, ended_on=on(19)), [])
    assert (early.decision_day, early.endpoint) == (on(20), None)
    assert early.stable is not None
    assert early.stable.length == 0
    assert windows(replace(planned, ended_on=on(40)), []).endpoint is None
    assert windows(replace(planned, ended_on=on(41)), []).endpoint == Span(on(28), on(42))
    assert windows(replace(planned, ended_on=on(63)), []).endpoint == Span(on(36), on(64))
    assert windows(replace(planned, ended_on=on(200)), []).decision_day == on(70)


def test_ended_before_the_first_dose() -> None:
    planned = trial(steps=plan((14, 4.5)), ended_on=on(9), end_reason="changed my mind")
    assert windows(planned, []) == Windows(decision_day=on(10), is_ended_early=True)
    # What was locked, too, never came.
    locked = replace(planned, first_dose_on=on(14), locked_on=on(2))
    assert windows(locked, []) == Windows(decision_day=on(10), is_ended_early=True)
    assert windows(replace(planned, steps=()), []) == Windows(decision_day=on(10), is_ended_early=True)


def test_ended_on_the_way_to_the_full_dose() -> None:
    """A step that never came is not the full dose: what was taken last is."""
    found = windows(trial(steps=plan((14, 1.5), (28, 3), (42, 4.5)), ended_on=on(60), end_reason="rash"), [])
    assert (found.full_dose, found.missed_full_dose) == (on(42), None)
    found = windows(trial(steps=plan((14, 1.5), (28, 3), (62, 4.5)), ended_on=on(60), end_reason="rash"), [])
    assert (found.full_dose, found.missed_full_dose, found.decision_day) == (on(28), on(62), on(61))
    assert (found.stable, found.endpoint) == (Span(on(42), on(61)), Span(on(42), on(61)))


def test_ended_after_the_decision_is_not_early() -> None:
    """Whoever ends a trial that was decided, even one marked too short, moves none of its windows."""
    for changes in ({}, {"decision_on": on(36)}):
        planned = trial(steps=plan((14, 4.5)), **changes)
        before = windows(planned, [])
        assert before.decision_day is not None
        last = before.decision_day - timedelta(days=1)
        for day in (last, last + timedelta(days=1), last + timedelta(days=90)):
            assert windows(replace(planned, ended_on=day, end_reason="done"), []) == before
        early = windows(replace(planned, ended_on=last - timedelta(days=1), end_reason="rash"), [])
        assert (early.decision_day, early.is_ended_early) == (last, True)


def test_a_sealed_trial_ended_early() -> None:
    sealed = trial(template=Template.SEALED_PAIRS, first_dose_on=on(14), pairs=1, weeks=6)
    assert windows(replace(sealed, ended_on=on(97), end_reason="done"), []) == windows(sealed, [])
    early = windows(replace(sealed, ended_on=on(60), end_reason="rash"), [])
    assert (early.decision_day, early.is_ended_early) == (on(61), True)


def test_a_full_dose_that_counts_for_good_is_moved_by_nothing() -> None:
    kept = trial(steps=plan((14, 1.5), (20, 4.5)), full_dose_on=on(14), locked_on=on(17), first_dose_on=on(14))
    found = windows(kept, taken(*[(number, 3.0) for number in range(30, 60)]))
    assert (found.full_dose, found.decision_day) == (on(14), on(70))


def test_without_a_plan_the_doses_stand_in() -> None:
    doses = taken(*[(number, 1.5) for number in range(14, 21)], *[(number, 4.5) for number in range(21, 26)])
    assert steps_taken(trial(), doses) == [on(14)]
    assert windows(trial(), doses).full_dose == on(14)
    doses += taken((27, 4.5))
    # Days without a dose do not end a run; its seventh day makes it one.
    assert steps_taken(trial(), doses) == [on(14), on(21)]
    assert windows(trial(), doses).decision_day == on(77)
    assert windows(trial(), taken((14, 1.5))).full_dose == on(14)


def test_an_odd_dose_within_a_run_begins_no_step() -> None:
    doses = taken(*[(number, 3.0 if number == 60 else 4.5) for number in range(14, 70)])
    assert steps_taken(trial(), doses) == [on(14)]
    lowered = taken(*[(number, 3.0 if 30 <= number < 40 else 4.5) for number in range(14, 70)])
    assert steps_taken(trial(), lowered) == [on(14), on(30), on(40)]


def test_several_capsules_a_day_are_one_amount() -> None:
    doses = taken(*[(number, mg) for number in range(14, 30) for mg in (1.5, 3.0)])
    assert steps_taken(trial(), doses) == [on(14)]
    more = taken(*[(number, mg) for number in range(30, 40) for mg in (1.5, 4.5)])
    assert steps_taken(trial(), [*doses, *more]) == [on(14), on(30)]


def test_days_of_a_pause_are_in_no_window() -> None:
    planned = trial(steps=plan((14, 4.5)))
    early = windows(replace(planned, ended_on=on(41), end_reason="rash"), [], [Span(on(29), on(41))])
    assert early.endpoint is None
    assert early.is_too_short
    # The endpoint has its 28 days, although three weeks of pause lie within them.
    found = windows(planned, [], [Span(on(60), on(81))])
    assert found.decision_day == on(91)
    assert found.endpoint == Span(on(42), on(91))
    assert found.endpoint is not None
    assert len(found.days_of(found.endpoint)) == 28
    paused = windows(trial(first_dose_on=on(40)), [], [Span(on(20), on(30))])
    # The baseline is counted by the calendar: a pause in it is left out, and nothing stands in for it.
    assert paused.baseline == Span(on(12), on(40))


def test_days_of_a_washout_before_the_decision_are_in_no_window_and_move_nothing() -> None:
    found = windows(trial(steps=plan((14, 4.5))), [], [], [Span(on(60), on(88))])
    assert found.decision_day == on(70)
    assert found.endpoint == Span(on(32), on(70))
    assert found.endpoint is not None
    assert found.days_of(found.endpoint)[-1] == on(59)
    by_hand = trial(template=Template.BY_HAND, first_dose_on=on(28))
    assert windows(by_hand, [], [], [Span(on(0), on(14))]).baseline == Span(on(14), on(28))


def test_who_takes_it_already_is_never_locked() -> None:
    assert locks_on(trial(template=Template.ALREADY_TAKING), taken((14, 4.5))) is None


def test_the_periods_of_a_sealed_trial_are_equally_long_but_for_pauses() -> None:
    sealed = trial(template=Template.SEALED_PAIRS, first_dose_on=on(14), pairs=1, weeks=6)
    found = windows(sealed, [])
    assert found.periods == (Span(on(14), on(56)), Span(on(56), on(98)))
    assert (found.decision_day, found.stable) == (on(98), None)
    paused = windows(sealed, [], [Span(on(20), on(25))])
    assert paused.periods == (Span(on(14), on(61)), Span(on(61), on(103)))
    assert windows(replace(sealed, pairs=None, weeks=None), []).decision_day is None


def test_the_lock() -> None:
    assert locks_on(trial(), []) is None
    assert locks_on(trial(), taken((14, 1.5), (15, 1.5))) == on(17)
    assert locks_on(trial(), [TakenDose(on(14), 1.5, on(40))]) == on(43)


def test_the_calendar_has_an_end() -> None:
    last = trial(starts_on=date(9999, 12, 1), first_dose_on=date(9999, 12, 20))
    assert windows(last, []).decision_day == date.max


# The rules, said a second time


def restated(
    known: Trial, doses: Sequence[TakenDose], pauses: Sequence[Span], apart: Sequence[Span] = ()
) -> dict[str, Any]:
    """Return the first dose, full dose, decision day, and which days are in which window, day by day."""
    begun = sorted(dose.day for dose in doses if dose.day >= known.starts_on)
    first = begun[0] if begun else known.planned_first_dose
    assert first is not None
    if known.ended_on is not None and first > known.ended_on:
        return {"first": None, "full": None, "decision": known.ended_on + timedelta(days=1), "early": True}
    steps = [step.starts_on for step in known.steps if step.mg > 0] or runs(known, doses)
    if known.ended_on is not None:
        steps = [step for step in steps if step <= known.ended_on]

    def decision(full: date) -> date:
        if known.decision_on is not None:
            return known.decision_on
        wanted = full + timedelta(days=known.decision_after)
        while True:
            paused = {
                day
                for pause in pauses
                for day in (pause.start + timedelta(days=number) for number in range(pause.length))
                if day >= first and max(pause.start, first) < wanted
            }
            later = full + timedelta(days=known.decision_after + len(paused))
            if later == wanted:
                return wanted
            wanted = later

    full = first
    while True:
        last = max([first, *(step for step in steps if step < decision(full))])
        if last == full:
            break
        full = last
    decided = decision(full)
    early = known.ended_on is not None and known.ended_on + timedelta(days=1) < decided
    if known.ended_on is not None and early:
        decided = known.ended_on + timedelta(days=1)
    days = [on(number) for number in range(-5, 300)]
    nowhere = {
        span.start + timedelta(days=number)
        for span in (*pauses, *apart)
        for number in range((span.end - span.start).days)
    }
    washed = {span.start + timedelta(days=number) for span in apart for number in range((span.end - span.start).days)}
    before = [day for day in days if known.starts_on <= day < first]
    while before and before[0] in washed:
        before.pop(0)
    after = [day for day in days if full + timedelta(days=14) <= day < decided]
    stable = set(after) - nowhere
    endpoint = set(sorted(stable)[-known.endpoint_days :])
    if early and len(stable) < 14:
        endpoint = set()
    return {
        "first": first,
        "full": full,
        "decision": decided,
        "baseline": set(before[-known.baseline_days :]) - nowhere,
        "transition": {day for day in days if first <= day < decided and day not in after} - nowhere,
        "stable": stable,
        "endpoint": endpoint,
        "short": len(stable) < 28,
        "early": early,
    }


def runs(known: Trial, doses: Sequence[TakenDose]) -> list[date]:
    """Return the first days of runs of one amount that span a week."""
    held: dict[date, float] = {}
    for dose in doses:
        if dose.day >= known.starts_on and isinstance(dose.amount, float):
            held[dose.day] = round(held.get(dose.day, 0) + dose.amount, 1)
    days = sorted(held)
    found: list[date] = []
    for index, day in enumerate(days):
        if index and held[days[index - 1]] == held[day]:
            continue
        last = day
        for later in days[index + 1 :]:
            if held[later] != held[day]:
                break
            last = later
        if last >= day + timedelta(days=6) and (not found or held[found[-1]] != held[day]):
            found.append(day)
    return found


@st.composite
def courses(draw: st.DrawFn) -> tuple[Trial, list[TakenDose], list[Span], list[Span]]:
    first = draw(st.integers(0, 60))
    numbers = draw(st.lists(st.integers(first, first + 120), unique=True, max_size=4))
    amounts = st.sampled_from([0.0, 1.5, 3.0, 4.5])
    steps = [
        (first, draw(st.sampled_from([1.5, 4.5]))),
        *((number, draw(amounts)) for number in numbers if number > first),
    ]
    has_plan = draw(st.booleans())
    doses = [
        TakenDose(on(number), draw(st.sampled_from([1.5, 3.0])), on(number))
        for number in draw(st.lists(st.integers(-3, 120), max_size=4 if has_plan else 12))
    ]
    edges = sorted(draw(st.lists(st.integers(0, 150), max_size=6, unique=True)))
    spans = [Span(on(start), on(end)) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    kinds = [draw(st.booleans()) for _ in spans]
    pauses = [span for span, is_pause in zip(spans, kinds, strict=True) if is_pause]
    apart = [span for span, is_pause in zip(spans, kinds, strict=True) if not is_pause]
    known = trial(
        steps=plan(*sorted(steps)) if has_plan else (),
        first_dose_on=None if has_plan else on(first),
        baseline_days=draw(st.integers(14, 28)),
        endpoint_days=draw(st.sampled_from([14, 28])),
        decision_after=draw(st.sampled_from([56, 84])),
        decision_on=draw(st.none() | st.integers(first + 1, 250).map(on)),
    )
    return known, sorted(doses, key=lambda dose: dose.day), pauses, apart


@given(courses(), st.none() | st.integers(0, 250))
def test_they_are_what_the_rules_say(
    course: tuple[Trial, list[TakenDose], list[Span], list[Span]], end: int | None
) -> None:
    known, doses, pauses, apart = course
    known = replace(known, ended_on=None if end is None else on(end))
    doses = [dose for dose in doses if known.ended_on is None or dose.day <= known.ended_on]
    said = restated(known, doses, pauses, apart)
    found = windows(known, doses, pauses, apart)
    assert (found.first_dose, found.full_dose, found.decision_day, found.is_ended_early) == (
        said["first"], said["full"], said["decision"], said["early"],
    )  # fmt: skip
    if found.first_dose is None:
        assert found == Windows(
            decision_day=said["decision"], pauses=tuple(pauses), apart=tuple(apart), is_ended_early=True
        )
        return
    assert found.is_too_short is said["short"]
    for name in ("baseline", "transition", "stable", "endpoint"):
        span: Span | None = getattr(found, name)
        assert (set() if span is None else set(found.days_of(span))) == said[name], name


@pytest.mark.parametrize("length", [0, 1, 27])
def test_a_span_is_half_open(length: int) -> None:
    span = Span(on(0), on(length))
    assert span.length == length
    assert on(length) not in span
    assert (on(0) in span) == (length > 0)
