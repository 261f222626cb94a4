"""What a person chose and typed of a file to import, as options of the command line and back."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.measures import Measure
from ldn_tui.journal.diary_options import DiaryOptions
from ldn_tui.journal.foreign_diary import ForeignDiary
from ldn_tui.transfer.column_map import ASK, DATE, DOSE, NOTE, VALUE, WHAT, Duplicates, find_columns
from ldn_tui.transfer.column_options import column_map, maps_date
from ldn_tui.transfer.date_order import DateOrder
from ldn_tui.transfer.saved_mappings import MappingTexts, SavedMapping
from ldn_tui.tui.dialogs.import_steps import (
    A_ROW_A_DAY,
    ASK_EACH,
    DAY_FIRST,
    KEEP,
    MONTH_FIRST,
    NOTHING,
    REFUSE,
    REPLACE,
)

_SAID = {REFUSE: None, KEEP: Duplicates.KEEP.value, REPLACE: Duplicates.REPLACE.value, ASK_EACH: ASK}


@dataclass(slots=True)
class ImportAnswers:
    """What was chosen and typed so far, so that going back loses nothing.

    Attributes:
        is_plain: whether the file is read as it stands, whatever app it seems to come from.
        shape: the answers to what its rows are, by field.
        columns: those to what its columns are.
        writing: those to how it is written.
        order: how its dates may be written, as far as that was looked at.
        kept_format: how a saved mapping says that dates are written, None where none does.
        dates_by: the name of that mapping.
    """

    is_plain: bool = False
    shape: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    writing: dict[str, str] = field(default_factory=dict)
    order: DateOrder = field(default_factory=DateOrder)
    kept_format: str | None = None
    dates_by: str | None = None

    def options(self) -> DiaryOptions:
        """Return them in the form of the options of the command line."""
        shape = self.shape
        if shape.get(WHAT) == A_ROW_A_DAY:
            shape = {DATE: shape[DATE]}
        chosen = {target: name for target, name in self.columns.items() if name != NOTHING}
        scales = [f"{key}={scale}" for key in chosen if (scale := self.writing.get(f"scale-{key}", "").strip())]
        date_format, dates_by = self.kept_format, self.dates_by
        if self.order.is_doubtful:
            date_format, dates_by = self.order.formats[self.writing.get("order") == MONTH_FIRST], None
        texts = MappingTexts(
            tuple(f"{target}={_quoted(name)}" for target, name in (shape | chosen).items()),
            tuple(scales),
            tuple(filter(None, [self.writing["words"].strip()])),
            date_format,
            _SAID[self.writing["duplicates"]],
            self.is_plain,
        )
        return DiaryOptions(texts, dates_by)


def answers_of(saved: SavedMapping, diary: ForeignDiary, measures: Sequence[Measure]) -> ImportAnswers:
    """Return what a saved mapping says as answers, for whoever goes back to the questions.

    Args:
        saved: the mapping.
        diary: the file it is used for.
        measures: the measures that are asked about.
    """
    texts = saved.texts
    is_plain = texts.plain
    with suppress(LdnError):
        # A layout knows its columns; one whose date is mapped is read as it stands.
        is_plain = is_plain or maps_date(texts.maps)
    found = ImportAnswers(is_plain, kept_format=texts.date_format, dates_by=saved.name)
    if is_plain:
        diary = diary.as_it_stands()
    known = {} if diary.layout is None else diary.layout.columns
    # A mapping that no longer fits is refused with its reason when it is used.
    with suppress(LdnError):
        keys = [measure.key for measure in measures]
        columns = column_map(texts.maps, texts.scales, None, keys, texts.words, known)
        header = diary.columns
        named = {target: header[index] for target, index in find_columns(columns.in_header(header), header).items()}
        said = {**columns.columns, **named}
        shape = {key: said.pop(key) for key in (DATE, WHAT, VALUE) if key in said}
        if diary.layout is None:
            found.shape = {WHAT: A_ROW_A_DAY, **shape}
        found.columns = dict.fromkeys((*keys, DOSE, NOTE), NOTHING) | said
        found.writing = {f"scale-{key}": str(scale) for key, scale in columns.scales.items()} | {
            "order": _order_in_words(texts.date_format),
            "words": ",".join(texts.words),
            "duplicates": next(label for label, said in _SAID.items() if said == texts.duplicates),
            "save": saved.name,
        }
    return found


def _order_in_words(date_format: str | None) -> str:
    if date_format is None:
        return ""
    return MONTH_FIRST if date_format.startswith("%m") else DAY_FIRST


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
