"""The exported journal: rows to bytes and back, and every refusal with its path."""

import copy
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.text import visible_lines
from ldn_tui.storage.schema import TABLES
from ldn_tui.transfer.journal_json import read_document
from ldn_tui.transfer.row_lists import JOURNAL_FIELDS, LISTS, NOT_EXPORTED
from ldn_tui.transfer.selection import Part
from tests.exported import write_document

LATEST = date(2026, 11, 23)
AT = "2026-11-22T21:30:00+01:00"
HOSTILE = "[/foo] [b\x1b]0;x\x07 \u202e, \"'\r\n\t\u2028\U0001f62c\x7f"


def uuid_of(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


IMPORT = uuid_of(90)
TRIAL = uuid_of(91)
SEALED = uuid_of(92)


def trial_row(trial: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": trial,
        "question": HOSTILE,
        "condition": "",
        "template": "before-after-stop",
        "starts_on": "2026-01-01",
        "first_dose_on": "2026-02-01",
        "baseline_days": 28,
        "endpoint_days": 14,
        "primary_measure": "pain",
        "threshold": 30,
        "decision_after": 84,
        "decision_on": None,
        "medicine": "naltrexone",
        "ended_on": None,
        "end_reason": None,
        "locked_on": "2026-02-04",
        "recorded_at": AT,
        "full_dose_on": "2026-02-15",
        **changes,
    }


def made(number: int) -> dict[str, Any]:
    return {"id": uuid_of(number), "recorded_at": AT}


def full_document() -> dict[str, Any]:
    """Return a document with at least one row in each list."""
    return {
        "version": 4,
        "journal": {"id": uuid_of(1), "created_at": AT, "created_on": "2026-11-22"},
        "holds": {"from": None, "to": None, "parts": [part.value for part in Part]},
        "measures": [
            {
                "key": measure.key,
                "id": uuid_of(10 + measure.position),
                "name": measure.name,
                "low_anchor": measure.low_anchor,
                "high_anchor": measure.high_anchor,
                "direction": measure.direction.value,
                "position": measure.position,
                "added_on": None,
                "retired_on": "2026-11-20" if measure.key == "food" else None,
                "inactive": "2026-01-05..2026-02-01 2026-03-01..2026-03-02" if measure.key == "food" else None,
                "recorded_at": AT,
            }
            for measure in FIRST_MEASURES
        ],
        "imports": [
            {
                "id": IMPORT,
                "first_day": "2026-01-01",
                "last_day": "2026-01-02",
                "measures": "mood pain",
                "recorded_at": AT,
            }
        ],
        "trials": [
            trial_row(SEALED, starts_on="2025-01-01", ended_on="2025-12-31", end_reason="over", locked_on=None),
            trial_row(TRIAL),
        ],
        "dose_steps": [
            {"trial": TRIAL, "starts_on": "2026-02-01", "mg": 1.5, "at": "22:00", **made(70)},
            {"trial": TRIAL, "starts_on": "2026-02-15", "mg": 0, "at": None, **made(71)},
        ],
        "phases": [
            {
                "id": uuid_of(20),
                "kind": "baseline",
                "arm": None,
                "starts_on": "2026-01-01",
                "ends_on": "2026-01-31",
                "recorded_at": AT,
                "trial": TRIAL,
            },
            {
                "id": uuid_of(21),
                "kind": "treatment",
                "arm": HOSTILE,
                "starts_on": "2026-02-01",
                "ends_on": None,
                "recorded_at": AT,
                "trial": None,
            },
        ],
        "ratings": [
            {"measure": "mood", "day": "2026-01-01", "value": 6.5, **made(30), "import_id": IMPORT},
            {"measure": "pain", "day": "2026-01-01", "value": 6, **made(31), "import_id": None},
            {"measure": "pain", "day": "2026-01-02", "value": None, **made(32), "import_id": None},
        ],
        "doses": [
            {
                "id": uuid_of(40),
                "day": "2026-01-01",
                "medicine": "naltrexone",
                "mg": 4.5,
                "label": None,
                "taken": True,
                "taken_at": AT,
                "recorded_at": AT,
                "import_id": None,
            },
            {
                "id": uuid_of(41),
                "day": "2026-01-02",
                "medicine": "naltrexone",
                "mg": None,
                "label": "A",
                "taken": True,
                "taken_at": None,
                "recorded_at": AT,
                "import_id": None,
            },
            {
                "id": uuid_of(42),
                "day": "2026-01-03",
                "medicine": "naltrexone",
                "mg": None,
                "label": None,
                "taken": False,
                "taken_at": None,
                "recorded_at": AT,
                "import_id": None,
            },
        ],
        "side_effects": [{"day": "2026-01-01", "term": "headache", "severity": 2, **made(50)}],
        "no_side_effects": [{"day": "2026-01-02", **made(51)}],
        "rescues": [{"day": "2026-01-01", "medicine": "ibuprofen", "count": 0.5, **made(52)}],
        "notes": [{"day": "2026-01-01", "text": HOSTILE, **made(53), "import_id": IMPORT}],
        "skips": [{"day": "2026-01-02", "reason": "too tired", **made(54)}],
        "impressions": [{"day": "2026-01-01", "value": 2, **made(55)}],
        "labs": [
            {
                "id": uuid_of(60),
                "day": "2026-01-01",
                "name": "ESR",
                "value": 21,
                "unit": "mm/h",
                "range_low": None,
                "range_high": 20.5,
                "recorded_at": AT,
            }
        ],
        "amendments": [
            {"trial": TRIAL, "field": "threshold", "before": "50", "after": "30", "day": "2026-03-01", **made(72)},
            {"trial": TRIAL, "field": "first dose", "before": None, "after": HOSTILE, "day": "2026-03-02", **made(73)},
        ],
        "decisions": [
            {"trial": TRIAL, "day": "2026-05-01", "choice": "continue", "reason": HOSTILE, **made(74)},
        ],
        "medicines": [
            {
                "id": uuid_of(75),
                "name": "tramadol",
                "dose": "50 mg",
                "starts_on": "2026-01-01",
                "stops_on": None,
                "as_needed": True,
                "opioid": True,
                "price": 12.5,
                "pack_size": 30,
                "supply": 10,
                "supply_on": "2026-01-02",
                "recorded_at": AT,
                "units_a_day": 0.5,
                "currency": "EUR",
            }
        ],
        "declined": [{"what": "lab ESR", **made(76)}],
        "seals": [
            {
                "trial": SEALED,
                "pairs": 1,
                "weeks": 8,
                "digest": "0f" * 20,
                "opened_on": "2025-12-31",
                "early_reason": None,
                "guess": "LDN-first",
                "sureness": 60,
                **made(77),
            }
        ],
        "bottles": [
            {"trial": SEALED, "label": "bottle 1", "content": "LDN", **made(78)},
            {"trial": SEALED, "label": "bottle 2", "content": "comparator", **made(79)},
        ],
    }


def third_version() -> dict[str, Any]:
    """Return the document as the third version wrote it, which said who helps and what files were called."""
    document = full_document()
    document["version"] = 3
    del document["holds"]
    document["imports"][0]["source"] = HOSTILE
    document["seals"][0] |= {"helper_name": "Ada", "helper_phone": "+49 1"}
    return document


def test_a_document_of_the_third_version_is_read_and_no_longer_says_who_somebody_is() -> None:
    document = read_document(json.dumps(third_version()), LATEST)
    assert document.rows["import"][0]["source"] == HOSTILE
    assert document.rows["seal"][0]["helper_phone"] == "+49 1"
    present = write_document(document)
    assert json.loads(present) == full_document()
    again = read_document(present, LATEST)
    assert (again.rows["seal"][0]["helper_name"], again.rows["import"][0]["source"]) == (NOT_EXPORTED, "")
    assert "seals[0].helper_name is unknown here" in refusal({**full_document(), "seals": third_version()["seals"]})


def first_version() -> dict[str, Any]:
    """Return the document as the first version wrote it."""
    document = third_version()
    document["version"] = 1
    for name in ("trials", "dose_steps", "amendments", "decisions", "medicines", "declined", "seals", "bottles"):
        del document[name]
    for phase in document["phases"]:
        del phase["trial"]
    return document


def test_a_document_of_the_first_version_is_read() -> None:
    document = read_document(json.dumps(first_version()), LATEST)
    assert [row["trial"] for row in document.rows["phase"]] == [None, None]
    assert {table for table, rows in document.rows.items() if not rows} == {
        "trial", "dose_step", "amendment", "decision", "medicine", "declined", "seal", "bottle",
    }  # fmt: skip
    present = json.loads(write_document(document))
    assert present["version"] == 4
    assert present["ratings"] == full_document()["ratings"]


def second_version() -> dict[str, Any]:
    """Return the document as the second version wrote it."""
    document = third_version()
    document["version"] = 2
    for trial in document["trials"]:
        del trial["full_dose_on"]
    for medicine in document["medicines"]:
        del medicine["units_a_day"], medicine["currency"]
    return document


def test_a_document_of_the_second_version_is_read() -> None:
    document = read_document(json.dumps(second_version()), LATEST)
    (medicine,) = document.rows["medicine"]
    assert (medicine["units_a_day"], medicine["currency"]) == (None, None)
    assert [row["full_dose_on"] for row in document.rows["trial"]] == [None, None]
    present = json.loads(write_document(document))
    assert present["version"] == 4
    assert present["phases"] == full_document()["phases"]
    assert "medicines[0].units_a_day is unknown here" in refusal(
        {**second_version(), "medicines": full_document()["medicines"]}
    )


def test_a_document_of_the_first_version_knows_nothing_of_trials() -> None:
    assert "trials is unknown here" in refusal({**first_version(), "trials": []})


@pytest.mark.parametrize(
    ("name", "index", "changes", "reason"),
    [
        ("trials", 1, {"template": "x"}, "trials[1].template 'x': it must be one of before-after"),
        ("trials", 1, {"threshold": 31}, "trials[1].threshold 31: it must be one of 30, 15, 50"),
        ("trials", 1, {"threshold": True}, "trials[1].threshold true"),
        ("trials", 1, {"endpoint_days": 27}, "trials[1].endpoint_days"),
        ("trials", 1, {"decision_after": 57}, "trials[1].decision_after"),
        ("trials", 1, {"baseline_days": 13}, "trials[1].baseline_days"),
        ("trials", 1, {"primary_measure": "fog"}, "trials[1].primary_measure 'fog' is none of the measures"),
        ("trials", 1, {"end_reason": "x"}, "trials[1].end_reason: an ended trial has one"),
        ("trials", 0, {"ended_on": None, "end_reason": None}, "trials[1].ended_on: trials[0] has not ended either"),
        ("dose_steps", 1, {"starts_on": "2026-02-01"}, "dose_steps[1].starts_on: dose_steps[0] has the same"),
        ("dose_steps", 0, {"at": "9:00"}, "dose_steps[0].at '9:00': it must be a time like 22:00"),
        ("dose_steps", 0, {"mg": -1}, "dose_steps[0].mg"),
        ("dose_steps", 0, {"trial": uuid_of(1)}, "dose_steps[0].trial"),
        ("phases", 0, {"trial": uuid_of(1)}, "is none of the trials in the document"),
        ("amendments", 0, {"day": "2027-01-01"}, "amendments[0].day '2027-01-01' has not come yet"),
        ("decisions", 0, {"choice": "perhaps"}, "decisions[0].choice"),
        ("medicines", 0, {"pack_size": 0}, "medicines[0].pack_size 0: it must be above 0"),
        ("medicines", 0, {"price": -1}, "medicines[0].price"),
        ("medicines", 0, {"price": None}, "medicines[0].currency: it belongs to a price"),
        ("medicines", 0, {"currency": "x" * 13}, "medicines[0].currency 'xxxxxxxxxxxxx': it must be at most 12"),
        ("medicines", 0, {"currency": ""}, "medicines[0].currency"),
        ("medicines", 0, {"units_a_day": 0}, "medicines[0].units_a_day 0: it must be above 0"),
        ("medicines", 0, {"units_a_day": 1001}, "medicines[0].units_a_day 1001: it must be at most 1000"),
        ("medicines", 0, {"stops_on": "2025-01-01"}, "medicines[0].stops_on '2025-01-01' is before its starts_on"),
        ("medicines", 0, {"supply_on": None}, "medicines[0].supply_on: a supply says when"),
        ("medicines", 0, {"opioid": 1}, "medicines[0].opioid 1: it must be true or false"),
        ("seals", 0, {"digest": "0F" * 20}, "seals[0].digest"),
        ("seals", 0, {"weeks": 5}, "seals[0].weeks"),
        ("seals", 0, {"opened_on": None}, "bottles[0].trial"),
        ("bottles", 0, {"content": "sugar"}, "bottles[0].content"),
        ("bottles", 1, {"label": "bottle 1"}, "bottles[1].label: bottles[0] has the same trial and label"),
    ],
)
def test_what_a_trial_cannot_be_is_refused(name: str, index: int, changes: dict[str, Any], reason: str) -> None:
    document = full_document()
    document[name][index].update(changes)
    assert reason in refusal(document)


def refusal(document: object) -> str:
    with pytest.raises(BadInput) as error:
        read_document(json.dumps(document), LATEST)
    message = str(error.value)
    assert visible_lines(message) == message
    assert len(message) < 400
    return message


def test_every_table_and_column_is_in_the_document() -> None:
    assert {known.table: tuple(known.fields) for known in LISTS} == {
        name: table.columns for name, table in TABLES.items() if name != "journal"
    }
    assert ("singleton", *JOURNAL_FIELDS) == TABLES["journal"].columns
    assert set(full_document()) == {"version", "journal", "holds", *(known.name for known in LISTS)}
    for known in LISTS:
        assert set(known.order) <= set(known.fields)
        assert TABLES[known.table].key in known.unique


def test_a_document_gives_the_same_bytes_again() -> None:
    text = write_document(read_document(json.dumps(full_document()), LATEST))
    assert json.loads(text) == full_document()
    assert write_document(read_document(text, LATEST)) == text
    assert visible_lines(text) == text
    assert '"value": 6,' in text
    assert text.endswith("\n]\n}\n")


def test_the_order_of_rows_does_not_depend_on_where_they_stood() -> None:
    document = full_document()
    for name, rows in document.items():
        if isinstance(rows, list):
            document[name] = rows[::-1]
    again = write_document(read_document(json.dumps(document), LATEST))
    assert again == write_document(read_document(json.dumps(full_document()), LATEST))
    days = [row["day"] for row in json.loads(again)["ratings"]]
    assert days == sorted(days)


def test_there_is_one_row_a_line() -> None:
    text = write_document(read_document(json.dumps(full_document()), LATEST))
    line = next(line for line in text.splitlines() if '"mood", "day"' in line)
    assert json.loads(line.rstrip(",")) == full_document()["ratings"][0]


def with_value(path: str, value: object) -> dict[str, Any]:
    """Return the full document with another value at a path like `ratings[3].value`."""
    document = full_document()
    *parents, last = [int(part) if part.isdigit() else part for part in re.findall(r"\w+", path)]
    found: Any = document
    for part in parents:
        found = found[part]
    found[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("journal.id", [1, "x", "", None]),
        ("journal.created_at", ["2026-11-22T21:30:00", "2026-11-22", 0]),
        ("journal.created_on", ["2026-11-24", "9999-12-31", "22.11.2026"]),
        ("measures[0].key", ["Pain", "", "date", "a-b", "x" * 41, 4]),
        ("measures[0].name", ["", " pain", "x" * 41, "a\0b", None, "\ud800"]),
        ("measures[0].low_anchor", ["", "x" * 61]),
        ("measures[0].direction", ["up", 1, None, [], {}]),
        ("measures[0].position", [-1, 1.5, True, "0", None, 10**30]),
        ("measures[0].retired_on", ["2026-02-30", "20260201", 3]),
        ("measures[0].inactive", ["", "2026-02-01..2026-01-01", "2026-01-01", " ", 3, "2026-01-01..2026-02-30"]),
        ("measures[1].name", ["PAIN"]),
        ("measures[1].key", ["pain"]),
        ("measures[1].id", [uuid_of(10)]),
        ("holds", [None, [], "all"]),
        ("holds.from", ["yesterday", 3]),
        ("holds.parts", [None, "notes", ["note"], [3]]),
        ("imports[0].last_day", ["2025-12-31"]),
        ("imports[0].measures", ["pain  mood", "pain unknown", None, ["pain"]]),
        ("phases[0].kind", ["therapy", None]),
        ("phases[0].arm", [3, "\ud800"]),
        ("phases[0].ends_on", ["2025-12-31"]),
        ("phases[1].starts_on", ["2026-01-31"]),
        ("ratings[1].value", [-1, 11, 6.55, True, "6", [6], 1e300, 10**40]),
        ("ratings[1].measure", ["unknown", None, 3]),
        ("ratings[1].day", ["2026-02-29", "2026-1-1", None, 20260101, "2027-01-01"]),
        ("ratings[1].recorded_at", ["2026-01-01T10:00:00Z", "2026-01-01T10:00:00", "0001-01-01T00:00:00+00:00", None]),
        ("ratings[1].import_id", [uuid_of(1), "x", 3]),
        ("ratings[1].measure", ["mood"]),
        ("doses[0].mg", [0, -1, 4.55, 1001, "4.5", True, None]),
        ("doses[0].taken", [1, "yes", None]),
        ("doses[1].label", ["", " A", "x" * 61]),
        ("doses[1].id", [uuid_of(40)]),
        ("doses[1].medicine", ["", None]),
        ("doses[2].taken_at", [AT]),
        ("side_effects[0].term", ["", "Headache", " x", "x" * 61]),
        ("side_effects[0].severity", [0, 4, 2.0, "2", True]),
        ("no_side_effects[0].day", ["2026-01-01"]),
        ("rescues[0].count", [0, 1001, 0.125, "1", False]),
        ("notes[0].text", ["", " \n", "x" * 100_001, None, "\0"]),
        ("skips[0].reason", ["lazy", ""]),
        ("impressions[0].value", [0, 8, 2.5, None]),
        ("labs[0].value", [2e12, None, "21"]),
        ("labs[0].unit", [None, " mm/h", "x" * 61]),
        ("labs[0].range_low", [21, "x"]),
    ],
)
def test_a_bad_value_is_refused_with_its_path(path: str, values: list[object]) -> None:
    for value in values:
        message = refusal(with_value(path, value))
        parent = path.partition(".")[0]
        assert message.startswith(parent), value


