"""Lists and searches with filters: agreements, documents and commitments that pass what is asked."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Select, and_, or_, select, true

from servanda.model import ALL_PARTIES, AgreementEntry, Asked, Claim, Hit
from servanda.register.filing import Marks, asked_for
from servanda.register.merging import as_one, merged
from servanda.register.opening import Register
from servanda.register.parties import names_of, one_name
from servanda.register.searching import commitments_with, documents_with
from servanda.register.standing import standing, standing_claims
from servanda.register.tables import claim, document, passage, review
from servanda.register.viewing import agreements_in

T = TypeVar("T")
NOTHING = Asked()
_AT_ONCE = 50
_MOST_AT_ONCE = 1600


def agreements(register: Register, asked: Asked) -> list[AgreementEntry]:
    """The agreements that pass, in the order in which their documents were added."""
    asked, marks, _called = _meant(register, asked)
    # What is one agreement may pass by what any of its documents says.
    told = {name for one in merged(register, as_of=asked.as_of) for name in one.documents} if marks else set()
    with register.transaction() as connection:
        of = _in_order(connection, {row["document"] for row in documents_with(connection, "", marks)} | told) if marks else None
        found = agreements_in(connection, asked.as_of, of)
        having = _subjects(connection, asked, of) if asked.of_commitments else None
    found = [entry for entry in as_one(register, found, as_of=asked.as_of) if asked.passes(entry)]
    return [entry for entry in found if having is None or having & {entry.id, *entry.same}]


def search(register: Register, words: str, asked: Asked, limit: int) -> list[Hit]:
    """Documents in which all the words stand, the best first, with an excerpt; without words those added last."""
    found: list[Hit] = []
    asked, marks, _called = _meant(register, asked)
    with register.transaction() as connection:
        rows = documents_with(connection, words, marks) if words.strip() or marks else _documents(connection)
        for some in _handfuls(rows, min(limit, _AT_ONCE)):
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
    found: dict[str | None, Hit] = {}
    asked, marks, called = _meant(register, asked)
    with register.transaction() as connection:
        names = commitments_with(connection, words, marks) if words.strip() or marks else _commitments(connection)
        for some in _handfuls(names, min(limit, _AT_ONCE)):
            query = standing(asked.as_of, few=True).where(claim.c.id.in_(some))
            known = {entry.id: entry for entry in standing_claims(connection, query, asked.as_of)}
            passing = [known[name] for name in dict.fromkeys(some) if name in known and asked.passes_promise(known[name].value)]
            for hit in _hits(connection, passing, asked, called):
                found.setdefault(hit.claim, hit)
            if len(found) >= limit:
                break
    return list(found.values())[:limit]


def _meant(register: Register, asked: Asked) -> tuple[Asked, Marks, Mapping[str, str]]:
    """(what is asked with its party under the name that is shown, the marks of what passes, what parties are called)."""
    called = one_name(register, as_of=asked.as_of)
    if asked.party is None:
        return asked, asked_for(asked, ()), called
    marks = asked_for(asked, sorted(names_of(asked.party, called)))
    return replace(asked, party=called.get(asked.party, asked.party)), marks, called


def _handfuls(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """The values in handfuls that grow: mostly the first one is enough, and where few pass all must be looked at."""
    all_of_them = iter(values)
    while some := list(islice(all_of_them, max(size, 1))):
        yield some
        size = min(2 * size, _MOST_AT_ONCE)


def _documents(connection: Connection) -> Iterator[RowMapping]:
    columns = (document.c.id.label("document"), document.c.title, document.c.kind)
    query = select(*columns, document.c.origin.label("excerpt")).order_by(document.c.added.desc(), document.c.id)
    yield from connection.execute(query).mappings().all()


def _in_order(connection: Connection, documents: set[str]) -> list[str]:
    """The documents in the order in which they were added."""
    found: list[tuple[str, str]] = []
    for some in _handfuls(sorted(documents), _AT_ONCE):
        query = select(document.c.added, document.c.id).where(document.c.id.in_(some))
        found += [(row.added, row.id) for row in connection.execute(query)]
    return [name for _, name in sorted(found)]


def _commitments(connection: Connection) -> Iterator[str]:
    yield from connection.execute(select(passage.c.claim).order_by(passage.c.id)).scalars()


def _subjects(connection: Connection, asked: Asked, documents: Sequence[str] | None) -> set[str]:
    """The agreements, or documents, with a commitment that passes."""
    parts = [true()] if documents is None else [claim.c.document.in_(some) for some in _handfuls(documents, _AT_ONCE)]
    found: set[str] = set()
    for part in parts:
        query = _promises(asked, few=documents is not None).where(part)
        found |= {e.subject for e in standing_claims(connection, query, asked.as_of) if asked.passes_promise(e.value)}
    return found


def _promises(asked: Asked, *, few: bool) -> Select[Any]:
    """Commitments that may pass: what the database can tell of their JSON, and all that people corrected."""
    told = [claim.c.force == asked.force] if asked.force else []
    told += [claim.c.value.like(f"%{json.dumps(word)}%") for word in (asked.area, asked.currency) if word]
    if asked.low is not None or asked.high is not None:
        told.append(claim.c.value.like('%"currency"%'))
    corrected = select(review.c.claim).where(review.c.value.is_not(None))
    return standing(asked.as_of, few=few).where(claim.c.kind == "commitment", or_(and_(true(), *told), claim.c.id.in_(corrected)))


def _passing(connection: Connection, documents: Sequence[str], asked: Asked) -> set[str]:
    """Those of the documents that were known and have an agreement, or a commitment, that passes."""
    known = set(documents)
    if asked.as_of:
        query = select(document.c.id).where(document.c.id.in_(documents), document.c.added <= asked.as_of)
        known = set(connection.scalars(query))
    if not (asked.of_agreements or asked.of_commitments):
        return known
    entries = agreements_in(connection, asked.as_of, sorted(known), counted=False)
    if asked.of_agreements:
        entries = [entry for entry in entries if asked.passes(entry)]
        known = {entry.document for entry in entries}
    if asked.of_commitments:
        having = _subjects(connection, asked, sorted(known))
        by_agreement = {entry.document for entry in entries if entry.id in having}
        known = by_agreement | (set() if asked.of_agreements else having & known)
    return known


def _hits(connection: Connection, found: Sequence[Claim], asked: Asked, called: Mapping[str, str]) -> list[Hit]:
    """The commitments whose agreement passes, or that name the party themselves, each with its passage."""
    documents = sorted({entry.document for entry in found})
    entries = {entry.id: entry for entry in agreements_in(connection, asked.as_of, documents, counted=False)}
    if asked.of_agreements:
        found = [entry for entry in found if _passes(entry, entries.get(entry.subject), asked, called)]
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


def _passes(found: Claim, entry: AgreementEntry | None, asked: Asked, called: Mapping[str, str]) -> bool:
    """A party is asked of the commitment itself; the rest of its agreement."""
    named = {called.get(name, name) for name in (*found.value["by"], *found.value["to"])}
    if asked.party and asked.party not in named and not (entry and ALL_PARTIES in named and asked.party in entry.parties):
        return False
    rest = Asked(signed=asked.signed, since=asked.since, until=asked.until, status=asked.status, on=asked.on)
    return not rest.of_agreements or (entry is not None and rest.passes(entry))
