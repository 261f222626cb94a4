"""A journal with something of everything, its notes and names chosen so that a leak is found."""

from datetime import date, datetime
from pathlib import Path

from ldn_tui.clock import Clock
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal, open_journal
from ldn_tui.storage.steps import Step
from tests.conftest import DAY_STARTS_AT

DAY = date(2026, 11, 20)
EARLIER = date(2026, 11, 3)
NOTE = "=SUM(A1) secret-note\r\n\"quoted\", 'x' \U0001f62c #ill"
HELPER, PHONE = "Ada Helpername", "030 7654321"
SOURCE = "anna-surname.csv"
QUESTION, CONDITION = "Does it help?", "fibromyalgia"
NONCE = "00112233445566778899aabbccddeeff"
TERM = "-rash; =here"


def record_days(journal: Journal) -> None:
    """Record every kind of value, without a trial."""
    journal.rate(EARLIER, "pain", 6.5)
    journal.rate(EARLIER, "sleep", None)
    journal.rate(DAY, "pain", 4)
    journal.record_dose(EARLIER, 4.5, taken_at=datetime.fromisoformat("2026-11-03T22:10:00+01:00"))
    journal.record_no_dose(DAY)
    journal.add_side_effect(EARLIER, "headache", 2)
    journal.add_side_effect(EARLIER, TERM, 1)
    journal.record_no_side_effects(DAY)
    journal.record_rescue(EARLIER, "@ibuprofen", 0.5)
    journal.write_note(DAY, NOTE)
    journal.skip(date(2026, 11, 4), SkipReason.TOO_TIRED)
    journal.record_impression(DAY, 2)
    journal.record_lab(EARLIER, "ESR", 21, "mm/h", None, 20.5)
    journal.record_lab(EARLIER, "CRP", 0.1 + 0.2, "mg/l")
    journal.record_lab(EARLIER, "B12", -1, "=odd unit")


def fill(journal: Journal) -> None:
    """Record something in every table but those of a seal."""
    record_days(journal)
    journal.measures.add("Fog", "clear", "thick", Direction.LOWER)
    journal.rate(DAY, "fog", 3)
    journal.decline_lab("CRP")
    journal.medicines.add("tramadol", "50 mg", opioid=True)
    steps = (DoseStep(date(2026, 12, 1), 1.5),)
    journal.trials.new(NewTrial(Template.BEFORE_AFTER, QUESTION, CONDITION, date(2026, 11, 10), steps=steps))
    import_source(journal)


def import_source(journal: Journal) -> None:
    """Store a rating that came from a file whose name is a person's."""
    day, import_id = "2026-10-01", "00000000-0000-4000-8000-000000000001"

    def work(step: Step) -> None:
        at = step.at.isoformat()
        step.put(
            "import",
            {
                "id": import_id,
                "source": SOURCE,
                "first_day": day,
                "last_day": day,
                "measures": "mood",
                "recorded_at": at,
            },
        )
        step.put(
            "rating",
            {
                "measure": "mood",
                "day": day,
                "value": 5.0,
                "id": "00000000-0000-4000-8000-000000000002",
                "recorded_at": at,
                "import_id": import_id,
            },
        )

    journal.act("a diary stored", work)


def sealed_journal(path: Path, clock: Clock, contents: tuple[Content, ...]) -> Journal:
    """Return a journal at `path` in a sealed trial whose bottles hold `contents`, with doses from the first two."""
    journal = open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app")
    sheet = Sheet(6, contents, NONCE)
    new = NewTrial(Template.SEALED_PAIRS, "Does it help?", "", date(2026, 8, 1), date(2026, 8, 29), baseline_days=28)
    journal.trials.new(new)
    journal.seals.add(sheet.commitment.code, HELPER, PHONE)
    for day in (date(2026, 8, 29), date(2026, 9, 5), date(2026, 10, 20)):
        planned = journal.trials.planned_dose(day)
        assert planned is not None
        journal.record_dose(day, planned.mg, label=planned.label)
        journal.rate(day, "pain", 5)
    return journal
