"""By when, from when, how long and how often: the words that date a clause, and the rule that can be computed from them."""

from itertools import pairwise

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import DeadlineRule, PartialDate, Span
from servanda.read.conditions import before_the_subject
from servanda.read.grammar import COUNTING
from servanda.read.numbers import numbers_in

_COUNT = (
    r"(?:(?:\d{1,4}|one[\s-]hundred(?:[\s-]and[\s-](?:twenty|fifty|eighty))?|an?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"eighteen|twenty|"
    r"twenty[-\s]?(?:four|five|one)|thirty|forty|forty[-\s]?(?:five|eight)|fifty|sixty|seventy[-\s]?two|ninety|hundred|"
    r"several|few)\b)"
)
_BEFORE_UNIT = re.compile(
    r"(?P<lead>\b(?:(?:not[\s\xa0]+less[\s\xa0]+than[\s\xa0]+|at[\s\xa0]+least[\s\xa0]+)?(?:once|twice)[\s\xa0]+(?:in|every)|within|for|in|by|after|before|during|every|each|per|over|until|at[\s\xa0]least|at[\s\xa0]most|"
    r"not[\s\xa0]exceeding|not[\s\xa0]less[\s\xa0]than|"
    r"not[\s\xa0]more[\s\xa0]than|no[\s\xa0]later[\s\xa0]than|not[\s\xa0]later[\s\xa0]than|not[\s\xa0]earlier[\s\xa0]than|"
    r"upon|giving|give|gives|given|on|"
    r"following|with|of|to|about|the|by[\s\xa0]giving)[\s\xa0]+(?:(?:at[\s\xa0]least|a|the|an|not[\s\xa0]less[\s\xa0]than|"
    r"not[\s\xa0]more[\s\xa0]than|no[\s\xa0]more[\s\xa0]than|up[\s\xa0]to|about|"
    r"successive|further|additional|maximum|minimum|initial|consecutive|another|period|periods|term|space|interval|"
    r"intervals|duration|delay|time|course|of|first|next|such|"
    r"said|same|exceeding|not|total|whole|full|least|expiration|end|expiry|prior|written|notice|limit)[\s\xa0]+)*)?"
    rf"(?P<n>{_COUNT})(?:[\s\xa0]*\([^()]{{1,12}}\))?[\s\xa0-]*(?:(?:consecutive|successive|calendar|working|full|"
    rf"additional|further|business|clear)[\s\xa0-]+)?$",
)
_AFTER_UNIT = re.compile(
    r"[’']?s?[’']?[\s\xa0]*(?:(?P<notice>(?:prior|previous|advance|written|in[\s\xa0]writing)?[\s\xa0,]*(?:prior|previous|"
    r"advance|written)?[\s\xa0]*notice|(?:prior|written)[\s\xa0]+(?:written[\s\xa0]+)?notification)|"
    r"(?P<to>after|before|from|following|prior[\s\xa0]to|in[\s\xa0]advance|preceding|subsequent[\s\xa0]to|later|thereafter|"
    r"of|upon|as[\s\xa0]from|beginning|commencing|counted|starting)\b)",
)
_EVERY = re.compile(r"\bonce[\s\xa0]")
_PERIOD = re.compile(
    r"\b(?:within|during|for|throughout|after|before)[\s\xa0]+(?:(?:the|such|said|that|this|a|an|same|reasonable|specified|"
    r"entire|whole|shortest|possible|"
    r"limited|unlimited|appropriate|prescribed|agreed)[\s\xa0]+){1,4}$",
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(
    rf"[\s\xa0]*(?:the[\s\xa0]+)?(?:(?P<d>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?(?:[\s\xa0]+day)?(?:[\s\xa0]+of)?[\s\xa0]+(?P<m>{_MONTH}),?[\s\xa0]+(?P<y>\d{{4}})|"
    rf"(?P<m2>{_MONTH})[\s\xa0]+(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[\s\xa0]+)?(?P<y2>\d{{4}})|(?:end[\s\xa0]of[\s\xa0]+|"
    rf"year[\s\xa0]+|years[\s\xa0]+)?(?P<y3>(?:17|18|19|20)\d\d)\b)",
)
_ORDINALS = {
    word: n
    for n, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 1
    )
} | {"fifteenth": 15, "twentieth": 20, "twenty-fifth": 25, "thirtieth": 30, "fiftieth": 50, "hundredth": 100}
_ORDINAL_BEFORE = re.compile(
    r"\b(?P<lead>until|till|by|on|upon|before|at|after|from|following)[\s\xa0]+(?:the[\s\xa0]+)?(?:(?P<nth>each|every|[a-z-]+(?:st|nd|rd|th)|\d{1,3}(?:st|nd|rd|th))[\s\xa0]+)?$"
)
_FIGURE = re.compile(r"[0-9]")
_NEAR = 36
_MONTHS = {name: i + 1 for i, name in enumerate(_MONTH.split("|"))}
_COUNT_BEHIND = re.compile(
    rf"[\s\xa0]+{_COUNT}(?:[\s\xa0]*\([^()]{{1,12}}\))?[\s\xa0-]+(?:(?:calendar|working|full|business|clear)[\s\xa0]+)?"
    r"(?:hours?|days?|weeks?|months?|years?)\b(?![\s\xa0]+\d)"
)
"""Behind "not later than": a span of time, which its unit tells."""
_BY_BEHIND = re.compile(r"[\s\xa0]*(?:by|on|until|and[\s\xa0]+including)\b(?=[\s\xa0]+(?:the[\s\xa0]+)?\d)")
"""Between "at the latest" and the date."""
_END_OF_YEAR = re.compile(
    r"[\s\xa0]+(?:the[\s\xa0]+)?(?P<nth>[a-z-]+(?:st|nd|rd|th))[\s\xa0]+year[\s\xa0]+(?:after|from|following|of)\b"
)
"""Behind "by the end of": so many years from what follows."""
_ON_OR = re.compile(r"\bon[\s\xa0]+or[\s\xa0]+before\b")
_TH = r"(?:st|nd|rd|th)?"
_DAY = (
    rf"(?:\d{{1,2}}{_TH}(?:[\s\xa0]+day)?(?:[\s\xa0]+of)?[\s\xa0]+(?:{_MONTH})|(?:{_MONTH})[\s\xa0]+\d{{1,2}}{_TH}|"
    rf"(?:first|fifteenth|last)[\s\xa0]+day[\s\xa0]+of[\s\xa0]+(?:{_MONTH}))\b"
)
_BY = r"(?:by|on|upon|before|until|(?:not|no)[\s\xa0]+later[\s\xa0]+than)[\s\xa0]+(?:the[\s\xa0]+)?"
_DAYS = (
    rf"{_DAY}(?![\s\xa0,]+\d{{4}})"
    rf"(?:(?:[\s\xa0]*,|[\s\xa0]+(?:and|or))[\s\xa0]+(?:(?:by|on|before)[\s\xa0]+)?(?:the[\s\xa0]+)?{_DAY}){{0,3}}"
)
_DAYS_OF = re.compile(rf"\b{_BY}{_DAYS}[\s\xa0]*(?:,|of|in)?[\s\xa0]*$")
"""In front of "each year": on which days of it."""
_DAYS_BEHIND = re.compile(rf"[\s\xa0]*,?[\s\xa0]*{_BY}{_DAYS}")
_OF_EACH = re.compile(rf"{_DAYS}[\s\xa0]+(?:of|in)[\s\xa0]+(?:each|every)[\s\xa0]+(?:calendar[\s\xa0]+)?year\b")
_ONE_DAY = re.compile(_DAY)
_DAYS_NEAR = 90
_EVENT_NEXT = re.compile(r"[\s\xa0]*[a-z]")
_DURING_NEXT = re.compile(
    r"[\s\xa0]*(?:the[\s\xa0]+|such[\s\xa0]+|said[\s\xa0]+|that[\s\xa0]+|this[\s\xa0]+|its[\s\xa0]+|their[\s\xa0]+|"
    r"all[\s\xa0]+|a[\s\xa0]+)*"
    r"(?:period|periods|term|duration|validity|lifetime|life|year|years|first|next|time|same|whole|entire|currency|"
    r"continuance|existence|presence|stay|ten|five|\d)",
)
_STARTS = re.compile(
    r"\b(?:force|effect|effective|operative|operation|expires?|terminates?|commence|begin|start|open|apply|applies|applied|"
    r"valid|signature|binding)\b",
)
_END = re.compile(r"[,;:]|[\s\xa0]provided\b|\b(?:and|but)[\s\xa0]+(?:shall|will|may)\b|\.$")
_ANCHORS = (
    ("signature", re.compile(r"\bsign(?:ature|ing|ed)\b")),
    ("notification", re.compile(r"\b(?:notif|notice|receipt|received|communicat|informed|written)")),
    (
        "entry_into_force",
        re.compile(r"\b(?:entry into force|enters into force|entered into force|in force|into force)\b"),
    ),
    ("request", re.compile(r"\brequest")),
)


