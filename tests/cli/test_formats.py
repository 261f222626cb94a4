"""Days and decimals as the settings say, in every verb for people, and never in what machines read."""

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Ldn
from tests.tui.trials import open_trial

TODAY = date(2026, 11, 22)
FOR_MACHINES = (
    ("export",),
    ("export", "--format", "csv"),
    ("export", "--format", "csv-long"),
    ("export", "--format", "fhir"),
    ("show", "2026-09-01..2026-11-22", "--json"),
    ("findings", "--json"),
    ("report", "--format", "json"),
    ("status", "--json"),
    ("trial", "show", "--json"),
    ("search", "4.5", "--json"),
)
FOR_PEOPLE = (
    ("show", "2026-09-01..2026-11-22"),
    ("findings",),
    ("report", "--format", "txt"),
    ("report", "--format", "md"),
    ("calendar",),
    ("calendar", "--list"),
    ("status",),
    ("trial", "show"),
)
# A number with a point that is no part of a longer one, of a time or of a version.
POINT = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])")
NAMED_MONTH = re.compile(r"\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")

Configure = Callable[[str], None]


@pytest.fixture
def configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Write the configuration."""
    file = tmp_path / "settings" / "config.toml"
    file.parent.mkdir()
    monkeypatch.setenv("LDN_CONFIG", str(file))

    def write(text: str) -> None:
        file.write_text(text, encoding="utf-8")

    return write


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a journal with a trial whose values have decimals."""
    path = tmp_path_factory.mktemp("formats") / "journal.db"
    journal = open_trial(path, TODAY - timedelta(days=56))
    journal.rate(TODAY, "pain", 6.5)
    journal.rate(TODAY - timedelta(days=2), "pain", 3.5)
    journal.record_lab(TODAY - timedelta(days=3), "ESR", 12.5, "mm/h", range_low=0.5, range_high=20.5)
    journal.close()
    return path


@pytest.fixture(autouse=True)
def trial(written: Path, journal_path: Path) -> None:
    """Make it the journal."""
    shutil.copy(written, journal_path)


def test_what_machines_read_never_changes(ldn: Ldn, configure: Configure) -> None:
    configure("")
    before = [ldn(*verb) for verb in FOR_MACHINES]
    configure('decimal = ","\ndates = "iso"\n')
    after = [ldn(*verb) for verb in FOR_MACHINES]
    assert all(result.exit_code == 0 and result.stdout for result in before)
    assert after == before


@pytest.mark.parametrize("verb", FOR_PEOPLE, ids=" ".join)
def test_what_people_read_follows_the_settings(ldn: Ldn, configure: Configure, verb: tuple[str, ...]) -> None:
    usual = ldn(*verb).stdout
    assert POINT.search(usual) or NAMED_MONTH.search(usual)
    configure('decimal = ","\ndates = "iso"\n')
    said = ldn(*verb)
    assert said.exit_code == 0
    assert not POINT.findall(said.stdout)
    assert not NAMED_MONTH.findall(said.stdout)


def test_a_day_in_each_order(ldn: Ldn, configure: Configure) -> None:
    first_lines = []
    for order in ("day-first", "month-first", "iso"):
        configure(f'dates = "{order}"\n')
        first_lines.append(ldn("show", "today").stdout.splitlines()[0].partition(":")[0])
    assert first_lines == ["Sunday 22 November 2026", "Sunday November 22, 2026", "Sunday 2026-11-22"]


def test_no_line_of_a_printed_report_breaks_within_a_date(ldn: Ldn, configure: Configure) -> None:
    configure('dates = "iso"\n')
    page = ldn("report", "--format", "html").stdout
    prose = re.sub(r'<span class="date">.*?</span>', "", page.partition("</style>")[2])
    assert '<span class="date">' in page
    assert not re.search(r"<(p|li)[^>]*>[^<]*\d\d-\d\d\b", prose.partition("<h2>")[2])


def test_a_number_with_a_comma_is_shown_and_read(ldn: Ldn, configure: Configure) -> None:
    configure('decimal = ","\n')
    assert ldn("log", "sleep=2,5").exit_code == 0
    shown = ldn("show", "today").stdout
    assert re.search(r"Pain.* 6,5", shown, re.IGNORECASE)
    assert re.search(r"Sleep.* 2,5", shown, re.IGNORECASE)


def test_the_log_of_steps_keeps_its_own_form(ldn: Ldn, configure: Configure) -> None:
    configure('decimal = ","\ndates = "iso"\n')
    ldn("log", "sleep=2,5")
    assert "2.5 on Sun 22 Nov 2026" in ldn("undo").stdout
