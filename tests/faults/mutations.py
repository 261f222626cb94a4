"""Files that went wrong: random bytes, and real files with something done to them."""

import json
import random
from collections.abc import Callable

# What readers stumble over: ends of text, numbers that are none, depth, marks of other encodings, escapes, formulas.
AWKWARD = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf",
    b"\xed\xa0\x80", b"\x1b[2J", b"\r", b"\n\n", b'"', b"'", b",", b";", b"\t",
    b"1e999", b"-1e-999", b"NaN", b"Infinity", b"null", b"true", b"-0", b"0x10", b"1_000", b"9" * 400, b"[" * 5000,
    b"{" * 5000, b'{"a":' * 3000, b"9999-12-31", b"0001-01-01", b"2026-02-30", b"24:00", b"=1+1", b"@x",
    "\u202e\u0661\u0662".encode(), "\U0001f600".encode(), b"\\ud800", b"\\u0000", b"a" * 20_000,
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 11, 4.55, 1e308, -0.0, 10**400, "", "x", "4", "\0", "\ud800", "\u202e", "2026-11-30",
    "9999-12-31", "0001-01-01", "2026-11-22T21:30:00", "2026-11-22T21:30:00+99:00",
    [], {}, [[]], {"": None}, "a" * 20_000,
)  # fmt: skip


def random_bytes(chance: random.Random) -> bytes:
    """Return bytes that follow from nothing."""
    return chance.randbytes(chance.choice((0, 1, 2, 16, 100, 4096)))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to four things done to it."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _leave_out(data: bytes, chance: random.Random) -> bytes:
    begin, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    return data[:begin] + data[min(end, begin + chance.choice((1, 10, 1000))) :]


def _twice(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randint(0, len(data))
    end = begin + chance.choice((1, 10, 1000))
    return data[:end] + data[begin:end] + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    return data[:place] + chance.choice(AWKWARD) + data[place:]


def _replace_word(data: bytes, chance: random.Random) -> bytes:
    words = data.split(b",") if b"," in data else data.split()
    if not words:
        return data
    return data.replace(chance.choice(words) or b",", chance.choice(AWKWARD), 1)


def _swap_lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _in_another_encoding(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(
        chance.choice(("utf-16", "utf-32", "latin-1", "utf-8-sig")), "replace"
    )


def _other_json(data: bytes, chance: random.Random) -> bytes:
    """Change one value somewhere in a JSON document; other bytes stay as they are."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return data
    holders: list[dict[str, object] | list[object]] = []
    waiting = [document]
    while waiting:
        known = waiting.pop()
        if isinstance(known, (dict, list)):
            holders.append(known)
            waiting += known.values() if isinstance(known, dict) else known
    filled = [one for one in holders if one]
    if not filled:
        return data
    holder = chance.choice(filled)
    if isinstance(holder, dict):
        name = chance.choice(list(holder))
        if chance.random() < 0.2:
            del holder[name]
        else:
            holder[name] = chance.choice((*VALUES, *holder.values()))
    else:
        place = chance.randrange(len(holder))
        if chance.random() < 0.5:
            holder.insert(place, holder[place])
        holder[place] = chance.choice((*VALUES, *holder))
    try:
        return json.dumps(document).encode()
    except ValueError:
        # A value within itself, or a number too long to be written.
        return data


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip, _flip, _flip, _cut, _leave_out, _twice, _insert, _insert, _replace_word, _replace_word, _swap_lines,
    _in_another_encoding, _other_json, _other_json, _other_json, _other_json,
)  # fmt: skip
