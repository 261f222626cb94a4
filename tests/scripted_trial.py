"""The trial of issue 3, evening by evening: what is done in it, whichever way it is written down."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tests.conftest import Ldn

START = date(2026, 8, 3)
MEASURES = ("pain", "sleep", "mood", "food", "function")
QUESTION = "Does LDN lower my pain?"
CONDITION = "fibromyalgia"
FIRST_DOSE = 14
PLANNED_ON = 10
DECIDED_ON = FIRST_DOSE + 14 + 56
LAST_DAY = DECIDED_ON + 28 - 1
AMOUNTS = {FIRST_DOSE: "1.5", FIRST_DOSE + 7: "3", FIRST_DOSE + 14: "4.5"}
ESR_RANGE = "0..20"
CRP_DECLINED_ON = 3
DECISION_REASON = "to see what it was"
END_REASON = "four weeks off are over"


@dataclass(frozen=True, slots=True)
class Evening:
    """What is recorded on one evening.

    Attributes:
        number: the day of the script, from 0.
        ratings: the rating of each of MEASURES.
        dose: the amount in mg, "none" for one that was not taken, None where none is due.
        impression: the overall impression, where it is given.
        esr: the ESR, where it is measured.
    """

    number: int
    ratings: tuple[str, ...]
    dose: str | None
    impression: str | None
    esr: str | None


def on(number: int) -> date:
    """Return day `number` of the scripted trial, from 0."""
    return START + timedelta(days=number)


def evening(day: date) -> datetime:
    """Return when things are written down on `day`."""
    return datetime.combine(day, time(21, 30)).astimezone()


def evenings() -> list[Evening]:
    """Return every evening of the trial."""
    return [_evening(number) for number in range(LAST_DAY + 1)]


def _evening(number: int) -> Evening:
    pain, sleep = ("6", "4") if number < FIRST_DOSE + 14 else ("4", "6")
    dose = None
    if FIRST_DOSE <= number < DECIDED_ON:
        dose = "none" if number == 40 else AMOUNTS[max(day for day in AMOUNTS if day <= number)]
    return Evening(
        number,
        (pain, sleep, "5", "7", "5"),
        dose,
        {42: "3", 70: "3", DECIDED_ON: "2"}.get(number),
        {2: "28", DECIDED_ON: "19"}.get(number),
    )


def run_by_command_line(ldn: Ldn) -> None:
    """Run the whole trial by command line alone, each evening what is done that evening."""

    def do(number: int, *words: str) -> None:
        result = ldn(*words, now=evening(on(number)))
        assert result.exit_code == 0, result.stderr

    do(0, "trial", "new", "before-after", "--question", QUESTION, "--condition", CONDITION, "--baseline-days", "14")
    for each in evenings():
        number = each.number
        if number == PLANNED_ON:
            do(number, "trial", "plan", f"{on(FIRST_DOSE)}=1.5@22:00,+7=3,+7=4.5")
        ratings = (f"{measure}={value}" for measure, value in zip(MEASURES, each.ratings, strict=True))
        do(number, "log", *ratings, "side=none")
        if each.dose is not None:
            do(number, "dose", each.dose)
        if each.impression is not None:
            do(number, "impression", each.impression)
        if each.esr is not None:
            do(number, "lab", f"ESR={each.esr}", "--range", ESR_RANGE)
        if number == CRP_DECLINED_ON:
            do(number, "lab", "CRP", "--decline")
        if number == DECIDED_ON:
            do(number, "decide", "stop", "--reason", DECISION_REASON)
            do(number, "trial", "start", "washout")
    do(LAST_DAY + 1, "trial", "end", "--reason", END_REASON, "--date", str(on(LAST_DAY)))
