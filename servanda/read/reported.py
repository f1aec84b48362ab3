"""Commitments as a report tells them: content of an unsigned text is not yet a promise."""

from servanda.lexicon import Lexicon, Marks
from servanda.model import Agreement, Commitment, Document


def reported(document: Document, mentioned: tuple[Agreement, ...], lexicon: Lexicon, marks: Marks) -> tuple[Commitment, ...]:
    """Each commitment with its factuality and its source; `agreement` is the index into `mentioned`, or None."""
    return ()
