"""The palette: every command by name, those of the present room first."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider

from ldn_tui.keys.commands import Command, Place, commands_of
from ldn_tui.keys.in_force import Keys

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

LOW = 24
# The places of each room, the innermost first.
ROOM_PLACES = {
    "today": (Place.TODAY, Place.DOSE_ROW, Place.SIDE_EFFECT_ROW, Place.RATING_ROW),
    "calendar": (Place.CALENDAR,),
    "graphs": (Place.GRAPHS,),
    "plan": (Place.PLAN,),
    "findings": (Place.FINDINGS,),
}


class Palette(CommandPalette):
    """Textual's palette, with a list that can also be paged where the terminal has no room for it."""

    DEFAULT_CSS = """
    Palette.-low > Vertical { margin-top: 0; }
    Palette.-low CommandList { max-height: 60vh; }
    """

    def on_resize(self) -> None:
        """Begin at the top where the list would else reach below the last line."""
        self.set_class(self.app.size.height < LOW, "-low")

    def _action_command_list(self, action: str) -> None:
        # Textual counts by lines that were drawn; of a list without any, turning a page ends the app.
        if not action.startswith("page") or self.query_one(CommandList).scrollable_content_region.height:
            super()._action_command_list(action)


class CommandProvider(Provider):
    """Offers every command that works in the present place to the palette, with its key."""

    def _offered(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Return (label, help, what runs it): the present room's commands first, then the other rooms'."""
        app = cast("LdnApp", self.app)
        present = app.current_mode
        rooms = sorted(ROOM_PLACES.items(), key=lambda room: room[0] != present)
        offered: list[tuple[str, str, Callable[[], None]]] = []
        for room, places in [*rooms[:1], (present, (Place.EVERYWHERE,)), *rooms[1:]]:
            elsewhere = "" if room == present else f"{room.capitalize()}: "
            for command in commands_of(*places):
                offered.extend(
                    (f"{elsewhere}{label}", command.help, partial(app.run_command, command, key, room))
                    for label, key in _labels(command, app.keys)
                )
        return offered

    async def discover(self) -> Hits:
        """Yield everything, before anything is typed."""
        for label, help_text, run in self._offered():
            yield DiscoveryHit(label, run, help=help_text)

    async def search(self, query: str) -> Hits:
        """Yield what matches `query`."""
        matcher = self.matcher(query)
        for label, help_text, run in self._offered():
            # What it is for counts too, a little less than what it is called.
            score = max(matcher.match(label), 0.5 * matcher.match(help_text))
            if score > 0:
                yield Hit(score, matcher.highlight(label), run, text=label, help=help_text)


def _labels(command: Command, keys: Keys) -> list[tuple[str, str]]:
    """Return what the palette calls a command, with each key of the table that it can be handed."""
    if command.follows and not command.shown:
        # Told nowhere: it only makes another command's keys work.
        return []
    if not command.takes_key:
        shown = keys.shown(command)
        return [(f"{command.label}  ({shown})" if shown else command.label, "")]
    if command.names:
        named = zip(command.ids, command.keys, command.names, strict=True)
        return [(f"{command.label}: {name}  ({keys.sign(id_)})", key) for id_, key, name in named]
    return [(f"{command.label}: {keys.sign(id_)}", own[0]) for id_, own in command.ids.items()] if command.shown else []
