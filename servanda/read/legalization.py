"""How far a commitment is made law: obligation, precision and delegation, each 0 to 1 (Abbott and others 2000)."""

from servanda.lexicon import Marks
from servanda.model import Amount, Legalization, Quantity
from servanda.read.clauses import Clause


def legalization(
    text: str, clause: Clause, amounts: tuple[Amount, ...], quantities: tuple[Quantity, ...], marks: Marks
) -> Legalization | None:
    """The three scores with the words that decided them."""
    return None
