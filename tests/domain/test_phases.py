"""Phases and impressions."""

from dataclasses import replace
from datetime import date

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.impressions import PGIC_ANSWERS, check_impression
from ldn_tui.domain.phase_days import compared_phase_days, phase_days
from ldn_tui.domain.phases import Phase, PhaseKind, parted_by_pauses, phase_of
from ldn_tui.domain.trial import Template
from tests.domain.evidence_builder import evidence, on, pause

SEPTEMBER = Phase(PhaseKind.TREATMENT, "LDN 4.5 mg", date(2026, 9, 1), date(2026, 9, 30))
OPEN = Phase(PhaseKind.FOLLOW_UP, None, date(2026, 10, 5), None)


def test_days_of_a_phase() -> None:
    assert SEPTEMBER.length == 30
    assert (SEPTEMBER.day_number(date(2026, 9, 1)), SEPTEMBER.day_number(date(2026, 9, 30))) == (1, 30)
    assert SEPTEMBER.holds(date(2026, 9, 30))
    assert not SEPTEMBER.holds(date(2026, 10, 1))
    assert OPEN.length is None
    assert OPEN.holds(date(2999, 1, 1))


def test_a_phase_that_a_pause_parts_counts_the_days_on_both_sides() -> None:
    second = replace(SEPTEMBER, days_before=10, days_after=5)
    assert second.length == 10 + 30 + 5
    assert second.day_number(SEPTEMBER.starts_on) == 11
    assert replace(SEPTEMBER, days_after=None).length is None


def test_titles() -> None:
    assert SEPTEMBER.title == "Treatment, LDN 4.5 mg"
    assert OPEN.title == "Follow-up"


def test_the_phase_of_a_day() -> None:
    phases = (SEPTEMBER, OPEN)
    assert phase_of(date(2026, 9, 15), phases) is SEPTEMBER
    assert phase_of(date(2026, 10, 2), phases) is None
    assert phase_of(date(2026, 10, 5), phases) is OPEN


@pytest.mark.parametrize("value", [0, 8, -1])
def test_an_impression_is_1_to_7(value: int) -> None:
    assert [check_impression(number) for number in PGIC_ANSWERS] == [1, 2, 3, 4, 5, 6, 7]
    with pytest.raises(BadInput, match=r"1 \(very much improved\) to 7 \(very much worse\)"):
        check_impression(value)


def test_the_parts_of_a_phase_around_a_pause_are_one_and_like_phases_apart_are_two() -> None:
    known = evidence([6] * 14, [5] * 20, pauses=[pause(20, 22)])
    parted = replace(known, phases=parted_by_pauses(known.phases))
    assert len(parted.phases) == len(known.phases) + 1
    assert phase_days(parted) == phase_days(known)
    assert phase_days(parted)[-1].days == tuple(map(on, (*range(14, 20), *range(23, 34))))
    by_hand = [phase(PhaseKind.WASHOUT, 0, 4), phase(PhaseKind.TREATMENT, 5, 9), phase(PhaseKind.WASHOUT, 10, 14)]
    found = phase_days(evidence([6] * 15, phases=by_hand))
    assert [(one.kind, one.days[0]) for one in found] == [(one.kind, one.starts_on) for one in by_hand]


def test_a_phase_that_is_all_pause_has_no_days() -> None:
    phases = [phase(PhaseKind.BASELINE, 0, 4), phase(PhaseKind.TREATMENT, 5, 9), pause(5, 9)]
    assert [one.kind for one in phase_days(evidence([6] * 10, phases=phases))] == [PhaseKind.BASELINE]


def test_while_sealed_the_bottles_stand_where_the_first_of_them_began() -> None:
    phases = [
        phase(PhaseKind.BASELINE, 0, 4),
        phase(PhaseKind.TREATMENT, 5, 9, "bottle 1"),
        phase(PhaseKind.WASHOUT, 10, 14),
        phase(PhaseKind.TREATMENT, 15, 19, "bottle 2"),
    ]
    sealed = evidence([6] * 20, phases=phases, template=Template.SEALED_PAIRS, pairs=1, weeks=6, steps=())
    found = compared_phase_days(sealed)
    assert [one.kind for one in found] == [PhaseKind.BASELINE, PhaseKind.TREATMENT, PhaseKind.WASHOUT]
    assert found[1].days == tuple(map(on, (*range(5, 10), *range(15, 20))))


def phase(kind: PhaseKind, first: int, last: int, arm: str | None = None) -> Phase:
    return Phase(kind, arm, on(first), on(last), "t")
