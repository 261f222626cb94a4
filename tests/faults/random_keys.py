"""Random keys on every screen, with a model beside the journal; time passes, windows change, others write and lock.

A sequence that fails is made shorter as long as it still fails, and can be typed again:
`python tests/faults/random_keys.py home 4 . 5 other clock down x`. Beside keys, as Textual calls them, there are:
home (close every dialog, go to today's form), other (another program rates), lock and release (another program holds
the file), clock (some hours pass), resize-COLUMNSxROWS.
"""

import asyncio
import contextlib
import os
import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from ldn_tui.config import Config
from ldn_tui.domain.errors import LdnError, NothingToDo
from ldn_tui.journal import Journal, open_journal
from ldn_tui.keys.commands import COMMANDS
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.rows import FormRow, ScaleRow
from tests.conftest import DAY_STARTS_AT, NOW
from tests.exported import export_document
from tests.faults.command_line import at_home_in
from tests.faults.figures import Figure
from tests.faults.form_model import MODELLED, FormModel
from tests.faults.history import History
from tests.faults.journal_file import Content
from tests.tui.driver import StillClock

JOURNALS = 100
# Of which some are no keys: the clock, other programs, the size of the window.
KEYS_A_JOURNAL = 240
_FORM = (*"0123456789" * 2, *"xx..--", *("backspace", "up", "down", "left", "right") * 2, "n", "n")
_ANY = tuple(dict.fromkeys(key for command in COMMANDS for key in command.keys))
_TYPED = (
    *"abc 4.,:-#/'\"[]\\äß\u0661\U0001f600", "enter", "enter", "tab", "shift+tab", "escape", "backspace", "delete",
    "home",
    "end", "up", "down", "left", "right", "pageup", "pagedown", "ctrl+g", "ctrl+s", "ctrl+c", "ctrl+a",
    "ctrl+u", "ctrl+z",
    "ctrl+v", "f1", "f9", "f12", "insert", "space", *"ynq",
)  # fmt: skip
_SIZES = ("80x24", "1x1", "20x5", "40x12", "120x40", "200x60", "79x23", "80x3")
_HOURS = (0.1, 1, 3, 6.6, 25, 24 * 9)
# After these the form is shown afresh; these change what is recorded in a way that the history knows.
_BEGINS = frozenset({"home", "["})
_MAY_CHANGE = frozenset({"u", "U", "other", "clock", "release"})
# How long one key may take before the app counts as hanging: seconds.
_PATIENCE = 60.0
_MOST_ATTEMPTS = 40


def sequence(seed: int, number: int, length: int = KEYS_A_JOURNAL) -> tuple[str, ...]:
    """Return the random keys for one journal: stretches on the form, and wandering about."""
    chance = random.Random(f"{seed}/{number}")
    made: list[str] = []
    while len(made) < length:
        made.append("home")
        made += ["["] * chance.choice((0, 0, 1, 3))
        if chance.random() < 0.5:
            lock = chance.random() < 0.1
            made += ["lock"] * lock
            made += [chance.choice(_FORM) for _ in range(chance.randint(5, 25))]
            made += ["release"] * lock
            made += [chance.choice(("u", "u", "U")) for _ in range(chance.choice((0, 0, 4)))]
        else:
            for _ in range(chance.randint(5, 30)):
                made.append(chance.choice(chance.choice((_ANY, _ANY, _TYPED, _FORM))))
        made.append(
            chance.choice(("other", "other", "clock", "clock", f"resize-{chance.choice(_SIZES)}", "resize-80x24"))
        )
    return tuple(made[:length])


@dataclass(slots=True)
class Tally:
    """What was done.

    Attributes:
        keys: how many keys were pressed.
        predicted: how many of them the model foretold.
        steps: how many steps the journals hold.
        places: the screens and dialogs that were on top.
    """

    keys: int
    predicted: int
    steps: int
    places: set[str]


class Failed(AssertionError):
    """A key did what it must not."""


