"""The questions about a file to import: where it is, what its columns are, how it is written, and whether to go on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.message import Message
from textual.widgets import ProgressBar, Static

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.text import shorten, visible, visible_lines
from ldn_tui.keys.commands import Place
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE, VALUE, WHAT
from ldn_tui.transfer.date_order import DateOrder
from ldn_tui.transfer.saved_mappings import check_mapping_name
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog, reading
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog
from ldn_tui.tui.dialogs.file_path import existing_file
from ldn_tui.tui.dialogs.restore import WorkingDialog

NOTHING = "–"
A_ROW_A_DAY = "a row is a day"
KEEP, REPLACE = "keep the first", "the file's last counts"
DAY_FIRST, MONTH_FIRST = "day first", "month first"
_GOES_ON = "↑↓ fields · ←→ chooses · Enter goes on · Esc or ctrl+g leaves"
_DATE_NAMES = ("date", "day", "datum", "tag", "fecha", "data", "dato", "timestamp")
_WIDEST_NAME = 40
# Of a preview: the frame, its padding, the heading and the keys.
ROWS_AROUND = 8

Texts = Mapping[str, str]


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


def ask_import_file() -> FieldsDialog[Path]:
    """Return the dialog for the path of a file to import."""
    dialog = FieldsDialog(
        "Import a file",
        (Field("file", "File", placeholder="~/diary.csv"),),
        lambda texts: existing_file(texts["file"], "the diary", "~/diary.csv"),
        "A diary in CSV of any make, or an export of Daylio, Bearable, Loop Habit Tracker or Track & Graph. What it "
        "would bring is shown before anything is stored.",
    )
    dialog.hint = "Enter goes on · Esc or ctrl+g leaves"
    return dialog


def ask_shape(file: AskedFile, kept: Texts) -> FieldsDialog[dict[str, str]]:
    """Return the dialog that asks which column is the date, and whether a row is a day or one value."""
    likely = next((name for name in file.columns if name.strip().lower() in _DATE_NAMES), file.columns[0])
    names = tuple(file.columns)
    return _steps(
        file.heading("its rows"),
        [
            Field(DATE, "Date", kept.get(DATE, likely), options=names),
            Field(WHAT, "What is rated", kept.get(WHAT, A_ROW_A_DAY), options=(A_ROW_A_DAY, *names)),
            Field(VALUE, "Its value", kept.get(VALUE, names[-1]), options=names),
        ],
        "Where a row holds one value, choose the column that names what was rated, and that of its value.",
    )


def ask_columns(
    file: AskedFile, names: Sequence[str], measures: Sequence[Measure], kept: Texts
) -> FieldsDialog[dict[str, str]]:
    """Return the dialog that asks which column, or which name in a long file, is which measure.

    Args:
        file: the file.
        names: the columns, or the names.
        measures: the measures that are asked now.
        kept: what was chosen before.
    """
    known = {name.strip().casefold(): name for name in names}

    def field(target: str, label: str) -> Field:
        likely = known.get(label.casefold(), known.get(target.casefold(), NOTHING))
        return Field(target, label, kept.get(target, likely), options=(NOTHING, *names))

    fields = [field(measure.key, measure.name) for measure in measures]
    said = f"This is an export of {file.layout}." if file.layout else ""
    return _steps(
        file.heading("what is what?"),
        [*fields, field(DOSE, "Dose in mg"), field(NOTE, "Note")],
        said,
        _something_chosen,
    )


def _something_chosen(texts: Texts) -> None:
    if all(chosen == NOTHING for chosen in texts.values()):
        raise BadInput("nothing is chosen: choose a column for one of them with ← and →")


def ask_writing(
    file: AskedFile, order: DateOrder, mapped: Sequence[Measure], kept: Texts
) -> FieldsDialog[dict[str, str]]:
    """Return the dialog that asks how dates and ratings are written, what counts twice, and for a name.

    Args:
        file: the file.
        order: how its dates may be written.
        mapped: the measures it has.
        kept: what was typed before.
    """
    usual = "" if file.layout else "0..10"
    fields = [
        Field(f"scale-{measure.key}", f"Scale of {measure.name}", kept.get(f"scale-{measure.key}", usual), "1..5")
        for measure in mapped
    ]
    if order.is_doubtful:
        asked = f"Dates ({visible(order.example)})"
        fields.insert(0, Field("order", asked, kept.get("order", DAY_FIRST), options=(DAY_FIRST, MONTH_FIRST)))
    fields += [
        Field("words", "Words as numbers", kept.get("words", ""), "bad=2,good=8"),
        Field("duplicates", "What is there twice", kept.get("duplicates", KEEP), options=(KEEP, REPLACE)),
        Field("save", "Save this as", kept.get("save", ""), "a name, if such a file comes again"),
    ]

    def check(texts: Texts) -> None:
        if texts["save"].strip():
            with reading("save"):
                check_mapping_name(texts["save"].strip())

    hint = f" {file.hint}." if file.hint else ""
    return _steps(
        file.heading("how is it written?"),
        fields,
        f"A scale is what means 0 here and what means 10: 0..100, or 5..1 to turn it round.{hint}",
        check,
    )


def _steps(
    heading: str, fields: Sequence[Field], explanation: str, check: Callable[[Texts], object] | None = None
) -> FieldsDialog[dict[str, str]]:
    dialog = FieldsDialog[dict[str, str]](heading, fields, dict, explanation, check)
    dialog.hint = _GOES_ON
    return dialog


class PreviewDialog(Dialog[str]):
    """Shows what an import would do; nothing is stored without the key that says so."""

    PLACE: ClassVar[Place] = Place.PREVIEW
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.PREVIEW)]

    def __init__(self, text: str, *, has_news: bool) -> None:
        """Show `text`; offer to import if there is anything new."""
        super().__init__()
        self.heading = "What the import would do: nothing is stored yet"
        self.hint = f"{'i imports it · ' if has_news else ''}b goes back · ↑↓ ←→ scroll · Esc or ctrl+g leaves"
        self._text = text
        self._has_news = has_news

    def compose_body(self) -> ComposeResult:
        """Compose the text, which may be longer and wider than the screen."""
        with ScrollableContainer(id="preview"):
            yield Static(Content(visible_lines(self._text)))

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self._fit()
        self.query_one("#preview").focus()

    def on_resize(self) -> None:
        """Leave room for the heading and the keys."""
        self._fit()

    def _fit(self) -> None:
        lines = self._text.count("\n") + 2
        self.query_one("#preview").styles.height = min(lines, max(self.app.size.height - ROWS_AROUND, 3))

    def action_choose(self, answer: str) -> None:
        """Go on, or back."""
        if answer == "back" or self._has_news:
            self.answer(answer)


class ProgressDialog(WorkingDialog):
    """Covers the rooms while a file is read or imported, and shows how far that has come."""

    class Came(Message):
        """The work has come so far, from 0 to 1."""

        def __init__(self, share: float) -> None:
            """Say how far."""
            super().__init__()
            self.share = share

        def can_replace(self, message: Message) -> bool:
            """Let a later one stand for one that still waits."""
            return isinstance(message, ProgressDialog.Came)

    def compose_body(self) -> ComposeResult:
        """Compose the bar."""
        yield ProgressBar(total=1.0, show_eta=False)

    def on_progress_dialog_came(self, message: Came) -> None:
        """Show how far it has come."""
        self.query_one(ProgressBar).update(progress=message.share)
