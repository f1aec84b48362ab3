"""The ledger's table: sums that count, added up by the database, and found again by what they are made of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select
from sqlalchemy.exc import DBAPIError

from servanda.model import Posting
from servanda.register import subtotals
from servanda.register.opening import Register
from servanda.register.standing import REJECTED, standing
from servanda.register.tables import claim, posting, reading, review

MINOR = Decimal("0.0001")
_LARGEST = Decimal(900_000_000_000_000)
"""Values below this many units are kept as integers (64 bits hold their ten-thousandths)."""
GROUPED = ("stage", "donor", "beneficiary", "date", "month", "area", "source")
"""What the database groups by; `currency` is always added."""
Total = tuple[tuple[str, ...], str, Decimal, int]
"""(values of the keys, currency, sum, number of flows)."""


def rows(found: Iterable[Posting], claims: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The table's rows; `claims` maps the id of a finding to that of its claim."""
    for entry in found:
        if entry.of not in claims:
            continue
        minor = entry.value / MINOR
        exact = minor == minor.to_integral_value() and abs(entry.value) < _LARGEST
        yield {
            "flow": entry.flow,
            "claim": claims[entry.of],
            "document": entry.document,
            "stage": entry.stage,
            "donor": entry.donor,
            "beneficiary": entry.beneficiary,
            "date": entry.date,
            "month": entry.date[:7],
            "area": entry.area,
            "source": entry.source,
            "currency": entry.currency,
            "minor": int(minor) if exact else 0,
            "rest": None if exact else format(entry.value, "f"),
            "period": entry.period,
            "start": entry.start,
            "end": entry.end,
            "sentence": entry.sentence,
        }


def totals(
    register: Register, keys: Sequence[str], aside: Iterable[str] = (), *, as_of: str | None = None, on: str | None = None
) -> list[Total]:
    """The sums by the keys (see `GROUPED`) and currency, without flows in `aside` and without those that no longer stand.

    `as_of`: what was known at that moment; `on`: what is dated on that day or before, nothing without a date. The database
    adds up all rows; the few that do not count are then taken off, and the few too large or too fine for it added.
    """
    sums: dict[tuple[str, ...], Decimal] = {}
    counts: dict[tuple[str, ...], int] = {}
    with register.transaction() as connection:
        for *key, minor, number in _summed(connection, keys):
            sums[tuple(key)] = _units(minor)
            counts[tuple(key)] = number
        for row in connection.execute(select(posting).where(posting.c.rest.is_not(None))).mappings():
            sums[_key(row, keys)] += Decimal(row["rest"])
        for row in _not_counting(connection, aside, as_of, on):
            sums[_key(row, keys)] -= _value(row)
            counts[_key(row, keys)] -= 1
    return [(key[:-1], key[-1], sums[key], counts[key]) for key in sorted(sums) if counts[key]]


