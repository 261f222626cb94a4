"""How today stands in one short line, for prompts and bars: counts and signs, never a value."""

from dataclasses import dataclass
from enum import StrEnum

from ldn_tui.domain.days import DayState
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.reports.day_signs import STATE_SIGNS

_OTHERS_DUE = "trial"


class Standing(StrEnum):
    """What a bar may colour the line by; the values are the JSON spelling."""

    DUE = "due"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StatusLine:
    """What the short line is made of.

    Attributes:
        state: the state of today.
        answered: how many of today's measures are answered.
        asked: how many measures are asked today.
        lacks_dose: whether the planned dose is not answered yet.
        others_due: how many things are due in the trial.
        earlier: how many earlier days of the last seven are to be filled.
    """

    state: DayState
    answered: int
    asked: int
    lacks_dose: bool
    others_due: int
    earlier: int

    @property
    def standing(self) -> Standing:
        """Whether anything is due."""
        return Standing.DUE if self.state.is_to_fill or self.others_due or self.earlier else Standing.DONE

    @property
    def text(self) -> str:
        """The line: "◐ 3/5 dose trial +2d"; "✓" where today is done, "–" where nothing is asked of it.

        Its parts come in one order, and the count is as wide as its total, so that it moves as little as it can.
        """
        parts = [_SIGNS.get(self.state, Glyph.NO_ANSWER)]
        if self.state.is_to_fill and self.asked:
            parts.append(f"{self.answered:>{len(str(self.asked))}}/{self.asked}")
        if self.state.is_to_fill and self.lacks_dose:
            parts.append("dose")
        if self.others_due:
            parts.append(_OTHERS_DUE)
        if self.earlier:
            parts.append(f"+{self.earlier}d")
        return " ".join(parts)

    @property
    def in_words(self) -> str:
        """The same in a sentence or two, as a bar shows it under the pointer."""
        said = [f"Today: {self.answered} of {self.asked} rated" if self.state.is_to_fill else _DONE[self.state]]
        if self.state.is_to_fill and self.lacks_dose:
            said.append("the dose is not recorded")
        if self.others_due:
            said.append(f"due in the trial: {self.others_due}")
        if self.earlier:
            said.append(f"earlier days to fill: {self.earlier}")
        return ", ".join(said)


_SIGNS = {**STATE_SIGNS, DayState.COMPLETE: Glyph.RECORDED}
_DONE = {
    DayState.COMPLETE: "Today is complete",
    DayState.SKIPPED: "Today is skipped",
    DayState.NOT_DUE: "Nothing is asked today",
}
