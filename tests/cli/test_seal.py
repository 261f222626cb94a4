"""`ldn seal`: drawn by a helper, kept as a code, opened once and for good."""

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.seal import Content, Sheet, parse_code, parse_sheet
from ldn_tui.domain.trial import NewTrial, Template
from ldn_tui.journal import Journal
from tests.conftest import NOW, Ldn, Result

START = date(2026, 11, 22)
FIRST_DOSE = START + timedelta(days=14)
OVER = datetime.combine(FIRST_DOSE + timedelta(weeks=24), NOW.timetz())
SHEET = Sheet(6, (Content.LDN, Content.COMPARATOR, Content.COMPARATOR, Content.LDN), "00112233445566778899aabbccddeeff")
HELPER = ("--helper", "Ada, pharmacist", "--phone", "030 1234567")
GUESS = ("--guess", "LDN-first", "--guess", "LDN-first", "--sure", "60")


@pytest.fixture
def sealed(journal: Journal, ldn: Ldn) -> Journal:
    journal.trials.new(
        NewTrial(Template.SEALED_PAIRS, "Does it help me?", "fibromyalgia", START, FIRST_DOSE, baseline_days=14)
    )
    assert ldn("seal", "add", SHEET.commitment.code, *HELPER).exit_code == 0
    return journal


@pytest.fixture
def sheet_file(tmp_path: Path) -> Path:
    file = tmp_path / "sheet.txt"
    file.write_text(f"# for the helper\n\n{SHEET.canonical}\n")
    return file


def is_sealed(journal: Journal) -> bool:
    return journal.seals.sealed_now() is not None


# For the helper


def test_new_prints_the_sheet_and_the_code_and_writes_nothing(ldn: Ldn, journal_path: Path) -> None:
    result = ldn("seal", "new", "--pairs", "2", "--weeks", "6")
    assert (result.exit_code, result.stderr) == (0, "")
    sheet = parse_sheet(result.stdout)
    assert (sheet.pairs, sheet.weeks) == (2, 6)
    code = re.search(r'ldn seal add "([^"]+)"', result.stdout)
    assert code is not None
    assert parse_code(code[1]) == sheet.commitment
    assert "FOR THE HELPER ALONE" in result.stdout
    assert "EMERGENCY" in result.stdout
    assert "Until opened, act as if on naltrexone." in result.stdout
    assert list(journal_path.parent.iterdir()) == []


def test_new_draws_anew_each_time(ldn: Ldn) -> None:
    sheets = [parse_sheet(ldn("seal", "new", "--pairs", "1").stdout) for _ in range(200)]
    assert len({sheet.nonce for sheet in sheets}) == 200
    first = Counter(sheet.contents[0] for sheet in sheets)
    # Fewer than 60 of 200 has a chance of one in a hundred million.
    assert min(first[Content.LDN], first[Content.COMPARATOR]) >= 60
    assert {sheet.weeks for sheet in sheets} == {8}


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        ([], 2, "--pairs"),
        (["--pairs", "0"], 3, "use 1 to 6"),
        (["--pairs", "7"], 3, "use 1 to 6"),
        (["--pairs", "2", "--weeks", "5"], 3, "use 6 to 26"),
        (["--pairs", "two"], 2, "--pairs"),
    ],
)
def test_sizes_that_cannot_be_drawn(ldn: Ldn, words: list[str], exit_code: int, said: str) -> None:
    result = ldn("seal", "new", *words)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert said in result.stderr


# Sealing


def test_add_takes_the_code_in_one_word_or_in_groups(journal: Journal, ldn: Ldn) -> None:
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", START, FIRST_DOSE))
    result = ldn("seal", "add", *SHEET.commitment.code.lower().split(), *HELPER)
    assert result.exit_code == 0
    assert result.stdout.startswith("Seal added, helper Ada, pharmacist.\nUntil opened, act as if on naltrexone.")
    assert "LDN_NOW pins the clock" in result.stderr
    seal = journal.seals.current()
    assert seal is not None
    assert (seal.commitment, seal.helper_phone) == (SHEET.commitment, "030 1234567")


