"""The report in a real browser: one sheet of A4 and of Letter, nothing that runs over, nothing to complain about."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from ldn_tui.reports.report import Report, ReportWish
from ldn_tui.reports.report_html import report_html
from tests.domain.evidence_builder import evidence
from tests.reports.full_trial import FULL_WISH, full_trial, report_on

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to print the page with")

# Says which elements reach beyond the sheet they stand in; the page itself may not run anything.
MEASURE = """<script>
const sheet = document.querySelector('.sheet').getBoundingClientRect();
const beyond = [...document.querySelectorAll('.sheet *')]
  .filter(element => element.getBoundingClientRect().right > sheet.right + 1)
  .map(element => element.tagName);
document.documentElement.dataset.beyond = beyond.length ? beyond.join(' ') : 'nothing';
</script>"""


def browse(page: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Open `page` in a browser without a window, with nobody's profile."""
    file = folder / "report.html"
    file.write_text(page)
    assert CHROMIUM is not None
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--enable-logging=stderr",
        f"--user-data-dir={folder / 'profile'}", *arguments, file.as_uri(),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


def pages(page: str, folder: Path, paper: str) -> int:
    """Return on how many sheets of `paper` a page is printed."""
    printed = folder / "report.pdf"
    on_paper = page.replace("@page { ", f"@page {{ size: {paper}; ", 1)
    assert on_paper != page
    done = browse(on_paper, folder, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    assert "CONSOLE" not in done.stderr
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed.read_bytes()))


def usual() -> Report:
    known = evidence([6, 7, 5, 6] * 7, [3, 4, 2, 3] * 25)
    return report_on(known, ReportWish(words=("I can walk again.",), questions="May I go on?"))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("length", [30, 100, 400])
def test_the_fullest_trial_is_one_sheet(length: int, paper: str, tmp_path: Path) -> None:
    assert pages(report_html(report_on(full_trial(length), FULL_WISH)), tmp_path, paper) == 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_usual_trial_is_one_sheet(paper: str, tmp_path: Path) -> None:
    assert pages(report_html(usual()), tmp_path, paper) == 1


def test_notes_and_daily_values_stand_behind_the_sheet(tmp_path: Path) -> None:
    known = evidence([6, 7, 5, 6] * 7, [3, 4, 2, 3] * 25, also={50: {"note": "a word"}})
    report = report_on(known, ReportWish(with_notes=True, with_days=True))
    assert pages(report_html(report), tmp_path, "A4") > 2


@pytest.mark.parametrize("width", [360, 900])
def test_nothing_runs_over_the_sheet(width: int, tmp_path: Path) -> None:
    page = report_html(report_on(full_trial(400), FULL_WISH))
    open_to_scripts = re.sub(r"<meta http-equiv[^>]+>\n", "", page).replace("</body>", f"{MEASURE}</body>")
    seen = browse(open_to_scripts, tmp_path, f"--window-size={width},1200", "--dump-dom")
    assert 'data-beyond="nothing"' in seen.stdout, re.findall('data-beyond="[^"]*"', seen.stdout)


@pytest.mark.parametrize(("terms", "measures"), [(2, 1), (3, 1), (4, 1), (4, 3), (5, 3), (9, 4)])
def test_what_is_neither_full_nor_usual_is_one_sheet(terms: int, measures: int, tmp_path: Path) -> None:
    full = full_trial(100)
    days = {day: replace(known, side_effects=known.side_effects[:terms]) for day, known in full.days.items()}
    between = replace(full, days=days, measures=full.measures[:measures], medicines=(), amendments=())
    assert pages(report_html(report_on(between)), tmp_path, "Letter") == 1
