"""The verbs of the trial: trial, dose, impression, lab, medicine, decide."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.medicines import opioid_line
from ldn_tui.domain.seal import draw_sheet
from ldn_tui.domain.trial import Choice
from ldn_tui.journal import Journal
from ldn_tui.journal.trials import TrialBook
from tests.conftest import NOW, Ldn
from tests.scripted_trial import START, evening, on, run_by_command_line
from tests.stored import has_history


def shown(ldn: Ldn, now: datetime | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ldn("trial", "show", "--json", now=now).stdout)["trial"]
    return found


def status(ldn: Ldn, now: datetime | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ldn("status", "--json", now=now).stdout)
    return found


def test_a_whole_trial_by_command_line_alone(ldn: Ldn) -> None:
    run_by_command_line(ldn)
    after = evening(on(112))
    trial = shown(ldn, after)
    assert trial["phases"] == [
        {"kind": kind, "arm": arm, "starts_on": str(on(first)), "ends_on": str(on(last))}
        for kind, arm, first, last in [
            ("baseline", None, 0, 13), ("titration", None, 14, 27), ("treatment", "LDN", 28, 83),
            ("washout", None, 84, 111),
        ]
    ]  # fmt: skip
    assert trial["windows"] == {
        "first_dose": str(on(14)),
        "full_dose": str(on(28)),
        "baseline": {"start": str(on(0)), "end": str(on(14))},
        "transition": {"start": str(on(14)), "end": str(on(42))},
        "stable": {"start": str(on(42)), "end": str(on(84))},
        "endpoint": {"start": str(on(56)), "end": str(on(84))},
        "decision_day": str(on(84)),
        "too_short": False,
        "ended_early": False,
    }
    assert trial["gaps"] == []
    assert (trial["locked_on"], trial["first_dose_on"]) == (str(on(17)), str(on(14)))
    assert trial["decisions"] == [{"date": str(on(84)), "choice": "stop", "reason": "to see what it was"}]
    assert trial["amendments"] == []
    assert (trial["ended_on"], trial["end_reason"]) == (str(on(111)), "four weeks off are over")
    document = json.loads(ldn("export", now=after).stdout)
    assert [(row["day"], row["value"]) for row in document["labs"]] == [(str(on(2)), 28), (str(on(84)), 19)]
    assert [row["day"] for row in document["impressions"]] == [str(on(day)) for day in (42, 70, 84)]
    assert len(document["doses"]) == 70
    assert [row["mg"] for row in document["dose_steps"]] == [1.5, 3, 4.5]
    assert document["declined"][0]["what"] == "lab CRP"
    days = json.loads(ldn("show", f"{on(0)}..{on(111)}", "--json", now=after).stdout)["days"]
    assert {day["state"] for day in days} == {"complete"}
    assert status(ldn, after)["due"] == [{"kind": "day", "since": str(on(112))}]


def test_nothing_was_due_but_what_the_script_answered(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", str(START), "--dose-plan", f"{on(14)}=4.5", now=evening(on(0)))
    asked: dict[int, list[str]] = {}
    for number in (0, 13, 14, 41, 42, 69, 70, 71):
        due = status(ldn, evening(on(number)))["due"]
        asked[number] = [item["kind"] for item in due if item["kind"] != "day"]
    assert asked == {
        0: ["lab", "lab"], 13: ["lab", "lab"], 14: [], 41: [], 42: ["impression"], 69: [],
        70: ["impression", "lab", "lab", "decision"], 71: ["impression", "lab", "lab", "decision"],
    }  # fmt: skip


def test_an_export_of_it_makes_the_same_journal_again(ldn: Ldn, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run_by_command_line(ldn)
    after = evening(on(112))
    ldn("medicine", "add", "tramadol", "--price", "12.5", now=after)
    exported = ldn("export", now=after).stdout
    path = tmp_path / "whole.json"
    path.write_text(exported, encoding="utf-8")
    monkeypatch.setenv("LDN_DB", str(tmp_path / "other.db"))
    assert ldn("import", str(path), "--yes", now=after).exit_code == 0
    assert ldn("export", now=after).stdout == exported
    ldn("import", str(path), "--yes", now=after)
    assert ldn("export", now=after).stdout == exported


def test_a_trial_without_a_plan(ldn: Ldn) -> None:
    result = ldn("trial", "new", "before-after")
    assert result.exit_code == 0
    assert result.stdout == "Trial before-after, from Sun 22 Nov 2026.\n  2026-11-22..            Baseline\n"
    assert "LDN_NOW pins the clock" in result.stderr
    assert ldn("trial").stdout.splitlines()[:3] == [
        "before-after", "Day 1, since Sun 22 Nov 2026", "Decided by: pain, an improvement of 30 %",
    ]  # fmt: skip
    found = status(ldn)
    assert (found["phase"], found["trial_day"]) == ({"kind": "baseline", "arm": None, "day": 1, "of": None}, 1)
    assert ldn("undo").exit_code == 0
    assert shown(ldn) is None
    assert "There is no trial yet" in ldn("trial").stdout


def test_every_option_of_new(ldn: Ldn) -> None:
    result = ldn(
        "trial", "new", "before-after-stop", "--question", "Q\x1b?", "--start", "-20", "--first-dose", "+8",
        "--baseline-days", "21", "--endpoint-days", "14", "--dose-plan", "2026-11-30=1.5,+14=3@22:00",
        "--primary", "sleep", "--threshold", "50", "--weeks", "12",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stdout
    trial = shown(ldn)
    assert {
        name: trial[name] for name in ("question", "starts_on", "first_dose_on", "baseline_days", "endpoint_days")
    } == {
        "question": "Q\x1b?",
        "starts_on": "2026-11-02",
        "first_dose_on": "2026-11-30",
        "baseline_days": 21,
        "endpoint_days": 14,
    }
    assert (trial["primary"], trial["threshold"], trial["decision_after"]) == ("sleep", 50, 84)
    assert trial["dose_plan"] == [
        {"starts_on": "2026-11-30", "mg": 1.5, "at": None}, {"starts_on": "2026-12-14", "mg": 3, "at": "22:00"},
    ]  # fmt: skip
    assert trial["windows"]["decision_day"] == "2027-03-08"


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (["new"], 2, "TEMPLATE"),
        (["new", "placebo"], 2, "before-after"),
        (["new", "before-after", "--threshold", "31"], 3, "threshold 31"),
        (["new", "before-after", "--dose-plan", "1.5"], 3, "write each step as DATE=MG"),
        (["new", "before-after", "--dose-plan", "+14=1.5"], 3, "needs its date"),
        (["new", "before-after", "--dose-plan", "2026-12-01=1.55"], 3, "too fine"),
        (["new", "before-after", "--dose-plan", "2026-12-01=1.5@25:00"], 3, "write it like 22:00"),
        (["new", "before-after", "--primary", "pian"], 3, "did you mean pain?"),
        (["new", "before-after", "--dose-plan", "2026-12-01=1", "--decision-day", "2026-12-20"], 2, "add --yes"),
        (["new", "before-after", "--first-dose", "+99999"], 3, "first dose 2300-09-06 is more than 5 years ahead"),
        (["start", "washout"], 3, "there is no active trial"),
        (["start", "placebo"], 2, "washout"),
        (["pause"], 3, "there is no active trial"),
        (["end"], 2, "--reason"),
        (["end", "--reason", "x"], 3, "there is no active trial"),
        (["move", "2026-11-01"], 2, "DAY"),
        (["plan", ""], 3, "there is no active trial"),
        (["change"], 2, "nothing to change"),
        (["change", "--threshold", "50"], 3, "there is no active trial"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_asked(
    journal: Journal, ldn: Ldn, words: list[str], exit_code: int, said: str
) -> None:
    result = ldn("trial", *words, input="y\ny\n")
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert said in result.stderr
    assert not has_history(journal)


def test_a_lock_is_said_and_asks(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20")
    ldn("dose", "1.5", "--date", "-5")
    later = "2026-11-25T21:30:00+01:00"
    result = ldn("trial", "change", "--threshold", "50", now=later)
    assert result.exit_code == 2
    assert "(windows and question of the trial locked on Wed 25 Nov 2026)" in result.stderr
    assert "The threshold was locked" in result.stderr
    assert "Add --yes to make it." in result.stderr
    assert ldn("trial", "change", "--threshold", "50", "--yes", now=later).stdout == "Trial changed: threshold.\n"
    assert "Changed on Wed 25 Nov 2026: threshold 30 to 50" in ldn("trial", "show", now=later).stdout
    assert ldn("undo", now=later).exit_code == 0
    # The dose typed before the lock can be taken back; the trial, which the lock fixed, cannot.
    assert "Undone: naltrexone 1.5 mg" in ldn("undo", now=later).stdout
    refused = ldn("undo", now=later)
    assert refused.exit_code == 1
    assert "This cannot be undone" in refused.stderr


def test_moving_a_boundary_names_the_days_first(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=4.5")
    result = ldn("trial", "move", "2026-11-16", "2026-11-18")
    assert result.exit_code == 2
    assert (
        "Days that have come would change sides: 2 days: treatment, LDN → baseline (16 Nov to 17 Nov). Add --yes"
    ) in result.stderr
    assert ldn("trial", "move", "2026-11-16", "2026-11-18", "--yes").stdout == (
        "  2 days: treatment, LDN → baseline (16 Nov to 17 Nov)\n"
        "  2 days: no phase → treatment, LDN (11 Jan to 12 Jan)\n"
        "Boundary moved from Mon 16 Nov 2026 to Wed 18 Nov 2026.\n"
    )
    assert shown(ldn)["phases"][0]["ends_on"] == "2026-11-17"


def test_gaps_between_phases_are_named(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after-stop", "--start", "-20", "--dose-plan", "2026-11-16=4.5")
    assert "no phase" not in ldn("trial", "show").stdout
    assert shown(ldn)["gaps"] == []
    ldn("trial", "start", "follow-up", "--date", "2027-02-10")
    lines = [line for line in ldn("trial", "show").stdout.splitlines() if line.startswith("  20") and ".." in line]
    assert lines == [
        "  2026-11-02..2026-11-15  Baseline",
        "  2026-11-16..2027-01-10  Treatment, LDN",
        "  2027-01-11..2027-02-07  Washout",
        "  2027-02-08..2027-02-09  no phase",
        "  2027-02-10..            Follow-up",
    ]
    assert shown(ldn)["gaps"] == [{"starts_on": "2027-02-08", "ends_on": "2027-02-09"}]


def test_an_early_end_is_called_one(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-18", "--dose-plan", "2026-11-18=1.5")
    assert ldn("trial", "end", "--reason", "rash").stdout == "Trial ended early on Sun 22 Nov 2026, day 19.\n"
    assert "Ended early on Sun 22 Nov 2026, day 19: rash" in ldn("trial", "show").stdout
    assert shown(ldn)["windows"]["ended_early"] is True


@pytest.mark.parametrize("words", [["pause"], ["end", "--reason", "enough"]])
def test_locked_periods_are_asked_about(ldn: Ldn, words: list[str]) -> None:
    ldn("trial", "new", "sealed-pairs", "--start", "-20", "--first-dose", "-6")
    code = draw_sheet(1, 6, lambda bits: 1).commitment.code
    ldn("seal", "add", code, "--helper", "Ada", "--phone", "030 1")
    assert ldn("seal", "open", "--early", "curious").exit_code == 0
    asked = ldn("trial", *words)
    assert asked.exit_code == 2
    assert "The periods were locked when the seal was to be opened." in asked.stderr
    assert "Add --yes to make it." in asked.stderr
    assert ldn("trial", *words, "--yes").exit_code == 0
    assert "periods bottle 1 2026-11-16..2026-12-27" in ldn("trial", "show").stdout


def test_an_extension_that_moves_nothing_is_refused(journal: Journal, ldn: Ldn) -> None:
    plan = ("--start", "-90", "--dose-plan", "2026-09-15=4.5")
    refusals = {
        ("before-after", *plan, "--weeks", "12"): "the decision is 12 weeks after full dose already",
        ("before-after", *plan, "--decision-day", "2026-11-20"): "the decision day Fri 20 Nov 2026 was set by hand",
        ("sealed-pairs", "--start", "-90", "--first-dose", "-70"): "a sealed trial is decided after its last period",
        ("already-taking", "--start", "-90"): "this trial has no decision day to move",
    }
    for words, said in refusals.items():
        assert ldn("trial", "new", *words, "--yes").exit_code == 0
        refused = ldn("decide", "extend")
        assert refused.exit_code == 3
        assert f"extend: {said}" in refused.stderr
        ldn("undo")
        assert journal.trials.active() is None
    ldn("trial", "new", "before-after", *plan, "--yes")
    ldn("trial", "end", "--reason", "done")
    assert "extend: the trial ended on Sun 22 Nov 2026" in ldn("decide", "extend").stderr


def test_a_second_decision_is_asked_about(journal: Journal, ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20")
    assert ldn("decide", "undecided").exit_code == 0
    assert ldn("decide", "continue").exit_code == 0
    asked = ldn("decide", "stop")
    assert asked.exit_code == 2
    assert "was decided on Sun 22 Nov 2026: continue. Both decisions would stand. Add --yes" in asked.stderr
    assert ldn("decide", "stop", "--yes").exit_code == 0
    assert [made.choice for made in journal.trials.decisions(journal.trials.all()[0])] == [
        Choice.UNDECIDED, Choice.CONTINUE, Choice.STOP,
    ]  # fmt: skip


def test_an_empty_plan_is_asked_about(journal: Journal, ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=1.5")
    asked = ldn("trial", "plan", "")
    assert (asked.exit_code, "takes the whole dose plan away" in asked.stderr) == (2, True)
    trial = journal.trials.active()
    assert trial is not None
    assert trial.steps


def test_a_short_baseline_is_said(ldn: Ldn) -> None:
    short = ldn("trial", "new", "before-after", "--first-dose", "+9")
    assert short.exit_code == 0
    assert "The baseline has 9 days, 14 are the least to compare with" in short.stderr
    ldn("undo")
    assert "baseline has" not in ldn("trial", "new", "before-after", "--first-dose", "+14").stderr


def test_days_of_a_plan_are_read_by_name_and_refused_by_theirs(journal: Journal, ldn: Ldn) -> None:
    assert "start 'foo' is not a day I know" in ldn("trial", "new", "before-after", "--start", "foo").stderr
    refused = ldn("trial", "new", "before-after", "--first-dose", "soon")
    assert "first dose 'soon' is not a day I know: write 2026-12-31, t, +14, -3, mon, 12 or 12 dec" in refused.stderr
    assert ldn("trial", "new", "before-after", "--first-dose", "20 dec").exit_code == 0
    trial = journal.trials.active()
    assert trial is not None
    assert str(trial.first_dose_on) == "2026-12-20"


def test_show_says_the_seal_and_each_thing_once(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after")
    assert ldn("trial", "show").stdout.startswith("before-after\n")
    ldn("undo")
    ldn("trial", "new", "sealed-pairs", "--question", "Does it help?")
    said = ldn("trial", "show").stdout
    assert said.startswith("Does it help? (sealed-pairs)\n")
    assert "Not sealed yet: `ldn seal add CODE`" in said
    ldn("seal", "add", draw_sheet(1, 6, lambda bits: 1).commitment.code, "--helper", "Ada", "--phone", "030 1")
    assert "Sealed; Ada, 030 1, has the sheet" in ldn("trial", "show").stdout


def test_pause_and_resume(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=4.5")
    assert ldn("trial", "pause", "--date", "yesterday").exit_code == 2
    assert ldn("trial", "pause", "--date", "yesterday", "--yes").stdout == "Pause from Sat 21 Nov 2026.\n"
    assert ldn("trial", "resume").exit_code == 0
    assert shown(ldn)["windows"]["decision_day"] == "2027-01-12"
    assert ldn("trial", "resume").exit_code == 1
    assert ldn("trial", "pause", "--date", "+3", "--until", "+9").exit_code == 0
    assert shown(ldn)["windows"]["decision_day"] == "2027-01-19"


def test_list(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "2026-01-01", "--question", "One?")
    ldn("trial", "end", "--reason", "moved", "--date", "2026-02-01")
    ldn("trial", "new", "already-taking")
    assert ldn("trial", "list").stdout.splitlines() == [
        "2026-01-01  ended 2026-02-01  before-after       One?",
        "2026-11-22  active            already-taking",
    ]
    assert [trial["end_reason"] for trial in json.loads(ldn("trial", "list", "--json").stdout)["trials"]] == [
        "moved",
        None,
    ]


class TestDose:
    def test_amounts_times_and_none(self, journal: Journal, ldn: Ldn) -> None:
        assert ldn("dose", "4.5", "--at", "22:10").stdout == "Saved for Sunday 22 November 2026\n  naltrexone 4.5 mg\n"
        assert ldn("dose", "none", "--date", "yesterday").exit_code == 0
        late = ldn("dose", "4,5mg", "--date", "-3", "--at", "00:40")
        assert "(3 days late: marked recalled)" in late.stdout
        today = journal.today()
        assert [dose.taken_at and dose.taken_at.isoformat() for dose in journal.day(today).doses] == [
            "2026-11-22T22:10:00+01:00"
        ]
        assert [dose.taken for dose in journal.day(today - timedelta(days=1)).doses] == [False]
        # 00:40 belongs to the night after the day.
        assert [
            dose.taken_at and dose.taken_at.isoformat() for dose in journal.day(today - timedelta(days=3)).doses
        ] == ["2026-11-20T00:40:00+01:00"]

    def test_the_planned_one(self, journal: Journal, ldn: Ldn) -> None:
        refused = ldn("dose", "plan")
        assert refused.exit_code == 3
        assert "no dose is planned" in refused.stderr
        ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=4.5")
        assert ldn("dose", "plan").exit_code == 0
        assert journal.day(journal.today()).doses[0].mg == 4.5

    def test_an_unusual_one_is_asked_about_once_and_stored_as_said(self, journal: Journal, ldn: Ldn) -> None:
        ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=4.5")
        above = ldn("dose", "6")
        assert above.exit_code == 2
        assert "6 mg is above the plan of 4.5 mg. Add --yes to record it as said." in above.stderr
        assert journal.day(journal.today()).doses == ()
        assert ldn("dose", "6", "--yes").exit_code == 0
        second = ldn("dose", "4.5")
        assert second.exit_code == 2
        assert "A dose is recorded on this day already. Add --yes to record it as said (or --replace" in second.stderr
        assert ldn("dose", "4.5", "--yes").exit_code == 0
        assert sorted(dose.mg or 0 for dose in journal.day(journal.today()).doses) == [4.5, 6]
        assert ldn("dose", "3", "--replace").exit_code == 0
        assert [dose.mg for dose in journal.day(journal.today()).doses] == [3]
        ldn("trial", "start", "washout", "--date", "yesterday", "--yes")
        assert "lies in a washout" in ldn("dose", "1.5", "--date", "yesterday").stderr

    def test_a_name_in_capitals_is_the_same_medicine(self, journal: Journal, ldn: Ldn) -> None:
        ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=1.5")
        assert "above the plan of 1.5 mg" in ldn("dose", "50", "--medicine", "NALTREXONE").stderr
        assert ldn("dose", "1.5", "--medicine", "Naltrexone").exit_code == 0
        assert [dose.medicine for dose in journal.day(journal.today()).doses] == ["naltrexone"]

    def test_a_bottle(self, journal: Journal, ldn: Ldn) -> None:
        ldn("trial", "new", "sealed-pairs", "--start", "-20", "--first-dose", "-6")
        code = draw_sheet(1, 6, lambda bits: 1).commitment.code
        ldn("seal", "add", code, "--helper", "Ada", "--phone", "030 1")
        assert "The plan says bottle 1." in ldn("dose", "bottle 2").stderr
        assert "are bottle 1 to bottle 2" in ldn("dose", "bottle 9", "--yes").stderr
        assert "while sealed, give the bottle" in ldn("dose", "4.5", "--yes").stderr
        assert "holds no dose on this day" in ldn("dose", "bottle 1", "--date", "-10").stderr
        assert ldn("dose", "Bottle 1").exit_code == 0
        (dose,) = journal.day(journal.today()).doses
        assert (dose.mg, dose.label) == (None, "bottle 1")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["0"], "write `none`"),
            (["-1"], "dose -1"),
            ([""], "dose is empty"),
            (["skip"], "dose 'skip' is no amount: write mg, like 4.5, or plan, or none"),
            (["bottle 1"], "only in a sealed trial"),
            (["4.55"], "too fine"),
            (["4.5", "--at", "25:00"], "write it like 22:00"),
            (["none", "--at", "22:00"], "leave --at out"),
            (["4.5", "--date", "2026-11-23"], "has not come yet"),
            (["4.5", "--medicine", " "], "medicine"),
        ],
    )
    def test_bad_ones(self, journal: Journal, ldn: Ldn, words: list[str], said: str) -> None:
        result = ldn("dose", *words)
        assert (result.exit_code, result.stdout) == (3, "")
        assert said in result.stderr
        assert not has_history(journal)


class TestUnusualDoseByLog:
    """`ldn log dose=` asks as `ldn dose` does; it takes the place of what the day holds, so that none is a second."""

    @pytest.mark.parametrize(
        ("day", "said"), [("today", "6 mg is above the plan of 4.5 mg."), ("-8", "The plan holds no dose on this day.")]
    )
    def test_it_asks_once_and_stores_as_said(self, journal: Journal, ldn: Ldn, day: str, said: str) -> None:
        ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=4.5")
        asked = ldn("log", "pain=4", "dose=6", "--date", day)
        assert asked.exit_code == 2
        assert f"{said} Add --yes to record it as said." in asked.stderr
        assert said in ldn("dose", "6", "--date", day).stderr
        assert journal.recorded_days() == []
        assert ldn("log", "pain=4", "dose=6", "--date", day, "--yes").exit_code == 0
        assert [dose.mg for known in journal.recorded_days() for dose in known.doses] == [6]

    def test_a_correction_is_no_second_dose(self, journal: Journal, ldn: Ldn) -> None:
        ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=4.5")
        for amount in ("4.5", "3", "none"):
            assert ldn("log", f"dose={amount}").exit_code == 0
        assert [dose.taken for dose in journal.day(journal.today()).doses] == [False]


def test_status_writes_a_lock_that_is_due(journal: Journal, ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20")
    ldn("dose", "1.5", "--date", "-5")
    assert "locked" not in ldn("status").stderr
    later = "2026-11-25T21:30:00+01:00"
    result = ldn("status", "--json", now=later)
    assert "(windows and question of the trial locked on Wed 25 Nov 2026)" in result.stderr
    assert json.loads(result.stdout)["trial_day"] == 24
    assert "locked" not in ldn("status", now=later).stderr
    trial = journal.trials.active()
    assert trial is not None
    assert trial.is_locked


def test_status_is_said_where_nothing_can_be_written(
    journal: Journal, ldn: Ldn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ldn("trial", "new", "before-after", "--start", "-20")
    ldn("dose", "1.5", "--date", "-5")

    def refuse(_: TrialBook) -> None:
        raise CannotWrite("the disk is full")

    monkeypatch.setattr(TrialBook, "settle", refuse)
    assert ldn("status", now="2026-11-25T21:30:00+01:00").exit_code == 0


class TestAssessments:
    def test_an_impression_in_place_of_another_or_before_the_trial_is_said(self, journal: Journal, ldn: Ldn) -> None:
        ldn("trial", "new", "before-after", "--start", "-5")
        ldn("impression", "4")
        assert "It takes the place of: no change." in ldn("impression", "2").stdout
        asked = ldn("impression", "2", "--date", "-6")
        assert asked.exit_code == 2
        assert "lies before the trial, which begins on Tue 17 Nov 2026" in asked.stderr
        assert ldn("impression", "2", "--date", "-6", "--yes").exit_code == 0

    def test_a_laboratory_value_is_declined_in_any_letters(self, journal: Journal, ldn: Ldn) -> None:
        assert journal.decline_lab("esr").happened
        assert not journal.decline_lab("Esr").happened
        ldn("trial", "new", "before-after")
        assert [item.words for item in journal.status().due if item.kind == "lab"] == ["CRP, before the first dose"]
        assert journal.record_lab(journal.today(), "crp", 3, "mg/L").summary.startswith("CRP 3 mg/L")

    def test_impression(self, journal: Journal, ldn: Ldn) -> None:
        assert ldn("impression", "2", "--date", "yesterday").stdout == (
            "Overall: much improved on Sat 21 Nov 2026.\n"
        )  # fmt: skip
        for value in ("0", "8", "good"):
            assert ldn("impression", value).exit_code == 2
        assert tuple(journal.repository.impressions()) == (journal.today() - timedelta(days=1),)

    def test_lab(self, journal: Journal, ldn: Ldn) -> None:
        assert ldn("lab", "esr=24", "--range", "0..20").stdout == "ESR 24 mm/h on Sun 22 Nov 2026.\n"
        assert ldn("lab", "CRP=3,1", "--range", "..5").exit_code == 0
        assert ldn("lab", "Ferritin=80", "--unit", "µg/L", "--date", "-1").exit_code == 0
        labs = journal.day(journal.today()).labs
        assert [(lab.name, lab.value, lab.unit, lab.range_low, lab.range_high) for lab in labs] == [
            ("CRP", 3.1, "mg/L", None, 5), ("ESR", 24, "mm/h", 0, 20),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("words", "exit_code"),
        [
            (["ESR"], 2), (["ESR=x"], 3), (["ESR=1", "--range", "5"], 2), (["ESR=1", "--range", "9..5"], 3),
            (["=4"], 3), (["ESR=4", "--decline"], 2), (["platelets=250,000"], 3), (["ESR=1", "--range", "..1.000"], 3),
        ],
    )  # fmt: skip
    def test_bad_labs(self, journal: Journal, ldn: Ldn, words: list[str], exit_code: int) -> None:
        assert ldn("lab", *words).exit_code == exit_code
        assert not has_history(journal)


class TestMedicine:
    def test_an_opioid_is_proposed_and_raises_its_line(self, journal: Journal, ldn: Ldn) -> None:
        ldn("dose", "4.5")
        result = ldn("medicine", "add", "Tramadol", "--dose", "50 mg", "--as-needed")
        assert "Tramadol is taken for an opioid" in result.stdout
        assert "Naltrexone blocks opioids and can set off withdrawal." in result.stderr
        assert "Call your prescriber today" in result.stderr
        # It blocks nothing.
        again = ldn("dose", "4.5", "--date", "yesterday")
        assert again.exit_code == 0
        assert "Tramadol is an opioid" in again.stderr
        assert opioid_line("Tramadol") in ldn("status").stdout
        ldn("medicine", "stop", "tramadol")
        assert "opioid" not in ldn("status").stdout

    def test_the_person_decides(self, journal: Journal, ldn: Ldn) -> None:
        ldn("medicine", "add", "Tramadol drops", "--no-opioid")
        assert not journal.medicines.find("tramadol drops").opioid
        ldn("medicine", "add", "x", "--opioid")
        assert journal.medicines.find("x").opioid

    def test_list(self, ldn: Ldn) -> None:
        assert ldn("medicine", "add", "naltrexone", "--price", "60", "--pack", "90", "--supply", "84").exit_code == 0
        ldn("medicine", "add", "preg\x1b", "--start", "2026-01-01", "--stop", "2026-02-01")
        assert ldn("medicine").stdout.splitlines() == [
            "naltrexone  regular  0.67 each  84 left on 2026-11-22  at one a day it runs out on Sun 14 Feb 2027",
            "preg␛  regular  since 2026-01-01  stopped 2026-02-01",
        ]
        found = json.loads(ldn("medicine", "list", "--json").stdout)["medicines"][0]
        assert (found["price"], found["pack_size"], found["runs_out_on"]) == (60, 90, "2027-02-14")
        assert (found["currency"], found["units_a_day"]) == (None, None)

    def test_edit(self, ldn: Ldn) -> None:
        ldn("medicine", "add", "naltrexone", "--price", "60", "--pack", "90", "--supply", "84")
        assert ldn("medicine", "edit", "NALTREXONE", "--price", "45 EUR", "--a-day", "2").stdout == (
            "Medicine naltrexone changed.\n"
        )
        assert ldn("medicine").stdout == (
            "naltrexone  regular  0.50 EUR each  84 left on 2026-11-22  at 2 a day it runs out on Sun 3 Jan 2027\n"
        )
        found = json.loads(ldn("medicine", "list", "--json").stdout)["medicines"][0]
        assert (found["price"], found["currency"], found["units_a_day"]) == (45, "EUR", 2)
        assert ldn("medicine", "edit", "naltrexone", "--a-day", "2").stdout == "Nothing changed.\n"
        ldn("undo")
        assert "0.67 each" in ldn("medicine").stdout

    def test_an_edit_to_an_opioid_raises_its_line(self, ldn: Ldn) -> None:
        ldn("dose", "4.5")
        ldn("medicine", "add", "drops")
        assert "Naltrexone blocks opioids" in ldn("medicine", "edit", "drops", "--opioid").stderr

    @pytest.mark.parametrize(
        ("words", "exit_code"),
        [
            (["add"], 2), (["add", " "], 3), (["add", "x", "--price", "dear"], 3), (["add", "x", "--pack", "0"], 3),
            (["stop", "x"], 3), (["edit", "x", "--dose", "1"], 3), (["edit", "x"], 2),
            (["add", "x", "--a-day", "0"], 3), (["add", "x", "--price", "5 EUR 6"], 3),
        ],
    )  # fmt: skip
    def test_bad_ones(self, journal: Journal, ldn: Ldn, words: list[str], exit_code: int) -> None:
        assert ldn("medicine", *words).exit_code == exit_code
        assert not has_history(journal)


class TestDecide:
    @pytest.mark.parametrize(
        ("word", "choice"),
        [
            ("continue", "continue"), ("stop", "stop"), ("extend", "extend"), ("undecided", "undecided"),
            ("change", "change with the prescriber"),
        ],
    )  # fmt: skip
    def test_it_may_be_early(self, ldn: Ldn, word: str, choice: str) -> None:
        ldn("trial", "new", "before-after", "--start", "-18")
        result = ldn("decide", word, "--reason", "because")
        assert result.stdout == f"Decision on Sun 22 Nov 2026: {choice}.\n"
        assert shown(ldn)["decisions"] == [{"date": "2026-11-22", "choice": choice, "reason": "because"}]

    def test_there_must_be_a_trial(self, ldn: Ldn) -> None:
        assert ldn("decide", "stop").exit_code == 3
        assert ldn("decide", "perhaps").exit_code == 2


@pytest.mark.parametrize(
    "verb",
    [
        "trial", "trial new", "trial show", "trial list", "trial start", "trial move", "trial pause", "trial resume",
        "trial end", "trial plan", "trial change", "dose", "impression", "lab", "medicine", "medicine add",
        "medicine edit", "medicine stop", "medicine list", "decide",
    ],
)  # fmt: skip
def test_help_has_examples(ldn: Ldn, verb: str) -> None:
    result = ldn(*verb.split(), "--help")
    assert result.exit_code == 0
    assert f"  ldn {verb}" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_a_dose_plan_is_read_like_every_day_that_may_lie_ahead(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--dose-plan", "1 dec=1.5,+14=3")
    assert [step["starts_on"] for step in shown(ldn)["dose_plan"]] == ["2026-12-01", "2026-12-15"]
    assert ldn("trial", "plan", "5.12.=1.5,20 dec=4.5").exit_code == 0
    assert [step["starts_on"] for step in shown(ldn)["dose_plan"]] == ["2026-12-05", "2026-12-20"]
    refused = ldn("trial", "plan", "soon=1.5")
    assert (refused.exit_code, "dose plan 'soon' is not a day I know" in refused.stderr) == (3, True)


def test_days_that_a_new_phase_leaves_in_none_are_named(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=4.5")
    said = ldn("trial", "start", "follow-up", "--date", "2027-01-18").stdout
    assert said == "  7 days in no phase: Mon 11 Jan 2027 to Sun 17 Jan 2027\nFollow-up from Mon 18 Jan 2027.\n"
    assert "no phase" not in ldn("trial", "start", "washout", "--date", "2027-01-11").stdout


def test_a_boundary_moved_too_far_names_its_neighbours(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-20", "--dose-plan", "2026-11-16=1.5,2026-11-30=4.5")
    refused = ldn("trial", "move", "2026-11-16", "2026-12-24")
    assert refused.exit_code == 3
    assert "choose a day after Mon 2 Nov 2026 and before Mon 30 Nov 2026" in refused.stderr
    assert "choose a day before Mon 16 Nov 2026" in ldn("trial", "move", "2026-11-02", "2026-12-24").stderr


LATE_FIRST_DOSE = (
    "The baseline is now 28 days: the first recorded dose is 20 Nov, the plan says 6 Nov. "
    "If you took doses before, record them."
)


def test_a_dose_that_moves_the_baseline_says_so_until_the_first_one_is_recorded(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-30", "--dose-plan", "-16=1.5,+7=3,+7=4.5", "--yes")
    assert LATE_FIRST_DOSE in ldn("log", "--date", "-2", "dose=4.5").stdout
    assert LATE_FIRST_DOSE not in ldn("log", "--date", "-1", "dose=4.5").stdout, "it moves nothing more"
    for verb in (["status"], ["trial", "show"], ["findings"]):
        assert LATE_FIRST_DOSE in " ".join(ldn(*verb).stdout.split()), verb
    assert "The baseline is now 10 days" in ldn("dose", "1.5", "--date", "2026-11-02", "--yes").stdout
    ldn("undo")
    assert "baseline is" not in ldn("dose", "1.5", "--date", "2026-11-06").stdout
    for verb in (["status"], ["trial", "show"], ["findings"]):
        assert "baseline is" not in ldn(*verb).stdout, verb


def test_a_first_dose_that_is_locked_beside_its_plan_stays_a_caveat(ldn: Ldn) -> None:
    ldn("trial", "new", "before-after", "--start", "-30", "--dose-plan", "-16=1.5,+7=3,+7=4.5", "--yes")
    ldn("log", "--date", "-2", "dose=4.5")
    later = evening(NOW.date() + timedelta(days=5))
    said = "The baseline is 28 days: the first dose is locked on 20 Nov, the dose plan says 6 Nov."
    assert "baseline" not in ldn("status", now=later).stdout.lower(), "nothing that can be recorded mends it"
    assert said in ldn("trial", "show", now=later).stdout
    assert said in " ".join(ldn("findings", now=later).stdout.split())
