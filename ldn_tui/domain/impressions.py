"""Patient Global Impression of Change (PGIC): the stem and its seven answers, in the public-domain wording."""

from ldn_tui.domain.errors import BadInput

PGIC_STEM = "Since the start of this trial, my overall status is:"
PGIC_ANSWERS = {
    1: "very much improved",
    2: "much improved",
    3: "minimally improved",
    4: "no change",
    5: "minimally worse",
    6: "much worse",
    7: "very much worse",
}


def check_impression(value: int) -> int:
    """Return `value` if it is a PGIC answer.

    Raises:
        BadInput: it is not 1 to 7.
    """
    if value not in PGIC_ANSWERS:
        raise BadInput(f"impression {value}: use 1 (very much improved) to 7 (very much worse)")
    return value
