"""The analysis as a whole: each special case has its sentence, and no evidence makes it fail."""

import json
import math
import random
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_tui.domain import plan_sentences, sentences
from ldn_tui.domain.analysis import analyse, with_order
from ldn_tui.domain.blinding import PairOrder, Seal
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.mean_contrast import PercentChange
from ldn_tui.domain.measure_findings import PeriodImpression
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.sensitivity import WITHOUT_TAGGED
from ldn_tui.domain.serial_interval import serial_interval
from ldn_tui.domain.trial import Amendment, Choice, Decision, Template
from ldn_tui.domain.verdict import sealed_number_class
from ldn_tui.reports.findings_json import findings_document
from ldn_tui.reports.findings_text.page import findings_page
from tests.domain.evidence_builder import PAIN, SLEEP, Values, evidence, on, pause, plan, rated

BEFORE = [6, 7, 5, 6, 8, 6, 7] * 4
AFTER = [4, 3, 5, 4, 4, 3, 5] * 10
DECISION = len(BEFORE) + 56


def noise(level: float, days: int, seed: int = 1) -> list[float]:
    source = random.Random(seed)
    return [float(min(max(round(source.gauss(level, 1.2)), 0), 10)) for _ in range(days)]


def found(baseline: Values = BEFORE, treatment: Values = AFTER, **changes: Any) -> Findings:
    return analyse(evidence(baseline, treatment, **changes))


def impression(number: int, value: int) -> dict[int, dict[str, Any]]:
    return {number: {"impression": value}}


# Open trials


def test_a_clear_improvement_with_its_overall_rating_is_said_so() -> None:
    findings = found(also=impression(DECISION, 2))
    assert (findings.verdict.letter, findings.verdict.words) == ("C", sentences.CLEAR)
    assert findings.verdict.reason is None
    assert findings.primary.n_baseline == 28
    assert findings.primary.n_stable == 42
    assert findings.primary.n_endpoint == 28
    assert findings.primary.difference == pytest.approx(4 - fmean(BEFORE))
    assert findings.primary.band == "moderate"
    assert findings.caveats[0] == sentences.OPEN_CAVEAT
    assert findings.decision_day == on(DECISION)
    assert findings.still_needed == ()


@pytest.mark.parametrize(
    ("number", "value", "letter", "words"),
    [
        (DECISION - 4, 2, "C", sentences.WAITING),
        (DECISION - 3, 2, "C", sentences.CLEAR),
        (DECISION + 1, 4, "C", sentences.MIXED),
    ],
)
def test_the_letter_is_told_also_when_waiting_or_mixed(number: int, value: int, letter: str, words: str) -> None:
    findings = found(also=impression(number, value), as_of=on(DECISION + 10))
    assert (findings.verdict.letter, findings.verdict.words) == (letter, words)


def test_a_mixed_verdict_shows_both() -> None:
    findings = found(also=impression(DECISION, 6))
    assert findings.verdict.reason == sentences.both_shown(sentences.CLEAR, "much worse")
    assert sentences.RATED_WORSE in findings.verdict.additions


def test_without_any_overall_rating_the_numbers_do_not_decide() -> None:
    assert found(as_of=on(DECISION + 14), treatment=noise(4, 80)).verdict.words == sentences.WAITING
    assert found(as_of=on(DECISION + 15), treatment=noise(4, 80)).verdict.words == sentences.NO_OVERALL_RATING


def test_a_late_overall_rating_counts_and_says_so() -> None:
    findings = found(treatment=noise(4, 90), also=impression(DECISION + 20, 1))
    assert findings.verdict.words == sentences.IMPROVED
    assert sentences.rating_given_late(20) in findings.verdict.additions


