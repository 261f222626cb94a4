"""Laboratory values that are asked for."""

import pytest

from ldn_tui.domain.labs import usual_lab_name, usual_lab_unit


@pytest.mark.parametrize(
    ("typed", "name", "unit"),
    [(" esr ", "ESR", "mm/h"), ("crp", "CRP", "mg/L"), ("CRP", "CRP", "mg/L"), (" Ferritin ", "Ferritin", "")],
)
def test_a_known_value_has_its_name_and_unit_however_it_is_typed(typed: str, name: str, unit: str) -> None:
    assert (usual_lab_name(typed), usual_lab_unit(typed)) == (name, unit)
