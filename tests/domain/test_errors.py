"""What an error carries for those who catch it, beside what it says."""

from pathlib import Path

from ldn_tui.domain.errors import DamagedJournal, LockedJournal, NeedsConfirmation


def test_a_question_has_the_facts_for_the_screen_and_the_option_for_the_command_line() -> None:
    error = NeedsConfirmation("There is no journal yet.", "Add --yes to make it.")
    assert str(error) == "There is no journal yet. Add --yes to make it."
    assert (error.facts, error.option) == ("There is no journal yet.", "Add --yes to make it.")


def test_a_damaged_journal_says_which() -> None:
    error = DamagedJournal("It is damaged.", Path("journal.db"))
    assert (str(error), error.path) == ("It is damaged.", Path("journal.db"))


def test_a_locked_journal_says_who_holds_it_where_that_is_known() -> None:
    assert LockedJournal("It is held.").who == "Another program"
    error = LockedJournal("It is held.", "Process 7")
    assert (str(error), error.who) == ("It is held.", "Process 7")
