"""Adds readings: a document is in the register as a whole or not at all; nothing is ever overwritten."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

from servanda.model import (
    Added,
    Agreement,
    Commitment,
    Document,
    Event,
    Flow,
    Posting,
    Reading,
    Span,
    Statement,
    json_text,
)
from servanda.model.document import hashed_id
from servanda.register import filing, indexing, money, subtotals
from servanda.register.filing import Filed
from servanda.register.opening import Register
from servanda.register.rereading import carried
from servanda.register.tables import claim, document, evidence, posting, reading, sighting
from servanda.register.validity import UNKNOWN, Period, period, period_of

_DOCUMENT = tuple(f.name for f in fields(Document))
_PARTS = {"signed": ("date", "place", "occasion"), "in_force": ("date", "rule"), "term": ("months", "until", "rule")}
_NOT_CLAIMS = {"id", "evidence"}
_SHARED_EVIDENCE = {"organisations": "parties"}


Confidence = Callable[[Reading], Mapping[str, float]]
"""How sure the reader is: by a finding's id, `kind.field`, or a kind; what is not among them has no confidence."""


def unmeasured(found: Reading) -> Mapping[str, float]:
    """No confidence at all."""
    return {}


def add(
    register: Register,
    found: Reading,
    *,
    reader: str,
    at: str,
    postings: Iterable[Posting] = (),
    confidence: Confidence = unmeasured,
) -> Added:
    """Keeps all findings of a reading in one transaction. `reader` names who read it, `at` when (ISO 8601, UTC).

    A finding without evidence is refused and told; a claim that is already there is seen again, not added again.
    `postings` are the sums among its findings that count in the ledger.
    """
    return add_many(register, [(found, postings)], reader=reader, at=at, confidence=confidence)[0]


def add_many(
    register: Register,
    entries: Sequence[tuple[Reading, Iterable[Posting]]],
    *,
    reader: str,
    at: str,
    confidence: Confidence = unmeasured,
) -> list[Added]:
    """Keeps several readings in one transaction: all of them or none. Faster than one by one where there are many."""
    prepared = [_prepare(found, sums, {"reader": reader, "first_seen": at}, confidence(found)) for found, sums in entries]
    with register.transaction(write=True) as connection:
        known = _keep_documents(connection, prepared, at)
        fresh = _keep_readings(connection, prepared, reader, at, known)
        _keep_claims(connection, fresh, known)
    return [
        Added(
            entry.found.document.id,
            entry.found.document.origin,
            new,
            len(entry.rows),
            len(entry.refused),
            tuple(entry.refused),
            entry.came,
            entry.went,
        )
        for entry, new in zip(prepared, _new(prepared, known), strict=True)
    ]


@dataclass(slots=True)
class _Prepared:
    """A reading as rows, before the database is asked."""

    found: Reading
    rows: list[dict[str, Any]]
    spans: list[dict[str, Any]]
    sums: list[dict[str, Any]]
    said: list[dict[str, Any]]
    refused: list[str]
    filed: str
    number: int = 0
    standing: list[str] = field(default_factory=list)
    came: int = 0
    went: int = 0


def _prepare(
    found: Reading, postings: Iterable[Posting], source: Mapping[str, str], confidence: Mapping[str, float]
) -> _Prepared:
    rows: dict[str, dict[str, Any]] = {}
    spans: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    claims: dict[str, str] = {}
    refused: list[str] = []
    text = found.document.text
    length, reader, at = len(text), source["reader"], source["first_seen"]
    filed = [_filed(agreement) for agreement in found.agreements]
    for row, places, finding in _claims(found):
        if not places or max([place.end for place in places]) > length:
            refused.append(_refusal(row, places))
            continue
        key = row["id"]
        name = finding if isinstance(finding, str) else finding.id
        claims[name] = key
        if key in rows:
            continue
        row["reader"], row["first_seen"] = reader, at
        if confidence:
            row["confidence"] = (
                confidence.get(name) or confidence.get(f"{row['kind']}.{row['field']}") or confidence.get(row["kind"])
            )
        rows[key] = row
        if isinstance(finding, Commitment):
            said.append({"claim": key, "words": indexing.words_of(text, places), "filed": _marks(finding, filed)})
        for position, place in enumerate(places):
            spans.append({"claim": key, "position": position, "start": place.start, "end": place.end})
    marks = filing.of_document(filed, {row["filed"] for row in said})
    return _Prepared(found, list(rows.values()), spans, list(money.rows(postings, claims)), said, refused, marks)


