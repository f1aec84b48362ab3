"""When and where an agreement was signed, and on which occasion.

Formulas are asked in an order: the opening of older treaties ("made and concluded at ... on ..."), the closing formula ("Done
at ..."), the words before the signatures ("in witness whereof ... this ... day"), letters, the act of a conference, the title.
The first kind of formula that stands in the text decides, also where it leaves the day blank.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from servanda.lexicon import Mark, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import PartialDate, Problem, Provision, Signature, Span
from servanda.read.dates import Dated, dates
from servanda.read.found import Found
from servanda.read.headings import lost_its_capitals
from servanda.read.notes import is_note
from servanda.read.places import place_after

_MOST = 120
_REACH = 400
"""Characters between the verb of a closing formula and its date."""
_HEAD = re.compile(
    r"(?:^|[.:!?)\]*|/])\s*$|[^,\w-]\n\s*\n\s*$|\b(?:this|present)\s(?:agreement|protocol|treaty|convention|memorandum|"
    r"document|instrument|arrangement|declaration)\s(?:was\s|is\s)?$",
    re.IGNORECASE,
)
_LINE = re.compile(r"\n\s*$")
_INSTRUMENT = r"(?:treaty|convention|agreement|contract|articles?|compact|capitulation|council|talks?)"
_OPENING = re.compile(
    rf"(?:(?:in|at)\s+)?(?:the\s+following\s+|a\s+|an\s+|these\s+|this\s+|the\s+)?(?:\w+al\s+|\w+ary\s+|amended\s+|"
    rf"general\s+)?{_INSTRUMENT}"
    rf"(?:(?:\s|,|of|and|a|an|peace|friendship|limits|amity|cession)+{_INSTRUMENT})*\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:whereas|treaty of the|by the (?:first|second|third|\w+) article|under the|pursuant)\b", re.IGNORECASE
)
_OLD_VERB = re.compile(r"conclud|made|held|holden|formulated", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:treaty|protocol|convention|agreement|charter|pact|conference|summit|session|meeting|declaration)[\w\s,]{0,30}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=\w{4})[.;]\s+(?=[A-Z\"“(\[])|\n\s*\n(?=\s*[A-Z])")
_CLOSING_QUOTES = ('"', "”", "’", "»")
_OPEN_PLACES = re.compile(r"_{3,}|\.{4,}|…{2,}|\bday\s+of\s+(?:[_.…,]|in\b)|\bon\s+(?:this|the)\s+day\s+of\b")
_OTHER_DAY = re.compile(r"\b(?:into (?:force|effect)|effective|until|expires?|valid)\b[^.]{0,24}$", re.IGNORECASE)
_GATHERING = r"(?:summit|conference|meeting(?! house)|session|congress|assembly|visit)"
_OCCASION = re.compile(
    r"\b(?:(?:on|in|at|during) the (?:occasion|margins?|sidelines|framework|course) of (?:the )?(?!this\b|these\b)"
    rf"|during the (?=(?:[\w-]+ ){{0,3}}{_GATHERING}\b)"
    rf"|at the (?:(?:[\w-]+ ){{1,3}}{_GATHERING}|{_GATHERING}(?= (?:of|on|in) ))\b)"
    r"[^.;,\n]{0,100}?(?=[.;,\n]|\Z| this | (?:on|in) (?:the )?(?:\d|[A-Z]\w+ \d|\w+ (?:day|original|cop)|duplicate|triplicate"
    r"|two\b|[A-Z]\w+ (?:and|language)|English))",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?:(?P<line>^|[\n.])[ \t]*)?\b(?P<place>The\s+Hague|[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|de|la|del)){0,3}|"
    r"[a-z]+ ?[a-z]*(?:, d\.? ?[cf]\.?)?),\s+(?:on |the |this )?$"
)
_GLUED_TOWN = re.compile(r"(?<=[a-z]{3})[A-Z][a-z]\w*(?: \w+)?$")
"""The town, where the line above it has run into it: "AffairsOslo"."""
_SALUTATION = re.compile(
    r"[\s.,]*(?:Sir|Excellency|Your|Dear|Mr|Monsieur|My|Madam|N[or]\b|Ref|No\.|[A-Z]{3,}|\d{1,6})", re.IGNORECASE
)
_BESIDE_NAME = re.compile(
    r"(?:\b(?i:date|dated|signed|on)|"
    r"(?P<place>\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?))\s?:\s*(?:\w+day,?\s)?$"
)
_PLACE_BESIDE = re.compile(r"[\s,;]{0,20}\b(?i:place)\s?:\s*(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)")
_PLACE_LABEL = re.compile(r"\b(?i:place)\s?:[ \t]*(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)")
_BRACKET = re.compile(
    r"\(\s*(?:[Ss]igned|[Dd]one|[Cc]oncluded)?\s*(?:at|"
    r"in)?\s*(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}),?\s+(?:on\s+)?(?=\d|[A-Z][a-z]+ \d)"
)
_HEAD_LINE = re.compile(
    r"(?:\n|\A)[ \t]*(?P<place>[A-Z][\w.'’-]+(?:(?: | ?[-–,] ?)[A-Z][\w.'’-]+){0,3}),\s+(?=\d|[A-Z][a-z]+ \d)"
)
"""Place and day alone on a line below the title."""
_MADE_LINE = re.compile(
    r"(?:\n|\A)[ \t]*(?:Made|Done|Signed|Concluded)\s+(?:at|in)\s+(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}),?\s+"
    r"(?:on\s+)?(?:the\s+)?"
)
"""A line below the title that says where it was made: "Made at Arica the 3rd of May 2031"."""
_NOTHING_MORE = re.compile(r"[ \t.]*(?:\n|\Z)")
_RESOLUTION = re.compile(r"\b(?:resolution|decision|recommendation|directive|regulation|communique)s?\b[^.;]*$")
"""What is adopted and is no agreement."""
_OTHERS = re.compile(r"\b(?:the|and|of|in) (?:[A-Z]\w+ )+(?:on|of|for|to|relating|concerning|against)\b[^.;:]{3,100}$")
"""Another agreement's title, of which it is told when it was adopted."""
_HEAD_OF_TEXT = 600
_ON = re.compile(r"(?:\bon|\bthis|,|\bdated)\s+(?:the\s+|this\s+)?$", re.IGNORECASE)
_REFERS = re.compile(r"\b(?:into force|of|signed|done|dated|concluded|adopted|amended)\b[^.;]{0,30}$", re.IGNORECASE)
_OPENED_EARLY, _OPENED_LATE = 2_200, 6_000
"""Characters in which an opening says when a treaty was made; behind long recitals only where it is a paragraph of its own."""
_LETTERS = 40_000
_SIGNATURES = 1_800


