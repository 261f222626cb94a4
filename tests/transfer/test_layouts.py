"""The layouts of other apps: each file is recognised by its header and read to the common rows."""

from datetime import date, datetime

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.transfer.column_map import Duplicates
from ldn_tui.transfer.column_options import column_map
from ldn_tui.transfer.csv_records import file_lines, read_header
from ldn_tui.transfer.diary_csv import Diary, read_diary
from ldn_tui.transfer.layouts import recognise

NOW = datetime.fromisoformat("2026-11-22T21:30:00+01:00")
DAYLIO = """full_date,date,weekday,time,mood,activities,note_title,note
2021-09-28,28 September,Tuesday,10:00 pm,sad ,"clean | music | tired ","",""
2021-09-27,27 September,Monday,11:00 pm,average,"stressed / frustrated  | eat out","A title","a note
of two lines"
"""
BEARABLE = """date,weekday,time of day,category,rating/amount,detail,notes
"8th Dec 2021","Wednesday","mid","Symptom","2","Neck pain (Moderate)","stiff"
"8th Dec 2021","Wednesday","","Mood","7","",""
"9th December 2021","Thursday","am","Symptom","4","Neck pain (Unbearable)",""
"10 o'clock","Friday","am","Symptom","4","Neck pain (Unbearable)",""
"""
LOOP_ALL = """Date,Pain,Capsule,
2024-05-02,4500,YES_MANUAL,
2024-05-01,UNKNOWN,NO,
2024-04-30,250,SKIP,
"""
LOOP_ONE = "Date,Value,Notes\n2024-05-02,7000,bad night\n2024-05-01,UNKNOWN,\n"
TRACK = """FeatureName,Timestamp,Value,Label,Note
Pain,2021-02-05T10:10:12.123+01:00,3.0,,a note
Sleep,2021-02-05T22:10+01:00,7:30:00,,
Sleep,2021-02-06T22:10+01:00,4.0,good,
"""


def read(
    text: str,
    maps: str,
    scales: str = "",
    words: str = "",
    duplicates: Duplicates | None = None,
) -> Diary:
    layout = recognise(read_header(file_lines(text))[1])
    assert layout is not None
    columns = column_map(
        [maps], [scales], None, ("pain", "sleep"), [words], known=layout.columns, duplicates=duplicates
    )
    return read_diary(file_lines(text), columns, NOW.date(), NOW, layout=layout)


def said(diary: Diary) -> list[tuple[str, dict[str, float | None], float | None, str | None]]:
    return [(row.day.isoformat(), dict(row.ratings), row.dose, row.note) for row in diary.rows]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (DAYLIO, "Daylio"),
        (BEARABLE, "Bearable"),
        (BEARABLE.replace("date,", "date,date formatted,", 1), "Bearable"),
        (LOOP_ALL, "Loop Habit Tracker"),
        (LOOP_ONE, "Loop Habit Tracker"),
        (TRACK, "Track & Graph"),
        ("FeatureName,Timestamp,Value\n", "Track & Graph"),
    ],
)
def test_a_header_tells_the_app(text: str, name: str) -> None:
    found = recognise(read_header(file_lines(text))[1])
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["Date,Pain\n", "Date,Pain,Notes\n", "full_date,mood\n", "Timestamp,Value\n", ",,\n"])
def test_any_other_header_is_of_no_app(text: str) -> None:
    assert recognise(read_header(file_lines(text))[1]) is None


def test_daylio_moods_are_words_and_notes_keep_their_title() -> None:
    diary = read(DAYLIO, "pain=mood,note=note", "pain=5..1", "average=3,sad=2")
    assert said(diary) == [
        ("2021-09-28", {"pain": 7.5}, None, None),
        ("2021-09-27", {"pain": 5.0}, None, "A title\na note\nof two lines"),
    ]
    assert diary.layout == "Daylio"
    unknown = read(DAYLIO, "pain=mood", "pain=5..1", "sad=2")
    assert [(row.line, row.column, row.value) for row in unknown.refused] == [(3, "mood", "average")]
    assert '--words "average=4"' in unknown.refused[0].reason


def test_bearable_readings_are_found_by_name_without_their_grade() -> None:
    diary = read(BEARABLE, "pain=neck PAIN,note=notes", "pain=0..4")
    assert said(diary) == [("2021-12-08", {"pain": 5.0}, None, "stiff"), ("2021-12-09", {"pain": 10.0}, None, None)]
    assert diary.others == {"Mood": 1}
    assert [(row.line, row.column) for row in diary.refused] == [(5, "date")]
    with pytest.raises(BadInput, match="no row is about 'Headache': there are neck pain, Mood"):
        read(BEARABLE.replace("10 o'clock", "8th Jan 2022"), "sleep=Headache,pain=Neck pain", "pain=0..4")


def test_loop_amounts_are_thousandths_and_unknown_says_nothing() -> None:
    diary = read(LOOP_ALL, "pain=Pain,dose=Capsule", "pain=0..10", "yes_manual=4.5,no=0")
    assert said(diary) == [
        ("2024-05-02", {"pain": 4.5}, 4.5, None),
        ("2024-05-01", {}, 0.0, None),
        ("2024-04-30", {"pain": 0.3}, None, None),
    ]
    one = read(LOOP_ONE, "pain=Value,note=Notes", "pain=0..10")
    assert said(one) == [("2024-05-02", {"pain": 7.0}, None, "bad night")]
    assert one.blank == 1
    scores = read("Date,Pain,\n2024-05-02,0.1234,\n", "pain=Pain", "pain=0..1")
    assert [row.line for row in scores.refused] == [2]


def test_track_and_graph_points_are_of_the_day_they_bear_and_durations_are_refused() -> None:
    diary = read(TRACK, "pain=Pain,sleep=sleep,note=Note", "pain=1..5,sleep=0..5")
    assert said(diary) == [
        ("2021-02-05", {"pain": 5.0}, None, "a note"),
        ("2021-02-06", {"sleep": 8.0}, None, None),
    ]
    assert [(row.line, row.column, row.value) for row in diary.refused] == [(3, "Value", "7:30:00")]
    old = read("FeatureName,Timestamp,Value\nPain,2020-01-02T08:00Z,3.0:bad: really\n", "pain=Pain", "pain=0..5")
    assert said(old) == [("2020-01-02", {"pain": 6.0}, None, None)]


TWICE = TRACK.splitlines()[0] + "\n" + "".join(f"Pain,2021-02-05T1{hour}:00Z,{hour},,\n" for hour in range(3))


def test_of_a_day_that_is_there_twice_the_first_or_the_last_counts_or_it_is_refused() -> None:
    refused = read(TWICE, "pain=Pain", "pain=0..10")
    assert said(refused) == [("2021-02-05", {"pain": 0.0}, None, None)]
    assert [row.line for row in refused.refused] == [3, 4]
    assert "pain of Fri 5 Feb 2021 is already on line 2" in refused.refused[0].reason
    for duplicates, value in ((Duplicates.KEEP, 0.0), (Duplicates.REPLACE, 2.0)):
        diary = read(TWICE, "pain=Pain", "pain=0..10", duplicates=duplicates)
        assert [ratings["pain"] for _, ratings, _, _ in said(diary) if ratings] == [value]
        assert diary.repeated == 2
        assert {row.day for row in diary.rows} == {date(2021, 2, 5)}
