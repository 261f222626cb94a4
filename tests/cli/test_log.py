"""`ldn log`."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.cli.assignments import _READERS
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.errors import LockedJournal
from ldn_tui.domain.measures import RESERVED_KEYS
from ldn_tui.domain.side_effects import EMERGENCY_CALL, PRESCRIBER_CALL, SELF_HARM_CALL
from ldn_tui.journal import Journal
from tests.conftest import Ldn
from tests.stored import has_history

DAY = date(2026, 11, 22)
PINNED = "(LDN_NOW pins the clock to 2026-11-22T21:30:00+01:00)\n"


def test_everything_at_once(journal: Journal, ldn: Ldn) -> None:
    result = ldn(
        "log", "pain=4", "sleep=6.5", "mood=x", "food=-", "dose=4.5", "note=slept badly", "side=vivid dreams:2",
        "side=my own: with a colon:mild", "rescue=ibuprofen:2", "rescue=aspirin:0,5", "impression=2", "skip=too-tired",
    )  # fmt: skip
    assert result.exit_code == 0
    assert result.stdout == (
        "Saved for Sunday 22 November 2026\n"
        "  Pain 4\n"
        "  Sleep 6.5\n"
        "  Mood 10\n"
        "  Food no answer\n"
        "  naltrexone 4.5 mg\n"
        "  note: slept badly\n"
        "  vivid dreams, moderate\n"
        "  my own: with a colon, mild\n"
        "  ibuprofen x2\n"
        "  aspirin x0.5\n"
        "  overall: much improved\n"
        "  skipped: too tired\n"
    )
    assert result.stderr == PINNED
    day = journal.day(DAY)
    assert {key: rating.value for key, rating in day.ratings.items()} == {
        "pain": 4.0, "sleep": 6.5, "mood": 10.0, "food": None,
    }  # fmt: skip
    assert [(dose.medicine, dose.mg, dose.taken, dose.taken_at) for dose in day.doses] == [
        ("naltrexone", 4.5, True, None)
    ]
    assert [(effect.term, effect.severity) for effect in day.side_effects] == [
        ("my own: with a colon", 1), ("vivid dreams", 2),
    ]  # fmt: skip
    assert [(rescue.medicine, rescue.count) for rescue in day.rescues] == [("aspirin", 0.5), ("ibuprofen", 2.0)]
    assert (day.note, day.impression, day.skip) == ("slept badly", 2, SkipReason.TOO_TIRED)


def test_it_is_one_step_to_undo(journal: Journal, ldn: Ldn) -> None:
    ldn("log", "pain=4", "dose=4.5", "note=x")
    assert journal.undo().summary == "Pain 4, naltrexone 4.5 mg, note on Sun 22 Nov 2026"
    assert journal.day(DAY).is_empty


def test_it_starts_a_journal(ldn: Ldn) -> None:
    assert ldn("log", "pain=4").exit_code == 0
    assert ldn("status").exit_code == 0


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [
        ("today", DAY, "Sunday 22 November 2026\n"),
        ("yesterday", DAY - timedelta(days=1), "Saturday 21 November 2026 (1 day late: marked late)\n"),
        ("-2", DAY - timedelta(days=2), "Friday 20 November 2026 (2 days late: marked late)\n"),
        ("thu", DAY - timedelta(days=3), "Thursday 19 November 2026 (3 days late: marked recalled)\n"),
        ("2026-01-01", date(2026, 1, 1), "Thursday 1 January 2026 (325 days late: marked recalled)\n"),
    ],
)
def test_another_day_is_named_and_lateness_said(journal: Journal, ldn: Ldn, text: str, day: date, said: str) -> None:
    result = ldn("log", "pain=4", "--date", text)
    assert result.stdout.startswith(f"Saved for {said}")
    assert journal.day(day).value("pain") == 4


def test_what_was_there_already_is_said(ldn: Ldn) -> None:
    ldn("log", "pain=4", "note=x")
    assert ldn("log", "pain=4", "sleep=6").stdout == (
        "Saved for Sunday 22 November 2026\n  Pain 4  (unchanged)\n  Sleep 6\n"
    )
    result = ldn("log", "note=x", "pain=4.0")
    assert result.stdout == "Nothing changed on Sunday 22 November 2026: it was all there already.\n"
    assert result.exit_code == 0


def test_things_are_taken_back_by_saying_so(journal: Journal, ldn: Ldn) -> None:
    ldn("log", "note=x", "rescue=ibuprofen:2", "dose=4.5", "side=headache:1")
    result = ldn("log", "note=", "rescue=ibuprofen:0", "dose=none", "side=none")
    assert result.stdout.splitlines()[1:] == [
        "  note removed", "  ibuprofen removed", "  naltrexone not taken", "  no side effects",
    ]  # fmt: skip
    day = journal.day(DAY)
    assert (day.note, day.rescues, day.doses[0].taken, day.side_effects, day.no_side_effects) == (
        None, (), False, (), True,
    )  # fmt: skip


@pytest.mark.parametrize("word", ["dose=4.5mg", "dose=4.5 MG", "dose=4,5", "DOSE= 4.5 ", " dose =4.5"])
def test_an_amount_is_read_as_people_write_it(journal: Journal, ldn: Ldn, word: str) -> None:
    assert ldn("log", word).exit_code == 0
    assert journal.day(DAY).doses[0].mg == 4.5


class TestRefusals:
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["pian=4"], "'pian' is nothing I can record: did you mean pain?"),
            (["xyzzy=4"], "there are pain, sleep, mood, food, function, dose, side, rescue, note, skip, impression."),
            (["date=today"], "give the day with --date"),
            (["pain=11"], "pain 11 is out of range: use 0 to 10"),
            (["pain=4.55"], "pain 4.55 is too fine: use 0 to 10, with at most one decimal"),
            (["pain="], "pain '' is not a rating: use 0 to 10, x for 10, or - for no answer"),
            (["pain=bad"], "pain 'bad' is not a rating"),
            (["dose=A1"], "dose 'A1' is no amount: write mg, like 4.5, or none"),
            (["dose=some"], "dose 'some' is no amount: write mg, like 4.5, or none"),
            (["dose=-"], "dose '-' is no amount"),
            (["dose=0"], "dose 0: write `none`"),
            (["dose=1e3"], "is no amount"),
            (["dose=4.55"], "at most one decimal"),
            (["side=headache"], "side 'headache' has no severity: write :1 mild, :2 moderate or :3 severe behind it"),
            (["side=headache:4"], "side severity '4' is not one"),
            (["side=:2"], "side effect is empty"),
            (["side="], "side effect is empty"),
            (["side=none", "side=headache:1"], "side none contradicts the other side effects"),
            (["rescue=ibuprofen"], "rescue 'ibuprofen' does not say how many: write it like ibuprofen:2"),
            (["rescue=ibuprofen:many"], "rescue count 'many' is not a number"),
            (["rescue=ibuprofen:-1"], "rescue count -1: say how many"),
            (["rescue=:2"], "rescue medicine ''"),
            (["skip=lazy"], "skip 'lazy' is not a reason: use one of ill, away, forgot, too tired, other"),
            (["impression=0"], "impression '0': use 1"),
            (["impression=٣"], "impression"),
            (["impression=much better"], "impression 'much better'"),
            (["note=" + "x" * 100_001], "note: it has 100001 characters"),
            (["note=a\udcff"], "note: it holds bytes that are not text"),
        ],
    )
    def test_bad_values_are_exit_code_3_and_record_nothing(
        self, journal: Journal, ldn: Ldn, words: list[str], said: str
    ) -> None:
        result = ldn("log", "sleep=6", *words)
        assert result.exit_code == 3
        assert said in result.stderr
        assert result.stdout == ""
        assert journal.day(DAY).is_empty
        assert not has_history(journal)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ([], "there is nothing to record: give values like pain=4"),
            (["pain"], "'pain' is not key=value: write it like pain=4"),
            (["=4"], "'=4' is not key=value"),
            (["pain=4", "pain=4"], "pain is given twice"),
            (["pain=4", "PAIN=5"], "pain is given twice"),
            (["dose=4.5", "dose=none"], "dose is given twice"),
            (["note=a", "note=b"], "note is given twice"),
            (["side=headache:1", "side=Headache:2"], "side is given twice"),
            (["rescue=a:1", "rescue=a:2"], "rescue is given twice"),
            (["-", "-"], "give it once"),
            (["-"], "there is nothing to record"),
            (["--day", "today", "pain=4"], "No such option '--day'"),
            (["pain=4", "--date"], "Option '--date' requires an argument"),
        ],
    )
    def test_wrong_words_are_exit_code_2(self, journal: Journal, ldn: Ldn, words: list[str], said: str) -> None:
        result = ldn("log", *words)
        assert result.exit_code == 2
        assert said in result.stderr
        assert not has_history(journal)

    @pytest.mark.parametrize("day", ["2026-11-23", "2030-01-01"])
    def test_a_day_to_come_is_refused(self, journal: Journal, ldn: Ldn, day: str) -> None:
        result = ldn("log", "pain=4", "--date", day)
        assert result.exit_code == 3
        assert f"{day} has not come yet" in result.stderr

    def test_a_day_that_is_none_is_refused(self, ldn: Ldn) -> None:
        result = ldn("log", "pain=4", "--date", "2026-02-30")
        assert result.exit_code == 3
        assert "no such day" in result.stderr

    def test_a_retired_measure_is_refused(self, journal: Journal, ldn: Ldn) -> None:
        journal.measures.retire("food")
        result = ldn("log", "food=4")
        assert result.exit_code == 3
        assert "ldn measure revive food" in result.stderr
        assert ldn("log", "food=4", "--date", "yesterday").exit_code == 0

    def test_nothing_is_obeyed(self, ldn: Ldn) -> None:
        for word in ("\x1b[31m=4", "pain=\x1b[31m", "skip=\x1b]0;x\x07", "side=\x1b[1m", "\x1b[31m"):
            result = ldn("log", word)
            assert result.exit_code in {2, 3}
            assert "\x1b" not in result.stderr
            assert "\x07" not in result.stderr


class TestRedFlags:
    @pytest.mark.parametrize(
        ("word", "call"),
        [
            ("side=rash", PRESCRIBER_CALL),
            ("side=Overdose", EMERGENCY_CALL),
            ("side=thoughts of harming myself", SELF_HARM_CALL),
            ("side=headache:3", PRESCRIBER_CALL),
        ],
    )
    def test_the_sentence_comes_first(self, ldn: Ldn, word: str, call: str) -> None:
        result = ldn("log", "pain=4", word)
        first = result.stdout.splitlines()[0]
        assert first.endswith(call)
        assert first.lower().startswith(word.removeprefix("side=").removesuffix(":3").lower())

    def test_and_even_if_nothing_can_be_saved(
        self, journal: Journal, ldn: Ldn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def locked(*arguments: object) -> None:
            raise LockedJournal("held")

        monkeypatch.setattr(Journal, "log", locked)
        result = ldn("log", "side=overdose")
        assert result.exit_code == 4
        assert EMERGENCY_CALL in result.stdout

    def test_a_mild_side_effect_says_nothing(self, ldn: Ldn) -> None:
        assert "Call" not in ldn("log", "side=headache:2").stdout


class TestStandardInput:
    def test_lines_are_read_like_a_shell_would(self, journal: Journal, ldn: Ldn) -> None:
        text = (
            "# this evening\n"
            "\n"
            "  pain=4 sleep=6.5\r\n"
            "side='vivid dreams:2' \"rescue=ibu profen:1\"\n"
            "   # indented\n"
            'note=slept badly, she said "ugh" # and that\'s it\n'
            "dose=none"
        )
        result = ldn("log", "-", "mood=5", input=text)
        assert result.exit_code == 0
        day = journal.day(DAY)
        assert {key: rating.value for key, rating in day.ratings.items()} == {"pain": 4, "sleep": 6.5, "mood": 5}
        assert day.note == 'slept badly, she said "ugh" # and that\'s it'
        assert day.side_effects[0].term == "vivid dreams"
        assert day.rescues[0].medicine == "ibu profen"
        assert not day.doses[0].taken

    @pytest.mark.parametrize(
        ("text", "note"),
        [
            ('note="slept badly"', "slept badly"),
            ("note='a=b'", "a=b"),
            ("note=a=b -- 'c", "a=b -- 'c"),
            ('pain=4 note="in between" sleep=5', "in between"),
            ("\ufeffnote=with a mark", "with a mark"),
            ("note=Größe 日本 🙂", "Größe 日本 🙂"),
            ("note=\x1b[31m[/foo]", "\x1b[31m[/foo]"),
        ],
    )
    def test_notes(self, journal: Journal, ldn: Ldn, text: str, note: str) -> None:
        result = ldn("log", "-", input=text)
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout
        assert journal.day(DAY).note == note

    @pytest.mark.parametrize(
        ("text", "code", "said"),
        [
            ("pain=4\nsleep", 2, "line 2: 'sleep' is not key=value"),
            ("pain=4\n\nnote='open", 2, "line 3: "),
            ("pain=4\npain=5", 2, "line 2: pain is given twice"),
            ("pain=4\n# x\nslep=5", 3, "line 3: 'slep' is nothing I can record: did you mean sleep?"),
            ("sleep=12", 3, "line 1: sleep 12 is out of range"),
            ("# nothing", 2, "nothing to record"),
        ],
    )
    def test_the_line_is_named_and_nothing_recorded(
        self, journal: Journal, ldn: Ldn, text: str, code: int, said: str
    ) -> None:
        result = ldn("log", "-", input=text)
        assert result.exit_code == code
        assert said in result.stderr
        assert not has_history(journal)

    def test_bytes_that_are_no_text_are_refused(self, journal: Journal, ldn: Ldn) -> None:
        result = ldn("log", "-", input=b"note=\xff\xfe\n")
        assert result.exit_code == 3
        assert "not text" in result.stderr
        assert not has_history(journal)


class TestJson:
    def test_it_says_what_became_of_each_key(self, ldn: Ldn) -> None:
        ldn("log", "pain=4", "--date", "-2")
        result = ldn("log", "pain=4", "sleep=6", "side=rash", "--date", "-2", "--json")
        assert json.loads(result.stdout) == {
            "version": 1,
            "date": "2026-11-20",
            "lag_days": 2,
            "saved": ["sleep", "side"],
            "unchanged": ["pain"],
            "urgent": [{"term": "rash", "call": PRESCRIBER_CALL}],
        }
        assert PRESCRIBER_CALL in result.stderr

    def test_refusals_leave_stdout_empty(self, ldn: Ldn) -> None:
        result = ldn("log", "pain=11", "--json")
        assert (result.exit_code, result.stdout) == (3, "")


def test_no_measure_can_take_a_word_of_the_call() -> None:
    assert set(_READERS) <= RESERVED_KEYS


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not list open files")
def test_the_journal_is_closed_when_the_call_ends(ldn: Ldn, journal_path: Path) -> None:
    for call in (["log", "pain=4"], ["log", "pian=4"], ["status"], ["undo"], ["undo"]):
        ldn(*call)
        held = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        assert journal_path not in held


def test_help_has_examples(ldn: Ldn) -> None:
    result = ldn("log", "--help")
    assert result.exit_code == 0
    assert "Examples:\n    ldn log pain=4 sleep=6.5 mood=x food=- dose=4.5" in result.stdout
    assert not [line for line in result.stdout.splitlines() if len(line) > 80]
