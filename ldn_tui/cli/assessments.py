"""`ldn impression` and `ldn lab`: what is asked seldom."""

import click

from ldn_tui.cli.session import Session, read_day_option
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import NeedsConfirmation, WrongUsage
from ldn_tui.domain.impressions import PGIC_ANSWERS, PGIC_STEM
from ldn_tui.domain.labs import parse_lab_number, usual_lab_name, usual_lab_unit
from ldn_tui.domain.text import visible


@click.command(
    "impression",
    epilog=(
        "\b\n"
        f"{PGIC_STEM}\n"
        + "\n".join(f"  {number}  {words}" for number, words in PGIC_ANSWERS.items())
        + "\n\n\b\nExample:\n  ldn impression 2"
    ),
)
@click.argument("value", type=click.IntRange(min(PGIC_ANSWERS), max(PGIC_ANSWERS)))
@click.option("--date", "day_text", metavar="DAY", help="The day; today if absent.")
@click.option("--yes", is_flag=True, help="Record one of a day before the trial without being asked.")
@click.pass_obj
def impression_command(session: Session, value: int, day_text: str | None, yes: bool) -> None:
    """Record the overall impression of change, 1 to 7; a second one of a day takes the place of the first."""
    day = read_day_option(session, day_text)
    journal = session.open(create=True)
    trials = journal.trials.all()
    if trials and not yes and all(day < trial.starts_on for trial in trials):
        raise NeedsConfirmation(
            f"{short_day(day)} lies before the trial, which begins on {short_day(trials[0].starts_on)}: the question "
            "is how you are since then.",
            "Add --yes to record it all the same.",
        )
    held = journal.day(day).impression
    change = journal.record_impression(day, value)
    _say(session, change)
    if change.happened and held is not None:
        session.say(f"It takes the place of: {PGIC_ANSWERS[held]}.")


@click.command(
    "lab",
    epilog=(
        "\b\n"
        "Examples:\n"
        "  ldn lab ESR=24 --range 0..20\n"
        "  ldn lab CRP=3.1 --unit mg/L --date 2026-09-03\n"
        "  ldn lab CRP --decline"
    ),
)
@click.argument("assignment", metavar="NAME=VALUE")
@click.option("--unit", metavar="TEXT", help="Its unit; mm/h for ESR and mg/L for CRP if absent.")
@click.option("--range", "range_text", metavar="A..B", help="The laboratory's own range; an end may be left out.")
@click.option("--date", "day_text", metavar="DAY", help="The day of the sample; today if absent.")
@click.option("--decline", is_flag=True, help="Never ask for NAME again.")
@click.pass_obj
def lab_command(
    session: Session,
    assignment: str,
    unit: str | None,
    range_text: str | None,
    day_text: str | None,
    decline: bool,
) -> None:
    """Record a laboratory value."""
    name, sign, value = assignment.partition("=")
    name = usual_lab_name(name)
    if decline:
        if sign or unit or range_text or day_text:
            raise WrongUsage("--decline takes only the name: `ldn lab ESR --decline`")
        _say(session, session.open(create=True).decline_lab(name))
        return
    if not sign:
        raise WrongUsage(f"{visible(assignment)!r} is not NAME=VALUE: write it like ESR=24")
    number = _number(value, name)
    low, high = (None, None) if range_text is None else _range(range_text, name)
    measured = usual_lab_unit(name) if unit is None else unit
    day = read_day_option(session, day_text)
    _say(session, session.open(create=True).record_lab(day, name, number, measured, low, high))


def _number(text: str, name: str) -> float:
    return parse_lab_number(text, visible(name))


def _range(text: str, name: str) -> tuple[float | None, float | None]:
    low, dots, high = text.partition("..")
    if not dots or not (low.strip() or high.strip()):
        raise WrongUsage(f"--range {visible(text)!r}: write it like 0..20")
    return (
        _number(low, f"{name} range") if low.strip() else None,
        _number(high, f"{name} range") if high.strip() else None,
    )


def _say(session: Session, change: Change) -> None:
    said = f"{change.summary[:1].upper()}{change.summary[1:]}." if change.happened else "Nothing changed."
    session.say(visible(said))
    session.remind_of_pinned_clock()
