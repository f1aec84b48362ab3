"""The text of an agreement becomes a reading: structure, parties, facts, commitments, in this order."""

from servanda.lexicon import Lexicon, Marks
from servanda.model import Document, Reading
from servanda.read.commitments import commitments
from servanda.read.facts import facts
from servanda.read.outline import outline
from servanda.read.parties import parties


def read(document: Document, lexicon: Lexicon, marks: Marks) -> Reading:
    """What an agreement says; each step builds on those before."""
    structure = outline(document.text, marks)
    who = parties(document.text, structure, marks)
    agreement, undecided = facts(document, structure, who, marks)
    promised = commitments(document, structure, who, agreement, lexicon, marks)
    return Reading(document, outline=structure, agreements=(agreement,), commitments=promised, problems=tuple(undecided))
