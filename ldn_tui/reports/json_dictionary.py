"""What there is to read as JSON: every field of what each verb prints with --json, and of an export."""

from collections.abc import Mapping

from ldn_tui.reports.data_dictionary import DAY, Section

_PHASE = {
    "kind": "baseline, titration, treatment, washout, pause or follow-up",
    "arm": "the bottle, or what it held once the seal is open; else null",
    "day": "which day of the phase it is, from 1",
    "of": "how many days the phase has; null while it is open",
}
_STATE = "not_due, skipped, complete, partial, open or missed"
_VERSION = "of this form, 1"
_KINDS = ("tables", "views", "files", "documents")
_OUTCOME = "how many are new, unchanged, kept or replaced; kept is where the two differ and the journal's stays"
_IMPORT = {
    "file": "its path", "dry_run": "whether it was only looked at", "imported": "whether it was done",
    "step": "the step that undo takes back, or null", "step.number": "its number", "step.summary": "it in words",
    "counts": "how many there are", "kept": "a list of what differs",
    "refused": "a list of what was refused",
}  # fmt: skip
_HELD = {
    "journal": "the id of its journal; null if it cannot be read", "days": "how many days it holds",
    "entries": "how many entries", "last_day": "the last day with anything, or null",
}  # fmt: skip
_COPY = {
    "path": "its path", "journal": "the id of its journal", "days": "how many days it holds",
    "entries": "how many entries",
}  # fmt: skip
_WINDOWS = ("baseline", "transition", "stable", "endpoint")
_SPAN = {"start": "the first of them", "end": "the first that is no longer one of them"}
_AMENDMENT = {"date": DAY, "field": "what", "before": "what it was, or null", "after": "what it is, or null"}
_DECISION = {
    "date": DAY, "choice": "continue, stop, extend, change with the prescriber or undecided",
    "reason": "why, in your words",
}  # fmt: skip
_STRETCH = {"starts_on": "its first day", "ends_on": "its last day; null while it is open"}


