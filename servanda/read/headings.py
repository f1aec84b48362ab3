"""Candidates for headings: every heading word with a number, scored by how it stands.

A reference ("in accordance with Article 5 of the Convention") has a candidate too; its score is low, and the chain leaves
it out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from servanda.read.chain import Link
from servanda.read.numerals import Numeral, numerals, roman_value

_ARTICLE = re.compile(
    r"[Aa](?:rticle|RTICLE|R[TI][IiLl1|]C[Ll1I]E|rt[il1I]c[l1I]e|rtiele|rtikel|rt\.|RT\.)(?![a-zA-Z])[ \t\xa0]*"
    r"(?:No\.?[ \t]*|[-–—:.][ \t]*)?(?:\n(?:[ \t]*\n)?[ \t]*(?=[\dIVXLC]))?"
)
_UNITS = {
    "chapter": "chapter",
    "part": "part",
    "title": "part",
    "section": "section",
    "division": "section",
    "subsection": "subsection",
    "sub-section": "subsection",
    "rule": "rule",
    "regulation": "regulation",
    "clause": "clause",
    "paragraph": "paragraph",
}


def _cased(words: Iterable[str]) -> str:
    """An alternation of words as titles write them: Capitalised or in CAPITALS."""
    return "|".join(form for word in words for form in (word.capitalize(), word.title(), word.upper()))


_GROUP = re.compile(
    rf"\n[ \t#*_>]*(?P<word>{_cased(_UNITS)})[ \t\xa0]*[-–—:.]?[ \t\xa0]*(?=[\dIVXLCivxlcA-H]|[A-Z]?[a-zA-Z]{{2,11}}\b)"
)
_ORDINAL_ARTICLE = re.compile(
    r"(?:^|\n)[ \t#*_>]*(?P<number>[A-Za-z]{4,11}(?:-[a-z]{3,7})?)[ \t]+(?:ARTICLE|Article)\b(?=[ \t.:\n-])"
)
_COMPONENTS = {
    "annex": ["annex", "annexe", "annexes", "appendix", "appendices", "schedule", "attachment", "addendum"],
    "protocol": [
        *["protocol", "declaration", "declarations", "understanding"],
        *(f"{how} {what}" for how in ("joint", "agreed", "unilateral") for what in ("declaration", "declarations")),
        *("final act", "exchange of notes", "exchange of letters", "side letter", "agreed minute", "agreed minutes"),
        "memorandum of understanding",
    ],
}
_COMPONENT_KIND = {word: kind for kind, words in _COMPONENTS.items() for word in words}
_COMPONENT = re.compile(rf"\n[ \t#*_>\[\"“(]*(?P<word>{_cased(_COMPONENT_KIND)})(?![a-zA-Z-])(?P<rest>[^\n]{{0,160}})")
_COMPONENT_NUMBER = re.compile(
    r"(?:No\.?\s*)?[-–—:.]?\s*(?P<number>\d{1,3}(?:\.\d{1,2})?|[IVXLC]{1,6}|[A-Z])(?![\w'’])(?P<after>.*)"
)
_COMPONENT_REFERENCE = re.compile(
    r"\s*(?:[,;)]|(?:of|to|and|or|in|is|are|shall|may|will|sets?|contains?|which|for the purposes?|hereto|on which)\b)"
)
_PROTOCOL_NAME = re.compile(r"\s*(?:of|to|on|concerning|regarding|between)\b", re.IGNORECASE)
_LETTER = re.compile(r"[A-H](?![\w'’])")
_LINE_LEAD = re.compile(r"[ \t\xa0#*_>\[\"“”'‘(\-–—.•]*(?:\d{1,3}[ \t]+|Page \d+[ \t]*)?[*_\"“'‘]*")
_GOES_ON = (
    "and|or|of|to|in|is|are|was|shall|may|will|paragraphs?|paras?|sub-?paragraphs?|above|below|hereof|thereof|applies|apply|has|have"
    "|on|by|for|with|which|as|at|from|the|this|that|these|does|do|provides?|concerning|were|must|can|not|it|its|under|than|until"
    "|unless|when|where|through|also|only"
)
_REFERENCE_AFTER = re.compile(rf"[ \t]*(?:,|;|\)|\(\d|\([a-z]\)|(?:{_GOES_ON})\b)")
_AFTER_NEWLINE = re.compile(r"[ \t]*(?:\*\*|__)?[.:\-–—)\]]{0,3}(?:\*\*|__)?[ \t]*(?:\n|$)")
_LEADS_ON = (
    "in|of|under|by|to|with|and|or|see|per|from|this|that|said|the|on|than|for|at|ex|vide|cf|new|present|also|following|preceding"
    r"|both|i\.e|e\.g|pursuant|as|but|into|against|within|upon|beyond|through|between|paragraph|para|sentence|subparagraph|except"
    "|notwithstanding|applying|until|where|when|if|is|are"
)
_REFERENCE_BEFORE = re.compile(rf"(?:\b(?:{_LEADS_ON})|[,(&/]|\([a-z]{{1,3}}\))[\s\"“'‘]*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:[.;:!?]|[.;:]['\"”’)]+|[-–—]|follows|\]|\*)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A heading that may be: unit (article, chapter ...), where its line and its word start, and its number."""

    unit: str
    start: int
    numeral: Numeral
    link: Link


