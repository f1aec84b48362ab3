"""From headings and labels to provisions: what contains what, and the stable path of each."""

import re
from functools import lru_cache

from servanda.model import Provision
from servanda.read.enumeration import Label, enumerated
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
    "note": "note",
}
_PROVISION_KINDS = {"subsection": "section", "note": "part"}


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
    name = _name(node.kind, node.number)
    plain = path = f"{above}/{name}" if above else name
    while path in taken:
        taken[plain] += 1
        path = f"{plain}~{taken[plain]}"
    taken[path] = 1
    found.append(Provision(path, _PROVISION_KINDS.get(node.kind, node.kind), node.number, node.heading, node.start, node.end))
    grouping = node.kind in ("part", "chapter", "section", "subsection")
    for child in node.children:
        _emit(child, above if grouping and child.kind == "article" else path, found, taken)


@lru_cache(maxsize=4096)
def _name(kind: str, number: str | None) -> str:
    """The last step of a path: what a provision is and its number, in small letters and figures."""
    plain = re.sub(r"[^0-9a-zA-Z.]+", "", number or "").strip(".").lower()
    if kind == "item":
        return plain or "item"
    return f"{_SHORT[kind]}_{plain}" if plain else _SHORT[kind]


def with_items(text: str, node: Node, region: list[Label], begin: int, end: int) -> None:
    """Hangs the paragraphs and items of [begin, end) under a node."""
    stack: list[tuple[int, Node]] = []
    for item in enumerated(text, region, begin, end):
        while stack and stack[-1][0] >= item.depth:
            stack.pop()
        above = stack[-1][1] if stack else None
        numbered = item.family in ("1", "dotted")
        paragraph = numbered and (above is None or (above.kind == "paragraph" and item.family[:6] == "dotted"))
        number = None if item.family[:6] == "bullet" else "1" if item.shown == "l" and numbered else item.shown
        child = Node("paragraph" if paragraph else "item", 9, number, None, item.start, item.head, end=item.end)
        (above or node).children.append(child)
        stack.append((item.depth, child))
