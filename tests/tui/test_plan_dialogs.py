"""What is typed into the plan's dialogs: days, lengths, dose plans, and what a draft amounts to."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.conditions import CONDITIONS
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.prospects import prospect_of
from ldn_tui.domain.templates import TEMPLATE_FACTS
from ldn_tui.domain.trial import DoseStep, Template
from ldn_tui.tui.dialogs.dose_plan import StepText, read_dose_plan, texts_of
from ldn_tui.tui.dialogs.plan_day import optional_plan_day, parse_length, plan_day
from ldn_tui.tui.dialogs.trial_draft import TrialDraft
from ldn_tui.tui.screens.plan import plan_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        (" t ", TODAY),
        ("today", TODAY),
        ("y", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 23)),
        ("+14", date(2026, 12, 6)),
        ("-3", date(2026, 11, 19)),
        ("1 dec", date(2026, 12, 1)),
        ("1 oct", date(2026, 10, 1)),
        ("mon", date(2026, 11, 23)),
        ("30", date(2026, 11, 30)),
    ],
)
def test_days_of_a_plan(typed: str, meant: date) -> None:
    assert plan_day(typed, TODAY, "starts on") == meant


@pytest.mark.parametrize("typed", ["", "32", "31 nov", "2026-13-01", "2026-02-30", "14d", "++3", "+9999999"])
def test_what_is_no_day_is_refused_with_the_name_of_its_field(typed: str) -> None:
    with pytest.raises(BadInput, match="starts on"):
        plan_day(typed, TODAY, "starts on")


def test_a_distance_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(BadInput):
        plan_day("+9999", date(9999, 1, 1), "starts on")


def test_an_empty_day_stays_open() -> None:
    assert optional_plan_day("  ", TODAY, "first dose") is None


@pytest.mark.parametrize(
    ("typed", "days"), [("2w", 14), ("14d", 14), ("+14", 14), ("+2 w", 14), ("14", None), ("", None)]
)
def test_lengths(typed: str, days: int | None) -> None:
    assert parse_length(typed) == days


def test_a_dose_plan_of_dates_and_lengths() -> None:
    rows = (
        StepText("", "1.5", "22:00"),
        StepText("2w", "3", ""),
        StepText(),
        StepText("10d", "1,5", "9"),
        StepText("2027-02-01", "none", ""),
    )
    assert read_dose_plan(rows, date(2026, 12, 1), TODAY) == (
        DoseStep(date(2026, 12, 1), 1.5, time(22)),
        DoseStep(date(2026, 12, 15), 3.0),
        DoseStep(date(2026, 12, 25), 1.5, time(9)),
        DoseStep(date(2027, 2, 1), 0.0),
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((StepText("", "3"),), "until you know it"),
        ((StepText("t", ""),), "step 1: type how many mg"),
        ((StepText("t", "3"), StepText("", "4")), "step 2: type when it begins"),
        ((StepText("t", "3"), StepText("t", "4")), "two steps begin"),
        ((StepText("t", "0.05"),), "step 1"),
        ((StepText("t", "3", "25:00"),), "on the clock"),
    ],
)
def test_a_dose_plan_that_cannot_be_read_says_why(rows: tuple[StepText, ...], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_dose_plan(rows, None, TODAY)


@given(
    st.lists(
        st.tuples(
            st.integers(min_value=1, max_value=60),
            st.integers(min_value=1, max_value=60),
            st.none() | st.times(min_value=time(0)).map(lambda at: at.replace(second=0, microsecond=0)),
        ),
        max_size=8,
    )
)
def test_a_dose_plan_reads_back_as_it_is_shown(drawn: list[tuple[int, int, time | None]]) -> None:
    steps: list[DoseStep] = []
    day = TODAY
    for length, tenths, at in drawn:
        steps.append(DoseStep(day, tenths / 10, at))
        day += timedelta(days=length)
    assert read_dose_plan(texts_of(steps), None, TODAY) == tuple(steps)


def draft(**texts: str) -> TrialDraft:
    """Return a draft with those texts."""
    return TrialDraft(TODAY, FIRST_MEASURES, dict(texts))


def summary(known: TrialDraft) -> dict[str, str]:
    """Return the summary by its names."""
    return dict(known.summary())


def test_the_summary_of_an_open_plan() -> None:
    said = summary(draft())
    assert said["First dose"] == "open until the capsules are there"
    assert said["Dose plan"] == "open until you type it in"
    assert said["Decision"] == "8 weeks after the full dose"
    assert "follow once the first dose is known" in said["In all"]


def test_the_summary_adds_up_weeks_capsules_and_cost() -> None:
    known = draft(first_dose_on="+28", price="1.20")
    known.rows = (StepText("", "1.5"), StepText("2w", "3"), StepText("2w", "4.5"))
    said = summary(known)
    assert said["Decision"] == "Sun 14 Mar 2027"
    assert said["In all"] == "16 weeks, 84 capsules, 100.80 for the LDN, if each dose is one capsule"
    known.template = Template.BEFORE_AFTER_STOP
    assert summary(known)["In all"].startswith("20 weeks, 84 capsules")


def test_days_without_a_dose_take_no_capsule() -> None:
    known = draft(first_dose_on="+28", decision_on="2027-03-14")
    known.rows = (StepText("", "1.5"), StepText("2w", "0"), StepText("2w", "1.5"))
    assert "70 capsules" in summary(known)["In all"]


def test_the_summary_of_sealed_pairs() -> None:
    known = draft(first_dose_on="+14", pairs="2", weeks="8", price="1")
    known.template = Template.SEALED_PAIRS
    said = summary(known)
    assert said["In all"] == (
        "34 weeks with 14 days before the first dose, 112 capsules of LDN and 112 of the comparator, 112.00 for the "
        "LDN, if each dose is one capsule"
    )
    assert next(iter(said)) == "In all"
    assert said["Dose plan"] == "as the bottles say"
    assert plan_of(known).steps == ()


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({"starts_on": "soon"}, "starts on"),
        ({"first_dose_on": "-1"}, "lies before the start"),
        ({"baseline_days": "7"}, "baseline days 7"),
        ({"baseline_days": "x"}, "whole number"),
        ({"price": "-1"}, "price"),
    ],
)
def test_dates_that_cannot_be_are_refused(texts: dict[str, str], said: str) -> None:
    known = draft(**texts)
    with pytest.raises(BadInput, match=said):
        plan_and_price(known)


def plan_and_price(known: TrialDraft) -> None:
    """Read everything that was typed."""
    known.check_dates()
    known.price()


def test_extra_measures_are_offered_and_none_is_chosen() -> None:
    known = draft()
    known.condition = CONDITIONS[0]
    assert [measure.key for measure in known.offered] == ["fatigue", "fog"]
    assert plan_of(known).extra_measures == ()
    known.extras = {"fog", "burning"}
    assert [measure.key for measure in plan_of(known).extra_measures] == ["fog"]


def test_every_shape_says_its_source_and_what_it_can_and_cannot_tell() -> None:
    assert set(TEMPLATE_FACTS) == set(Template)
    for facts in TEMPLATE_FACTS.values():
        assert facts.source
        assert facts.can_tell
        assert facts.cannot_tell


@pytest.mark.parametrize(
    ("days", "after", "row"), [(28, 56, (28, 8)), (20, 56, (14, 8)), (28, 84, (28, 12)), (3, 84, (14, 12))]
)
def test_a_plan_is_shown_beside_the_nearest_that_was_simulated(days: int, after: int, row: tuple[int, int]) -> None:
    known = prospect_of(days, after)
    assert (known.baseline_days, known.weeks) == row
