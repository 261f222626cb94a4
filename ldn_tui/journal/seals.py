"""The seals: a trial's commitment to an order that only a helper knows, and its opening, which is for good."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from ldn_tui.domain.blinding import (
    PairOrder,
    Seal,
    check_early_reason,
    check_guess,
    check_helper,
    check_sureness,
)
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, NothingToDo
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.seal import Commitment, Content, check_sheet, parse_code, parse_sheet
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Template, Trial
from ldn_tui.domain.windows import Span
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step

if TYPE_CHECKING:
    from ldn_tui.journal.journal import Journal


class SealBook:
    """The use cases on the sealed trials of one journal."""

    def __init__(self, journal: "Journal") -> None:
        """Work on the seals of `journal`."""
        self._journal = journal

    # Reading

    def of(self, trial: str) -> Seal | None:
        """Return the seal of the trial with that id, None if it has none."""
        row = self._journal.repository.row("seal", (trial,))
        return None if row is None else self._seal(row)

    def unopened(self) -> tuple[Seal, ...]:
        """Return the seals that are not open yet: that of the active trial first, then those of the latest trials."""
        trials = sorted(self._journal.trials.all(), key=lambda trial: (trial.ended_on is None, trial.starts_on))
        seals = (self.of(trial.id) for trial in reversed(trials))
        return tuple(seal for seal in seals if seal is not None and not seal.is_open)

    def current(self) -> Seal | None:
        """Return the seal to speak of: one that is not open yet, else the active trial's, else the last one opened."""
        sealed = self.sealed_now()
        if sealed is not None:
            return sealed
        trials = self._journal.trials
        active = trials.active()
        if active is not None:
            return self.of(active.id)
        found = [self.of(trial.id) for trial in sorted(trials.all(), key=lambda trial: trial.starts_on)]
        return next((seal for seal in reversed(found) if seal is not None), None)

    def sealed_now(self) -> Seal | None:
        """Return the first seal that is not open yet, of an ended trial too; None if there is none."""
        return next(iter(self.unopened()), None)

    def is_opening_begun(self, trial: str) -> bool:
        """Return whether the guess was taken, or an early opening begun, so that the periods are locked."""
        seal = self.of(trial)
        return seal is not None and seal.is_opening_begun

    def ends(self, seal: Seal) -> dict[str, date]:
        """Return the last day of each bottle's period, by its label; one the trial's end forestalled has none."""
        trial = self._trial(seal)
        last = trial.ended_on or date.max
        return {
            label: min(period.end - timedelta(days=1), last)
            for label, period in zip(seal.commitment.labels, self._periods(seal), strict=False)
            if period.start <= last
        }

    def is_over(self, seal: Seal) -> bool:
        """Return whether all its periods, as long as they were agreed, had passed before today and before the end."""
        periods = self._periods(seal)
        if not periods:
            return False
        over, trial = periods[-1].end, self._trial(seal)
        return over <= self._journal.today() and (trial.day_after_end is None or over <= trial.day_after_end)

    # Guarding

    def check_phases(self, trial: Trial, phases: Sequence[Phase]) -> None:
        """Make sure `phases` keep the secret of `trial`: while it is sealed its periods are equal and hold bottles.

        Raises:
            BadInput: a period would be longer or shorter than the others, or a phase would claim what is taken in it.
        """
        seal = self.of(trial.id)
        if seal is None or seal.is_open:
            return
        days = dict.fromkeys(seal.commitment.labels, 0)
        for phase in phases:
            if phase.kind is not PhaseKind.TREATMENT:
                continue
            if phase.arm not in days:
                raise BadInput(
                    f"phase {visible(phase.title)}: while sealed nobody knows what is taken; its bottles "
                    f"({seal.commitment.labels[0]} to {seal.commitment.labels[-1]}) stand for it"
                )
            # A pause parts a period in pieces.
            days[phase.arm] += 0 if phase.ends_on is None else (phase.ends_on - phase.starts_on).days + 1
        agreed = 7 * seal.commitment.weeks
        for label, length in days.items():
            if any(days.values()) and length != agreed:
                raise BadInput(
                    f"{label}: it would have {length} days instead of {agreed}; while sealed all periods are equally "
                    "long, or their dates would tell the order. A pause moves them all; so does another first dose"
                )

    # Sealing

    def add(self, code: str, helper_name: str, helper_phone: str) -> Change:
        """Seal the active trial with a helper's code; the same code again changes who the helper is.

        Raises:
            BadInput: the code is mistyped, there is no helper, or the trial is not one that can be sealed with it.
            NothingToDo: there is no active trial.
        """
        commitment = parse_code(code)
        name, phone = check_helper(helper_name, helper_phone)
        with self._journal.trials.settled():
            trial = self._active_trial()
            known = self.of(trial.id)
            if known is not None and known.is_open:
                raise BadInput("code: the seal of this trial is open already; a new trial takes a new code")
            if known is not None and known.commitment != commitment:
                raise BadInput(
                    "code: this trial is sealed with another code already; `ldn seal status` shows it, and `ldn undo` "
                    "takes it back if it was entered just now"
                )
            summary = f"seal added, helper {name}" if known is None else f"helper is {name}"

            def work(step: Step) -> None:
                before = step.find("seal", (trial.id,))
                row: Row = {
                    "trial": trial.id,
                    "id": str(uuid.uuid4()),
                    "pairs": commitment.pairs,
                    "weeks": commitment.weeks,
                    "digest": commitment.digest,
                    **(before or {}),
                    "helper_name": name,
                    "helper_phone": phone,
                    "recorded_at": step.at.isoformat(),
                }
                if before is not None and {**row, "recorded_at": before["recorded_at"]} == before:
                    return
                # The periods are laid as soon as their number and length are known.
                with self._journal.trials.followed(step):
                    step.put("seal", row)

            return self._journal.act(summary, work)

    # Opening

    def begin_opening(
        self,
        guess: Sequence[PairOrder] | None,
        sureness: int | None,
        early_reason: str | None = None,
        *,
        trial: str | None = None,
    ) -> Change:
        """Lock the windows and the decision form, and take the guess: what comes before the sheet is opened, for good.

        Args:
            guess: which bottle of each pair the person thinks came first; None only in an early opening.
            sureness: how sure they are, in percent; None only without a guess.
            early_reason: why it is opened before the periods are over.
            trial: the id of the trial whose seal it is; without it, the first that is not open yet.

        Raises:
            BadInput: the guess is incomplete or was made before, it is early and no reason is given, or there is no
                first dose to lock.
            NothingToDo: nothing is sealed.
        """
        with self._journal.trials.settled():
            seal = self._sealed(trial)
            if seal.guess is not None:
                raise BadInput("guess: it was taken already, and stays; now open the sheet: `ldn seal open SHEET`")
            is_early = not self.is_over(seal)
            reason = seal.early_reason
            if is_early and reason is None:
                if early_reason is None:
                    raise BadInput(self._why_early(seal))
                reason = check_early_reason(early_reason)
            if guess is None and not is_early:
                raise BadInput("guess: say first which bottle of each pair you think came first, and how sure you are")
            if (guess is None) is not (sureness is None):
                raise BadInput("guess: say both what you think and how sure you are, 0 to 100 percent")
            guessed = None if guess is None else ",".join(check_guess(guess, seal.commitment.pairs))
            sure = None if sureness is None else check_sureness(sureness)
            if self._first_dose(seal) is None:
                raise BadInput(self._why_no_first_dose(seal))

            def work(step: Step) -> None:
                row, first = step.find("seal", (seal.trial,)), self._first_dose(seal)
                known = self._trial(seal)
                if not known.is_locked and first is not None:
                    self._journal.trials.lock(step, known, self._journal.today(), first)
                if row is not None and row["guess"] is None:
                    step.put("seal", {**row, "guess": guessed, "sureness": sure, "early_reason": reason})

            said = "guess taken" if guess is not None else "opening begun"
            return self._journal.act(f"{said}, windows locked", work, final=True)

    def sealed_by(self, sheet_text: str) -> Seal:
        """Return the seal that a helper's sheet opens; nothing is begun by looking, and nothing of the sheet is kept.

        Raises:
            BadInput: it is no sheet, or that of no seal in this journal that is still to be opened.
            NothingToDo: nothing is sealed.
        """
        expected = self._sealed()
        sheet = parse_sheet(sheet_text)
        found = next((seal for seal in self.unopened() if seal.commitment == sheet.commitment), expected)
        check_sheet(sheet, found.commitment)
        return found

    def open(self, sheet_text: str) -> Change:
        """Check the helper's sheet against the commitment, and keep what each bottle held, for good.

        Raises:
            BadInput: the opening was not begun, or this is not the sheet of this trial: nothing is opened, and
                nothing of it is kept.
            NothingToDo: nothing is sealed.
        """
        with self._journal.trials.settled():
            seal = self.sealed_by(sheet_text)
            if not seal.is_opening_begun:
                raise BadInput("guess: say first which bottle of each pair you think came first, and how sure you are")
            sheet = parse_sheet(sheet_text)
            today = self._journal.today().isoformat()

            def work(step: Step) -> None:
                row = step.find("seal", (seal.trial,))
                if row is None or row["opened_on"] is not None:
                    return
                step.put("seal", {**row, "opened_on": today})
                for label, content in sheet.bottles.items():
                    bottle: Row = {
                        "trial": seal.trial,
                        "label": label,
                        "content": content.value,
                        "id": str(uuid.uuid4()),
                        "recorded_at": step.at.isoformat(),
                    }
                    step.put("bottle", bottle)

            return self._journal.act("seal opened", work, final=True)

    def _seal(self, row: Row) -> Seal:
        rows = self._journal.repository.rows("bottle")
        contents = {
            str(known["label"]): Content(str(known["content"])) for known in rows if known["trial"] == row["trial"]
        }
        guess = row["guess"]
        return Seal(
            trial=str(row["trial"]),
            commitment=Commitment(int(row["pairs"] or 0), int(row["weeks"] or 0), str(row["digest"])),
            helper_name=str(row["helper_name"]),
            helper_phone=str(row["helper_phone"]),
            opened_on=None if row["opened_on"] is None else date.fromisoformat(str(row["opened_on"])),
            early_reason=None if row["early_reason"] is None else str(row["early_reason"]),
            guess=None if guess is None else tuple(PairOrder(word) for word in str(guess).split(",")),
            sureness=None if row["sureness"] is None else int(row["sureness"]),
            contents=MappingProxyType(contents),
        )

    def _sealed(self, trial: str | None = None) -> Seal:
        seal = self.current() if trial is None else self.of(trial)
        if seal is None:
            raise NothingToDo("There is no sealed trial: `ldn seal add CODE` seals the active one.")
        if seal.is_open:
            raise NothingToDo(f"The seal is open since {short_day(seal.opened_on or date.max)}: `ldn seal status`.")
        return seal

    def _periods(self, seal: Seal) -> tuple[Span, ...]:
        """Return the periods as the windows have them, equally long whatever phases were drawn."""
        return self._journal.trials.windows(self._trial(seal)).periods

    def _trial(self, seal: Seal) -> Trial:
        return next(trial for trial in self._journal.trials.all() if trial.id == seal.trial)

    def _first_dose(self, seal: Seal) -> date | None:
        return self._journal.trials.windows(self._trial(seal)).first_dose

    def _active_trial(self) -> Trial:
        trial = self._journal.trials.active()
        if trial is None:
            raise NothingToDo("There is no trial to seal: `ldn trial new sealed-pairs` begins one.")
        if trial.template is not Template.SEALED_PAIRS:
            raise BadInput(
                f"trial: the active one is {trial.template}, which has nothing to seal; end it, then "
                "`ldn trial new sealed-pairs`"
            )
        return trial

    def _why_no_first_dose(self, seal: Seal) -> str:
        if self._trial(seal).ended_on is not None:
            return "first dose: the trial ended before it, so that no period began and there is nothing to open"
        return (
            "first dose: none was recorded and none is planned, so that there are no periods to lock and open; "
            'record the one that was taken (`ldn dose "bottle 1" --date DAY`), or plan it '
            "(`ldn trial change --first-dose DAY`)"
        )

    def _why_early(self, seal: Seal) -> str:
        ended, last = self._trial(seal).ended_on, seal.last_day(self.ends(seal))
        if ended is not None:
            when = f"the trial ended on {short_day(ended)}, before its last period was over"
        elif last is None:
            when = "its periods are not all planned yet"
        else:
            when = f"its last period ends on {short_day(last)}"
        return f"early: {when}; to open it before, say why with --early REASON: that is recorded for good"
