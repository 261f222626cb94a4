"""What stands above lists on the command line."""


def differ_in_words(count: int) -> str:
    """Return the end of a headline over `count` imported things that the journal has with other content."""
    return "differs from the journal's, which stays:" if count == 1 else "differ from the journal's, which stay:"
