"""The commands of the README, run as they stand there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal
from tests.conftest import DAY_STARTS_AT, NOW, Ldn
from tests.journal_with_everything import fill

README = Path(__file__).parents[1] / "README.md"


OTHERS = "Open in other programs"
# What needs a computer, or a terminal, of its own; how to install and test is what a workflow does.
NOT_RUN = {"Two commands"}
DIARY = 'Day,"Pain (0-100)",Comment\n2026-10-01,40,rain\n'


def commands() -> dict[str, list[str]]:
    """Return the lines of the blocks for a shell, by section."""
    found: dict[str, list[str]] = {}
    for section in README.read_text(encoding="utf-8").split("\n## ")[1:]:
        blocks = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines()]
        if lines:
            found[section.partition("\n")[0]] = lines
    return found


OURS = [line for line in commands()[OTHERS] if line.startswith("ldn ")]
FOREIGN = [line for line in commands()[OTHERS] if not line.startswith("ldn ")]
OWN = [(section, line) for section, lines in commands().items() if section not in {OTHERS, *NOT_RUN} for line in lines]


def run(line: str, folder: Path, journal: Path) -> str:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    program = shlex.split(line)[0]
    if shutil.which(program, path=path) is None:
        pytest.skip(f"{program} is not installed here")
    variables = {**os.environ, "PATH": path, "LDN_DB": str(journal), "LDN_NOW": NOW.isoformat()}
    ended = subprocess.run(
        line, shell=True, cwd=folder, env=variables, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, f"{line}\n{ended.stderr}"
    return ended.stdout


def test_the_section_names_the_three_programs() -> None:
    assert {line.split()[0] for line in FOREIGN} == {"sqlite-utils", "datasette", "libreoffice"}
    assert OURS


@pytest.mark.parametrize("line", FOREIGN)
def test_a_command_does_what_it_is_there_for(line: str, journal: Journal, tmp_path: Path) -> None:
    fill(journal)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for ours in OURS:
        run(ours, folder, journal.path)
    said = run(line, folder, journal.path)
    if line.startswith("libreoffice"):
        assert (folder / "trial.xlsx").stat().st_size
    else:
        assert "2026-11" in said


def test_every_command_of_our_own_does_what_it_says(ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "diary.csv").write_text(DIARY, encoding="utf-8")
    assert {"In scripts", "From another diary", "Settings"} <= {section for section, _ in OWN}
    build_demo(folder / "demo.db", PinnedClock(NOW), DAY_STARTS_AT).close()
    ldn("log", "--date", "2026-10-01", "pain=7")
    ldn("backup", "OTHER.db")
    for section, line in OWN:
        name, *words = shlex.split(line, comments=True)
        assert name == "ldn", line
        # What is recorded, and then looked at, is a journal of one's own; the rest shows the demo.
        said = ldn(*words) if section == "In scripts" else ldn("--db", "demo.db", *words)
        # The other copy is an earlier one: no, they are not the same.
        assert said.exit_code == (1 if words[0] == "diff" else 0), (section, line, said)
        assert said.stdout or "-o" in words, line
    assert {"report.html", "card.txt"} <= {path.name for path in folder.iterdir()}