_BY_SO_MANY = re.compile(
    rf"\bsign\w*[\s\xa0]+(?:on[\s\xa0]+behalf[\s\xa0]+of|by)[\s\xa0]+(?:at[\s\xa0]+least[\s\xa0]+)?{_COUNT}|\bsuch[\s\xa0]+signature"
)
"""A signature that comes after others: "ninety days after it has been signed on behalf of six Governments"."""
_IN_MONTHS = {"month": 1, "year": 12}
_SINCE = re.compile(r"\b(?:from|after|following|since)\b", re.IGNORECASE)
_FARTHEST = 160
_DATED_THINGS = frozenset(
    ("done", "made", "held", "given", "taken", "begun", "drawn", "agreement", "treaty", "convention", "protocol", "memorandum")
) | {"arrangement", "resolution", "note", "notes", "letter", "letters", "decision", "declaration", "law", "act", "list", "force"}
"""What may bear a day of its own."""
_FORMS_OF_BE = frozenset({"be", "been", "being", "is", "are", "was", "were", "and", "or"})


class Deadline:
    """Words that date, and what they say."""

    __slots__ = ("date", "days", "end", "kind", "n", "start", "unit")

    def __init__(
        self, start: int, end: int, kind: str, n: int | None = None, unit: str | None = None, date: PartialDate | None = None
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.n = n
        self.unit = unit
        self.date = date
        self.days: tuple[str, ...] = ()


def deadlines(text: str, begin: int, end: int, start: int, marks: Marks) -> list[Deadline]:
    """The deadlines that stand in the clause text[begin:end], in order; its finite words begin at `start`."""
    found: list[Deadline] = []
    reached, low = begin, marks.low
    for at, close, key in marks.within("deadline", begin, end):
        kind, _, detail = key.partition(".")
        if kind == "unit":
            one = _counted(low, at, close, detail, max(begin, reached), end)
        elif at < reached:
            continue
        elif kind == "every":
            n, unit = detail.split(".")
            one = Deadline(at, close, "every", int(n), unit)
        elif kind == "at_once":
            one = Deadline(at, close, "within")
        elif kind == "fixed":
            one = Deadline(at, close, "from" if "sign" in low[at:close] else "for")
        else:
            one = _opened(low, at, close, detail, begin, end, start)
        if one is not None:
            if one.date is None and one.kind != "every" and (told := _OF_EACH.search(low, one.start, end)):
                one.kind, one.n, one.unit, one.end, one.days = "every", 1, "year", told.end(), _days_in(told[0])
            elif one.kind == "every" and one.unit == "year":
                _on_days(one, low, max(begin, reached), end)
            if one.start < start < one.end:
                one.end = _trimmed(low, one.start, before_the_subject(low, close, start))
            found.append(one)
            reached = one.end
    return found


def _on_days(one: Deadline, low: str, begin: int, end: int) -> None:
    """Takes the days of the year into the words of a yearly deadline: "by 31 March of each year"."""
    told = (
        _DAYS_OF.search(low, max(begin, one.start - _DAYS_NEAR), one.start)
        if low[max(begin, one.start - 4) : one.start]
        else None
    )
    if told is not None:
        one.start = told.start()
    else:
        told = _DAYS_BEHIND.match(low, one.end, end)
        if told is None:
            return
        one.end = told.end()
    one.days = _days_in(told[0])


def _days_in(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (_day_of(day[0]) for day in _ONE_DAY.finditer(words)))))


