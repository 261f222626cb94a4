"""Two measures on one axis: every row as wide as asked, both seen wherever they are."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.history import History
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.overlay import Overlay
from ldn_tui.plots import Role, plain_text
from ldn_tui.plots.overlay import render_overlay

FIRST = date(2026, 1, 1)
ratings = st.dictionaries(st.integers(0, 199), st.integers(0, 10), max_size=60)


def overlay(first: dict[int, int], second: dict[int, int], days: int, *, with_means: bool) -> Overlay:
    window = Window(FIRST, FIRST + timedelta(days=days - 1))
    charts = [
        History(measure, {FIRST + timedelta(days=day): float(value) for day, value in known.items()}).chart(
            window, with_means=with_means
        )
        for measure, known in zip(FIRST_MEASURES, (first, second), strict=False)
    ]
    return Overlay(*charts)


@settings(max_examples=40)
@given(ratings, ratings, st.integers(14, 200), st.integers(0, 130), st.integers(0, 40), st.booleans(), st.booleans())
def test_every_row_is_as_wide_as_asked(
    first: dict[int, int],
    second: dict[int, int],
    days: int,
    width: int,
    height: int,
    with_means: bool,
    ascii_only: bool,
) -> None:
    plot = render_overlay(overlay(first, second, days, with_means=with_means), width, height, ascii_only=ascii_only)
    assert len(plot.rows) == height
    assert all(sum(len(span.text) for span in row) == width for row in plot.rows)
    assert not ascii_only or all(plain_text(row).isascii() for row in plot.rows)


def roles(both: Overlay, width: int = 80) -> set[Role]:
    return {span.role for row in render_overlay(both, width, 20).rows for span in row}


def test_two_measures_that_are_alike_are_both_seen() -> None:
    alike = dict.fromkeys(range(30), 5)
    for with_means, first in ((True, Role.MEAN), (False, Role.POINT)):
        assert {first, Role.SECOND} <= roles(overlay(alike, alike, 30, with_means=with_means))


def test_without_a_mean_the_ratings_are_shown() -> None:
    both = overlay({3: 2}, {20: 9}, 30, with_means=True)
    assert {Role.POINT, Role.SECOND} <= roles(both)


def test_the_legend_says_both_directions_however_little_room_there_is() -> None:
    alike = dict.fromkeys(range(30), 5)
    both = overlay(alike, alike, 30, with_means=True)
    assert "Pain, lower is better" in plain_text(render_overlay(both, 80, 20).legend)
    narrow = plain_text(render_overlay(both, 32, 20).legend)
    assert "Pain ↓" in narrow
    assert "Sleep ↑" in narrow
    assert "Sl… ↑" in plain_text(render_overlay(both, 24, 20).legend)
