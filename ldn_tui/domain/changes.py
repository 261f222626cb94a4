"""What a use case did: the fact that travels to every screen, and what undo and redo say."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One step of the journal.

    Attributes:
        step: its number in the journal; None if nothing had to be changed.
        summary: what was done, in the person's words ("pain 4 on Sun 22 Nov 2026").
        days: the days it touched.
        tables: the tables it touched.
        by: which program made it ("the app", "the command line").
        at: when it was made.
        by_another: whether another process made it.
        notice: what it does besides, that a person would not expect: a sentence, or "".
    """

    step: int | None
    summary: str
    days: frozenset[date] = frozenset()
    tables: frozenset[str] = frozenset()
    by: str = ""
    at: datetime | None = None
    by_another: bool = False
    notice: str = ""

    @property
    def happened(self) -> bool:
        """Whether anything was changed."""
        return self.step is not None

    @property
    def origin(self) -> str:
        """A clause that says another process made it, or nothing."""
        if not self.by_another or self.at is None:
            return ""
        return f" (made by another process: {self.by}, {self.at:%Y-%m-%d %H:%M})"
