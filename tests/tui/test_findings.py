"""The Findings room: what its page says and in which order, what is behind each number, and that it never waits."""

import ast
import inspect
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.demo import build_demo
from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.analysis import analyse, with_order
from ldn_tui.domain.days import Lab, SideEffect
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.trial import Choice, Decision, Template
from ldn_tui.journal import Journal
from ldn_tui.keys.in_force import Keys
from ldn_tui.reports import findings_text, report_sentences
from ldn_tui.tui import findings as findings_package
from ldn_tui.tui.findings.blocks import (
    Behind,
    ChartBehind,
    DaysBehind,
    Door,
    Picture,
    Progress,
    Row,
    Sections,
    Table,
    Text,
    Verdict,
    behind_each,
)
from ldn_tui.tui.findings.page import invitation, sections_of
from ldn_tui.tui.screens import findings as room
from ldn_tui.tui.screens.graphs import GraphsScreen
from ldn_tui.tui.widgets.findings_page import FindingsPage
from ldn_tui.tui.widgets.interval_bar import interval_picture, small_bar
from tests.conftest import NOW
from tests.domain.evidence_builder import evidence, on, plan
from tests.tui.driver import Driver, OpenApp, StillClock
from tests.tui.trials import TODAY, open_trial, sealed_trial

# Section 6 of the design: words that are never said outside citations.
NEVER = re.compile(r"significan|proven|responder|works for you", re.IGNORECASE)

BEFORE = [6, 7, 5, 6, 8, 6, 7] * 4
AFTER = [4, 3, 5, 4, 4, 3, 5] * 10
DECISION = len(BEFORE) + 56


def made(**changes: Any) -> Evidence:
    """Return the evidence of a trial with a clear improvement and an overall rating."""
    also: dict[int, dict[str, Any]] = {
        3: {"labs": (Lab("l", "ESR", 28, "mm/h", 0, 20),)},
        40: {"doses": ()},
        41: {"side_effects": (SideEffect("s", "vivid dreams", 2),)},
        43: {"side_effects": (SideEffect("s", "vivid dreams", 1),)},
        DECISION: {"impression": 2},
    }
    sleep = [4, 5, 3, 4, 5, 4, 4] * 4 + [6, 7, 6, 7, 6, 7, 6] * 10
    decisions = (Decision(on(DECISION), Choice.CONTINUE, "it helps enough"),)
    return evidence(BEFORE, AFTER, **{"also": also, "others": {"sleep": sleep}, "decisions": decisions, **changes})


def page(known: Evidence, measure: str | None = None, *, ordered: bool = True) -> Sections:
    """Return the whole page of a trial."""
    findings: Findings = analyse(known)
    return sections_of(with_order(findings, known) if ordered else findings, known, measure)


def section(sections: Sections, title: str) -> str:
    """Return everything a section says, as one text."""
    return " | ".join(text for found in sections if found.title == title for text in said((found,)))


def said(sections: Sections) -> Iterator[str]:
    """Yield every text of `sections`."""
    for found in sections:
        yield found.title
        for block in found.blocks:
            match block:
                case Verdict() | Progress():
                    yield block.words
                case Text():
                    yield f"{block.lead} {block.text}".strip()
                case Table():
                    yield from (column.title for column in block.columns)
                    yield from (cell for row in block.rows for cell in row.cells)


def picture(sections: Sections) -> Picture:
    """Return the only picture of a page."""
    (found,) = [block for known in sections for block in known.blocks if isinstance(block, Picture)]
    return found


def behind(sections: Sections, words: str) -> Behind | None:
    """Return what is behind the first line that says `words`."""
    for known in sections:
        for block in known.blocks:
            if isinstance(block, Text) and words in f"{block.lead} {block.text}":
                return block.behind
            rows: tuple[Row, ...] = block.rows if isinstance(block, Table) else ()
            for row in rows:
                if any(words in cell for cell in row.cells):
                    return row.behind
    raise AssertionError(f"nothing says {words!r}")


