"""Which keys each command has: those of the table, unless the configuration gives it others."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ldn_tui.config import KeySetting, Problem
from ldn_tui.domain.key_names import with_keys
from ldn_tui.domain.text import visible
from ldn_tui.keys.commands import COMMANDS, DIGITS, RESERVED_KEYS, Command, Place, commands_of
from ldn_tui.keys.names import key_name, sign_of, spelled_out

_ROWS = (Place.RATING_ROW, Place.DOSE_ROW, Place.SIDE_EFFECT_ROW)
_LISTS = (Place.MEASURES, Place.MEDICINES)

_WAYS_TO_ROOMS = ("go_today", "go('calendar')", "go('graphs')", "go('plan')", "go('findings')")

# How alike a name must be to be proposed: less alike it would be a guess.
_NEAR = 0.8

KeysById = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hint:
    """What the key bar says of a command.

    Attributes:
        shown: its keys, as they are written for people.
        word: what they do, in a word.
        parts: `shown` in parts, each with the action that a click on it runs, "" for none.
    """

    shown: str
    word: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys in force.

    Attributes:
        given: the ids whose keys are not those of the table, each with its keys as Textual calls them.
        is_ascii: whether they are shown with the characters of ASCII.
    """

    given: KeysById = field(default_factory=dict)
    is_ascii: bool = False

    def of(self, id_: str) -> tuple[str, ...]:
        """Return the keys of an id, as Textual calls them."""
        return self.given.get(id_) or _commands_by_id()[id_].ids[id_]

    def sign(self, id_: str) -> str:
        """Return the first key of an id as it is written for people, "" if it has none."""
        keys = self.of(id_)
        return self._written(keys[0]) if keys else ""

    def signs(self, id_: str) -> str:
        """Return all keys of an id as they are written for people."""
        return " ".join(self._written(key) for key in self.of(id_))

    def told(self, sentence: str) -> str:
        """Return a sentence with the first key of each command it names."""
        return with_keys(sentence, self.sign)

    def shown(self, command: Command) -> str:
        """Return how the keys of a command are written for people, one of each id; "" where none is to be told."""
        is_untold = command.follows and not command.shown
        if is_untold or not any(id_ in self.given for id_ in command.ids):
            return spelled_out(command.shown) if self.is_ascii else command.shown
        signs = [self.sign(id_) for id_ in command.ids]
        if tuple(signs[: len(DIGITS)]) == DIGITS:
            signs[: len(DIGITS)] = ["0-9"]
        return " ".join(signs)

    def hints(self, places: Iterable[Place], without: Container[str] = ()) -> list[Hint]:
        """Return what the key bar says in `places`, the innermost first.

        Args:
            places: where one is.
            without: the names of commands that do nothing there just now.
        """
        hints: dict[str, Hint] = {}
        for command in commands_of(*places):
            if command.footer and command.name not in without:
                shown = self.shown(command)
                hints.setdefault(shown, Hint(shown, command.footer, _parts(command, shown)))
        return list(hints.values())

    def in_words(self, place: Place) -> str:
        """Return the hints of a place in one line."""
        return " · ".join(f"{hint.shown} {hint.word}" for hint in self.hints([place]))

    def hint(self, id_: str, word: str) -> Hint:
        """Return a hint of one id."""
        own = _commands_by_id()[id_].ids[id_]
        action = _commands_by_id()[id_].action(own[0] if own else "")
        return Hint(self.sign(id_), word, ((self.sign(id_), action),))

    def ways(self) -> tuple[Hint, ...]:
        """Return what the key bar says everywhere: the way to the rooms, and to help."""
        rooms = [command for command in commands_of(Place.EVERYWHERE) if command.name in _WAYS_TO_ROOMS]
        pairs = [(self.shown(command), command.action("")) for command in rooms]
        help_ = _commands_by_id()["everywhere.help"]
        shown = " ".join(sign for sign, _ in pairs)
        return (
            Hint(shown, "rooms", _spaced(pairs)),
            Hint(self.shown(help_), "help", ((self.shown(help_), help_.action("")),)),
        )

    def overrides(self) -> dict[str, str]:
        """Return the keys for Textual: by id, without those that always stay."""
        return {id_: ",".join(key for key in keys if key not in RESERVED_KEYS) for id_, keys in self.given.items()}

    def _written(self, key: str) -> str:
        return spelled_out(sign_of(key)) if self.is_ascii else sign_of(key)


