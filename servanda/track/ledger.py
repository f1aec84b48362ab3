"""Totals that open: money grouped by stage and other keys, each sum with the flows it is made of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from servanda.model import (
    Agreement,
    Amount,
    Commitment,
    Factuality,
    Flow,
    LedgerLine,
    PartialDate,
    Posting,
    Reading,
    Stage,
    WrongCall,
)
from servanda.track.groups import categories, region_of
from servanda.track.money import Rate, currencies, known, rate

_KEYS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "stage": lambda row: row["stage"],
    "donor": lambda row: row["donor"] or "unknown",
    "beneficiary": lambda row: row["beneficiary"] or "unknown",
    "month": lambda row: row["month"] if len(row["month"]) == 7 else "unknown",
    "year": lambda row: row["month"][:4] or "unknown",
    "category": lambda row: categories().get(row["area"], row["area"] or "unknown"),
    "area": lambda row: row["area"] or "unknown",
    "region": lambda row: region_of(filter(None, row["donor"].split(";"))),
    "source": lambda row: row["source"] or "unknown",
}
KEYS = tuple(_KEYS)
"""What a ledger can be grouped by."""
_MADE_FROM: Mapping[str, str] = {"year": "month", "category": "area", "region": "donor"}
_COLUMNS = ("stage", "donor", "month", "area", "beneficiary", "source")


def made_from(by: tuple[str, ...], dated: bool = False) -> tuple[str, ...]:
    """The columns of the ledger's table that a grouping is made from, in a fixed order; `dated` adds the date, for conversion."""
    needed = {_MADE_FROM.get(key, key) for key in by}
    return (*(name for name in _COLUMNS if name in needed), *(("date",) if dated else ()))


def pledges(promises: Iterable[Commitment], agreements: Sequence[Agreement] = ()) -> tuple[Flow, ...]:
    """The sums that commitments name, as flows; what is denied or only permitted pledges nothing.

    *Pledged* is what somebody has taken on for certain; an intention, the content of a draft and what is only reported are
    *intended*.

    A sum is pledged on the day on which its agreement (of `agreements`) was signed; one without such a day has no date.
    Nobody pledges to himself: of the obligors those that the sum is for are left out. Where nobody is left (a passive without an
    agent puts all parties on both sides) the promisor is unknown.
    """
    return tuple(
        Flow(
            id=f"{promise.id}-{k}",
            stage=_stage(promise),
            by=tuple(code for code in promise.by if code not in promise.to),
            to=promise.to,
            amount=amount,
            quantity=None,
            category=promise.areas[0] if promise.areas else None,
            date=_signed(promise, agreements),
            factuality=promise.factuality,
            evidence=promise.evidence,
            attributed_to=promise.attributed_to,
        )
        for promise in promises
        if promise.force in ("obligation", "commitment", "intention") and promise.factuality != Factuality.DENIED
        for k, amount in enumerate(promise.amounts)
    )


def _stage(promise: Commitment) -> Stage:
    firm = promise.force in ("obligation", "commitment") and promise.factuality == Factuality.CERTAIN
    return Stage.PLEDGED if firm else Stage.INTENDED


def _signed(promise: Commitment, agreements: Sequence[Agreement]) -> PartialDate | None:
    k = promise.agreement
    return agreements[k].signed.date if k is not None and k < len(agreements) else None


def postings(found: Reading) -> tuple[Posting, ...]:
    """Every sum of a reading that counts: its flows, and the sums that its commitments pledge."""
    of = {f"{promise.id}-{k}": promise.id for promise in found.commitments for k in range(len(promise.amounts))}
    every = (*found.flows, *pledges(found.commitments, found.agreements))
    return tuple(_posting(flow, of.get(flow.id, flow.id), found.document.id) for flow in every if counts(flow))


def _posting(flow: Flow, of: str, document: str) -> Posting:
    assert flow.amount is not None
    return Posting(
        flow=flow.id,
        of=of,
        document=document,
        stage=flow.stage.value,
        donor=";".join(flow.by),
        beneficiary=";".join(flow.to),
        date=str(flow.date or ""),
        area=flow.category or "",
        source=flow.attributed_to or "",
        currency=flow.amount.currency or "",
        value=value(flow.amount) or Decimal(),
        period=flow.amount.period or "",
        start=flow.amount.start,
        end=flow.amount.end,
        sentence=flow.evidence[0].start,
    )


