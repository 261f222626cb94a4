"""What is said when the program itself fails: nothing that is not so."""

import pytest

from ldn_tui.crash import crash_report
from ldn_tui.journal import Journal
from tests.conftest import Ldn


@pytest.mark.parametrize(
    ("unsaved", "said"),
    [
        (0, "Everything up to your last key is saved in the journal."),
        (1, "1 change was not saved yet; everything before it is in the journal."),
        (3, "3 changes were not saved yet; everything before them is in the journal."),
    ],
)
def test_the_app_says_what_is_saved(unsaved: int, said: str) -> None:
    assert crash_report(ValueError(), unsaved).splitlines()[0] == f"ldn-tui failed (ValueError) and closed. {said}"


def test_a_verb_says_what_is_saved(ldn: Ldn, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Journal) -> None:
        raise ValueError("gout")

    monkeypatch.setattr(Journal, "status", fail)
    said = ldn("status")
    assert said.exit_code == 1
    assert "last key" not in said.stderr
    assert "Nothing of this call was saved unless it said so." in said.stderr
    assert "gout" not in said.stderr
