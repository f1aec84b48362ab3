"""What a flattened page says about itself around its text: headline, author, day. Read from the lines that cleaning cut,
and the first kept."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.model import Cut
from servanda.sources.page_lines import Line, lines_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b|\b(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<c>(?:19|20)\d\d)\b"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b{_MONTH.replace('month', 'month2')}\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:by|text|story|author|written by|posted by)\s*:?\s+(?P<name>[^\W\d_][\w.’' -]{2,60}?)\s*(?:[|,(·–—]|\son\s|$)",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"[A-Z][\w.'’ -]{2,30},\s(?P<day>(?:[A-Z][a-z]{2,8}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s[A-Z][a-z]{2,8},?\s\d{4}))\b\s?[./(:–—-]"
)
_HEAD = 4000
_LOOKED_AT = 12
"""Lines at the head of a page among which its headline and its day stand."""
_BY_LINE = 8
"""Words that a line with the author's name has, at most."""


class Masthead(NamedTuple):
    """Headline, author and ISO day of a page; None where the page does not say, or says two things."""

    title: str | None = None
    author: str | None = None
    published: str | None = None


def masthead(raw: str, cuts: Iterable[Cut], text: str) -> Masthead:
    """The masthead of a page: `raw` as it was before cleaning, `cuts` what cleaning cut, `text` what it left."""
    author = published = title = None
    for cut in cuts:
        words = raw[cut.start : cut.end].strip()
        if cut.reason == "by_line" and author is None:
            named = _BY.match(words.split("\n")[0])
            author = named["name"] if named else words.split("\n")[0] if len(words.split()) <= 4 and not words.islower() else None
        if cut.reason == "headline":
            title = words.rpartition(" | ")[2]
        if published is None and len(words) < 400 and cut.reason in ("date_line", "by_line"):
            published = day_of(words)
    return Masthead(title or _title(text, author), author, published or _dateline_day(text))


def _dateline_day(text: str) -> str | None:
    """The day in the dateline of a text: "Bishkek, March 13, 2025 /Kabar/"."""
    for line in text[:_HEAD].split("\n")[:_LOOKED_AT]:
        match = _DATELINE.match(line) if ", " in line else None
        if match:
            return day_of(match["day"])
    return None


def _title(text: str, author: str | None) -> str | None:
    """The first line if it is a headline: four words or more without the end of a sentence, and text follows.

    A line that begins with the author's name ("Mara Lind | Northern Gazette") is none.
    """
    lines: list[Line] = []
    for line in lines_of(text[:6000]):
        if not lines and author and line.text.startswith(author) and line.words <= _BY_LINE:
            continue
        lines.append(line)
        if len(lines) == _LOOKED_AT:
            break
    if len(lines) < 2 or lines[0].ends_sentence or not 4 <= lines[0].words <= 30 or lines[0].prose:
        return None
    return lines[0].text if any(line.prose for line in lines[1:]) else None


def day_of(words: str) -> str | None:
    """The first day written out in some words, as ISO text; of 04/09/2024 nobody knows whether it is in April or in
    September."""
    for match in _DAY.finditer(words):
        try:
            date = _date(match)
        except ValueError:
            continue
        if date:
            return date.isoformat()
    return None


def _date(match: re.Match[str]) -> datetime.date | None:
    if match["iso"]:
        return datetime.date.fromisoformat(match["iso"])
    if match["c"]:
        first, second, year = int(match["a"]), int(match["b"]), int(match["c"])
        if "." in match[0] or first > 12:
            return datetime.date(year, second, first)
        return datetime.date(year, first, second) if second > 12 or first == second else None
    month = _MONTHS.index((match["month"] or match["month2"]).lower()[:3]) + 1
    return datetime.date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
