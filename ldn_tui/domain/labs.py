"""The laboratory values that are asked for, and how any is told from another."""

# By name, with the unit most laboratories report it in.
ASKED_LABS = {"ESR": "mm/h", "CRP": "mg/L"}


def usual_lab_name(name: str) -> str:
    """Return how a laboratory value is called here, whichever way its letters were typed: "esr" is "ESR"."""
    word = name.strip()
    return next((known for known in ASKED_LABS if known.casefold() == word.casefold()), word)


def usual_lab_unit(name: str) -> str:
    """Return the unit a laboratory value is mostly given in; "" if it is none of those asked for."""
    return ASKED_LABS.get(usual_lab_name(name), "")
