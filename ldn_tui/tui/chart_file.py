"""A chart as a file: a picture, or plain text."""

from ldn_tui.graphs.scene import Picture
from ldn_tui.transfer.text_files import write_text_file
from ldn_tui.tui.dialogs.save_chart import ChartFile, ChartFormat

# What a mail or a text editor shows without wrapping.
TEXT_WIDTH, TEXT_HEIGHT = 80, 24


def proposed_file(picture: Picture) -> str:
    """Return where a chart is saved if nothing else is typed."""
    return f"~/{picture.stem}{ChartFormat.SVG.value}"


def save_chart(picture: Picture, file: ChartFile) -> None:
    """Write the chart.

    Raises:
        CannotWrite: the disk or its permissions refuse, or there is something there that must not be replaced.
    """
    text = picture.svg() if file.format is ChartFormat.SVG else picture.text(TEXT_WIDTH, TEXT_HEIGHT)
    write_text_file(file.path, text, replace=file.replaces)
