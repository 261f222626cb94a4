"""What else changed during a trial."""

from typing import Any

from ldn_tui.domain.days import Rescue
from ldn_tui.domain.medicine_findings import RescueUse
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.other_changes import other_changes
from ldn_tui.domain.trial import Template
from tests.domain.evidence_builder import evidence, on, pause


def test_rescue_use_is_told_by_phase() -> None:
    two = (Rescue("a", "ibuprofen", 2), Rescue("b", "paracetamol", 0.5))
    also: dict[int, dict[str, Any]] = {1: {"rescues": two}, 3: {"rescues": two[:1]}, 12: {"rescues": two[1:]}}
    known = evidence(baseline=[6] * 10, treatment=[5] * 8, pauses=[pause(14, 15)], also=also)
    assert other_changes(known).rescue == (
        RescueUse("Baseline", 10, 2, 4.5),
        RescueUse("Treatment, LDN", 6, 1, 0.5),
    )


def test_while_sealed_the_bottles_are_told_together() -> None:
    sealed = evidence(
        baseline=[6] * 14,
        treatment=[5] * 50,
        template=Template.SEALED_PAIRS,
        pairs=1,
        weeks=6,
        also={number: {"rescues": (Rescue("a", "ibuprofen", 1),)} for number in (20, 60)},
    )
    assert [(use.phase, use.with_rescue) for use in other_changes(sealed).rescue] == [
        ("Baseline", 0),
        ("Treatment, all bottles", 2),
    ]


def test_medicines_begun_and_stopped_within_the_trial_are_sentences_by_day() -> None:
    medicines = (
        Medicine("1", "naltrexone", starts_on=on(5)),
        Medicine("2", "duloxetine", "60 mg", starts_on=on(12), stops_on=on(20)),
        Medicine("3", "ibuprofen", starts_on=on(-5), stops_on=on(8), as_needed=True),
        Medicine("4", "metformin", starts_on=on(-1), stops_on=on(31)),
        Medicine("5", "codeine"),
    )
    known = evidence(baseline=[6] * 10, treatment=[5] * 21, medicines=medicines)
    assert other_changes(known).medicines == (
        "ibuprofen was stopped on Wed 9 Sep 2026.",
        "duloxetine (60 mg) was started on Sun 13 Sep 2026.",
        "duloxetine was stopped on Mon 21 Sep 2026.",
    )


def test_tags_of_notes_are_events() -> None:
    also = {3: {"note": "#travel to #family"}, 1: {"note": "a bad day #ill"}, 2: {"note": "nothing"}}
    events = other_changes(evidence(treatment=[5] * 10, also=also)).events
    assert events == ((on(1), ("ill",)), (on(3), ("travel", "family")))


def test_events_after_the_end_are_not_the_trials() -> None:
    assert other_changes(evidence(treatment=[5] * 10, ended_on=on(4), also={6: {"note": "#ill"}})).events == ()


def test_nothing_changed() -> None:
    found = other_changes(evidence(as_of=on(-1)))
    assert (found.rescue, found.medicines, found.events) == ((), (), ())
