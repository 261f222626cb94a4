"""What a person types on one line for a dose, a side effect or a rescue medicine, as its parts."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import check_mg, parse_number
from ldn_tui.domain.side_effects import RED_FLAGS, SEVERITIES, check_term
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import parse_time

_TIME_AT_END = re.compile(r"(.*?)\s+(?:at\s+)?(\d{1,2}:\d{2})", re.IGNORECASE)
_MILLIGRAMS = re.compile(r"\s*mg", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r"(.*?)(?:\s*[:×]\s*|\s+x?)([+-]?[\d.,]+)", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"([\d.,]+)\s*x?\s+(\D.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TypedDose:
    """An amount in mg or a bottle's label, and the time on the clock if it was said."""

    mg: float | None
    label: str | None
    at: time | None


@dataclass(frozen=True, slots=True)
class TypedSideEffect:
    """Words for a side effect, and a severity if it was said; 0 takes the side effect away."""

    words: str
    severity: int | None


@dataclass(frozen=True, slots=True)
class TypedRescue:
    """An as-needed medicine and how many, None if that was not said; 0 takes it away."""

    medicine: str
    count: float | None


def read_dose(text: str) -> TypedDose:
    """Return the dose in "4.5", "4,5 mg 22:00" or "bottle 1 at 22:00".

    Raises:
        BadInput: the amount or the time cannot be accepted.
    """
    words, at = text.strip(), None
    if match := _TIME_AT_END.fullmatch(words):
        words, at = match[1], parse_time(match[2], "dose")
    if words[:1].isdigit() or words[:1] in {".", ",", "+", "-"}:
        return TypedDose(check_mg(parse_number(_MILLIGRAMS.sub("", words), "dose"), "dose"), None, at)
    if not words:
        raise BadInput("dose is empty: write mg, like 4.5, or 4.5 22:00 with the time")
    return TypedDose(None, words, at)


def read_side_effect(text: str) -> TypedSideEffect:
    """Return the side effect in "headache", "headache 2", "headache:2" or "headache mild".

    Raises:
        BadInput: there are no words, or the severity is none.
    """
    words = text.strip()
    for severity, name in SEVERITIES.items():
        if words.lower().endswith((f" {name}", f":{name}")):
            return TypedSideEffect(check_term(words[: -len(name)].rstrip(" :,")), severity)
    if match := _NUMBER_AT_END.fullmatch(words):
        if match[2] not in {"0", *map(str, SEVERITIES)}:
            raise BadInput(f"side effect severity {visible(match[2])!r} is not one: {severities_in_words()}")
        return TypedSideEffect(check_term(match[1].rstrip(" ,")), int(match[2]))
    return TypedSideEffect(check_term(words), None)


def severities_in_words() -> str:
    """Return "1 mild, 2 moderate, 3 severe"."""
    return ", ".join(f"{number} {name}" for number, name in SEVERITIES.items())


def matching_terms(words: str, terms: Iterable[str]) -> tuple[str, ...]:
    """Return which terms and red flags `words` may mean: the one so called, else those that begin so, else hold it."""
    return _matching(words, [*terms, *RED_FLAGS], (str.__eq__, str.startswith, str.__contains__))


def matching_names(words: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return which of `names` the words may mean: the one so called, else those that begin so."""
    return _matching(words, names, (str.__eq__, str.startswith))


def _matching(words: str, known: Iterable[str], ways: Iterable[Callable[[str, str], bool]]) -> tuple[str, ...]:
    word = " ".join(words.split()).casefold()
    by_spelling = {name.casefold(): name for name in reversed(tuple(known))}
    for fits in ways:
        found = tuple(name for spelling, name in reversed(by_spelling.items()) if fits(spelling, word))
        if found:
            return found
    return ()


def read_rescue(text: str) -> TypedRescue:
    """Return the rescue medicine in "ibuprofen", "ibuprofen 2", "ibuprofen x2" or "2 ibuprofen".

    Raises:
        BadInput: the count is no number.
    """
    words = text.strip()
    if match := _NUMBER_FIRST.fullmatch(words):
        return TypedRescue(match[2].strip(), parse_number(match[1], "rescue count"))
    if match := _NUMBER_AT_END.fullmatch(words):
        return TypedRescue(match[1].strip(), parse_number(match[2], "rescue count"))
    return TypedRescue(words, None)
