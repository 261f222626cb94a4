"""`ldn diff`: what another copy of the journal says differently, and neither of them touched."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import NewTrial, Template
from ldn_tui.journal import Journal
from tests.conftest import NOW, Ldn

WHAT_TO_DO = "Keep the better one (`ldn restore` with its path takes the other), then move the other away."
COPY = "journal (Ann's conflicted copy 2026-11-22).db"


@pytest.fixture
def copy(ldn: Ldn, journal_path: Path) -> Path:
    """A conflict copy that says the same as the journal."""
    for call in (
        ("pain=4", "sleep=6", "dose=4.5", "note=woke at 3"),
        ("--date", "yesterday", "pain=5"),
    ):
        assert ldn("log", *call).exit_code == 0
    return Path(shutil.copy(journal_path, journal_path.with_name(COPY)))


def there(ldn: Ldn, copy: Path, *call: str) -> None:
    """Change the copy, as on another computer."""
    assert ldn("--db", str(copy), *call).exit_code == 0


def test_two_that_say_the_same(ldn: Ldn, copy: Path) -> None:
    there(ldn, copy, "log", "pain=9")
    there(ldn, copy, "log", "pain=4")
    result = ldn("diff", str(copy))
    assert result.exit_code == 0
    assert result.stdout.endswith("They say the same.\n")
    assert json.loads(ldn("diff", str(copy), "--json").stdout)["same"] is True


def test_it_names_the_days_and_the_values(ldn: Ldn, copy: Path, journal_path: Path) -> None:
    there(ldn, copy, "log", "pain=7", "dose=3", "note=woke at 4\nand again", "side=headache:2")
    there(ldn, copy, "log", "--date", "-3", "mood=2")
    assert ldn("log", "--date", "-2", "pain=1").exit_code == 0
    assert ldn("log", "food=x").exit_code == 0
    result = ldn("diff", COPY)
    assert result.exit_code == 1
    # A bare name is looked for beside the journal, too.
    lines = result.stdout.splitlines()
    assert lines[0] == f"Here:  {journal_path}, 3 days, 7 entries"
    assert lines[1] == f"There: {copy}, 3 days, 7 entries"
    assert "\n".join(lines[2:]) == (
        "\n2026-11-19  only there\n  mood  2"
        "\n\n2026-11-20  only here\n  pain  1"
        "\n\n2026-11-22  different"
        "\n  dose naltrexone       4.5 mg here, 3 mg there"
        "\n  food                  10 here, nothing there"
        "\n  note                  woke at 3 here, woke at 4↵and again there"
        "\n  pain                  4 here, 7 there"
        "\n  side effect headache  nothing here, moderate there"
        f"\n\n{WHAT_TO_DO}"
    )


def test_json_keeps_the_texts_as_they_are(ldn: Ldn, copy: Path) -> None:
    there(ldn, copy, "log", "note=woke at 4\nand \u202eagain")
    result = ldn("diff", str(copy), "--json")
    assert result.exit_code == 1
    assert "\u202e" not in result.stdout
    document = json.loads(result.stdout)
    assert (document["version"], document["same"]) == (1, False)
    assert document["there"]["path"] == str(copy)
    assert document["here"]["journal"] == document["there"]["journal"]
    assert document["days"] == [
        {
            "date": "2026-11-22",
            "where": "both",
            "values": [{"what": "note", "here": "woke at 3", "there": "woke at 4\nand \u202eagain"}],
        }
    ]


def test_what_is_not_of_a_day_is_named_by_its_kind(ldn: Ldn, copy: Path) -> None:
    there(ldn, copy, "measure", "add", "Itch", "--low", "none", "--high", "much", "--better", "lower")
    result = ldn("diff", str(copy))
    assert result.exit_code == 1
    assert result.stdout.endswith(f"\nBesides days, these differ: measure.\n\n{WHAT_TO_DO}\n")
    assert json.loads(ldn("diff", str(copy), "--json").stdout)["other_tables"] == ["measure"]


def test_the_bare_name_of_a_conflict_copy_is_enough_to_restore_it(ldn: Ldn, copy: Path) -> None:
    there(ldn, copy, "log", "pain=7")
    assert ldn("restore", COPY, "--yes").exit_code == 0
    assert "Pain      7" in ldn("show").stdout
    # And that of a backup is enough to look at it.
    (backup,) = copy.parent.glob("backups/*.before-restore.db")
    compared = ldn("diff", backup.name)
    assert (compared.exit_code, "7 here, 4 there" in compared.stdout) == (1, True)


def test_a_name_that_no_file_has_is_said(ldn: Ldn, copy: Path) -> None:
    for name in ("nowhere.db", "a" * 20_000, "\ud800"):
        for verb in ("diff", "restore"):
            refused = ldn(verb, name)
            assert (refused.exit_code, refused.stdout) == (3, "")
            assert refused.stderr.startswith("ldn: file ")


def test_another_journal_is_said_to_be_one(ldn: Ldn, copy: Path) -> None:
    other = copy.with_name("other.db")
    there(ldn, other, "log", "pain=4")
    result = ldn("diff", str(other))
    assert result.exit_code == 1
    assert "They are two journals, not two copies of one." in result.stdout


def test_neither_file_is_touched_and_an_older_one_is_not_migrated(ldn: Ldn, copy: Path, journal_path: Path) -> None:
    there(ldn, copy, "log", "pain=7")
    with closing(sqlite3.connect(copy)) as older:
        # As version 2 had it.
        older.executescript(
            "DROP INDEX one_active_trial; ALTER TABLE trial DROP COLUMN full_dose_on;"
            "ALTER TABLE medicine DROP COLUMN currency;"
        )
        older.executescript("ALTER TABLE medicine DROP COLUMN units_a_day; PRAGMA user_version = 2;")
        older.execute("DELETE FROM _sqlite_migrations WHERE name = '0003_units_and_full_dose'")
        older.commit()
    copy.chmod(0o400)
    before = {path: path.read_bytes() for path in (copy, journal_path)}
    result = ldn("diff", str(copy))
    assert (result.exit_code, result.stderr) == (1, "")
    assert "4 here, 7 there" in result.stdout
    assert {path: path.read_bytes() for path in (copy, journal_path)} == before
    assert {path.name for path in journal_path.parent.iterdir() if path.is_file()} == {journal_path.name, COPY}


@pytest.mark.parametrize(
    ("content", "exit_code", "said"),
    [
        (b"date,pain\n2026-11-22,4\n", 4, "is no journal of ldn-tui"),
        (b"", 4, "is no journal of ldn-tui"),
        (None, 4, "is damaged"),
    ],
)
def test_a_foreign_or_damaged_file_is_refused(
    ldn: Ldn, copy: Path, content: bytes | None, exit_code: int, said: str
) -> None:
    copy.write_bytes(copy.read_bytes()[:5000] if content is None else content)
    result = ldn("diff", str(copy))
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert said in result.stderr


def test_no_file_the_journal_itself_and_a_half_written_one_are_refused(
    ldn: Ldn, copy: Path, journal_path: Path
) -> None:
    for name, said in (("none.db", "there is none"), (journal_path.name, "is the journal itself")):
        result = ldn("diff", str(journal_path.with_name(name)))
        assert (result.exit_code, result.stdout) == (3, "")
        assert said in result.stderr
    copy.with_name(f"{COPY}-journal").write_bytes(b"half")
    result = ldn("diff", str(copy))
    assert result.exit_code == 3
    assert "in the middle of a change" in result.stderr


def test_without_a_journal_there_is_nothing_to_compare(ldn: Ldn, copy: Path, journal_path: Path) -> None:
    journal_path.unlink()
    result = ldn("diff", str(copy))
    assert result.exit_code == 4
    assert "There is no journal" in result.stderr
    assert not journal_path.exists()


def test_a_copy_with_an_opened_seal_unblinds_nothing(journal: Journal, ldn: Ldn, journal_path: Path) -> None:
    start, contents = date(2026, 11, 22), (Content.LDN, Content.COMPARATOR)
    sheet = Sheet(6, contents, "00112233445566778899aabbccddeeff")
    first_dose = start + timedelta(days=14)
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", start, first_dose, baseline_days=14))
    assert ldn("seal", "add", sheet.commitment.code, "--helper", "Ada", "--phone", "030 1").exit_code == 0
    later = datetime.combine(first_dose + timedelta(weeks=13), NOW.timetz())
    assert ldn("dose", "bottle 1", now=later - timedelta(weeks=11)).exit_code == 0
    copy = Path(shutil.copy(journal_path, journal_path.with_name(COPY)))
    early = ("--early", "operation")
    opened = ldn("--db", str(copy), "seal", "open", "-", *early, input=sheet.canonical, now=later)
    assert opened.exit_code == 0
    assert ldn("--db", str(copy), "log", "pain=3", now=later).exit_code == 0
    for words in ((), ("--json",)):
        result = ldn("diff", str(copy), *words, now=later)
        assert result.exit_code == 1
        assert "bottle" in result.stdout
        for secret in ("LDN", "omparator", sheet.nonce, "first"):
            assert secret not in result.stdout.replace(str(journal_path), "")
