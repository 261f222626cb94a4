#!/usr/bin/env python3
"""Look up whether a known vulnerability is in what a user of ldn-tui installs; say so where that cannot be looked up.

Usage: python .ci/audit.py FOLDER ENVIRONMENT, the folder with the packages of a user's environment, and an empty place
for pip-audit's own. Ends with 1 for a vulnerability, with 0 for none and where its data cannot be reached.

Where pip-audit asks a mirror that has no such data, it reports nothing found, as it does of sound packages. So it is
asked first for a release that is known to be vulnerable: data in which that one is sound are no data.
"""

import json
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

KNOWN_TO_BE_VULNERABLE = "urllib3==1.24.1"
INSTALL_SECONDS, AUDIT_SECONDS = 60, 60

Dependencies = Sequence[Mapping[str, Any]]


class NotLookedUp(Exception):
    """Why nothing was looked up."""


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def run(command: list[str | Path], seconds: float) -> "subprocess.CompletedProcess[str]":
    """Run a command of our own for some seconds at most, and keep what it says."""
    try:
        return subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds)  # noqa: S603 - see above
    except subprocess.TimeoutExpired as late:
        raise NotLookedUp(f"no answer within {late.timeout} seconds") from None


class Auditor:
    """pip-audit, in an environment of its own."""

    def __init__(self, environment: Path) -> None:
        """Install it into `environment`."""
        venv.create(environment, with_pip=True)
        self._environment = environment
        self._python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        installed = run(
            [self._python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pip-audit"],
            INSTALL_SECONDS,
        )
        if installed.returncode:
            raise NotLookedUp(f"pip-audit cannot be installed ({last_line(installed.stderr)})")

    def packages(self, folder: Path) -> Dependencies:
        """Return what pip-audit says of the packages in `folder`."""
        return self._look(["--path", folder])

    def release(self, requirement: str) -> Dependencies:
        """Return what it says of one release, which is not installed."""
        asked = self._environment / "release.txt"
        asked.write_text(f"{requirement}\n", encoding="utf-8")
        return self._look(["--no-deps", "--disable-pip", "-r", asked])

    def _look(self, subject: list[str | Path]) -> Dependencies:
        found = self._environment / "found.json"
        found.unlink(missing_ok=True)
        looked = run(
            [self._python, "-m", "pip_audit", *subject, "--progress-spinner=off", "-f", "json", "-o", found],
            AUDIT_SECONDS,
        )
        try:
            dependencies: Dependencies = json.loads(found.read_text(encoding="utf-8"))["dependencies"]
        except (OSError, ValueError, KeyError):
            raise NotLookedUp(f"pip-audit did not finish ({last_line(looked.stderr)})") from None
        return dependencies


def last_line(text: str) -> str:
    """Return the last line of what a program said."""
    return next((line for line in reversed(text.splitlines()) if line.strip()), "it did not say why")


def vulnerable(dependencies: Dependencies) -> Dependencies:
    """Return those with a known vulnerability."""
    return [one for one in dependencies if one.get("vulns")]


def audit(auditor: Auditor, packages: Path) -> int:
    """Look `packages` up, say what was found, and return the exit code.

    Raises:
        NotLookedUp: the data cannot be reached.
    """
    if not vulnerable(auditor.release(KNOWN_TO_BE_VULNERABLE)):
        raise NotLookedUp(f"the data cannot be reached: there is nothing in them against {KNOWN_TO_BE_VULNERABLE}")
    dependencies = auditor.packages(packages)
    known = [one for one in dependencies if "skip_reason" not in one]
    for one in dependencies:
        if "skip_reason" in one:
            say(f"{one['name']} was not looked up: {one['skip_reason']}")
    for one in vulnerable(known):
        say(f"{one['name']} {one['version']}: {', '.join(found['id'] for found in one['vulns'])}")
    say(f"{len(known)} packages looked up, {len(vulnerable(known))} with a known vulnerability")
    return bool(vulnerable(known))


def main(packages: Path, environment: Path) -> int:
    """Look `packages` up with a pip-audit in `environment`, and return the exit code."""
    try:
        return audit(Auditor(environment), packages)
    except NotLookedUp as reason:
        say(f"skipped: {reason}")
        return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
