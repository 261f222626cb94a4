"""The windows as they count on a day, and the days in them."""

from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.trial import Template
from ldn_tui.domain.windows import Span, Windows
from ldn_tui.domain.windows_as_of import days_in, ratings_in, windows_as_of
from tests.domain.evidence_builder import evidence, on, pause

# First dose on day 28, full dose the same day, stable from day 42, decision on day 84, endpoint from day 56.
WHOLE = evidence(baseline=[6] * 28, treatment=[5] * 56).windows


def test_on_decision_day_they_are_what_they_are() -> None:
    expected = {
        "baseline": Span(on(0), on(28)),
        "transition": Span(on(28), on(42)),
        "stable": Span(on(42), on(84)),
        "endpoint": Span(on(56), on(84)),
    }
    assert windows_as_of(WHOLE, on(83)) == expected
    assert windows_as_of(WHOLE, on(84)) == expected
    assert windows_as_of(WHOLE, on(400)) == expected


def test_before_it_stable_ends_with_the_day_and_the_endpoint_is_its_last_28() -> None:
    found = windows_as_of(WHOLE, on(75))
    assert (found["stable"], found["endpoint"]) == (Span(on(42), on(76)), Span(on(48), on(76)))


def test_the_endpoint_is_as_many_days_as_there_are() -> None:
    found = windows_as_of(WHOLE, on(46))
    assert found["endpoint"] == found["stable"] == Span(on(42), on(47))


def test_a_window_without_a_day_is_left_out() -> None:
    assert set(windows_as_of(WHOLE, on(41))) == {"baseline", "transition"}
    assert set(windows_as_of(WHOLE, on(-9))) == {"baseline", "transition"}
    assert windows_as_of(Windows(), on(0)) == {}


def test_an_endpoint_of_14_days_stays_one() -> None:
    windows = evidence(baseline=[6] * 28, treatment=[5] * 56, endpoint_days=14).windows
    assert windows_as_of(windows, on(75))["endpoint"] == Span(on(62), on(76))


def test_ended_too_early_there_is_no_endpoint() -> None:
    windows = evidence(baseline=[6] * 28, treatment=[5] * 56, ended_on=on(50)).windows
    found = windows_as_of(windows, on(80))
    assert (found["stable"], "endpoint" in found) == (Span(on(42), on(51)), False)


def test_already_taking_has_no_baseline_and_a_sealed_trial_no_stable_days() -> None:
    taking = evidence(treatment=[5] * 70, template=Template.ALREADY_TAKING)
    assert set(windows_as_of(taking.windows, taking.as_of)) == {"transition", "stable", "endpoint"}
    sealed = evidence(baseline=[6] * 14, treatment=[5] * 20, template=Template.SEALED_PAIRS, pairs=1, weeks=6)
    assert set(windows_as_of(sealed.windows, sealed.as_of)) == {"baseline"}


def test_the_days_of_pauses_belong_to_no_window() -> None:
    assert days_in(Span(on(0), on(6)), [Span(on(1), on(3)), Span(on(5), on(9))]) == (on(0), on(3), on(4))
    assert days_in(Span(on(3), on(3))) == ()
    series = {on(0): 1.0, on(1): 2.0, on(4): 3.0, on(8): 4.0}
    assert ratings_in(series, Span(on(0), on(6)), [Span(on(1), on(3))]) == {on(0): 1.0, on(4): 3.0}


@given(as_of=st.integers(-40, 200), first=st.integers(28, 120), length=st.integers(1, 40))
def test_no_window_reaches_beyond_the_day_or_out_of_stable(as_of: int, first: int, length: int) -> None:
    windows = evidence(baseline=[6] * 28, treatment=[5] * 90, pauses=[pause(first, first + length)]).windows
    found = windows_as_of(windows, on(as_of))
    assert all(span.length for span in found.values())
    if "endpoint" in found:
        assert found["endpoint"].end == found["stable"].end <= on(as_of + 1)
        assert found["stable"].start <= found["endpoint"].start
        assert 1 <= len(windows.days_of(found["endpoint"])) <= 28