def _in(place: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return `fields` as those of what stands in `place`."""
    return {f"{place}.{name}": meaning for name, meaning in fields.items()}


_TRIAL = {
    "id": "a random UUID", "question": "the question in your words", "condition": "what it is about",
    "template": "before-after, before-after-stop, sealed-pairs, already-taking or by-hand",
    "starts_on": "its first day", "ended_on": "its last day; null while it runs", "end_reason": "why it ended, or null",
    "first_dose_on": "the first day with a dose, or null", "medicine": "what is tried",
    "primary": "the key of the measure that decides", "threshold": "the change that counts, in percent",
    "baseline_days": "how many days before the first dose are compared with",
    "endpoint_days": "how many days at the end are compared",
    "decision_after": "days of full dose until the decision", "decision_on": "the day of decision, if it was chosen",
    "locked_on": "the day from which its windows are fixed, or null",
    "dose_plan": "a list of steps", "dose_plan[].starts_on": "the first day", "dose_plan[].mg": "the amount in mg",
    "dose_plan[].at": "the time of day, HH:MM, or null",
    "phases": "a list", **_in("phases[]", {"kind": _PHASE["kind"], "arm": _PHASE["arm"], **_STRETCH}),
    "gaps": "a list of stretches in no phase", **_in("gaps[]", _STRETCH),
    "windows": "which days are compared, and when it is decided",
    **dict.fromkeys((f"windows.{window}" for window in _WINDOWS), "days, or null"),
    **{name: said for window in _WINDOWS for name, said in _in(f"windows.{window}", _SPAN).items()},
    "windows.first_dose": "the first day with a dose, or null", "windows.full_dose": "that of the full dose, or null",
    "windows.decision_day": "the day of decision, or null", "windows.ended_early": "whether it ended before that",
    "windows.too_short": "whether there are too few days to compare",
    "amendments": "a list of what was changed after the lock", **_in("amendments[]", _AMENDMENT),
    "decisions": "a list of what was decided", **_in("decisions[]", _DECISION),
}  # fmt: skip

DOCUMENTS = (
    Section("ldn show --json", "Days in full, in order.", {
        "version": _VERSION, "days": "a list of days", "days[].date": DAY, "days[].state": _STATE,
        "days[].phase": "the phase the day lies in, or null",
        **{f"days[].phase.{name}": meaning for name, meaning in _PHASE.items()},
        "days[].ratings": "by measure; null is an explicit no answer",
        "days[].ratings.*": "0 to 10",
        "days[].doses": "a list", "days[].doses[].medicine": "its name", "days[].doses[].mg": "the amount, or null",
        "days[].doses[].label": "the bottle's label, or null", "days[].doses[].taken_at": "when, or null",
        "days[].doses[].taken": "whether it was taken",
        "days[].side_effects": "a list", "days[].side_effects[].term": "what it was",
        "days[].side_effects[].severity": "1 mild, 2 moderate, 3 severe",
        "days[].rescue": "a list", "days[].rescue[].medicine": "its name", "days[].rescue[].count": "how many",
        "days[].impression": "1 to 7, or null", "days[].note": "the note, or null",
        "days[].lag_days": "how many days after the day its last rating was recorded; null without any",
    }),
    Section("ldn status --json", "How today stands.", {
        "version": _VERSION, "date": DAY, "state": _STATE, "phase": "the phase of today, or null",
        **{f"phase.{name}": meaning for name, meaning in _PHASE.items()},
        "trial_day": "which day of the trial today is, or null",
        "due": "a list of what waits for an answer", "due[].kind": "what", "due[].since": "since which day",
        "to_fill": "the earlier days of the last seven that are to be filled",
    }),
    Section("ldn status --short --json", "How today stands, as bars read it (waybar-custom(5)); it has no version.", {
        "text": "the line", "alt": "how things stand, a word", "class": "the same", "tooltip": "the line in words",
    }),
    Section("ldn log --json", "What was saved.", {
        "version": _VERSION, "date": DAY, "lag_days": "how many days after the day it was recorded",
        "saved": "what was saved: measures, dose, note and so on", "unchanged": "what was there already",
        "urgent": "a list of side effects not to be waited with", "urgent[].term": "what it is",
        "urgent[].call": "what to do",
    }),
    Section("ldn events --json", "The notes' first lines and tags, by day.", {
        "version": _VERSION, "events": "a list", "events[].date": DAY, "events[].tags": "the tags, without #",
        "events[].line": "the first line of the note",
    }),
    Section("ldn search --json", "The days that hold what was searched for, newest first.", {
        "version": _VERSION, "query": "what was searched for", "total": "how many days hold it, shown or not",
        "days": "a list of days", "days[].date": DAY, "days[].passages": "a list of what was found on the day",
        "days[].passages[].source": "note, side effect, dose, rescue, impression, lab or skipped",
        "days[].passages[].text": "the whole text, not only the place",
    }),
    Section("ldn trial show --json", "The active trial, or the last one.", {
        "version": _VERSION, "trial": "the trial, or null", **_in("trial", _TRIAL),
    }),
    Section("ldn trial list --json", "Every trial, earliest first.", {
        "version": _VERSION, "trials": "a list of trials", **_in("trials[]", _TRIAL),
    }),
    Section("ldn seal status --json", "The seal of the trial. Nothing in it tells the order of the bottles.", {
        "version": _VERSION, "seal": "the seal, or null", "seal.trial": "the id of its trial",
        "seal.pairs": "how many pairs of bottles", "seal.weeks": "how many weeks each bottle lasts",
        "seal.code": "the code that was typed from the helper's sheet",
        "seal.helper": "who keeps the sheet", "seal.helper.name": "their name",
        "seal.helper.phone": "how to reach them",
        "seal.opened_on": "the day it was opened; null while sealed",
        "seal.early_reason": "why it was opened early, or null", "seal.guess": "what was guessed of each pair, or null",
        "seal.sure": "how sure the guess was, in percent, or null", "seal.bottles": "a list, in order",
        "seal.bottles[].label": "its label", "seal.bottles[].ends_on": "its last day, or null",
        "seal.bottles[].content": "LDN or comparator; null while sealed",
    }),
    Section("ldn measure list --json", "The measures, in their order.", {
        "version": _VERSION, "measures": "a list", "measures[].key": "its word in commands and files",
        "measures[].name": "what you call it", "measures[].low": "what 0 means", "measures[].high": "what 10 means",
        "measures[].better": "which end is the good one: lower or higher",
        "measures[].place": "its place in the order, from 1",
        "measures[].added_on": "the day it was added; null if it came with the journal",
        "measures[].retired_on": "the first day it is no longer asked; null while it is",
    }),
    Section("ldn medicine list --json", "The medicines, by name.", {
        "version": _VERSION, "medicines": "a list", "medicines[].name": "its name",
        "medicines[].dose": "the dose as it was typed", "medicines[].starts_on": "the first day, or null",
        "medicines[].stops_on": "the day from which it is no longer taken, or null",
        "medicines[].as_needed": "whether it is taken when needed", "medicines[].opioid": "whether it is an opioid",
        "medicines[].price": "the price of a pack, or null", "medicines[].currency": "its currency, or null",
        "medicines[].pack_size": "units in a pack, or null", "medicines[].supply": "units left when counted, or null",
        "medicines[].supply_on": "the day they were counted, or null",
        "medicines[].units_a_day": "units taken a day, or null",
        "medicines[].runs_out_on": "the day the supply is used up, or null",
    }),
    Section("ldn import FILE.csv --json", "What a diary brings, or would bring with --dry-run.", {
        "version": _VERSION, "format": "csv", **_IMPORT, "encoding": "how the file was read",
        "encoding_assumed": "whether that is a guess", "delimiter": "what parts its cells",
        "columns": "which column each thing was read from", "columns.*": "the name of the column",
        "layout": "the program whose export it is, or null",
        "counts.rows": "rows of the file", "counts.refused": "rows that were refused",
        "counts.refused_cells": "cells that were refused while the rest of their row was taken",
        "counts.blank": "rows without anything", "counts.repeated": "rows that say what another one said",
        "counts.others": "rows that are about something else, by what",
        "counts.days": "days by outcome", "counts.days.*": _OUTCOME,
        "counts.values": "values by outcome", "counts.values.*": _OUTCOME,
        "kept[].line": "the line of the file", "kept[].date": DAY, "kept[].what": "the measure, or what else it is",
        "kept[].journal": "what the journal says", "kept[].file": "what the file says",
        "replaced": "a list of what takes the place of the journal's; only there if anything does",
        "replaced[].line": "the line of the file", "replaced[].date": DAY,
        "replaced[].what": "the measure, or what else it is", "replaced[].journal": "what the journal said",
        "replaced[].file": "what the file says",
        "refused[].line": "the line of the file", "refused[].column": "the column", "refused[].value": "the cell",
        "refused[].reason": "why it was refused",
        "refused_cells": "a list of cells that were refused, the rest of their rows taken",
        "refused_cells[].line": "the line of a refused cell", "refused_cells[].column": "its column",
        "refused_cells[].value": "what stands in it", "refused_cells[].reason": "why it was refused",
    }),
    Section("ldn import FILE.json --json", "What an export, or a long CSV, brings, or would bring with --dry-run.", {
        "version": _VERSION, "format": "json or csv-long", **_IMPORT,
        "takes_over": "whether the journal is empty and becomes the exported one",
        "same_journal": "whether it is a copy of this journal",
        "counts.*": "for each list of the export, the rows by outcome", "counts.*.*": _OUTCOME,
        "kept[].path": "the row's place in the export, like ratings[3]",
        "kept[].journal": "the row of the journal", "kept[].journal.*": "a column of it",
        "kept[].file": "the row of the file", "kept[].file.*": "a column of it",
    }),
    Section("ldn backup --json", "The backup that was made.", {
        "version": _VERSION, "file": "its path", "encrypted": "whether it is encrypted", **_HELD,
    }),
    Section("ldn backup --list --json", "The backups, newest first.", {
        "version": _VERSION, "folder": "the folder they are in", "backups": "a list", "backups[].file": "its path",
        "backups[].at": "when it was made", "backups[].reason": "what it was made for",
        "backups[].encrypted": "whether it is encrypted",
        "backups[].good": "whether it was found whole; null if it is encrypted",
        "backups[].trouble": "what is wrong with it, or null", **_in("backups[]", _HELD),
    }),
    Section("ldn restore FILE --json", "What a restore changes, or would change with --dry-run.", {
        "version": _VERSION, "gained": "days that only the copy has", "lost": "days that only the journal has",
        "different": "days that both have, and that differ", "other_tables": "what else differs, by table",
        "holds": "what the copy holds, in words", "objections": "why it takes --force, in words",
        "dry_run": "whether it was only looked at", "restored": "whether it was done",
        "before": "the backup of what was there before, or null",
    }),
    Section("ldn diff OTHER.db --json", "Where two copies of the journal differ.", {
        "version": _VERSION, "same": "whether they do not", "here": "this journal", **_in("here", _COPY),
        "there": "the other", **_in("there", _COPY),
        "days": "a list of the days that differ", "days[].date": DAY, "days[].where": "here, there or both",
        "days[].values": "a list of what differs", "days[].values[].what": "what it is",
        "days[].values[].here": "what it is here, in words, or null",
        "days[].values[].there": "what it is there, in words, or null",
        "other_tables": "what else differs, by table",
    }),
    Section("ldn doctor --json", "What was looked over.", {
        "version": _VERSION, "ok": "whether there is nothing to do", "findings": "a list",
        "findings[].about": "what was looked at", "findings[].state": "ok, note or do",
        "findings[].said": "how it is", "findings[].remedy": "what to do; blank if nothing",
        "versions": "of the programs this one stands on", "versions.*": "a version",
    }),
    Section("ldn paths --json", "Where everything is.", {
        "version": _VERSION, "journal": "the journal's file", "from": "what chose it: --db, LDN_DB, config or platform",
        "config": "the settings", "backups": "the folder of backups",
        "state": "the folder of what this computer remembers",
    }),
    Section("ldn schema --json", "This, for programs.", {
        "version": _VERSION, **dict.fromkeys(_KINDS, "a list"),
        **{f"{kind}[].name": "the name, or the call that prints it" for kind in _KINDS},
        **{f"{kind}[].meaning": "what it holds" for kind in _KINDS},
        **{f"{kind}[].fields": "its columns or fields" for kind in _KINDS},
        **{f"{kind}[].fields.*": "what it means" for kind in _KINDS},
    }),
    Section("ldn export --format json", "The whole journal, or a part of it; a list of rows for each table.", {
        "version": "of this form, 4",
        "journal": "which journal it is: id, created_at and created_on of the table journal",
        "holds": "what of the journal was exported",
        "holds.from": "the first day; null for the earliest", "holds.to": "the last day; null for the latest",
        "holds.parts": "the parts, as --only names them",
        "measures": "the rows of measure", "imports": "the rows of import, without source",
        "trials": "the rows of trial", "dose_steps": "the rows of dose_step", "phases": "the rows of phase",
        "ratings": "the rows of rating", "doses": "the rows of dose", "side_effects": "the rows of side_effect",
        "no_side_effects": "the rows of no_side_effect", "rescues": "the rows of rescue", "notes": "the rows of note",
        "skips": "the rows of skip", "impressions": "the rows of impression", "labs": "the rows of lab",
        "amendments": "the rows of amendment", "decisions": "the rows of decision",
        "medicines": "the rows of medicine", "declined": "the rows of declined",
        "seals": "the rows of seal, without the helper", "bottles": "the rows of bottle",
    }),
)  # fmt: skip