def test_before_decision_day_the_measures_are_computed_and_the_verdict_waits() -> None:
    findings = found(as_of=on(DECISION - 1))
    assert (findings.verdict.letter, findings.verdict.words) == (None, None)
    assert findings.verdict.reason == sentences.verdict_waits(on(DECISION), 1)
    assert findings.primary.n_endpoint == 28
    assert findings.primary.n_stable == 42
    assert findings.still_needed[0] == sentences.verdict_waits(on(DECISION), 1)


def test_early_on_the_endpoint_is_as_many_days_as_there_are() -> None:
    stable = len(BEFORE) + 14
    assert found(as_of=on(stable - 1)).primary.reason == sentences.stable_days_begin(on(stable))
    five = found(as_of=on(stable + 4)).primary
    assert (five.n_stable, five.n_endpoint) == (5, 5)
    assert five.difference is not None
    assert five.reason == sentences.endpoint_lacks(5, 8, is_over=False)


def test_too_few_ratings_are_not_enough_data() -> None:
    findings = found(baseline=[6, None] * 14)
    assert (findings.verdict.letter, findings.verdict.words) == ("undetermined", sentences.NOT_ENOUGH_DATA)
    assert findings.verdict.reason == findings.primary.reason == sentences.baseline_lacks(14, 21)
    assert findings.primary.difference is not None
    assert findings.primary.band is None
    assert findings.primary.percent_low is not None


def test_a_baseline_of_zero_has_no_percent() -> None:
    findings = found(baseline=[0] * 28, treatment=noise(1, 70))
    assert findings.primary.percent is None
    assert dict(findings.primary.chance_at_least) == {}
    assert findings.primary.difference is not None
    assert findings.primary.reason == sentences.AT_BEST_BEFORE
    assert (findings.verdict.letter, findings.verdict.words) == ("U", sentences.TOO_UNCERTAIN)


def test_a_baseline_near_zero_cannot_be_estimated() -> None:
    findings = found(baseline=[0] * 27 + [1], treatment=noise(5, 70))
    assert findings.primary.percent is not None
    assert findings.primary.percent_low is None
    assert findings.primary.band is None
    assert findings.primary.reason == sentences.CANNOT_BE_ESTIMATED
    assert findings.verdict.letter == "U"


@pytest.mark.parametrize(("before", "after", "percent"), [(5, 5, 0), (6, 3, 50)])
def test_a_constant_series_has_no_interval(before: int, after: int, percent: int) -> None:
    findings = found([before] * 28, [after] * 70, also=impression(DECISION, 2))
    assert findings.primary.reason == sentences.EVERY_DAY_THE_SAME
    assert findings.primary.percent == percent
    assert findings.primary.difference_low is None
    assert (findings.verdict.letter, findings.verdict.reason) == ("U", sentences.EVERY_DAY_THE_SAME)


def test_without_a_baseline_there_is_nothing_to_compare_with() -> None:
    findings = found(baseline=[None] * 28)
    assert findings.primary.reason == sentences.NO_BASELINE
    assert findings.verdict.letter == "undetermined"


def test_a_measure_added_in_mid_trial_says_so() -> None:
    later = replace(SLEEP, added_on=on(40))
    findings = found(others={"sleep": [None] * 40 + [5.0] * 40}, measures=(PAIN, later))
    assert findings.changes[1].reason == sentences.added_too_late(on(40))
    assert findings.changes[1].n_endpoint > 0
    assert findings.changes[1].difference is None


def test_a_measure_nobody_rates_is_empty_and_says_why() -> None:
    assert found().changes[1].reason == sentences.NO_BASELINE


def test_higher_is_better_counts_the_room_and_has_no_band() -> None:
    findings = found(others={"sleep": [*noise(4, 28), *noise(7, 60, seed=2)]})
    sleep = findings.changes[1]
    assert sleep.difference is not None
    assert sleep.percent is not None
    assert sleep.baseline_mean is not None
    assert sleep.percent == pytest.approx(100 * sleep.difference / (10 - sleep.baseline_mean))
    assert sleep.band is None


