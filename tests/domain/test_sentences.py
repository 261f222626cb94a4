"""The sentences of the findings: those the design gives word for word, and how the rest bends."""

from datetime import date

import pytest

from ldn_tui.domain import change_sentences, sentences
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
    ("chance", "said"), [(0.006, "below 1 %"), (0.01, "about 1 %"), (0.99, "about 99 %"), (0.994, "above 99 %")]
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
