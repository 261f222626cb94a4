"""A foreign wide CSV, read row by row; this journal's, written."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.days import Day, Dose, Rating, Rescue, SideEffect, SkipReason
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.limits import LONGEST_NOTE
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.text import is_storable, visible
from ldn_tui.transfer.column_options import column_map
from ldn_tui.transfer.csv_records import file_lines, read_header
from ldn_tui.transfer.diary_csv import Diary, read_diary
from ldn_tui.transfer.diary_rows import RefusedCell, RefusedRow
from ldn_tui.transfer.wide_csv import diary_lines

NOW = datetime.fromisoformat("2026-11-22T21:30:00+01:00")
TODAY = NOW.date()
EVERYTHING = "date=Day,pain=Pain,sleep=Sleep,dose=Dose,note=Note,recorded_at=At"


def read(
    text: str, maps: str = "date=Day,pain=Pain", scales: Sequence[str] = (), date_format: str | None = None
) -> Diary:
    columns = column_map([maps], scales, date_format, ("pain", "sleep"))
    return read_diary(file_lines(text), columns, TODAY, NOW)


def refusal(cell: str, column: str = "Pain", scales: Sequence[str] = ()) -> str:
    """Return why a row with that cell, or if it says something else that cell, is refused."""
    cells = {"Day": "2026-03-31", "Pain": "1", "Dose": "", "Note": "", "At": ""} | {column: cell}
    text = "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n"
    diary = read(text, "date=Day,pain=Pain,dose=Dose,note=Note,recorded_at=At", scales)
    assert len(diary.rows) == len(diary.refused_cells)
    refused: list[RefusedRow | RefusedCell] = [*diary.refused, *diary.refused_cells]
    (row,) = refused
    assert (row.line, row.column, row.value) == (2, column, cell)
    assert visible(row.reason) == row.reason
    return row.reason


def pains(text: str, **options: str) -> dict[str, float | None]:
    diary = read(text, **options)
    assert diary.refused == ()
    return {row.day.isoformat(): row.ratings["pain"] for row in diary.rows}


def test_a_row_is_read_whole() -> None:
    diary = read(
        "Other,Day,Pain,Sleep,Dose,Note,At\n"
        'x,2026-03-31,6.5,,4.5,"slept, badly\n""rain""",2026-03-31T22:10:00+02:00\n'
        "x,2026-04-01,,7,0,,\n"
        "x,2026-04-02,0,10,none, - ,\n"
        "x,2026-04-03,,,3 mg,,\n",
        EVERYTHING,
    )
    assert diary.delimiter == ","
    assert diary.refused == ()
    first, second, third, fourth = diary.rows
    assert (first.line, first.day, dict(first.ratings), first.dose) == (2, date(2026, 3, 31), {"pain": 6.5}, 4.5)
    assert first.note == 'slept, badly\n"rain"'
    assert first.recorded_at == datetime.fromisoformat("2026-03-31T22:10:00+02:00")
    assert (second.line, dict(second.ratings), second.dose, second.note) == (4, {"sleep": 7.0}, 0.0, None)
    assert (third.dose, third.note, third.recorded_at) == (0.0, " - ", None)
    assert fourth.dose == 3.0


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_delimiter_is_found(delimiter: str, end: str) -> None:
    text = end.join(["Day,Pain,Note", "2026-03-31,4,a", "2026-04-01,5,b", ""]).replace(",", delimiter)
    assert read(text).delimiter == delimiter
    assert pains(text) == {"2026-03-31": 4, "2026-04-01": 5}


def test_the_delimiter_is_the_one_with_which_the_columns_are_there() -> None:
    header = "Day;Pain (0, 1, 2, ... 10);Note, free\n"
    assert read(header + "2026-03-31;4;\n", 'date=Day,pain="Pain (0, 1, 2, ... 10)"').delimiter == ";"
    assert read_header(file_lines("a|b|c\n")) == ("|", ["a", "b", "c"])


def test_blank_lines_and_blank_rows_say_nothing() -> None:
    diary = read("\n  \nDay,Pain,Note\n\n2026-03-31,4,x\n,,\n\n2026-04-01,,y\n,,z\n2026-04-02,5,\n")
    assert [(row.line, row.day.day) for row in diary.rows] == [(5, 31), (10, 2)]
    assert diary.refused == ()
    assert diary.blank == 3


