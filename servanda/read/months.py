"""Periods in months and years: "ten (10) years", "six months", "one year", "10-year period"."""

from dataclasses import dataclass

from servanda.lexicon import lazy_re as re

_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty"
)
_VALUES = {word: n for n, word in enumerate(_WORDS.split("|"), 1)}
_VALUES |= {"twenty-five": 25, "twenty five": 25, "thirty": 30, "forty": 40, "fifty": 50, "ninety-nine": 99, "ninety nine": 99}
_VALUES |= {"a": 1, "half a": 0}
_PERIOD = re.compile(
    rf"\b(?:(?P<figure>\d{{1,3}})|(?P<word>{'|'.join(sorted(_VALUES, key=len, reverse=True))}))"
    r"[\s-]*(?:\(\s?[\w-]{1,12}\s?\)[\s-]*)?(?:(?:calendar|full|consecutive|successive|further)\s+)?(?P<unit>years?|months?|"
    r"yrs?)\b"
)


@dataclass(frozen=True, slots=True)
class Months:
    """A period in months and its place."""

    months: int
    start: int
    end: int


def months_in(low: str, start: int, end: int) -> Months | None:
    """The first period in years or months inside [start, end) of a text in lower case."""
    for match in _PERIOD.finditer(low, start, end):
        number = int(match["figure"]) if match["figure"] else _VALUES[match["word"]]
        if number:
            return Months(number * (12 if match["unit"].startswith("y") else 1), *match.span())
    return None
