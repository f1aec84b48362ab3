"""Lists and searches with filters: agreements, documents and commitments that pass what is asked."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Select, select

from servanda.model import ALL_PARTIES, AgreementEntry, Asked, Claim, Hit
from servanda.register.merging import as_one
from servanda.register.opening import Register
from servanda.register.searching import commitments_with, documents_with
from servanda.register.standing import standing, standing_claims
from servanda.register.tables import claim, document
from servanda.register.viewing import agreements_in

T = TypeVar("T")
NOTHING = Asked()
_AT_ONCE = 50
_FILTERED = 200
"""Commitments that are looked at together where a filter may leave few of them."""
_EXCERPT = 200


def agreements(register: Register, asked: Asked) -> list[AgreementEntry]:
    """The agreements that pass, in the order in which their documents were added."""
    with register.transaction() as connection:
        found = agreements_in(connection, asked.as_of)
        having = _subjects(connection, asked, None) if asked.of_commitments else None
    found = [entry for entry in as_one(register, found, as_of=asked.as_of) if asked.passes(entry)]
    return [entry for entry in found if having is None or having & {entry.id, *entry.same}]


def search(register: Register, words: str, asked: Asked, limit: int) -> list[Hit]:
    """Documents in which all the words stand, the best first, with an excerpt; without words those added last."""
    found: list[Hit] = []
    with register.transaction() as connection:
        rows = documents_with(connection, words) if words.strip() else _documents(connection)
        for some in _handfuls(rows, _AT_ONCE):
            known = _passing(connection, [row["document"] for row in some], asked)
            found += [
                Hit(row["document"], row["title"] or None, row["kind"], row["excerpt"])
                for row in some
                if row["document"] in known
            ]
            if len(found) >= limit:
                break
    return found[:limit]


def search_commitments(register: Register, words: str, asked: Asked, limit: int) -> list[Hit]:
    """Commitments with all the words in their passage that pass; the title is that of the document, the excerpt the passage."""
    found: list[Hit] = []
    with register.transaction() as connection:
        names = commitments_with(connection, words) if words.strip() else _commitments(connection, asked)
        for some in _handfuls(names, min(limit, _AT_ONCE) if asked == NOTHING else _FILTERED):
            query = standing(asked.as_of, few=True).where(claim.c.id.in_(some))
            known = {entry.id: entry for entry in standing_claims(connection, query, asked.as_of)}
            passing = [known[name] for name in some if name in known and asked.passes_promise(known[name].value)]
            found += _hits(connection, passing, asked)
            if len(found) >= limit:
                break
    return found[:limit]


def _handfuls(values: Iterable[T], size: int) -> Iterator[list[T]]:
    all_of_them = iter(values)
    while some := list(islice(all_of_them, size)):
        yield some


def _documents(connection: Connection) -> Iterator[RowMapping]:
    columns = (document.c.id.label("document"), document.c.title, document.c.kind)
    query = select(*columns, document.c.origin.label("excerpt")).order_by(document.c.added.desc(), document.c.id)
    yield from connection.execute(query).mappings().all()


def _commitments(connection: Connection, asked: Asked) -> Iterator[str]:
    yield from connection.execute(
        _promises(asked).with_only_columns(claim.c.id).order_by(claim.c.document, claim.c.position)
    ).scalars()


def _promises(asked: Asked) -> Select[Any]:
    """Commitments that may pass: what the database can tell of their JSON."""
    query = standing(asked.as_of).where(claim.c.kind == "commitment")
    if asked.force:
        query = query.where(claim.c.force == asked.force)
    for word in (asked.area, asked.currency):
        if word:
            query = query.where(claim.c.value.like(f"%{json.dumps(word)}%"))
    if asked.low is not None or asked.high is not None:
        query = query.where(claim.c.value.like('%"currency"%'))
    return query


def _subjects(connection: Connection, asked: Asked, documents: Sequence[str] | None) -> set[str]:
    """The agreements, or documents, with a commitment that passes."""
    query = _promises(asked)
    if documents is not None:
        query = query.where(claim.c.document.in_(documents))
    return {entry.subject for entry in standing_claims(connection, query, asked.as_of) if asked.passes_promise(entry.value)}


def _passing(connection: Connection, documents: Sequence[str], asked: Asked) -> set[str]:
    """Those of the documents that were known and have an agreement, or a commitment, that passes."""
    known = set(documents)
    if asked.as_of:
        query = select(document.c.id).where(document.c.id.in_(documents), document.c.added <= asked.as_of)
        known = set(connection.scalars(query))
    if not (asked.of_agreements or asked.of_commitments):
        return known
    entries = agreements_in(connection, asked.as_of, sorted(known))
    if asked.of_agreements:
        entries = [entry for entry in entries if asked.passes(entry)]
        known = {entry.document for entry in entries}
    if asked.of_commitments:
        having = _subjects(connection, asked, sorted(known))
        by_agreement = {entry.document for entry in entries if entry.id in having}
        known = by_agreement | (set() if asked.of_agreements else having & known)
    return known


def _hits(connection: Connection, found: Sequence[Claim], asked: Asked) -> list[Hit]:
    """The commitments whose agreement passes, or that name the party themselves, each with its passage."""
    documents = sorted({entry.document for entry in found})
    entries = {entry.id: entry for entry in agreements_in(connection, asked.as_of, documents)}
    if asked.of_agreements:
        found = [entry for entry in found if _passes(entry, entries.get(entry.subject), asked)]
    rows = connection.execute(select(document.c.id, document.c.title, document.c.text).where(document.c.id.in_(documents)))
    texts = {row.id: (row.title, row.text) for row in rows}
    hits = []
    for entry in found:
        title, text = texts[entry.document]
        words = " … ".join(" ".join(text[span.start : span.end].split()) for span in entry.evidence)
        agreement = entry.subject if entry.subject != entry.document else None
        if agreement in entries:
            title = entries[agreement].title or title
        hits.append(Hit(entry.document, title, "commitment", words, agreement, entry.id))
    return hits


def _passes(found: Claim, entry: AgreementEntry | None, asked: Asked) -> bool:
    """A party is asked of the commitment itself; the rest of its agreement."""
    named = {*found.value["by"], *found.value["to"]}
    if asked.party and asked.party not in named and not (entry and ALL_PARTIES in named and asked.party in entry.parties):
        return False
    rest = Asked(signed=asked.signed, since=asked.since, until=asked.until, status=asked.status, on=asked.on)
    return not rest.of_agreements or (entry is not None and rest.passes(entry))
