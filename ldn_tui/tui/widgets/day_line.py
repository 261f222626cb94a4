"""The day under a chart's cursor, read out in a line or two."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.days import Day, Dose, Timeliness, lag_in_days, timeliness
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import PHASE_SIGNS, Phase
from ldn_tui.domain.plan_marks import NO_PLAN, PlanMarks
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.series import MEAN_WINDOW, Bucket
from ldn_tui.domain.tags import signed
from ldn_tui.domain.text import visible
from ldn_tui.reports.day_signs import MARK_SIGNS
from ldn_tui.tui.marks import PHASE_TINTS
from ldn_tui.tui.widgets.rows import rescues_in_words, side_effects_in_words

_GAP = "   "


@dataclass(frozen=True, slots=True)
class DayOnChart:
    """What the line says.

    Attributes:
        day: what is recorded for the day under the cursor.
        measure: the measure drawn.
        mean: its mean up to that day, None if there is none.
        column: the ratings of all days that share the day's column; None where it is alone in it.
        day_starts_at: when a day begins.
        tags: the tags of its note, as they are written everywhere.
        phase: the phase it lies in, or None.
        plan: what the trial's plan marks.
        said: what a view says of the day, as (what, how much); None for the measure's rating and mean.
    """

    day: Day
    measure: Measure
    mean: float | None
    column: Bucket | None
    day_starts_at: time
    tags: tuple[str, ...] = ()
    phase: Phase | None = None
    plan: PlanMarks = NO_PLAN
    said: tuple[tuple[str, str], ...] | None = None


class DayLine(Widget):
    """The line. What does not fit is cut from the note."""

    DEFAULT_CSS = """
    DayLine { height: 2; padding: 0 1; }
    """

    caption: reactive[str] = reactive("")
    reading: reactive[DayOnChart | None] = reactive[DayOnChart | None](None, always_update=True)

    def render(self) -> Content:
        """Draw the day, wrapped between its parts only; without one, the caption."""
        reading, size = self.reading, self.content_size
        if reading is None or not size.width:
            return Content.assemble((self.caption, "$text-muted"))
        lines: list[list[Content]] = [[]]
        room = size.width
        for part in _parts(reading):
            if lines[-1] and part.cell_length + len(_GAP) > room:
                lines.append([])
                room = size.width
            lines[-1].append(part)
            room -= part.cell_length + len(_GAP)
        return Content("\n").join([Content(_GAP).join(line).truncate(size.width, ellipsis=True) for line in lines])


def _parts(reading: DayOnChart) -> Iterator[Content]:
    day = reading.day
    if reading.said is None:
        yield from _measured(reading)
    else:
        yield Content.assemble((f"{short_day(day.date)}:", "bold"))
        for what, how_much in reading.said:
            yield Content.assemble((f"{what} " if how_much else what, "$text-muted"), (how_much, "bold"))
    # Before what may take the lines there are: nothing else on the screen names them.
    if reading.tags:
        yield Content.assemble((visible(signed(reading.tags)), "bold"))
    if reading.phase is not None:
        yield _phase(reading.phase, day.date)
    yield from _planned(reading.plan, day.date)
    if day.doses:
        yield Content(visible(", ".join(_dose(dose, alone=len(day.doses) == 1) for dose in day.doses)))
    if day.side_effects:
        yield Content(visible(side_effects_in_words(day)))
    if day.rescues:
        yield Content(visible(f"rescue {rescues_in_words(day)}"))
    if day.skip is not None:
        yield Content(f"skipped: {day.skip.value}")
    if day.note is not None:
        yield Content.assemble((f"“{visible(day.note.strip())}”", "italic"))


def _measured(reading: DayOnChart) -> Iterator[Content]:
    yield Content.assemble((f"{short_day(reading.day.date)}: ", "bold"), *_rating(reading))
    if reading.mean is not None:
        yield Content.assemble(
            (f"mean of {MEAN_WINDOW} days ", "$text-muted"), (shown_as(reading.mean, ".1f"), "bold $primary")
        )
    if reading.column is not None:
        yield _column(reading.column)


def _rating(reading: DayOnChart) -> list[tuple[str, str]]:
    rating = reading.day.ratings.get(reading.measure.key)
    if rating is None:
        return [("not rated", "$text-muted")]
    said = [("no answer", "$text-muted") if rating.value is None else (shown_number(rating.value), "bold")]
    lag = lag_in_days(reading.day.date, rating.recorded_at, reading.day_starts_at)
    if timeliness(lag) is not Timeliness.ON_TIME:
        said.append((f" {timeliness(lag).value}", "$text-muted"))
    return said


def _phase(phase: Phase, day: date) -> Content:
    of = "" if phase.length is None else f" of {phase.length}"
    place = (f", day {phase.day_number(day)}{of}", "$text-muted")
    return Content.assemble((f"{PHASE_SIGNS[phase.kind]} ", PHASE_TINTS[phase.kind]), visible(phase.title), place)


def _planned(plan: PlanMarks, day: date) -> Iterator[Content]:
    if day == plan.decision_day:
        yield Content.assemble((f"{MARK_SIGNS[DayMark.DECISION]} {DayMark.DECISION.value}", "bold $primary"))
    step = plan.step_on(day)
    if step is not None:
        yield Content(f"{MARK_SIGNS[DayMark.DOSE_STEP]} {DayMark.DOSE_STEP.value}: {step.in_words}")


def _dose(dose: Dose, *, alone: bool) -> str:
    if not dose.taken:
        return "dose not taken" if alone else f"{dose.medicine} not taken"
    at = f" at {dose.taken_at:%H:%M}" if dose.taken_at is not None else ""
    return f"{'' if alone else f'{dose.medicine} '}{dose.amount} taken{at}"


def _column(bucket: Bucket) -> Content:
    values = f"{shown_number(bucket.low)} to {shown_number(bucket.high)}, median {shown_number(bucket.middle)}"
    return Content.assemble((f"{Window(bucket.first, bucket.last).in_words}: ", "$text-muted"), values)
