"""What the day form says of a day: its answers, how it stands, and what is due."""

from dataclasses import dataclass

from textual.content import Content

from ldn_tui.domain.days import DAYS_OFFERED, DayState
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.side_effects import red_flag_call, urgency
from ldn_tui.domain.text import visible
from ldn_tui.keys.in_force import Hint, Keys
from ldn_tui.tui.day_view import DayView
from ldn_tui.tui.widgets.rows import doses_in_words, rescues_in_words, side_effects_in_words

_KEY_STYLE = "bold $footer-key-foreground"
_DUE_KEYS = {"impression": "today.impression", "lab": "today.lab", "decision": "everywhere.plan"}


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What a row without a scale says.

    Attributes:
        label: what it is called.
        answered: what was answered, "" for nothing yet.
        offer: the keys that answer it, with what each records.
        is_alarm: whether the answer calls for help.
    """

    label: str
    answered: str
    offer: tuple[Hint, ...]
    is_alarm: bool = False


def answers(view: DayView, keys: Keys) -> dict[str, AnswerWords]:
    """Return the words of the rows without a scale, by the id of the row, with the keys in force."""
    day = view.day
    felt = (keys.hint("side-effect-row.none-felt", "none"), keys.hint("side-effect-row.side-effect", "add"))
    return {
        "dose": _dose(view, keys),
        "side-effects": AnswerWords(
            "Side effects",
            side_effects_in_words(day),
            () if day.no_side_effects or day.side_effects else felt,
            any(red_flag_call(effect.term, effect.severity) for effect in day.side_effects),
        ),
        "rescue": AnswerWords(
            "Rescue", rescues_in_words(day), () if day.rescues else (keys.hint("today.rescue", "add"),)
        ),
        "note": AnswerWords("Note", day.note or "", () if day.note else (keys.hint("today.note", "write"),)),
    }


def _dose(view: DayView, keys: Keys) -> AnswerWords:
    label, planned, last = "Naltrexone", view.planned, view.repeatable_dose
    if view.day.doses:
        plan = (
            ""
            if planned is None or view.day.is_as_planned(planned)
            else f" (planned: {visible(view.planned_in_words)})"
        )
        return AnswerWords(label, f"{doses_in_words(view.day)}{plan}", ())
    if planned is not None:
        at = f", {planned.at:%H:%M}" if planned.at else ""
        return AnswerWords(label, "", _offer(keys, f"as planned: {visible(view.planned_in_words)}{at}"))
    if view.kind_without_doses is not None:
        # The other keys of the row stand in the key bar: there is no room for all here.
        offer = (
            () if last is None else (keys.hint("dose-row.as-planned", f"taken all the same: {visible(last.amount)}"),)
        )
        return AnswerWords(label, f"none planned ({view.kind_without_doses})", offer)
    return AnswerWords(label, "", _offer(keys, "enter it" if last is None else f"as last time: {visible(last.amount)}"))


def _offer(keys: Keys, taken: str) -> tuple[Hint, ...]:
    words = {"dose-row.as-planned": taken, "dose-row.not-taken": "not taken", "dose-row.other-dose": "other"}
    return tuple(keys.hint(id_, word) for id_, word in words.items())


def standing(view: DayView) -> Content:
    """Return how the day stands: what is rated and saved, what else it holds, and what calls for help."""
    day = view.day
    rated = len(view.measures) - len(view.missing)
    parts = [f"{rated} of {len(view.measures)} rated"]
    if view.state is DayState.COMPLETE:
        # Not needed by an unfilled day, with which the app opens.
        from ldn_tui.reports.day_text import state_in_words

        parts = [state_in_words(day, view.state, view.facts)]
    parts.append("not saved yet" if view.unsaved else "everything is saved as you type")
    lines = [Content.assemble(("   ".join(parts), "$text-muted"))]
    if day.impression is not None:
        lines.append(Content.assemble(("Overall  ", ""), (PGIC_ANSWERS[day.impression], "bold")))
    for lab in day.labs:
        unit = f" {visible(lab.unit)}" if lab.unit else ""
        lines.append(Content.assemble((f"{visible(lab.name)}  ", ""), (f"{shown_number(lab.value)}{unit}", "bold")))
    for effect in sorted(day.side_effects, key=lambda effect: urgency(effect.term, effect.severity) or ""):
        call = red_flag_call(effect.term, effect.severity)
        if call is not None:
            lines.append(Content.assemble((f"{visible(effect.term)}: {call}", "bold $error")))
    if view.opioid_line is not None:
        lines.append(Content.assemble((visible(view.opioid_line), "bold $error")))
    return Content("\n").join(lines)


def due(view: DayView, keys: Keys) -> Content:
    """Return what a trial asks for today, and how many of the last days are open, with the keys for them."""
    lines = [
        Content.assemble((f"Due: {visible(item.words)}   ", ""), (_due_key(item.kind, keys), _KEY_STYLE))
        for item in view.due
    ]
    others = [day for day in view.to_fill if day != view.day.date]
    if others:
        count = f"{len(others)} other day{'s are' if len(others) > 1 else ' is'} open in the last {DAYS_OFFERED} days"
        lines.append(
            Content.assemble(
                (f"{count}   ", "$text-muted"), (keys.sign("everywhere.fill"), _KEY_STYLE), " fill or skip them"
            )
        )
    return Content("\n").join(lines)


def _due_key(kind: str, keys: Keys) -> str:
    return keys.sign(_DUE_KEYS[kind]) if kind in _DUE_KEYS else ""