def test_dates_are_iso_with_or_without_a_time_or_as_said() -> None:
    text = "Day,Pain\n2026-03-31,1\n2026-04-01T22:10:00+02:00,2\n 2026-04-02 22:10 ,3\n2024-02-29T00:00,4\n"
    assert pains(text) == {"2026-03-31": 1, "2026-04-01": 2, "2026-04-02": 3, "2024-02-29": 4}
    assert pains("Day,Pain\n31.3.2026,1\n", date_format="%d.%m.%Y") == {"2026-03-31": 1}
    assert pains("Day,Pain\n31 Mar 26,1\n", date_format="%d %b %y") == {"2026-03-31": 1}


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31.03.2026", "write it as 2026-03-31, or say how with --date-format"),
        ("2026-02-29", "no such day"),
        ("2026-13-01", "no such day"),
        ("2026-03-31x", "write it as 2026-03-31"),
        ("2026-03-31 noon", "neither a day nor an instant"),
        ("20260331", "write it as 2026-03-31"),
        ("2026-W13-2", "write it as 2026-03-31"),
        ("٢٠٢٦-٠٣-٣١", "write it as 2026-03-31"),
        ("2026-11-23", "2026-11-23 has not come yet: today is Sun 22 Nov 2026"),
        ("", "the date is blank"),
        ("\x1b[31m" + "9" * 9000, "write it as 2026-03-31"),
    ],
)
def test_a_bad_date_is_refused_with_the_reason(cell: str, reason: str) -> None:
    assert reason in refusal(cell, "Day")


def test_a_date_that_is_not_written_as_said_is_refused() -> None:
    diary = read("Day,Pain\n31/03/2026,1\n31.02.2026,1\n", date_format="%d.%m.%Y")
    assert [row.reason for row in diary.refused] == [
        "'31/03/2026' is not a day written as %d.%m.%Y",
        "'31.02.2026' is not a day written as %d.%m.%Y",
    ]


def test_an_iso_day_is_read_among_dates_written_otherwise() -> None:
    assert pains("Day,Pain\n2026-03-31,1\n01.04.2026,2\n", date_format="%d.%m.%Y") == {
        "2026-03-31": 1,
        "2026-04-01": 2,
    }
    diary = read("Day,Pain\n2026-03-04,1\n", date_format="%Y/%d/%m")
    assert [row.reason for row in diary.refused] == ["'2026-03-04' is not a day written as %Y/%d/%m"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("6", 6), ("6.5", 6.5), ("6,5", 6.5), (" 6.50 ", 6.5), ("0", 0), ("-0", 0), ("10.0", 10), (".5", 0.5), ("+4", 4)],
)
def test_tenths_are_kept_and_a_decimal_comma_is_a_point(cell: str, value: float) -> None:
    assert pains(f"Day;Pain\n2026-03-31;{cell}\n") == {"2026-03-31": value}


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("11", "pain 11 is out of range: use 0 to 10, or say its scale: --scale pain=0..100"),
        ("-1", "out of range"),
        ("6.55", "too fine: use 0 to 10, with at most one decimal, or round it with --scale pain=0..10"),
        ("1,000", "may mean two numbers"),
        ("0,125", "may mean two numbers"),
        ("x", "is not a number"),
        ("--", "is not a number"),
        ("1e1", "is not a number"),
        ("NaN", "is not a number"),
        ("inf", "is not a number"),
        ("٦", "is not a number"),
        ("6 5", "is not a number"),
        ("6\x1b[31m", "is not a number"),
        ("9" * 300, "too long"),
    ],
)
def test_a_bad_value_is_refused_with_the_reason(cell: str, reason: str) -> None:
    assert reason in refusal(cell)


@pytest.mark.parametrize(("cell", "value"), [("45", 4.5), ("12,5", 1.3), ("0", 0), ("100", 10), ("33.333", 3.3)])
def test_a_scale_is_applied(cell: str, value: float) -> None:
    diary = read(f"Day;Pain\n2026-03-31;{cell}\n", scales=["pain=0..100"])
    assert next(iter(diary.rows)).ratings == {"pain": value}


def test_a_value_off_its_scale_is_refused() -> None:
    assert refusal("100.1", scales=["pain=0..100"]) == "pain '100.1' is not on its scale 0..100"
    assert refusal("0", scales=["pain=5..1"]) == "pain '0' is not on its scale 5..1"
    assert "may mean two numbers" in refusal("1,000", scales=["pain=0..5000"])


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [("1.000", "write 1000 or 1.0"), ("1.250", "write 1250 or 1.2500"), ("+2.000", "write 2000 or 2.0")],
)
def test_what_may_be_thousands_on_its_scale_is_refused(cell: str, remedy: str) -> None:
    assert refusal(cell, scales=["pain=0..2000"]).endswith(f"may mean two numbers: {remedy}")


