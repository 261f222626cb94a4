"""The chart as an SVG: well formed, self-contained, true to the data, and harmless."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.doses import DoseMark
from ldn_tui.domain.events import Event
from ldn_tui.domain.history import History
from ldn_tui.domain.measures import FIRST_MEASURES, Direction, Measure
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.plan_marks import PlanMarks
from ldn_tui.domain.trial import DoseStep
from ldn_tui.reports.chart_svg import HEIGHT, WIDTH, chart_svg

PAIN = FIRST_MEASURES[0]
TODAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def drawn(history: History, days: int, *, with_means: bool = True) -> ET.Element:
    return ET.fromstring(chart_svg(history.chart(Window(day(days - 1), TODAY), with_means=with_means)))


def pain(values: dict[int, float]) -> History:
    return History(PAIN, {day(ago): value for ago, value in values.items()})


def words(root: ET.Element) -> str:
    return "\n".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def heights(root: ET.Element) -> list[float]:
    return [float(circle.attrib["cy"]) for circle in root.iterfind(f"{SVG}g[@class='points']/{SVG}circle")]


def test_every_rating_of_a_short_window_is_a_point_at_its_height() -> None:
    root = drawn(pain({0: 0.0, 1: 10.0, 2: 5.0}), 14)
    points = heights(root)
    assert points[1] < points[0] < points[2]
    assert points[0] == pytest.approx((points[1] + points[2]) / 2, abs=0.11)


@given(
    st.dictionaries(st.integers(0, 5000), st.integers(0, 100).map(lambda tenths: tenths / 10), max_size=60),
    st.integers(1, 5001),
    st.booleans(),
)
def test_everything_lies_within_the_picture_and_no_extreme_is_lost(
    values: dict[int, float], days: int, with_means: bool
) -> None:
    history = pain(values)
    root = drawn(history, days, with_means=with_means)
    inside = history.chart(Window(day(days - 1), TODAY)).ratings.values()
    for element in (*root.iterfind(f"{SVG}*"), *root.iterfind(f"{SVG}g[@class='points']/*")):
        for key, most in (("cx", WIDTH), ("cy", HEIGHT), ("x", WIDTH), ("y", HEIGHT), ("x1", WIDTH), ("y2", HEIGHT)):
            if key in element.attrib:
                assert 0 <= float(element.attrib[key]) <= most
    if days <= 888:
        assert len(heights(root)) == len(inside)
    elif inside:
        bars = re.findall(r"M[\d.]+,([\d.]+)V([\d.]+)", root.findall(f"{SVG}path[@class='ranges']")[0].attrib["d"])
        top, bottom = min(float(high) for high, _ in bars), max(float(low) for _, low in bars)
        assert top + 1 == pytest.approx(336 - 252 * max(inside) / 10, abs=0.11)
        assert bottom - 1 == pytest.approx(336 - 252 * min(inside) / 10, abs=0.11)


def test_the_line_of_means_is_broken_at_gaps_and_can_be_left_out() -> None:
    history = pain(dict.fromkeys((*range(60, 91), *range(20)), 5.0))
    assert len(list(drawn(history, 91).iter(f"{SVG}polyline"))) == 2
    assert not list(drawn(history, 91, with_means=False).iter(f"{SVG}polyline"))
    assert "mean of 7 days" not in words(drawn(history, 91, with_means=False))


def test_a_lone_mean_is_still_seen() -> None:
    history = pain({13: 1.0, 12: 1.0, 8: 1.0, 7: 1.0})
    (line,) = drawn(history, 14).iter(f"{SVG}polyline")
    assert len(line.attrib["points"].split()) == 2


def test_it_says_what_it_shows_in_words() -> None:
    root = drawn(pain({0: 4.5, 5: 2.0}), 14)
    assert root.findtext(f"{SVG}title") == "Pain, Mon 9 Nov 2026 to Sun 22 Nov 2026"
    assert root.findtext(f"{SVG}desc") == "Pain on a scale of 0 to 10: 2 of 14 days rated, from 2 to 4.5."
    assert "0 no pain, 10 worst imaginable; lower is better" in words(root)
    assert "9 Nov 2026\n10\n11" in words(root)


def test_phases_are_bands_with_their_names() -> None:
    phases = (Phase(PhaseKind.BASELINE, None, day(90), day(61)), Phase(PhaseKind.TREATMENT, "LDN", day(60), None))
    root = drawn(History(PAIN, {}, phases), 91)
    assert "Baseline" in words(root)
    assert "Treatment, LDN" in words(root)
    bands = [rect for rect in root.iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    assert float(bands[0].attrib["x"]) + float(bands[0].attrib["width"]) == pytest.approx(float(bands[1].attrib["x"]))


def test_doses_are_marked_with_their_amounts() -> None:
    doses = {day(ago): DoseMark(True, "1.5 mg" if ago > 45 else "3 mg") for ago in range(91)}
    root = drawn(History(PAIN, {}, (), doses | {day(4): DoseMark(False, "not taken")}), 91)
    assert "1.5 mg" in words(root)
    assert "3 mg" in words(root)
    assert "not taken" in words(root)


def test_nothing_recorded_is_an_empty_chart() -> None:
    root = drawn(pain({}), 14)
    assert "0 of 14 days rated" in (root.findtext(f"{SVG}desc") or "")


def test_nothing_is_fetched_from_elsewhere() -> None:
    text = chart_svg(pain({0: 1.0}).chart(Window(day(13), TODAY)))
    assert text.count("http") == 1
    assert "href" not in text
    assert "<script" not in text
    assert "url(" not in text


@given(st.text(min_size=1, max_size=20))
def test_a_persons_own_words_are_text_and_nothing_else(label: str) -> None:
    hostile = f"</text><script>alert(1)</script>&\x1b[31m\u202e\ufffe{label}"
    measure = Measure("own", hostile, hostile, hostile, Direction.HIGHER, 5)
    phase = Phase(PhaseKind.TREATMENT, hostile, day(400), None)
    history = History(measure, {day(0): 5.0}, (phase,), {day(40): DoseMark(True, hostile)})
    root = drawn(history, 91)
    assert not list(root.iter(f"{SVG}script"))
    assert "</text><script>alert(1)</script>&␛[31m��" in words(root)


@pytest.mark.parametrize("decided", [0, 40, 90])
def test_the_decision_day_and_the_planned_dose_steps_are_marked_within_the_picture(decided: int) -> None:
    plan = PlanMarks((DoseStep(day(60), 3.0), DoseStep(day(30), 4.5), DoseStep(day(0), 0.0)), day(decided))
    root = drawn(History(PAIN, {day(0): 5.0}, plan=plan), 91)
    (line,) = root.iterfind(f"{SVG}line[@class='decision']")
    assert 48 <= float(line.attrib["x1"]) <= 936
    (label,) = [text for text in root.iter(f"{SVG}text") if text.text == "decision day"]
    is_left = label.attrib["text-anchor"] == "end"
    assert float(label.attrib["x"]) + (0 if is_left else 12 * 7) <= 936
    assert len(list(root.iterfind(f"{SVG}path[@class='step']"))) == 3
    assert {"plan", "3 mg", "4.5 mg", "dose step"} <= set(words(root).splitlines())
    assert "Decision day: " in (root.findtext(f"{SVG}desc") or "")


def test_the_amount_of_a_step_does_not_cover_the_sign_of_the_next() -> None:
    plan = PlanMarks((DoseStep(day(60), 1.5), DoseStep(day(56), 3.0), DoseStep(day(20), 4.5)))
    said = words(drawn(History(PAIN, {day(0): 5.0}, plan=plan), 91)).splitlines()
    assert "1.5 mg" not in said
    assert {"3 mg", "4.5 mg"} <= set(said)


def signs(root: ET.Element) -> dict[str, str]:
    """Return what each event's sign says, by its full words."""
    texts = (group.find(f"{SVG}text") for group in root.iterfind(f"{SVG}g[@class='event']"))
    return {text.findtext(f"{SVG}title") or "": text[0].tail or "" for text in texts if text is not None}


