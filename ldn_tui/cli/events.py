"""`ldn events`: the days whose notes hold tags."""

import json

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.dates import parse_range, short_day, short_day_width
from ldn_tui.domain.errors import NothingToDo
from ldn_tui.domain.tags import check_tag, signed
from ldn_tui.domain.text import cells, json_safe, padded, visible

EVENTS_VERSION = 1


@click.command(
    "events",
    context_settings={"ignore_unknown_options": True},
    epilog=("\b\nExamples:\n  ldn events\n  ldn events --tag ill\n  ldn events 2026-11-01..2026-11-30 --json"),
)
@click.argument("days", metavar="[DAY|A..B]", default=None, required=False)
@click.option("--tag", metavar="TAG", help="Only the days with this tag; the case of its letters does not matter.")
@click.option("--json", "as_json", is_flag=True, help="For programs; `version` says which form it has.")
@click.pass_obj
def events_command(session: Session, days: str | None, tag: str | None, as_json: bool) -> None:
    """List the days whose notes hold a #tag: the date, the tags, the first line of the note.

    All of them, earliest first, if no day or range is named. The exit code is 1 if there is none.
    """
    # A day may begin with a minus sign (-3), so Click lets everything through that does.
    if days is not None and days.startswith("--"):
        raise click.NoSuchOption(days)
    wanted = None if tag is None else check_tag(tag)
    journal = session.open(create=False)
    found = journal.events().having(wanted)
    if days is not None:
        first, last = parse_range(session.typed_day(days), journal.today())
        found = tuple(event for event in found if first <= event.day <= last)
    if as_json:
        listed = [{"date": event.day.isoformat(), "tags": event.tags, "line": event.line} for event in found]
        document = {"version": EVENTS_VERSION, "events": listed}
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
    if not found:
        kind = "a tag" if wanted is None else f"the tag {visible(signed((wanted,)))}"
        raise NothingToDo(f"no day{'' if days is None else ' of these'} has {kind}: a word like #ill in a note is one")
    if as_json:
        return
    width = max(cells(visible(signed(event.tags))) for event in found)
    for event in found:
        day = f"{short_day(event.day):<{short_day_width()}}"
        session.say(f"{day}  {padded(visible(signed(event.tags)), width)}  {visible(event.line)}")
