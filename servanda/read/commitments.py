"""The commitments of an agreement: clause by clause, who shall do what for whom, how firmly, if what, by when."""

from servanda.lexicon import Lexicon, Marks
from servanda.model import Agreement, Commitment, Document, Provision
from servanda.read.parties import Parties


def commitments(
    document: Document,
    structure: tuple[Provision, ...],
    who: Parties,
    agreement: Agreement,
    lexicon: Lexicon,
    marks: Marks,
) -> tuple[Commitment, ...]:
    """Every commitment, in the order of the text; they lie inside leaves of the outline and do not contain one another."""
    return ()
