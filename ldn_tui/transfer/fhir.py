"""HL7 FHIR R4: what was recorded as a Bundle of Observations and MedicationAdministrations of a nameless Patient.

LOINC codes stand only where they are certain. 72514-3, "Pain severity - 0-10 verbal numeric rating [Score] -
Reported", is the measure `pain` as it comes with the journal, from "no pain" to "worst imaginable"; 30341-2,
"Erythrocyte sedimentation rate", without a method, is a value called ESR in mm/h. Not coded: CRP, whose codes differ
by specimen and sensitivity, which nobody was asked; the impression of change (PGIC); side effects; other measures.
They have a code of this program's own system, and their text. Units are UCUM where the unit typed is known to be one.

`effectiveDateTime` is the instant at which a dose was taken where it is known, else the civil date of the day a value
is for; `issued` is the instant it was recorded at. Ids are those of the journal's rows, so that the same journal always
gives the same bytes. A dose from a labelled bottle has no amount: the label is its medication's text. Trials and the
list of medicines are not part of it.
"""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping

from ldn_tui.domain.impressions import PGIC_ANSWERS, PGIC_STEM
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.ratings import json_number
from ldn_tui.domain.side_effects import SEVERITIES
from ldn_tui.domain.text import json_safe
from ldn_tui.transfer.exported_rows import ExportedRows
from ldn_tui.transfer.row_lists import Row
from ldn_tui.transfer.value_readers import Value

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
# An identifier of our own, so that nobody takes its codes for those of a register.
OWN_SYSTEM = "urn:uuid:5b0cf9a4-6a4e-5d0e-9f6e-6c646e2d7475"
PAIN_CODE, ESR_CODE = "72514-3", "30341-2"

_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_PAIN = FIRST_MEASURES[0]
# As people and laboratories type them; UCUM knows no other spelling.
_UCUM_OF = {
    "mm/h": "mm/h", "mm/hr": "mm/h", "mg/l": "mg/L", "mg/dl": "mg/dL", "g/l": "g/L", "g/dl": "g/dL", "%": "%",
    "mmol/l": "mmol/L", "µmol/l": "umol/L", "umol/l": "umol/L", "nmol/l": "nmol/L", "pmol/l": "pmol/L",
    "µg/l": "ug/L", "ug/l": "ug/L", "ng/ml": "ng/mL", "pg/ml": "pg/mL", "u/l": "U/L",
}  # fmt: skip

Resource = dict[str, object]


def bundle_chunks(exported: ExportedRows) -> Iterator[str]:
    """Yield a Bundle of type collection as JSON, an entry a line: the Patient, then what was recorded, by day."""
    journal_id = uuid.UUID(str(exported.journal["id"]))
    patient = str(uuid.uuid5(journal_id, "patient"))
    bundle = uuid.uuid5(journal_id, "bundle")
    yield f'{{"resourceType": "Bundle", "id": "{bundle}", "type": "collection", "entry": [\n'
    yield _entry({"resourceType": "Patient", "id": patient})
    makers = _makers({str(row["key"]): row for row in exported.rows("measure")})
    for first, last in exported.stretches:
        found = [
            (str(row["day"]), place, str(row["id"]), table, row)
            for place, table in enumerate(makers)
            for row in exported.within(table, first, last)
        ]
        for *_, table, row in sorted(found, key=lambda entry: entry[:3]):
            resource = makers[table](row)
            resource["subject"] = {"reference": f"urn:uuid:{patient}"}
            yield ",\n" + _entry(resource)
    yield "\n]}\n"


def _makers(measures: Mapping[str, Row]) -> Mapping[str, Callable[[Row], Resource]]:
    """Return for each table what makes a resource of one of its rows, in the order of a day.

    Args:
        measures: the rows of the measures by key.
    """
    return {
        "rating": lambda row: _rating(row, measures[str(row["measure"])]),
        "dose": _dose,
        "side_effect": _side_effect,
        "no_side_effect": _no_side_effect,
        "rescue": _rescue,
        "impression": _impression,
        "lab": _lab,
        "skip": _skip,
        "note": _note,
    }


def _entry(resource: Resource) -> str:
    entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
    return json_safe(json.dumps(entry, ensure_ascii=False))


