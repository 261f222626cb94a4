"""Desktop notifications, by what each platform brings along; no shell, and no text that tells anything."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_PATIENCE_S = 10
_SHOWN_MS = "10000"
_BUS = "DBUS_SESSION_BUS_ADDRESS"

_APPLE_SCRIPT = ("on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run")
_POWERSHELL = ("System32", "WindowsPowerShell", "v1.0", "powershell.exe")
# Windows PowerShell has the notifications of Windows built in, and an identity they may be shown under. The texts come
# by the environment: they are never part of the script.
_POWERSHELL_IDENTITY = r"{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\WindowsPowerShell\v1.0\powershell.exe"
_POWERSHELL_SCRIPT = rf"""
$ErrorActionPreference = 'Stop'
$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
$kind = [Windows.UI.Notifications.ToastTemplateType]::ToastText02
$toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($kind)
$lines = $toast.GetElementsByTagName('text')
$null = $lines.Item(0).AppendChild($toast.CreateTextNode($env:LDN_NOTIFICATION_TITLE))
$null = $lines.Item(1).AppendChild($toast.CreateTextNode($env:LDN_NOTIFICATION_TEXT))
$shown = [Windows.UI.Notifications.ToastNotification]::new($toast)
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('{_POWERSHELL_IDENTITY}').Show($shown)
"""


@dataclass(frozen=True, slots=True)
class _Call:
    """A program to be called: its words, and variables it needs besides those that are there."""

    words: tuple[str, ...]
    variables: Mapping[str, str] = field(default_factory=dict)


def notify(title: str, text: str, platform: str = sys.platform) -> bool:
    """Show a notification on the desktop, and return whether one of the platform's means took it.

    Args:
        title: its first line.
        text: its second line.
        platform: the platform, as `sys.platform` calls it.
    """
    return any(_is_shown(call) for call in _calls(title, text, platform))


def _calls(title: str, text: str, platform: str) -> Iterator[_Call]:
    if platform == "darwin":
        script = (word for line in _APPLE_SCRIPT for word in ("-e", line))
        yield _Call(("osascript", *script, title, text))
    elif platform == "win32":
        # By a bare name, Windows would first look in the folder one happens to be in.
        program = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")).joinpath(*_POWERSHELL)
        words = (str(program), "-NoProfile", "-NonInteractive", "-Command", _POWERSHELL_SCRIPT)
        yield _Call(words, {"LDN_NOTIFICATION_TITLE": title, "LDN_NOTIFICATION_TEXT": text})
    elif (bus := session_bus()) is not None:
        yield _Call(("notify-send", f"--app-name={title}", f"--expire-time={_SHOWN_MS}", title, text), {_BUS: bus})
        notification = (title, "0", "", title, text, "[]", "{}", _SHOWN_MS)
        name, path = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
        to = ("--session", f"--dest={name}", f"--object-path={path}", f"--method={name}.Notify")
        yield _Call(("gdbus", "call", *to, *notification), {_BUS: bus})


def session_bus() -> str | None:
    """Return the address of the desktop session's bus; None where nobody is logged in."""
    known = os.environ.get(_BUS)
    if known:
        return known
    folder = os.environ.get("XDG_RUNTIME_DIR")
    bus = None if not folder else Path(folder) / "bus"
    return f"unix:path={bus}" if bus is not None and bus.exists() else None


def _is_shown(call: _Call) -> bool:
    program = shutil.which(call.words[0])
    if program is None:
        return False
    try:
        ended = subprocess.run(  # noqa: S603 - the words are this module's own, as a list
            [program, *call.words[1:]],
            env={**os.environ, **call.variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
