"""The phases a plan lays: they never overlap, and every day has exactly one or none."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.phases import Phase, PhaseKind, parted_by_pauses
from ldn_tui.domain.planned_doses import PlannedDose, dose_warnings, planned_dose
from ldn_tui.domain.trial import DoseStep, Template, Trial
from ldn_tui.domain.trial_phases import (
    are_apart,
    gaps,
    pause_spans,
    planned_phases,
    share_days,
    shifted,
    spans_apart,
    until_end,
)
from ldn_tui.domain.windows import Span, Windows, windows

START = date(2026, 9, 1)
ONE_DAY = timedelta(days=1)


def on(number: int) -> date:
    """Return the day `number` days after the start."""
    return START + timedelta(days=number)


def trial(**changes: Any) -> Trial:
    known = Trial("t", "", "", Template.BEFORE_AFTER, START, None, 28, 28, "pain", 30, 56, None, ())
    return replace(known, **changes)


def plan(*steps: tuple[int, float]) -> tuple[DoseStep, ...]:
    return tuple(DoseStep(on(number), mg) for number, mg in steps)


def pause(first: int, last: int | None) -> Phase:
    return Phase(PhaseKind.PAUSE, None, on(first), None if last is None else on(last), "t")


def laid(known: Trial, *pauses: Phase, today: date = START) -> list[tuple[str, str | None, int, int | None]]:
    """Return kind, arm, first and last day (counted from the start) of each phase."""
    found = parted_by_pauses(planned_phases(known, windows(known, [], pause_spans(pauses, today)), pauses))
    assert are_apart(found)
    return [
        (
            phase.kind.value,
            phase.arm,
            (phase.starts_on - START).days,
            None if phase.ends_on is None else (phase.ends_on - START).days,
        )
        for phase in found
    ]


@pytest.mark.parametrize(
    ("template", "more"),
    [(Template.BEFORE_AFTER, []), (Template.BEFORE_AFTER_STOP, [("washout", None, 98, 125)])],
)
def test_before_and_after(template: Template, more: list[Any]) -> None:
    known = trial(template=template, steps=plan((14, 1.5), (28, 3), (42, 4.5)))
    assert laid(known) == [
        ("baseline", None, 0, 13), ("titration", None, 14, 41), ("treatment", "LDN", 42, 97), *more,
    ]  # fmt: skip


def test_one_step_needs_no_titration() -> None:
    assert laid(trial(steps=plan((14, 4.5)))) == [("baseline", None, 0, 13), ("treatment", "LDN", 14, 69)]


def test_a_first_dose_on_the_first_day_leaves_no_baseline() -> None:
    assert laid(trial(first_dose_on=START)) == [("treatment", "LDN", 0, 55)]


def test_while_the_first_dose_is_open_the_baseline_is() -> None:
    assert laid(trial()) == [("baseline", None, 0, None)]
    assert laid(trial(template=Template.SEALED_PAIRS)) == [("baseline", None, 0, None)]


def test_the_other_templates() -> None:
    assert laid(trial(template=Template.ALREADY_TAKING, first_dose_on=on(14))) == [("treatment", "LDN", 0, None)]
    assert laid(trial(template=Template.BY_HAND, first_dose_on=on(14))) == []
    sealed = trial(template=Template.SEALED_PAIRS, first_dose_on=on(14), pairs=1, weeks=6)
    assert laid(sealed) == [
        ("baseline", None, 0, 13), ("treatment", "bottle 1", 14, 55), ("treatment", "bottle 2", 56, 97),
    ]  # fmt: skip


def test_pauses_are_cut_out_and_move_what_follows() -> None:
    known = trial(steps=plan((14, 4.5)))
    assert laid(known, pause(20, 26)) == [
        ("baseline", None, 0, 13), ("treatment", "LDN", 14, 19), ("pause", None, 20, 26), ("treatment", "LDN", 27, 76),
    ]  # fmt: skip
    assert laid(known, pause(14, 20))[1:] == [("pause", None, 14, 20), ("treatment", "LDN", 21, 76)]


def test_nothing_follows_an_open_pause() -> None:
    known = trial(steps=plan((14, 4.5)))
    assert laid(known, pause(20, None), today=on(30)) == [
        ("baseline", None, 0, 13), ("treatment", "LDN", 14, 19), ("pause", None, 20, None),
    ]  # fmt: skip


def test_nothing_follows_the_end() -> None:
    known = trial(steps=plan((14, 1.5), (28, 4.5)), ended_on=on(19), end_reason="rash")
    assert laid(known) == [("baseline", None, 0, 13), ("titration", None, 14, 19)]
    assert laid(replace(known, steps=(), ended_on=on(5))) == [("baseline", None, 0, 5)]


@st.composite
def courses(draw: st.DrawFn) -> tuple[Trial, tuple[Phase, ...]]:
    first = draw(st.none() | st.integers(0, 60))
    steps: tuple[DoseStep, ...] = ()
    if first is not None:
        later = sorted(draw(st.sets(st.integers(first + 1, first + 120), max_size=4)))
        steps = plan((first, 1.5), *((number, draw(st.sampled_from([0.0, 3.0, 4.5]))) for number in later))
    edges = sorted(draw(st.sets(st.integers(0, 200), max_size=6)))
    pauses = [pause(start, end - 1) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    if draw(st.booleans()):
        pauses.append(pause(edges[-1] if edges else 10, None))
    sealed = draw(st.booleans())
    known = trial(
        template=draw(st.sampled_from(list(Template))),
        steps=steps,
        decision_after=draw(st.sampled_from([56, 84])),
        pairs=draw(st.integers(1, 3)) if sealed else None,
        weeks=draw(st.integers(6, 9)) if sealed else None,
    )
    return known, tuple(pauses)


@given(courses(), st.none() | st.integers(0, 250))
def test_every_day_has_exactly_one_phase_or_none(course: tuple[Trial, tuple[Phase, ...]], end: int | None) -> None:
    known, pauses = course
    known = replace(known, ended_on=None if end is None else on(end))
    found_windows = windows(known, [], pause_spans(pauses, on(100)))
    found = parted_by_pauses(planned_phases(known, found_windows, pauses))
    assert are_apart(found)
    days = [on(number) for number in range(-5, 400)]
    for day in days:
        held = [phase for phase in found if phase.holds(day)]
        assert len(held) <= 1
        if held:
            assert day >= START
            assert known.ended_on is None or day <= known.ended_on
    if known.template in {Template.BEFORE_AFTER, Template.BEFORE_AFTER_STOP} and not any(
        phase.ends_on is None for phase in pauses
    ):
        # From the start to the decision there is no gap.
        ended = days[-1] if known.ended_on is None else known.ended_on + ONE_DAY
        last = min(found_windows.decision_day or days[-1], ended)
        assert all(any(phase.holds(day) for phase in found) for day in days if START <= day < last)


@given(courses(), courses(), st.lists(st.integers(0, 250), min_size=2, max_size=8, unique=True))
def test_phases_set_by_hand_follow_without_ever_overlapping(
    before: tuple[Trial, tuple[Phase, ...]], after: tuple[Trial, tuple[Phase, ...]], edges: list[int]
) -> None:
    edges = sorted(edges)
    by_hand = [
        Phase(PhaseKind.TREATMENT, str(start), on(start), on(end) - ONE_DAY, "t") for start, end in pairwise(edges)
    ]
    old, new = (windows(known, [], pause_spans(pauses, on(100))) for known, pauses in (before, after))
    moved = shifted(by_hand, old, new)
    assert len(moved) == len(by_hand)
    assert are_apart(moved)
    assert are_apart(parted_by_pauses(until_end([*moved, *after[1]], after[0].ended_on)))


def test_only_boundaries_of_the_plan_follow() -> None:
    by_hand = [Phase(PhaseKind.BASELINE, None, on(0), on(13)), Phase(PhaseKind.TREATMENT, "x", on(20), on(69))]
    old, new = Windows(first_dose=on(14), decision_day=on(70)), Windows(first_dose=on(16), decision_day=on(80))
    assert shifted(by_hand, old, new) == (
        Phase(PhaseKind.BASELINE, None, on(0), on(15)), Phase(PhaseKind.TREATMENT, "x", on(20), on(79)),
    )  # fmt: skip
    too_far = Windows(first_dose=on(30), decision_day=on(80))
    assert shifted(by_hand, old, too_far) == tuple(by_hand)


def test_sharing_days() -> None:
    one = Phase(PhaseKind.BASELINE, None, on(0), on(5))
    assert share_days(one, Phase(PhaseKind.TREATMENT, None, on(5), None))
    assert not share_days(one, Phase(PhaseKind.TREATMENT, None, on(6), None))
    assert not are_apart([one, Phase(PhaseKind.TREATMENT, None, on(5), None)])
    assert not are_apart([Phase(PhaseKind.TREATMENT, None, on(5), on(4))])


class TestPlannedDose:
    known = trial(steps=(DoseStep(on(14), 1.5), DoseStep(on(28), 4.5), DoseStep(on(40), 0)))

    @pytest.mark.parametrize(
        ("number", "mg"), [(-1, None), (13, None), (14, 1.5), (27, 1.5), (28, 4.5), (39, 4.5), (40, None)]
    )
    def test_it_is_the_step_of_the_day(self, number: int, mg: float | None) -> None:
        found = planned_dose(on(number), [self.known], [])
        assert found == (None if mg is None else PlannedDose(mg))

    @pytest.mark.parametrize("kind", [PhaseKind.WASHOUT, PhaseKind.PAUSE, PhaseKind.FOLLOW_UP])
    def test_there_is_none_off_the_medicine(self, kind: PhaseKind) -> None:
        assert planned_dose(on(20), [self.known], [Phase(kind, None, on(15), None)]) is None

    def test_under_seal_it_is_a_bottle(self) -> None:
        sealed = trial(template=Template.SEALED_PAIRS, first_dose_on=on(14))
        phases = [Phase(PhaseKind.TREATMENT, "bottle 1", on(14), on(55))]
        found = planned_dose(on(20), [sealed], phases)
        assert found == PlannedDose(None, "bottle 1")
        assert found.amount == "bottle 1"
        assert planned_dose(on(60), [sealed], phases) is None

    @pytest.mark.parametrize(
        ("number", "mg", "held", "said"),
        [
            (14, 1.5, 0, []),
            (14, 1.0, 0, []),
            (14, 1.6, 0, ["1.6 mg is above the plan of 1.5 mg."]),
            (14, 1.5, 1, ["A dose is recorded on this day already."]),
            (5, 1.5, 0, ["The plan holds no dose on this day."]),
            (60, 4.5, 0, ["This day lies in a washout: no dose is planned."]),
            (-3, 4.5, 0, []),
        ],
    )
    def test_what_is_unusual_is_said(self, number: int, mg: float, held: int, said: list[str]) -> None:
        phases = [Phase(PhaseKind.WASHOUT, None, on(50), None)]
        assert dose_warnings(on(number), mg, None, held, [self.known], phases) == said

    def test_another_bottle_is_unusual(self) -> None:
        sealed = trial(template=Template.SEALED_PAIRS, first_dose_on=on(14))
        phases = [Phase(PhaseKind.TREATMENT, "bottle 1", on(14), on(55))]
        assert dose_warnings(on(20), None, "bottle 1", 0, [sealed], phases) == []
        assert dose_warnings(on(20), None, "bottle 2", 0, [sealed], phases) == ["The plan says bottle 1."]

    def test_without_a_plan_nothing_is_unusual(self) -> None:
        assert dose_warnings(on(20), 30, None, 0, [trial()], []) == []


def test_the_days_between_two_phases_are_a_gap() -> None:
    def phase(first: int, last: int | None, kind: PhaseKind = PhaseKind.TREATMENT) -> Phase:
        return Phase(kind, None, on(first), None if last is None else on(last), "t")

    assert gaps([phase(20, None), phase(0, 6), phase(7, 9), phase(12, 18)]) == ((on(10), on(11)), (on(19), on(19)))
    assert gaps([phase(0, None), phase(9, 12)]) == ()
    washout, follow_up = phase(20, 29, PhaseKind.WASHOUT), phase(40, None, PhaseKind.FOLLOW_UP)
    assert spans_apart([follow_up, phase(0, 19), washout]) == (Span(on(20), on(30)), Span(on(40), date.max))
