"""Timers that call `ldn remind` while somebody is logged in: for systemd, cron and launchd; printed, not installed.

systemd: systemd.service(5), "Command lines" and systemd.unit(5), "Specifiers" for the quoting; the manager of the
user's session sets DBUS_SESSION_BUS_ADDRESS itself. cron: crontab(5); it sets neither that nor XDG_RUNTIME_DIR.
launchd: launchd.plist(5).
"""

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import visible
from ldn_tui.paths import CONFIG_VARIABLE, DB_VARIABLE

# A reminder comes at most this late.
MINUTES = 15
LABEL = "ldn-tui.remind"

_UNREACHABLE = (
    "Your desktop is at an address that changes with each login, so it is left out: where cron then finds no desktop, "
    "it reminds of nothing. A timer of systemd (`--print systemd`) is told the address."
)

# What this call was told by its surroundings, and a timer's would not be.
_FOLDERS = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
_CARRIED = (*_FOLDERS, "TZ")


@dataclass(frozen=True, slots=True)
class RemindCall:
    """How a timer calls `ldn remind`.

    Attributes:
        program: the words that call this program on its journal from anywhere.
        variables: what has to be in its environment.
    """

    program: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """All words of the timer's call."""
        return (*self.program, "remind", "--unattended")

    def to_print(self, name: str) -> str:
        """Return the command that prints the timer called `name`, as a person types it."""
        return f"{shlex.join(self.program)} remind --print {name}"


@dataclass(frozen=True, slots=True)
class Timer:
    """What is printed.

    Attributes:
        text: the file, or the files one below the other; it can be saved as it is.
        steps: the commands that put it in place and switch it on, and those that switch it off.
        warning: what may keep it from reminding; "" if nothing is known.
    """

    text: str
    steps: tuple[str, ...]
    warning: str = ""


def remind_call(session: Session) -> RemindCall:
    """Return how a timer calls this very program on the journal this call is about.

    Raises:
        WrongUsage: a place in it has a line break, which no timer's file can hold.
    """
    words = list(_this_program())
    paths = session.paths
    if paths.journal_from in {"--db", DB_VARIABLE}:
        words += ["--db", str(paths.journal.absolute())]
    variables = {name: os.environ[name] for name in _CARRIED if os.environ.get(name)}
    if os.environ.get(CONFIG_VARIABLE):
        variables[CONFIG_VARIABLE] = str(paths.config.absolute())
    for word in (*words, *variables.values()):
        if not word.isprintable():
            raise WrongUsage(
                f"a timer cannot name {visible(word)!r}: give that place a name without control characters"
            )
    return RemindCall(tuple(words), variables)


def _this_program() -> tuple[str, ...]:
    """Return the words that call this program from anywhere."""
    # A link (pipx, uv tool) stays a link: it is what an update leaves in place.
    name = sys.argv[0]
    found = shutil.which(name) if Path(name).stem == "ldn" else None
    return (str(Path(found).absolute()),) if found is not None else (sys.executable, "-m", "ldn_tui")


def systemd_timer(call: RemindCall) -> Timer:
    """Return a service and its timer for the systemd of the user's session."""
    command = " ".join(_for_systemd(word) for word in call.words)
    variables = "".join(f"Environment={_for_systemd(f'{name}={value}')}\n" for name, value in call.variables.items())
    text = f"""\
# Two files for ~/.config/systemd/user, each from its line "File:" on.

# File: ldn-remind.service
[Unit]
Description=Say what is due in the diary

[Service]
Type=oneshot
{variables}# The colon: a $ in a name is no variable. 1 is the answer "nothing is due", also without a journal.
ExecStart=:{command}
SuccessExitStatus=1

# File: ldn-remind.timer
[Unit]
Description=Say what is due in the diary, looked at every {MINUTES} minutes

[Timer]
OnCalendar=*:0/{MINUTES}
Persistent=true

[Install]
WantedBy=timers.target
"""
    return Timer(
        text,
        (
            "mkdir -p ~/.config/systemd/user && cd ~/.config/systemd/user",
            f"{call.to_print('systemd')} | awk '/^# File: /{{file=$3}} file{{print > file}}'",
            "systemctl --user daemon-reload && systemctl --user enable --now ldn-remind.timer",
            "systemctl --user disable --now ldn-remind.timer        # switches it off",
        ),
    )


def _for_systemd(word: str) -> str:
    quoted = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{quoted}"'


def cron_timer(call: RemindCall, user_id: int) -> Timer:
    """Return a line for the user's crontab.

    Args:
        call: what it calls.
        user_id: whose desktop session it is.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{user_id}"
    # After the comma stands what the next login does not have.
    bus = (os.environ.get("DBUS_SESSION_BUS_ADDRESS") or f"unix:path={runtime}/bus").partition(",")[0]
    stays = bus.startswith(f"unix:path={runtime}/")
    variables = {
        "XDG_RUNTIME_DIR": runtime,
        **({"DBUS_SESSION_BUS_ADDRESS": bus} if stays else {}),
        **call.variables,
    }
    command = " ".join(
        [*(f"{name}={shlex.quote(value)}" for name, value in variables.items()), *map(shlex.quote, call.words)]
    )
    # A bare percent sign would end the command.
    line = f"*/{MINUTES} * * * * " + command.replace("%", "\\%")
    return Timer(
        f"# What is due in the diary, said once each (`crontab -e` changes or removes it)\n{line}\n",
        ("crontab -e        # once: add the line, and take out an older one",),
        "" if stays else _UNREACHABLE,
    )


def launchd_timer(call: RemindCall) -> Timer:
    """Return a property list for the launchd of the user's session."""
    import plistlib

    agent: dict[str, object] = {
        "Label": LABEL,
        "ProgramArguments": list(call.words),
        "StartInterval": MINUTES * 60,
        "RunAtLoad": True,
        "ProcessType": "Background",
        # Only where there is a desktop to show something on
        "LimitLoadToSessionType": "Aqua",
    }
    if call.variables:
        agent["EnvironmentVariables"] = dict(call.variables)
    place = f"~/Library/LaunchAgents/{LABEL}.plist"
    return Timer(
        plistlib.dumps(agent, sort_keys=False).decode(),
        (
            f"mkdir -p ~/Library/LaunchAgents && {call.to_print('launchd')} > {place}",
            f"launchctl bootstrap gui/$(id -u) {place}",
            f"launchctl bootout gui/$(id -u)/{LABEL}        # switches it off",
        ),
    )