class _Formula(NamedTuple):
    """A formula of signature: where it begins, its date and place, if it has any; `blank`: it leaves its date open."""

    start: int
    date: Dated | None
    place: Span | None
    end: int
    blank: bool = False
    elsewhere: tuple[Span, ...] = ()
    """Places beside the names of the signatories that differ."""


def signing(text: str, structure: tuple[Provision, ...], marks: Marks) -> Found:
    """`signed` and `status`, with evidence for `signed.date`, `signed.place` and `signed.occasion`."""
    seen: list[_Formula] = []
    for formula in _formulas(text, marks):
        seen.append(formula)
        if formula.date or formula.blank:
            break
    if not seen:
        return _on_different_days(text, _letters(text, marks))
    if seen and seen[-1].blank:
        seen += _opened(text, marks, lost_its_capitals(text))
    deciding = seen[-1] if seen[-1].date or seen[-1].blank else seen[0]
    placed = deciding if deciding.place or deciding.blank else next(filter(_has_place, seen), deciding)
    dated = deciding.date
    spans = {
        "signed.date": Span(dated.start, dated.end) if dated else None,
        "signed.place": placed.place,
        "signed.occasion": _occasion(text, deciding),
    }
    signature = Signature(
        dated.date if dated else None, _words(text, spans["signed.place"]), _words(text, spans["signed.occasion"])
    )
    evidence = {field: (span,) for field, span in spans.items() if span}
    if evidence:
        evidence["signed"] = (Span(deciding.start, deciding.end),)
    proof = evidence.get("signed.date") or evidence.get("signed.place")
    if proof:
        evidence["status"] = proof
    return Found(
        {"signed": signature, "status": "signed" if dated or placed.place else None}, evidence, _at_places(text, deciding)
    )


