"""The sentence around a finding: where it begins and ends, and which of its words are the evidence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.model import Span

LONGEST = 320
"""A passage reaches at most this many characters beyond its evidence on either side."""
_BREAK = re.compile(r"\n\s*\n|(?:(?<=[.!?])|(?<=[.!?][\"”]))\s+(?=[A-Z0-9(\"“])|\n(?=\s*[(\[]?\w{1,4}[.)\]]\s|\w+(?: [\w-]+)?: )")

_LABEL = re.compile(r"(?:\n|\A)\s*[(\[]?[\w.]{1,4}[.)\]]\Z")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a text, `[start, end)`, with the spans in it that are meant."""

    start: int
    end: int
    meant: tuple[Span, ...]

    def pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        """Its text in pieces, each with whether it is meant."""
        at = self.start
        for span in self.meant:
            if span.start > at:
                yield text[at : span.start], False
            if span.end > max(at, span.start):
                yield text[max(at, span.start) : span.end], True
            at = max(at, span.end)
        if at < self.end:
            yield text[at : self.end], False


def passages(text: str, spans: Sequence[Span]) -> tuple[Passage, ...]:
    """The sentences in which the spans stand, in the order of the text; spans of one sentence share a passage."""
    found: list[Passage] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            last = found[-1]
            found[-1] = Passage(last.start, max(last.end, _after(text, span.end)), (*last.meant, span))
        else:
            floor = found[-1].end if found else 0
            found.append(Passage(max(floor, _before(text, span.start)), _after(text, span.end), (span,)))
    return tuple(found)


def _before(text: str, start: int) -> int:
    floor = max(0, start - LONGEST)
    begin = floor
    # The pattern looks one character ahead, so it must see the first one of the evidence.
    for match in _BREAK.finditer(text, floor, start + 1):
        if match.end() <= start and not _LABEL.search(text, max(0, match.start() - 8), match.start()):
            begin = match.end()
    if begin == floor > 0 and not text[floor - 1].isspace():
        # No sentence begins so near: the passage begins with a whole word.
        begin = next((k for k in range(floor, start) if text[k].isspace()), begin)
    while begin < start and text[begin].isspace():
        begin += 1
    return begin


def _after(text: str, end: int) -> int:
    ceiling = min(len(text), end + LONGEST)
    match = _BREAK.search(text, max(0, end - 1), ceiling)
    stop = max(end, match.start()) if match else ceiling
    if not match and ceiling < len(text) and not text[ceiling].isspace():
        stop = next((k for k in range(ceiling, end, -1) if text[k - 1].isspace()), ceiling)
    while stop > end and text[stop - 1].isspace():
        stop -= 1
    return stop
