"""The settings in one table: what each is called, what it may be, and how its value is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time

from ldn_tui.config.theme_names import THEME_NAMES
from ldn_tui.domain.dates import WEEKDAYS
from ldn_tui.domain.formats import DayOrder, DecimalSign, Formats
from ldn_tui.domain.text import visible


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the configuration that is not obeyed.

    Attributes:
        where: the file, and the line where one is known.
        reason: what is wrong and what to write instead, as a sentence.
    """

    where: str
    reason: str

    def __str__(self) -> str:
        """Return it as a person reads it."""
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class KeySetting:
    """The keys the file gives to a command.

    Attributes:
        command: what the file calls the command.
        keys: its keys as they are written there.
        where: the file and the line.
    """

    command: str
    keys: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Config:
    """The settings.

    Attributes:
        day_starts_at: when a new day begins on the clock; what is earlier belongs to the day before. Changing it
            re-reads how late values are; days themselves are never moved.
        week_starts_on: the weekday on which a week begins, 0 for Monday.
        db: the journal's file, if it is not in the platform's data folder.
        theme: the name of a theme, None for the app's own choice.
        remind_after: the time of day from which a reminder is of today's entry.
        dates: how a day is shown, and read where it is typed in numbers.
        decimal: what stands before the decimals of a number that is shown.
        mouse: whether the app takes the mouse; without it, the terminal selects text as it does elsewhere.
        ascii: whether everything is said in the characters of ASCII alone.
        keys: the keys the file gives to commands, in the file's order.
        problems: what in the file is wrong, and so left at its default.
        db_in_doubt: whether the file may mean another journal than `db` says, so that none may be opened.
        lines: the settings the file sets, each with its line.
    """

    day_starts_at: time = time(4, 0)
    week_starts_on: int = 0
    db: str | None = None
    theme: str | None = None
    remind_after: time = time(20, 0)
    dates: DayOrder = DayOrder.DAY_FIRST
    decimal: DecimalSign = DecimalSign.POINT
    mouse: bool = True
    ascii: bool = False
    keys: tuple[KeySetting, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    db_in_doubt: bool = False
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    @property
    def formats(self) -> Formats:
        """How days and numbers are shown."""
        return Formats(self.dates, self.decimal)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the file, outside its tables.

    Attributes:
        name: its key.
        default: its value as TOML where the file does not set it; of a setting without one, an example.
        has_default: whether `default` is one.
        about: what it does and what it may be, in lines.
        read: returns the value for the configuration.

    `read` raises ValueError, whose text says what to write instead.
    """

    name: str
    default: str
    about: tuple[str, ...]
    read: Callable[[object], object]
    has_default: bool = True


def _read_time(value: object) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", value, re.ASCII) if isinstance(value, str) else None
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError('write a time like "04:00"')
    return time(int(match[1]), int(match[2]))


def _read_morning(value: object) -> time:
    moment = _read_time(value)
    if moment.hour >= 12:
        raise ValueError("a day can begin between 00:00 and 11:59")
    return moment


def _read_weekday(value: object) -> int:
    for index, name in enumerate(WEEKDAYS):
        if isinstance(value, str) and len(value) >= 3 and name.lower().startswith(value.lower()):
            return index
    raise ValueError('write a weekday like "monday"')


def _read_day_order(value: object) -> DayOrder:
    for order in DayOrder:
        if value == order.value:
            return order
    raise ValueError('write "day-first", "month-first" or "iso"')


def _read_decimal_sign(value: object) -> DecimalSign:
    for sign in DecimalSign:
        if value == sign.value:
            return sign
    raise ValueError('write "." or ","')


def _read_text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("write it in quotes")
    return value


def _read_theme(value: object) -> str:
    if isinstance(value, str) and value in THEME_NAMES:
        return value
    raise ValueError(f"there are {', '.join(THEME_NAMES)}")


def _read_switch(value: object) -> bool:
    if value is True or value is False:
        return value
    raise ValueError("write true or false, without quotes")


SETTINGS = (
    Setting(
        "day_starts_at",
        '"04:00"',
        (
            "When a new day begins on the clock, from 00:00 to 11:59: what is entered before it belongs to the day",
            "before. Changing it re-reads how late values are; days themselves are never moved.",
        ),
        _read_morning,
    ),
    Setting(
        "week_starts_on",
        '"monday"',
        ("The first day of a week in calendars and charts: monday to sunday. A trial's weeks count from its start.",),
        _read_weekday,
    ),
    Setting(
        "db",
        '"~/journal.db"',
        (
            "The journal's file. Without it, it lies in the platform's data folder (`ldn paths` says where); --db and",
            "LDN_DB go before it. While this setting is wrong, no journal is opened: it could be the wrong one.",
        ),
        _read_text,
        has_default=False,
    ),
    Setting(
        "theme",
        '"ldn-light"',
        ("The theme, as the app lists them. Without it, the one chosen last in the app, and at first ldn-dark.",),
        _read_theme,
        has_default=False,
    ),
    Setting(
        "remind_after",
        '"20:00"',
        (
            "When `ldn remind` begins to remind of today's entry and of all else that has no time of its own. A",
            "planned dose with a time is reminded of from that time on.",
        ),
        _read_time,
    ),
    Setting(
        "dates",
        '"day-first"',
        (
            "How days are shown: 22 Nov 2026 (day-first), Nov 22, 2026 (month-first) or 2026-11-22 (iso). A typed",
            "12/11 is the 12th of November, with month-first December 11th; 2026-11-12, 12.11. and 12 nov mean the",
            "same with each. What machines read (exports, CSV, JSON) never changes.",
        ),
        _read_day_order,
    ),
    Setting(
        "decimal",
        '"."',
        (
            'What stands before the decimals of numbers that are shown: "." as in 6.5, or "," as in 6,5. Both are read',
            "where a number is typed. What machines read (exports, CSV, JSON) never changes.",
        ),
        _read_decimal_sign,
    ),
    Setting(
        "mouse",
        "true",
        ("Whether the app takes the mouse: true or false. If not, the terminal selects text as it does elsewhere.",),
        _read_switch,
    ),
    Setting(
        "ascii",
        "false",
        (
            "Whether everything is said and drawn in ASCII: true or false. A terminal without other signs gets it",
            "anyway.",
        ),
        _read_switch,
    ),
)

KEYS_TABLE = "keys"
KEYS_ABOUT = (
    "The keys of each command: a character as you type it, or a name like up, f7, ctrl+n; several in a list. A command",
    "keeps its reserved keys (digits, Enter, Tab, Esc), and a key that is taken is not given twice: free it first by",
    "giving its command another. `ldn config --keys` shows all commands with the keys they have now.",
)


def quoted(value: object) -> str:
    """Return a value as the file writes it, safe to show."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return visible(f'"{value}"' if isinstance(value, str) else str(value))
