"""Which days are off the medicine, and what became of a measure on them."""

from typing import Any

import pytest

from ldn_tui.domain import sentences
from ldn_tui.domain.after_stopping import after_stopping
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.off_days import off_days
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.serial_interval import serial_interval
from ldn_tui.domain.trial import Choice, Decision, Template
from ldn_tui.domain.windows import Span
from tests.domain.evidence_builder import PAIN, dose, evidence, on, plan

# First dose on day 14, decision and washout on day 70, which lasts until day 98; the endpoint begins on day 42.
BASELINE, ON = [6, 7] * 7, [3, 4] * 28
NO_DOSE: dict[str, Any] = {"doses": ()}


def stopped(*off: float | None, **changes: Any) -> Evidence:
    return evidence(BASELINE, [*ON, *off], **{"template": Template.BEFORE_AFTER_STOP} | changes)


def not_taken_from(first: int, last: int) -> dict[int, dict[str, Any]]:
    return dict.fromkeys(range(first, last + 1), NO_DOSE)


def test_while_it_is_taken_no_day_is_off() -> None:
    assert off_days(evidence(BASELINE, ON)) is None
    assert off_days(evidence(BASELINE)) is None
    assert off_days(stopped()) is None
    assert after_stopping(evidence(BASELINE, ON), PAIN) is None


def test_a_washout_is_off_but_not_before_its_last_dose() -> None:
    assert off_days(stopped(*[5] * 20)) == Span(on(70), on(90))
    late = stopped(*[5] * 20, also={number: {"doses": (dose(on(number)),)} for number in (70, 72)})
    assert off_days(late) == Span(on(73), on(90))


def test_a_washout_ends_where_the_medicine_is_taken_again() -> None:
    phases = (
        Phase(PhaseKind.TREATMENT, "LDN", on(0), on(19), "t"),
        Phase(PhaseKind.WASHOUT, None, on(20), on(39), "t"),
        Phase(PhaseKind.TREATMENT, "LDN", on(40), None, "t"),
    )
    assert off_days(evidence(treatment=[5] * 50, phases=phases)) == Span(on(20), on(40))


def test_of_two_stops_the_last_counts() -> None:
    phases = (
        Phase(PhaseKind.TREATMENT, "LDN", on(0), on(19), "t"),
        Phase(PhaseKind.WASHOUT, None, on(20), on(39), "t"),
        Phase(PhaseKind.TREATMENT, "LDN", on(40), on(59), "t"),
    )
    assert off_days(evidence(treatment=[5] * 80, phases=phases, ended_on=on(59))) == Span(on(60), on(80))


def test_a_plan_that_comes_to_none_is_a_stop() -> None:
    assert off_days(evidence(treatment=[5] * 30, steps=plan((0, 4.5), (10, 0)))) == Span(on(10), on(30))


def test_a_trial_that_ended_is_a_stop_unless_it_was_decided_to_go_on() -> None:
    ended = {"template": Template.BEFORE_AFTER, "ended_on": on(40), "as_of": on(60)}
    assert off_days(stopped(**ended)) == Span(on(41), on(61))
    # The last doses were left out, and the first day off is the one after the last that was taken.
    assert off_days(stopped(**ended, also=not_taken_from(38, 40))) == Span(on(38), on(61))
    for choice in (Choice.CONTINUE, Choice.EXTEND, Choice.CHANGE):
        assert off_days(stopped(**ended, decisions=(Decision(on(41), choice, ""),))) is None
    undecided = (Decision(on(41), Choice.CONTINUE, ""), Decision(on(42), Choice.UNDECIDED, ""))
    assert off_days(stopped(**ended, decisions=undecided)) == Span(on(41), on(61))
    # Doses recorded after the end say that it is still taken.
    still = {number: {"doses": (dose(on(number)),)} for number in range(41, 61)}
    assert off_days(stopped(**ended, also=still)) is None


