"""Where in a call the cursor stands: at a verb, an option, an option's value or an argument.

Click's own walk makes a context of every command on the way and asks all verbs for their help, which imports them all;
this one imports the verb that was named.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import click


@dataclass(frozen=True, slots=True)
class Place:
    """What the last word of a call is.

    Attributes:
        command: the command it belongs to.
        path: the words that name the command, without the program: ("trial", "new").
        word: what is typed of it, as far as it is to be completed.
        prefix: what stands before that in the same word: "--date=" of "--date=yes".
        parameter: what it is a value of; None where it is a verb, or nothing more is expected.
        may_be_option: whether an option could stand here, too.
        given: the names of the options that stand before it.
        db: the value of `--db` before it, if any.
    """

    command: click.Command
    path: tuple[str, ...]
    word: str
    prefix: str = ""
    parameter: click.Parameter | None = None
    may_be_option: bool = True
    given: frozenset[str] = frozenset()
    db: str | None = None


def find_place(root: click.Group, words: Sequence[str]) -> Place | None:
    """Return what the last of `words` is, or None if there is no such verb.

    Args:
        root: the command line.
        words: the words after the program's name; the last is being typed, and may be empty.
    """
    place = Place(root, (), "")
    pending: click.Option | None = None
    arguments = 0
    for word in words[:-1]:
        option, value = _option(place, word)
        if pending is not None:
            place = _with_value(place, pending, word)
            pending = None
        elif place.may_be_option and word == "--":
            place = replace(place, may_be_option=False)
        elif option is not None:
            place = replace(place, given=place.given | {str(option.name)})
            if value is not None:
                place = _with_value(place, option, value)
            elif not (option.is_flag or option.count):
                pending = option
        elif isinstance(place.command, click.Group):
            command = place.command.get_command(click.Context(place.command), word)
            if command is None:
                return None
            place, arguments = replace(place, command=command, path=(*place.path, word), given=frozenset()), 0
        elif not (place.may_be_option and word.startswith("--")):
            arguments += 1
    return _at_last(place, words[-1] if words else "", pending, arguments)


def _at_last(place: Place, word: str, pending: click.Option | None, arguments: int) -> Place:
    if pending is not None:
        return replace(place, word=word, parameter=pending, may_be_option=False)
    option, value = _option(place, word)
    if option is not None and value is not None:
        prefix = word.removesuffix(value)
        return replace(place, word=value, prefix=prefix, parameter=option, may_be_option=False)
    return replace(place, word=word, parameter=_argument(place.command, arguments))


def _with_value(place: Place, option: click.Option, value: str) -> Place:
    return replace(place, db=value) if not place.path and option.name == "db" else place


def _option(place: Place, word: str) -> tuple[click.Option | None, str | None]:
    """Return the option that `word` names, and the value it carries after a "=", if any."""
    if not place.may_be_option or not word.startswith("-"):
        return None, None
    name, sign, value = word.partition("=")
    for parameter in place.command.params:
        if isinstance(parameter, click.Option) and name in (*parameter.opts, *parameter.secondary_opts):
            return parameter, value if sign else None
    return None, None


def _argument(command: click.Command, index: int) -> click.Argument | None:
    """Return the argument that the word with that index, from 0, is given for."""
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            if index < parameter.nargs or parameter.nargs < 0:
                return parameter
            index -= parameter.nargs
    return None
