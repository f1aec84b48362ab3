"""What a text says has happened, with PLOVER root codes."""

from servanda.lexicon import Marks
from servanda.model import Document, Event


def events(document: Document, marks: Marks) -> tuple[Event, ...]:
    """In the order of the text."""
    return ()
