"""A text as plain bytes to search in: one lower-case ASCII letter, digit or blank for each character.

Runs of blanks inside a paragraph become one blank, so that words broken over lines are found; `Folded.place` leads back.
"""

import codecs
import re
import unicodedata
from bisect import bisect_left

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
_NO_LETTER = "."


def _base_letter(char: str) -> str:
    known = _LETTERS_WITHOUT_BASE.get(char)
    if known:
        return known
    base = unicodedata.normalize("NFKD", char)[:1]
    return base if base.isascii() and base.isalnum() else _NO_LETTER


class _BaseLetters(dict[int, str]):
    """The base letter of every character, for `str.translate`, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _base_letter(chr(code))
        return letter


_BASE_LETTERS = _BaseLetters()


def _fold_unencodable(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return error.object[error.start : error.end].translate(_BASE_LETTERS), error.end


codecs.register_error("servanda-fold", _fold_unencodable)


def _fold_table() -> bytes:
    letters = (_base_letter(chr(code)).lower() for code in range(256))
    return bytes(ord(letter) if letter.isalnum() else 32 for letter in letters)


_TABLE = _fold_table()
_BLANKS = bytes(32 if code in b" \t\xa0" else 10 if code == 10 else 120 for code in range(256))
_BROKEN_BLANKS = re.compile(rb"[ ]{2,}(?:\n[ ]*)?|[ ]\n[ ]*|\n[ ]+")
"""A run of blanks with at most one line break in it, two characters or more; two line breaks end a paragraph."""


def fold(text: str) -> bytes:
    """The text as lower-case ASCII letters, digits and blanks, one byte a character, so that offsets are those of the text."""
    return text.encode("latin-1", "servanda-fold").translate(_TABLE)


class Folded:
    """`content` is the folded text, runs of blanks made one, with a blank before and behind it."""

    __slots__ = ("_blanks", "_shifts", "content", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        encoded = text.encode("latin-1", "servanda-fold")
        folded = encoded.translate(_TABLE)
        self._blanks: list[int] = []
        self._shifts = [0]
        pieces, at, shift = [b" "], 0, 0
        for start, end in _runs(encoded.translate(_BLANKS)):
            pieces.append(folded[at : start + 1])
            self._blanks.append(start - shift)
            shift += end - start - 1
            self._shifts.append(shift)
            at = end
        pieces += (folded[at:], b" ")
        self.content = b"".join(pieces)

    def places(self, spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """(start, end, number) of `content`, as a search for blank, word, blank finds them, as the words' places in the text."""
        blanks, shifts = self._blanks, self._shifts
        if not blanks:
            return [(at, end - 2, number) for at, end, number in spans]
        return [
            (at + shifts[bisect_left(blanks, at)], end - 2 + shifts[bisect_left(blanks, end - 3)], number)
            for at, end, number in spans
        ]


def _runs(blanks: bytes) -> list[tuple[int, int]]:
    """The runs of blanks that become one. Searches for pairs, which is many times faster than trying at every blank."""
    runs: list[tuple[int, int]] = []
    run_at, never = _BROKEN_BLANKS.match, len(blanks)
    double, trailing, leading = (_after(blanks, pair, 0) for pair in (b"  ", b" \n", b"\n "))
    while (start := min(double, trailing, leading)) < never:
        match = run_at(blanks, start)
        assert match
        end = match.end()
        runs.append((start, end))
        if double < end:
            double = _after(blanks, b"  ", end)
        if trailing < end:
            trailing = _after(blanks, b" \n", end)
        if leading < end:
            leading = _after(blanks, b"\n ", end)
    return runs


def _after(content: bytes, pair: bytes, start: int) -> int:
    place = content.find(pair, start)
    return len(content) if place < 0 else place