class Run:
    """One journal, the app on it, and the model."""

    def __init__(self, folder: Path, tally: Tally) -> None:
        """Begin a journal in `folder`."""
        self._path = folder / "journal.db"
        self._clock = StillClock(NOW)
        self._tally = tally
        self._model: FormModel | None = None
        self._day = ""
        self._lock: sqlite3.Connection | None = None
        self._others = random.Random(0)
        with closing(self._open("the app")) as journal:
            journal.rate(journal.today() - timedelta(days=3), "pain", 2)
        self._history = History(self._path)

    def _open(self, program: str) -> Journal:
        return open_journal(self._path, self._clock, DAY_STARTS_AT, create=True, program=program, patient=False)

    async def use(self, keys: Sequence[str]) -> None:
        """Press `keys`, opening the app again whenever one of them left it.

        Raises:
            Failed: something went wrong; the number of the key is its first argument.
        """
        done = 0
        while done < len(keys):
            with closing(self._open("the app")) as journal:
                app = LdnApp(journal, Config())
                try:
                    async with app.run_test(size=(80, 24)) as pilot:
                        await pilot.pause()
                        self._model = None
                        while done < len(keys) and app.is_running and not app._exit:
                            await asyncio.wait_for(self._press(app, pilot, keys[done]), _PATIENCE)
                            done += 1
                        self._release()
                except Failed as failed:
                    raise Failed(done, *failed.args) from None
                except Exception as error:
                    place = error.__traceback__
                    while place is not None and place.tb_next is not None:
                        place = place.tb_next
                    where = "" if place is None else f" at {place.tb_frame.f_code.co_filename}:{place.tb_lineno}"
                    raise Failed(done, f"{type(error).__name__}: {error}{where}") from error
                finally:
                    self._release()
        self._walk_all_the_way(len(keys))
        self._tally.steps += self._history.steps

    async def _press(self, app: LdnApp, pilot: Pilot[None], key: str) -> None:
        before = self._shown(app)
        if key == "home":
            await self._go_home(app, pilot)
        elif key == "other":
            self._write_as_another(app)
        elif key == "lock":
            if not len(app.recorder.pending):
                self._lock = sqlite3.connect(self._path, isolation_level=None, timeout=5)
                self._lock.execute("BEGIN IMMEDIATE")
        elif key == "release":
            self._release()
        elif key == "clock":
            self._clock.instant += timedelta(hours=self._others.choice(_HOURS))
            app.journal_watch.look_around()
        elif key.startswith("resize-"):
            columns, rows = key.removeprefix("resize-").split("x")
            await pilot.resize_terminal(int(columns), int(rows))
        else:
            self._tally.keys += 1
            character = key if len(key) == 1 else {"space": " "}.get(key)
            app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))
        await pilot.pause()
        if app._exception is not None:
            raise app._exception
        if not app.screen_stack or app._exit:
            self._model = None
            return
        self._tally.places.add(type(app.screen).__name__)
        await self._compare(app, pilot, key, before)

    def _shown(self, app: LdnApp) -> str | None:
        """Return the day whose form is shown with nothing over it, else None."""
        is_form = len(app.screen_stack) == 1 and isinstance(app.screen, TodayScreen)
        return app.screen.day.isoformat() if is_form and isinstance(app.screen, TodayScreen) else None

    async def _compare(self, app: LdnApp, pilot: Pilot[None], key: str, before: str | None) -> None:
        if type(app.screen).__name__ == "WorkingDialog":
            # A thread is at work on the file.
            self._model = None
            return
        held = self._history.now
        has_changed = self._follow()
        if key in MODELLED and before is not None and self._model is not None:
            self._check_other_days(held, before)
        day = self._shown(app)
        if day is None or (key == "[" and day == before):
            self._model = None
        elif key in _BEGINS:
            await self._until_saved(app, pilot)
            self._follow()
            self._begin_model(app, day)
        elif self._model is not None:
            self._foretell(key, has_changed=has_changed, is_here=day == before)
            if key == "release":
                await self._until_saved(app, pilot)
                self._follow()
            if self._lock is None and not len(app.recorder.pending):
                self._check_model(app, day)

    def _check_other_days(self, held: Content, day: str) -> None:
        """Make sure that a key of the form changed no other day's rows."""
        now = self._history.now
        changed = {row for table in {*held, *now} for row in set(held.get(table, [])) ^ set(now.get(table, []))}
        if any(day not in row for row in changed):
            raise Failed(f"another day than {day} was changed: {sorted(map(repr, changed))[:3]}")

    def _foretell(self, key: str, *, has_changed: bool, is_here: bool) -> None:
        """Let the model do what the key does; where it does not know, go on without it."""
        model = self._model
        if model is None:
            return
        if key in MODELLED and is_here:
            model.press(key)
            self._tally.predicted += 1
        elif key in _MAY_CHANGE and not model.is_waiting and is_here:
            # What was taken back, or written by another, is known to the history; the form only shows it.
            if has_changed:
                model.ratings, model.dose, model.effects = self._stored(self._day)
        elif not key.startswith("resize-") and key != "lock":
            self._model = None

    def _follow(self) -> bool:
        has_changed, wrong = self._history.follow()
        if wrong:
            raise Failed("; ".join(wrong))
        return has_changed

    def _check_model(self, app: LdnApp, day: str) -> None:
        model = self._model
        if model is None:
            return
        stored = self._stored(day)
        expected = (model.ratings, model.dose, model.effects)
        if stored != expected:
            raise Failed(f"{day} holds {stored}, expected {expected}")
        row = model.rows[model.at]
        if _name_of(app.focused) != row:
            raise Failed(f"the focus is on {_name_of(app.focused)}, expected on {row}")

    def _begin_model(self, app: LdnApp, day: str) -> None:
        """Begin on the form as it is shown afresh: nothing was just set, and no point is typed."""
        rows = tuple(_name_of(row) for row in app.screen.query(FormRow))
        here = _name_of(app.focused)
        is_known = here in rows and self._lock is None and not len(app.recorder.pending)
        self._day = day
        self._model = FormModel(rows, rows.index(here), *self._stored(day)) if is_known else None

    def _stored(self, day: str) -> tuple[dict[str, float | None], str, str]:
        now = self._history.now
        ratings = {str(row[0]): row[2] for row in now.get("rating", []) if row[1] == day}
        doses = [row for row in now.get("dose", []) if row[1] == day]
        effects = [row for row in now.get("side_effect", []) if row[0] == day]
        none = any(row[0] == day for row in now.get("no_side_effect", []))
        return (
            {key: value if isinstance(value, float) else None for key, value in ratings.items()},
            "" if not doses else "none" if not any(row[5] for row in doses) else repr(doses),
            repr(effects) if effects else "none" if none else "",
        )

    async def _go_home(self, app: LdnApp, pilot: Pilot[None]) -> None:
        self._release()
        for _ in range(100):
            if len(app.screen_stack) == 1:
                break
            app.post_message(events.Key("escape", None))
            await pilot.pause(0.02)
        else:
            raise Failed(f"Esc does not close {type(app.screen).__name__}")
        await self._until_saved(app, pilot)
        app.action_go_today()
        await pilot.pause()

    async def _until_saved(self, app: LdnApp, pilot: Pilot[None]) -> None:
        for _ in range(200):
            if not len(app.recorder.pending):
                return
            await pilot.pause(0.05)
        raise Failed(f"{len(app.recorder.pending)} writes still wait: {app.recorder.pending.reason}")

    def _write_as_another(self, app: LdnApp) -> None:
        if self._lock is not None or len(app.recorder.pending):
            return
        with closing(self._open("the command line")) as other, contextlib.suppress(LdnError):
            day = other.today() - timedelta(days=self._others.randint(0, 2))
            other.rate(day, self._others.choice(("pain", "sleep")), float(self._others.randint(0, 10)))
        app.journal_watch.look_around()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _walk_all_the_way(self, done: int) -> None:
        """Undo to the beginning and redo to the end: the export must be the same to the byte."""
        with closing(self._open("the command line")) as journal:
            _repeat(journal.redo)
            before = export_document(journal)
            _repeat(journal.undo)
            _repeat(journal.redo)
            after = export_document(journal)
            wrong = self._history.follow()[1]
        if before != after or wrong:
            raise Failed(done, "undo to the beginning and redo to the end gave something else", *wrong)


