"""What the options of an import say about its columns."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.errors import BadInput, LdnError, WrongUsage
from ldn_tui.domain.measures import RESERVED_KEYS
from ldn_tui.domain.text import visible
from ldn_tui.transfer.column_map import FIXED_TARGETS, ColumnMap, Scale, find_columns
from ldn_tui.transfer.column_options import column_map
from ldn_tui.transfer.date_formats import parse_date

MEASURES = ("pain", "sleep", "fatigue")


def read(*maps: str, scales: tuple[str, ...] = (), date_format: str | None = None) -> ColumnMap:
    return column_map(maps, scales, date_format, MEASURES)


def test_no_new_measure_can_have_the_name_of_another_target() -> None:
    assert set(FIXED_TARGETS) <= RESERVED_KEYS


def test_maps_may_be_repeated_and_listed() -> None:
    found = read("date=Day,pain=Pain today", "note= Remarks ,", "DOSE=mg")
    assert dict(found.columns) == {"date": "Day", "pain": "Pain today", "note": " Remarks ", "dose": "mg"}
    assert found.measures == ("pain",)


def test_a_column_with_a_comma_stands_in_quotes() -> None:
    for text in ('pain="Pain, worst"', '"pain=Pain, worst"'):
        assert read("date=Day," + text).columns["pain"] == "Pain, worst"
    assert read('date=Day,pain="5"" = 10, or so"').columns["pain"] == '5" = 10, or so'
    assert read("date=Day,pain=a=b").columns["pain"] == "a=b"


@pytest.mark.parametrize(
    ("maps", "reason"),
    [
        ((), "no column for the date"),
        (("pain=Pain",), "no column for the date"),
        (("date=Day",), "nothing to import"),
        (("date=Day,recorded_at=At",), "nothing to import"),
        (("date=Day,pain",), "write it like pain=COLUMN"),
        (("date=Day,pain=",), "write it like pain=COLUMN"),
        (("date=Day,=Pain",), "write it like pain=COLUMN"),
        (("date=Day,pain=a,pain=b",), "pain is given twice"),
        (('date=Day,pain="Pain',), "quotes do not match"),
    ],
)
def test_a_map_of_another_form_is_wrong_usage(maps: tuple[str, ...], reason: str) -> None:
    with pytest.raises(WrongUsage, match=reason):
        read(*maps)


def test_an_unknown_target_is_named_with_what_there_is() -> None:
    with pytest.raises(BadInput, match="'paim' is not a measure: there are pain, sleep, fatigue, and date, dose"):
        read("date=Day,paim=Pain")


@pytest.mark.parametrize(
    "scale",
    ["pain", "pain=", "pain=0", "pain=0..", "pain=5..5", "pain=0..x", "sleep=0..5", "date=0..5", "note=0..5"],
)
def test_a_scale_of_another_form_is_wrong_usage(scale: str) -> None:
    with pytest.raises(WrongUsage, match="--scale"):
        read("date=Day,pain=Pain,note=N", scales=(scale,))
    with pytest.raises(WrongUsage, match="given twice"):
        read("date=Day,pain=Pain", scales=("pain=0..5,pain=0..5",))


@pytest.mark.parametrize(
    ("text", "value", "rating"),
    [
        ("0..100", "45", 4.5),
        ("0..100", "12.5", 1.3),
        ("10..0", "10", 0.0),
        ("10..0", "2.5", 7.5),
        ("1..5", "2", 2.5),
        ("1..5", "1", 0.0),
        ("-3..3", "0", 5.0),
        ("0.5..1.5", "0.75", 2.5),
        ("0..3", "1", 3.3),
    ],
)
def test_a_scale_is_linear_to_tenths(text: str, value: str, rating: float) -> None:
    scale = read("date=d,pain=p", scales=(f"pain={text}",)).scales["pain"]
    assert scale.holds(Decimal(value))
    assert scale.rating(Decimal(value)) == rating


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.decimals(0, 1, places=3))
def test_a_scale_never_leaves_zero_to_ten_and_reverses(zero: int, ten: int, share: Decimal) -> None:
    if zero == ten:
        return
    value = zero + (ten - zero) * share
    scale, reverse = Scale(Decimal(zero), Decimal(ten)), Scale(Decimal(ten), Decimal(zero))
    assert scale.holds(value)
    rating = scale.rating(value)
    assert 0 <= rating <= 10
    assert rating == round(rating, 1)
    assert abs(rating + reverse.rating(value) - 10) <= 0.11


def test_columns_are_found_by_name_then_case_then_number() -> None:
    header = ["Day", "pain", " Pain ", "3", "", "PAIN"]
    assert find_columns({"date": "Day", "pain": "pain", "note": "3", "dose": "5"}, header) == {
        "date": 0,
        "pain": 1,
        "note": 3,
        "dose": 4,
    }
    assert find_columns({"date": "dAY"}, header) == {"date": 0}
    with pytest.raises(BadInput, match=r"more than once: say which by its number \(2, 3, 6\)"):
        find_columns({"pain": "Pain"}, header)
    with pytest.raises(BadInput, match=r"'Sleep' is not in the file: there are Day, pain, Pain, 3, \(number 5\), PAIN"):
        find_columns({"sleep": "Sleep"}, header)
    for number in ("0", "7", "-1", "9" * 5000, "²"):
        with pytest.raises(BadInput, match="is not in the file"):
            find_columns({"pain": number}, header)


@pytest.mark.parametrize("date_format", ["%d.%m.%Y", "%m/%d/%y", "%Y%m%d", "%d %b %Y", "%A, %d. %B %Y", "%Y-%j", "%x"])
def test_a_format_that_holds_a_whole_date_is_taken(date_format: str) -> None:
    assert read("date=d,pain=p", date_format=date_format).date_format == date_format
    day = date(2024, 2, 29)
    assert parse_date(day.strftime(date_format), date_format) == day


@pytest.mark.parametrize("date_format", ["", "%d.%m.", "%Y-%m", "%H:%M", "day", "%", "%Q", "%d%d%m%Y", "\0", "\udcff"])
def test_any_other_format_is_wrong_usage(date_format: str) -> None:
    with pytest.raises(WrongUsage, match="--date-format"):
        read("date=d,pain=p", date_format=date_format)


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=10))
def test_no_words_give_anything_but_a_map_or_a_refusal(maps: str, scales: str, date_format: str) -> None:
    for arguments in ((maps, ()), ("date=a,pain=b," + maps, (scales,)), ("date=a,pain=b", ("pain=" + scales,))):
        with suppress(LdnError):
            read(arguments[0], scales=arguments[1])
    with suppress(WrongUsage):
        read("date=a,pain=b", date_format=date_format)


def test_what_was_typed_is_never_shown_raw() -> None:
    for maps, scales in (("\x1b=a", ()), ("date=a,\x1b", ()), ("date=a,pain=b", ("pain=\x1b",)), ('"\x1b', ())):
        with pytest.raises(LdnError) as error:
            read(maps, scales=scales)
        assert visible(str(error.value)) == str(error.value)


def test_words_and_the_columns_of_a_long_file_are_read() -> None:
    found = column_map(["date=d,what=Name,value=Score,pain=Ache"], [], None, MEASURES, ["Bad=2, so so =4.5", "a=-1"])
    assert found.is_long
    assert found.measures == ("pain",)
    assert found.in_header(["d", "Name", "Score"]) == {"date": "d", "what": "Name", "value": "Score"}
    assert dict(found.words) == {"bad": "2", "so so": "4.5", "a": "-1"}
    for maps in ("date=d,what=Name,pain=Ache", "date=d,value=Score,pain=Ache"):
        with pytest.raises(WrongUsage, match="what and value together"):
            read(maps)


@pytest.mark.parametrize("words", ["bad", "bad=--", "bad=x", "=2", "bad=2,BAD=3", '"bad=2'])
def test_words_of_another_form_are_wrong_usage(words: str) -> None:
    with pytest.raises(WrongUsage, match="--words"):
        column_map(["date=d,pain=p"], [], None, MEASURES, [words])
