"""Money as written: low, high, currency, bound, period, share."""

from servanda.lexicon import Marks
from servanda.model import Amount


def amounts_in(text: str, start: int, end: int, marks: Marks) -> tuple[Amount, ...]:
    """The amounts that stand inside [start, end), in order."""
    return ()
