"""How the doses of a trial were taken."""

from datetime import date, time
from typing import Any

import pytest

from ldn_tui.domain.adherence import days_without_dose, dose_record
from ldn_tui.domain.medicine_findings import Adherence
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.trial import DoseStep, Template
from tests.domain.evidence_builder import dose, evening, evidence, on, pause, plan


def missed(number: int) -> dict[str, Any]:
    return {"doses": (dose(on(number), None, taken=False, taken_at=None),)}


def at(number: int, hour: int, minute: int = 0, later: int = 0) -> dict[str, Any]:
    return {"doses": (dose(on(number), taken_at=evening(on(number), later, hour, minute)),)}


def capsules(**changes: Any) -> tuple[Medicine, ...]:
    return (Medicine("m", "Naltrexone", **changes),)


def test_doses_are_counted_in_all_in_the_stable_days_and_by_phase() -> None:
    # Stable from day 21.
    also = {8: missed(8), 22: missed(22), 23: {"doses": ()}}
    found = dose_record(evidence(baseline=[6] * 7, treatment=[5] * 20, also=also))
    assert found.whole == Adherence("all", due=20, taken=17, not_taken=2, late=0, extra=0)
    assert found.stable == Adherence("stable", due=6, taken=4, not_taken=1, late=0, extra=0)
    assert (found.whole.unrecorded, found.stable.unrecorded) == (1, 1)
    assert found.phases == (
        Adherence("Baseline", due=0, taken=0, not_taken=0, late=0, extra=0),
        Adherence("Treatment, LDN", due=20, taken=17, not_taken=2, late=0, extra=0),
    )


def test_extra_are_a_second_dose_of_a_day_and_one_without_a_plan() -> None:
    twice = (dose(on(5)), dose(on(5), id="second"))
    known = evidence(
        treatment=[5] * 20, also={5: {"doses": twice}, 12: {"doses": (dose(on(12)),)}}, steps=plan((0, 4.5), (10, 0))
    )
    assert dose_record(known).whole == Adherence("all", due=10, taken=10, not_taken=0, late=0, extra=2)


def test_another_medicines_doses_are_not_the_trials() -> None:
    known = evidence(treatment=[5] * 3, also={1: {"doses": (dose(on(1), medicine="ibuprofen"),)}})
    assert dose_record(known).whole == Adherence("all", due=3, taken=2, not_taken=0, late=0, extra=0)


@pytest.mark.parametrize(
    ("hour", "minute", "later", "is_late"),
    [(23, 59, 0, False), (0, 0, 1, True), (3, 0, 1, True), (22, 0, 0, False), (19, 0, 0, False)],
)
def test_late_is_two_hours_after_the_planned_time(hour: int, minute: int, later: int, is_late: bool) -> None:
    known = evidence(treatment=[5] * 3, also={1: at(1, hour, minute, later)})
    assert dose_record(known).whole.late == is_late


def test_a_planned_time_after_midnight_lies_at_the_days_end() -> None:
    steps = (DoseStep(on(0), 4.5, time(1)),)
    known = evidence(treatment=[5] * 3, steps=steps, also={0: at(0, 22), 1: at(1, 2, 59, 1), 2: at(2, 3, 0, 1)})
    assert dose_record(known).whole.late == 1


def test_without_a_time_nothing_is_late() -> None:
    untimed = evidence(treatment=[5] * 3, also={1: {"doses": (dose(on(1), taken_at=None),)}})
    assert dose_record(untimed).whole.late == 0
    unplanned = evidence(treatment=[5] * 3, steps=(DoseStep(on(0), 4.5),), also={1: at(1, 3, 0, 1)})
    assert dose_record(unplanned).whole.late == 0


def test_a_first_dose_that_came_late_left_none_undone() -> None:
    # Planned for day 7, begun on day 9.
    known = evidence(baseline=[6] * 7, treatment=[5] * 10, also={7: {"doses": ()}, 8: {"doses": ()}})
    assert (known.windows.first_dose, dose_record(known).whole.due) == (on(9), 8)


def test_nothing_is_due_in_a_pause_or_a_washout() -> None:
    paused = evidence(treatment=[5] * 20, pauses=[pause(5, 9)], also={6: {"doses": (dose(on(6)),)}})
    assert dose_record(paused).whole == Adherence("all", due=15, taken=15, not_taken=0, late=0, extra=0)
    stopped = evidence(baseline=[6] * 14, treatment=[5] * 84, template=Template.BEFORE_AFTER_STOP)
    assert [phase.due for phase in dose_record(stopped).phases] == [0, 56, 0]