def _filed(found: Agreement) -> Filed:
    signed = str(found.signed.date) if found.signed.date else None
    return filing.of_agreement((*found.parties, *found.organisations), found.status, signed, period(found))


def _marks(found: Commitment, filed: Sequence[Filed]) -> str:
    index = found.agreement
    known = filed[index] if index is not None and index < len(filed) else filing.NOWHERE
    sums = filing.sums_of(found.amounts) if found.amounts else ()
    return filing.of_promise((*found.by, *found.to), found.areas, found.force, sums, known)


def _new(prepared: Sequence[_Prepared], known: set[str]) -> Iterator[bool]:
    seen = set(known)
    for entry in prepared:
        yield entry.found.document.id not in seen
        seen.add(entry.found.document.id)


def _keep_documents(connection: Connection, found: Sequence[_Prepared], at: str) -> set[str]:
    """Keeps the documents that are not there yet; the ids of those that were."""
    documents = {entry.found.document.id: entry.found.document for entry in found}
    known: set[str] = set()
    for ids in _parts(list(documents)):
        known |= set(connection.scalars(select(document.c.id).where(document.c.id.in_(ids))))
    rows = [
        {name: getattr(entry, name) for name in _DOCUMENT} | {"added": at} for key, entry in documents.items() if key not in known
    ]
    if rows:
        connection.execute(insert(document), rows)
        filed = {entry.found.document.id: entry.filed for entry in found}
        indexing.keep_documents(connection, [row | {"filed": filed[row["id"]]} for row in rows])
    return known


def _parts(names: list[str], size: int = 500) -> Iterator[list[str]]:
    yield from (names[k : k + size] for k in range(0, len(names), size))


def _keep_readings(
    connection: Connection, prepared: Sequence[_Prepared], reader: str, at: str, known: set[str]
) -> list[_Prepared]:
    """Keeps the readings; those whose findings are not just what the document's last reading saw come back, numbered.

    A reading that saw just what the one before it saw needs no sightings of its own: it refers to that one.
    """
    sources = [0] * len(prepared)
    seen: dict[str, tuple[int, set[str]]] = {}
    for k, entry in enumerate(prepared):
        key = entry.found.document.id
        entry.standing = [row["id"] for row in entry.rows]
        if key in known and key not in seen:
            before = _last_sightings(connection, key)
            if before is not None:
                seen[key] = before
        if key in seen:
            stood = seen[key][1]
            stands = carried(connection, stood, entry.rows, entry.spans)
            entry.standing = sorted(stands)
            entry.came, entry.went = len(stands - stood), len(stood - stands)
            sources[k] = seen[key][0] if stands == stood else 0
    rows = [_reading_row(entry.found, reader, at) | {"source": source} for entry, source in zip(prepared, sources, strict=True)]
    numbers = connection.scalars(insert(reading).returning(reading.c.id, sort_by_parameter_order=True), rows).all()
    connection.execute(update(reading).where(reading.c.source == 0, reading.c.id >= min(numbers)).values(source=reading.c.id))
    fresh = []
    for entry, number, source in zip(prepared, numbers, sources, strict=True):
        entry.number = int(number)
        if not source:
            fresh.append(entry)
    return fresh


def _last_sightings(connection: Connection, key: str) -> tuple[int, set[str]] | None:
    """(the reading whose sightings hold for the document's last reading, the claims that it saw)."""
    of_document = select(reading.c.source).where(reading.c.document == key)
    before = connection.scalar(of_document.order_by(reading.c.id.desc()).limit(1))
    if before is None:
        return None
    return int(before), set(connection.scalars(select(sighting.c.claim).where(sighting.c.reading == before)))