def test_stopped_early_says_when_and_why_first() -> None:
    last = len(BEFORE) + 14 + 20
    findings = found(ended_on=on(last), end_reason="moved\nhouse", treatment=AFTER[: 14 + 21], as_of=on(last + 1))
    assert findings.verdict.first == "Stopped on day 63: moved↵house"
    assert findings.primary.n_endpoint == 21
    assert findings.verdict.words == sentences.WAITING


def test_stopped_too_early_has_no_endpoint() -> None:
    last = len(BEFORE) + 20
    findings = found(ended_on=on(last), end_reason="a rash", treatment=AFTER[:21], as_of=on(last + 1))
    assert findings.verdict.first == "Stopped on day 49: a rash"
    assert findings.verdict.letter == "undetermined"
    assert findings.verdict.reason == sentences.NO_ENDPOINT


def test_a_trial_that_ran_to_its_decision_was_not_stopped_early() -> None:
    findings = found(ended_on=on(DECISION - 1), end_reason="it was over", treatment=AFTER[:56])
    assert findings.verdict.first is None
    assert findings.primary.n_stable == 42


def test_already_taking_has_no_verdict_but_its_course() -> None:
    findings = found([], noise(5, 80), template=Template.ALREADY_TAKING, steps=())
    assert (findings.verdict.letter, findings.verdict.words) == (None, None)
    assert findings.verdict.reason == findings.primary.reason == sentences.ALREADY_TAKING
    assert findings.decision_day is None
    assert [week.count for week in findings.primary.weeks][:3] == [7, 7, 7]


def test_without_a_first_dose_the_baseline_has_no_end() -> None:
    findings = found(BEFORE, [], first_dose_on=None, steps=())
    assert findings.verdict.reason == findings.primary.reason == sentences.NO_FIRST_DOSE


def test_doses_left_out_are_said_with_the_verdict() -> None:
    without = {number: {"doses": ()} for number in range(DECISION - 20, DECISION)}
    findings = found(also={**without, DECISION: {"impression": 2}})
    assert sentences.doses_taken(22, 42) in findings.verdict.additions


def test_days_of_a_pause_are_in_no_window() -> None:
    paused = found(treatment=noise(4, 90), pauses=[pause(60, 69)])
    assert paused.decision_day == on(DECISION + 10)
    assert paused.primary.n_stable == 42
    # The last 28 days of stable; those of the pause are none of them.
    assert paused.primary.n_endpoint == 28


def test_what_is_later_does_not_count() -> None:
    whole = evidence(BEFORE, AFTER, also={**impression(DECISION, 2), DECISION + 3: {"impression": 6}})
    early = replace(
        whole, as_of=on(DECISION), days={day: known for day, known in whole.days.items() if day <= on(DECISION)}
    )
    assert analyse(early).primary == replace(analyse(whole).primary, weeks=analyse(early).primary.weeks)


def test_amendments_and_the_latest_decision_are_told() -> None:
    amendment = Amendment("threshold", "30", "15", on(40))
    made = Decision(on(DECISION), Choice.CONTINUE, "it helps")
    findings = found(amendments=(amendment,), decisions=(made, Decision(on(999), Choice.STOP, "")))
    assert findings.decision == made
    assert plan_sentences.changed_after_lock("threshold", "30", "15", on(40)) in findings.caveats


def test_does_it_hold_looks_at_other_choices() -> None:
    ill = {number: {"note": "#ill"} for number in (70, 71)}
    late = {number: {"ratings": rated(on(number), {"pain": 9}, later=2)} for number in (72, 73)}
    findings = found(also={**ill, **late})
    named = {known.name: known for known in findings.sensitivity}
    assert list(named) == [
        "last 7 days", "last 3 days", "on time only", "baseline of 14 days", "without tagged days",
    ]  # fmt: skip
    assert named["last 7 days"].n_endpoint == 7
    assert named["last 3 days"].n_endpoint == 3
    assert named["on time only"].n_endpoint == 26
    assert named["baseline of 14 days"].n_baseline == 14
    assert named["without tagged days"].n_endpoint == 26
    assert named["last 7 days"].letter == "I"


