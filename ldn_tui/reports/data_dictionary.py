"""What other programs find: every table, view and column of a journal's file, and every field of the JSON documents."""

from collections.abc import Mapping
from dataclasses import dataclass

DICTIONARY_VERSION = 1


@dataclass(frozen=True, slots=True)
class Section:
    """One table, view, document or file.

    Attributes:
        name: its name; of a document, the call that prints it.
        meaning: what it holds.
        fields: the meaning of each of its columns or fields, by name; in a document `days[].date` is the field `date`
            of each object in the list `days`, and * stands for any name, like a measure's key.
    """

    name: str
    meaning: str
    fields: Mapping[str, str]


DAY = "the day, YYYY-MM-DD; it begins at the hour the setting day_starts_at says"
_ID = "a random UUID"
_AT = "when it was recorded, ISO 8601 with its offset"
_MADE = {"id": _ID, "recorded_at": _AT}
_IMPORT = {"import_id": "the import it came with, or null"}
_TRIAL = {"trial": "the id of its trial"}

TABLES = (
    Section(
        "journal",
        "One row: which journal this is.",
        {
            "singleton": "always 1",
            "id": "a random UUID that tells a copy of this journal from another journal",
            "created_at": "when the journal was made",
            "created_on": "the logical day of that",
        },
    ),
    Section(
        "measure",
        "What is rated every day.",
        {
            "key": "its word in commands and files; never changes",
            **_MADE,
            "name": "what the person calls it",
            "low_anchor": "what 0 means",
            "high_anchor": "what 10 means",
            "direction": "which end is the good one: lower or higher",
            "position": "its place in the order, from 0",
            "added_on": "the day it was added; null if it came with the journal",
            "retired_on": "the first day it is no longer asked; null while it is",
            "inactive": "earlier stretches in which it was not asked, FIRST..FIRST_AGAIN with blanks between; or null",
        },
    ),
    Section(
        "import",
        "Diaries that were read in.",
        {
            **_MADE,
            "source": "the name of the file; never exported",
            "first_day": "the first day it brought",
            "last_day": "the last day it brought",
            "measures": "the keys of the measures it rated, with blanks between",
        },
    ),
    Section("rating", "An answer for a measure and a day.", {
        "measure": "the measure's key", "day": DAY, "value": "0 to 10 in tenths; null is an explicit no answer",
        **_MADE, **_IMPORT,
    }),
    Section("dose", "An intake, or the statement that none was taken.", {
        "day": DAY,
        "medicine": "its name",
        "mg": "the amount in mg; null with a bottle's label, or if none was taken",
        "label": "the label of the bottle it came from, in a sealed trial; else null",
        "taken": "1 if it was taken, 0 if not",
        "taken_at": "when, with offset; null if not said",
        **_MADE, **_IMPORT,
    }),
    Section("side_effect", "A side effect of a day.", {
        "day": DAY, "term": "what it was", "severity": "1 mild, 2 moderate, 3 severe", **_MADE,
    }),
    Section("no_side_effect", "A day on which there were explicitly none.", {"day": DAY, **_MADE}),
    Section("rescue", "As-needed medicines of a day.", {
        "day": DAY, "medicine": "its name", "count": "how many were taken", **_MADE,
    }),
    Section("note", "The note of a day.", {
        "day": DAY, "text": "the note; words like #ill are tags", **_MADE, **_IMPORT,
    }),
    Section("skip", "A day that was skipped.", {
        "day": DAY, "reason": "ill, away, forgot, too tired or other", **_MADE,
    }),
    Section("impression", "The overall impression of change (PGIC).", {
        "day": DAY, "value": "1 very much improved to 7 very much worse", **_MADE,
    }),
    Section("lab", "A laboratory value.", {
        "day": DAY, "name": "like ESR or CRP", "value": "the number", "unit": "its unit, like mm/h",
        "range_low": "the laboratory's own lower bound, or null",
        "range_high": "the laboratory's own upper bound, or null",
        **_MADE,
    }),
    Section("trial", "A trial: what was asked, and how it is decided.", {
        **_MADE,
        "question": "the question in the person's words",
        "condition": "what it is about, like fibromyalgia",
        "template": "before-after, before-after-stop, sealed-pairs, already-taking or by-hand",
        "starts_on": "its first day",
        "first_dose_on": "the first day with a dose, or null",
        "baseline_days": "how many days before the first dose are compared with",
        "endpoint_days": "how many days at the end are compared",
        "primary_measure": "the key of the measure that decides",
        "threshold": "the change that counts, in percent",
        "decision_after": "days of full dose until the decision",
        "decision_on": "the day of decision, if it was chosen",
        "medicine": "what is tried",
        "ended_on": "its last day; null while it runs",
        "end_reason": "why it ended",
        "locked_on": "the day from which its windows are fixed",
        "full_dose_on": "the first day of the full dose, once fixed",
    }),
    Section("dose_step", "A step of a trial's dose plan.", {
        **_MADE, **_TRIAL, "starts_on": "the first day of the step", "mg": "the amount in mg, 0 for none",
        "at": "the time of day, HH:MM, or null",
    }),
    Section("phase", "A stretch of days: baseline, titration, treatment, washout, pause or follow-up.", {
        **_MADE, "trial": "the id of its trial, or null", "kind": "which of these",
        "arm": "the label of the bottle in a sealed trial; else null",
        "starts_on": "the first day", "ends_on": "the last day; null while it is open",
    }),
    Section("amendment", "What was changed of a trial after it was locked.", {
        **_MADE, **_TRIAL, "field": "what", "before": "what it was", "after": "what it is", "day": DAY,
    }),
    Section("decision", "What was decided on a trial.", {
        **_MADE, **_TRIAL, "day": DAY,
        "choice": "continue, stop, extend, change with the prescriber or undecided",
        "reason": "why, in the person's words",
    }),
    Section("medicine", "The medicines beside the trial's, and what they cost.", {
        **_MADE,
        "name": "its name", "dose": "the dose as it was typed", "starts_on": "the first day, or null",
        "stops_on": "the day from which it is no longer taken, or null",
        "as_needed": "1 if it is taken when needed", "opioid": "1 if it is an opioid",
        "price": "the price of a pack, or null", "pack_size": "units in a pack, or null",
        "supply": "units left when they were counted, or null", "supply_on": "the day they were counted",
        "units_a_day": "units taken a day, or null", "currency": "the currency of the price, or null",
    }),
    Section("declined", "What is not to be asked again.", {**_MADE, "what": "what, like `lab ESR`"}),
    Section("seal", "The seal of a blinded trial. Nothing in it tells the order of the bottles.", {
        **_MADE, **_TRIAL,
        "pairs": "how many pairs of bottles",
        "weeks": "how many weeks each bottle lasts",
        "digest": "160 bits of the SHA-256 of the helper's sheet, which holds 128 random bits",
        "helper_name": "who keeps the sheet; never exported",
        "helper_phone": "how to reach them; never exported",
        "opened_on": "the day it was opened; null while sealed",
        "early_reason": "why it was opened early, if it was",
        "guess": "what the person thought the order was, before it was opened",
        "sureness": "how sure they were, in percent",
    }),
    Section("bottle", "What a bottle held. Empty while the trial is sealed.", {
        **_MADE, **_TRIAL, "label": "its label", "content": "LDN or comparator",
    }),
    Section("step", "What was done, for undo; not exported.", {
        "number": "counts up", "id": _ID, "at": "when", "program": "by which program",
        "session": "in which run of it", "kind": "do, undo or redo", "target": "the step it takes back or brings back",
        "summary": "what, in words", "final": "1 if it cannot be undone",
    }),
    Section("change", "The rows a step changed, for undo; not exported.", {
        "number": "counts up", "step": "its step", "table_name": "the table",
        "before": "the row before, as JSON; null if there was none",
        "after": "the row after, as JSON; null if there is none",
    }),
)  # fmt: skip