@pytest.mark.parametrize(("cell", "value"), [("1.000", 1), ("0.500", 0.5), ("10.000", 10)])
def test_three_decimals_are_read_where_thousands_are_off_the_scale(cell: str, value: float) -> None:
    for scale, times in (("pain=0..10", 1), ("pain=0..100", 10)):
        diary = read(f"Day;Pain\n2026-03-31;{cell}\n", scales=[scale])
        assert next(iter(diary.rows)).ratings == {"pain": round(value / times + 1e-9, 1)}


@pytest.mark.parametrize("cell", ["1001", "4.55", "-1", "4.5 g", "yes", "1,000"])
def test_a_bad_dose_is_refused(cell: str) -> None:
    assert "dose" in refusal(cell, "Dose")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2026-03-31T22:10:00", "lacks its offset"),
        ("31.03.2026 22:10", "is not an instant"),
        ("2026-11-22T21:30:01+01:00", "has not come yet"),
        ("2026-03-29T23:59:59+01:00", "is before the day itself"),
    ],
)
def test_a_bad_recording_time_is_refused(cell: str, reason: str) -> None:
    assert reason in refusal(cell, "At")


def test_a_day_ahead_of_utc_may_be_recorded_on_the_date_before() -> None:
    assert read("Day,Pain,At\n2026-03-31,4,2026-03-30T23:00Z\n", "date=Day,pain=Pain,recorded_at=At").refused == ()


def test_a_note_that_cannot_be_kept_is_refused() -> None:
    assert "100001 characters" in refusal("x" * (LONGEST_NOTE + 1), "Note")


def test_one_bad_cell_leaves_the_rest_of_its_row() -> None:
    diary = read("Day,Pain,Sleep\n2026-03-31,4,11\n2026-04-01,4,10\n", "date=Day,pain=Pain,sleep=Sleep")
    assert [dict(row.ratings) for row in diary.rows] == [{"pain": 4}, {"pain": 4, "sleep": 10}]
    assert [(cell.line, cell.column, cell.value) for cell in diary.refused_cells] == [(2, "Sleep", "11")]
    assert diary.refused == ()


def test_a_day_again_is_refused_naming_the_first_line() -> None:
    diary = read("Day,Pain\n2026-03-31,4\n2026-04-01,9\n2026-03-31,4\n2026-04-01,9\n")
    assert [row.line for row in diary.rows] == [2, 3]
    assert [(row.line, row.reason.partition(":")[0]) for row in diary.refused] == [
        (4, "Tue 31 Mar 2026 is already on line 2"),
        (5, "Wed 1 Apr 2026 is already on line 3"),
    ]


def test_ragged_rows_are_refused_but_blank_cells_at_the_end_are_none() -> None:
    diary = read("Day,Pain\n2026-03-31\n2026-04-01,4,5\n2026-04-02,6,,\n")
    assert [(row.line, row.column) for row in diary.refused] == [(2, None), (3, None)]
    assert diary.refused[0].reason.startswith("has 1 cell where the header has 2:")
    assert [row.ratings["pain"] for row in diary.rows] == [6]


def test_lines_are_counted_as_editors_count_them() -> None:
    diary = read(
        'Day,Pain,Note\r\n2026-03-31,4,"one\r\ntwo\nthree\rfour\u2028five\x0bsix"\r\n\r\n2026-04-01,99,\r\n',
        "date=Day,pain=Pain,note=Note",
    )
    assert next(iter(diary.rows)).note == "one\r\ntwo\nthree\rfour\u2028five\x0bsix"
    assert [row.line for row in diary.refused] == [6]


def test_a_line_that_is_not_csv_is_refused_alone() -> None:
    diary = read('Day,Pain\n2026-03-31,"4"x\n2026-04-01,5\r2026-04-02,6\n2026-04-03,7\n')
    assert [(row.line, row.column) for row in diary.refused] == [(2, None), (3, None)]
    assert "quotation marks that do not match" in diary.refused[0].reason
    assert "a carriage return in its midst" in diary.refused[1].reason
    assert [row.line for row in diary.rows] == [4]


