"""`ldn import` of any diary: words, scales, the order of dates, what is there twice, and saved mappings."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.journal import Journal
from ldn_tui.storage.steps import Step, Values
from tests.conftest import NOW, Ldn
from tests.stored import store_measure

LONG = (
    "Date,What,Score,Remarks\n2026-03-31,Pain,50,a\n2026-03-31,Sleep,3,\n2026-04-01,Pain,20,\n2026-04-01,Steps,900,\n"
)
LONG_MAP = "date=Date,what=What,value=Score,pain=pain,sleep=Sleep,note=Remarks"


@pytest.fixture(autouse=True)
def own_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep saved mappings with the test."""
    monkeypatch.setenv("LDN_CONFIG", str(tmp_path / "config" / "config.toml"))


def file_of(tmp_path: Path, text: str) -> str:
    path = tmp_path / "diary.csv"
    path.write_text(text)
    return str(path)


def ratings(ldn: Ldn) -> dict[tuple[str, str], float]:
    rows = json.loads(ldn("export", "--format", "json").stdout)["ratings"]
    return {(row["day"], row["measure"]): row["value"] for row in rows}


def test_a_long_file_is_read_to_the_same_rows_as_a_wide_one(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, LONG)
    said = ldn("import", path, "--map", LONG_MAP, "--scale", "pain=0..100", "--scale", "sleep=1..5", "--yes")
    assert said.exit_code == 0, said.stderr
    assert "4 rows: 3 with values, 0 refused, 1 about something else: Steps (1)" in said.stdout
    assert "pain: 20 is 2, 50 is 5\n  sleep: 3 is 5\n" in said.stdout
    assert "Done: import of diary.csv: 4 values on 2 days." in said.stdout
    assert ratings(ldn) == {("2026-03-31", "pain"): 5, ("2026-03-31", "sleep"): 5, ("2026-04-01", "pain"): 2}
    assert ldn("undo").exit_code == 0
    assert ratings(ldn) == {}


def test_what_stands_in_the_file_is_shown_beside_what_is_stored_row_by_row(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, 'Day,Pain,LDN\n2026-03-31,75,"4,5"\n2026-04-01,awful,0\n2026-04-02,,3 mg\n')
    options = ("--map", "date=Day,pain=Pain,dose=LDN", "--scale", "pain=0..100", "--words", "awful=100", "--dry-run")
    assert (
        "3 days with something new, in the file → as stored:\n"
        "  line  day               pain       dose  recorded\n"
        "     2  2026-03-31    75 → 7.5     4.5 mg  recalled\n"
        "     3  2026-04-01  awful → 10  not taken  recalled\n"
        "     4  2026-04-02                   3 mg  recalled\n"
    ) in ldn("import", path, *options).stdout


