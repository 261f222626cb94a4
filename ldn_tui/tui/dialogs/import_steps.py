"""The questions about a file to import: where it is, what its columns are, and how it is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, WrongUsage
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.text import shorten, visible
from ldn_tui.reports.text_table import text_table
from ldn_tui.transfer.column_guess import guess_columns
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE, VALUE, WHAT, check_once
from ldn_tui.transfer.column_options import read_scale, read_words
from ldn_tui.transfer.date_order import DateOrder
from ldn_tui.transfer.diary_cells import DATES_FIELD, SCALE_FIELD, TWICE_FIELD, WORDS_FIELD
from ldn_tui.transfer.saved_mappings import check_mapping_name
from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, in_columns
from ldn_tui.tui.dialogs.dialog import reading
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog, OptionPicker
from ldn_tui.tui.dialogs.file_path import existing_file

NOTHING = "–"
A_ROW_A_DAY = "a row is a day"
KEEP, REPLACE, ASK_EACH, REFUSE = "keep", "replace", "ask each day", "refuse the second"
DAY_FIRST, MONTH_FIRST = "day first", "month first"
_GOES_ON = "↑↓ fields · ←→ chooses · Enter goes on · Esc or ctrl+g goes back"
_CHOOSES = "a key chooses, or ↑↓ and Enter · Esc or ctrl+g goes back"
_WIDEST_NAME = 40

Texts = Mapping[str, str]
Value = TypeVar("Value")


class StepDialog(FieldsDialog[Value], Generic[Value]):
    """One step of several: leaving it keeps what stands in it.

    Attributes:
        keep: told what stands in its fields when it is left.
        first: the field to begin with, the first of all by default.
    """

    keep: Callable[[Texts], object] | None = None
    first: str = ""

    def on_mount(self) -> None:
        """Begin where there is something to do."""
        if self.first:
            self.query_one(f"#{self.id_of(self.first)}").focus()
            # What stands there is to be gone on with: a key must not take the place of all of it.
            self.call_after_refresh(self._stand_at_end)

    def _stand_at_end(self) -> None:
        self.query_one(f"#{self.id_of(self.first)}", Input).action_end()

    def action_leave(self) -> None:
        """Leave without an answer, but not without what was typed."""
        if self.keep is not None:
            self.keep(self.texts())
        self.answer(None)


class ShapeDialog(StepDialog[dict[str, str]]):
    """What a row is: the column of a value is only asked for where a row holds one."""

    def on_mount(self) -> None:
        """Hide what is not asked."""
        self._show_value()

    @on(OptionPicker.Turned)
    def _show_value(self) -> None:
        row = self.query_one(f"#{self.id_of(VALUE)}").parent
        if isinstance(row, Widget):
            row.display = self.texts()[WHAT] != A_ROW_A_DAY


@dataclass(frozen=True, slots=True)
class AskedFile:
    """What the questions have to know of the file.

    Attributes:
        name: its name.
        columns: the names of its columns that can be mapped.
        layout: the app it comes from, "" for none that is known.
        hint: what a person has to know to map an export of that app.
    """

    name: str
    columns: Sequence[str]
    layout: str = ""
    hint: str = ""

    def heading(self, question: str) -> str:
        """Return what stands above a question about it."""
        return f"Import {visible(shorten(self.name, _WIDEST_NAME))}: {question}"


def ask_import_file(kept: str = "") -> StepDialog[Path]:
    """Return the dialog for the path of a file to import; `kept` was typed before."""
    dialog = StepDialog(
        "Import a file",
        (Field("file", "File", kept, placeholder="~/diary.csv"),),
        lambda texts: existing_file(texts["file"], "the diary", "~/diary.csv"),
        "A diary in CSV of any make, or an export of Daylio, Bearable, Loop Habit Tracker or Track & Graph. What it "
        "would bring is shown before anything is stored.",
    )
    dialog.hint = "Enter goes on · Esc or ctrl+g leaves"
    return dialog


def ask_leaving() -> ChoiceDialog[bool]:
    """Return the question whether an import is left, and with it what was said of its file."""
    return ChoiceDialog(
        "Leave the import?",
        in_columns(
            (
                Choice("k", "keep on", False),
                Choice("l", "leave", True, "what you said of the file is forgotten; nothing was stored"),
            )
        ),
    )


def ask_layout(file: AskedFile, *, is_plain: bool) -> ChoiceDialog[bool]:
    """Return the question whether a file that looks like an app's export is read as a plain table all the same."""
    dialog = ChoiceDialog(
        file.heading("whose is it?"),
        in_columns(
            (
                Choice("e", "an export", False, f"of {file.layout}"),
                Choice("t", "a plain table", True, "read as it stands"),
            )
        ),
        f"It looks like an export of {file.layout}.",
        int(is_plain),
    )
    dialog.hint = _CHOOSES
    return dialog


def ask_conflict(day: str, values: Sequence[tuple[str, str, str]], number: int, count: int) -> ChoiceDialog[str]:
    """Return the question what counts on a day that is there twice.

    Args:
        day: the day.
        values: what is there twice: its name, what is there, and what the file says.
        number: the place of the day among all to be asked about, from 1.
        count: how many those are.

    Returns:
        The dialog; its answer is one of the keys k, r, K and R.
    """
    choices = [
        Choice("k", "keep what is there", "k"),
        Choice("r", "replace it by the file's", "r"),
    ]
    if number < count:
        choices += [
            Choice("K", "keep it on all the rest", "K", f"this day and {count - number} more"),
            Choice("R", "replace it on all the rest", "R", f"this day and {count - number} more"),
        ]
    dialog = ChoiceDialog(
        f"{visible(day)} is there twice ({number} of {count})",
        in_columns(choices),
        "\n".join(text_table(["what", "there now", "the file says"], [list(value) for value in values])),
    )
    dialog.hint = _CHOOSES
    return dialog


