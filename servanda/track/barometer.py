"""The barometer: promise against delivery in a few defined measures, as known on a day. There is no single score.

Every measure says its formula, what it is made of and what it cannot say; what nobody knows is counted as unknown.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from servanda.model import STATUSES, Commitment, Force, LedgerLine, Measure, Reading
from servanda.track.deadlines import lapsed, moments

_PROMISES = (Force.OBLIGATION, Force.COMMITMENT, Force.INTENTION)
_Place = tuple[Reading, Commitment]


def status_of(found: Reading, promise: Commitment, on: date, verdicts: Mapping[str, str]) -> str:
    """The status of one commitment on a day: a person's verdict, else `lapsed` after the term's end, else `unknown`."""
    told = verdicts.get(promise.id)
    if told in STATUSES:
        return told
    k = promise.agreement
    agreement = found.agreements[k] if k is not None and k < len(found.agreements) else None
    return "lapsed" if agreement is not None and lapsed(agreement, on) else "unknown"


def barometer(
    readings: Sequence[Reading], money: Sequence[LedgerLine], on: date, verdicts: Mapping[str, str] | None = None
) -> tuple[Measure, ...]:
    """The measures of a family of agreements (or of one) on a day.

    `money` holds the totals by stage of what the family's promisors have pledged, set aside or paid; `verdicts` maps a
    commitment's id to a status that a person gave it.
    """
    promised = [(found, promise) for found in readings for promise in found.commitments if promise.force in _PROMISES]
    return (
        *_by_force(readings),
        *_firmness(promised),
        *_statuses(promised, on, verdicts or {}),
        *_late(promised, on, verdicts or {}),
        *_stages(money),
    )


def _by_force(readings: Sequence[Reading]) -> tuple[Measure, ...]:
    every = [promise for found in readings for promise in found.commitments]
    parts = Counter(promise.force.value for promise in every)
    return (
        Measure(
            "commitments",
            len(every),
            "commitments",
            "the number of commitments that stand in documents that hold or name an agreement, by force",
            "a text with many small clauses counts more than one with few large ones",
            tuple(promise.id for promise in every),
            dict(sorted(parts.items())),
        ),
    )


def _firmness(promised: list[_Place]) -> tuple[Measure, ...]:
    scored = [promise for _, promise in promised if promise.legalization]
    measures = []
    for name in ("obligation", "precision", "delegation"):
        scores = [Decimal(str(getattr(promise.legalization, name))) for promise in scored]
        mean = (sum(scores, Decimal()) / len(scores)).quantize(Decimal("0.01")) if scores else None
        measures.append(
            Measure(
                name,
                mean,
                "0 to 1",
                f"the mean {name} of all obligations, commitments and intentions (docs/legalization.md)",
                "says how a promise is worded, not whether it will be kept",
                tuple(promise.id for promise in scored),
            )
        )
    return tuple(measures)


def _statuses(promised: list[_Place], on: date, verdicts: Mapping[str, str]) -> tuple[Measure, ...]:
    told = {promise.id: status_of(found, promise, on, verdicts) for found, promise in promised}
    parts = Counter(told.values())
    known = [key for key, status in told.items() if status != "unknown"]
    share = (Decimal(len(known)) / len(told)).quantize(Decimal("0.01")) if told else None
    return (
        Measure(
            "status_known",
            share,
            "0 to 1",
            "promises whose status somebody has judged, or whose term has ended, divided by all promises",
            "a low share says that nobody has looked, not that nothing was done",
            tuple(known),
            {status: parts[status] for status in STATUSES if parts[status]},
        ),
    )


def _late(promised: list[_Place], on: date, verdicts: Mapping[str, str]) -> tuple[Measure, ...]:
    late = []
    for found, promise in promised:
        k = promise.agreement
        if promise.deadline_rule is None or promise.deadline_rule.kind == "every" or promise.deadline_rule.kind == "for":
            continue
        last = moments(promise.deadline_rule, found.agreements[k] if k is not None and k < len(found.agreements) else None)[1]
        if last and last < on and verdicts.get(promise.id) not in ("kept", "kept_late"):
            late.append(promise.id)
    return (
        Measure(
            "past_deadline",
            len(late),
            "commitments",
            "promises with a computable deadline before the day that no person has judged kept",
            "they may have been kept without anybody entering it",
            tuple(late),
        ),
    )


def _stages(money: Sequence[LedgerLine]) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            f"money_{line.keys['stage']}",
            line.amount,
            line.currency,
            f"the sum of all flows at the stage {line.keys['stage']} in {line.currency}, restated ones left out",
            "sources count differently; stages are never derived from one another",
            line.claims,
            {"flows": line.flows},
        )
        for line in money
    )
