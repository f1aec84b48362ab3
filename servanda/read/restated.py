"""Sums that only say another one over: a conversion in brackets is no second sum."""

from servanda.model import Amount


def own_sums(text: str, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """The sums of a passage without those in brackets that give the sum before them in another currency."""
    kept: list[Amount] = []
    for amount in amounts:
        before = kept[-1] if kept else None
        bracketed = amount.start is not None and "(" in text[max(0, amount.start - 2) : amount.start + 1]
        if not (before and bracketed and before.currency != amount.currency):
            kept.append(amount)
    return tuple(kept)
