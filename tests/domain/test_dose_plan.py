"""A dose plan as it is typed, and the numbers a trial may have."""

from datetime import date, time

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.trial import DoseStep, check_question, dose_plan_in_words, parse_dose_plan

TODAY = date(2026, 9, 1)
STEPS = (DoseStep(date(2026, 9, 15), 1.5, time(22)), DoseStep(date(2026, 9, 29), 3.0), DoseStep(date(2026, 10, 9), 0.0))


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-15=1.5@22:00,2026-09-29=3,2026-10-09=0",
        " 2026-09-15 = 1.5 mg @ 22:00 , +14 = 3 mg, +10 = 0, ",
        "2026-10-09=0,2026-09-15=1.5@22:00,2026-09-29=3",
        "15 sep=1.5@22:00,+14=3,+10=0",
    ],
)
def test_the_steps_are_read_in_order_however_they_are_typed(text: str) -> None:
    assert parse_dose_plan(text, TODAY) == STEPS


def test_a_plan_in_words_is_read_as_itself() -> None:
    words = dose_plan_in_words(STEPS)
    assert words == "2026-09-15=1.5@22:00,2026-09-29=3,2026-10-09=0"
    assert parse_dose_plan(words, TODAY) == STEPS
    assert dose_plan_in_words(()) is None
    assert [step.in_words for step in STEPS] == ["1.5 mg", "3 mg", "none"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-09-15", "write each step as DATE=MG"),
        ("+14=1.5", "the first step needs its date"),
        ("2026-09-15=1.5@22", "write it like 22:00"),
        ("2026-09-15=1.5,2026-09-15=3", "two steps begin on 2026-09-15"),
        ("2026-09-15=0", "it begins with none"),
    ],
)
def test_what_is_no_plan_is_refused_with_the_remedy(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_dose_plan(text, TODAY)


@pytest.mark.parametrize("numbers", [(14, 28, 15), (28, 14, 50), (21, 28, 30)])
def test_the_numbers_a_trial_may_have(numbers: tuple[int, int, int]) -> None:
    check_question(*numbers)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((13, 28, 30), "baseline days 13: use 14 to 28"),
        ((29, 28, 30), "baseline days 29: use 14 to 28"),
        ((28, 21, 30), "endpoint days 21: use 28 or 14"),
        ((28, 28, 20), "threshold 20: use 15, 30 or 50 percent"),
    ],
)
def test_other_numbers_are_refused(numbers: tuple[int, int, int], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_question(*numbers)
