"""What a clause is about: areas of the codebook, from its own words, its lead-in and the headings above."""

from servanda.lexicon import Codebook, Marks
from servanda.read.clauses import Clause


def areas(text: str, clause: Clause, marks: Marks, codebook: Codebook) -> tuple[str, ...]:
    """One or more keys of the codebook, the strongest first."""
    return ()
