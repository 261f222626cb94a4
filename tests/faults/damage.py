"""Damaged files: bytes flipped, pages and headers zeroed, files cut short; foreign, newer and older ones.

Of each damage it is asked what finds it: opening the file, `quick_check` (after the first paint, and before a verb
writes), `integrity_check` (once a day, before the backup) or reading. Lost is a rating or a dose that no look finds
changed, a byte written to a damaged file, and a verb that is silent about what can be found. Other texts, like notes
and the log, have no index that a changed byte would contradict: how many are found is said.
"""

import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import JournalError
from ldn_tui.journal import open_journal
from ldn_tui.journal.backups import BackupBook, Reason
from ldn_tui.storage.schema import SCHEMA_VERSION
from tests.conftest import DAY_STARTS_AT, NOW
from tests.faults.command_line import at_home_in, call
from tests.faults.damaged_bytes import PAGE, TREES, Finder, Sound, build_full, build_older
from tests.faults.figures import Figure

FLIPS_A_PAGE = 24
BITS = (1, 2, 4, 8, 16, 32, 64, 128, 255)
VERB_CALLS = 400
READING = (
    ("status",),
    ("show", "-119..today"),
    ("export",),
    ("findings", "--json", "--no-order"),
    ("card",),
    ("events",),
)
WRITING = (
    ("log", "pain=7"),
    ("undo",),
    ("measure", "rename", "pain", "Ache"),
    ("lab", "ESR=24"),
    ("forget", "day", "2026-11-19", "--yes"),
)


def figures(share: float, seed: int) -> Iterator[Figure]:
    """Yield what came of each damage, done its full number of times multiplied by `share`."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="ldn-tui-damage-") as name:
        folder = Path(name)
        full = folder / "full.db"
        build_full(full)
        journals = {f"schema {SCHEMA_VERSION}": Sound(full)}
        for version in range(1, SCHEMA_VERSION):
            older = folder / f"schema-{version}.db"
            build_older(older, version, full)
            journals[f"schema {version}"] = Sound(older)
        newest = journals[f"schema {SCHEMA_VERSION}"]
        for called, sound in journals.items():
            yield flips(called, sound, chance, share)
        yield every_byte(newest, chance, share)
        yield texts(newest, chance, share)
        yield zeros(newest, share)
        yield cut_short(newest, folder / "cut", share)
        yield strangers(newest, folder / "strangers", [sound.path for sound in journals.values()])
        yield verbs(newest, folder / "verbs", chance, share)


def flips(called: str, sound: Sound, chance: random.Random, share: float) -> Figure:
    """Flip bytes of each page, at random and in its header, in several ways."""
    found: Counter[Finder] = Counter()
    lost = []
    for page in range(sound.pages):
        for number in range(max(1, round(FLIPS_A_PAGE * share))):
            place = chance.randrange(100 if number % 4 == 0 else PAGE)
            bits = chance.choice(BITS)
            finder = sound.found_by(sound.flipped(page * PAGE + place, bits))
            found[finder] += 1
            if finder is Finder.VALUE:
                lost.append(f"page {page + 1}, byte {place} ^ {bits}")
    return Figure(f"flipped byte, {called}", found.total(), f"{sound.pages} pages; {_in_words(found)}", tuple(lost))


def every_byte(sound: Sound, chance: random.Random, share: float) -> Figure:
    """Flip a bit of every byte of every page that holds ratings or doses, and of their indexes."""
    found: Counter[Finder] = Counter()
    lost = []
    pages = [page for tree in TREES for page in sound.pages_of(tree)]
    places = [page * PAGE + place for page in pages for place in range(PAGE)]
    if share < 1:
        places = chance.sample(places, max(1, round(len(places) * share)))
    for place in places:
        bits = chance.choice(BITS)
        finder = sound.found_by(sound.flipped(place, bits))
        found[finder] += 1
        if finder is Finder.VALUE:
            lost.append(f"page {place // PAGE + 1}, byte {place % PAGE} ^ {bits}")
    return Figure("each byte of ratings, doses", len(places), f"{len(pages)} pages; {_in_words(found)}", tuple(lost))


def texts(sound: Sound, chance: random.Random, share: float) -> Figure:
    """Flip a byte in each text of the other tables, wherever it stands in the file; it is said how many are found."""
    found: Counter[Finder] = Counter()
    for start, end in sorted(set(sound.texts())):
        if chance.random() <= share:
            found[sound.found_by(sound.flipped(chance.randrange(start, end), chance.choice(BITS)))] += 1
    noticed = found.total() - found[Finder.ELSE] - found[Finder.HARMLESS]
    return Figure(
        "flipped byte in other text", found.total(), f"{noticed / max(found.total(), 1):.0%} found; {_in_words(found)}"
    )


def zeros(sound: Sound, share: float) -> Figure:
    """Zero each page, the file's header, the first bytes, the first page, and all of it."""
    found: Counter[Finder] = Counter()
    lost = []
    stretches = {f"page {page + 1}": (page * PAGE, (page + 1) * PAGE) for page in range(sound.pages)}
    if share < 1:
        stretches = dict(list(stretches.items())[:: max(1, round(1 / share))])
    stretches |= {"header": (0, 100), "first bytes": (0, 16), "whole file": (0, len(sound.data))}
    for what, (start, end) in stretches.items():
        finder = sound.found_by(sound.zeroed(start, end))
        found[finder] += 1
        if finder not in (Finder.OPENING, Finder.QUICK, Finder.WHOLE, Finder.HARMLESS):
            lost.append(what)
    return Figure("zeroed pages, header, file", found.total(), _in_words(found), tuple(lost))


