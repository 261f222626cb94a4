"""`ldn completion`: the words it answers with, and real shells that complete with it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ldn_tui.journal import Journal
from tests.command_tree import commands
from tests.conftest import NOW, Ldn

posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell")
DAY = NOW.date()


def words(ldn: Ldn, *typed: str) -> list[str]:
    """Return what may stand in the place of the last word."""
    said = ldn("completion", "bash", "--", *typed)
    assert (said.exit_code, said.stderr) == (0, "")
    return [line.partition("\t")[0] for line in said.stdout.splitlines()]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("un",), ["undo"]),
        (("trial", "mo"), ["move"]),
        (("status", "--s"), ["--short"]),
        (("status", "--short", "--s"), []),
        (("log", "pain=4", "--date", "yes"), ["yesterday"]),
        (("log", "--date=yes"), ["--date=yesterday"]),
        (("log", "pa"), ["pain="]),
        (("log", "do"), ["dose=", "dose=none"]),
        (("log", "skip=a"), ["skip=away"]),
        (("show", "-3"), ["-3"]),
        (("show", "mo"), ["mon"]),
        (("export", "--format", "cs"), ["csv", "csv-long"]),
        (("export", "--only", "dos"), ["doses"]),
        (("trial", "new", "before"), ["before-after", "before-after-stop"]),
        (("findings", "--measure", "sl"), ["sleep"]),
        (("measure", "retire", "mo"), ["mood"]),
        (("dose", ""), ["plan", "none"]),
        (("medicine", "stop", "nal"), ["naltrexone"]),
        (("dose", "--medicine", "fol"), ["folic acid"]),
        (("dose", "--medicine", "'fol"), ["folic acid"]),
        (("log", "rescue=i"), ["rescue=ibuprofen:"]),
        (("lab", "ES"), ["ESR="]),
        (("events", "--tag", "he"), ["headache"]),
        (("impression", "7"), ["7"]),
        (("calendar", "j"), ["jan", "jun", "jul"]),
        (("chart", "sl"), ["sleep"]),
        (("remind", "--print", ""), ["systemd", "cron", "launchd"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("import", ""), [""]),
        (("--db", ""), [""]),
        (("nonsense", ""), []),
        (("undo", ""), []),
    ],
)
def test_a_word_is_completed(ldn: Ldn, journal: Journal, typed: tuple[str, ...], expected: list[str]) -> None:
    journal.medicines.add("folic acid")
    journal.record_rescue(DAY, "ibuprofen", 1)
    journal.write_note(DAY, "#headache")
    assert words(ldn, *typed) == expected


def test_every_value_and_argument_can_be_asked_for(ldn: Ldn, journal: Journal) -> None:
    for path, command in commands():
        words(ldn, *path, "")
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.is_flag:
                words(ldn, *path, parameter.opts[0], "")


def test_a_saved_mapping_is_offered(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    diary = tmp_path / "diary.csv"
    diary.write_text("Day,Pain\n2026-11-20,4\n", encoding="utf-8")
    mapped = ldn("import", str(diary), "--map", "date=Day,pain=Pain", "--save-mapping", "mine", "--yes")
    assert mapped.exit_code == 0, mapped.stderr
    assert words(ldn, "import", "--mapping", "") == ["mine"]


def test_backups_are_offered_for_restore(ldn: Ldn, journal: Journal) -> None:
    assert ldn("backup").exit_code == 0
    (backup,) = journal.backups.all()
    assert words(ldn, "restore", "") == [backup.path.name, ""]


def test_the_journal_of_the_call_is_the_one_that_is_read(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    ldn("--db", str(other), "measure", "add", "Fog", "--low", "none", "--high", "thick", "--better", "lower")
    assert "fog=" in words(ldn, "--db", str(other), "log", "")
    assert "fog=" not in words(ldn, "log", "")


def test_a_name_that_a_terminal_would_obey_is_not_offered(ldn: Ldn, journal: Journal) -> None:
    journal.medicines.add("folic acid")
    journal.medicines.add("folic\x1b[2J acid")
    assert words(ldn, "dose", "--medicine", "fol") == ["folic acid"]


def test_without_a_journal_nothing_is_said_and_none_is_made(ldn: Ldn, journal_path: Path) -> None:
    assert "pain=" not in words(ldn, "log", "")
    assert "dose=" in words(ldn, "log", "")
    assert list(journal_path.parent.iterdir()) == []


def test_an_older_journal_is_not_migrated(ldn: Ldn, journal: Journal) -> None:
    journal.close()
    data = bytearray(journal.path.read_bytes())
    data[60:64] = (1).to_bytes(4, "big")
    journal.path.write_bytes(data)
    assert "pain=" not in words(ldn, "log", "")
    assert journal.path.read_bytes() == data


def test_completing_imports_no_other_verb() -> None:
    script = (
        "import sys; from ldn_tui.cli import run; run(['completion', 'bash', '--', 'undo', '--']); "
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(said.stderr.split())
    assert "ldn_tui.cli.steps" in loaded
    assert not loaded & {"ldn_tui.cli.export", "ldn_tui.cli.trial", "ldn_tui.domain.analysis", "textual", "plotext"}


# Real shells


def surroundings(journal: Path) -> dict[str, str]:
    programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**os.environ, "PATH": programs, "LDN_DB": str(journal), "LDN_NOW": NOW.isoformat()}


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def in_bash(line: str, journal: Path, breaks: tuple[str, ...]) -> list[str]:
    """Return what bash's own completion is answered for `line`, whose words bash broke into `breaks`."""
    typed = " ".join(f"'{word}'" for word in breaks)
    script = f"""
        eval "$(ldn completion bash)"
        COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
        COMP_LINE='{line}' COMP_POINT=${{#COMP_LINE}} COMP_WORDS=({typed}) COMP_CWORD={len(breaks) - 1}
        _ldn_completion ldn
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    ended = subprocess.run(
        [shell("bash"), "--norc", "-c", script],
        env=surroundings(journal),
        cwd=journal.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    # Outside a running completion, bash says that compopt has nothing to change: the script keeps that to itself.
    assert ended.stderr == ""
    return ended.stdout.splitlines()


@posix
@pytest.mark.parametrize(
    ("line", "breaks", "expected"),
    [
        ("ldn un", ("ldn", "un"), ["undo"]),
        ("ldn log pain=4 sl", ("ldn", "log", "pain", "=", "4", "sl"), ["sleep="]),
        ("ldn log --date=yes", ("ldn", "log", "--date", "=", "yes"), ["yesterday"]),
        ("ldn log skip=", ("ldn", "log", "skip", "="), ["ill", "away", "forgot", r"too\ tired", "other"]),
        ("ldn export -o jour", ("ldn", "export", "-o", "jour"), ["journal.db"]),
    ],
)
def test_bash_completes(journal: Journal, line: str, breaks: tuple[str, ...], expected: list[str]) -> None:
    assert in_bash(line, journal.path, breaks) == expected


COMMAND = "$(>obeyed)"


@posix
@pytest.mark.parametrize(
    ("line", "breaks", "expected"),
    [
        ("ldn log rescue=", ("ldn", "log", "rescue", "="), [r"\$\(\>obeyed\):", r"it\'s:", r"x\;\`id\`:"]),
        ("ldn log rescue=x", ("ldn", "log", "rescue", "=", "x"), [r"x\;\`id\`:"]),
        # What an open quotation cannot hold is not offered in it.
        ('ldn log rescue="', ("ldn", "log", "rescue", "=", '"'), ["it's:"]),
        ('ldn log rescue="it', ("ldn", "log", "rescue", "=", '"it'), ["it's:"]),
        ('ldn log "rescue=it', ("ldn", "log", '"rescue=it'), ["rescue=it's:"]),
        ('ldn log rescue=x"', ("ldn", "log", "rescue", "=", 'x"'), [""]),
        ("ldn export -o a$", ("ldn", "export", "-o", "a$"), [r"a\$\(id\)\ b"]),
    ],
)
def test_bash_is_given_no_commands(journal: Journal, line: str, breaks: tuple[str, ...], expected: list[str]) -> None:
    for medicine in (COMMAND, "x;`id`", "it's"):
        journal.record_rescue(DAY, medicine, 1)
    (journal.path.parent / "a$(id) b").touch()
    assert in_bash(line, journal.path, breaks) == expected


@posix
@pytest.mark.parametrize("quotation", ["'", ""])
@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_a_name_that_a_shell_would_obey_is_put_on_the_line_as_a_name(
    journal: Journal, tmp_path: Path, name: str, quotation: str
) -> None:
    from tests.terminal import Terminal

    journal.medicines.add(f"x{COMMAND}")
    begin = {
        "bash": (["--norc", "--noprofile"], 'PS1="> "; eval "$(ldn completion bash)"'),
        "zsh": (["-f"], 'PS1="> "; autoload -Uz compinit; compinit -u -D; eval "$(ldn completion zsh)"'),
        "fish": (["--no-config"], "function fish_prompt; echo '> '; end; ldn completion fish | source"),
    }
    options, setup = begin[name]
    home = {
        **surroundings(journal.path),
        "INPUTRC": os.devnull, "HISTFILE": os.devnull, "ZDOTDIR": str(tmp_path), "HOME": str(tmp_path),
    }  # fmt: skip
    terminal = Terminal([shell(name), *options, "-i"], home)
    terminal.send(f"cd {tmp_path}; {setup}; clear; echo ready\n")
    terminal.wait_for(lambda seen: "ready" in seen.lines())
    terminal.send(f"ldn dose 1 --medicine {quotation}x\t")
    terminal.wait_for(lambda seen: "obeyed" in seen.text)
    terminal.send("\n")
    terminal.wait_for(lambda seen: "Saved for" in seen.text)
    assert not (tmp_path / "obeyed").exists()
    assert [dose.medicine for dose in journal.day(DAY).doses] == [f"x{COMMAND}"]
    terminal.kill()


@posix
def test_a_person_presses_tab_in_bash(journal: Journal, tmp_path: Path) -> None:
    from tests.terminal import Terminal

    home = {**surroundings(journal.path), "PS1": "$ ", "INPUTRC": os.devnull, "HISTFILE": os.devnull}
    terminal = Terminal([shell("bash"), "--norc", "--noprofile", "-i"], home)
    terminal.send('PS1="> "; eval "$(ldn completion bash)"; clear; echo ready\n')
    terminal.wait_for(lambda seen: "ready" in seen.lines())
    terminal.send("ldn log pa\t")
    terminal.wait_for(lambda seen: "ldn log pain=" in seen.text)
    # No blank came between the sign and its value.
    terminal.send("4 --date yest\t")
    terminal.wait_for(lambda seen: "ldn log pain=4 --date yesterday" in seen.text)
    terminal.send("\n")
    terminal.wait_for(lambda seen: "Saved for Saturday 21 November 2026" in seen.text)
    terminal.kill()


@posix
def test_a_person_presses_tab_in_zsh(journal: Journal) -> None:
    from tests.terminal import Terminal

    home = {**surroundings(journal.path), "HISTFILE": os.devnull, "ZDOTDIR": str(journal.path.parent)}
    terminal = Terminal([shell("zsh"), "-f", "-i"], home)
    begin = 'PS1="> "; autoload -Uz compinit; compinit -u -D; eval "$(ldn completion zsh)"; clear; echo ready'
    terminal.send(f"{begin}\n")
    terminal.wait_for(lambda seen: "ready" in seen.lines())
    terminal.send("ldn log pa\t")
    terminal.wait_for(lambda seen: "ldn log pain=" in seen.text)
    terminal.send("4 --date yest\t")
    terminal.wait_for(lambda seen: "ldn log pain=4 --date yesterday" in seen.text)
    terminal.send("\n")
    terminal.wait_for(lambda seen: "Saved for Saturday 21 November 2026" in seen.text)
    terminal.send("ldn export --format=fh\t")
    terminal.wait_for(lambda seen: "ldn export --format=fhir" in seen.text)
    terminal.kill()


@posix
@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_a_script_is_sound_and_complete_in_itself(ldn: Ldn, tmp_path: Path, name: str) -> None:
    said = ldn("completion", name)
    assert (said.exit_code, said.stderr) == (0, "")
    assert f"completion {name} --" in said.stdout
    program = shell(name)
    script = tmp_path / "script"
    script.write_text(said.stdout, encoding="utf-8")
    checked = subprocess.run([program, "-n", str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


@posix
def test_fish_completes(journal: Journal) -> None:
    program = shell("fish")
    lines = ("un", "log pa", "log --date=yes", "export --format cs", "show yes")
    command = "ldn completion fish | source; " + "; ".join(f"complete -C 'ldn {line}'" for line in lines)
    ended = subprocess.run(
        [program, "-c", command], env=surroundings(journal.path), capture_output=True, text=True, timeout=60, check=True
    )
    offered = [line.partition("\t")[0] for line in ended.stdout.splitlines()]
    assert offered == ["undo", "pain=", "--date=yesterday", "csv", "csv-long", "yesterday"]


def test_another_shell_is_refused(ldn: Ldn) -> None:
    said = ldn("completion", "tcsh")
    assert said.exit_code == 2
    assert "bash" in said.stderr
