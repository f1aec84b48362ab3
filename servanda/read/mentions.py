"""Agreements a report speaks of, merged within the document."""

from servanda.lexicon import Marks
from servanda.model import Agreement, Document


def mentions(document: Document, marks: Marks) -> tuple[Agreement, ...]:
    """In the order of the text."""
    return ()