def test_a_longer_baseline_is_tried_where_the_trial_has_one() -> None:
    named = {known.name: known for known in found(baseline_days=14).sensitivity}
    assert named["baseline of 28 days"].n_baseline == 28


def test_the_order_is_told_only_when_asked_for() -> None:
    sleep = [4.0, 5.0] * 14 + [4.0, 5.0] * 3 + [8.0, 9.0] * 32
    pain = [6.0, 7.0] * 14 + [6.0, 7.0] * 15 + [2.0, 3.0] * 20
    known = evidence(pain[:28], pain[28:], others={"sleep": sleep})
    findings = analyse(known)
    assert findings.order is None
    shares: list[float] = []
    order = with_order(findings, known, shares.append).order
    assert order is not None
    assert [(pair.first, pair.then) for pair in order.pairs] == [("sleep", "pain")]
    assert order.pairs[0].probability > 0.9
    assert "Sleep improved before pain" in order.words
    assert (shares[0], shares[-1]) == (1 / 400, 1.0)
    assert with_order(findings, known).order == order
    assert findings.changes[1].first_sustained_improvement is not None


def test_one_measure_has_no_order() -> None:
    known = evidence(BEFORE, AFTER)
    order = with_order(analyse(known), known).order
    assert order is not None
    assert (order.pairs, order.words) == ((), sentences.ORDER_NEEDS_RATINGS)


# Sealed trials

WEEKS = 6
L, K = Content.LDN, Content.COMPARATOR


def sealed(
    contents: Sequence[Content], periods: Sequence[Values], *, opened: int | None = None, **changes: Any
) -> Evidence:
    """Return a sealed trial of 6-week periods after 28 days, opened on that day, or sealed still."""
    sheet = Sheet(WEEKS, tuple(contents), "0" * 32)
    seal = Seal("t", sheet.commitment, "Ada", "030 1")
    if opened is not None:
        guess = (PairOrder.LDN_FIRST,) * sheet.pairs
        seal = replace(seal, opened_on=on(opened), guess=guess, sureness=70, contents=sheet.bottles)
    of_trial = {"template": Template.SEALED_PAIRS, "steps": (), "pairs": sheet.pairs, "weeks": WEEKS}
    treatment = [value for period in periods for value in period]
    return evidence(BEFORE, treatment, seal=seal, **{**of_trial, **changes})


def period(level: float, seed: int) -> list[float]:
    return noise(level, 7 * WEEKS, seed)


OVER = 28 + 4 * 7 * WEEKS
FOUR = [period(6, 1), period(3, 2), period(3, 3), period(6, 4)]


def test_while_sealed_nothing_separates_the_periods() -> None:
    known = sealed([K, L, L, K], FOUR, also={60: {"impression": 3}, 100: {"note": "#ill"}})
    findings = with_order(analyse(known), known)
    assert findings.is_sealed
    assert (findings.verdict.letter, findings.verdict.words) == (None, None)
    assert findings.verdict.reason == sentences.SEALED
    for change in findings.changes:
        told = {
            name
            for name in ("difference", "endpoint_mean", "percent", "nap", "first_sustained_improvement", "phi", "df")
            if getattr(change, name) is not None
        }
        assert not told
        assert (change.n_stable, change.n_endpoint, change.weeks) == (0, 0, ())
    assert findings.primary.n_baseline == 28
    assert findings.primary.baseline_mean == pytest.approx(fmean(BEFORE))
    document = json.dumps(findings_document(findings))
    page = "\n".join(findings_page(findings))
    for words in (document, page):
        assert "bottle 1" not in words
        assert "comparator" not in words
    assert list(findings.windows) == ["baseline"]