def test_a_dose_after_two_weeks_off_is_a_new_start() -> None:
    # No dose is planned after the washout: it is still off.
    assert off_days(stopped(*[5] * 40)) == Span(on(70), on(110))
    assert off_days(stopped(*[5] * 20, also={84: {"doses": (dose(on(84)),)}})) == Span(on(70), on(84))
    assert off_days(stopped(*[5] * 20, also={83: {"doses": (dose(on(83)),)}})) == Span(on(84), on(90))


def test_a_decision_to_stop_counts_from_the_last_dose() -> None:
    decided = evidence(BASELINE, ON, decisions=(Decision(on(60), Choice.STOP, "rash"),), also=not_taken_from(61, 69))
    assert off_days(decided) == Span(on(61), on(70))


def test_a_sealed_trial_and_one_without_a_dose_have_no_days_off() -> None:
    sealed = {"template": Template.SEALED_PAIRS, "pairs": 1, "weeks": 6, "ended_on": on(30)}
    assert off_days(stopped(**sealed)) is None
    never = evidence(BASELINE, [5] * 10, ended_on=on(20), also=not_taken_from(14, 23))
    assert off_days(never) is None


def test_before_two_weeks_it_is_too_early() -> None:
    found = after_stopping(stopped(*[5, 6] * 6), PAIN)
    assert found is not None
    assert (found.stopped_on, found.days_off, found.change, found.reason) == (on(70), 12, None, sentences.TOO_EARLY)


@pytest.mark.parametrize(("days_off", "first"), [(14, 70), (20, 76), (28, 84), (60, 84)])
def test_days_15_to_28_are_compared_or_the_last_14_so_far(days_off: int, first: int) -> None:
    known = stopped(*[5, 6, 6, 5, 7, 4] * (days_off // 6), *[5, 6, 6, 5, 7, 4][: days_off % 6])
    series = known.series("pain")
    endpoint = {day: value for day, value in series.items() if on(42) <= day < on(70)}
    off = {day: value for day, value in series.items() if on(first) <= day < on(first + 14)}
    expected, found = serial_interval(endpoint, off, off), after_stopping(known, PAIN)
    assert expected is not None
    assert found is not None
    assert found.change == (expected.difference, expected.low, expected.high)
    assert (found.n_off, found.off_mean, found.reason) == (14, expected.endpoint_mean, None)


def test_a_return_is_dated_to_where_it_is_half_way_back() -> None:
    returned = after_stopping(stopped(*[3, 4] * 4, *[6, 7] * 12), PAIN)
    assert returned is not None
    assert returned.half_way_on == on(81)
    stayed = after_stopping(stopped(*[3, 4] * 14), PAIN)
    assert stayed is not None
    assert stayed.half_way_on is None


def test_too_few_ratings_say_how_many_more() -> None:
    found = after_stopping(stopped(*[5] * 14, *[5] * 5, *[None] * 9, 5), PAIN)
    assert found is not None
    assert (found.change, found.reason) == (None, "Not enough data: 3 more rated days.")


def test_without_an_endpoint_there_is_nothing_to_compare_with() -> None:
    found = after_stopping(evidence(BASELINE, [5] * 60, ended_on=on(20)), PAIN)
    assert found is not None
    assert (found.days_off, found.change, found.reason) == (53, None, sentences.NO_ENDPOINT_BEFORE_STOPPING)


def test_already_taking_it_has_no_way_back_but_a_change() -> None:
    phases = (
        Phase(PhaseKind.TREATMENT, "LDN", on(0), on(55), "t"),
        Phase(PhaseKind.WASHOUT, None, on(56), None, "t"),
    )
    found = after_stopping(
        evidence(treatment=[*ON, *[6, 7] * 15], template=Template.ALREADY_TAKING, phases=phases), PAIN
    )
    assert found is not None
    assert found.change is not None
    assert found.change[0] == pytest.approx(3.0)
    assert found.half_way_on is None