# What is said


def test_the_page_has_its_order() -> None:
    titles = [known.title for known in page(made())]
    assert titles == [
        "",
        "",
        findings_headings.MEASURES,
        findings_headings.HOW_SURE,
        findings_headings.WHICH_FIRST,
        findings_headings.SIDE_EFFECTS,
        findings_headings.DOSES,
        findings_headings.RATINGS,
        findings_headings.LABORATORY,
        findings_headings.COST,
        findings_headings.DOES_IT_HOLD,
        findings_headings.CANNOT_TELL,
        findings_headings.DECISION,
    ]


def test_the_caveat_stands_above_the_verdict_and_the_question_under_it() -> None:
    first = list(said(page(made())))
    assert first[1:4] == [sentences.OPEN_CAVEAT, sentences.CLEAR, "Does LDN help my pain?"]


def test_the_change_is_said_at_a_glance_with_its_picture() -> None:
    sections = page(made())
    low, estimate, high = picture(sections).limits
    assert f"{estimate:.0f} % lower, plausible {low:.0f} to {high:.0f} %" in section(sections, "")
    assert picture(sections).marks == (0, 30, 50)
    assert "Overall rating much improved" in section(sections, "")


def test_where_higher_is_better_the_points_come_first() -> None:
    sections = page(made(), "sleep")
    assert re.search(r"Sleep 4\.1 → 6\.4 \+2\.\d points, plausible \+", section(sections, ""))
    assert change_sentences.ROOM_FOR_IMPROVEMENT in section(sections, "")
    assert (picture(sections).marks, picture(sections).unit) == ((0,), "")
    assert "called" not in section(sections, findings_headings.HOW_SURE), "no bands where higher is better"


def test_how_sure_tells_the_share_of_better_days_and_the_trend_that_was_there_before() -> None:
    known = made()
    change = analyse(known).primary
    assert change.nap is not None
    assert change.trend_per_week is not None
    words = section(page(known), findings_headings.HOW_SURE)
    assert change_sentences.better_days(change.nap) in words
    assert change_sentences.trend_before(*change.trend_per_week) in words


def test_a_measure_without_a_lasting_improvement_is_named_with_the_day_it_was_looked_to() -> None:
    food = {"food": [5] * (len(BEFORE) + 10) + [4, 5] * 30}
    words = section(page(made(others={**food})), findings_headings.WHICH_FIRST)
    assert sentences.not_reached(["Food"], DECISION - len(BEFORE)) in words
    early = section(page(made(others={**food}, as_of=on(DECISION - 10)), ordered=False), findings_headings.WHICH_FIRST)
    assert sentences.not_reached(["Food"], DECISION - 9 - len(BEFORE)) in early


def test_a_measure_that_was_not_compared_leaves_the_primary_one() -> None:
    assert "Pain 6.4" in section(page(made(), "unknown"), "")


def test_the_bars_of_the_table_lie_on_one_scale_with_better_to_the_right() -> None:
    (table,) = [block for known in page(made()) for block in known.blocks if isinstance(block, Table)][:1]
    pain, sleep = (row.bar for row in table.rows)
    assert pain is not None
    assert sleep is not None
    assert pain[1] > 0
    assert sleep[1] > 0
    assert table.reach == max(pain[2], sleep[2])


def test_before_decision_day_progress_and_what_is_still_needed() -> None:
    sections = page(made(as_of=on(60), decisions=()))
    words = section(sections, "")
    assert findings_headings.NO_VERDICT_YET in words
    assert sentences.on_the_way(61, DECISION + 1) in words
    assert sentences.rated_so_far(61, 61) in words
    assert sentences.endpoint_needs(11, 28) in words
    assert not [block for known in sections for block in known.blocks if isinstance(block, Picture)]


def test_before_the_first_day_it_says_when_it_begins() -> None:
    assert sentences.starts_in(3) in section(page(evidence(as_of=on(-3))), "")