def test_what_is_told_while_sealed_does_not_depend_on_what_the_bottles_hold() -> None:
    one, other = (analyse(sealed(order, FOUR)) for order in ([K, L, L, K], [L, K, K, L]))
    assert findings_document(one) == findings_document(other)


def test_when_the_periods_are_over_it_is_said_that_it_is_time_to_open() -> None:
    before, after = (analyse(sealed([K, L, L, K], FOUR, as_of=on(number))).caveats for number in (OVER - 1, OVER))
    assert sentences.OPENING in before
    assert sentences.PERIODS_OVER not in before
    assert sentences.PERIODS_OVER in after
    assert sentences.OPENING not in after


def test_a_sealed_trial_waits_for_its_seal() -> None:
    known = evidence(BEFORE, AFTER, template=Template.SEALED_PAIRS, steps=())
    assert analyse(known).verdict.reason == sentences.NOT_SEALED_YET


def test_opened_the_headline_is_the_contrast() -> None:
    findings = analyse(sealed([K, L, L, K], FOUR, opened=OVER, also={OVER: {"note": "opened"}}))
    blinded = findings.blinded
    assert blinded is not None
    assert (findings.verdict.letter, findings.verdict.words) == ("C", sentences.SEALED_CLEAR)
    compared = 21
    means = [fmean(values[-compared:]) for values in FOUR]
    assert [pair.comparator_mean for pair in blinded.pairs] == [pytest.approx(means[0]), pytest.approx(means[3])]
    assert [pair.ldn_mean for pair in blinded.pairs] == [pytest.approx(means[1]), pytest.approx(means[2])]
    headline = blinded.changes[0]
    assert headline.baseline_mean == pytest.approx((means[0] + means[3]) / 2)
    assert headline.endpoint_mean == pytest.approx((means[1] + means[2]) / 2)
    assert (headline.n_baseline, headline.n_endpoint) == (2 * compared, 2 * compared)
    assert blinded.right_guesses == 1
    assert sentences.pairs_better(2, 2) in blinded.words
    assert sentences.carry_over([2]) in blinded.words
    assert (blinded.pairs_interval, blinded.randomisation_p) == (None, None)
    assert findings.primary.n_baseline == 28
    assert findings.primary.n_endpoint == 2 * compared
    assert findings.primary.endpoint_mean == pytest.approx(fmean([*FOUR[1][-compared:], *FOUR[2][-compared:]]))
    assert "last 7 days" in {known.name for known in findings.sensitivity}


def test_one_pair_is_pooled_as_the_interval_of_an_open_trial() -> None:
    findings = analyse(sealed([K, L], FOUR[:2], opened=28 + 84, also={28 + 84: {"note": "x"}}))
    assert findings.blinded is not None
    days = [[on(28 + 42 * index + 21 + number) for number in range(21)] for index in (0, 1)]
    before, after = (dict(zip(days[index], FOUR[index][21:], strict=True)) for index in (0, 1))
    same = serial_interval(before, after, after)
    assert same is not None
    change = findings.blinded.changes[0]
    assert change.difference_low == pytest.approx(same.low)
    assert change.df == pytest.approx(same.df)


def test_from_three_pairs_the_pairs_themselves_are_told() -> None:
    periods = [period(level, seed) for seed, level in enumerate([6, 4, 4, 6, 6, 3])]
    end = 28 + 6 * 42
    findings = analyse(sealed([K, L, L, K, K, L], periods, opened=end, also={end: {"note": "x"}}))
    assert findings.blinded is not None
    assert findings.blinded.randomisation_p == pytest.approx(1 / 8)
    assert findings.blinded.pairs_interval is not None
    mean, low, high = findings.blinded.pairs_interval
    assert low < mean < high < 0