def _day_of(words: str) -> str | None:
    """A day and a month as MM-DD; None for a day that no year has."""
    month = next(n for name, n in _MONTHS.items() if name in words)
    if words.startswith("last"):
        return str(PartialDate(2023, month).last)[5:]
    figures = "".join(filter(str.isdigit, words))
    day = int(figures) if figures else 15 if words.startswith("fif") else 1
    try:
        return str(PartialDate(2024, month, day))[5:]
    except ValueError:
        return None


def _trimmed(low: str, start: int, end: int) -> int:
    while end > start and low[end - 1] in " ,\n\t\xa0\r":
        end -= 1
    return end


def _counted(low: str, at: int, close: int, unit: str, begin: int, end: int) -> Deadline | None:
    if low.startswith("anniversar", at):
        return _anniversary(low, at, close, begin, end)
    before = _BEFORE_UNIT.search(low, max(begin, at - 70), at) if unit != "period" and _may_count(low, begin, at) else None
    if before is None:
        if unit == "period" and not low.startswith((" of", " not", " up"), close):
            period = _PERIOD.search(low, max(begin, at - 60), at)
            return Deadline(period.start(), close, "within") if period else None
        return None
    after = _AFTER_UNIT.match(low, close, end)
    lead = before["lead"] or ""
    first = "once" if _EVERY.search(lead) else lead.split()[0] if lead else ""
    if after is None and first in {"", "of", "to", "with", "the", "about"} and "period" not in lead and "term" not in lead:
        return None
    if after is not None and after["to"] and after["to"] == "of" and first in {"", "the", "of", "to"}:
        return None
    n = _value(before["n"])
    start = before.start() if lead else before.start("n")
    if after is not None and after["notice"] is not None:
        return Deadline(start, after.end(), "before", n, unit)
    stop = close
    kind = {
        "for": "for",
        "once": "every",
        "every": "every",
        "each": "every",
        "per": "every",
        "within": "within",
        "in": "within",
        "during": "for",
        "over": "for",
    }.get(first, "within")
    if after is not None:
        word = after["to"] or ""
        stop = _event_end(low, after.end(), end)
        if kind not in {"within", "for"} or first not in {"within", "in", "for"}:
            kind = "before" if word in {"before", "prior to", "in advance", "preceding"} else "after"
    elif first == "after":
        kind = "after"
    if kind == "after" and "later" in lead:
        kind = "within"
    if kind == "every" and "exceeding" in lead:
        kind = "for"
    return Deadline(start, stop, kind, n, unit)