def _summed(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """(keys, currency, sum of the integers, number of rows). A sum that overflows 64 bits is taken in two halves."""
    if subtotals.serve(connection, keys):
        yield from subtotals.summed(connection, keys)
        return
    columns = (
        [posting.c[key] for key in keys if key != "area"]
        + [posting.c.currency]
        + [posting.c[key] for key in keys if key == "area"]
    )
    asked = [*(posting.c[key] for key in keys), posting.c.currency]
    try:
        query = select(*asked, func.sum(posting.c.minor), func.count()).group_by(*columns)
        yield from [(*row[:-2], int(row[-2]), row[-1]) for row in connection.execute(query)]
    except DBAPIError as error:
        if "overflow" not in str(error.orig):
            raise
        upper, lower = func.sum(posting.c.minor // subtotals.HALF), func.sum(posting.c.minor % subtotals.HALF)
        query = select(*asked, upper, lower, func.count()).group_by(*columns)
        yield from [(*row[:-3], int(row[-3]) * subtotals.HALF + int(row[-2]), row[-1]) for row in connection.execute(query)]


def _key(row: RowMapping, keys: Sequence[str]) -> tuple[str, ...]:
    return (*(str(row[key]) for key in keys), str(row["currency"]))


def _value(row: RowMapping) -> Decimal:
    return Decimal(row["rest"]) if row["rest"] is not None else _units(row["minor"])


def _units(minor: int) -> Decimal:
    """Ten-thousandths as units, with as many digits after the point as are needed."""
    whole, rest = divmod(minor, 10_000)
    return Decimal(whole) if not rest else (Decimal(minor) * MINOR).normalize()


def _not_counting(
    connection: Connection, aside: Iterable[str], as_of: str | None = None, on: str | None = None
) -> list[RowMapping]:
    """The rows that are set aside, whose claim a review rejected, or that the latest reading of their document no longer saw."""
    found: dict[str, RowMapping] = {}
    names = sorted(set(aside))
    queries = [select(posting).where(posting.c.flow.in_(names[k : k + 500])) for k in range(0, len(names), 500)]
    queries += [select(posting).where(posting.c.claim.in_(_rejected(as_of))), _superseded(as_of)]
    if as_of is not None:
        queries.append(select(posting).join(claim, claim.c.id == posting.c.claim).where(claim.c.first_seen > as_of))
    if on is not None:
        queries.append(select(posting).where((posting.c.date > on) | (posting.c.date == "")))
    for query in queries:
        found |= {row["flow"]: row for row in connection.execute(query).mappings()}
    return list(found.values())


def _rejected(as_of: str | None) -> Select[Any]:
    last = select(func.max(review.c.id)).group_by(review.c.claim)
    if as_of is not None:
        last = last.where(review.c.at <= as_of)
    return select(review.c.claim).where(review.c.id.in_(last), review.c.verdict == REJECTED)


def _superseded(as_of: str | None) -> Select[Any]:
    """Rows of documents that were read more than once with different findings, without the claims that still stand."""
    changed = select(reading.c.document).group_by(reading.c.document).having(func.count(reading.c.source.distinct()) > 1)
    still = standing(as_of).with_only_columns(claim.c.id).where(claim.c.document.in_(changed))
    return select(posting).where(posting.c.document.in_(changed), posting.c.claim.not_in(still))


def postings(register: Register, *, as_of: str | None = None, on: str | None = None, **where: str) -> list[Posting]:
    """The sums that stand, filtered by columns, in the order of document and place; `as_of` and `on` as for `totals`."""
    query = select(posting).order_by(posting.c.document, posting.c.sentence, posting.c.start, posting.c.flow)
    for name, value in where.items():
        query = query.where(posting.c[name] == value)
    with register.transaction() as connection:
        gone = {row["flow"] for row in _not_counting(connection, (), as_of, on)}
        return [_posting(row) for row in connection.execute(query).mappings() if row["flow"] not in gone]


def present(register: Register, flows: Iterable[str], *, as_of: str | None = None) -> set[str]:
    """Those of the flows that stand."""
    names = sorted(set(flows))
    found: set[str] = set()
    with register.transaction() as connection:
        for k in range(0, len(names), 500):
            found |= set(connection.scalars(select(posting.c.flow).where(posting.c.flow.in_(names[k : k + 500]))))
        return found - {row["flow"] for row in _not_counting(connection, (), as_of)} if found else found


def some(register: Register, flows: Iterable[str]) -> list[Posting]:
    """The postings of these flows, whether they stand or not."""
    names = sorted(set(flows))
    with register.transaction() as connection:
        queries = [select(posting).where(posting.c.flow.in_(names[k : k + 500])) for k in range(0, len(names), 500)]
        return [_posting(row) for query in queries for row in connection.execute(query).mappings()]


def of_agreements(register: Register, agreements: Iterable[str]) -> list[tuple[str, Posting]]:
    """(agreement, posting) of the sums in commitments of these agreements, whether they stand or not."""
    names = sorted(set(agreements))
    found: list[tuple[str, Posting]] = []
    with register.transaction() as connection:
        for k in range(0, len(names), 500):
            query = select(posting, claim.c.subject).join(claim, claim.c.id == posting.c.claim)
            rows_of = connection.execute(query.where(claim.c.subject.in_(names[k : k + 500])).order_by(posting.c.flow)).mappings()
            found += [(row["subject"], _posting(row)) for row in rows_of]
    return found


def alike(register: Register, found: Sequence[Posting], apart: Collection[str] = ()) -> list[Posting]:
    """Sums of other documents with the same donor, stage, currency and value as one of those given; not of sources `apart`."""
    names = {entry.document for entry in found}
    wanted = {(e.donor, e.stage, e.currency, int(e.value / MINOR)) for e in found if abs(e.value) < _LARGEST and e.value > 0}
    minors = sorted({key[3] for key in wanted})
    known: list[Posting] = []
    others = posting.c.source.not_in(sorted(apart))
    with register.transaction() as connection:
        if connection.scalar(select(posting.c.flow).where(others).limit(1)) is None:
            return []
        for k in range(0, len(minors), 500):
            query = select(posting).where(posting.c.minor.in_(minors[k : k + 500]), posting.c.rest.is_(None), others)
            for row in connection.execute(query).mappings():
                if (row["donor"], row["stage"], row["currency"], row["minor"]) in wanted and row["document"] not in names:
                    known.append(_posting(row))
    return known


def _posting(row: RowMapping) -> Posting:
    names = (
        "flow",
        "document",
        "stage",
        "donor",
        "beneficiary",
        "date",
        "area",
        "source",
        "currency",
        "period",
        "start",
        "end",
        "sentence",
    )
    return Posting(of=row["claim"], value=_value(row), **{name: row[name] for name in names})
