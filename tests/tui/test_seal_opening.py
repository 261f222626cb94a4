"""Opening a seal in the app, from the guess to the names of the bottles; and what does not open it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import NewTrial, Template
from ldn_tui.journal import Journal
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)
START = TODAY - timedelta(weeks=6)
FIRST_DOSE = START + timedelta(days=14)
SHEET = Sheet(8, (Content.COMPARATOR, Content.LDN), "00112233445566778899aabbccddeeff")
OTHER_ORDER = Sheet(8, (Content.LDN, Content.COMPARATOR), SHEET.nonce)
OTHER_TRIAL = Sheet(8, (Content.COMPARATOR, Content.LDN), "ff112233445566778899aabbccddeeff")


@pytest.fixture
def sealed(diary: Journal, still_clock: StillClock) -> Journal:
    """A sealed trial in its first period, with a dose from the first bottle."""
    now = still_clock.instant
    still_clock.instant = datetime.combine(START, now.timetz())
    diary.trials.new(NewTrial(Template.SEALED_PAIRS, "Which is it?", "", START, FIRST_DOSE))
    diary.seals.add(SHEET.commitment.code, "Anna Berg", "+49 30 123456")
    still_clock.instant = now
    diary.rate(TODAY, "pain", 4)
    diary.record_dose(TODAY, None, label="bottle 1")
    return diary


def flat(driver: Driver) -> str:
    """Return what is shown, without frames and line breaks."""
    return " ".join(driver.text().replace("│", " ").split())


async def guess(driver: Driver, reason: str) -> None:
    """Guess that LDN came first, with a reason for the early opening, and go on to the sheet."""
    await driver.press("p", "L", "o", "right", "tab")
    await driver.type("60")
    await driver.press("tab")
    await driver.type(reason)
    await driver.press("enter")


async def give(driver: Driver, path: Path, text: str) -> None:
    """Hand in a sheet in a file."""
    path.write_text(text, encoding="utf-8")
    await driver.press("end", "ctrl+u")
    await driver.type(str(path))
    await driver.press("enter")


def is_open(journal: Journal) -> bool:
    """Return whether the only seal is open."""
    seal = journal.seals.current()
    assert seal is not None
    return seal.is_open


async def test_an_early_opening_takes_a_reason_and_records_it(sealed: Journal, open_app: OpenApp) -> None:
    async with open_app(sealed) as driver:
        await guess(driver, "  ")
        assert "say why it is opened early" in flat(driver)
        assert "60" in flat(driver)
        await driver.type("an operation")
        await driver.press("enter")
        assert "The helper's sheet" in flat(driver)
    seal = sealed.seals.current()
    assert seal is not None
    assert (seal.early_reason, seal.sureness, seal.is_open) == ("an operation", 60, False)


@pytest.mark.parametrize(
    "text",
    [
        OTHER_ORDER.canonical,
        OTHER_TRIAL.canonical,
        SHEET.canonical.replace("comparator", "LDN", 1),
        SHEET.canonical[:-8],
        "not a sheet",
        "",
    ],
)
async def test_no_other_sheet_opens_it_and_the_dialog_stays(
    sealed: Journal, open_app: OpenApp, tmp_path: Path, text: str
) -> None:
    async with open_app(sealed, size=(120, 40)) as driver:
        await guess(driver, "an operation")
        await give(driver, tmp_path / "sheet.txt", text)
        assert "The helper's sheet" in flat(driver)
        assert driver.app.screen.query_one("#field-file", Input).value.endswith("sheet.txt")
        assert not is_open(sealed)
        await driver.press("escape")
        assert "comparator" not in driver.text()
        # The guess stands: the way back leads to the sheet.
        await driver.press("L", "o")
        assert "The helper's sheet" in flat(driver)
        await give(driver, tmp_path / "right.txt", SHEET.canonical)
        assert "The seal is open" in flat(driver)
    assert is_open(sealed)


async def test_a_file_that_is_not_there_is_said(sealed: Journal, open_app: OpenApp, tmp_path: Path) -> None:
    async with open_app(sealed) as driver:
        await guess(driver, "an operation")
        await driver.type(str(tmp_path / "nowhere.txt"))
        await driver.press("enter")
        assert "there is none; check its name" in flat(driver)
        assert not is_open(sealed)


async def test_once_open_the_bottles_are_named_in_every_room_and_undo_refuses(
    sealed: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    async with open_app(sealed, size=(120, 40)) as driver:
        for key in ("c", "g", "p", "t"):
            await driver.press(key)
            assert "bottle 1" in driver.text()
            assert "comparator" not in driver.text()
        await guess(driver, "an operation")
        await give(driver, tmp_path / "sheet.txt", SHEET.canonical)
        assert "bottle 1 comparator · bottle 2 LDN" in flat(driver)
        assert "Pairs guessed right: 0 of 1." in flat(driver)
        await driver.press("s")
        assert "u takes it back" not in driver.text()
        assert "comparator (bottle 1)" in driver.text()
        assert "LDN (bottle 2)" in driver.text()
        for key in ("t", "c", "g"):
            await driver.press(key)
            assert "comparator" in driver.text(), key
        # Undo passes over the opening and takes back what was typed before it, as far as nothing fixed stands on it.
        await driver.press("u")
        assert sealed.day(TODAY).doses == ()
        await driver.press("u")
        assert "pain" not in sealed.day(TODAY).ratings
        await driver.press("u")
        assert "This cannot be undone: seal added" in flat(driver)
        with pytest.raises(LdnError):
            sealed.undo()
        assert is_open(sealed)
        await driver.press("p", "L")
        assert "Opened Sun 22 Nov 2026." in flat(driver)
        assert "open it" not in flat(driver).replace("The seal is open", "")


async def test_after_a_wrong_sheet_only_the_sheet_is_missing(
    sealed: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    async with open_app(sealed) as driver:
        await guess(driver, "an operation")
        await give(driver, tmp_path / "sheet.txt", OTHER_ORDER.canonical)
        await driver.press("ctrl+g", "ctrl+g", "L")
        assert "your guess is locked; only the helper's sheet is missing" in flat(driver)
        await driver.press("o")
        assert "The helper's sheet" in flat(driver)


async def test_once_open_today_offers_what_the_bottle_holds(
    sealed: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    sealed.seals.begin_opening(None, None, "an operation")
    sealed.seals.open(SHEET.canonical)
    still_clock.instant += timedelta(days=1)
    async with open_app(sealed, size=(120, 40)) as driver:
        assert "as planned: comparator (bottle 1)" in flat(driver)
        await driver.press("p")
        assert "comparator (bottle 1)" in driver.text()
    sealed.trials.end("it was enough", TODAY, confirmed=True)
    async with open_app(sealed) as driver:
        assert "as last time" not in flat(driver)


async def test_an_amount_under_seal_is_refused_where_it_is_typed(sealed: Journal, open_app: OpenApp) -> None:
    async with open_app(sealed) as driver:
        await driver.press(*["up"] * 9, *["down"] * 5, "e")
        await driver.type("4.5")
        await driver.press("enter")
        assert "while sealed, give the bottle" in flat(driver)
        assert "Is this so?" not in flat(driver)
        await driver.press("escape")
    assert [dose.label for dose in sealed.day(TODAY).doses] == ["bottle 1"]
