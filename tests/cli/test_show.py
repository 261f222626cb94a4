"""`ldn show` and `ldn status`: what people read, and the JSON key by key."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.journal import Journal
from tests.conftest import NOW, Ldn
from tests.stored import store_label, store_phase

DAY = date(2026, 11, 22)
AT = datetime.fromisoformat("2026-11-22T21:10:00+01:00")
DAY_KEYS = [
    "date", "state", "phase", "ratings", "doses", "side_effects", "rescue", "impression", "note", "lag_days",
]  # fmt: skip


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def shown(ldn: Ldn, *arguments: str) -> list[dict[str, Any]]:
    result = ldn("show", *arguments, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert list(document) == ["version", "days"]
    assert document["version"] == 1
    for day in document["days"]:
        assert list(day) == DAY_KEYS
    return list(document["days"])


def fill(journal: Journal) -> None:
    store_phase(journal, PhaseKind.TREATMENT, ago(22), ago(-33), arm="LDN 4.5 mg")
    journal.rate(DAY, "pain", 4)
    journal.rate(DAY, "sleep", 6.5)
    journal.rate(DAY, "mood", None)
    journal.record_dose(DAY, 4.5, taken_at=AT)
    store_label(journal, DAY, "A1", "duloxetine")
    journal.record_no_dose(DAY, "other")
    journal.add_side_effect(DAY, "headache", 2)
    journal.record_rescue(DAY, "ibuprofen", 2)
    journal.record_rescue(DAY, "aspirin", 0.5)
    journal.record_impression(DAY, 2)
    journal.record_lab(DAY, "ESR", 12, "mm/h", 0, 20)
    journal.write_note(DAY, "slept badly\n\x1b[31mrain [/b]")


class TestShowJson:
    def test_a_full_day(self, journal: Journal, ldn: Ldn) -> None:
        fill(journal)
        (day,) = shown(ldn)
        doses = day.pop("doses")
        assert day == {
            "date": "2026-11-22",
            "state": "partial",
            "phase": {"kind": "treatment", "arm": "LDN 4.5 mg", "day": 23, "of": 56},
            "ratings": {"pain": 4, "sleep": 6.5, "mood": None},
            "side_effects": [{"term": "headache", "severity": 2}],
            "rescue": [{"medicine": "aspirin", "count": 0.5}, {"medicine": "ibuprofen", "count": 2}],
            "impression": 2,
            "note": "slept badly\n\x1b[31mrain [/b]",
            "lag_days": 0,
        }
        assert sorted(doses, key=lambda dose: str(dose["medicine"])) == [
            {"medicine": "duloxetine", "mg": None, "label": "A1", "taken_at": None, "taken": True},
            {
                "medicine": "naltrexone", "mg": 4.5, "label": None, "taken_at": "2026-11-22T21:10:00+01:00",
                "taken": True,
            },
            {"medicine": "other", "mg": None, "label": None, "taken_at": None, "taken": False},
        ]  # fmt: skip

    def test_an_empty_day(self, journal: Journal, ldn: Ldn) -> None:
        assert shown(ldn) == [
            {
                "date": "2026-11-22", "state": "open", "phase": None, "ratings": {}, "doses": [], "side_effects": [],
                "rescue": [], "impression": None, "note": None, "lag_days": None,
            }
        ]  # fmt: skip

    def test_numbers_are_plain(self, journal: Journal, ldn: Ldn) -> None:
        fill(journal)
        text = ldn("show", "--json").stdout
        assert '"pain": 4,' in text
        assert '"count": 2\n' in text
        assert "\x1b" not in text
        assert "\\u001b" in text

    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("today", 0, 0),
            ("yesterday", 1, 1),
            ("-3", 3, 3),
            ("-6..today", 6, 0),
            ("-6..-2", 6, 2),
            ("mon..fri", 6, 2),
            ("2026-11-20..2026-11-25", 2, -3),
            ("12 nov", 10, 10),
        ],
    )
    def test_days_and_ranges(self, journal: Journal, ldn: Ldn, text: str, first: int, last: int) -> None:
        days = [day["date"] for day in shown(ldn, text)]
        assert days == [ago(back).isoformat() for back in range(first, last - 1, -1)]

    def test_every_state(self, journal: Journal, ldn: Ldn) -> None:
        store_phase(journal, PhaseKind.PAUSE, ago(5), ago(5))
        for measure in journal.measures.active():
            journal.rate(ago(3), measure.key, 5)
        journal.rate(ago(2), "pain", 5)
        journal.skip(ago(4), SkipReason.AWAY)
        journal.write_note(ago(6), "x")
        assert [day["state"] for day in shown(ldn, "-7..2026-11-23")] == [
            "not_due", "partial", "not_due", "skipped", "complete", "partial", "missed", "open", "not_due",
        ]  # fmt: skip

    def test_an_open_phase_has_no_length(self, journal: Journal, ldn: Ldn) -> None:
        store_phase(journal, PhaseKind.FOLLOW_UP, ago(4))
        assert shown(ldn)[0]["phase"] == {"kind": "follow-up", "arm": None, "day": 5, "of": None}

    def test_lag_is_the_ratings_largest(self, journal: Journal, ldn: Ldn) -> None:
        journal.write_note(ago(8), "x")
        journal.rate(ago(2), "pain", 4)
        journal.clock = PinnedClock(NOW - timedelta(days=2))
        journal.rate(ago(2), "sleep", 4)
        assert [day["lag_days"] for day in (shown(ldn, "-8")[0], shown(ldn, "-2")[0])] == [None, 2]

    def test_own_and_retired_measures_are_there_in_order(self, journal: Journal, ldn: Ldn) -> None:
        journal.measures.add("Brain fog", "a", "b", Direction.LOWER)
        journal.measures.move("brain_fog", 0)
        for key in ("food", "pain", "brain_fog"):
            journal.rate(DAY, key, 1)
        journal.measures.retire("food")
        assert list(shown(ldn)[0]["ratings"]) == ["brain_fog", "pain", "food"]

    def test_decades_at_once(self, journal: Journal, ldn: Ldn) -> None:
        journal.rate(date(1990, 1, 1), "pain", 4)
        days = shown(ldn, "1990-01-01..today")
        assert len(days) == (DAY - date(1990, 1, 1)).days + 1
        assert days[0]["ratings"] == {"pain": 4}


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("tomorrow", 3, "is not a day I know"),
        ("2026-02-29", 3, "no such day"),
        ("today..-3", 3, "runs backwards"),
        ("0001-01-01..9999-12-31", 3, "ask for 100 years at most"),
        ("--jsn", 2, "No such option '--jsn'"),
        ("-x", 3, "is not a day I know"),
        ("\x1b[31m", 3, "is not a day I know"),
    ],
)
def test_what_is_no_day_is_refused(journal: Journal, ldn: Ldn, text: str, code: int, said: str) -> None:
    result = ldn("show", text)
    assert result.exit_code == code
    assert said in result.stderr
    assert "\x1b" not in result.stderr
    assert result.stdout == ""


def test_two_days_are_wrong_usage(journal: Journal, ldn: Ldn) -> None:
    assert ldn("show", "today", "yesterday").exit_code == 2


class TestShowText:
    def test_a_full_day(self, journal: Journal, ldn: Ldn) -> None:
        fill(journal)
        journal.clear_doses(DAY)
        journal.record_dose(DAY, 4.5, taken_at=AT)
        assert ldn("show").stdout == (
            "Sunday 22 November 2026: partly filled\n"
            "  Treatment, LDN 4.5 mg, day 23 of 56\n"
            "  Pain          4\n"
            "  Sleep         6.5\n"
            "  Mood          no answer\n"
            "  Food          not rated\n"
            "  Function      not rated\n"
            "  Dose          naltrexone 4.5 mg at 21:10\n"
            "  Side effects  headache, moderate\n"
            "  Rescue        aspirin x0.5; ibuprofen x2\n"
            "  Overall       much improved (2 of 7)\n"
            "  Lab           ESR 12 mm/h, range 0 to 20\n"
            "  Note          slept badly\n"
            "                ␛[31mrain [/b]\n"
        )

    def test_late_and_recalled_are_said(self, journal: Journal, ldn: Ldn) -> None:
        journal.rate(ago(1), "pain", 4)
        journal.record_no_dose(ago(3))
        text = ldn("show", "-3..-1").stdout
        assert "  Pain      4  (late, 1 day after)\n" in text
        assert "naltrexone not taken  (recalled, 3 days after)\n" in text

    def test_a_skipped_day_and_none_felt(self, journal: Journal, ldn: Ldn) -> None:
        journal.skip(DAY, SkipReason.TOO_TIRED)
        journal.record_no_side_effects(DAY)
        text = ldn("show").stdout
        assert text.startswith("Sunday 22 November 2026: skipped\n")
        assert "  Skipped       too tired\n" in text
        assert "  Side effects  none\n" in text

    def test_empty_days_in_a_row_share_a_line(self, journal: Journal, ldn: Ldn) -> None:
        journal.write_note(ago(8), "x")
        journal.write_note(ago(3), "y")
        lines = [line for line in ldn("show", "-20..2026-11-24").stdout.splitlines() if line[:1] not in {" ", ""}]
        assert lines == [
            "Mon 2 Nov 2026 to Fri 13 Nov 2026: not due, 12 days",
            "Saturday 14 November 2026: partly filled",
            "Sun 15 Nov 2026 to Wed 18 Nov 2026: missed, 4 days",
            "Thursday 19 November 2026: partly filled",
            "Fri 20 Nov 2026 to Sat 21 Nov 2026: missed, 2 days",
            "Sunday 22 November 2026: nothing yet",
            "Mon 23 Nov 2026 to Tue 24 Nov 2026: not due, 2 days",
        ]

    @pytest.mark.parametrize(
        ("low", "high", "said"),
        [(None, None, ""), (0, 20, ", range 0 to 20"), (1.5, None, ", range from 1.5"), (None, 20, ", range up to 20")],
    )
    def test_a_labs_range(self, journal: Journal, ldn: Ldn, low: float | None, high: float | None, said: str) -> None:
        journal.record_lab(DAY, "ESR", 12, "mm/h", low, high)
        assert f"ESR 12 mm/h{said}\n" in ldn("show").stdout

    def test_names_are_never_shown_raw(self, journal: Journal, ldn: Ldn) -> None:
        nasty = "[/b] \x1b[31m\u202e"
        journal.measures.edit("pain", name=nasty)
        journal.rate(DAY, "pain", 4)
        journal.add_side_effect(DAY, nasty, 1)
        journal.record_rescue(DAY, nasty, 1)
        store_label(journal, DAY, nasty, nasty)
        journal.record_lab(DAY, nasty, 1, nasty)
        store_phase(journal, PhaseKind.TREATMENT, DAY, arm=nasty)
        for call in (("show",), ("status",), ("show", "--json"), ("status", "--json"), ("measure", "list"), ("undo",)):
            said = ldn(*call).stdout
            assert "\x1b" not in said
            assert "\u202e" not in said
        assert "[/b] ␛[31m�" in ldn("show").stdout


class TestStatus:
    def test_json(self, journal: Journal, ldn: Ldn) -> None:
        journal.rate(ago(3), "pain", 4)
        store_phase(journal, PhaseKind.BASELINE, ago(3), ago(-10))
        result = ldn("status", "--json")
        assert result.stderr == ""
        document = json.loads(result.stdout)
        assert list(document) == ["version", "date", "state", "phase", "trial_day", "due", "to_fill"]
        assert document == {
            "version": 1,
            "date": "2026-11-22",
            "state": "open",
            "phase": {"kind": "baseline", "arm": None, "day": 4, "of": 14},
            "trial_day": None,
            "due": [{"kind": "day", "since": "2026-11-22"}],
            "to_fill": ["2026-11-21", "2026-11-20", "2026-11-19"],
        }

    def test_json_when_all_is_done(self, journal: Journal, ldn: Ldn) -> None:
        ldn("log", "pain=4", "sleep=4", "mood=4", "food=4", "function=-")
        document = json.loads(ldn("status", "--json").stdout)
        assert (document["state"], document["phase"], document["due"], document["to_fill"]) == (
            "complete", None, [], [],
        )  # fmt: skip

    def test_text(self, journal: Journal, ldn: Ldn) -> None:
        assert ldn("status").stdout == (
            "Sunday 22 November 2026: nothing yet; not rated yet: Pain, Sleep, Mood, Food, Function\n"
            "No earlier day of the last 7 is to be filled.\n"
        )
        store_phase(journal, PhaseKind.TREATMENT, ago(1), arm="LDN")
        for measure in ("pain", "sleep", "mood", "food"):
            journal.rate(DAY, measure, 4)
        journal.rate(ago(2), "pain", 4)
        assert ldn("status").stdout == (
            "Sunday 22 November 2026: partly filled; not rated yet: Function\n"
            "Treatment, LDN, day 2\n"
            "To fill of the last 7 days: Sat 21 Nov 2026, Fri 20 Nov 2026\n"
        )
        journal.rate(DAY, "function", 4)
        assert ldn("status").stdout.startswith("Sunday 22 November 2026: complete\n")

    def test_it_follows_the_clock(self, journal: Journal, ldn: Ldn) -> None:
        assert json.loads(ldn("status", "--json", now="2026-11-23T03:59:00+01:00").stdout)["date"] == "2026-11-22"
        assert json.loads(ldn("status", "--json", now="2026-11-23T04:00:00+01:00").stdout)["date"] == "2026-11-23"


@pytest.mark.parametrize("verb", ["show", "status", "undo", "redo"])
def test_help_has_examples(ldn: Ldn, verb: str) -> None:
    result = ldn(verb, "--help")
    assert result.exit_code == 0
    assert f"    ldn {verb}" in result.stdout


def test_a_dose_beside_the_plan_is_shown_with_it(journal: Journal, ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "y=3")
    ldn("dose", "9", "--yes")
    ldn("dose", "3", "--date", "yesterday")
    shown = ldn("show").stdout.splitlines()
    doses = [" ".join(line.split()) for line in shown if "mg" in line]
    assert doses == ["Dose naltrexone 9 mg", "Planned 3 mg"]
    assert "Planned" not in ldn("show", "yesterday").stdout
