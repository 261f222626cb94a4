"""An exported journal taken back: into an empty one whole, with its identity; into another one row by row."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import FIRST_MEASURES, MOST_ACTIVE
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.trial import Template
from ldn_tui.journal.backups import Reason
from ldn_tui.journal.diary_comparison import ImportOutcome
from ldn_tui.journal.journal import Journal
from ldn_tui.storage.facts_in_rows import measures_in
from ldn_tui.storage.schema import TABLES, Row, Value
from ldn_tui.storage.steps import Step
from ldn_tui.transfer.journal_json import Document
from ldn_tui.transfer.row_lists import LISTS, RowList
from ldn_tui.transfer.value_readers import shown
from ldn_tui.transfer.written_texts import unsaid

# What may become of a row: none is replaced.
OUTCOMES = (ImportOutcome.NEW, ImportOutcome.UNCHANGED, ImportOutcome.KEPT)

# What says how a row came about, not what it says.
_BOOKKEEPING = frozenset({"id", "recorded_at", "import_id", "position"})
# What cannot stand beside each other on one day.
_OPPOSITES = {"side_effect": "no_side_effect", "no_side_effect": "side_effect"}


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row of a document beside the journal's row that stands for the same thing.

    Attributes:
        path: its place in the document, like `ratings[3]`.
        table: its table.
        row: the document's row.
        held: the journal's row, None if it has none.
        outcome: what becomes of it; where the two differ, the journal's is kept.
    """

    path: str
    table: str
    row: Row
    held: Row | None
    outcome: ImportOutcome


@dataclass(frozen=True, slots=True)
class DocumentComparison:
    """A document beside the journal.

    Attributes:
        takes_over: whether the journal has nothing but what a new one has, so that it becomes the document's.
        is_same_journal: whether the two are copies of one journal.
        has_news: whether importing it would change the journal.
        rows: every row of the document.
    """

    takes_over: bool
    is_same_journal: bool
    has_news: bool
    rows: tuple[ComparedRow, ...]

    @property
    def kept(self) -> tuple[ComparedRow, ...]:
        """The rows that differ from the journal's."""
        return tuple(row for row in self.rows if row.outcome is ImportOutcome.KEPT)

    def counts(self) -> Mapping[str, Mapping[ImportOutcome, int]]:
        """Return for each list of the document how many rows have each outcome."""
        found = Counter((row.table, row.outcome) for row in self.rows)
        return {known.name: {outcome: found[known.table, outcome] for outcome in OUTCOMES} for known in LISTS}


def compare_document(journal: Journal, document: Document) -> DocumentComparison:
    """Return what importing `document` would do; nothing is changed.

    Raises:
        BadInput: something of the document cannot stand beside what the journal holds.
    """
    return _compare(journal, document, journal.repository.rows)


def import_document(journal: Journal, document: Document, source: str) -> tuple[DocumentComparison, Change]:
    """Bring what is new in `document` into the journal, as one step.

    A journal with nothing in it but what a new one has becomes the document's, with its identity and all its rows as
    they are. In any other, a row that says something new is added, and where the two differ the journal's is kept.
    Measures go by their keys, doses and laboratory values by day and name, phases by their days.

    Args:
        journal: the journal.
        document: what was read.
        source: the name of its file.

    Returns:
        What became of each row, and the change.

    Raises:
        BadInput: something of the document cannot stand beside what the journal holds.
    """
    found: list[DocumentComparison] = []

    def work(step: Step) -> None:
        # Compared again under the write lock: another process may have written since the preview.
        comparison = _compare(journal, document, step.find_all)
        found.append(comparison)
        new = sum(row.outcome is ImportOutcome.NEW for row in comparison.rows)
        step.summary = f"import of {source}: {new} row{'s' * (new != 1)}"
        if comparison.takes_over:
            step.put("journal", {"singleton": 1, **document.journal})
            for measure in step.find_all("measure"):
                if measure not in document.rows["measure"]:
                    step.delete("measure", TABLES["measure"].key_of(measure))
        news = [compared for compared in comparison.rows if compared.outcome is ImportOutcome.NEW]
        doses = [compared for compared in news if compared.table == "dose"]
        _put_all(step, [compared for compared in news if compared.table != "dose"])
        if comparison.takes_over or not doses:
            _put_all(step, doses)
        else:
            # Phases that the document brought stand before the doses move those of the plan.
            with journal.trials.followed(step):
                _put_all(step, doses)

    # A lock that has come due is not put off by doses that come with a file.
    with journal.backups.before(Reason.IMPORT), journal.trials.settled():
        change = journal.act(f"import of {source}", work)
    return found[0], change


def _put_all(step: Step, rows: Sequence[ComparedRow]) -> None:
    for compared in rows:
        step.put(compared.table, compared.row)


