"""`ldn paths`: where things are."""

import json

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.text import json_safe, visible


@click.command("paths", epilog="\b\nExamples:\n  ldn paths\n  ldn paths --json")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def paths_command(session: Session, as_json: bool) -> None:
    """Say where the journal, the configuration, the backups and the crash logs are, and what chose the journal."""
    paths = session.paths
    if as_json:
        found = {
            "version": 1,
            "journal": str(paths.journal),
            "from": paths.journal_from,
            "config": str(paths.config),
            "backups": str(paths.backups),
            "state": str(paths.state),
        }
        click.echo(json_safe(json.dumps(found, ensure_ascii=False, indent=2)))
        return
    there = "" if paths.journal.exists() else ", not made yet"
    chosen = {"platform": "the platform's data folder", "config": "the configuration"}
    chosen_by = chosen.get(paths.journal_from, paths.journal_from)
    session.say(f"journal  {visible(str(paths.journal))}  ({chosen_by}{there})")
    there = "" if paths.config.exists() else "  (not made yet; none is needed)"
    session.say(f"config   {visible(str(paths.config))}{there}")
    there = "" if paths.backups.is_dir() else "  (none yet)"
    session.say(f"backups  {visible(str(paths.backups))}{there}")
    there = "" if paths.state.is_dir() else "  (nothing in it: crash logs go there)"
    session.say(f"state    {visible(str(paths.state))}{there}")
