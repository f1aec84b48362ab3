"""Which encoding of the time before UTF-8 a text is in: the doorman of charset-normalizer."""

import re

import charset_normalizer

from servanda.model import BadInput, Problem

_SAMPLE = 128 * 1024
_CANDIDATES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "koi8_u",
    "mac_roman",
    "mac_cyrillic",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp850",
    "cp866",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]
_ASCII = re.compile(rb"[\x00-\x7f]+")
_WESTERN = [char.encode("cp1252") for char in "àâäáåæçéèêëíîïñóòôöøùûüúßÀÂÄÁÅÆÇÉÈÊËÍÎÏÑÓÔÖØÙÛÜÚœŒ‘’“”–—…«»°§€£\xa0"]
_SURE, _FEW = 0.97, 0.2


def guess(content: bytes, origin: str) -> tuple[str, tuple[Problem, ...]]:
    """The text in its likeliest encoding, and the problem that it was guessed; BadInput where no encoding makes it text."""
    if _is_western(content):
        return content.decode("cp1252"), (_guessed("cp1252"),)
    best = charset_normalizer.from_bytes(_sample(content), cp_isolation=_CANDIDATES, threshold=0.35).best()
    if best is None:
        raise BadInput(origin, "is in no encoding that is known (or is no text): save it as UTF-8")
    text = content.decode(best.encoding, "replace")
    return text, (_guessed(best.encoding),)


def _guessed(encoding: str) -> Problem:
    message = f"is not UTF-8; it was read as {encoding}, the likeliest encoding: save it as UTF-8 if that is wrong"
    return Problem("source_encoding", message)


def _is_western(content: bytes) -> bool:
    """Whether the bytes beyond ASCII are, in Windows-1252, the letters and marks of western Europe and little else.

    Its likeness to its neighbours misleads a guess by frequencies on a few accents; and it is by far the most common.
    """
    beyond = _ASCII.sub(b"", content)
    return sum(map(beyond.count, _WESTERN)) >= _SURE * len(beyond) and len(beyond) < _FEW * len(content)


def _sample(content: bytes) -> bytes:
    """The lines with bytes beyond ASCII, which alone tell encodings apart."""
    if len(content) <= _SAMPLE:
        return content
    lines, size = [], 0
    for line in content.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(line)
            if size >= _SAMPLE:
                break
    return b"".join(lines)[:_SAMPLE]
