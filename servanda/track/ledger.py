"""Totals that open: money grouped by stage and other keys, each sum with the flows it is made of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from servanda.model import Amount, Commitment, Factuality, Flow, LedgerLine, Stage, WrongCall
from servanda.track.groups import categories, region_of
from servanda.track.money import Rate, rate

_KEYS: Mapping[str, Callable[[Flow], str]] = {
    "stage": lambda flow: flow.stage.value,
    "donor": lambda flow: ";".join(flow.by) or "unknown",
    "beneficiary": lambda flow: ";".join(flow.to) or "unknown",
    "month": lambda flow: str(flow.date)[:7] if flow.date and flow.date.month else "unknown",
    "year": lambda flow: str(flow.date.year) if flow.date else "unknown",
    "category": lambda flow: categories().get(flow.category or "", flow.category or "unknown"),
    "area": lambda flow: flow.category or "unknown",
    "region": lambda flow: region_of(flow.by),
    "source": lambda flow: flow.attributed_to or "unknown",
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


def ledger(
    flows: Iterable[Flow], by: tuple[str, ...] = ("stage",), aside: Mapping[str, str] | None = None
) -> tuple[LedgerLine, ...]:
    """One line for each combination of keys and each currency, in order of the keys.

    `amount` is the sum of the flows' values (see `value`); flows without one, denied flows, and those whose id is in `aside`
    (restated sums and suspense, see `links.count_once`) are left out. WrongCall for an unknown key or a grouping without `stage`.
    """
    check_keys(by)
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    opened: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for flow in flows:
        if not counts(flow) or (aside and flow.id in aside):
            continue
        assert flow.amount is not None
        key = (*(_KEYS[name](flow) for name in by), flow.amount.currency or "")
        sums[key] += value(flow.amount) or Decimal()
        opened[key].append(flow.id)
    return tuple(LedgerLine(dict(zip(by, key, strict=False)), sums[key], key[-1], tuple(opened[key])) for key in sorted(sums))


def check_keys(by: tuple[str, ...]) -> None:
    """WrongCall for an unknown key, one that is there twice, or a grouping without `stage`."""
    unknown = [key for key in by if key not in _KEYS]
    if unknown:
        raise WrongCall(f"a ledger cannot be grouped by {', '.join(unknown)}; it can by {', '.join(KEYS)}")
    if "stage" not in by:
        raise WrongCall("a ledger is always grouped by stage too: totals never mix stages")
    if len(set(by)) < len(by):
        raise WrongCall(f"a ledger is grouped by each key once, not by {', '.join(by)}")


def counts(flow: Flow) -> bool:
    """Whether a flow is money that can be added up: a sum in a currency that nobody denies."""
    return value(flow.amount) is not None and flow.factuality != Factuality.DENIED


def value(amount: Amount | None) -> Decimal | None:
    """The figure that a sum counts with: its lower bound where it has one, else its upper; None without a currency."""
    if amount is None or not amount.currency or amount.currency == "%":
        return None
    return amount.low if amount.low is not None else amount.high


def converted(
    flows: Iterable[Flow], into: str, constant: date | None = None
) -> tuple[tuple[Flow, ...], tuple[Rate, ...], dict[str, str]]:
    """(the flows in one currency, the rates used, why some could not be converted by their ids).

    The rate is that of the flow's date, its last day where only a month or a year is known, or of the day `constant` for all. A
    flow without a date cannot be converted unless `constant` is given.
    """
    done: list[Flow] = []
    used: dict[tuple[str, date], Rate] = {}
    failed: dict[str, str] = {}
    for flow in flows:
        if not counts(flow):
            continue
        assert flow.amount is not None
        assert flow.amount.currency is not None
        day = constant or (flow.date.last if flow.date else None)
        found, why = (None, "it has no date, and no day for a constant rate is given") if day is None else _rate(flow, into, day)
        if found is None:
            failed[flow.id] = why
            continue
        used[found.currency, found.day] = found
        done.append(replace(flow, amount=_in(flow.amount, found)))
    return tuple(done), tuple(used[key] for key in sorted(used)), failed


def _rate(flow: Flow, into: str, day: date) -> tuple[Rate | None, str]:
    assert flow.amount is not None
    assert flow.amount.currency is not None
    try:
        found = rate(flow.amount.currency, into, day)
    except WrongCall as error:
        if flow.amount.currency in str(error).partition(";")[0]:
            return None, f"no rate is known for {flow.amount.currency}"
        raise
    return found, f"no rate of {flow.amount.currency} is known for {day}"


def _in(amount: Amount, found: Rate) -> Amount:
    low = None if amount.low is None else found.convert(amount.low)
    high = None if amount.high is None else found.convert(amount.high)
    return replace(amount, low=low, high=high, currency=found.into)
