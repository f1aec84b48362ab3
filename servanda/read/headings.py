"""Candidates for headings: every heading word with a number, scored by how it stands.

A reference ("in accordance with Article 5 of the Convention") has a candidate too; its score is low, and the chain leaves
it out.
"""

from functools import lru_cache
from string import ascii_uppercase
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.read.article_words import article_words
from servanda.read.chain import Link
from servanda.read.numerals import Numeral, numerals

_HAN_ARTICLE = re.compile(
    r"\n[ \t\u3000]*(?P<head>第[ ]?(?P<number>\d{1,3}|[〇零一二三四五六七八九十百ＯO○]{1,5})[ ]?[條条](?:之[二三四五六七八九])?)"
    r"(?=[\s:：]|\Z)"
)
_HAN_SUFFIX = re.compile("之[二三四五六七八九]")
_MISREAD = re.compile(r"(?P<number>[A-Za-z0-9|!$]{1,5})(?=[ \t]*(?:[.:\n–—-]|\Z))")
_LINE_LEAD = re.compile(r"[ \t\xa0#*_>\[\"“”'‘(\-–—.•]*(?:\d{1,3}[ \t]+|Page \d+[ \t]*)?[*_\"“'‘]*")
_GOES_ON = (
    "and|or|of|to|in|is|are|was|shall|may|will|paragraphs?|paras?|sub-?paragraphs?|above|below|hereof|thereof|applies|apply"
    "|has|have"
    "|on|by|for|with|which|as|at|from|the|this|that|these|does|do|provides?|concerning|were|must|can|not|it|its|under|than"
    "|until"
    "|unless|when|where|through|also|only"
)
_REFERENCE_AFTER = re.compile(rf"[ \t]*(?:,|;|\)|\(\d|\([a-z]\)|(?:{_GOES_ON})\b)")
_AFTER_NEWLINE = re.compile(r"[ \t]*(?:\*\*|__)?[.:\-–—)\]]{0,3}(?:\*\*|__)?[ \t]*(?:\n|$)")
_LEADING_WORDS = frozenset(
    [
        "in",
        "of",
        "under",
        "by",
        "to",
        "with",
        "and",
        "or",
        "see",
        "per",
        "from",
        "this",
        "that",
        "said",
        "the",
        "on",
        "than",
        "for",
        "at",
        "ex",
        "vide",
        "cf",
        "new",
        "present",
        "also",
        "following",
        "preceding",
        "both",
        "i.e.",
        "e.g.",
        "pursuant",
        "as",
        "but",
        "into",
        "against",
        "within",
        "upon",
        "beyond",
        "through",
        "between",
        "paragraph",
        "para",
        "sentence",
        "subparagraph",
        "except",
        "notwithstanding",
        "applying",
        "until",
        "where",
        "when",
        "if",
        "is",
        "are",
        "ad",
        "i.e",
        "e.g",
    ]
)
_JOINTS = (",", "(", "&", "/")
_SENTENCE_ENDS = (*".;:!?-–—]*>", "follows", '."', ".”", ".)", ':"', ";)")
_HOPELESS = -6.0
_CAPITALS = ascii_uppercase.encode()
_ORDINAL_BEFORE = re.compile(r"[ \t#*_>]*(?P<number>[A-Z][A-Za-z]{3,11}(?:-[A-Za-z]{3,7})?)[ \t]+")


class Candidate(NamedTuple):
    """A heading that may be: unit (article, chapter ...), where its line and its word start, and its number."""

    unit: str
    start: int
    numeral: Numeral
    link: Link


def lost_its_capitals(text: str) -> bool:
    """Whether the text was put in lower case, but for its heading words."""
    return _without_capitals(text[:20_000])


@lru_cache(maxsize=8)
def _without_capitals(beginning: str) -> bool:
    sample = beginning.encode("ascii", "replace")
    capitals = len(sample) - len(sample.translate(None, _CAPITALS)) - 7 * sample.count(b"ARTICLE") - 5 * sample.count(b"ANNEX")
    return len(sample) > 200 and capitals * 250 < len(sample)


