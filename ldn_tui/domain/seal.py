"""The seal of a blinded crossover: a helper's sheet says which bottle is what; the journal knows only its commitment.

The commitment code is Crockford's base32 (no I, L, O, U; I, L and O are read as 1, 1, 0) of the number of pairs (4
bits), the weeks of a period (6 bits) and the first 160 bits of the SHA-256 of the canonical sheet: 34 signs, and a
check sign after them, in groups of four. The check is Damm's (2004) over the field of 32 elements: it finds every
single wrong sign and every swap of two neighbours, some of which Luhn's lets pass. The sheet carries a nonce of 128
bits, so that the few possible orders cannot be tried out against the commitment.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible

MOST_PAIRS = 6
LEAST_WEEKS = 6
USUAL_WEEKS = 8
MOST_WEEKS = 26
NONCE_BITS = 128
COMMITMENT_BITS = 160
CODE_LENGTH = 35

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
# x^5 + x^2 + 1, which has no factors over two elements.
_FIELD_POLYNOMIAL = 0b100101
_HEADING = "ldn-tui sealed sheet 1"
_BOTTLE = re.compile(r"bottle (\d{1,2}) (ldn|comparator)", re.ASCII)


class Content(StrEnum):
    """What a bottle holds."""

    LDN = "LDN"
    COMPARATOR = "comparator"


_CONTENTS = {content.lower(): content for content in Content}


def bottle_labels(pairs: int) -> tuple[str, ...]:
    """Return the labels of the bottles of that many pairs, in the order they are taken: "bottle 1", "bottle 2" ..."""
    return tuple(f"bottle {number}" for number in range(1, 2 * pairs + 1))


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the journal knows of a sealed trial: nothing that tells the order.

    Attributes:
        pairs: how many pairs of periods.
        weeks: how long each period is.
        digest: 160 bits of the sheet's hash, in hexadecimal.
    """

    pairs: int
    weeks: int
    digest: str

    @property
    def labels(self) -> tuple[str, ...]:
        """The bottles' labels, in the order they are taken: "bottle 1" to twice the pairs."""
        return bottle_labels(self.pairs)

    @property
    def code(self) -> str:
        """The commitment code, in groups of four."""
        value = ((self.pairs << 6 | self.weeks) << COMMITMENT_BITS) | int(self.digest, 16)
        body = "".join(_SIGNS[value >> shift & 31] for shift in range(5 * (CODE_LENGTH - 2), -1, -5))
        signs = body + _check_sign(body)
        return " ".join(signs[index : index + 4] for index in range(0, len(signs), 4))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The helper's secret: what each bottle holds.

    Attributes:
        weeks: how long each period is.
        contents: what the bottles hold, in the order they are taken; two make a pair.
        nonce: 128 random bits, in hexadecimal.
    """

    weeks: int
    contents: tuple[Content, ...]
    nonce: str

    @property
    def pairs(self) -> int:
        """How many pairs of periods."""
        return len(self.contents) // 2

    @property
    def bottles(self) -> dict[str, Content]:
        """What each bottle holds, by its label, in the order they are taken."""
        return dict(zip(bottle_labels(self.pairs), self.contents, strict=True))

    @property
    def canonical(self) -> str:
        """The text that is committed to."""
        bottles = [f"{label} {content}" for label, content in self.bottles.items()]
        return "\n".join([_HEADING, f"pairs {self.pairs}", f"weeks {self.weeks}", *bottles, f"nonce {self.nonce}"])

    @property
    def commitment(self) -> Commitment:
        """What the patient is given."""
        # Only whoever draws or opens a sheet needs it, and it loads OpenSSL.
        import hashlib

        digest = hashlib.sha256(self.canonical.encode()).hexdigest()[: COMMITMENT_BITS // 4]
        return Commitment(self.pairs, self.weeks, digest)


def draw_sheet(pairs: int, weeks: int, random_bits: Callable[[int], int]) -> Sheet:
    """Draw the order of a sealed trial, uniform over the sequences in which each pair has either first.

    Args:
        pairs: how many pairs of periods.
        weeks: how long each period is; all have the same length, or the dates would tell the order.
        random_bits: returns that many random bits (`secrets.randbits`).

    Raises:
        BadInput: there are too few or too many pairs or weeks.
    """
    check_size(pairs, weeks)
    contents: list[Content] = []
    for _ in range(pairs):
        pair = (Content.LDN, Content.COMPARATOR)
        contents.extend(pair if random_bits(1) else reversed(pair))
    return Sheet(weeks, tuple(contents), f"{random_bits(NONCE_BITS):0{NONCE_BITS // 4}x}")


def check_size(pairs: int, weeks: int) -> None:
    """Make sure a sealed trial of that size can be run.

    Raises:
        BadInput: there are too few or too many pairs or weeks.
    """
    if not 1 <= pairs <= MOST_PAIRS:
        raise BadInput(f"pairs {pairs}: use 1 to {MOST_PAIRS}")
    if not LEAST_WEEKS <= weeks <= MOST_WEEKS:
        raise BadInput(f"weeks {weeks}: use {LEAST_WEEKS} to {MOST_WEEKS}; {USUAL_WEEKS} is usual")


def parse_code(text: str) -> Commitment:
    """Return the commitment a code stands for.

    Raises:
        BadInput: it is too short or too long, a sign is wrong, or it was mistyped.
    """
    typed = re.sub(r"[\s-]", "", text)
    # Beyond ASCII a capital can be two letters, or one that looks like nothing in a code.
    signs = "".join(sign.upper() if sign.isascii() else sign for sign in typed).translate(_LOOKALIKES)
    wrong = next((sign for sign in signs if sign not in _SIGNS), None)
    if wrong is not None:
        raise BadInput(f"code: {visible(wrong)!r} is in no code; look at it again")
    if len(signs) != CODE_LENGTH:
        raise BadInput(f"code: it has {len(signs)} signs, a code has {CODE_LENGTH}; look at it again")
    if _check_sign(signs[:-1]) != signs[-1]:
        raise BadInput("code: a sign is mistyped, or two are swapped; look at it again")
    value = 0
    for sign in signs[:-1]:
        value = value << 5 | _SIGNS.index(sign)
    size = value >> COMMITMENT_BITS
    pairs, weeks = size >> 6, size & 63
    check_size(pairs, weeks)
    digest = value & ((1 << COMMITMENT_BITS) - 1)
    return Commitment(pairs, weeks, f"{digest:0{COMMITMENT_BITS // 4}x}")


def parse_sheet(text: str) -> Sheet:
    """Return the sheet in `text`; blank lines and lines that begin with # are passed over, capitals do not matter.

    Raises:
        BadInput: it is no sheet. The message quotes nothing of it.
    """
    lines = [" ".join(line.split()).lower() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    wrong = BadInput("sheet: this is not the whole sheet that `ldn seal new` printed; ask your helper for it again")
    if len(lines) < 6 or lines[0] != _HEADING:
        raise wrong
    pairs = re.fullmatch(r"pairs (\d{1,2})", lines[1], re.ASCII)
    weeks = re.fullmatch(r"weeks (\d{1,2})", lines[2], re.ASCII)
    nonce = re.fullmatch(rf"nonce ([0-9a-f]{{{NONCE_BITS // 4}}})", lines[-1], re.ASCII)
    if pairs is None or weeks is None or nonce is None:
        raise wrong
    contents: list[Content] = []
    for number, line in enumerate(lines[3:-1], 1):
        bottle = _BOTTLE.fullmatch(line)
        if bottle is None or int(bottle[1]) != number:
            raise wrong
        contents.append(_CONTENTS[bottle[2]])
    if len(contents) != 2 * int(pairs[1]) or any(
        first is second for first, second in zip(contents[::2], contents[1::2], strict=True)
    ):
        raise wrong
    return Sheet(int(weeks[1]), tuple(contents), nonce[1])


def check_sheet(sheet: Sheet, commitment: Commitment) -> None:
    """Make sure `sheet` is the one that was committed to.

    Raises:
        BadInput: it is another, or it was altered.
    """
    if sheet.commitment != commitment:
        raise BadInput("sheet: it is not the one your code was made from, or it was altered; nothing was opened")


def _check_sign(body: str) -> str:
    """Return Damm's check sign: the state is doubled in the field of 32 elements and each sign added to it."""
    state = 0
    for sign in body:
        state = (state ^ _SIGNS.index(sign)) << 1
        if state & 0b100000:
            state ^= _FIELD_POLYNOMIAL
    return _SIGNS[state]
