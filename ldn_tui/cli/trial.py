"""`ldn trial` and `ldn decide`: a trial planned, carried on, ended and decided."""

import json
from datetime import date

import click

from ldn_tui.cli.locks import settle
from ldn_tui.cli.session import Session, read_day_option
from ldn_tui.cli.trial_json import trial_object
from ldn_tui.cli.trial_text import print_course, print_trial
from ldn_tui.domain.changes import Change
from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import parse_day, short_day
from ldn_tui.domain.days import logical_day
from ldn_tui.domain.errors import NeedsConfirmation, WrongUsage
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.text import json_safe, visible
from ldn_tui.domain.trial import (
    LEAST_BASELINE_DAYS,
    Choice,
    DoseStep,
    FieldValue,
    NewTrial,
    Template,
    Trial,
    parse_dose_plan,
)
from ldn_tui.domain.trial_phases import gaps
from ldn_tui.journal import Journal

_CHOICES = {"change": Choice.CHANGE, **{choice.value: choice for choice in Choice if choice is not Choice.CHANGE}}
_YES = click.option("--yes", is_flag=True, help="Do it, although the call without it would ask.")
_JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")
_DATE = click.option("--date", "day_text", metavar="DAY", help="The day; today if absent.")


@click.group(
    "trial",
    invoke_without_command=True,
    epilog=(
        "\b\n"
        "Examples:\n"
        '  ldn trial new before-after --question "Does LDN lower my pain?"\n'
        '  ldn trial plan "2026-09-15=1.5,2026-09-29=3,2026-10-13=4.5"\n'
        "  ldn trial show\n"
        "  ldn trial start washout\n"
        '  ldn trial end --reason "rash"'
    ),
)
@click.pass_context
def trial_command(ctx: click.Context) -> None:
    """Plan a trial, carry it on, show it. With no verb, the present one is shown."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show_trial)


@trial_command.command(
    "new",
    epilog=(
        "\b\n"
        "TEMPLATE:\n"
        "  before-after       baseline, LDN, decision\n"
        "  before-after-stop  the same, then 4 weeks off\n"
        "  sealed-pairs       pairs of sealed periods; then `ldn seal add`\n"
        "  already-taking     no baseline is claimed\n"
        "  by-hand            your own phases, with `ldn trial start`\n"
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn trial new before-after\n"
        '  ldn trial new before-after --dose-plan "2026-09-15=1.5,+14=3@22:00"\n'
    ),
)
@click.argument("template", metavar="TEMPLATE", type=click.Choice([template.value for template in Template]))
@click.option("--question", default="", metavar="TEXT", help="What you want to know, in your words.")
@click.option("--condition", default="", metavar="TEXT", help="What you have: fibromyalgia, CRPS ...")
@click.option("--start", metavar="DAY", help="Its first day; today if absent.")
@click.option("--first-dose", metavar="DAY", help="The planned first dose; may stay open.")
@click.option("--baseline-days", type=int, default=28, show_default=True, help="Days before the first dose: 14 to 28.")
@click.option("--endpoint-days", type=int, default=28, show_default=True, help="Last days compared: 28 or 14.")
@click.option("--dose-plan", metavar="PLAN", help="What the prescription says: DATE=MG,DATE=MG,...")
@click.option("--primary", default="pain", show_default=True, metavar="KEY", help="The measure that decides.")
@click.option("--threshold", type=int, default=30, show_default=True, help="The improvement that counts: 15, 30, 50 %.")
@click.option("--weeks", type=click.Choice(["8", "12"]), default="8", show_default=True, help="Full dose to decision.")
@click.option("--decision-day", metavar="DAY", help="The decision day, if not by the rule.")
@_YES
@click.pass_obj
def new_trial(
    session: Session,
    template: str,
    question: str,
    condition: str,
    start: str | None,
    first_dose: str | None,
    baseline_days: int,
    endpoint_days: int,
    dose_plan: str | None,
    primary: str,
    threshold: int,
    weeks: str,
    decision_day: str | None,
    yes: bool,
) -> None:
    """Begin a trial, on a past day too. Plan and first dose may stay open until the capsules are there."""
    plan = NewTrial(
        template=Template(template),
        question=question,
        condition=condition,
        starts_on=read_day_option(session, None) if start is None else _day(session, start, "start"),
        first_dose_on=_planned_day(session, first_dose, "first dose"),
        baseline_days=baseline_days,
        endpoint_days=endpoint_days,
        primary=primary,
        threshold=threshold,
        decision_after=7 * int(weeks),
        decision_on=_planned_day(session, decision_day, "decision day"),
        steps=() if dose_plan is None else _dose_plan(session, dose_plan),
    )
    journal = session.open(create=True)
    _say(session, journal.trials.new(plan, insist=yes))
    settle(session, journal)
    trial = journal.trials.active()
    if trial is not None:
        print_course(session, journal, trial)
        _warn_of_baseline(session, journal, trial)


@trial_command.command("show", epilog="\b\nExamples:\n  ldn trial show\n  ldn trial show --json")
@_JSON
@click.pass_obj
def show_trial(session: Session, as_json: bool = False) -> None:
    """Show the present trial: the active one, or else the last."""
    journal = session.open(create=False)
    settle(session, journal)
    trial = journal.trials.latest()
    if as_json:
        document = {"version": 1, "trial": None if trial is None else trial_object(journal, trial)}
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
        return
    if trial is None:
        session.say("There is no trial yet: `ldn trial new before-after` begins one today.")
        return
    print_trial(session, journal, trial)


@trial_command.command("list", epilog="\b\nExample:\n  ldn trial list --json")
@_JSON
@click.pass_obj
def list_trials(session: Session, as_json: bool) -> None:
    """List all trials, past ones too."""
    journal = session.open(create=False)
    trials = journal.trials.all()
    if as_json:
        document = {"version": 1, "trials": [trial_object(journal, trial) for trial in trials]}
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
        return
    if not trials:
        session.say("There is no trial yet: `ldn trial new before-after` begins one today.")
    for trial in trials:
        ended = "active" if trial.ended_on is None else f"ended {trial.ended_on.isoformat()}"
        session.say(
            f"{trial.starts_on.isoformat()}  {ended:<16}  {trial.template:<17}  {visible(trial.question)}".rstrip()
        )


@trial_command.command(
    "start",
    epilog=(
        "\b\n"
        f"KIND is {', '.join(kind.value for kind in PhaseKind)}.\n"
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn trial start washout\n"
        "  ldn trial start treatment --date 2026-09-15 --arm LDN"
    ),
)
@click.argument("kind", metavar="KIND", type=click.Choice([kind.value for kind in PhaseKind]))
@click.option("--arm", metavar="TEXT", help="What is taken in a treatment; LDN if absent.")
@_DATE
@_YES
@click.pass_obj
def start_phase(session: Session, kind: str, arm: str | None, day_text: str | None, yes: bool) -> None:
    """Begin the next phase; the one that runs ends the day before, and those planned later stay.

    Where that leaves days in no phase, they are named.
    """
    journal = session.open(create=True)
    known = _gaps(journal)
    change = journal.trials.start(PhaseKind(kind), _planned_day(session, day_text), arm, confirmed=yes)
    for first, last in sorted(_gaps(journal) - known):
        days = (last - first).days + 1
        session.say(f"  {counted(days, 'day')} in no phase: {short_day(first)} to {short_day(last)}")
    _say(session, change)


@trial_command.command("move", epilog="\b\nExample:\n  ldn trial move 2026-09-15 2026-09-17 --yes")
@click.argument("boundary")
@click.argument("day")
@_YES
@click.pass_obj
def move_boundary(session: Session, boundary: str, day: str, yes: bool) -> None:
    """Move the boundary between two phases: BOUNDARY is the day a phase begins on now, DAY the one it shall.

    Which days would go from which phase to which is said first, where any of them have come.
    """
    journal = session.open(create=True)
    old, new = _day(session, boundary, "boundary"), _day(session, day, "day")
    sides = journal.trials.move_preview({old: new})
    change = journal.trials.move(old, new, confirmed=yes)
    for side in sides if change.happened else ():
        session.say(f"  {visible(side.in_words)}")
    _say(session, change)


@trial_command.command("pause", epilog="\b\nExamples:\n  ldn trial pause\n  ldn trial pause --until 2026-12-06")
@_DATE
@click.option("--until", metavar="DAY", help="Its last day; open if absent.")
@_YES
@click.pass_obj
def pause_trial(session: Session, day_text: str | None, until: str | None, yes: bool) -> None:
    """Pause: its days count nowhere, and the decision moves by its length."""
    journal = session.open(create=True)
    first, last = _planned_day(session, day_text), _planned_day(session, until, "until")
    _say(session, journal.trials.pause(first, last, confirmed=yes))


@trial_command.command("resume", epilog="\b\nExample:\n  ldn trial resume --date yesterday")
@_DATE
@_YES
@click.pass_obj
def resume_trial(session: Session, day_text: str | None, yes: bool) -> None:
    """End the open pause; the day is the first that counts again."""
    journal = session.open(create=True)
    _say(session, journal.trials.resume(_planned_day(session, day_text), confirmed=yes))


@trial_command.command("end", epilog='\b\nExample:\n  ldn trial end --reason "rash"')
@click.option("--reason", required=True, metavar="TEXT", help="Why, in your words.")
@_DATE
@_YES
@click.pass_obj
def end_trial(session: Session, reason: str, day_text: str | None, yes: bool) -> None:
    """End the active trial; the day is its last. Everything stays."""
    journal = session.open(create=True)
    settle(session, journal)
    _say(session, journal.trials.end(reason, _planned_day(session, day_text), confirmed=yes))


@trial_command.command(
    "plan",
    epilog=(
        "\b\n"
        "PLAN is DATE=MG,DATE=MG,...: from that day that amount; 0 is none.\n"
        "DATE is 2026-12-01, or 1 dec for the nearest.\n"
        "A step may say its time (2026-09-15=1.5@22:00), and all but the first\n"
        "may count in days from the one before (+14=3).\n"
        "\n"
        "\b\n"
        'Example:\n  ldn trial plan "2026-09-15=1.5,+14=3,+14=4.5@22:00"'
    ),
)
@click.argument("plan")
@click.option("--first-dose", metavar="DAY", help="The planned first dose; the first step's day if absent.")
@_YES
@click.pass_obj
def plan_doses(session: Session, plan: str, first_dose: str | None, yes: bool) -> None:
    """Replace the dose plan. What does your prescription say?"""
    steps = _dose_plan(session, plan)
    journal = session.open(create=True)
    running = journal.trials.active()
    if not steps and not yes and running is not None and running.steps:
        raise NeedsConfirmation("This takes the whole dose plan away.", "Add --yes to do it.")
    settle(session, journal)
    first = _planned_day(session, first_dose, "first dose")
    _say(session, journal.trials.set_plan(steps, first_dose_on=first, confirmed=yes))
    trial = journal.trials.active()
    if trial is not None:
        print_course(session, journal, trial)


@trial_command.command("change", epilog="\b\nExample:\n  ldn trial change --threshold 50 --yes")
@click.option("--question", metavar="TEXT", help="What you want to know.")
@click.option("--condition", metavar="TEXT", help="What you have.")
@click.option("--start", metavar="DAY", help="Its first day.")
@click.option("--first-dose", metavar="DAY", help="The planned first dose.")
@click.option("--baseline-days", type=int, help="Days before the first dose: 14 to 28.")
@click.option("--endpoint-days", type=int, help="Last days compared: 28 or 14.")
@click.option("--primary", metavar="KEY", help="The measure that decides.")
@click.option("--threshold", type=int, help="The improvement that counts: 15, 30, 50 %.")
@click.option("--weeks", type=click.Choice(["8", "12"]), help="Full dose to decision.")
@click.option("--decision-day", metavar="DAY", help="The decision day; `rule` takes it back to the rule.")
@_YES
@click.pass_obj
def change_trial(
    session: Session,
    question: str | None,
    condition: str | None,
    start: str | None,
    first_dose: str | None,
    baseline_days: int | None,
    endpoint_days: int | None,
    primary: str | None,
    threshold: int | None,
    weeks: str | None,
    decision_day: str | None,
    yes: bool,
) -> None:
    """Change what was planned. What is locked takes --yes, and is recorded with old and new."""
    given: dict[str, FieldValue] = {
        "question": question,
        "condition": condition,
        "starts_on": _planned_day(session, start, "start"),
        "first_dose_on": _planned_day(session, first_dose, "first dose"),
        "baseline_days": baseline_days,
        "endpoint_days": endpoint_days,
        "primary": primary,
        "threshold": threshold,
        "decision_after": None if weeks is None else 7 * int(weeks),
        "decision_on": None if decision_day == "rule" else _planned_day(session, decision_day, "decision day"),
    }
    fields: dict[str, FieldValue] = {name: value for name, value in given.items() if value is not None}
    if decision_day == "rule":
        fields["decision_on"] = None
    if not fields:
        raise WrongUsage("there is nothing to change: give --threshold, --primary ... (see `ldn trial change --help`)")
    journal = session.open(create=True)
    settle(session, journal)
    _say(session, journal.trials.change(confirmed=yes, **fields))


@click.command(
    "decide",
    epilog=(
        "\b\n"
        "CHOICE is continue, stop, extend (to 12 weeks), change (with the\n"
        "prescriber) or undecided.\n"
        "\n"
        "\b\n"
        'Example:\n  ldn decide continue --reason "much better nights"'
    ),
)
@click.argument("choice", metavar="CHOICE", type=click.Choice(list(_CHOICES)))
@click.option("--reason", default="", metavar="TEXT", help="Why, in your words.")
@_DATE
@_YES
@click.pass_obj
def decide_command(session: Session, choice: str, reason: str, day_text: str | None, yes: bool) -> None:
    """Record what you decided, on the decision day or before it. Extended or undecided, it is asked again."""
    journal = session.open(create=True)
    settle(session, journal)
    _say(session, journal.trials.decide(_CHOICES[choice], reason, read_day_option(session, day_text), confirmed=yes))


def _planned_day(session: Session, text: str | None, field: str = "date") -> date | None:
    """Return the day an option means, which may lie ahead: `+14` is in two weeks."""
    return None if text is None else _day(session, text, field)


def _dose_plan(session: Session, text: str) -> tuple[DoseStep, ...]:
    """Return the steps of a typed plan."""
    steps = (step.partition("=") for step in text.split(","))
    typed = ",".join(f"{session.typed_day(day)}{sign}{amount}" for day, sign, amount in steps)
    return parse_dose_plan(typed, read_day_option(session, None))


def _day(session: Session, text: str, field: str) -> date:
    today = logical_day(session.clock.now(), session.config.day_starts_at)
    return parse_day(session.typed_day(text), today, field, ahead=True)


def _say(session: Session, change: Change) -> None:
    said = f"{change.summary[:1].upper()}{change.summary[1:]}." if change.happened else "Nothing changed."
    session.say(visible(said))
    session.remind_of_pinned_clock()


def _gaps(journal: Journal) -> set[tuple[date, date]]:
    """Return the first and last day of each stretch of the active trial that lies in no phase."""
    trial = journal.trials.active()
    return set() if trial is None else set(gaps(journal.trials.phases(trial)))


def _warn_of_baseline(session: Session, journal: Journal, trial: Trial) -> None:
    """Say so where a baseline is shorter than one that can be compared with: the day is the person's choice."""
    first = journal.trials.windows(trial).first_dose
    if first is None or trial.template in {Template.ALREADY_TAKING, Template.BY_HAND}:
        return
    days = (first - trial.starts_on).days
    if days < LEAST_BASELINE_DAYS:
        session.say(
            f"The baseline has {counted(days, 'day')}, {LEAST_BASELINE_DAYS} are the least to compare "
            "with: a later first dose gives it more (`ldn trial change --first-dose DAY`).",
            to_stderr=True,
        )
