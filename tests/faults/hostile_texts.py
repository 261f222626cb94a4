"""The texts that are given to every field, and the fields: how one is filled, and how it is read back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ldn_tui.journal import Journal
from tests.conftest import NOW
from tests.tui.trials import SHEET

TODAY = NOW.date()
TEXTS: Mapping[str, str] = {
    "clear the screen": "a\x1b[2J\x1b[Hb",
    "set the clipboard": "a\x1b]52;c;ZXZpbA==\x07b",
    "set the title": "a\x1b]0;evil\x1b\\b",
    "C1 control sequence": "a\x9b2Jb",
    "C1 operating system command": "a\x9d52;c;eA==\x9cb",
    "bell and backspaces": "a\x07\x08\x08\x08b",
    "carriage return": "good\rbad",
    "delete": "a\x7f\x7fb",
    "tab and form feed": "a\tb\x0cc",
    "NUL": "a\x00b",
    "line feed": "a\nb",
    "line ends of other kinds": "a\x0bb\x85c\u2028d\u2029e",
    "byte order mark": "\ufeffa",
    "right-to-left override": "a\u202egpj.exe",
    "isolates": "a\u2066b\u2069\u2068c",
    "Hebrew": "שלום 12 עולם",
    "Arabic": "ألم ١٢ شديد",
    "combining": "e\u0301 n\u0303",
    "combining on nothing": "\u0301a",
    "many combining": "Z" + "\u0300\u0316\u0334\u0489" * 12,
    "wide": "頭痛がひどい 疲れ",
    "half-width": "ｱｲｳ ﾊﾟ",
    "emoji": "😀 🤕 💊",
    "emoji joined": "👩\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈",
    "flags and skins": "🇩🇪 👍🏽 ☠\ufe0f ❤\ufe0e",
    "zero width": "a\u200bb\u200cc\u2060d\u00ade",
    "tag letters": "a\U000e0041\U000e0042b",
    "Hangul filler": "a\u3164\u115fb",
    "lone surrogate": "a\udcffb",
    "not a character": "a\uffff\U0010ffffb",
    "private": "a\ue000\U0010ff00b",
    "markup": "[/foo] [b [red]x[/] $text",
    "placeholders": "{0} %s %(x)s \\n \\x1b",
    "a formula": "=cmd|'/C calc'!A0",
    "SQL": "'; DROP TABLE note; --",
    "HTML": "<script>alert(1)</script> &amp; \"'",
    "10 kB": "long words and #tags " * 490,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A text that the app takes.

    Attributes:
        name: what it is.
        call: the words of the call that fills it, {} in the text's place.
        named: what a refusal must call it.
        read: returns what is kept in it.
        template: which journal it is filled in.
    """

    name: str
    call: tuple[str, ...]
    named: str
    read: Callable[[Journal], str | None]
    template: str = "trial"


# Calls that quote what was typed, where something else is expected or a file is named.
QUOTING: tuple[tuple[str, ...], ...] = (
    ("{}",), ("show", "{}"), ("log", "{}=4"), ("log", "pain={}"), ("log", "dose={}"), ("log", "--date", "{}", "pain=4"),
    ("log", "skip={}"), ("log", "impression={}"), ("events", "--tag", "{}"), ("import", "{}"),
    ("restore", "--yes", "{}"),
    ("export", "-o", "{}.json"), ("report", "-o", "{}.html"), ("backup", "{}.db"), ("--db", "{}", "status"),
    ("measure", "rename", "{}", "x"), ("measure", "add", "x", "--low", "a", "--high", "b", "--better", "{}"),
    ("medicine", "stop", "{}"), ("seal", "add", "{}", "--helper=a", "--phone=1"), ("seal", "open", "{}"),
    ("trial", "start", "{}"), ("trial", "plan", "{}"), ("decide", "{}"), ("lab", "ESR={}"), ("--{}",),
)  # fmt: skip


def _note(journal: Journal) -> str | None:
    return journal.day(TODAY).note


def _tag(journal: Journal) -> str | None:
    return (_note(journal) or "").removeprefix("words #")


def _side_effect(journal: Journal) -> str | None:
    return journal.day(TODAY).side_effects[0].term


def _rescue(journal: Journal) -> str | None:
    return journal.day(TODAY).rescues[0].medicine


def _lab(journal: Journal) -> str | None:
    return journal.day(TODAY).labs[0].name


def _unit(journal: Journal) -> str | None:
    return journal.day(TODAY).labs[0].unit


def _measure(journal: Journal) -> str | None:
    return journal.measures.all()[-1].name


def _low(journal: Journal) -> str | None:
    return journal.measures.all()[0].low_anchor


def _high(journal: Journal) -> str | None:
    return journal.measures.all()[0].high_anchor


def _medicine(journal: Journal) -> str | None:
    return journal.medicines.list()[-1].name


def _amount(journal: Journal) -> str | None:
    return journal.medicines.list()[-1].dose


def _question(journal: Journal) -> str | None:
    return journal.trials.all()[-1].question


def _condition(journal: Journal) -> str | None:
    return journal.trials.all()[-1].condition


def _decision(journal: Journal) -> str | None:
    return journal.trials.decisions(journal.trials.all()[-1])[-1].reason


def _end(journal: Journal) -> str | None:
    return journal.trials.all()[-1].end_reason


def _helper(journal: Journal) -> str | None:
    seal = journal.seals.current()
    return None if seal is None else seal.helper_name


def _phone(journal: Journal) -> str | None:
    seal = journal.seals.current()
    return None if seal is None else seal.helper_phone


_MEASURE = ("measure", "add", "--low=a", "--high=b", "--better=lower", "--", "{}")
_SEAL = ("seal", "add", SHEET.commitment.code)
_CHANGE = ("trial", "change", "--yes")

FIELDS = (
    Field("note", ("log", "note={}"), "note", _note),
    Field("note with a tag", ("log", "note=words #{}"), "note", _tag),
    Field("side effect", ("log", "side={}:2"), "side", _side_effect),
    Field("rescue medicine", ("log", "rescue={}:2"), "rescue", _rescue),
    Field("laboratory value", ("lab", "--unit=mm", "--", "{}=24"), "", _lab),
    Field("unit", ("lab", "ESR=24", "--unit={}"), "unit", _unit),
    Field("measure", _MEASURE, "name", _measure),
    Field("lower end", ("measure", "edit", "pain", "--low={}"), "0", _low),
    Field("upper end", ("measure", "edit", "pain", "--high={}"), "10", _high),
    Field("medicine", ("medicine", "add", "--", "{}"), "medicine", _medicine),
    Field("a medicine's dose", ("medicine", "add", "pregabalin", "--dose={}"), "dose", _amount),
    Field("question", (*_CHANGE, "--question={}"), "question", _question),
    Field("condition", (*_CHANGE, "--condition={}"), "condition", _condition),
    Field("decision's reason", ("decide", "continue", "--reason={}"), "reason", _decision),
    Field("end's reason", ("trial", "end", "--yes", "--reason={}"), "reason", _end),
    Field("helper", (*_SEAL, "--helper={}", "--phone=1"), "helper", _helper, "sealed"),
    Field("phone", (*_SEAL, "--helper=Ada", "--phone={}"), "phone", _phone, "sealed"),
)
