"""`ldn demo`: the app on a made-up journal."""

import asyncio

import click

from ldn_tui.cli.session import Session


@click.command("demo", epilog="\b\nExample:\n  ldn demo")
@click.option("--check", is_flag=True, help="Build it, open the app on it without a screen, print one line and leave.")
@click.pass_obj
def demo_command(session: Session, check: bool) -> None:
    """Open the app on a made-up journal of 120 days, in a temporary file that is gone when you leave.

    Your own journal is not touched, and need not exist.
    """
    from ldn_tui.cli.app import require_terminal, run_app
    from ldn_tui.demo import DEMO_DAYS, demo_journal

    if not check:
        require_terminal()
    with demo_journal(session.clock, session.config.day_starts_at) as journal:
        if not check:
            run_app(session, journal, demo=True)
            return
        from ldn_tui.tui.app import LdnApp

        app = LdnApp(journal, session.config, demo=True)

        async def look() -> str:
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                return str(app.current_mode)

        screen = asyncio.run(look())
        days = len(journal.recorded_days())
        session.say(f"demo: {DEMO_DAYS} days built, {days} with something recorded; the app opened on {screen}.")