def ledger(found: Iterable[Posting], by: tuple[str, ...] = ("stage",), aside: Collection[str] = ()) -> tuple[LedgerLine, ...]:
    """One line for each combination of keys and each currency, in order of the keys, with the flows that it is made of.

    Sums whose flow is in `aside` (restated sums and suspense, see `links.count_once`) are left out. WrongCall for an unknown key
    or a grouping without `stage`.
    """
    check_keys(by)
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    opened: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for entry in found:
        if entry.flow not in aside:
            row = _row(entry)
            key = (*(_KEYS[name](row) for name in by), entry.currency)
            sums[key] += entry.value
            opened[key].append(entry.flow)
    return tuple(_line(by, key, sums[key], len(opened[key]), tuple(opened[key])) for key in sorted(sums))


def matches(entry: Posting, keys: Mapping[str, str]) -> bool:
    """Whether a sum belongs to the total with these values of the ledger's keys."""
    row = _row(entry)
    return all(_KEYS[name](row) == value for name, value in keys.items())


def _row(entry: Posting) -> Mapping[str, str]:
    return {
        "stage": entry.stage,
        "donor": entry.donor,
        "beneficiary": entry.beneficiary,
        "month": entry.date[:7],
        "date": entry.date,
        "area": entry.area,
        "source": entry.source,
    }


def _line(by: tuple[str, ...], key: tuple[str, ...], amount: Decimal, flows: int, claims: tuple[str, ...] = ()) -> LedgerLine:
    return LedgerLine(dict(zip(by, key, strict=False)), amount, key[-1], claims, flows)


Total = tuple[tuple[str, ...], str, Decimal, int]
"""(values of `made_from` columns, currency, sum, number of flows)."""


def regrouped(totals: Iterable[Total], columns: tuple[str, ...], by: tuple[str, ...]) -> tuple[LedgerLine, ...]:
    """Totals by the columns of `made_from` as the lines of a grouping."""
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    flows: dict[tuple[str, ...], int] = defaultdict(int)
    made = [_KEYS[name] for name in by]
    for values, currency, amount, number in totals:
        row = dict(zip(columns, values, strict=True))
        key = (*(make(row) for make in made), currency)
        sums[key] += amount
        flows[key] += number
    return tuple(_line(by, key, sums[key], flows[key]) for key in sorted(sums))


def in_currency(
    totals: Iterable[Total], columns: tuple[str, ...], into: str, constant: date | None = None
) -> tuple[list[Total], list[Rate], list[tuple[Total, str]]]:
    """(totals by date in one currency, the rates used, totals that could not be converted and why).

    The rate is that of the date, of its last day where only a month or a year is known, or of the day `constant` for all. Sums
    without a date cannot be converted unless `constant` is given. The columns must hold the date.
    """
    place = columns.index("date")
    done: list[Total] = []
    used: dict[tuple[str, date], Rate] = {}
    failed: list[tuple[Total, str]] = []
    for total in totals:
        values, currency, amount, number = total
        day = constant or (PartialDate.parse(values[place]).last if values[place] else None)
        found, why = _rate(currency, into, day)
        if found is None:
            failed.append((total, why))
        else:
            if currency != into:
                used[found.currency, found.day] = found
            done.append((values, into, found.convert(amount), number))
    return done, [used[key] for key in sorted(used)], failed


def _rate(currency: str, into: str, day: date | None) -> tuple[Rate | None, str]:
    if currency == into:
        return Rate(currency, into, Decimal(1), day or date.min, day or date.min), ""
    if day is None:
        return None, "it has no date, and no day for a constant rate is given"
    if not known(into):
        raise WrongCall(f"no reference rate is known for {into}; known are {', '.join(currencies())}")
    if not known(currency):
        return None, f"no rate is known for {currency}"
    return rate(currency, into, day), f"no rate of {currency} is known for {day}"


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
