"""The structure of an agreement: headings are candidates, the best consistent chain through the document is the outline."""

from servanda.lexicon import Marks
from servanda.model import Provision
from servanda.read.chain import best_chain
from servanda.read.enumeration import Enumerator, enumerators
from servanda.read.frame import (
    LEVELS,
    Node,
    accepted,
    enacted,
    group_nodes,
    runs,
    signature_start,
    stand_ins,
    without_contents,
)
from servanda.read.headings import article_candidates, component_candidates, group_candidates, lost_its_capitals
from servanda.read.tree import heading_of, nest, provisions, with_items


def outline(text: str, marks: Marks) -> tuple[Provision, ...]:
    """All provisions in the order of their starts, parents before children; children lie inside their parents."""
    if not text.strip():
        return ()
    labels = enumerators(text)
    nodes = _frame(text, labels)
    roots = nest(nodes, len(text))
    starts = [label.start for label in labels]
    for root in roots:
        _fill(text, root, labels, starts)
    return provisions(text, roots)


def leaves(structure: tuple[Provision, ...], length: int) -> list[tuple[str, int, int]]:
    """(path, start, end) of every leaf: each character of a text of that length is in exactly one.

    What stands in a provision before, between or after its children is a leaf of that provision's own path.
    """
    found: list[tuple[str, int, int]] = []
    open_: list[Provision] = []
    at = 0
    for provision in (*structure, None):
        start = provision.start if provision else length
        while open_ and open_[-1].end <= start:
            at = _leaf(found, open_[-1].path, at, open_.pop().end)
        at = _leaf(found, open_[-1].path if open_ else "", at, start)
        if provision:
            open_.append(provision)
    return found


def _leaf(found: list[tuple[str, int, int]], path: str, start: int, end: int) -> int:
    if end > start:
        found.append((path, start, end))
    return max(start, end)


def _frame(text: str, labels: list[Enumerator]) -> list[Node]:
    """Every node above the paragraphs."""
    opening = component_candidates(text)
    bounds = [c.start for c in opening]
    candidates = article_candidates(text, lost_its_capitals(text))
    chain = without_contents([candidates[k] for k in best_chain([c.link for c in candidates], bounds)])
    grouping = group_candidates(text)
    if not chain:
        chain = stand_ins(grouping, bounds)
    used = {c.unit for c in chain} if chain and chain[0].unit != "article" else set()
    parts = runs(chain)
    outer = accepted(opening, parts)
    nodes = [Node(c.kind, LEVELS["component"], c.number, c.heading, c.start, c.start) for c in outer]
    nodes += group_nodes([g for g in grouping if g.unit not in used], [c.start for c in outer], chain)
    for candidate in chain:
        kind = {"clause": "article", "rule": "article", "regulation": "article"}.get(candidate.unit, candidate.unit)
        heading, head = heading_of(text, candidate.numeral.end, len(text))
        nodes.append(Node(kind, LEVELS["article"], candidate.numeral.shown, heading, candidate.start, head))
    nodes.sort(key=lambda n: (n.start, n.level))
    nodes += _signatures(text, nodes)
    first = min((n.start for n in nodes), default=None)
    if first is None:
        first = enacted(text, len(text)) or next((label.start for label in labels if label.line), len(text))
    if first > 0:
        nodes.append(Node("preamble", LEVELS["text"], None, None, 0, 0))
        if all(n.start != first for n in nodes) and first < len(text):
            nodes.append(Node("body", LEVELS["text"], None, None, first, first))
    return nodes


def _signatures(text: str, nodes: list[Node]) -> list[Node]:
    """The signature block of each component: from its closing formula behind the last heading on."""
    found = []
    edges = [n.start for n in nodes if n.level == LEVELS["component"]] + [len(text)]
    begin = 0
    for edge in edges:
        last = max((n.start for n in nodes if begin <= n.start < edge), default=begin)
        at = signature_start(text, last, edge)
        if at is not None:
            found.append(Node("signature", LEVELS["signature"], None, None, at, at))
        begin = edge
    return found


def _fill(text: str, node: Node, labels: list[Enumerator], starts: list[int]) -> None:
    """Paragraphs and items for every node that holds text of its own."""
    if node.kind in ("preamble", "signature"):
        return
    for child in node.children:
        _fill(text, child, labels, starts)
    end = node.children[0].start if node.children else node.end
    inner, node.children = node.children, []
    with_items(text, node, node.head, end, labels, starts)
    node.children += inner