VIEWS = (
    Section("daily", "A row for each day with anything recorded, by day.", {
        "day": DAY,
        "*": "a column for each measure: 0 to 10; null without a number",
        "dose_mg": "the sum of the day's amounts in mg, of all medicines; null if none is known",
        "side_effects": "like `headache (2); nausea (1)`",
        "rescue": "like `ibuprofen x0.5`",
        "impression": "the overall impression, 1 to 7",
        "skip": "why the day was skipped",
        "note": "the note",
    }),
    Section("doses", "A row for each dose, by day.", {
        "day": DAY, "medicine": "its name", "mg": "the amount in mg, or null", "label": "the bottle's label, or null",
        "taken": "1 if it was taken, 0 if not", "taken_at": "when, or null", "recorded_at": _AT,
    }),
)  # fmt: skip

FILES = (
    Section("ldn export --format csv", "A row for each day with anything recorded. The note only with --notes.", {
        "day": DAY,
        "*": "a column for each measure: 0 to 10; blank without a number",
        "dose_mg": "the day's naltrexone in mg; 0 if a dose was not taken; blank for a bottle's label; other medicines "
        "are in csv-long",
        "side_effects": "like `headache (2); nausea (1)`; `none` for an explicit none",
        "rescue": "like `ibuprofen x0.5`", "impression": "1 to 7", "skip": "why the day was skipped",
        "note": "the note",
    }),
    Section("ldn export --format csv-long", "A row for each value; `ldn import` reads it back.", {
        "day": DAY,
        "kind": "rating, dose, side_effect, no_side_effect, rescue, note, skip, impression or lab",
        "name": "the measure's key, the medicine, the side effect or the laboratory value",
        "value": "the number; blank for an explicit no answer and for a bottle, 0 for a dose not taken",
        "unit": "mg, or the laboratory's unit",
        "text": "a bottle's label, a note or a reason for skipping; an apostrophe stands before what a spreadsheet "
        "would compute",
        "low": "the laboratory's own lower bound", "high": "the laboratory's own upper bound",
        "taken_at": "when a dose was taken", "recorded_at": _AT,
    }),
)  # fmt: skip

NOTES = (
    "`ldn findings --json` has a JSON Schema of its own: ldn_tui/reports/findings.schema.json.",
    "`ldn export --format fhir` is a FHIR R4 Bundle of type collection: hl7.org/fhir/R4 documents it.",
    "`ldn export -o FILE.db` has the same tables and views, with `step` and `change` empty.",
)
