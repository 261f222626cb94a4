"""`ldn dose`: what was taken."""

from datetime import date

import click

from ldn_tui.cli.locks import settle
from ldn_tui.cli.session import Session, read_day_option
from ldn_tui.cli.unusual_doses import ask_about_dose
from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_in_words
from ldn_tui.domain.days import lag_in_days, timeliness
from ldn_tui.domain.errors import BadInput, WrongUsage
from ldn_tui.domain.ratings import parse_number
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import NALTREXONE, parse_time
from ldn_tui.journal import Journal, entries
from ldn_tui.journal.doses import checked_dose, instant_of, is_taken

_MILLIGRAMS = "mg"


@click.command(
    "dose",
    # -1 is an amount that is refused, no option.
    context_settings={"ignore_unknown_options": True},
    epilog=(
        "\b\n"
        "WHAT is an amount in mg, a bottle's label while sealed, `plan` for the\n"
        "planned dose, or none for a dose that was not taken.\n"
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn dose 4.5\n"
        "  ldn dose plan --at 22:10\n"
        "  ldn dose none --date yesterday\n"
        '  ldn dose "bottle 1"\n'
        "  ldn dose 3 --replace"
    ),
)
@click.argument("what")
@click.option("--date", "day_text", metavar="DAY", help="The day; today if absent.")
@click.option("--at", "time_text", metavar="TIME", help="When, like 22:10.")
@click.option("--medicine", default=NALTREXONE, show_default=True, metavar="NAME", help="What it was.")
@click.option("--replace", is_flag=True, help="Take the place of what the day holds of that medicine.")
@click.option("--yes", is_flag=True, help="Record an unusual dose, or a second one, without being asked.")
@click.pass_obj
def dose_command(
    session: Session, what: str, day_text: str | None, time_text: str | None, medicine: str, replace: bool, yes: bool
) -> None:
    """Record a dose, on a past day too. An unusual one is asked about once, and stored as said with --yes."""
    day = read_day_option(session, day_text)
    clock = None if time_text is None else parse_time(time_text, "dose")
    journal = session.open(create=True)
    journal.check_day(day)
    name = entries.check_name(medicine, "medicine")
    if what.strip().lower() == "none":
        if clock is not None:
            raise BadInput("time: a dose that was not taken has none; leave --at out")
        _say(session, journal, day, entries.no_dose(name))
        return
    mg, label = _amount(journal, day, what)
    taken_at = instant_of(journal, day, clock)
    in_addition = is_taken(journal, day, name) and not replace
    # What cannot be recorded at all is not asked about first.
    entry = checked_dose(journal, day, entries.dose(mg, label, name, taken_at, in_addition=in_addition))
    if not yes:
        bottle = None if label is None or entry.values is None else str(entry.values["label"])
        ask_about_dose(journal, day, mg, bottle, name, replaces=replace)
    _say(session, journal, day, entry)


def _amount(journal: Journal, day: date, what: str) -> tuple[float | None, str | None]:
    """Return the amount in mg, or the bottle's label."""
    word = what.strip()
    if word.startswith("--"):
        raise WrongUsage(f"there is no option {visible(word)!r} (see `ldn dose --help`)")
    if not word:
        raise BadInput("dose is empty: write mg, like 4.5, or plan, or none, or while sealed the bottle's label")
    if word.lower() == "plan":
        planned = journal.trials.planned_dose(day)
        if planned is None:
            raise BadInput(f"dose plan: no dose is planned on {day.isoformat()}; give the amount in mg")
        return planned.mg, planned.label
    if word[:1].isdigit() or word[:1] in {".", ",", "+", "-"}:
        return parse_number(word.lower().removesuffix(_MILLIGRAMS), "dose"), None
    return None, word


def _say(session: Session, journal: Journal, day: date, entry: entries.Entry) -> None:
    change = journal.record(day, entry)
    lag = lag_in_days(day, journal.clock.now(), journal.day_starts_at)
    late = f" ({counted(lag, 'day')} late: marked {timeliness(lag)})" if lag else ""
    if change.happened:
        session.say(f"Saved for {day_in_words(day)}{late}")
        session.say(f"  {visible(entry.said)}")
        if change.notice:
            session.say(change.notice)
    else:
        session.say(f"Nothing changed on {day_in_words(day)}: it was all there already.")
    line = journal.medicines.opioid_line(day)
    if line is not None:
        session.say(visible(line), to_stderr=True)
    settle(session, journal)
    session.remind_of_pinned_clock()
