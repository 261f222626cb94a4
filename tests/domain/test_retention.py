"""Which backups are kept."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.retention import DAILY, MONTHLY, WEEKLY, Kept, backups_to_remove

INSTANTS = st.integers(0, 3650 * 24).map(lambda hours: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@st.composite
def some_backups(draw: st.DrawFn) -> tuple[list[Kept], str]:
    """Return any backups, and the name of a good one among them that was just made."""
    instants = draw(st.lists(INSTANTS, min_size=1, max_size=60))
    is_good = draw(st.lists(st.booleans(), min_size=len(instants), max_size=len(instants)))
    newest = draw(st.integers(0, len(instants) - 1))
    found = [
        Kept(f"{i:03}", at, good or i == newest) for i, (at, good) in enumerate(zip(instants, is_good, strict=True))
    ]
    return found, found[newest].name


def daily(first: date, days: int) -> list[Kept]:
    """Return a backup each evening."""
    evenings = (datetime(first.year, first.month, first.day, 21, tzinfo=UTC) + timedelta(days=n) for n in range(days))
    return [Kept(at.date().isoformat(), at) for at in evenings]


def test_two_years_of_evenings_leave_seven_days_four_weeks_and_six_months() -> None:
    backups = daily(date(2025, 1, 1), 691)
    assert backups[-1].name == "2026-11-22"
    removed = backups_to_remove(backups, backups[-1].name)
    assert sorted(backup.name for backup in backups if backup.name not in removed) == [
        "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31",
        "2026-11-01", "2026-11-08", "2026-11-15",
        "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22",
    ]  # fmt: skip


def test_pruned_every_evening_it_comes_to_the_same() -> None:
    backups = daily(date(2025, 1, 1), 691)
    left: list[Kept] = []
    for backup in backups:
        left.append(backup)
        removed = backups_to_remove(left, backup.name)
        left = [one for one in left if one.name not in removed]
    assert {one.name for one in left} == {one.name for one in backups} - backups_to_remove(backups, backups[-1].name)


def test_every_backup_of_the_last_day_is_kept() -> None:
    at = datetime(2026, 11, 22, 21, tzinfo=UTC)
    backups = [Kept(f"{minute:02}", at + timedelta(minutes=minute)) for minute in range(30)]
    assert backups_to_remove(backups, "29") == frozenset()
    backups.append(Kept("next day", at + timedelta(days=1)))
    assert len(backups_to_remove(backups, "next day")) == 29


def test_a_journal_laid_aside_for_years_keeps_its_backups() -> None:
    backups = daily(date(2020, 6, 1), 5)
    today = Kept("today", datetime(2026, 11, 22, 21, tzinfo=UTC))
    assert backups_to_remove([*backups, today], "today") == frozenset()


@given(some_backups())
def test_never_the_last_good_one_away(given_: tuple[list[Kept], str]) -> None:
    backups, newest = given_
    removed = backups_to_remove(backups, newest)
    left = [backup for backup in backups if backup.name not in removed]
    assert newest not in removed
    assert any(backup.is_good for backup in left)
    assert (
        max(backups, key=lambda backup: (backup.is_good, backup.at)).at
        == max((backup for backup in left if backup.is_good), key=lambda backup: backup.at).at
    )
    # What is not good is not ours to throw away.
    assert {backup for backup in backups if not backup.is_good} <= set(left)


@given(some_backups())
def test_no_more_is_kept_than_is_promised(given_: tuple[list[Kept], str]) -> None:
    backups, newest = given_
    good = [backup for backup in backups if backup.is_good]
    last_day = max(backup.at for backup in good).date()
    left = {backup.name for backup in good} - backups_to_remove(backups, newest)
    of_last_day = {backup.name for backup in good if backup.at.date() == last_day}
    assert of_last_day <= left
    assert len(left - of_last_day - {newest}) <= DAILY + WEEKLY + MONTHLY
    days = sorted({backup.at.date() for backup in good})[-DAILY:]
    assert {backup.at.date() for backup in good if backup.name in left} >= set(days)


@given(some_backups())
def test_without_a_good_new_one_nothing_is_removed(given_: tuple[list[Kept], str]) -> None:
    assert backups_to_remove(given_[0], "another") == frozenset()
