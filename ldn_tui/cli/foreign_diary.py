"""`ldn import` of a foreign diary: what its columns mean, asked for where only the person knows."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from ldn_tui.cli.progress import progress
from ldn_tui.cli.session import Session
from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, WrongUsage
from ldn_tui.domain.text import shorten, visible
from ldn_tui.journal import Journal
from ldn_tui.journal.conflicting_days import ConflictingDay, conflicting_days
from ldn_tui.journal.diary_options import DateQuestion, DiaryOptions, complete, understand
from ldn_tui.journal.diary_preview import DiaryPreview
from ldn_tui.journal.foreign_diary import ForeignDiary, guessed_maps, open_diary, preview_diary, with_decisions
from ldn_tui.transfer.column_map import ASK, ColumnMap, Duplicates
from ldn_tui.transfer.saved_mappings import (
    FILE_NAME,
    MappingTexts,
    SavedMapping,
    SavedMappings,
    check_mapping,
    check_mapping_name,
)
from ldn_tui.transfer.text_files import TextFile

_ANSWERS = {
    "k": (Duplicates.KEEP, False),
    "keep": (Duplicates.KEEP, False),
    "r": (Duplicates.REPLACE, False),
    "replace": (Duplicates.REPLACE, False),
    "ka": (Duplicates.KEEP, True),
    "keep all": (Duplicates.KEEP, True),
    "ra": (Duplicates.REPLACE, True),
    "replace all": (Duplicates.REPLACE, True),
}


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
        self._to_save: SavedMapping | None = None
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
        """Return what importing the file would do.

        Raises:
            BadInput: it cannot be read, or holds no such diary.
            WrongUsage: something was not said, and there is no terminal to ask on.
        """
        try:
            diary = open_diary(path, file)
            found = understand(diary, self._completed(diary, journal), journal)
            if found.question is not None:
                found = found.answered(is_day_first=self._is_day_first(found.question))
            diary, columns = found.diary, found.columns
            if found.texts.duplicates == ASK:
                with progress("Looking for what is there twice") as diary.lines.watch:
                    conflicts = conflicting_days(journal, diary, columns)
                columns = self._decided(columns, conflicts)
            with progress("Reading") as diary.lines.watch:
                preview = preview_diary(journal, diary, columns)
        except BadInput as error:
            raise BadInput(f"file {visible(str(path))}: {error}") from None
        if self._save_as is not None:
            self._to_save = found.saved_as(self._save_as)
            check_mapping(self._to_save)
        return preview

    def save_mapping(self, *, is_accepted: bool) -> None:
        """Save the mapping of the file that was previewed, if that is wanted, and say so.

        Args:
            is_accepted: whether what the mapping brings was accepted; one that was only looked at is not saved.

        Raises:
            BadInput: the file of saved mappings cannot be read.
            CannotWrite: the disk or its permissions refuse.
        """
        if self._to_save is None:
            return
        name = visible(self._to_save.name)
        if is_accepted:
            self._saved.save(self._to_save)
            self._session.say(f"(Saved the mapping {name}.)", to_stderr=True)
        else:
            self._session.say(f"(The mapping {name} was not saved: it is when its file is imported.)", to_stderr=True)

    def _completed(self, diary: ForeignDiary, journal: Journal) -> DiaryOptions:
        """Return what was said, with what a saved mapping says besides, or else what the names of the columns do."""
        known = self._named or (None if self._texts.maps else self._saved.of_header(diary.header))
        if known is not None and self._named is None:
            found = f"(The saved mapping {visible(known.name)} was made for a file with this header.)"
            self._session.say(found, to_stderr=True)
        if known is None and not self._texts.maps:
            return complete(self._guessed(diary, journal), None)
        return complete(self._texts, known)

    def _guessed(self, diary: ForeignDiary, journal: Journal) -> MappingTexts:
        maps = guessed_maps(diary.as_it_stands() if self._texts.plain else diary, journal)
        if maps:
            said = f"(Guessed from the names of the columns: --map {shlex.quote(','.join(maps))})"
            self._session.say(visible(said), to_stderr=True)
        return replace(self._texts, maps=maps)

    def _is_day_first(self, question: DateQuestion) -> bool:
        """Return whether the person says that the day is first.

        Raises:
            WrongUsage: there is no terminal to ask on.
        """
        day_first, month_first = question.order.formats
        if not sys.stdin.isatty():
            raise WrongUsage(f'{question.reason}: add --date-format "{day_first}" or --date-format "{month_first}"')
        asked = f"{question.reason[0].upper()}{question.reason[1:]}. Is the day first?"
        return click.confirm(self._session.in_its_signs(asked), err=True, default=question.is_day_likely)

    def _decided(self, columns: ColumnMap, conflicts: Sequence[ConflictingDay]) -> ColumnMap:
        """Return the map with what the person says of each day on which something is there twice.

        Raises:
            WrongUsage: there is such a day, and no terminal to ask on.
        """
        decided: dict[date, Duplicates] = {}
        if conflicts and not sys.stdin.isatty():
            raise WrongUsage(
                f"there is no terminal to ask on, and {counted(len(conflicts), 'day')} to ask about, "
                f"the first of them {_in_words(conflicts[0])}: add --duplicates keep or --duplicates replace"
            )
        for number, conflict in enumerate(conflicts, 1):
            question = f"{_in_words(conflict)}. (Day {number} of {len(conflicts)})"
            self._session.say(self._session.in_its_signs(question), to_stderr=True)
            chosen, is_for_all = click.prompt(
                "k keeps what is there, r replaces it; ka and ra do so for all the rest", value_proc=_answer, err=True
            )
            if is_for_all:
                return with_decisions(columns, decided, chosen)
            decided[conflict.day] = chosen
        return with_decisions(columns, decided, Duplicates.KEEP)


def _in_words(conflict: ConflictingDay) -> str:
    values = "; ".join(f"{one.target} is {one.there}, the file says {one.said}" for one in conflict.values)
    return f"{short_day(conflict.day)}: {values}"


def _answer(text: str) -> tuple[Duplicates, bool]:
    """Return what is to count, and whether on all the rest of the days, too.

    Raises:
        click.BadParameter: it is no answer.
    """
    found = _ANSWERS.get(" ".join(text.lower().split()))
    if found is None:
        raise click.BadParameter(f"{visible(shorten(text, 20))!r}: type k, r, ka or ra")
    return found
