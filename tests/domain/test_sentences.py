"""The sentences of the findings: those the design gives word for word, and how the rest bends."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.mean_contrast import PercentChange
from ldn_tui.reports import report_sentences


def test_the_designs_own_example() -> None:
    assert change_sentences.change("pain", 6.2, 4.5, PercentChange(27.4, 8.1, 43.9)) == (
        "Your pain averaged 6.2 before and 4.5 in the last four weeks: 27 % lower. Given how much your days vary, the "
        "plausible range is 8 % to 44 %."
    )


@pytest.mark.parametrize(
    ("percent", "ending"),
    [
        (PercentChange(10, -5, 25), "10 % lower. {} 5 % higher to 25 % lower."),
        (PercentChange(-20, -40, -3), "20 % higher. {} 3 % to 40 % higher."),
        (PercentChange(0.2, -5, 0.3), "no different. {} 5 % higher to no different."),
    ],
)
def test_a_range_that_is_not_all_improvement_names_its_sides(percent: PercentChange, ending: str) -> None:
    text = change_sentences.change("Pain", 6, 6, percent, weeks=2)
    assert "in the last two weeks" in text
    assert text.endswith(ending.format("Given how much your days vary, the plausible range is"))


def test_a_percent_that_cannot_be_estimated_is_not_told() -> None:
    text = change_sentences.change("pain", 0.2, 1, None)
    assert text.endswith("last four weeks. By how many percent cannot be estimated.")


def test_after_the_decision_the_last_weeks_are_named_by_their_days() -> None:
    text = change_sentences.change("pain", 6.2, 4.0, None, decided=(date(2026, 10, 7), date(2026, 11, 3)))
    assert "4.0 in the four weeks before the decision (7 Oct to 3 Nov)" in text


@pytest.mark.parametrize(
    ("chance", "said"), [(0.0099, "below 1 %"), (0.01, "about 1 %"), (0.99, "about 99 %"), (0.9901, "above 99 %")]
)
def test_a_chance_near_the_ends_is_told_by_them(chance: float, said: str) -> None:
    assert change_sentences.chance_told(50, chance) == f"at least 50 %: {said}"


def test_the_days_off_say_which_measure_and_which_end_is_worse() -> None:
    days = (date(2026, 11, 9), date(2026, 11, 22))
    assert change_sentences.off_against_endpoint("Pain", (0.8, -0.2, 1.7), 13, days, is_lower_better=True) == (
        "Pain off it, against the last weeks on it: +0.8 points (a plus is worse), plausible -0.2 to +1.7; 13 rated "
        "days off from 9 Nov to 22 Nov."
    )


def test_before_its_start_a_trial_has_no_day() -> None:
    assert "before the trial began" in sentences.stands_at(date(2020, 1, 1), -2397, None)
    assert "before the trial began" in sentences.stands_at(date(2026, 8, 31), 0, None)
    assert "day 1 of the trial" in sentences.stands_at(date(2026, 9, 1), 1, None)


def test_what_chance_alone_can_give() -> None:
    assert sentences.pairs_better(2, 3) == (
        "In 3 pairs the LDN period was better in 2. With 3 pairs the strongest result that chance alone can give is 1 "
        "in 8."
    )


def test_a_reason_is_shown_safely_and_may_be_missing() -> None:
    assert sentences.stopped(40, "a rash") == "Stopped on day 40: a rash"
    assert sentences.stopped(40, "") == "Stopped on day 40"
    assert "\x1b" not in sentences.stopped(40, "\x1b[31mred")


@pytest.mark.parametrize(("days", "text"), [(1, "1 day"), (3, "3 days")])
def test_one_day_is_no_days(days: int, text: str) -> None:
    assert sentences.given_days_after(days) == f"given {text} after"
    assert sentences.more_days_needed(days) == f"Not enough data: {text.replace('day', 'more rated day')}."


def test_a_trend_that_rounds_to_nothing_is_no_change() -> None:
    assert change_sentences.trend_before(-0.04, -0.01, 0.3) == (
        "Before the first dose there was no clear trend (plausible +0.0 to +0.3 points a week)."
    )
    # Whole numbers tie, and every draw has the slope 0: such an interval is none.
    assert change_sentences.trend_before(-0.0, -0.0, 0.0) == "Before the first dose there was no clear trend."
    # An interval that holds 0 is no trend, whatever its middle.
    assert "no clear trend (plausible -0.5 to +0.1" in change_sentences.trend_before(-0.2, -0.5, 0.1)
    assert change_sentences.trend_before(-0.2, -0.5, -0.04) == (
        "Before the first dose it was changing by -0.2 points a week already, plausible -0.5 to +0.0."
    )


def test_nothing_has_no_sign_of_a_worsening() -> None:
    assert "-0.0" not in change_sentences.off_against_endpoint(
        "Pain", (-0.04, -0.01, 0.3), 8, None, is_lower_better=True
    )
    assert "-0 %" not in change_sentences.of_the_room(PercentChange(-0.3, -0.4, 5))
    assert "-0.0" not in report_sentences.points_told(-0.04, (-0.01, 0.3))


@pytest.mark.parametrize(
    ("say", "expected"),
    [
        (partial(sentences.off_since, date(2026, 11, 9), 1), "Off since Mon 9 Nov 2026: 1 day."),
        (partial(sentences.off_since, date(2026, 11, 9), 2), "Off since Mon 9 Nov 2026: 2 days."),
        (partial(sentences.supply_left, "3 tablets", None), "Supply left: 3 tablets."),
        (
            partial(sentences.supply_left, "3 tablets", date(2026, 11, 25)),
            "Supply left: 3 tablets, enough until Wed 25 Nov 2026.",
        ),
        (partial(sentences.guessed, 1, 2, None), "You guessed 1 of 2 pairs right."),
        (partial(sentences.guessed, 1, 1, 70), "You guessed 1 of 1 pair right, 70 % sure."),
        (partial(report_sentences.steps_planned, ["1.5 mg", "3 mg"], 0), "Planned: 1.5 mg, 3 mg."),
        (partial(report_sentences.steps_planned, ["3 mg"], 2), "Planned: 3 mg (2 earlier left out)."),
        (partial(sentences.days_with_it, "baseline", 1, 1), "baseline 1 of 1 day"),
        (partial(sentences.days_with_it, "4.5 mg", 3, 14), "4.5 mg 3 of 14 days"),
        (partial(sentences.improved_before, "Sleep", "Pain", 0.956), "Sleep improved before pain (96 %)."),
        (partial(sentences.not_told_apart, ["Pain", "Sleep", "Mood"]), "Pain, sleep and mood cannot be told apart."),
        (partial(sentences.too_few_improved, []), "No measure improved lastingly, so there is no order."),
        (partial(sentences.too_few_improved, ["Pain"]), "Only pain improved lastingly, so there is no order."),
        (partial(sentences.period_name, 2, is_ldn=True), f"{findings_headings.LDN_COLUMN} 2"),
        (
            partial(sentences.period_rated, 1, "much better", date(2026, 11, 9), is_ldn=False),
            f"{findings_headings.COMPARATOR_COLUMN} 1: much better (9 Nov)",
        ),
        (partial(sentences.by_chance, 0.125), "12.5 %"),
        (partial(sentences.order_under_way, 0.5), "Being worked out: 50 %"),
        (partial(sentences.starts_in, 1), "The trial begins in 1 day."),
        (partial(sentences.rated_so_far, 0, 2), "Rated so far: 0 of 2 days."),
        (partial(sentences.rated_so_far, 1, 1), "Rated so far: 1 of 1 day."),
        (partial(sentences.overall_rating, "much better", date(2026, 11, 9)), "much better, Mon 9 Nov 2026"),
        (partial(sentences.on_the_way, 12, 84), "Day 12 of 84 until the decision"),
        (
            partial(sentences.pairs_alone, -1.04, -2.5, 0.04),
            "By the spread of the pairs alone: -1.0 points, plausible -2.5 to +0.0.",
        ),
        (
            partial(sentences.half_way_back, date(2026, 11, 9)),
            "Half-way back to the time before since Mon 9 Nov 2026.",
        ),
        (
            partial(sentences.rescue_used, "Baseline", 3, 28, "4.5"),
            "As-needed medicine in Baseline: on 3 of 28 days, 4.5 in all.",
        ),
        (
            partial(sentences.too_few_steps, 2, 7),
            "There is nothing to compare yet: it takes 2 dose steps of at least 7 days each.",
        ),
        (
            partial(sentences.rated_elsewhere, date(2026, 11, 9)),
            "No rating in these days; the latest is of Mon 9 Nov 2026.",
        ),
        (partial(sentences.decided, "go on", date(2026, 11, 9), ""), "Decided on Mon 9 Nov 2026: go on."),
        (
            partial(sentences.decided, "stop", date(2026, 11, 9), "a\x1brash"),
            "Decided on Mon 9 Nov 2026: stop (a␛rash).",
        ),
    ],
)
def test_what_is_counted_stands_in_its_sentence(say: Callable[[], str], expected: str) -> None:
    said = say()
    assert expected in said
    assert len(said) == len(expected) or said.startswith("Of all orders")


@pytest.mark.parametrize(
    ("limits", "percent", "ending"),
    [
        (None, None, "+1.5 points."),
        ((0.4, 2.6), None, "+1.5 points, plausible +0.4 to +2.6."),
        ((0.4, 2.6), 30.4, "+1.5 points, plausible +0.4 to +2.6. That is 30 % of the room for improvement."),
    ],
)
def test_where_higher_is_better_points_are_told(
    limits: tuple[float, float] | None, percent: float | None, ending: str
) -> None:
    said = change_sentences.change_in_points("Sleep", 4.5, 6.0, limits, percent)
    assert said.endswith(f": {ending}")
    assert "4.5 before and 6.0 in the last four weeks" in said


def test_means_that_rest_on_too_few_ratings_say_so() -> None:
    said = change_sentences.means_alone("Pain", 6, 4.5, weeks=1)
    assert said == "Your pain averaged 6.0 before and 4.5 in the last week."
    assert change_sentences.means_alone("Pain", 6, 4.5, weeks=1, has_too_few=True) == (
        f"{said[:-1]} ({sentences.TOO_FEW_RATINGS})."
    )


def test_the_contrast_of_a_sealed_trial() -> None:
    percent = PercentChange(27.4, 8.1, 43.9)
    means = "Your pain averaged 6.2 on the comparator and 4.5 on LDN"
    assert change_sentences.contrast("Pain", 6.2, 4.5, None, is_lower_better=True) == (
        f"{means}. By how many percent cannot be estimated."
    )
    assert change_sentences.contrast("Pain", 6.2, 4.5, percent, is_lower_better=True) == (
        f"{means}: 27 % lower, plausible 8 % to 44 %."
    )
    assert change_sentences.contrast("Pain", 6.2, 4.5, percent, is_lower_better=False) == (
        f"{means}: 27 % of the room for improvement, plausible 8 % to 44 %."
    )


def test_a_change_at_a_glance() -> None:
    percent, points = PercentChange(27.4, 8.1, 43.9), (-2.6, -0.4)
    assert change_sentences.in_short("Pain", 6.2, 4.5, percent, points, is_lower_better=True) == (
        "Pain 6.2 → 4.5",
        "27 % lower, plausible 8 to 44 %",
    )
    assert change_sentences.in_short("Pain", 6.2, 4.5, None, points, is_lower_better=True, is_blinded=True) == (
        "Pain 6.2 on the comparator, 4.5 on LDN",
        "by how many percent cannot be estimated",
    )
    assert change_sentences.in_short("Sleep", 4.5, 6, percent, (0.4, 2.6), is_lower_better=False)[1] == (
        "+1.5 points, plausible +0.4 to +2.6"
    )
    assert change_sentences.in_short("Sleep", 4.5, 6, percent, None, is_lower_better=False)[1] == "+1.5 points"


@pytest.mark.parametrize(
    ("slope", "low", "high", "said"),
    [
        (-0.4, -0.7, -0.1, "it was changing by -0.4 points a week already, plausible -0.7 to -0.1"),
        (0.4, 0.1, 0.7, "it was changing by +0.4 points a week already, plausible +0.1 to +0.7"),
        (0.4, -0.1, 0.7, "there was no clear trend (plausible -0.1 to +0.7 points a week)"),
        (0.4, 0, 0.7, "there was no clear trend (plausible +0.0 to +0.7 points a week)"),
        (-0.4, -0.7, 0, "there was no clear trend (plausible -0.7 to +0.0 points a week)"),
        (0.04, 0.01, 0.7, "there was no clear trend (plausible +0.0 to +0.7 points a week)"),
        (0.4, 0.41, 0.44, "there was no clear trend"),
    ],
)
def test_a_trend_is_told_only_where_it_is_clear(slope: float, low: float, high: float, said: str) -> None:
    assert change_sentences.trend_before(slope, low, high) == f"Before the first dose {said}."


@pytest.mark.parametrize(
    ("estimate", "low", "high", "said"),
    [
        ("moderate", "moderate", "moderate", "called a moderate improvement, and so is the whole plausible range."),
        ("none", "worse", "minimal", "called no improvement; the plausible range reaches from worse to minimal."),
        ("worse", "worse", "none", "called a worsening; the plausible range reaches from worse to none."),
    ],
)
def test_the_band_of_a_change_and_of_its_range(estimate: str, low: str, high: str, said: str) -> None:
    assert change_sentences.bands_told(estimate, low, high) == f"A change of this size is {said}"


def test_better_days_are_told_as_share_and_as_tau() -> None:
    assert "better in 75 % (ties count half; NAP 0.75, Tau 0.50)." in change_sentences.better_days(0.75)


@pytest.mark.parametrize(
    ("percent", "told"),
    [
        (PercentChange(27.4, 8.1, 43.9), "27 % lower; plausible 8 % to 44 %"),
        (PercentChange(-20, -40, -3), "20 % higher; plausible 3 % to 40 % higher"),
    ],
)
def test_an_improvement_by_itself(percent: PercentChange, told: str) -> None:
    assert change_sentences.percent_told(percent) == told


def test_chances_are_told_with_what_they_rest_on() -> None:
    assert change_sentences.chances_told([(30, 0.8), (50, 0.995)]) == (
        "Chance of an improvement of at least 30 %: about 80 %, at least 50 %: above 99 % "
        f"({change_sentences.CHANCE_CONDITION})."
    )


def test_a_measure_that_was_never_rated_says_what_to_do_where_it_is_asked() -> None:
    assert sentences.never_rated("Pain", is_retired=True) == "Pain was never rated, and is retired now."
    assert sentences.never_rated("Pain", is_retired=False).startswith("Pain has not been rated yet. ")
