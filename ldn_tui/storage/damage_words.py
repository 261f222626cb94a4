"""What SQLite says of a damaged file, in plain words; its own follow them in parentheses, for who knows them.

Its findings are those of `PRAGMA integrity_check` (https://www.sqlite.org/pragma.html#pragma_integrity_check); their
texts are those of src/btree.c and src/pragma.c.
"""

_UNREADABLE = "a part of it cannot be read"
# By what a finding holds, the first that fits: what is told of values is surest.
_IN_PLAIN_WORDS = (
    (("CHECK constraint failed",), "a value in it is none that can be recorded"),
    ((" value in ", "non-unique", "not in PRIMARY KEY order"), "a value in it is not as it was recorded"),
    (("missing from index", "entries in index"), "two places in it that should say the same differ"),
    (("reelist", "never used"), "its list of free space is wrong"),
    (("NOTADB",), "its first bytes are no longer a journal's"),
)  # fmt: skip


def in_plain_words(finding: str) -> str:
    """Return what a finding of SQLite, or the name of one of its errors, means for a person."""
    return next(
        (words for signs, words in _IN_PLAIN_WORDS if any(sign in finding for sign in signs)),
        _UNREADABLE,
    )
