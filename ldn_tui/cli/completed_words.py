"""The words that may stand at a place of a call. The journal is looked into only where its own names are asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import click

from ldn_tui.cli.completed_place import Place
from ldn_tui.cli.session import Session
from ldn_tui.domain.dates import MONTHS, WEEKDAYS
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.labs import ASKED_LABS
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal import Journal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may stand somewhere.

    Attributes:
        word: the word.
        about: what it means, in a few words; "" where it speaks for itself.
    """

    word: str
    about: str = ""


# Stands for all files: the shell knows them best.
FILES: Final = Candidate("", "files")

_Source = Callable[[Session], Iterable[Candidate]]


def candidates_at(place: Place, session: Session) -> list[Candidate]:
    """Return what may stand at `place` and begins with what is typed there; `FILES` stands for files.

    Args:
        place: where.
        session: the call that is being completed; only its journal is read, and only if it is there and up to date.
    """
    found = [*_values(place, session), *(_options(place) if place.may_be_option else ())]
    return [
        item if item is FILES else Candidate(place.prefix + item.word, item.about)
        for item in found
        if item is FILES or (item.word.startswith(place.word) and not _is_only_begun(item, place))
    ]


def _is_only_begun(item: Candidate, place: Place) -> bool:
    """Return whether `item` is what is typed already, and waits for a value: there is nothing to add."""
    return item.word == place.word and item.word.endswith(("=", ":"))


def _options(place: Place) -> Iterator[Candidate]:
    if not place.word.startswith("-"):
        return
    for parameter in place.command.get_params(click.Context(place.command)):
        if not isinstance(parameter, click.Option) or parameter.hidden:
            continue
        if parameter.multiple or parameter.name not in place.given:
            about = " ".join((parameter.help or "").split())
            yield from (Candidate(name, about) for name in parameter.opts if name.startswith("--") or len(name) == 2)


def _values(place: Place, session: Session) -> Iterator[Candidate]:
    parameter = place.parameter
    if parameter is None:
        if isinstance(place.command, click.Group):
            yield from _verbs(place.command)
        return
    if isinstance(parameter.type, click.Choice):
        yield from (Candidate(str(choice)) for choice in parameter.type.choices)
        return
    name = str(parameter.name)
    source = (
        _BY_PLACE.get((*place.path, name)) or _BY_METAVAR.get(parameter.metavar or "") or _BY_NAME.get(name, _nothing)
    )
    yield from source(session)


def _verbs(group: click.Group) -> Iterator[Candidate]:
    context = click.Context(group)
    from ldn_tui.cli.verbs import VERBS, LazyVerbs

    if isinstance(group, LazyVerbs):
        yield from (Candidate(verb, about) for verb, (_, about) in VERBS.items())
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield Candidate(name, "" if command is None else command.get_short_help_str(80))


def _names(session: Session, read: Callable[[Journal], Iterable[Candidate]]) -> list[Candidate]:
    """Return names that the journal holds; none where there is no journal that can be read at once."""
    try:
        with closing(session.glance()) as journal:
            return list(read(journal))
    except LdnError:
        return []


def _nothing(_: Session) -> Iterable[Candidate]:
    return ()


def _files(_: Session) -> Iterable[Candidate]:
    return (FILES,)


def _days(_: Session) -> Iterable[Candidate]:
    yield Candidate("today")
    yield Candidate("yesterday")
    yield from (Candidate(f"-{number}", f"{number} days ago") for number in range(2, 8))
    yield from (Candidate(name[:3].lower(), f"the latest {name}") for name in WEEKDAYS)


def _measures(session: Session) -> Iterable[Candidate]:
    return _names(session, lambda journal: (Candidate(measure.key, measure.name) for measure in journal.measures.all()))


def _assignments(session: Session) -> Iterator[Candidate]:
    yield from _names(session, _rated)
    yield from (Candidate(f"{key}=", about) for key, about in _KEYS.items())
    yield from (Candidate(word) for word in ("dose=none", "side=none"))
    yield from (Candidate(f"skip={reason.value}") for reason in SkipReason)


