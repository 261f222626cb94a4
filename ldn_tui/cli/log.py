"""`ldn log`: values for a day, in one step."""

import json
import sys
from collections.abc import Sequence
from datetime import date

import click

from ldn_tui.cli.assignments import Answer, Assignment, check_assignments, split_lines, split_words
from ldn_tui.cli.locks import settle
from ldn_tui.cli.session import Session, read_day_option
from ldn_tui.cli.unusual_doses import ask_about_dose
from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_in_words
from ldn_tui.domain.days import lag_in_days, timeliness
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.side_effects import red_flag_call
from ldn_tui.domain.text import json_safe, visible
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal import Journal, Logged
from ldn_tui.journal.doses import check_amount
from ldn_tui.named_files import read_input


@click.command(
    "log",
    epilog=(
        "\b\n"
        "pain=4         a measure's rating: 0 to 10, tenths allowed, x for 10,\n"
        "               - for no answer; `ldn measure list` names the keys\n"
        "dose=4.5       mg of naltrexone that were taken; dose=none: not taken\n"
        "side=TERM:2    a side effect: 1 mild, 2 moderate, 3 severe; side=none\n"
        "rescue=NAME:2  how many of an as-needed medicine were taken\n"
        "note=TEXT      the day's note\n"
        "skip=ill       skip the day: ill, away, forgot, too tired, other\n"
        "impression=2   overall change: 1 very much improved to 7 very much worse\n"
        "-              read such assignments from standard input, a line or\n"
        "               more; # begins a comment line, note= takes its whole line\n"
        "\n"
        "\b\n"
        "Examples:\n"
        '  ldn log pain=4 sleep=6.5 mood=x food=- dose=4.5 note="slept badly"\n'
        '  ldn log --date yesterday dose=none side="vivid dreams:2"\n'
        "  ldn log rescue=ibuprofen:2 skip=ill\n"
        "  ldn log - < evening.txt"
    ),
)
@click.argument("assignments", nargs=-1, metavar="KEY=VALUE...")
@click.option("--date", "day_text", metavar="DAY", help="The day: 2026-03-31, yesterday, -3, mon. Today if absent.")
@click.option("--yes", is_flag=True, help="Record an unusual dose without being asked.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def log_command(session: Session, assignments: tuple[str, ...], day_text: str | None, yes: bool, as_json: bool) -> None:
    """Record values for a day, all of them or none, as one change that `ldn undo` takes back."""
    words = [word for word in assignments if word != "-"]
    if len(assignments) - len(words) > 1:
        raise WrongUsage("`-` stands for standard input: give it once")
    given = split_words(words)
    if len(words) < len(assignments):
        given += split_lines(read_input(sys.stdin.buffer).decode("utf-8-sig", "surrogateescape"))
    if not given:
        raise WrongUsage("there is nothing to record: give values like pain=4 dose=4.5 (see `ldn log --help`)")
    day = read_day_option(session, day_text)
    journal = session.open(create=True)
    journal.check_day(day)
    answers = check_assignments(
        given, lambda key: journal.measures.asked_on(day, key), [measure.key for measure in journal.measures.all()]
    )
    _check_doses(journal, day, answers, confirmed=yes)
    calls = _urgent_calls(answers)
    # Said before anything is written: a full disk must not keep it back.
    for term, call in calls:
        session.say(f"{visible(term)}: {call}", to_stderr=as_json)
    logged = journal.log(day, [answer.entry for answer in answers])
    lag = lag_in_days(day, journal.clock.now(), journal.day_starts_at)
    if as_json:
        _print_json(day, lag, answers, logged, calls)
    else:
        _print(session, day, lag, given, answers, logged)
    if logged.change.notice:
        session.say(logged.change.notice, to_stderr=as_json)
    settle(session, journal)
    session.remind_of_pinned_clock()


def _check_doses(journal: Journal, day: date, answers: Sequence[Answer], *, confirmed: bool) -> None:
    """Ask about an unusual amount in mg; a dose given here replaces the day's.

    Raises:
        BadInput: the day is sealed, so that no amount can be known.
        NeedsConfirmation: a dose is unusual and was not confirmed.
    """
    for values in (answer.entry.values or {} for answer in answers if answer.entry.table == "dose"):
        mg = values.get("mg")
        if isinstance(mg, float):
            check_amount(journal, day, mg, NALTREXONE)
            if not confirmed:
                ask_about_dose(journal, day, mg, None, NALTREXONE, replaces=True)


def _urgent_calls(answers: Sequence[Answer]) -> list[tuple[str, str]]:
    calls: list[tuple[str, str]] = []
    for answer in answers:
        if answer.entry.table == "side_effect" and answer.entry.values is not None:
            term = str(answer.entry.identity["term"])
            call = red_flag_call(term, int(answer.entry.values["severity"] or 0))
            if call is not None:
                calls.append((term, call))
    return calls


def _print(
    session: Session,
    day: date,
    lag: int,
    given: Sequence[Assignment],
    answers: Sequence[Answer],
    logged: Logged,
) -> None:
    if not logged.saved:
        session.say(f"Nothing changed on {day_in_words(day)}: it was all there already.")
        return
    late = f" ({counted(lag, 'day')} late: marked {timeliness(lag)})" if lag else ""
    session.say(f"Saved for {day_in_words(day)}{late}")
    for answer, assignment in zip(answers, given, strict=True):
        said = answer.entry.said
        if answer.key == "note" and answer.entry.values is not None:
            said = f"note: {assignment.value}"
        unchanged = "  (unchanged)" if answer.entry in logged.unchanged else ""
        session.say(f"  {visible(said)}{unchanged}")


def _print_json(
    day: date, lag: int, answers: Sequence[Answer], logged: Logged, calls: Sequence[tuple[str, str]]
) -> None:
    document = {
        "version": 1,
        "date": day.isoformat(),
        "lag_days": lag,
        "saved": [answer.key for answer in answers if answer.entry in logged.saved],
        "unchanged": [answer.key for answer in answers if answer.entry in logged.unchanged],
        "urgent": [{"term": term, "call": call} for term, call in calls],
    }
    click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