def test_the_path_is_that_of_the_value() -> None:
    assert refusal(with_value("ratings[2].value", 11)) == "ratings[2].value 11 is out of range: use 0 to 10"
    assert refusal(with_value("notes[0].text", "")).startswith("notes[0].text '': it must be")
    assert refusal(with_value("measures[3].key", "Food")).startswith("measures[3].key: measure key 'Food'")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda document: document.pop("labs"), "labs is missing"),
        (lambda document: document.update(steps=[]), "steps is unknown here"),
        (lambda document: document["notes"][0].pop("id"), "notes[0].id is missing"),
        (lambda document: document["notes"][0].update(colour="\x1b[31m"), "notes[0].colour is unknown here"),
        (lambda document: document["journal"].update({"\x1b": 1}), "journal.␛ is unknown here"),
        (lambda document: document["notes"].append(3), "notes[1] 3 must be an object"),
        (lambda document: document.update(notes={}), "notes must be a list"),
        (lambda document: document.update(journal=[]), "journal [...] must be an object"),
        (lambda document: document["notes"].append(document["notes"][0]), "notes[1].day: notes[0] has the same day"),
        (lambda document: document["ratings"].append(document["ratings"][0]), "ratings[3].day: ratings[0] has"),
        (lambda document: document.pop("version"), "version is missing"),
        (lambda document: document.update(version="1"), "version is missing or not a whole number"),
        (lambda document: document.update(version=True), "version is missing or not a whole number"),
        (lambda document: document.update(version=0), "version 0 never was"),
        (lambda document: document.update(version=5), "version 5 is newer than the 4 this ldn-tui knows: update"),
        (lambda document: (document.clear(), document.update(version=5, other=1)), "version 5 is newer"),
    ],
)
def test_another_form_is_refused(change: Callable[[dict[str, Any]], object], reason: str) -> None:
    document = full_document()
    change(document)
    assert reason in refusal(document)