def test_too_few_ratings_are_drawn_no_picture_of() -> None:
    sections = page(evidence([6, None] * 14, AFTER))
    assert sentences.NOT_ENOUGH_DATA in section(sections, "")
    assert sentences.baseline_lacks(14, 21) in section(sections, "")
    assert not [block for known in sections for block in known.blocks if isinstance(block, Picture)]


def test_the_same_reason_is_said_once_for_all_measures_it_holds_for() -> None:
    told = section(page(made()), findings_headings.MEASURES)
    assert f"Mood, Food, Function: {sentences.NO_BASELINE}" in told


def test_already_taking_has_no_verdict_but_the_course() -> None:
    words = section(page(made(template=Template.ALREADY_TAKING)), "")
    assert findings_headings.NO_VERDICT in words
    assert sentences.ALREADY_TAKING in words


def test_nothing_decided_yet_names_the_key() -> None:
    assert section(page(made(decisions=())), findings_headings.DECISION).endswith(findings_headings.NOT_DECIDED)


@pytest.mark.parametrize(
    "build",
    [
        made,
        lambda: made(as_of=on(60)),
        lambda: made(as_of=on(10)),
        lambda: evidence([6] * 28, [6] * 70),
        lambda: evidence([0] * 28, [1, 2] * 35),
        lambda: evidence([6, None] * 14, AFTER),
        lambda: evidence(BEFORE, AFTER[:30], ended_on=on(50), end_reason="a rash"),
        lambda: made(template=Template.ALREADY_TAKING),
        lambda: made(template=Template.SEALED_PAIRS, steps=()),
    ],
)
@pytest.mark.parametrize("width", [30, 76, 200])
def test_no_page_says_what_is_never_said_nor_is_wider_than_the_terminal(
    build: Callable[[], Evidence], width: int
) -> None:
    sections = page(build())
    assert not NEVER.search("\n".join(said(sections)))
    widget = FindingsPage()
    widget.set_reactive(FindingsPage.sections, sections)
    lines = widget.lines(width)
    assert [line.content.plain for line in lines if line.content.cell_length + 2 * (not line.is_band) > width] == []
    stops = [line.stop for line in lines if line.stop is not None]
    assert set(stops) == set(range(len(list(behind_each(sections)))))
    assert "nan" not in "\n".join(line.content.plain for line in lines).lower()


def modules_of(package: ModuleType) -> list[ModuleType]:
    return [import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__)]


CATALOGUES = [sentences, change_sentences, findings_headings, report_sentences]


@pytest.mark.parametrize(
    "modules",
    [CATALOGUES, modules_of(findings_package), modules_of(findings_text)],
    ids=["catalogue", "room", "verb"],
)
def test_the_catalogue_and_the_words_around_it_say_nothing_that_is_never_said(modules: list[ModuleType]) -> None:
    trees = [ast.parse(inspect.getsource(module)) for module in modules]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert len(texts) > 50
    assert [text for text in texts if NEVER.search(text)] == []


def test_without_a_trial_it_says_what_to_do() -> None:
    assert list(behind_each(invitation())) == [Door.PLAN]
    assert "N begins one" in Keys().told(" ".join(said(invitation())))


# Pictures


@pytest.mark.parametrize("width", [30, 52, 76, 200])
@pytest.mark.parametrize("limits", [(8, 27, 44), (-150, -20, 140), (-3, 0, 3), (20, 20.2, 20.4)])
def test_a_picture_names_its_marks_and_numbers_without_colour(limits: tuple[float, float, float], width: int) -> None:
    above, bar, below = interval_picture(Picture(limits, (0, 30, 50), "%"), width)
    assert {above.cell_length, bar.cell_length, below.cell_length} == {min(width, 76)}
    assert "0 %" in above.plain
    assert f"{limits[1]:.0f} %" in below.plain
    assert bar.plain.count("●") == 1


