"""Importing a foreign diary: a file, what its columns mean, what that would bring, and then the import itself."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import BadInput, LdnError, WrongUsage
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.journal.diary_preview import DiaryPreview
from ldn_tui.journal.foreign_diary import (
    ForeignDiary,
    known_order,
    open_diary,
    preview_diary,
    read_columns,
    with_date_format,
)
from ldn_tui.paths import config_file
from ldn_tui.transfer.column_map import DATE, WHAT
from ldn_tui.transfer.csv_records import file_lines
from ldn_tui.transfer.date_order import DateOrder
from ldn_tui.transfer.long_csv import is_long
from ldn_tui.transfer.saved_mappings import FILE_NAME, MappingTexts, SavedMapping, SavedMappings
from ldn_tui.transfer.text_files import read_text_file
from ldn_tui.tui.dialogs.import_steps import (
    A_ROW_A_DAY,
    MONTH_FIRST,
    NOTHING,
    REPLACE,
    AskedFile,
    PreviewDialog,
    ProgressDialog,
    ask_columns,
    ask_import_file,
    ask_shape,
    ask_writing,
)

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

Found = TypeVar("Found")
Tell = Callable[[float], object]


class ImportFlow:
    """Leads through an import. What takes long is done in a thread, with a connection of its own."""

    def __init__(self, app: "LdnApp") -> None:
        """Import into the journal of `app`."""
        self._app = app
        self._saved = SavedMappings(config_file().with_name(FILE_NAME))
        self._measures: Sequence[Measure] = app.journal.measures.active()
        # What was chosen and typed so far, so that going back loses nothing.
        self._shape: dict[str, str] = {}
        self._columns: dict[str, str] = {}
        self._writing: dict[str, str] = {}
        self._diary: ForeignDiary | None = None
        self._order = DateOrder()

    def begin(self) -> None:
        """Ask for the file, unless something still waits to be saved."""
        if self._app.recorder.is_settled():
            self._app.push_screen(ask_import_file(), self._read)

    def _read(self, path: Path | None) -> None:
        if path is None:
            return

        def look(journal: Journal, tell: Tell) -> tuple[ForeignDiary, SavedMapping | None]:
            del journal, tell
            file = read_text_file(path)
            if file.text.lstrip().startswith("{") or is_long(file_lines(file.text)):
                raise BadInput("it is an exported journal, and no diary: `ldn import` on the command line reads it")
            diary = open_diary(path, file)
            return diary, self._saved.of_header(diary.header)

        self._work("Looking at the file", look, self._looked)

    def _looked(self, found: tuple[ForeignDiary, SavedMapping | None]) -> None:
        self._diary, saved = found
        if saved is not None:
            self._preview(saved.texts, None)
        elif self._diary.layout is None:
            self._app.push_screen(ask_shape(_asked(self._diary), self._shape), self._shaped)
        else:
            self._ask_columns(self._diary)

    def _shaped(self, shape: Mapping[str, str] | None) -> None:
        if shape is not None and self._diary is not None:
            self._shape = dict(shape)
            self._ask_columns(self._diary)

    def _ask_columns(self, diary: ForeignDiary) -> None:
        what = None if self._shape.get(WHAT) == A_ROW_A_DAY else self._shape.get(WHAT)
        is_long = what is not None or (diary.layout is not None and WHAT in diary.layout.columns)

        def look(journal: Journal, tell: Tell) -> tuple[Sequence[str], DateOrder]:
            del journal
            diary.lines.watch = tell
            date = diary.layout.columns[DATE] if diary.layout else self._shape[DATE]
            if not is_long:
                return [name for name in diary.columns if name.strip() and name != date], diary.date_order(date)
            return [*diary.names(what), *(name for name in diary.columns if name.lower() in {"note", "notes"})], (
                diary.date_order(date)
            )

        def looked(found: tuple[Sequence[str], DateOrder]) -> None:
            names, self._order = found
            self._app.push_screen(ask_columns(_asked(diary), names, self._measures, self._columns), self._chosen)

        self._work("Looking at the file", look, looked)

    def _chosen(self, columns: Mapping[str, str] | None) -> None:
        if columns is not None and self._diary is not None:
            self._columns = dict(columns)
            mapped = [measure for measure in self._measures if columns[measure.key] != NOTHING]
            self._app.push_screen(ask_writing(_asked(self._diary), self._order, mapped, self._writing), self._written)

    def _written(self, writing: Mapping[str, str] | None) -> None:
        if writing is not None:
            self._writing = dict(writing)
            self._preview(self._texts(), writing["save"].strip() or None)

    def _texts(self) -> MappingTexts:
        """Return what was chosen and typed in the form of the options of the command line."""
        shape = self._shape
        if shape.get(WHAT) == A_ROW_A_DAY:
            shape = {DATE: shape[DATE]}
        chosen = {target: name for target, name in self._columns.items() if name != NOTHING}
        scales = [
            f"{key}={scale.strip()}"
            for key in chosen
            if (scale := self._writing.get(f"scale-{key}", "")).strip() and scale.strip() != "0..10"
        ]
        date_format = None
        if self._order.is_doubtful:
            date_format = self._order.formats[self._writing.get("order") == MONTH_FIRST]
        return MappingTexts(
            tuple(f"{target}={_quoted(name)}" for target, name in (shape | chosen).items()),
            tuple(scales),
            tuple(filter(None, [self._writing["words"].strip()])),
            date_format,
            "replace" if self._writing["duplicates"] == REPLACE else "keep",
        )

    def _preview(self, texts: MappingTexts, save_as: str | None) -> None:
        diary = self._diary
        if diary is None:
            return

        def look(journal: Journal, tell: Tell) -> tuple[DiaryPreview, str]:
            diary.lines.watch = tell
            read, columns = read_columns(diary, texts, journal)
            order = known_order(read, columns)
            if order.is_doubtful:
                raise WrongUsage(f"the dates, like {order.example}, may begin with the day or the month")
            if order.formats:
                columns = with_date_format(columns, order.formats[0])
            if save_as is not None:
                self._saved.save(SavedMapping(save_as, diary.header, texts))
            preview = preview_diary(journal, read, columns)
            # Listing what differs may go through the whole file.
            return preview, preview.text()

        self._work("Working out what it would bring", look, self._show, self._back)

    def _show(self, found: tuple[DiaryPreview, str]) -> None:
        preview, text = found

        def answered(answer: str | None) -> None:
            if answer == "back":
                self._back()
            elif answer == "import":
                self._import(preview)

        self._app.push_screen(PreviewDialog(text, has_news=preview.has_news), answered)

    def _back(self) -> None:
        """Ask again, with what was said so far."""
        if self._diary is None:
            return
        if self._columns:
            self._chosen(self._columns)
        elif self._diary.layout is None:
            self._app.push_screen(ask_shape(_asked(self._diary), self._shape), self._shaped)
        else:
            self._ask_columns(self._diary)

    def _import(self, preview: DiaryPreview) -> None:
        if not self._app.recorder.is_settled():
            return

        def take_in(journal: Journal, tell: Tell) -> Change:
            preview.lines.watch = tell
            source = preview.path.name.encode("utf-8", "replace").decode()
            return import_diary(journal, preview.diary, source, preview.columns.replaces)[1]

        self._work("Importing", take_in, self._say_imported)

    def _say_imported(self, change: Change) -> None:
        self._app.changes.publish(change)
        if change.happened:
            undo = self._app.keys.sign("everywhere.undo")
            self._app.say(f"Done: {visible(change.summary)}. {undo} takes the whole import back.")
        else:
            self._app.say("Nothing to import: the journal has all of it already.")

    def _work(
        self,
        heading: str,
        work: Callable[[Journal, Tell], Found],
        then: Callable[[Found], None],
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Do `work` in a thread under a dialog, then go on with what it found; or say why it failed."""
        app, dialog = self._app, ProgressDialog(heading)

        def done(found: Found) -> None:
            dialog.close(None)
            app.call_after_refresh(then, found)

        def failed(error: LdnError) -> None:
            dialog.close(None)
            if otherwise is not None:
                app.call_after_refresh(otherwise)
            app.call_after_refresh(app.call_after_refresh, app.say, f"{heading} did not work: {error}", alarm=True)

        def tell(share: float) -> None:
            dialog.post_message(ProgressDialog.Came(share))

        def run() -> None:
            try:
                journal = app.journal.twin()
                try:
                    found = work(journal, tell)
                finally:
                    journal.close()
            except LdnError as error:
                app.call_from_thread(failed, error)
            else:
                app.call_from_thread(done, found)

        app.push_screen(dialog)
        app.call_after_refresh(app.run_worker, run, thread=True)


def _asked(diary: ForeignDiary) -> AskedFile:
    layout = diary.layout
    if layout is None:
        return AskedFile(diary.path.name, diary.columns)
    return AskedFile(diary.path.name, diary.columns, layout.name, layout.hint)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
