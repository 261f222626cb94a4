"""Every verb says all it says in ASCII, if the option, the setting or the encoding of the output asks for that."""

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from ldn_tui.cli import run
from ldn_tui.cli.verbs import VERBS
from ldn_tui.domain.ascii_text import in_ascii
from ldn_tui.paths import config_file
from tests.cli.typed import Typist
from tests.conftest import NOW, Ldn

# What each verb is called with, in this order on one journal; FOLDER is an empty one. Some are refused.
CALLS: dict[str, list[list[str]]] = {
    "log": [["log", "pain=4", "note=café – “naïve” ≥ 3 #größe"], ["log", "side=Übelkeit:2"], ["log", "pain=–"]],
    "status": [["status"], ["status", "--short"], ["status", "--short", "--json"]],
    "show": [["show"], ["show", "2026-09-01..2026-11-22"], ["show", "–"]],
    "calendar": [["calendar"], ["calendar", "--list"], ["calendar", "Ωct"]],
    "chart": [*(["chart", "--view", view] for view in "hadowse"), ["chart", "pain", "--table"]],
    "events": [["events"], ["events", "--tag", "größe"]],
    "search": [["search", "café"], ["search", "vivid"], ["search", "łódź"]],
    "seal": [["seal", "new", "--pairs", "2"], ["seal", "status"]],
    "card": [["card"], ["card", "-o", "FOLDER/cartão.txt"]],
    "findings": [["findings"], ["findings", "--as-of", "2026-09-20"]],
    "report": [["report", "--format", "txt"], ["report", "--format", "md"], ["report", "-o", "FOLDER/é.html"]],
    "dose": [["dose", "4.5", "--yes"], ["dose", "½"]],
    "impression": [["impression", "2"]],
    "lab": [["lab", "ESR=24"], ["lab", "CRP=3", "--unit", "µg/l"]],
    "medicine": [["medicine", "add", "Kräutertee"], ["medicine", "list"]],
    "measure": [["measure", "add", "Müdigkeit", "--low", "–", "--high", "völlig"], ["measure", "list"]],
    "import": [
        ["import", "FOLDER/diary.csv", "--map", "date=Tag,pain=Schmerz,note=Notiz", "--dry-run"],
        ["import", "--mappings"],
        ["import", "FOLDER/nichts-dergleichen-ñ.csv"],
    ],
    "export": [["export", "-o", "FOLDER/ü.json"]],
    "schema": [["schema"]],
    "backup": [["backup", "FOLDER/sïcher.db"], ["backup"], ["backup", "--list"]],
    "diff": [["diff", "FOLDER/sïcher.db"]],
    "restore": [["restore", "FOLDER/sïcher.db", "--dry-run"]],
    "undo": [["undo"], ["undo"]],
    "redo": [["redo"]],
    "trial": [
        ["trial", "show"], ["trial", "list"], ["trial", "change", "--question", "Hülft es?", "--yes"],
        ["trial", "plan", "2026-12-01=½"], ["trial", "pause"], ["trial", "end", "--reason", "genügt – ja", "--yes"],
    ],
    "decide": [["decide", "stop", "--reason", "à bientôt", "--yes"]],
    "forget": [["forget", "note", "2026-11-22", "--yes"]],
    "doctor": [["doctor"]],
    "remind": [["remind", "--again"], ["remind", "--print", "systemd"]],
    "completion": [["completion", shell] for shell in ("bash", "zsh", "fish")],
    "config": [["config"], ["config", "--default"], ["config", "--keys"]],
    "paths": [["paths"]],
}  # fmt: skip
# Tested below, and where the app is.
WITH_A_TERMINAL = {"entry", "demo"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a foreign diary."""
    made = tmp_path / "elsewhere"
    made.mkdir()
    (made / "diary.csv").write_text("Tag;Schmerz;Notiz\n2026-11-19;4;schön – ja\n2026-11-20;zwölf;\n", "utf-8")
    return made


def every_call(folder: Path) -> list[list[str]]:
    return [[word.replace("FOLDER", str(folder)) for word in words] for calls in CALLS.values() for words in calls]


def test_every_verb_is_called() -> None:
    assert set(CALLS) == set(VERBS) - WITH_A_TERMINAL


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("asked", ["option", "setting"])
def test_every_verb_can_do_with_ascii(asked: str, ldn: Ldn, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = ["--ascii"] if asked == "option" else []
    if asked == "setting":
        set_ascii(folder, monkeypatch)
    for words in every_call(folder):
        said = ldn(*options, *words)
        assert "Traceback" not in said.stderr
        assert said.stdout.isascii(), (words, strange(said.stdout))
        assert said.stderr.isascii(), (words, strange(said.stderr))
        assert said.stdout or said.stderr, words
        # Nor is anything coloured.
        assert "\x1b" not in said.stdout + said.stderr, words


@pytest.mark.usefixtures("demo")
def test_an_output_without_the_signs_gets_what_it_has(
    journal_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LDN_DB", str(journal_path))
    monkeypatch.setenv("LDN_NOW", NOW.isoformat())
    for words in [*every_call(folder), ["export", "--notes"], ["show", "--json"], ["status", "--help"]]:
        out, err = io.BytesIO(), io.BytesIO()
        with (
            redirect_stdout(io.TextIOWrapper(out, "ascii", write_through=True)),
            redirect_stderr(io.TextIOWrapper(err, "ascii", write_through=True)),
        ):
            assert run(words) in {0, 1, 2, 3, 4, 5}, words
            said = err.getvalue().decode("ascii")
        assert "Traceback" not in said, words
        assert "\\u" not in said, words


@pytest.mark.usefixtures("demo")
def test_json_is_the_same(ldn: Ldn) -> None:
    ldn("log", "note=café – ja")
    for words in (["show", "--json"], ["search", "café", "--json"], ["status", "--json"], ["events", "--json"]):
        said = ldn("--ascii", *words).stdout
        assert said == ldn(*words).stdout
        json.loads(said)


@pytest.mark.usefixtures("demo")
def test_signs_are_told_apart(ldn: Ldn) -> None:
    assert ldn("log", "note=café").stdout.endswith("note: café\n")
    assert ldn("--ascii", "log", "note=cafés").stdout.endswith("note: cafes\n")
    assert ldn("show").stdout.endswith("Note      cafés\n")
    assert ldn("search", "cafés").stdout.startswith("Sun 22 Nov")


def test_entry_is_asked_in_ascii(monkeypatch: pytest.MonkeyPatch, journal_path: Path) -> None:
    said = Typist(monkeypatch, journal_path)("?", "4", "ü", "q", arguments=["--ascii", "entry"])
    assert "Pain      4" in said.stdout
    assert said.stdout.isascii(), strange(said.stdout)
    assert said.stderr.isascii(), strange(said.stderr)


def set_ascii(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text("ascii = true\n", "utf-8")


def strange(text: str) -> str:
    return os.linesep.join(line for line in text.splitlines() if not line.isascii())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pain 6.2 → 4.0", "Pain 6.2 ->4.0"),
        ("treatment, LDN → titration", "treatment, LDN ->titration"),
        ("≥ 30 %", ">=30 %"),
        ("≤ 3", "<=3"),
        ("← → chooses", "< > chooses"),
    ],
)
def test_an_arrow_is_no_greater_than(text: str, said: str) -> None:
    assert in_ascii(text) == said
    assert len(said) == len(text)
