"""Side effects over a trial."""

from typing import Any

import pytest

from ldn_tui.domain.days import SideEffect, SkipReason
from ldn_tui.domain.medicine_findings import SideEffectShare
from ldn_tui.domain.side_effect_courses import side_effect_courses
from ldn_tui.domain.trial import Template
from tests.domain.evidence_builder import evidence, pause, plan


def felt(*effects: tuple[str, int]) -> dict[str, Any]:
    return {"side_effects": tuple(SideEffect(f"{term}{severity}", term, severity) for term, severity in effects)}


def test_each_is_told_by_phase_and_step_against_the_baseline() -> None:
    also = {2: felt(("headache", 1)), 11: felt(("headache", 2)), 12: felt(("headache", 1)), 16: felt(("headache", 1))}
    known = evidence(baseline=[6] * 10, treatment=[5] * 9, steps=plan((10, 1.5), (15, 3)), also=also)
    (headache,) = side_effect_courses(known)
    assert (headache.term, headache.total, headache.worst, headache.is_red_flag) == ("headache", 4, 2, False)
    assert headache.baseline == SideEffectShare("baseline", 10, 1, 1, None)
    assert [(share.stretch, share.days, share.with_it, share.worst) for share in headache.steps] == [
        ("1.5 mg", 5, 2, 2),
        ("3 mg", 4, 1, 1),
    ]
    assert [share.risk_difference for share in headache.steps] == pytest.approx([0.3, 0.15])
    assert [(share.stretch, share.days, share.with_it) for share in headache.phases] == [
        ("Baseline", 10, 1),
        ("Titration", 5, 2),
        ("Treatment, LDN", 4, 1),
    ]


def test_the_most_frequent_comes_first_and_a_severe_one_is_a_red_flag() -> None:
    also = {1: felt(("nausea", 1), ("headache", 3)), 2: felt(("nausea", 1)), 3: felt(("rash", 3))}
    found = side_effect_courses(evidence(treatment=[5] * 5, also=also))
    assert [(course.term, course.total, course.is_red_flag) for course in found] == [
        ("nausea", 2, False),
        ("headache", 1, True),
        ("rash", 1, True),
    ]


def test_one_told_twice_on_a_day_is_one_day_with_the_worst() -> None:
    (course,) = side_effect_courses(evidence(treatment=[5] * 5, also={1: felt(("nausea", 1), ("nausea", 2))}))
    assert (course.total, course.worst) == (1, 2)


def test_days_of_which_nothing_is_known_do_not_count() -> None:
    nothing: dict[str, Any] = {"ratings": {}, "doses": ()}
    also = {
        3: felt(("nausea", 1)),
        4: nothing,
        5: nothing | {"skip": SkipReason.ILL},
        6: nothing | {"no_side_effects": True},
    }
    (course,) = side_effect_courses(evidence(treatment=[5] * 10, also=also))
    assert course.phases == (SideEffectShare("Treatment, LDN", 8, 1, 1, None),)


def test_without_a_baseline_there_is_no_difference() -> None:
    known = evidence(treatment=[5] * 10, template=Template.ALREADY_TAKING, also={3: felt(("nausea", 1))})
    (course,) = side_effect_courses(known)
    assert course.baseline is None
    assert [share.risk_difference for share in (*course.steps, *course.phases)] == [None, None]


def test_what_was_felt_in_a_pause_does_not_count() -> None:
    assert side_effect_courses(evidence(treatment=[5] * 20, pauses=[pause(5, 9)], also={6: felt(("rash", 3))})) == ()


def test_while_sealed_the_bottles_are_told_together() -> None:
    sealed = evidence(
        baseline=[6] * 14,
        treatment=[5] * 50,
        template=Template.SEALED_PAIRS,
        pairs=1,
        weeks=6,
        also={20: felt(("vivid dreams", 1)), 60: felt(("vivid dreams", 2))},
    )
    (dreams,) = side_effect_courses(sealed)
    assert [(share.stretch, share.days, share.with_it) for share in dreams.phases] == [
        ("Baseline", 14, 0),
        ("Treatment, all bottles", 50, 2),
    ]
    assert dreams.steps == ()