@pytest.mark.parametrize("words", [[], ["--helper", "Ada"], ["--phone", "030 1"]])
def test_a_random_order_without_a_helper_is_refused_with_the_reason(
    journal: Journal, ldn: Ldn, words: list[str]
) -> None:
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", START, FIRST_DOSE))
    result = ldn("seal", "add", SHEET.commitment.code, *words)
    assert result.exit_code == 2
    assert "add --helper NAME and --phone PHONE: a random order needs a helper" in result.stderr
    assert "you must not know which bottle is what, and somebody must, in an emergency" in result.stderr
    blank = ldn("seal", "add", SHEET.commitment.code, "--helper", " ", "--phone", "030 1")
    assert blank.exit_code == 3
    assert "helper is missing: a random order needs a helper" in blank.stderr
    assert not is_sealed(journal)


def test_a_mistyped_code_and_a_trial_that_is_not_there_are_refused(journal: Journal, ldn: Ldn) -> None:
    code = SHEET.commitment.code
    swapped = code[:10] + code[11] + code[10] + code[12:]
    assert "two are swapped" in ldn("seal", "add", swapped, *HELPER).stderr
    result = ldn("seal", "add", code, *HELPER)
    assert result.exit_code == 1
    assert "ldn trial new sealed-pairs" in result.stderr


# Reading


def test_status(sealed: Journal, ldn: Ldn) -> None:
    result = ldn("seal", "status")
    assert result.exit_code == 0
    assert result.stdout == (
        "Sealed: 2 pairs of periods of 6 weeks. Until opened, act as if on naltrexone.\n"
        "Helper: Ada, pharmacist, 030 1234567\n"
        f"Code: {SHEET.commitment.code}\n"
        "  bottle 1: sealed, to Sat 16 Jan 2027\n"
        "  bottle 2: sealed, to Sat 27 Feb 2027\n"
        "  bottle 3: sealed, to Sat 10 Apr 2027\n"
        "  bottle 4: sealed, to Sat 22 May 2027\n"
    )


def test_status_as_json(sealed: Journal, ldn: Ldn, sheet_file: Path) -> None:
    seal = sealed.seals.current()
    assert seal is not None
    expected = {
        "trial": seal.trial,
        "pairs": 2,
        "weeks": 6,
        "code": SHEET.commitment.code,
        "helper": {"name": "Ada, pharmacist", "phone": "030 1234567"},
        "opened_on": None,
        "early_reason": None,
        "guess": None,
        "sure": None,
        "bottles": [
            {"label": "bottle 1", "ends_on": "2027-01-16", "content": None},
            {"label": "bottle 2", "ends_on": "2027-02-27", "content": None},
            {"label": "bottle 3", "ends_on": "2027-04-10", "content": None},
            {"label": "bottle 4", "ends_on": "2027-05-22", "content": None},
        ],
    }
    assert json.loads(ldn("seal", "status", "--json").stdout) == {"version": 1, "seal": expected}
    ldn("seal", "open", str(sheet_file), *GUESS, now=OVER)
    opened = json.loads(ldn("seal", "status", "--json").stdout)["seal"]
    assert [bottle["content"] for bottle in opened["bottles"]] == ["LDN", "comparator", "comparator", "LDN"]
    assert (opened["opened_on"], opened["guess"], opened["sure"]) == (
        OVER.date().isoformat(), ["LDN-first", "LDN-first"], 60,
    )  # fmt: skip


def test_status_with_nothing_sealed(journal: Journal, ldn: Ldn) -> None:
    result = ldn("seal", "status")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Nothing is sealed" in result.stderr
    assert json.loads(ldn("seal", "status", "--json").stdout) == {"version": 1, "seal": None}
    assert ldn("seal", "open").exit_code == 1


# Opening