def _rated(journal: Journal) -> Iterator[Candidate]:
    today = journal.today()
    yield from (Candidate(f"{measure.key}=", measure.name) for measure in journal.facts().active_measures(today))
    yield from (Candidate(f"side={term}:") for term in journal.side_effect_terms())
    yield from (Candidate(f"rescue={medicine}:") for medicine in journal.rescue_medicines())


def _doses(session: Session) -> Iterator[Candidate]:
    yield Candidate("plan", "the planned dose")
    yield Candidate("none", "not taken")
    yield from _names(session, _bottles)


def _bottles(journal: Journal) -> Iterator[Candidate]:
    planned = journal.trials.planned_dose(journal.today())
    if planned is not None and planned.label is not None:
        yield Candidate(planned.label)


def _medicines(session: Session) -> Iterator[Candidate]:
    names = _names(session, lambda journal: (Candidate(medicine.name) for medicine in journal.medicines.list()))
    yield from dict.fromkeys((*names, Candidate(NALTREXONE)))


def _labs(session: Session) -> Iterator[Candidate]:
    known = _names(session, lambda journal: (Candidate(f"{name}=", unit) for name, unit in journal.lab_names()))
    usual = (Candidate(f"{name}=", unit) for name, unit in ASKED_LABS.items())
    yield from {item.word: item for item in (*usual, *known)}.values()


def _tags(session: Session) -> Iterable[Candidate]:
    return _names(session, lambda journal: (Candidate(found.tag) for found in journal.events().counts()))


def _backups(session: Session) -> Iterator[Candidate]:
    yield from _names(session, lambda journal: (Candidate(known.path.name) for known in journal.backups.all()))
    yield FILES


def _parts(_: Session) -> Iterable[Candidate]:
    from ldn_tui.transfer.selection import Part

    return (Candidate(part.value) for part in Part)


def _mappings(session: Session) -> Iterable[Candidate]:
    from ldn_tui.cli.foreign_diary import saved_mappings

    try:
        return [Candidate(mapping.name) for mapping in saved_mappings(session).all()]
    except LdnError:
        return ()


def _boundaries(session: Session) -> Iterable[Candidate]:
    return _names(
        session, lambda journal: (Candidate(phase.starts_on.isoformat(), phase.kind) for phase in journal.phases())
    )


def _impressions(_: Session) -> Iterable[Candidate]:
    return (Candidate(str(value), answer) for value, answer in PGIC_ANSWERS.items())


def _months(_: Session) -> Iterable[Candidate]:
    return (Candidate(name[:3].lower(), name) for name in MONTHS)


_KEYS: Mapping[str, str] = {
    "dose": "mg that were taken",
    "side": "a side effect: TERM:1, 2 or 3",
    "rescue": "an as-needed medicine: NAME:2",
    "note": "the day's note",
    "skip": "why the day is skipped",
    "impression": "overall change, 1 to 7",
}
# The words of a command and the name of one of its parameters, where the tables below say something else or nothing
_BY_PLACE: Mapping[tuple[str, ...], _Source] = {
    ("log", "assignments"): _assignments,
    ("dose", "what"): _doses,
    ("lab", "assignment"): _labs,
    ("medicine", "edit", "name"): _medicines,
    ("medicine", "stop", "name"): _medicines,
    ("measure", "add", "key"): _nothing,
    ("restore", "file"): _backups,
    ("events", "tag"): _tags,
    ("impression", "value"): _impressions,
    ("calendar", "month_text"): _months,
    ("trial", "move", "boundary"): _boundaries,
    ("import", "mapping"): _mappings,
    ("export", "only"): _parts,
}
# What the help calls a value
_BY_METAVAR: Mapping[str, _Source] = {
    "DAY": _days,
    "DATE": _days,
    "[DAY|A..B]": _days,
    "KEY": _measures,
    "[MEASURE]": _measures,
    "FILE": _files,
    "PATH": _files,
    "[SHEET|-]": _files,
}
_BY_NAME: Mapping[str, _Source] = {
    "day": _days,
    "key": _measures,
    "measure": _measures,
    "medicine": _medicines,
    "file": _files,
    "other": _files,
}