def test_more_than_twelve_active_measures_are_refused() -> None:
    document = full_document()
    for number in range(9):
        extra = {"key": f"own_{number}", "id": uuid_of(100 + number), "name": f"Own {number}"}
        document["measures"].append(document["measures"][0] | extra)
    assert "13 of them are active" in refusal(document)


def test_a_journal_without_an_active_measure_is_refused() -> None:
    document = full_document()
    for measure in document["measures"]:
        measure["retired_on"] = "2026-11-20"
    assert "0 of them are active" in refusal(document)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[]", "a document begins with {"),
        ("1", "a document begins with {"),
        ("null", "a document begins with {"),
        ("{" + '"a":{' * 100_000, "nested too deeply|is not JSON"),
        ("[" * 100_000, "nested too deeply|is not JSON"),
        ('{"version": ' + "1" * 5000 + "}", "too long"),
        ('{"version": 1, "version": 1}', "says 'version' twice"),
        ('{"version": NaN}', "holds NaN"),
        ('{"version": 1, "journal": -Infinity}', "holds -Infinity"),
        ("\ufeff{}", "is not JSON"),
    ],
)
def test_what_is_no_document_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_document(text, LATEST)


def test_an_overflowing_number_is_refused() -> None:
    text = json.dumps(with_value("labs[0].value", 12345678)).replace("12345678", "1e999")
    with pytest.raises(BadInput, match=r"labs\[0\]\.value"):
        read_document(text, LATEST)


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 12),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["pain", "mood", AT, "2026-01-01", uuid_of(10), "headache", "A", "", "\ud800", [], {}, 10**30]),
)


