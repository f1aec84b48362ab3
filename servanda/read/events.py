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
_AUXILIARIES = re.compile(
    r"(?:[\s,]+(?:has|have|had|is|are|was|were|been|be|being|also|already|reportedly|on \w+day|yesterday|today|and|that"
    r"|it|he|she|they))+$",
    re.IGNORECASE,
)
_LEADING_TIME = re.compile(r"^(?:(?:On|In|At|After|Earlier|Meanwhile|Also|And|But|Last|This|During|Since|Late)\b[^,]{0,60},\s+)+")
_CLAUSE_END = re.compile(
    r"[;:]\s|,?\s(?:while|after|before|because|although|though|when|but|amid|since|until|if|unless)\s|,\s(?:who|which|whose"
    r"|where|as|saying|adding)\s"
)
_JOINED = re.compile(r"(?:\band|\bor|\bbut|,)\s+(?:\w+\s+){0,2}$")
_BEFORE_A_NOUN = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|our|this|that|these|those|of|in|on|with|for|from|against|any|no|some|several|many"
    r"|new|first|own|more)"
    r"|['’]s|s['’])\s+$",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\bto\s+$")
_TROOPS, _PEACE = "MOBILIZE/mobilised", "AID/protected"
"""Troops sent to keep the peace are aid (PLOVER), not a threat."""
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

    def push(self, token: _Token) -> None:
        if self.start < 0:
            self.start = token.start
        self.end = token.end
        self.operators.append(token.operator or "")


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
    """The marks of the tables; of two that overlap the longer stays, two of equal length become one token."""
    named: dict[tuple[int, int], dict[str, str]] = {}
    for kind in ("operator", "verb", "noun", "decoy"):
        for a, b, key in marks.within(f"event_{kind}", start, end):
            named.setdefault((a, b), {})[kind] = key
    tokens: list[_Token] = []
    reached = start
    for (a, b), keys in sorted(named.items(), key=lambda item: (item[0][0], -item[0][1])):
        if a < reached:
            continue
        reached = b
        if "decoy" in keys:
            continue
        if _BEFORE_A_NOUN.search(marks.text, max(start, a - 12), a):
            keys = {"noun": keys["noun"]} if "noun" in keys else {}
        if keys:
            tokens.append(_Token(a, b, **keys))
    return tokens


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _CLAUSE_END.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _sentence_events(
    document: Document, marks: Marks, rules: Rules, start: int, end: int, tokens: list[_Token]
) -> Iterator[Event]:
    text, subject = document.text, None
    for first, last in _clauses(text, start, end):
        told = _told(text, rules, [token for token in tokens if first <= token.start < last])
        for k, (chain_start, word_end, key) in enumerate(told):
            later = next((s for s, _, _ in told[k + 1 :] if _JOINED.search(text, word_end, s)), last)
            if not _JOINED.search(text, first, chain_start) or subject is None:
                subject = _subject(text, first, chain_start) or subject
            if key == _TROOPS and _peaceful(marks, first, last):
                key = _PEACE
            yield _event(text, document.id, marks, key, subject, (first, chain_start), (word_end, later))


def _peaceful(marks: Marks, start: int, end: int) -> bool:
    return any(key == _PEACE for _, _, key in marks.within("event_noun", start, end))


def _told(text: str, rules: Rules, tokens: list[_Token]) -> list[tuple[int, int, str]]:
    """(start of the chain, end of the event word, key) of every event of a clause."""
    chain, told = _Chain(), []

    def close(key: str | None, end: int) -> None:
        made = apply(rules, chain.operators, key) if key else _bare(rules, chain.operators)
        if made:
            told.append((chain.start, end, made))

    for token in tokens:
        if chain.operators and token.start - chain.end > _WIDEST_GAP:
            close(None, chain.end)
            chain = _Chain()
        word = token.verb or (token.noun if chain.operators else None)
        if not chain.operators and _INFINITIVE.search(text, max(0, token.start - 4), token.start) and told:
            continue
        if token.operator:
            chain.push(token)
        elif word:
            if chain.start < 0:
                chain.start = token.start
            close(word, token.end)
            chain = _Chain()
    if chain.operators:
        close(None, chain.end)
    return told or [(token.start, token.end, token.noun) for token in tokens if token.noun][:1]


def _bare(rules: Rules, operators: list[str]) -> str | None:
    """What operators without an event word tell: the innermost one that means something alone, changed by the others."""
    for k in range(len(operators) - 1, -1, -1):
        made = next((made for meets, made in rules.get(operators[k], ()) if "-" in meets), None)
        if made:
            return apply(rules, operators[:k], f"{made}/{operators[k]}")
    return None


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


def _event(
    text: str,
    document_id: str,
    marks: Marks,
    key: str,
    subject: Span | None,
    before: tuple[int, int],
    after: tuple[int, int],
) -> Event:
    rest = _trim(text, *after)
    if _PASSIVE.search(text, max(before[0], before[1] - 40), before[1]):
        by = _BY.search(text, *after)
        subject, rest = _trim(text, by.end(), after[1]) if by else None, subject
    root, _, kind = key.partition("/")
    whole = Span(before[0], _trim_end(text, before[1], after[1]))
    return Event(
        id=finding_id("event", document_id, key, before[1], whole.end),
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
    tail = _AUXILIARIES.search(text, max(start, end - 60), _trim_end(text, start, end))
    return _trim(text, start, tail.start() if tail else end)


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
