"""Asks the full text search that `indexing` keeps. Words that are typed are never operators."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select, text

from servanda.register.filing import Marks
from servanda.register.indexing import LONGEST
from servanda.register.tables import document, passage, searched

_RANKED = 300
"""So many hits are put in order of how well they fit; of more, which only common words have, those added last come first."""
_COMMON = 2000
"""A word in more rows than that says little about which of them fits best, and would take long to weigh."""
_FOUND = "SELECT document, title, kind, snippet(search, 1, '', '', ' … ', 24) AS excerpt FROM search WHERE search MATCH :asked"
_FILED = (
    "SELECT search.document, search.title, search.kind, d.origin AS excerpt FROM search "
    "CROSS JOIN document d ON d.id = search.document WHERE search MATCH :asked"
)
_SAID = "SELECT p.claim FROM said CROSS JOIN passage p ON p.id = said.rowid WHERE said MATCH :asked"


def documents_with(connection: Connection, words: str, marks: Marks) -> Iterator[RowMapping]:
    """Documents with all the words and marks: document, title, kind, excerpt; the best first, without words those added last."""
    if connection.dialect.name != "sqlite":
        yield from _documents_on_a_server(connection, words, marks)
        return
    typed = _typed(words)
    asked = _asked("{title body}", typed, marks)
    if not asked:
        return
    if not typed:
        yield from connection.execute(text(_FILED + _LAST_FIRST), {"asked": asked}).mappings()
        return
    ranked = _ranked(connection, "search", "{title body}", typed, asked)
    if ranked:
        yield from connection.execute(text(_FOUND + ranked[0]), ranked[1]).mappings()
        return
    seen = set()
    if all(_in_a_title(connection, word) for word in typed):
        for row in connection.execute(text(_FOUND + _LAST_FIRST), {"asked": _asked("title", typed, marks)}).mappings():
            seen.add(row["document"])
            yield row
    for row in connection.execute(text(_FOUND + _LAST_FIRST), {"asked": asked}).mappings():
        if row["document"] not in seen:
            yield row


def commitments_with(connection: Connection, words: str, marks: Marks) -> Iterator[str]:
    """The claims of commitments with all the words and marks, the best first, without words in the order of the register.

    A claim that was filed again comes twice.
    """
    if connection.dialect.name != "sqlite":
        yield from _commitments_on_a_server(connection, words, marks)
        return
    typed = _typed(words)
    asked = _asked("words", typed, marks)
    if not asked:
        return
    ranked = _ranked(connection, "said", "words", typed, asked) if typed else None
    order, values = ranked or (f" ORDER BY said.rowid{' DESC' if typed else ''}", {"asked": asked})
    yield from connection.execute(text(_SAID + order), values).scalars()


_LAST_FIRST = " ORDER BY search.rowid DESC"


def _typed(words: str) -> list[str]:
    """What a person typed, each word as FTS5 takes it for a word and nothing else."""
    return ['"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split()]


def _asked(columns: str, typed: Sequence[str], marks: Marks) -> str:
    """The question to FTS5: all the words in the columns, and one of each of the marks."""
    parts = [f"{columns} : ({' '.join(typed)})"] if typed else []
    return " AND ".join([*parts, *(f"filed : ({' OR '.join(some)})" for some in marks)])


def _ranked(
    connection: Connection, table: str, columns: str, typed: Sequence[str], asked: str
) -> tuple[str, dict[str, str]] | None:
    """(what follows MATCH :asked, its values) that puts the hits in order; None where there are too many, or no word tells.

    The order is that of the words that are not common among the hits.
    """
    rows = connection.scalars(
        text(f"SELECT rowid FROM {table} WHERE {table} MATCH :asked ORDER BY rowid DESC LIMIT {_RANKED + 1}"), {"asked": asked}
    )
    hits = rows.all()
    telling = [word for word in typed if len(hits) <= _RANKED and _few(connection, table, f"{columns} : ({word})")]
    if not telling:
        return None
    # `+` keeps SQLite from asking the index for each row apart.
    order = f" AND +{table}.rowid IN (SELECT value FROM json_each(:hits)) ORDER BY rank"
    return order, {"asked": f"{columns} : ({' '.join(telling)})", "hits": f"[{','.join(map(str, hits))}]"}


def _in_a_title(connection: Connection, word: str) -> bool:
    """Whether any title has the word: cheaper to ask of each than to seek titles that have them all."""
    query = text("SELECT 1 FROM search WHERE search MATCH :asked LIMIT 1")
    return connection.scalar(query, {"asked": f"title : ({word})"}) is not None


def _few(connection: Connection, table: str, asked: str) -> bool:
    query = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH :asked LIMIT {_COMMON + 1})"
    return int(connection.scalar(text(query), {"asked": asked}) or 0) <= _COMMON


# -------------------------------------------------------------------- PostgreSQL
def _documents_on_a_server(connection: Connection, words: str, marks: Marks) -> Iterator[RowMapping]:
    begun = func.left(document.c.text, LONGEST)
    body = func.to_tsvector(text("'simple'"), func.coalesce(document.c.title, "") + " " + begun)
    query = func.plainto_tsquery(text("'simple'"), words)
    options = "MaxFragments=1, MaxWords=24, MinWords=8, StartSel='', StopSel=''"
    excerpt = func.ts_headline(text("'simple'"), begun, query, options) if words.strip() else document.c.origin
    found = select(document.c.id.label("document"), document.c.title, document.c.kind, excerpt.label("excerpt"))
    if marks:
        found = found.join(searched, searched.c.document == document.c.id).where(_has_marks(searched.c.filed, marks))
    if words.strip():
        found = found.where(body.op("@@")(query)).order_by(func.ts_rank(body, query).desc(), document.c.id)
    else:
        found = found.order_by(document.c.added.desc(), document.c.id)
    yield from connection.execute(found).mappings()


def _commitments_on_a_server(connection: Connection, words: str, marks: Marks) -> Iterator[str]:
    vector = func.to_tsvector(text("'simple'"), func.coalesce(passage.c.words, ""))
    query = func.plainto_tsquery(text("'simple'"), words)
    found = select(passage.c.claim)
    if marks:
        found = found.where(_has_marks(passage.c.filed, marks))
    if words.strip():
        found = found.where(vector.op("@@")(query)).order_by(func.ts_rank(vector, query).desc(), passage.c.id)
    else:
        found = found.order_by(passage.c.id)
    yield from connection.execute(found).scalars()


def _has_marks(column: ColumnElement[str | None], marks: Marks) -> ColumnElement[bool]:
    asked = " & ".join(f"({' | '.join(some)})" for some in marks)
    vector = func.to_tsvector(text("'simple'"), func.coalesce(column, ""))
    found: ColumnElement[bool] = vector.op("@@")(func.to_tsquery(text("'simple'"), asked))
    return found