def leaves(found: Any) -> list[tuple[Any, Any]]:
    """Return every place of a value in `found`, as (container, key)."""
    items = list(found.items()) if isinstance(found, dict) else list(enumerate(found))
    return [
        place
        for key, value in items
        for place in (leaves(value) if isinstance(value, dict | list) and value else [(found, key)])
    ]


@given(st.lists(st.tuples(st.integers(0, 10_000), LEAVES), min_size=1, max_size=3))
def test_whatever_is_accepted_gives_the_same_bytes_again(changes: list[tuple[int, Any]]) -> None:
    document = copy.deepcopy(full_document())
    for number, value in changes:
        places = leaves(document)
        container, key = places[number % len(places)]
        container[key] = value
    try:
        found = read_document(json.dumps(document), LATEST)
    except BadInput:
        return
    text = write_document(found)
    assert write_document(read_document(text, LATEST)) == text


@given(st.one_of(st.text(max_size=100), st.binary(max_size=100).map(lambda data: data.decode("latin-1"))))
def test_no_text_gives_anything_but_a_document_or_a_refusal(text: str) -> None:
    with pytest.raises(BadInput):
        read_document(text, LATEST)


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.sampled_from(["version", "journal", "measures", "ratings", "id"]), inner),
        ),
        max_leaves=8,
    )
)
def test_no_json_gives_anything_but_a_document_or_a_refusal(found: object) -> None:
    with pytest.raises(BadInput):
        read_document(json.dumps(found), LATEST)
