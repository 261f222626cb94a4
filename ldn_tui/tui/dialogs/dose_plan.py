"""Asking for a dose plan as the prescription says it: steps of a day, an amount and a time. Nothing is suggested."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import check_mg, parse_number, shown_number
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import DoseStep, check_dose_plan
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog, reading
from ldn_tui.tui.dialogs.dose import read_time
from ldn_tui.tui.dialogs.plan_day import parse_length, plan_day
from ldn_tui.tui.widgets.safe_input import SafeInput

Value = TypeVar("Value")

LEAST_ROWS = 6
QUESTION = "What does your prescription say?"


@dataclass(frozen=True, slots=True)
class StepText:
    """A step of the plan as it was typed.

    Attributes:
        start: its first day, or how long after the step before it begins.
        mg: the amount a day.
        at: the time of day.
    """

    start: str = ""
    mg: str = ""
    at: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.start.strip() or self.mg.strip() or self.at.strip())


def texts_of(steps: Sequence[DoseStep]) -> tuple[StepText, ...]:
    """Return `steps` as one would type them."""
    return tuple(
        StepText(step.starts_on.isoformat(), shown_number(step.mg), f"{step.at:%H:%M}" if step.at else "")
        for step in steps
    )


def read_dose_plan(rows: Sequence[StepText], first_dose: date | None, today: date) -> tuple[DoseStep, ...]:
    """Return the steps that were typed; rows left empty are passed over.

    Args:
        rows: what was typed.
        first_dose: where the first step begins, if it does not say so itself.
        today: what distances are counted from.

    Raises:
        BadInput: a row cannot be read, or the plan is none.
    """
    steps: list[DoseStep] = []
    for number, row in enumerate(rows, 1):
        if not row.is_empty:
            steps.append(_read_step(row, number, steps[-1].starts_on if steps else None, first_dose, today))
    return check_dose_plan(steps)


def _read_step(row: StepText, number: int, before: date | None, first_dose: date | None, today: date) -> DoseStep:
    with reading(f"start-{number - 1}"):
        start = _read_start(row, number, before, first_dose, today)
    with reading(f"mg-{number - 1}"):
        mg = _read_mg(row.mg.strip().lower(), f"step {number}")
    with reading(f"at-{number - 1}"):
        return DoseStep(start, mg, read_time(row.at))


def _read_mg(typed: str, field: str) -> float:
    if not typed:
        raise BadInput(f"{field}: type how many mg a day, as your prescription says")
    return 0.0 if typed in {"0", "none"} else check_mg(parse_number(typed, field), field)


def _read_start(row: StepText, number: int, before: date | None, first_dose: date | None, today: date) -> date:
    typed = row.start.strip()
    if before is not None:
        length = parse_length(typed)
        if length is not None:
            try:
                return before + timedelta(days=length)
            except OverflowError:
                raise BadInput(f"step {number}: {visible(typed)!r} lies beyond the calendar") from None
        if not typed:
            raise BadInput(f"step {number}: type when it begins, a date or 2w after the step before")
    elif not typed:
        if first_dose is None:
            raise BadInput(f"step {number}: type its first day; or leave the whole plan empty until you know it")
        return first_dose
    return plan_day(typed, today, f"step {number}")


class DoseRows(Dialog[Value], Generic[Value]):
    """Asks for the steps of a dose plan, a row each; what each row means is said beside it."""

    PLACE: ClassVar[Place] = Place.DOSE_PLAN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.DOSE_PLAN)]
    hint = "Tab to the next field · ↑↓ rows · Enter saves · Esc or ctrl+g leaves"

    def __init__(
        self,
        heading: str,
        rows: Sequence[StepText],
        read: Callable[[tuple[StepText, ...]], Sequence[DoseStep]],
        explanation: str = "",
    ) -> None:
        """Ask.

        Args:
            heading: what it is about.
            rows: what stands in the rows at first.
            read: makes the steps of what is typed; raises BadInput with the reason and the remedy.
            explanation: a sentence under the heading.
        """
        super().__init__()
        self.heading = heading
        self._read = read
        self._explanation = explanation
        self._rows = [*rows, *[StepText()] * max(LEAST_ROWS - len(rows), 2)]

    def compose_body(self) -> ComposeResult:
        """Compose a row a step under the columns' names."""
        if self._explanation:
            yield Static(Content(visible(self._explanation)), classes="explanation")
        with Horizontal(classes="steps columns"):
            yield Static("from", classes="start")
            yield Static("mg a day", classes="mg")
            yield Static("time", classes="at")
        for index, row in enumerate(self._rows):
            with Horizontal(classes="steps"):
                yield SafeInput(row.start, classes="start", id=f"start-{index}")
                yield SafeInput(row.mg, classes="mg", id=f"mg-{index}")
                yield SafeInput(row.at, classes="at", id=f"at-{index}")
                yield Static("", classes="means", id=f"means-{index}")

    def on_mount(self) -> None:
        """Say what stands there already, and begin in the first row."""
        self._explain()
        self.query_one("#start-0", Input).focus()

    def typed(self) -> tuple[StepText, ...]:
        """Return what stands in the rows, without the empty ones at the end."""
        rows = [
            StepText(self.typed_day(self._typed("start", index)), self._typed("mg", index), self._typed("at", index))
            for index in range(len(self._rows))
        ]
        while rows and rows[-1].is_empty:
            rows.pop()
        return tuple(rows)

    def _typed(self, column: str, index: int) -> str:
        return self.query_one(f"#{column}-{index}", Input).value

    def on_input_changed(self) -> None:
        """Say what the rows mean."""
        self.complain("")
        self._explain()

    def _explain(self) -> None:
        """Say beside each row when it begins; rows that cannot be read yet say nothing."""
        rows, known = self.typed(), list[DoseStep]()
        for index in range(len(self._rows)):
            said = ""
            if index < len(rows) and not rows[index].is_empty:
                with suppress(BadInput):
                    # In the plan the steps stand in order of their days, as typed perhaps not yet.
                    step = next(step for step in self._read(rows[: index + 1]) if step not in known)
                    said = f"{step.in_words} from {short_day(step.starts_on)}"
                    known.append(step)
            self.query_one(f"#means-{index}", Static).update(Content(said))

    def on_input_submitted(self) -> None:
        """Return the rows, or say what is wrong with them."""
        self.action_submit()

    def action_submit(self) -> None:
        """Return the rows, or say what is wrong with them."""
        rows = self.typed()
        try:
            self._read(rows)
        except BadInput as error:
            self.refuse(error)
            return
        self.accept(rows)

    @abstractmethod
    def accept(self, rows: tuple[StepText, ...]) -> None:
        """Make the answer of rows that can be read."""

    def action_row(self, by: int) -> None:
        """Go to the same field of the row below or above."""
        name = (self.focused.id if self.focused is not None else None) or ""
        column, _, index = name.partition("-")
        if not index:
            self.query_one(f"#start-{0 if by > 0 else len(self._rows) - 1}", Input).focus()
        elif 0 <= int(index) + by < len(self._rows):
            self.query_one(f"#{column}-{int(index) + by}", Input).focus()
        elif by > 0:
            self.app.action_focus_next()


class DosePlanDialog(DoseRows[tuple[StepText, ...]]):
    """Asks for a dose plan, and returns its rows."""

    def accept(self, rows: tuple[StepText, ...]) -> None:
        """Return the rows."""
        self.answer(rows)
