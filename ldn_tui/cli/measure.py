"""`ldn measure`: what is rated every day."""

import json

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.measures import Direction, Measure
from ldn_tui.domain.text import cells, json_safe, padded, visible

_BETTER = click.Choice([direction.value for direction in Direction])


@click.group(
    "measure",
    invoke_without_command=True,
    epilog=(
        "\b\n"
        "Examples:\n"
        "  ldn measure list\n"
        '  ldn measure add Fatigue --low "wide awake" --high "worn out" --better lower\n'
        "  ldn measure rename food Appetite\n"
        "  ldn measure move fatigue 2\n"
        "  ldn measure retire food"
    ),
)
@click.pass_context
def measure_command(ctx: click.Context) -> None:
    """List, add, rename, reorder, retire or bring back measures. With no verb, they are listed."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_measures)


@measure_command.command("list", epilog="\b\nExample:\n  ldn measure list --json")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def list_measures(session: Session, as_json: bool = False) -> None:
    """List the measures in their order, retired ones too."""
    measures = session.open(create=False).measures.all()
    if as_json:
        document = {"version": 1, "measures": [_as_json(measure) for measure in measures]}
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
        return
    key_width = max(len(measure.key) for measure in measures)
    name_width = max(cells(visible(measure.name)) for measure in measures)
    for number, measure in enumerate(measures, 1):
        anchors = f"0 {measure.low_anchor}, 10 {measure.high_anchor}; {measure.direction} is better"
        retired = f"; retired since {measure.retired_on.isoformat()}" if measure.retired_on else ""
        session.say(
            f"{number:>2}  {measure.key:<{key_width}}  {padded(visible(measure.name), name_width)}  "
            f"{visible(anchors)}{retired}"
        )


@measure_command.command(
    "add",
    epilog=(
        '\b\nExample:\n  ldn measure add "Brain fog" --low clear --high "cannot think" \\\n'
        "      --better lower --key fog"
    ),
)
@click.argument("name")
@click.option("--low", required=True, metavar="TEXT", help="What 0 means.")
@click.option("--high", required=True, metavar="TEXT", help="What 10 means.")
@click.option("--better", required=True, type=_BETTER, help="Which end is the good one.")
@click.option("--key", metavar="WORD", help="Its word in files and commands; made from the name if absent.")
@click.pass_obj
def add_measure(session: Session, name: str, low: str, high: str, better: str, key: str | None) -> None:
    """Add a measure, asked from today."""
    journal = session.open(create=True)
    journal.measures.add(name, low, high, Direction(better), key)
    new = next(measure for measure in journal.measures.all() if measure.name == name.strip())
    session.say(f"Added {visible(new.name)}: rate it with `ldn log {new.key}=...`")
    session.remind_of_pinned_clock()


@measure_command.command("rename", epilog="\b\nExample:\n  ldn measure rename food Appetite")
@click.argument("key")
@click.argument("name")
@click.pass_obj
def rename_measure(session: Session, key: str, name: str) -> None:
    """Call a measure something else; its key and its ratings stay."""
    _say(session, session.open(create=True).measures.edit(key, name=name))


@measure_command.command(
    "edit", epilog='\b\nExample:\n  ldn measure edit sleep --low "no sleep at all" --high "slept like a log"'
)
@click.argument("key")
@click.option("--low", metavar="TEXT", help="What 0 means.")
@click.option("--high", metavar="TEXT", help="What 10 means.")
@click.option("--better", type=_BETTER, help="Which end is the good one.")
@click.pass_obj
def edit_measure(session: Session, key: str, low: str | None, high: str | None, better: str | None) -> None:
    """Change what the ends of a measure's scale mean, or which of them is the good one."""
    if low is None and high is None and better is None:
        raise WrongUsage("there is nothing to change: give --low, --high or --better")
    direction = None if better is None else Direction(better)
    _say(
        session,
        session.open(create=True).measures.edit(key, low_anchor=low, high_anchor=high, direction=direction),
    )


@measure_command.command("move", epilog="\b\nExample:\n  ldn measure move sleep 1")
@click.argument("key")
@click.argument("place", type=int)
@click.pass_obj
def move_measure(session: Session, key: str, place: int) -> None:
    """Put a measure at another place of the list, from 1."""
    _say(session, session.open(create=True).measures.move(key, place - 1))


@measure_command.command("retire", epilog="\b\nExample:\n  ldn measure retire food")
@click.argument("key")
@click.pass_obj
def retire_measure(session: Session, key: str) -> None:
    """Stop asking a measure from today on; its ratings stay."""
    _say(session, session.open(create=True).measures.retire(key))


@measure_command.command("revive", epilog="\b\nExample:\n  ldn measure revive food")
@click.argument("key")
@click.pass_obj
def revive_measure(session: Session, key: str) -> None:
    """Ask a retired measure again."""
    _say(session, session.open(create=True).measures.revive(key))


def _say(session: Session, change: Change) -> None:
    said = f"{change.summary[:1].upper()}{change.summary[1:]}." if change.happened else "Nothing changed."
    session.say(visible(said))
    session.remind_of_pinned_clock()


def _as_json(measure: Measure) -> dict[str, str | int | None]:
    return {
        "key": measure.key,
        "name": measure.name,
        "low": measure.low_anchor,
        "high": measure.high_anchor,
        "better": measure.direction.value,
        "place": measure.position + 1,
        "added_on": None if measure.added_on is None else measure.added_on.isoformat(),
        "retired_on": None if measure.retired_on is None else measure.retired_on.isoformat(),
    }
