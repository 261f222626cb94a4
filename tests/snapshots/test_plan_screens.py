"""The plan room, its lists and its dialogs at two sizes: for layout, not for behaviour."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from ldn_tui.config import Config
from ldn_tui.domain.blinding import PairOrder
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import Choice as Decided
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal, open_journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.theme import DARK, LIGHT
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import StillClock

Compare = Callable[..., bool]

START = date(2026, 9, 1)
FIRST_DOSE = date(2026, 9, 29)
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
THEMES = {"dark": DARK, "light": LIGHT}

TO_SHAPE = ["p", "N", "enter", "f", "a", "enter"]
TO_DATES = [*TO_SHAPE, "b", "enter"]
TO_DOSES = [*TO_DATES, "tab", "plus", "2", "8", "enter"]
TO_COUNTS = [*TO_DOSES, "tab", "1", "full_stop", "5", "tab", "2", "2", "tab", "2", "w", "tab", "3", "enter"]
WIZARD = {
    "question": ["p", "N"],
    "condition": ["p", "N", "enter"],
    "extras": TO_SHAPE[:-1],
    "shape": TO_SHAPE,
    "shape_sealed": [*TO_SHAPE, "down", "down"],
    "dates": TO_DOSES[:-1],
    "dates_sealed": [*TO_SHAPE, "c", "enter"],
    "doses": TO_COUNTS[:-1],
    "counts": TO_COUNTS,
    "decision": [*TO_COUNTS, "enter"],
    "summary": [*TO_COUNTS, "enter", "enter"],
    "too_short": [*TO_COUNTS, "enter", "tab", "tab", "plus", "7", "0", "enter"],
}
DIALOGS = {
    "next_phase": ["n"],
    "phase": ["enter"],
    "trial": [*["up"] * 8, "enter"],
    "boundary": ["B"],
    "sides": ["B", *"2026", "minus", *"10", "minus", *"31", "enter"],
    "dose_plan": ["e"],
    "pause": ["P"],
    "end": ["E"],
    "decide": ["D"],
    "decide_why": ["D", "c"],
    "medicines": ["M"],
    "medicine": ["M", "a", *"codeine"],
    "stop_medicine": ["M", "s"],
    "refused": ["E", "enter"],
    "measures": ["Y"],
    "measure": ["Y", "a"],
    "earlier_trial": [*["down"] * 12, "enter"],
    "help": ["question_mark"],
}
SEAL_DIALOGS = {
    "seal_status": ["L"],
    "seal_helper": ["L", "h"],
    "seal_guess": ["L", "o"],
    "seal_trial": [*["up"] * 8, "enter"],
}
OPENING_DIALOGS = {"seal_new": ["L"], "seal_sheet": ["L", "o"], "seal_open": ["L"]}


def new_journal(path: Path) -> Journal:
    """Return a new journal as it was begun on the trial's first day."""
    clock = StillClock(datetime.fromisoformat("2026-09-01T21:30:00+02:00"))
    return open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app", patient=False)


