"""`ldn report`: one page for the doctor."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ldn_tui.cli.session import Session, read_day_option
from ldn_tui.cli.written import say_written
from ldn_tui.domain.errors import BadInput, CannotWrite
from ldn_tui.domain.formats import DEFAULT_FORMATS, use_formats
from ldn_tui.domain.text import json_safe, visible, visible_lines

if TYPE_CHECKING:
    from ldn_tui.reports.report import ReportFormat

_FORMATS = ("html", "md", "txt", "json")


@click.command(
    "report",
    epilog=(
        "\b\n"
        "Examples:\n"
        "  ldn report -o report.html\n"
        "  ldn report --format txt\n"
        '  ldn report -o report.html --words "The mornings are easier." \\\n'
        '      --questions "May I go on?"\n'
        "  ldn report -o report.html --from 2026-09-01 --notes --appendix"
    ),
)
@click.option(
    "--format",
    "chosen",
    type=click.Choice(_FORMATS),
    help="html: a page to print. md, txt: to read or mail. json: for programs. Without it, what FILE ends in, else "
    "html.",
)
@click.option("--from", "first", metavar="DATE", help="Show no day before this one; the trial's first if absent.")
@click.option("--to", "last", metavar="DATE", help="Leave out what is of later days; today if absent.")
@click.option("--notes", is_flag=True, help="Add the notes, behind the page.")
@click.option("--appendix", is_flag=True, help="Add the values of every day, behind the page.")
@click.option("--words", multiple=True, metavar="TEXT", help="A line of your own; up to three times.")
@click.option("--questions", metavar="TEXT", help="What you want to ask.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE (readable by you only) instead of standard output.")
@click.option("--force", is_flag=True, help="Replace FILE even if it is no report of ldn-tui.")
@click.pass_obj
def report_command(
    session: Session,
    chosen: str | None,
    first: str | None,
    last: str | None,
    notes: bool,
    appendix: bool,
    words: tuple[str, ...],
    questions: str | None,
    output: str | None,
    force: bool,
) -> None:
    """Write the report of the active trial, else of the latest: one page to take to an appointment.

    In a terminal it asks for three lines of your own and for your questions, unless they are given; Enter leaves one
    empty. Notes stay out unless asked for.
    """
    from ldn_tui.journal.report import report_of
    from ldn_tui.reports.report import ReportFormat, ReportWish, check_questions, check_words
    from ldn_tui.reports.report_file import format_of, rendered

    target = None if output is None or output == "-" else Path(output)
    form = ReportFormat(chosen) if chosen else (format_of(target) if target else None) or ReportFormat.HTML
    journal = session.open(create=False)
    if form is ReportFormat.JSON:
        use_formats(DEFAULT_FORMATS)
    is_earlier = target is not None and _is_earlier_report(target, is_forced=force)
    # What is wrong with the journal or the days is said before anything is asked.
    wish = ReportWish(
        first=_day(session, first),
        last=_day(session, last),
        words=check_words(words),
        questions=check_questions(questions or ""),
        with_notes=notes,
        with_days=appendix,
    )
    report = report_of(journal, wish)
    if is_asked_at_a_terminal() and not words and questions is None:
        from dataclasses import replace

        lines, asked = _ask(session)
        report = replace(report, words=lines, questions=asked)
    text = rendered(report, form, session.config.week_starts_on)
    if target is None:
        _print(session, text, form)
        return
    from ldn_tui.transfer.text_files import write_text_file

    write_text_file(target, text, replace=force or is_earlier)
    say_written(session, target)


def _day(session: Session, text: str | None) -> date | None:
    return None if text is None else read_day_option(session, text)


def is_asked_at_a_terminal() -> bool:
    """Return whether somebody can answer."""
    return sys.stdin.isatty()


def _ask(session: Session) -> tuple[tuple[str, ...], str]:
    """Return the lines and the questions that are typed; asked on stderr, since the report may go to stdout."""
    from ldn_tui.reports.report import check_questions, check_words

    session.say("Three lines of your own for the doctor; Enter leaves one empty.", to_stderr=True)
    lines = [_asked(f"Line {number}", lambda text: "".join(check_words([text]))) for number in (1, 2, 3)]
    return check_words(lines), _asked("Questions", check_questions)


def _asked(prompt: str, check: Callable[[str], str]) -> str:
    """Return what is typed, "" for nothing; what `check` refuses is asked again, with the reason."""

    def read(text: str) -> str:
        try:
            return check(text)
        except BadInput as error:
            raise click.UsageError(str(error)) from None

    answer = click.prompt(prompt, default="", show_default=False, err=True, value_proc=read)
    return str(answer)


def _is_earlier_report(target: Path, *, is_forced: bool) -> bool:
    """Return whether there is a file that may be replaced.

    Raises:
        CannotWrite: there is another one.
    """
    from ldn_tui.reports.report_file import is_report

    try:
        is_there = target.is_file()
        is_foreign = is_there and not is_forced and not is_report(target)
    except (OSError, ValueError):
        # Writing it will say what is wrong with it.
        return False
    if is_foreign:
        raise CannotWrite(
            f"{visible(str(target))} is there and is no report: choose another name, or add --force to replace it"
        )
    return is_there


def _print(session: Session, text: str, form: "ReportFormat") -> None:
    """Write `text` as it is to a file or a pipe, with signs for what a terminal would obey to a terminal."""
    # Escaped JSON is the same data, so that it is always harmless.
    safe = json_safe(text) if form == "json" else text
    if form in {"md", "txt"}:
        # What is read as it stands has the signs that may be used; the others name their encoding.
        safe = session.in_its_signs(safe)
    if sys.stdout.isatty():
        click.echo(visible_lines(safe), nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(safe.encode())
    sys.stdout.buffer.flush()