def test_a_quotation_that_swallows_lines_refuses_the_file() -> None:
    for text in ('Day,Pain\n2026-03-31,"4\n2026-04-01,5\n', 'Day,Pain\n2026-03-31,"4\n2026-04-01,"5"\n'):
        with pytest.raises(BadInput, match="opens a quotation on line 2"):
            read(text)
    giant = "x" * 200_000
    assert "more than 131072 characters" in read(f"Day,Pain\n2026-03-31,{giant}\n2026-04-01,5\n").refused[0].reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no header"),
        ("\n\n", "no header"),
        ("Day,Pain\n", "a header and no rows"),
        ("Day,Pain\n\n\n", "a header and no rows"),
        ("Day,Sleep\n2026-03-31,4\n", "'Pain' is not in the file: there are Day, Sleep"),
        ("Day,Pain\r2026-03-31,4\r", "bare carriage returns"),
        ('"Day,Pain\n2026-03-31,4\n', "a header that is not CSV"),
        ("2026-03-31,4\n2026-04-01,5\n", "holds the day 2026-03-31"),
        ("Day,Pain,pain\n2026-03-31,4,5\n", None),
        ("Day,PAIN,pain\n2026-03-31,4,5\n", "more than once"),
    ],
)
def test_a_file_that_is_no_such_diary_is_refused(text: str, reason: str | None) -> None:
    if reason is None:
        assert next(iter(read(text).rows)).ratings == {"pain": 4}
        return
    with pytest.raises(BadInput, match=reason):
        read(text)


CELLS = st.one_of(
    st.text("0123456789.,;-+/ \"'\t", max_size=6),
    st.sampled_from(["2026-03-31", "2026-04-01", "31.3.2026", "4", "6,5", "none", '"a\nb"', "\x1b[31m", "\u202e", "é"]),
    st.text(max_size=5),
)


@given(st.lists(st.lists(CELLS, max_size=7), max_size=8), st.sampled_from([",", ";", "\t"]), st.sampled_from("\n\r"))
def test_no_table_gives_anything_but_rows_and_refusals(table: list[list[str]], delimiter: str, end: str) -> None:
    header = ["Day", "Pain", "Sleep", "Dose", "Note", "At"]
    text = end.join(delimiter.join(row) for row in [header, *table])
    try:
        diary = read(text, EVERYTHING, ["sleep=0..100"])
    except BadInput:
        return
    assert len({row.day for row in diary.rows}) == len(diary.rows)
    for row in diary.rows:
        assert row.day <= TODAY
        assert all(v is None or (0 <= v <= 10 and v == round(v, 1)) for v in row.ratings.values())
        assert row.note is None or is_storable(row.note)
    lines = [row.line for row in diary.rows] + [refused.line for refused in diary.refused]
    assert len(set(lines)) == len(lines)


@given(st.binary(max_size=300))
def test_no_bytes_give_anything_but_rows_and_refusals(data: bytes) -> None:
    for text in (data.decode("latin-1"), "Day,Pain\n" + data.decode("utf-8", "replace")):
        try:
            diary = read(text)
        except BadInput:
            continue
        assert all(isinstance(row, RefusedRow) for row in diary.refused)


# Writing

NOTES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(
    lambda text: bool(text.strip())
)
TENTHS = st.integers(0, 100).map(lambda tenths: tenths / 10)


