"""Seven days by keys: entered, one edited, one undone, closed, reopened, exported, imported, equal row by row."""

from datetime import date, datetime, timedelta
from pathlib import Path

from ldn_tui.journal import Journal, open_journal
from ldn_tui.storage.schema import TABLES, Row
from tests.conftest import DAY_STARTS_AT, Ldn
from tests.tui.driver import OpenApp, StillClock

MONDAY = date(2026, 11, 16)
EVENING = datetime.fromisoformat("2026-11-16T21:30:00+01:00")


def rows(path: Path, clock: StillClock) -> dict[str, list[Row]]:
    journal = open_journal(path, clock, DAY_STARTS_AT, create=False, program="the test")
    found = {table: journal.repository.rows(table) for table in TABLES}
    journal.close()
    return found


async def test_a_week_of_use(
    diary: Journal, still_clock: StillClock, open_app: OpenApp, ldn: Ldn, journal_path: Path, tmp_path: Path
) -> None:
    for number, keys in enumerate(("46553", "56443", "4x543", "36554", "25665", "35-65", "24776")):
        still_clock.instant = EVENING + timedelta(days=number)
        async with open_app(diary) as driver:
            await driver.press(*keys)
            if number == 0:
                await driver.press("y")
                await driver.type("1.5")
                await driver.press("enter")
            else:
                await driver.press("y")
            await driver.press("n" if number % 2 else "s")
            if number % 2 == 0:
                await driver.press("b", "1")
            await driver.press("w")
            await driver.type(f"day {number + 1} [/b] “quoted”, comma")
            await driver.press("escape", "enter")

    async with open_app(diary) as driver:
        # Thursday's pain is corrected on Sunday; then the note of Sunday is taken back.
        await driver.press("/")
        await driver.type("thu")
        await driver.press("enter", *["up"] * 8, "9", "t")
        assert diary.day(MONDAY + timedelta(days=3)).value("pain") == 9
        await driver.press("w")
        await driver.type("?")
        await driver.press("escape", "u", "q")
    diary.close()

    reopened = open_journal(journal_path, still_clock, DAY_STARTS_AT, create=False, program="the app")
    days = reopened.days(MONDAY, MONDAY + timedelta(days=6))
    assert [day.value("pain") for day in days] == [4, 5, 4, 9, 2, 3, 2]
    assert [day.value("sleep") for day in days] == [6, 6, 10, 6, 5, 5, 4]
    assert days[5].ratings["mood"].value is None
    assert [[dose.mg for dose in day.doses] for day in days] == [[1.5]] * 7
    assert [day.no_side_effects for day in days] == [False, True] * 3 + [False]
    assert all(day.note == f"day {number} [/b] “quoted”, comma" for number, day in enumerate(days, 1))
    assert days[3].lag(DAY_STARTS_AT) == 3
    reopened.close()

    exported = tmp_path / "week.json"
    now = still_clock.instant
    assert ldn("export", "--notes", "--format", "json", "-o", str(exported), now=now).exit_code == 0
    copy = tmp_path / "copy.db"
    assert ldn("--db", str(copy), "import", str(exported), "--yes", now=now).exit_code == 0
    assert rows(copy, still_clock) == rows(journal_path, still_clock)
    again = tmp_path / "again.json"
    assert ldn("--db", str(copy), "export", "--notes", "--format", "json", "-o", str(again), now=now).exit_code == 0
    assert again.read_bytes() == exported.read_bytes()