def _on_different_days(text: str, letters: list[_Formula]) -> Found:
    """What letters say that bear different days: signed, at the place that they share; none of the days is the one."""
    days = sorted({str(letter.date.date) for letter in letters if letter.date})
    if len(days) < 2:
        return Found({"signed": Signature()})
    message = f"the letters bear different days ({', '.join(days[:4])}), so none is taken for the day of signature"
    place = _shared(text, [letter.place for letter in letters])
    spans = tuple(Span(letter.start, letter.end) for letter in letters)
    return Found(
        {"signed": Signature(None, _words(text, place)), "status": "signed"},
        {"signed": spans, "status": spans, **({"signed.place": (place,)} if place else {})},
        (Problem("signed.date", message, letters[0].start, letters[0].end),),
    )


def _at_places(text: str, formula: _Formula) -> tuple[Problem, ...]:
    """What to tell where the signatories signed at different places: none of them is the one."""
    if not formula.elsewhere:
        return ()
    names = ", ".join(dict.fromkeys(str(_words(text, place)) for place in formula.elsewhere))
    message = f"the signatories put different places beside their names ({names}), so none is taken for the place of signature"
    return (Problem("signed.place", message, formula.elsewhere[0].start, formula.elsewhere[-1].end),)


def _shared(text: str, places: list[Span | None]) -> Span | None:
    """The first of the places, where all are the same."""
    return places[0] if len({_words(text, place) for place in places}) == 1 else None


def _occasion(text: str, formula: _Formula) -> Span | None:
    found = _OCCASION.search(text, formula.start, min(len(text), formula.end + 120))
    return Span(*found.span()) if found and found.start() < formula.end else None


def _words(text: str, span: Span | None) -> str | None:
    return " ".join(text[span.start : span.end].split()) if span else None


def _formulas(text: str, marks: Marks) -> Iterator[_Formula]:
    """The formulas, in the order in which they are believed."""
    lowered = lost_its_capitals(text)
    for find in (_opening, _done, _adopts, _witness, _labelled, _letter, _each, _titled, _adopted, _opened):
        yield from find(text, marks, lowered)


def _of(marks: Marks, *keys: str) -> Iterable[Mark]:
    """The first marks with one of the keys; a text that has more of them is no agreement."""
    return islice((mark for mark in marks.of("signing") if mark[2] in keys), _MOST)


def _read(text: str, marks: Marks, mark: Mark, lowered: bool, reach: int = _REACH) -> _Formula:
    start, at, _ = mark
    limit = end = min(len(text), at + reach)
    stop = _SENTENCE.search(text, at, end)
    if stop and stop.start() - at > 10:
        end = stop.start() + 1
    found = (date for date in dates(text, at, limit, day_first=True) if date.start < end)
    date = next((date for date in found if not _OTHER_DAY.search(text, max(at, date.start - 40), date.start)), None)
    verb_ends = at if text[at - 3 : at].lower() not in (" at", " in") else at - 3
    place = place_after(text, marks, verb_ends, end, lowered)
    blank = not date and bool(_OPEN_PLACES.search(text, at, min(end, at + 120)))
    return _Formula(start, date, place, max(end, date.end if date else 0), blank)


