"""What several tests of the command line stand on."""

import shutil
from datetime import time
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.demo import build_demo
from tests.conftest import NOW


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of `ldn demo`, written once."""
    path = tmp_path_factory.mktemp("demo") / "journal.db"
    build_demo(path, PinnedClock(NOW), time(4)).close()
    return path


@pytest.fixture
def demo(demo_file: Path, journal_path: Path) -> None:
    """The journal of `ldn demo`, where `ldn` finds it."""
    shutil.copy(demo_file, journal_path)
