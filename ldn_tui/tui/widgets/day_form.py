"""The form of a day: a row a question, and under them how the day stands and what is due."""

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ldn_tui.keys.in_force import Keys
from ldn_tui.tui.day_view import DayView
from ldn_tui.tui.day_words import answers, due, standing
from ldn_tui.tui.widgets.rows import (
    AnswerRow,
    DoseRow,
    FormRow,
    NoteRow,
    RescueRow,
    ScaleLayout,
    ScaleRow,
    SideEffectRow,
)

_LEAST_NAME = 12


class DayForm(VerticalScroll, inherit_bindings=False):
    """The rows; the arrows move between them, and the form follows."""

    def __init__(self, ratings: int) -> None:
        """Make a form with that many rating rows; they stay empty until a day is shown."""
        super().__init__(
            Static("", id="notice"),
            *(ScaleRow() for _ in range(ratings)),
            DoseRow(id="dose"),
            SideEffectRow(id="side-effects"),
            RescueRow(id="rescue"),
            NoteRow(id="note"),
            Static("", id="standing"),
            Static("", id="due"),
            id="form",
            can_focus=False,
        )

    @property
    def rows(self) -> list[FormRow]:
        """The rows, from the top."""
        return list(self.query(FormRow))

    def show_rows(self, view: DayView, keys: Keys, width: int) -> None:
        """Show a day's answers, with as many rating rows as it has measures.

        Args:
            view: the day.
            keys: the keys in force, for what the empty rows offer.
            width: the cells a row may take.
        """
        rows = list(self.query(ScaleRow))
        for row in rows[len(view.measures) :]:
            row.remove()
        missing = [ScaleRow() for _ in view.measures[len(rows) :]]
        if missing:
            self.mount_all(missing, before="#dose")
        arrangement = ScaleLayout.fitting(view.measures, width)
        for row, measure in zip([*rows, *missing], view.measures, strict=False):
            row.measure = measure
            row.arrangement = arrangement
            row.answer = view.answer(measure.key)
            row.unsaved = measure.key in view.unsaved
        for row_id, words in answers(view, keys).items():
            answer = self.query_one(f"#{row_id}", AnswerRow)
            answer.label, answer.answered, answer.offer = words.label, words.answered, words.offer
            answer.alarm = words.is_alarm
            answer.name_width = max(arrangement.name, _LEAST_NAME)
            answer.unsaved = row_id.replace("-", " ") in view.unsaved

    def show_texts(self, view: DayView, keys: Keys) -> None:
        """Show what is to be noticed of a day, how it stands and what is due."""
        notices = [view.clock_hint]
        if view.day.skip is not None:
            notices.append(f"skipped: {view.day.skip.value} ({keys.sign('today.skip')} takes the mark away)")
        texts = {
            "#notice": Content(" · ".join(part for part in notices if part)),
            "#standing": standing(view),
            "#due": due(view, keys),
        }
        for selector, text in texts.items():
            static = self.query_one(selector, Static)
            before = static.content
            if before != text:
                # Laying the form out anew costs as much as painting it: only where the lines may not stay the same.
                static.update(text, layout=not all(_is_one_line(each, static) for each in (before, text)))

    def first_empty(self, view: DayView) -> FormRow | None:
        """Return the first row without an answer; with none, the last row, where a stray digit changes nothing."""
        rows = self.rows
        day = view.day
        unanswered = {measure.key for measure in view.missing}
        empty_answers = {
            "dose": not day.doses,
            "side-effects": not (day.no_side_effects or day.side_effects),
        }
        for row in rows:
            open_rating = isinstance(row, ScaleRow) and row.measure is not None and row.measure.key in unanswered
            if open_rating or empty_answers.get(row.id or ""):
                return row
        return rows[-1] if rows else None


def _is_one_line(text: object, static: Static) -> bool:
    return isinstance(text, Content) and "\n" not in text.plain and 0 < text.cell_length <= static.content_size.width
