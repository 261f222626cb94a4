"""No trial, however odd, makes a descriptive row crash, or say what is no number."""

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_tui.domain.adherence import dose_record
from ldn_tui.domain.after_stopping import after_stopping
from ldn_tui.domain.completeness import data_quality
from ldn_tui.domain.costs import cost
from ldn_tui.domain.days import Rescue, SideEffect
from ldn_tui.domain.dose_step_means import dose_step_means
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.impression_course import impressions
from ldn_tui.domain.lab_values import lab_values
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.other_changes import other_changes
from ldn_tui.domain.side_effect_courses import side_effect_courses
from ldn_tui.domain.sufficiency import still_needed, sufficiency
from ldn_tui.domain.trial import Choice, Decision, DoseStep, Template
from ldn_tui.domain.weekly_means import weekly_means
from tests.domain.evidence_builder import PAIN, evidence, on, pause, plan

LDN = Medicine("m", "naltrexone", price=2.5, supply=30, supply_on=on(3), units_a_day=2)

values = st.none() | st.integers(0, 100).map(lambda tenths: tenths / 10)


def steps_of(amounts: list[tuple[int, float]]) -> tuple[DoseStep, ...]:
    return plan(*sorted(dict(amounts).items()))


shapes = st.fixed_dictionaries(
    {"template": st.sampled_from([known for known in Template if known is not Template.SEALED_PAIRS])},
    optional={
        "steps": st.just(())
        | st.lists(st.tuples(st.integers(0, 60), st.sampled_from([0, 1.5, 3, 4.5])), max_size=4).map(steps_of),
        "first_dose_on": st.none() | st.integers(0, 60).map(on),
        "ended_on": st.integers(0, 90).map(on),
        "decision_on": st.integers(0, 90).map(on),
        "decisions": st.sampled_from(Choice).map(lambda choice: (Decision(on(40), choice, ""),)),
    },
) | st.just({"template": Template.SEALED_PAIRS, "steps": (), "pairs": 1, "weeks": 6})
pauses = st.tuples(st.integers(0, 60), st.none() | st.integers(0, 20)).map(
    lambda known: [pause(known[0], None if known[1] is None else known[0] + known[1])]
)


def rows(known: Evidence) -> list[Any]:
    return [
        data_quality(known),
        weekly_means(known, "pain"),
        weekly_means(known, "mood"),
        dose_record(known),
        side_effect_courses(known),
        lab_values(known),
        impressions(known),
        cost(known),
        other_changes(known),
        dose_step_means(known, "pain"),
        after_stopping(known, PAIN),
        sufficiency(known, known.series("pain").keys()),
        still_needed(known, PAIN),
    ]


def numbers_in(found: Any) -> Iterator[float]:
    if isinstance(found, float):
        yield found
    elif isinstance(found, tuple | list):
        for part in found:
            yield from numbers_in(part)
    elif is_dataclass(found):
        for field in fields(found):
            yield from numbers_in(getattr(found, field.name))


@settings(max_examples=150, deadline=None)
@given(
    baseline=st.lists(values, max_size=30),
    treatment=st.lists(values, max_size=90),
    changes=shapes,
    paused=st.just([]) | pauses,
    felt=st.sets(st.integers(0, 90), max_size=5),
    as_of=st.integers(-10, 200),
)
def test_every_trial_has_its_rows(
    baseline: list[float | None],
    treatment: list[float | None],
    changes: dict[str, Any],
    paused: list[Any],
    felt: set[int],
    as_of: int,
) -> None:
    also = {
        number: {
            "side_effects": (SideEffect("s", "nausea", 1),),
            "rescues": (Rescue("r", "ibuprofen", 1),),
            "impression": 3,
        }
        for number in felt
    }
    known = evidence(baseline, treatment, pauses=paused, also=also, as_of=on(as_of), medicines=(LDN,), **changes)
    found = rows(known)
    assert all(math.isfinite(number) for number in numbers_in(found))
    quality, doses = found[0], found[3]
    for part in (quality.whole, *quality.phases, *quality.weeks):
        assert part.rated == part.on_time + part.late + part.recalled <= part.days
    assert sum(part.days for part in quality.weeks) in {0, quality.whole.days}
    for part in (doses.whole, *doses.phases):
        assert part.taken + part.not_taken <= part.due
        assert part.late <= part.taken


def test_a_trial_of_which_nothing_is_recorded() -> None:
    for known in (
        evidence(),
        evidence(as_of=on(-30)),
        evidence(first_dose_on=None, steps=(), as_of=on(400)),
        evidence(template=Template.SEALED_PAIRS, steps=(), as_of=on(20)),
        evidence(ended_on=on(0), as_of=on(50)),
    ):
        found = rows(known)
        assert all(math.isfinite(number) for number in numbers_in(found))
        assert (found[0].whole.rated, found[3].whole.taken, found[4]) == (0, 0, ())
