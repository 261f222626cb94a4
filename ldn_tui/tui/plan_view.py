"""What the plan shows, read from the journal at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ldn_tui.domain.blinding import Seal
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.trial import Amendment, Decision, DoseStep, Trial
from ldn_tui.domain.windows import Windows
from ldn_tui.journal import Journal
from ldn_tui.tui.widgets.time_line import TimeLinePicture

LEAST_DAYS_SHOWN = 28
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the list: the whole trial, a phase, a dose step, days without a phase, or an earlier trial.

    Attributes:
        window: its days; those of an open phase end with today.
        phase: the phase, or None.
        step: the dose step, or None.
        is_trial: whether it stands for the whole trial.
        earlier: the earlier trial, or None.
    """

    window: Window
    phase: Phase | None = None
    step: DoseStep | None = None
    is_trial: bool = False
    earlier: Trial | None = None

    @property
    def boundary(self) -> date | None:
        """The day whose boundary it begins with, None for what has none."""
        is_stretch = not self.is_trial and self.step is None and self.earlier is None
        return self.window.first if is_stretch else None


@dataclass(frozen=True, slots=True)
class PlanView:
    """What the plan shows.

    Attributes:
        today: the present logical day.
        trial: the trial that is shown, or None.
        windows: its windows.
        phases: its phases; without a trial, all there are.
        earlier: the other trials that have ended, the latest first.
        measures: all measures.
        medicines: all medicines.
        seal: what seals the trial, or None.
        decisions: what was decided of the trial, earliest first.
        amendments: what was changed of it after the lock, earliest first.
        runs_out: the first day without enough of a medicine, by its id.
        moved_first_dose: that the first dose was recorded on another day than planned, a sentence; or None.
    """

    today: date
    trial: Trial | None
    windows: Windows
    phases: tuple[Phase, ...]
    earlier: tuple[Trial, ...]
    measures: tuple[Measure, ...]
    medicines: tuple[Medicine, ...]
    seal: Seal | None
    decisions: tuple[Decision, ...]
    amendments: tuple[Amendment, ...]
    runs_out: Mapping[str, date]
    moved_first_dose: str | None

    @property
    def is_active(self) -> bool:
        """Whether the trial shown still runs."""
        return self.trial is not None and self.trial.ended_on is None

    @property
    def primary_name(self) -> str:
        """What the trial's primary measure is called."""
        key = "" if self.trial is None else self.trial.primary
        return next((measure.name for measure in self.measures if measure.key == key), key)

    @property
    def marked_day(self) -> date:
        """The day that is marked as the present one; none of the days of a trial that has ended is."""
        return self.today if self.is_active or self.trial is None else date.max

    @property
    def _steps(self) -> tuple[DoseStep, ...]:
        """The dose plan, without the steps that an early end came before."""
        trial = self.trial
        if trial is None:
            return ()
        return tuple(step for step in trial.steps if trial.ended_on is None or step.starts_on <= trial.ended_on)

    def rows(self) -> tuple[PlanRow, ...]:
        """Return the lines of the list, in order: each dose step under the phase it begins in."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[PlanRow]:
        steps = list(self._steps)
        before: date | None = None
        if self.trial is not None:
            picture = self.picture(None)
            end = self.trial.ended_on or (self.today if picture is None else picture.window.last)
            yield PlanRow(Window(self.trial.starts_on, max(end, self.trial.starts_on)), is_trial=True)
        for phase in self.phases:
            if before is not None and (phase.starts_on - before).days > 1:
                yield PlanRow(Window(before + _ONE_DAY, phase.starts_on - _ONE_DAY))
            end = phase.ends_on or max(self.today, phase.starts_on)
            while steps and steps[0].starts_on < phase.starts_on:
                yield self._of_step(steps.pop(0))
            yield PlanRow(Window(phase.starts_on, end), phase)
            while steps and phase.holds(steps[0].starts_on):
                yield self._of_step(steps.pop(0))
            before = end
        for step in steps:
            yield self._of_step(step)
        if self.is_active and before is not None and before < self.today:
            yield PlanRow(Window(before + _ONE_DAY, self.today))
        for trial in self.earlier:
            yield PlanRow(Window(trial.starts_on, trial.ended_on or self.today), earlier=trial)

    def _of_step(self, step: DoseStep) -> PlanRow:
        later = [other.starts_on for other in self._steps if other.starts_on > step.starts_on]
        end = later[0] - _ONE_DAY if later else self.windows.decision_day or step.starts_on
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
        if self.trial is not None and self.trial.ended_on is not None:
            last.append(self.trial.ended_on)
        if decision is not None:
            last.append(decision)
        start = min(first)
        end = max(*last, start + timedelta(days=LEAST_DAYS_SHOWN - 1))
        return TimeLinePicture(
            Window(start, end), self.phases, self._steps, self.today, decision, None if row is None else row.window
        )


def load_plan_view(journal: Journal, trial: Trial | None = None) -> PlanView:
    """Read what the plan shows of `trial`; of the active one, else of the one that ended last, if none is given.

    Raises:
        JournalError: it cannot be read just now.
    """
    shown, medicines = trial or journal.trials.latest(), journal.medicines.list()
    runs_out = {medicine.id: journal.medicines.runs_out_on(medicine) for medicine in medicines}
    ended = [known for known in journal.trials.all() if known.ended_on is not None and known != shown]
    return PlanView(
        today=journal.today(),
        trial=shown,
        windows=Windows() if shown is None else journal.trials.windows(shown),
        phases=journal.phases() if shown is None else journal.trials.phases(shown),
        earlier=() if trial else tuple(sorted(ended, key=lambda known: known.ended_on or date.max, reverse=True)),
        measures=journal.measures.all(),
        medicines=medicines,
        seal=None if shown is None else journal.seals.of(shown.id),
        decisions=() if shown is None else journal.trials.decisions(shown),
        amendments=() if shown is None else journal.trials.amendments(shown),
        moved_first_dose=journal.trials.moved_first_dose(shown),
        runs_out={known: day for known, day in runs_out.items() if day is not None},
    )
