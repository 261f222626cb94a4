"""A number of things in words."""


def counted(count: int, one: str, many: str = "") -> str:
    """Return `count` with the word for that many.

    Args:
        count: how many there are.
        one: the word for one of them.
        many: the word for more, if it is not `one` with an s.
    """
    return f"{count} {one}" if count == 1 else f"{count} {many or one + 's'}"
