"""Asking what a report is to hold, and where it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from textual.widgets import Input

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible
from ldn_tui.reports.report import ReportFormat, ReportWish, check_questions, check_words
from ldn_tui.reports.report_file import format_of
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog, OptionPicker
from ldn_tui.tui.dialogs.file_path import check_path, file_exists, read_path

FORMATS = {
    "page to print": ReportFormat.HTML,
    "Markdown": ReportFormat.MARKDOWN,
    "text": ReportFormat.TEXT,
    "JSON": ReportFormat.JSON,
}
NO, YES = "no", "yes"
_LINES = ("line1", "line2", "line3")
LAST = "questions"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What to write, and where.

    Attributes:
        wish: what the report is to hold.
        form: its format.
        path: the file.
        replaces: whether one that exists is to be replaced, which was asked.
    """

    wish: ReportWish
    form: ReportFormat
    path: Path
    replaces: bool


class ReportDialog(FieldsDialog[ReportFile]):
    """Asks for a report; a file that exists is only replaced by a second Enter."""

    def __init__(self, path: str) -> None:
        """Ask.

        Args:
            path: the file that is proposed.
        """
        super().__init__(
            "Report for the doctor",
            [
                Field("format", "Format", options=tuple(FORMATS)),
                Field("file", "File", path, "~/report.html"),
                Field("notes", "With notes", options=(NO, YES)),
                Field("days", "With every day", options=(NO, YES)),
                Field("line1", "Own words", "", "three lines, as you would say it"),
                Field("line2", "", ""),
                Field("line3", "", ""),
                Field(LAST, "Questions", "", "what you want to ask"),
            ],
            self._report_file,
        )
        self.hint = "Enter goes to the next line, on an empty one it saves · ←→ chooses · Esc or ctrl+g leaves"
        self._example = path
        self._asked_to_replace: Path | None = None

    def on_mount(self) -> None:
        """Begin in the person's own words, and let the file's ending follow the format."""
        self.watch(self.query_one("#field-format", OptionPicker), "value", self._follow_format, init=False)
        self.query_one("#field-line1").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the format follow a known ending that is typed."""
        if event.input.id != "field-file":
            return
        self._asked_to_replace = None
        ending = Path(event.value.strip()).suffix.lower().removeprefix(".")
        known = next((name for name, form in FORMATS.items() if form == ending), None)
        if known is not None:
            self.query_one("#field-format", OptionPicker).value = known

    def action_submit(self) -> None:
        """Go to the next line; from the last one or an empty one, return the answer or say what is wrong."""
        line = self.focused
        is_done = line is None or line.id == self.id_of(LAST) or (isinstance(line, Input) and not line.value.strip())
        if is_done:
            super().action_submit()
        else:
            self.focus_next()

    def _follow_format(self, chosen: str) -> None:
        """Give the file the ending of the chosen format, if it has that of another."""
        field = self.query_one("#field-file", Input)
        stem, dot, ending = field.value.rpartition(".")
        if dot and ending.lower() in set(ReportFormat) and ending.lower() != FORMATS[chosen]:
            field.value = f"{stem}.{FORMATS[chosen]}"

    def _report_file(self, texts: Mapping[str, str]) -> ReportFile:
        wish = ReportWish(
            words=check_words(texts[name] for name in _LINES),
            questions=check_questions(texts[LAST]),
            with_notes=texts["notes"] == YES,
            with_days=texts["days"] == YES,
        )
        form = FORMATS[texts["format"]]
        path = read_path(texts["file"], self._example)
        check_path(path)
        if path.suffix and format_of(path) is not form:
            raise BadInput(
                f"{visible(str(path))} ends in {visible(path.suffix)}, but a {texts['format']} is asked for: let it "
                f"end in .{form}"
            )
        replaces = file_exists(path)
        if replaces and path != self._asked_to_replace:
            self._asked_to_replace = path
            raise BadInput(f"{visible(str(path))} exists: Enter again replaces it, or type another name.")
        return ReportFile(wish, form, path, replaces)
