"""One visual language: a sign has one name, a phase and a value have one colour, wherever they are seen."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from rich.color import Color as PaintColor

import ldn_tui
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.phases import PHASE_SIGNS, PhaseKind
from ldn_tui.graphs.graph_view import load_graph_view
from ldn_tui.graphs.scene import Look
from ldn_tui.graphs.views import VIEWS
from ldn_tui.journal import Journal
from ldn_tui.tui.marks import signs_in_words
from ldn_tui.tui.widgets.legend import Legend
from tests.conftest import NOW
from tests.tui.driver import OpenApp
from tests.tui.painted import painted
from tests.tui.trials import open_trial

TODAY = NOW.date()
PACKAGE = Path(ldn_tui.__file__).parent
ROOMY = (130, 50)


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Journal]:
    """A trial in its baseline, titration and treatment, with one of everything that has a sign."""
    journal = open_trial(tmp_path / "trial.db", TODAY - timedelta(days=60))
    journal.add_side_effect(TODAY, "headache", 2)
    journal.record_no_dose(TODAY - timedelta(days=1))
    journal.record_impression(TODAY, 2)
    journal.record_lab(TODAY, "ESR", 22, "mm/h", 0, 20)
    journal.record_rescue(TODAY, "ibuprofen", 2)
    journal.write_note(TODAY, "slept badly")
    journal.write_note(TODAY - timedelta(days=2), "in bed #ill")
    yield journal
    journal.close()


async def test_a_sign_has_the_same_name_in_every_legend(busy: Journal, open_app: OpenApp) -> None:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for sign, name in signs_in_words():
        names[sign].add(name)
    for view in VIEWS:
        scene = view.read(busy, load_graph_view(busy, "pain"))
        days = None if scene.extent is None else scene.extent
        if scene.sentence is None:
            legend = scene.picture(Look(days)).draw(150, 40).legend
            for sign_span, name_span in zip(legend[::2], legend[1::2], strict=True):
                names[sign_span.text.strip()].add(name_span.text.strip())
    async with open_app(busy, ROOMY) as driver:
        for keys in ("c", "y"):
            await driver.press(keys)
            for entry in driver.app.screen.query_one(Legend).entries:
                names[entry.sign].add(entry.name)
    told = {Glyph(sign): said for sign, said in names.items() if sign in set(Glyph)}
    assert {sign: said for sign, said in told.items() if len(said) != 1} == {}
    assert {Glyph.DOSE_TAKEN, Glyph.DECISION, Glyph.DOSE_STEP, Glyph.EVENT, Glyph.TREATMENT} <= set(told)


async def test_a_phase_has_the_same_colour_in_every_room(busy: Journal, open_app: OpenApp) -> None:
    inks: defaultdict[PhaseKind, set[PaintColor | None]] = defaultdict(set)
    kinds = {sign: kind for kind, sign in PHASE_SIGNS.items()}
    async with open_app(busy, ROOMY) as driver:
        for room in ("p", "g", "c", "y"):
            await driver.press(room)
            found = {kinds[run.text[0]]: run.ink for run in painted(driver.app) if run.text and run.text[0] in kinds}
            assert found, room
            for kind, ink in found.items():
                inks[kind].add(ink)
    assert {PhaseKind.BASELINE, PhaseKind.TITRATION, PhaseKind.TREATMENT} <= set(inks)
    assert {kind: ink for kind, ink in inks.items() if len(ink) != 1} == {}


async def test_a_value_has_the_same_colour_in_every_room(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 7)
    grounds: dict[str, set[PaintColor | None]] = {}
    async with open_app(diary, ROOMY) as driver:
        plain = {run.ground for run in painted(driver.app) if "Rescue" in run.text}
        for room in ("t", "c", "y"):
            await driver.press(room)
            chips = {run.ground for run in painted(driver.app) if run.text.strip() == "7" and run.style.bold}
            grounds[room] = chips - plain
    assert len(set.union(*grounds.values())) == 1
    assert all(grounds.values())


def test_there_is_one_table_of_phase_colours_on_the_screen_and_one_on_paper() -> None:
    tables = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Dict) and _is_by_phase(node) and all(map(_is_colour, node.values))
    ]
    assert sorted(tables) == ["reports/paper_colours.py", "tui/marks.py"]


def _is_by_phase(table: ast.Dict) -> bool:
    return len(table.keys) > 1 and all(
        isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name) and key.value.id == "PhaseKind"
        for key in table.keys
    )


def _is_colour(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value[:1] in "#$"
