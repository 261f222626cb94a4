"""Random bytes and mutated real files into everything that reads a file; random command lines.

Of every input it is asked: no traceback, an exit code of the table, and nothing half taken in: a call that fails
changes not a row, and one that works is one step, which a second time has nothing to add and `ldn undo` takes back
whole. One input again, by its number: `python tests/faults/random_input.py NUMBER [SEED]`.
"""

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ldn_tui.domain.seal import USUAL_WEEKS, draw_sheet
from ldn_tui.reports.seal_sheet import sheet_text
from ldn_tui.storage.schema import TABLES
from tests.faults.command_line import at_home_in, call, complaints
from tests.faults.figures import Figure
from tests.faults.file_states import diary_csv, diary_map
from tests.faults.journal_file import Content, content, troubles
from tests.faults.mutations import mutated, random_bytes
from tests.faults.random_calls import CALLS, Calls
from tests.quick_age import encrypt, install

INPUTS = 10_000
_PASSPHRASE = "correct horse battery staple"
_FIRST_DAY = date(2026, 10, 20)
_CONFIG = b'day_starts_at = "04:00"\nweek_starts_on = "monday"\ndb = "journal.db"\ntheme = "ldn-light"\n'
_GERMAN = (
    "\ufeffDatum;Schmerz (0-100);Schlaf;Dosis;Notiz\r\n"
    '01.11.2026;40;6,5;1,5;"gut; trotz ""Regen"" #wetter"\r\n02.11.2026;;7;0;\r\n03.11.2026;100;0;4,5;=1+1\r\n'
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Something that reads a file.

    Attributes:
        name: what the file is called; one that ends in .age is encrypted before it is read.
        real: a file it takes.
        arguments: the words of the call; "FILE" stands for the file.
        writes: whether it takes the file into the journal as one step.
        makes_journal: whether it puts the file in the journal's place.
    """

    name: str
    real: bytes
    arguments: tuple[str, ...]
    writes: bool = False
    makes_journal: bool = False


class Inputs:
    """A journal, and files for it, by number; the same number and seed make the same file."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Fill `folder` with a journal and the real files.

        Args:
            folder: an empty folder.
            seed: what the files follow from.
        """
        self.journal = folder / "journal.db"
        self.taken = 0
        self._folder = folder
        self._seed = seed
        self._sheet = sheet_text(draw_sheet(2, USUAL_WEEKS, random.Random(seed).getrandbits))
        self._fill()
        self._pristine = self.journal.read_bytes()
        self._readers = self._make_readers()

    def _fill(self) -> None:
        code = self._sheet.partition('seal add "')[2].partition('"')[0]
        for words in (
            ("log", "--date", "2026-11-01", "pain=4", "sleep=6", "note=a first #note"),
            ("log", "--date", "2026-11-02", "pain=-", "mood=0", "dose=1.5"),
            ("dose", "none", "--date", "2026-11-03"),
            ("lab", "ESR=24", "--date", "2026-11-03"),
            ("medicine", "add", "Ibuprofen", "--as-needed"),
            ("trial", "new", "sealed-pairs", "--start", "2026-11-20", "--yes"),
            ("seal", "add", *code.split(), "--helper", "Ada", "--phone", "030 123"),
        ):
            made = call(*words)
            assert made.exit_code == 0, f"{words}: {made}"

    def _make_readers(self) -> tuple[Reader, ...]:
        export = call("export").stdout.encode()
        other = self._other_journal()
        yes = ("--yes",)
        maps = ("--map", "date=Datum,sleep=Schlaf,dose=Dosis,note=Notiz", "--map", "pain=Schmerz (0-100)")
        german = (*maps, "--scale", "pain=0..100", "--date-format", "%d.%m.%Y")
        diary = diary_csv(_FIRST_DAY, 20).encode()
        return (
            Reader("journal.json", other, ("import", "FILE", *yes), writes=True),
            Reader("own.json", export, ("import", "FILE", *yes), writes=True),
            Reader("journal.json.age", other, ("import", "FILE", *yes), writes=True),
            Reader("diary.csv", diary, ("import", "FILE", "--map", diary_map(), *yes), writes=True),
            Reader(
                "diary.tsv", diary.replace(b",", b"\t"), ("import", "FILE", "--map", diary_map(), *yes), writes=True
            ),
            Reader("german.csv", _GERMAN.encode(), ("import", "FILE", *german, *yes), writes=True),
            Reader("german.csv", _GERMAN.encode(), ("import", "FILE", *german, "--dry-run")),
            Reader("copy.db", self._pristine, ("restore", "FILE", *yes), makes_journal=True),
            Reader("copy.db", self._pristine, ("restore", "FILE", *yes, "--force"), makes_journal=True),
            Reader("copy.db.age", self._pristine, ("restore", "FILE", *yes), makes_journal=True),
            Reader("sheet.txt", self._sheet.encode(), ("seal", "open", "FILE", "--early", "a rash")),
            Reader("config.toml", _CONFIG, ("status",)),
        )

    def _other_journal(self) -> bytes:
        """Return the export of another journal, which has what the own one lacks."""
        other = str(self._folder / "other.db")
        for words in (
            ("log", "--date", "2026-10-05", "pain=7", "note=theirs"),
            ("measure", "add", "Itching", "--low", "none", "--high", "bad", "--better", "lower"),
        ):
            assert call("--db", other, *words).exit_code == 0
        return call("--db", other, "export").stdout.encode()

    def try_one(self, number: int) -> list[str]:
        """Give the input of that number to its reader, and return what went wrong, in words."""
        chance = random.Random(f"{self._seed}/{number}")
        reader = self._readers[number % len(self._readers)]
        kind = chance.random()
        data = random_bytes(chance) if kind < 0.1 else reader.real if kind < 0.12 else mutated(reader.real, chance)
        if reader.name.endswith(".age"):
            # Either what is in the envelope is damaged, or the envelope.
            data = encrypt(data, _PASSPHRASE) if kind < 0.6 else mutated(encrypt(reader.real, _PASSPHRASE), chance)
        file = self._folder / reader.name
        file.write_bytes(data)
        before = content(self.journal)
        arguments = tuple(str(file) if word == "FILE" else word for word in reader.arguments)
        with pytest.MonkeyPatch.context() as patch:
            if reader.name == "config.toml":
                patch.setenv("LDN_CONFIG", str(file))
                patch.delenv("LDN_DB")
                # What it names as the journal is looked for in a folder of its own.
                patch.setenv("HOME", str(self._folder / "elsewhere"))
            result = call(*arguments, given=f"{_PASSPHRASE}\n".encode())
        found = complaints(result)
        after = content(self.journal)
        if after != before:
            self.taken += 1
            found += troubles(self.journal)
            if result.exit_code != 0:
                found.append(f"exit code {result.exit_code}, and yet {_changed(before, after)} changed")
            elif reader.writes:
                found += self._is_whole(arguments, before)
            elif not reader.makes_journal and reader.name != "sheet.txt":
                found.append(f"{_changed(before, after)} changed by what only reads")
            self._put_back()
        file.unlink()
        return [f"input {number} ({reader.name}, {len(data)} bytes): {what}" for what in found]

    def _is_whole(self, arguments: Sequence[str], before: Content) -> list[str]:
        """Import once more, which must add nothing, and take it back, which must leave what was."""
        found = []
        after = content(self.journal)
        again = call(*arguments, given=f"{_PASSPHRASE}\n".encode())
        found += complaints(again)
        if _rows(content(self.journal)) != _rows(after):
            found.append("the same file a second time added something")
        undone = call("undo")
        if undone.exit_code != 0 or _rows(content(self.journal)) != _rows(before):
            found.append(f"undo left something of it ({undone.exit_code}): {undone.stderr}")
        return found + troubles(self.journal)

    def _put_back(self) -> None:
        self.journal.write_bytes(self._pristine)
        for backup in (self._folder / "backups").glob("*"):
            backup.unlink()


def _rows(known: Content) -> Content:
    """Return the rows of what a person recorded, without the steps."""
    return {table: known.get(table, []) for table in TABLES}


def _changed(before: Content, after: Content) -> str:
    return ", ".join(sorted(table for table in {*before, *after} if before.get(table) != after.get(table)))


@contextmanager
def inputs(seed: int) -> Iterator[Inputs]:
    """Yield a place to try inputs in; it is gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="ldn-tui-input-") as name,
        pytest.MonkeyPatch.context() as patch,
        at_home_in(Path(name), Path(name) / "journal.db"),
    ):
        install(patch)
        yield Inputs(Path(name), seed)


def figures(share: float, seed: int) -> Iterator[Figure]:
    """Do the share of all inputs and of all command lines."""
    count = max(round(INPUTS * share), 1)
    with inputs(seed) as known:
        lost = tuple(what for number in range(count) for what in known.try_one(number))
        yield Figure("random bytes and mutated files", count, f"{known.taken} taken in, each wholly", lost)
    count = max(round(CALLS * share), 1)
    calls = Calls(seed)
    lost = tuple(calls.make(count))
    yield Figure("random command lines", count, calls.in_words(), lost)


def main(arguments: Sequence[str]) -> int:
    """Try one input again and print what went wrong; return 1 if anything did."""
    number, seed = int(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 1
    with inputs(seed) as known:
        found = known.try_one(number)
    print("\n".join(found) or "Nothing went wrong.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
