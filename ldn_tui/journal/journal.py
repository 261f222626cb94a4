"""One person's journal: what is recorded for a day, and the way back."""

import uuid
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_tui.clock import Clock
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import logged_day, short_day
from ldn_tui.domain.days import (
    Day,
    Dose,
    JournalFacts,
    Lab,
    SkipReason,
    logical_day,
)
from ldn_tui.domain.doses import DoseMark
from ldn_tui.domain.errors import BadInput, NothingToDo
from ldn_tui.domain.labs import usual_lab_name
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.side_effects import terms_in_order
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal import entries
from ldn_tui.journal.doses import checked_dose
from ldn_tui.journal.entries import Entry, in_words
from ldn_tui.storage.database import COMMAND_PATIENCE_MS
from ldn_tui.storage.repository import Repository
from ldn_tui.storage.steps import Step

if TYPE_CHECKING:
    from ldn_tui.domain.events import Events
    from ldn_tui.journal.backups import BackupBook
    from ldn_tui.journal.findings import FindingsBook
    from ldn_tui.journal.measures import MeasureList
    from ldn_tui.journal.medicines import MedicineList
    from ldn_tui.journal.seals import SealBook
    from ldn_tui.journal.search import Search
    from ldn_tui.journal.status import Status
    from ldn_tui.journal.trials import TrialBook

# How far the clock of who says when may be ahead of the one here.
CLOCKS_APART = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Logged:
    """What became of several answers.

    Attributes:
        change: the step they made; one without a number if all were there already.
        saved: those that were written.
        unchanged: those that were there already.
    """

    change: Change
    saved: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]


