"""Shrinking the terminal to nothing and back, on every screen and dialog: the same picture comes back."""

import asyncio
from collections.abc import Mapping

from ldn_tui.journal import Journal
from tests.faults.figures import Figure
from tests.faults.places import PLACES, Keys, known_journals, opened
from tests.tui.driver import Driver
from tests.tui.layout import faults_of

SIZES = ((1, 1), (2, 2), (10, 3), (40, 12), (60, 16), (80, 24))
# From where on nothing may be out of reach.
LEAST_USABLE = (40, 12)
USUAL_SIZE = (80, 24)
# How long a picture may take to be there again.
MOST_LOOKS = 100
SECONDS_BETWEEN_LOOKS = 0.03


def resized(share: float) -> Figure:
    """Shrink the terminal on every screen and dialog, to `share` of the sizes there."""
    places = [(journal, place, keys) for journal, known in PLACES.items() for place, keys in known.items()]
    cases = [(journal, place, keys, size) for journal, place, keys in places for size in SIZES]
    wanted = max(round(len(cases) * share), 1)
    chosen = [cases[index * len(cases) // wanted] for index in range(wanted)]
    lost: list[str] = []
    with known_journals() as journals:
        for journal, place, keys in places:
            sizes = [size for *there, size in chosen if there == [journal, place, keys]]
            if sizes:
                lost += [f"{journal}, {place}, {what}" for what in asyncio.run(lost_by(journals, journal, keys, sizes))]
    seen = len({(journal, place) for journal, place, *_ in chosen})
    return Figure(
        "resized to nothing and back", wanted, f"{seen} screens and dialogs, the same picture again", tuple(lost)
    )


async def lost_by(journals: Mapping[str, Journal], journal: str, keys: Keys, sizes: list[tuple[int, int]]) -> list[str]:
    """Return what is not as it was on the screen that `keys` lead to, after the terminal has had each of `sizes`."""
    found: list[str] = []
    async with opened(journals[journal], keys, USUAL_SIZE) as driver:
        before = await still(driver)
        for size in sizes:
            await driver.pilot.resize_terminal(*size)
            await driver.pilot.pause()
            if not await fits(driver, size[0]):
                found.append(f"{size}: it draws beyond the edge")
            if size >= LEAST_USABLE:
                found += [f"{size}: {fault}" for fault in faults_of(driver.app)]
            await driver.pilot.resize_terminal(*USUAL_SIZE)
            after = await still(driver, before)
            if after != before:
                found.append(f"{size}: it was\n{before}\nand is\n{after}")
    return found


async def fits(driver: Driver, width: int) -> bool:
    """Return whether all rows fit into `width` before the patience has ended."""
    for _ in range(MOST_LOOKS):
        if all(len(row) <= width for row in driver.text().split("\n")):
            return True
        await driver.pilot.pause(SECONDS_BETWEEN_LOOKS)
    return False


async def still(driver: Driver, expected: str | None = None) -> str:
    """Return the picture once it does not change any more, or is what is expected, or the patience has ended."""
    picture = ""
    for _ in range(MOST_LOOKS):
        before, picture = picture, driver.text()
        if picture == expected or (expected is None and picture == before):
            break
        await driver.pilot.pause(SECONDS_BETWEEN_LOOKS)
    return picture
