"""The texts and the identities of many rows are those that one row at a time would have."""

import json
import uuid
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.storage.row_ids import row_ids
from ldn_tui.storage.row_texts import row_of, row_text, row_writer
from ldn_tui.storage.schema import TABLES

RATING = TABLES["rating"]
VALUES = st.tuples(*[st.one_of(st.none(), st.text(), st.integers(), st.floats()) for _ in RATING.columns])


@given(VALUES)
def test_a_row_among_many_has_the_text_it_has_alone(values: tuple[str | int | float | None, ...]) -> None:
    row = dict(zip(RATING.columns, values, strict=True))
    text = row_writer(RATING)(values)
    assert text == row_text(row) == json.dumps(row, ensure_ascii=False)
    assert repr(row_of(text)) == repr(row)


def test_identities_are_random_uuids_and_no_two_the_same() -> None:
    made = list(islice(row_ids(), 1000))
    assert len(set(made)) == 1000
    assert {(str(each), each.version, each.variant) for each in map(uuid.UUID, made)} == {
        (text, 4, uuid.RFC_4122) for text in made
    }
