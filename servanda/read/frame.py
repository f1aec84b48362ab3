"""The frame of a text: main agreement, annexes, protocols, notes, groups of articles, articles, signature blocks."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from servanda.lexicon import lazy_re as re
from servanda.read.chain import best_chain
from servanda.read.divisions import (
    BARE,
    Component,
    bare_figures,
    bare_headings,
    component_candidates,
    group_candidates,
    lowered_components,
    note_candidates,
    numbered_lines,
    title_lines,
    titles_above_numbers,
)
from servanda.read.enumeration import Label
from servanda.read.headings import Candidate, article_candidates, lost_its_capitals, misread_articles
from servanda.read.numerals import Numeral, normal, roman, roman_value
from servanda.read.run_in_numbers import run_in_articles
from servanda.read.titles import heading_of

_COMPONENT, _RECITALS, _ARTICLE, _INNER, _TEXT = 0, 5, 6, 7, 8
_LEVELS = {"part": 1, "chapter": 2, "section": 3, "subsection": 4}
_SIGNATURE = 1
_STAND_FOR_ARTICLES = ("section", "clause", "regulation", "rule", "paragraph")
_KINDS = {"clause": "article", "rule": "article", "regulation": "article"}
_SHORT = {"chapter": "chap", "section": "sec", "subsection": "subsec", "article": "art", "paragraph": "para"}
_LETTERS = frozenset("ABCDEFGHJKLMNOPQRSTUWYZ")
"""Letters that count annexes as letters, not as roman numerals: all but I, V and X."""
_NO_TITLES = frozenset(("preamble", "contents", "table of contents", "index"))
"""Lines that look like a section's title and open none."""
_RESTART_IN_GROUP = -3.0
_TESTIMONIUM = re.compile(
    r"[\n.;:* ](?:(?<! )|(?<= ) )[ \t\xa0#*_>]{0,60}(?P<words>(?=[IiAaTtDdSsEeGgFfWwMm])(?i:"
    r"in (?:witness|faith|testimony|token|confirmation|attestation),? (?:where ?of|there ?of|of (?:which|all|every))|as witness"
    r"|the foregoing (?:is|has been) |done (?:at|in|on|this|and)\b|signed (?:at|in|on|this|by)\b|executed (?:at|in|on|this)\b"
    r"|given under (?:our|my) hands?|for the (?:kingdom|government|republic|state)\b[^\n.;]{0,80}(?:\n|:)"
    r"|witness(?:es)? (?:our|my|the) hands?|agreed and (?:signed|done)|made (?:and signed )?(?:at|in) [A-Z]))"
)
_FOLLOWING = "articles|provisions|treaty|convention|agreement|conditions|articles and conditions|stipulations"
_ENACTED = re.compile(
    rf"(?:\bas follows|the following(?: (?:{_FOLLOWING}))*|following articles?(?: of agreement)?|viz)[ \t]?[:.;,—–-]{{1,3}}",
    re.IGNORECASE,
)
_RULES = re.compile(r"\b(?:shall|will|may|is|are|has|have|agrees?|undertakes?|must)\b")
_FIRST_LABEL = re.compile(r"[ \t\xa0.:\-–—]*(?P<label>(?P<both>\()?(?P<shown>[1lai])(?:(?P<point>(?<!\([1lai])[.])|\)))")
_PREAMBLE_LINE = re.compile(r"\n[ \t#*_]*(?:PREAMBLE|Preamble)[ \t:.*_]*\n")


@dataclass(slots=True)
class Node:
    """A provision in the making; `level` says what contains what, `head` is where its heading ends, `name` its step in a path."""

    kind: str
    level: int
    number: str | None
    heading: str | None
    start: int
    head: int
    name: str = ""
    end: int = 0
    children: list["Node"] = field(default_factory=list)


def step(kind: str, number: str) -> str:
    """The step of a path: what a provision is and its number in normal form."""
    short = _SHORT.get(kind, kind)
    return f"{short}_{number}" if number else short