@given(
    st.dictionaries(
        st.dates(date(1900, 1, 1), TODAY),
        st.tuples(NOTES, TENTHS, st.one_of(st.none(), TENTHS)),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_written_is_read_again(known: dict[date, tuple[str, float, float | None]]) -> None:
    days = []
    for day, (note, pain, mg) in sorted(known.items()):
        taken = Dose("id", "naltrexone", mg or None, None, bool(mg), None, NOW)
        days.append(
            Day(
                day,
                ratings=MappingProxyType({"pain": Rating("pain", pain, NOW)}),
                doses=() if mg is None else (taken,),
                note=note,
            )
        )
    text = "".join(diary_lines(days, [measure.key for measure in FIRST_MEASURES]))
    diary = read(text, "date=day,pain=pain,dose=dose_mg,note=note")
    assert diary.refused == ()
    assert {row.day: (row.note, row.ratings["pain"], row.dose) for row in diary.rows} == known


def test_a_note_that_a_spreadsheet_would_compute_is_guarded_and_read_again() -> None:
    notes = ["=1+1", "'=1+1", "-2 kg", "@home", "+", "a;=b"]
    days = [Day(TODAY - timedelta(days=index), note=note) for index, note in enumerate(notes)]
    text = "".join(diary_lines(days, []))
    cells = [row[-1] for row in csv.reader(file_lines(text))]
    assert cells == ["note", "'=1+1", "''=1+1", "'-2 kg", "'@home", "'+", "a;'=b"]
    assert [row.note for row in read(text, "date=day,note=note").rows] == notes


def test_a_refused_row_does_not_stand_in_the_way_of_a_good_one() -> None:
    diary = read("Day,Pain\n2026-03-31,55\n2026-03-31,\n2026-03-31,5\n2026-03-31,6\n")
    assert [(row.line, row.ratings) for row in diary.rows] == [(4, {"pain": 5.0})]
    assert [row.line for row in diary.refused] == [2, 5]
    assert "Tue 31 Mar 2026 is already on line 4" in diary.refused[1].reason
    # And again, when the rows are gone through a second time.
    assert [row.line for row in diary.rows] == [4]


def test_a_refused_value_of_a_long_file_does_not_stand_in_the_way_of_a_good_one() -> None:
    diary = read(
        "Day,What,Score\n2026-03-31,Pain,55\n2026-03-31,Pain,5\n2026-03-31,Pain,6\n",
        "date=Day,what=What,value=Score,pain=Pain",
    )
    assert [(row.line, row.ratings) for row in diary.rows] == [(3, {"pain": 5.0})]
    assert [row.line for row in diary.refused] == [2, 4]


FOREIGN_HEADERS = ("Day,Pain,Note", "day,pain,note", "day,note,pain", "date,note", "day,note,skip,pain")
OWN_HEADERS = (
    "day,note",
    "day,dose_mg,side_effects,note",
    "day,pain,sleep,mood,food,function,note",
    "day,pain,sleep,mood,food,function,fog,dose_mg,side_effects,rescue,impression,skip,note",
)


@pytest.mark.parametrize("header", [*FOREIGN_HEADERS, *OWN_HEADERS])
def test_only_a_note_of_our_own_loses_the_apostrophe_of_a_guard(header: str) -> None:
    names = header.split(",")
    cells = ["2026-03-31", *("" for _ in names[1:])]
    cells[[name.lower() for name in names].index("note")] = "'-5 degrees outside"
    diary = read(f"{header}\n{','.join(cells)}\n", f"date={names[0]},note=note")
    note = "-5 degrees outside" if header in OWN_HEADERS else "'-5 degrees outside"
    assert [row.note for row in diary.rows] == [note]


def test_a_day_is_written_in_the_columns_of_the_view() -> None:
    full = Day(
        date(2026, 3, 31),
        ratings=MappingProxyType({"pain": Rating("pain", 6.0, NOW), "sleep": Rating("sleep", None, NOW)}),
        doses=(
            Dose("a", "naltrexone", 3.0, None, True, None, NOW),
            Dose("b", "naltrexone", 1.5, None, True, None, NOW),
        ),
        side_effects=(SideEffect("c", "headache", 2), SideEffect("d", "nausea", 1)),
        rescues=(Rescue("e", "ibuprofen", 2.0), Rescue("f", "tea", 0.5)),
        note='a, "b"\n=c',
        skip=SkipReason.TOO_TIRED,
        impression=4,
    )
    none = Day(date(2026, 4, 1), doses=(Dose("a", "naltrexone", None, None, False, None, NOW),), no_side_effects=True)
    label = Day(date(2026, 4, 2), doses=(Dose("a", "naltrexone", None, "A", True, None, NOW),))
    # The column is naltrexone's: what was added up would be imported as naltrexone.
    tramadol = Dose("b", "tramadol", 50.0, None, True, None, NOW)
    both = Day(date(2026, 4, 3), doses=(Dose("a", "naltrexone", 4.5, None, True, None, NOW), tramadol))
    other = Day(date(2026, 4, 4), doses=(tramadol,))
    missed = Day(date(2026, 4, 5), doses=(Dose("a", "naltrexone", None, None, False, None, NOW), tramadol))
    assert "".join(diary_lines([full, none, label, both, other, missed], ["sleep", "pain"])) == (
        "day,sleep,pain,dose_mg,side_effects,rescue,impression,skip,note\n"
        '2026-03-31,,6,4.5,headache (2); nausea (1),ibuprofen x2; tea x0.5,4,too tired,"a, ""b""\n\'=c"\n'
        "2026-04-01,,,0,none,,,,\n"
        "2026-04-02,,,,,,,,\n"
        "2026-04-03,,,4.5,,,,,\n"
        "2026-04-04,,,,,,,,\n"
        "2026-04-05,,,0,,,,,\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Pain diary, 2026\nDay;Pain;Sleep\n2026-03-31;4,5;6\n",
        "Pain diary, 2026\n\nDay;Pain;Sleep\n\n2026-03-31;4,5;6\n2026-04-01;1,5;6\n",
        "Day;Pain;Sleep, in hours, or so\n2026-03-31;4,5;6\n",
    ],
)
def test_the_delimiter_is_that_of_the_rows_whatever_a_title_says(text: str) -> None:
    delimiter, names = read_header(file_lines(text))
    assert (delimiter, names[:2]) == (";", ["Day", "Pain"])