def article_candidates(text: str, lowered: bool) -> list[Candidate]:
    """Every "Article" with a number, in order; several for one place where the number may be read in several ways."""
    found: list[Candidate] = []
    for start, end, broken in article_words(text):
        upper = text[start + 1].isupper()
        if (start and text[start - 1].isalpha()) or (lowered and not upper):
            continue
        place, line = (0.0, False) if lowered else _place(text, start)
        if place < _HOPELESS:
            continue
        place += upper - broken
        readings = numerals(text, end, lowered)
        if not readings and line:
            found += _named_before(text, start, end)
        for numeral in readings:
            score = place + (4.0 if lowered else after_score(text, numeral.end, line)) - numeral.doubt
            if score > _HOPELESS:
                style = f"{'U' if upper else 'l'}{'n' if line else 's'}{'d' if numeral.shown[0].isdigit() else 'r'}"
                found.append(Candidate("article", start, numeral, Link(start, numeral.key, score, style)))
    if "第" in text:
        found += _han_articles(text)
        found.sort(key=lambda c: c.start)
    return found


def misread_articles(text: str, start: int, end: int, lowered: bool) -> list[tuple[int, int]]:
    """Where a heading's word and its number, which cannot be read, begin and end: "Article HI.", between two known headings."""
    found = []
    for at, behind, _ in article_words(text, start, end):
        if lowered:
            fits = text[at + 1].isupper() and not text[at - 1].isalpha()
        else:
            fits = _place(text, at) == (2.0, True) and bool(_MISREAD.match(text, behind))
        if fits:
            number = _MISREAD.match(text, behind)
            found.append((at, number.end("number") if number else behind))
    return found


def _han_articles(text: str) -> list[Candidate]:
    """Headings of Chinese versions, which may stand above an English text."""
    found = []
    for match in _HAN_ARTICLE.finditer("\n" + text):
        start, end = match.start("head") - 1, match.end("head") - 1
        suffix = _HAN_SUFFIX.search(match["head"])
        for numeral in numerals(match["number"] + (suffix[0] if suffix else ""), 0, False)[:1]:
            style, score = "hnd", 2.5 + after_score(text, end, True)
            found.append(Candidate("article", start, numeral._replace(end=end), Link(start, numeral.key, score, style)))
    return found


def _named_before(text: str, start: int, end: int) -> list[Candidate]:
    """ "Sole Article", "First Article": the number stands before the word."""
    at = text.rfind("\n", 0, start) + 1
    lead = _ORDINAL_BEFORE.match(text, at, start)
    spelt = numerals(text, lead.start("number"), False) if lead and lead.end() == start else []
    if not lead or not spelt or spelt[0].end != lead.end("number"):
        return []
    numeral = Numeral(spelt[0].key, spelt[0].shown, end)
    return [Candidate("article", at, numeral, Link(at, numeral.key, 2.0, "o"))]


def _place(text: str, start: int) -> tuple[float, bool]:
    """How well the place before a heading word suits a heading, and whether only furniture stands before it on its line."""
    if text[start - 2 : start] == "\n\n":
        return 2.0, True
    lead = max(0, start - 40)
    line = text.rfind("\n", lead, start) + 1
    before = text[lead:start].rstrip(" \t\xa0\"“'‘„*_")
    if (line or not lead) and _is_furniture(text, line, start):
        broken = before.rstrip()
        if broken and text.count("\n", lead + len(broken), start) < 2 and _leads_on(broken):
            return -1.0, True
        return 2.0, True
    if _leads_on(before):
        return 2 * _HOPELESS, False
    return (0.5 if before.endswith(_SENTENCE_ENDS) else -3.0), False


def _is_furniture(text: str, line: int, start: int) -> bool:
    match = _LINE_LEAD.match(text, line, start)
    return bool(match and match.end() == start) or bool(_ORDINAL_BEFORE.fullmatch(text, line, start))


def _leads_on(before: str) -> bool:
    """Whether words lead on to what follows, as before a reference: "in accordance with ..."."""
    if before.endswith(_JOINTS):
        return True
    last = before.rsplit(None, 1)[-1:] if before else []
    return bool(last) and last[0].lower().lstrip('("“') in _LEADING_WORDS


def after_score(text: str, end: int, line: bool) -> float:
    """How well what stands behind the number suits a heading."""
    if text[end : end + 1] == "\n" or _AFTER_NEWLINE.match(text, end):
        return 2.5
    if _REFERENCE_AFTER.match(text, end):
        return -8.0 if text[end : end + 1] == "," else -5.0
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