def frame(text: str, marked: list[Label]) -> list[Node]:
    """Every node above the paragraphs, in no particular order; `marked` are the labels of the text."""
    notes = note_candidates(text)
    lowered = lost_its_capitals(text)
    components = lowered_components(text) if lowered else component_candidates(text)
    opening = sorted([*components, *notes], key=lambda c: c.start)
    bounds = [c.start for c in opening]
    words = group_candidates(text)
    chain, aside = _articles(text, bounds, lowered)
    if not chain:
        chain = _stand_ins(text, words, marked, bounds)
    nodes = [_article(text, candidate) for candidate in chain]
    marked[:] = sorted([*marked, *_first_labels(text, nodes, marked)], key=lambda label: label.start)
    nodes += _rules_behind(text, words, chain)
    outer = _accepted(opening, runs(chain), nodes, bool(notes))
    nodes += [Node(c.kind, _COMPONENT, c.number, c.heading, c.start, c.start, _component_name(c)) for c in outer]
    used = chain[0].unit if chain else ""
    candidates = [c for c in [*words, *aside, *bare_headings(text)] if c.unit != used]
    groups = _groups(text, candidates, [c.start for c in outer], chain, bool(aside))
    nodes += [group for group in groups if (group.heading or "").lower() != "preamble"]
    nodes += _signatures(text, nodes)
    if not chain or chain[0].unit == "paragraph":
        nodes += _titled(text, marked, nodes)
    return nodes + _opening(text, nodes)


def _titled(text: str, marked: list[Label], nodes: list[Node]) -> list[Node]:
    """Sections that have a title and nothing else, between the first heading and the signatures; their path is the title."""
    start = min((n.start for n in nodes if n.kind != "signature"), default=None)
    begin = start or 0
    end = min((n.start for n in nodes if n.kind == "signature" or (n.level == _COMPONENT and n.start > begin)), default=len(text))
    heads = sorted((n.start, n.head) for n in nodes)
    ends = frozenset(at + len(text[at:head].rstrip()) for at, head in heads)
    above = titles_above_numbers(text, marked, begin, end, ends)
    lines = {at: (head, title) for at, head, title in (above if len(above) > 1 else [])}
    if start is not None:
        lines.update({at: (head, title) for at, head, title in title_lines(text, start, end, ends)})
    found = []
    for at, (head, title) in sorted(lines.items()):
        k = bisect_right(heads, (at, len(text))) - 1
        if not (k >= 0 and heads[k][0] <= at < heads[k][1]) and title.lower() not in _NO_TITLES:
            found.append(Node("section", _RECITALS, None, title, at, head, step("section", _slug(title))))
    return found


