"""Totals that open: money grouped by stage and other keys, each sum with the claims it is made of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from servanda.model import Amount, Commitment, Factuality, Flow, LedgerLine, Stage, WrongCall

_KEYS: Mapping[str, Callable[[Flow], str]] = {
    "stage": lambda flow: flow.stage.value,
    "donor": lambda flow: ";".join(flow.by) or "unknown",
    "beneficiary": lambda flow: ";".join(flow.to) or "unknown",
    "month": lambda flow: str(flow.date)[:7] if flow.date and flow.date.month else "unknown",
    "year": lambda flow: str(flow.date.year) if flow.date else "unknown",
    "category": lambda flow: flow.category or "unknown",
}
KEYS = tuple(_KEYS)
"""What a ledger can be grouped by."""


def pledges(promises: Iterable[Commitment]) -> tuple[Flow, ...]:
    """The sums that commitments name, as flows at the stage *pledged*; what is denied or only permitted pledges nothing."""
    return tuple(
        Flow(
            id=f"{promise.id}-{k}",
            stage=Stage.PLEDGED,
            by=promise.by,
            to=promise.to,
            amount=amount,
            quantity=None,
            category=promise.areas[0] if promise.areas else None,
            date=None,
            factuality=promise.factuality,
            evidence=promise.evidence,
            attributed_to=promise.attributed_to,
        )
        for promise in promises
        if promise.force in ("obligation", "commitment", "intention") and promise.factuality != Factuality.DENIED
        for k, amount in enumerate(promise.amounts)
    )


def ledger(flows: Iterable[Flow], by: tuple[str, ...] = ("stage",)) -> tuple[LedgerLine, ...]:
    """One line for each combination of keys and each currency, in order of the keys.

    `amount` is the sum of the flows' amounts, each taken at its lower bound where it has one, else at its upper; sums without
    a currency, shares in percent and denied flows are left out. WrongCall for an unknown key or a grouping without `stage`.
    """
    unknown = [key for key in by if key not in _KEYS]
    if unknown:
        raise WrongCall(f"a ledger cannot be grouped by {', '.join(unknown)}; it can by {', '.join(KEYS)}")
    if "stage" not in by:
        raise WrongCall("a ledger is always grouped by stage too: totals never mix stages")
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    opened: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for flow in flows:
        value = _value(flow.amount)
        if value is None or flow.amount is None or flow.factuality == Factuality.DENIED:
            continue
        key = (*(_KEYS[name](flow) for name in by), flow.amount.currency or "")
        sums[key] += value
        opened[key].append(flow.id)
    return tuple(LedgerLine(dict(zip(by, key, strict=False)), sums[key], key[-1], tuple(opened[key])) for key in sorted(sums))


def _value(amount: Amount | None) -> Decimal | None:
    if amount is None or not amount.currency or amount.currency == "%":
        return None
    return amount.low if amount.low is not None else amount.high
