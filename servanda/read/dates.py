"""Dates as treaties write and scanners misread them: "8 June 2007", "June 8th, 2007", "8.VI.2007", "this sixth day of May, one
thousand nine hundred and thirty-five", "the l5th day of ...", "this ___ day of June 1999" (a month, and the day is blank).

A month's name anchors a date; what stands before and behind it is read by small patterns. Years of other calendars beside a
Gregorian month ("June B.E. 2522 (1979)") are turned into Gregorian ones; months of other calendars are no dates here, and the
Gregorian date that stands beside them is.
"""

from collections.abc import Iterator
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.lexicon.folding import lowered
from servanda.model import PartialDate
from servanda.read.years import year_after, year_before

_MONTHS = (
    "january|januari|jan",
    "february|febuary|februry|februari|feb",
    "march|mar",
    "april|apri1|apr",
    "may",
    "june|jun",
    "july|ju1y|jul",
    "august|aug",
    "september|septernber|setember|sept|sep",
    "october|0ctober|oktober|oct",
    "november|novernber|nov",
    "december|decernber|dec",
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_LONG = [name for name in _NUMBER_OF if len(name) > 4] + ["june", "july"]
_SHORT = [name for name in _NUMBER_OF if name not in _LONG]
_STEM = re.compile("jan|feb|mar|apr|may|jun|ju[l1]|aug|sep|set|[o0]ct|okt|nov|dec")
_MONTH = re.compile(rf"({'|'.join(_LONG)})|(?:(?<![a-z])|(?<=of))({'|'.join(_SHORT)})(?![a-z])(?!-\w+[a-z]{{3}})", re.IGNORECASE)
_BELOW_TWENTIETH = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_ORDINALS = tuple(_BELOW_TWENTIETH.split("|"))
_DAY_WORDS = {word: day for day, word in enumerate(_ORDINALS, 1)}
_DAY_WORDS |= {f"twenty{word}": day for day, word in enumerate(_ORDINALS[:9], 21)}
_DAY_WORDS |= {"thirtieth": 30, "thirtyfirst": 31}
_MISSPELT = {"forth": 4, "fith": 5, "eigth": 8, "nineth": 9, "twelth": 12, "twelveth": 12, "fiftheenth": 15, "seventeeth": 17}
_MISSPELT |= {"twentieh": 20, "twentyfith": 25, "twentyeigth": 28, "twentynineth": 29, "thirthieth": 30}
_DAY_WORDS |= _MISSPELT
_LAST_WORDS = sorted({re.sub("^(?:twenty|thirty)", "", word) for word in _DAY_WORDS}, key=len, reverse=True)
_WORD = rf"(?:(?:twenty|thirty)[\s-]*)?(?:{'|'.join(_LAST_WORDS)})"
_FIGURE = r"(?<![\w.,/:-])[0-3lIiO|]?\s?[\dlIO](?!\d)"
_SUFFIX = r"[\s'’]{0,2}(?:h(?=\s)|\(?(?:st|nd|rd|th|d|sth|ist|er|ème)\)?(?![a-z])\.?|th(?=day)|st(?=day)|[°º*\"'])"
_DAY = rf"(?:(?P<figure>{_FIGURE})(?:{_SUFFIX})?|(?P<word>{_WORD}))"
_DAY_OF = (
    rf"{_DAY}[\s.,]{{0,2}}(?:\(\s?\d{{1,2}}(?:st|nd|rd|th)?\s?\))?[\s.,-]{{0,3}}(?:d\s?ays?|da)?[\s.,-]{{0,6}}(?:of|in|de|0f)?[\s,]{{0,6}}"
    r"(?:the\s+)?(?:month\s+of\s+)?(?:the\s+)?$"
)
_BEFORE = re.compile(_DAY_OF.replace("lIiO|", "lio|").replace("lIO", "lio"))
_BEHIND = re.compile(rf"[\s.,]{{1,3}}(?:the\s+)?{_DAY}(?!\s?%|\d)(?:[\s,]{{0,2}}day)?", re.IGNORECASE)
_BLANK = re.compile(
    r"(?:[_.…*\-–—]{2,}|\[\s*\]|\(\s*\)|\s{3,}|…|\b(?:the|this|on|at|in)\s)\s*(?:st|nd|rd|th)?\s*(?:day)?\s*(?:of)?\s*"
    r"(?:the month of\s+)?$|day\s+of\s+$",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"(?P<figure>{_FIGURE})(?:{_SUFFIX})?\s?(?:to|-|–|—|and|until|till|through)\s?(?:the\s)?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
"""Where `_NUMERIC` may begin; it is tried nowhere else."""
_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?(?P<s2>[./-])\s?(?P<m2>\d{1,2}|[IVX]{1,4})\s?(?P=s2)\s?(?P<y2>\d{4}))(?!\d|[/-]\d)"
)
_ROMAN = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), range(1, 13), strict=True))
_REACH = 64


