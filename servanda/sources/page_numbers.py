"""Page numbers that stand alone on lines of a text that was copied from printed pages, told by their series.

Figures that number articles stand behind the end of what was said before; page numbers break sentences.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from servanda.lexicon import lazy_re as re
from servanda.model import Cut

_BLANKS = r"[ \t\xa0]{0,40}"
_LINE = re.compile(
    rf"\n{_BLANKS}(?:[-–—|\[]{_BLANKS})?(?P<word>(?:page|p\.){_BLANKS})?(?P<number>\d{{1,4}}|[ivxl]{{1,7}})"
    rf"(?:{_BLANKS}(?:/|of){_BLANKS}\d{{1,4}})?{_BLANKS}(?:[-–—|\]]{_BLANKS})?(?=\n|\Z)",
    re.IGNORECASE,
)
_WORTH = {"i": 1, "v": 5, "x": 10, "l": 50}
_SHORTEST, _LONGEST = 300, 9_000
"""Characters that a page has at least and at most."""
_MISSED = 3
"""Pages in a row whose number may be missing."""
_FEWEST, _FEWEST_NAMED = 6, 3
"""Numbers in a series; the lower where the word "page" stands before them."""
_NEXT_SHARE, _OPEN_SHARE, _FEWEST_OPEN = 0.8, 0.08, 2
"""Of the steps that go to the next number; of the numbers that stand where a sentence has not ended, and at least how many."""
_HEAD_LINES, _HEAD_LENGTH = 8, 120
"""Lines that a running head has at most, and characters within which such a line ends."""
_ENDS = (".", ":", ";", "!", "?", '"', "”", ")", "]", "*")


@dataclass(slots=True)
class _Number:
    """A number alone on its line: the line without its line end, the value, and the best series of pages that ends here."""

    start: int
    end: int
    value: int
    named: bool
    length: int = 1
    before: "_Number | None" = None


def page_numbers(text: str) -> tuple[Cut, ...]:
    """The lines that are page numbers; where one breaks a sentence, with the empty lines around it."""
    cuts: list[Cut] = []
    for roman in (False, True):
        series = _pages(text, _numbers(text, roman))
        for _ in range(_HEAD_LINES):
            _take_in_heads(text, series)
        cuts += (_cut(text, number) for number in series)
    return tuple(sorted(cuts, key=lambda cut: cut.start))


def _numbers(text: str, roman: bool) -> list[_Number]:
    found: list[_Number] = []
    for match in _LINE.finditer(text):
        if len(found) * _SHORTEST > 4 * len(text):
            return []
        word = match["number"]
        if word.isdecimal() != roman:
            found.append(
                _Number(match.start() + 1, match.end(), _roman(word.lower()) if roman else int(word), bool(match["word"]))
            )
    return found


def _roman(word: str) -> int:
    worths = [_WORTH[sign] for sign in word]
    return sum(-a if a < b else a for a, b in zip(worths, [*worths[1:], 0], strict=True))


def _pages(text: str, numbers: list[_Number]) -> list[_Number]:
    """The longest series of numbers that grow as pages do, if it breaks sentences as pages do."""
    best: _Number | None = None
    held: dict[int, _Number] = {}
    for number in numbers:
        for missed in range(1, _MISSED + 1):
            before = held.get(number.value - missed)
            near = before and _SHORTEST * missed <= number.start - before.end <= _LONGEST * missed
            if before and near and before.length >= number.length:
                number.before, number.length = before, before.length + 1
        known = held.get(number.value)
        if known is None or number.length >= known.length:
            held[number.value] = number
        if best is None or number.length > best.length:
            best = number
    series: list[_Number] = []
    while best:
        series.append(best)
        best = best.before
    return series if _are_pages(text, series) else []


def _are_pages(text: str, series: list[_Number]) -> bool:
    """Whether a series has the word "page", or goes on without gaps and breaks sentences, as figures of articles do not."""
    if len(series) >= _FEWEST_NAMED and all(number.named for number in series):
        return True
    steps = sum(after.value - before.value == 1 for after, before in pairwise(series))
    open_ = sum(not _behind(text, number).endswith(_ENDS) for number in series)
    return (
        len(series) >= _FEWEST
        and steps >= _NEXT_SHARE * (len(series) - 1)
        and open_ >= max(_FEWEST_OPEN, _OPEN_SHARE * len(series))
        and any(_breaks_a_sentence(text, number) for number in series)
    )


def _behind(text: str, number: _Number) -> str:
    return text[max(0, number.start - 60) : number.start].rstrip()


def _take_in_heads(text: str, series: list[_Number]) -> None:
    """Adds to the numbers the line above or below that stands at half of them and more: the running head."""
    lines = [(_line_above(text, number.start), _line_below(text, number.end)) for number in series]
    count = Counter(text[start:end].strip() for both in lines for start, end in both)
    least = max(_FEWEST_NAMED, len(series) // 2)
    heads = {line for line, times in count.items() if line and times >= least and not line.endswith((".", ";", ","))}
    for number, (above, below) in zip(series, lines, strict=True):
        if text[slice(*above)].strip() in heads:
            number.start = above[0]
        if text[slice(*below)].strip() in heads:
            number.end = below[1]


def _line_above(text: str, start: int) -> tuple[int, int]:
    lead = max(0, start - _HEAD_LENGTH)
    end = lead + len(text[lead:start].rstrip())
    return text.rfind("\n", lead, end) + 1 or end, end


def _line_below(text: str, end: int) -> tuple[int, int]:
    beginning = text[end : end + _HEAD_LENGTH]
    start = end + len(beginning) - len(beginning.lstrip())
    stop = text.find("\n", start, end + _HEAD_LENGTH)
    return start, max(start, stop)


def _breaks_a_sentence(text: str, number: _Number) -> bool:
    before, after = _behind(text, number), text[number.end : number.end + 60].lstrip()[:1]
    return not before.endswith(_ENDS) and (after.islower() or before.endswith(","))


def _cut(text: str, number: _Number) -> Cut:
    start, end = number.start, min(number.end + 1, len(text))
    if _breaks_a_sentence(text, number):
        while text[end : end + 1].isspace():
            end += 1
        while start > 1 and text[start - 2].isspace():
            start -= 1
    return Cut(start, end, "page_number")
