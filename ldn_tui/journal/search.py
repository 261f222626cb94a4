"""Searching the journal: notes with their tags, side effects, doses, rescue medicines, laboratory values and more."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from ldn_tui.domain.days import amount_in_words
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.search_results import Found, FoundDay, Passage, Source, holding
from ldn_tui.domain.search_words import indexed, terms_of
from ldn_tui.domain.side_effects import SEVERITIES
from ldn_tui.storage.repository import Repository
from ldn_tui.storage.schema import Row
from ldn_tui.storage.search_index import SearchIndex

MOST_DAYS = 200


class Search:
    """One sitting at a search: the journal's words as they were when it began.

    Of a bottle under seal only its label is known, here as everywhere.
    """

    def __init__(self, repository: Repository) -> None:
        """Read and index everything that can be searched.

        Raises:
            LdnError: the journal cannot be read just now.
        """
        self._passages: dict[date, list[Passage]] = defaultdict(list)
        for day, passage in _passages(repository):
            self._passages[day].append(passage)
        self._noted = [day for day, passages in self._passages.items() if passages[0].source is Source.NOTE]
        self._index = SearchIndex(
            (day, indexed([passage.text for passage in passages])) for day, passages in self._passages.items()
        )

    def find(self, query: str, most: int = MOST_DAYS) -> Found:
        """Return the days that hold all of what `query` asks for; the latest notes where it holds no word.

        Args:
            query: what was typed; nothing is wrong. See `domain.search_words.terms_of`.
            most: how many days to return; those found are counted all the same.
        """
        terms = terms_of(query)
        if terms:
            days, total = self._index.find(terms, most)
        else:
            days, total = self._noted[: -most - 1 : -1], len(self._noted)
        return Found(terms, tuple(FoundDay(day, holding(self._passages[day], terms)) for day in days), total)

    def close(self) -> None:
        """Forget what was read."""
        self._passages.clear()
        self._index.close()


def _passages(repository: Repository) -> Iterator[tuple[date, Passage]]:
    """Yield every passage with its day: all notes first, in the order of their days."""
    for day, text in repository.notes():
        yield day, Passage(Source.NOTE, text)
    said: dict[str, tuple[Source, Callable[[Row], str]]] = {
        "side_effect": (Source.SIDE_EFFECT, lambda row: f"{row['term']}, {SEVERITIES[int(_number(row['severity']))]}"),
        "dose": (Source.DOSE, _dose),
        "rescue": (Source.RESCUE, lambda row: f"{row['medicine']} ×{shown_number(_number(row['count']))}"),
        "impression": (Source.IMPRESSION, lambda row: PGIC_ANSWERS[int(_number(row["value"]))]),
        "lab": (Source.LAB, lambda row: f"{row['name']} {shown_number(_number(row['value']))} {row['unit']}".rstrip()),
        "skip": (Source.SKIP, lambda row: str(row["reason"])),
    }
    for table, (source, in_words) in said.items():
        for row in repository.rows(table):
            yield date.fromisoformat(str(row["day"])), Passage(source, in_words(row))


def _dose(row: Row) -> str:
    mg = None if row["mg"] is None else _number(row["mg"])
    label = None if row["label"] is None else str(row["label"])
    return f"{row['medicine']} {amount_in_words(bool(row['taken']), mg, label)}"


def _number(value: object) -> float:
    return float(str(value))
