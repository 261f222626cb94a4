"""Which columns of the schema hold what a person wrote freely: each text column is one of these, a name or a code."""

import re
from contextlib import closing

from ldn_tui.journal import Journal
from ldn_tui.storage.backup import open_to_read
from ldn_tui.storage.schema import TABLES
from ldn_tui.transfer.row_lists import LISTS
from ldn_tui.transfer.written_texts import WRITTEN

# What a row is about: without it the row would say nothing. Exported with the part it belongs to.
NAMES = {
    "measure": {"name", "low_anchor", "high_anchor"},
    "trial": {"medicine"},
    "phase": {"arm"},
    "dose": {"medicine", "label"},
    "side_effect": {"term"},
    "rescue": {"medicine"},
    "lab": {"name", "unit"},
    "medicine": {"name", "currency"},
    "declined": {"what"},
    "bottle": {"label"},
}
# Words that the program chose, or that it offered: the settings of a trial before and after a change among them.
CODES = {
    "measure": {"key", "direction", "inactive"},
    "import": {"measures"},
    "trial": {"template", "primary_measure"},
    "phase": {"kind"},
    "amendment": {"field", "before", "after"},
    "decision": {"choice"},
    "seal": {"digest", "guess"},
    "bottle": {"content"},
    "rating": {"measure"},
    "skip": {"reason"},
}
_OF_ITSELF = re.compile(r"id|import_id|trial|day|\w+_(on|at)|at|first_day|last_day")


def text_columns(journal: Journal, table: str) -> set[str]:
    """Return the columns of `table` that the file holds as text."""
    with closing(open_to_read(journal.path)) as connection:
        rows = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return {row[1] for row in rows if row[2] == "TEXT"}


def test_every_text_column_is_a_written_text_a_name_a_code_or_an_identity(journal: Journal) -> None:
    identities = {known.table: set(known.withheld) for known in LISTS}
    for name in TABLES:
        columns = text_columns(journal, name)
        kinds = (WRITTEN.get(name, ()), NAMES.get(name, ()), CODES.get(name, ()), identities.get(name, ()))
        listed = [column for kind in kinds for column in kind]
        assert sorted(listed) == sorted(set(listed)), f"{name}: a column is listed twice"
        assert set(listed) <= columns, name
        unlisted = {column for column in columns - set(listed) if not _OF_ITSELF.fullmatch(column)}
        assert not unlisted, f"{name}: is {sorted(unlisted)} a text that somebody writes, a name or a code?"
