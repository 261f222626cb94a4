"""A point typed in the day form: the digit after it gives the tenths of a rating, or nothing at all."""

from ldn_tui.tui.widgets.rows import ScaleRow


class TypedPoint:
    """What the next digit means after a point: the tenths of one row, nothing, or, with no point typed, a rating."""

    def __init__(self) -> None:
        """No point was typed yet."""
        self._row: ScaleRow | None = None
        # What the row said when the point was typed.
        self._on: tuple[str, float | None] | None = None
        self._eats_digit = False

    def forget(self) -> None:
        """Let the next digit be a rating again."""
        self._row = None
        self._eats_digit = False

    def wait_for_tenths(self, row: ScaleRow) -> None:
        """Let the next digit be the tenths of `row`, as long as it says what it says now."""
        self._row, self._on, self._eats_digit = row, _rated(row), False

    def eat_digit(self) -> None:
        """Let the next digit do nothing: it belongs to a point that had no use."""
        self._row, self._eats_digit = None, True

    def is_outdated(self) -> bool:
        """Return whether the row the point was typed for says something else by now."""
        return self._row is not None and _rated(self._row) != self._on

    def eats_digit(self) -> bool:
        """Return whether a digit typed now does nothing; the one after it is a rating again."""
        eats, self._eats_digit = self._eats_digit, False
        return eats

    def take_row(self) -> ScaleRow | None:
        """Return the row a digit typed now gives the tenths of; None when it is a rating of its own."""
        row, self._row = self._row, None
        return row


def _rated(row: ScaleRow) -> tuple[str, float | None] | None:
    """Return the measure a row rates, and its value."""
    return None if row.measure is None else (row.measure.key, row.answer.value)
