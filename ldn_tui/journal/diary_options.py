"""What is said of a foreign diary, completed by a saved mapping and by the file: the same for command line and app."""

from dataclasses import dataclass, replace

from ldn_tui.domain.text import visible
from ldn_tui.journal.foreign_diary import ForeignDiary, read_columns
from ldn_tui.journal.journal import Journal
from ldn_tui.transfer.column_map import DATE, ColumnMap
from ldn_tui.transfer.column_options import overruled
from ldn_tui.transfer.date_formats import is_day_first
from ldn_tui.transfer.date_order import DateOrder
from ldn_tui.transfer.saved_mappings import MappingTexts, SavedMapping


@dataclass(frozen=True, slots=True)
class DiaryOptions:
    """What is known of a file's columns before it is read.

    Attributes:
        texts: what was said, with what a saved mapping says besides.
        dates_by: the name of the saved mapping that says how dates are written; None where it was said of this file,
            or nothing was.
    """

    texts: MappingTexts
    dates_by: str | None = None


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """What only the person knows of a file's dates.

    Attributes:
        reason: why it has to be asked, a clause.
        order: the two formats, and a date.
        is_day_likely: whether the day is the likelier to be first; None for neither.
    """

    reason: str
    order: DateOrder
    is_day_likely: bool | None = None


@dataclass(frozen=True, slots=True)
class UnderstoodDiary:
    """A file of which it is known what its columns mean.

    Attributes:
        diary: the file as it is to be read.
        columns: what they mean.
        texts: what was said of them, and kept: what a mapping saves. What the file itself told is not in it, for the
            next file may tell something else.
        question: what has to be answered before it is read, None for nothing.
    """

    diary: ForeignDiary
    columns: ColumnMap
    texts: MappingTexts
    question: DateQuestion | None = None

    def answered(self, *, is_day_first: bool) -> "UnderstoodDiary":
        """Return it with the answer to its question.

        Raises:
            LookupError: there is none.
        """
        if self.question is None:
            raise LookupError("nothing was asked")
        date_format = self.question.order.formats[not is_day_first]
        return UnderstoodDiary(
            self.diary,
            replace(self.columns, date_format=date_format),
            replace(self.texts, date_format=date_format),
        )

    def saved_as(self, name: str) -> SavedMapping:
        """Return the mapping that keeps what was said."""
        return SavedMapping(name, self.diary.header, self.texts)


def complete(said: MappingTexts, saved: SavedMapping | None) -> DiaryOptions:
    """Return what was said, with what a saved mapping says besides.

    Raises:
        WrongUsage: scales or words have no form I know.
    """
    if saved is None:
        return DiaryOptions(said)
    kept = saved.texts
    texts = MappingTexts(
        said.maps or kept.maps,
        overruled("--scale", kept.scales, said.scales),
        overruled("--words", kept.words, said.words),
        said.date_format or kept.date_format,
        said.duplicates or kept.duplicates,
        said.plain or kept.plain,
    )
    return DiaryOptions(texts, saved.name if said.date_format is None and kept.date_format is not None else None)


def understand(diary: ForeignDiary, options: DiaryOptions, journal: Journal) -> UnderstoodDiary:
    """Return what the columns of a diary mean, and what has still to be asked.

    How dates are written counts as it was said of this file. What a saved mapping says of it was said of another: it
    counts unless this file proves something else.

    Raises:
        WrongUsage: something is missing, or was typed in a form I do not know; the message names the option.
        BadInput: there is no such column or measure.
    """
    read, columns = read_columns(diary, options.texts, journal)
    found = UnderstoodDiary(read, columns, options.texts)
    kept = columns.date_format
    if kept is not None and options.dates_by is None:
        return found
    order = read.date_order(columns.columns[DATE])
    if kept is not None:
        return (
            replace(found, question=_disproved(options.dates_by or "", kept, order)) if order.disproves(kept) else found
        )
    if order.is_doubtful:
        reason = f"the dates, like {order.example}, may begin with the day or the month"
        return replace(found, question=DateQuestion(reason, order))
    if order.formats:
        return replace(found, columns=replace(columns, date_format=order.formats[0]))
    return found


def _disproved(name: str, kept: str, order: DateOrder) -> DateQuestion:
    (proved,) = order.formats
    is_day = is_day_first(proved)
    other = proved.translate({ord("d"): "m", ord("m"): "d"})
    return DateQuestion(
        f"the saved mapping {visible(name)} says that dates are written as {visible(kept)}, and {order.example} is not",
        DateOrder((proved, other) if is_day else (other, proved), order.example),
        is_day,
    )
