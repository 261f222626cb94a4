"""The one table of signs: no two states share one, and ASCII has one for each."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import ldn_tui
from ldn_tui.domain.ascii_text import in_ascii
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.days import DayState, Timeliness
from ldn_tui.domain.glyphs import ASCII_GLYPHS, Glyph
from ldn_tui.domain.phases import PHASE_SIGNS, PhaseKind
from ldn_tui.domain.side_effects import SEVERITIES, SEVERITY_SIGNS
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs
from ldn_tui.reports.day_signs import LATE_SIGNS, MARK_SIGNS, NO_ANSWER_SIGN, NOT_RATED_SIGN, STATE_SIGNS
from ldn_tui.tui.widgets.rows import UNSAVED_SIGN
from ldn_tui.tui.widgets.time_line import TODAY_SIGN


def test_no_two_states_share_a_sign_in_unicode_or_in_ascii() -> None:
    assert set(ASCII_GLYPHS) == set(Glyph)
    assert [sign for sign, count in Counter(map(str, Glyph)).items() if count > 1] == []
    assert [sign for sign, count in Counter(ASCII_GLYPHS.values()).items() if count > 1] == []


@pytest.mark.parametrize("glyph", Glyph)
def test_a_sign_takes_one_cell_in_both(glyph: Glyph) -> None:
    assert cell_len(glyph) == len(in_ascii(glyph)) == 1
    assert in_ascii(glyph) == ASCII_GLYPHS[glyph]
    assert in_ascii(glyph).isascii()


def test_every_state_takes_its_sign_from_the_table() -> None:
    states: list[str] = [
        *(MARK_SIGNS[mark] for mark in DayMark),
        *(LATE_SIGNS[late] for late in Timeliness if late is not Timeliness.ON_TIME),
        *(STATE_SIGNS[state] for state in DayState if state not in {DayState.COMPLETE, DayState.NOT_DUE}),
        *(PHASE_SIGNS[kind] for kind in PhaseKind),
        *(SEVERITY_SIGNS[severity] for severity in SEVERITIES),
        NO_ANSWER_SIGN,
        NOT_RATED_SIGN,
        UNSAVED_SIGN,
        TODAY_SIGN,
    ]
    assert set(states) <= set(Glyph)
    assert len(set(states)) == len(states)


def test_a_chart_draws_states_with_the_signs_of_the_table() -> None:
    for name in ("step", "decision", "taken", "missed", "rescue", "onset", "outside"):
        sign = getattr(UNICODE, name)
        assert sign in set(Glyph)
        assert getattr(ASCII, name) == in_ascii(sign)
    assert {kind: in_ascii(sign) for kind, sign in PHASE_SIGNS.items()} == ASCII.phases


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_no_sign_of_a_history_means_a_phase_too(glyphs: Glyphs) -> None:
    names = ("point", "range", "boundary", "decision", "step", "taken", "missed", "rescue", "level", "usual")
    assert {getattr(glyphs, name) for name in names}.isdisjoint(glyphs.phases.values())


def test_no_module_of_the_app_writes_a_state_sign_of_its_own() -> None:
    """A sign written out beside the table would be a second one; what sentences and scales use is no state."""
    package = Path(ldn_tui.__file__).parent
    signs = {str(glyph) for glyph in Glyph if not glyph.isascii()} - {
        Glyph.NOT_RATED,
        Glyph.NO_ANSWER,
        Glyph.DOSE_TAKEN,
    }
    # An interval is drawn with what a phase is drawn with, and stands in no band of phases.
    drawn = {"reports/interval_bar.py", "domain/glyphs.py"}
    found = [
        f"{path.relative_to(package)}:{node.lineno} {node.value!r}"
        for path in [*package.glob("tui/**/*.py"), *package.glob("plots/*.py"), *package.glob("reports/*.py")]
        if str(path.relative_to(package)) not in drawn
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not signs.isdisjoint(node.value)
        if not _is_prose(node.value)
    ]
    assert found == []


def _is_prose(text: str) -> bool:
    """Return whether `text` is a sentence, such as a docstring that shows a sign."""
    return len(text.split()) > 3


@given(st.text())
def test_text_becomes_ascii_and_keeps_its_lines(text: str) -> None:
    shown = in_ascii(text)
    assert shown.isascii()
    assert shown.count("\n") == text.count("\n")


@pytest.mark.parametrize("text", ["Überblick", "◐ 5 ▒░█", "漢字", "│ ╭──╮", "“no”, “yes”", "e\u0301"])
def test_each_cell_stays_a_cell(text: str) -> None:
    assert len(in_ascii(text)) == cell_len(text)