def ask_shape(file: AskedFile, kept: Texts) -> StepDialog[dict[str, str]]:
    """Return the dialog that asks which column is the date, and whether a row is a day or one value."""
    likely = guess_columns(file.columns, ()).get(DATE, file.columns[0])
    names = tuple(file.columns)
    dialog = ShapeDialog(
        file.heading("its rows"),
        [
            Field(DATE, "Date", kept.get(DATE, likely), options=names),
            Field(WHAT, "What is rated", kept.get(WHAT, A_ROW_A_DAY), options=(A_ROW_A_DAY, *names)),
            Field(VALUE, "Its value", kept.get(VALUE, names[-1]), options=names),
        ],
        dict,
        "Where a row holds one value, choose the column that names what was rated, and that of its value.",
    )
    dialog.hint = _GOES_ON
    return dialog


def ask_columns(
    file: AskedFile, names: Sequence[str], measures: Sequence[Measure], kept: Texts
) -> StepDialog[dict[str, str]]:
    """Return the dialog that asks which column, or which name in a long file, is which measure.

    Args:
        file: the file.
        names: the columns, or the names.
        measures: the measures that are asked now.
        kept: what was chosen before.
    """
    known = {name.strip().casefold(): name for name in names}
    likely = guess_columns(names, measures)

    def field(target: str, label: str) -> Field:
        chosen = known.get(kept[target].strip().casefold()) if target in kept else likely.get(target)
        return Field(target, label, chosen or NOTHING, options=(NOTHING, *names))

    fields = [
        *(field(measure.key, measure.name) for measure in measures),
        field(DOSE, "Dose in mg"),
        field(NOTE, "Note"),
    ]

    def check(texts: Texts) -> None:
        chosen = {one.label: texts[one.name] for one in fields if texts[one.name] != NOTHING}
        if not chosen:
            raise BadInput("nothing is chosen: choose a column for one of them with ← and →")
        check_once(chosen)

    said = f"This is an export of {file.layout}." if file.layout else ""
    return _steps(
        file.heading("what is what?"),
        fields,
        said,
        check,
    )


def ask_writing(
    file: AskedFile,
    order: DateOrder,
    mapped: Sequence[Measure],
    kept: Texts,
    doubtful: Sequence[tuple[str, date, date]] = (),
) -> StepDialog[dict[str, str]]:
    """Return the dialog that asks how dates and ratings are written, what counts twice, and for a name.

    Args:
        file: the file.
        order: how its dates may be written.
        mapped: the measures it has.
        kept: what was typed before.
        doubtful: a few of its dates that mean two days, each with the day if the day is first and if the month is.
    """
    # An app's scale is never known; any other file's is taken to be 0 to 10 until something else is typed.
    example = "like 1..5" if file.layout else "0..10 as it stands, or like 1..5"
    fields = [
        Field(
            f"scale-{measure.key}",
            f"{SCALE_FIELD} of {measure.name}",
            kept.get(f"scale-{measure.key}", ""),
            example,
            is_required=bool(file.layout),
        )
        for measure in mapped
    ]
    if order.is_doubtful:
        asked = f"{DATES_FIELD} ({visible(order.example)})"
        options = (DAY_FIRST, MONTH_FIRST)
        fields.insert(0, Field("order", asked, kept.get("order", ""), options=options, is_required=True))
    fields += [
        Field("words", WORDS_FIELD, kept.get("words", ""), "bad=2, n/a=- (no answer), x= (empty)"),
        Field(
            "duplicates",
            TWICE_FIELD,
            kept.get("duplicates", REFUSE),
            options=(REFUSE, KEEP, REPLACE, ASK_EACH),
        ),
        Field("save", "Save this as", kept.get("save", ""), "a name, if such a file comes again"),
    ]

    def check(texts: Texts) -> None:
        if order.is_doubtful and not texts["order"]:
            with reading("order"):
                raise BadInput("only you know whether the dates begin with the day or the month: choose with ← and →")
        for measure in mapped:
            name = f"scale-{measure.key}"
            if texts[name].strip():
                with _typed(name):
                    read_scale(texts[name], f"{SCALE_FIELD} of {measure.name} ")
        with _typed("words"):
            read_words([texts["words"]], WORDS_FIELD)
        if texts["save"].strip():
            with reading("save"):
                check_mapping_name(texts["save"].strip())

    hint = f" {file.hint}." if file.hint else ""
    explanation = f"A scale is what means 0 here and what means 10: 0..100, or 5..1 to turn it round.{hint}"
    if doubtful:
        table = [[text, short_day(day_first), short_day(month_first)] for text, day_first, month_first in doubtful]
        both = text_table(["in the file", DAY_FIRST, MONTH_FIRST], table)
        explanation = "\n".join([explanation, "", *both])
    return _steps(
        file.heading("how is it written?"),
        fields,
        explanation,
        check,
    )


@contextmanager
def _typed(field: str) -> Iterator[None]:
    """Let what cannot be typed on the command line either be refused as what stands in a field."""
    try:
        yield
    except WrongUsage as error:
        with reading(field):
            raise BadInput(str(error)) from None


def _steps(
    heading: str, fields: Sequence[Field], explanation: str, check: Callable[[Texts], object] | None = None
) -> StepDialog[dict[str, str]]:
    dialog = StepDialog[dict[str, str]](heading, fields, dict, explanation, check)
    dialog.hint = _GOES_ON
    return dialog
