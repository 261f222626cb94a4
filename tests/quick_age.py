"""A stand-in for pyrage that is as strict and not as slow: what is tested with it is everything around it."""

import hashlib
import sys
from types import ModuleType, SimpleNamespace

import pytest

HEAD = b"age-encryption.org/v1\n"


class DecryptError(Exception):
    """The passphrase is another one, or the bytes are damaged."""


def encrypt(data: bytes, passphrase: str) -> bytes:
    """Return `data` made unreadable, with a mark that tells whether it is opened right."""
    return HEAD + hashlib.sha256(data).digest() + _mixed(data, passphrase)


def decrypt(data: bytes, passphrase: str) -> bytes:
    """Return what was encrypted."""
    digest, mixed = data[len(HEAD) : len(HEAD) + 32], data[len(HEAD) + 32 :]
    plain = _mixed(mixed, passphrase)
    if hashlib.sha256(plain).digest() != digest:
        raise DecryptError("decryption error")
    return plain


def _mixed(data: bytes, passphrase: str) -> bytes:
    stream = hashlib.shake_256(passphrase.encode()).digest(len(data))
    return (int.from_bytes(data) ^ int.from_bytes(stream)).to_bytes(len(data))


def install(patch: pytest.MonkeyPatch) -> None:
    """Put it in the place of pyrage."""
    module = ModuleType("pyrage")
    module.__dict__.update(
        passphrase=SimpleNamespace(encrypt=encrypt, decrypt=decrypt), DecryptError=DecryptError, __path__=[]
    )
    patch.setitem(sys.modules, "pyrage", module)
    patch.setitem(sys.modules, "pyrage.passphrase", ModuleType("pyrage.passphrase"))
