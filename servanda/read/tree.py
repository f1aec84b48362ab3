"""From headings and labels to provisions: what contains what, and the stable path of each."""

import re

from servanda.model import Provision
from servanda.read.enumeration import Enumerator, enumerated
from servanda.read.frame import Node

_SHORT = {
    "preamble": "preamble",
    "part": "part",
    "chapter": "chap",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "paragraph": "para",
    "annex": "annex",
    "protocol": "protocol",
    "signature": "signature",
}
_PROVISION_KINDS = {"subsection": "section"}
_HEADING_LINE = re.compile(r"[ \t\xa0]*(?:[.:\-–—][ \t]*)?(?P<same>[^\n]*)(?:\n[ \t\n]*(?P<next>[^\n]{2,120})\n)?")
_SENTENCE = re.compile(r"\b(?:shall|will|may|is|are|has|have|be|means|agree|agrees|undertakes?|hereby)\b")


def nest(nodes: list[Node], length: int) -> list[Node]:
    """The roots, with ends and children set: a node ends where the next of its level or above begins."""
    roots: list[Node] = []
    open_: list[Node] = []
    for node in sorted(nodes, key=lambda n: (n.start, n.level)):
        while open_ and open_[-1].level >= node.level:
            open_.pop().end = node.start
        (open_[-1].children if open_ else roots).append(node)
        open_.append(node)
    while open_:
        open_.pop().end = length
    return roots


def heading_of(text: str, head: int, end: int) -> tuple[str | None, int]:
    """The title that stands behind or below a heading's number, and where it ends."""
    match = _HEADING_LINE.match(text, head, end)
    if not match:
        return None, head
    same = match["same"].strip(" \t.:-–—*_")
    if same:
        if len(same) <= 160 and not _SENTENCE.search(same) and not re.match(r"\(?\w{1,2}[.)]", same):
            return same, match.end("same")
        return None, head
    below = (match["next"] or "").strip(" \t*_#")
    titled = bool(below) and (below[0].isupper() or below[0] in '"“(')
    if titled and not below.endswith((".", ";", ",", ":")) and not _SENTENCE.search(below):
        return below.strip(" .:-–—"), match.end("next")
    return None, head


def provisions(text: str, roots: list[Node]) -> tuple[Provision, ...]:
    """The roots and all below as provisions with unique paths, parents before children."""
    found: list[Provision] = []
    taken: dict[str, int] = {}
    for root in roots:
        for node in root.children if root.kind == "body" else [root]:
            _emit(node, "", found, taken)
    return tuple(found)


def _emit(node: Node, above: str, found: list[Provision], taken: dict[str, int]) -> None:
    if node.end <= node.start:
        return
    name = _name(node)
    plain = path = f"{above}/{name}" if above else name
    while path in taken:
        taken[plain] += 1
        path = f"{plain}~{taken[plain]}"
    taken[path] = 1
    found.append(Provision(path, _PROVISION_KINDS.get(node.kind, node.kind), node.number, node.heading, node.start, node.end))
    grouping = node.kind in ("part", "chapter", "section", "subsection")
    for child in node.children:
        _emit(child, above if grouping and child.kind == "article" else path, found, taken)


def _name(node: Node) -> str:
    number = re.sub(r"[^0-9a-zA-Z.]+", "", node.number or "").strip(".").lower()
    if node.kind == "item":
        return number or "item"
    short = _SHORT[node.kind]
    return f"{short}_{number}" if number else short


def with_items(text: str, node: Node, begin: int, end: int, labels: list[Enumerator], starts: list[int]) -> None:
    """Hangs the paragraphs and items of [begin, end) under a node."""
    stack: list[tuple[int, Node]] = []
    for item in enumerated(labels, starts, begin, end):
        while stack and stack[-1][0] >= item.depth:
            stack.pop()[1].end = item.start
        numbered = item.family in ("1", "dotted")
        kind = (
            "paragraph" if numbered and (not stack or (stack[-1][1].kind == "paragraph" and item.family == "dotted")) else "item"
        )
        number = None if item.family == "bullet" else item.label
        child = Node(kind, 9, number, None, item.start, item.end)
        (stack[-1][1].children if stack else node.children).append(child)
        stack.append((item.depth, child))
    while stack:
        stack.pop()[1].end = end
