"""`/compare`: agreements against areas as a matrix, or two agreements side by side."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.flow import holding
from servanda.model import Commitment, Pairing
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file

FIRMNESS = ("obligation", "prohibition", "commitment", "intention", "permission", "declaration", "denial")


def compare(request: Request) -> Response:
    """The matrix, or the two that are named."""
    a, b = request.query_params.get("a", ""), request.query_params.get("b", "")
    if a and b:
        return _two(request, a, b)
    return _matrix(request)


def _two(request: Request, a: str, b: str) -> Response:
    holdings: Holdings = request.app.state.holdings
    left, right = holdings.reading(a), holdings.reading(b)
    pairs = holding.compare(holdings.address, left.document.id, right.document.id)
    rows = [_row(pair, left.document.text, right.document.text) for pair in pairs]
    form = request.path_params.get("form")
    if form:
        keys = ("relation", "score", "a_force", "a_words", "b_force", "b_words", "changes")
        return as_file(Table("comparison", keys, rows), form)
    relation = request.query_params.get("relation", "")
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["relation"]] = counts.get(row["relation"], 0) + 1
    titles = holdings.titles()
    return page(
        request,
        "compare_two.html",
        a=left.document.id,
        b=right.document.id,
        titles=(plain(titles[left.document.id]), plain(titles[right.document.id])),
        rows=[row for row in rows if not relation or row["relation"] == relation],
        counts=counts,
        relation=relation,
    )


def _row(pair: Pairing, a: str, b: str) -> dict[str, Any]:
    return {
        "relation": pair.relation,
        "score": round(pair.score, 3),
        "a_force": str(pair.a.force) if pair.a else None,
        "a_words": _words(pair.a, a),
        "b_force": str(pair.b.force) if pair.b else None,
        "b_words": _words(pair.b, b),
        "changes": [f"{change.field}: {change.a or 'none'} → {change.b or 'none'}" for change in pair.changes],
        "a": pair.a,
        "b": pair.b,
    }


def _words(promise: Commitment | None, text: str) -> str:
    return plain(" … ".join(text[span.start : span.end] for span in promise.evidence)) if promise else ""


def _matrix(request: Request) -> Response:
    holdings: Holdings = request.app.state.holdings
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    for promise in holdings.promises():
        for area in promise.commitment.areas:
            cell = cells.setdefault((promise.claim.subject, area), {"count": 0, "force": "denial", "amounts": []})
            cell["count"] += 1
            cell["force"] = min(cell["force"], str(promise.commitment.force), key=FIRMNESS.index)
            cell["amounts"] += [amount.text for amount in promise.commitment.amounts]
    titles = {promise.claim.subject: plain(promise.title) for promise in holdings.promises()}
    form = request.path_params.get("form")
    if form:
        rows = [{"agreement": s, "title": titles.get(s), "area": area} | cell for (s, area), cell in sorted(cells.items())]
        return as_file(Table("matrix", ("agreement", "title", "area", "force", "count", "amounts"), rows), form)
    areas = sorted({area for _, area in cells}, key=lambda area: (-sum(1 for key in cells if key[1] == area), area))
    subjects = sorted({s for s, _ in cells}, key=lambda s: (-sum(1 for key in cells if key[0] == s), titles.get(s, s)))
    choices = [(entry.id, plain(holdings.titles()[entry.id])) for entry in holdings.documents() if entry.kind == "agreement"]
    return page(request, "compare.html", areas=areas, subjects=subjects, cells=cells, titles=titles, choices=choices)