def test_words_become_numbers_before_their_scale(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Day,Pain\n2026-03-31,Bad\n2026-04-01,good\n2026-04-02,so so\n")
    said = ldn(
        "import", path, "--map", "date=Day,pain=Pain", "--words", "bad=5,good=1", "--scale", "pain=1..5", "--yes"
    )
    assert said.exit_code == 0
    assert "pain: good is 0, Bad is 10" in said.stdout
    assert '"so so=4"' in said.stdout
    assert ratings(ldn) == {("2026-03-31", "pain"): 10, ("2026-04-01", "pain"): 0}
    assert "--words" in ldn("import", path, "--map", "date=Day,pain=Pain", "--words", "bad=x", "--yes").stderr


def test_an_unreadable_cell_costs_itself_and_not_its_row(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Day,Pain,Sleep,LDN\n2026-03-31,n/a,5,3\n2026-04-01,n/a,,\nsoon,n/a,4,\n")
    options = ("--map", "date=Day,pain=Pain,sleep=Sleep,dose=LDN")
    said = ldn("import", path, *options, "--yes")
    assert said.exit_code == 0
    assert "3 rows: 1 with values, 2 refused\n1 cell refused in 1 row whose other cells are taken.\n" in said.stdout
    assert "2 rows refused:\n  line 3, column Pain: pain 'n/a' is not a number" in said.stdout
    assert (
        "1 cell refused, the rest of the row taken:\n  line 2, column Pain: pain 'n/a' is not a number" in said.stdout
    )
    remedy = 'say what it means: --words "n/a=-" for no answer, --words "n/a=" for an empty cell, or --words "n/a=4"'
    assert said.stdout.count(remedy) == 2
    assert ratings(ldn) == {("2026-03-31", "sleep"): 5}
    found = json.loads(ldn("import", path, *options, "--dry-run", "--json").stdout)
    assert (found["counts"]["refused"], found["counts"]["refused_cells"]) == (2, 1)
    assert [(cell["line"], cell["column"], cell["value"]) for cell in found["refused_cells"]] == [(2, "Pain", "n/a")]


def test_several_unreadable_cells_and_nothing_else_refuse_a_row_with_every_reason(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Day,Pain,Sleep\n2026-03-31,bad,12\n2026-04-01,4,\n")
    said = ldn("import", path, "--map", "date=Day,pain=Pain,sleep=Sleep", "--dry-run").stdout
    assert "line 2, column Pain: pain 'bad' is not a number" in said
    assert "; column Sleep: sleep 12 is out of range" in said


@pytest.mark.parametrize(
    ("words", "pain"), [((), {"-": None}), (("--words", "n/a=-"), {"n/a": None}), (("--words", "N/A="), {"n/a": 7})]
)
def test_a_cell_can_say_no_answer_or_nothing(
    ldn: Ldn, tmp_path: Path, words: tuple[str, ...], pain: dict[str, float | None]
) -> None:
    ((cell, stored),) = pain.items()
    if stored is not None:
        # What counts as an empty cell leaves alone what the journal has.
        assert ldn("log", "pain=7", "--date", "2026-03-31").exit_code == 0
    path = file_of(tmp_path, f"Day,Pain,Sleep,LDN\n2026-03-31,{cell},5,{cell}\n")
    options = ("--map", "date=Day,pain=Pain,sleep=Sleep,dose=LDN", *words)
    said = ldn("import", path, *options, "--duplicates", "replace", "--yes")
    assert said.exit_code == 0, said.stderr
    assert "refused in" not in said.stdout
    assert ("n/a is no answer" in said.stdout) == (words == ("--words", "n/a=-"))
    assert ("Counted as an empty cell: n/a." in said.stdout) == (stored is not None)
    assert ratings(ldn) == {("2026-03-31", "pain"): stored, ("2026-03-31", "sleep"): 5}
    assert "already" in ldn("import", path, *options, "--yes").stdout


def test_what_has_no_answer_in_the_journal_is_compared_with_the_file_s(ldn: Ldn, tmp_path: Path) -> None:
    ldn("log", "pain=7", "--date", "2026-03-31")
    path = file_of(tmp_path, "Day,Pain\n2026-03-31,-\n")
    said = ldn("import", path, "--map", "date=Day,pain=Pain", "--dry-run")
    assert "pain stays 7, the file says no answer" in said.stdout


def test_columns_named_like_what_they_are_need_no_map(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "DATE,Pain,sleep,weather,Notes,Dose\n2026-03-31,4,5,9,rain,3\n")
    said = ldn("import", path, "--yes")
    assert said.exit_code == 0, said.stderr
    guessed = "date=DATE,dose=Dose,note=Notes,pain=Pain,sleep=sleep"
    assert f"(Guessed from the names of the columns: --map {guessed})" in said.stderr
    assert ratings(ldn) == {("2026-03-31", "pain"): 4, ("2026-03-31", "sleep"): 5}
    # What was guessed can be typed.
    assert "already" in ldn("import", path, "--map", guessed, "--yes").stdout
    # Of two columns with one name nobody knows which is meant.
    said = ldn("import", file_of(tmp_path, "date,pain,Pain\n2026-03-31,4,5\n"), "--dry-run")
    assert (said.exit_code, "needs --map" in said.stderr) == (2, True)


def test_an_app_s_export_says_at_once_all_that_is_missing(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        "FeatureName,Timestamp,Value,Label,Note\nPain,2026-03-31T22:10+02:00,3.0,,\nSleep,2026-03-31T22:10+02:00,3.0,,\n",
    )
    said = ldn("import", path, "--dry-run").stderr
    assert "needs --map pain=NAME,... and the scale of each, --scale pain=1..5,..." in said
    assert "--scale pain=1..5,sleep=1..5" in ldn("import", path, "--map", "pain=Pain,sleep=Sleep", "--dry-run").stderr


@pytest.mark.parametrize(
    ("text", "maps"),
    [
        ("Day,Pain\n2026-03-31,4\n", "date=Day,pain=Pain,sleep=pain"),
        ("Day,Pain\n2026-03-31,4\n", "date=Day,pain=Pain,sleep=2"),
        ("Day,What,Value\n2026-03-31,Pain,4\n", "date=Day,what=What,value=Value,pain=Pain,sleep=PAIN"),
    ],
)
def test_one_column_is_not_read_as_two_measures(ldn: Ldn, tmp_path: Path, text: str, maps: str) -> None:
    said = ldn("import", file_of(tmp_path, text), "--map", maps, "--yes")
    assert said.exit_code == 3
    assert "pain and sleep would both be read from" in said.stderr
    # Two columns that bear one name are two.
    twins = file_of(tmp_path, "Day,Pain,Pain\n2026-03-31,4,5\n")
    assert ldn("import", twins, "--map", "date=Day,pain=2,sleep=3", "--yes").exit_code == 0


@pytest.mark.parametrize(("date_format", "day"), [("%d/%m/%Y", "2026-04-03"), ("%m/%d/%Y", "2026-03-04")])
def test_a_doubtful_order_is_asked_or_named(ldn: Ldn, tmp_path: Path, date_format: str, day: str) -> None:
    path = file_of(tmp_path, "Day,Pain\n03/04/2026,4\n")
    said = ldn("import", path, "--map", "date=Day,pain=Pain", "--yes")
    assert said.exit_code == 2
    assert f'--date-format "{date_format}"' in said.stderr
    assert ldn("import", path, "--map", "date=Day,pain=Pain", "--yes", "--date-format", date_format).exit_code == 0
    assert ratings(ldn) == {(day, "pain"): 4}


def test_dates_that_tell_are_not_asked_about(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Day,Pain\n03/04/2026,4\n13/04/2026,5\n")
    said = ldn("import", path, "--map", "date=Day,pain=Pain", "--yes")
    assert "written as %d/%m/%Y" in said.stdout
    assert set(ratings(ldn)) == {("2026-04-03", "pain"), ("2026-04-13", "pain")}


def test_what_is_no_such_date_does_not_decide_the_order_of_the_others(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Day,Pain\n05/05/2026,4\nn/a,5\n2026-05-20,6\n06/07/2026,7\n")
    maps = ("--map", "date=Day,pain=Pain")
    said = ldn("import", path, *maps, "--yes")
    assert (said.exit_code, "the dates, like 06/07/2026, may begin" in said.stderr) == (2, True)
    said = ldn("import", path, *maps, "--yes", "--date-format", "%m/%d/%Y")
    assert "'n/a' is not a day" in said.stdout
    assert ratings(ldn) == {("2026-05-05", "pain"): 4, ("2026-05-20", "pain"): 6, ("2026-06-07", "pain"): 7}


@pytest.mark.parametrize(
    ("duplicates", "pain", "says"), [("keep", 7, "pain stays 7, the file says 4"), ("replace", 5, "pain 7 becomes 5")]
)
def test_what_is_there_twice_is_kept_or_replaced_and_taken_back(
    ldn: Ldn, journal: Journal, tmp_path: Path, duplicates: str, pain: float, says: str
) -> None:
    day = journal.today().replace(day=20)
    journal.rate(day, "pain", 7)
    journal.record_dose(day, 3)
    path = file_of(tmp_path, "Day,Pain,LDN\n2026-11-20,4,1.5\n2026-11-20,5,4.5\n")
    said = ldn("import", path, "--map", "date=Day,pain=Pain,dose=LDN", "--duplicates", duplicates, "--yes")
    assert said.exit_code == 0
    assert "2 values of a day are there more than once in the file" in said.stdout
    assert says in said.stdout
    found = journal.day(day)
    assert found.value("pain") == pain
    assert [dose.mg for dose in found.doses] == [3 if duplicates == "keep" else 4.5]
    if duplicates == "replace":
        assert ldn("undo").exit_code == 0
        assert journal.day(day).value("pain") == 7
        assert [dose.mg for dose in journal.day(day).doses] == [3]


@pytest.mark.parametrize(
    ("held", "duplicates", "doses"),
    [
        ({"tramadol": 4.5}, "keep", {"tramadol": 4.5, "naltrexone": 4.5}),
        ({"tramadol": 50}, "keep", {"tramadol": 50, "naltrexone": 4.5}),
        ({"tramadol": 50}, "replace", {"tramadol": 50, "naltrexone": 4.5}),
        ({"tramadol": 50, "naltrexone": 3}, "keep", {"tramadol": 50, "naltrexone": 3}),
        ({"tramadol": 50, "naltrexone": 3}, "replace", {"tramadol": 50, "naltrexone": 4.5}),
    ],
)
def test_a_dose_is_compared_with_naltrexone_alone(
    ldn: Ldn, journal: Journal, tmp_path: Path, held: dict[str, float], duplicates: str, doses: dict[str, float]
) -> None:
    day = journal.today().replace(day=20)
    for medicine, mg in held.items():
        journal.record_dose(day, mg, medicine=medicine)
    path = file_of(tmp_path, "Day,LDN\n2026-11-20,4.5\n")
    options = ("--map", "date=Day,dose=LDN", "--duplicates", duplicates, "--yes")
    said = ldn("import", path, *options)
    assert said.exit_code == 0, said.stderr
    assert {dose.medicine: dose.mg for dose in journal.day(day).doses} == doses
    assert "50 mg" not in said.stdout
    assert "Done" not in ldn("import", path, *options).stdout


TWICE = "Day,Pain,LDN\n02/01/2026,4,3\n02/02/2026,5,\n02/03/2026,6,\n02/04/2026,1,\n02/04/2026,9,\n"


def answering(path: str, journal: Journal, typed: bytes, *options: str) -> tuple[str, str]:
    """Import on a terminal with `ask`, and return what is said on stdout and on stderr."""
    pytest.importorskip("pty")
    ours, theirs = os.openpty()
    maps = "date=Day,pain=Pain,dose=LDN"
    command = [sys.executable, "-m", "ldn_tui", "import", path, "--map", maps, "--duplicates", "ask", *options]
    environment = {
        **os.environ,
        "LDN_DB": str(journal.path),
        "LDN_NOW": NOW.isoformat(),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as process:
        os.close(theirs)
        os.write(ours, typed)
        out, err = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, err
    return out, err


def test_ask_says_what_to_say_instead_where_there_is_no_terminal(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    journal.rate(journal.today(), "pain", 7)
    path = file_of(tmp_path, "Day,Pain\n2026-11-22,4\n")
    said = ldn("import", path, "--map", "date=Day,pain=Pain", "--duplicates", "ask", "--yes")
    assert said.exit_code == 2
    assert "1 day to ask about, the first of them Sun 22 Nov 2026: pain is 7, the file says 4" in said.stderr
    assert "--duplicates keep or --duplicates replace" in said.stderr


@pytest.mark.parametrize(
    ("typed", "pains"),
    [
        (b"k\nr\nmaybe\nk\nr\n", {1: 7, 2: 5, 3: 7, 4: 9}),
        (b"r\nka\n", {1: 4, 2: 7, 3: 7, 4: 1}),
        (b"k\nreplace all\n", {1: 7, 2: 5, 3: 6, 4: 9}),
    ],
)
def test_on_a_terminal_each_day_that_is_there_twice_is_decided(
    typed: bytes, pains: dict[int, float], tmp_path: Path, journal: Journal
) -> None:
    days = {number: journal.today().replace(day=number, month=2) for number in pains}
    for number in (1, 2, 3):
        journal.rate(days[number], "pain", 7)
    journal.record_dose(days[1], 4.5)
    out, err = answering(file_of(tmp_path, TWICE), journal, b"n\n" + typed + b"y\n")
    assert "Is the day first?" in err
    assert "Sun 1 Feb 2026: pain is 7, the file says 4; dose is 4.5 mg, the file says 3 mg. (Day 1 of 4)" in err
    assert ("Wed 4 Feb 2026: pain is 1, the file says 9. (Day 4 of 4)" in err) == (typed.count(b"\n") > 3)
    # Standard error is a pipe here: no bar.
    assert "Reading" not in err
    assert "Done: import of diary.csv" in out
    assert {number: journal.day(day).value("pain") for number, day in days.items()} == pains
    assert [dose.mg for dose in journal.day(days[1]).doses] == [3 if pains[1] == 4 else 4.5]
    journal.undo()
    assert journal.day(days[2]).value("pain") == 7
    assert journal.day(days[4]).value("pain") is None


def test_a_mapping_is_saved_listed_reused_and_known_by_the_header(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, LONG)
    options = ("--scale", "pain=0..100", "--scale", "sleep=1..5", "--duplicates", "replace")
    assert ldn("import", path, "--map", LONG_MAP, *options, "--save-mapping", "mine", "--yes").exit_code == 0
    assert ldn("undo").exit_code == 0
    assert ldn("import", "--mappings").stdout == f"mine: {LONG_MAP}\n"
    known = ldn("import", path, "--dry-run")
    assert known.exit_code == 0
    assert "The saved mapping mine was made for a file with this header" in known.stderr
    assert ldn("import", path, "--mapping", "MINE", "--yes").exit_code == 0
    assert ratings(ldn)["2026-03-31", "pain"] == 5
    assert "'yours' is not saved: there are mine" in ldn("import", path, "--mapping", "yours", "--yes").stderr


def saved_texts(tmp_path: Path) -> dict[str, object]:
    """Return what the mapping called `mine` says."""
    found: dict[str, object] = json.loads((tmp_path / "config" / "mappings.json").read_text())["mappings"]["mine"]
    return found


SAVING = ("--map", "date=Day,pain=Pain", "--save-mapping", "mine", "--yes")


@pytest.mark.parametrize("first", ["05/05/2026", "25/05/2026"])
def test_a_mapping_does_not_keep_what_the_file_itself_told_of_its_dates(ldn: Ldn, tmp_path: Path, first: str) -> None:
    assert ldn("import", file_of(tmp_path, f"Day,Pain\n{first},4\n"), *SAVING).exit_code == 0
    assert saved_texts(tmp_path)["date_format"] is None
    said = ldn("import", file_of(tmp_path, "Day,Pain\n06/07/2026,1\n04/03/2026,2\n"), "--yes")
    assert (said.exit_code, "like 06/07/2026, may begin with the day or the month" in said.stderr) == (2, True)
    said = ldn("import", file_of(tmp_path, "Day,Pain\n03/04/2026,1\n10/05/2026,2\n01/25/2026,3\n"), "--yes")
    assert said.exit_code == 0, said.stderr
    days = {day for day, _ in ratings(ldn)}
    assert {"2026-03-04", "2026-10-05", "2026-01-25"} <= days
    assert "2026-04-03" not in days


def test_a_kept_date_format_counts_until_a_file_proves_the_contrary(ldn: Ldn, tmp_path: Path) -> None:
    one = file_of(tmp_path, "Day,Pain\n03/04/2026,4\n")
    assert ldn("import", one, *SAVING, "--date-format", "%d/%m/%Y").exit_code == 0
    assert saved_texts(tmp_path)["date_format"] == "%d/%m/%Y"
    assert ldn("import", file_of(tmp_path, "Day,Pain\n06/07/2026,1\n"), "--yes").exit_code == 0
    assert set(ratings(ldn)) == {("2026-04-03", "pain"), ("2026-07-06", "pain")}
    other = file_of(tmp_path, "Day,Pain\n03/05/2026,1\n10/05/2026,2\n01/25/2026,3\n")
    for named in ((), ("--mapping", "mine")):
        said = ldn("import", other, *named, "--yes")
        assert said.exit_code == 2
        assert (
            "the saved mapping mine says that dates are written as %d/%m/%Y, and 01/25/2026 is not: "
            'add --date-format "%d/%m/%Y" or --date-format "%m/%d/%Y"'
        ) in said.stderr
    assert len(ratings(ldn)) == 2
    # What is said of this very file counts, whatever its dates seem to prove.
    assert "1 refused" in ldn("import", other, "--date-format", "%d/%m/%Y", "--dry-run").stdout
    assert "0 refused" in ldn("import", other, "--date-format", "%m/%d/%Y", "--dry-run").stdout


def test_what_was_answered_on_a_terminal_is_kept(ldn: Ldn, tmp_path: Path, journal: Journal) -> None:
    path = file_of(tmp_path, "Day,Pain,LDN\n02/01/2026,4,3\n")
    out, _ = answering(path, journal, b"n\ny\n", "--save-mapping", "mine")
    assert "Done" in out
    assert saved_texts(tmp_path)["date_format"] == "%m/%d/%Y"


def test_a_mapping_is_saved_when_the_import_is_accepted(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Day,Pain\n2026-03-04,4\n")
    mappings = tmp_path / "config" / "mappings.json"
    said = ldn("import", path, *SAVING[:-1], "--dry-run", "--json")
    assert (said.exit_code, json.loads(said.stdout)["imported"]) == (0, False)
    assert "(The mapping mine was not saved: it is when its file is imported.)" in said.stderr
    # Nobody is there to answer.
    assert ldn("import", path, *SAVING[:-1]).exit_code == 2
    assert ldn("import", path, *SAVING, "--scale", "pain=0..3").exit_code == 3
    assert not mappings.exists()
    said = ldn("import", path, *SAVING)
    assert "(Saved the mapping mine.)" in said.stderr
    assert mappings.exists()
    mappings.unlink()
    # The journal has all of it: the mapping is wanted nonetheless.
    assert ldn("import", path, *SAVING).exit_code == 0
    assert mappings.exists()


def test_where_a_mapping_cannot_be_saved_nothing_is_imported(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Day,Pain\n2026-03-04,4\n")
    said = ldn("import", path, *SAVING, "--words", "b\udcff=2")
    assert (said.exit_code, "--words" in said.stderr) == (3, True)
    (tmp_path / "config").write_text("a file")
    said = ldn("import", path, *SAVING)
    assert (said.exit_code, "cannot be written (Not a directory): " in said.stderr) == (5, True)
    assert not (tmp_path / "journal.db").exists()


def test_an_app_s_scale_has_to_be_said(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "FeatureName,Timestamp,Value,Label,Note\nPain,2026-03-31T22:10+02:00,3.0,,\n")
    said = ldn("import", path, "--yes")
    assert (said.exit_code, "it has Pain (1)" in said.stderr) == (2, True)
    said = ldn("import", path, "--map", "pain=Pain", "--yes")
    assert (said.exit_code, "--scale pain=1..5" in said.stderr) == (2, True)
    assert ldn("import", path, "--map", "pain=Pain", "--scale", "pain=1..5", "--yes").exit_code == 0
    assert ratings(ldn) == {("2026-03-31", "pain"): 5}


def test_a_measure_whose_key_was_reserved_later_goes_on_working(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    store_measure(journal, "value")
    assert ldn("log", "value=4").exit_code == 0
    said = ldn("import", file_of(tmp_path, "Day,Score\n2026-11-20,5\n"), "--map", "date=Day,value=Score", "--yes")
    assert said.exit_code == 2
    assert "not your measure 'value'" in said.stderr
    assert "ldn export --format csv-long" in said.stderr
    long = ldn("export", "--format", "csv-long").stdout
    said = ldn("import", file_of(tmp_path, long.replace("2026-11-22,rating", "2026-11-20,rating")), "--yes")
    assert said.exit_code == 0, said.stderr
    whole = tmp_path / "whole.json"
    whole.write_text(ldn("export", "--format", "json").stdout, encoding="utf-8")
    other = ("--db", str(tmp_path / "other.db"))
    assert ldn(*other, "import", str(whole), "--yes").exit_code == 0
    stored = json.loads(ldn(*other, "export", "--format", "json").stdout)["ratings"]
    assert {(row["day"], row["measure"]): row["value"] for row in stored} == {
        ("2026-11-20", "value"): 4,
        ("2026-11-22", "value"): 4,
    }


TRACKED = "FeatureName,Timestamp,Value,Label,Note\n"


@pytest.mark.parametrize(
    ("text", "options", "day"),
    [
        (f"{TRACKED}Pain,2026-03-31T00:40+02:00,5,,\n", ("--map", "pain=Pain"), "2026-03-30"),
        (f"{TRACKED}Pain,2026-03-31T03:59:59.999+02:00,5,,\n", ("--map", "pain=Pain"), "2026-03-30"),
        (f"{TRACKED}Pain,2026-03-31T04:00+02:00,5,,\n", ("--map", "pain=Pain"), "2026-03-31"),
        ("At,Pain\n2026-03-31 00:40,5\n", ("--map", "date=At,pain=Pain"), "2026-03-30"),
        ("At,Pain\n31.03.2026 00:40,5\n", ("--map", "date=At,pain=Pain"), "2026-03-30"),
        ("At,Pain\n31.03.2026 04:40,5\n", ("--map", "date=At,pain=Pain"), "2026-03-31"),
        # So programs write a date that has no time.
        ("At,Pain\n2026-03-31 00:00:00,5\n", ("--map", "date=At,pain=Pain"), "2026-03-31"),
        ("At,Pain\n31.03.2026 00:00,5\n", ("--map", "date=At,pain=Pain"), "2026-03-31"),
        (f"{TRACKED}Pain,2026-03-31T00:00+02:00,5,,\n", ("--map", "pain=Pain"), "2026-03-30"),
    ],
)
def test_a_time_after_midnight_is_of_the_evening_before(
    ldn: Ldn, tmp_path: Path, text: str, options: tuple[str, ...], day: str
) -> None:
    said = ldn("import", file_of(tmp_path, text), *options, "--scale", "pain=0..10", "--yes")
    assert said.exit_code == 0, said.stderr
    assert list(ratings(ldn)) == [(day, "pain")]


def test_the_preview_shows_which_times_are_of_the_day_before(ldn: Ldn, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('day_starts_at = "05:00"\n')
    rows = "2026-03-31T04:59+02:00,6\n2026-04-01T05:00+02:00,7\n"
    said = ldn("import", file_of(tmp_path, f"At,Pain\n{rows}"), "--map", "date=At,pain=Pain", "--dry-run")
    assert said.exit_code == 0, said.stderr
    assert "date  At      before 05:00 it is still the day before\n" in said.stdout
    assert "in the file → as stored" in said.stdout
    assert "     2  2026-03-31T04:59+02:00 → 2026-03-30     6" in said.stdout
    assert "     3  2026-04-01                              7" in said.stdout


BEARABLE = """date,weekday,time of day,category,rating/amount,detail,notes
31st Mar 2026,Tuesday,mid,Symptom,4,Mood (Severe),
31st Mar 2026,Tuesday,mid,mood ,7,,
31st Mar 2026,Tuesday,mid,Symptom,3,Ache,
"""


@pytest.mark.parametrize(
    ("name", "scale", "stored"), [("Mood", "0..10", 7), ("symptom: mood", "0..4", 10), ("Ache", "0..4", 7.5)]
)
def test_a_symptom_is_not_mixed_with_a_category_of_its_name(
    ldn: Ldn, tmp_path: Path, name: str, scale: str, stored: float
) -> None:
    path = file_of(tmp_path, BEARABLE)
    assert "it has Symptom: Mood (1), mood (1), Ache (1)" in ldn("import", path, "--dry-run").stderr
    options = ("--map", f"pain={name}", "--scale", f"pain={scale}", "--duplicates", "keep", "--yes")
    assert ldn("import", path, *options).exit_code == 0
    assert ratings(ldn) == {("2026-03-31", "pain"): stored}


def test_an_error_on_the_way_stores_nothing(ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of(tmp_path, LONG)
    put_new, stored = Step.put_new, []

    def fail_late(step: Step, table: str, rows: Sequence[Values]) -> None:
        put_new(step, table, rows)
        stored.append(table)
        if len(stored) == 2:
            raise CannotWrite("the disk is full: free some space")

    monkeypatch.setattr(Step, "put_new", fail_late)
    said = ldn("import", path, "--map", LONG_MAP, "--scale", "pain=0..100", "--scale", "sleep=1..5", "--yes")
    assert (said.exit_code, stored) == (5, ["rating", "note"])
    assert "the disk is full" in said.stderr
    assert ratings(ldn) == {}
    assert json.loads(ldn("export", "--format", "json").stdout)["imports"] == []


VALUES = st.dictionaries(
    st.tuples(st.dates(NOW.date().replace(year=2024), NOW.date()), st.sampled_from(["pain", "sleep"])),
    st.integers(0, 100),
    min_size=1,
    max_size=12,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(VALUES, st.sampled_from([(0, 100), (1, 5), (1, 7), (10, 0)]), st.sampled_from([",", ";", "\t"]))
def test_long_and_wide_say_the_same(
    ldn: Ldn, tmp_path: Path, values: dict[tuple[object, str], int], scale: tuple[int, int], sign: str
) -> None:
    zero, ten = scale
    cells = {key: str(zero + (ten - zero) * value // 100) for key, value in values.items()}
    days = sorted({day for day, _ in cells}, key=str)
    wide = [
        ["Day", "pain", "sleep"],
        *([str(day), *(cells.get((day, key), "") for key in ("pain", "sleep"))] for day in days),
    ]
    long = [["Day", "What", "Value"], *([str(day), key, cell] for (day, key), cell in cells.items())]
    keys = sorted({key for _, key in cells})
    found = []
    for number, (table, maps) in enumerate(((wide, "date=Day"), (long, "date=Day,what=What,value=Value"))):
        db = tmp_path / f"{number}.db"
        db.unlink(missing_ok=True)
        path = file_of(tmp_path, "\n".join(sign.join(row) for row in table) + "\n")
        options = [part for key in keys for part in ("--map", f"{key}={key}", "--scale", f"{key}={zero}..{ten}")]
        said = ldn("--db", str(db), "import", path, "--map", maps, *options, "--yes")
        assert said.exit_code == 0, said.stderr
        stored = json.loads(ldn("--db", str(db), "export", "--format", "json").stdout)["ratings"]
        found.append({(row["day"], row["measure"]): row["value"] for row in stored})
    assert found[0] == found[1]
    assert len(found[0]) == len(cells)


def test_a_spreadsheet_whose_last_column_is_empty_is_not_taken_for_thousandths(ldn: Ldn, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Date,Pain,Sleep,\n2026-11-01,3,40,\n2026-11-02,7,100,\n", encoding="utf-8")
    said = ldn("import", str(path), "--map", "date=Date,pain=Pain,sleep=Sleep", "--scale", "sleep=0..100", "--yes")
    assert said.exit_code == 0, said.stderr
    assert "Loop" not in said.stdout
    assert ldn("export", "--format", "csv", "--only", "ratings").stdout.splitlines()[1:] == [
        "2026-11-01,3,4,,,",
        "2026-11-02,7,10,,,",
    ]


def test_a_file_with_the_amounts_of_loop_habit_tracker_is_recognised(ldn: Ldn, tmp_path: Path) -> None:
    path = tmp_path / "Checkmarks.csv"
    path.write_text("Date,Pain,Walk,\n2026-11-02,3000,UNKNOWN,\n2026-11-01,7000,UNKNOWN,\n", encoding="utf-8")
    said = ldn("import", str(path), "--map", "pain=Pain", "--scale", "pain=0..10", "--yes")
    assert "an export of Loop Habit Tracker" in said.stdout
    assert ldn("export", "--format", "csv", "--only", "ratings").stdout.splitlines()[1:] == [
        "2026-11-01,7,,,,",
        "2026-11-02,3,,,,",
    ]


LOOP = "Date,Pain,Walk,\n2026-11-02,3000,UNKNOWN,\n2026-11-01,7000,UNKNOWN,\n"


@pytest.mark.parametrize(
    ("text", "maps", "scale", "stored"),
    [
        # The header of the file of one habit, and ratings of 0 to 10.
        ("Date,Value,Notes\n2026-11-01,5,\n2026-11-02,8,NO\n", "date=Date,pain=Value", "pain=0..10", [5, 8]),
        # The steps are as large as thousandths, the pain beside them is not.
        ("Date,Pain,Steps,\n2026-11-01,5,7500,\n2026-11-02,8,400,\n", "date=Date,pain=Pain", "pain=0..10", [5, 8]),
        # Whoever says which column is the date reads the file as it stands, whatever its amounts.
        ("Date,Value,Notes\n2026-11-01,500,\n2026-11-02,800,\n", "date=Date,pain=Value", "pain=0..1000", [5, 8]),
        ("Date,Pain,\n2026-11-01,500,\n2026-11-02,800,\n", "date=Date,pain=Pain", "pain=0..1000", [5, 8]),
    ],
)
def test_a_plain_file_with_a_header_like_loop_s_keeps_its_numbers(
    ldn: Ldn, tmp_path: Path, text: str, maps: str, scale: str, stored: Sequence[float]
) -> None:
    said = ldn("import", file_of(tmp_path, text), "--map", maps, "--scale", scale, "--yes")
    assert said.exit_code == 0, said.stderr
    assert "Loop" not in said.stdout
    assert list(ratings(ldn).values()) == stored


def test_a_column_without_thousandths_is_not_read_as_loop_s_because_another_has_them(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Date,Pain,Steps,\n2026-11-01,5,7500,\n2026-11-02,8,400,\n")
    said = ldn("import", path, "--map", "pain=Pain", "--scale", "pain=0..10", "--yes")
    assert said.exit_code == 2
    assert "column 'Pain' has no amount in thousandths" in said.stderr
    assert "--map date=Date" in said.stderr


def test_a_recognised_layout_can_be_overruled_and_a_saved_mapping_keeps_that(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, LOOP)
    assert "--plain-table" in ldn("import", path, "--dry-run").stderr
    said = ldn("import", path, "--plain-table", "--dry-run")
    assert "Guessed from the names of the columns: --map date=Date,pain=Pain" in said.stderr
    options = ("--plain-table", "--map", "date=Date,pain=Pain", "--scale", "pain=0..7000", "--save-mapping", "mine")
    assert "an export of" not in ldn("import", path, *options, "--yes").stdout
    assert ldn("undo").exit_code == 0
    said = ldn("import", path, "--yes")
    assert said.exit_code == 0, said.stderr
    assert "an export of" not in said.stdout
    assert ratings(ldn) == {("2026-11-01", "pain"): 10, ("2026-11-02", "pain"): 4.3}


def test_what_is_said_of_one_scale_or_word_overrules_that_of_a_saved_mapping_alone(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "Day,Pain,Sleep\n2026-03-31,bad,3\n2026-04-01,good,5\n")
    saved = ("--map", "date=Day,pain=Pain,sleep=Sleep", "--scale", "pain=0..20,sleep=1..5", "--words", "bad=8,good=2")
    assert ldn("import", path, *saved, "--save-mapping", "mine", "--yes").exit_code == 0
    assert ldn("undo").exit_code == 0
    said = ldn("import", path, "--mapping", "mine", "--scale", "pain=0..10", "--words", "BAD=9", "--yes")
    assert said.exit_code == 0, said.stderr
    assert ratings(ldn) == {
        ("2026-03-31", "pain"): 9,
        ("2026-03-31", "sleep"): 5,
        ("2026-04-01", "pain"): 2,
        ("2026-04-01", "sleep"): 10,
    }


def test_a_title_above_the_header_is_left_out_and_said(ldn: Ldn, tmp_path: Path) -> None:
    path = file_of(tmp_path, "My diary;;\n;;\nDay;Pain;Sleep\n13/04/2026;45,5;\n")
    said = ldn("import", path, "--map", "date=Day,pain=Pain", "--scale", "pain=0..100", "--yes")
    assert said.exit_code == 0, said.stderr
    assert "1 line above the header left out: My diary" in said.stdout
    assert "     4  2026-04-13  45,5 → 4.6" in said.stdout
    assert ratings(ldn) == {("2026-04-13", "pain"): 4.6}


@pytest.mark.parametrize("day", ["2026-04-01", "13/04/2026", "1.4.26"])
def test_a_file_without_a_header_is_refused_before_its_first_row_is_lost(ldn: Ldn, tmp_path: Path, day: str) -> None:
    path = file_of(tmp_path, f"{day};5\n{day};6\n")
    said = ldn("import", path, "--map", "date=1,pain=2", "--yes")
    assert said.exit_code == 3
    assert f"has no header: its first line holds the day {day}" in said.stderr


FORMATS = {
    "wide": ("Day;Pain\n31.03.2026;75\n", ("--map", "date=Day,pain=Pain", "--scale", "pain=0..100")),
    "wide, tabs": ("Day\tPain\n2026-03-31\tbad\n", ("--map", "date=Day,pain=Pain", "--words", "bad=7.5")),
    "long": (
        "Date,What,Value\n2026-03-31,Ache,4\n",
        ("--map", "date=Date,what=What,value=Value,pain=Ache", "--scale", "pain=1..5"),
    ),
    "Daylio": (
        "full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-31,31 March,Tuesday,10:00 pm,bad,,,\n",
        ("--map", "pain=mood", "--scale", "pain=5..1", "--words", "bad=2"),
    ),
    "Bearable": (
        "date,weekday,time of day,category,rating/amount,detail,notes\n31st Mar 2026,Tuesday,mid,Symptom,3,Ache,\n",
        ("--map", "pain=ache", "--scale", "pain=0..4"),
    ),
    "Loop Habit Tracker, all": (
        "Date,Pain,Walk,\n2026-03-31,7500,UNKNOWN,\n",
        ("--map", "pain=Pain", "--scale", "pain=0..10"),
    ),
    "Loop Habit Tracker, one": (
        "Date,Value,Notes\n2026-03-31,7500,bad night\n",
        ("--map", "pain=Value", "--scale", "pain=0..10"),
    ),
    "Track & Graph": (
        "FeatureName,Timestamp,Value,Label,Note\nPain,2026-03-31T22:10+02:00,4.0,,\n",
        ("--map", "pain=Pain", "--scale", "pain=1..5"),
    ),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_from_its_file_to_the_calendar(ldn: Ldn, tmp_path: Path, name: str) -> None:
    text, options = FORMATS[name]
    said = ldn("import", file_of(tmp_path, text), *options, "--yes")
    assert said.exit_code == 0, said.stderr
    shown = ldn("calendar", "2026-03", "--measure", "pain", "--list").stdout
    assert [line for line in shown.splitlines() if "7.5" in line], shown


@pytest.mark.parametrize("form", ["csv-long", "json"])
def test_an_export_goes_from_its_file_to_the_calendar_of_another_journal(
    ldn: Ldn, journal: Journal, tmp_path: Path, form: str
) -> None:
    journal.rate(journal.today().replace(day=3), "pain", 7.5)
    path = tmp_path / f"exported.{form.removeprefix('csv-').replace('long', 'csv')}"
    path.write_text(ldn("export", "--format", form).stdout, encoding="utf-8")
    other = ("--db", str(tmp_path / "other.db"))
    assert ldn(*other, "import", str(path), "--yes").exit_code == 0
    shown = ldn(*other, "calendar", "2026-11", "--measure", "pain", "--list").stdout
    assert [line for line in shown.splitlines() if "7.5" in line], shown