def test_a_pair_that_lacks_ratings_is_left_out_and_named() -> None:
    short = [*FOUR[0][:30], *[None] * 12]
    findings = analyse(sealed([K, L, L, K], [short, *FOUR[1:]], opened=OVER, also={OVER: {"note": "x"}}))
    assert findings.blinded is not None
    assert [pair.reason is None for pair in findings.blinded.pairs] == [False, True]
    assert any(words.startswith("Pair 1 is left out: ") for words in findings.blinded.words)
    assert findings.blinded.changes[0].n_baseline == 21
    assert findings.verdict.letter is not None


def test_without_any_pair_there_is_not_enough_data() -> None:
    empty: list[Values] = [[None] * 42] * 4
    findings = analyse(sealed([K, L, L, K], empty, opened=OVER, also={OVER: {"note": "x"}}))
    assert (findings.verdict.letter, findings.verdict.reason) == ("undetermined", sentences.NO_PAIR)


def test_a_period_that_was_not_blind_to_its_end_is_left_out() -> None:
    known = sealed([K, L, L, K], FOUR, opened=28 + 3 * 42, also={OVER: {"note": "x"}})
    findings = analyse(replace(known, seal=replace(known.seal, early_reason="surgery") if known.seal else None))
    assert findings.blinded is not None
    assert [pair.reason is None for pair in findings.blinded.pairs] == [True, False]
    assert sentences.opened_early("surgery") in findings.caveats


def test_a_pair_without_a_rating_in_the_last_days_is_in_no_comparison_of_them() -> None:
    quiet = [*FOUR[0][:39], *[None] * 3]
    findings = analyse(sealed([K, L, L, K], [quiet, *FOUR[1:]], opened=OVER, also={OVER: {"note": "x"}}))
    last = {known.name: known for known in findings.sensitivity}
    assert (last["last 7 days"].n_baseline, last["last 7 days"].n_endpoint) == (4 + 7, 7 + 7)
    assert (last["last 3 days"].n_baseline, last["last 3 days"].n_endpoint) == (3, 3)


def test_a_period_that_a_pause_parts_is_compared_once_all_of_it_has_come() -> None:
    # The second period has a last part of three days after the pause.
    end = 28 + 2 * 42
    parted = (pause(end - 3, end + 2),)
    for as_of, is_compared in ((end + 4, False), (end + 6, True)):
        known = sealed([K, L, L, K], FOUR, opened=OVER, pauses=parted, as_of=on(as_of), also={OVER: {}})
        blinded = analyse(known).blinded
        assert blinded is not None
        assert (blinded.pairs[0].reason is None) is is_compared


def test_each_period_has_its_overall_rating_from_three_days_before_its_end_on() -> None:
    ends = [28 + 42 * (number + 1) for number in range(4)]
    given = {ends[0] - 4: 7, ends[0] - 3: 2, ends[0]: 3, ends[1] + 14: 4, ends[2] + 15: 5, OVER + 1: 6}
    also = {number: {"impression": value} for number, value in given.items()}
    blinded = analyse(sealed([K, L, L, K], FOUR, opened=OVER, also=also, as_of=on(OVER + 20))).blinded
    assert blinded is not None
    assert blinded.impressions == (
        PeriodImpression(on(ends[0] - 3), 2, 1, is_ldn=False),
        PeriodImpression(on(ends[1] + 14), 4, 2, is_ldn=True),
        PeriodImpression(on(OVER + 1), 6, 4, is_ldn=False),
    )


def test_opened_before_decision_day_the_verdict_still_waits() -> None:
    findings = analyse(sealed([K, L, L, K], FOUR[:2], opened=28 + 84))
    assert findings.verdict.letter is None
    assert findings.verdict.reason == sentences.verdict_waits(on(OVER), OVER - (28 + 83))


@pytest.mark.parametrize(("estimate", "letter"), [(-9.9, "N"), (-10, "W")])
def test_worse_on_ldn_needs_ten_percent(estimate: float, letter: str) -> None:
    assert sealed_number_class(PercentChange(estimate, estimate - 5, -1), 30).value == letter


# Any evidence

answers = st.lists(st.none() | st.integers(0, 100).map(lambda tenths: tenths / 10), max_size=60)


