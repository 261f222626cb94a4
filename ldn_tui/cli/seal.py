"""`ldn seal`: a helper draws the order and keeps it; the journal holds a code that tells nothing of it."""

import json
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ldn_tui.cli.session import Session
from ldn_tui.domain.blinding import SEALED_WARNING, WHY_A_HELPER, PairOrder, Seal, parse_guess
from ldn_tui.domain.changes import Change
from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import NothingToDo, WrongUsage
from ldn_tui.domain.seal import USUAL_WEEKS, draw_sheet
from ldn_tui.domain.text import json_safe, visible
from ldn_tui.journal import Journal


@click.group(
    "seal",
    epilog=(
        "\b\n"
        "Examples:\n"
        "  ldn seal new --pairs 2 --weeks 8 > sheet.txt\n"
        '  ldn seal add "48T1 9P9T NERR ED3W PQ22 PWDX P5W1 9368 JRR" \\\n'
        '      --helper Ada --phone "030 1234567"\n'
        "  ldn seal status\n"
        "  ldn seal open sheet.txt --guess LDN-first --guess comparator-first --sure 60"
    ),
)
def seal_command() -> None:
    """Keep from yourself which bottle is what, until the trial is over."""


@seal_command.command("new", epilog="\b\nExample:\n  ldn seal new --pairs 2 --weeks 8 > sheet.txt")
@click.option("--pairs", required=True, type=int, metavar="K", help="How many pairs of periods, 1 to 6.")
@click.option(
    "--weeks", default=USUAL_WEEKS, show_default=True, metavar="W", help="How long every period is, 6 to 26 weeks."
)
@click.pass_obj
def new_seal(session: Session, pairs: int, weeks: int) -> None:
    """For the helper, on any machine: draw the order and print the sheet. No journal is needed; nothing is written.

    Each pair has LDN first or the comparator first, with equal chances. The code at the end is for the patient.
    """
    from ldn_tui.reports.seal_sheet import sheet_text

    session.say(sheet_text(draw_sheet(pairs, weeks, secrets.randbits)), ends_line=False)


@seal_command.command(
    "add",
    epilog=(
        '\b\nExample:\n  ldn seal add "48T1 9P9T NERR ED3W PQ22 PWDX P5W1 9368 JRR" \\\n'
        '      --helper "Ada, pharmacist" --phone "030 1234567"'
    ),
)
@click.argument("code", nargs=-1, required=True)
@click.option("--helper", metavar="NAME", help="Who filled the bottles and keeps the sheet.")
@click.option("--phone", metavar="PHONE", help="How to reach them in an emergency; it stands on the card.")
@click.pass_obj
def add_seal(session: Session, code: Sequence[str], helper: str | None, phone: str | None) -> None:
    """Seal the active trial with the code from your helper's sheet. The same code again changes the helper."""
    if helper is None or phone is None:
        raise WrongUsage(f"add --helper NAME and --phone PHONE: {WHY_A_HELPER}")
    change = session.open(create=True).seals.add(" ".join(code), helper, phone)
    _say(session, change)
    session.say(f"{SEALED_WARNING} `ldn card` prints the emergency card.")


@seal_command.command("status", epilog="\b\nExample:\n  ldn seal status --json")
@click.option("--json", "as_json", is_flag=True, help="For programs; `version` says which form it has.")
@click.pass_obj
def seal_status(session: Session, as_json: bool) -> None:
    """Say what is sealed, who keeps the sheet, and, once it is open, what each bottle held."""
    journal = session.open(create=False)
    seal = journal.seals.current()
    if as_json:
        document = {"version": 1, "seal": None if seal is None else _as_json(journal, seal)}
        click.echo(json_safe(json.dumps(document, ensure_ascii=False, indent=2)))
        return
    if seal is None:
        raise NothingToDo("Nothing is sealed: `ldn seal add CODE` seals the active trial.")
    session.say(_in_words(journal, seal))


