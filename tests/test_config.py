"""The configuration file: a few settings, every mistake named with its line, and none that costs an evening."""

import json
import re
from datetime import time
from pathlib import Path

import pytest

from ldn_tui.config import Config, KeySetting, read_config
from ldn_tui.config.settings import SETTINGS
from ldn_tui.config.toml_lines import lines_of_keys
from tests.conftest import Ldn


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("LDN_CONFIG", str(path))
    return path


def problems(config: Path) -> list[str]:
    return [str(problem) for problem in read_config(config).problems]


def test_without_a_file_there_are_defaults(config: Path) -> None:
    assert read_config(config) == Config()
    config.touch()
    assert read_config(config) == Config(time(4, 0), 0, None, None)
    assert read_config(config / "below a file") == Config()


def test_every_setting(config: Path) -> None:
    config.write_text(
        'day_starts_at = "05:30"\nweek_starts_on = "sunday"\ndb = "~/x.db"\ntheme = "nord"\nmouse = false\n'
        '[keys]\n"today.note" = "N"\n[keys.graphs]\nsave = ["s", "ctrl+s"]\n'
    )
    found = read_config(config)
    assert found.keys == (
        KeySetting("today.note", ("N",), f"{config}, line 7"),
        KeySetting("graphs.save", ("s", "ctrl+s"), f"{config}, line 9"),
    )
    assert found == Config(time(5, 30), 6, "~/x.db", "nord", mouse=False, keys=found.keys)
    config.write_text('\ufeffday_starts_at = 03:15:00\nweek_starts_on = "Mon"\n', encoding="utf-8")
    assert read_config(config) == Config(time(3, 15), 0)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            '\nday_start = "04:00"\n',
            2,
            'day_start = "04:00" is not obeyed: no setting has that name, write day_starts_at',
        ),
        ('day_starts_at = "4"\n', 1, 'day_starts_at = "4" is not obeyed: write a time like'),
        ('day_starts_at = "24:00"\n', 1, "write a time like"),
        ('day_starts_at = "12:00"\n', 1, "between 00:00 and 11:59"),
        ("day_starts_at = 4\n", 1, "write a time like"),
        ('# x\n\nweek_starts_on = "m"\n', 3, "write a weekday like"),
        ("week_starts_on = 0\n", 1, "write a weekday like"),
        ('theme = ""\n', 1, "there are ldn-dark, "),
        ('mouse = true\ntheme = "nrod"\n', 2, 'theme = "nrod" is not obeyed: there are ldn-dark, '),
        ("theme = 5\n", 1, "nord, "),
        ('mouse = "no"\n', 1, "write true or false"),
        ('dates = "german"\n', 1, 'write "day-first", "month-first" or "iso"'),
        ("[colours]\nred = 1\n", 1, "no setting has that name, there are day_starts_at"),
        ('keys = "n"\n', 1, "write [keys] as a table"),
        ("[keys]\n\ntoday.note = 5\n", 3, "write its keys like"),
        ('[keys]\n"today.note" = ["n", 5]\n', 2, "write its keys like"),
        ('[keys]\ntheme = "nord"\n', 2, "move it above every line in square brackets"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_left_at_its_default(
    config: Path, text: str, line: int, said: str
) -> None:
    config.write_text(text)
    (problem,) = problems(config)
    assert problem.startswith(f"{config}, line {line}: ")
    assert said in problem
    assert read_config(config) == Config()


def test_all_that_is_wrong_is_named_at_once_and_the_rest_is_obeyed(config: Path) -> None:
    config.write_text('mouse = 5\nweek_starts_on = "sunday"\n\nthem = "nord"\nday_starts_at = 1\n')
    found = read_config(config)
    assert [problem.where for problem in found.problems] == [f"{config}, line {line}" for line in (1, 4, 5)]
    assert found == Config(week_starts_on=6)


def test_a_line_is_found_whatever_stands_around_the_key(config: Path) -> None:
    text = (
        '# mouse = 1\ntheme = """\nmouse = 1\n[keys]\n"""\nx = [ # ]\n  "]", \'mouse = 2\',\n  { a = "}" },\n]\n'
        "\"mouse\" = 5\n[ keys . 'the plan' ] # [no]\n\"a.b\" = '''\n[keys]\n'''\n"
    )
    assert lines_of_keys(text) == {
        ("theme",): 2,
        ("x",): 6,
        ("mouse",): 10,
        ("keys", "the plan"): 11,
        ("keys", "the plan", "a.b"): 12,
    }


@pytest.mark.parametrize("content", [b"day_starts_at =", b"\xff\xfe", b"= \x1b[31m", b"a = " + b"[" * 5000])
def test_a_file_that_is_no_toml_is_named(config: Path, content: bytes) -> None:
    config.write_bytes(content)
    (problem,) = problems(config)
    assert str(config) in problem
    assert "\x1b" not in problem
    assert read_config(config) == Config(db_in_doubt=read_config(config).db_in_doubt)


@pytest.mark.parametrize(
    ("text", "is_in_doubt"),
    [
        ('db = "x.db"\n', False),
        ("db = 5\n", True),
        ('DB = "x.db"\n', True),
        ('database = "x"\n', True),
        ('file = "/home/me/diary.db"\n', True),
        ('[keys]\ndb = "x.db"\n', True),
        ('[db]\npath = "x"\n', True),
        ('db = "x.db\n', True),
        ("# db = 5\nmouse = = 3\n", False),
        ("mouse = 5\n", False),
    ],
)
def test_no_journal_is_opened_while_the_file_may_mean_another(
    config: Path, ldn: Ldn, monkeypatch: pytest.MonkeyPatch, text: str, is_in_doubt: bool, journal_path: Path
) -> None:
    config.write_text(text)
    assert read_config(config).db_in_doubt is is_in_doubt
    # What is named in the call is no matter of the file.
    assert ldn("log", "pain=4").exit_code == 0
    assert ldn("--db", str(journal_path), "status").exit_code == 0
    if is_in_doubt:
        monkeypatch.delenv("LDN_DB")
        for call in (("log", "pain=4"), ("status",), ("paths",)):
            refused = ldn(*call)
            assert refused.exit_code == 2
            assert "no journal is opened" in refused.stderr
            assert f"{config}" in refused.stderr


def test_the_command_line_obeys_it_and_goes_on_where_it_is_wrong(config: Path, ldn: Ldn) -> None:
    config.write_text('day_starts_at = "00:00"\n')
    early = "2026-11-23T00:40:00+01:00"
    assert ldn("log", "pain=4", now=early).stdout.startswith("Saved for Monday 23 November 2026")
    config.write_text('day_starts_at = "01:00"\n')
    assert ldn("log", "pain=4", now=early).stdout.startswith("Saved for Sunday 22 November 2026\n")
    config.write_text('day_starts_at = 4\n[keys]\n"today.nope" = "N"\n"today.rescue" = "w"\n')
    result = ldn("status", "--json", now=early)
    assert result.exit_code == 0
    said = [line for line in result.stderr.splitlines() if "config.toml" in line]
    assert [re.findall(r"line (\d): (\S+)", line)[0] for line in said] == [
        ("1", "day_starts_at"),
        ("3", "today.nope:"),
        ("4", "today.rescue:"),
    ]
    assert "config.toml" not in result.stdout


def test_the_documented_file_changes_nothing_and_tells_the_truth(config: Path, ldn: Ldn) -> None:
    text = ldn("config", "--default").stdout
    config.write_text(text)
    assert read_config(config) == Config()
    assert not read_config(config).problems
    without_default = tuple(f"{setting.name} = " for setting in SETTINGS if not setting.has_default)
    lines = [line[1:] if re.match(r"#[^ ]", line) else line for line in text.splitlines()]
    config.write_text("\n".join(line for line in lines if not line.startswith(without_default)))
    active = read_config(config)
    assert not active.problems
    assert {name for name, _ in active.lines} == {setting.name for setting in SETTINGS if setting.has_default}
    assert active == Config(keys=active.keys)
    assert "config.toml" not in ldn("status").stderr


def test_what_is_in_force_and_where_it_comes_from(config: Path, ldn: Ldn, journal_path: Path) -> None:
    said = ldn("config").stdout
    assert str(config) in said
    assert re.search(r'^day_starts_at +"04:00" +default$', said, re.MULTILINE)
    assert re.search(rf'^db +"{re.escape(str(journal_path))}" +LDN_DB$', said, re.MULTILINE)
    config.write_text('# mine\nmouse = false\nweek_starts_on = 5\n[keys]\n"today.note" = "N"\n')
    result = ldn("config")
    assert re.search(r"^mouse +false +line 2$", result.stdout, re.MULTILINE)
    assert re.search(r'^week_starts_on +"monday" +default$', result.stdout, re.MULTILINE)
    assert re.search(r"^today.note +N +\(default w\)", result.stdout, re.MULTILINE)
    assert "line 3: week_starts_on = 5" in result.stderr
    assert ldn("config", "--path").stdout == f"{config}\n"
    assert re.search(r"^ +N +today.note +Write the note$", ldn("config", "--keys").stdout, re.MULTILINE)
    assert ldn("config", "--keys", "--path").exit_code == 2


def test_doctor_lists_all_that_is_wrong(config: Path, ldn: Ldn) -> None:
    ldn("log", "pain=4")
    config.write_text('mouse = 5\n[keys]\n"today.rescue" = "w"\n')
    result = ldn("doctor")
    assert result.exit_code == 4
    assert "line 1: mouse = 5" in result.stdout
    assert 'line 3: today.rescue: "w"' in result.stdout


@pytest.mark.parametrize(("order", "day"), [("day-first", "2026-11-10"), ("month-first", "2026-10-11")])
def test_a_day_typed_in_numbers_is_read_as_the_file_says(config: Path, ldn: Ldn, order: str, day: str) -> None:
    config.write_text(f'dates = "{order}"\n')
    ldn("log", "--date", "10/11", "pain=4")
    assert json.loads(ldn("show", "10/11..t", "--json").stdout)["days"][0]["date"] == day
    ldn("trial", "new", "before-after", "--start", "10/11", "--dose-plan", "11/12=1.5")
    step = {"day-first": "2026-12-11", "month-first": "2026-11-12"}[order]
    assert step in json.dumps(json.loads(ldn("trial", "show", "--json").stdout))
