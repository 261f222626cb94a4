"""Importing a foreign diary: a file, what its columns mean, what that would bring, and then the import itself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from ldn_tui.journal.conflicting_days import ConflictingDay, conflicting_days
from ldn_tui.journal.diary_comparison import DiaryComparison
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.journal.diary_options import DiaryOptions, UnderstoodDiary, complete, understand
from ldn_tui.journal.diary_preview import DiaryPreview
from ldn_tui.journal.foreign_diary import ForeignDiary, open_diary, preview_diary, with_decisions
from ldn_tui.journal.headlines import nothing_to_import
from ldn_tui.paths import config_file
from ldn_tui.transfer.column_map import (
    ASK,
    DATE,
    FIXED_TARGETS,
    WHAT,
    ColumnMap,
    Duplicates,
)
from ldn_tui.transfer.column_options import quoted_column
from ldn_tui.transfer.csv_records import file_lines
from ldn_tui.transfer.date_order import DateOrder
from ldn_tui.transfer.long_csv import is_long
from ldn_tui.transfer.saved_mappings import FILE_NAME, MappingTexts, SavedMapping, SavedMappings
from ldn_tui.transfer.text_files import read_text_file
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.import_preview import PreviewDialog, room_for_words
from ldn_tui.tui.dialogs.import_steps import (
    A_ROW_A_DAY,
    DAY_FIRST,
    MONTH_FIRST,
    NOTHING,
    AskedFile,
    ask_columns,
    ask_conflict,
    ask_import_file,
    ask_layout,
    ask_leaving,
    ask_shape,
    ask_writing,
)
from ldn_tui.tui.import_answers import ImportAnswers, answers_of
from ldn_tui.tui.watched_work import Tell, watch

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

Answer = TypeVar("Answer")

# How many refused rows a screen names; the command line names all.
_MOST_REFUSED = 500
# How many words a field is filled with.
_MOST_WORDS = 20


class ImportFlow:
    """Leads through an import, a step after the other and back. What takes long is done in a thread."""

    def __init__(self, app: "LdnApp") -> None:
        """Import into the journal of `app`."""
        self._app = app
        self._saved = SavedMappings(config_file().with_name(FILE_NAME))
        # A key that is a word of `--map` cannot be mapped: the command line says how else it is brought in.
        self._measures: Sequence[Measure] = [
            measure for measure in app.journal.measures.active() if measure.key not in FIXED_TARGETS
        ]
        self._path = ""
        self._file: ForeignDiary | None = None
        self._forget()

    def begin(self) -> None:
        """Ask for the file, unless something still waits to be saved."""
        if self._app.recorder.is_settled():
            self._ask_file()

    def _forget(self) -> None:
        """Begin anew with another file."""
        self._answers = ImportAnswers()
        self._doubtful: Sequence[tuple[str, date, date]] = ()
        self._to_save: SavedMapping | None = None

    @property
    def _diary(self) -> ForeignDiary:
        """The file, as it is to be read."""
        if self._file is None:
            raise LookupError("no file was looked at")
        return self._file.as_it_stands() if self._answers.is_plain else self._file

    # The steps, in order

    def _ask_file(self, complaint: str = "") -> None:
        def keep(texts: Mapping[str, str]) -> None:
            self._path = texts["file"]

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._look(path)
            elif self._path.strip():
                self._app.push_screen(ask_leaving(), left)

        def left(leaves: bool | None) -> None:
            if not leaves:
                self._ask_file()

        dialog = ask_import_file(self._path)
        dialog.keep = keep
        self._ask(dialog, chosen, complaint)

    def _look(self, path: Path) -> None:
        self._path = str(path)

        def look(journal: Journal, tell: Tell) -> tuple[ForeignDiary, SavedMapping | None]:
            del journal, tell
            file = read_text_file(path)
            if file.text.lstrip().startswith("{") or is_long(file_lines(file.text)):
                raise BadInput("it is an exported journal, and no diary: `ldn import` on the command line reads it")
            diary = open_diary(path, file)
            return diary, self._saved.of_header(diary.header)

        def looked(found: tuple[ForeignDiary, SavedMapping | None]) -> None:
            diary, saved = found
            if self._file is None or (diary.path, diary.header) != (self._file.path, self._file.header):
                self._forget()
            self._file = diary
            if saved is not None:
                self._answers = answers_of(saved, diary, self._measures)
                self._preview(complete(MappingTexts(), saved), None)
            elif diary.layout is None:
                self._ask_shape()
            else:
                self._ask_layout()

        watch(self._app, "Looking at the file", look, looked, self._ask_file)

    def _ask_layout(self, complaint: str = "") -> None:
        def chosen(is_plain: bool | None) -> None:
            if is_plain is None:
                self._ask_file()
                return
            if is_plain != self._answers.is_plain:
                self._forget()
                self._answers.is_plain = is_plain
            if is_plain:
                self._ask_shape()
            else:
                self._ask_columns()

        self._ask(ask_layout(_asked(self._file or self._diary), is_plain=self._answers.is_plain), chosen, complaint)

    def _ask_shape(self, complaint: str = "") -> None:
        def chosen(shape: Mapping[str, str] | None) -> None:
            if shape is not None:
                self._answers.shape = dict(shape)
                self._ask_columns()
            elif self._file is not None and self._file.layout is not None:
                self._ask_layout()
            else:
                self._ask_file()

        dialog = ask_shape(_asked(self._diary), self._answers.shape)
        dialog.keep = self._answers.shape.update
        self._ask(dialog, chosen, complaint)

    def _ask_columns(self, complaint: str = "") -> None:
        diary = self._diary
        what = None if self._answers.shape.get(WHAT) == A_ROW_A_DAY else self._answers.shape.get(WHAT)
        is_long = what is not None or (diary.layout is not None and WHAT in diary.layout.columns)

        def look(journal: Journal, tell: Tell) -> tuple[Sequence[str], DateOrder]:
            del journal
            diary.lines.watch = tell
            date_column = diary.layout.columns[DATE] if diary.layout else self._answers.shape[DATE]
            order = diary.date_order(date_column)
            self._doubtful = diary.doubtful_dates(date_column, order)
            if not is_long:
                return [name for name in diary.columns if name.strip() and name != date_column], order
            return [*diary.names(what), *(name for name in diary.columns if name.lower() in {"note", "notes"})], order

        def looked(found: tuple[Sequence[str], DateOrder]) -> None:
            names, self._answers.order = found
            dialog = ask_columns(_asked(diary), names, self._measures, self._answers.columns)
            dialog.keep = self._answers.columns.update
            self._ask(dialog, chosen, complaint)

        def chosen(columns: Mapping[str, str] | None) -> None:
            if columns is not None:
                self._answers.columns |= columns
                self._ask_writing()
            else:
                self._go_before_columns()

        watch(self._app, "Looking at the file", look, looked, self._go_before_columns)

    def _go_before_columns(self, complaint: str = "") -> None:
        if self._diary.layout is None:
            self._ask_shape(complaint)
        else:
            self._ask_layout(complaint)

    def _ask_writing(self, complaint: str = "", first: str = "") -> None:
        def chosen(writing: Mapping[str, str] | None) -> None:
            if writing is not None:
                self._answers.writing = dict(writing)
                self._preview(self._answers.options(), writing["save"].strip() or None)
            else:
                self._ask_columns()

        mapped = [measure for measure in self._measures if self._answers.columns.get(measure.key, NOTHING) != NOTHING]
        dialog = ask_writing(_asked(self._diary), self._answers.order, mapped, self._answers.writing, self._doubtful)
        dialog.keep = self._answers.writing.update
        dialog.first = first
        self._ask(dialog, chosen, complaint)

    def _ask_conflicts(
        self,
        read: ForeignDiary,
        columns: ColumnMap,
        conflicts: Sequence[ConflictingDay],
        decided: Mapping[date, Duplicates],
    ) -> None:
        """Ask about the first day that nothing was decided of, and then about the next."""
        number = len(decided)
        if number == len(conflicts):
            self._work_out(read, with_decisions(columns, decided, Duplicates.KEEP))
            return
        day = conflicts[number].day

        def chosen(key: str | None) -> None:
            if key is None and number:
                before = {known: choice for known, choice in decided.items() if known != conflicts[number - 1].day}
                self._ask_conflicts(read, columns, conflicts, before)
            elif key is None:
                self._ask_writing()
            elif key in "KR":
                self._work_out(read, with_decisions(columns, decided, _choice(key)))
            else:
                self._ask_conflicts(read, columns, conflicts, {**decided, day: _choice(key)})

        values = [(value.target, value.there, value.said) for value in conflicts[number].values]
        self._ask(ask_conflict(short_day(day), values, number + 1, len(conflicts)), chosen)

    def _preview(self, options: DiaryOptions, save_as: str | None) -> None:
        diary = self._diary

        def look(journal: Journal, tell: Tell) -> tuple[UnderstoodDiary, tuple[ConflictingDay, ...]]:
            diary.lines.watch = tell
            found = understand(diary, options, journal)
            if found.question is not None or found.texts.duplicates != ASK:
                return found, ()
            return found, conflicting_days(journal, found.diary, found.columns)

        def looked(result: tuple[UnderstoodDiary, tuple[ConflictingDay, ...]]) -> None:
            found, conflicts = result
            if found.question is not None:
                self._answers.order = found.question.order
                self._answers.writing["order"] = MONTH_FIRST if found.question.is_day_likely is False else DAY_FIRST
                self._go_before_preview(f"{found.question.reason}: say which")
                return
            self._to_save = None if save_as is None else found.saved_as(save_as)
            if found.texts.duplicates == ASK:
                self._ask_conflicts(found.diary, found.columns, conflicts, {})
            else:
                self._work_out(found.diary, found.columns)

        watch(self._app, "Looking at what the file says", look, looked, self._go_before_preview)

    def _work_out(self, read: ForeignDiary, columns: ColumnMap) -> None:
        width = room_for_words(self._app.size.width)

        def look(journal: Journal, tell: Tell) -> tuple[DiaryPreview, str]:
            read.lines.watch = tell
            preview = preview_diary(journal, read, columns)
            # Listing what differs may go through the whole file.
            return preview, preview.text(width, _MOST_REFUSED, in_app=True)

        def looked(found: tuple[DiaryPreview, str]) -> None:
            self._show(*found)

        watch(self._app, "Working out what it would bring", look, looked, self._go_before_preview)

    def _show(self, preview: DiaryPreview, text: str, complaint: str = "") -> None:
        def answered(answer: str | None) -> None:
            if answer == "import":
                self._import(preview, text)
            elif self._answers.columns and (words := preview.diary.words):
                self._ask_words(words)
            else:
                self._go_before_preview()

        self._ask(PreviewDialog(text, has_news=preview.has_news), answered, complaint)

    def _ask_words(self, words: Sequence[str]) -> None:
        """Ask how the file is written, beginning with what its words mean."""
        said = self._answers.writing.get("words", "").strip().rstrip(",")
        found = [quoted_column(f"{word}=") if set(word) & set(',"') else f"{word}=" for word in words[:_MOST_WORDS]]
        self._answers.writing["words"] = ", ".join(filter(None, [said, *found]))
        self._ask_writing(first="words")

    def _go_before_preview(self, complaint: str = "") -> None:
        """Ask how the file is written; first what its columns are, where a saved mapping did not tell."""
        if self._answers.columns:
            self._ask_writing(complaint)
        else:
            self._go_before_columns(complaint)

    def _import(self, preview: DiaryPreview, text: str) -> None:
        if not self._app.recorder.is_settled():
            self._show(preview, text, "Something still waits to be saved: try again when it is.")
            return

        to_save = self._to_save

        def take_in(journal: Journal, tell: Tell) -> tuple[DiaryComparison, Change]:
            # First: where it cannot be saved, nothing was done yet.
            if to_save is not None:
                self._saved.save(to_save)
            preview.lines.watch = tell
            source = preview.path.name.encode("utf-8", "replace").decode()
            return import_diary(journal, preview.diary, source, preview.columns.replaces)

        def failed(complaint: str) -> None:
            self._show(preview, text, complaint or "It was stopped: nothing was stored.")

        watch(self._app, "Importing", take_in, self._say_imported, failed)

    def _say_imported(self, imported: tuple[DiaryComparison, Change]) -> None:
        comparison, change = imported
        self._app.changes.publish(change)
        if change.happened:
            undo = self._app.keys.sign("everywhere.undo")
            self._app.say(f"Done: {visible(change.summary)}. {undo} takes the whole import back.")
        else:
            self._app.say(nothing_to_import(comparison.kept, "value"))

    def _ask(self, dialog: Dialog[Answer], chosen: Callable[[Answer | None], None], complaint: str = "") -> None:
        self._app.push_screen(dialog, chosen)
        if complaint:
            dialog.complain(complaint)


def _choice(key: str) -> Duplicates:
    return Duplicates.KEEP if key in "kK" else Duplicates.REPLACE


def _asked(diary: ForeignDiary) -> AskedFile:
    layout = diary.layout
    if layout is None:
        return AskedFile(diary.path.name, diary.columns)
    return AskedFile(diary.path.name, diary.columns, layout.name, layout.hint)
