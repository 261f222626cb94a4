"""What stands above lists of what an import would do."""

from ldn_tui.domain.counted import counted


def differ_in_words(count: int, *, replaces: bool = False) -> str:
    """Return the end of a headline over `count` imported things that the journal has with other content.

    Args:
        count: how many.
        replaces: whether they take the place of the journal's.
    """
    if replaces:
        return "takes the place of the journal's:" if count == 1 else "take the place of the journal's:"
    return "differs from the journal's, which stays:" if count == 1 else "differ from the journal's, which stay:"


def nothing_to_import(kept: int, what: str) -> str:
    """Return the sentence over an import that brings nothing.

    Args:
        kept: how many imported things differ from the journal's, which stay.
        what: what one of them is called.
    """
    if not kept:
        return "Nothing to import: the journal has all of it already."
    differing = f"{counted(kept, what)} {'differs' if kept == 1 else 'differ'}"
    return f"Nothing to import: the journal keeps its own where {differing}, and has the rest already."
