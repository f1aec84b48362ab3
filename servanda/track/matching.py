"""Deliveries and payments that may fulfil a commitment: suggestions with reasons and a score, for a person to confirm."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from servanda.model import Commitment, Force, Match, PartialDate, Posting, Reading
from servanda.track.groups import categories
from servanda.track.ledger import value

LEAST = 0.5
MOST = 5
"""Suggestions for one commitment."""
_PROMISES = (Force.OBLIGATION, Force.COMMITMENT, Force.INTENTION)
_LATER = ("allocated", "disbursed", "delivered")


def matches(readings: Iterable[Reading], money: Sequence[Posting]) -> tuple[Match, ...]:
    """For each promise the later flows that may fulfil it, the best first.

    The score adds 0.4 for the same promisor and beneficiary, without which there is no suggestion, 0.2 for the same area (0.1
    for the same category of aid), 0.3 for the same sum in one currency (0.15 for at most that sum), 0.1 for a date not before the
    signature. A commitment without an area and a sum in common with a flow gets no suggestion.
    """
    by_donor: dict[str, list[Posting]] = defaultdict(list)
    for entry in money:
        if entry.stage in _LATER:
            for donor in entry.donor.split(";"):
                by_donor[donor].append(entry)
    found = []
    for reading in readings:
        for promise in reading.commitments:
            if promise.force in _PROMISES:
                found += _of(reading, promise, by_donor)
    return tuple(found)


def _of(reading: Reading, promise: Commitment, by_donor: dict[str, list[Posting]]) -> list[Match]:
    signed = _signed(reading, promise)
    scored = []
    for donor in promise.by:
        for entry in by_donor.get(donor, ()):
            if promise.to and not set(promise.to) & set(entry.beneficiary.split(";")):
                continue
            score, reasons = _score(promise, entry, signed)
            if score >= LEAST and len(reasons) > 1:
                scored.append(Match(promise.id, entry.flow, round(score, 2), tuple(reasons)))
    return sorted(scored, key=lambda m: (-m.score, m.flow))[:MOST]


def _signed(reading: Reading, promise: Commitment) -> PartialDate | None:
    k = promise.agreement
    return reading.agreements[k].signed.date if k is not None and k < len(reading.agreements) else None


def _score(promise: Commitment, entry: Posting, signed: PartialDate | None) -> tuple[float, list[str]]:
    score, reasons = 0.4, ["the same promisor and beneficiary"]
    kinds = {categories().get(area, area) for area in promise.areas}
    if entry.area in promise.areas:
        score, reasons = score + 0.2, [*reasons, f"the same area: {entry.area.replace('_', ' ')}"]
    elif entry.area and categories().get(entry.area, entry.area) in kinds:
        score, reasons = score + 0.1, [*reasons, f"the same category: {categories().get(entry.area, entry.area)}"]
    sums = [value(amount) or Decimal() for amount in promise.amounts if amount.currency == entry.currency]
    if entry.value in sums:
        score, reasons = score + 0.3, [*reasons, f"the same sum: {entry.value:,f} {entry.currency}"]
    elif any(entry.value < sum_ for sum_ in sums):
        score, reasons = score + 0.15, [*reasons, f"a sum within the promised one: {entry.value:,f} {entry.currency}"]
    if signed and entry.date:
        if PartialDate.parse(entry.date).last >= signed.first:
            score, reasons = score + 0.1, [*reasons, "dated after the signature"]
        else:
            score, reasons = 0.0, ["dated before the signature"]
    return score, reasons
