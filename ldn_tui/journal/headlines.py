"""What stands above lists of what an import would do."""


def differ_in_words(count: int, *, replaces: bool = False) -> str:
    """Return the end of a headline over `count` imported things that the journal has with other content.

    Args:
        count: how many.
        replaces: whether they take the place of the journal's.
    """
    if replaces:
        return "takes the place of the journal's:" if count == 1 else "take the place of the journal's:"
    return "differs from the journal's, which stays:" if count == 1 else "differ from the journal's, which stay:"
