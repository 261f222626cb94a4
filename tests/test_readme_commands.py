"""The commands of the README's section on other programs, run as they stand there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ldn_tui.journal import Journal
from tests.conftest import NOW
from tests.journal_with_everything import fill

README = Path(__file__).parents[1] / "README.md"


def commands() -> list[str]:
    """Return the lines of the section's block."""
    section = README.read_text(encoding="utf-8").partition("\n## Open in other programs\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return list(block.splitlines())


OURS = [line for line in commands() if line.startswith("ldn ")]
FOREIGN = [line for line in commands() if not line.startswith("ldn ")]


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
