"""`ldn status`: how today stands."""

import json

import click

from ldn_tui.cli.locks import settle
from ldn_tui.cli.session import Session
from ldn_tui.domain.dates import day_in_words, short_day
from ldn_tui.domain.days import missing_from
from ldn_tui.domain.text import json_safe, visible


@click.command(
    "status",
    epilog=(
        "\b\n"
        "--short is the day's sign, and then like `3/5 dose trial +2d`: 3 of 5 measures\n"
        "are rated, the planned dose is not recorded, something is due in the trial, 2\n"
        "earlier days are to be filled. Its exit code is 0 if anything is due, else 1.\n"
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn status\n"
        "  ldn status --json\n"
        "  ldn status --short"
    ),
)
@click.option("--short", is_flag=True, help="One short line for prompts and bars; nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="For programs; `version` says which form it has.")
@click.pass_obj
def status_command(session: Session, short: bool, as_json: bool) -> None:
    """Say how today stands, what is due, and which days of the last seven are to be filled."""
    if short:
        from ldn_tui.cli.short_status import say_in_short

        say_in_short(session, as_json=as_json)
        return
    journal = session.open(create=False)
    settle(session, journal)
    status = journal.status()
    if as_json:
        from ldn_tui.reports.day_json import JSON_VERSION, phase_object

        document = {
            "version": JSON_VERSION,
            "date": status.today.isoformat(),
            "state": status.state.value,
            "phase": phase_object(status.today, status.phase),
            "trial_day": status.trial_day,
            "due": [{"kind": item.kind, "since": item.since.isoformat()} for item in status.due],
            "to_fill": [day.isoformat() for day in status.earlier_to_fill],
        }
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
        return
    from ldn_tui.reports.day_text import STATES_IN_WORDS, phase_in_words

    missing = missing_from(journal.day(status.today), journal.facts().active_measures(status.today))
    names = ", ".join(visible(measure.name) for measure in missing)
    waiting = f"; not rated yet: {names}" if missing and status.state.is_to_fill else ""
    session.say(f"{day_in_words(status.today)}: {STATES_IN_WORDS[status.state]}{waiting}")
    if status.phase is not None:
        session.say(phase_in_words(status.today, status.phase))
    if status.planned_dose is not None:
        at = f" at {status.planned_dose.at:%H:%M}" if status.planned_dose.at else ""
        session.say(f"Planned dose: {visible(status.planned_dose.amount)}{at}")
    for item in status.due:
        if item.kind != "day":
            session.say(f"Due: {item.words}")
    if status.moved_first_dose is not None:
        session.say(status.moved_first_dose)
    if status.opioid_line is not None:
        session.say(visible(status.opioid_line))
    earlier = [short_day(day) for day in status.earlier_to_fill]
    if earlier:
        session.say(f"To fill of the last 7 days: {', '.join(earlier)}")
    else:
        session.say("No earlier day of the last 7 is to be filled.")
