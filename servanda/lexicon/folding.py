"""A text as plain bytes to search in: one lower-case ASCII letter, digit or blank for each character.

Runs of blanks inside a paragraph become one blank, so that words broken over lines are found; `Folded.moved` leads back.
"""

import codecs
import re
import unicodedata
from array import array

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


def lowered(text: str) -> str:
    """The text in lower case, character for character, so that offsets are those of the text.

    Patterns without IGNORECASE are searched for in it: they take a quarter of the time that the same take with it.
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join([one if len(one := char.lower()) == 1 else char for char in text])
    return low


_BLANKS = bytes(32 if code in b" \t\xa0" else 10 if code == 10 else 120 for code in range(256))
_BROKEN_BLANKS = re.compile(rb"[ ]{2,}(?:\n[ ]*)?|[ ]\n[ ]*|\n[ ]+")
"""A run of blanks with at most one line break in it, two characters or more; two line breaks end a paragraph."""


def fold(text: str) -> bytes:
    """The text as lower-case ASCII letters, digits and blanks, one byte a character, so that offsets are those of the text."""
    return text.encode("latin-1", "servanda-fold").translate(_TABLE)


class Folded:
    """`content` is the folded text, runs of blanks made one, with a blank before and behind it.

    `moved[k]` is how far the character behind `content[k]` stands from its place in the text, which is k where no run of
    blanks is before it; None where no blank was taken out.
    """

    __slots__ = ("content", "moved", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        encoded = text.encode("latin-1", "servanda-fold")
        folded = encoded.translate(_TABLE)
        self.moved: array[int] | None = None
        pieces, at = [b" "], 0
        runs = _runs(encoded.translate(_BLANKS))
        for start, end in runs:
            pieces.append(folded[at : start + 1])
            at = end
        pieces += (folded[at:], b" ")
        self.content = b"".join(pieces)
        if runs:
            self.moved = _moved(runs, len(self.content))


def _moved(runs: list[tuple[int, int]], size: int) -> "array[int]":
    moved = array("i")
    at = shift = 0
    for start, end in runs:
        moved += array("i", (shift,)) * (start + 1 - at)
        shift += end - start - 1
        at = end
    return moved + array("i", (shift,)) * (size - len(moved))


def _runs(blanks: bytes) -> list[tuple[int, int]]:
    """The runs of blanks that become one. Searches for pairs, which is many times faster than trying at every blank."""
    runs: list[tuple[int, int]] = []
    run_at, pair_behind = _BROKEN_BLANKS.match, blanks.replace(b"\n", b" ").find
    start = pair_behind(b"  ")
    while start >= 0:
        match = run_at(blanks, start)
        if match:
            end = match.end()
            runs.append((start, end))
        else:
            end = start + 1
        start = pair_behind(b"  ", end)
    return runs
