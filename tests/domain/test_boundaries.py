"""Which days change sides when a boundary is moved."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.boundaries import SideChange, changes_between, with_boundaries_moved
from ldn_tui.domain.dates import days_between
from ldn_tui.domain.phases import Phase, PhaseKind, phase_of
from ldn_tui.domain.trial_phases import are_apart

START = date(2026, 9, 1)
FIRST_DOSE = date(2026, 9, 29)
FULL_DOSE = date(2026, 10, 27)
END = date(2026, 12, 22)
ONE_DAY = timedelta(days=1)
PHASES = (
    Phase(PhaseKind.BASELINE, None, START, FIRST_DOSE - ONE_DAY),
    Phase(PhaseKind.TITRATION, None, FIRST_DOSE, FULL_DOSE - ONE_DAY),
    Phase(PhaseKind.TREATMENT, "LDN", FULL_DOSE, END - ONE_DAY),
    Phase(PhaseKind.FOLLOW_UP, None, END + timedelta(days=10), None),
)


def side_changes(boundary: date, new_day: date) -> tuple[SideChange, ...]:
    """Return which days change sides where a boundary is moved."""
    return changes_between(PHASES, with_boundaries_moved(PHASES, {boundary: new_day}), START)


def words(boundary: date, new_day: date) -> list[str]:
    """Return the changes in words."""
    return [side.in_words for side in side_changes(boundary, new_day)]


def test_days_are_named_with_the_phase_they_leave_and_the_one_they_join() -> None:
    assert words(FIRST_DOSE, date(2026, 10, 11)) == ["12 days: titration → baseline (29 Sep to 10 Oct)"]
    assert words(FULL_DOSE, date(2026, 10, 26)) == ["1 day: titration → treatment, LDN (26 Oct)"]
    assert words(FULL_DOSE, FULL_DOSE) == []


def test_days_beside_a_gap_join_no_phase() -> None:
    assert words(END, date(2026, 12, 20)) == ["2 days: treatment, LDN → no phase (20 Dec to 21 Dec)"]
    assert words(END, date(2026, 12, 25)) == ["3 days: no phase → treatment, LDN (22 Dec to 24 Dec)"]
    assert words(START, date(2026, 9, 3)) == ["2 days: baseline → no phase (1 Sep to 2 Sep)"]


@given(st.sampled_from([START, FIRST_DOSE, FULL_DOSE, END, END + timedelta(days=10)]), st.integers(-40, 40))
def test_every_day_that_changes_sides_is_named_once_and_no_other(boundary: date, by: int) -> None:
    new_day = boundary + timedelta(days=by)
    moved = with_boundaries_moved(PHASES, {boundary: new_day})
    if not are_apart(moved):
        return
    kinds = [
        (
            before.kind if (before := phase_of(day, PHASES)) else None,
            after.kind if (after := phase_of(day, moved)) else None,
        )
        for day in days_between(date(2026, 6, 1), date(2027, 6, 1))
    ]
    changed = [
        day
        for day, (before, after) in zip(days_between(date(2026, 6, 1), date(2027, 6, 1)), kinds, strict=True)
        if before != after
    ]
    named = [day for side in side_changes(boundary, new_day) for day in days_between(side.first, side.last)]
    assert named == changed
