"""Files are decoded as what they are, and written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.errors import BadInput, CannotWrite
from ldn_tui.transfer.text_files import decode, read_text_file, write_text_file

UMLAUTS = "Tag;Schmerz\nmüde;4\n"


@pytest.mark.parametrize(
    ("data", "encoding", "is_assumed"),
    [
        (UMLAUTS.encode("utf-8"), "UTF-8", False),
        (UMLAUTS.encode("utf-8-sig"), "UTF-8", False),
        (UMLAUTS.encode("utf-16"), "UTF-16", False),
        (b"\xfe\xff" + UMLAUTS.encode("utf-16-be"), "UTF-16", False),
        (UMLAUTS.encode("cp1252"), "cp1252", True),
    ],
)
def test_an_encoding_is_told_or_said_to_be_assumed(data: bytes, encoding: str, is_assumed: bool) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.is_assumed) == (UMLAUTS, encoding, is_assumed)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\n", "is empty"),
        (b"a,b\n1,\0\n", "NUL on line 2"),
        (UMLAUTS.encode("utf-16-le"), "NUL on line 1"),
        ("a\0".encode("utf-16"), "NUL on line 1"),
        (b"\xff\xfea", "byte order mark"),
        (b"\xef\xbb\xbfm\xfcde", "byte order mark"),
        (b"a,b\n\x81,\x8d\n", "line 2, byte 0x81"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "NUL on line 3"),
    ],
)
def test_what_is_not_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_no_bytes_give_anything_but_text_or_a_refusal(data: bytes) -> None:
    try:
        found = decode(data)
    except BadInput:
        return
    assert "\0" not in found.text
    found.text.encode("utf-8")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.csv: there is none"):
        read_text_file(tmp_path / "gone.csv")
    with pytest.raises(BadInput, match="is a folder"):
        read_text_file(tmp_path)
    with pytest.raises(BadInput, match="no file can be called that"):
        read_text_file(Path("a\0b"))
    (tmp_path / "empty.csv").touch()
    with pytest.raises(BadInput, match=r"empty\.csv is empty"):
        read_text_file(tmp_path / "empty.csv")


def test_a_name_is_never_shown_raw(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        read_text_file(tmp_path / "\x1b[31m.csv")
    assert "\x1b" not in str(error.value)


def test_a_file_is_written_for_its_owner_only_and_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "export.csv"
    target.write_text("old and longer")
    target.chmod(0o644)
    write_text_file(target, "müde\r\n", replace=True)
    assert target.read_bytes() == "müde\r\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["export.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link = tmp_path / "latest.csv"
    link.symlink_to(tmp_path / "export.csv")
    write_text_file(link, "a\n", replace=True)
    assert link.is_symlink()
    assert (tmp_path / "export.csv").read_text() == "a\n"


def test_databases_folders_and_devices_are_not_replaced(tmp_path: Path) -> None:
    database = tmp_path / "other.sqlite"
    database.write_bytes(b"SQLite format 3\0 and so on")
    with pytest.raises(CannotWrite, match="left untouched"):
        write_text_file(database, "a\n", replace=True)
    assert database.read_bytes() == b"SQLite format 3\0 and so on"
    for path in (tmp_path, Path(os.devnull)):
        with pytest.raises(CannotWrite, match="is not a file"):
            write_text_file(path, "a\n", replace=True)


def test_a_refused_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "export.csv"
    target.write_text("old")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(CannotWrite, match="No space left on device"):
        write_text_file(target, "new", replace=True)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["export.csv"]
    with pytest.raises(CannotWrite, match="No such file"):
        write_text_file(tmp_path / "no" / "folder.csv", "a", replace=True)
    with pytest.raises(CannotWrite, match="no file can be called that"):
        write_text_file(Path("a\0b"), "a", replace=True)


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_sqlite_would_take_for_a_part_of_a_database_is_not_written(tmp_path: Path, ending: str) -> None:
    database, link = tmp_path / "other.sqlite", tmp_path / "link.sqlite"
    database.write_bytes(b"SQLite format 3\0 and so on")
    link.symlink_to(database)
    (tmp_path / "notes").write_text("no database")
    for path in (database, link):
        with pytest.raises(CannotWrite, match="may need: choose another name"):
            write_text_file(path.with_name(f"{path.name}{ending}"), "a", replace=True)
    for name in ("notes", "gone"):
        write_text_file(tmp_path / f"{name}{ending}", "a", replace=True)
    assert {path.name for path in tmp_path.iterdir()} == {
        "other.sqlite", "link.sqlite", "notes", f"notes{ending}", f"gone{ending}",
    }  # fmt: skip