def test_open_from_a_file(sealed: Journal, ldn: Ldn, sheet_file: Path) -> None:
    result = ldn("seal", "open", str(sheet_file), *GUESS, now=OVER)
    assert result.exit_code == 0
    assert result.stdout == (
        "Guess taken, windows locked.\n"
        "Seal opened.\n"
        "Opened on Sun 23 May 2027: 2 pairs of periods of 6 weeks.\n"
        "Helper: Ada, pharmacist, 030 1234567\n"
        f"Code: {SHEET.commitment.code}\n"
        "  bottle 1: LDN, to Sat 16 Jan 2027\n"
        "  bottle 2: comparator, to Sat 27 Feb 2027\n"
        "  bottle 3: comparator, to Sat 10 Apr 2027\n"
        "  bottle 4: LDN, to Sat 22 May 2027\n"
        "Your guess: LDN-first, LDN-first; 60 % sure\n"
        "Guessed right: 1 of 2\n"
    )
    assert not is_sealed(sealed)
    undone = ldn("undo", now=OVER)
    assert undone.exit_code == 1
    assert "cannot be undone" in undone.stderr
    shown = json.loads(ldn("show", "2027-01-17", "--json", now=OVER).stdout)["days"][0]["phase"]
    assert shown["arm"] == "comparator"
    assert "Treatment, comparator (bottle 2), day 1 of 42" in ldn("show", "2027-01-17", now=OVER).stdout


def test_open_from_standard_input_in_two_steps(sealed: Journal, ldn: Ldn) -> None:
    first = ldn("seal", "open", *GUESS, now=OVER)
    assert (
        first.stdout
        == "Guess taken, windows locked.\nNow ask your helper for the sheet: `ldn seal open SHEET` reads it.\n"
    )
    assert is_sealed(sealed)
    again = ldn("seal", "open", "-", *GUESS, input=SHEET.canonical, now=OVER)
    assert again.exit_code == 3
    assert "guess: it was taken already, and stays" in again.stderr
    assert is_sealed(sealed)
    assert ldn("seal", "open", "-", input=SHEET.canonical, now=OVER).exit_code == 0
    assert not is_sealed(sealed)


def test_what_seal_new_prints_opens_it_whole(journal: Journal, ldn: Ldn) -> None:
    printed = ldn("seal", "new", "--pairs", "1", "--weeks", "6").stdout
    code = parse_sheet(printed).commitment.code
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", START, FIRST_DOSE))
    ldn("seal", "add", code, *HELPER)
    guess = ("--guess", "comparator-first", "--sure", "0")
    assert ldn("seal", "open", "-", *guess, input=printed, now=OVER).exit_code == 0
    assert not is_sealed(journal)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "guess: say first"),
        (["--guess", "LDN-first", "--sure", "5"], "there are 2 pairs, and 1 guessed"),
        (["--guess", "LDN", "--guess", "LDN", "--sure", "5"], "use LDN-first or comparator-first"),
        (["--guess", "LDN-first,LDN-first"], "how sure"),
        (["--guess", "LDN-first,LDN-first", "--sure", "101"], "use 0"),
        (["--sure", "50"], "guess"),
    ],
)
def test_without_a_whole_guess_nothing_is_locked_or_opened(
    sealed: Journal, ldn: Ldn, sheet_file: Path, words: list[str], said: str
) -> None:
    result = ldn("seal", "open", str(sheet_file), *words, now=OVER)
    assert (result.exit_code, result.stdout) == (3, "")
    assert said in result.stderr
    assert is_sealed(sealed)
    trial = sealed.trials.active()
    assert trial is not None
    assert not trial.is_locked


def test_an_early_opening_needs_a_reason(sealed: Journal, ldn: Ldn, sheet_file: Path) -> None:
    early = ldn("seal", "open", str(sheet_file), *GUESS)
    assert early.exit_code == 3
    assert "its last period ends on Sat 22 May 2027; to open it before, say why with --early REASON" in early.stderr
    assert is_sealed(sealed)
    opened = ldn("seal", "open", str(sheet_file), "--early", "operation")
    assert opened.exit_code == 0
    assert "Opened early: operation\n" in opened.stdout
    assert "guess" not in opened.stdout
    assert not is_sealed(sealed)