def _keep_claims(connection: Connection, fresh: Sequence[_Prepared], known: set[str]) -> None:
    again = {entry.found.document.id for entry in fresh} & known
    before: set[str] = set()
    for ids in _parts(sorted(again)):
        before |= set(connection.scalars(select(claim.c.id).where(claim.c.document.in_(ids))))
    _insert_all(connection, claim, [row for entry in fresh for row in entry.rows])
    _insert_all(connection, evidence, [row for entry in fresh for row in entry.spans])
    _insert_all(connection, sighting, [{"reading": entry.number, "claim": name} for entry in fresh for name in entry.standing])
    said = {row["claim"]: row for entry in fresh if entry.found.document.id not in again for row in entry.said}
    indexing.keep(connection, list(said.values()))
    for name in sorted(again):
        # What people decided on such a document before may count for what it is filed under.
        new = {row["claim"] for entry in fresh if entry.found.document.id == name for row in entry.said}
        indexing.refile(connection, name, new - before)
    sums = [row for entry in fresh for row in entry.sums]
    with subtotals.many(connection, len(sums)):
        _insert_all(connection, posting, sums)


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Inserts the rows that are not there yet. All rows have the same keys.

    On SQLite the rows go to the driver as they are: SQLAlchemy's handling of each row would take as long as the rest.
    """
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(postgresql_insert(table).on_conflict_do_nothing(), rows)
        return
    names = list(rows[0])
    columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING'
    connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])


def _reading_row(found: Reading, reader: str, at: str) -> dict[str, Any]:
    lists = {"outline": found.outline, "cut": found.cut, "problems": found.problems}
    return {"document": found.document.id, "reader": reader, "read_at": at} | {k: _dump(v) for k, v in lists.items()}


def _dump(value: Any) -> str:
    return json_text(value, sort_keys=True)


_SHOWN = 60


def _refusal(row: Mapping[str, Any], places: tuple[Span, ...]) -> str:
    """Which finding has no valid evidence, and what is wrong with it."""
    what = f"{row['kind']} {row['field']}" if row["field"] else row["kind"]
    value = row["value"] if len(row["value"]) <= _SHOWN else row["value"][:_SHOWN] + "…"
    wrong = "no place in the text" if not places else f"its place ends at {max(p.end for p in places)}, behind the text's end"
    return f"{what} {value}: {wrong}"


def _claims(found: Reading) -> Iterator[tuple[dict[str, Any], tuple[Span, ...], str | Commitment | Event | Statement | Flow]]:
    """(row, evidence, the finding, or the name of a field of an agreement) of every claim."""
    periods = [period(agreement) for agreement in found.agreements]
    for position, agreement in enumerate(found.agreements):
        yield from _agreement_claims(found.document.id, position, agreement, periods[position])
    lists: tuple[tuple[str, Sequence[Commitment | Event | Statement | Flow]], ...] = (
        ("commitment", found.commitments),
        ("event", found.events),
        ("statement", found.statements),
        ("flow", found.flows),
    )
    for kind, findings in lists:
        for position, finding in enumerate(findings):
            index = getattr(finding, "agreement", None)
            if index is not None and index < len(found.agreements):
                subject, holds = found.agreements[index].id, period_of(finding, periods[index])
            else:
                subject, holds = found.document.id, period_of(finding, UNKNOWN)
            force = getattr(finding, "force", None)
            row = _row(found.document.id, kind, subject, None, _dump(finding), position, holds, force)
            yield row, finding.evidence, finding


def _agreement_claims(
    document_id: str, position: int, found: Agreement, holds: Period
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
                    _row(document_id, "agreement", found.id, key, _dump(part_value), position, holds, None),
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


def _row(
    document_id: str, kind: str, subject: str, field: str | None, value: str, position: int, holds: Period, force: str | None
) -> dict[str, Any]:
    """A row of the table of claims; who says so and how sure it is comes later."""
    return {
        "id": hashed_id(f"{document_id}\x1f{kind}\x1f{subject}\x1f{field}\x1f{value}"),
        "document": document_id,
        "kind": kind,
        "subject": subject,
        "field": field,
        "value": value,
        "position": position,
        "valid_from": holds[0],
        "valid_until": holds[1],
        "force": force,
        "reader": "",
        "first_seen": "",
        "confidence": None,
    }
