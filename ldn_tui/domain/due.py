"""What is due: the one place that says what waits for an answer, so that every screen, verb and reminder agrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.days import DayState
from ldn_tui.domain.labs import ASKED_LABS
from ldn_tui.domain.seal import bottle_labels
from ldn_tui.domain.trial import Decision, Template, Trial, day_after
from ldn_tui.domain.windows import Windows

IMPRESSION_WEEKS = (4, 8, 12)

# An overall rating counts for the day it was due on from 3 days before it to 14 days after it.
_EARLY_DAYS = 3
_LATE_DAYS = 15
# A laboratory value is seldom from the very day.
_LAB_DAYS = 28
# An ended trial is asked about no longer than this.
_AFTERWARDS_DAYS = 28


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that waits for an answer.

    Attributes:
        kind: what: "day", "impression", "lab", "decision".
        since: the day it has been due since.
        words: how it is said ("overall rating, week 4").
        lab: the name of the laboratory value, if it is one.
    """

    kind: str
    since: date
    words: str = ""
    lab: str = ""


@dataclass(frozen=True, slots=True)
class TrialSoFar:
    """What is known of the latest trial.

    Attributes:
        trial: the trial.
        windows: its windows.
        impressions: the days with an overall impression.
        labs: name and day of every laboratory value.
        declined: what was declined for good ("lab ESR").
        decisions: what was decided, earliest first.
    """

    trial: Trial
    windows: Windows
    impressions: Sequence[date] = ()
    labs: Sequence[tuple[str, date]] = ()
    declined: frozenset[str] = frozenset()
    decisions: Sequence[Decision] = ()


def what_is_due(today: date, state: DayState, so_far: TrialSoFar | None) -> tuple[DueItem, ...]:
    """Return what waits for an answer today, in the order it is said.

    Args:
        today: the present logical day.
        state: its state.
        so_far: the latest trial, None if there never was one.
    """
    due: list[DueItem] = []
    if state in {DayState.OPEN, DayState.PARTIAL}:
        due.append(DueItem("day", today, "today"))
    if so_far is not None and today >= so_far.trial.starts_on and not _is_over(today, so_far):
        due.extend(_impressions_due(today, so_far))
        due.extend(_labs_due(today, so_far))
        due.extend(_decision_due(today, so_far))
    return tuple(due)


def _is_over(today: date, so_far: TrialSoFar) -> bool:
    """Return whether the trial has ended, and was decided or ended long ago."""
    ended = so_far.trial.ended_on
    return ended is not None and (_is_decided(so_far) or (today - ended).days > _AFTERWARDS_DAYS)


def _is_decided(so_far: TrialSoFar) -> bool:
    """Return whether the last decision is one that leaves nothing open."""
    return bool(so_far.decisions) and not so_far.decisions[-1].choice.leaves_open


def impression_days(trial: Trial, windows: Windows) -> tuple[tuple[date, str], ...]:
    """Return when the overall impression is asked, and what each is called, earliest first."""
    first, decision = windows.first_dose, _decision_day(trial, windows)
    found: list[tuple[date, str]] = []
    if trial.template is Template.SEALED_PAIRS:
        ends = [
            (period.end, f"end of {label}")
            for label, period in zip(bottle_labels(len(windows.periods) // 2), windows.periods, strict=True)
        ]
        found = [(end, words) for end, words in ends if decision is None or end < decision]
    elif first is not None:
        weeks = [(day_after(first, 7 * week), f"week {week}") for week in IMPRESSION_WEEKS]
        # One that the decision's would follow within its own time is not asked twice.
        apart = timedelta(days=_EARLY_DAYS + _LATE_DAYS)
        found = [(day, words) for day, words in weeks if decision is None or day + apart <= decision]
    if decision is not None:
        found.append((decision, "decision day"))
    return tuple(found)


def _impressions_due(today: date, so_far: TrialSoFar) -> list[DueItem]:
    decision = _decision_day(so_far.trial, so_far.windows)
    due: list[DueItem] = []
    for day, words in impression_days(so_far.trial, so_far.windows):
        last = date.max if day == decision else day_after(day, _LATE_DAYS - 1)
        if not day <= today <= last:
            continue
        earliest = day - timedelta(days=_EARLY_DAYS)
        if not any(earliest <= given <= last for given in so_far.impressions):
            due.append(DueItem("impression", day, f"overall rating, {words}"))
    return due


def _labs_due(today: date, so_far: TrialSoFar) -> list[DueItem]:
    trial, windows = so_far.trial, so_far.windows
    due: list[DueItem] = []
    decision = _decision_day(trial, windows)
    declined = {what.casefold() for what in so_far.declined}
    for name in ASKED_LABS:
        if f"lab {name}".casefold() in declined:
            continue
        known = [day for lab, day in so_far.labs if lab.casefold() == name.casefold()]
        in_baseline = trial.holds(today) and (windows.first_dose is None or today < windows.first_dose)
        if in_baseline and trial.template is not Template.ALREADY_TAKING:
            earliest = trial.starts_on - timedelta(days=_LAB_DAYS)
            if not any(earliest <= day <= today for day in known):
                due.append(DueItem("lab", trial.starts_on, f"{name}, before the first dose", name))
        elif decision is not None and decision <= today < day_after(decision, _LAB_DAYS):
            earliest = max(decision - timedelta(days=_LAB_DAYS), windows.first_dose or trial.starts_on)
            if not any(earliest <= day <= today for day in known):
                due.append(DueItem("lab", decision, f"{name}, at the decision", name))
    return due


def _decision_due(today: date, so_far: TrialSoFar) -> list[DueItem]:
    decision = _decision_day(so_far.trial, so_far.windows)
    if decision is None or today < decision or _is_decided(so_far):
        return []
    return [DueItem("decision", decision, f"the decision, since {day_and_month(decision)}")]


def _decision_day(trial: Trial, windows: Windows) -> date | None:
    """Return the day of the decision; "already taking" has none until it ends."""
    if trial.template is Template.ALREADY_TAKING and trial.ended_on is None:
        return None
    return windows.decision_day
