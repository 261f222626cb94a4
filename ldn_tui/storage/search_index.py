"""A full-text index of the journal's words, in memory only.

It is made when a search begins and is gone when it ends. An index inside the journal's file would have to be kept by
triggers, left out of exports and copies, and purged by `forget` down to the last free page; a person's decades are a
few thousand days, which are read and indexed while the first letters are typed. What is forgotten is nowhere.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from ldn_tui.domain.search_words import Term

_MATCHING = "FROM days_fts WHERE days_fts MATCH :query"


class SearchIndex:
    """Finds days by their words."""

    def __init__(self, days: Iterable[tuple[date, str]]) -> None:
        """Index each day's words.

        Args:
            days: days with their words, as `domain.search_words.indexed` gives them.
        """
        from sqlite_utils import Database

        # Made in a thread of its own, then used by the one that shows what it finds.
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._database = Database(self._connection, execute_plugins=False)
        table = self._database.table("days")
        table.create({"day": int, "words": str}, pk="day")
        self._connection.execute("BEGIN")
        self._connection.executemany(
            "INSERT INTO days (day, words) VALUES (?, ?)", ((day.toordinal(), words) for day, words in days)
        )
        self._connection.execute("COMMIT")
        # The words are cut and folded already. This tokenizer leaves every sign outside ASCII as it is.
        table.enable_fts(["words"], tokenize="ascii")

    def find(self, terms: Sequence[Term], most: int) -> tuple[list[date], int]:
        """Return the newest days that hold all of `terms`, at most `most`, and how many there are in all."""
        query = " AND ".join(_in_fts5(term) for term in terms)
        if not query:
            return [], 0
        days = self._database.query(f"SELECT rowid AS day {_MATCHING} ORDER BY rowid DESC LIMIT :most",
                                    {"query": query, "most": most})  # fmt: skip
        found = [date.fromordinal(int(row["day"])) for row in days]
        if len(found) < most:
            return found, len(found)
        (total,) = self._connection.execute(f"SELECT count(*) {_MATCHING}", {"query": query}).fetchone()
        return found, int(total)

    def close(self) -> None:
        """Let go of the memory."""
        self._connection.close()


def _in_fts5(term: Term) -> str:
    # Words hold no quotes, so nothing that was typed is ever taken for syntax.
    return f'"{" ".join(term.words)}"{"*" if term.is_open else ""}'