def lost_its_capitals(text: str) -> bool:
    """Whether the text was put in lower case, but for its heading words."""
    sample = text[:60_000]
    capitals = sum(map(str.isupper, sample)) - sum(len(m) for m in re.findall(r"[A-Z]{4,}", sample))
    return len(sample) > 200 and capitals * 250 < len(sample)


def article_candidates(text: str, lowered: bool) -> list[Candidate]:
    """Every "Article" with a number, in order; several for one place where the number may be read in several ways."""
    found: list[Candidate] = []
    for match in _ARTICLE.finditer(text):
        start = match.start()
        if start and text[start - 1].isalpha():
            continue
        word = text[start : start + 7]
        if lowered and not word.isupper():
            continue
        line = _line_start(text, start)
        place = _place_score(text, start, line, word)
        for numeral in numerals(text, match.end(), lowered):
            score = place + (4.0 if lowered else _after_score(text, numeral.end, line is not None)) - numeral.doubt
            if "\n" in match[0]:
                score -= 1.0
            if score > -6.0:
                style = ("U" if word.isupper() else "l") + ("n" if line is not None else "s")
                at = start if line is None else line
                found.append(Candidate("article", at, numeral, Link(start, numeral.key, score, style)))
    found += _ordinal_articles(text)
    found.sort(key=lambda c: c.link.start)
    return found


def _ordinal_articles(text: str) -> list[Candidate]:
    found = []
    for match in _ORDINAL_ARTICLE.finditer(text):
        at = match.start("number")
        spelt = numerals(text, at, False)
        if spelt and spelt[0].end == match.end("number") and text[at].isupper():
            numeral = Numeral(spelt[0].key, spelt[0].shown, match.end())
            found.append(Candidate("article", at, numeral, Link(at, numeral.key, 2.0, "o")))
    return found


def group_candidates(text: str) -> list[Candidate]:
    """Chapters, parts, titles, sections, and the words that stand for articles in some texts, at the starts of lines."""
    found: list[Candidate] = []
    for match in _GROUP.finditer("\n" + text):
        start, word = match.start("word") - 1, match["word"]
        for numeral in _group_numbers(text, match.end() - 1):
            score = 2.0 + _after_score(text, numeral.end, True) - numeral.doubt
            if score > -6.0:
                style = ("U" if word.isupper() else "l") + ("r" if roman_value(numeral.shown) else "d")
                found.append(Candidate(_UNITS[word.lower()], start, numeral, Link(start, numeral.key, score, style)))
    return found


def _group_numbers(text: str, at: int) -> list[Numeral]:
    """Numbers of chapters and parts, which may be letters."""
    readings = numerals(text, at, False)
    letter = _LETTER.match(text, at)
    if letter:
        readings = [*readings, Numeral((ord(letter[0]) - 64, 0, 0), letter[0], letter.end(), 0.5)]
    return readings


@dataclass(frozen=True, slots=True)
class Component:
    """A line that opens an annex, a protocol or another instrument behind the agreement."""

    kind: str
    start: int
    number: str | None
    heading: str | None


def component_candidates(text: str) -> list[Component]:
    """Lines that may open an annex or a protocol, in order."""
    return [c for match in _COMPONENT.finditer("\n" + text) if (c := _component(match))]


def _component(match: re.Match[str]) -> Component | None:
    rest, word = match["rest"].strip(), match["word"].lower()
    if len(rest) > 120 or (rest.endswith((";", ",")) and not rest.isupper()) or rest[:1].islower():
        return None
    number = _COMPONENT_NUMBER.match(rest)
    after = number["after"] if number else rest
    if _COMPONENT_REFERENCE.match(after) and not (word == "protocol" and not number and _PROTOCOL_NAME.match(after)):
        return None
    heading = after.strip(" \t:.-–—*_") or None
    return Component(_COMPONENT_KIND[word], match.start("word") - 1, number["number"] if number else None, heading)


def _line_start(text: str, at: int) -> int | None:
    """Where the line starts if nothing but furniture stands before a place in it; None inside a line."""
    start = max(text.rfind("\n", max(0, at - 40), at) + 1, 0)
    if start == 0 and at > 40:
        return None
    match = _LINE_LEAD.match(text, start, at)
    return at if match and match.end() == at else None


def _place_score(text: str, start: int, line: int | None, word: str) -> float:
    before = text[max(0, start - 24) : start]
    if line is not None:
        broken = before.rstrip()
        score = 2.0
        if broken and "\n\n" not in before[len(broken) :] and _REFERENCE_BEFORE.search(broken):
            score -= 3.0
    elif _REFERENCE_BEFORE.search(before):
        return -7.0
    else:
        score = 0.5 if _SENTENCE_END.search(before) else -3.0
    return score + (1.0 if word.isupper() else 0.0)


def _after_score(text: str, end: int, line: bool) -> float:
    if _AFTER_NEWLINE.match(text, end):
        return 2.5
    if _REFERENCE_AFTER.match(text, end):
        return -5.0
    after = text[end : end + 40].lstrip(" \t\xa0")
    if not after:
        return 1.0
    if after[0] in ".:-–—":
        return 1.5
    if after[0].isupper() or after[0] in "\"“(*'‘":
        return 1.0
    if after[0].isdigit():
        return 0.5
    return -2.0 if line else -3.0
