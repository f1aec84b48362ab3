"""Where and when a report was filed, at the head of its first sentence: "RIGA, 18 April 2025 (Agency) - Latvia and Estonia ...".

What stands there happened to nobody: its day is that of the report, against which "on Tuesday" counts.
"""

from servanda.lexicon import lazy_re as re
from servanda.model import PartialDate
from servanda.read.report_dates import day_in

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    r"[A-Z][\w.'’]*(?:[ ,/]+[A-Z][\w.'’]*){0,4},?\s*"
    r"(?:\d{1,2}\s)?(?:[A-Z][a-z]{2,8}\.?\s)?(?:\d{1,2},?\s)?(?:\d{4},?\s*)?"
    r"(?:\([A-Z][\w ]*\)\s*)?(?:--|–|—|-)\s+|[A-Z][A-Z ,./]{2,40}:\s+"
    rf"|[A-Z]\w+(?:[ ,/]+[A-Z]\w+){{0,3}},\s(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}}),?(?:\s\d{{4}})?[:.]\s+(?=[A-Z])"
    r"|[A-Z]\w+:\s+(?=[A-Z])"
)
_REACH = 70
"""Characters of the longest dateline."""


def behind_dateline(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind its dateline, if it has one."""
    line = _DATELINE.match(text, start, min(end, start + _REACH))
    return line.end() if line else start


def day_of_report(text: str, starts: tuple[int, ...]) -> PartialDate | None:
    """The whole day in the dateline of one of the sentences that begin at the places."""
    for start in starts:
        line = _DATELINE.match(text, start, start + _REACH)
        named = day_in(text, start, line.end(), None, future=False) if line else None
        if named and named[0].day:
            return named[0]
    return None
