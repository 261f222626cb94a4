"""The report as JSON, version 1: the findings as `ldn findings --json` has them, and what a report has beside them."""

import json
from datetime import date

from ldn_tui.domain.medicines import OPIOID_LINE
from ldn_tui.domain.ratings import json_number
from ldn_tui.reports.day_json import Json
from ldn_tui.reports.findings_json import findings_document
from ldn_tui.reports.report import DayValues, Report
from ldn_tui.reports.report_periods import DaysWith

JSON_VERSION = 1
JSON_HEAD = '{\n  "report_version": '


def report_json(report: Report) -> str:
    """Return the report as an indented JSON document."""
    return json.dumps(report_document(report), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def report_document(report: Report) -> dict[str, Json]:
    """Return what a program reads; every key is always there, null where something was not asked for."""
    return {
        "report_version": JSON_VERSION,
        "written_on": report.written_on.isoformat(),
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "blinding": report.blinding.value,
        "findings": findings_document(report.findings),
        "opioid_line": OPIOID_LINE if report.opioids else None,
        "opioids": [known.name for known in report.opioids],
        "red_flags": [
            {
                "term": flag.term,
                "urgency": flag.urgency.value,
                "severity": flag.severity,
                "days": flag.days,
                "last_on": flag.last_on.isoformat(),
                "call": flag.call,
            }
            for flag in report.red_flags
        ],
        "emergency": _emergency(report),
        "days_with_side_effects": {
            "before": _share(report.side_effects_before),
            "on_medicine": _share(report.side_effects_on),
        },
        "periods": [
            {
                "name": period.name,
                "content": period.content,
                "pgic": period.impression,
                "days_with_side_effects": _share(period.side_effects),
            }
            for period in report.periods
        ],
        "medicines": [
            {"name": known.name, "dose": known.dose, "as_needed": known.as_needed, "opioid": known.opioid}
            for known in report.medicines
        ],
        "words": list(report.words),
        "questions": report.questions,
        "notes": None if report.notes is None else [_note(day, note) for day, note in report.notes],
        "days": None if report.days is None else [_day(day) for day in report.days],
    }


def _emergency(report: Report) -> Json:
    facts = report.emergency
    if facts is None:
        return None
    return {
        "medicine": facts.medicine,
        "amount": facts.amount,
        "is_taking": facts.is_taking,
        "helper": None if facts.sealed is None else facts.sealed.helper_name,
        "helper_phone": None if facts.sealed is None else facts.sealed.helper_phone,
    }


def _share(days: DaysWith | None) -> Json:
    return None if days is None else {"with": days.with_it, "of": days.of}


def _note(day: date, note: str) -> Json:
    return {"date": day.isoformat(), "note": note}


def _day(day: DayValues) -> Json:
    return {
        "date": day.day.isoformat(),
        "ratings": {key: json_number(value) for key, value in day.values.items()},
        "dose": day.dose,
        "side_effects": [{"term": term, "severity": severity} for term, severity in day.side_effects],
        "rescue": [{"medicine": name, "count": json_number(count)} for name, count in day.rescues],
        "timeliness": None if day.timeliness is None else day.timeliness.value,
    }
