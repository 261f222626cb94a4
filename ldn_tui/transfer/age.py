"""Files encrypted with a passphrase, in the format of age (age-encryption.org), which other programs read too."""

from types import ModuleType

from ldn_tui.domain.errors import BadInput, WrongUsage

HEAD = b"age-encryption.org/v1\n"
_ARMOR = b"-----BEGIN AGE ENCRYPTED FILE-----"
INSTALL = "pip install 'ldn-tui[age]'"


def is_age(data: bytes) -> bool:
    """Return whether `data`, or the file it begins, is encrypted with age."""
    return data.startswith((HEAD, _ARMOR))


def require_age() -> None:
    """Make sure that files can be encrypted and decrypted, before anybody is asked for a passphrase.

    Raises:
        WrongUsage: the package that does it is not installed.
    """
    _pyrage()


def encrypt(data: bytes, passphrase: str) -> bytes:
    """Return `data` encrypted, and read once more to make sure that the passphrase opens it.

    Raises:
        BadInput: the passphrase is empty.
        WrongUsage: pyrage is not installed.
    """
    if not passphrase:
        raise BadInput("passphrase: it is empty; choose a few words that you will find again")
    encrypted: bytes = _pyrage().passphrase.encrypt(data, passphrase)
    if decrypt(encrypted, passphrase) != data:
        raise BadInput("the encrypted copy does not read back: nothing was written; try again")
    return encrypted


def decrypt(data: bytes, passphrase: str) -> bytes:
    """Return what was encrypted.

    Raises:
        BadInput: the passphrase is wrong, the file is damaged, or it was encrypted to a key and not with a passphrase.
        WrongUsage: pyrage is not installed.
    """
    pyrage = _pyrage()
    if data.startswith(_ARMOR):
        raise BadInput("is an armored age file: decrypt it with `age` first")
    try:
        decrypted: bytes = pyrage.passphrase.decrypt(data, passphrase)
    except (pyrage.DecryptError, ValueError):
        raise BadInput(
            "cannot be decrypted: the passphrase is not the right one, or the file is damaged; try again"
        ) from None
    return decrypted


def _pyrage() -> ModuleType:
    try:
        import pyrage
        import pyrage.passphrase
    except ImportError:
        raise WrongUsage(f"encrypted files need the package pyrage: {INSTALL}") from None
    module: ModuleType = pyrage
    return module