def test_events_are_marked_with_their_tags_where_they_fit() -> None:
    events = (Event(day(60), ("ill",), ""), Event(day(50), ("a-very-long-journey",), ""), Event(day(46), ("home",), ""))
    history = History(PAIN, {day(0): 5.0}, events=events)
    root = drawn(history, 91)
    assert signs(root) == {"#ill": "#ill", "#a-very-long-journey": "#", "#home": "#home"}
    assert {"tags", "event"} <= set(words(root).splitlines())
    assert "Events: Wed 23 Sep 2026, Sat 3 Oct 2026" in (root.findtext(f"{SVG}desc") or "")
    assert not signs(drawn(history, 14))
    assert "event" not in words(drawn(history, 14)).splitlines()


def test_the_one_tag_that_is_marked_is_named() -> None:
    history = History(PAIN, {day(0): 5.0}, events=(Event(day(8), ("ill", "home"), ""), Event(day(5), ("home",), "")))
    root = ET.fromstring(chart_svg(history.chart(Window(day(13), TODAY), tag="ill")))
    assert signs(root) == {"#ill": "#ill"}
    assert "of the events only #ill" in words(root)


def test_many_events_share_a_sign_and_stay_within_the_picture() -> None:
    events = [Event(day(ago), ("ill",), "") for ago in range(3000, -1, -1)]
    root = drawn(History(PAIN, {day(0): 5.0}, events=events), 3001)
    places = [float(group[0].attrib["x"]) for group in root.iterfind(f"{SVG}g[@class='event']")]
    assert all(later - earlier > 7 for earlier, later in pairwise(places))
    assert 48 <= places[0] < places[-1] <= 936


def test_without_a_plan_in_the_window_nothing_of_it_is_drawn() -> None:
    root = drawn(History(PAIN, {day(0): 5.0}, plan=PlanMarks((DoseStep(day(60), 3.0),), day(50))), 14)
    assert not list(root.iterfind(f"{SVG}line[@class='decision']"))
    assert "plan" not in words(root).splitlines()
