"""What the rows of the tables say, as facts of the domain."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from ldn_tui.domain.days import (
    Dose,
    Lab,
)
from ldn_tui.domain.measures import Direction, Measure, parse_stretches
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.trial import DoseStep, Template, Trial
from ldn_tui.storage.schema import Row


def measures_in(rows: Iterable[Row]) -> tuple[Measure, ...]:
    """Return the measures that rows of their table say, in their own order."""
    measures = (
        Measure(
            key=str(row["key"]),
            name=str(row["name"]),
            low_anchor=str(row["low_anchor"]),
            high_anchor=str(row["high_anchor"]),
            direction=Direction(str(row["direction"])),
            position=int(row["position"] or 0),
            added_on=_optional_day(row["added_on"]),
            retired_on=_optional_day(row["retired_on"]),
            inactive=parse_stretches(str(row["inactive"] or "")),
        )
        for row in rows
    )
    return tuple(sorted(measures, key=lambda measure: (measure.position, measure.key)))


def phases_in(rows: Iterable[Row]) -> tuple[Phase, ...]:
    """Return the phases that rows of their table say, earliest first."""
    phases = (
        Phase(
            PhaseKind(str(row["kind"])),
            optional_text(row["arm"]),
            date.fromisoformat(str(row["starts_on"])),
            _optional_day(row["ends_on"]),
            optional_text(row["trial"]),
            optional_text(row.get("content")),
        )
        for row in rows
    )
    return tuple(sorted(phases, key=lambda phase: phase.starts_on))


def optional_text(value: object) -> str | None:
    """Return a cell as text; None stays None."""
    return None if value is None else str(value)


def _optional_day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def optional_number(value: object) -> float | None:
    """Return a cell as a number; None stays None."""
    return None if value is None else float(str(value))


def dose_in(row: Mapping[str, object]) -> Dose:
    """Return the dose of a row."""
    return Dose(
        id=str(row["id"]),
        medicine=str(row["medicine"]),
        mg=optional_number(row["mg"]),
        label=optional_text(row["label"]),
        taken=bool(row["taken"]),
        taken_at=None if row["taken_at"] is None else datetime.fromisoformat(str(row["taken_at"])),
        recorded_at=datetime.fromisoformat(str(row["recorded_at"])),
    )


def trial_in(row: Mapping[str, object], steps: tuple[DoseStep, ...], size: tuple[int, int] | None) -> Trial:
    """Return the trial of a row with its steps, and of a sealed one its pairs and weeks."""
    return Trial(
        id=str(row["id"]),
        question=str(row["question"]),
        condition=str(row["condition"]),
        template=Template(str(row["template"])),
        starts_on=date.fromisoformat(str(row["starts_on"])),
        first_dose_on=_optional_day(row["first_dose_on"]),
        baseline_days=int(str(row["baseline_days"])),
        endpoint_days=int(str(row["endpoint_days"])),
        primary=str(row["primary_measure"]),
        threshold=int(str(row["threshold"])),
        decision_after=int(str(row["decision_after"])),
        decision_on=_optional_day(row["decision_on"]),
        steps=steps,
        ended_on=_optional_day(row["ended_on"]),
        end_reason=optional_text(row["end_reason"]),
        locked_on=_optional_day(row["locked_on"]),
        medicine=str(row["medicine"]),
        pairs=None if size is None else size[0],
        weeks=None if size is None else size[1],
        full_dose_on=_optional_day(row["full_dose_on"]),
    )


def medicine_in(row: Mapping[str, object]) -> Medicine:
    """Return the medicine of a row."""
    return Medicine(
        id=str(row["id"]),
        name=str(row["name"]),
        dose=str(row["dose"]),
        starts_on=_optional_day(row["starts_on"]),
        stops_on=_optional_day(row["stops_on"]),
        as_needed=bool(row["as_needed"]),
        opioid=bool(row["opioid"]),
        price=optional_number(row["price"]),
        pack_size=optional_number(row["pack_size"]),
        supply=optional_number(row["supply"]),
        supply_on=_optional_day(row["supply_on"]),
        units_a_day=optional_number(row["units_a_day"]),
        currency=str(row["currency"] or ""),
    )


def lab_in(row: Mapping[str, object]) -> Lab:
    """Return the laboratory value of a row."""
    return Lab(
        str(row["id"]),
        str(row["name"]),
        float(str(row["value"])),
        str(row["unit"]),
        optional_number(row["range_low"]),
        optional_number(row["range_high"]),
    )
