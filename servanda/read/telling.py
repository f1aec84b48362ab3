"""The sentences of a report: paragraph by paragraph, headlines apart, quotations known."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from servanda.lexicon import lazy_re as re

_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]?[^\Wa-z])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"‘'/-])(?:[A-Z]|[A-Z](?:\.[A-Z])+|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Cpl|Maj|Adm|Gov|Sen|Rep|Rev|Hon"
    r"|St|Jr|Sr|Mt|Ft"
    r"|vs|etc|approx|ca|cf|e\.g|i\.e|No|Nos|Art|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed"
    r"|Thu|Fri"
    r"|a\.m|p\.m|Fr|Sgt|Pfc|Brig|Cmdr|Amb|Supt|Ariz|Calif|Conn|Mass|Mich|Minn|Va|Pa|Wash)\.$"
)
_ENDS_ANYWAY = re.compile(
    r"\s+(?:The|This|These|That|It|He|She|They|We|In|On|At|But|And|However|If|A|An|As|For|His|Her|Its|Their|After|Under|Both)\b"
)
_LONGEST = 1200
"""Characters of a sentence; longer ones are lists, tables or traps, and are read in pieces."""
MOST = 16
"""Words of one kind in a sentence that are looked at: more of them is no sentence that people write."""
_STOPS = re.compile(r"[.!?…:;][\"”’»)\]]*$")


class Told(NamedTuple):
    """A sentence [start, end); `headline` where it is a line without the end of a sentence; `paragraph` counts lines."""

    start: int
    end: int
    paragraph: int
    headline: bool


_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:GMT|UTC|[CEM]E?S?T))?\s(?:[-–—|:]\s)?(?=\D)")
"""The time at the head of an entry of a live report."""


def told_sentences(text: str) -> tuple[Told, ...]:
    """The sentences of a report, in order."""
    return tuple(_told(text))


def _told(text: str) -> Iterator[Told]:
    at, paragraph = 0, 0
    for line in text.split("\n"):
        start, end = _trimmed(text, at, at + len(line))
        clock = _CLOCK.match(text, start, end)
        start = clock.end() if clock else start
        if start < end:
            spans = [part for low, high in _sentences(text, start, end) for part in _parts(text, low, high)]
            headline = len(spans) == 1 and end - start < 200 and not _STOPS.search(text, max(start, end - 4), end)
            for low, high in spans:
                yield Told(low, high, paragraph, headline)
            paragraph += 1
        at += len(line) + 1


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        if match[0] == "." and _ABBREVIATION.search(text, max(at, match.start() - 8), match.end()):
            initial = text[match.start() - 2 : match.start() - 1] in (" ", "") or not text[match.start() - 1].isupper()
            if initial or not _ENDS_ANYWAY.match(text, match.end()):
                continue
        low, high = _trimmed(text, at, match.end())
        if low < high:
            yield low, high
        at = match.end()
    low, high = _trimmed(text, at, end)
    if low < high:
        yield low, high


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch without a full stop that is longer than any sentence, in pieces: what reads sentences need not fear it."""
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in ("; ", ", ", " "))
        cut = cut + 1 if cut > 0 else start + _LONGEST
        low, high = _trimmed(text, start, cut)
        if low < high:
            yield low, high
        start = cut
    low, high = _trimmed(text, start, end)
    if low < high:
        yield low, high


_LABEL = re.compile(r"(?:The\s)?[A-Z][\w.’' -]{2,40}(?=:\s)")


def label(text: str, sentence: Told) -> tuple[int, int] | None:
    """What a line of a list begins with in front of a colon: "Sweden: pledged 30 million, paid 20 million"."""
    match = _LABEL.match(text, sentence.start, sentence.end)
    return match.span() if match else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


class Quotations:
    """Where a text is inside quotation marks. An opening mark without a closing one ends with its paragraph."""

    def __init__(self, text: str) -> None:
        self.spans = tuple(_quoted(text))
        self._starts = [start for start, _ in self.spans]

    def around(self, at: int) -> tuple[int, int] | None:
        """The quotation that a place lies in."""
        k = bisect_right(self._starts, at) - 1
        return self.spans[k] if k >= 0 and at < self.spans[k][1] else None

    def within(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The quotations that begin inside [start, end)."""
        low = bisect_right(self._starts, start - 1)
        return self.spans[low : bisect_right(self._starts, end - 1)]


_OPENING = '“"«‘'
_QUOTED = re.compile(
    r"“(?P<curly>[^“”\n]{1,2000})(?:”|$|(?=\n))|\"(?P<straight>[^\"\n]{1,2000})\"|«(?P<angle>[^«»\n]{1,2000})»"
    r"|(?<![\w’'])[‘](?P<single>[^‘\n]{2,600}?)’(?![\w])",
    re.MULTILINE,
)


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    if any(mark in text for mark in _OPENING):
        for match in _QUOTED.finditer(text):
            yield match.span()
