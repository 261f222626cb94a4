"""FHIR: what is written is sound R4, says what was recorded, and names nobody.

fhir.resources has no R4 models any more; its R4B ones are those of R4 for Bundle, Patient, Observation and
MedicationAdministration, which FHIR 4.3 did not change.
"""

import json
from datetime import datetime
from typing import Any

import pytest

from ldn_tui.journal import Journal
from ldn_tui.journal.export import ExportForm, export_chunks
from ldn_tui.transfer.fhir import ESR_CODE, LOINC, OWN_SYSTEM, PAIN_CODE, UCUM
from tests.journal_with_everything import DAY, EARLIER, NOTE, TERM, record_days


def resources(journal: Journal) -> list[dict[str, Any]]:
    bundle = json.loads(b"".join(export_chunks(journal, ExportForm.FHIR)))
    return [entry["resource"] for entry in bundle["entry"]]


def coded(found: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    return [one for one in found if code in {coding["code"] for coding in one.get("code", {}).get("coding", [])}]


def test_the_bundle_is_sound(journal: Journal) -> None:
    pytest.importorskip("fhir.resources", reason="fhir.resources is in the extra dev")
    from fhir.resources.R4B.bundle import Bundle

    record_days(journal)
    text = b"".join(export_chunks(journal, ExportForm.FHIR))
    bundle = Bundle.model_validate_json(text)
    assert bundle.type == "collection"
    kinds = {type(entry.resource).__name__ for entry in bundle.entry or ()}
    assert kinds == {"Patient", "Observation", "MedicationAdministration"}
    assert json.loads(bundle.model_dump_json()) == json.loads(text)
    wrong = json.loads(text)
    del wrong["entry"][1]["resource"]["status"]
    with pytest.raises(ValueError, match="status"):
        Bundle.model_validate(wrong)


def test_the_patient_has_no_name_and_everything_refers_to_it(journal: Journal) -> None:
    record_days(journal)
    patient, *others = resources(journal)
    assert patient == {"resourceType": "Patient", "id": patient["id"]}
    assert {other["subject"]["reference"] for other in others} == {f"urn:uuid:{patient['id']}"}
    ids = [other["id"] for other in others]
    assert len(set(ids)) == len(ids)
    assert all(other["effectiveDateTime"][:10] in {"2026-11-03", "2026-11-04", "2026-11-20"} for other in others)


def test_a_dose_is_given_at_the_time_it_was_taken(journal: Journal) -> None:
    after_midnight = datetime.fromisoformat("2026-11-21T00:40:00+01:00")
    journal.record_dose(DAY, 4.5, taken_at=after_midnight)
    journal.record_dose(EARLIER, 3)
    doses = [one for one in resources(journal) if one["resourceType"] == "MedicationAdministration"]
    assert [dose["effectiveDateTime"] for dose in doses] == ["2026-11-03", "2026-11-21T00:40:00+01:00"]


def test_codes_of_loinc_stand_only_where_they_are_certain(journal: Journal) -> None:
    record_days(journal)
    found = resources(journal)
    assert [one["valueQuantity"]["value"] for one in coded(found, PAIN_CODE)] == [6.5, 4]
    (esr,) = coded(found, ESR_CODE)
    assert esr["valueQuantity"] == {"value": 21, "unit": "mm/h", "system": UCUM, "code": "mm/h"}
    assert esr["referenceRange"] == [{"high": {"value": 20.5, "unit": "mm/h", "system": UCUM, "code": "mm/h"}}]
    systems = {coding["system"] for one in found for coding in one.get("code", {}).get("coding", [])}
    assert systems == {LOINC, OWN_SYSTEM}
    values = {one["code"]["text"]: one["valueQuantity"] for one in coded(found, "lab")}
    assert values["CRP"] == {"value": 0.1 + 0.2, "unit": "mg/l", "system": UCUM, "code": "mg/L"}
    assert values["B12"] == {"value": -1, "unit": "=odd unit"}
    journal.measures.edit("pain", high_anchor="as bad as it gets")
    assert coded(resources(journal), PAIN_CODE) == []
    assert len(coded(resources(journal), "rating-pain")) == 2


def test_doses_are_administrations_with_an_amount_only_where_one_is_known(journal: Journal) -> None:
    from tests.stored import store_label

    record_days(journal)
    store_label(journal, EARLIER, "bottle 1", "other")
    found = {
        (one["effectiveDateTime"][:10], one["medicationCodeableConcept"]["text"]): one
        for one in resources(journal)
        if one["resourceType"] == "MedicationAdministration"
    }
    taken, not_taken = found[EARLIER.isoformat(), "naltrexone"], found[DAY.isoformat(), "naltrexone"]
    assert taken["status"] == "completed"
    assert taken["dosage"]["dose"] == {"value": 4.5, "unit": "mg", "system": UCUM, "code": "mg"}
    assert (not_taken["status"], "dosage" in not_taken) == ("not-done", False)
    assert "dosage" not in found[EARLIER.isoformat(), "bottle 1"]
    assert found[EARLIER.isoformat(), "@ibuprofen"]["dosage"]["dose"]["value"] == 0.5


def test_answers_side_effects_and_notes_are_observations(journal: Journal) -> None:
    record_days(journal)
    found = resources(journal)
    (absent,) = [one for one in found if "dataAbsentReason" in one]
    assert absent["code"]["text"].startswith("Sleep")
    (impression,) = coded(found, "pgic")
    assert impression["valueCodeableConcept"]["text"] == "much improved"
    felt = {one["code"]["text"]: one["valueCodeableConcept"]["text"] for one in coded(found, "side-effect")}
    assert felt == {"Side effect: headache": "moderate", f"Side effect: {TERM}": "mild"}
    assert [one["valueBoolean"] for one in coded(found, "any-side-effect")] == [False]
    assert [one["valueString"] for one in coded(found, "note")] == [NOTE]
