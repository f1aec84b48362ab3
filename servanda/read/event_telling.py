"""How a text tells an event: as done, as likely, as possible or as denied, and on which day."""

import datetime
from bisect import bisect_left

from servanda.lexicon import lazy_re as re
from servanda.model import Factuality, PartialDate
from servanda.read.event_clauses import MODAL, Told
from servanda.read.event_words import NOUN, Grammar, Words
from servanda.read.report_dates import day_in

_YEAR = re.compile(r"\b(?:in|since|of|during|by|until)\s(?:early\s|late\s|mid-)?(?P<year>(?:18|19|20)\d\d)\b(?!\s\w+s\b)")
_LAST = re.compile(
    r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s(?P<unit>month|year)\b|\b(?P<earlier>[Ee]arlier|[Ll]ater)\sthis\s(?P<same>month|year)\b"
)
_DEADLINE = re.compile(
    r"\b(?:by|until|till|before)\s(?:the\s)?(?:end\sof\s|early\s|late\s|mid-?)?(?:the\s|next\s)?(?:\w+\s)?$", re.IGNORECASE
)
"""What stands in front of the day until which something shall be done: not the day on which it is promised."""
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced|added|reported|wrote|declared|confirmed)\s(?:\w+\s){0,3}(?:on\s)?(?:late\s|early\s)?$"
)
"""What stands in front of the day on which somebody only speaks of what is to come."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OF_ANOTHER = re.compile(
    r"\b(?:what|that|which|it|they|he|she|than)\s(?:\w+\s){0,2}?(?:promised|pledged|agreed|committed|offered|announced|approved|signed|vowed)\s"
    r"(?:\w+\s){0,2}?(?:in|on|of|during|for)?\s?(?:early\s|late\s|mid-)?$"
)
"""The day behind it is that of what was promised, not of what came of it: "has paid half of what it promised in 2024"."""
_IN_MONTH = re.compile(
    r"\b(?:in|since|during|last)\s(?:early\s|late\s|mid-)?(?P<month>January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b(?!\s\d)"
)
_FIGURES = re.compile(r"\d{4}")
_NEVER: tuple[list[int], list[int]] = ([], [])
_DATE_BACK = 24
"""Characters in which a date begins before its month, year or weekday: "during early", "12th of", "earlier this"."""
_QUESTION = re.compile(r"\?[\"”’)]*\s*$")
_ONCE = re.compile(r"\s(?:only\s)?(?:after|once|when|upon|as soon as|if|unless|until)\b")
_IN_PRESENT = re.compile(r"(?:enters|comes|takes|goes)\b")
"""What "enters into force once both have ratified" is still to come."""
_NOTHING = frozenset({"none", "nothing", "neither", "no"})
_JOINING = frozenset({"and", "but", "so", "that", "because"})
_NOBODY = frozenset({"no", "none", "neither", "nobody", "nothing"})
_EMPHATIC = frozenset({"doubt", "wonder", "matter", "sooner", "longer", "less", "more", "fewer", "other"})
"""What stands behind a "no" that denies nothing."""
_BE = frozenset({"was", "were", "is", "are", "has", "have", "had", "been", "being", "be", "ever", "yet"})
_SHORT_NOUN = 4
_SHORT_SUBJECT = 7
"""Words up to which "no X" is the subject of what is told."""
_TO_COME = frozenset({"future", "plan", "may"})
"""Operators after which the event itself is still to come."""


def kind_of(it: Told, key: str) -> str:
    """The kind of an event; what is denied or still to come keeps its own kind, and `factuality` says so."""
    return (it.itself if denied(it) or to_come(it) else key).partition("/")[2]


def to_come(it: Told) -> bool:
    """Whether the text tells it as something that will, may or is meant to happen."""
    return bool(it.operators) and it.operators[0] in _TO_COME and "not" not in it.operators


def denied(it: Told) -> bool:
    """Whether the text says that it has not happened: "has not ratified", but not "will not ratify", which is a refusal."""
    return "not" in it.operators and "future" not in it.operators and set(it.operators[: it.operators.index("not")]) <= MODAL


def factuality(text: str, sentence: Words, grammar: Grammar, happened: list[Told], it: Told) -> Factuality:
    """How certain the text itself is of the event."""
    if denied(it) or _of_nothing(sentence, it):
        return Factuality.DENIED
    if it.clause.opener in grammar.conditional or "perhaps" in it.operators or "may" in it.operators:
        return Factuality.POSSIBLE
    hedged = None if grammar.hedging.isdisjoint(sentence.lows) else _hedged(sentence, grammar, happened, it)
    if hedged in (Factuality.DENIED, Factuality.POSSIBLE):
        return hedged
    if it.key.endswith("/entered_into_force") and _ONCE.match(text, it.end) and _IN_PRESENT.match(text, it.start):
        return Factuality.PROBABLE
    tail = max(sentence.start, sentence.end - 4)
    if text.find("?", tail, sentence.end) >= 0 and _QUESTION.search(text, tail, sentence.end):
        return Factuality.POSSIBLE
    return Factuality.PROBABLE if to_come(it) else hedged or Factuality.CERTAIN


def _of_nothing(sentence: Words, it: Told) -> bool:
    """Whether nothing is what is done, or who does it: "delivered none of the trucks", "no deal was signed"."""
    last, lows = it.tokens[-1], sentence.lows
    first = it.tokens[0].first
    begin = it.clause.first + (lows[it.clause.first] in _JOINING)
    if begin < first and lows[begin] in _NOBODY and lows[begin + 1] not in _EMPHATIC and first - begin < _SHORT_SUBJECT:
        return True
    if "no" in lows[first : last.last] or _said_of_no(lows, first):
        return True
    behind = lows[last.last + 1 : last.last + 3]
    return last.role != NOUN and bool(behind) and (behind[0] in _NOTHING or behind[-1] in ("none", "nothing"))


def _said_of_no(lows: list[str], verb: int) -> bool:
    """Whether a passive is said of "no X": "... and no treaty was signed"."""
    at = verb
    while at and lows[at - 1] in _BE:
        at -= 1
    return at < verb and "no" in lows[max(0, at - _SHORT_NOUN) : at]


def _hedged(sentence: Words, grammar: Grammar, happened: list[Told], it: Told) -> Factuality | None:
    """What the words around an event make of its certainty: "denied", "might", "reportedly"."""
    lows = sentence.lows
    around = lows[it.clause.first : min(it.clause.last, it.tokens[-1].last + 4)]
    if _said_before(sentence, happened, it, grammar.denying):
        return Factuality.DENIED
    promised = it.key.endswith(("/promised", "/agreed", "/offered"))
    asked = "should" in lows[it.clause.first : it.tokens[0].first] or (
        not promised and "would" in lows[it.tokens[0].first : it.tokens[-1].first]
    )
    if asked or not grammar.possible.isdisjoint(around):
        return Factuality.POSSIBLE
    if not grammar.probable.isdisjoint(around) or _said_before(sentence, happened, it, grammar.claiming):
        return Factuality.PROBABLE
    return None


def _said_before(sentence: Words, happened: list[Told], it: Told, verbs: frozenset[str]) -> bool:
    """Whether the event stands in what another one before it in the clause alleges or denies."""
    return any(
        h.clause is it.clause and h.start < it.start and h.tokens[-1].role != NOUN and sentence.lows[h.tokens[-1].last] in verbs
        for h in happened
        if h is not it
    ) and not _joined(sentence, it)


def _joined(sentence: Words, it: Told) -> bool:
    return it.tokens[0].first > 0 and sentence.lows[it.tokens[0].first - 1] in ("and", "but", "or")


def _times(text: str, sentence: Words, grammar: Grammar) -> tuple[list[int], list[int]]:
    """Where words stand that may name a day, a month or a year, and those of them in figures: most sentences have none."""
    dating = grammar.dating
    figures = _FIGURES.search(text, sentence.start, sentence.end) is not None
    if not figures and dating.isdisjoint(sentence.lows):
        return _NEVER
    named = list(zip(sentence.starts, sentence.lows, strict=True))
    years = [start for start, low in named if low[:4].isdigit() and len(low) > 3] if figures else []
    return sorted([*years, *(start for start, low in named if low in dating or low[:-2] in dating)]), years


def when(text: str, sentence: Words, grammar: Grammar, it: Told, published: PartialDate | None) -> PartialDate | None:
    """The day, month or year of the event: named behind it in its clause, else before it, else in its sentence."""
    times = sentence.times
    if times is None:
        times = sentence.times = _times(text, sentence, grammar)
    around, deciding = times[0], times[0 if published else 1]
    if not deciding:
        return None
    first, last = sentence.starts[it.clause.first], sentence.ends[it.clause.last - 1]
    places = [(it.end, last), (first, it.start)]
    if it.level == 0 and (first > sentence.start or last < sentence.ends[-1]):
        places.append((sentence.start, sentence.end))
    for start, end in places:
        k = bisect_left(deciding, start)
        if k == len(deciding) or deciding[k] >= end:
            continue
        found = _named(text, start, end, around[bisect_left(around, start)] - _DATE_BACK, published, to_come(it))
        if found and not (to_come(it) and published and found.last < published.first):
            return found
    return None


def _named(text: str, start: int, end: int, near: int, published: PartialDate | None, future: bool) -> PartialDate | None:
    """The day, month or year named in [start, end), where no word of a date stands more than `_DATE_BACK` before `near`."""
    look = max(start, near)
    day = day_in(text, look, end, published, future=future)
    if day and _OF_ANOTHER.search(text, start, day[1].start):
        day = None
    if day and future and _SAID_ON.search(text, max(start, day[1].start - 40), day[1].start):
        day = None
    if day:
        return None if not future and _DEADLINE.search(text, max(start, day[1].start - 28), day[1].start) else day[0]
    year = _YEAR.search(text, look, end)
    if year and _OF_ANOTHER.search(text, start, year.start("year")):
        return None
    if year:
        bound = not future and _DEADLINE.search(text, max(start, year.start("year") - 28), year.start("year"))
        return None if bound else PartialDate(int(year["year"]))
    month = _IN_MONTH.search(text, look, end) if published else None
    if month and published:
        number = _MONTHS.index(month["month"][:3].lower()) + 1
        later = number > (published.month or 12)
        return PartialDate(published.year - later + (future and not later), number)
    relative = _LAST.search(text, look, end) if published else None
    return _relative(relative, published) if relative and published else None


def _relative(near: re.Match[str], published: PartialDate) -> PartialDate | None:
    """ "Last month" against the day of the page."""
    step = {"last": -1, "next": 1}.get((near["which"] or "").lower(), 0)
    if (near["unit"] or near["same"]) == "year":
        return PartialDate(published.year + step)
    if not published.month:
        return None
    first = datetime.date(published.year, published.month, 1)
    month = first - datetime.timedelta(days=1) if step < 0 else first + datetime.timedelta(days=32) if step > 0 else first
    return PartialDate(month.year, month.month)
