"""Days read out in full, in words and columns, for people."""

from collections.abc import Iterator, Sequence
from datetime import date, time
from itertools import groupby

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_in_words, short_day
from ldn_tui.domain.days import (
    Day,
    DayState,
    Dose,
    JournalFacts,
    Lab,
    SideEffect,
    Timeliness,
    lag_in_days,
    missing_from,
    timeliness,
)
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.phases import Phase, phase_of
from ldn_tui.domain.planned_doses import planned_dose
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.side_effects import RED_FLAGS, SEVERITIES
from ldn_tui.domain.text import cells, padded, visible, visible_lines

STATES_IN_WORDS = {
    DayState.NOT_DUE: "not due",
    DayState.SKIPPED: "skipped",
    DayState.COMPLETE: "complete",
    DayState.PARTIAL: "partly filled",
    DayState.OPEN: "nothing yet",
    DayState.MISSED: "missed",
}


def state_in_words(day: Day, state: DayState, facts: JournalFacts) -> str:
    """Return how a day stands; of one that an import brought, how much of it that was, for the rest is not asked.

    Args:
        day: what is recorded.
        state: its state.
        facts: the journal's facts.
    """
    left_out = facts.measures_not_imported(day.date)
    if left_out is not None and state is DayState.MISSED:
        return "nothing imported"
    if left_out and missing_from(day, left_out) and state is DayState.COMPLETE:
        rated = sum(rating.value is not None for rating in day.ratings.values())
        return f"imported: {rated} of {len(left_out) + len(facts.active_measures(day.date))} rated"
    return STATES_IN_WORDS[state]


def phase_in_words(day: date, phase: Phase) -> str:
    """Return "Treatment, LDN 4.5 mg, day 23 of 56"."""
    of = "" if phase.length is None else f" of {phase.length}"
    return f"{visible(phase.title)}, day {phase.day_number(day)}{of}"


def lag_in_words(lag: int) -> str:
    """Return how late a value is, "" if it is on time."""
    if timeliness(lag) is Timeliness.ON_TIME:
        return ""
    return f"{timeliness(lag)}, {counted(lag, 'day')} after"


def days_in_full(days: Sequence[Day], facts: JournalFacts, today: date, day_starts_at: time) -> Iterator[str]:
    """Yield the lines of `days`, one after the other; empty days of one state in a row share a line."""
    first = True
    told = {day.date: state_in_words(day, facts.state(day, today), facts) for day in days}
    for (empty, said), group in groupby(days, key=lambda day: (day.is_empty, told[day.date])):
        run = list(group)
        if empty and len(run) > 1:
            if not first:
                yield ""
            first = False
            yield f"{short_day(run[0].date)} to {short_day(run[-1].date)}: {said}, {len(run)} days"
            continue
        for day in run:
            if not first:
                yield ""
            first = False
            yield from _day_in_full(day, said, facts, day_starts_at)


def _day_in_full(day: Day, said: str, facts: JournalFacts, day_starts_at: time) -> Iterator[str]:
    yield f"{day_in_words(day.date)}: {said}"
    phase = phase_of(day.date, facts.phases)
    if phase is not None:
        yield f"  {phase_in_words(day.date, phase)}"
    rows = list(_rows(day, facts, day_starts_at))
    width = max((cells(title) for title, _, _ in rows), default=0)
    for title, text, remark in rows:
        first, *others = text.split("\n")
        yield f"  {padded(title, width)}  {first}{f'  ({remark})' if remark else ''}"
        for line in others:
            yield f"  {' ' * width}  {line}".rstrip()


def _rows(day: Day, facts: JournalFacts, day_starts_at: time) -> Iterator[tuple[str, str, str]]:
    """Yield (title, text, remark): the measures first, then whatever else there is."""
    active = set() if day.is_empty else {measure.key for measure in facts.active_measures(day.date)}
    for measure in facts.measures:
        rating = day.ratings.get(measure.key)
        if rating is not None:
            answer = "no answer" if rating.value is None else shown_number(rating.value)
            remark = lag_in_words(lag_in_days(day.date, rating.recorded_at, day_starts_at))
            yield visible(measure.name), answer, remark
        elif measure.key in active:
            yield visible(measure.name), "not rated", ""
    for dose in day.doses:
        yield "Dose", dose_in_words(dose), lag_in_words(lag_in_days(day.date, dose.recorded_at, day_starts_at))
    planned = planned_dose(day.date, facts.trials, facts.phases)
    if day.doses and planned is not None and not day.is_as_planned(planned):
        yield "Planned", visible(planned.amount), ""
    yield from ((title, text, "") for title, text in _remaining_rows(day))


def _remaining_rows(day: Day) -> Iterator[tuple[str, str]]:
    if day.side_effects:
        effects = (side_effect_in_words(effect) for effect in day.side_effects)
        yield "Side effects", "; ".join(effects)
    elif day.no_side_effects:
        yield "Side effects", "none"
    if day.rescues:
        yield "Rescue", "; ".join(f"{visible(rescue.medicine)} x{shown_number(rescue.count)}" for rescue in day.rescues)
    if day.impression is not None:
        yield "Overall", f"{PGIC_ANSWERS[day.impression]} ({day.impression} of 7)"
    for lab in day.labs:
        yield "Lab", lab_in_words(lab)
    if day.skip is not None:
        yield "Skipped", day.skip.value
    if day.note is not None:
        yield "Note", visible_lines(day.note)


def dose_in_words(dose: Dose) -> str:
    """Return "naltrexone 4.5 mg at 22:10"."""
    at = "" if dose.taken_at is None else f" at {dose.taken_at:%H:%M}"
    return f"{visible(dose.medicine)} {visible(dose.amount)}{at}"


def lab_in_words(lab: Lab) -> str:
    """Return "ESR 22 mm/h, range 0 to 20"."""
    bounds = {
        (True, True): "",
        (False, False): f", range {shown_number(lab.range_low or 0)} to {shown_number(lab.range_high or 0)}",
        (False, True): f", range from {shown_number(lab.range_low or 0)}",
        (True, False): f", range up to {shown_number(lab.range_high or 0)}",
    }
    said = f"{visible(lab.name)} {shown_number(lab.value)} {visible(lab.unit)}".rstrip()
    return said + bounds[lab.range_low is None, lab.range_high is None]


def side_effect_in_words(effect: SideEffect) -> str:
    """Return "headache, mild"; of a red flag only the term, since its severity was not asked."""
    term = visible(effect.term)
    return term if effect.term in RED_FLAGS else f"{term}, {SEVERITIES[effect.severity]}"
