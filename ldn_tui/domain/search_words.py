"""The words of a text as search knows them: without case or accents, and a text's own as well as a query's.

One function cuts both, so that whatever can be typed can be found. Scripts that write no spaces (Chinese, Japanese,
Thai) and emoji count sign by sign: typed one after the other they must stand one after the other.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ldn_tui.domain.tags import SIGN, tags_of

# What a tag's first word begins with; folding makes a plain number sign of it, so no text can hold it.
TAG_MARK = "\uff03"
# What stands between two passages, so that no phrase runs from one into the next; no word can hold it either.
BOUNDARY = "\xb6"

# Signs that only change how others are drawn: soft hyphen, joiners, variation selectors, skin tones; and the accents.
_LEFT_OUT = re.compile(
    "[\xad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
    "\U0001f3fb-\U0001f3ff]"
)
# Thai, Lao, Burmese, Khmer; arrows to emoji of old; kana and Han; emoji.
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2190-\u2bff\u2e80-\u2fff\u3005-\u3007\u3030-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
_SEPARATOR = "\x00-/:-`{-\xbf\xd7\xf7\u2000-\u206f\u3000-\u3004\u3008-\u302f\ud800-\udfff"
_WORD = re.compile(f"[{_SINGLE}]|[^{_SEPARATOR}{_SINGLE}]+")
_CHUNK = re.compile(r'"([^"]*)("?)|([^\s"]+)')


class _Folding(dict[int, str]):
    """What each character is folded to, worked out when first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code)).casefold()
        folded = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", decomposed))
        self[code] = folded
        return folded


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a query asks for: words that stand one after the other.

    Attributes:
        words: the words, at least one.
        is_open: whether the last of them may be only the beginning of a word.
    """

    words: tuple[str, ...]
    is_open: bool


def words_of(text: str) -> list[str]:
    """Return the words of `text`, folded, in its order."""
    return _WORD.findall(text.translate(_FOLDING))


def indexed(passages: Sequence[str]) -> str:
    """Return the words and tags of a day's passages, parted by spaces: what an index is to hold of them."""
    parts: list[str] = []
    for passage in passages:
        parts.extend([*words_of(passage), BOUNDARY])
        if SIGN in passage:
            for tag in tags_of(passage):
                parts.extend([*_tag_words(tag), BOUNDARY])
    return " ".join(parts)


def _tag_words(tag: str) -> list[str]:
    words = words_of(tag)
    return [TAG_MARK + (words[0] if words else ""), *words[1:]]


def terms_of(query: str) -> tuple[Term, ...]:
    """Return what `query` asks for, all of which must be found; () where it holds no word.

    A word may be the beginning of one; words in quotes stand one after the other, and are whole once the quotes are
    closed; `#ill` is a tag. Nothing typed is ever wrong.
    """
    terms: list[Term] = []
    for phrase, closing, bare in _CHUNK.findall(query):
        if bare.startswith(SIGN):
            terms.append(Term(tuple(_tag_words(bare.lstrip(SIGN))), is_open=True))
        elif words := words_of(phrase or bare):
            terms.append(Term(tuple(words), is_open=not closing))
    return tuple(dict.fromkeys(terms))


def marked(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return where `text` holds what was asked for: (start, end) in characters, in order, none overlapping."""
    words, spans = _words_with_places(text)
    covered: set[int] = set()
    for term in terms:
        wanted = [word.removeprefix(TAG_MARK) for word in term.words]
        is_tag = term.words[0].startswith(TAG_MARK)
        for start in range(len(words) - len(wanted) + 1):
            follows_sign = spans[start][0] > 0 and text[spans[start][0] - 1] == SIGN
            if (not is_tag or follows_sign) and _stands_at(words[start : start + len(wanted)], wanted, term.is_open):
                covered.update(range(spans[start][0] - is_tag, spans[start + len(wanted) - 1][1]))
    return _runs(sorted(covered))


def _stands_at(words: Sequence[str], wanted: Sequence[str], is_open: bool) -> bool:
    whole = len(wanted) - is_open
    return words[:whole] == wanted[:whole] and (not is_open or words[whole].startswith(wanted[whole]))


def _words_with_places(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words of `text`, and where in it each stands."""
    origin: list[int] = []
    for place, character in enumerate(text):
        origin.extend([place] * len(_FOLDING[ord(character)]))
    matches = list(_WORD.finditer(text.translate(_FOLDING)))
    return [match[0] for match in matches], [(origin[match.start()], origin[match.end() - 1] + 1) for match in matches]


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs
