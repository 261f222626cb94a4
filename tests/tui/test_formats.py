"""Days and decimals as the settings say, in every room."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.formats import DayOrder, DecimalSign, Formats, use_formats
from tests.tui.driver import OpenApp
from tests.tui.trials import TODAY, open_trial

# A number with a point that is no part of a longer one, of a time or of a version.
POINT = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])")
NAMED_MONTH = re.compile(r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


@pytest.mark.parametrize(
    ("chosen", "has_points", "has_named_months"),
    [(Formats(), True, True), (Formats(DayOrder.ISO, DecimalSign.COMMA), False, False)],
    ids=["usual", "iso with commas"],
)
async def test_the_rooms_show_days_and_decimals_as_chosen(
    tmp_path: Path, open_app: OpenApp, chosen: Formats, has_points: bool, has_named_months: bool
) -> None:
    journal = open_trial(tmp_path / "journal.db", TODAY - timedelta(days=42))
    journal.rate(TODAY, "pain", 6.5)
    journal.rate(TODAY - timedelta(days=2), "pain", 3.5)
    use_formats(chosen)
    seen = []
    async with open_app(journal, size=(120, 40)) as driver:
        for key in ("t", "c", "g", "f", "p"):
            await driver.press(key)
            seen.append(driver.text())
    journal.close()
    said = "\n".join(seen)
    assert ("6,5" in said) is not has_points
    assert bool(POINT.findall(said)) is has_points, POINT.findall(said)
    assert bool(NAMED_MONTH.findall(said)) is has_named_months, NAMED_MONTH.findall(said)
