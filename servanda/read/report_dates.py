"""Days that a report names beside what happened: "July 26", "on Thursday", "June 2023"; relative ones against the day of
the page."""

import datetime

from servanda.lexicon import lazy_re as re
from servanda.model import PartialDate, Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d\d-\d\d\b)|(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?\b{_MONTH}"
    r"(?:\s(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2})?(?![\d:%]))?(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<weekday>{'|'.join(day.title() for day in _DAYS)})\b|\b(?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow)\b"
)


_SAME_DAY = 12
"""Characters between two ways to name one day ("Monday, 12 January"); what stands farther from a day that cannot be told
is another one."""


def day_in(text: str, start: int, end: int, published: PartialDate | None, *, future: bool) -> tuple[PartialDate, Span] | None:
    """The first day, month or weekday named inside [start, end) that can be told, with its place.

    A day without a year takes the year of the page, or the one before or after it if the tense wants that. None without a
    page's date.
    """
    unknown: int | None = None
    for match in _DATE.finditer(text, start, end):
        if unknown is not None and match.start() - unknown > _SAME_DAY:
            return None
        date = _date(match, published, future=future)
        if date:
            return date, Span(*match.span())
        unknown = match.end()
    return None


def _date(match: re.Match[str], published: PartialDate | None, *, future: bool) -> PartialDate | None:
    try:
        if match["iso"]:
            return PartialDate.parse(match["iso"])
        if match["month"]:
            return _of_month(match, published, future=future)
    except ValueError:
        return None
    if published is None or not published.day:
        return None
    page = published.first
    if match["near"]:
        days = {"today": 0, "yesterday": -1, "tomorrow": 1}[match["near"].lower()]
    else:
        days = (_DAYS.index(match["weekday"].lower()) - page.weekday()) % 7
        days = days if future else days - 7 if days else 0
    meant = page + datetime.timedelta(days=days)
    return PartialDate(meant.year, meant.month, meant.day)


def _of_month(match: re.Match[str], published: PartialDate | None, *, future: bool) -> PartialDate | None:
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    day = int(match["day"] or match["day2"] or 0)
    if match["year"]:
        return PartialDate(int(match["year"]), month, day)
    if published is None or not day:
        return None
    date = PartialDate(published.year, month, day)
    if not future and date.first > published.last:
        return PartialDate(published.year - 1, month, day)
    if future and date.last < published.first:
        return PartialDate(published.year + 1, month, day)
    return date
