"""A file that a person names is read whole, or refused: nothing without an end is read to its end."""

import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.named_files import LARGEST, read_named_file
from tests import quick_age
from tests.conftest import Ldn

ENDLESS = Path("/dev/zero")
needs_devices = pytest.mark.skipif(not ENDLESS.exists(), reason="this system has no such devices")
IS_DEVICE = "is a device, which has no end: name a file"


@needs_devices
@pytest.mark.parametrize("words", [["import"], ["restore"], ["diff"], ["seal", "open"]], ids=" ".join)
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/full", "/dev/null"])
def test_no_verb_reads_a_device(words: list[str], device: str, ldn: Ldn) -> None:
    ldn("log", "pain=4")
    refused = ldn(*words, device)
    assert (refused.exit_code, refused.stderr) == (3, f"ldn: file {device} {IS_DEVICE}\n")


@needs_devices
def test_a_link_to_a_device_is_one(tmp_path: Path) -> None:
    link = tmp_path / "diary.csv"
    link.symlink_to(ENDLESS)
    with pytest.raises(BadInput, match=IS_DEVICE):
        read_named_file(link)


@needs_devices
def test_settings_in_a_device_are_not_read(ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LDN_CONFIG", str(ENDLESS))
    said = ldn("config")
    assert said.exit_code == 0
    assert f"{ENDLESS}: it {IS_DEVICE}." in said.stderr


@pytest.mark.parametrize("words", [["import"], ["restore"], ["diff"]], ids=" ".join)
def test_what_is_far_too_large_is_refused_before_it_is_read(words: list[str], ldn: Ldn, tmp_path: Path) -> None:
    ldn("log", "pain=4")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    refused = ldn(*words, str(huge))
    assert (refused.exit_code, refused.stderr) == (
        3,
        f"ldn: file {huge} holds more than 256 MB, far more than is expected: check that it is the right one\n",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_to_its_end_and_no_further_than_the_largest_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def read_while_writing(data: bytes, largest: int) -> bytes:
        def write() -> None:
            with suppress(BrokenPipeError):
                pipe.write_bytes(data)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            return read_named_file(pipe, largest=largest)
        finally:
            writer.join()

    assert read_while_writing(b"day,pain\n" * 10_000, 90_000) == b"day,pain\n" * 10_000
    with pytest.raises(BadInput, match="holds more than 89,999 bytes"):
        read_while_writing(b"day,pain\n" * 10_000, 89_999)


@pytest.mark.parametrize("words", [["log", "-"], ["seal", "open", "-"]], ids=" ".join)
def test_standard_input_without_an_end_is_not_read_to_its_end(words: list[str], ldn: Ldn) -> None:
    ldn("log", "pain=4")
    refused = ldn(*words, input=b"x" * 1_000_001)
    assert (refused.exit_code, refused.stderr) == (
        3,
        "ldn: standard input holds more than 1 MB, far more than is expected: check that it is the right one\n",
    )


def test_a_passphrase_without_an_end_is_not_waited_for(
    ldn: Ldn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_age.install(monkeypatch)
    ldn("log", "pain=4")
    refused = ldn("backup", "--encrypt", str(tmp_path / "copy.age"), input="x" * 1_000_001)
    assert refused.exit_code == 2
    assert "the passphrase has no end" in refused.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_no_backup_waits_for_what_a_pipe_holds(ldn: Ldn, tmp_path: Path) -> None:
    ldn("log", "pain=4")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refused = ldn("backup", "--force", str(pipe))
    assert refused.exit_code == 5
    assert "is no copy of this journal" in refused.stderr


def test_folders_and_what_is_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.csv: there is none; check its name"):
        read_named_file(tmp_path / "gone.csv")
    with pytest.raises(BadInput, match="is a folder: name a file in it"):
        read_named_file(tmp_path)
    with pytest.raises(BadInput, match="no file can be called that"):
        read_named_file(Path("a\0b"))
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(BadInput, match="cannot be read"):
        read_named_file(loop)
