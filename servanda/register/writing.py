"""Adds readings: a document is in the register as a whole or not at all; nothing is ever overwritten."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from servanda.model import Added, Agreement, Commitment, Event, Flow, Posting, Reading, Span, Statement, as_json, finding_id
from servanda.register import money
from servanda.register.opening import Register
from servanda.register.tables import claim, document, evidence, posting, reading, sighting

_PARTS = {"signed": ("date", "place", "occasion"), "in_force": ("date", "rule"), "term": ("months", "until", "rule")}
_NOT_CLAIMS = {"id", "evidence"}
_SHARED_EVIDENCE = {"organisations": "parties"}


def add(register: Register, found: Reading, *, reader: str, at: str, postings: Iterable[Posting] = ()) -> Added:
    """Keeps all findings of a reading in one transaction. `reader` names who read it, `at` when (ISO 8601, UTC).

    A finding without evidence is refused and counted; a claim that is already there is seen again, not added again.
    `postings` are the sums among its findings that count in the ledger.
    """
    rows, spans, refused = [], [], 0
    claims: dict[str, str] = {}
    for row, places, name in _claims(found):
        if not _valid(places, len(found.document.text)):
            refused += 1
            continue
        rows.append(row | {"reader": reader, "first_seen": at})
        claims[name] = row["id"]
        spans += [{"claim": row["id"], "position": k, "start": s.start, "end": s.end} for k, s in enumerate(places)]
    with register.transaction(write=True) as connection:
        new = _keep_document(connection, found, at)
        number, source = _keep_reading(connection, found, reader, at, {row["id"] for row in rows})
        if rows and number == source:
            connection.execute(_insert(connection, claim).on_conflict_do_nothing(), rows)
            connection.execute(_insert(connection, evidence).on_conflict_do_nothing(), spans)
            connection.execute(insert(sighting), [{"reading": number, "claim": row["id"]} for row in _once(rows)])
            sums = list(money.rows(postings, claims))
            if sums:
                connection.execute(_insert(connection, posting).on_conflict_do_nothing(), sums)
    return Added(found.document.id, found.document.origin, new, len(rows), refused)


def _insert(connection: Connection, table: Table) -> Any:
    return postgresql_insert(table) if connection.dialect.name == "postgresql" else sqlite_insert(table)


def _keep_document(connection: Connection, found: Reading, at: str) -> bool:
    known = connection.scalar(select(document.c.id).where(document.c.id == found.document.id))
    if known is None:
        row = {f.name: getattr(found.document, f.name) for f in fields(found.document)}
        connection.execute(insert(document).values(row | {"added": at}))
        if connection.dialect.name == "sqlite":
            connection.execute(
                text("INSERT INTO search (title, body, document, kind) VALUES (:title, :text, :id, :kind)"),
                {"title": row["title"] or "", "text": row["text"], "id": row["id"], "kind": row["kind"]},
            )
    return known is None


def _once(rows: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return {row["id"]: row for row in rows}.values()


def _keep_reading(connection: Connection, found: Reading, reader: str, at: str, claims: set[str]) -> tuple[int, int]:
    """(number of the new reading, number of the reading whose sightings hold for it).

    A reading that saw just what the one before it saw needs no sightings of its own.
    """
    of_document = select(reading.c.source).where(reading.c.document == found.document.id)
    before = connection.scalar(of_document.order_by(reading.c.id.desc()).limit(1))
    if before is not None:
        seen = set(connection.scalars(select(sighting.c.claim).where(sighting.c.reading == before)))
        before = before if seen == claims else None
    row = _reading_row(found, reader, at) | {"source": before or 0}
    key = connection.execute(insert(reading).values(row)).inserted_primary_key
    assert key is not None
    number = int(key[0])
    if before is None:
        connection.execute(update(reading).where(reading.c.id == number).values(source=number))
    return number, before or number


def _reading_row(found: Reading, reader: str, at: str) -> dict[str, Any]:
    lists = {"outline": found.outline, "cut": found.cut, "problems": found.problems}
    return {"document": found.document.id, "reader": reader, "read_at": at} | {k: _dump(v) for k, v in lists.items()}


def _dump(value: Any) -> str:
    return json.dumps(as_json(value), ensure_ascii=False, sort_keys=True)


def _valid(places: tuple[Span, ...], length: int) -> bool:
    return bool(places) and all(place.end <= length for place in places)


def _claims(found: Reading) -> Iterator[tuple[dict[str, Any], tuple[Span, ...], str]]:
    for position, agreement in enumerate(found.agreements):
        yield from _agreement_claims(found.document.id, position, agreement)
    lists: tuple[tuple[str, Sequence[Commitment | Event | Statement | Flow]], ...] = (
        ("commitment", found.commitments),
        ("event", found.events),
        ("statement", found.statements),
        ("flow", found.flows),
    )
    for kind, findings in lists:
        for position, finding in enumerate(findings):
            index = getattr(finding, "agreement", None)
            subject = found.document.id if index is None or index >= len(found.agreements) else found.agreements[index].id
            row = _row(found.document.id, kind, subject, None, _dump(finding), position)
            yield row | {"force": getattr(finding, "force", None)}, finding.evidence, finding.id


def _agreement_claims(
    document_id: str, position: int, found: Agreement
) -> Iterator[tuple[dict[str, Any], tuple[Span, ...], str]]:
    for noun_field in fields(found):
        name = noun_field.name
        value = getattr(found, name)
        if name in _NOT_CLAIMS or value is None or value == ():
            continue
        parts = [(f"{name}.{part}", getattr(value, part)) for part in _PARTS[name]] if name in _PARTS else [(name, value)]
        for key, part_value in parts:
            if part_value is not None:
                yield (
                    _row(document_id, "agreement", found.id, key, _dump(part_value), position) | {"force": None},
                    _places(found, name, key, part_value),
                    f"{found.id}/{key}",
                )


def _places(found: Agreement, name: str, key: str, value: Any) -> tuple[Span, ...]:
    known = found.evidence.get(key) or found.evidence.get(name) or found.evidence.get(_SHARED_EVIDENCE.get(name, ""))
    if known:
        return known
    if isinstance(value, tuple):
        return tuple(span for entry in value for span in getattr(entry, "evidence", ()))
    return ()


def _row(document_id: str, kind: str, subject: str, field: str | None, value: str, position: int) -> dict[str, Any]:
    return {
        "id": finding_id(document_id, kind, subject, field, value),
        "document": document_id,
        "kind": kind,
        "subject": subject,
        "field": field,
        "value": value,
        "position": position,
    }
