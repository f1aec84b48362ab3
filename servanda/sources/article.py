"""Which lines of a web page are its article: the doorman of trafilatura, whose choice is carried over to our own lines.

Used for reports only. Trafilatura drops what a page hides until somebody clicks, which on pages with treaties may be the
treaty.
"""

from itertools import pairwise

import trafilatura

from servanda.lexicon import lazy_re as re
from servanda.model import Cut

_WORD = re.compile(r"\w+")
_SHARE = 0.6
"""Of a line's pairs of words that must stand in the article for the line to be part of it."""
_LONG, _REPEATED = 8, 4
"""Words of a line that is running text; and of one that means the same wherever it stands, so that it is kept once."""
_AROUND = 6
"""Lines before the first and behind the last line of running text that may still be the article's."""
_ENOUGH = 200
"""Characters of an article; what is shorter is no choice but a failure."""
_LEAST = 0.05
"""Of the page's text; an article that is less is none, but what a page does not hide."""


def furniture(text: str, page: str, heading: str | None) -> tuple[Cut, ...]:
    """The lines of `text` that are neither the heading nor of the page's article, as cuts; none where no article was found."""
    chosen = trafilatura.extract(page, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False)
    if not chosen or len(chosen) < _ENOUGH:
        return ()
    lines = text.splitlines(keepends=True)
    words = [[word.casefold() for word in _WORD.findall(line)] for line in lines]
    keeps = _article(words, *_shingles(chosen), [word.casefold() for word in _WORD.findall(heading or "")])
    cuts: list[Cut] = []
    at = 0
    for line, keep in zip(lines, keeps, strict=True):
        end = at + len(line)
        if not keep:
            if cuts and cuts[-1].end == at:
                cuts[-1] = Cut(cuts[-1].start, end, cuts[-1].reason)
            else:
                cuts.append(Cut(at, end, "page_furniture"))
        at = end
    left = len(text) - sum(cut.end - cut.start for cut in cuts)
    return tuple(cuts) if left >= max(_ENOUGH, _LEAST * len(text)) else ()


def _article(lines: list[list[str]], lone: set[str], pairs: set[tuple[str, str]], heading: list[str]) -> list[bool]:
    """Which lines belong: those of the article, each once, the short ones only where long ones stand around them."""
    keeps = [_belongs(words, lone, pairs) for words in lines]
    long = [k for k, words in enumerate(lines) if keeps[k] and len(words) >= _LONG]
    first, last = (long[0] - _AROUND, long[-1] + _AROUND) if long else (0, len(lines))
    seen: set[tuple[str, ...]] = set()
    for k, words in enumerate(lines):
        keeps[k] = keeps[k] and first <= k <= last
        if heading and words == heading and tuple(words) not in seen:
            keeps[k] = True
        if keeps[k] and words and (len(words) >= _REPEATED or words == heading):
            keeps[k] = tuple(words) not in seen
            seen.add(tuple(words))
    return keeps


def _shingles(text: str) -> tuple[set[str], set[tuple[str, str]]]:
    pairs: set[tuple[str, str]] = set()
    lone: set[str] = set()
    for line in text.splitlines():
        words = [word.casefold() for word in _WORD.findall(line)]
        pairs.update(pairwise(words))
        if len(words) == 1:
            lone.add(words[0])
    return lone, pairs


def _belongs(words: list[str], lone: set[str], pairs: set[tuple[str, str]]) -> bool:
    if len(words) < 2:
        return not words or words[0] in lone
    own = list(pairwise(words))
    return sum(pair in pairs for pair in own) >= _SHARE * len(own)
