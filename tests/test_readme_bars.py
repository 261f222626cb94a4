"""The README's snippets for prompts and bars: read as those programs read them, and their commands run."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ldn_tui.journal import Journal
from tests.conftest import NOW, Ldn

README = Path(__file__).parents[1] / "README.md"


def snippet(language: str) -> str:
    """Return the section's block in that language."""
    section = README.read_text(encoding="utf-8").partition("\n## Reminders and bars\n")[2].partition("\n## ")[0]
    (block,) = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    return str(block)


def surroundings(journal: Path) -> dict[str, str]:
    programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**os.environ, "PATH": programs, "LDN_DB": str(journal), "LDN_NOW": NOW.isoformat()}


def run(command: str, journal: Path) -> str:
    """Return what a bar reads of `command`."""
    ended = subprocess.run(
        command, shell=True, env=surroundings(journal), capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    return ended.stdout


def test_starship_is_shown_while_something_is_due(journal: Journal, ldn: Ldn) -> None:
    module = tomllib.loads(snippet("toml"))["custom"]["ldn"]
    run(module["when"], journal.path)
    assert run(module["command"], journal.path) == "? 0/5\n"
    ldn("log", "skip=ill")
    with pytest.raises(subprocess.CalledProcessError):
        run(module["when"], journal.path)


def test_waybar_reads_one_line_of_json(journal: Journal) -> None:
    module = json.loads(snippet("json"))["custom/ldn"]
    said = run(module["exec"], journal.path)
    assert module["return-type"] == "json"
    assert said.count("\n") == 1
    # What waybar-custom(5) reads: all of it text.
    read = json.loads(said)
    assert set(read) <= {"text", "alt", "tooltip", "class", "percentage"}
    assert all(isinstance(value, str) for value in read.values())


def test_tmux_shows_the_line(journal: Journal, tmp_path: Path) -> None:
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("tmux is not installed here")
    from tests.terminal import Terminal

    settings = tmp_path / "tmux.conf"
    settings.write_text(snippet("tmux"), encoding="utf-8")
    call = [program, "-u", "-S", str(tmp_path / "socket"), "-f", str(settings)]
    terminal = Terminal([*call, "new-session", "sleep 60"], surroundings(journal.path))
    try:
        terminal.wait_for(lambda seen: re.search(r"\? 0/5 \d\d:\d\d$", seen.lines()[-1]) is not None)
    finally:
        subprocess.run([*call, "kill-server"], capture_output=True, timeout=60, check=False)
        terminal.end()
