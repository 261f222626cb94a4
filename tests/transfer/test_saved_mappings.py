"""Mappings saved by name, and known again by the header of a file."""

import json
from pathlib import Path

import pytest

from ldn_tui.domain.errors import BadInput, CannotWrite
from ldn_tui.private_files import others_may
from ldn_tui.transfer.saved_mappings import MappingTexts, SavedMapping, SavedMappings

DUPLICATES = """{"version": 1, "mappings": {"a": {
    "header": [], "maps": [], "scales": [], "words": [], "date_format": null, "duplicates": "both"}}}"""
TEXTS = MappingTexts(("date=Day,pain=Pain",), ("pain=0..100",), ("bad=2",), "%d.%m.%Y", "replace")


def test_a_mapping_is_found_by_its_name_and_by_its_header(tmp_path: Path) -> None:
    saved = SavedMappings(tmp_path / "new" / "mappings.json")
    assert saved.all() == ()
    mapping = SavedMapping("Müde [/]", ("Day", "Pain"), TEXTS)
    saved.save(mapping)
    saved.save(SavedMapping("other", ("a",), MappingTexts()))
    assert SavedMappings(saved.path).find("müde [/]") == mapping
    assert saved.of_header(["Day", "Pain"]) == mapping
    assert saved.of_header(["Pain", "Day"]) is None
    saved.save(SavedMapping("MÜDE [/]", ("x",), TEXTS))
    assert [known.name for known in saved.all()] == ["MÜDE [/]", "other"]
    with pytest.raises(BadInput, match=r"'mine' is not saved: there are MÜDE \[/\], other"):
        saved.find("mine")


@pytest.mark.parametrize("name", ["", " ", " a", "a\n", "\x1b[31m", "x" * 41])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    saved = SavedMappings(tmp_path / "mappings.json")
    with pytest.raises(BadInput, match="name it in 1 to 40 letters"):
        saved.save(SavedMapping(name, ("a",), TEXTS))
    assert not saved.path.exists()


@pytest.mark.parametrize(
    "content",
    [
        DUPLICATES,
        "",
        "[]",
        "{",
        '{"version": 2, "mappings": {}}',
        '{"version": 1, "mappings": {"a": {"header": 1}}}',
        "[" * 9999,
    ],
)
def test_a_file_that_holds_something_else_is_named_and_left_alone(tmp_path: Path, content: str) -> None:
    saved = SavedMappings(tmp_path / "mappings.json")
    saved.path.write_text(content)
    with pytest.raises(BadInput, match="saved mappings"):
        saved.save(SavedMapping("a", ("a",), TEXTS))
    assert saved.path.read_text() == content


def test_what_is_saved_is_plain_json(tmp_path: Path) -> None:
    saved = SavedMappings(tmp_path / "mappings.json")
    saved.save(SavedMapping("a", ("Day",), TEXTS))
    assert json.loads(saved.path.read_text())["mappings"]["a"]["scales"] == ["pain=0..100"]


def test_a_place_where_no_folder_can_be_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for place in ("file", "file/folder"):
        saved = SavedMappings(tmp_path / place / "mappings.json")
        with pytest.raises(CannotWrite, match=r"cannot be (made|written) \(Not a directory\): "):
            saved.save(SavedMapping("a", ("a",), TEXTS))
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_is_made_for_it_is_for_its_owner_only(tmp_path: Path) -> None:
    saved = SavedMappings(tmp_path / "new" / "mappings.json")
    saved.save(SavedMapping("a", ("a",), TEXTS))
    assert not others_may(saved.path.parent)
    assert not others_may(saved.path)


@pytest.mark.parametrize(
    ("texts", "option"),
    [
        (MappingTexts(("pain=\udcff",)), "--map"),
        (MappingTexts(scales=("pain=\udcff",)), "--scale"),
        (MappingTexts(words=("b\udcff=2",)), "--words"),
        (MappingTexts(date_format="%d\udcff"), "--date-format"),
    ],
)
def test_what_is_no_text_is_named_and_nothing_is_saved(tmp_path: Path, texts: MappingTexts, option: str) -> None:
    saved = SavedMappings(tmp_path / "mappings.json")
    with pytest.raises(BadInput, match=f"{option} .* is not all text, so the mapping mine cannot keep it"):
        saved.save(SavedMapping("mine", ("a",), texts))
    assert not saved.path.exists()