def _anniversary(low: str, at: int, close: int, begin: int, end: int) -> Deadline | None:
    """ "until the tenth anniversary of its signature": ten years for, or after, what is celebrated."""
    match = _ORDINAL_BEFORE.search(low, max(begin, at - 60), at)
    if match is None:
        return None
    which = match["nth"] or ""
    n = 1 if which in {"each", "every", ""} else _nth(which)
    kind = (
        "every" if which in {"each", "every"} else {"until": "for", "till": "for", "before": "before"}.get(match["lead"], "after")
    )
    return Deadline(match.start(), _event_end(low, close, end), kind, n, "year")


def _nth(word: str) -> int | None:
    counted = numbers_in(word, 0, len(word))
    if len(counted) == 1:
        return int(counted[0].value)
    return int(word[:-2]) if word[:-2].isdigit() else _ORDINALS.get(word)


def _may_count(low: str, begin: int, at: int) -> bool:
    """Whether the word before a unit can be, or stand behind, a number."""
    words = low[max(begin, at - 24) : at].replace("-", " ").split()
    word = words[-1] if words else ""
    return bool(word) and (word[-1].isdigit() or word[-1] == ")" or word in COUNTING)


def _value(words: str) -> int | None:
    if words in {"a", "an"}:
        return 1
    counted = numbers_in(words, 0, len(words))
    return int(counted[0].value) if len(counted) == 1 else None


def _opened(low: str, at: int, close: int, detail: str, begin: int, end: int, start: int) -> Deadline | None:
    if detail in {"by", "before"} and (year := _END_OF_YEAR.match(low, close, end)) and low.endswith("end of", at, close):
        return Deadline(at, _event_end(low, year.end(), end), "within", _nth(year["nth"]), "year")
    if detail in {"by", "before"} and _COUNT_BEHIND.match(low, close, end):
        return None
    if by := _BY_BEHIND.match(low, close, end):
        close = by.end()
    date = _DATE.match(low, close, end) if _FIGURE.search(low, close, close + _NEAR) else None
    if date is None and detail == "on":
        return None
    when = _date_of(date)
    celebrated = low.find("anniversar", close, min(end, close + _NEAR))
    if celebrated >= 0 and (one := _anniversary(low, celebrated, celebrated, at, end)):
        return one
    if detail == "until":
        return Deadline(at, date.end() if date else _event_end(low, close, end), "for", date=when)
    if detail == "by_the":
        return Deadline(at, date.end(), "by", date=when) if date and date["d"] else None
    if detail == "by" or (detail == "before" and date):
        word = low[at:close]
        if date:
            return Deadline(at, date.end(), "by" if _ON_OR.search(low, max(begin, at - 8), close) else detail, date=when)
        return Deadline(at, _event_end(low, close, end), "by") if word != "by" else None
    if detail == "from":
        word = low[at:close]
        if date and word != "since" and not (word == "as of" and date["y3"]):
            return Deadline(at, date.end(), "from", date=when)
        return None
    if detail == "on":
        if date and at == begin and date["y3"]:
            return Deadline(at, date.end(), "within", date=when)
        if date and at > start and _is_a_day_to_act(low, date, start, at, begin):
            return Deadline(at, date.end(), "from", date=when)
        return None
    if detail == "at":
        return Deadline(at, _event_end(low, close, end), "within")
    if detail == "during":
        long = low[at:close] not in {"during", "throughout"}
        if not long and _attributive(low, at, begin):
            return None
        return Deadline(at, _event_end(low, close, end), "for") if long or _DURING_NEXT.match(low, close, end) else None
    if not _EVENT_NEXT.match(low, close, end) or _attributive(low, at, begin):
        return None
    if low[at:close] in {"following", "after"} and at < start and at != begin and low[at - 2 : at].strip() != ",":
        return None
    return Deadline(at, _event_end(low, close, end), detail, date=when)


