"""One day read out in full, beside the month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_in_words
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.days import Day, DayState, Rating, lag_in_days, timeliness
from ldn_tui.domain.formats import with_decimal_sign
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import PHASE_SIGNS, Phase
from ldn_tui.domain.plan_marks import NO_PLAN, PlanMarks
from ldn_tui.domain.ratings import plain, shown_number
from ldn_tui.domain.side_effects import RED_FLAGS, SEVERITIES, SEVERITY_SIGNS, red_flag_call
from ldn_tui.domain.tags import signed
from ldn_tui.domain.text import visible, visible_lines
from ldn_tui.reports.day_signs import LATE_SIGNS, MARK_SIGNS, STATE_SIGNS
from ldn_tui.reports.day_text import dose_in_words, lab_in_words
from ldn_tui.tui.marks import PHASE_TINTS
from ldn_tui.tui.theme import heat_style

WIDEST_TEXT = 64
_WIDEST_NAME = 16


@dataclass(frozen=True, slots=True)
class DayReading:
    """A day as the card reads it out.

    Attributes:
        day: what is recorded, with what still waits to be saved.
        state: its state.
        standing: the state in words.
        phase: the phase it lies in, or None.
        measures: those asked or rated that day, in order.
        chosen: the key of the measure the calendar shows.
        today: the present logical day.
        day_starts_at: when a day begins.
        is_unsaved: whether something of it waits to be saved.
        plan: what is marked of a trial's plan.
        tags: the tags of its note, as they are written everywhere.
    """

    day: Day
    state: DayState
    standing: str
    phase: Phase | None
    measures: tuple[Measure, ...]
    chosen: str
    today: date
    day_starts_at: time
    is_unsaved: bool = False
    plan: PlanMarks = NO_PLAN
    tags: tuple[str, ...] = ()

    def lag(self, rating: Rating) -> int:
        """Return how many days after its day a rating was recorded."""
        return lag_in_days(self.day.date, rating.recorded_at, self.day_starts_at)

    @property
    def state_in_words(self) -> str:
        """The day's state, and how long after the day it was recorded where that was not at once."""
        if self.day.date > self.today:
            return "has not come yet"
        reason = "" if self.day.skip is None else f": {self.day.skip.value}"
        said = f"{self.standing}{reason}"
        lags = {self.lag(rating) for rating in self.day.ratings.values()}
        latest = max(lags, default=0)
        if not latest:
            return f"{said}, on time" if lags else said
        up_to = "up to " if len(lags) > 1 else ""
        return f"{said}, recorded {up_to}{counted(latest, 'day')} later"


class DayCard(Widget):
    """The card. It holds as much as fits, and says when there is more."""

    reading: reactive[DayReading | None] = reactive[DayReading | None](None, always_update=True)

    def render(self) -> Content:
        """Draw the day."""
        reading, size = self.reading, self.content_size
        if reading is None or not size.width or not size.height:
            return Content("")
        lines = list(_lines(reading, min(size.width, WIDEST_TEXT)))
        # Blank lines are the first thing to give way.
        blanks = [index for index, line in enumerate(lines) if not line.plain]
        while len(lines) > size.height and blanks:
            del lines[blanks.pop()]
        if len(lines) > size.height:
            lines = [*lines[: size.height - 1], _muted("… Enter shows the rest")]
        return Content("\n").join(lines)


def _muted(text: str) -> Content:
    return Content.assemble((text, "$text-muted"))


def _lines(reading: DayReading, width: int) -> Iterator[Content]:
    """Yield the card's lines; blank ones part its sections."""
    day = reading.day
    yield from Content.assemble((day_in_words(day.date), "bold")).wrap(width)
    sign = "" if reading.state is DayState.OPEN else STATE_SIGNS.get(reading.state, "")
    yield from _muted(f"{sign} {reading.state_in_words}".lstrip()).wrap(width)
    if reading.is_unsaved:
        yield Content.assemble((f"{Glyph.PENDING} not saved yet", "bold $error"))
    if reading.phase is not None:
        yield from _phase(reading.phase, day.date, width)
    yield from _planned(reading.plan, day.date, width)
    yield Content("")
    if day.is_empty:
        if day.date <= reading.today:
            yield from _nothing_recorded(width)
        return
    if day.ratings or day.skip is None:
        yield from _ratings(reading, width)
        yield Content("")
    yield from _events(day, width)
    yield from _note(reading, width)


def _nothing_recorded(width: int) -> Iterator[Content]:
    said = _muted("nothing recorded")
    remedy = Content.assemble(("Enter", "bold $footer-key-foreground"), (" fills it", "$text-muted"))
    on_one_line = Content.assemble(said, _muted(" · "), remedy)
    yield from [on_one_line] if on_one_line.cell_length <= width else [said, remedy]


