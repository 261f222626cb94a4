"""Instants in files."""

import pytest

from ldn_tui.transfer.instants import is_kept_form, parse_instant


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2026-03-31T22:10:00+02:00", "2026-03-31T22:10:00+02:00"),
        ("2026-03-31 22:10:05+02:00", "2026-03-31T22:10:05+02:00"),
        ("2026-03-31T22:10Z", "2026-03-31T22:10:00+00:00"),
        ("2026-03-31 22:10 +0200", None),
        ("2026-03-31T22:10:00.250000-05:30", "2026-03-31T22:10:00.250000-05:30"),
    ],
)
def test_an_instant_with_its_offset_is_read_and_kept_in_one_form(text: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(ValueError, match="is not an instant"):
            parse_instant(text)
    else:
        assert parse_instant(text).isoformat() == kept
        assert is_kept_form(kept)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-03-31T22:10:00", "lacks its offset"),
        ("2026-03-31", "is not an instant"),
        ("2026-02-30T22:10:00+02:00", "is not an instant"),
        ("20260331T221000+0200", "is not an instant"),
        ("2026-03-31T22:10:00+23:00", "nowhere in use"),
        ("2026-03-31T22:10:00+02:00:30", "nowhere in use"),
        ("0001-01-01T00:00:00+02:00", "out of the calendar"),
        ("0001-01-01T00:00:00+00:00", "out of the calendar"),
        ("9999-12-31T23:59:59-02:00", "out of the calendar"),
        ("yesterday\x1b[31m", "is not an instant"),
        ("", "is not an instant"),
    ],
)
def test_anything_else_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as error:
        parse_instant(text)
    assert str(error.value).isprintable()
    assert not is_kept_form(text)


def test_only_the_form_the_journal_writes_is_kept() -> None:
    for text in ("2026-03-31 22:10:00+02:00", "2026-03-31T22:10+02:00", "2026-03-31T22:10:00Z"):
        assert not is_kept_form(text)
