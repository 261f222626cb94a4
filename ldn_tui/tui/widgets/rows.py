"""The rows of the day form. Each shows what it is given and says what was pressed; none of them saves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.days import Day, Timeliness
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.side_effects import RED_FLAGS, SEVERITIES
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.keys.commands import Place
from ldn_tui.keys.in_force import Hint
from ldn_tui.reports.day_signs import LATE_SIGNS
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.cells import cut, left, right, width_of
from ldn_tui.tui.theme import heat_style

Part = str | Content | tuple[str, str]

UNSAVED_SIGN = Glyph.PENDING


class FormRow(Widget, can_focus=True):
    """A line of the day form that can have the focus."""

    DEFAULT_CSS = """
    FormRow { height: 1; padding: 0 1; }
    FormRow:focus { background: $panel; }
    """
    PLACE: ClassVar[Place] = Place.TODAY

    unsaved: reactive[bool] = reactive(False)

    def marker(self) -> tuple[str, str]:
        """Return the sign at the row's beginning: where one is, or that it is not saved yet."""
        if self.unsaved:
            return (UNSAVED_SIGN, "bold $error")
        return (Glyph.CURSOR, "bold $accent") if self.has_focus else (" ", "")

    def name_style(self) -> str:
        """Return the style of the row's name."""
        return "bold" if self.has_focus else ""


