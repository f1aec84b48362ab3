"""One pass over a text finds every word of the lexicon: the doorman of the multi-pattern automaton.

The text is folded to one lower-case ASCII letter, digit or blank for each character, so offsets stay true; the patterns
carry a blank at each end, so that a match is a whole word and neighbours may share the blank.
"""

import codecs
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping

import ahocorasick_rs

Mark = tuple[int, int, str]
"""(start, end, key): half-open offsets into the text, and the key of the lexicon's row."""

_LETTERS_WITHOUT_BASE = {
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "ı": "i",
    "œ": "o",
    "Œ": "o",
    "ø": "o",
    "ſ": "s",
    "ħ": "h",
}
_BROKEN_BLANKS = re.compile(r"[ \t\xa0]{2,}(?:\n[ \t\xa0]*)?|[ \t\xa0]\n[ \t\xa0]*|\n[ \t\xa0]+")


def _base_letter(char: str) -> str:
    known = _LETTERS_WITHOUT_BASE.get(char)
    if known:
        return known
    base = unicodedata.normalize("NFKD", char)[:1]
    return base if base.isascii() and base.isalnum() else " "


def _fold_unencodable(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_base_letter, error.object[error.start : error.end])), error.end


codecs.register_error("servanda-fold", _fold_unencodable)


def _fold_table() -> bytes:
    table = bytearray(b" " * 256)
    for code in range(256):
        letter = _base_letter(chr(code)).lower()
        table[code] = ord(letter) if letter.isascii() and letter.isalnum() else 32
    return bytes(table)


_TABLE = _fold_table()


def fold(text: str) -> bytes:
    """The text as lower-case ASCII letters, digits and blanks, one byte a character, so that offsets are those of the text."""
    return text.encode("latin-1", "servanda-fold").translate(_TABLE)


class Automaton:
    """All words of a lexicon, ready to be found. Build once, use for any number of texts."""

    def __init__(self, words: Iterable[tuple[str, str, str]]) -> None:
        """`words`: (kind, key, word) rows; a word that begins with `=` matches only in its exact spelling."""
        entries: dict[bytes, list[tuple[str, str, str | None]]] = {}
        for kind, key, word in words:
            exact = word[1:] if word.startswith("=") else None
            pattern = b" ".join(fold(exact or word).split())
            if pattern:
                entries.setdefault(b" " + pattern + b" ", []).append((kind, key, exact))
        self._entries = list(entries.values())
        self._automaton = ahocorasick_rs.BytesAhoCorasick(list(entries), matchkind=ahocorasick_rs.MatchKind.Standard)

    def scan(self, text: str) -> "Marks":
        """Every mark of the text, by kind, in order; of marks of one kind that overlap, the first and longest stays."""
        folded, blanks, shifts = _collapse(text, fold(text))
        found: dict[str, list[Mark]] = {}
        entries = self._entries
        for pattern, at, end in self._automaton.find_matches_as_indexes(b" " + folded + b" ", overlapping=True):
            last = end - 2
            if blanks:
                at += shifts[bisect_left(blanks, at)]
                last += shifts[bisect_left(blanks, last - 1)]
            for kind, key, exact in entries[pattern]:
                if exact is None or text[at:last] == exact:
                    found.setdefault(kind, []).append((at, last, key))
        return Marks(text, {kind: _longest(marks) for kind, marks in found.items()})


def _collapse(text: str, folded: bytes) -> tuple[bytes, list[int], list[int]]:
    """Runs of blanks inside a paragraph become one, so that words broken over lines are found.

    Returns the shorter text, the places of the blanks kept in it, and how far a character lies from its place in the
    original that stands behind none, one, two ... of these blanks.
    """
    pieces, blanks, shifts, at, length, shift = [], [], [0], 0, 0, 0
    for match in _BROKEN_BLANKS.finditer(text):
        start, end = match.span()
        pieces.append(folded[at : start + 1])
        length += start + 1 - at
        shift += end - start - 1
        blanks.append(length - 1)
        shifts.append(shift)
        at = end
    if not blanks:
        return folded, blanks, shifts
    pieces.append(folded[at:])
    return b"".join(pieces), blanks, shifts


def _longest(marks: list[Mark]) -> list[Mark]:
    marks.sort(key=lambda m: (m[0], -m[1]))
    kept, reached = [], -1
    for mark in marks:
        if mark[0] >= reached:
            kept.append(mark)
            reached = mark[1]
    return kept


class Marks:
    """The marks of one text, by kind and in order."""

    __slots__ = ("_by_kind", "_starts", "text")

    def __init__(self, text: str, by_kind: Mapping[str, list[Mark]]) -> None:
        self.text = text
        self._by_kind = by_kind
        self._starts: dict[str, list[int]] = {}

    def of(self, kind: str) -> list[Mark]:
        """All marks of a kind, in order of their starts."""
        return self._by_kind.get(kind, [])

    def starts(self, kind: str) -> list[int]:
        """The starts of `of(kind)`, for bisection."""
        starts = self._starts.get(kind)
        if starts is None:
            starts = self._starts[kind] = [mark[0] for mark in self.of(kind)]
        return starts

    def within(self, kind: str, start: int, end: int) -> list[Mark]:
        """The marks of a kind that lie inside [start, end)."""
        starts = self.starts(kind)
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] >= end:
            return []
        marks = self.of(kind)[low : bisect_left(starts, end, low)]
        return marks if marks[-1][1] <= end else marks[:-1]

    def any(self, kind: str, start: int, end: int) -> bool:
        """Whether a mark of the kind begins inside [start, end)."""
        starts = self.starts(kind)
        low = bisect_left(starts, start)
        return low < len(starts) and starts[low] < end