def _observation(row: Row, category: str, code: Resource, **value: object) -> Resource:
    return {
        "resourceType": "Observation",
        "id": row["id"],
        "status": "final",
        "category": [{"coding": [{"system": _CATEGORIES, "code": category}]}],
        "code": code,
        "effectiveDateTime": row["day"],
        "issued": row["recorded_at"],
        **value,
    }


def _concept(text: str, code: str, system: str = OWN_SYSTEM) -> Resource:
    return {"coding": [{"system": system, "code": code}], "text": text}


def _quantity(value: Value, unit: str, code: str | None = None) -> Resource:
    quantity: Resource = {"value": json_number(value) if isinstance(value, float) else value}
    if unit:
        quantity["unit"] = unit
    return quantity if code is None else {**quantity, "system": UCUM, "code": code}


def _rating(row: Row, measure: Row) -> Resource:
    text = f"{measure['name']}: 0 {measure['low_anchor']}, 10 {measure['high_anchor']}"
    code = _concept(text, f"rating-{measure['key']}")
    if (measure["key"], measure["low_anchor"], measure["high_anchor"]) == (
        _PAIN.key,
        _PAIN.low_anchor,
        _PAIN.high_anchor,
    ):
        code = _concept(text, PAIN_CODE, LOINC)
    if row["value"] is None:
        # "No answer" was the answer.
        absent = {"coding": [{"system": _ABSENT, "code": "asked-declined"}]}
        return _observation(row, "survey", code, dataAbsentReason=absent)
    return _observation(row, "survey", code, valueQuantity=_quantity(row["value"], "score", "{score}"))


def _dose(row: Row) -> Resource:
    label = row["label"]
    administration: Resource = {
        "resourceType": "MedicationAdministration",
        "id": row["id"],
        "status": "completed" if row["taken"] else "not-done",
        "medicationCodeableConcept": {"text": row["medicine"] if label is None else label},
        "effectiveDateTime": row["taken_at"] or row["day"],
    }
    if row["mg"] is not None:
        administration["dosage"] = {"dose": _quantity(row["mg"], "mg", "mg")}
    return administration


def _rescue(row: Row) -> Resource:
    return {
        "resourceType": "MedicationAdministration",
        "id": row["id"],
        "status": "completed",
        "medicationCodeableConcept": {"text": row["medicine"]},
        "effectiveDateTime": row["day"],
        # How much one of them holds is not asked.
        "dosage": {"text": "as needed", "dose": _quantity(row["count"], "taken")},
    }


def _side_effect(row: Row) -> Resource:
    severity = SEVERITIES[int(row["severity"] or 0)]
    return _observation(
        row,
        "survey",
        _concept(f"Side effect: {row['term']}", "side-effect"),
        valueCodeableConcept=_concept(severity, severity),
    )


def _no_side_effect(row: Row) -> Resource:
    return _observation(row, "survey", _concept("Any side effect", "any-side-effect"), valueBoolean=False)


def _skip(row: Row) -> Resource:
    return _observation(row, "survey", _concept("Day without ratings", "skip"), valueString=row["reason"])


def _impression(row: Row) -> Resource:
    answer = int(row["value"] or 0)
    concept = _concept(f"Global impression of change (PGIC). {PGIC_STEM}", "pgic")
    return _observation(row, "survey", concept, valueCodeableConcept=_concept(PGIC_ANSWERS[answer], f"pgic-{answer}"))


def _lab(row: Row) -> Resource:
    name, unit = str(row["name"]), str(row["unit"])
    ucum = _UCUM_OF.get(unit.strip().lower())
    code = _concept(name, ESR_CODE, LOINC) if (name, ucum) == ("ESR", "mm/h") else _concept(name, "lab")
    ends = (("low", row["range_low"]), ("high", row["range_high"]))
    bounds = {end: _quantity(value, unit, ucum) for end, value in ends if value is not None}
    value: Resource = {"valueQuantity": _quantity(row["value"], unit, ucum)}
    return _observation(row, "laboratory", code, **value, **({"referenceRange": [bounds]} if bounds else {}))


def _note(row: Row) -> Resource:
    return _observation(row, "survey", _concept("Note of the day", "note"), valueString=row["text"])
