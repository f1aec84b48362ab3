"""Who did it, and to whom: the words of an event's actor and target, and the codes of the states and bodies in them."""

from itertools import pairwise

from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.event_clauses import BELOW, JOINED, MAIN, Told
from servanda.read.event_words import FINITE, NOUN, REDUCED, Grammar, Words

_LEADING = re.compile(
    r"(?:(?:In|On|By|Since|Until|During|Last|This)\s(?:(?:early|late)\s)?(?:\w+\s){0,1}(?:\w*day|week|month|year|spring|summer|autumn|winter|January"
    r"|February|March|April|May|June|July|August|September|October|November|December|\d{4})(?:\s\d{4}|\s\d{1,2})?\s"
    r"(?=(?:it|he|she|they|we|the|an?|its|his)\s|[A-Z]))+"
    r"|(?:(?:\w+ly|Instead|However|Moreover|Furthermore|Still|Nevertheless|Thus|Then|Indeed),\s+|(?:On|In|At|After|Earlier|Meanwhile|Also|And|But|Last|This|During|Since|Late|Under|By|For|With)\b[^,]{0,60},\s+)+"
    r"|(?:Instead|Then|Later|Meanwhile|Soon|Now)\s+(?=(?:the|both|it|they|he|she|its|an?)\s)"
    r"|(?:and|but|who|which|that|how|why|while|after|before|because|as|when|where|since|if|although|though|unless)\s+",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+(?!\w+ing\b)")
_FROM = re.compile(r"\bfrom\s(?=(?:the\s)?[A-Z])")
"""Behind "received" stands who gave."""
_STOP = re.compile(
    r"[;:]\s|,\s|\s(?:on|last|this|next|late|early)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\sin\s+\d{4}\b|\son\s+\d"
)
_PRONOUN = re.compile(r"(?:that\s+)?(?:it|he|she|they|its|his|her|their|the country|the two|both|both sides)?", re.IGNORECASE)
_LEADS = 12
"""Words in which the subject of a sentence with a relative clause ends."""
_OWNED = re.compile(r"\s(?:the\s)?(?P<whose>[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,3})['’]s?\s(?:[\w-]+\s){0,3}")
_ADDRESSED = frozenset({"request", "order", "force", "allow"})
_TO = re.compile(r"(?:\s|^)(?:to|that|not to|must|should|from|for)$")
_SAID = re.compile(
    r"[,”\"]\s+(?:according to\b|(?:[A-Z][\w.’' -]{1,60}?|he|she|they|(?:the|an?|its|his|her)\s[^,]{3,60}?)\s"
    r"(?:(?:has|have)\s)?(?:said|says|told|added|announced|reported|reports)\b)"
)


def sides(text: str, sentence: Words, grammar: Grammar, happened: list[Told], it: Told) -> tuple[Span | None, Span | None]:
    """The words that name the actor and the target of an event of a sentence."""
    subject = _subject(text, sentence, grammar, happened, it)
    until = _until(text, sentence, happened, it)
    last = it.tokens[-1]
    thing = last.noun is not None and last.noun.startswith("THING/") and len(it.tokens) > 1
    rest = _asked(text, it) or trimmed(text, it.tokens[-2].end if thing else it.end, until)
    owner = _owner(text, it)
    if owner and not it.passive:
        return subject, owner
    if not it.passive:
        rest = _unsaid(text, rest) if rest and "," in text[rest.start : rest.end] else rest
        giver = _FROM.search(text, rest.start, rest.end) if rest and "receive" in it.operators else None
        return (trimmed(text, giver.end(), rest.end), subject) if giver and rest and subject else (subject, rest)
    by = _BY.search(text, it.end, until)
    if not by:
        return None, subject
    stop = _STOP.search(text, by.end(), until)
    return trimmed(text, by.end(), stop.start() if stop else until), subject


def _owner(text: str, it: Told) -> Span | None:
    """Whose it is what an operator takes: "turned down Arland's offer"."""
    if len(it.tokens) < 2 or it.tokens[-1].role != NOUN:
        return None
    owned = _OWNED.fullmatch(text, it.tokens[-2].end, it.tokens[-1].start)
    return Span(*owned.span("whose")) if owned else None


def _asked(text: str, it: Told) -> Span | None:
    """Whom an operator is addressed to, where that stands behind it: "asked Arland to release", "forced the boy to go"."""
    for one, two in pairwise(it.tokens):
        if one.operator in _ADDRESSED and two.role != NOUN:
            span = trimmed(text, one.end, two.start)
            tail = _TO.search(text, span.start, span.end) if span else None
            return trimmed(text, span.start, tail.start()) if span and tail else span
    return None


def _unsaid(text: str, rest: Span | None) -> Span | None:
    """The words without who said so behind them."""
    said = _SAID.search(text, rest.start, rest.end) if rest else None
    return trimmed(text, rest.start, said.start()) if rest and said else rest


def _until(text: str, sentence: Words, happened: list[Told], it: Told) -> int:
    """Where the words of an event end: with its clause, or where the next event of the same clause begins."""
    end = sentence.ends[it.clause.last - 1]
    after = [
        h.start for h in happened if h.start > it.start and h.clause is it.clause and (h.level <= it.level or h.level == JOINED)
    ]
    if it.tokens[0].role == REDUCED:
        comma = text.find(",", it.end, end)
        end = comma if comma > 0 else end
    return min(after, default=end)


def _subject(text: str, sentence: Words, grammar: Grammar, happened: list[Told], it: Told) -> Span | None:
    """What stands before the event in its clause; an event hung on to another one has the same actor."""
    first, until = it.clause.first, it.tokens[0].first
    earlier = [h for h in happened if h.clause is it.clause and h.start < it.start and h.said == it.said]
    if earlier:
        before = max(earlier, key=lambda h: h.start)
        own = _own(text, sentence, grammar, before, until)
        if own:
            return own
        if it.level == JOINED or (
            sentence.lows[until - 1] in grammar.joining or "," in text[sentence.ends[until - 1] : it.start]
        ):
            return _subject(text, sentence, grammar, happened, before)
    if it.said >= 0:
        that = next((k for k in range(it.said + 1, until) if sentence.lows[k] == "that"), it.said)
        own = _named(text, sentence, grammar, that + 1, until)
        if own and not _PRONOUN.fullmatch(text, own.start, own.end):
            return own
        return _named(text, sentence, grammar, first, it.said)
    span = _named(text, sentence, grammar, first, until)
    if span is None and first and it.level == BELOW:
        return _before(text, sentence, first)
    if span is None and first and it.tokens[0].role == FINITE:
        return _resumed(text, sentence, grammar, happened, it)
    return span


def _own(text: str, sentence: Words, grammar: Grammar, before: Told, until: int) -> Span | None:
    """The subject of a clause that is only joined to the one before: "Peru would pay and Chile would grant licences"."""
    lows, after = sentence.lows, before.tokens[-1].last
    joint = next((k for k in range(until - 2, after, -1) if lows[k] in grammar.joining), None)
    if joint is None or until >= len(lows) or lows[until] not in grammar.auxiliary:
        return None
    return _named(text, sentence, grammar, joint + 1, until)


def _resumed(text: str, sentence: Words, grammar: Grammar, happened: list[Told], it: Told) -> Span | None:
    """The subject of a clause that goes on behind one set in between: "the text, which I have read, provides for ..."."""
    leads = [k for k in range(1, min(it.clause.first, _LEADS)) if sentence.lows[k] in grammar.relative]
    if not leads or "," not in text[sentence.ends[leads[0] - 1] : sentence.starts[leads[0]]]:
        return None
    return _named(text, sentence, grammar, 0, leads[0])


def _named(text: str, sentence: Words, grammar: Grammar, first: int, last: int) -> Span | None:
    """Words [first, last) without the times and conjunctions before them and the auxiliaries and days behind."""
    if first >= last:
        return None
    lows = sentence.lows
    if lows[first] in grammar.leading or "," in text[sentence.starts[first] : sentence.starts[first] + 30]:
        lead = _LEADING.match(text, sentence.starts[first], sentence.ends[last - 1])
        if lead:
            first = sentence.index(lead.end())
    while last > first:
        if lows[last - 1] in grammar.trailing or lows[last - 1].endswith("ly"):
            last -= 1
        elif lows[last - 1].endswith("day") and last - first > 1 and lows[last - 2] == "on":
            last -= 2
        else:
            break
    return trimmed(text, sentence.starts[first], sentence.ends[last - 1]) if first < last else None


def is_instrument(text: str, sentence: Words, grammar: Grammar, subject: Span) -> bool:
    """Whether the words name a text or a plan, which does nothing by itself: "the agreement", "this step"."""
    first, last = sentence.index(subject.start), sentence.index(subject.end - 1)
    if first == last and sentence.lows[first] in ("this", "that"):
        return True
    if grammar.instrument.isdisjoint(sentence.lows[first : last + 1]):
        return False
    for k in range(first + 1, last + 1):
        low = sentence.lows[k]
        if low in grammar.preposition or low in grammar.relative or "," in text[sentence.ends[k - 1] : sentence.starts[k]]:
            return sentence.lows[k - 1] in grammar.instrument
    return sentence.lows[last] in grammar.instrument


def _before(text: str, sentence: Words, first: int) -> Span | None:
    """The few words before a clause that has no subject of its own: "the ship, which sank"."""
    return trimmed(text, sentence.starts[max(0, first - 5)], sentence.starts[first])


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without blanks and punctuation around it; None if nothing is left."""
    while start < end and text[start] in " \n\t,;:.\"“”'’-)":
        start += 1
    end = _trim_end(text, start, end)
    return Span(start, end) if start < end else None


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n\t,;:.(":
        end -= 1
    return end


def evidence(sentence: Words, it: Told) -> Span:
    """The words that tell the event: the sentence for its own events, the clause for those inside."""
    if it.level == MAIN:
        return Span(sentence.start, sentence.end)
    return Span(min(it.start, sentence.starts[it.clause.first]), sentence.ends[it.clause.last - 1])
