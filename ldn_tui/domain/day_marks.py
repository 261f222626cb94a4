"""What a day has besides its ratings: what calendars, charts and tables mark it with."""

from enum import StrEnum


class DayMark(StrEnum):
    """Something a day has besides its ratings, in the order it is shown; the values are what it is called."""

    DOSE_TAKEN = "dose taken"
    DOSE_NOT_TAKEN = "dose not taken"
    SIDE_EFFECT = "side effect"
    DECISION = "decision day"
    DOSE_STEP = "dose step"
    IMPRESSION = "overall"
    LAB = "lab"
    EVENT = "event"
    NOTE = "note"
