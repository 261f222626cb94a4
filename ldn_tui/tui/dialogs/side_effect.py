"""Asking for a side effect: the term, then how severe. Red flags are a group of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ldn_tui.domain.days import SideEffect
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.side_effects import RED_FLAG_SEVERITY, RED_FLAGS, SEVERITIES, Urgency, check_term, red_flag_call
from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, lettered
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog

OWN_TERM = "something else: type it"
# Letters that stay, whatever one's own terms are: an emergency must not be one slip away from them.
OWN_TERM_KEY = "+"
FLAG_KEYS = "ABCDEFGHI"
EMERGENCY_GROUP = "Call your emergency number now"
PRESCRIBER_GROUP = "Call your prescriber today"


@dataclass(frozen=True, slots=True)
class SideEffectEntry:
    """A term and a severity; 0 takes it away again."""

    term: str
    severity: int


def ask_term(terms: Sequence[str], recorded: Sequence[SideEffect]) -> ChoiceDialog[str]:
    """Return the dialog for the term; "" stands for one's own words."""
    known = {effect.term: effect.severity for effect in recorded}

    def label(term: str) -> str:
        if term not in known:
            return term
        return f"{term} {Glyph.RECORDED}" if term in RED_FLAGS else f"{term} {Glyph.RECORDED} {SEVERITIES[known[term]]}"

    emergencies = [flag for flag, urgency in RED_FLAGS.items() if urgency is Urgency.EMERGENCY]
    others = [flag for flag, urgency in RED_FLAGS.items() if urgency is Urgency.PRESCRIBER]
    ordinary = [(label(term), term) for term in terms]
    flags = [(label(flag), flag) for flag in (*emergencies, *others)]
    choices = [*lettered(ordinary), Choice(OWN_TERM_KEY, OWN_TERM, "")]
    for key, (words, flag) in zip(FLAG_KEYS, flags, strict=True):
        group = EMERGENCY_GROUP if flag in emergencies else PRESCRIBER_GROUP
        choices.append(Choice(key, words, flag, group=group))
    return ChoiceDialog("What did you notice?", choices)


def ask_own_term() -> FieldsDialog[str]:
    """Return the dialog for a term in one's own words."""

    def read(texts: Mapping[str, str]) -> str:
        return check_term(texts["term"])

    return FieldsDialog("What did you notice?", (Field("term", "In your own words"),), read)


def ask_severity(term: str, recorded: bool) -> ChoiceDialog[int]:
    """Return the dialog for the severity; 0 takes a recorded one away."""
    choices = [Choice(str(number), word, number) for number, word in SEVERITIES.items()]
    if recorded:
        choices.append(Choice("0", "not there after all", 0))
    return ChoiceDialog(f"How severe: {term}?", choices)


def ask_flag(term: str, recorded: bool) -> ChoiceDialog[int]:
    """Return the dialog for a red flag: what to do, and whether it is so."""
    choices = [Choice("y", "yes, keep it" if recorded else "yes, record it", RED_FLAG_SEVERITY)]
    if recorded:
        choices.append(Choice("0", "not there after all", 0))
    return ChoiceDialog(f"{term}?", choices, note=red_flag_call(term, RED_FLAG_SEVERITY) or "")


def ask_side_effect(
    push: Callable[..., object],
    terms: Sequence[str],
    recorded: Sequence[SideEffect],
    answer: Callable[[SideEffectEntry], None],
) -> None:
    """Ask for the term, then for the severity, and hand the entry to `answer`.

    Args:
        push: shows a dialog and calls back with what it returned.
        terms: the ordinary terms, in order.
        recorded: the day's side effects.
        answer: called with the entry; not called if a dialog is left.
    """
    known = {effect.term for effect in recorded}

    def term_chosen(term: str | None) -> None:
        if term is None:
            return
        if term == "":
            push(ask_own_term(), term_chosen)
        else:
            ask = ask_flag if term in RED_FLAGS else ask_severity
            dialog = ask(term, term in known)
            push(dialog, lambda severity: severity_chosen(term, severity))

    def severity_chosen(term: str, severity: int | None) -> None:
        if severity is not None:
            answer(SideEffectEntry(term, severity))

    push(ask_term(terms, recorded), term_chosen)
