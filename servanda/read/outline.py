"""The structure of an agreement: headings are candidates, the best consistent chain through the document is the outline."""

from bisect import bisect_left

from servanda.lexicon import Marks
from servanda.model import Provision
from servanda.read.enumeration import Label, labels
from servanda.read.frame import Node, frame
from servanda.read.tree import nest, provisions, with_items

_WHOLE_LINES = 130
"""Characters that a line has on the average, at least, where lines are paragraphs and not cut at a page's width."""


def outline(text: str, marks: Marks) -> tuple[Provision, ...]:
    """All provisions in the order of their starts, parents before children; children lie inside their parents."""
    if not text.strip():
        return ()
    marked = labels(text)
    roots = nest(frame(text, marked), len(text))
    starts = [label.start for label in marked]
    whole_lines = len(text) >= _WHOLE_LINES * (text.count("\n") - text.count("\n\n") + 1)
    for root in roots:
        _fill(text, root, marked, starts, whole_lines)
    return provisions(roots)


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


def _fill(text: str, node: Node, marked: list[Label], starts: list[int], whole_lines: bool) -> None:
    """Paragraphs and items for every node that holds text of its own."""
    if node.kind in ("preamble", "signature"):
        return
    for child in node.children:
        _fill(text, child, marked, starts, whole_lines)
    end = node.children[0].start if node.children else node.end
    region = marked[bisect_left(starts, node.head) : bisect_left(starts, end)]
    if region:
        inner, node.children = node.children, []
        with_items(text, node, region, node.head, end, whole_lines)
        node.children += inner
