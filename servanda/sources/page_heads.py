"""Which lines of printed pages only tell pages apart, and where a paragraph ends; by place and repetition."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from servanda.lexicon import lazy_re as re


@dataclass(slots=True)
class Line:
    """A line of a page: its words, the height of its base line and the size of its letters, where they are known; then what is
    found out about it.
    """

    text: str
    height: float | None = None
    size: float | None = None
    reason: str | None = None
    after_gap: bool = False


_EDGE = 3
"""Lines at a page's beginning and end where heads and feet stand."""
_NUMBER = re.compile(
    r"(?:[-–—|\s]*|(?:page|p\.|seite)\s+)(\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|von)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_FIGURES = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_HEAD_WORDS = 3
"""Of a running head with the page number in it; "Article 3" at the top of a page is no head."""
_SHARE = 0.5
"""Of the pages (of even or odd ones, where they differ) on which a line must stand to be a running head."""
_GAP = 1.35
"""Times the usual distance of two lines, from which on there is an empty line between them."""
_SENTENCE_END = re.compile(r"[.:;!?][\"'”’)\]]*$")


def furniture(pages: Sequence[list[Line]]) -> None:
    """Marks page numbers (`page_number`) and running heads and feet (`running_head`) of two and more pages."""
    edges = [page[:_EDGE] + page[_EDGE:][-_EDGE:] for page in pages]
    _page_numbers(edges)
    counts = Counter(
        shape for page, edge in enumerate(edges) for shape in {s for line in edge if not line.reason for s in _shapes(line, page)}
    )
    least = max(3, _SHARE * len(pages) / (2 if len(pages) > 5 else 1))
    for page, edge in enumerate(edges):
        for line in edge:
            if not line.reason and any(counts[shape] >= least for shape in _shapes(line, page)):
                line.reason = "running_head"


def _shapes(line: Line, page: int) -> tuple[str, ...]:
    """What a line has in common with the same line of other pages: its words, and figures that grow with the pages."""
    words = line.text.casefold().strip()
    if len(words) < 2:
        return ()
    if len(words.split()) < _HEAD_WORDS or not _FIGURES.search(words):
        return (words,)
    return words, _FIGURES.sub(lambda match: f"<{int(match[0]) - page}>", words)


def _page_numbers(edges: list[list[Line]]) -> None:
    """A figure alone on its line is a page number where it grows with the pages: on three of them, or on both of two."""
    found: Counter[int] = Counter()
    numbers: list[tuple[Line, int]] = []
    for page, edge in enumerate(edges):
        for line in edge:
            match = _NUMBER.fullmatch(line.text)
            value = _value(match[1]) if match else None
            if value is not None:
                found[value - page] += 1
                numbers.append((line, value - page))
    for line, offset in numbers:
        if found[offset] >= min(3, max(2, len(edges) - 1)):
            line.reason = "page_number"


def _value(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    total, before = 0, 0
    for sign in reversed(word.lower()):
        value = {"i": 1, "v": 5, "x": 10, "l": 50}[sign]
        total += value if value >= before else -value
        before = max(before, value)
    return total


def paragraphs(pages: Sequence[list[Line]]) -> None:
    """Marks the lines before which there is more room than usual, and the first of a page where the last ended a sentence."""
    ended = False
    letters = median([line.size for page in pages for line in page if line.size] or [0.0])
    for page in pages:
        lines = [line for line in page if not line.reason]
        usual = _usual(lines)
        for k, line in enumerate(lines):
            before = lines[k - 1] if k else None
            if before is None:
                line.after_gap = ended
            elif before.height and line.height and usual:
                step = before.height - line.height
                line.after_gap = step > _GAP * usual * _larger(before, line, letters) or step < -usual
        if lines:
            ended = bool(_SENTENCE_END.search(lines[-1].text))


def _usual(lines: list[Line]) -> float:
    """The distance of two lines of a page, as most have it."""
    return median_low([a.height - b.height for a, b in pairwise(lines) if a.height and b.height and a.height > b.height] or [0.0])


def _larger(a: Line, b: Line, letters: float) -> float:
    """How many times the usual size the letters of both lines have: a title's lines stand wider apart."""
    return max(1.0, min(a.size, b.size) / letters) if a.size and b.size and letters else 1.0
