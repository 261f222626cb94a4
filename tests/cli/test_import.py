"""`ldn import`."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ldn_tui.domain.text import visible_lines
from ldn_tui.journal import Journal
from tests.conftest import NOW, Ldn

MAP = "date=Day,pain=Pain,dose=LDN,note=Remarks"
DIARY = (
    "Day;Pain;LDN;Remarks\r\n"
    '2026-11-18;6,5;4,5;"slept badly,\r\nrain"\r\n'
    "2026-11-19;11;;\r\n"
    "2026-11-20;4;0;\r\n"
    "2026-11-20;5;0;\r\n"
    ";;;\r\n"
)
EMPTY_STEP = {"dry_run": False, "imported": False, "step": None}


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    """A diary of four rows, two of them bad."""
    path = tmp_path / "diary.csv"
    path.write_bytes(DIARY.encode())
    return path


def counts(journal_path: Path, ldn: Ldn) -> tuple[int, int]:
    """Return how many ratings and imports the journal has."""
    document = json.loads(ldn("export", "--notes").stdout)
    return len(document["ratings"]), len(document["imports"])


def test_a_diary_is_shown_and_then_imported_as_one_step(ldn: Ldn, diary: Path, journal_path: Path) -> None:
    said = ldn("import", str(diary), "--map", MAP, "--yes")
    assert said.exit_code == 0
    text = said.stdout
    assert "diary.csv: UTF-8, semicolon between cells" in text
    assert "  pain  Pain\n" in text
    assert "4 rows: 2 with values, 2 refused" not in text
    assert "5 rows: 2 with values, 2 refused, 1 with nothing in these columns" in text
    assert "  days      2          0     0\n  values    5          0     0\n" in text
    assert "so they count as recorded now: 1 day will show as recalled and 1 day will show as late." in text
    assert (
        "2 days with something new, as they will be stored:\n"
        "  line  day         pain       dose  recorded  note\n"
        "     2  2026-11-18   6.5     4.5 mg  recalled  slept badly,�↵rain\n".replace("�", "␍")
        + "     5  2026-11-20   4    not taken  late\n"
    ) in text
    assert (
        "2 rows refused:\n"
        "  line 4, column Pain: pain 11 is out of range: use 0 to 10, or say its scale: --scale pain=0..100\n"
        "  line 6, column Day: Fri 20 Nov 2026 is already on line 5: keep one row a day, or add --duplicates keep\n"
    ) in text
    assert text.endswith("Done: import of diary.csv: 5 values on 2 days. `ldn undo` takes the whole import back.\n")
    assert "LDN_NOW pins the clock" in said.stderr
    assert counts(journal_path, ldn) == (2, 1)
    assert ldn("undo").exit_code == 0
    assert counts(journal_path, ldn) == (0, 0)
    assert ldn("redo").exit_code == 0
    assert counts(journal_path, ldn) == (2, 1)


def test_importing_again_changes_nothing_and_says_so(ldn: Ldn, diary: Path) -> None:
    ldn("import", str(diary), "--map", MAP, "--yes")
    before = ldn("export", "--notes").stdout
    said = ldn("import", str(diary), "--map", MAP)
    assert said.exit_code == 0
    assert said.stdout.endswith("Nothing to import: the journal has all of it already.\n")
    assert "pins the clock" not in said.stderr
    assert ldn("export", "--notes").stdout == before


def test_what_differs_is_kept_and_listed(ldn: Ldn, diary: Path, journal: Journal) -> None:
    journal.rate(journal.today().replace(day=20), "pain", 7)
    journal.write_note(journal.today().replace(day=18), "mine\x1b[31m")
    said = ldn("import", str(diary), "--map", MAP, "--dry-run").stdout
    assert "2 values differ from the journal's, which stay:\n" in said
    assert "  line 2, 2026-11-18: note stays mine␛[31m, the file says slept badly,␍↵rain\n" in said
    assert "  line 5, 2026-11-20: pain stays 7, the file says 4\n" in said


@pytest.mark.parametrize(
    ("pains", "said"),
    [
        ((7, 4), "Nothing to import: the journal keeps its own where 1 value differs, and has the rest already.\n"),
        ((7, 8), "Nothing to import: the journal keeps its own where 2 values differ, and has the rest already.\n"),
        ((1, 4), "Nothing to import: the journal has all of it already.\n"),
    ],
)
def test_where_nothing_is_new_it_says_what_was_kept(
    ldn: Ldn, tmp_path: Path, journal: Journal, pains: tuple[int, int], said: str
) -> None:
    for day, pain in zip((20, 21), pains, strict=True):
        journal.rate(journal.today().replace(day=day), "pain", pain)
    path = tmp_path / "diary.csv"
    path.write_text("Day,Pain\n2026-11-20,1\n2026-11-21,4\n")
    assert ldn("import", str(path), "--map", "date=Day,pain=Pain", "--yes").stdout.endswith(said)


def test_a_dry_run_starts_no_journal(ldn: Ldn, diary: Path, journal_path: Path) -> None:
    said = ldn("import", str(diary), "--map", MAP, "--dry-run")
    assert said.exit_code == 0
    assert said.stdout.endswith("Nothing was imported: this was a dry run.\n")
    assert not journal_path.exists()


def test_a_file_of_no_length_is_where_a_journal_can_begin(ldn: Ldn, diary: Path, journal_path: Path) -> None:
    journal_path.touch()
    assert ldn("import", str(diary), "--map", MAP, "--dry-run").exit_code == 0
    assert journal_path.read_bytes() == b""
    assert ldn("import", str(diary), "--map", MAP, "--yes").exit_code == 0
    assert counts(journal_path, ldn) == (2, 1)


def test_what_is_no_journal_is_left_untouched(ldn: Ldn, diary: Path, journal_path: Path) -> None:
    journal_path.write_text("something else")
    assert ldn("import", str(diary), "--map", MAP, "--yes").exit_code == 4
    assert ldn("export").exit_code == 4
    assert journal_path.read_text() == "something else"


def test_without_a_terminal_it_names_the_option(ldn: Ldn, diary: Path, journal_path: Path) -> None:
    said = ldn("import", str(diary), "--map", MAP, input="y\n")
    assert said.exit_code == 2
    assert "2 rows refused" in said.stdout
    assert "add --yes" in said.stderr
    assert not journal_path.exists()
    said = ldn("import", str(diary), "--map", MAP, "--json")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "add --yes" in said.stderr


@pytest.mark.parametrize(
    ("answer", "exit_code", "last"), [("y\n", 0, "takes the whole import back."), ("\n", 1, "Nothing was imported.")]
)
def test_on_a_terminal_it_asks(diary: Path, journal_path: Path, answer: str, exit_code: int, last: str) -> None:
    pytest.importorskip("pty")
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ldn_tui", "import", str(diary), "--map", MAP],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LDN_DB": str(journal_path), "LDN_NOW": NOW.isoformat()},
        text=True,
    ) as process:
        os.close(theirs)
        os.write(ours, answer.encode())
        out, err = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == exit_code
    assert "Import this? [y/N]" in err
    assert "Import this?" not in out
    assert last in (out.rstrip()[-len(last) :], err.rstrip()[-len(last) :])
    assert journal_path.exists() == (exit_code == 0)


def test_json_says_everything(ldn: Ldn, diary: Path) -> None:
    said = ldn("import", str(diary), "--map", MAP, "--yes", "--json")
    assert said.exit_code == 0
    found = json.loads(said.stdout)
    assert found == {
        "version": 1,
        "format": "csv",
        "file": str(diary),
        "encoding": "UTF-8",
        "encoding_assumed": False,
        "delimiter": ";",
        "columns": {"date": "Day", "pain": "Pain", "dose": "LDN", "note": "Remarks"},
        "layout": None,
        "counts": {
            "rows": 5,
            "refused": 2,
            "refused_cells": 0,
            "blank": 1,
            "repeated": 0,
            "others": {},
            "days": {"new": 2, "unchanged": 0, "kept": 0},
            "values": {"new": 5, "unchanged": 0, "kept": 0},
        },
        "kept": [],
        "refused": [
            {
                "line": 4,
                "column": "Pain",
                "value": "11",
                "reason": "pain 11 is out of range: use 0 to 10, or say its scale: --scale pain=0..100",
            },
            {
                "line": 6,
                "column": "Day",
                "value": "2026-11-20",
                "reason": "Fri 20 Nov 2026 is already on line 5: keep one row a day, or add --duplicates keep",
            },
        ],
        "refused_cells": [],
        "dry_run": False,
        "imported": True,
        "step": {"number": 1, "summary": "import of diary.csv: 5 values on 2 days"},
    }
    again = json.loads(ldn("import", str(diary), "--map", MAP, "--yes", "--json").stdout)
    assert {key: again[key] for key in EMPTY_STEP} == EMPTY_STEP
    assert json.loads(ldn("import", str(diary), "--map", MAP, "--dry-run", "--json").stdout)["dry_run"] is True


def test_json_lists_what_was_kept(ldn: Ldn, diary: Path, journal: Journal) -> None:
    journal.rate(journal.today().replace(day=20), "pain", 7)
    found = json.loads(ldn("import", str(diary), "--map", MAP, "--yes", "--json").stdout)
    assert found["kept"] == [{"line": 5, "date": "2026-11-20", "what": "pain", "journal": "7", "file": 4}]
    assert found["counts"]["days"] == {"new": 2, "unchanged": 0, "kept": 1}


def test_every_refused_row_is_listed_and_nothing_usable_is_exit_3(ldn: Ldn, tmp_path: Path, journal_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("Day,Pain\n" + "2026-01-01,x\n" * 300 + ",\n")
    said = ldn("import", str(path), "--map", "date=Day,pain=Pain", "--yes")
    assert said.exit_code == 3
    assert said.stdout.count("\n  line ") == 300
    assert "every row was refused" in said.stderr
    assert not journal_path.exists()
    said = ldn("import", str(path), "--map", "date=Day,pain=Pain", "--dry-run", "--json")
    assert said.exit_code == 3
    assert len(json.loads(said.stdout)["refused"]) == 300


def test_only_the_first_twenty_days_are_shown(ldn: Ldn, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Day,Pain\n" + "".join(f"2026-{month:02}-{day:02},4\n" for month in (1, 2) for day in range(1, 29)))
    said = ldn("import", str(path), "--map", "date=Day,pain=Pain", "--dry-run").stdout
    assert "The first 20 of 56 days with something new, as they will be stored:" in said
    assert said.count("  recalled\n") == 20


def test_scales_formats_and_recording_times_are_used(ldn: Ldn, tmp_path: Path) -> None:
    path = tmp_path / "foreign.tsv"
    path.write_text("Tag\tSchmerz, heute\tAm\n31.03.2026\t45\t2026-04-01T08:00:00+02:00\n", encoding="utf-16")
    said = ldn(
        "import", str(path), "--yes", "--map", 'date=tag,pain="schmerz, HEUTE"', "--map", "recorded_at=3",
        "--scale", "pain=100..0", "--date-format", "%d.%m.%Y",
    )  # fmt: skip
    assert said.exit_code == 0
    assert "UTF-16, tab between cells" in said.stdout
    assert "100..0 becomes 0..10" in said.stdout
    assert "written as %d.%m.%Y" in said.stdout
    assert "count as recorded now" not in said.stdout
    (rating,) = json.loads(ldn("export", "--notes").stdout)["ratings"]
    assert (rating["value"], rating["recorded_at"]) == (5.5, "2026-04-01T08:00:00+02:00")


def test_an_assumed_encoding_is_said(ldn: Ldn, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Day,Pain,Müde\n2026-03-31,4,5\n".encode("cp1252"))
    said = ldn("import", str(path), "--map", "date=Day,pain=müde", "--dry-run").stdout
    assert "cp1252 (assumed: it is not UTF-8" in said


@pytest.mark.parametrize(
    ("content", "arguments", "exit_code", "reason"),
    [
        (None, ["--map", MAP], 3, "there is none"),
        (b"", ["--map", MAP], 3, "is empty"),
        (b"Day,Pain\n", ["--map", "date=Day,pain=Pain"], 3, "a header and no rows"),
        (b"Day,Pain\n1,\0\n", ["--map", "date=Day,pain=Pain"], 3, "NUL on line 2"),
        (b"Day,Pain\r1,2\r", ["--map", "date=Day,pain=Pain"], 3, "bare carriage returns"),
        (b"\x89PNG\r\n\x1a\n\0\0", ["--map", MAP], 3, "NUL"),
        (b"Day,Pain\n1,2\n", ["--map", MAP], 3, "'LDN' is not in the file: there are Day, Pain"),
        (b"Day,Pain\n1,2\n", ["--map", "date=Day,pian=Pain"], 3, "'pian' is not a measure: there are pain, sleep"),
        (b"Day,Pain\n1,2\n", ["--map", "date=Day"], 2, "names nothing to import"),
        (b"Day,Ache\n1,2\n", [], 2, "needs --map date=COLUMN,pain=COLUMN,...; the columns are Day, Ache"),
        (b"Day,Pain\n1,2\n", ["--map", "date=Day,pain=Pain", "--scale", "sleep=0..1"], 2, "not a measure that --map"),
        (b"Day,Pain\n1,2\n", ["--map", "date=Day,pain=Pain", "--date-format", "%d"], 2, "whole date"),
        (b'{"version": 1}', ["--map", MAP], 3, "is not in the file"),
    ],
)
def test_what_cannot_be_imported_is_refused_and_changes_nothing(
    ldn: Ldn,
    tmp_path: Path,
    journal_path: Path,
    content: bytes | None,
    arguments: list[str],
    exit_code: int,
    reason: str,
) -> None:
    path = tmp_path / "diary.csv"
    if content is not None:
        path.write_bytes(content)
    said = ldn("import", str(path), *arguments, "--yes")
    assert (said.exit_code, said.stdout) == (exit_code, "")
    assert reason in said.stderr
    assert not journal_path.exists()


def test_a_folder_is_refused(ldn: Ldn, tmp_path: Path) -> None:
    said = ldn("import", str(tmp_path), "--map", MAP, "--yes")
    assert said.exit_code == 3
    assert "is a folder" in said.stderr


def test_hostile_text_is_shown_harmlessly_and_kept(ldn: Ldn, tmp_path: Path) -> None:
    hostile = "[/foo] [b\x1b]0;x\x07\u202e\u2028"
    path = tmp_path / "\x1b[31m.csv"
    path.write_text(f'Day,"Pain {hostile}",Note\n2026-03-31,4,{hostile}\n2026-04-01,"{hostile}",\n', encoding="utf-8")
    said = ldn("import", str(path), "--map", "date=Day,pain=2,note=Note", "--yes")
    assert said.exit_code == 0
    for text in (said.stdout, said.stderr):
        assert visible_lines(text) == text
    as_json = ldn("import", str(path), "--map", "date=Day,pain=2,note=Note", "--yes", "--json").stdout
    assert visible_lines(as_json) == as_json
    assert json.loads(as_json)["refused"][0]["value"] == hostile
    document = json.loads(ldn("export", "--notes").stdout)
    assert document["notes"][0]["text"] == hostile
    assert "source" not in document["imports"][0]


def test_an_exported_journal_becomes_the_empty_one(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    journal.rate(journal.today(), "pain", 4)
    journal.write_note(journal.today(), "[/foo] [b\x1b[31m")
    path = tmp_path / "journal.json"
    assert ldn("export", "--notes", "-o", str(path)).exit_code == 0
    other = str(tmp_path / "other.db")
    said = ldn("--db", other, "import", str(path), "--dry-run")
    assert "it becomes the exported one" in said.stdout
    assert not Path(other).exists()
    said = ldn("--db", other, "import", str(path), "--yes", now="2027-01-01T10:00:00+01:00")
    assert said.exit_code == 0
    assert "  ratings     1          0     0\n" in said.stdout
    assert said.stdout.endswith("Done: import of journal.json: 7 rows. `ldn undo` takes the whole import back.\n")
    assert ldn("--db", other, "export", "--notes").stdout.encode() == path.read_bytes()
    again = ldn("--db", other, "import", str(path))
    assert again.exit_code == 0
    assert "It is a copy of this journal" in again.stdout
    assert again.stdout.endswith("Nothing to import: the journal has all of it already.\n")


def test_another_journal_is_added_to_this_one(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    journal.rate(journal.today(), "pain", 4)
    path = tmp_path / "journal.json"
    ldn("export", "--notes", "-o", str(path))
    other = str(tmp_path / "other.db")
    ldn("--db", other, "log", "sleep=6")
    said = ldn("--db", other, "import", str(path), "--yes")
    assert "It is another journal than this one: what is new in it is added." in said.stdout
    assert said.stdout.endswith("Done: import of journal.json: 1 row. `ldn undo` takes the whole import back.\n")
    assert len(json.loads(ldn("--db", other, "export", "--notes").stdout)["ratings"]) == 2


def test_conflicts_with_an_exported_journal_are_listed(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    today = journal.today()
    journal.rate(today, "pain", 4)
    journal.write_note(today, "mine\x1b[31m")
    path = tmp_path / "journal.json"
    document = json.loads(ldn("export", "--notes").stdout)
    document["ratings"][0]["value"] = 6.5
    document["notes"][0]["text"] = "theirs"
    document["skips"] = [{**document["ratings"][0], "day": "2026-11-20", "reason": "ill"}]
    for name in ("measure", "value", "import_id"):
        document["skips"][0].pop(name)
    path.write_text(json.dumps(document), encoding="utf-8-sig")
    said = ldn("import", str(path), "--yes")
    assert said.exit_code == 0
    assert "2 rows differ from the journal's, which stay:\n" in said.stdout
    assert "  ratings[0] (2026-11-22, pain): stays value 4; the file says value 6.5\n" in said.stdout
    assert "  notes[0] (2026-11-22): stays text mine␛[31m; the file says text theirs\n" in said.stdout
    assert said.stdout.endswith("Done: import of journal.json: 1 row. `ldn undo` takes the whole import back.\n")
    found = json.loads(ldn("import", str(path), "--yes", "--json").stdout)
    assert (found["takes_over"], found["same_journal"], found["imported"]) == (False, True, False)
    assert found["counts"]["ratings"] == {"new": 0, "unchanged": 0, "kept": 1}
    assert found["kept"][0]["path"] == "ratings[0]"
    assert (found["kept"][0]["journal"]["value"], found["kept"][0]["file"]["value"]) == (4, 6.5)


@pytest.mark.parametrize(
    ("content", "arguments", "exit_code", "reason"),
    [
        (b"{}", ["--map", "date=Day,pain=Pain"], 2, "leave them out"),
        (b"{}", [], 3, "version is missing"),
        (b'{"version": 5}', [], 3, "update ldn-tui"),
        (b'{"version": 1, "ratings": []}', [], 3, "journal is missing"),
        (b"Day,Pain\n", [], 3, "is not JSON"),
        (b'{"version": 1, "x": "m\xfcde"}', [], 3, "is not UTF-8"),
    ],
)
def test_a_bad_document_changes_nothing(
    ldn: Ldn, tmp_path: Path, journal_path: Path, content: bytes, arguments: list[str], exit_code: int, reason: str
) -> None:
    path = tmp_path / "journal.json"
    path.write_bytes(content)
    said = ldn("import", str(path), *arguments, "--yes")
    assert (said.exit_code, said.stdout) == (exit_code, "")
    assert reason in said.stderr
    assert not journal_path.exists()


def test_a_bad_value_in_a_document_is_named_by_its_path(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    journal.rate(journal.today(), "pain", 4)
    path = tmp_path / "journal.txt"
    path.write_text(ldn("export", "--notes").stdout.replace('"value": 4', '"value": 44'))
    said = ldn("--db", str(tmp_path / "other.db"), "import", str(path), "--yes")
    assert said.exit_code == 3
    assert f"file {path}: ratings[0].value 44 is out of range: use 0 to 10" in said.stderr
    assert not (tmp_path / "other.db").exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=100).map(lambda data: b"Day,Pain\n2026-03-31," + data)))
def test_no_bytes_break_it(ldn: Ldn, tmp_path: Path, data: bytes) -> None:
    for name, arguments in (("a.csv", ["--map", "date=Day,pain=Pain"]), ("a.json", []), ("a", [])):
        (tmp_path / name).write_bytes(data)
        said = ldn("import", str(tmp_path / name), *arguments, "--dry-run")
        assert said.exit_code in {0, 2, 3}
        for text in (said.stdout, said.stderr):
            assert visible_lines(text) == text


def test_it_imports_nothing_heavy(tmp_path: Path, diary: Path, journal: Journal) -> None:
    code = (
        "import sys; from ldn_tui.cli import run; code = run(sys.argv[1:]);"
        "print(code, sorted({'textual', 'rich', 'plotext', 'sqlite_utils'} & sys.modules.keys()), file=sys.stderr)"
    )
    for arguments in (["import", str(diary), "--map", MAP, "--yes"], ["export", "--format", "csv"], ["export"]):
        said = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env={**os.environ, "LDN_DB": str(journal.path), "LDN_NOW": NOW.isoformat()},
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stderr.splitlines()[-1] == "0 []"


def test_days_on_which_a_measure_was_retired_are_refused(ldn: Ldn, tmp_path: Path, journal: Journal) -> None:
    journal.measures.retire("pain")
    path = tmp_path / "diary.csv"
    path.write_text("Day,Pain\n2026-11-21,4\n2026-11-22,5\n")
    said = ldn("import", str(path), "--map", "date=Day,pain=Pain", "--yes")
    assert said.exit_code == 0
    assert "retired since 2026-11-22: `ldn measure revive pain` brings it back" in said.stdout
    assert journal.day(date(2026, 11, 21)).value("pain") == 4
    assert journal.day(date(2026, 11, 22)).is_empty


def test_a_journal_emptied_by_undo_becomes_the_exported_one(ldn: Ldn, tmp_path: Path, journal: Journal) -> None:
    journal.rate(date(2026, 11, 21), "pain", 4)
    path, again = tmp_path / "journal.json", tmp_path / "again.json"
    other = ("--db", str(tmp_path / "other.db"))
    assert ldn("export", "--notes", "-o", str(path)).exit_code == 0
    for call in (
        ("log", "sleep=7"),
        ("undo",),
        ("import", str(path), "--yes"),
        ("export", "--notes", "-o", str(again)),
    ):
        assert ldn(*other, *call).exit_code == 0
    assert again.read_bytes() == path.read_bytes()


def test_a_diary_of_one_measure_from_before_the_journal_is_not_called_whole(
    ldn: Ldn, tmp_path: Path, journal: Journal
) -> None:
    diary = tmp_path / "pain.csv"
    diary.write_text("Day,Pain\n2026-10-01,4\n2026-10-04,5\n2026-10-05,\n")
    ldn("import", str(diary), "--map", "date=Day,pain=Pain", "--yes")
    shown = ldn("show", "2026-10-01..2026-10-04").stdout
    assert "Thursday 1 October 2026: imported: 1 of 5 rated" in shown
    assert "Fri 2 Oct 2026 to Sat 3 Oct 2026: nothing imported, 2 days" in shown
    for measure in ("sleep", "mood", "food", "function"):
        ldn("log", f"{measure}=5", "--date", "2026-10-01")
    assert "Thursday 1 October 2026: complete" in ldn("show", "2026-10-01").stdout
