"""Places of signature: what stands behind "at" or "in" in a closing formula."""

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Span

_AT = re.compile(r"\b(?P<word>at|in|of|on (?=the (?!day\b)))[\s,]*(?<=[\s,])", re.IGNORECASE)
_ON_WATER = re.compile(
    r"the (?P<name>[A-Z][\w'’-]*(?:,? (?:or|and|of|the|[A-Z][\w'’-]*)){0,5}? (?:Creek|River|Fork|Lake|Bayou|Bay))\b"
)
_CITY_OF = re.compile(r"\b(?:city|town)\s$", re.IGNORECASE)
_CITY = re.compile(
    r"(?:the\s+)?(?:(?:capital\s+)?(?:city|cities|town|village|capital|municipality|port|seat|headquarters|agency)\s+of[\s,]+)?(?:the\s+(?=hague\b))?",
    re.IGNORECASE,
)
_STOP = (
    "this|on|in|at|day|date|dated|done|for|by|as|between|under|with|during|upon|and|both|each|all|which|shall|to|from|he|her|his|their|it|"
    "being|have|has|was|were|is|when|where|who|whose|after|before|sunday|monday|tuesday|wednesday|thursday|friday|saturday|january|february|"
    "march|april|may|june|july|august|september|october|november|december|duplicate|triplicate|quadruplicate|quintuplicate|two|three|four|"
    "five|six|seven|eight|one|single|a|an|english|french|originals?|original|copies|copy|texts?|languages?|witness|faith|testimony|same|"
    "presence|accordance|order|conformity|respect|whereof|good|due|behalf|article|paragraph|annex|place|above|aforesaid|accordance|force|duplicate|signed|addition|force|that|duly|first|second|third|fourth|fifth|"
    "sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
    "twenty|thirtieth|thirty|spanish|russian|german|dutch|chinese|arabic|portuguese|its|government|several|said|present|year|request|invitation|instance|discretion|expense"
)
_WORD = re.compile(rf"(?!(?:{_STOP})(?![\w'’-]))[^\W\d_][^\W_]*(?:[.'’‘`-]?[^\W\d_]+)*\.?(?!\w)", re.IGNORECASE)
_LINK = re.compile(
    r"(?:\s?[,(/]\s?|\s(?:and|&)\s|\s?[-–]\s?|\s)(?:(?:of|de|des|la|le|les|du|del|da|do|den|der|am|sur|aux|the|on|upon|near)\s)*",
    re.IGNORECASE,
)
_LONGEST = 8
_DATE_FOLLOWS = re.compile(r"[\s,.]*(?:this|on|the\s+(?:\d|\w+(?:th|st|nd|rd)\b)|\d)", re.IGNORECASE)


def place_after(text: str, marks: Marks, start: int, end: int, lowered: bool) -> Span | None:
    """The first place that "at" or "in" names inside [start, end); `lowered`: the text has lost its capitals."""
    for preposition in _AT.finditer(text, start, end):
        if preposition["word"].lower() == "of" and not _CITY_OF.search(text, start, preposition.start()):
            continue
        if preposition["word"].lower() == "on ":
            water = _ON_WATER.match(text, preposition.end(), end)
            if water:
                return Span(*water.span("name"))
            continue
        at = preposition["word"].lower() != "in"
        found = _phrase(
            text, preposition.end(), end, lowered or (at and text[preposition.end() : preposition.end() + 1].islower())
        )
        if found and marks.any("language", found.start, found.end):
            continue
        if found and (at or not lowered or _DATE_FOLLOWS.match(text, found.end, end)):
            return found
    return None


def _phrase(text: str, at: int, end: int, lowered: bool) -> Span | None:
    city = _CITY.match(text, at, end)
    start = at = city.end() if city else at
    if text[start - 4 : start].lower() == "the " and text[start : start + 5].lower() == "hague":
        start -= 4
    last = None
    for _ in range(_LONGEST):
        word = _WORD.match(text, at, end)
        if not word or not (lowered or word[0][0].isupper()):
            break
        last = word.end()
        link = _LINK.match(text, last, end)
        if not link:
            break
        at = link.end()
    if last is None:
        return None
    if "(" in text[start:last] and text[last : last + 1] == ")":
        last += 1
    if text[last - 1] == "." and last - start > 4 and text[last - 3 : last - 1].isalpha():
        last -= 1
    return Span(start, last)
