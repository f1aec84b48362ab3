"""Pledges of long ago that a report only recalls: "it pledged 5 million in 2019, of which 3 million had been paid"."""

from servanda.lexicon import lazy_re as re
from servanda.model import PartialDate

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WHEN = re.compile(
    rf"\b(?:[Ii]n|[Oo]n)\s(?:early\s|late\s|mid-?|\d{{1,2}}\s)?(?:(?P<month>{'|'.join(_MONTHS)})\s(?:\d{{1,2}},\s)?)?(?P<year>(?:19|20)\d\d)\b(?![-–/]\d)"
    r"|\b(?P<last>[Ll]ast year|(?:two|three|four|five|six|several|some|a few|\d+) years (?:ago|earlier))\b"
)
_GIVEN = re.compile(
    r"(?:(?:has|have|had)\s)?(?:pledged|promised|committed|earmarked|set aside|vowed|undertook|agreed)\b", re.IGNORECASE
)
_SINCE = re.compile(r"\bback in\b|\bof which\b|\bso far\b|\bsince then\b|\bto date\b|\bby the end of last year\b", re.IGNORECASE)
_LONG_AGO = 150
"""Days before the day of the page after which a pledge told with its date is an old one."""


def is_past(text: str, start: int, end: int, words: str, published: PartialDate | None) -> bool:
    """Whether a passage tells of a pledge that was made, by its own date, long before the day of the page.

    Where the page has no day, only what has become of the pledge ("of which", "so far") tells that it is an old one.
    """
    if not _GIVEN.match(words):
        return False
    when = _WHEN.search(text, start, end)
    if when is None:
        return False
    if published is None:
        return when["last"] is not None or bool(_SINCE.search(text, start, end))
    date = _date(when)
    return date is None or (published.first - date.last).days >= _LONG_AGO


def dated(text: str, start: int, end: int) -> PartialDate | None:
    """The month or year that a passage names with "in"."""
    when = _WHEN.search(text, start, end)
    return _date(when) if when else None


def _date(when: re.Match[str]) -> PartialDate | None:
    if when["last"]:
        return None
    return PartialDate(int(when["year"]), _MONTHS.index(when["month"]) + 1 if when["month"] else 0)
