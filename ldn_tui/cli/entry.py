"""`ldn entry`: a whole day, question by question."""

import click

from ldn_tui.cli.line_prompts import LinePrompts
from ldn_tui.cli.locks import settle
from ldn_tui.cli.session import Session, read_day_option

INSTEAD = "in a script use `ldn log pain=4 sleep=6 dose=4.5`, or `ldn log -` for lines on standard input"


@click.command(
    "entry",
    epilog=(
        "\b\n"
        "At every question:\n"
        "  empty   leaves it as it is      ?   explains it\n"
        "  <       goes back               u   takes the last change back\n"
        "  q       stops                   o   skips the day\n"
        "\n"
        "\b\n"
        "Examples:\n"
        "  ldn entry\n"
        "  ldn entry --date yesterday\n"
        "  ldn entry --all"
    ),
)
@click.option("--date", "day_text", metavar="DAY", help="The day: 2026-03-31, yesterday, -3, mon. Today if absent.")
@click.option("--all", "asks_all", is_flag=True, help="Ask what is answered already, too.")
@click.pass_obj
def entry_command(session: Session, day_text: str | None, asks_all: bool) -> None:
    """Fill a day question by question, a line each: for screen readers and for terminals that cannot draw.

    Lines are only added: nothing is drawn, redrawn or coloured. Every answer is saved when it is given.
    """
    from ldn_tui.cli.day_interview import DayInterview

    prompts = LinePrompts(session, INSTEAD)
    day = read_day_option(session, day_text)
    journal = session.open(create=True)
    journal.check_day(day)
    DayInterview(journal, day, prompts).hold(asks_all=asks_all)
    settle(session, journal)
    session.remind_of_pinned_clock()
