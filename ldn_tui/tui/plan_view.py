"""What the plan shows, read from the journal at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ldn_tui.domain.blinding import Seal
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.trial import Decision, DoseStep, Trial
from ldn_tui.domain.windows import Windows
from ldn_tui.journal import Journal
from ldn_tui.tui.widgets.time_line import TimeLinePicture

LEAST_DAYS_SHOWN = 28


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the list: the whole trial, a phase, a dose step, or days without a phase.

    Attributes:
        window: its days; those of an open phase end with today.
        phase: the phase, or None.
        step: the dose step, or None.
        is_trial: whether it stands for the whole trial.
    """

    window: Window
    phase: Phase | None = None
    step: DoseStep | None = None
    is_trial: bool = False

    @property
    def boundary(self) -> date | None:
        """The day whose boundary it begins with, None for what has none."""
        return None if self.is_trial or self.step is not None else self.window.first


@dataclass(frozen=True, slots=True)
class PlanView:
    """What the plan shows.

    Attributes:
        today: the present logical day.
        trial: the active trial, else the last one, or None.
        windows: its windows.
        phases: its phases; without a trial, all there are.
        past: how many trials besides it there are.
        measures: all measures.
        medicines: all medicines.
        seal: what seals the trial, or None.
        decision: what was decided of the trial last, or None.
        runs_out: the first day without enough of a medicine, by its id.
    """

    today: date
    trial: Trial | None
    windows: Windows
    phases: tuple[Phase, ...]
    past: int
    measures: tuple[Measure, ...]
    medicines: tuple[Medicine, ...]
    seal: Seal | None
    decision: Decision | None
    runs_out: Mapping[str, date]

    @property
    def is_active(self) -> bool:
        """Whether the trial shown still runs."""
        return self.trial is not None and self.trial.ended_on is None

    @property
    def primary_name(self) -> str:
        """What the trial's primary measure is called."""
        key = "" if self.trial is None else self.trial.primary
        return next((measure.name for measure in self.measures if measure.key == key), key)

    def rows(self) -> tuple[PlanRow, ...]:
        """Return the lines of the list, in order: each dose step under the phase it begins in."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[PlanRow]:
        steps = list(self.trial.steps) if self.trial is not None else []
        before: date | None = None
        if self.trial is not None:
            picture = self.picture(None)
            end = self.today if picture is None else picture.window.last
            yield PlanRow(Window(self.trial.starts_on, max(end, self.trial.starts_on)), is_trial=True)
        for phase in self.phases:
            if before is not None and (phase.starts_on - before).days > 1:
                yield PlanRow(Window(before + timedelta(days=1), phase.starts_on - timedelta(days=1)))
            end = phase.ends_on or max(self.today, phase.starts_on)
            while steps and steps[0].starts_on < phase.starts_on:
                yield self._of_step(steps.pop(0))
            yield PlanRow(Window(phase.starts_on, end), phase)
            while steps and phase.holds(steps[0].starts_on):
                yield self._of_step(steps.pop(0))
            before = end
        for step in steps:
            yield self._of_step(step)

    def _of_step(self, step: DoseStep) -> PlanRow:
        steps = self.trial.steps if self.trial is not None else ()
        later = [other.starts_on for other in steps if other.starts_on > step.starts_on]
        end = later[0] - timedelta(days=1) if later else self.windows.decision_day or step.starts_on
        return PlanRow(Window(step.starts_on, max(end, step.starts_on)), step=step)

    def picture(self, row: PlanRow | None) -> TimeLinePicture | None:
        """Return the time line, with the days of `row` pointed at; None where there is nothing to draw."""
        decision = self.windows.decision_day
        first = [phase.starts_on for phase in self.phases] + ([self.trial.starts_on] if self.trial else [])
        if not first:
            return None
        last = [phase.ends_on or phase.starts_on for phase in self.phases]
        if self.is_active or self.trial is None:
            last.append(self.today)
        if decision is not None:
            last.append(decision)
        start = min(first)
        end = max(*last, start + timedelta(days=LEAST_DAYS_SHOWN - 1))
        steps = self.trial.steps if self.trial is not None else ()
        return TimeLinePicture(
            Window(start, end), self.phases, steps, self.today, decision, None if row is None else row.window
        )


def load_plan_view(journal: Journal) -> PlanView:
    """Read what the plan shows."""
    trial, medicines = journal.trials.latest(), journal.medicines.list()
    runs_out = {medicine.id: journal.medicines.runs_out_on(medicine) for medicine in medicines}
    decisions = () if trial is None else journal.trials.decisions(trial)
    return PlanView(
        today=journal.today(),
        trial=trial,
        windows=Windows() if trial is None else journal.trials.windows(trial),
        phases=journal.phases() if trial is None else journal.trials.phases(trial),
        past=max(len(journal.trials.all()) - 1, 0),
        measures=journal.measures.all(),
        medicines=medicines,
        seal=None if trial is None else journal.seals.of(trial.id),
        decision=decisions[-1] if decisions else None,
        runs_out={known: day for known, day in runs_out.items() if day is not None},
    )
