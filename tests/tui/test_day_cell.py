"""A day of the month grid, in any room."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.days import DayState, Rating, Timeliness
from ldn_tui.domain.month import DayFace
from ldn_tui.tui.widgets.day_cell import GridLayout, Part, line_of_day

AT = datetime.fromisoformat("2026-11-20T21:30:00+01:00")

faces = st.builds(
    DayFace,
    date=st.dates(),
    state=st.sampled_from(DayState),
    rating=st.none()
    | st.builds(
        lambda tenths: Rating("pain", tenths if tenths is None else tenths / 10, AT), st.none() | st.integers(0, 100)
    ),
    timeliness=st.sampled_from(Timeliness),
    marks=st.sets(st.sampled_from(DayMark)).map(lambda marks: tuple(mark for mark in DayMark if mark in marks)),
    phase=st.none(),
)


def lines(face: DayFace, layout: GridLayout, *, is_selected: bool = False) -> list[str]:
    return [
        "".join(piece.text for piece in line_of_day(face, line, layout, Part.NUMBER, is_selected=is_selected))
        for line in range(layout.height)
    ]


@given(faces, st.integers(21, 300), st.integers(0, 90), st.booleans())
def test_every_line_of_a_day_fills_its_cells_exactly(face: DayFace, width: int, height: int, selected: bool) -> None:
    layout = GridLayout.fitting(width, height)
    drawn = lines(face, layout, is_selected=selected)
    assert all(len(line) == layout.width for line in drawn)
    assert str(face.date.day) in drawn[0]


@given(st.integers(0, 400), st.integers(0, 120))
def test_six_weeks_fit_into_any_room_there_is(width: int, height: int) -> None:
    layout = GridLayout.fitting(width, height)
    assert layout.width * 7 <= width
    if height >= 7:
        assert layout.top + 6 * layout.height <= height


def day(
    value: float | None = None,
    *,
    answered: bool = True,
    state: DayState = DayState.COMPLETE,
    late: Timeliness = Timeliness.ON_TIME,
    marks: tuple[DayMark, ...] = (),
) -> DayFace:
    rating = Rating("pain", value, AT) if answered else None
    return DayFace(date(2026, 11, 12), state, rating, late, marks, None)


SMALL = GridLayout.fitting(49, 19)
OF_A_PLAN = (DayMark.DECISION, DayMark.DOSE_STEP)
# A dose is taken or not, and a note that makes an event is marked as that.
ALL_MARKS = tuple(mark for mark in DayMark if mark not in {DayMark.DOSE_NOT_TAKEN, DayMark.EVENT, *OF_A_PLAN})


@pytest.mark.parametrize(
    ("face", "drawn"),
    [
        (day(6), [" 12    ", "   6   ", "       "]),
        (day(6.5), [" 12    ", "  6.5  ", "       "]),
        (day(10), [" 12    ", "   10  ", "       "]),
        (day(6, late=Timeliness.LATE), [" 12    ", "   6 ~ ", "       "]),
        (day(6, late=Timeliness.RECALLED), [" 12    ", "   6 ≈ ", "       "]),
        (day(6, state=DayState.PARTIAL), [" 12    ", " ◐ 6   ", "       "]),
        (day(6, state=DayState.SKIPPED), [" 12    ", " » 6   ", "       "]),
        (day(None), [" 12    ", "   –   ", "       "]),
        (day(answered=False), [" 12    ", "   ·   ", "       "]),
        (day(answered=False, state=DayState.PARTIAL), [" 12    ", " ◐ ·   ", "       "]),
        (day(answered=False, state=DayState.SKIPPED), [" 12    ", "  skip ", "       "]),
        (day(answered=False, state=DayState.OPEN), [" 12    ", "  open ", "       "]),
        (day(answered=False, state=DayState.MISSED), [" 12    ", "   □   ", "       "]),
        (day(answered=False, state=DayState.NOT_DUE), [" 12    ", "       ", "       "]),
        (day(6, marks=ALL_MARKS[:2]), [" 12 ●! ", "   6   ", "       "]),
        (day(6, marks=ALL_MARKS[:4]), [" 12●!★△", "   6   ", "       "]),
        (day(6, marks=ALL_MARKS), ["12●!★△✎", "   6   ", "       "]),
        (day(6, marks=OF_A_PLAN), [" 12 ◆▿ ", "   6   ", "       "]),
    ],
)
def test_a_day_in_80_columns(face: DayFace, drawn: list[str]) -> None:
    assert lines(face, SMALL) == drawn


@pytest.mark.parametrize(
    ("face", "drawn"),
    [
        (day(6), "12 6 "),
        (day(6.5, state=DayState.PARTIAL), "12◐7 "),
        (day(10, marks=ALL_MARKS[:1]), "12 X●"),
        (day(6, marks=ALL_MARKS[:2]), "12 6!"),
        (day(6, marks=ALL_MARKS), "12 6⋯"),
        (day(answered=False, state=DayState.SKIPPED), "12»  "),
        (day(answered=False, state=DayState.MISSED), "12□  "),
        (day(answered=False, state=DayState.OPEN), "12?  "),
    ],
)
def test_a_day_in_40_columns_and_12_lines(face: DayFace, drawn: str) -> None:
    assert lines(face, GridLayout.fitting(40, 8)) == [drawn]


def test_the_states_of_a_day_differ_in_their_characters() -> None:
    for layout in (SMALL, GridLayout.fitting(40, 8), GridLayout.fitting(77, 34)):
        drawn = {"\n".join(lines(day(answered=False, state=state), layout)) for state in DayState}
        assert len(drawn) == len(DayState)


def test_the_cursor_is_drawn_around_the_rating() -> None:
    assert lines(day(6), SMALL, is_selected=True)[1] == "▐  6  ▌"
