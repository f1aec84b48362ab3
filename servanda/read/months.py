"""Periods in months and years: "ten (10) years", "twenty-two months", "one year", "10-year period", "the tenth anniversary"."""

from typing import NamedTuple

from servanda.lexicon import lazy_re as re

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_FIRST = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TENTH = (
    "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth"
    "|fiftieth|sixtieth|seventieth|eightieth|ninetieth"
)
_VALUES = {word: n for n, word in enumerate(f"{_ONES}|{_TEENS}".split("|"), 1)}
_VALUES |= {word: n for n, word in enumerate(_FIRST.split("|"), 1)}
_VALUES |= {word: n if n < 20 else (n - 18) * 10 for n, word in enumerate(_TENTH.split("|"), 10)}
_VALUES |= {word: n * 10 for n, word in enumerate(_TENS.split("|"), 2)}
_VALUES |= {"a": 1, "hundred": 100, "hundredth": 100}
_UNITS = {"y": 12, "m": 1, "d": 120}
_HUNDRED = r"(?:a|one)[\s-]hundred"
_PERIOD = re.compile(
    rf"\b(?:(?P<figure>\d{{1,3}})|(?P<half>half an?)"
    rf"|(?P<word>{_HUNDRED}|(?:{_TENS})(?:[\s-](?:{_ONES}))?|{_TEENS}|{_ONES}|a))"
    r"(?P<more>\s+and\s+(?:a|one)[\s-]half)?"
    r"[\s-]*(?:\(\s?[\w-]{1,14}\s?\)[\s-]*)?(?:(?:calendar|full|consecutive|successive|further)\s+)?"
    r"(?P<unit>years?|months?|yrs?|decades?)\b"
    rf"|\b(?:(?P<nth>\d{{1,3}})(?:st|nd|rd|th)|(?P<ordinal>(?:{_TENS})[\s-](?:{_FIRST})|{_TENTH}|{_FIRST}|(?:one[\s-])?hundredth))"
    r"(?:\s+\(\s?\w{1,6}\s?\))?\s+anniversary\b"
)

_COUNTED = ("year", "month", "anniversary", "yr", "decade")
"""One of them is in every period: a plain search for them takes a tenth of the pattern's time."""


class Months(NamedTuple):
    """A period in months and its place."""

    months: int
    start: int
    end: int


def months_in(low: str, start: int, end: int) -> Months | None:
    """The first period in years or months inside [start, end) of a text in lower case; "the tenth anniversary" is ten years."""
    if not any(low.find(word, start, end) >= 0 for word in _COUNTED):
        return None
    for match in _PERIOD.finditer(low, start, end):
        months = _months(match)
        if months:
            return Months(months, *match.span())
    return None


def _months(match: re.Match[str]) -> int:
    figure, words = match["figure"] or match["nth"], match["word"] or match["ordinal"]
    unit = _UNITS[match["unit"][0]] if match["unit"] else _UNITS["y"]
    if match["half"]:
        return unit // 2
    number = int(figure) if figure else sum(_VALUES[word] for word in re.split(r"[\s-]", words) if not _of_a_hundred(word, words))
    return number * unit + (unit // 2 if match["more"] else 0)


def _of_a_hundred(word: str, words: str) -> bool:
    """Whether a word only counts the hundred behind it: "one hundred", "a hundred"."""
    return word in ("a", "one") and words != word and "hundred" in words