def test_without_a_plan_the_days_of_treatment_are_due() -> None:
    found = dose_record(evidence(baseline=[6] * 7, treatment=[5] * 20, steps=(), also={10: {"doses": ()}}))
    assert (found.whole.due, found.whole.taken) == (20, 19)


def test_without_a_plan_or_phases_the_days_since_the_first_dose_are_due() -> None:
    by_hand = evidence(baseline=[6] * 7, treatment=[5] * 20, steps=(), template=Template.BY_HAND)
    assert (by_hand.phases, dose_record(by_hand).whole.due) == ((), 20)
    off = Phase(PhaseKind.WASHOUT, None, on(20), None, "t")
    known = evidence(baseline=[6] * 7, treatment=[5] * 20, steps=(), template=Template.BY_HAND, phases=(off,))
    assert (dose_record(known).whole.due, dose_record(known).whole.extra) == (13, 7)


def test_a_sealed_trials_doses_are_those_of_its_bottles() -> None:
    sealed = evidence(baseline=[6] * 14, treatment=[5] * 50, template=Template.SEALED_PAIRS, pairs=1, weeks=6)
    found = dose_record(sealed)
    assert [(phase.name, phase.due, phase.taken) for phase in found.phases] == [
        ("Baseline", 0, 0),
        ("Treatment, bottle 1", 42, 42),
        ("Treatment, bottle 2", 8, 8),
    ]
    assert found.stable is None


def test_before_the_first_dose_nothing_is_due() -> None:
    found = dose_record(evidence(baseline=[6] * 7, first_dose_on=None, steps=()))
    assert (found.whole.due, found.whole.taken, found.stable, found.usual_time) == (0, 0, None, None)


def test_the_usual_time_is_the_median_and_one_after_midnight_is_a_late_one() -> None:
    known = evidence(treatment=[5] * 3, also={0: at(0, 23), 1: at(1, 23, 30), 2: at(2, 1, 0, 1)})
    assert dose_record(known).usual_time == "23:30"
    past_midnight = evidence(treatment=[5] * 2, also={0: at(0, 23, 30), 1: at(1, 1, 0, 1)})
    assert dose_record(past_midnight).usual_time == "00:15"


@pytest.mark.parametrize(
    ("medicine", "left", "runs_out"),
    [
        ({"supply": 30, "supply_on": on(4)}, 24, on(34)),
        ({"supply": 30, "supply_on": on(9)}, 29, on(39)),
        ({"supply": 60, "supply_on": on(4), "units_a_day": 3}, 42, on(24)),
        ({"supply": 4, "supply_on": on(4)}, 0, on(10)),
        ({"supply": 30, "supply_on": on(4), "stops_on": on(34)}, 24, None),
        ({"supply": 30, "supply_on": on(10)}, None, None),
        ({}, None, None),
    ],
)
def test_what_is_left_is_what_was_counted_less_what_was_taken(
    medicine: dict[str, Any], left: float | None, runs_out: date | None
) -> None:
    # Days 0 to 9 have passed.
    found = dose_record(evidence(treatment=[5] * 10, medicines=capsules(**medicine)))
    assert (found.supply_left, found.runs_out_on) == (left, runs_out)


def test_a_supply_lasts_over_days_without_a_planned_dose() -> None:
    known = evidence(
        treatment=[5] * 10, steps=plan((0, 4.5), (12, 0), (20, 3)), medicines=capsules(supply=5, supply_on=on(10))
    )
    assert dose_record(known).runs_out_on is None
    later = evidence(
        treatment=[5] * 11, steps=plan((0, 4.5), (12, 0), (20, 3)), medicines=capsules(supply=5, supply_on=on(10))
    )
    # One is taken on day 10 and one planned for day 11: three are left for days 20 to 22.
    assert (dose_record(later).supply_left, dose_record(later).runs_out_on) == (4, on(23))


def test_a_day_without_a_dose_is_one_on_which_it_was_due() -> None:
    known = evidence([6] * 3, [5] * 4, also={4: missed(4), 5: {"doses": ()}})
    days = [on(number) for number in (6, 5, 4, 3, 2)]
    assert days_without_dose(known, days) == (on(5), on(4))
    assert days_without_dose(known, ()) == ()
