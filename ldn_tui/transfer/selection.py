"""What of a journal an export holds: which days, which parts, and whether the notes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import shorten, visible


class Part(StrEnum):
    """A part of a journal that can be exported by itself; the values are what is typed."""

    RATINGS = "ratings"
    DOSES = "doses"
    SIDE_EFFECTS = "side-effects"
    RESCUES = "rescues"
    IMPRESSIONS = "impressions"
    LABS = "labs"
    SKIPS = "skips"
    TRIALS = "trials"
    MEDICINES = "medicines"
    NOTES = "notes"


# The tables of each part; measures and imports, which others refer to, belong to every one.
TABLES_OF = {
    Part.RATINGS: ("rating",),
    Part.DOSES: ("dose",),
    Part.SIDE_EFFECTS: ("side_effect", "no_side_effect"),
    Part.RESCUES: ("rescue",),
    Part.IMPRESSIONS: ("impression",),
    Part.LABS: ("lab", "declined"),
    Part.SKIPS: ("skip",),
    Part.TRIALS: ("trial", "dose_step", "phase", "amendment", "decision", "seal", "bottle"),
    Part.MEDICINES: ("medicine",),
    Part.NOTES: ("note",),
}
ALL_PARTS = frozenset(Part)
# What an export holds unless more is asked for: a note may say anything of anybody. What somebody wrote of a trial or
# a medicine goes with the notes (`written_texts`).
USUAL_PARTS = ALL_PARTS - {Part.NOTES}


@dataclass(frozen=True, slots=True)
class Selection:
    """What an export holds.

    Attributes:
        parts: the parts.
        first: the first day; None for the earliest there is.
        last: the last day; None for the latest there is.
    """

    parts: frozenset[Part] = ALL_PARTS
    first: date | None = None
    last: date | None = None

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day, both included."""
        return self.first or date.min, self.last or date.max

    def overlaps(self, first: str, last: str | None) -> bool:
        """Return whether it has a day in common with the ISO days from `first` to `last`, None for no end."""
        own_first, own_last = self.bounds
        return first <= own_last.isoformat() and (last is None or last >= own_first.isoformat())


EVERYTHING = Selection()


def parse_parts(text: str | None, *, notes: bool) -> frozenset[Part]:
    """Return the parts that the options of a call name.

    Args:
        text: the value of `--only`, a list with commas; None for all but the notes.
        notes: whether the notes are asked for.

    Raises:
        BadInput: a word is no part.
    """
    found = set(USUAL_PARTS if text is None else ())
    for word in () if text is None else text.split(","):
        try:
            found.add(Part(word.strip().lower().replace("_", "-")))
        except ValueError:
            raise BadInput(
                f"--only {visible(shorten(word.strip(), 40))!r} is no part of a journal: use {', '.join(Part)}"
            ) from None
    return frozenset(found | {Part.NOTES}) if notes else frozenset(found)


def check_bounds(first: date | None, last: date | None) -> None:
    """Make sure a range does not run backwards.

    Raises:
        BadInput: it does.
    """
    if first is not None and last is not None and last < first:
        raise BadInput(f"range {first.isoformat()}..{last.isoformat()} runs backwards: give the earlier day to --from")


def check_carried(selection: Selection, carried: frozenset[Part], form: str) -> None:
    """Make sure a format can hold something of what is asked for, and all that is asked for by name.

    Args:
        selection: what is asked for.
        carried: the parts the format has a place for.
        form: the format, as it is called on the command line.

    Raises:
        BadInput: a part was named that the format has no place for.
    """
    if selection.parts >= USUAL_PARTS:
        return
    missing = sorted(selection.parts - carried)
    if missing:
        raise BadInput(
            f"--only {','.join(missing)}: {form} has no place for {' and '.join(missing)}; use --format json or sqlite"
        )