class Dated(NamedTuple):
    """A date and its place. `blank`: the text leaves the day open. `since`: the first day of a range that the date ends."""

    start: int
    end: int
    date: PartialDate
    blank: bool = False
    since: PartialDate | None = None


def dates(text: str, start: int = 0, end: int | None = None, *, day_first: bool = False) -> list[Dated]:
    """Every date with at least a year inside [start, end), in the order of the text; they do not overlap.

    "3/10/1994" says only its year, unless `day_first` is known, as it is of the closing formulas of treaties.
    """
    stop = len(text) if end is None else min(end, len(text))
    found = sorted((*_named(text, start, stop), *_figures(text, start, stop, day_first)), key=lambda dated: dated.start)
    kept: list[Dated] = []
    for dated in found:
        if not kept or dated.start >= kept[-1].end:
            kept.append(dated)
    return kept


def _named(text: str, start: int, end: int) -> Iterator[Dated]:
    reached = start
    for at in _stems(text, start, end):
        month = _MONTH.match(text, at, end) if at >= reached else None
        if month:
            dated = _around(text, month, reached, end)
            if dated:
                yield dated
                reached = dated.end


def _stems(text: str, start: int, end: int) -> Iterator[int]:
    """Where a month's name may begin."""
    lower = text[start:end].lower()
    if len(lower) != end - start:
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text[start:end])
    for match in _STEM.finditer(lower):
        yield start + match.start()


def _around(text: str, month: re.Match[str], start: int, end: int) -> Dated | None:
    number = _NUMBER_OF[month[0].lower()]
    low = max(start, month.start() - _REACH)
    margin = max(0, low - 1)
    before = _BEFORE.search(lowered(text[margin : month.start()]), low - margin)
    day = _day_before(text, margin, before) if before else None
    first, last = (margin + before.start() if before and day else month.start()), month.end()
    if not day:
        behind = _BEHIND.match(text, month.end(), min(end, month.end() + _REACH))
        day = _day(behind)
        last = behind.end() if behind and day else last
    year = year_after(text, last, end)
    if year:
        value, last = year
    else:
        earlier = year_before(text, low, first)
        if not earlier:
            return None
        value, first = earlier
    blank = not day and bool(_BLANK.search(text, low, month.start()))
    since = _since(text, first, low, value, number) if before and day else None
    return _dated(first, last, value, number, day, blank, since)


def _dated(
    start: int, end: int, year: int, month: int, day: int | None, blank: bool = False, since: PartialDate | None = None
) -> Dated | None:
    try:
        return Dated(start, end, PartialDate(year, month, day or 0), blank, since)
    except ValueError:
        return None


def _since(text: str, start: int, low: int, year: int, month: int) -> PartialDate | None:
    earlier = _RANGE.search(text, low, start)
    day = earlier and _figure(earlier["figure"])
    try:
        return PartialDate(year, month, day) if day else None
    except ValueError:
        return None


def _day(match: re.Match[str] | None) -> int | None:
    if not match:
        return None
    if match["figure"]:
        return _figure(match["figure"])
    return _DAY_WORDS.get(re.sub(r"[\s-]", "", match["word"]).lower())


def _day_before(text: str, low: int, match: re.Match[str]) -> int | None:
    """The day that was found in the lower case of the text behind `low`, in the text's own letters."""
    if match["figure"]:
        return _figure(text[low + match.start("figure") : low + match.end("figure")])
    return _day(match)


def _figure(written: str) -> int | None:
    figures = re.sub(r"\s", "", written).translate(str.maketrans("lIi|O", "11110"))
    return int(figures) if figures.isdigit() and 1 <= int(figures) <= 31 else None


def _figures(text: str, start: int, end: int, day_first: bool) -> Iterator[Dated]:
    reached = start
    for figures in _DIGITS.finditer(text, start, end):
        match = _NUMERIC.match(text, figures.start(), end) if figures.start() >= reached else None
        if not match:
            continue
        reached = match.end()
        if match["y"]:
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
        else:
            written = match["m2"]
            year, day = int(match["y2"]), int(match["d2"])
            month = _ROMAN.get(written, 0) if not written.isdigit() else int(written)
            if match["s2"] == "/" and day <= 12 and month <= 12 and day != month and not day_first:
                day = month = 0
            elif month > 12:
                day, month = month, day
        if 1500 <= year <= 2200:
            dated = _dated(match.start(), match.end(), year, month, day)
            if dated:
                yield dated
