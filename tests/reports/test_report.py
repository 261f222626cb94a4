"""The report: what is on it, in which order, and what stays out."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ldn_tui.domain import sentences
from ldn_tui.domain.analysis import analyse
from ldn_tui.domain.blinding import Seal
from ldn_tui.domain.days import Rescue, SideEffect
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.medicines import OPIOID_LINE, Medicine
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.side_effects import EMERGENCY_CALL, PRESCRIBER_CALL, Urgency
from ldn_tui.domain.trial import Amendment, Template
from ldn_tui.reports import report_sentences
from ldn_tui.reports.emergency_card import CardFacts, SealedCard
from ldn_tui.reports.findings_json import findings_document
from ldn_tui.reports.report import Report, ReportFormat, ReportWish, build_report, check_questions, check_words
from ldn_tui.reports.report_blocks import Part, Table
from ldn_tui.reports.report_content import sections
from ldn_tui.reports.report_file import REPORT_HEADS, rendered
from ldn_tui.reports.report_html import report_html
from ldn_tui.reports.report_markdown import markdown_text, report_markdown
from ldn_tui.reports.report_text import WIDTH, report_text
from tests.domain.evidence_builder import evidence, on, pause
from tests.reports.full_trial import FULL_WISH, full_trial, report_on

BEFORE = [6, 7, 5, 6] * 7
AFTER = [3, 4, 2, 3] * 25
ORDER = [
    "Question", "Result", "Course of Pain", "Other measures", "Side effects, days with each", "Doses", "Ratings",
    "Other medicines and events", "Limits", "In my own words",
]  # fmt: skip
HOSTILE = "<script>alert(1)</script>&\"'\x1b[31m\u202e **bold** [a](http://b) |\u0007 #h"
SHEET = Sheet(6, (Content.LDN, Content.COMPARATOR), "0" * 32)


def every_form(report: Report) -> dict[ReportFormat, str]:
    return {form: rendered(report, form) for form in ReportFormat}


def titles(report: Report) -> list[str]:
    return [section.title for section in sections(report)]


def words(page: str) -> str:
    """Return what a person reads of a page, in one line."""
    body = page.split("</style>", 1)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def usual(**changes: Any) -> Evidence:
    return evidence(BEFORE, AFTER, **changes)


def sealed(*periods: list[float], contents: tuple[Content, ...] = SHEET.contents, **changes: Any) -> Evidence:
    sheet = replace(SHEET, contents=contents)
    return evidence(
        BEFORE,
        [value for period in periods for value in period],
        seal=Seal("t", sheet.commitment, "Ada", "030 1"),
        template=Template.SEALED_PAIRS,
        steps=(),
        pairs=1,
        weeks=6,
        **changes,
    )


def test_the_sections_come_in_the_one_order_in_every_form() -> None:
    report = report_on(usual())
    assert titles(report) == ORDER
    for form in (ReportFormat.HTML, ReportFormat.MARKDOWN, ReportFormat.TEXT):
        text = rendered(report, form)
        marks = {ReportFormat.HTML: "<h2>{}</h2>", ReportFormat.MARKDOWN: "\n## {}\n", ReportFormat.TEXT: "\n{}\n"}
        places = [text.index(marks[form].format(title)) for title in ORDER]
        assert places == sorted(places)


def test_the_three_numbers_carry_their_precision() -> None:
    known = usual(also={27 + 58: {"impression": 2}, 40: {"side_effects": (SideEffect("1", "headache", 1),)}})
    text = report_text(report_on(known))
    change = analyse(known).changes[0]
    assert f"{change.baseline_mean:.1f} → {change.endpoint_mean:.1f}, {change.percent:.0f} % lower; plausible" in text
    assert "Overall impression (PGIC): much improved, 2 on a scale of 1 (best) to 7" in text
    assert "Days with a side effect: 1 of 100 days" in text


def test_the_caveat_stands_above_the_result() -> None:
    text = words(report_html(report_on(usual(also={27 + 58: {"impression": 2}}))))
    verdict = analyse(usual(also={27 + 58: {"impression": 2}})).verdict.words
    assert verdict is not None
    assert text.index(sentences.OPEN_CAVEAT) < text.index(verdict) < text.index("Overall impression (PGIC)")


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing() -> None:
    page = report_html(report_on(full_trial(100), replace(FULL_WISH, with_notes=True, with_days=True)))
    assert not re.search(r"<(script|link|img|iframe|object|form|base)\b|\bon\w+=|url\(|@import|javascript:", page)
    assert not re.search(r"https?://", page)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("form", list(ReportFormat))
def test_what_a_person_typed_is_text_and_nothing_else(form: ReportFormat) -> None:
    known = usual(
        question=HOSTILE,
        condition=HOSTILE,
        medicines=(Medicine("1", HOSTILE, HOSTILE, starts_on=on(40)),),
        also={50: {"note": HOSTILE, "side_effects": (SideEffect("1", HOSTILE, 3),)}},
    )
    wish = ReportWish(words=(HOSTILE,), questions=HOSTILE, with_notes=True, with_days=True)
    text = rendered(report_on(known, wish), form)
    if form is ReportFormat.JSON:
        assert json.loads(text)["words"] == [HOSTILE.strip()]
        return
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    if form is ReportFormat.HTML:
        assert "<script" not in text
        assert "&lt;script&gt;" in text
    if form is ReportFormat.MARKDOWN:
        assert "\\<script\\>" in text
        assert not re.search(r"(?<!\\)<script", text)
        assert "\\*\\*bold\\*\\*" in text


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("- a list", "\\- a list"),
        ("1. a list", "1\\. a list"),
        ("2026", "2026"),
        ("+1.3", "+1.3"),
        ("6.2", "6.2"),
        ("---", "\\---"),
        ("a | b", "a \\| b"),
        ("a_b", "a\\_b"),
    ],
)
def test_markdown_takes_a_line_as_it_is(typed: str, escaped: str) -> None:
    assert markdown_text(typed) == escaped


def test_notes_stay_out_unless_asked_for() -> None:
    known = usual(also={50: {"note": "a private word"}})
    for text in every_form(report_on(known)).values():
        assert "a private word" not in text
    for text in every_form(report_on(known, ReportWish(with_notes=True))).values():
        assert "a private word" in text


def test_the_appendix_holds_every_day_of_the_period() -> None:
    report = report_on(usual(), ReportWish(first=on(10), with_days=True))
    (section,) = [section for section in sections(report) if section.part is Part.DAYS]
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [on(number).isoformat() for number in range(10, 128)]
    assert table.rows[0][1] == "5"
    assert table.rows[on(40).toordinal() - on(10).toordinal()][-4] == "4.5 mg"


def test_the_chart_shows_the_days_of_the_period_with_phases_and_dose_steps() -> None:
    report = report_on(usual(), ReportWish(first=on(10)))
    page = report_html(report)
    assert len(re.findall(r"<circle", page.split('class="points"')[1].split("</g>")[0])) == 118
    assert page.count('class="step"') == 1
    assert page.count('class="phase"') >= 2
    assert 'class="decision"' in page


def test_a_period_that_runs_backwards_is_refused() -> None:
    with pytest.raises(BadInput, match="from 2027-01-07 is after the last day"):
        report_on(usual(), ReportWish(first=on(128)))


def test_long_lists_end_in_how_many_more() -> None:
    text = " ".join(report_text(report_on(full_trial(100))).split())
    assert "and 6 more" in text.split("Other measures")[1].split("Side effects")[0]
    assert "and 4 more" in text.split("Side effects")[1].split("Doses")[0]


def test_a_red_flag_is_never_the_one_left_out() -> None:
    many = tuple(SideEffect(str(number), f"term {number}", 1) for number in range(9))
    known = usual(
        also={40 + number: {"side_effects": many} for number in range(9)}
        | {60: {"side_effects": (SideEffect("r", "dark urine or yellow skin", 3),)}}
    )
    for form, text in every_form(report_on(known)).items():
        said = text if form is not ReportFormat.HTML else words(text)
        assert "ark urine or yellow skin" in said
        assert PRESCRIBER_CALL in " ".join(said.split()).replace("\\", "")


def test_red_flags_of_a_pause_count_and_emergencies_come_first() -> None:
    rash, breath = SideEffect("1", "rash", 3), SideEffect("2", "trouble breathing or swelling of the face", 3)
    known = usual(pauses=[pause(60, 70)], also={62: {"side_effects": (breath,)}, 90: {"side_effects": (rash,)}})
    flags = report_on(known).red_flags
    assert [(flag.urgency, flag.last_on) for flag in flags] == [
        (Urgency.EMERGENCY, on(62)),
        (Urgency.PRESCRIBER, on(90)),
    ]
    assert flags[0].call == EMERGENCY_CALL


def test_without_an_active_opioid_nothing_is_said_of_one() -> None:
    stopped = Medicine("1", "tramadol", opioid=True, stops_on=on(5))
    for known in (usual(), usual(medicines=(stopped, Medicine("2", "zinc")))):
        report = report_on(known)
        for form, text in every_form(report).items():
            assert OPIOID_LINE not in " ".join(text.split()), form
        assert json.loads(rendered(report, ReportFormat.JSON))["opioid_line"] is None


def test_an_active_opioid_is_named_with_what_it_does_and_the_call() -> None:
    report = report_on(usual(medicines=(Medicine("1", "tramadol", opioid=True), Medicine("2", "zinc"))))
    text = " ".join(report_text(report).split())
    assert f"An opioid is in use: tramadol. {PRESCRIBER_CALL} {OPIOID_LINE}" in text.replace(" ! ", " ")
    assert "zinc" in text
    for form, page in every_form(report).items():
        assert OPIOID_LINE in " ".join(page.split()), form


def test_the_call_that_a_red_flag_and_an_opioid_share_is_said_once() -> None:
    rash = SideEffect("1", "rash", 3)
    known = usual(medicines=(Medicine("1", "tramadol", opioid=True),), also={60: {"side_effects": (rash,)}})
    assert " ".join(report_text(report_on(known)).split()).count(PRESCRIBER_CALL) == 1


def test_the_patients_own_words_and_questions_are_the_last_of_the_page() -> None:
    report = report_on(usual(), ReportWish(words=("I can walk again.",), questions="May I go on?"))
    for text in (report_text(report), report_markdown(report), words(report_html(report))):
        assert text.index("Limits") < text.index("I can walk again.") < text.index("May I go on?")


def test_more_words_than_the_page_has_room_for_are_refused() -> None:
    assert check_words([" one ", "", "two"]) == ("one", "two")
    with pytest.raises(BadInput, match="4 lines; the page has room for 3"):
        check_words(["a", "b", "c", "d"])
    with pytest.raises(BadInput, match="has 121 characters: use at most 120"):
        check_words(["x" * 121])
    with pytest.raises(BadInput, match=r"questions .* has 241 characters"):
        check_questions("x" * 241)
    with pytest.raises(BadInput, match="not text"):
        check_words(["\udcff"])


def test_while_sealed_the_report_does_not_depend_on_what_a_period_was_like() -> None:
    good, bad = [2.0, 3.0] * 21, [7.0, 8.0] * 21
    wish = ReportWish(with_days=True, with_notes=True)
    one, other = (every_form(report_on(known, wish)) for known in (sealed(good, bad), sealed(bad, good)))
    assert one == other
    for text in one.values():
        assert "bottle 1" not in text
        assert "bottle 2" not in text


def test_while_sealed_it_says_so_and_whom_to_call() -> None:
    known = sealed([2.0] * 42, [7.0] * 42)
    card = CardFacts(known.as_of, "naltrexone", None, None, False, SealedCard("Ada", "030 1", "bottle 2"))
    report = build_report(known, analyse(known), ReportWish(), known.as_of, card)
    said = " ".join(report_text(report).split())
    assert report_sentences.REPORT_WHILE_SEALED in said
    assert "Until opened, act as if on naltrexone. Ada knows what the bottles hold: telephone 030 1." in said
    assert "still sealed" in said
    assert "decision" not in report_html(report).split("<svg")[1].split("</svg>")[0]


def test_an_empty_trial_has_a_page_of_its_own() -> None:
    known = evidence(first_dose_on=None, steps=(), question="")
    for text in every_form(report_on(known)).values():
        assert not re.search(r"\bnan\b|\binf\b", text, re.IGNORECASE)
        assert "None" not in text.replace(sentences.NO_SIDE_EFFECT, "")
    said = report_text(report_on(known))
    assert "Does naltrexone help me?" in said
    assert report_sentences.NOTHING_RATED in said
    assert "<svg" not in report_html(report_on(known))


@pytest.mark.parametrize("length", [1, 30, 100, 400])
def test_no_line_of_the_text_is_wider_than_a_terminal(length: int) -> None:
    text = report_text(report_on(full_trial(length), replace(FULL_WISH, with_notes=True, with_days=True)))
    assert max(map(len, text.splitlines())) <= WIDTH


def test_the_words_that_are_never_said() -> None:
    for known in (usual(), full_trial(100), sealed([2.0] * 42, [7.0] * 42)):
        for text in every_form(report_on(known, FULL_WISH)).values():
            assert not re.search(
                r"\bsignificant|\bproven\b|responder|works for you|p-value|\bp [<=]", text, re.IGNORECASE
            )


def test_json_holds_the_findings_as_they_are_and_the_reports_own_parts() -> None:
    known = usual(also={50: {"note": "a word"}})
    report = report_on(known, ReportWish(words=("a", "b"), questions="c", with_notes=True))
    document = json.loads(rendered(report, ReportFormat.JSON))
    assert document["findings"] == json.loads(json.dumps(findings_document(analyse(known))))
    assert (document["words"], document["questions"]) == (["a", "b"], "c")
    assert document["notes"] == [{"date": on(50).isoformat(), "note": "a word"}]
    assert document["days"] is None
    assert (document["from"], document["to"]) == (on(0).isoformat(), on(127).isoformat())


@pytest.mark.parametrize("form", list(ReportFormat))
def test_a_report_is_known_by_how_it_begins(form: ReportFormat) -> None:
    assert rendered(report_on(usual()), form).encode().startswith(REPORT_HEADS)


def test_of_a_trial_long_over_the_days_recorded_are_shown() -> None:
    known = usual(ended_on=on(100))
    late = replace(known, as_of=known.as_of + timedelta(days=300))
    assert report_on(late).period.last == on(127)


def opened(*periods: list[float], **changes: Any) -> Evidence:
    known = sealed(*periods, **changes)
    assert known.seal is not None
    contents = dict(zip(("bottle 1", "bottle 2"), SHEET.contents, strict=True))
    phases = tuple(replace(phase, content=contents.get(phase.arm or "")) for phase in known.phases)
    return replace(known, phases=phases, seal=replace(known.seal, opened_on=known.as_of, contents=contents))


def test_an_opened_seal_keeps_what_was_on_ldn_apart_from_the_comparator() -> None:
    dream = {"side_effects": (SideEffect("1", "vivid dreams", 1),)}
    also = {40: dream, 28 + 42: {"impression": 2}, 28 + 84: {"impression": 4}}
    report = report_on(opened([2.0, 3.0] * 21, [7.0, 8.0] * 21, also=also))
    text = " ".join(report_text(report).split())
    assert "LDN 1: much improved; comparator 2: no change" in text
    assert "1 of 42 days, on LDN; on the comparator: 0 of 42 days" in text
    assert "worst before LDN 1 comparator 2" in text
    page = report_html(report)
    assert ">LDN 1</text>" in page
    assert ">comparator 2</text>" in page
    tints = re.findall(r'<rect class="phase"[^>]+fill="([^"]+)"><title>Treatment', page)
    assert len(set(tints)) == 2
    assert sentences.OPENED_CAVEAT not in text


def test_a_page_with_room_to_write_has_lines_for_words_and_questions() -> None:
    page = report_html(report_on(usual()))
    assert page.count('class="ruled"') == 5
    told = report_html(report_on(usual(), ReportWish(words=("I can walk again.",), questions="May I go on?")))
    assert 'class="ruled"' not in told


def test_days_with_a_side_effect_are_those_on_the_medicine() -> None:
    dream = {"side_effects": (SideEffect("1", "vivid dreams", 1),)}
    # The doses end with the decision day, the trial a few days later.
    known = usual(also={27 + 90: dream, 40: dream}, ended_on=on(27 + 60))
    assert "Days with a side effect: 1 of 56 days, on the medicine" in " ".join(report_text(report_on(known)).split())


def test_the_use_of_as_needed_medicine_before_stays_on_the_page() -> None:
    known = usual(also={number: {"rescues": (Rescue("1", "ibuprofen", 1),)} for number in (3, 60)})
    text = report_text(report_on(known))
    assert text.index("As-needed medicine in Baseline: on 1 of 28 days") < text.index("As-needed medicine in Treatment")


def test_a_medicine_taken_when_needed_is_not_said_to_be_taken_now() -> None:
    medicines = (Medicine("1", "ibuprofen", "400 mg", as_needed=True), Medicine("2", "zinc"))
    text = report_text(report_on(usual(medicines=medicines)))
    assert "Taken now: zinc." in text
    assert "Taken when needed: ibuprofen 400 mg." in text


def test_a_medicine_that_was_stopped_stands_with_its_dose_on_the_chart_and_in_the_limits() -> None:
    known = usual(medicines=(Medicine("1", "amitriptyline", "10 mg at night", stops_on=on(60)),))
    report = report_on(known)
    assert "amitriptyline (10 mg at night) was stopped on" in " ".join(report_text(report).split())
    assert report_sentences.MEDICINES_CHANGED in " ".join(report_text(report).split())
    assert "amitriptyline stopped</text>" in report_html(report)


def test_too_few_ratings_have_means_and_no_more() -> None:
    known = evidence([6, None, None, 7] * 7, [3, None, None, None] * 25)
    text = " ".join(report_text(report_on(known)).split())
    assert sentences.TOO_FEW_RATINGS in text
    assert "plausible 1" not in text
    assert report_sentences.BY_OTHER_CHOICES not in text


def test_events_and_weeks_before_the_first_day_shown_stay_out() -> None:
    known = usual(also={5: {"note": "#ill"}, 70: {"note": "#visitors"}})
    text = report_text(report_on(known, ReportWish(first=on(60))))
    assert "#visitors" in text
    assert "#ill" not in text
    assert "week -1" not in text
    assert "week 1:" not in text


def test_an_amended_dose_plan_is_told_to_its_last_step() -> None:
    before = ",".join(f"{on(28 + 7 * number)}={number / 2:g}" for number in range(1, 9))
    after = ",".join(f"{on(29 + 7 * number)}={number / 2:g}" for number in range(1, 9))
    known = usual(amendments=(Amendment("dose plan", before, after, on(40)),))
    text = " ".join(report_text(report_on(known)).split())
    assert text.count("4 mg from ") == 2
    assert "…" not in text.split("Limits")[1]


def test_while_sealed_no_mean_reaches_into_the_hidden_days() -> None:
    report = report_on(sealed([2.0] * 42, [7.0] * 42))
    assert max(report.chart.means) < on(28)
    assert "`ldn" not in report_text(report)


def test_a_trial_that_was_ended_early_wants_no_decision() -> None:
    text = " ".join(report_text(report_on(usual(ended_on=on(50)))).split())
    assert "before its decision day; nothing is decided yet" in text
    assert report_sentences.DECISION_WANTED not in text
