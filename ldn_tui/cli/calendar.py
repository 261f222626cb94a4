"""`ldn calendar`: a month of one measure, as plain text."""

import os

import click

from ldn_tui.cli.session import NARROWEST, NARROWEST_DRAWING, Session
from ldn_tui.domain.month import Month, face_of, parse_month


@click.command(
    "calendar",
    # -1 is a month, no option.
    context_settings={"ignore_unknown_options": True},
    epilog=(
        "\b\n"
        'MONTH is 2026-11, nov, "nov 2025" or -1 for the one before this.\n'
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn calendar\n"
        "  ldn calendar oct --measure sleep\n"
        "  ldn calendar -1 --list\n"
        "  ldn --ascii calendar 2026-11 --width 60"
    ),
)
@click.argument("month_text", metavar="[MONTH]", default=None, required=False)
@click.option("--measure", metavar="KEY", help="Whose ratings; the first measure if absent.")
@click.option(
    "--list/--grid",
    "as_list",
    default=None,
    help="A line for each day, to be read aloud, or a grid; TERM=dumb and less than 40 columns get the list.",
)
@click.option("--width", type=click.IntRange(min=NARROWEST), metavar="N", help="How many columns the text may use.")
@click.pass_obj
def calendar_command(
    session: Session, month_text: str | None, measure: str | None, as_list: bool | None, width: int | None
) -> None:
    """Print a month: the rating of each day, what else the day has, and the phases. This month if none is named."""
    from ldn_tui.reports.calendar_text import MonthOfMeasure, month_grid, month_list

    if month_text is not None and month_text.startswith("--"):
        raise click.NoSuchOption(month_text)
    journal = session.open(create=False)
    facts, today = journal.facts(), journal.today()
    month = Month.of(today) if month_text is None else parse_month(month_text, today)
    first_asked = next((known for known in facts.measures if not known.is_retired), facts.measures[0])
    shown = first_asked if measure is None else journal.measures.find(measure)
    plan = journal.trials.plan_marks()
    faces = {
        day.date: face_of(day, shown.key, facts, today, journal.day_starts_at, plan)
        for day in journal.days(month.first, month.last)
    }
    page = MonthOfMeasure(month, shown, faces, session.config.week_starts_on)
    is_list = os.environ.get("TERM") == "dumb" if as_list is None else as_list
    columns = session.width(width)
    session.say((month_list if is_list or columns < NARROWEST_DRAWING else month_grid)(page, columns))
