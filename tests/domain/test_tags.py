"""Tags in notes."""

import pytest

from ldn_tui.domain.tags import LONGEST_TAG, signed, tags_of


@pytest.mark.parametrize(
    ("note", "tags"),
    [
        (None, ()),
        ("", ()),
        ("caught a cold #ill", ("ill",)),
        ("#Ill, then #travel; #ill", ("Ill", "travel")),
        ("#new-batch.", ("new-batch",)),
        ("(#period)\n#müde", ("period", "müde")),
        ("no. #1, a#b, x##y, # z, page/#part", ()),
        ("#2nd", ("2nd",)),
        ("#dash- #-no", ("dash",)),
        ("#" + "x" * LONGEST_TAG, ("x" * LONGEST_TAG,)),
        ("#" + "x" * (LONGEST_TAG + 1), ()),
    ],
)
def test_a_tag_is_a_word_behind_a_sign(note: str | None, tags: tuple[str, ...]) -> None:
    assert tags_of(note) == tags


def test_tags_are_written_with_their_signs() -> None:
    assert signed(("ill", "new-batch")) == "#ill #new-batch"
    assert tags_of(signed(("ill", "new-batch"))) == ("ill", "new-batch")
    assert signed(()) == ""
