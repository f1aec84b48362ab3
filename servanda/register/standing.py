"""What stands: the claims that the latest reading of each document saw, as reviews left them, as known on a day."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select

from servanda.model import Claim, Span
from servanda.register.tables import claim, reading, review, sighting
from servanda.register.tables import evidence as place

REJECTED, CORRECTED, WITHDRAWN = "rejected", "corrected", "withdrawn"


@lru_cache(256)
def standing(as_of: str | None = None, *, few: bool = False) -> Select[Any]:
    """All claims that the latest reading of their document saw; `as_of` (ISO 8601, UTC) leaves out what came later.

    Columns: those of `claim`, and `last_seen`. Reviews are not yet taken into account: see `claims`. `few`: the caller asks for
    few claims by document or id, so that the latest reading is sought for each, not for all documents first.
    """
    other = reading.alias("other")
    latest = select(func.max(other.c.id))
    latest = latest.where(other.c.document == claim.c.document).correlate(claim) if few else latest.group_by(other.c.document)
    if as_of is not None:
        latest = latest.where(other.c.read_at <= as_of)
    newest = reading.c.id == latest.scalar_subquery() if few else reading.c.id.in_(latest)
    return (
        select(claim, reading.c.read_at.label("last_seen"))
        .join(reading, reading.c.document == claim.c.document)
        .join(sighting, (sighting.c.reading == reading.c.source) & (sighting.c.claim == claim.c.id))
        .where(newest)
    )


def claims(connection: Connection, query: Select[Any], as_of: str | None = None, *, evidence: bool = True) -> Iterator[Claim]:
    """The claims of a query on `standing`, each with its evidence (unless that is not asked for) and the last review applied.

    A rejected claim comes out with `stands` false; a corrected one with the corrected value and the person as reader.
    """
    rows = list(connection.execute(query).mappings())
    # Of a few the ids go back to the database, of many the question.
    asked = [row["id"] for row in rows] if len(rows) <= _FEW else _ids(query)
    spans = _evidence(connection, asked) if evidence else defaultdict(list)
    verdicts = _verdicts(connection, asked, as_of)
    for row in rows:
        yield _claim(row, tuple(spans[row["id"]]), verdicts.get(row["id"]))


def standing_claims(
    connection: Connection, query: Select[Any], as_of: str | None = None, *, evidence: bool = True
) -> list[Claim]:
    """The same without those that a review rejected."""
    return [found for found in claims(connection, query, as_of, evidence=evidence) if found.stands]


_FEW = 1000
_Asked = Sequence[str] | Select[Any]


def _ids(query: Select[Any]) -> Select[Any]:
    return query.with_only_columns(claim.c.id).order_by(None)


def _evidence(connection: Connection, asked: _Asked) -> dict[str, list[Span]]:
    spans: dict[str, list[Span]] = defaultdict(list)
    places = select(place.c.claim, place.c.start, place.c.end).order_by(place.c.claim, place.c.position)
    for name, start, end in connection.execute(_among(places, place.c.claim, asked)):
        spans[name].append(Span(start, end))
    return spans


def _verdicts(connection: Connection, asked: _Asked, as_of: str | None) -> dict[str, RowMapping]:
    told = _among(select(review).order_by(review.c.id), review.c.claim, asked)
    if as_of is not None:
        told = told.where(review.c.at <= as_of)
    return _last(connection.execute(told).mappings())


def _among(query: Select[Any], column: ColumnElement[str], asked: _Asked) -> Select[Any]:
    if isinstance(asked, Select):
        ids = asked.subquery()
        return query.join(ids, ids.c.id == column)
    return query.where(column.in_(asked))


def _last(rows: Iterable[RowMapping]) -> dict[str, RowMapping]:
    """The judgement that holds for each claim: a withdrawal takes the one before it back; itself, where none is left."""
    given: dict[str, list[RowMapping]] = defaultdict(list)
    found: dict[str, RowMapping] = {}
    for row in rows:
        earlier = given[row["claim"]]
        if row["verdict"] != WITHDRAWN:
            earlier.append(row)
        elif earlier:
            earlier.pop()
        found[row["claim"]] = earlier[-1] if earlier else row
    return found


def judgements(connection: Connection, ids: Sequence[str]) -> dict[str, RowMapping]:
    """The judgement that holds for each of some claims; of one whose last was taken back, the withdrawal."""
    return _verdicts(connection, ids, None)


def _claim(row: RowMapping, places: tuple[Span, ...], verdict: RowMapping | None) -> Claim:
    names = (
        "id",
        "kind",
        "subject",
        "field",
        "document",
        "reader",
        "first_seen",
        "last_seen",
        "confidence",
        "valid_from",
        "valid_until",
    )
    values = {name: row[name] for name in names} | {"value": json.loads(row["value"])}
    if verdict is not None and verdict["verdict"] == CORRECTED:
        values |= {"value": json.loads(verdict["value"]), "reader": verdict["by"]}
    stands = verdict is None or verdict["verdict"] != REJECTED
    return Claim(**values, evidence=places, stands=stands, verdict=verdict["verdict"] if verdict is not None else None)
