#!/usr/bin/env python3
"""Look up whether a known vulnerability is in what a user of ldn-tui installs; say so where that cannot be looked up.

Usage: python .ci/audit.py FOLDER ENVIRONMENT, the folder with the packages of a user's environment, and an empty place
for pip-audit's own. Ends with 1 for a vulnerability, with 0 for none and where it had to be skipped.
"""

import json
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

# Where pip-audit asks; a mirror of packages does not have it.
SOURCE = "https://pypi.org/pypi/pip/json"
REACH_SECONDS, INSTALL_SECONDS, AUDIT_SECONDS = 5, 25, 25


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def run(command: list[str | Path], seconds: float) -> "subprocess.CompletedProcess[str]":
    """Run a command of our own for some seconds at most, and keep what it says."""
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds)  # noqa: S603 - see above


def skipped(reason: str) -> int:
    """Say why nothing was looked up."""
    say(f"skipped: {reason}")
    return 0


def audit(packages: Path, environment: Path) -> int:
    """Look `packages` up with a pip-audit of its own, and return the exit code."""
    try:
        with urllib.request.urlopen(SOURCE, timeout=REACH_SECONDS) as answer:
            known = "vulnerabilities" in json.load(answer)
    except (OSError, ValueError) as error:
        return skipped(f"the list of known vulnerabilities cannot be reached ({error})")
    if not known:
        return skipped("this package index has no list of known vulnerabilities")
    venv.create(environment, with_pip=True)
    python, found = environment / "bin" / "python", environment / "found.json"
    pip: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pip-audit"]
    look: list[str | Path] = [
        python,
        "-m",
        "pip_audit",
        "--path",
        packages,
        "--progress-spinner=off",
        "-f",
        "json",
        "-o",
        found,
    ]
    try:
        installed = run(pip, INSTALL_SECONDS)
        if installed.returncode:
            return skipped(f"pip-audit cannot be installed ({(installed.stderr.splitlines() or ['no reason'])[-1]})")
        looked = run(look, AUDIT_SECONDS)
    except subprocess.TimeoutExpired as late:
        return skipped(f"no answer within {late.timeout} seconds")
    try:
        dependencies = json.loads(found.read_text(encoding="utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError):
        return skipped(f"pip-audit did not finish ({(looked.stderr.splitlines() or ['no reason'])[-1]})")
    vulnerable = [one for one in dependencies if one.get("vulns")]
    for one in vulnerable:
        say(f"{one['name']} {one['version']}: {', '.join(known['id'] for known in one['vulns'])}")
    say(f"{len(dependencies)} packages looked up, {len(vulnerable)} with a known vulnerability")
    return bool(vulnerable)


if __name__ == "__main__":
    sys.exit(audit(Path(sys.argv[1]), Path(sys.argv[2])))
