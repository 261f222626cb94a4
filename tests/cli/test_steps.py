"""`ldn undo` and `ldn redo`."""

from datetime import date

from ldn_tui.journal import Journal
from tests.conftest import Ldn

DAY = date(2026, 11, 22)


def test_each_says_what_it_did_and_who_made_it(journal: Journal, ldn: Ldn) -> None:
    journal.rate(DAY, "pain", 4)
    result = ldn("undo")
    assert result.exit_code == 0
    assert result.stdout == ("Undone: Pain 4 on Sun 22 Nov 2026 (made by another process: the app, 2026-11-22 21:30)\n")
    assert "LDN_NOW pins the clock" in result.stderr
    assert journal.day(DAY).is_empty
    assert ldn("redo").stdout.startswith("Redone: Pain 4 on Sun 22 Nov 2026 (made by another process: the app")
    assert journal.day(DAY).value("pain") == 4


def test_back_and_forth_over_several_calls(journal: Journal, ldn: Ldn) -> None:
    ldn("log", "pain=4", "sleep=6")
    ldn("measure", "retire", "food")
    ldn("log", "note=x")
    said = [ldn("undo").stdout.split(" (made")[0] for _ in range(3)]
    assert said == [
        "Undone: note on Sun 22 Nov 2026",
        "Undone: measure Food retired",
        "Undone: Pain 4, Sleep 6 on Sun 22 Nov 2026",
    ]
    assert [ldn("redo").exit_code for _ in range(4)] == [0, 0, 0, 1]
    assert journal.day(DAY).note == "x"


def test_when_there_is_nothing_the_answer_is_no(journal: Journal, ldn: Ldn) -> None:
    result = ldn("undo")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "ldn: There is nothing to undo.\n")
    result = ldn("redo")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "ldn: There is nothing to redo.\n")


def test_a_summary_is_never_shown_raw(journal: Journal, ldn: Ldn) -> None:
    journal.record_rescue(DAY, "\x1b[31mred", 1)
    assert "␛[31mred x1" in ldn("undo").stdout
    assert "␛[31mred x1" in ldn("redo").stdout


def test_what_the_command_line_made_is_not_called_anothers(ldn: Ldn) -> None:
    ldn("log", "pain=4")
    assert ldn("undo").stdout == "Undone: Pain 4 on Sun 22 Nov 2026 (made 2026-11-22 21:30)\n"
    assert ldn("redo").stdout == "Redone: Pain 4 on Sun 22 Nov 2026 (made 2026-11-22 21:30)\n"
