"""The JSON Schema of the findings: in the package, sound, and strict enough to find what is missing."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from ldn_tui.domain.analysis import analyse
from ldn_tui.reports.findings_json import JSON_VERSION, SCHEMA_FILE, findings_document
from tests.domain.evidence_builder import evidence


@pytest.fixture
def schema() -> Any:
    return json.loads((files("ldn_tui.reports") / SCHEMA_FILE).read_text(encoding="utf-8"))


def test_it_is_a_schema_of_the_version_that_is_written(schema: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["version"] == {"const": JSON_VERSION}


def test_it_finds_a_key_that_is_missing(schema: Any) -> None:
    validator = jsonschema.Draft202012Validator(schema)
    document: dict[str, Any] = json.loads(json.dumps(findings_document(analyse(evidence([6] * 28, [4] * 60)))))
    assert validator.is_valid(document)
    for key in document:
        assert not validator.is_valid({name: value for name, value in document.items() if name != key})
    for key in document["measures"][0]:
        short = {name: value for name, value in document["measures"][0].items() if name != key}
        assert not validator.is_valid({**document, "measures": [short]})


def test_further_keys_are_allowed(schema: Any) -> None:
    document = findings_document(analyse(evidence([6] * 28, [4] * 60)))
    assert jsonschema.Draft202012Validator(schema).is_valid({**json.loads(json.dumps(document)), "more": 1})