@settings(max_examples=60)
@given(
    baseline=answers,
    treatment=st.lists(st.none() | st.sampled_from([0.0, 0.1, 5.0, 10.0]), max_size=120),
    sleep=answers,
    changes=st.fixed_dictionaries(
        {},
        optional={
            "template": st.sampled_from(
                [Template.BEFORE_AFTER, Template.BEFORE_AFTER_STOP, Template.ALREADY_TAKING, Template.BY_HAND]
            ),
            "baseline_days": st.sampled_from([14, 28]),
            "endpoint_days": st.sampled_from([14, 28]),
            "threshold": st.sampled_from([15, 30, 50]),
            "ended_on": st.integers(0, 150).map(on),
            "as_of": st.integers(0, 180).map(on),
            "steps": st.sampled_from([(), plan((20, 1.5), (34, 3.0), (48, 4.5)), plan((0, 1.5))]),
            "first_dose_on": st.none() | st.integers(0, 60).map(on),
            "decision_on": st.none() | st.integers(1, 120).map(on),
            "pauses": st.sampled_from([(), (pause(10, 20),), (pause(40, None),)]),
        },
    ),
)
def test_no_evidence_makes_it_fail(baseline: Values, treatment: Values, sleep: Values, changes: dict[str, Any]) -> None:
    known = evidence(baseline, treatment, others={"sleep": sleep}, **changes)
    findings = analyse(known)
    json.dumps(findings_document(findings), allow_nan=False)
    assert list(findings_page(findings))
    for change in findings.changes:
        if change.difference_low is not None and change.difference_high is not None:
            assert change.difference_low <= change.difference_high
        assert all(0 <= chance <= 1 for chance in change.chance_at_least.values())
        assert change.nap is None or (0 <= change.nap <= 1 and not math.isnan(change.nap))
        complete = change.percent_low is not None and change.difference is not None
        assert complete or change.reason is not None
    if findings.verdict.letter is None:
        assert findings.verdict.reason


@settings(max_examples=30)
@given(
    levels=st.lists(st.lists(st.none() | st.sampled_from([0.0, 3.0, 3.1, 10.0]), min_size=42, max_size=42), max_size=4),
    as_of=st.integers(0, 260),
    opened=st.none() | st.integers(28, 260),
    order=st.sampled_from([[K, L, L, K], [L, K, L, K]]),
)
def test_no_sealed_evidence_makes_it_fail(
    levels: list[Values], as_of: int, opened: int | None, order: list[Content]
) -> None:
    known = sealed(order, levels, opened=opened, as_of=on(as_of))
    findings = with_order(analyse(known), known)
    json.dumps(findings_document(findings), allow_nan=False)
    assert list(findings_page(findings))
    assert findings.is_sealed == (opened is None)


def test_where_no_day_differs_the_contrast_has_no_interval() -> None:
    alike: list[Values] = [[level] * 42 for level in (6, 4, 4, 6)]
    findings = analyse(sealed([K, L, L, K], alike, opened=OVER, also={OVER: {}}))
    assert findings.blinded is not None
    headline = findings.blinded.changes[0]
    assert (headline.baseline_mean, headline.endpoint_mean, headline.difference) == (6, 4, -2)
    assert headline.reason == sentences.EVERY_DAY_THE_SAME
    assert headline.limits is None


def test_tagged_days_are_left_out_of_the_contrast_too() -> None:
    # The last day of the first period is among those compared.
    ill = 28 + 41
    for also, names in (({ill: {"note": "#ill"}}, 1), ({ill: {"note": "ill"}}, 0)):
        findings = analyse(sealed([K, L, L, K], FOUR, opened=OVER, also={**also, OVER: {}}))
        without = [known for known in findings.sensitivity if known.name == WITHOUT_TAGGED]
        assert [(known.n_baseline, known.n_endpoint) for known in without] == [(41, 42)] * names
