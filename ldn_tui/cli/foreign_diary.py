"""`ldn import` of a foreign diary: what its columns mean, asked for where only the person knows."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from ldn_tui.cli.progress import progress
from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import BadInput, WrongUsage
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from ldn_tui.journal.diary_preview import DiaryPreview
from ldn_tui.journal.foreign_diary import (
    ForeignDiary,
    known_order,
    open_diary,
    preview_diary,
    read_columns,
    with_date_format,
)
from ldn_tui.transfer.column_map import ColumnMap, Duplicates, overruled
from ldn_tui.transfer.saved_mappings import FILE_NAME, MappingTexts, SavedMapping, SavedMappings, check_mapping_name
from ldn_tui.transfer.text_files import TextFile

ASK = "ask"


def saved_mappings(session: Session) -> SavedMappings:
    """Return the mappings saved beside the configuration."""
    return SavedMappings(session.paths.config.with_name(FILE_NAME))


def list_mappings(session: Session) -> None:
    """Print the saved mappings, a line each."""
    known = saved_mappings(session).all()
    for mapping in known:
        session.say(visible(f"{mapping.name}: {' '.join(mapping.texts.maps)}"))
    if not known:
        session.say("No mapping is saved yet: --save-mapping NAME saves one.")


class DiaryDialogue:
    """What is said, and asked, about one file."""

    def __init__(self, session: Session, texts: MappingTexts, mapping: str | None, save_as: str | None) -> None:
        """Begin with what the call said.

        Args:
            session: the call.
            texts: its options; `duplicates` may be "ask".
            mapping: the name of the saved mapping to use.
            save_as: the name to save the mapping under.

        Raises:
            BadInput: a mapping cannot be called that, or there is none of that name.
            WrongUsage: a mapping is named, and described as well.
        """
        self._session = session
        self._texts = texts
        self._saved = saved_mappings(session)
        self._save_as = save_as
        self._named: SavedMapping | None = None
        if save_as is not None:
            check_mapping_name(save_as)
        if mapping is not None:
            if texts.maps:
                raise WrongUsage("--mapping names a saved mapping, and --map describes one: leave one of them out")
            self._named = self._saved.find(mapping)

    @property
    def says_anything(self) -> bool:
        """Whether the call says anything of columns."""
        return self._texts != MappingTexts() or self._named is not None or self._save_as is not None

    def preview(self, journal: Journal, path: Path, file: TextFile) -> DiaryPreview:
        """Return what importing the file would do, and save its mapping if that is wanted.

        Raises:
            BadInput: it cannot be read, or holds no such diary.
            WrongUsage: something was not said, and there is no terminal to ask on.
        """
        try:
            diary = open_diary(path, file)
            texts = self._completed(diary)
            diary, columns = read_columns(diary, replace(texts, duplicates=None), journal)
            columns = self._with_order(diary, columns)
            with progress("Reading") as diary.lines.watch:
                preview = preview_diary(journal, diary, self._with_duplicates(columns, texts.duplicates))
            if texts.duplicates == ASK and (preview.diary.repeated or preview.differs):
                chosen = self._ask_which_counts(preview)
                preview = preview_diary(journal, diary, self._with_duplicates(columns, chosen))
        except BadInput as error:
            raise BadInput(f"file {visible(str(path))}: {error}") from None
        if self._save_as is not None:
            # What was asked once is asked again.
            duplicates = None if texts.duplicates == ASK else texts.duplicates
            kept = replace(texts, date_format=columns.date_format, duplicates=duplicates)
            self._saved.save(SavedMapping(self._save_as, diary.header, kept))
        return preview

    def _completed(self, diary: ForeignDiary) -> MappingTexts:
        """Return what was said, with what a saved mapping says besides."""
        known = self._named or (None if self._texts.maps else self._saved.of_header(diary.header))
        if known is None:
            return self._texts
        if self._named is None:
            found = f"(The saved mapping {visible(known.name)} was made for a file with this header.)"
            self._session.say(found, to_stderr=True)
        said, kept = self._texts, known.texts
        return MappingTexts(
            kept.maps,
            overruled("--scale", kept.scales, said.scales),
            overruled("--words", kept.words, said.words),
            said.date_format or kept.date_format,
            said.duplicates or kept.duplicates,
            said.plain or kept.plain,
        )

    def _with_order(self, diary: ForeignDiary, columns: ColumnMap) -> ColumnMap:
        order = known_order(diary, columns)
        if not order.formats:
            return columns
        if not order.is_doubtful:
            return with_date_format(columns, order.formats[0])
        day_first, month_first = order.formats
        if not sys.stdin.isatty():
            raise WrongUsage(
                f"the dates, like {order.example}, may begin with the day or the month: add "
                f'--date-format "{day_first}" or --date-format "{month_first}"'
            )
        question = self._session.in_its_signs(f"The dates are like {order.example}. Is the day first?")
        is_day_first = click.confirm(question, err=True, default=None)
        return with_date_format(columns, day_first if is_day_first else month_first)

    @staticmethod
    def _with_duplicates(columns: ColumnMap, said: str | None) -> ColumnMap:
        # Asked about when it is known whether there are any.
        wanted = Duplicates.KEEP if said == ASK else Duplicates(said) if said else None
        return replace(columns, duplicates=wanted)

    @staticmethod
    def _ask_which_counts(preview: DiaryPreview) -> str:
        counts = f"{preview.differs} that the journal has otherwise, {preview.diary.repeated} again in the file"
        if not sys.stdin.isatty():
            raise WrongUsage(f"values are there twice ({counts}): add --duplicates keep or --duplicates replace")
        answer: str = click.prompt(
            f"Values are there twice ({counts}). Keep the first, or replace it by the last?",
            type=click.Choice(["keep", "replace"]),
            err=True,
        )
        return answer