def _at_head(text: str, start: int, end: int, lowered: bool) -> bool:
    low = max(0, start - 30)
    above = text[low:start].rstrip(" ")[-1:] if text[start].islower() else text[start - 1 : start]
    if above in (")", "]") and text[start : start + 4].lower() != "done":
        return False
    if _HEAD.search(text, low, start) or (lowered and text[start - 1] in ",;0123456789"):
        return True
    if text[start : start + 4].isupper() and not lowered:
        return not text[max(0, start - 40) : start].isupper() or bool(_LINE.search(text, low, start))
    return text[start].isupper() and bool(_LINE.search(text, low, start) or text[start - 2 : start].rstrip() in _CLOSING_QUOTES)


def _done(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    """The closing formulas, in the order of the text."""
    for mark in _of(marks, "done"):
        if mark[0] > 150 and _at_head(text, mark[0], mark[1], lowered):
            yield _read(text, marks, mark, lowered)


def _has_place(formula: _Formula) -> bool:
    return bool(formula.place)


def _opening(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    for mark in _of(marks, "opening", "done"):
        if mark[0] > _OPENED_LATE:
            break
        head = _letter_from(text, max(text.rfind("\n", 0, mark[0]), text.rfind(". ", 0, mark[0]) + 1, 0))
        words = _OPENING.match(text, head)
        if mark[2] == "done" and not _OLD_VERB.match(text, mark[0]):
            continue
        if (
            not words
            or mark[0] - head > _REACH
            or (mark[0] > _OPENED_EARLY and not (text[head - 2 : head] == "\n\n" and text.startswith("made", mark[0])))
            or _REFERENCE.search(text, head, mark[0])
            or _OTHER.search(text, words.end(), mark[0])
        ):
            continue
        formula = _read(text, marks, mark, lowered)
        if formula.place or formula.date:
            yield formula


def _letter_from(text: str, at: int) -> int:
    while at < len(text) and not text[at].isalpha():
        at += 1
    return at


def _adopts(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    """The act of a conference in its preamble, with the place where the conference met."""
    for mark in _of(marks, "adopts"):
        formula = _read(text, marks, mark, lowered, 160)
        if formula.date and not formula.place:
            met = [near for near in _of(marks, "convened") if mark[0] - 3000 < near[0] < mark[0]]
            place = place_after(text, marks, met[0][1] - 3, met[0][1] + 60, lowered) if met else None
            formula = formula._replace(place=place)
        yield formula


def _labelled(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    for mark in _of(marks, "labelled"):
        formula = _read(text, marks, mark, lowered, 60)
        if formula.date and formula.date.start - mark[1] < 6:
            yield formula


def _witness(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    for mark in _of(marks, "witness"):
        yield _read(text, marks, mark, lowered, 700)


def _letter(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    """The day of letters that are one agreement: only where they all bear the same."""
    found = _letters(text, marks)
    if len({formula.date.date for formula in found if formula.date}) == 1:
        yield found[0]


def _letters(text: str, marks: Marks) -> list[_Formula]:
    """The dates and places at the heads of letters."""
    if not is_note(marks, min(len(text), 3000)):
        return []
    found = []
    for dated in dates(text, 0, min(len(text), _LETTERS)):
        head = _LETTER.search(text, max(0, dated.start - 60), dated.start)
        if dated.date.day and head and (head["line"] is not None or _SALUTATION.match(text, dated.end)):
            found.append(_Formula(dated.start, dated, _town(text, Span(*head.span("place"))), dated.end))
    return found


def _town(text: str, place: Span) -> Span:
    """The town alone, without what the head of a letter has in capitals before it."""
    words = text[place.start : place.end].split(" ")
    while len(words) > 1 and words[0].isupper() and not words[-1].isupper():
        words = words[1:]
    glued = _GLUED_TOWN.search(" ".join(words))
    return Span(place.end - (len(glued[0]) if glued else len(" ".join(words))), place.end)


def _each(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    """The last of the dates that the signatories put beside their names: on that day the agreement was signed by all."""
    found = []
    for dated in dates(text, max(0, len(text) - _SIGNATURES), day_first=True):
        label = _BESIDE_NAME.search(text, max(0, dated.start - 40), dated.start)
        if label and dated.date.day:
            beside = label if label["place"] else _PLACE_BESIDE.match(text, dated.end)
            place = Span(*beside.span("place")) if beside else None
            found.append(_Formula(dated.start, dated, place, dated.end))
    if found:
        last = max(found, key=lambda formula: formula.date.date if formula.date else PartialDate(1))
        places = [formula.place for formula in found]
        if not any(places):
            places = [Span(*label.span("place")) for label in _PLACE_LABEL.finditer(text, max(0, len(text) - _SIGNATURES))]
        named = tuple(place for place in places if place)
        differ = len({_words(text, place) for place in named}) > 1
        yield last._replace(place=_shared(text, places), elsewhere=named if differ else ())


def _adopted(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    for mark in _of(marks, "adopted"):
        start = mark[0]
        if _RESOLUTION.search(marks.low, max(0, start - 60), start) or _of_another(text, marks.low, start):
            continue
        formula = _read(text, marks, mark, lowered, 160)
        if formula.date and formula.date.date.day and not formula.date.since and _ON.search(text, start, formula.date.start):
            yield formula


def _of_another(text: str, low: str, at: int) -> bool:
    """Whether the words before a place are a title, and not this text's own."""
    own = " ".join(low[:_HEAD_OF_TEXT].split())
    return at > _HEAD_OF_TEXT and bool(_OTHERS.search(text, at - 120, at)) and " ".join(low[at - 40 : at].split()) not in own


def _titled(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    """A date in the title, or in brackets below it, where it is the only one."""
    head = min(len(text), 900)
    bracket = _BRACKET.search(text, 0, head)
    if bracket:
        inside = dates(text, bracket.start(), min(len(text), bracket.end() + 60), day_first=True)
        if inside and inside[0].start - bracket.end() < 4:
            yield _Formula(bracket.start(), inside[0], Span(*bracket.span("place")), inside[0].end)
    made = _MADE_LINE.search(text, 0, head)
    inside = dates(text, made.end(), min(len(text), made.end() + 60), day_first=True) if made else []
    if made and inside and inside[0].start - made.end() < 2 and inside[0].date.day:
        yield _Formula(made.start("place"), inside[0], Span(*made.span("place")), inside[0].end)
    below = list(_below_the_title(text, head))
    if len(below) == 1 and not is_note(marks, min(len(text), 3000)):
        yield below[0]
    first = _letter_from(text, 0)
    found = [dated for dated in dates(text, 0, min(head, 400)) if dated.date.day and "\n" not in text[first : dated.start]]
    if len(found) == 1 and not _REFERS.search(text, max(0, found[0].start - 60), found[0].start):
        yield _Formula(found[0].start, found[0], None, found[0].end)


def _below_the_title(text: str, end: int) -> Iterator[_Formula]:
    """Lines near the head that are a place and a day and nothing else."""
    for line in _HEAD_LINE.finditer(text, 0, end):
        inside = dates(text, line.end(), min(len(text), line.end() + 40))
        if inside and inside[0].date.day and inside[0].start == line.end() and _NOTHING_MORE.match(text, inside[0].end):
            yield _Formula(line.start("place"), inside[0], Span(*line.span("place")), inside[0].end)


def _opened(text: str, marks: Marks, lowered: bool) -> Iterator[_Formula]:
    """The day on which a convention that nobody signed yet is opened for signature."""
    for mark in _of(marks, "opened"):
        formula = _read(text, marks, mark, lowered)
        if formula.date and formula.date.date.day:
            first = formula.date.since
            yield formula._replace(date=formula.date._replace(date=first, since=None)) if first else formula
