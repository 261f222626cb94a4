"""Legends and lines of plain text that keep to a width."""

from ldn_tui.reports.legend_text import fitted_lines, legend_lines, whole_words


def test_entries_stay_whole_and_side_by_side() -> None:
    assert legend_lines(["● taken", "! side effect", "✎ note"], 24) == ["● taken   ! side effect", "✎ note"]
    assert legend_lines([], 24) == []


def test_only_an_entry_that_is_wider_than_everything_is_broken() -> None:
    assert legend_lines(["* mean of all days"], 12, "  ") == ["  * mean of", "  all days"]


def test_lines_that_fit_stay_and_others_go_on_further_in() -> None:
    assert fitted_lines(["  a bar  [==]", ""], 20) == ["  a bar  [==]", ""]
    assert fitted_lines(["  one two three four"], 14) == ["  one two", "      three", "      four"]


def test_a_command_to_copy_and_a_date_stay_on_one_line() -> None:
    line = "The day 2026-11-21 is open: `ldn entry --date 2026-11-21` asks for what it lacks."
    assert whole_words(line, 30) == [
        "The day 2026-11-21 is open:",
        "`ldn entry --date 2026-11-21`",
        "asks for what it lacks.",
    ]
