"""What stands around a result: how the trial departed from its plan, in words a person reads."""

from typing import Any

import pytest

from ldn_tui.domain import sentences
from ldn_tui.domain.caveats import caveats
from ldn_tui.domain.trial import Amendment
from tests.domain.evidence_builder import evidence, on, plan


def told(field: str, before: str | None, after: str | None) -> str:
    """Return what is said of a change after the lock."""
    return caveats(evidence([6] * 28, [5] * 70, amendments=(Amendment(field, before, after, on(40)),)), None)[-1]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "2026-09-29=1.5@22:00,2026-10-06=3@22:00",
            "2026-09-29=1.5@22:00,2026-10-10=3@22:00,2026-10-20=4.5@22:00",
            "instead of 3 mg from 6 Oct now 3 mg from 10 Oct, 4.5 mg from 20 Oct",
        ),
        (
            "2026-09-29=1.5@22:00",
            "2026-09-29=1.5@08:00",
            "instead of 1.5 mg from 29 Sep at 22:00 now 1.5 mg from 29 Sep at 08:00",
        ),
        ("2026-09-29=1.5,2026-10-06=3", "2026-09-29=1.5", "no longer 3 mg from 6 Oct"),
        (None, "2026-09-29=1.5,2026-11-06=0", "now also 1.5 mg from 29 Sep, none from 6 Nov"),
    ],
)
def test_of_a_changed_dose_plan_the_steps_that_differ_are_told(before: str | None, after: str, said: str) -> None:
    assert told("dose plan", before, after) == f"Changed after the lock, on Sun 11 Oct 2026: the dose plan, {said}."


def test_a_dose_plan_that_cannot_be_read_stands_as_it_is() -> None:
    assert told("dose plan", None, "as before, a little more").endswith(
        "dose plan from open to as before, a little more."
    )


def test_dates_are_told_as_people_read_them_and_numbers_as_they_are() -> None:
    assert told("decision day", "2026-11-24", "2026-12-01").endswith(
        "decision day from Tue 24 Nov 2026 to Tue 1 Dec 2026."
    )
    assert told("threshold", "30", "15").endswith("threshold from 30 to 15.")


def test_few_stable_days_are_said_until_the_trial_has_ended() -> None:
    short: dict[str, Any] = {"steps": plan((28, 1.5), (42, 4.5)), "decision_on": on(60)}
    assert sentences.TOO_SHORT in caveats(evidence([6] * 28, [5] * 40, **short), None)
    assert sentences.TOO_SHORT not in caveats(evidence([6] * 28, [5] * 40, ended_on=on(67), **short), None)
    assert sentences.TOO_SHORT not in caveats(evidence([6] * 28, [5] * 40), None)
