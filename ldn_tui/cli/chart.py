"""`ldn chart`: any view of the Graphs room, as plain text. The only verb that draws with plotext."""

import os
from datetime import date
from typing import TYPE_CHECKING

import click

from ldn_tui.cli.session import NARROWEST, NARROWEST_DRAWING, Session
from ldn_tui.domain.dates import parse_day
from ldn_tui.domain.errors import BadInput, NothingToDo, WrongUsage
from ldn_tui.keys.commands import VIEW_NAMES

if TYPE_CHECKING:
    from ldn_tui.domain.day_axis import Window
    from ldn_tui.domain.history import Viewport
    from ldn_tui.graphs.scene import Picture

LOWEST, USUAL_HEIGHT = 8, 20


@click.command(
    "chart",
    epilog=(
        "\b\n"
        "The views are those of the app:\n"
        + "".join(f"  {letter}  {name}\n" for letter, name in VIEW_NAMES.items())
        + "\n"
        "\b\n"
        "Examples:\n"
        "  ldn chart pain\n"
        "  ldn chart sleep --from 2026-09-01 --to today --width 120\n"
        "  ldn chart pain --view d\n"
        "  ldn chart sleep --from -13 --table\n"
        "  ldn --ascii chart --view a --height 40"
    ),
)
@click.argument("measure", metavar="[MEASURE]", default=None, required=False)
@click.option(
    "--view", "letter", type=click.Choice(list(VIEW_NAMES)), default="h", show_default=True, help="What is drawn."
)
@click.option("--from", "from_text", metavar="DAY", help="The first day; the last three months if absent.")
@click.option("--to", "to_text", metavar="DAY", help="The last day; today if absent.")
@click.option("--no-mean", is_flag=True, help="Leave the means of 7 days out.")
@click.option(
    "--table/--drawing",
    "as_table",
    default=None,
    help="The same data as a table, to be read aloud, or a drawing; TERM=dumb and less than 40 columns get the table.",
)
@click.option("--width", type=click.IntRange(min=NARROWEST), metavar="N", help="How many columns it may use.")
@click.option(
    "--height",
    type=click.IntRange(min=LOWEST),
    default=USUAL_HEIGHT,
    show_default=True,
    metavar="N",
    help="How many lines the drawing has.",
)
@click.pass_obj
def chart_command(
    session: Session,
    measure: str | None,
    letter: str,
    from_text: str | None,
    to_text: str | None,
    no_mean: bool,
    as_table: bool | None,
    width: int | None,
    height: int,
) -> None:
    """Draw a measure, the first one if none is named. The exit code is 1 if there is nothing to draw yet."""
    from ldn_tui.domain.history import view_of
    from ldn_tui.domain.text import visible
    from ldn_tui.graphs.graph_view import load_graph_view
    from ldn_tui.graphs.scene import Look
    from ldn_tui.graphs.views import view_with
    from ldn_tui.keys.in_force import Keys
    from ldn_tui.plots import plot_text
    from ldn_tui.reports.legend_text import fitted_lines

    journal = session.open(create=False)
    columns = session.width(width)
    key = "" if measure is None else journal.measures.find(measure).key
    scene = view_with(letter).read(journal, load_graph_view(journal, key))
    if scene.sentence is not None:
        raise NothingToDo(Keys().told(scene.sentence))
    if scene.extent is not None:
        window = _days_drawn(session, view_of(scene.extent.first, scene.extent.last, scene.ZOOM), from_text, to_text)
    elif from_text is None and to_text is None:
        window = None
    else:
        raise WrongUsage(f"view {letter} has no time axis: leave --from and --to out")
    look = Look(
        window,
        with_means=not no_mean,
        week_starts_on=session.config.week_starts_on,
        ascii_only=session.is_ascii,
    )
    picture = scene.picture(look)
    is_table = os.environ.get("TERM") == "dumb" if as_table is None else as_table
    if is_table or columns < NARROWEST_DRAWING:
        session.say(fitted_lines([visible(picture.heading), "", *_table_lines(picture)], columns))
        return
    lines = plot_text(visible(picture.heading), picture.draw(columns, height)).splitlines()
    said = [text for text in (picture.note, scene.CAPTION) if text]
    session.say([*fitted_lines(lines[:1], columns), *lines[1:], *fitted_lines(map(visible, said), columns)])


def _table_lines(picture: "Picture") -> list[str]:
    from ldn_tui.domain.history import HistoryChart
    from ldn_tui.reports.history_table import history_table
    from ldn_tui.reports.text_table import data_table_lines

    return data_table_lines(
        history_table(picture.table) if isinstance(picture.table, HistoryChart) else picture.table()
    )


def _days_drawn(session: Session, view: "Viewport", from_text: str | None, to_text: str | None) -> "Window":
    """Return the days in view, or those that were asked for as far as there is anything to draw.

    Raises:
        BadInput: one is no day, they run backwards, or there is nothing in them.
    """
    from ldn_tui.domain.day_axis import Window

    if from_text is None and to_text is None:
        return view.window
    today, extent = view.extent.last, view.extent
    last = today if to_text is None else parse_day(session.typed_day(to_text), today, "--to")
    earliest = max(last.toordinal() - view.window.days + 1, min(extent.first, last).toordinal())
    first = date.fromordinal(earliest)
    if from_text is not None:
        first = parse_day(session.typed_day(from_text), today, "--from")
    asked = f"range {first.isoformat()}..{last.isoformat()}"
    if last < first:
        raise BadInput(f"{asked} runs backwards: give the earlier day with --from")
    if last < extent.first or first > extent.last:
        raise BadInput(f"{asked} lies outside of {extent.in_words}: give days of it")
    return Window(extent.nearest(first), extent.nearest(last))