class Journal:
    """The use cases on one open journal file."""

    def __init__(
        self, repository: Repository, clock: Clock, day_starts_at: time, *, keeps_backups: bool = True
    ) -> None:
        """Use `repository` at the times `clock` says, with days that begin at `day_starts_at`.

        Args:
            repository: the open file.
            clock: says what time it is.
            day_starts_at: when a day begins.
            keeps_backups: whether backups are made by themselves.
        """
        self.repository = repository
        self.clock = clock
        self.day_starts_at = day_starts_at
        self._keeps_backups = keeps_backups
        repository.before_trial_change(self._before_trial_change)

    # What a day's form does without is loaded when it is first asked for: 5 ms of the start.

    @cached_property
    def measures(self) -> "MeasureList":
        """The use cases on the measures."""
        from ldn_tui.journal.measures import MeasureList

        return MeasureList(self)

    @cached_property
    def medicines(self) -> "MedicineList":
        """The use cases on the medicines."""
        from ldn_tui.journal.medicines import MedicineList

        return MedicineList(self)

    @cached_property
    def trials(self) -> "TrialBook":
        """The use cases on the trials."""
        from ldn_tui.journal.trials import TrialBook

        return TrialBook(self)

    @cached_property
    def seals(self) -> "SealBook":
        """The use cases on seals: only a blinded trial has one."""
        from ldn_tui.journal.seals import SealBook

        return SealBook(self)

    @cached_property
    def backups(self) -> "BackupBook":
        """The backups of this journal."""
        from ldn_tui.journal.backups import BackupBook

        return BackupBook(self.path, self._now, self.day_starts_at, is_kept=self._keeps_backups)

    def _now(self) -> datetime:
        # The demo, and a test, put another clock in.
        return self.clock.now()

    def _before_trial_change(self) -> None:
        self.backups.make_before_trial_change()

    @cached_property
    def findings(self) -> "FindingsBook":
        """The use cases on what a trial says: only who asks for it loads the analysis."""
        from ldn_tui.journal.findings import FindingsBook

        return FindingsBook(self)

    def twin(self) -> "Journal":
        """Return the same journal with a connection of its own, for a thread; it is to be closed there.

        Raises:
            JournalError: the file cannot be used.
        """
        repository = self.repository.twin(COMMAND_PATIENCE_MS)
        return Journal(repository, self.clock, self.day_starts_at, keeps_backups=self._keeps_backups)

    def close(self) -> None:
        """Close the file."""
        self.repository.close()

    def check(self) -> None:
        """Look the whole file over for damage.

        Raises:
            DamagedJournal: something is wrong with it.
        """
        self.repository.check()

    def reopen(self, *, may_be_another: bool = False) -> None:
        """Open the file again, after it could not be written, or was replaced.

        Args:
            may_be_another: whether another journal was put there on purpose.

        Raises:
            LdnError: it cannot be opened.
        """
        self.repository.reopen(may_be_another=may_be_another)

    def version(self) -> Hashable:
        """Return what changes when another process has committed to the file, or has put a copy in its place.

        Raises:
            LdnError: the journal is not there any more, or cannot be read.
        """
        return self.repository.version()

    # Reading

    @property
    def id(self) -> str:
        """What tells the journal from others, wherever its file lies."""
        return str(self.repository.journal_row()["id"])

    def is_untouched(self) -> bool:
        """Return whether a person has yet to record anything in it."""
        return self.repository.is_untouched()

    @property
    def path(self) -> Path:
        """The journal's file."""
        return self.repository.path

    def today(self) -> date:
        """Return the present logical day."""
        return logical_day(self.clock.now(), self.day_starts_at)

    def facts(self) -> JournalFacts:
        """Return what the state of any day depends on besides the day itself."""
        return self.repository.facts()

    def day(self, day: date) -> Day:
        """Return everything recorded for `day`."""
        return self.repository.days(day, day)[0]

    def days(self, first: date, last: date) -> list[Day]:
        """Return one `Day` for each date from `first` to `last`, both included."""
        return self.repository.days(first, last)

    def recorded_days(self) -> list[Day]:
        """Return every day with anything recorded, earliest first."""
        return self.repository.recorded_days()

    def ratings_of(self, measure: str, first: date, last: date) -> dict[date, float]:
        """Return one measure's ratings by day, in order; days without an answer are left out."""
        return self.repository.ratings_of(measure, first, last)

    def dose_marks(self, first: date, last: date) -> dict[date, DoseMark]:
        """Return what a chart shows of the doses of each day that has any, in order."""
        return self.repository.dose_marks(first, last)

    def rescue_days(self, first: date, last: date) -> dict[date, float]:
        """Return how many as-needed medicines were taken on each day with any, in order."""
        return self.repository.rescue_days(first, last)

    def labs(self) -> list[tuple[date, Lab]]:
        """Return every laboratory value with its day, earliest first."""
        return self.repository.labs()

    def phases(self) -> tuple[Phase, ...]:
        """Return all phases, earliest first."""
        return self.repository.phases()

    def last_dose_before(self, day: date) -> Dose | None:
        """Return the latest taken dose of an earlier day: what `y` offers while there is no plan."""
        return self.repository.last_dose_before(day)

    def side_effect_terms(self) -> tuple[str, ...]:
        """Return every side-effect term to offer, last used first; red flags are listed apart."""
        return terms_in_order(self.repository.used_terms())

    def rescue_medicines(self) -> tuple[str, ...]:
        """Return every rescue medicine used so far, last used first."""
        return tuple(self.repository.used_rescues())

    def lab_names(self) -> tuple[tuple[str, str], ...]:
        """Return every laboratory value entered so far as (name, unit), last used first."""
        return tuple(self.repository.used_labs())

    def status(self) -> "Status":
        """Return how things stand today. What is due is decided here and nowhere else."""
        from ldn_tui.journal.status import load_status

        return load_status(self)

    def decline_lab(self, name: str) -> Change:
        """Never ask for that laboratory value again; it may still be entered.

        Raises:
            BadInput: the name cannot be accepted.
        """
        what = f"lab {usual_lab_name(entries.check_name(name, 'laboratory value'))}"

        def work(step: Step) -> None:
            if not any(str(row["what"]).casefold() == what.casefold() for row in step.find_all("declined")):
                step.put("declined", {"id": str(uuid.uuid4()), "what": what, "recorded_at": step.at.isoformat()})

        return self.act(f"{what} declined for good", work)

    def events(self) -> "Events":
        """Return the days whose notes hold tags."""
        from ldn_tui.domain.events import Events
        from ldn_tui.domain.tags import SIGN

        return Events(self.repository.notes(SIGN))

    def search(self) -> "Search":
        """Begin a search: read and index what can be searched; it is to be closed when it is over."""
        from ldn_tui.journal.search import Search

        return Search(self.repository)

    # Recording

    def rate(self, day: date, measure: str, value: float | None) -> Change:
        """Record the rating of `measure` on `day`; None is an explicit "no answer".

        Raises:
            BadInput: the value is no rating, the measure is unknown or retired by then, or the day has not come yet.
        """
        return self.record(day, entries.rating(self.measures.asked_on(day, measure), value))

    def clear_rating(self, day: date, measure: str) -> Change:
        """Remove the rating of `measure` on `day`, so that it is unanswered again."""
        return self.record(day, entries.no_rating(self.measures.find(measure)))

    def record_dose(
        self,
        day: date,
        mg: float | None,
        *,
        label: str | None = None,
        medicine: str = NALTREXONE,
        taken_at: datetime | None = None,
        in_addition: bool = False,
    ) -> Change:
        """Record that a dose was taken on `day`, in place of what was recorded for that medicine.

        Args:
            day: the logical day.
            mg: the amount, in steps of 0.1; None with a bottle's `label`.
            label: a bottle's label.
            medicine: its name.
            taken_at: when, with offset; None if not said.
            in_addition: whether what was recorded stays: a second dose on one day.

        Raises:
            BadInput: the amount or a name cannot be accepted, or the day or `taken_at` has not come yet.
        """
        answer = entries.dose(mg, label, medicine, taken_at, in_addition=in_addition)
        self.check_taken_at(taken_at)
        return self.record(day, answer)

    def check_taken_at(self, taken_at: datetime | None) -> None:
        """Make sure the time a dose was taken has come.

        Raises:
            BadInput: it has not.
        """
        now = self.clock.now()
        if taken_at is not None and taken_at > now + CLOCKS_APART:
            raise BadInput(
                f"dose taken at {taken_at:%Y-%m-%d %H:%M} has not come yet: it is {now:%Y-%m-%d %H:%M}; "
                "give the time it was taken, or record it then"
            )

    def record_no_dose(self, day: date, medicine: str = NALTREXONE) -> Change:
        """Record that the medicine was not taken on `day`, in place of what was recorded for it."""
        return self.record(day, entries.no_dose(medicine))

    def clear_doses(self, day: date) -> Change:
        """Remove every dose of `day`, so that it is unanswered again."""
        return self.record(day, entries.dose_unanswered())

    def add_side_effect(self, day: date, term: str, severity: int) -> Change:
        """Record a side effect, or a red flag, on `day`; the same term again changes its severity.

        Raises:
            BadInput: the term or the severity cannot be accepted.
        """
        return self.record(day, entries.side_effect(term, severity))

    def remove_side_effect(self, day: date, term: str) -> Change:
        """Remove a side effect from `day`."""
        return self.record(day, entries.side_effect_removed(term))

    def record_no_side_effects(self, day: date) -> Change:
        """Record that there were none on `day`; any recorded ones are removed."""
        return self.record(day, entries.no_side_effects())

    def clear_side_effects(self, day: date) -> Change:
        """Remove what was said of side effects on `day`, so that it is unanswered again."""
        return self.record(day, entries.side_effects_unanswered())

    def record_rescue(self, day: date, medicine: str, count: float) -> Change:
        """Record how many of an as-needed medicine were taken on `day`; 0 removes it.

        Raises:
            BadInput: the name or the count cannot be accepted.
        """
        return self.record(day, entries.rescue(medicine, count))

    def write_note(self, day: date, text: str, continuing: int | None = None) -> Change:
        """Record the note of `day`; an empty one removes it.

        Args:
            day: the logical day.
            text: the whole note.
            continuing: the step of the same sitting's earlier save: the two stay one step to undo.

        Raises:
            BadInput: the note is too long or is not text.
        """
        note = entries.note(text)
        self.check_day(day)
        if continuing is not None:
            change = self.repository.amend(continuing, self.clock.now(), lambda step: note.write(step, day))
            if change is not None:
                return change
        return self.record(day, note)

    def skip(self, day: date, reason: SkipReason) -> Change:
        """Mark `day` as skipped, with the reason."""
        return self.record(day, entries.skip(reason))

    def unskip(self, day: date) -> Change:
        """Take the skip mark from `day`."""
        return self.record(day, entries.no_skip())

    def record_impression(self, day: date, value: int) -> Change:
        """Record the Patient Global Impression of Change, 1 to 7, on `day`.

        Raises:
            BadInput: the value is not one of the seven.
        """
        return self.record(day, entries.impression(value))

    def record_lab(
        self,
        day: date,
        name: str,
        value: float,
        unit: str,
        range_low: float | None = None,
        range_high: float | None = None,
    ) -> Change:
        """Record a laboratory value on `day`; the same name again replaces that day's value.

        Args:
            day: the day the sample was taken.
            name: what was measured.
            value: the result.
            unit: its unit, "" if it has none.
            range_low: the laboratory's own lower limit, if known.
            range_high: the laboratory's own upper limit, if known.

        Raises:
            BadInput: a name or number cannot be accepted.
        """
        return self.record(day, entries.lab(name, value, unit, range_low, range_high))

    def record(self, day: date, entry: Entry) -> Change:
        """Record one checked answer for `day`, as one step named "`entry.said` on Sun 22 Nov 2026".

        Raises:
            BadInput: the day has not come yet.
        """
        return self.log(day, [entry]).change

    def log(self, day: date, answers: Sequence[Entry]) -> Logged:
        """Record several checked answers for `day`, as one step.

        Raises:
            BadInput: the day has not come yet, or a dose cannot be known on it.
        """
        self.check_day(day)
        answers = [checked_dose(self, day, answer) for answer in answers]
        saved: list[Entry] = []

        def work(step: Step) -> None:
            saved.extend(entry for entry in answers if not entry.is_there(step, day))
            step.summary = f"{in_words(saved or answers)} on {logged_day(day)}"
            if any(entry.table == "dose" for entry in saved):
                # A first dose earlier or later than planned moves the phases, in the same step.
                with self.trials.followed(step):
                    self._write(step, day, saved)
            else:
                self._write(step, day, saved)

        has_dose = any(entry.table == "dose" for entry in answers)
        with self.repository.transaction():
            before = None
            if has_dose:
                # A lock that has come due is not put off by a dose that is written down later.
                self.trials.settle()
                before = self.trials.moved_first_dose(self.trials.active())
            change = self.act(f"{in_words(answers)} on {logged_day(day)}", work)
            after = self.trials.moved_first_dose(self.trials.active()) if has_dose else None
        if after is not None and after != before:
            change = replace(change, notice=after)
        return Logged(change, tuple(saved), tuple(entry for entry in answers if entry not in saved))

    @staticmethod
    def _write(step: Step, day: date, saved: Sequence[Entry]) -> None:
        for entry in saved:
            entry.write(step, day)

    # The way back

    def undo(self) -> Change:
        """Take back the last step still in effect that is not final; what was fixed since stays as it is.

        Raises:
            NothingToDo: there is none, or nothing of it can be taken back.
        """
        with self.trials.settled():
            change = self.repository.undo(self.clock.now(), self.trials.followed)
            if change is None:
                raise NothingToDo("There is nothing to undo.")
            return change

    def redo(self) -> Change:
        """Bring back the step taken back last.

        Raises:
            NothingToDo: there is none, or something new was done since.
        """
        with self.trials.settled():
            change = self.repository.redo(self.clock.now(), self.trials.followed)
            if change is None:
                raise NothingToDo("There is nothing to redo.")
            return change

    # What the use cases share

    def act(self, summary: str, work: Callable[[Step], None], *, final: bool = False) -> Change:
        """Do `work` as one step, now; a `final` one is never undone."""
        return self.repository.step(summary, self.clock.now(), work, final=final)

    def check_day(self, day: date) -> None:
        """Make sure `day` has come.

        Raises:
            BadInput: it is after today.
        """
        today = self.today()
        if day > today:
            raise BadInput(f"date {day.isoformat()} has not come yet: today is {short_day(today)}")