def cut_short(sound: Sound, folder: Path, share: float) -> Figure:
    """Cut the file short at every page, and within every page; the app and a verb are to say so, and write nothing."""
    folder.mkdir()
    path = folder / "journal.db"
    path.write_bytes(sound.data)
    _backup_of(path)
    lengths = [*range(0, len(sound.data), PAGE), *range(PAGE // 2, len(sound.data), PAGE), 1, 99, 100]
    if share < 1:
        lengths = lengths[:: max(1, round(1 / share))]
    lost = []
    for length in lengths:
        path.write_bytes(sound.data[:length])
        if not _is_refused_at_the_door(path):
            lost.append(f"{length} bytes: opened")
        if path.read_bytes() != sound.data[:length]:
            lost.append(f"{length} bytes: written to")
    return Figure(
        "cut short at and within each page", len(lengths), "all found on opening" if not lost else "", tuple(lost)
    )


def strangers(sound: Sound, folder: Path, versions: Sequence[Path]) -> Figure:
    """Put what is no journal, or another version's, in the journal's place."""
    folder.mkdir()
    path = folder / "journal.db"
    newer = bytearray(sound.data)
    newer[60:64] = (SCHEMA_VERSION + 1).to_bytes(4, "big")
    another = folder / "another.db"
    with closing(sqlite3.connect(another)) as connection, connection:
        connection.execute("CREATE TABLE rating (day TEXT, pain INTEGER)")
    refused = {
        "a text": b"date,pain\n2026-11-22,4\n",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        "zeros": bytes(8192),
        "another database": another.read_bytes(),
        "a newer journal": bytes(newer),
    }
    lost = []
    with at_home_in(folder, path):
        for what, data in refused.items():
            path.write_bytes(data)
            for verb in (*READING, *WRITING):
                result = call(*verb)
                if result.exit_code != JournalError.exit_code or str(path) not in result.stderr:
                    lost.append(f"{what}, ldn {verb[0]}: exit code {result.exit_code}")
            if not _is_refused_at_the_door(path):
                lost.append(f"{what}: opened")
            if path.read_bytes() != data:
                lost.append(f"{what}: written to")
        for older in versions:
            shutil.copyfile(older, path)
            open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=False, program="the app").close()
            if Sound(path).values != sound.values:
                lost.append(f"{older.name}: values changed by the migration")
    return Figure(
        "foreign, newer and older files", len(refused) + len(versions), f"{len(refused)} refused", tuple(lost)
    )


def verbs(sound: Sound, folder: Path, chance: random.Random, share: float) -> Figure:
    """Call verbs on damaged files: those that write never do, those that read are right or say that they cannot."""
    folder.mkdir()
    path = folder / "journal.db"
    path.write_bytes(sound.data)
    backup = _backup_of(path)
    counted: Counter[str] = Counter()
    lost = []
    with at_home_in(folder, path):
        sound_output = {verb: call(*verb).stdout for verb in READING}
        for number in range(max(len(READING) + len(WRITING), round(VERB_CALLS * share))):
            page = chance.randrange(sound.pages)
            data, is_seen = _damage_of_a_page(sound, page, chance)
            path.write_bytes(data)
            verb = (*READING, *WRITING)[number % (len(READING) + len(WRITING))]
            result = call(*verb)
            what = f"ldn {' '.join(verb)} with page {page + 1} damaged: exit code {result.exit_code}"
            if result.exit_code == JournalError.exit_code:
                counted["refused"] += 1
                if backup not in result.stderr and not is_seen:
                    lost.append(f"{what}, without the last good backup: {result.stderr}")
            elif verb in WRITING and is_seen:
                lost.append(what)
            elif verb in READING and result.stdout != sound_output[verb]:
                lost.append(f"{what}, with something else than the sound file says")
            else:
                counted["right"] += 1
            if (verb in READING or is_seen) and path.read_bytes() != data:
                lost.append(f"{what}: written to")
            _forget_changes(path)
    came_of_it = f"{counted['refused']} refused with exit code 4, {counted['right']} right"
    return Figure("verb on a damaged file", counted.total(), came_of_it, tuple(lost))


def _damage_of_a_page(sound: Sound, page: int, chance: random.Random) -> tuple[bytes, bool]:
    """Return bytes with one page zeroed, overwritten or flipped, and whether the looks before a write find that."""
    kind = chance.randrange(3)
    if kind == 0:
        data = sound.zeroed(page * PAGE, (page + 1) * PAGE)
    elif kind == 1:
        data = b"".join((sound.data[: page * PAGE], b"\xff" * 64, sound.data[page * PAGE + 64 :]))
    else:
        # The head of a page says where everything in it is.
        data = sound.flipped(page * PAGE + chance.randrange(12), chance.choice(BITS))
    return data, sound.found_by(data) in (Finder.OPENING, Finder.QUICK)


def _is_refused_at_the_door(path: Path) -> bool:
    """Return whether opening, as the app does, refuses the file."""
    try:
        open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app").close()
    except JournalError:
        return True
    return False


def _backup_of(path: Path) -> str:
    """Back up the journal at `path`, and return the backup's name."""
    made, _ = BackupBook(path, lambda: NOW, DAY_STARTS_AT).make(Reason.DAILY)
    return made.path.name


def _forget_changes(path: Path) -> None:
    """Remove what a write left beside the file."""
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _in_words(found: Counter[Finder]) -> str:
    return ", ".join(f"{found[finder]} {finder}" for finder in Finder if found[finder])
