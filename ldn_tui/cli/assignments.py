"""The words of `ldn log`: `pain=4 dose=none note="slept badly"`, from the call or from standard input."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ldn_tui.domain.days import parse_skip_reason
from ldn_tui.domain.errors import BadInput, LdnError, WrongUsage
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.ratings import parse_number, parse_rating
from ldn_tui.domain.side_effects import RED_FLAG_SEVERITY, RED_FLAGS, SEVERITIES, check_term
from ldn_tui.domain.text import visible
from ldn_tui.journal import entries
from ldn_tui.journal.entries import Entry
from ldn_tui.journal.measures import likely


@dataclass(frozen=True, slots=True)
class Assignment:
    """One `key=value`.

    Attributes:
        key: what stands before the sign, in lower case.
        value: what stands behind it, as it was typed.
        line: its line on standard input; None for a word of the call.
    """

    key: str
    value: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An entry with the key it was given under."""

    key: str
    entry: Entry


def split_words(words: Iterable[str], line: int | None = None) -> list[Assignment]:
    """Return the assignments in `words`.

    Raises:
        WrongUsage: a word is none.
    """
    found: list[Assignment] = []
    for word in words:
        key, sign, value = word.partition("=")
        if not sign or not key.strip():
            raise WrongUsage(_at(line, f"{visible(word)!r} is not key=value: write it like pain=4"))
        found.append(Assignment(key.strip().lower(), value, line))
    return found


def split_lines(text: str) -> list[Assignment]:
    """Return the assignments in `text`, quoted as in a shell; blank lines and those that begin with # are skipped.

    A line that begins with `note=` and no quotation mark is a note to its end.

    Raises:
        WrongUsage: a word is no assignment, or a quotation is not closed.
    """
    import shlex

    found: list[Assignment] = []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line[:5].lower() == "note=" and line[5:6] not in {'"', "'"}:
            found.append(Assignment("note", line[5:], number))
            continue
        try:
            words = shlex.split(line)
        except ValueError as error:
            raise WrongUsage(_at(number, f"{visible(line)!r}: {str(error).lower()}")) from None
        found += split_words(words, number)
    return found


def check_assignments(
    assignments: Sequence[Assignment], find: Callable[[str], Measure], keys: Sequence[str]
) -> list[Answer]:
    """Return what `assignments` record, every one of them checked.

    Args:
        assignments: what was given.
        find: returns the measure with a key, to be rated on the day in question, or raises.
        keys: the keys of all measures.

    Raises:
        BadInput: a key is unknown, or a value cannot be accepted.
        WrongUsage: a key that stands for one value is given twice.
    """
    answers: list[Answer] = []
    given: set[tuple[str, ...]] = set()
    for assignment in assignments:
        key, value, line = assignment.key, assignment.value, assignment.line
        try:
            if key in _READERS:
                entry = _READERS[key](value)
            elif key in keys:
                entry = entries.rating(find(key), parse_rating(value, key))
            else:
                hint = "give the day with --date." if key in {"date", "day"} else likely(key, [*keys, *_READERS])
                raise BadInput(f"{visible(key)!r} is nothing I can record: {hint}")
        except LdnError as error:
            raise type(error)(_at(line, str(error))) from None
        identity = (entry.table, *(str(part) for part in entry.identity.values()))
        if identity in given:
            raise WrongUsage(_at(line, f"{key} is given twice: say it once"))
        given.add(identity)
        answers.append(Answer(key, entry))
    if {"side_effect", "no_side_effect"} <= {answer.entry.table for answer in answers}:
        raise BadInput("side none contradicts the other side effects: leave one of them out")
    return answers


def _read_dose(text: str) -> Entry:
    word = text.strip().lower()
    if word == "none":
        return entries.no_dose()
    try:
        amount = parse_number(word.removesuffix("mg"), "dose")
    except BadInput:
        raise BadInput(f"dose {visible(text.strip())!r} is no amount: write mg, like 4.5, or none") from None
    return entries.dose(amount)


def _read_side_effect(text: str) -> Entry:
    if text.strip().lower() == "none":
        return entries.no_side_effects()
    term, colon, grade = text.rpartition(":")
    if not colon:
        term = check_term(text)
        if term not in RED_FLAGS:
            raise BadInput(f"side {visible(term)!r} has no severity: write :1 mild, :2 moderate or :3 severe behind it")
        return entries.side_effect(term, RED_FLAG_SEVERITY)
    word = grade.strip().lower()
    for severity, name in SEVERITIES.items():
        if word in {str(severity), name}:
            return entries.side_effect(term, severity)
    raise BadInput(f"side severity {visible(grade)!r} is not one: use 1 mild, 2 moderate or 3 severe")


def _read_rescue(text: str) -> Entry:
    medicine, colon, count = text.rpartition(":")
    if not colon:
        raise BadInput(f"rescue {visible(text)!r} does not say how many: write it like ibuprofen:2")
    return entries.rescue(medicine, parse_number(count, "rescue count"))


def _read_impression(text: str) -> Entry:
    word = text.strip()
    if len(word) != 1 or word not in "1234567":
        raise BadInput(
            f"impression {visible(word)!r}: use 1 (very much improved) to 7 (very much worse), 4 is no change"
        )
    return entries.impression(int(word))


_READERS: dict[str, Callable[[str], Entry]] = {
    "dose": _read_dose,
    "side": _read_side_effect,
    "rescue": _read_rescue,
    "note": entries.note,
    "skip": lambda text: entries.skip(parse_skip_reason(text)),
    "impression": _read_impression,
}


def _at(line: int | None, message: str) -> str:
    return message if line is None else f"line {line}: {message}"
