"""The list of measures: added, renamed, put in order, retired and brought back; never deleted."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
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
    check_key,
    check_label,
    key_from_name,
)
from ldn_tui.domain.text import visible
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
        measures = self.all()
        for measure in measures:
            if measure.key == key:
                return measure
        raise BadInput(f"measure {visible(key)!r} is unknown: {likely(key, [measure.key for measure in measures])}")

    def asked_on(self, day: date, key: str) -> Measure:
        """Return the measure with that key, to be rated on `day`.

        Raises:
            BadInput: there is none, or it was retired by then.
        """
        measure = self.find(key)
        if measure.retired_on is not None and day >= measure.retired_on:
            raise BadInput(
                f"measure {key!r} is retired since {measure.retired_on.isoformat()}: "
                f"`ldn measure revive {key}` brings it back"
            )
        return measure

    def add(self, name: str, low_anchor: str, high_anchor: str, direction: Direction, key: str | None = None) -> Change:
        """Add a measure, asked from today.

        Raises:
            BadInput: a text cannot be accepted, the name is in use, or there are twelve active ones.
        """
        label = self._check_name(name)
        low = check_label(low_anchor, "what 0 means", LONGEST_ANCHOR)
        high = check_label(high_anchor, "what 10 means", LONGEST_ANCHOR)
        measures = self.all()
        self._check_room(measures)
        keys = [measure.key for measure in measures]
        word = key_from_name(label, keys) if key is None else check_key(key, keys)
        today = self._journal.today().isoformat()
        row: Row = {
            "key": word,
            "id": str(uuid.uuid4()),
            "name": label,
            "low_anchor": low,
            "high_anchor": high,
            "direction": direction.value,
            "position": len(measures),
            "added_on": today,
            "retired_on": None,
        }
        return self._journal.act(
            f"measure {label} added",
            lambda step: step.put("measure", {**row, "recorded_at": step.at.isoformat()}),
        )

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
        measure = self.find(key)
        changed = replace(
            measure,
            name=measure.name if name is None else self._check_name(name, besides=key),
            low_anchor=measure.low_anchor
            if low_anchor is None
            else check_label(low_anchor, "what 0 means", LONGEST_ANCHOR),
            high_anchor=measure.high_anchor
            if high_anchor is None
            else check_label(high_anchor, "what 10 means", LONGEST_ANCHOR),
            direction=direction or measure.direction,
        )
        return self._journal.act(f"measure {changed.name} changed", lambda step: self._put(step, changed))

    def move(self, key: str, position: int) -> Change:
        """Put a measure at `position` (from 0) among all of them; the others close up.

        Raises:
            BadInput: there is no such measure, or no such position.
        """
        measure = self.find(key)
        others = [other for other in self.all() if other.key != key]
        if not 0 <= position <= len(others):
            raise BadInput(f"position {position + 1}: use 1 to {len(others) + 1}")
        others.insert(position, measure)

        def work(step: Step) -> None:
            for index, other in enumerate(others):
                self._put(step, replace(other, position=index))

        return self._journal.act(f"measure {measure.name} moved to place {position + 1}", work)

    def retire(self, key: str) -> Change:
        """Stop asking a measure from today on; its ratings stay.

        Raises:
            BadInput: there is no such measure, it is retired already, or it is the last one.
        """
        measure = self.find(key)
        if measure.is_retired:
            raise BadInput(f"measure {key!r} is retired already: `ldn measure revive {key}` brings it back")
        if len(self.active()) == 1:
            raise BadInput(f"measure {key!r} is the last one: add another first")
        retired = replace(measure, retired_on=self._journal.today())
        return self._journal.act(f"measure {measure.name} retired", lambda step: self._put(step, retired))

    def revive(self, key: str) -> Change:
        """Ask a retired measure again.

        Raises:
            BadInput: there is no such measure, it is active, or there are twelve active ones.
        """
        measure = self.find(key)
        if not measure.is_retired:
            raise BadInput(f"measure {key!r} is active: there is nothing to bring back")
        self._check_room(self.all())
        revived = replace(measure, retired_on=None)
        return self._journal.act(f"measure {measure.name} brought back", lambda step: self._put(step, revived))

    def _put(self, step: Step, measure: Measure) -> None:
        before = step.find("measure", (measure.key,))
        if before is None:
            return
        after: Row = {
            **before,
            "name": measure.name,
            "low_anchor": measure.low_anchor,
            "high_anchor": measure.high_anchor,
            "direction": measure.direction.value,
            "position": measure.position,
            "retired_on": None if measure.retired_on is None else measure.retired_on.isoformat(),
        }
        if after != before:
            step.put("measure", {**after, "recorded_at": step.at.isoformat()})

    def _check_name(self, name: str, besides: str | None = None) -> str:
        label = check_label(name, "name", LONGEST_NAME)
        for measure in self.all():
            if measure.key != besides and measure.name.casefold() == label.casefold():
                raise BadInput(f"name {visible(label)!r} is in use by the measure {measure.key!r}: choose another")
        return label

    @staticmethod
    def _check_room(measures: Sequence[Measure]) -> None:
        if sum(not measure.is_retired for measure in measures) >= MOST_ACTIVE:
            raise BadInput(f"there are {MOST_ACTIVE} active measures already: retire one first")


def likely(word: str, known: Sequence[str]) -> str:
    """Return a hint at which of the `known` words was meant."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}."