def _parts(command: Command, shown: str) -> tuple[tuple[str, str], ...]:
    """Return `shown` with what a click on each of its keys does, where each of them can be told apart."""
    actions = [command.action(keys[0]) for keys in command.ids.values() if keys]
    for signs, gap in ((shown.split(" "), " "), (list(shown), "")):
        if len(signs) == len(actions):
            return _spaced(zip(signs, actions, strict=True), gap)
    return ((shown, actions[0] if len(actions) == 1 else ""),)


def _spaced(pairs: Iterable[tuple[str, str]], gap: str = " ") -> tuple[tuple[str, str], ...]:
    first, *others = pairs
    return (first, *(part for pair in others for part in ((gap, ""), pair)))


@cache
def _commands_by_id() -> Mapping[str, Command]:
    return {id_: command for command in COMMANDS for id_ in command.ids}


def label_of(id_: str) -> str:
    """Return what an id does, in a few words."""
    command = _commands_by_id()[id_]
    if len(command.ids) == 1:
        return command.label
    if command.names:
        return command.names[list(command.ids).index(id_)]
    return f"{command.label}: {id_.partition('.')[2].replace('-', ' ')}"


def choosable_commands() -> Iterator[tuple[str, Command]]:
    """Yield every id the configuration can give keys to, with its command."""
    yield from ((id_, command) for id_, command in _commands_by_id().items() if not command.follows)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A line of the page of all keys.

    Attributes:
        signs: all keys, as they are written for people.
        id: what the configuration calls the command, "" where its keys cannot be chosen.
        label: what it does.
    """

    signs: str
    id: str
    label: str


def key_rows(keys: Keys) -> dict[Place, list[KeyRow]]:
    """Return every command that a person can tell from others, place by place, with the keys in force."""
    rows: dict[Place, list[KeyRow]] = {place: [] for place in (Place.EVERYWHERE, *Place)}
    for id_, command in _commands_by_id().items():
        if not command.follows or command.shown:
            rows[command.place].append(KeyRow(keys.signs(id_), "" if command.follows else id_, label_of(id_)))
    return rows


def resolve(settings: Iterable[KeySetting]) -> tuple[Keys, tuple[Problem, ...]]:
    """Return the keys in force, and what in the configuration could not be obeyed.

    A key that is taken stays where it is: the table's before the file's, and of two in the file the one written
    first. So no command ever loses a key to another unasked; to swap two, the file names both.
    """
    asked = _WantedKeys()
    for setting in settings:
        asked.take(setting)
    asked.settle()
    return Keys(_followed(asked.wanted)), tuple(asked.problems)


class _WantedKeys:
    def __init__(self) -> None:
        self.wanted: dict[str, tuple[str, ...]] = {}
        self.problems: list[Problem] = []
        self._settings: dict[str, KeySetting] = {}

    def _complain(self, setting: KeySetting, reason: str) -> None:
        self.problems.append(Problem(setting.where, f"{visible(setting.command)}: {reason}"))

    def take(self, setting: KeySetting) -> None:
        """Note the keys a setting asks for, as far as they are keys and may be given."""
        id_ = self._id_of(setting)
        if id_ is None:
            return
        own = _commands_by_id()[id_].ids[id_]
        if own and not setting.keys:
            self._complain(setting, "it keeps its keys, for the list is empty: name at least one.")
        staying = [key for key in own if key in RESERVED_KEYS]
        keys = staying if staying == list(own[: len(staying)]) else []
        for written in setting.keys:
            try:
                key = key_name(written)
            except ValueError as error:
                self._complain(setting, f"{error}.")
                continue
            if key in RESERVED_KEYS and key not in own:
                self._complain(setting, f'"{visible(written)}" cannot be given: {RESERVED_KEYS[key]}. Choose another.')
            elif key not in keys:
                keys = [*keys, key]
        if set(keys) - set(RESERVED_KEYS):
            self.wanted[id_] = tuple(dict.fromkeys([*keys, *staying]))
            self._settings[id_] = setting

    def _id_of(self, setting: KeySetting) -> str | None:
        choosable = [id_ for id_, _ in choosable_commands()]
        found = [id_ for id_ in choosable if setting.command in {id_, id_.partition(".")[2]}]
        if len(found) == 1:
            if found[0] not in self._settings:
                return found[0]
            self._complain(setting, f"its keys are set already, in {self._settings[found[0]].where}.")
        elif found:
            self._complain(setting, f"several commands are called so: write {' or '.join(found)}.")
        else:
            meant = _ids_near(setting.command, choosable)
            remedy = f"write {' or '.join(meant)}" if meant else "`ldn config --keys` shows them all"
            keys = ", ".join(f'"{visible(key)}"' for key in setting.keys)
            self._complain(setting, f"no command is called so, {remedy}; {keys} is not obeyed.")
        return None

    def settle(self) -> None:
        """Take back every key that another command has, until none is left that two would answer."""
        while (clash := self._first_clash()) is not None:
            id_, key, holder = clash
            kept = tuple(each for each in self.wanted[id_] if each != key)
            self._complain(
                self._settings[id_],
                f'"{sign_of(key)}" is not given to {id_}: it is {holder} already ({label_of(holder)}). '
                f"Give {holder} another key to free it.",
            )
            if set(kept) - set(RESERVED_KEYS):
                self.wanted[id_] = kept
            else:
                del self.wanted[id_]

    def _first_clash(self) -> tuple[str, str, str] | None:
        order = list(self.wanted)
        for position, id_ in enumerate(order):
            command = _commands_by_id()[id_]
            later = set(order[position:])
            for key in self.wanted[id_]:
                for holder, other in choosable_commands():
                    if holder in later or not _meet(command, other):
                        continue
                    if key in self.wanted.get(holder, other.ids[holder]):
                        return id_, key, holder
        return None


def _ids_near(written: str, ids: Sequence[str]) -> list[str]:
    """Return which of `ids` one that is none of them was likely meant to be: those whose own name is nearest.

    The place is compared after it, so that no name is proposed for another in the same place.
    """
    from difflib import get_close_matches

    place, _, name = written.lower().rpartition(".")
    names = {id_: id_.partition(".")[2] for id_ in ids}
    near = get_close_matches(name, set(names.values()), 1, _NEAR)
    found = [id_ for id_, known in names.items() if known in near]
    in_place = get_close_matches(place, {id_.partition(".")[0] for id_ in found}, 1)
    return [id_ for id_ in found if not in_place or id_.partition(".")[0] in in_place]


def _meet(one: Command, other: Command) -> bool:
    """Return whether one key could mean both: they work at the same time, and do different things."""
    if one.name == other.name and one.place is not other.place:
        return False
    places = {one.place, other.place}
    if len(places) == 1:
        return True
    if Place.EVERYWHERE in places:
        return not places & set(_LISTS)
    return Place.TODAY in places and bool(places & set(_ROWS))


def _followed(wanted: KeysById) -> KeysById:
    """Return `wanted` with the keys of the commands that follow others, where they change."""
    keys = Keys(wanted)
    following = {f"today.digit-{digit}": keys.of(f"rating-row.rate-{digit}") for digit in DIGITS}
    taken = _keys_in(keys, (Place.TODAY, Place.EVERYWHERE))
    answering = _keys_in(keys, _ROWS)
    following["today.elsewhere"] = tuple(
        key for key in answering if key not in taken and all(key not in rating for rating in following.values())
    )
    changed = {id_: given for id_, given in following.items() if set(given) != set(keys.of(id_))}
    return {**wanted, **changed}


def _keys_in(keys: Keys, places: Iterable[Place]) -> list[str]:
    commands = [command for command in commands_of(*places) if not command.follows]
    return list(dict.fromkeys(key for command in commands for id_ in command.ids for key in keys.of(id_)))
