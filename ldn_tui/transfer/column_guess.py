"""What the columns of a diary probably mean, by their names: guessed alike by the command line and the app."""

from collections.abc import Mapping, Sequence

from ldn_tui.domain.measures import Measure
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE

_NAMES = {
    DATE: ("date", "day", "datum", "tag", "fecha", "data", "dato", "timestamp"),
    # This journal's own export names the unit.
    DOSE: ("dose", "dose in mg", "dose_mg"),
    NOTE: ("note", "notes"),
}


def guess_columns(names: Sequence[str], measures: Sequence[Measure]) -> Mapping[str, str]:
    """Return the probable column of each target: the date, a measure by its key or name, the dose and the note.

    A column stands for one target at most, and what is there twice is not guessed.

    Args:
        names: the names of the columns, or of what a long file is about.
        measures: the measures that may be meant.
    """
    known: dict[str, list[str]] = {}
    for name in names:
        known.setdefault(name.strip().casefold(), []).append(name)
    wanted = _NAMES | {measure.key: (measure.name.casefold(), measure.key.casefold()) for measure in measures}
    found: dict[str, str] = {}
    for target, words in wanted.items():
        likely = next((known[word][0] for word in words if len(known.get(word, ())) == 1), None)
        if likely is not None and likely not in found.values():
            found[target] = likely
    return found