def _compare(journal: Journal, document: Document, rows: Callable[[str], list[Row]]) -> DocumentComparison:
    """Compare with all rows there are, read at once."""
    held = {known.table: rows(known.table) for known in LISTS}
    own = journal.repository.journal_row()
    takes_over = _is_like_new(held)
    compared = _taken_over(document, held["measure"]) if takes_over else _merged(document, held)
    _check_spans([] if takes_over else held["trial"], compared)
    has_news = any(row.outcome is ImportOutcome.NEW for row in compared) or (
        takes_over
        and (own != {"singleton": 1, **document.journal} or len(held["measure"]) != len(document.rows["measure"]))
    )
    return DocumentComparison(takes_over, own["id"] == document.journal["id"], has_news, tuple(compared))


def _is_like_new(held: Mapping[str, Sequence[Row]]) -> bool:
    """Return whether there is nothing but what a new journal has; what was done and undone does not count."""
    return measures_in(held["measure"]) == FIRST_MEASURES and not any(
        rows for table, rows in held.items() if table != "measure"
    )


def _taken_over(document: Document, measures: Sequence[Row]) -> list[ComparedRow]:
    """Everything is new, but for a measure that is the very same row."""
    return [
        ComparedRow(
            f"{known.name}[{index}]",
            known.table,
            row,
            row if known.table == "measure" and row in measures else None,
            ImportOutcome.UNCHANGED if known.table == "measure" and row in measures else ImportOutcome.NEW,
        )
        for known in LISTS
        for index, row in enumerate(document.rows[known.table])
    ]


def _merged(document: Document, held: Mapping[str, Sequence[Row]]) -> list[ComparedRow]:
    counterparts = _Counterparts(held)
    compared: list[ComparedRow] = []
    imports: dict[Value, Value] = {}
    place = max((int(row["position"] or 0) for row in held["measure"]), default=-1)
    for known in LISTS:
        for index, row in enumerate(document.rows[known.table]):
            path = f"{known.name}[{index}]"
            counterpart = counterparts.of(known.table, row)
            if counterpart is None:
                outcome = ImportOutcome.NEW
            else:
                outcome = ImportOutcome.UNCHANGED if _says_the_same(known, row, counterpart) else ImportOutcome.KEPT
            if known.table == "measure" and counterpart is None:
                place += 1
                row = {**row, "position": place}
            elif known.table == "import" and counterpart is not None:
                imports[row["id"]] = counterpart["id"]
            elif row.get("import_id") in imports:
                row = {**row, "import_id": imports[row["import_id"]]}
            compared.append(ComparedRow(path, known.table, row, counterpart, outcome))
    _check_measures(held["measure"], compared)
    _check_trials(held["trial"], compared)
    _check_doses(held, compared)
    return compared


def _says_the_same(known: RowList, row: Row, held: Row) -> bool:
    # What a document withholds says nothing against what the journal knows.
    silent = unsaid(known.table, row).union(
        column for column, stand_in in known.withheld.items() if row[column] == stand_in
    )
    return _content({**row, **{column: held[column] for column in silent & held.keys()}}) == _content(held)


def _content(row: Row) -> Row:
    return {column: value for column, value in row.items() if column not in _BOOKKEEPING}


class _Counterparts:
    """The journal's rows, found by what they stand for."""

    def __init__(self, held: Mapping[str, Sequence[Row]]) -> None:
        """Index the rows of every table."""
        self._phases = held["phase"]
        self._steps = held["dose_step"]
        self._seals = held["seal"]
        self._found: dict[Hashable, list[Row]] = defaultdict(list)
        for table, rows in held.items():
            for row in rows:
                for name in _names(table, row):
                    self._found[name].append(row)
                if table in _OPPOSITES:
                    self._found[_any_of_day(table, row)].append(row)
                if table == "import":
                    self._found[_import_of_any_file(row)].append(row)

    def of(self, table: str, row: Row) -> Row | None:
        """Return the journal's row that stands for the same thing, the one that says the same if there are several."""
        names = _names(table, row)
        if table in _OPPOSITES:
            names.append(_any_of_day(_OPPOSITES[table], row))
        if table == "import" and not row["source"]:
            # An export names no file.
            names.append(_import_of_any_file(row))
        for name in names:
            rows = self._found.get(name, [])
            if rows:
                return next((held for held in rows if _content(held) == _content(row)), rows[0])
        if table == "phase":
            return next((held for held in self._phases if _share_days(held, row)), None)
        if table == "dose_step":
            # Two plans of one trial are not mixed: the journal's stays whole.
            return next((held for held in self._steps if held["trial"] == row["trial"]), None)
        if table == "bottle":
            # What is sealed here is opened here, not by a copy.
            return next((held for held in self._seals if held["trial"] == row["trial"]), None)
        return None


