"""Who said it, in which office, directly or not."""

from servanda.lexicon import Marks
from servanda.model import Document, Statement


def statements(document: Document, marks: Marks) -> tuple[Statement, ...]:
    """In the order of the text."""
    return ()
