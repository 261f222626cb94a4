"""`ldn findings`: what the trial shows, as a page of plain text or as JSON."""

import json

import click

from ldn_tui.cli.session import NARROWEST, Session, read_day_option
from ldn_tui.domain.text import json_safe


@click.command(
    "findings",
    epilog=(
        "\b\n"
        "Examples:\n"
        "  ldn findings\n"
        "  ldn findings --json --no-order\n"
        "  ldn findings --as-of 2026-11-01 --measure pain"
    ),
)
@click.option("--json", "as_json", is_flag=True, help="For programs; `version` says which form it has.")
@click.option("--as-of", metavar="DATE", help="Leave out what is of later days; today if absent.")
@click.option("--measure", metavar="KEY", help="Tell of this measure alone.")
@click.option("--no-order", is_flag=True, help="Leave out which measure improved first, which takes longest.")
@click.option(
    "--width",
    type=click.IntRange(min=NARROWEST),
    metavar="N",
    help="How many columns the text may use; those of the terminal, else 80.",
)
@click.pass_obj
def findings_command(
    session: Session, as_json: bool, as_of: str | None, measure: str | None, no_order: bool, width: int | None
) -> None:
    """Say what the trial shows: the verdict, every measure, and how sure it can be.

    Of the active trial, else of the latest. Before its decision day it says what there is so far, without a verdict.
    """
    journal = session.open(create=False)
    day = None if as_of is None else read_day_option(session, as_of)
    findings = journal.findings.find(day, measure, with_order=not no_order)
    if as_json:
        from ldn_tui.reports.findings_json import findings_document

        document = findings_document(findings)
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)))
        return
    from ldn_tui.reports.findings_text.page import findings_page
    from ldn_tui.reports.legend_text import fitted_lines

    columns = session.width(width)
    session.say(fitted_lines(findings_page(findings, columns), columns))
