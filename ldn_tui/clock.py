"""The only place that reads real time. Everything else is handed a clock."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import visible

PIN_VARIABLE = "LDN_NOW"


class Clock(Protocol):
    """Says what time it is here, with the offset from UTC."""

    @property
    def is_pinned(self) -> bool:
        """Whether time stands still at a chosen instant."""
        ...

    def now(self) -> datetime:
        """Return the present instant, with its UTC offset."""
        ...

    def local(self, wall: datetime) -> datetime:
        """Return the instant at which the wall clock here shows the naive `wall`, with its UTC offset."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, in the machine's zone."""

    is_pinned: bool = False

    def now(self) -> datetime:
        """Return the present instant, with the offset of the local zone, to the second."""
        return datetime.now(UTC).astimezone().replace(microsecond=0)

    def local(self, wall: datetime) -> datetime:
        """Return the instant at which the wall clock here shows the naive `wall`."""
        return wall.astimezone()


@dataclass(frozen=True, slots=True)
class PinnedClock:
    """A clock that always says the same instant: for demos, pictures and tests."""

    instant: datetime
    is_pinned: bool = True

    def now(self) -> datetime:
        """Return the pinned instant."""
        return self.instant

    def local(self, wall: datetime) -> datetime:
        """Return `wall` with the pinned instant's offset."""
        return wall.replace(tzinfo=self.instant.tzinfo)


def clock_from_environment() -> Clock:
    """Return the machine's clock, or one pinned by LDN_NOW.

    Raises:
        WrongUsage: LDN_NOW is not an ISO instant with a UTC offset.
    """
    text = os.environ.get(PIN_VARIABLE, "").strip()
    if not text:
        return SystemClock()
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.utcoffset() is None:
        raise WrongUsage(
            f"{PIN_VARIABLE} {visible(text)!r} is not an instant: write it like 2026-11-22T21:30:00+01:00, or unset it"
        )
    return PinnedClock(instant)
