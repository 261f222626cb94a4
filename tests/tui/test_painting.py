"""What is really painted can be read: in every theme, without any colour, and with the signs of ASCII alone."""

from collections.abc import AsyncIterator, Iterator, Mapping

import pytest
from textual.command import CommandPalette
from textual.geometry import Region
from textual.pilot import Pilot

from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.contrast import READABLE
from ldn_tui.tui.offered_themes import THEMES
from ldn_tui.tui.theme import DARK
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import StillClock
from tests.tui.painted import ROOMS, Painted, painted, strips

SIZE = (120, 40)
# One of each kind: words, choices, fields, a long list to filter, a text area, the palette and the help.
DIALOGS = {
    "date": ["t", "slash", "1", "x"],
    "side_effect": ["t", "s"],
    "note": ["t", "w", "a"],
    "filtered": ["c", "number_sign"],
    "fields": ["g", "S"],
    "new_measure": ["p", "Y", "a"],
    "help": ["t", "question_mark"],
    "palette": ["t", "colon"],
}
# A dialog is looked at in themes that differ in kind: rooms show that each theme's colours go together.
DIALOG_THEMES = (DARK, "solarized-light")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The demo journal, which these tests only look at."""
    journal = build_demo(tmp_path_factory.mktemp("demo") / "demo.db", StillClock(NOW), DAY_STARTS_AT)
    yield journal
    journal.close()


async def walk(app: LdnApp, pilot: Pilot[None], places: Mapping[str, list[str]]) -> AsyncIterator[str]:
    """Go to each of `places`, one after the other."""
    for place, keys in places.items():
        await pilot.press(*keys)
        await pilot.pause()
        if isinstance(app.screen, CommandPalette):
            await pilot.pause(0.1)
        yield place
        while len(app.screen_stack) > 1:
            app.pop_screen()
        await pilot.pause()


def unreadable(app: LdnApp, within: Region | None = None) -> list[str]:
    """Return what on the screen stands out too little, or has a colour that is not the terminal's own."""
    said = [run for run in painted(app, within) if run.says_something]
    assert said
    if THEMES[app.theme].ansi:
        return [_told(app, run) for run in said if any(c is not None and c.triplet for c in (run.ink, run.ground))]
    return [_told(app, run) for run in said if run.ink is None or run.ground is None or run.contrast() < READABLE]


def _told(app: LdnApp, run: Painted) -> str:
    return f"{app.theme}, line {run.row}: {run.text!r} in {run.style}"


@pytest.mark.parametrize("room", ROOMS)
async def test_every_room_can_be_read_in_every_theme(demo: Journal, room: str) -> None:
    app = LdnApp(demo, Config(), demo=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*ROOMS[room])
        await pilot.pause()
        found: list[str] = []
        for theme in THEMES:
            app.theme = theme
            await pilot.pause()
            found.extend(unreadable(app))
    assert found == []


@pytest.mark.parametrize("theme", DIALOG_THEMES)
async def test_dialogs_can_be_read(demo: Journal, theme: str) -> None:
    found: list[str] = []
    app = LdnApp(demo, Config(theme=theme), demo=True)
    async with app.run_test(size=SIZE) as pilot:
        async for place in walk(app, pilot, DIALOGS):
            frames = app.screen.query(".frame, .page, CommandList")
            found.extend(f"{place}: {what}" for what in unreadable(app, frames.first().region))
    assert found == []


async def test_without_colours_there_are_none_and_the_cursor_is_seen(demo: Journal) -> None:
    app = LdnApp(demo, Config(), demo=True, has_color=False)
    async with app.run_test(size=(80, 24)) as pilot:
        async for place in walk(app, pilot, {**ROOMS, **DIALOGS}):
            runs = list(painted(app))
            assert {(run.ink, run.ground) for run in runs} == {(None, None)}, place
            assert any(run.style.bold or run.style.reverse or run.text.startswith(Glyph.CURSOR) for run in runs), place


async def test_in_ascii_every_line_is_ascii_and_as_wide_as_before(demo: Journal) -> None:
    app = LdnApp(demo, Config(), demo=True, is_ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        async for place in walk(app, pilot, {**ROOMS, **DIALOGS}):
            lines = [strip.text for strip in strips(app)]
            assert [line for line in lines if not line.isascii()] == [], place
            assert {len(line) for line in lines} == {80}, place


async def test_a_foreign_name_keeps_its_columns_in_ascii(diary: Journal) -> None:
    diary.measures.edit("pain", name="Müde 痛み")
    app = LdnApp(diary, Config(), is_ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        (line,) = (strip.text for strip in strips(app) if "Mude" in strip.text)
    assert "Mude ????" in line
    assert len(line) == 80


async def test_in_ascii_the_key_bar_spells_out_what_has_no_sign(diary: Journal) -> None:
    app = LdnApp(diary, Config(), is_ascii=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        last = strips(app)[-1].text
    assert "Bksp back" in last
    assert "Enter done" in last


async def test_in_ascii_help_and_the_page_of_all_keys_spell_them_out_too(diary: Journal) -> None:
    app = LdnApp(diary, Config(), is_ascii=True)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        help_ = "\n".join(strip.text for strip in strips(app))
        await pilot.press("a", "end")
        all_keys = "\n".join(strip.text for strip in strips(app))
    assert "Bksp       Clear the row" in help_
    assert "Enter      Show what is missing" in help_
    assert "Enter" in all_keys
    assert ";  " not in all_keys
