"""`ldn paths`."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Ldn


def test_json_names_the_journal_and_what_chose_it(ldn: Ldn, journal_path: Path) -> None:
    found = json.loads(ldn("paths", "--json").stdout)
    assert list(found) == ["version", "journal", "from", "config", "backups", "state"]
    assert found["version"] == 1
    assert found["journal"] == str(journal_path)
    assert found["from"] == "LDN_DB"
    assert found["backups"] == str(journal_path.parent / "backups")
    assert Path(found["config"]).is_relative_to(os.environ["HOME"])
    assert Path(found["state"]).is_relative_to(os.environ["XDG_STATE_HOME"])
    assert not journal_path.exists()


def test_db_option_comes_before_the_variable_and_the_variable_before_the_configuration(
    ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('db = "/somewhere/else.db"\n')
    monkeypatch.setenv("LDN_CONFIG", str(config))
    chosen = json.loads(ldn("--db", str(tmp_path / "a.db"), "paths", "--json").stdout)
    assert (chosen["from"], chosen["journal"]) == ("--db", str(tmp_path / "a.db"))
    assert json.loads(ldn("paths", "--json").stdout)["from"] == "LDN_DB"
    monkeypatch.delenv("LDN_DB")
    chosen = json.loads(ldn("paths", "--json").stdout)
    assert (chosen["from"], chosen["journal"]) == ("config", "/somewhere/else.db")
    config.unlink()
    chosen = json.loads(ldn("paths", "--json").stdout)
    assert chosen["from"] == "platform"
    assert Path(chosen["journal"]).is_relative_to(os.environ["XDG_DATA_HOME"])


def test_a_path_is_never_shown_raw(ldn: Ldn, tmp_path: Path) -> None:
    said = ldn("--db", str(tmp_path / "a\x1b[31m.db"), "paths")
    assert "\x1b" not in said.stdout
    assert "a␛[31m.db" in said.stdout
    assert "not made yet" in said.stdout


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "\ud800/journal.db"], ids=ascii)
@pytest.mark.parametrize("verb", [["status"], ["paths"], ["log", "pain=4"], ["doctor"]], ids=" ".join)
def test_a_place_that_can_be_no_file_is_refused_with_the_reason(name: str, verb: list[str], ldn: Ldn) -> None:
    said = ldn("--db", name, *verb)
    assert (said.exit_code, said.stdout) == (2, "")
    assert said.stderr.startswith("ldn: --db: no file can be called")
    assert "Traceback" not in said.stderr
