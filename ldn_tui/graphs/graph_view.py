"""What the graphs show, as one immutable value read from the journal."""

from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.events import Events
from ldn_tui.domain.history import History
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.sentences import never_rated
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.domain.trial import Trial
from ldn_tui.journal import Journal


@dataclass(frozen=True, slots=True)
class GraphView:
    """A measure with everything a chart of it may show.

    Attributes:
        measures: all measures, in order.
        history: the one shown.
        events: the journal's events.
        first_day: the journal's first day.
        today: the present logical day.
    """

    measures: tuple[Measure, ...]
    history: History
    events: Events
    first_day: date
    today: date

    @property
    def measure(self) -> Measure:
        """The measure shown."""
        return self.history.measure

    @property
    def active(self) -> list[Measure]:
        """The measures still asked, in order: what the digits stand for."""
        return [measure for measure in self.measures if not measure.is_retired]

    @property
    def sentence(self) -> str:
        """What is said in place of a chart where the measure was never rated."""
        return never_rated(self.measure.name, is_retired=self.measure.is_retired)


def load_graph_view(journal: Journal, key: str, days: Window | None = None) -> GraphView:
    """Read the measure with that key, or the first one still asked if there is none.

    Args:
        journal: what is read.
        key: the measure's key.
        days: the only days that will be looked at, with which a journal of many years is not read whole; None for all.
            Where none of them is rated, all are read.
    """
    facts, today = journal.facts(), journal.today()
    measures = facts.measures
    first_asked = next((measure for measure in measures if not measure.is_retired), measures[0])
    measure = next((measure for measure in measures if measure.key == key), first_asked)
    first, last = (date.min, today) if days is None else (_first_read(days, journal.trials.latest()), days.last)
    ratings = journal.ratings_of(measure.key, first, last)
    if days is not None and not ratings:
        return load_graph_view(journal, key)
    doses = journal.dose_marks(first, last)
    events = journal.events()
    history = History(
        measure,
        ratings,
        facts.phases,
        doses,
        journal.trials.plan_marks(),
        events.all,
        journal.trials.baseline_level(ratings),
        journal.rescue_days(first, last),
    )
    return GraphView(measures, history, events, facts.first_day, today)


def _first_read(days: Window, trial: Trial | None) -> date:
    """Return the first day that the mean of the first of `days`, or the baseline of the trial, rests on."""
    with_mean = date.fromordinal(max(days.first.toordinal() - MEAN_WINDOW, 1))
    return with_mean if trial is None else min(with_mean, trial.starts_on)