@seal_command.command(
    "open",
    epilog="\b\nExamples:\n  ldn seal open sheet.txt --guess LDN-first --sure 60\n  ldn seal open - < sheet.txt",
)
@click.argument("sheet", required=False, metavar="[SHEET|-]")
@click.option(
    "--guess",
    "guesses",
    multiple=True,
    metavar="ORDER",
    help=f"What you think, once for each pair, in order: {' or '.join(PairOrder)}.",
)
@click.option("--sure", type=int, metavar="PERCENT", help="How sure you are, 0 (only a guess) to 100 (certain).")
@click.option("--early", metavar="REASON", help="Why it is opened before the last period is over; kept for good.")
@click.pass_obj
def open_seal(session: Session, sheet: str | None, guesses: Sequence[str], sure: int | None, early: str | None) -> None:
    """Open the seal with your helper's sheet (a file, or - for standard input). This cannot be undone.

    A file that is not your helper's sheet begins nothing. Then the windows and your guess are locked, then the seal is
    opened. Without a sheet only the guess is locked: then ask your helper for it. In an early opening the guess may be
    left out. Earlier changes stay as they are: `ldn undo` takes back neither the guess nor the opening.
    """
    journal = session.open(create=False)
    # What is begun is begun for good: a file that cannot be read, or is no sheet of this seal, must not begin it.
    text = None if sheet is None else _read_sheet(sheet)
    seal = journal.seals.sealed_now() if text is None else journal.seals.sealed_by(text)
    if guesses or sure is not None or early is not None or seal is None or not seal.is_opening_begun:
        guess = parse_guess(guesses, seal.commitment.pairs) if guesses and seal is not None else None
        of_trial = None if seal is None else seal.trial
        _say(session, journal.seals.begin_opening(guess, sure, early, trial=of_trial))
    if text is None or seal is None:
        session.say("Now ask your helper for the sheet: `ldn seal open SHEET` reads it.")
        return
    _say(session, journal.seals.open(text))
    opened = journal.seals.of(seal.trial)
    if opened is not None:
        session.say(_in_words(journal, opened))


def _read_sheet(sheet: str) -> str:
    from ldn_tui.named_files import read_input
    from ldn_tui.transfer.text_files import decode, read_text_file

    return decode(read_input(sys.stdin.buffer)).text if sheet == "-" else read_text_file(Path(sheet)).text


def _say(session: Session, change: Change) -> None:
    session.say(
        f"{visible(change.summary[:1].upper() + change.summary[1:])}." if change.happened else "Nothing changed."
    )
    session.remind_of_pinned_clock()


def _in_words(journal: Journal, seal: Seal) -> list[str]:
    known = seal.commitment
    pairs = f"{counted(known.pairs, 'pair')} of periods of {known.weeks} weeks"
    if seal.opened_on is None:
        lines = [f"Sealed: {pairs}. {SEALED_WARNING}"]
    else:
        lines = [f"Opened on {short_day(seal.opened_on)}: {pairs}."]
    if seal.early_reason is not None:
        lines.append(f"Opened early: {visible(seal.early_reason)}")
    lines.append(f"Helper: {visible(seal.helper_name)}, {visible(seal.helper_phone)}")
    lines.append(f"Code: {known.code}")
    ends = journal.seals.ends(seal)
    for label in known.labels:
        content = seal.contents.get(label)
        end = ends.get(label)
        until = "" if end is None else f", to {short_day(end)}"
        lines.append(f"  {label}: {'sealed' if content is None else content}{until}")
    if seal.guess is not None:
        lines.append(f"Your guess: {', '.join(seal.guess)}; {seal.sureness} % sure")
    if seal.right_guesses is not None:
        lines.append(f"Guessed right: {seal.right_guesses} of {known.pairs}")
    return lines


def _as_json(journal: Journal, seal: Seal) -> dict[str, object]:
    ends = journal.seals.ends(seal)
    bottles = []
    for label in seal.commitment.labels:
        end, content = ends.get(label), seal.contents.get(label)
        bottles.append(
            {
                "label": label,
                "ends_on": None if end is None else end.isoformat(),
                "content": None if content is None else content.value,
            }
        )
    return {
        "trial": seal.trial,
        "pairs": seal.commitment.pairs,
        "weeks": seal.commitment.weeks,
        "code": seal.commitment.code,
        "helper": {"name": seal.helper_name, "phone": seal.helper_phone},
        "opened_on": None if seal.opened_on is None else seal.opened_on.isoformat(),
        "early_reason": seal.early_reason,
        "guess": None if seal.guess is None else list(seal.guess),
        "sure": seal.sureness,
        "bottles": bottles,
    }
