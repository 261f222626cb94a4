"""The configuration file: a few settings, and messages that name file and line."""

from datetime import time
from pathlib import Path

import pytest

from ldn_tui.config import Config, read_config
from ldn_tui.domain.errors import WrongUsage
from tests.conftest import Ldn


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_there_are_defaults(config: Path, tmp_path: Path) -> None:
    assert read_config(config) == Config(time(4, 0), 0, None, None)
    config.touch()
    assert read_config(config) == Config()
    assert read_config(config / "below a file") == Config()


def test_every_setting(config: Path) -> None:
    config.write_text('day_starts_at = "05:30"\nweek_starts_on = "sunday"\ndb = "~/x.db"\ntheme = "nord"\n')
    assert read_config(config) == Config(time(5, 30), 6, "~/x.db", "nord")
    config.write_text('day_starts_at = 03:15:00\nweek_starts_on = "Mon"\n')
    assert read_config(config) == Config(time(3, 15), 0)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('\nday_start = "04:00"\n', 2, "there is no setting 'day_start'; there are day_starts_at"),
        ('day_starts_at = "4"\n', 1, "write a time like"),
        ('day_starts_at = "24:00"\n', 1, "write a time like"),
        ('day_starts_at = "12:00"\n', 1, "between 00:00 and 11:59"),
        ("day_starts_at = 4\n", 1, "write a time like"),
        ('# x\n\nweek_starts_on = "m"\n', 3, "write a weekday like"),
        ("week_starts_on = 0\n", 1, "write a weekday like"),
        ('theme = ""\n', 1, "write it in quotes"),
        ("db = 5\n", 1, "write it in quotes"),
        ("[colours]\nred = 1\n", 1, "there is no setting 'colours'"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(config: Path, text: str, line: int, said: str) -> None:
    config.write_text(text)
    with pytest.raises(WrongUsage) as refusal:
        read_config(config)
    assert f"{config}, line {line}: " in str(refusal.value)
    assert said in str(refusal.value)


@pytest.mark.parametrize("content", [b"day_starts_at =", b"\xff\xfe", b"= \x1b[31m"])
def test_a_file_that_is_no_toml_is_named(config: Path, content: bytes) -> None:
    config.write_bytes(content)
    with pytest.raises(WrongUsage) as refusal:
        read_config(config)
    assert str(config) in str(refusal.value)
    assert "\x1b" not in str(refusal.value)


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="cannot be read"):
        read_config(tmp_path)


def test_the_command_line_obeys_it(config: Path, ldn: Ldn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LDN_CONFIG", str(config))
    config.write_text('day_starts_at = "00:00"\n')
    early = "2026-11-23T00:40:00+01:00"
    assert ldn("log", "pain=4", now=early).stdout.startswith("Saved for Monday 23 November 2026")
    config.write_text('day_starts_at = "01:00"\n')
    assert ldn("log", "pain=4", now=early).stdout.startswith("Saved for Sunday 22 November 2026\n")
    config.write_text("day_starts_at = 4\n")
    result = ldn("status", now=early)
    assert result.exit_code == 2
    assert "line 1: day_starts_at = 4" in result.stderr


def test_a_file_nested_too_deep_is_named(config: Path) -> None:
    config.write_text("theme = " + "[" * 20_000)
    with pytest.raises(WrongUsage, match="nested too deep"):
        read_config(config)
