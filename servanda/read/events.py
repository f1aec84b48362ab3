"""What a text says has happened, with PLOVER root codes.

An event stands where a verb of the lexicon stands, or a light verb and a noun ("launched an investigation"). Words before
it change what is told: "refused to release" is no release. The words and what they make of one another are tables
(`event_verb`, `event_noun`, `event_operator`, `event_rule`); this file only walks through a sentence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from servanda.lexicon import Lexicon, Mark, Marks
from servanda.model import Document, Event, Factuality, Span, finding_id

_WIDEST_GAP = 90
"""Characters between an operator and the word it changes; what stands farther apart has nothing to do with it."""
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\"”’][.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n{2,}")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|get|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+")
_DATELINE = re.compile(r"^(?:[A-Z][\w .,'’-]{1,40}(?:\([A-Z][\w ]+\)\s*)?(?:--|–|—|:)\s+)|^[A-Z]{3,}[\w ,.]*?\s-\s+")
_LEADING_TIME = re.compile(r"^(?:(?:On|In|At|After|Earlier|Meanwhile|Also|And|But|Last|This|During|Since|Late)\b[^,]{0,60},\s+)+")
_WHO = ("state", "organisation", "demonym", "capital")


@dataclass(frozen=True, slots=True)
class _Token:
    """A mark of the sentence: an operator, an event word, or both at once."""

    start: int
    end: int
    operator: str | None = None
    verb: str | None = None
    noun: str | None = None


@dataclass(slots=True)
class _Chain:
    """Operators seen so far, waiting for the word that they change."""

    start: int = -1
    end: int = -1
    operators: list[str] = field(default_factory=list)
    fallback: str | None = None

    def push(self, token: _Token) -> None:
        if self.start < 0:
            self.start = token.start
        self.end = token.end
        self.operators.append(token.operator or "")
        self.fallback = token.verb or self.fallback


Rules = Mapping[str, tuple[tuple[frozenset[str], str], ...]]


def rules_of(lexicon: Lexicon) -> Rules:
    """The rows of `event_rule` by operator, in order: (root codes met, root code made)."""
    rules: dict[str, tuple[tuple[frozenset[str], str], ...]] = {}
    for row in lexicon.rows("event_rule"):
        rules[row["key"]] = (*rules.get(row["key"], ()), (frozenset(row["meets"].split()), row["makes"]))
    return rules


def events(document: Document, lexicon: Lexicon, marks: Marks) -> tuple[Event, ...]:
    """Every event, in the order of the text; several in a sentence where it tells several."""
    rules = rules_of(lexicon)
    found: list[Event] = []
    for start, end in _sentences(document.text):
        tokens = _tokens(marks, start, end)
        if tokens:
            found += _sentence_events(document, marks, rules, start, end, tokens)
    return tuple(found)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < len(text):
        yield at, len(text)


def _tokens(marks: Marks, start: int, end: int) -> list[_Token]:
    """The marks of the three tables; of two that overlap the longer stays, two of equal length become one token."""
    named: dict[tuple[int, int], dict[str, str]] = {}
    for kind in ("operator", "verb", "noun"):
        for a, b, key in marks.within(f"event_{kind}", start, end):
            named.setdefault((a, b), {})[kind] = key
    tokens: list[_Token] = []
    for (a, b), keys in sorted(named.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not tokens or a >= tokens[-1].end:
            tokens.append(_Token(a, b, **keys))
    return tokens


def _sentence_events(
    document: Document, marks: Marks, rules: Rules, start: int, end: int, tokens: list[_Token]
) -> Iterator[Event]:
    text, chain, told, left = document.text, _Chain(), [], start
    for token in tokens:
        if chain.operators and token.start - chain.end > _WIDEST_GAP:
            if chain.fallback:
                told.append((chain.start, chain.end, apply(rules, chain.operators[:-1], chain.fallback)))
            chain = _Chain()
        word = token.verb or (token.noun if chain.operators else None)
        if token.operator and not (token.verb and token.verb.startswith("ACCUSE")):
            chain.push(token)
        elif word:
            told.append((chain.start if chain.operators else token.start, token.end, apply(rules, chain.operators, word)))
            chain = _Chain()
    if chain.fallback:
        told.append((chain.start, chain.end, apply(rules, chain.operators[:-1], chain.fallback)))
    if not told:
        told = [(t.start, t.end, t.noun) for t in tokens if t.noun][:1]
    for k, (first, last, key) in enumerate(told):
        if key:
            right = told[k + 1][0] if k + 1 < len(told) else end
            yield _event(text, document.id, marks, key, (left, first), (last, right))


def apply(rules: Rules, operators: list[str], key: str) -> str | None:
    """What the operators, the innermost last, make of an event word's key; None if nothing is left of it."""
    for operator in reversed(operators):
        root = key.partition("/")[0]
        made = next((made for meets, made in rules.get(operator, ()) if root in meets or "*" in meets), "same")
        if made == "none":
            return None
        if made != "same" and made != root:
            key = f"{made}/{operator}"
    return key


def _event(text: str, document_id: str, marks: Marks, key: str, before: tuple[int, int], after: tuple[int, int]) -> Event:
    subject, rest = _subject(text, *before), _trim(text, *after)
    if _PASSIVE.search(text[before[0] : before[1]][-40:]):
        by = _BY.search(text, *after)
        agent = _trim(text, by.end(), after[1]) if by else None
        subject, rest = agent, subject
    root, _, kind = key.partition("/")
    whole = Span((subject or rest or Span(*before)).start if subject else before[1], after[1])
    whole = Span(min(before[1], whole.start, rest.start if rest else before[1]), _trim_end(text, before[1], after[1]))
    return Event(
        id=finding_id("event", document_id, key, whole.start, whole.end),
        kind=kind,
        plover=root,
        actors=_who(marks, subject),
        targets=_who(marks, rest),
        date=None,
        factuality=Factuality.CERTAIN,
        actor_evidence=(subject,) if subject else (),
        target_evidence=(rest,) if rest else (),
        evidence=(whole,),
    )


def _subject(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    for lead in (_DATELINE, _LEADING_TIME):
        match = lead.match(piece)
        if match:
            start += match.end()
            piece = text[start:end]
    return _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in " \n\t,;:.\"“”'’-":
        start += 1
    end = _trim_end(text, start, end)
    return Span(start, end) if start < end else None


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \n\t,;:.":
        end -= 1
    return end


def _who(marks: Marks, span: Span | None) -> tuple[str, ...]:
    if span is None:
        return ()
    found: list[Mark] = sorted(mark for kind in _WHO for mark in marks.within(kind, span.start, span.end))
    return tuple(dict.fromkeys(key for _, _, key in found))
