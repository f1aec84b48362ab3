"""Sums that a passage names but does not promise: said over again in another currency, or given long since."""

from servanda.lexicon import lazy_re as re
from servanda.model import Amount

_PAST = re.compile(
    r"\b(?:has|have|had|was|were)\s(?:(?:already|also|so far|thus far|previously|now|[a-z]+ly)\s)*(?:been\s(?:[a-z]+ly\s)?)?"
    r"(?!committed\b|pledged\b|undertaken\b|agreed\b)(?:[a-z]+ed|given|made|spent|sent|paid|put|lent|set\saside|built)\b[^;]*$"
    r"|\b(?:provided|given|donated|allocated|disbursed|delivered|paid|spent|contributed)\s(?:[a-z]+\s){0,4}$|,\safter\s[^,;]*$"
)
"""Before a sum: words that tell of what was given, with nothing promised behind them."""
_DONE = re.compile(
    r"[^,;.]{0,30}?\s(?:(?:has|have|had|was|were)\s(?:already\s|now\s|so\sfar\s)?been|already|so\sfar|to\sdate)\b|"
    r"(?:\s(?!be\b|shall\b|will\b|to\b)[a-z]+){0,2}\s(?:provided|given|donated|disbursed|delivered|paid)\s(?:in|since|during|by|between)\b"
)
_CLAUSE_END = re.compile(
    r"[;]|,\s(?:and|but)\s(?:will|shall|intends|plans|commits)\b|\b(?:will|shall|may|commits?|intends?|pledges?|undertakes?|agrees?)\b"
)

_REACH = 400
"""Characters before a sum in which the words stand that tell of it."""


def promised_sums(text: str, amounts: tuple[Amount, ...], start: int, end: int) -> tuple[Amount, ...]:
    """The sums of the passage text[start:end] without those given before ("of which 2 million has been paid")."""
    return tuple([amount for amount in amounts if not _given(text, amount, start, end)]) if amounts else ()


def _given(text: str, amount: Amount, start: int, end: int) -> bool:
    if amount.start is None or amount.end is None:
        return False
    low = start = max(start, amount.start - _REACH)
    for match in _CLAUSE_END.finditer(text, start, amount.start):
        low = match.end()
    return bool(_PAST.search(text, low, amount.start) or _DONE.match(text, amount.end, end))


def own_sums(text: str, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """The sums of a passage without those in brackets that give the sum before them in another currency."""
    kept: list[Amount] = []
    for amount in amounts:
        before = kept[-1] if kept else None
        bracketed = amount.start is not None and "(" in text[max(0, amount.start - 2) : amount.start + 1]
        if not (before and bracketed and before.currency != amount.currency):
            kept.append(amount)
    return tuple(kept)
