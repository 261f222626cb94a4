"""Finding a day by its words, from any room."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from ldn_tui.domain.search_results import Found
from ldn_tui.journal.search import Search
from ldn_tui.tui.dialogs.search import SearchDialog

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp


def search(app: "LdnApp") -> None:
    """Ask for words, and open the day that is chosen; leaving it comes back to where one was."""
    under_way: list[Search] = []

    def begin() -> Callable[[str], Found]:
        under_way.append(app.journal.search())
        return under_way[-1].find

    def answered(day: date | None) -> None:
        for sitting in under_way:
            sitting.close()
        if day is not None:
            app.open_day(day)

    app.push_screen(SearchDialog(begin), answered)