def test_a_file_that_is_no_sheet_begins_nothing(sealed: Journal, ldn: Ldn, tmp_path: Path) -> None:
    other = tmp_path / "diary.csv"
    other.write_text("date,pain\n")
    wrong = tmp_path / "other.txt"
    wrong.write_text(Sheet(6, SHEET.contents, "f" * 32).canonical)
    for file in ("nosuchfile.txt", str(other), str(wrong)):
        result = ldn("seal", "open", file, "--early", "typo")
        assert (result.exit_code, result.stdout) == (3, "")
    for now in (NOW, OVER):
        assert ldn("seal", "open", str(other), *GUESS, now=now).exit_code == 3
    seal = sealed.seals.current()
    assert seal is not None
    assert not seal.is_opening_begun
    trial = sealed.trials.active()
    assert trial is not None
    assert not trial.is_locked


def test_the_seal_of_an_ended_trial_is_opened_by_its_sheet(sealed: Journal, ldn: Ldn, sheet_file: Path) -> None:
    ended = FIRST_DOSE + timedelta(weeks=1)
    later = datetime.combine(ended + timedelta(days=1), NOW.timetz())
    assert ldn("trial", "end", "--reason", "ill", "--date", ended.isoformat(), "--yes", now=later).exit_code == 0
    assert ldn("trial", "new", "before-after", now=later).exit_code == 0
    assert "Ada, pharmacist" in ldn("card", now=later).stdout
    assert "Sealed: 2 pairs" in ldn("seal", "status", now=later).stdout
    result = ldn("seal", "open", str(sheet_file), "--early", "the trial ended", now=later)
    assert result.exit_code == 0
    assert "bottle 1: LDN" in result.stdout
    assert not is_sealed(sealed)


