"""The ground the tests stand on holds."""

import asyncio
import os
import socket
from datetime import timedelta

import pytest

from ldn_tui.clock import SystemClock
from ldn_tui.journal import Journal
from tests.conftest import Ldn, NetworkRefused


def test_internet_sockets_are_refused() -> None:
    for family in (socket.AF_INET, socket.AF_INET6):
        with pytest.raises(NetworkRefused):
            socket.socket(family)
    with pytest.raises(NetworkRefused):
        socket.socket()
    with pytest.raises(NetworkRefused):
        socket.create_connection(("localhost", 80))


def test_event_loops_still_work() -> None:
    async def answer() -> int:
        return 42

    assert asyncio.run(answer()) == 42


def test_textual_was_imported_in_a_clean_environment() -> None:
    from textual import constants

    assert constants.DEFAULT_THEME == "textual-dark"
    assert constants.TEXTUAL_ANIMATIONS == "none"
    assert "NO_COLOR" not in os.environ


def test_the_zone_is_pinned() -> None:
    assert SystemClock().now().utcoffset() in {timedelta(hours=1), timedelta(hours=2)}


def test_the_command_line_works_on_the_journal_of_the_fixture(journal: Journal, ldn: Ldn) -> None:
    assert str(journal.path) in ldn("paths").stdout
