"""The sentences inside a leaf of the outline: structure first, then sentences."""

import re
from collections.abc import Iterator

_END = re.compile(
    r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9(])|[;:.]?[ \t]*\n(?=[ \t]*(?:\n|\(?[a-z0-9]{1,4}[.)]))|\.(?=[A-Z][a-z])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:no|nos|art|arts|mr|mrs|dr|st|messrs|hon|viz|esq|jr|gen|col|capt|lt|vol|para|sec|cf|etc|e\.g|i\.e|[a-z]))\.$", re.I
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of text[start:end], without blanks around them."""
    at = start
    for match in _END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(at, match.start() - 7), match.start() + 1):
            continue
        yield from _trimmed(text, at, match.end())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
