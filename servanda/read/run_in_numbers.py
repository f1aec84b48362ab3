"""Articles that have a number and no word, on lines of their own or run in: "... the following Articles: I. There shall be ...".

Initials ("I. HOLM"), kings ("Henry V. He") and lists inside a sentence have such numerals too; it is the whole series, each
number behind the end of a sentence and before a rule, that makes them articles.
"""

from itertools import pairwise
from statistics import median

from servanda.lexicon import lazy_re as re
from servanda.read.chain import Link, best_chain
from servanda.read.divisions import LONG_LINES, is_titled
from servanda.read.headings import Candidate
from servanda.read.numerals import Numeral, numerals, roman_value

_NUMERAL = r"(?P<number>[IVXLC]{1,7}|\d{1,2}(?:st|nd|rd|d|th)?|(?:[Tt]wenty-?)?[A-Z][a-z]{2,9}(?:st|rd|th|ond))"
_NUMBER = re.compile(rf"(?<![\w.'’-]){_NUMERAL}[.:](?:[ \t\xa0]*[—–-])?[ \t\xa0]*\n?[ \t\xa0]*(?=[A-Z\"“(])")
_INITIAL = re.compile(r"[A-Z]\.|[A-Z]{2,}[.,)]|[A-Z]{2,} [A-Z]{2,}[.,]")
"""Behind a single letter: the next initial, or a surname in capitals that ends what is said."""
_RULE = re.compile(
    r"\b(?:shall|will|may|is|are|has|have|agrees?|undertakes?|engages?|must|can|promises?|cedes?|binds?|declares?|consents?)\b"
)
_ENDS = (".", ":", "!", "?", "—", "–", '"', "”", ")", "*", "]")
_LEADS = (*_ENDS, ";", ",", "-")
_FEWEST, _SHORTEST, _LONGEST, _RULED, _COVERED = 3, 50, 3_000, 0.7, 0.3


def run_in_articles(text: str, bounds: list[int]) -> list[Candidate]:
    """The articles of a text that numbers them without a word; none where the numbers make no such series.

    Figures are looked for in texts on one line only: on lines of their own they are paragraphs (`numbered_lines`).
    """
    best: list[Candidate] = []
    candidates = _candidates(text)
    one_line = text.count("\n") * LONG_LINES < len(text)
    for style in "rdo" if one_line else "ro":
        found = [c for c in candidates if c.link.style == style]
        chain = [found[k] for k in best_chain([c.link for c in found], bounds)]
        if len(chain) > len(best) and _is_series(text, chain):
            best = chain
    return best


def _candidates(text: str) -> list[Candidate]:
    found = []
    for match in _NUMBER.finditer(text):
        score = _place(text, match.start())
        numeral = _numeral(match["number"], match.start(), match.end("number"))
        if score is None or numeral is None or (len(match["number"]) == 1 and _INITIAL.match(text, match.end())):
            continue
        if text[match.start() - 1 : match.start()] in ("", "\n") and is_titled(text, match.end("number") + 1):
            continue
        style = "r" if roman_value(match["number"]) else "d" if match["number"].isdigit() else "o"
        unit = "paragraph" if style == "d" else "article"
        first = numeral.key[0] == 1
        if score > 0 or first:
            found.append(Candidate(unit, match.start(), numeral, Link(match.start(), numeral.key, abs(score), style)))
    return found


def _numeral(shown: str, start: int, end: int) -> Numeral | None:
    """The number that a word, a numeral or an ordinal ("2d") is."""
    value = roman_value(shown)
    if value:
        return Numeral((value, 0, 0), shown, end)
    spelt = shown[:-1] + "nd" if shown.endswith("2d") else shown[:-1] + "rd" if shown.endswith("3d") else shown
    readings = numerals(spelt, 0, False)
    return readings[0]._replace(end=end) if readings and readings[0].end == len(spelt) else None


def _place(text: str, start: int) -> float | None:
    """How well a place suits an article's number: at a line's start or behind the end of a sentence; None elsewhere.

    Negative: only a first number may stand there.
    """
    before = text[max(0, start - 40) : start].rstrip(" \t\xa0#*_>")
    if not before or before.endswith("\n"):
        return 1.0
    if before.endswith(_ENDS):
        return 1.0
    return -0.5 if before.endswith(_LEADS) else None


def _is_series(text: str, chain: list[Candidate]) -> bool:
    """Whether numbers from 1 on, without gaps, stand before rules and run through a good part of the text."""
    numbers = [c.numeral.key[0] for c in chain]
    if len(chain) < _FEWEST or numbers[0] != 1 or any(b not in (1, a + 1) for a, b in pairwise(numbers)):
        return False
    edges = [*(c.start for c in chain), min(len(text), chain[-1].start + _LONGEST)]
    ruled = sum(bool(_RULE.search(text, a, b)) for a, b in pairwise(edges))
    long = median(b - a for a, b in pairwise(edges)) >= _SHORTEST
    return long and ruled >= _RULED * len(chain) and edges[-1] - edges[0] >= _COVERED * len(text)
