"""Tables of words and numbers: what stands in a column can be compared at a glance."""

import pytest

from ldn_tui.domain.data_table import Column, DataTable, Row, on_the_point


@pytest.mark.parametrize(
    ("cells", "set_on_the_point"),
    [
        (["4", "4.5", "10", "·"], ["4  ", "4.5", "10  ", "·  "]),
        (["4", "10", "–"], ["4", "10", "–"]),
        (["+1.25", "-2", "3,5"], ["+1.25", "-2   ", "3,5 "]),
        (["4.5", "not reached", "", "7   35 %"], ["4.5", "not reached", "", "7   35 %"]),
        ([], []),
    ],
)
def test_points_stand_one_under_the_other(cells: list[str], set_on_the_point: list[str]) -> None:
    assert on_the_point(cells) == set_on_the_point


def test_only_columns_of_numbers_are_set_so() -> None:
    columns = (Column("step", is_number=False), Column("mg"))
    table = DataTable(columns, (Row(("1", "3")), Row(("2.5", "4.5"))))
    assert [row.cells for row in table.on_the_point().rows] == [("1", "3  "), ("2.5", "4.5")]
    assert DataTable(columns, ()).on_the_point() == DataTable(columns, ())
