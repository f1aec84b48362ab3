"""From headings and labels to provisions: what contains what, and the stable path of each."""

from servanda.model import Provision
from servanda.read.enumeration import Item, Label, enumerated
from servanda.read.frame import Node

_ITEM = 9
_GROUPS = frozenset(("part", "chapter", "section", "subsection"))
_CITED_ALONE = frozenset(("article", "paragraph"))
_COMPONENTS = frozenset(("annex", "protocol", "note"))
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


def provisions(roots: list[Node]) -> tuple[Provision, ...]:
    """The roots and all below as provisions with unique paths, parents before children."""
    found: list[Provision] = []
    taken: dict[str, int] = {}
    top = [node for root in roots for node in (root.children if root.kind == "body" else [root])]
    through = _numbered_through([node for node in top if node.kind not in _COMPONENTS])
    for node in top:
        _emit(node, "", "", through, found, taken)
    return tuple(found)


def _emit(node: Node, above: str, component: str, through: bool, found: list[Provision], taken: dict[str, int]) -> None:
    if node.end <= node.start:
        return
    plain = path = f"{above}/{node.name}" if above else node.name
    while path in taken:
        taken[plain] += 1
        path = f"{plain}~{taken[plain]}"
    taken[path] = 1
    found.append(Provision(path, _PROVISION_KINDS.get(node.kind, node.kind), node.number, node.heading, node.start, node.end))
    if node.kind in _COMPONENTS:
        component, through = path, _numbered_through(node.children)
    skip = through and node.kind in _GROUPS
    for child in node.children:
        _emit(child, component if skip and child.kind in _CITED_ALONE else path, component, through, found, taken)


def _numbered_through(nodes: list[Node]) -> bool:
    """Whether the articles in and between the groups of nodes never begin again, so that a number alone names one."""
    names: list[tuple[str, str | None]] = []
    queue = list(nodes)
    while queue:
        node = queue.pop()
        if node.kind in _CITED_ALONE:
            names.append((node.kind, node.number))
        elif node.kind in _GROUPS:
            queue += node.children
    return len(set(names)) == len(names)


def with_items(text: str, node: Node, region: list[Label], begin: int, end: int, whole_lines: bool) -> None:
    """Hangs the paragraphs and items of [begin, end) under a node."""
    stack: list[tuple[int, Node]] = []
    for item in enumerated(text, region, begin, end, whole_lines):
        while stack and stack[-1][0] >= item.depth:
            stack.pop()
        above = stack[-1][1] if stack else None
        child = _item(item, node if above is None else above, above is not None or node.kind == "paragraph")
        (above or node).children.append(child)
        stack.append((item.depth, child))


def _item(item: Item, above: Node, inner: bool) -> Node:
    """A paragraph where it is numbered and stands directly in an article, or below a paragraph as 1.1; otherwise an item."""
    if item.family[:6] == "bullet":
        rank = len(above.children) + 1
        return Node("item", _ITEM, None, None, item.start, item.head, f"item_{rank}", item.end)
    numbered = item.family == "1" or item.family[:6] == "dotted"
    shown = "1" if numbered and item.shown == "l" else item.shown
    plain = shown.replace(" ", "").lower()
    if numbered and (not inner or (above.kind == "paragraph" and item.family[:6] == "dotted")):
        return Node("paragraph", _ITEM, shown, None, item.start, item.head, f"para_{plain}", item.end)
    return Node("item", _ITEM, shown, None, item.start, item.head, plain, item.end)