def _repeat(walk: object) -> None:
    with contextlib.suppress(NothingToDo):
        while callable(walk):
            walk()


def _name_of(row: object) -> str:
    if isinstance(row, ScaleRow) and row.measure is not None:
        return row.measure.key
    return str(getattr(row, "id", None))


def failure(keys: Sequence[str], tally: Tally) -> tuple[int, str] | None:
    """Press `keys` on a new journal; return the number of the key that went wrong and how, None if none did."""
    with tempfile.TemporaryDirectory(prefix="ldn-tui-keys-") as name:
        folder = Path(name) / "home"
        folder.mkdir()
        with at_home_in(folder, folder / "journal.db"):
            # The clock is the journal's own, and can be set.
            del os.environ["LDN_NOW"]
            try:
                asyncio.run(Run(folder, tally).use(keys))
            except Failed as failed:
                return int(failed.args[0]), " ".join(map(str, failed.args[1:]))
    return None


def shortened(keys: Sequence[str]) -> tuple[str, ...]:
    """Return a shorter sequence that fails as well, found by leaving stretches out, halves before quarters."""
    found = tuple(keys)
    attempts, stretch = 0, max(len(found) // 2, 1)
    while stretch and attempts < _MOST_ATTEMPTS:
        for begin in range(0, len(found), stretch):
            attempt = found[:begin] + found[begin + stretch :]
            attempts += 1
            if failure(attempt, Tally(0, 0, 0, set())) is not None:
                found = attempt
                break
            if attempts >= _MOST_ATTEMPTS:
                break
        else:
            stretch //= 2
    return found


def losses(count: int, seed: int, tally: Tally, length: int = KEYS_A_JOURNAL) -> Iterator[str]:
    """Use that many journals, and yield what went wrong with the keys that bring it about, in words."""
    for number in range(count):
        keys = sequence(seed, number, length)
        failed = failure(keys, tally)
        if failed is not None:
            short = shortened(keys[: failed[0] + 1])
            yield f"journal {number}: {failed[1]}\n  keys: {' '.join(short)}"


def figures(share: float, seed: int) -> Iterator[Figure]:
    """Press the share of all keys."""
    count = max(round(JOURNALS * share), 1)
    tally = Tally(0, 0, 0, set())
    lost = tuple(losses(count, seed, tally))
    came_of_it = (
        f"{count} journals, {tally.predicted:,} keys foretold by the model, {tally.steps:,} steps, "
        f"{len(tally.places)} screens and dialogs"
    )
    yield Figure("random keys", tally.keys, came_of_it, lost)


def main(keys: Sequence[str]) -> int:
    """Press the given keys and print what went wrong; return 1 if anything did."""
    failed = failure(keys, Tally(0, 0, 0, set()))
    print("Nothing went wrong." if failed is None else f"key {failed[0] + 1} of {len(keys)}: {failed[1]}")
    return 0 if failed is None else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
