"""Opening the app: the only verb that needs a full screen."""

import os
import sys
from io import TextIOWrapper

from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.journal import Journal, open_journal


def open_app(session: Session) -> None:
    """Open the app on the person's own journal.

    Raises:
        WrongUsage: this is no terminal a full screen can be drawn on.
        JournalError: the journal cannot be used.
    """
    require_terminal()
    while run_app(session, _own_journal(session), greets=True):
        from ldn_tui.demo import demo_journal

        with demo_journal(session.clock, session.config.day_starts_at) as journal:
            run_app(session, journal, demo=True, is_visit=True)


def _own_journal(session: Session) -> Journal:
    return open_journal(
        session.paths.journal,
        session.clock,
        session.config.day_starts_at,
        create=True,
        program="the app",
        patient=False,
    )


def run_app(
    session: Session, journal: Journal, *, demo: bool = False, greets: bool = False, is_visit: bool = False
) -> bool:
    """Run the app until it is left, and close the journal.

    Args:
        session: the call.
        journal: what to show.
        demo: whether it is the demo.
        greets: whether an empty journal asks how to begin.
        is_visit: whether leaving leads back to one's own journal.

    Returns:
        Whether it was left for the demo.

    Raises:
        DamagedJournal: it is damaged, and nothing was restored in its place.
    """
    from ldn_tui.crash import background_failures
    from ldn_tui.tui.app import LdnApp

    _draw_in_any_encoding()
    try:
        app = LdnApp(
            journal,
            session.config,
            demo=demo,
            has_color=session.has_color,
            is_ascii=session.is_ascii,
            greets=greets,
            is_visit=is_visit,
        )
        with background_failures(app.say_failed_in_background):
            app.run(mouse=session.config.mouse)
    finally:
        journal.close()
    if app.journal_watch.damage is not None:
        raise app.journal_watch.damage
    if app.return_code:
        sys.exit(app.return_code)
    return app.wants_demo


def _draw_in_any_encoding() -> None:
    """Draw one sign for one that a terminal without UTF-8 does not have: escapes would not keep to their cells."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors != "strict":
            stream.reconfigure(errors="replace")


def require_terminal() -> None:
    """Make sure a full screen can be drawn.

    Raises:
        WrongUsage: it cannot; the message says which verbs work without one.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUsage("the app needs a terminal: use `ldn log`, `ldn status` and `ldn show` in scripts.")
    if not sys.stderr.isatty():
        # Textual draws on standard error: sent elsewhere, the screen would stay as it is and still take keys.
        raise WrongUsage("the app draws on standard error: leave that to the terminal (`ldn`, without `2>`).")
    if os.environ.get("TERM") in {"dumb", "unknown"}:
        raise WrongUsage(
            "this terminal cannot draw a full screen: use `ldn entry`, `ldn calendar` and `ldn show` here."
        )
