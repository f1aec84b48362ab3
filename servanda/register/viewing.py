"""Questions to the register. What stands is what the latest reading of a document saw."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select, true

from servanda.model import (
    AgreementEntry,
    Claim,
    DocumentEntry,
    Reading,
    Span,
    WrongCall,
    from_json,
)
from servanda.register import parties
from servanda.register.opening import Register
from servanda.register.standing import standing, standing_claims
from servanda.register.tables import claim, document, evidence, link, progress, reading, review, same
from servanda.register.validity import holds_of

LISTED = (
    "title",
    "parties",
    "organisations",
    "status",
    "signed.date",
    "legal_form",
    "in_force.date",
    "term.months",
    "term.until",
    "renewal",
)


def documents(register: Register) -> list[DocumentEntry]:
    """All documents, the last added first."""
    columns = [document.c[name] for name in ("id", "kind", "title", "origin", "language", "added")]
    query = select(*columns, func.length(document.c.text).label("characters")).order_by(document.c.added.desc(), document.c.id)
    with register.transaction() as connection:
        return [DocumentEntry(**row) for row in connection.execute(query).mappings()]


def published(register: Register) -> dict[str, str]:
    """The day of each document that names one, as an ISO date."""
    with register.transaction() as connection:
        rows = connection.execute(select(document.c.id, document.c.published).where(document.c.published.is_not(None)))
        return {row.id: row.published[:10] for row in rows}


def agreements(register: Register, *, as_of: str | None = None, of: Sequence[str] | None = None) -> list[AgreementEntry]:
    """All agreements, in the order in which their documents were added; `of` are the documents to look at."""
    with register.transaction() as connection:
        return agreements_in(connection, as_of, of)


def agreements_in(
    connection: Connection, as_of: str | None, of: Sequence[str] | None = None, *, counted: bool = True
) -> list[AgreementEntry]:
    """The same within a question that is under way, without the number of commitments where they are not `counted`."""
    called = parties.one_name_in(connection, as_of)
    if of is None:
        return [parties.renamed(entry, called) for entry in _agreements(connection, as_of, true(), counted=counted)]
    return [
        parties.renamed(entry, called)
        for ids in _parts(of)
        for entry in _agreements(connection, as_of, claim.c.document.in_(ids), few=True, counted=counted)
    ]


def _agreements(
    connection: Connection, as_of: str | None, which: ColumnElement[bool], *, few: bool = False, counted: bool = True
) -> list[AgreementEntry]:
    query = (
        standing(as_of, few=few)
        .join(document, document.c.id == claim.c.document)
        .where(claim.c.kind == "agreement", claim.c.field.in_(LISTED), which)
        .order_by(document.c.added, claim.c.document, claim.c.position)
    )
    forces = (
        standing(as_of, few=few)
        .where(claim.c.kind == "commitment", which)
        .with_only_columns(claim.c.subject, claim.c.force, func.count().label("n"))
        .group_by(claim.c.subject, claim.c.force)
    )
    values: dict[tuple[str, str], dict[str, Any]] = {}
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for found in standing_claims(connection, query, as_of, evidence=False):
        values.setdefault((found.subject, found.document), {})[str(found.field)] = found.value
    for row in connection.execute(forces) if counted else ():
        numbers[row.subject][row.force] = row.n
    return [entry_of(*key, known, numbers[key[0]]) for key, known in values.items()]


def _parts(names: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    yield from (names[k : k + size] for k in range(0, len(names), size))


def entry_of(name: str, document_id: str, known: dict[str, Any], forces: Mapping[str, int]) -> AgreementEntry:
    """An agreement out of its values as they stand."""
    holds = holds_of(known)
    return AgreementEntry(
        id=name,
        document=document_id,
        title=known.get("title"),
        parties=tuple(known.get("parties", ())),
        organisations=tuple(known.get("organisations", ())),
        status=known.get("status"),
        signed=known.get("signed.date"),
        legal_form=known.get("legal_form"),
        forces=forces,
        valid_from=holds[0],
        valid_until=holds[1],
        documents=(document_id,),
    )


def claims(register: Register, *, as_of: str | None = None, **where: str) -> list[Claim]:
    """The claims that stand, filtered by columns (kind, subject, document, field, force), with their evidence."""
    few = bool({"document", "subject"} & set(where))
    query = standing(as_of, few=few).order_by(claim.c.document, claim.c.kind, claim.c.position, claim.c.field)
    for name, value in where.items():
        query = query.where(claim.c[name] == value)
    with register.transaction() as connection:
        return standing_claims(connection, query, as_of)


def stored_reading(register: Register, identifier: str, *, as_of: str | None = None, judged: bool = True) -> Reading:
    """The reading of a document as it stands: by the id of the document or of an agreement, or the beginning of one."""
    return stored_with_claims(register, identifier, as_of=as_of, judged=judged)[0]


def stored_with_claims(
    register: Register, identifier: str, *, as_of: str | None = None, judged: bool = True
) -> tuple[Reading, list[Claim]]:
    """The same with the claims that it is made of: those of each kind in the order of its findings.

    Without `judged` no review counts: what was found, not what people made of it. WrongCall where nothing was known of the
    document at `as_of`.
    """
    with register.transaction() as connection:
        row = connection.execute(select(document).where(document.c.id == _document_of(connection, identifier))).mappings().one()
        runs = select(reading).where(reading.c.document == row["id"]).order_by(reading.c.id.desc()).limit(1)
        last = connection.execute(runs if as_of is None else runs.where(reading.c.read_at <= as_of)).mappings().one_or_none()
        if last is None:
            raise WrongCall(f"{identifier!r} was not in this register by {as_of}; it was added on {row['added']}")
        query = standing(as_of, few=True).where(claim.c.document == row["id"])
        found = standing_claims(
            connection, query.order_by(claim.c.kind, claim.c.position, claim.c.field), as_of if judged else _BEGINNING
        )
    return _assemble(row, last, found), found


_BEGINNING = ""
"""A moment before all reviews."""


def _document_of(connection: Connection, identifier: str) -> str:
    # A range, not LIKE: an index answers it among a million claims.
    end = identifier + "\U0010ffff"
    query = (
        select(document.c.id)
        .where(document.c.id >= identifier, document.c.id < end)
        .union(select(claim.c.document).where(claim.c.subject >= identifier, claim.c.subject < end))
        .limit(2)
    )
    found = list(connection.scalars(query)) if identifier else []
    if len(found) == 1:
        return str(found[0])
    why = "is the beginning of several ids; give more of it" if found else "is no id in this register; `servanda list` shows them"
    raise WrongCall(f"{identifier!r} {why}")


def _assemble(row: RowMapping, last: RowMapping, found: list[Claim]) -> Reading:
    lists: dict[str, list[Any]] = defaultdict(list)
    fields: dict[str, dict[str, Any]] = {}
    for entry in found:
        if entry.kind == "agreement":
            noun = fields.setdefault(entry.subject, {"id": entry.subject, "evidence": {}})
            name, _, part = str(entry.field).partition(".")
            if part:
                noun.setdefault(name, {})[part] = entry.value
            else:
                noun[name] = entry.value
            noun["evidence"][entry.field] = [{"start": s.start, "end": s.end} for s in entry.evidence]
        else:
            lists[f"{entry.kind}s"].append(entry.value)
    body = {name: json.loads(last[name]) for name in ("outline", "cut", "problems")}
    plain = body | dict(lists) | {"agreements": list(fields.values())}
    names = ("id", "kind", "title", "author", "published", "language", "text", "origin")
    return from_json(Reading, plain | {"document": {name: row[name] for name in names}})


def stored_frame(register: Register, identifier: str) -> Reading:
    """A document with what was cut, its outline and its problems, without any finding: cheaper than the whole reading."""
    with register.transaction() as connection:
        row = connection.execute(select(document).where(document.c.id == _document_of(connection, identifier))).mappings().one()
        query = select(reading).where(reading.c.document == row["id"]).order_by(reading.c.id.desc()).limit(1)
        return _assemble(row, connection.execute(query).mappings().one(), [])


def stamp(register: Register) -> str:
    """A text that changes whenever something is added: what was computed from the register holds as long as it stays.

    The last ids of the tables of readings, reviews, links, progress and of what is the same.
    """
    lasts = (select(func.max(table.c.id)).scalar_subquery() for table in (reading, review, link, progress, same))
    with register.transaction() as connection:
        return "-".join(str(last or 0) for last in connection.execute(select(*lasts)).one())


def changed(register: Register, since: str) -> set[str]:
    """The documents that were read or judged after a stamp, or of whose agreements it was decided what is the same."""
    last_reading, last_review, _, _, last_same = (int(part) for part in since.split("-"))
    read = select(reading.c.document).where(reading.c.id > last_reading)
    judged = select(claim.c.document).join(review, review.c.claim == claim.c.id).where(review.c.id > last_review)
    with register.transaction() as connection:
        pairs = connection.execute(select(same.c.a, same.c.b).where(same.c.id > last_same)).all()
        merged = select(claim.c.document).where(claim.c.subject.in_([name for pair in pairs for name in pair]))
        return {*connection.scalars(read), *connection.scalars(judged), *(connection.scalars(merged) if pairs else ())}


def evidence_of(register: Register, claims: Sequence[str]) -> dict[str, tuple[Span, ...]]:
    """The spans of each of the claims, in order."""
    names = sorted(set(claims))
    found: dict[str, list[Span]] = defaultdict(list)
    with register.transaction() as connection:
        for k in range(0, len(names), 500):
            places = (
                select(evidence).where(evidence.c.claim.in_(names[k : k + 500])).order_by(evidence.c.claim, evidence.c.position)
            )
            for row in connection.execute(places):
                found[row.claim].append(Span(row.start, row.end))
    return {name: tuple(spans) for name, spans in found.items()}


def texts(register: Register, documents: Sequence[str]) -> dict[str, str]:
    """The clean texts of documents, by their ids."""
    with register.transaction() as connection:
        found = connection.execute(select(document.c.id, document.c.text).where(document.c.id.in_(documents)))
        return {row.id: row.text for row in found}