def _slug(title: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", title.lower()))[:40].rstrip("_")


def _first_labels(text: str, nodes: list[Node], marked: list[Label]) -> list[Label]:
    """The first paragraph's number where it stands on the heading's line, or is glued to it: "ARTICLE 51." is 5, paragraph 1."""
    known = {label.start for label in marked}
    found = []
    for node in nodes:
        match = _FIRST_LABEL.match(text, node.head)
        if match and match.start("label") not in known:
            form = "both" if match["both"] else "point" if match["point"] else "right"
            family = {"1": "1", "l": "1", "a": "a", "i": "i"}[match["shown"]]
            found.append(Label(match.start("label"), match.end(), form, match["shown"], ((family, 1),), True))
    return found


def _article(text: str, candidate: Candidate) -> Node:
    kind = _KINDS.get(candidate.unit, candidate.unit)
    name = step(kind, normal(candidate.numeral))
    if kind == "paragraph":
        return Node(kind, _ARTICLE, candidate.numeral.shown, None, candidate.start, candidate.numeral.end, name)
    heading, head = heading_of(text, candidate.numeral.end, len(text))
    return Node(kind, _ARTICLE, candidate.numeral.shown, heading, candidate.start, head, name)


def _articles(text: str, bounds: list[int], lowered: bool) -> tuple[list[Candidate], list[Candidate]]:
    """The chain of articles, and the chapters of a text whose chapters were renamed articles when it lost its capitals."""
    candidates = article_candidates(text, lowered)
    chain = without_contents(text, [candidates[k] for k in best_chain([c.link for c in candidates], bounds)])
    chain = _with_misread(text, chain, lowered)
    if len(chain) == 1 and chain[0].link.score < 2.0:
        return [], []
    if not lowered or not chain or chain[-1].link.style[-1] != "d":
        return chain, []
    taken = {c.start for c in chain}
    aside = [
        Candidate("chapter", c.start, c.numeral, c.link)
        for c in candidates
        if c.start not in taken and c.link.style[-1] == "r" and c.start >= chain[0].start - 400
    ]
    return chain, aside


def _with_misread(text: str, chain: list[Candidate], lowered: bool) -> list[Candidate]:
    """The chain with its gaps filled where as many headings with an unreadable number stand in a gap as numbers are missing."""
    whole = chain[:1]
    for before, after in pairwise(chain):
        (low, point, rank), (high, later, _) = before.link.key, after.link.key
        missing = high - low - 1
        if not (point or later or rank) and 0 < missing < 5:
            places = misread_articles(text, before.numeral.end, after.start, lowered)
            if len(places) == missing:
                for number, (start, end) in enumerate(places, low + 1):
                    shown = roman(number) if after.link.style[-1] == "r" else str(number)
                    link = after.link._replace(start=start, key=(number, 0, 0))
                    whole.append(Candidate("article", start, Numeral(link.key, shown, end), link))
        whole.append(after)
    return whole


def runs(chain: list[Candidate]) -> list[list[Candidate]]:
    """The chain cut wherever the numbers begin again."""
    found: list[list[Candidate]] = []
    for candidate in chain:
        if not found or candidate.link.key <= found[-1][-1].link.key:
            found.append([])
        found[-1].append(candidate)
    return found


def without_contents(text: str, chain: list[Candidate]) -> list[Candidate]:
    """The chain without its tables of contents: runs of close-set headings without rules that come again behind them."""
    parts = runs(chain)
    if len(parts) == 1:
        return chain
    kept: list[Candidate] = []
    later: set[tuple[int, int, int]] = set()
    for run in reversed(parts):
        listed = len(run) >= 3 and median(b.start - a.start for a, b in pairwise(run)) < 160
        listed = listed and sum(c.link.key in later for c in run) >= 0.7 * len(run)
        ruled = listed and sum(bool(_RULES.search(text, a.start, b.start)) for a, b in pairwise(run))
        if not listed or ruled > 0.3 * len(run):
            kept = run + kept
        later.update(c.link.key for c in run)
    return kept


def _stand_ins(text: str, words: list[Candidate], marked: list[Label], bounds: list[int]) -> list[Candidate]:
    """What does the articles' work in a text without articles: another heading word, bare figures, numbered lines."""
    best: list[Candidate] = []
    for unit in _STAND_FOR_ARTICLES:
        mine = [c for c in words if c.unit == unit]
        chain = [mine[k] for k in best_chain([c.link for c in mine], bounds)]
        if len(chain) >= 2 and len(chain) > len(best):
            best = chain
    if best and best[0].unit != "section":
        return best
    figures = bare_figures(text)
    chain = [figures[k] for k in best_chain([c.link for c in figures], bounds)]
    if len(chain) >= 3:
        return chain
    numbered = run_in_articles(text, bounds)
    if len(numbered) > len(best):
        return numbered
    begun = sorted([*bounds, *(c.start for c in words), *(c.start for c in best)])
    for candidates in numbered_lines(text, marked).values():
        chain = [candidates[k] for k in best_chain([c.link for c in candidates], begun, _RESTART_IN_GROUP)]
        whole, chain = chain, without_contents(text, chain)
        if len(chain) < len(whole) and chain and chain[0].start > whole[0].start:
            # What is listed there is not read again as paragraphs.
            marked[:] = [label for label in marked if not whole[0].start <= label.start < chain[0].start]
        if len(chain) >= 3 and len(chain) > len(best):
            best = chain
    return best


def _accepted(opening: list[Component], parts: list[list[Candidate]], nodes: list[Node], notes: bool) -> list[Component]:
    """Annexes, protocols and notes that stand between or behind the runs of articles, not inside one or in a heading."""
    if not parts:
        return [c for c in opening if c.kind == "note"]
    starts = [run[0].start for run in parts]
    nodes = sorted(nodes, key=lambda node: node.start)
    heads = [node.start for node in nodes]
    kept: list[Component] = []
    for component in opening:
        k = bisect_right(starts, component.start) - 1
        n = bisect_right(heads, component.start) - 1
        titled = n >= 0 and component.start < nodes[n].head
        behind = component.start > parts[k][-1].start if k >= 0 else notes
        if behind and not titled:
            kept.append(component)
    return kept


def _rules_behind(text: str, words: list[Candidate], chain: list[Candidate]) -> list[Node]:
    """Rules, regulations and clauses of what stands behind the articles: they do there what articles do in the agreement."""
    if not chain or chain[0].unit != "article":
        return []
    behind = [c for c in words if c.unit in ("rule", "regulation", "clause") and c.start > chain[-1].start]
    found = []
    for unit in ("rule", "regulation", "clause"):
        mine = [c for c in behind if c.unit == unit]
        picked = best_chain([c.link for c in mine], [])
        for candidate in (mine[k] for k in picked if len(picked) > 1):
            heading, head = heading_of(text, candidate.numeral.end, len(text))
            name = step(unit, normal(candidate.numeral))
            found.append(Node("section", _ARTICLE, candidate.numeral.shown, heading, candidate.start, head, name))
    return found


def _component_name(component: Component) -> str:
    number = component.number or ""
    value = roman_value(number) if number not in _LETTERS else None
    return step(component.word, str(value) if value else number.lower())


def _groups(text: str, candidates: list[Candidate], components: list[int], articles: list[Candidate], strict: bool) -> list[Node]:
    """Parts, chapters and sections around the articles, or inside them where they stand directly below an article's heading.

    `strict`: only around. A heading without a heading word needs a second.
    """
    nodes: list[Node] = []
    bounds = list(components)
    by_unit: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_unit.setdefault(candidate.unit, []).append(candidate)
    starts = [c.start for c in articles]
    first = starts[0] - 400 if articles and articles[0].unit == "article" else 0
    for unit, level in _LEVELS.items():
        near = sorted((c for c in by_unit.get(unit, []) if c.start >= first), key=lambda c: c.start)
        near = [near[k] for k in best_chain([c.link for c in near], sorted(bounds), _RESTART_IN_GROUP)]
        if len(near) == 1 and (not articles or near[0].link.style in BARE):
            continue
        if near and starts and not _grouping(near, starts):
            if strict:
                continue
            level = _INNER
        for candidate in near:
            k = bisect_left(starts, candidate.numeral.end)
            heading, head = heading_of(text, candidate.numeral.end, starts[k] if k < len(starts) else len(text))
            name = step(unit, normal(candidate.numeral))
            nodes.append(Node(unit, level, candidate.numeral.shown, heading, candidate.start, head, name))
        bounds += [c.start for c in near]
    return nodes


def _grouping(chain: list[Candidate], starts: list[int]) -> bool:
    """Whether articles follow the headings of a chain closely, rather than the headings the articles."""
    votes = 0
    for candidate in chain:
        k = bisect_left(starts, candidate.start)
        after = starts[k] - candidate.numeral.end if k < len(starts) else None
        before = candidate.start - starts[k - 1] if k else None
        votes += (after is not None and after < 160) - (before is not None and before < 120)
    return votes >= 0


def _signatures(text: str, nodes: list[Node]) -> list[Node]:
    """The signature block of each component: from its closing formula behind the last heading on."""
    found = []
    edges = [*sorted(n.start for n in nodes if n.level == _COMPONENT), len(text)]
    starts = sorted(n.start for n in nodes)
    begin = 0
    for edge in edges:
        last = bisect_left(starts, edge) - 1
        at = _closing(text, max(begin, starts[last]) if last >= 0 else begin, edge)
        if at is not None:
            found.append(Node("signature", _SIGNATURE, None, None, at, at, "signature"))
        begin = edge
    return found


def _closing(text: str, start: int, end: int) -> int | None:
    match = _TESTIMONIUM.search(text, start, end)
    return match.start("words") if match else None


def _opening(text: str, nodes: list[Node]) -> list[Node]:
    """The preamble, and a body for a text that has no headings. Numbered recitals lie in a preamble that is headed so."""
    first = min((n.start for n in nodes if n.kind != "signature"), default=None)
    if first is None:
        last = min((n.start for n in nodes), default=len(text))
        match = _ENACTED.search(text, 0, min(last, 40_000))
        first = match.end() if match else 0
        body = [Node("body", _TEXT, None, None, first, first)] if first < last else []
        return [Node("preamble", _TEXT, None, None, 0, 0, "preamble"), *body] if first else body
    level = _TEXT
    if _PREAMBLE_LINE.search(text, max(0, first - 200), first + 1):
        group = min((n.start for n in nodes if n.kind in _LEVELS), default=None)
        if group and group > first:
            level = _RECITALS
    return [Node("preamble", level, None, None, 0, 0, "preamble")] if first else []
