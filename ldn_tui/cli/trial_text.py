"""A trial in lines for people: what was planned, its phases and dose steps, what changed and what was decided."""

from ldn_tui.cli.session import Session
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Template, Trial
from ldn_tui.domain.trial_phases import gaps
from ldn_tui.journal import Journal


def print_trial(session: Session, journal: Journal, trial: Trial) -> None:
    """Print all there is to say of a trial."""
    today, found = journal.today(), journal.trials.windows(trial)
    session.say(f"{visible(trial.question)} ({trial.template})" if trial.question else trial.template.value)
    if trial.ended_on is not None:
        day = f"{short_day(trial.ended_on)}, day {trial.day_number(trial.ended_on)}"
        session.say(f"Ended {'early ' if found.is_ended_early else ''}on {day}: {visible(trial.end_reason or '')}")
    elif today >= trial.starts_on:
        session.say(f"Day {trial.day_number(today)}, since {short_day(trial.starts_on)}")
    else:
        session.say(f"Begins on {short_day(trial.starts_on)}")
    if trial.condition:
        session.say(f"Condition: {visible(trial.condition)}")
    session.say(f"Decided by: {trial.primary}, an improvement of {trial.threshold} %")
    print_course(session, journal, trial)
    if trial.template is Template.SEALED_PAIRS:
        session.say(_seal_in_words(journal, trial))
    if trial.locked_on is not None:
        session.say(f"Locked on {short_day(trial.locked_on)}")
    for change in journal.trials.amendments(trial):
        session.say(
            f"Changed on {short_day(change.day)}: {change.field} {visible(change.before or 'open')} "
            f"to {visible(change.after or 'open')}"
        )
    for decision in journal.trials.decisions(trial):
        why = f": {visible(decision.reason)}" if decision.reason else ""
        session.say(f"Decided on {short_day(decision.day)}: {decision.choice.value}{why}")


def print_course(session: Session, journal: Journal, trial: Trial) -> None:
    """Print the phases of a trial, the days in none, the dose plan and the decision day."""
    phases = journal.trials.phases(trial)
    stretches = [(phase.starts_on, phase.ends_on, visible(phase.title)) for phase in phases]
    stretches += [(first, last, "no phase") for first, last in gaps(phases)]
    for first, last, title in sorted(stretches, key=lambda stretch: stretch[0]):
        until = " " * len("2026-12-31") if last is None else last.isoformat()
        session.say(f"  {first.isoformat()}..{until}  {title}")
    for step in trial.steps:
        at = f" at {step.at:%H:%M}" if step.at else ""
        session.say(f"  {step.starts_on.isoformat()}  {step.in_words}{at}")
    found = journal.trials.windows(trial)
    if found.decision_day is not None and trial.template is not Template.ALREADY_TAKING:
        short = "; too short to compare well" if found.is_too_short else ""
        session.say(f"Decision day: {short_day(found.decision_day)}{short}")
    moved = journal.trials.moved_first_dose(trial)
    if moved is not None:
        session.say(moved)


def _seal_in_words(journal: Journal, trial: Trial) -> str:
    seal = journal.seals.of(trial.id)
    if seal is None:
        return "Not sealed yet: `ldn seal add CODE`"
    if seal.opened_on is not None:
        return f"Opened on {short_day(seal.opened_on)}: `ldn seal status` says what each bottle held"
    return f"Sealed; {visible(seal.helper_name)}, {visible(seal.helper_phone)}, has the sheet"