@pytest.mark.parametrize(
    "text",
    [
        Sheet(6, SHEET.contents[::-1], SHEET.nonce[:-1] + "0").canonical,
        Sheet(6, (Content.COMPARATOR, Content.LDN, Content.COMPARATOR, Content.LDN), SHEET.nonce).canonical,
        Sheet(8, (Content.LDN, Content.COMPARATOR), "f" * 32).canonical,
        SHEET.canonical.replace("bottle 3", "bottle 2"),
        SHEET.canonical[:-1],
        "pain,sleep\n1,2\n",
        "",
        "\x1b[2J\0",
    ],
    ids=["another nonce", "altered", "another trial", "renamed", "cut short", "another file", "empty", "not text"],
)
def test_a_wrong_sheet_is_refused_and_opens_nothing(sealed: Journal, ldn: Ldn, tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text(text)
    calls = (("-", *GUESS, text), (str(file), ""))
    for *words, given in calls:
        result = ldn("seal", "open", *words, input=given, now=OVER)
        assert result.exit_code == 3
        said = result.stdout + result.stderr
        assert not re.search(r"bottle \d.{0,4}(LDN|comparator)", said)
        assert SHEET.nonce[:20] not in said
        assert "\x1b" not in said
        assert is_sealed(sealed)
        assert sealed.repository.rows("bottle") == []


def test_a_sheet_that_is_not_there_is_named(sealed: Journal, ldn: Ldn, tmp_path: Path) -> None:
    result = ldn("seal", "open", str(tmp_path / "none.txt"), *GUESS, now=OVER)
    assert result.exit_code == 3
    assert "none.txt: there is none" in result.stderr
    assert is_sealed(sealed)


# While it is sealed


def readings(ldn: Ldn, now: datetime) -> list[Result]:
    """Everything that reads, in words and as JSON."""
    calls = [
        ["status"], ["status", "--json"], ["show", "2026-11-22..2027-05-22"],
        ["show", "2026-11-22..2027-05-22", "--json"], ["seal", "status"], ["seal", "status", "--json"], ["card"],
        ["export"], ["export", "--format", "csv"], ["measure", "list", "--json"], ["paths"],
    ]  # fmt: skip
    from ldn_tui.cli.verbs import VERBS

    if "trial" in VERBS:
        calls += [["trial", "show"], ["trial", "show", "--json"], ["trial", "list"]]
    if "medicine" in VERBS:
        calls += [["medicine", "list"]]
    return [ldn(*call, now=now) for call in calls]


def test_while_sealed_nothing_that_can_be_read_separates_ldn_from_comparator(sealed: Journal, ldn: Ldn) -> None:
    for number in range(0, 168, 7):
        day = FIRST_DOSE + timedelta(days=number)
        planned = sealed.trials.planned_dose(day)
        assert planned is not None
        now = datetime.combine(day, NOW.timetz())
        assert ldn("log", "pain=4", now=now).exit_code == 0
    # The guess itself says LDN-first; it is the person's own, and the same whatever the order is.
    for result in readings(ldn, OVER):
        assert result.exit_code == 0, result.stderr
        said = result.stdout + result.stderr
        assert SHEET.nonce not in said
        for line in said.splitlines():
            assert not (re.search(r"bottle \d", line) and re.search(r"\bLDN\b|comparator", line)), line
        assert not re.search(r'"(arm|content)": "(LDN|comparator)"', said)


def wrong_sheets(sheet: Sheet) -> list[str]:
    """Return every order with a wrong nonce, the true one among them, and the other orders with the true nonce."""
    first, second = (Content.LDN, Content.COMPARATOR), (Content.COMPARATOR, Content.LDN)
    orders = [one + other for one in (first, second) for other in (first, second)]
    return [
        *(Sheet(6, order, "f" * 32).canonical for order in orders),
        *(Sheet(6, order, sheet.nonce).canonical for order in orders if order != sheet.contents),
    ]


def test_every_order_reads_the_same_while_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ldn: Ldn) -> None:
    """What is printed for the four possible orders differs in nothing but ids, the code and its digest."""
    found = []
    pairs = ((Content.LDN, Content.COMPARATOR), (Content.COMPARATOR, Content.LDN))
    for first in pairs:
        for second in pairs:
            path = tmp_path / f"{first[0]}{second[0]}" / "journal.db"
            monkeypatch.setenv("LDN_DB", str(path))
            sheet = Sheet(6, first + second, SHEET.nonce)
            assert ldn("log", "pain=4").exit_code == 0
            from ldn_tui.clock import PinnedClock
            from ldn_tui.journal import open_journal
            from tests.conftest import DAY_STARTS_AT

            opened = open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=False, program="the app")
            opened.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", START, FIRST_DOSE, baseline_days=14))
            opened.close()
            assert ldn("seal", "add", sheet.commitment.code, *HELPER).exit_code == 0
            assert ldn("seal", "open", *GUESS, now=OVER).exit_code == 0
            tried = [ldn("seal", "open", "-", input=text, now=OVER) for text in wrong_sheets(sheet)]
            assert {result.exit_code for result in tried} == {3}
            said = "\n".join(result.stdout + result.stderr for result in [*tried, *readings(ldn, OVER)])
            said = said.replace(sheet.commitment.code, "CODE").replace(sheet.commitment.digest, "DIGEST")
            said = said.replace(str(path.parent), "FOLDER")
            found.append(re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID", said))
    assert found[0] == found[1] == found[2] == found[3]


def test_log_takes_no_amount_while_sealed(sealed: Journal, ldn: Ldn) -> None:
    days = [phase.starts_on for phase in sealed.phases() if phase.arm == "bottle 1"]
    evening = f"{days[0].isoformat()}T21:00:00+01:00"
    refused = ldn("log", "dose=4.5", now=evening)
    assert refused.exit_code == 3
    assert "give the bottle" in refused.stderr
    assert ldn("log", "dose=none", now=evening).exit_code == 0
    assert sealed.day(days[0]).doses[0].mg is None
