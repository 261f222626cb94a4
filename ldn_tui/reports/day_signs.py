"""The signs that stand for something on a day: one table for every calendar, its legend, a day's reading and help."""

from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.days import DayState, Timeliness
from ldn_tui.domain.glyphs import Glyph

MARK_SIGNS: dict[DayMark, str] = {
    DayMark.DOSE_TAKEN: Glyph.DOSE_TAKEN,
    DayMark.DOSE_NOT_TAKEN: Glyph.DOSE_NOT_TAKEN,
    DayMark.SIDE_EFFECT: Glyph.SIDE_EFFECT,
    DayMark.DECISION: Glyph.DECISION,
    DayMark.DOSE_STEP: Glyph.DOSE_STEP,
    DayMark.IMPRESSION: Glyph.IMPRESSION,
    DayMark.LAB: Glyph.LAB,
    DayMark.EVENT: Glyph.EVENT,
    DayMark.NOTE: Glyph.NOTE,
}
LATE_SIGNS: dict[Timeliness, str] = {
    Timeliness.ON_TIME: " ",
    Timeliness.LATE: Glyph.LATE,
    Timeliness.RECALLED: Glyph.RECALLED,
}
STATE_SIGNS: dict[DayState, str] = {
    DayState.PARTIAL: Glyph.PARTIAL,
    DayState.SKIPPED: Glyph.SKIPPED,
    DayState.OPEN: Glyph.OPEN,
    DayState.MISSED: Glyph.MISSED,
}
NO_ANSWER_SIGN = Glyph.NO_ANSWER
NOT_RATED_SIGN = Glyph.NOT_RATED