def _phase(phase: Phase, day: date, width: int) -> Iterator[Content]:
    of = "" if phase.length is None else f" of {phase.length}"
    tint = PHASE_TINTS[phase.kind]
    yield from _signed(PHASE_SIGNS[phase.kind], tint, Content(visible(phase.title)), width)
    yield _muted(f"  day {phase.day_number(day)}{of}")


def _planned(plan: PlanMarks, day: date, width: int) -> Iterator[Content]:
    """Yield what the plan has on `day`, behind the signs of the grid."""
    if day == plan.decision_day:
        yield from _signed(MARK_SIGNS[DayMark.DECISION], "", Content(DayMark.DECISION.value), width)
    step = plan.step_on(day)
    if step is not None:
        at = f" at {step.at:%H:%M}" if step.at else ""
        said = Content(f"{DayMark.DOSE_STEP.value}: {step.in_words}{at}")
        yield from _signed(MARK_SIGNS[DayMark.DOSE_STEP], "", said, width)


def _ratings(reading: DayReading, width: int) -> Iterator[Content]:
    """Yield a line a measure: its name, its value with the points one under the other, and how late it is."""
    widest = max((cell_len(visible(measure.name)) for measure in reading.measures), default=0)
    name_width = min(widest, _WIDEST_NAME, width // 2)
    for measure in reading.measures:
        is_chosen = measure.key == reading.chosen
        name = Content(visible(measure.name)).truncate(name_width, ellipsis=True, pad=True).plain
        rating = reading.day.ratings.get(measure.key)
        head = (((f"{Glyph.CURSOR} " if is_chosen else "  "), "$accent"), (name, "bold" if is_chosen else ""), "  ")
        if rating is None:
            yield Content.assemble(*head, ("not rated", "$text-muted"))
            continue
        late = LATE_SIGNS[timeliness(reading.lag(rating))]
        if rating.value is None:
            yield Content.assemble(*head, ("no answer ", "$text-muted"), (late, "$accent"))
        else:
            value = (_aligned(rating.value), heat_style(measure, rating.value))
            yield Content.assemble(*head, Content.assemble(value), " ", (late, "bold $accent"))


def _aligned(value: float) -> str:
    """Return a rating in six cells, its point always in the fourth."""
    whole, point, tenths = plain(value).partition(".")
    return f" {whole:>2}{with_decimal_sign(point) or ' '}{tenths or ' '} "


def _events(day: Day, width: int) -> Iterator[Content]:
    """Yield what else the day has, behind the signs of the grid."""
    for dose in day.doses:
        mark = DayMark.DOSE_TAKEN if dose.taken else DayMark.DOSE_NOT_TAKEN
        yield from _signed(MARK_SIGNS[mark], "", Content(dose_in_words(dose)), width)
    for effect in day.side_effects:
        sign = MARK_SIGNS[DayMark.SIDE_EFFECT]
        call = red_flag_call(effect.term, effect.severity)
        severity = (
            "" if effect.term in RED_FLAGS else f", {SEVERITY_SIGNS[effect.severity]} {SEVERITIES[effect.severity]}"
        )
        said = Content.assemble(f"{visible(effect.term)}{severity}")
        if call is not None:
            said = Content.assemble((f"{said.plain}. {call}", "bold $error"))
        yield from _signed(sign, "bold", said, width)
    if day.no_side_effects:
        yield _muted("  no side effects")
    for rescue in day.rescues:
        yield from _signed(
            Glyph.RESCUE, "", Content(f"rescue {visible(rescue.medicine)} ×{shown_number(rescue.count)}"), width
        )
    if day.impression is not None:
        said = Content(f"overall {PGIC_ANSWERS[day.impression]}")
        yield from _signed(MARK_SIGNS[DayMark.IMPRESSION], "", said, width)
    for lab in day.labs:
        yield from _signed(MARK_SIGNS[DayMark.LAB], "", Content(lab_in_words(lab)), width)


def _note(reading: DayReading, width: int) -> Iterator[Content]:
    """Yield the note's tags, each of which begins with the grid's sign for an event, and the note."""
    note = reading.day.note
    if note is None:
        return
    yield Content("")
    if reading.tags:
        yield from Content.assemble((visible(signed(reading.tags)), "bold")).wrap(width)
    yield from _signed(MARK_SIGNS[DayMark.NOTE], "", Content(visible_lines(note.strip())), width)


def _signed(sign: str, style: str, text: Content, width: int) -> Iterator[Content]:
    """Yield `text` wrapped, behind a sign."""
    for index, line in enumerate(text.wrap(max(width - 2, 1))):
        yield Content.assemble((sign if index == 0 else " ", style), " ", line)
