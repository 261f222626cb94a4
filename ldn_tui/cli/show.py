"""`ldn show`: a day, or a range of days, read out in full."""

import json

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.dates import parse_range
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import json_safe

MOST_DAYS = 36_525


@click.command(
    "show",
    context_settings={"ignore_unknown_options": True},
    epilog=(
        "\b\n"
        "Examples:\n"
        "  ldn show\n"
        "  ldn show yesterday\n"
        "  ldn show -6..today\n"
        "  ldn show 2026-11-01..2026-11-30 --json"
    ),
)
@click.argument("days", metavar="[DAY|A..B]", default="today")
@click.option("--json", "as_json", is_flag=True, help="For programs; `version` says which form it has.")
@click.pass_obj
def show_command(session: Session, days: str, as_json: bool) -> None:
    """Read a day, or a range of days, out in full. Today if no day is named.

    A day is 2026-03-31, today, yesterday, -3, mon, 12 or "12 nov".
    """
    # A day may begin with a minus sign (-3), so Click lets everything through that does.
    if days.startswith("--"):
        raise click.NoSuchOption(days)
    journal = session.open(create=False)
    today = journal.today()
    first, last = parse_range(session.typed_day(days), today)
    if (last - first).days >= MOST_DAYS:
        raise BadInput(f"range {first.isoformat()}..{last.isoformat()} is too long: ask for 100 years at most")
    facts, found = journal.facts(), journal.days(first, last)
    if as_json:
        from ldn_tui.reports.day_json import days_document

        document = days_document(found, facts, today, journal.day_starts_at)
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
        return
    from ldn_tui.reports.day_text import days_in_full

    session.say(days_in_full(found, facts, today, journal.day_starts_at))
