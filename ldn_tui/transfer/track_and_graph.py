"""The CSV that Track & Graph exports: a row a data point of a tracker.

Source: the app's own code, github.com/SamAmco/track-and-graph, `csvreadwriter/CSVReadWriterImpl.kt`: the header
FeatureName,Timestamp,Value,Label,Note (older files lack Label, the oldest Note, and put the label behind the value and
a colon); Timestamp an ISO instant with its offset; Value a number, or a duration as h:mm:ss, which is refused: a
rating is no duration.

The day is that of the timestamp on the clock it bears: before the hour at which a day begins here it is the day
before. It is not taken for the instant of recording: in the app it can be set.
"""

import re
from collections.abc import Sequence

from ldn_tui.transfer.layouts import Recognised, plain_names

_OLD_VALUE = re.compile(r"(-?\d+(?:\.\d+)?):(?!-?\d\d:-?\d\d).*", re.ASCII | re.DOTALL)


def track_and_graph(header: Sequence[str]) -> Recognised | None:
    """Recognise an export by the three columns it always had."""
    names = plain_names(header)
    if names[:3] != ["featurename", "timestamp", "value"] or not set(names[3:]) <= {"label", "note"}:
        return None
    note = names.index("note") if "note" in names else None
    return Recognised(
        "Track & Graph",
        ("FeatureName", "Timestamp", "Value", "Note"),
        lambda cells: [cells[0], cells[1], _value(cells[2]), "" if note is None else cells[note]],
        {"date": "Timestamp", "what": "FeatureName", "value": "Value"},
        "Trackers are named as they are in the app",
    )


def _value(cell: str) -> str:
    match = _OLD_VALUE.fullmatch(cell)
    return match[1] if match else cell