@dataclass(frozen=True, slots=True)
class ScaleLayout:
    """How wide the parts of all rating rows are, in cells."""

    name: int
    low: int
    high: int
    pitch: int

    @classmethod
    def fitting(cls, measures: Sequence[Measure], width: int) -> "ScaleLayout":
        """Return the layout that shows `measures` best in `width` cells: wide digits if all anchors still fit."""
        name = min(max((width_of(measure.name) for measure in measures), default=0), 14)
        low = max((width_of(measure.low_anchor) for measure in measures), default=0)
        high = max((width_of(measure.high_anchor) for measure in measures), default=0)
        for pitch in (3, 2):
            room = width - 6 - name - 11 * pitch - 3
            if low + high <= room:
                return cls(name, low, high, pitch)
        room = max(width - 6 - name - 11 * 2 - 3, 0)
        low = min(low, max(room // 2, room - high))
        return cls(name, low, max(min(high, room - low), 0), 2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rating row shows: whether it is answered, how, and how late."""

    given: bool = False
    value: float | None = None
    timeliness: Timeliness = Timeliness.ON_TIME


class ScaleRow(FormRow):
    """One measure: its name, its scale between both anchors, the current value strong."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.RATING_ROW)]
    PLACE: ClassVar[Place] = Place.RATING_ROW

    measure: reactive[Measure | None] = reactive[Measure | None](None)
    answer: reactive[Answer] = reactive(Answer())
    arrangement: reactive[ScaleLayout] = reactive(ScaleLayout(8, 16, 22, 2))

    class Clicked(Message):
        """A number of the scale was clicked."""

        def __init__(self, row: "ScaleRow", value: float) -> None:
            """Say that `value` was clicked on `row`."""
            super().__init__()
            self.row = row
            self.value = value

    def render(self) -> Content:
        """Draw the row."""
        measure, layout = self.measure, self.arrangement
        if measure is None:
            return Content("")
        return Content.assemble(
            self.marker(),
            " ",
            (left(measure.name, layout.name), self.name_style()),
            " ",
            (right(measure.low_anchor, layout.low), "$text-muted"),
            " ",
            *self._scale(measure, layout.pitch),
            " ",
            (left(measure.high_anchor, layout.high), "$text-muted"),
            " ",
            (LATE_SIGNS[self.answer.timeliness] if self.answer.given else " ", "bold $accent"),
        )

    @property
    def is_cut(self) -> bool:
        """Whether an anchor or the name does not fit the row."""
        measure, layout = self.measure, self.arrangement
        return measure is not None and (
            width_of(measure.name) > layout.name
            or width_of(measure.low_anchor) > layout.low
            or width_of(measure.high_anchor) > layout.high
        )

    def _scale(self, measure: Measure, pitch: int) -> list[Part]:
        answer = self.answer
        parts: list[Part] = [" "]
        if answer.given and answer.value is None:
            words = " no answer "
            return [(words.center(11 * pitch, "·") + " ", "$text-muted")]
        open_row = not answer.given and self.has_focus
        style = "" if open_row else "$text-muted"
        gap = " " * (pitch - 1)
        number = 0
        while number <= 10:
            label = "X" if number == 10 else str(number)
            if answer.value is None or number != int(answer.value):
                parts.append(((label if open_row or answer.given else "·") + gap, style))
            elif answer.value == number:
                chip = heat_style(measure, answer.value)
                edge = chip.background.hex if chip.background is not None else ""
                parts[-1] = _without_last_cell(parts[-1])
                parts.append(Content.assemble(("▐", edge), (label, chip), ("▌", edge), gap[1:]))
            else:
                # A value with tenths stands between two numbers, in the place of the lower and the next one.
                chip = heat_style(measure, answer.value)
                edge = chip.background.hex if chip.background is not None else ""
                parts[-1] = _without_last_cell(parts[-1])
                number_text = Content.assemble(("▐", edge), (shown_as(answer.value, ".1f"), chip), ("▌", edge))
                parts.append(Content.assemble(number_text, " " * (2 * pitch - 4)))
                number += 1
            number += 1
        return parts

    def on_click(self, event: events.Click) -> None:
        """Rate by a click on a digit."""
        layout = self.arrangement
        start = 1 + 2 + layout.name + 1 + layout.low + 1
        number = (event.x - start) // layout.pitch
        if 0 <= number <= 10 and event.x >= start:
            self.post_message(self.Clicked(self, float(number)))


def _without_last_cell(part: Part) -> Part:
    if isinstance(part, str):
        return part[:-1]
    return part[:-1] if isinstance(part, Content) else (part[0][:-1], part[1])


class AnswerRow(FormRow):
    """A row with a name, what was answered, and the keys that answer it."""

    label: reactive[str] = reactive("")
    answered: reactive[str] = reactive("")
    offer: reactive[tuple[Hint, ...]] = reactive(())
    name_width: reactive[int] = reactive(12)
    alarm: reactive[bool] = reactive(False)

    class Clicked(Message):
        """The row was clicked: what it asks shall be asked."""

        def __init__(self, row: "AnswerRow") -> None:
            """Say that `row` was clicked."""
            super().__init__()
            self.row = row

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked key of the offer does; beside them, say that the row was clicked."""
        at = event.get_content_offset(self)
        right = self.render().rstrip().cell_length - len("".join(self._offers()).rstrip())
        for hint, words in zip(self.offer, self._offers(), strict=True):
            if at is not None and right <= at.x < right + len(words.rstrip()):
                await self.app.run_action(hint.parts[0][1], self.screen)
                return
            right += len(words)
        self.post_message(self.Clicked(self))

    def _offers(self) -> list[str]:
        return [f"{hint.shown} {hint.word}   " for hint in self.offer]

    def render(self) -> Content:
        """Draw the row: the answer first, then as many keys as fit."""
        keys: list[Part] = []
        for hint in self.offer:
            keys.extend(((hint.shown, "bold $footer-key-foreground"), (f" {hint.word}   ", "$text-muted")))
        offer = Content.assemble(*keys)
        head = Content.assemble(self.marker(), " ", (self.label.ljust(self.name_width), self.name_style()), "  ")
        room = self.content_size.width - head.cell_length - offer.cell_length - 2
        shown = cut(self.answered, max(room, 12))
        answer = Content.assemble((shown, "bold $error" if self.alarm else "bold"))
        gap = "   " if self.answered else ""
        return Content.assemble(head, answer, gap, offer)


class DoseRow(AnswerRow):
    """What was taken that day."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.DOSE_ROW)]
    PLACE: ClassVar[Place] = Place.DOSE_ROW


class SideEffectRow(AnswerRow):
    """What was felt that day."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.SIDE_EFFECT_ROW)]
    PLACE: ClassVar[Place] = Place.SIDE_EFFECT_ROW


class RescueRow(AnswerRow):
    """As-needed medicines of that day."""


class NoteRow(AnswerRow):
    """The first line of the note."""


def doses_in_words(day: Day) -> str:
    """Return the day's doses: "4.5 mg at 22:10"."""
    parts = []
    for dose in day.doses:
        at = f" at {dose.taken_at:%H:%M}" if dose.taken_at is not None else ""
        name = "" if dose.medicine == NALTREXONE else f"{dose.medicine} "
        parts.append(f"{name}{dose.amount}{at}")
    return ", ".join(parts)


def side_effects_in_words(day: Day) -> str:
    """Return the day's side effects: "headache mild, nausea moderate", or "none"."""
    if day.no_side_effects:
        return "none"
    return ", ".join(
        effect.term if effect.term in RED_FLAGS else f"{effect.term} {SEVERITIES[effect.severity]}"
        for effect in day.side_effects
    )


def rescues_in_words(day: Day) -> str:
    """Return the day's rescue medicines: "ibuprofen ×2"."""
    return ", ".join(f"{rescue.medicine} ×{shown_number(rescue.count)}" for rescue in day.rescues)
