"""A text is read again after the rules improved: what a person accepted or corrected goes on standing, and what changed is told.

What a new reading finds in the same place as a finding that a person decided on is kept, but stands behind that decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from servanda.model import Claim, Rereading
from servanda.register.opening import Register
from servanda.register.standing import claims as with_reviews
from servanda.register.standing import judgements
from servanda.register.tables import claim, evidence, reading, sighting

_DECIDED = ("accepted", "corrected")
_AT_ONCE = 500


def carried(
    connection: Connection, before: set[str], rows: Sequence[Mapping[str, Any]], spans: Iterable[Mapping[str, Any]]
) -> set[str]:
    """The claims that stand after a reading found `rows`, when those of `before` stood until then."""
    found = {str(row["id"]) for row in rows}
    kept = _decided(connection, before - found)
    if not kept:
        return found
    first = {span["claim"]: span["start"] for span in spans if span["position"] == 0}
    places = {_place(entry, entry["start"]) for entry in kept}
    behind = {str(row["id"]) for row in rows if _place(row, first.get(row["id"])) in places}
    return found - behind | {str(entry["id"]) for entry in kept}


def _place(row: Mapping[str, Any], start: int | None) -> tuple[Any, ...]:
    """Where two findings cannot both stand: a field of one agreement, or a passage that begins at one place."""
    return (row["kind"], row["subject"], row["field"]) if row["kind"] == "agreement" else (row["kind"], row["document"], start)


def _decided(connection: Connection, names: set[str]) -> list[Mapping[str, Any]]:
    """Those of the claims whose last judgement accepts or corrects them, each with the beginning of its evidence."""
    ordered, decided = sorted(names), []
    for k in range(0, len(ordered), _AT_ONCE):
        held = judgements(connection, ordered[k : k + _AT_ONCE])
        decided += [name for name, row in held.items() if row["verdict"] in _DECIDED]
    if not decided:
        return []
    query = (
        select(claim.c.id, claim.c.kind, claim.c.subject, claim.c.field, claim.c.document, evidence.c.start)
        .join(evidence, (evidence.c.claim == claim.c.id) & (evidence.c.position == 0))
        .where(claim.c.id.in_(decided))
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def changes(register: Register) -> list[Rereading]:
    """Of each document that was read differently the last time than before: what came, what went, what a decision holds."""
    runs: dict[str, list[Any]] = {}
    query = select(reading.c.document, reading.c.source, reading.c.reader, reading.c.read_at).order_by(reading.c.id)
    found = []
    with register.transaction() as connection:
        for row in connection.execute(query):
            runs.setdefault(row.document, []).append(row)
        for name, rows in runs.items():
            if len({row.source for row in rows}) > 1:
                found.append(_change(connection, name, rows))
    return found


def _change(connection: Connection, name: str, rows: Sequence[Any]) -> Rereading:
    last = rows[-1]
    earlier = next(row for row in reversed(rows) if row.source != last.source)
    now, then = _seen(connection, last.source), _seen(connection, earlier.source)
    began = select(claim.c.id).where(claim.c.document == name, claim.c.first_seen == last.read_at)
    behind = set(connection.scalars(began)) - now
    return Rereading(
        document=name,
        reader=last.reader,
        at=last.read_at,
        before=earlier.reader,
        came=_claims(connection, now - then),
        went=_claims(connection, then - now),
        behind=_claims(connection, behind),
    )


def _seen(connection: Connection, source: int) -> set[str]:
    return set(connection.scalars(select(sighting.c.claim).where(sighting.c.reading == source)))


def _claims(connection: Connection, names: set[str]) -> tuple[Claim, ...]:
    """The claims whether they stand or not; last seen when they were first seen, as nothing later is asked."""
    query = select(claim, claim.c.first_seen.label("last_seen")).where(claim.c.id.in_(sorted(names)))
    return tuple(sorted(with_reviews(connection, query), key=lambda c: (c.kind, c.field or "", c.evidence[:1])))
