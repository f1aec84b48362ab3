"""Full text search: of documents, and of commitments by the words of their passages. Words that are typed are never operators.

SQLite keeps two FTS5 tables (`search`, `said`), PostgreSQL two indexes of text vectors.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, text

from servanda.model import Span
from servanda.register.tables import claim, document, evidence, passage

_SEARCH = "CREATE VIRTUAL TABLE search USING fts5(title, body, document UNINDEXED, kind UNINDEXED, tokenize='unicode61')"
_SAID = "CREATE VIRTUAL TABLE said USING fts5(words, content='', tokenize='unicode61')"
_OF_DOCUMENTS = (
    "SELECT document, title, kind, snippet(search, 1, '', '', ' … ', 24) AS excerpt FROM search WHERE search MATCH :asked"
)
_OF_COMMITMENTS = "SELECT p.claim FROM said JOIN passage p ON p.id = said.rowid WHERE said MATCH :asked"
_RANKED = 1000
"""So many hits are put in order of how well they fit; of more, which only common words have, those added last come first."""
_LONGEST = 200_000
"""Characters of a text that PostgreSQL indexes: a vector holds a megabyte. A longer text is found by its beginning."""
_AT_ONCE = 2000


def make(connection: Connection, *, documents: bool = False) -> None:
    """Makes the index of commitments, and that of documents."""
    if connection.dialect.name == "sqlite":
        connection.execute(text(_SAID))
        if documents:
            connection.execute(text(_SEARCH))
        return
    connection.execute(text("CREATE INDEX passage_words ON passage USING gin (to_tsvector('simple', words))"))
    if documents:
        vector = f"to_tsvector('simple', coalesce(title, '') || ' ' || left(text, {_LONGEST}))"
        connection.execute(text(f"CREATE INDEX document_words ON document USING gin ({vector})"))


def keep_documents(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds documents to the search."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO search (title, body, document, kind) VALUES (:title, :text, :id, :kind)"),
            [{"title": row["title"] or "", "text": row["text"], "id": row["id"], "kind": row["kind"]} for row in rows],
        )


def keep(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds commitments to the search: `claim` and `words` of each. The caller holds the place of the writer."""
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
        "INSERT INTO said (rowid, words) VALUES (?, ?)", [(first + k, row["words"]) for k, row in enumerate(rows)]
    )


def words_of(words: str, places: Iterable[Span]) -> str:
    """What is searched of a commitment: its passage."""
    return " ".join([words[place.start : place.end] for place in places])


def fill(connection: Connection, *, documents: bool = False) -> None:
    """Makes the index of what is in the register, after a dump was loaded or a register brought up to date."""
    if documents and connection.dialect.name == "sqlite":
        connection.execute(
            text(
                "INSERT INTO search (title, body, document, kind) "
                "SELECT coalesce(title, ''), text, id, kind FROM document ORDER BY added, id"
            )
        )
    names = list(connection.scalars(select(document.c.id).order_by(document.c.added, document.c.id)))
    waiting: list[Mapping[str, Any]] = []
    for name in names:
        content = connection.scalar(select(document.c.text).where(document.c.id == name)) or ""
        query = (
            select(evidence)
            .join(claim, claim.c.id == evidence.c.claim)
            .where(claim.c.document == name, claim.c.kind == "commitment")
            .order_by(evidence.c.claim, evidence.c.position)
        )
        places: dict[str, list[Span]] = {}
        for row in connection.execute(query):
            places.setdefault(row.claim, []).append(Span(row.start, row.end))
        waiting += [{"claim": key, "words": words_of(content, spans)} for key, spans in places.items()]
        if len(waiting) >= _AT_ONCE:
            keep(connection, waiting)
            waiting = []
    keep(connection, waiting)


def asked_of(words: str) -> str:
    """What a person typed as a question to FTS5: all the words, each of them only ever a word."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())


def documents_with(connection: Connection, words: str) -> Iterator[RowMapping]:
    """Documents with all the words, the best first: document, title, kind, excerpt."""
    asked = asked_of(words)
    if not asked:
        return
    if connection.dialect.name == "sqlite":
        yield from _documents_in_sqlite(connection, asked)
        return
    body = func.to_tsvector(text("'simple'"), func.coalesce(document.c.title, "") + " " + func.left(document.c.text, _LONGEST))
    query = func.plainto_tsquery(text("'simple'"), words)
    excerpt = func.ts_headline(
        text("'simple'"),
        func.left(document.c.text, _LONGEST),
        query,
        "MaxFragments=1, MaxWords=24, MinWords=8, StartSel='', StopSel=''",
    )
    found = (
        select(document.c.id.label("document"), document.c.title, document.c.kind, excerpt.label("excerpt"))
        .where(body.op("@@")(query))
        .order_by(func.ts_rank(body, query).desc(), document.c.id)
    )
    yield from connection.execute(found).mappings()


def _documents_in_sqlite(connection: Connection, asked: str) -> Iterator[RowMapping]:
    """Ranked where there are not too many; else those with the words in the title first, then the last added."""
    if _few(connection, "search", asked):
        yield from connection.execute(text(_OF_DOCUMENTS + " ORDER BY rank"), {"asked": asked}).mappings()
        return
    seen = set()
    titled = f"title : ({asked})"
    order = " ORDER BY rank" if _few(connection, "search", titled) else " ORDER BY rowid DESC"
    for row in connection.execute(text(_OF_DOCUMENTS + order), {"asked": titled}).mappings():
        seen.add(row["document"])
        yield row
    for row in connection.execute(text(_OF_DOCUMENTS + " ORDER BY rowid DESC"), {"asked": asked}).mappings():
        if row["document"] not in seen:
            yield row


def _few(connection: Connection, table: str, asked: str) -> bool:
    query = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH :asked LIMIT {_RANKED + 1})"
    return int(connection.scalar(text(query), {"asked": asked}) or 0) <= _RANKED


def commitments_with(connection: Connection, words: str) -> Iterator[str]:
    """The claims of commitments with all the words in their passage, the best first."""
    asked = asked_of(words)
    if not asked:
        return
    if connection.dialect.name == "sqlite":
        order = " ORDER BY said.rank" if _few(connection, "said", asked) else " ORDER BY said.rowid DESC"
        yield from connection.execute(text(_OF_COMMITMENTS + order), {"asked": asked}).scalars()
        return
    vector = func.to_tsvector(text("'simple'"), passage.c.words)
    query = func.plainto_tsquery(text("'simple'"), words)
    found = select(passage.c.claim).where(vector.op("@@")(query)).order_by(func.ts_rank(vector, query).desc(), passage.c.id)
    yield from connection.execute(found).scalars()
