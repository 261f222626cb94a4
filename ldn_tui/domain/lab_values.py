"""The laboratory values of a trial, against the laboratory's own ranges."""

from datetime import date

from ldn_tui.domain.days import Lab
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import LabValue


def lab_values(evidence: Evidence) -> tuple[LabValue, ...]:
    """Return every laboratory value up to the day looked from, earliest first; those of one day by name."""
    return tuple(
        lab_value(day, lab)
        for day in sorted(evidence.days)
        for lab in sorted(evidence.days[day].labs, key=lambda lab: (lab.name.casefold(), lab.value))
    )


def lab_value(day: date, lab: Lab) -> LabValue:
    """Return what was measured on `day`, with whether it lies outside the laboratory's own range."""
    return LabValue(
        day=day,
        name=lab.name,
        value=lab.value,
        unit=lab.unit,
        range_low=lab.range_low,
        range_high=lab.range_high,
        is_outside=is_outside(lab),
    )


def is_outside(lab: Lab) -> bool | None:
    """Return whether a value lies outside the laboratory's own range, its limits being inside; None without a range."""
    if lab.range_low is None and lab.range_high is None:
        return None
    is_below = lab.range_low is not None and lab.value < lab.range_low
    return is_below or (lab.range_high is not None and lab.value > lab.range_high)
