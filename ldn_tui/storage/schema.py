"""What the file looks like: its marks, its tracked tables, and the views other tools read."""

from collections.abc import Sequence
from dataclasses import dataclass

# "LDNj" in ASCII, in the header of every journal.
APPLICATION_ID = 0x4C444E6A
SCHEMA_VERSION = 3

Value = str | int | float | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows a person makes, so that every change of one is recorded.

    Attributes:
        name: its name.
        key: the columns that identify a row for a person.
        columns: all columns, in order.
        is_of_trial: whether its rows belong to a trial: a day in them says when, but is not a day's record.
        fixed: the columns that stay once a step that is final changed a row; without any, its whole row does.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    is_of_trial: bool = False
    fixed: tuple[str, ...] = ()

    @property
    def has_days(self) -> bool:
        """Whether its rows are what was recorded for a day."""
        return "day" in self.columns and not self.is_of_trial

    def key_of(self, row: Row) -> tuple[Value, ...]:
        """Return the identifying values of `row`."""
        return tuple(row[column] for column in self.key)


# In an order in which rows can be put back: what is referred to comes first.
TABLES = {
    table.name: table
    for table in (
        Table("journal", ("singleton",), ("singleton", "id", "created_at", "created_on")),
        Table(
            "measure",
            ("key",),
            (
                "key", "id", "name", "low_anchor", "high_anchor", "direction", "position", "added_on", "retired_on",
                "inactive", "recorded_at",
            ),
        ),
        Table("import", ("id",), ("id", "source", "first_day", "last_day", "measures", "recorded_at")),
        Table(
            "trial",
            ("id",),
            (
                "id", "question", "condition", "template", "starts_on", "first_dose_on", "baseline_days",
                "endpoint_days", "primary_measure", "threshold", "decision_after", "decision_on", "medicine",
                "ended_on", "end_reason", "locked_on", "recorded_at", "full_dose_on",
            ),
            is_of_trial=True,
            fixed=(
                "starts_on", "first_dose_on", "baseline_days", "endpoint_days", "primary_measure", "threshold",
                "decision_after", "decision_on", "locked_on", "full_dose_on",
            ),
        ),
        Table("dose_step", ("id",), ("id", "trial", "starts_on", "mg", "at", "recorded_at"), is_of_trial=True),
        Table("phase", ("id",), ("id", "kind", "arm", "starts_on", "ends_on", "recorded_at", "trial")),
        Table(
            "amendment",
            ("id",),
            ("id", "trial", "field", "before", "after", "day", "recorded_at"),
            is_of_trial=True,
        ),
        Table("decision", ("id",), ("id", "trial", "day", "choice", "reason", "recorded_at"), is_of_trial=True),
        Table(
            "medicine",
            ("id",),
            (
                "id", "name", "dose", "starts_on", "stops_on", "as_needed", "opioid", "price", "pack_size", "supply",
                "supply_on", "recorded_at", "units_a_day", "currency",
            ),
        ),
        Table("declined", ("id",), ("id", "what", "recorded_at")),
        Table(
            "seal",
            ("trial",),
            (
                "trial", "id", "pairs", "weeks", "digest", "helper_name", "helper_phone", "opened_on", "early_reason",
                "guess", "sureness", "recorded_at",
            ),
            is_of_trial=True,
        ),
        Table("bottle", ("trial", "label"), ("trial", "label", "content", "id", "recorded_at"), is_of_trial=True),
        Table("rating", ("measure", "day"), ("measure", "day", "value", "id", "recorded_at", "import_id")),
        Table(
            "dose",
            ("id",),
            ("id", "day", "medicine", "mg", "label", "taken", "taken_at", "recorded_at", "import_id"),
        ),
        Table("side_effect", ("day", "term"), ("day", "term", "severity", "id", "recorded_at")),
        Table("no_side_effect", ("day",), ("day", "id", "recorded_at")),
        Table("rescue", ("day", "medicine"), ("day", "medicine", "count", "id", "recorded_at")),
        Table("note", ("day",), ("day", "text", "id", "recorded_at", "import_id")),
        Table("skip", ("day",), ("day", "reason", "id", "recorded_at")),
        Table("impression", ("day",), ("day", "value", "id", "recorded_at")),
        Table(
            "lab",
            ("id",),
            ("id", "day", "name", "value", "unit", "range_low", "range_high", "recorded_at"),
        ),
    )
}  # fmt: skip
DAY_TABLES = tuple(table for table in TABLES.values() if table.has_days)


def daily_view(measure_keys: Sequence[str]) -> str:
    """Return the SQL of the view `daily`: a row a day, a column a measure."""
    ratings = "".join(
        f"""
  (SELECT value FROM rating WHERE measure = '{key}' AND day = d.day) AS "{key}","""
        for key in measure_keys
    )
    days = " UNION ".join(f"SELECT day FROM {table.name}" for table in DAY_TABLES)
    return f"""CREATE VIEW daily AS
SELECT
  d.day AS day,{ratings}
  (SELECT round(total(mg), 1) FROM dose WHERE day = d.day AND taken AND mg IS NOT NULL HAVING count(*) > 0) AS dose_mg,
  (SELECT group_concat(term || ' (' || severity || ')', '; ')
     FROM (SELECT term, severity FROM side_effect WHERE day = d.day ORDER BY term)) AS side_effects,
  (SELECT group_concat(medicine || ' x' || printf('%g', count), '; ')
     FROM (SELECT medicine, count FROM rescue WHERE day = d.day ORDER BY medicine)) AS rescue,
  (SELECT value FROM impression WHERE day = d.day) AS impression,
  (SELECT reason FROM skip WHERE day = d.day) AS skip,
  (SELECT text FROM note WHERE day = d.day) AS note
FROM ({days}) AS d
ORDER BY d.day"""


DOSES_VIEW = """CREATE VIEW doses AS
SELECT day, medicine, mg, label, taken, taken_at, recorded_at FROM dose ORDER BY day, taken_at, id"""
