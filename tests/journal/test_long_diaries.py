"""A long foreign diary takes hardly more memory than a short one."""

from pathlib import Path

from tests.benchmarks.diary_imports import FEW_ROWS, diary_text, peak_memory


def test_ten_times_the_rows_take_no_more_memory(tmp_path: Path) -> None:
    peak_memory(tmp_path, diary_text(100))
    few, many = (peak_memory(tmp_path, diary_text(rows)) for rows in (FEW_ROWS // 10, FEW_ROWS))
    assert many - few < 0.3