def test_a_bar_shows_on_which_side_of_nothing_an_interval_lies() -> None:
    bar = small_bar((0.5, 1.0, 1.5), 2.0, 21).plain
    assert bar.index("┼") == 10
    assert bar.index("┼") < bar.index("[") < bar.index("●") < bar.index("]")
    assert small_bar(None, 2.0, 21).plain == " " * 21


# What is behind a number


def test_a_measure_opens_its_chart_from_the_baseline_to_the_end_of_the_endpoint() -> None:
    found = behind(page(made()), "Sleep")
    assert isinstance(found, ChartBehind)
    assert (found.measure, found.days.first, found.days.last) == ("sleep", on(0), on(DECISION - 1))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("vivid dreams", {on(41): "moderate", on(43): "mild"}),
        ("Overall rating", {on(DECISION): "much improved"}),
        ("it helps enough", {on(DECISION): "continue"}),
        ("stable", None),
    ],
)
def test_other_numbers_open_their_days(words: str, days: dict[date, str] | None) -> None:
    found = behind(page(made()), words)
    if days is None:
        assert found is None
    else:
        assert isinstance(found, DaysBehind)
        assert dict(found.days) == days


def test_a_line_opens_the_view_that_shows_what_it_tells() -> None:
    found = behind(page(made()), "ESR")
    assert isinstance(found, ChartBehind)
    assert (found.view, found.days.last) == ("e", on(3))
    stepped = made(steps=plan((28, 1.5), (42, 4.5)))
    steps = [row.behind for row in rows_of(page(stepped), sentences.of_measure(findings_headings.DOSE_STEPS, "Pain"))]
    assert steps
    assert all(isinstance(step, ChartBehind) and step.view == "s" for step in steps)


def test_doses_and_ratings_open_the_days_that_are_missing() -> None:
    sections = page(evidence([*BEFORE[:5], None, *BEFORE[6:]], AFTER, also={40: {"doses": ()}}))
    (doses,) = [row for row in rows_of(sections, findings_headings.DOSES) if row.cells[0] == "all"]
    assert isinstance(doses.behind, DaysBehind)
    assert dict(doses.behind.days) == {on(40): "nothing recorded"}
    (ratings,) = [row for row in rows_of(sections, findings_headings.RATINGS) if row.cells[0] == "all"]
    assert isinstance(ratings.behind, DaysBehind)
    assert dict(ratings.behind.days) == {on(5): "not rated"}


def rows_of(sections: Sections, title: str) -> list[Row]:
    """Return the rows of a section's tables."""
    blocks = [block for known in sections if known.title == title for block in known.blocks]
    return [row for block in blocks if isinstance(block, Table) for row in block.rows]


