"""A trial with as much in it as a journal takes: long words, 12 measures, red flags, opioids, amendments."""

from dataclasses import replace
from datetime import date

from ldn_tui.domain.analysis import analyse
from ldn_tui.domain.days import Lab, Rescue, SideEffect
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measures import Direction, Measure
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.trial import Amendment, Choice, Decision
from ldn_tui.reports.report import LONGEST_LINE, LONGEST_QUESTIONS, MOST_LINES, Report, ReportWish, build_report
from tests.domain.evidence_builder import PAIN, evidence, on, plan


def long(length: int) -> str:
    """Return a text of about that length, in the widest letters there are."""
    return ("WWWWWW mmmmm " * length)[:length].strip()


FULL_WISH = ReportWish(words=(long(LONGEST_LINE),) * MOST_LINES, questions=long(LONGEST_QUESTIONS))


def full_trial(length: int, measures: int = 12) -> Evidence:
    """Return a trial of `length` days, 28 of them a baseline if that leaves enough."""
    before = min(28, length // 3)
    others = tuple(
        Measure(f"m{number}", f"{long(20)} {number}", long(40), long(40), list(Direction)[number % 2], number)
        for number in range(1, measures)
    )
    primary = replace(PAIN, name=long(24), low_anchor=long(40), high_anchor=long(40))
    return evidence(
        [6 + number * 7 % 5 - 2 for number in range(before)],
        [4 + number * 11 % 5 - 2 for number in range(length - before)],
        others={measure.key: [5 + number % 3 for number in range(length)] for measure in others},
        also={
            number: {
                "side_effects": tuple(
                    SideEffect(f"{number} {which}", f"{long(50)} {which}", 1 + (which + number) % 3)
                    for which in range(9)
                ),
                "rescues": (Rescue(str(number), long(60), 2.5),),
                "note": f"{long(200)} #{'w' * 30} #{'x' * 30}",
                "labs": (Lab(str(number), long(30), 123.45, long(15), 1, 2),) if number % 30 == 0 else (),
                "impression": 6 if number % 28 == 0 else None,
            }
            for number in range(length)
        },
        measures=(primary, *others),
        medicines=tuple(
            Medicine(str(number), f"{long(50)} {number}", long(60), starts_on=on(number + 1), opioid=True)
            for number in range(12)
        ),
        steps=plan(*((before + 2 * number, 1.25 + number * 0.25) for number in range(9))),
        question=long(300),
        condition=long(100),
        amendments=(Amendment("dose plan", long(300), long(300), on(5)),) * 8,
        ended_on=on(length - 1),
        end_reason=long(400),
        decisions=(Decision(on(length - 1), Choice.CHANGE, long(500)),),
    )


def report_on(known: Evidence, wish: ReportWish | None = None, written_on: date | None = None) -> Report:
    """Return the report of a trial, written on the day it is seen from."""
    return build_report(known, analyse(known), wish or ReportWish(), written_on or known.as_of)
