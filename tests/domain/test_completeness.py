"""How completely a trial was rated."""

from ldn_tui.domain.completeness import data_quality, longest_gap
from ldn_tui.domain.trial import Template
from ldn_tui.domain.windows import Span
from tests.domain.evidence_builder import evidence, on, pause, rated


def test_days_are_counted_in_all_by_phase_and_by_week() -> None:
    found = data_quality(evidence(baseline=[6] * 8 + [None] * 2, treatment=[5] * 9))
    assert (found.whole.name, found.whole.start, found.whole.days, found.whole.rated) == ("all", on(0), 19, 17)
    assert [(phase.name, phase.days, phase.rated) for phase in found.phases] == [
        ("Baseline", 10, 8),
        ("Treatment, LDN", 9, 9),
    ]
    assert [(week.name, week.start, week.days, week.rated) for week in found.weeks] == [
        ("week -2", on(0), 3, 3),
        ("week -1", on(3), 7, 5),
        ("week 1", on(10), 7, 7),
        ("week 2", on(17), 2, 2),
    ]
    assert found.longest_gap == Span(on(8), on(10))


def test_an_answer_without_a_value_is_no_rating_but_one_measure_is_enough() -> None:
    whole = data_quality(evidence(baseline=[None, None, 6], others={"mood": [None, 4]})).whole
    assert (whole.days, whole.rated) == (3, 2)


def test_a_day_is_as_late_as_its_last_rating() -> None:
    also = {number: {"ratings": rated(on(number), {"pain": 5}, later)} for number, later in enumerate((0, 1, 2, 3, 9))}
    also[0]["ratings"] |= rated(on(0), {"mood": 5}, 1)
    whole = data_quality(evidence(baseline=[None] * 6, also=also)).whole
    assert (whole.rated, whole.on_time, whole.late, whole.recalled) == (5, 0, 3, 2)


def test_pauses_and_what_lies_ahead_count_nowhere() -> None:
    found = data_quality(evidence(baseline=[6] * 10, treatment=[5] * 30, pauses=[pause(14, 25)], as_of=on(29)))
    assert (found.whole.days, found.whole.rated, found.longest_gap) == (18, 18, None)
    # The parts before and after the pause are one phase.
    assert [(phase.name, phase.days) for phase in found.phases] == [("Baseline", 10), ("Treatment, LDN", 8)]
    assert [(week.name, week.days) for week in found.weeks] == [
        ("week -2", 3), ("week -1", 7), ("week 1", 4), ("week 3", 4)
    ]  # fmt: skip


def test_days_after_the_end_are_not_the_trials() -> None:
    assert data_quality(evidence(baseline=[6] * 10, treatment=[5] * 30, ended_on=on(19))).whole.days == 20


def test_sealed_periods_are_named_by_their_bottles() -> None:
    sealed = evidence(baseline=[6] * 14, treatment=[5] * 50, template=Template.SEALED_PAIRS, pairs=1, weeks=6)
    found = data_quality(sealed)
    assert [phase.name for phase in found.phases] == ["Baseline", "Treatment, bottle 1", "Treatment, bottle 2"]


def test_before_the_trial_and_without_a_first_dose_nothing_is_made_up() -> None:
    early = data_quality(evidence(baseline=[6] * 10, as_of=on(-3)))
    assert (early.whole.days, early.whole.rated, early.phases, early.weeks, early.longest_gap) == (0, 0, (), (), None)
    open_ended = data_quality(evidence(baseline=[6] * 10, first_dose_on=None, steps=()))
    assert (open_ended.whole.days, open_ended.weeks) == (10, ())


def test_the_longest_gap_is_the_first_of_the_longest() -> None:
    assert longest_gap([]) is None
    assert longest_gap([on(1)]) == Span(on(1), on(2))
    assert longest_gap([on(1), on(4), on(5), on(8), on(9)]) == Span(on(4), on(6))