def _names(table: str, row: Row) -> list[Hashable]:
    """Return what a row can be found by, the surest first."""
    names: list[Hashable] = [(table, TABLES[table].key_of(row))]
    if table == "dose":
        # Recorded in two journals, one intake has two ids: added up, it would be a double dose.
        names.append((table, row["day"], row["medicine"]))
    elif table == "lab":
        names.append((table, row["day"], row["name"]))
    elif table == "dose_step":
        names.append((table, row["trial"], row["starts_on"]))
    elif table == "medicine":
        names.append((table, str(row["name"]).casefold()))
    elif table == "declined":
        names.append((table, row["what"]))
    elif table == "import":
        names.append((table, row["source"], row["first_day"], row["last_day"], row["measures"]))
    return names


def _any_of_day(table: str, row: Row) -> Hashable:
    return ("any of the day", table, row["day"])


def _import_of_any_file(row: Row) -> Hashable:
    return ("import of any file", row["first_day"], row["last_day"], row["measures"])


def _share_days(one: Row, other: Row) -> bool:
    return str(one["starts_on"]) <= str(other["ends_on"] or date.max) and str(other["starts_on"]) <= str(
        one["ends_on"] or date.max
    )


def _check_measures(held: Sequence[Row], compared: Sequence[ComparedRow]) -> None:
    ids = {row["id"]: row["key"] for row in held}
    names = {str(row["name"]).casefold(): row["key"] for row in held}
    active = sum(row["retired_on"] is None for row in held)
    for found in compared:
        if found.table != "measure" or found.outcome is not ImportOutcome.NEW:
            continue
        if found.row["id"] in ids:
            raise BadInput(f"{found.path}.id is that of the measure {ids[found.row['id']]!r} in this journal")
        name = str(found.row["name"]).casefold()
        if name in names:
            raise BadInput(
                f"{found.path}.name {shown(found.row['name'])} is in use by the measure {names[name]!r} in this "
                "journal: rename one of them with `ldn measure` first"
            )
        active += found.row["retired_on"] is None
    if active > MOST_ACTIVE:
        raise BadInput(
            f"measures: there would be {active} active ones, {MOST_ACTIVE} is the most: retire some with "
            "`ldn measure` first"
        )


def _check_spans(held: Sequence[Row], compared: Sequence[ComparedRow]) -> None:
    """Make sure no two trials have a day in common."""
    known = list(held)
    for found in compared:
        if found.table != "trial" or found.outcome is not ImportOutcome.NEW:
            continue
        other = next((row for row in known if _share_days(_span(row), _span(found.row))), None)
        if other is not None:
            last = "" if other["ended_on"] is None else f" to {other['ended_on']}"
            raise BadInput(
                f"{found.path}.starts_on {shown(found.row['starts_on'])}: the trial would share days with another "
                f"({other['starts_on']}{last}); trials follow each other"
            )
        known.append(found.row)


def _span(trial: Row) -> Row:
    return {"starts_on": trial["starts_on"], "ends_on": trial["ended_on"]}


def _check_trials(held: Sequence[Row], compared: Sequence[ComparedRow]) -> None:
    running = any(row["ended_on"] is None for row in held)
    for found in compared:
        if running and found.table == "trial" and found.outcome is ImportOutcome.NEW and found.row["ended_on"] is None:
            raise BadInput(
                f"{found.path}.ended_on: there is another active trial in this journal; end one of them first "
                "(`ldn trial end`)"
            )


def _check_doses(held: Mapping[str, Sequence[Row]], compared: Sequence[ComparedRow]) -> None:
    """Make sure no new dose says what a seal keeps, of a trial of the journal or of the document."""
    news = [found for found in compared if found.outcome is ImportOutcome.NEW]
    trials = [*held["trial"], *(found.row for found in news if found.table == "trial")]
    seals = [*held["seal"], *(found.row for found in news if found.table == "seal")]
    opened = {row["trial"] for row in seals if row["opened_on"] is not None}
    sealed = [row for row in trials if row["template"] == Template.SEALED_PAIRS.value and row["id"] not in opened]
    for found in news if sealed else ():
        if found.table == "dose" and found.row["mg"] is not None and any(_is_of(found.row, row) for row in sealed):
            raise BadInput(
                f"{found.path}.mg {shown_number(float(found.row['mg']))}: {found.row['day']} lies in a sealed trial, "
                "where only the bottle is known; give its label in place of the amount, or leave the dose out"
            )


def _is_of(dose: Row, trial: Row) -> bool:
    """Return whether a dose is of the trial's medicine, on one of its days."""
    is_within = str(trial["starts_on"]) <= str(dose["day"]) <= str(trial["ended_on"] or date.max)
    return is_within and str(dose["medicine"]).casefold() == str(trial["medicine"]).casefold()
