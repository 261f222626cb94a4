"""Saving a chart: asking where and as what, and again where that cannot be."""

from pathlib import Path

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.graphs.scene import Picture
from ldn_tui.tui.chart_file import proposed_file, save_chart
from ldn_tui.tui.dialogs.save_chart import ChartFile, ChartFormat, SaveChartDialog
from ldn_tui.tui.screens.room import Room


def ask_to_save(room: Room, picture: Picture) -> None:
    """Ask where to save `picture`, and as what; save it, and say in `room` where it is."""
    _ask_where(room, picture, ChartFile(ChartFormat.SVG, Path(), proposed_file(picture)))


def _ask_where(room: Room, picture: Picture, proposed: ChartFile, complaint: str = "") -> None:
    def answered(answer: ChartFile | None) -> None:
        if answer is None:
            return
        try:
            save_chart(picture, answer)
        except CannotWrite as error:
            _ask_where(room, picture, answer, str(error))
            return
        room.say(f"Saved as {answer.path}")

    heading = f"Save the chart of {picture.heading}"
    room.app.push_screen(SaveChartDialog(heading, proposed.typed, proposed.format, complaint), answered)