def run_earlier_trial(journal: Journal) -> None:
    """Run a trial of the spring to its end, with a lock, an amendment and a decision."""
    now, journal.clock = journal.clock, StillClock(datetime.fromisoformat("2026-05-10T21:30:00+02:00"))
    steps = tuple(DoseStep(day, mg) for day, mg in ((date(2026, 2, 10), 1.5), (date(2026, 2, 24), 3.0)))
    journal.trials.new(
        NewTrial(
            Template.BEFORE_AFTER, "Does 3 mg help?", "fibromyalgia", date(2026, 1, 13), steps[0].starts_on, steps=steps
        )
    )
    journal.record_dose(steps[0].starts_on, 1.5)
    journal.clock = StillClock(datetime.fromisoformat("2026-05-20T21:30:00+02:00"))
    journal.trials.settle()
    journal.trials.change(confirmed=True, threshold=50)
    journal.trials.decide(Decided.UNDECIDED, "the summer is a bad time to tell")
    journal.trials.end("too little was rated", date(2026, 5, 20))
    journal.clock = now


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A trial in its treatment, and an earlier one, which these tests only look at."""
    journal = new_journal(tmp_path_factory.mktemp("running") / "journal.db")
    run_earlier_trial(journal)
    steps = tuple(
        DoseStep(day, mg, time(22))
        for day, mg in ((FIRST_DOSE, 1.5), (date(2026, 10, 13), 3.0), (date(2026, 10, 27), 4.5))
    )
    journal.trials.new(
        NewTrial(Template.BEFORE_AFTER_STOP, "Does LDN lower my pain?", "fibromyalgia", START, FIRST_DOSE, steps=steps)
    )
    journal.medicines.add("naltrexone", "4.5 mg at night", price=39, pack_size=30, supply=90, supply_on=START)
    journal.medicines.add("tramadol", "50 mg", as_needed=True)
    journal.medicines.add("duloxetine", "30 mg", stops_on=date(2026, 8, 1))
    journal.trials.pause(date(2026, 10, 20), date(2026, 10, 24))
    journal.clock = StillClock(NOW)
    yield journal
    journal.close()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A sealed trial in its first period, which these tests only look at."""
    journal = new_journal(tmp_path_factory.mktemp("sealed") / "journal.db")
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "Which is it?", "CRPS", START, FIRST_DOSE))
    sheet = Sheet(8, (Content.COMPARATOR, Content.LDN), "00112233445566778899aabbccddeeff")
    journal.seals.add(sheet.commitment.code, "Anna Berg", "+49 30 123456")
    journal.clock = StillClock(NOW)
    yield journal
    journal.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Journal]:
    """A new journal."""
    journal = new_journal(tmp_path / "journal.db")
    journal.clock = StillClock(NOW)
    yield journal
    journal.close()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_running_trial(running: Journal, snap_compare: Compare, size: str, theme: str) -> None:
    app = LdnApp(running, Config(theme=THEMES[theme]))
    assert snap_compare(app, press=["p"], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_sealed_trial(sealed: Journal, snap_compare: Compare, size: str) -> None:
    assert snap_compare(LdnApp(sealed, Config()), press=["p"], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_no_trial(empty: Journal, snap_compare: Compare, size: str) -> None:
    assert snap_compare(LdnApp(empty, Config()), press=["p"], terminal_size=SIZES[size])


def test_smallest_size(running: Journal, snap_compare: Compare) -> None:
    assert snap_compare(LdnApp(running, Config()), press=["p"], terminal_size=(40, 12))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", WIZARD)
def test_wizard(empty: Journal, snap_compare: Compare, step: str, size: str, theme: str) -> None:
    app = LdnApp(empty, Config(theme=THEMES[theme]))
    assert snap_compare(app, press=WIZARD[step], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dialog", DIALOGS)
def test_dialog(running: Journal, snap_compare: Compare, dialog: str, size: str) -> None:
    assert snap_compare(LdnApp(running, Config()), press=["p", *DIALOGS[dialog]], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dialog", SEAL_DIALOGS)
def test_seal_dialog(sealed: Journal, snap_compare: Compare, dialog: str, size: str) -> None:
    assert snap_compare(LdnApp(sealed, Config()), press=["p", *SEAL_DIALOGS[dialog]], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dialog", OPENING_DIALOGS)
def test_opening_dialog(empty: Journal, snap_compare: Compare, dialog: str, size: str) -> None:
    empty.trials.new(NewTrial(Template.SEALED_PAIRS, "Which is it?", "CRPS", START, FIRST_DOSE))
    sheet = Sheet(8, (Content.COMPARATOR, Content.LDN), "00112233445566778899aabbccddeeff")
    if dialog != "seal_new":
        empty.seals.add(sheet.commitment.code, "Anna Berg", "+49 30 123456")
        empty.seals.begin_opening([PairOrder.LDN_FIRST], 60, "an operation")
    if dialog == "seal_open":
        empty.seals.open(sheet.canonical)
    assert snap_compare(LdnApp(empty, Config()), press=["p", *OPENING_DIALOGS[dialog]], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_ended_trial(empty: Journal, snap_compare: Compare, size: str) -> None:
    run_earlier_trial(empty)
    assert snap_compare(LdnApp(empty, Config()), press=["p"], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
def test_gap(empty: Journal, snap_compare: Compare, size: str) -> None:
    steps = (DoseStep(FIRST_DOSE, 1.5), DoseStep(date(2026, 10, 6), 3.0))
    empty.trials.new(NewTrial(Template.BEFORE_AFTER, "Does it help?", "", START, FIRST_DOSE, steps=steps))
    empty.trials.start(PhaseKind.FOLLOW_UP, date(2026, 12, 20))
    assert snap_compare(LdnApp(empty, Config()), press=["p"], terminal_size=SIZES[size])
