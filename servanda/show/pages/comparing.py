"""`/compare`: agreements against areas as a matrix, or two agreements side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.flow import holding
from servanda.model import Commitment, Pairing
from servanda.show.pages.beside import heading_of, text_beside_text
from servanda.show.pages.catalogue import Catalogue
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.pins import pinned_elsewhere
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file

_SHOWN = 60
_CHOICES = 600


def compare(request: Request) -> Response:
    """The matrix, or the two that are named."""
    a, b = request.query_params.get("a", ""), request.query_params.get("b", "")
    if a and b:
        return _two(request, a, b)
    return _matrix(request)


def _two(request: Request, a: str, b: str) -> Response:
    holdings: Holdings = request.app.state.holdings
    left, right = holdings.reading(a), holdings.reading(b)
    if request.query_params.get("view") == "texts":
        return text_beside_text(request, left, right)
    key = ("pairs", left.document.id, right.document.id)
    pairs = holdings.remembered(key, lambda: holding.align(left, right))
    claims = tuple(_claims_of(holdings, reading.document.id) for reading in (left, right))
    rows = [_row(pair, left.document.text, right.document.text, claims) for pair in pairs]
    relation = request.query_params.get("relation", "")
    shown = [row for row in rows if not relation or row["relation"] == relation]
    form = request.path_params.get("form")
    if form:
        keys = ("relation", "score", "a_force", "a_words", "b_force", "b_words", "changes")
        return as_file(Table("comparison", keys, shown), form)
    return page(
        request,
        "compare_two.html",
        **heading_of(holdings, left, right),
        rows=shown,
        counts=Counter(row["relation"] for row in rows),
        relation=relation,
        elsewhere=pinned_elsewhere(request, (row[side] for row in shown for side in ("a_claim", "b_claim") if row[side])),
    )


def _claims_of(holdings: Holdings, document: str) -> dict[str, str]:
    """The claim of each commitment of a document."""
    return {claim.value["id"]: claim.id for claim in holdings.claims(document) if claim.kind == "commitment"}


def _row(pair: Pairing, a: str, b: str, claims: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    return {
        "relation": pair.relation,
        "score": round(pair.score, 3),
        "a_force": str(pair.a.force) if pair.a else None,
        "a_words": _words(pair.a, a),
        "b_force": str(pair.b.force) if pair.b else None,
        "b_words": _words(pair.b, b),
        "changes": [f"{change.field.replace('_', ' ')}: {change.a or 'none'} → {change.b or 'none'}" for change in pair.changes],
        "a_claim": claims[0].get(pair.a.id) if pair.a else None,
        "b_claim": claims[1].get(pair.b.id) if pair.b else None,
        "marked": _marked(pair, a, b),
    }


def _marked(pair: Pairing, a: str, b: str) -> tuple[Any, Any] | None:
    """The words of both in runs, with what only one of them says; None where there is nothing to mark."""
    if pair.a is None or pair.b is None or pair.relation in ("same", "split", "merged"):
        return None
    return holding.marked(_words(pair.a, a), _words(pair.b, b))


def _words(promise: Commitment | None, text: str) -> str:
    return plain(" … ".join(text[span.start : span.end] for span in promise.evidence)) if promise else ""


def _matrix(request: Request) -> Response:
    holdings: Holdings = request.app.state.holdings
    known = holdings.catalogue()
    titles, cells = holdings.remembered("titles of the matrix", lambda: _subject_titles(known)), known.cells
    party = request.query_params.get("party", "")
    members = {entry.id for entry in known.agreements if party in (*entry.parties, *entry.organisations)}
    form = request.path_params.get("form")
    if form:
        rows = [
            {"agreement": s, "title": titles[s], "area": area, "force": cell.force, "count": cell.count}
            for (s, area), cell in sorted(cells.items())
            if not party or s in members
        ]
        return as_file(Table("matrix", ("agreement", "title", "area", "force", "count"), rows), form)
    used = {key: cell for key, cell in cells.items() if not party or key[0] in members}
    per_area = Counter(area for _, area in used)
    per_subject = Counter(subject for subject, _ in used)
    subjects = sorted(per_subject, key=lambda s: (-per_subject[s], titles[s]))
    choices = sorted(
        ((entry.id, plain(known.titles[entry.id])) for entry in known.documents if entry.kind == "agreement"),
        key=lambda choice: choice[1].casefold(),
    )
    parties = sorted({code for entry in known.agreements for code in (*entry.parties, *entry.organisations)})
    return page(
        request,
        "compare.html",
        areas=sorted(per_area, key=lambda area: (-per_area[area], area)),
        subjects=subjects[:_SHOWN],
        total=len(subjects),
        cells=used,
        titles=titles,
        choices=choices[:_CHOICES],
        parties=parties,
    )


def _subject_titles(known: Catalogue) -> dict[str, str]:
    documents = {p.agreement: p.document for p in known.promises}
    return {name: plain(known.titles.get(name) or known.titles.get(document, "")) for name, document in documents.items()}
