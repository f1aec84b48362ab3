"""Where the word "Article" stands with a number behind it, in any spelling, found at the speed of a search for a word."""

from collections.abc import Iterator

from servanda.lexicon import lazy_re as re

_LEADING = ("of", "in", "to", "by", " or", "and", "the", "with", "this", "from", "under", "that", "said", " per", " see")
"""Words behind which it is a reference; the more, the fewer places are looked at closely."""
_TAIL = r"(?![a-zA-Z])[ \t\xa0]*(?:No\.?[ \t]*|[-–—:.][ \t]*)?(?:\n(?:[ \t]*\n)?[ \t]*(?=[\dIVXLC]))?"


def _not_behind(word: str) -> str:
    return "".join(f"(?<!{lead} {word})" for lead in _LEADING)


_SMALL = re.compile(rf"rticle(?<=[Aa]rticle){_not_behind('[Aa]rticle')}{_TAIL}")
_CAPITAL = re.compile(rf"RTICLE(?<=[Aa]RTICLE){_TAIL}")
_ODD = re.compile(
    rf"[Aa](?=[Rr][Tt]){_not_behind('[Aa]')}"
    rf"(?:R[TI](?!ICLE)[Il1|]C[Ll1I]E|rt(?!icle)[il1I]c[l1I][ec]|rtiele|[Rr][Tt][Ii][Kk][Ee][Ll]|[Rr][Tt]\.){_TAIL}"
)
_ODD_LINE = re.compile(r"\n[ \t#*_>]*[Aa][Rr][Tt](?!icle|ICLE)[.IiLl1|]")
"""Abbreviated, in another language, or misread by a scanner: only where a line opens so is `_ODD` tried."""
_LONG_LINES = 1_000


def _is_odd(text: str) -> bool:
    lines = text.count("\n", 0, 20_000)
    return bool(_ODD_LINE.search(text)) or (lines * _LONG_LINES < min(len(text), 20_000) and ("Art." in text or "ART." in text))


def _found(text: str, word: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Where the pattern, which begins with a word, matches; the word is looked for plainly, which is soonest done."""
    at = text.find(word, start, end)
    while at >= 0:
        match = pattern.match(text, at, end)
        if match:
            yield at - 1, match.end(), "\n" in match[0]
        at = text.find(word, at + 1, end)


def article_words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, bool]]:
    """(start of the word, where its number begins, whether a line break stands between), in order."""
    end = len(text) if end is None else end
    found = list(_found(text, "rticle", _SMALL, start, end))
    capital = list(_found(text, "RTICLE", _CAPITAL, start, end))
    odd = [(m.start(), m.end(), "\n" in m[0]) for m in _ODD.finditer(text, start, end)] if _is_odd(text) else []
    yield from sorted([*found, *capital, *odd]) if capital or odd else found
