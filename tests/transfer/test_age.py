"""Encrypting with a passphrase, in the format of age."""

import sys

import pytest

from ldn_tui.domain.errors import BadInput, WrongUsage
from ldn_tui.transfer.age import HEAD, decrypt, encrypt, is_age, require_age
from tests import quick_age


def test_what_is_encrypted_reads_back_with_its_passphrase_only() -> None:
    pyrage = pytest.importorskip("pyrage", reason="pyrage is not installed (pip install 'ldn-tui[age]')")
    data = b"a note\0" * 1000
    encrypted = encrypt(data, "correct horse")
    assert is_age(encrypted)
    assert b"a note" not in encrypted
    # Any other program that knows age reads it.
    assert pyrage.passphrase.decrypt(encrypted, "correct horse") == data
    with pytest.raises(BadInput, match="the passphrase is not the right one"):
        decrypt(encrypted, "correct horse ")


@pytest.mark.parametrize("cut", [slice(0, len(HEAD)), slice(0, -1), slice(0, 60)])
def test_a_damaged_file_is_not_read(cut: slice, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_age.install(monkeypatch)
    with pytest.raises(BadInput, match="cannot be decrypted"):
        decrypt(encrypt(b"a note" * 100, "x")[cut], "x")


def test_an_armored_file_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_age.install(monkeypatch)
    armored = b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n"
    assert is_age(armored)
    with pytest.raises(BadInput, match="armored"):
        decrypt(armored, "x")


def test_an_empty_passphrase_encrypts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_age.install(monkeypatch)
    with pytest.raises(BadInput, match="it is empty"):
        encrypt(b"a note", "")


def test_what_does_not_read_back_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_age.install(monkeypatch)
    monkeypatch.setattr(sys.modules["pyrage"].passphrase, "decrypt", lambda data, passphrase: b"something else")
    with pytest.raises(BadInput, match="does not read back"):
        encrypt(b"a note", "x")


def test_without_pyrage_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(WrongUsage, match=r"pip install 'ldn-tui\[age\]'"):
        require_age()


@pytest.mark.parametrize("data", [b"", b"age", b"{}", b"SQLite format 3\0"])
def test_other_files_are_not_taken_for_encrypted(data: bytes) -> None:
    assert not is_age(data)
