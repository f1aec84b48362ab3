"""Bytes of text become characters: which encoding, and what was wrong with it."""

import codecs
import importlib
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.model import BadInput, Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096
_WIDE_SHARE = 0.3
"""Of zero bytes at the even or the odd places, from which on a text without a byte order mark is taken for UTF-16."""
_BROKEN_SHARE = 0.02
"""Of broken sequences among all that are beyond ASCII, up to which a text is UTF-8 with some damage and not another encoding."""


class Decoded(NamedTuple):
    """A text, and what is doubtful about its encoding."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(content: bytes, origin: str) -> Decoded:
    """The text of a file; a byte order mark, UTF-8, the encoding that a page declares, or else the likeliest one.

    An encoding that was guessed, and bytes that fit none, are problems; BadInput where it is no text at all.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _with_damage(content[len(mark) :], encoding, "its byte order mark says")
    if b"\0" in content[: _HEAD * 4]:
        return _wide(content, origin)
    declared = _declared(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _no_utf8(content, declared, origin)
    if declared in (None, "utf-8", "ascii") or not text.isascii():
        return Decoded(text)
    return Decoded(_strictly(content, declared) or text)


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content, 0, _HEAD)
    if not match:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)


def _strictly(content: bytes, encoding: str | None) -> str | None:
    try:
        return content.decode(encoding) if encoding else None
    except (UnicodeError, LookupError):
        return None


def _with_damage(content: bytes, encoding: str, source: str) -> Decoded:
    text = _strictly(content, encoding)
    if text is not None:
        return Decoded(text)
    text = content.decode(encoding, "replace")
    return Decoded(text, (_damage(text, f"is not all {encoding.upper()}, as {source}"),))


def _damage(text: str, what: str) -> Problem:
    first = text.find("�")
    count = text.count("�")
    return Problem("source_encoding", f"{what}; {count} characters are lost, the first at {first} (shown as �)")


def _wide(content: bytes, origin: str) -> Decoded:
    """UTF-16 without a byte order mark has a zero byte in every second place; anything else with zero bytes is no text."""
    head = content[: _HEAD * 4]
    half = max(1, len(head) // 2)
    for places, encoding in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if places.count(0) / half > _WIDE_SHARE and len(content) % 2 == 0:
            text = _strictly(content, encoding)
            if text and "\0" not in text:
                return Decoded(text)
    raise BadInput(origin, "is not text (it holds zero bytes) and no format that is read: give text, HTML, PDF, DOCX or XML")


def _no_utf8(content: bytes, declared: str | None, origin: str) -> Decoded:
    text = _strictly(content, declared) if declared != "utf-8" else None
    if text is not None:
        return Decoded(text)
    damaged = content.decode("utf-8", "replace")
    lost, sound = damaged.count("�"), sum(map(content.count, (b"\xe2\x80", b"\xc2", b"\xc3", b"\xc5", b"\xd0", b"\xd1")))
    if declared == "utf-8" or lost <= _BROKEN_SHARE * sound:
        return Decoded(damaged, (_damage(damaged, "is not all UTF-8"),))
    return Decoded(*importlib.import_module("servanda.sources.guessing").guess(content, origin))
