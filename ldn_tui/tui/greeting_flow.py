"""The first minute with an empty journal."""

from contextlib import suppress
from typing import TYPE_CHECKING

from ldn_tui.domain.errors import LdnError
from ldn_tui.keys.commands import Place, commands_of
from ldn_tui.tui.dialogs.greeting import Beginning, GreetingDialog
from ldn_tui.tui.greeting_memory import has_greeted, remember_greeting
from ldn_tui.tui.screens.today import TodayScreen

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp


def greet(app: "LdnApp") -> None:
    """Ask how to begin, if the journal holds nothing a person made, was never asked of, and shows today's form."""
    room = app.room
    if app.screen is not room or not isinstance(room, TodayScreen) or len(app.recorder.pending):
        return
    with suppress(LdnError):
        is_today = room.day == app.journal.today()
        if is_today and app.journal.is_untouched() and not has_greeted(app.journal.id):
            _ask(app, room)


def _ask(app: "LdnApp", room: "TodayScreen") -> None:
    def rate(key: str) -> None:
        if key == "minus":
            room.action_no_answer()
        else:
            room.action_rate(key)

    def answered(way: Beginning | None) -> None:
        if way is not Beginning.DEMO:
            # Who looks at the demo first still has to begin.
            remember_greeting(app.journal.id)
        if way is Beginning.TRIAL:
            command = next(command for command in commands_of(Place.PLAN) if command.name == "new_trial")
            app.run_command(command, "", "plan")
        elif way is Beginning.DEMO:
            app.visit_demo()

    app.push_screen(GreetingDialog(rate, app.size), answered)
