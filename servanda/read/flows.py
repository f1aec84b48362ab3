"""Money and goods at a stage, as a report states them."""

from servanda.lexicon import Marks
from servanda.model import Document, Event, Flow


def flows(document: Document, happened: tuple[Event, ...], marks: Marks) -> tuple[Flow, ...]:
    """Each flow with its amount or goods, from the events of aid given, money paid, goods delivered."""
    return ()
