"""The characters charts are drawn with: those of Unicode, and those that every terminal and mail program has."""

from dataclasses import dataclass

from ldn_tui.domain.ascii_text import in_ascii
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.phases import PHASE_SIGNS, PhaseKind


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters a chart is drawn with, and how many dots one of its line has across and down."""

    point: str
    line: str
    line_sample: str
    second: str
    range: str
    boundary: str
    decision: str
    step: str
    taken: str
    missed: str
    ellipsis: str
    rescue: str
    level: str
    usual: str
    onset: str
    outside: str
    bar: str
    interval: str
    cap_high: str
    cap_low: str
    side: str
    tick_at_side: str
    corner: str
    floor: str
    tick_at_floor: str
    phases: dict[PhaseKind, str]
    dots_across: int
    dots_down: int


UNICODE = Glyphs(
    point="•",
    line="braille",
    line_sample="⣤⠶⠛",
    second="×",
    range="║",
    boundary="┊",
    decision=Glyph.DECISION,
    step=Glyph.DOSE_STEP,
    taken=Glyph.DOSE_TAKEN,
    missed=Glyph.DOSE_NOT_TAKEN,
    ellipsis="…",
    rescue=Glyph.RESCUE,
    level="╌",
    usual="⠂",
    onset=Glyph.ONSET,
    outside=Glyph.LAB_OUTSIDE,
    bar="▇",
    interval="│",
    cap_high="┬",
    cap_low="┴",
    side="│",
    tick_at_side="┤",
    corner="└",
    floor="─",
    tick_at_floor="┬",
    phases=PHASE_SIGNS,
    dots_across=2,
    dots_down=4,
)
ASCII = Glyphs(
    point="O",
    line="*",
    line_sample="***",
    second="+",
    range="I",
    boundary="!",
    decision=in_ascii(Glyph.DECISION),
    step=in_ascii(Glyph.DOSE_STEP),
    taken=in_ascii(Glyph.DOSE_TAKEN),
    missed=in_ascii(Glyph.DOSE_NOT_TAKEN),
    ellipsis="~",
    rescue=in_ascii(Glyph.RESCUE),
    level="-",
    usual=",",
    onset=in_ascii(Glyph.ONSET),
    outside=in_ascii(Glyph.LAB_OUTSIDE),
    bar="#",
    interval="|",
    cap_high="+",
    cap_low="+",
    side="|",
    tick_at_side="+",
    corner="+",
    floor="-",
    tick_at_floor="+",
    phases={kind: in_ascii(sign) for kind, sign in PHASE_SIGNS.items()},
    dots_across=1,
    dots_down=1,
)

# What lies behind the data: a cursor may cover it.
BACKGROUND = frozenset({UNICODE.level, UNICODE.usual, UNICODE.boundary, ASCII.level, ASCII.usual, ASCII.boundary})
