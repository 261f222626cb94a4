"""A model of the day form: what each of its keys stores, said once more and in another way than the app says it."""

from dataclasses import dataclass, field

Ratings = dict[str, float | None]
DIGITS = frozenset("0123456789")
# The keys whose effect the model knows.
MODELLED = frozenset({*DIGITS, "x", ".", "-", "backspace", "up", "down", "left", "right", "n"})


@dataclass(slots=True)
class FormModel:
    """The form of one day.

    Attributes:
        rows: the rows from top to bottom: measures by key, then "dose", "side-effects", "rescue", "note".
        at: the row one is on, by its place.
        ratings: what is rated; None is "no answer".
        dose: "" for no answer, "none" for not taken, else what was taken.
        effects: "" for no answer, "none" for none, else which there were.
    """

    rows: tuple[str, ...]
    at: int
    ratings: Ratings
    dose: str
    effects: str
    _just_set: str | None = None
    _tenths_of: str | None = None
    _swallows: bool = False
    _measures: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Tell the rating rows from the others."""
        self._measures = frozenset(self.rows) - {"dose", "side-effects", "rescue", "note"}

    @property
    def is_waiting(self) -> bool:
        """Whether a point was typed and its digit is still to come."""
        return self._swallows or self._tenths_of is not None

    def press(self, key: str) -> None:
        """Do what the key does."""
        row = self.rows[self.at]
        if key in DIGITS and self.is_waiting:
            self._tenths(int(key))
        elif key in DIGITS or key in {"x", "-"}:
            self._rate(row, None if key == "-" else 10.0 if key == "x" else float(key), key)
        elif key == ".":
            self._point(self._just_set or row)
        elif key in {"up", "down"}:
            self._move(-1 if key == "up" else 1)
            self._forget()
            self._just_set = None
        elif key in {"left", "right"} and row in self._measures:
            self._forget()
            self._change(row, -1 if key == "left" else 1)
        elif key == "backspace":
            self._clear(self._just_set or row)
        elif key == "n":
            self._none(row)

    def settle(self) -> None:
        """Forget a point: something else was done."""
        self._forget()

    def _forget(self) -> None:
        self._tenths_of, self._swallows = None, False

    def _move(self, by: int) -> None:
        self.at = min(max(self.at + by, 0), len(self.rows) - 1)

    def _store(self, row: str, value: float | None) -> None:
        """Store a rating; one that is there already is no change, and what is no change leaves the rest alone."""
        self.ratings[row] = value
        self._just_set = row
        self._forget()

    def _rate(self, row: str, value: float | None, key: str) -> None:
        if row in self._measures:
            self._store(row, value)
            self._move(1)
        elif key in DIGITS:
            self._forget()

    def _tenths(self, digit: int) -> None:
        row = self._tenths_of
        self._forget()
        value = None if row is None else self.ratings.get(row)
        if row is not None and value is not None:
            self._store(row, int(value) + digit / 10)

    def _point(self, row: str) -> None:
        value = self.ratings.get(row)
        self._forget()
        if row in self._measures and value is not None and value < 10:
            self._tenths_of = row
        else:
            self._swallows = True

    def _change(self, row: str, by: int) -> None:
        value = self.ratings.get(row)
        if value is not None:
            self._store(row, min(max(round(value + by, 1), 0.0), 10.0))

    def _clear(self, row: str) -> None:
        self._forget()
        self._just_set = None
        self.at = self.rows.index(row)
        self.ratings.pop(row, None)
        if row == "dose":
            self.dose = ""
        elif row == "side-effects":
            self.effects = ""

    def _none(self, row: str) -> None:
        if row == "dose":
            self.dose = "none"
            self._just_set = row
            self._forget()
            self._move(1)
        elif row == "side-effects" and self.effects in {"", "none"}:
            self.effects = "none"
            self._just_set = row
            self._forget()
            self._move(1)
