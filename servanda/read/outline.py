"""The structure of an agreement: headings are candidates, the best consistent chain through the document is the outline."""

from servanda.lexicon import Marks
from servanda.model import Provision


def outline(text: str, marks: Marks) -> tuple[Provision, ...]:
    """All provisions in the order of their starts, parents before children; children lie inside their parents."""
    return ()


def leaves(structure: tuple[Provision, ...], length: int) -> list[tuple[str, int, int]]:
    """(path, start, end) of every leaf: each character of a text of that length is in exactly one.

    What stands in a provision before, between or after its children is a leaf of that provision's own path.
    """
    return [("", 0, length)] if length else []