def _is_a_day_to_act(low: str, date: re.Match[str], start: int, at: int, begin: int) -> bool:
    """Whether a day dates what shall be done ("shall pay the rent on 1 May 2031"), and not a thing ("the pact signed on ...")."""
    if low.rfind("signed", max(begin, at - 45), at) >= 0 and low.rfind("be signed", begin, at) < 0:
        return False
    if _STARTS.search(low, max(begin, at - 45), at):
        return True
    if not (date["d"] or date["d2"]) or at - start > _FARTHEST:
        return False
    words = low[start:at].replace(",", " ").split()
    return not any(
        word in _DATED_THINGS or (word.endswith("ed") and before not in _FORMS_OF_BE and not before.endswith("ly"))
        for before, word in pairwise(words)
    )


def _attributive(low: str, at: int, begin: int) -> bool:
    """Whether a participle stands right before that is not the clause's own verb: "acts committed during their stay"."""
    words = low[max(begin, at - 60) : at].split()
    if words and words[-1] in {"into", "upon"}:
        words.pop()
    if not words or not (words[-1].endswith("ed") or words[-1] in {"made", "taken", "given", "undertaken", "begun", "entered"}):
        return False
    words.pop()
    while words and (words[-1].endswith("ly") or words[-1] in {"not", "also", "so", "further"}):
        words.pop()
    return not words or words[-1] not in _FORMS_OF_BE


def _event_end(low: str, at: int, end: int) -> int:
    match = _END.search(low, at, end)
    return match.start() if match else end


def _date_of(match: re.Match[str] | None) -> PartialDate | None:
    if match is None:
        return None
    year = int(match["y"] or match["y2"] or match["y3"])
    month = _MONTHS[match["m"] or match["m2"]] if match["m"] or match["m2"] else 0
    day = int(match["d"] or match["d2"] or 0)
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def deadline_rule(text: str, found: list[Deadline]) -> DeadlineRule | None:
    """The rule of the first deadline that says how long, how often or on which date; else of the first."""
    if not found:
        return None
    best = next((one for one in found if one.n is not None or one.date is not None), found[0])
    words = text[best.start : best.end].lower()
    anchor: str | None = "date" if best.date else next((name for name, cue in _ANCHORS if cue.search(words)), None)
    if anchor == "signature" and _BY_SO_MANY.search(words):
        anchor = "event"
    if anchor is None and best.kind in {"within", "before", "after", "from"}:
        anchor = "event"
    date = best.date
    if best.kind == "every" and date is None:
        date = next((one.date for one in found if one.kind == "for" and one.date), None)
    others = (one.date for one in found if one.date and one.date != date)
    return DeadlineRule(
        best.kind, best.n, best.unit, anchor, date, tuple(dict.fromkeys(others)), best.days, _lasts(best, found, text)
    )


def _lasts(best: Deadline, found: list[Deadline], text: str) -> int | None:
    """For how many months a recurring duty lasts: "annually, for ten years"; None where that counts from something else."""
    if best.kind != "every":
        return None
    for one in found:
        if one.kind == "for" and one.n and one.unit in _IN_MONTHS and not _SINCE.search(text[one.start : one.end + 12]):
            return one.n * _IN_MONTHS[one.unit]
    return None


def spans(found: list[Deadline], text: str) -> tuple[Span, ...]:
    """The words of the deadlines, without blanks and closing punctuation."""
    if not found:
        return ()
    out = []
    for one in found:
        end = one.end
        while end > one.start and text[end - 1] in " ,;:.\n\t\xa0":
            end -= 1
        if end > one.start:
            out.append(Span(one.start, end))
    return tuple(out)
