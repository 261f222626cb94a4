"""`ldn doctor`: whether everything is as it should be, and what to do where it is not."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import time

import click

from ldn_tui.cli.session import Session, config_problems
from ldn_tui.cli.surroundings import terminal_findings, versions
from ldn_tui.domain.errors import JournalError, WrongUsage
from ldn_tui.domain.text import json_safe, visible
from ldn_tui.journal.backups import BackupBook
from ldn_tui.journal.doctor import Finding, State, journal_findings
from ldn_tui.paths import Paths

_REMEDY = "mend it; until then it is as if it were not there (`ldn config` shows what is in force)"


@click.command("doctor", epilog="\b\nExamples:\n  ldn doctor\n  ldn doctor --json")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_obj
def doctor_command(session: Session, as_json: bool) -> None:
    """Look everything over: the file, who may read it, its backups, the disk, the terminal, the versions.

    Each line says "ok", "note" for what is worth knowing, or "do" with what to do. Nothing is changed. The exit code is
    4 if there is a "do", else 0.
    """
    paths, day_starts_at, settings = _configuration(session)
    book = BackupBook(paths.journal, session.clock.now, day_starts_at)
    found = (
        *journal_findings(paths.journal, book, session.clock.now()),
        *settings,
        *terminal_findings(),
    )
    known = versions()
    is_well = all(finding.state is not State.DO for finding in found)
    if as_json:
        document = {"version": 1, "ok": is_well, "findings": [asdict(one) for one in found], "versions": known}
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
    else:
        session.say(_lines(found))
        session.say(f"\n{', '.join(visible(f'{name} {number}') for name, number in known.items() if number)}")
    if not is_well:
        click.get_current_context().exit(JournalError.exit_code)


def _configuration(session: Session) -> tuple[Paths, time, tuple[Finding, ...]]:
    """Return the places in use, when a day begins, and how the configuration is: a bad one hides nothing else."""
    # Here it stands among the findings.
    session.says_problems = False
    config = session.config
    wrong = [Finding("settings", State.DO, str(problem), _REMEDY) for problem in config_problems(config)]
    try:
        paths = session.paths
    except WrongUsage as error:
        wrong.append(Finding("settings", State.DO, str(error), "what stands above is of the usual place"))
        return session.paths_without_config(), config.day_starts_at, tuple(wrong)
    where = visible(str(paths.config))
    said = where if paths.config.exists() else f"none in {where}: every setting is as it comes"
    return paths, config.day_starts_at, tuple(wrong) or (Finding("settings", State.OK, said),)


def _lines(found: Sequence[Finding]) -> list[str]:
    width = max(len(finding.about) for finding in found)
    lines = []
    for finding in found:
        lines.append(f"{finding.state.value:<5} {finding.about:<{width}}  {visible(finding.said)}")
        if finding.remedy:
            lines.append(f"{'':<5} {'':<{width}}  {visible(finding.remedy)}")
    return lines
