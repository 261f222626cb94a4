"""The characters charts are drawn with: those of Unicode, and those that every terminal and mail program has."""

from dataclasses import dataclass

from ldn_tui.domain.phases import PHASE_SIGNS, PhaseKind

BOUNDARY = "┊"


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters a chart is drawn with, and how many dots one of its line has across and down."""

    point: str
    line: str
    line_sample: str
    range: str
    boundary: str
    step: str
    taken: str
    missed: str
    ellipsis: str
    rescue: str
    level: str
    usual: str
    onset: str
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
    range="░",
    boundary=BOUNDARY,
    step="▿",
    taken="╵",
    missed="○",
    ellipsis="…",
    rescue="+",
    level="╌",
    usual="⠂",
    onset="▲",
    bar="█",
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
    point="o",
    line="*",
    line_sample="***",
    range=":",
    boundary="!",
    step="v",
    taken="'",
    missed="0",
    ellipsis="~",
    rescue="+",
    level="-",
    usual=",",
    onset="^",
    bar="#",
    interval="|",
    cap_high="+",
    cap_low="+",
    side="|",
    tick_at_side="+",
    corner="+",
    floor="-",
    tick_at_floor="+",
    phases={
        PhaseKind.BASELINE: ".",
        PhaseKind.TITRATION: "~",
        PhaseKind.TREATMENT: "#",
        PhaseKind.WASHOUT: "/",
        PhaseKind.PAUSE: "_",
        PhaseKind.FOLLOW_UP: "=",
    },
    dots_across=1,
    dots_down=1,
)

# What lies behind the data: a cursor may cover it.
BACKGROUND = (UNICODE.level, UNICODE.usual)
