"""The table of commands as Textual's bindings of keys."""

from collections.abc import Iterable

from textual.binding import Binding

from ldn_tui.keys.commands import RESERVED_KEYS, Place, commands_of


def bindings(*places: Place) -> list[Binding]:
    """Return the key bindings of `places`; those that can be changed carry their id."""
    return [
        Binding(
            key,
            command.action(key if key in keys else keys[0] if keys else ""),
            command.label,
            show=False,
            key_display=command.shown,
            id=None if key in RESERVED_KEYS else id_,
        )
        for command in commands_of(*places)
        for id_, keys in command.ids.items()
        for key in (*keys, *_carriers(id_, keys))
    ]


def _carriers(id_: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return a key that no terminal sends, for an id that has none that can be changed.

    Textual changes the keys of bindings, and adds none: what is to be given a key needs a binding to begin with.
    """
    return () if set(keys) - set(RESERVED_KEYS) else (f"no key of {id_}",)
