"""When the app itself fails: the journal is intact, and none of the person's values are in the report."""

import pytest

from ldn_tui.cli import run
from ldn_tui.crash import crash_report
from ldn_tui.journal import Journal
from tests.tui.driver import OpenApp


def fail_with(secret: str) -> None:
    note = f"a note about {secret}"
    raise ValueError(f"cannot read {note}")


def test_the_report_names_the_place_and_nothing_else() -> None:
    with pytest.raises(ValueError, match="gout") as caught:
        fail_with("gout")
    report = crash_report(caught.value)
    assert "ValueError" in report
    assert "fail_with" in report
    assert "gout" not in report


async def test_a_failing_app_prints_no_local_variables(
    journal: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*arguments: object) -> None:
        fail_with("gout")

    async def use() -> None:
        async with open_app(journal) as driver:
            await driver.press("4")
            monkeypatch.setattr(journal, "rate", broken)
            await driver.press("6")

    with pytest.raises(ValueError, match="gout"):
        await use()
    printed = "".join(capsys.readouterr())
    assert "ldn-tui failed (ValueError)" in printed
    assert "gout" not in printed
    assert journal.day(journal.today()).value("pain") == 4


def test_a_failing_verb_prints_no_values(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LDN_DB", str(journal.path))
    monkeypatch.setattr(Journal, "status", lambda self: fail_with("gout"))
    assert run(["status"]) == 1
    printed = "".join(capsys.readouterr())
    assert "ldn-tui failed (ValueError)" in printed
    assert "gout" not in printed
