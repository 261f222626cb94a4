"""`ldn remind`: said once, on the desktop or here, and never what it is; and the timers it prints."""

import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ldn_tui.journal import Journal
from tests.conftest import Ldn

EVENING = "2026-11-22T21:30:00+01:00"
posix = pytest.mark.skipif(os.name != "posix", reason="the notifier is a shell script")


class Desktop:
    """A desktop session whose programs write down how they were called."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._programs, self._log = folder / "programs", folder / "calls"
        self._programs.mkdir()
        monkeypatch.setenv("PATH", str(self._programs))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder}/bus")

    def has(self, name: str, exit_code: int = 0) -> None:
        """Put a program there that writes down its words, one a line, and ends with `exit_code`."""
        program = self._programs / name
        # A shell's own words only: nothing else is on the PATH.
        program.write_text(
            f"#!/bin/sh\nprintf '%s\\n' {name} \"$@\" \"$LDN_NOTIFICATION_TEXT\" >> '{self._log}'\nexit {exit_code}\n",
            encoding="utf-8",
        )
        program.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        """The words of all calls."""
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    monkeypatch.setattr(sys, "platform", "linux")
    return Desktop(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def a_state_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


# Saying it


def test_nothing_due_is_no(ldn: Ldn, journal: Journal) -> None:
    said = ldn("remind", now="2026-11-22T12:00:00+01:00")
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr == "ldn: Nothing is due now: `ldn status` says how today stands.\n"


def test_without_a_desktop_it_is_a_line_and_only_once(ldn: Ldn, journal: Journal) -> None:
    said = ldn("remind")
    assert (said.exit_code, said.stdout) == (0, "1 thing is due in your diary: `ldn status` says more.\n")
    again = ldn("remind")
    assert (again.exit_code, again.stdout, again.stderr) == (1, "", "ldn: Nothing new is due.\n")
    assert ldn("remind", "--again").stdout == said.stdout


def test_the_hour_is_a_setting(ldn: Ldn, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('remind_after = "12:00"\n', encoding="utf-8")
    monkeypatch.setenv("LDN_CONFIG", str(settings))
    assert ldn("remind", now="2026-11-22T11:59:00+01:00").exit_code == 1
    assert ldn("remind", now="2026-11-22T12:00:00+01:00").exit_code == 0


def test_a_dose_is_due_at_its_own_time_and_a_new_thing_says_only_itself(ldn: Ldn, journal: Journal) -> None:
    begun = ldn("trial", "new", "before-after", "--start", "2026-11-08", "--dose-plan", "2026-11-22=1.5@22:00", "--yes")
    assert begun.exit_code == 0, begun.stderr
    assert ldn("remind", now="2026-11-22T19:00:00+01:00").exit_code == 1
    assert "1 thing is due" in ldn("remind", now="2026-11-22T20:00:00+01:00").stdout
    assert "1 new thing is due" in ldn("remind", now="2026-11-22T22:00:00+01:00").stdout
    assert "2 things are due" in ldn("remind", "--again", now="2026-11-22T22:00:00+01:00").stdout
    ldn("dose", "1.5", now="2026-11-22T22:10:00+01:00")
    assert "1 thing is due" in ldn("remind", "--again", now="2026-11-22T22:15:00+01:00").stdout


def test_a_dose_that_is_all_that_is_missing_is_not_said_before_its_time(ldn: Ldn, journal: Journal) -> None:
    ldn("trial", "new", "before-after", "--start", "2026-11-08", "--dose-plan", "2026-11-22=1.5@22:00", "--yes")
    ldn("log", "pain=4", "sleep=4", "mood=4", "food=4", "function=4")
    assert ldn("remind", now="2026-11-22T21:30:00+01:00").exit_code == 1
    assert ldn("remind", now="2026-11-22T22:00:00+01:00").exit_code == 0


def test_another_days_entry_is_new(ldn: Ldn, journal: Journal) -> None:
    ldn("remind")
    assert "1 new thing is due" in ldn("remind", now="2026-11-23T21:30:00+01:00").stdout


def test_what_cannot_be_remembered_is_not_said(ldn: Ldn, journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way", encoding="utf-8")
    said = ldn("remind")
    assert (said.exit_code, said.stdout) == (5, "")


def test_without_a_journal_there_is_nothing_to_be_reminded_of(ldn: Ldn, journal_path: Path) -> None:
    assert ldn("remind").exit_code == 4
    assert not journal_path.exists()


@posix
def test_on_a_terminal_a_bell_rings(journal: Journal, journal_path: Path) -> None:
    ours, theirs = os.openpty()
    variables = {**os.environ, "LDN_DB": str(journal_path), "LDN_NOW": EVENING}
    call = [sys.executable, "-m", "ldn_tui", "remind"]
    subprocess.run(call, env=variables, stdout=theirs, stderr=subprocess.DEVNULL, timeout=60, check=True)
    assert os.read(ours, 1000).decode() == "\a1 thing is due in your diary: `ldn status` says more.\r\n"
    os.close(ours)
    os.close(theirs)


# On the desktop


@posix
def test_a_notification_tells_how_many_and_nothing_else(ldn: Ldn, journal: Journal, desktop: Desktop) -> None:
    desktop.has("notify-send")
    journal.write_note(journal.today(), "a secret")
    journal.rate(journal.today(), "pain", 9)
    said = ldn("remind")
    assert said.exit_code == 0
    assert said.stdout == "1 thing is due in your diary: the desktop shows it, `ldn status` says more.\n"
    assert desktop.calls == ["notify-send", "--app-name=Diary", "--expire-time=10000", "Diary", "1 thing is due.", ""]


@posix
def test_where_the_first_means_fails_the_next_is_tried(ldn: Ldn, journal: Journal, desktop: Desktop) -> None:
    desktop.has("notify-send", exit_code=1)
    desktop.has("gdbus")
    assert ldn("remind").exit_code == 0
    call = desktop.calls[desktop.calls.index("gdbus") :]
    assert "--method=org.freedesktop.Notifications.Notify" in call
    assert call[-9:] == ["Diary", "0", "", "Diary", "1 thing is due.", "[]", "{}", "10000", ""]


@posix
@pytest.mark.parametrize(("platform", "program"), [("darwin", "osascript"), ("win32", "powershell.exe")])
def test_other_desktops_get_the_words_as_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, program: str
) -> None:
    from ldn_tui.cli.notifications import notify

    desktop = Desktop(tmp_path, monkeypatch)
    desktop.has(program)
    if platform == "win32":
        # Windows looks for a bare name in the folder one happens to be in: it is called where Windows keeps it.
        monkeypatch.setenv("SYSTEMROOT", str(tmp_path))
        assert not notify("Diary", "", platform)
        place = tmp_path / "System32" / "WindowsPowerShell" / "v1.0"
        place.mkdir(parents=True)
        (tmp_path / "programs" / program).rename(place / program)
    assert notify("Diary", '1 thing "is" due $(x)', platform)
    assert desktop.calls.count('1 thing "is" due $(x)') == 1
    assert not notify("Diary", "", "linux")


@posix
def test_a_timer_says_nothing_when_nothing_is_due(ldn: Ldn, journal: Journal, desktop: Desktop) -> None:
    desktop.has("notify-send")
    said = ldn("remind", "--unattended", now="2026-11-22T12:00:00+01:00")
    assert (said.exit_code, said.stdout, said.stderr) == (1, "", "")
    assert desktop.calls == []


@posix
def test_a_timer_that_reaches_nobody_keeps_it_for_the_next_time(ldn: Ldn, journal: Journal, desktop: Desktop) -> None:
    said = ldn("remind", "--unattended")
    assert (said.exit_code, said.stdout) == (1, "")
    desktop.has("notify-send")
    assert ldn("remind", "--unattended").exit_code == 0
    assert ldn("remind", "--unattended").exit_code == 1
    assert desktop.calls.count("notify-send") == 1


# Timers

ODD = 'a "b" 100% $HOME é.db'


def printed(ldn: Ldn, name: str, db: Path) -> tuple[str, str]:
    """Return the timer and the steps that are printed for the journal at `db`."""
    said = ldn("--db", str(db), "remind", "--print", name)
    assert said.exit_code == 0
    return said.stdout, said.stderr


def test_a_timer_without_a_journal_has_nothing_to_say(ldn: Ldn, journal_path: Path) -> None:
    said = ldn("remind", "--unattended")
    assert (said.exit_code, said.stdout, said.stderr) == (1, "", "")
    assert not journal_path.exists()
    assert "SuccessExitStatus=1\n" in ldn("remind", "--print", "systemd").stdout


def test_a_timer_is_printed_without_a_journal_and_makes_none(ldn: Ldn, journal_path: Path) -> None:
    assert ldn("remind", "--print", "systemd").exit_code == 0
    assert not journal_path.exists()


@posix
def test_the_units_for_systemd_are_sound(ldn: Ldn, tmp_path: Path) -> None:
    text, steps = printed(ldn, "systemd", tmp_path / ODD)
    # The step that the program names parts the two files.
    (parting,) = re.findall(r"\| (awk .*)", steps)
    folder = tmp_path / "user"
    folder.mkdir()
    subprocess.run(parting, shell=True, cwd=folder, input=text, text=True, check=True)
    assert {file.name for file in folder.iterdir()} == {"ldn-remind.service", "ldn-remind.timer"}
    service = (folder / "ldn-remind.service").read_text(encoding="utf-8")
    assert f'ExecStart=:"{sys.executable}" "-m" "ldn_tui" "--db" ' in service
    assert r'/a \"b\" 100%% $HOME é.db"' in service
    assert "systemctl --user enable --now ldn-remind.timer" in steps
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd is not installed here")
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    checked = subprocess.run(
        [verify, "--user", "verify", "--man=no", "./ldn-remind.service", "./ldn-remind.timer"],
        cwd=folder,
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "Failed to initialize manager" in checked.stderr:
        pytest.skip("systemd can check nothing here")
    assert (checked.returncode, checked.stderr) == (0, "")


@posix
def test_the_line_for_cron_calls_this_program_with_the_session(
    ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    text, _ = printed(ldn, "cron", tmp_path / ODD)
    comment, line = text.splitlines()
    assert comment.startswith("#")
    minutes, *rest, command = line.split(" ", 5)
    assert (minutes, rest) == ("*/15", ["*"] * 4)
    # What crontab(5) hands to the shell: all up to a bare percent sign, an escaped one as itself.
    assert not re.search(r"(?<!\\)%", command)
    words = shlex.split(command.replace("\\%", "%"))
    assert words[-6:] == ["-m", "ldn_tui", "--db", str(tmp_path / ODD), "remind", "--unattended"]
    assert {"XDG_RUNTIME_DIR=/run/user/1000", "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus"} < set(words)


def test_the_agent_for_launchd_is_a_property_list(ldn: Ldn, tmp_path: Path) -> None:
    text, steps = printed(ldn, "launchd", tmp_path / ODD)
    agent = plistlib.loads(text.encode())
    assert agent["ProgramArguments"][-4:] == ["--db", str(tmp_path / ODD), "remind", "--unattended"]
    assert Path(agent["ProgramArguments"][0]).is_absolute()
    assert agent["StartInterval"] == 900
    assert f"~/Library/LaunchAgents/{agent['Label']}.plist" in steps


@posix
@pytest.mark.parametrize("address", ["unix:path=/tmp/dbus-abc,guid=1", "unix:abstract=/tmp/dbus-x", "unix:path=/run/1"])
def test_an_address_that_ends_with_the_session_is_not_in_the_line_for_cron(
    ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    text, said = printed(ldn, "cron", tmp_path / ODD)
    assert "DBUS_SESSION_BUS_ADDRESS" not in text
    assert "XDG_RUNTIME_DIR=/run/user/1000" in text
    assert "at an address that changes with each login" in said
    # Of an address that stays, the part that does not is left out.
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/run/user/1000/bus,guid=12")
    text, said = printed(ldn, "cron", tmp_path / ODD)
    assert " DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus " in text
    assert "changes" not in said


@posix
def test_the_step_for_cron_writes_no_crontab_by_itself(ldn: Ldn, tmp_path: Path) -> None:
    # A crontab that is read and written back loses all of it where reading fails, and has the line twice on a second
    # call.
    _, steps = printed(ldn, "cron", tmp_path / ODD)
    assert "crontab -e" in steps
    assert "| crontab" not in steps


@posix
def test_what_cron_runs_does_remind(
    ldn: Ldn, journal: Journal, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop.has("notify-send")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    text, _ = printed(ldn, "cron", journal.path)
    command = text.splitlines()[1].split(" ", 5)[5].replace("\\%", "%")
    ended = subprocess.run(["/bin/sh", "-c", command], env={**os.environ, "LDN_NOW": EVENING}, timeout=60, check=False)
    assert ended.returncode == 0
    assert desktop.calls.count("1 thing is due.") == 1


def test_the_program_is_called_by_the_name_an_update_keeps(
    ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "ldn"
    program.parent.mkdir()
    real = tmp_path / "real"
    real.write_text("#!/bin/sh\n", encoding="utf-8")
    real.chmod(0o755)
    program.symlink_to(real)
    monkeypatch.setattr(sys, "argv", [str(program)])
    text, _ = printed(ldn, "launchd", tmp_path / "journal.db")
    assert plistlib.loads(text.encode())["ProgramArguments"][0] == str(program)


def test_a_place_that_no_timer_can_name_is_refused(ldn: Ldn, tmp_path: Path) -> None:
    said = ldn("--db", str(tmp_path / "a\nb.db"), "remind", "--print", "cron")
    assert said.exit_code == 2
    assert "a timer cannot name" in said.stderr