# The room


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The demo, which these tests only look at."""
    journal = build_demo(tmp_path_factory.mktemp("demo") / "journal.db", PinnedClock(NOW), time(4))
    journal.clock = StillClock(NOW)
    yield journal
    journal.close()


async def go_to_findings(driver: Driver) -> None:
    """Go to the room, and wait until everything is worked out."""
    await driver.press("f")
    await driver.app.workers.wait_for_complete()
    await driver.pilot.pause()


async def test_the_verdict_is_painted_before_the_order_is_worked_out(
    demo: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on, half_done = threading.Event(), threading.Event()

    def slow(findings: Findings, known: Evidence, on_progress: Callable[[float], object]) -> Findings:
        on_progress(0.5)
        half_done.set()
        assert may_go_on.wait(10)
        return with_order(findings, known)

    monkeypatch.setattr(room, "with_order", slow)
    async with open_app(demo, (80, 60)) as driver:
        await driver.press("f")
        await driver.until(half_done.is_set, "the work has begun")
        await driver.until(lambda: sentences.order_under_way(0.5) in driver.text(), "the progress is shown")
        assert sentences.IMPROVED in driver.text()
        may_go_on.set()
        await driver.until(lambda: "cannot be told apart" in driver.text(), "the order is shown")


async def test_leaving_ends_the_work_and_coming_back_begins_it_again(
    demo: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[threading.Event] = []

    def endless(findings: Findings, known: Evidence, on_progress: Callable[[float], object]) -> Findings:
        ended = threading.Event()
        begun.append(ended)
        try:
            while True:
                on_progress(0.0)
                ended.wait(0.01)
        finally:
            ended.set()

    monkeypatch.setattr(room, "with_order", endless)
    async with open_app(demo) as driver:
        await driver.press("f")
        await driver.until(lambda: len(begun) == 1, "the work has begun")
        await driver.press("question_mark", "escape")
        assert not begun[0].is_set(), "help over the room is no leaving"
        await driver.press("c")
        await driver.until(begun[0].is_set, "the work has ended")
        await driver.press("f")
        await driver.until(lambda: len(begun) == 2, "the work has begun again")
        await driver.press("c")
        await driver.until(begun[1].is_set, "the work has ended")


async def test_the_order_is_kept_until_the_trial_tells_something_else(
    tmp_path: Path, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Evidence] = []

    def counted(findings: Findings, known: Evidence, on_progress: Callable[[float], object]) -> Findings:
        calls.append(known)
        return with_order(findings, known)

    monkeypatch.setattr(room, "with_order", counted)
    journal = open_trial(tmp_path / "journal.db", TODAY - timedelta(days=115))
    async with open_app(journal) as driver:
        await go_to_findings(driver)
        await driver.press("t", "f")
        await driver.pilot.pause()
        assert len(calls) == 1
        await driver.press("t", "9", "f")
        await driver.until(lambda: len(calls) == 2, "a new rating has it worked out again")
    journal.close()


async def test_digits_and_m_choose_the_measure_of_the_picture(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await go_to_findings(driver)
        assert "Pain 6.2 → 4.0" in driver.text()
        await driver.press("2")
        assert "Sleep 4.4 → 6.5" in driver.text()
        await driver.press("m", "c")
        assert "Mood 4.8 → 6.3" in driver.text()
        await driver.press("9")
        assert "There are 5 measures" in driver.text()


async def test_enter_opens_the_chart_of_the_measure(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await go_to_findings(driver)
        await driver.press("down", "down", "down", "enter")
        screen = driver.app.screen
        assert isinstance(screen, GraphsScreen)
        assert "Sleep" in driver.text()
        assert screen.viewport.cursor == date(2026, 11, 3)
        assert screen.viewport.window.holds(date(2026, 7, 26))


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_leaving_what_was_opened_comes_back_to_the_same_line(demo: Journal, open_app: OpenApp, key: str) -> None:
    async with open_app(demo) as driver:
        await go_to_findings(driver)
        await driver.press("down", "down", "down", "enter")
        opened = driver.app.screen
        assert isinstance(opened, GraphsScreen)
        await driver.press(key)
        screen = driver.app.screen
        assert isinstance(screen, room.FindingsScreen)
        assert screen.query_one(FindingsPage).position == 3


async def test_enter_on_a_side_effect_lists_its_days_and_opens_one(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo, (80, 60)) as driver:
        await go_to_findings(driver)
        await go_to_line(driver, "vivid dreams")
        await driver.press("enter")
        assert "moderate" in driver.text()
        await driver.press("a")
        assert driver.app.current_mode == "today"
        assert "vivid dreams" in driver.text()
        await driver.press("q")
        assert driver.app.current_mode == "findings"


async def go_to_line(driver: Driver, words: str) -> None:
    """Press the down arrow until the cursor is on a line that says `words`."""
    for _ in range(60):
        if re.search(f"▸ .*{words}", driver.text()):
            return
        await driver.press("down")
    raise AssertionError(f"the cursor never reached {words!r}\n{driver.text()}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12)])
async def test_every_line_that_opens_something_is_reached_and_seen(
    demo: Journal, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(demo, size) as driver:
        await go_to_findings(driver)
        widget = driver.app.screen.query_one(FindingsPage)
        seen = set()
        for _ in range(200):
            if "▸" in driver.text():
                seen.add(widget.position)
            if widget.position == len(widget.stops()) - 1:
                break
            await driver.press("down")
        assert seen == set(range(len(widget.stops())))
        for _ in range(200):
            await driver.press("up")
            if driver.app.screen.query_one("VerticalScroll").scroll_offset.y == 0 and widget.position == 0:
                break
        assert "You knew you were taking it" in driver.text()


async def test_pages_turn_and_the_cursor_comes_along(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await go_to_findings(driver)
        await driver.press("pagedown")
        assert sentences.IMPROVED not in driver.text()
        assert "▸" in driver.text()
        await driver.press("end")
        assert findings_headings.DECISION in driver.text()
        await driver.press("home")
        assert sentences.IMPROVED in driver.text()
        assert "▸ Pain" in driver.text()


async def test_blanking_hides_every_number(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await go_to_findings(driver)
        await driver.press("z")
        assert not re.search(r"\d", driver.text())
        await driver.press("z")
        assert "Pain 6.2 → 4.0" in driver.text()


async def test_a_decision_is_made_here_and_shown(tmp_path: Path, open_app: OpenApp) -> None:
    journal = open_trial(tmp_path / "journal.db", TODAY - timedelta(days=115))
    async with open_app(journal) as driver:
        await go_to_findings(driver)
        await driver.press("D", "c")
        await driver.type("enough")
        await driver.press("enter", "enter")
        await go_to_findings(driver)
        await driver.press("end")
        assert sentences.decided("continue", TODAY, "enough") in driver.text()
    journal.close()


async def test_a_sealed_trial_is_locked_and_offers_the_opening(tmp_path: Path, open_app: OpenApp) -> None:
    journal = sealed_trial(tmp_path / "journal.db")
    async with open_app(journal) as driver:
        await go_to_findings(driver)
        text = driver.text()
        assert findings_headings.LOCKED in text
        assert " ".join(sentences.SEALED.split()[:8]) in text
        await driver.press("enter")
        assert "Anna Berg" in driver.text()
        await driver.press("escape", "L")
        assert "Anna Berg" in driver.text()
    journal.close()


async def test_an_opened_trial_tells_ldn_against_the_comparator(tmp_path: Path, open_app: OpenApp) -> None:
    journal = sealed_trial(tmp_path / "journal.db", is_opened=True)
    async with open_app(journal, (80, 60)) as driver:
        await go_to_findings(driver)
        text = driver.text()
        assert sentences.SEALED_IMPROVED in text
        assert "on the comparator" in text
        assert "pair 1, comparator first" in text
        assert "You guessed 1 of 1 pair right, 70 % sure." in text
    journal.close()


async def test_without_a_trial_enter_goes_to_the_plan(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("f")
        assert findings_headings.NO_TRIAL in driver.text()
        await driver.press("m", "D", "L", "down", "up", "pagedown", "end", "1")
        await driver.press("enter")
        assert driver.app.current_mode == "plan"


def test_a_pair_that_is_left_out_shows_no_difference(tmp_path: Path) -> None:
    journal = sealed_trial(tmp_path / "journal.db", is_opened=True)
    try:
        known = journal.findings.evidence()
        assert known is not None
        # Of the last days of the second period only three are rated.
        last = known.windows.periods[1].end
        thin = {
            day: values
            for day, values in known.days.items()
            if not last - timedelta(days=21) <= day < last - timedelta(days=3)
        }
        findings = analyse(replace(known, days=thin))
    finally:
        journal.close()
    assert findings.blinded is not None
    (pair,) = findings.blinded.pairs
    assert pair.reason is not None
    assert pair.difference is not None
    (row,) = [
        row
        for found in sections_of(findings, known)
        for block in found.blocks
        if isinstance(block, Table)
        for row in block.rows
        if row.cells[0].startswith("pair 1")
    ]
    assert row.cells[-1] == "left out"
