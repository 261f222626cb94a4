"""The list of measures: added, renamed, put in order, retired and brought back; never deleted."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import (
    LONGEST_ANCHOR,
    LONGEST_NAME,
    MOST_ACTIVE,
    Direction,
    Measure,
    Stretch,
    check_key,
    check_label,
    key_from_name,
    retired_in_words,
    stretches_as_text,
)
from ldn_tui.domain.text import visible
from ldn_tui.storage.facts_in_rows import measures_in
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step

if TYPE_CHECKING:
    from ldn_tui.journal.journal import Journal


class MeasureList:
    """The use cases on the measures of one journal."""

    def __init__(self, journal: "Journal") -> None:
        """Work on the measures of `journal`."""
        self._journal = journal

    def all(self) -> tuple[Measure, ...]:
        """Return all measures in their order, retired ones too."""
        return self._journal.repository.measures()

    def active(self) -> tuple[Measure, ...]:
        """Return those asked now, in their order."""
        return tuple(measure for measure in self.all() if not measure.is_retired)

    def find(self, key: str) -> Measure:
        """Return the measure with that key.

        Raises:
            BadInput: there is none; the message names the likely one.
        """
        return _found(self.all(), key)

    def asked_on(self, day: date, key: str) -> Measure:
        """Return the measure with that key, to be rated on `day`.

        Raises:
            BadInput: there is none, or it was retired by then.
        """
        measure = self.find(key)
        if measure.retired_on is not None and day >= measure.retired_on:
            raise BadInput(retired_in_words(key, measure.retired_on))
        return measure

    # Whatever depends on the list is checked within the step: another process may have changed it since it was shown.

    def add(self, name: str, low_anchor: str, high_anchor: str, direction: Direction, key: str | None = None) -> Change:
        """Add a measure, asked from today.

        Raises:
            BadInput: a text cannot be accepted, the name is in use, or there are twelve active ones.
        """
        label = check_label(name, "name", LONGEST_NAME)
        low = check_label(low_anchor, "what 0 means", LONGEST_ANCHOR)
        high = check_label(high_anchor, "what 10 means", LONGEST_ANCHOR)
        today = self._journal.today().isoformat()

        def work(step: Step) -> None:
            measures = _measures_of(step)
            _check_name_is_free(label, measures)
            _check_room(measures)
            keys = [measure.key for measure in measures]
            step.insert(
                "measure",
                {
                    "key": key_from_name(label, keys) if key is None else check_key(key, keys),
                    "id": str(uuid.uuid4()),
                    "name": label,
                    "low_anchor": low,
                    "high_anchor": high,
                    "direction": direction.value,
                    "position": max((measure.position for measure in measures), default=-1) + 1,
                    "added_on": today,
                    "retired_on": None,
                    "inactive": None,
                    "recorded_at": step.at.isoformat(),
                },
            )

        return self._journal.act(f"measure {label} added", work)

    def edit(
        self,
        key: str,
        *,
        name: str | None = None,
        low_anchor: str | None = None,
        high_anchor: str | None = None,
        direction: Direction | None = None,
    ) -> Change:
        """Change how a measure is called, its anchors or its direction; what is None stays.

        Raises:
            BadInput: a text cannot be accepted, or there is no such measure.
        """
        values: Row = {}
        if name is not None:
            values["name"] = check_label(name, "name", LONGEST_NAME)
        if low_anchor is not None:
            values["low_anchor"] = check_label(low_anchor, "what 0 means", LONGEST_ANCHOR)
        if high_anchor is not None:
            values["high_anchor"] = check_label(high_anchor, "what 10 means", LONGEST_ANCHOR)
        if direction is not None:
            values["direction"] = direction.value

        def work(step: Step) -> None:
            measures = _measures_of(step)
            measure = _found(measures, key)
            label = str(values.get("name", measure.name))
            _check_name_is_free(label, [other for other in measures if other.key != key])
            step.summary = f"measure {label} changed"
            _update(step, key, values)

        return self._journal.act(f"measure {key} changed", work)

    def move(self, key: str, position: int) -> Change:
        """Put a measure at `position` (from 0) among all of them; the others close up.

        Raises:
            BadInput: there is no such measure, or no such position.
        """

        def work(step: Step) -> None:
            measures = _measures_of(step)
            measure = _found(measures, key)
            others = [other for other in measures if other.key != key]
            if not 0 <= position <= len(others):
                raise BadInput(f"position {position + 1}: use 1 to {len(others) + 1}")
            others.insert(position, measure)
            step.summary = f"measure {measure.name} moved to place {position + 1}"
            for index, other in enumerate(others):
                _update(step, other.key, {"position": index})

        return self._journal.act(f"measure {key} moved to place {position + 1}", work)

    def retire(self, key: str) -> Change:
        """Stop asking a measure from today on; its ratings stay.

        Raises:
            BadInput: there is no such measure, it is retired already, or it is the last one.
        """
        today = self._journal.today()

        def work(step: Step) -> None:
            measures = _measures_of(step)
            measure = _found(measures, key)
            if measure.is_retired:
                raise BadInput(f"measure {key!r} is retired already: `ldn measure revive {key}` brings it back")
            if all(other.is_retired for other in measures if other.key != key):
                raise BadInput(f"measure {key!r} is the last one: add another first")
            step.summary = f"measure {measure.name} retired"
            _update(step, key, {"retired_on": today.isoformat()})

        return self._journal.act(f"measure {key} retired", work)

    def revive(self, key: str) -> Change:
        """Ask a retired measure again, from today on; the days since its retirement stay without it.

        Raises:
            BadInput: there is no such measure, it is active, or there are twelve active ones.
        """
        today = self._journal.today()

        def work(step: Step) -> None:
            measures = _measures_of(step)
            measure = _found(measures, key)
            if measure.retired_on is None:
                raise BadInput(f"measure {key!r} is active: there is nothing to bring back")
            _check_room(measures)
            # A clock set back in between must not let two stretches overlap.
            starts_on = max([measure.retired_on, *(known.ends_before for known in measure.inactive)])
            stretches = [*measure.inactive, *([Stretch(starts_on, today)] if starts_on < today else [])]
            step.summary = f"measure {measure.name} brought back"
            _update(step, key, {"retired_on": None, "inactive": stretches_as_text(stretches) or None})

        return self._journal.act(f"measure {key} brought back", work)


def _measures_of(step: Step) -> tuple[Measure, ...]:
    """Return all measures in their order as they are now, inside the transaction."""
    return measures_in(step.find_all("measure"))


def _found(measures: Sequence[Measure], key: str) -> Measure:
    for measure in measures:
        if measure.key == key:
            return measure
    raise BadInput(f"measure {visible(key)!r} is unknown: {likely(key, [measure.key for measure in measures])}")


def _update(step: Step, key: str, values: Row) -> None:
    """Write `values` into the row of a measure, if they are not there; the rest of it stays as it is now."""
    before = step.find("measure", (key,))
    if before is not None and any(before[column] != value for column, value in values.items()):
        step.put("measure", {**before, **values, "recorded_at": step.at.isoformat()})


def _check_name_is_free(label: str, others: Iterable[Measure]) -> None:
    for measure in others:
        if measure.name.casefold() == label.casefold():
            raise BadInput(f"name {visible(label)!r} is in use by the measure {measure.key!r}: choose another")


def _check_room(measures: Iterable[Measure]) -> None:
    if sum(not measure.is_retired for measure in measures) >= MOST_ACTIVE:
        raise BadInput(f"there are {MOST_ACTIVE} active measures already: retire one first")


def likely(word: str, known: Sequence[str]) -> str:
    """Return a hint at which of the `known` words was meant."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}."
