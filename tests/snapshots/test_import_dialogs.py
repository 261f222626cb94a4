"""Pictures of the questions about a file to import, and of what it would bring."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ldn_tui.config import Config
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.journal import Journal
from ldn_tui.journal.foreign_diary import open_diary, preview_diary, read_columns
from ldn_tui.transfer.date_order import DateOrder
from ldn_tui.transfer.saved_mappings import MappingTexts
from ldn_tui.transfer.text_files import TextFile
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.dialogs.import_preview import PreviewDialog, room_for_words
from ldn_tui.tui.dialogs.import_steps import (
    AskedFile,
    ask_columns,
    ask_conflict,
    ask_layout,
    ask_shape,
    ask_writing,
)

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
FILE = AskedFile("diary.csv", ("Day", "Pain", "Tired", "Dose", "Remarks"))
TEXT = "Day;Pain;Tired;Dose;Remarks\n" + "".join(
    f"2025-04-{day:02};{day * 3};{day % 5 + 1};4,5;rain\n" for day in range(1, 29)
)
TEXTS = MappingTexts(
    ("date=Day,pain=Pain,sleep=Tired,dose=Dose,note=Remarks",), ("pain=0..100", "sleep=1..5"), (), None, "keep"
)

Compare = Callable[..., bool]


def preview_of(journal: Journal) -> PreviewDialog:
    diary, columns = read_columns(
        open_diary(Path("diary.csv"), TextFile(TEXT + "x;1;1;;\n", "UTF-8", is_assumed=False)), TEXTS, journal
    )
    preview = preview_diary(journal, diary, columns)
    return PreviewDialog(preview.text(room_for_words(80)), has_news=preview.has_news)


DIALOGS: dict[str, Callable[[Journal], Any]] = {
    "columns": lambda journal: ask_columns(FILE, FILE.columns[1:], FIRST_MEASURES, {"dose": "Dose"}),
    "writing": lambda journal: ask_writing(
        FILE,
        DateOrder(("%d/%m/%Y", "%m/%d/%Y"), "03/04/2026"),
        FIRST_MEASURES[:2],
        {"scale-pain": "0..100"},
        (("03/04/2026", date(2026, 4, 3), date(2026, 3, 4)), ("05/04/2026", date(2026, 4, 5), date(2026, 5, 4))),
    ),
    "preview": preview_of,
    "shape": lambda journal: ask_shape(FILE, {}),
    "layout": lambda journal: ask_layout(AskedFile("daylio.csv", FILE.columns, "Daylio"), is_plain=False),
    "conflict": lambda journal: ask_conflict(
        "Fri 20 Nov 2026", [("pain", "7", "4"), ("dose", "4.5 mg", "3 mg"), ("note", "slept", "slept badly")], 2, 14
    ),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dialog", DIALOGS)
def test_dialog(journal: Journal, snap_compare: Compare, dialog: str, size: str) -> None:
    async def open_dialog(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(DIALOGS[dialog](journal))
        await pilot.pause()

    app = LdnApp(journal, Config())
    assert snap_compare(app, run_before=open_dialog, terminal_size=SIZES[size])
