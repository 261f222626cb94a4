"""The findings: what the latest trial shows, read from the journal and computed by the domain."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ldn_tui.domain.days import Day
from ldn_tui.domain.errors import BadInput, NothingToDo
from ldn_tui.domain.trial import Trial, day_after

# The analysis is loaded only where it is asked for: the daily verbs and the first screen do without it.
if TYPE_CHECKING:
    from ldn_tui.domain.evidence import Evidence
    from ldn_tui.domain.findings import Findings
    from ldn_tui.domain.measures import Measure
    from ldn_tui.journal.journal import Journal

# A laboratory value from so long before a trial still describes its start.
LAB_DAYS_BEFORE = 28
# How long after a trial's end its days are looked at: row 13 needs 4 weeks off and 2 to see that it lasts.
DAYS_AFTERWARDS = 91


class FindingsBook:
    """The use cases on what a journal's latest trial shows."""

    def __init__(self, journal: "Journal") -> None:
        """Work on the trials of `journal`."""
        self._journal = journal

    def evidence(self, as_of: date | None = None) -> "Evidence | None":
        """Return what was recorded of the active trial, else of the latest; None if there never was one.

        Only the trial's days are read, so that it costs the same in a journal of any length. The plan, the windows and
        the seal are those of now.

        Args:
            as_of: the last day that counts; today if not given. Values of later days are left out; of those days that
                count, what was recorded later counts too.
        """
        from ldn_tui.domain.evidence import Evidence

        journal = self._journal
        trial = journal.trials.latest()
        if trial is None:
            return None
        last = journal.today() if as_of is None else as_of
        days = self._days(trial, last)
        return Evidence(
            as_of=last,
            trial=trial,
            windows=journal.trials.windows(trial),
            phases=journal.trials.phases(trial),
            measures=_measures_of(trial, journal.repository.measures(), days),
            days=days,
            day_starts_at=journal.day_starts_at,
            medicines=journal.medicines.list(),
            amendments=journal.trials.amendments(trial),
            decisions=tuple(made for made in journal.trials.decisions(trial) if made.day <= last),
            seal=journal.seals.of(trial.id),
        )

    def find(
        self,
        as_of: date | None = None,
        measure: str | None = None,
        *,
        with_order: bool = True,
        on_progress: "Callable[[float], None] | None" = None,
    ) -> "Findings":
        """Return what is found as of a day.

        Args:
            as_of: the last day that counts; today if not given. Days that have not come yet count as not rated.
            measure: the key of the only measure to tell of; all if not given.
            with_order: whether the order of improvement is computed, which takes a second or two.
            on_progress: is told the share that is done of it, 0 to 1.

        Raises:
            BadInput: the measure is unknown or was not rated in the trial.
            NothingToDo: there never was a trial.
        """
        from ldn_tui.domain import analysis

        wanted = None if measure is None else self._journal.measures.find(measure)
        evidence = self.evidence(as_of)
        if evidence is None:
            raise NothingToDo(
                "There is no trial to find anything about: `ldn trial new before-after` begins one, and `ldn demo` "
                "shows a made-up one."
            )
        if wanted is not None and wanted not in evidence.measures:
            raise BadInput(
                f"measure {wanted.key!r} was not rated in this trial: use "
                f"{', '.join(known.key for known in evidence.measures)}"
            )
        findings = analysis.analyse(evidence)
        if with_order:
            findings = analysis.with_order(findings, evidence, on_progress)
        return findings if wanted is None else only(findings, wanted.key)

    def _days(self, trial: Trial, last: date) -> dict[date, Day]:
        """Return the trial's days; of those before it nothing but laboratory values, long after it overall ratings."""
        following = [known.starts_on for known in self._journal.trials.all() if known.starts_on > trial.starts_on]
        if trial.ended_on is not None and following:
            last = min(last, min(following) - timedelta(days=1))
        end = last if trial.ended_on is None else min(last, day_after(trial.ended_on, DAYS_AFTERWARDS))
        first = trial.starts_on - timedelta(days=min(LAB_DAYS_BEFORE, (trial.starts_on - date.min).days))
        found = self._journal.repository.recorded_days(first, end)
        days = {
            day.date: day if day.date >= trial.starts_on else Day(day.date, labs=day.labs)
            for day in found
            if day.date >= trial.starts_on or day.labs
        }
        # The first overall rating from the decision on counts, however late it comes.
        given = self._journal.repository.impressions().items() if end < last else ()
        return days | {day: Day(day, impression=value) for day, value in given if end < day <= last}


def only(findings: "Findings", measure: str) -> "Findings":
    """Return `findings` with the changes of one measure alone, in the open and in the blinded contrast."""
    blinded = findings.blinded
    return replace(
        findings,
        changes=tuple(change for change in findings.changes if change.measure.key == measure),
        blinded=None
        if blinded is None
        else replace(blinded, changes=tuple(known for known in blinded.changes if known.measure.key == measure)),
    )


def _measures_of(trial: Trial, measures: "tuple[Measure, ...]", days: dict[date, Day]) -> "tuple[Measure, ...]":
    """Return the measures of the trial: the primary one, then those that are asked or were rated in it."""
    rated = {key for day in days.values() for key in day.ratings}
    primary = [measure for measure in measures if measure.key == trial.primary]
    others = [
        measure
        for measure in measures
        if measure.key != trial.primary and (measure.key in rated or not measure.is_retired)
    ]
    return (*primary, *others)
