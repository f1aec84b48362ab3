"""Numbers in figures and in words, with their places: "25,000", "1.5 million", "twenty-five thousand", "half a million"."""

from decimal import Decimal
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.lexicon.folding import lowered

_BELOW_TWENTY = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_UNITS = {word: value for value, word in enumerate(_BELOW_TWENTY.split("|"))}
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SCALES = {
    "hundred": 100,
    "dozen": 12,
    "thousand": 1000,
    "million": 10**6,
    "millions": 10**6,
    "milliard": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_WORD = "|".join(sorted({*_UNITS, *_TENS, *_SCALES}, key=len, reverse=True))
_NUMBER = re.compile(
    r"(?P<figure>(?<![\w.,/])(?<![A-Za-z]-)"
    r"(?:\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?))"
    r"(?:[ \u00a0\n-]{0,2}(?P<scale>hundred|thousand|millions?|milliards?|billion|trillion|mn|mln|mio|bn|tn|[kmb](?![\w%]))\b)?"
    rf"|\b(?P<words>(?:half[\s-]{{1,2}})?(?:an?\s{{1,2}}(?={'|'.join(_SCALES)})|(?:{_WORD})\b)"
    rf"(?:[\s,-]{{0,2}}(?:\band\b\s{{1,2}})?(?:{_WORD})\b){{0,15}})",
)
_GLUED = 2
"""How many characters in front of a figure can be glued to it."""
_GROUPED = re.compile(r"[,.'’\u00a0\u202f ](?=\d{3}(?!\d))")

_LEADS = (
    (
        "at_least",
        r"at least|no(?:t)? less than|not? fewer than|(?:a )?minimum(?: sum| amount)? of|more than"
        r"|(?<!hand )(?<!hands )(?<!handed )(?<!handing )(?<!turn )(?<!turns )(?<!turned )(?<!spread )(?<!rolled )"
        r"over|in excess of"
        r"|upwards of",
    ),
    (
        "up_to",
        r"up to|not? more than|not (?:to )?exceed(?:ing)?|(?:a )?maximum(?: sum| amount)? of|less than|not above"
        r"|no greater than",
    ),
    ("about", r"about|approximately|around|some|nearly|almost|roughly|circa|an estimated|an average of"),
)
_LEAD = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{bound}>{words})" for bound, words in _LEADS)
    + r")\s{1,2}(?:the\s)?(?:(?:a\s)?(?:total\s)?(?:sum|amount|value|total|equivalent|further|additional)\s(?:of\s)?)?$",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number and where it stands, its scale word included. `scale` is 1 where none is written."""

    value: Decimal
    start: int
    end: int
    scale: int = 1


def numbers_in(text: str, start: int, end: int) -> list[Number]:
    """Every number inside [start, end), in order. Figures glued to letters ("F-16", "A4") are none."""
    floor = max(0, start - _GLUED)
    low = lowered(text[floor:end])
    return [number for match in _NUMBER.finditer(low, start - floor) if (number := _number(match, floor))]


def _number(match: re.Match[str], floor: int) -> Number | None:
    words = match["words"]
    if words:
        value = _in_words(words)
        return Number(value, match.start() + floor, match.end() + floor) if value is not None else None
    word = match["scale"] or ""
    scale = _SCALES.get(word) or _SHORT_SCALES.get(word) or (10**9 if word == "milliards" else 1)
    return Number(figure(match["figure"]) * scale, match.start() + floor, match.end() + floor, scale)


def figure(written: str) -> Decimal:
    """The value of a number in figures: 1,000 and 1.000 and 1 000 are a thousand, 1.5 and 1,5 are one and a half.

    >>> figure("10.000"), figure("0.005"), figure("4 321 166"), figure("1,234.50")
    (Decimal('10000'), Decimal('0.005'), Decimal('4321166'), Decimal('1234.50'))
    """
    if not written.startswith("0"):
        whole = _GROUPED.sub("", written)
        return Decimal(whole.replace(",", "."))
    return Decimal(written.replace(",", ".")) if written.count(",") + written.count(".") <= 1 else Decimal(0)


def _in_words(words: str) -> Decimal | None:
    parts = re.findall(r"[a-z]+", words)
    half = parts[:1] == ["half"]
    total, group, seen = 0, 0, False
    for word in parts[1:] if half else parts:
        if word in _UNITS or word in _TENS:
            group += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in _SCALES:
            scale = _SCALES[word]
            group = max(group, 1) * scale
            if scale >= 1000:
                total, group = total + group, 0
        seen = seen or word not in ("and", "a", "an")
    if not seen:
        return None
    value = Decimal(total + group)
    return value / 2 if half else value


def bound_before(text: str, floor: int, at: int) -> tuple[str, int]:
    """How a number that begins at `at` is bounded by the words in front of it, and where these begin.

    exact (then `at` itself), at_least, up_to or about.
    """
    lead = _LEAD.search(text, max(floor, at - 45), at)
    return (str(lead.lastgroup), lead.start()) if lead else ("exact", at)
