"""Keeps the full text search: of documents, and of commitments by their passages, each with its marks (see `filing`).

SQLite keeps two FTS5 tables (`search`, `said`), PostgreSQL indexes of text vectors. All of it is made from the other tables.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, text, update

from servanda.model import Span
from servanda.register import filing
from servanda.register.filing import Filed
from servanda.register.tables import claim, document, evidence, passage, review, searched
from servanda.register.validity import Period, holds_of

_TABLES = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, filed, document UNINDEXED, kind UNINDEXED, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE said USING fts5(words, filed, content='', tokenize='unicode61')",
)
LONGEST = 200_000
"""Characters of a text that PostgreSQL indexes: a vector holds a megabyte. A longer text is found by its beginning."""
_VECTORS = {
    "passage_words": ("passage", "coalesce(words, '')"),
    "passage_filed": ("passage", "coalesce(filed, '')"),
    "searched_filed": ("searched", "coalesce(filed, '')"),
    "document_words": ("document", f"coalesce(title, '') || ' ' || left(text, {LONGEST})"),
}
Row = Mapping[str, Any]


def make(connection: Connection) -> None:
    """Makes the indexes."""
    if connection.dialect.name == "sqlite":
        for table in _TABLES:
            connection.execute(text(table))
        return
    for name, (table, words) in _VECTORS.items():
        connection.execute(text(f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', {words}))"))


def keep_documents(connection: Connection, rows: Sequence[Row]) -> None:
    """Adds documents: `id`, `title`, `text`, `kind` and `filed` of each. The caller holds the place of the writer."""
    first = (connection.scalar(select(func.max(searched.c.id))) or 0) + 1
    if connection.dialect.name != "sqlite":
        known = [{"id": first + k, "document": row["id"], "filed": row["filed"]} for k, row in enumerate(rows)]
        connection.execute(insert(searched), known)
        return
    connection.exec_driver_sql(
        "INSERT INTO searched (id, document) VALUES (?, ?)", [(first + k, row["id"]) for k, row in enumerate(rows)]
    )
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, title, body, filed, document, kind) VALUES (?, ?, ?, ?, ?, ?)",
        [(first + k, row["title"] or "", row["text"], row["filed"], row["id"], row["kind"]) for k, row in enumerate(rows)],
    )


def keep(connection: Connection, rows: Sequence[Row]) -> None:
    """Adds commitments: `claim`, `words` and `filed` of each. The caller holds the place of the writer."""
    if not rows:
        return
    first = (connection.scalar(select(func.max(passage.c.id))) or 0) + 1
    if connection.dialect.name != "sqlite":
        connection.execute(insert(passage), [{"id": first + k, **row} for k, row in enumerate(rows)])
        return
    connection.exec_driver_sql(
        "INSERT INTO passage (id, claim) VALUES (?, ?)", [(first + k, row["claim"]) for k, row in enumerate(rows)]
    )
    connection.exec_driver_sql(
        "INSERT INTO said (rowid, words, filed) VALUES (?, ?, ?)",
        [(first + k, row["words"], row["filed"]) for k, row in enumerate(rows)],
    )


def words_of(words: str, places: Iterable[Span]) -> str:
    """What is searched of a commitment: its passage."""
    return " ".join([words[place.start : place.end] for place in places])


def fill(connection: Connection) -> None:
    """Makes the index of all that is in the register, after a dump was loaded or a register brought up to date."""
    for name in list(connection.scalars(select(document.c.id).order_by(document.c.added, document.c.id))):
        refile(connection, name)


def refile(connection: Connection, name: str, claims: Collection[str] | None = None) -> None:
    """Files a document as it stands now with all that people corrected, and commitments of it: those named, or all.

    A commitment that was filed before is so under its old marks too: what was known on a day is still asked for.
    """
    row = connection.execute(select(document).where(document.c.id == name)).mappings().one()
    values = _values(connection, name)
    agreements = {subject: _filed(fields) for subject, fields in values.agreements.items()}
    promises = {
        key: " ".join(_marks(value, agreements.get(subject, filing.NOWHERE)) for value in told)
        for key, (subject, told) in values.promises.items()
    }
    _file_document(connection, dict(row), filing.of_document(agreements.values(), promises.values()))
    wanted = [key for key in promises if claims is None or key in claims]
    places = _places(connection, name) if wanted else {}
    keep(connection, [{"claim": k, "words": words_of(row["text"], places[k]), "filed": promises[k]} for k in wanted])


def _marks(value: Any, agreement: Filed) -> str:
    try:
        return filing.of_plain(value, agreement)
    except (ArithmeticError, LookupError, TypeError, AttributeError):
        # Corrected by a program that let people write anything.
        return ""


class _Values:
    """All values that a document's claims have or were corrected to: by subject and field, and of each commitment."""

    def __init__(self) -> None:
        self.agreements: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.promises: dict[str, tuple[str, list[Any]]] = {}


def _values(connection: Connection, name: str) -> _Values:
    corrected: dict[str, list[str]] = defaultdict(list)
    told = select(review.c.claim, review.c.value).join(claim, claim.c.id == review.c.claim)
    for key, value in connection.execute(told.where(claim.c.document == name, review.c.value.is_not(None)).order_by(review.c.id)):
        corrected[key].append(value)
    found = _Values()
    query = select(claim.c.id, claim.c.kind, claim.c.subject, claim.c.field, claim.c.value)
    query = query.where(claim.c.document == name, claim.c.kind.in_(("agreement", "commitment"))).order_by(claim.c.position)
    for entry in connection.execute(query):
        values = [json.loads(value) for value in (entry.value, *corrected[entry.id])]
        if entry.kind == "agreement":
            found.agreements[entry.subject][entry.field] += values
        else:
            found.promises[entry.id] = (entry.subject, values)
    return found


def _filed(fields: Mapping[str, list[Any]]) -> Filed:
    """The marks of an agreement for all its values, whichever of them stand."""
    parties = tuple(str(code) for name in ("parties", "organisations") for value in fields.get(name, ()) for code in value or ())
    one = {name: values[-1] for name, values in fields.items()}
    several = any(len(values) > 1 for values in fields.values())
    holds: Period | None = None if several else holds_of(one)
    found = [
        filing.of_agreement(parties, status, signed, holds)
        for status in map(str, fields.get("status", [""]))
        for signed in map(str, fields.get("signed.date", [""]))
    ]
    return Filed(found[0].parties, " ".join(entry.rest for entry in found))


def _places(connection: Connection, name: str) -> dict[str, list[Span]]:
    query = (
        select(evidence)
        .join(claim, claim.c.id == evidence.c.claim)
        .where(claim.c.document == name, claim.c.kind == "commitment")
        .order_by(evidence.c.claim, evidence.c.position)
    )
    places: dict[str, list[Span]] = defaultdict(list)
    for row in connection.execute(query):
        places[row.claim].append(Span(row.start, row.end))
    return places


def _file_document(connection: Connection, row: Row, filed: str) -> None:
    number = connection.scalar(select(searched.c.id).where(searched.c.document == row["id"]))
    if number is None:
        keep_documents(connection, [{**row, "filed": filed}])
    elif connection.dialect.name == "sqlite":
        told = text("UPDATE search SET filed = :filed WHERE rowid = :number AND filed <> :filed")
        connection.execute(told, {"filed": filed, "number": number})
    else:
        connection.execute(update(searched).where(searched.c.id == number).values(filed=filed))
