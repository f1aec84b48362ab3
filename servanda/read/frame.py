"""The frame of a text: main agreement, annexes, protocols, groups of articles, articles, signature blocks."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from servanda.read.chain import best_chain
from servanda.read.headings import Candidate, Component

LEVELS = {"component": 0, "part": 1, "chapter": 2, "section": 3, "subsection": 4, "article": 6, "signature": 1, "text": 8}
_STAND_FOR_ARTICLES = ("section", "clause", "regulation", "rule", "paragraph")
_TESTIMONIUM = re.compile(
    r"(?:(?<=\n)|(?<=[.;:*] )|(?<=[.;:*])|(?<=  ))[ \t#*_>]*(?:"
    r"in (?:witness|faith|testimony|token|confirmation|attestation),? (?:where ?of|there ?of|of which)|as witness"
    r"|the foregoing (?:is|has been) |done (?:at|in|on|this|and)\b|signed (?:at|in|on|this|by)\b|executed (?:at|in|on|this)\b"
    r"|given under (?:our|my) hands?|for the (?:kingdom|government|republic|state)\b[^\n.;]{0,80}(?:\n|:)"
    r"|witness(?:es)? (?:our|my|the) hands?|agreed and (?:signed|done)|made (?:and signed )?(?:at|in) [A-Z])",
    re.IGNORECASE,
)
_FOLLOWING = "articles|provisions|treaty|convention|agreement|conditions|articles and conditions|stipulations"
_ENACTED = re.compile(
    rf"(?:\bas follows|the following(?: (?:{_FOLLOWING}))*|following articles?(?: of agreement)?|viz)[ \t]?[:.;,—–-]{{1,3}}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Node:
    """A provision in the making; `level` says what contains what, `head` is where its heading ends."""

    kind: str
    level: int
    number: str | None
    heading: str | None
    start: int
    head: int
    path: str = ""
    end: int = 0
    children: list["Node"] = field(default_factory=list)


def runs(chain: list[Candidate]) -> list[list[Candidate]]:
    """The chain cut wherever the numbers begin again."""
    found: list[list[Candidate]] = []
    for candidate in chain:
        if not found or candidate.link.key <= found[-1][-1].link.key:
            found.append([])
        found[-1].append(candidate)
    return found


def without_contents(chain: list[Candidate]) -> list[Candidate]:
    """The chain without its tables of contents: runs of close-set headings that come again behind them."""
    kept: list[Candidate] = []
    parts = runs(chain)
    for k, run in enumerate(parts):
        again = {c.link.key for later in parts[k + 1 :] for c in later}
        gaps = [b.start - a.start for a, b in pairwise(run)]
        listed = len(run) >= 3 and median(gaps) < 160 and sum(c.link.key in again for c in run) >= 0.7 * len(run)
        if not listed:
            kept += run
    return kept


def group_nodes(candidates: list[Candidate], components: list[int], articles: list[Candidate]) -> list[Node]:
    """Parts, chapters and sections around the articles; the unit that comes first in the text contains the others."""
    nodes: list[Node] = []
    bounds = list(components)
    by_unit: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_unit.setdefault(candidate.unit, []).append(candidate)
    first = articles[0].start if articles else 0
    for unit in ("part", "chapter", "section", "subsection"):
        near = [c for c in by_unit.get(unit, []) if c.start >= first - 400]
        chain = [near[k] for k in best_chain([c.link for c in near], sorted(bounds), -3.0)]
        for candidate in chain:
            nodes.append(Node(unit, LEVELS[unit], candidate.numeral.shown, None, candidate.start, candidate.numeral.end))
            bounds.append(candidate.start)
    return nodes


def stand_ins(candidates: list[Candidate], components: list[int]) -> list[Candidate]:
    """The chain of another heading word that does the articles' work in a text without articles."""
    best: list[Candidate] = []
    for unit in _STAND_FOR_ARTICLES:
        mine = [c for c in candidates if c.unit == unit]
        chain = [mine[k] for k in best_chain([c.link for c in mine], components)]
        if len(chain) >= 2 and len(chain) > len(best):
            best = chain
    return best


def accepted(opening: list[Component], parts: list[list[Candidate]]) -> list[Component]:
    """Annexes and protocols that stand between or behind the runs of articles, not inside one or before the first."""
    if not parts:
        return []
    starts = [run[0].start for run in parts]
    kept: list[Component] = []
    for component in opening:
        k = bisect_right(starts, component.start) - 1
        if k >= 0 and component.start > parts[k][-1].start:
            kept.append(component)
    return kept


def signature_start(text: str, start: int, end: int) -> int | None:
    """Where the closing formula of a component begins, searched from its last heading on."""
    match = _TESTIMONIUM.search(text, start, end)
    if not match:
        return None
    at = match.start()
    while at < match.end() and text[at] in " \t":
        at += 1
    return at


def enacted(text: str, end: int) -> int | None:
    """Where the words "have agreed as follows:" end; None if they do not stand before `end`."""
    found = None
    for match in _ENACTED.finditer(text, 0, min(end, 40_000)):
        found = match.end()
        break
    return found
