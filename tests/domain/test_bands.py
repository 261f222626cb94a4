"""The bands of IMMPACT."""

import pytest

from ldn_tui.domain.bands import Band, band
from ldn_tui.domain.mean_contrast import MeanContrast
from tests.domain.oracles import oracle


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (100, Band.SUBSTANTIAL), (50, Band.SUBSTANTIAL), (49.8, Band.MODERATE), (30, Band.MODERATE),
        (29.999999999999996, Band.MODERATE), (29.9, Band.MINIMAL), (10, Band.MINIMAL), (9.9, Band.NONE), (0, Band.NONE),
        (-9.9, Band.NONE), (-10, Band.WORSE), (-400, Band.WORSE), (None, None),
    ],
)  # fmt: skip
def test_where_a_band_begins(percent: float | None, expected: Band | None) -> None:
    assert band(percent) is expected


def test_the_table_of_cases() -> None:
    names = {"below_minimal": "none", "undefined": None}
    rows = oracle("instrument_immpact_cases.csv")
    assert len(rows) == 15
    for row in rows:
        contrast = MeanContrast(float(row["baseline_mean"]), float(row["endpoint_mean"]), 0.1, 0.1, 20)
        expected = names.get(row["immpact_band"], row["immpact_band"])
        assert band(contrast.percent_estimate) == expected, row
