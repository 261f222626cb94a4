"""What the columns of a foreign file mean, kept under a name in a file of its own, and known again by the header."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import is_storable, shorten, visible
from ldn_tui.private_files import make_folder
from ldn_tui.transfer.column_map import ASK, Duplicates
from ldn_tui.transfer.text_files import write_text_file

FILE_NAME = "mappings.json"
_VERSION = 1
_LONGEST_NAME = 40
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class MappingTexts:
    """What is said of a file's columns, as it is typed.

    Attributes:
        maps: lists like `date=Day,pain=Pain`.
        scales: lists like `pain=0..100`.
        words: lists like `bad=2,good=8`.
        date_format: how dates are written, for `strptime`; None where they tell.
        duplicates: "keep", "replace" or "ask"; None where nothing was said.
        plain: whether the file is read as it stands, whatever app it seems to come from.
    """

    maps: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    date_format: str | None = None
    duplicates: str | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping under its name.

    Attributes:
        name: what it is called.
        header: the names of the columns of the file it was made for.
        texts: what it says.
    """

    name: str
    header: tuple[str, ...]
    texts: MappingTexts


class SavedMappings:
    """The mappings in one file, which need not exist."""

    def __init__(self, path: Path) -> None:
        """Keep them in the file at `path`."""
        self.path = path

    def all(self) -> tuple[SavedMapping, ...]:
        """Return all mappings by name.

        Raises:
            BadInput: the file cannot be read, or holds something else.
        """
        try:
            document = json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except (OSError, ValueError, RecursionError) as error:
            raise BadInput(f"{self._where} cannot be read ({error}): mend it or move it away") from None
        try:
            if document["version"] != _VERSION:
                raise BadInput(f"{self._where} is of another version of the app: move it away")
            return tuple(_read(name, said) for name, said in sorted(document["mappings"].items()))
        except (KeyError, TypeError, AttributeError):
            raise BadInput(f"{self._where} holds no mappings: mend it or move it away") from None

    def find(self, name: str) -> SavedMapping:
        """Return the mapping with that name.

        Raises:
            BadInput: there is none, or the file cannot be read.
        """
        known = self.all()
        for mapping in known:
            if mapping.name.casefold() == name.strip().casefold():
                return mapping
        names = ", ".join(visible(mapping.name) for mapping in known) or "none yet"
        raise BadInput(f"mapping {visible(shorten(name, _LONGEST_NAME))!r} is not saved: there are {names}")

    def of_header(self, header: Sequence[str]) -> SavedMapping | None:
        """Return the mapping that was made for a file with that header, None for none.

        Raises:
            BadInput: the file cannot be read.
        """
        return next((mapping for mapping in self.all() if mapping.header == tuple(header)), None)

    def save(self, mapping: SavedMapping) -> None:
        """Keep a mapping, in place of one with its name.

        Raises:
            BadInput: it cannot be kept, as `check_mapping` says, or the file cannot be read.
            CannotWrite: the disk or its permissions refuse.
        """
        check_mapping(mapping)
        others = [known for known in self.all() if known.name.casefold() != mapping.name.casefold()]
        said = {
            known.name: {"header": known.header, **asdict(known.texts)}
            for known in sorted((*others, mapping), key=lambda known: known.name)
        }
        document = {"version": _VERSION, "mappings": said}
        make_folder(self.path.parent)
        write_text_file(self.path, json.dumps(document, ensure_ascii=False, indent=2) + "\n", replace=True)

    @property
    def _where(self) -> str:
        return f"the file of saved mappings, {visible(str(self.path))},"


def check_mapping(mapping: SavedMapping) -> None:
    """Make sure a mapping can be kept.

    Raises:
        BadInput: it cannot have its name, or something it says holds bytes that are no text.
    """
    check_mapping_name(mapping.name)
    texts = mapping.texts
    said = {
        "a column's name": mapping.header,
        "--map": texts.maps,
        "--scale": texts.scales,
        "--words": texts.words,
        "--date-format": (texts.date_format or "",),
    }
    for what, values in said.items():
        for value in values:
            if not is_storable(value):
                raise BadInput(
                    f"{what} {visible(shorten(value, _LONGEST_SHOWN))!r} is not all text, so the mapping "
                    f"{visible(mapping.name)} cannot keep it: write it in UTF-8"
                )


def check_mapping_name(name: str) -> None:
    """Make sure a mapping can have that name.

    Raises:
        BadInput: it cannot.
    """
    if not name.strip() or len(name) > _LONGEST_NAME or visible(name) != name or name != name.strip():
        raise BadInput(f"mapping {visible(shorten(name, _LONGEST_NAME))!r}: name it in 1 to {_LONGEST_NAME} letters")


def _read(name: str, said: Mapping[str, object]) -> SavedMapping:
    def texts(key: str) -> tuple[str, ...]:
        found = said[key]
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            raise TypeError(key)
        return tuple(found)

    def text(key: str) -> str | None:
        found = said[key]
        if found is not None and not isinstance(found, str):
            raise TypeError(key)
        return found

    if text("duplicates") not in {None, ASK, *Duplicates}:
        raise TypeError("duplicates")
    plain = said.get("plain", False)
    if not isinstance(plain, bool):
        raise TypeError("plain")
    return SavedMapping(
        name,
        texts("header"),
        MappingTexts(texts("maps"), texts("scales"), texts("words"), text("date_format"), text("duplicates"), plain),
    )
