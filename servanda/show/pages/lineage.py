"""`/compare/genealogy`: a clause through the agreements of a family: where each wording comes from, and what changed."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.flow import holding
from servanda.flow.holding import Variant
from servanda.model import Reading, WrongCall
from servanda.show.family_tree import family_tree
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file

_MOST = 40
"""Agreements of a family that are followed: those signed first."""
_KEYS = ("date", "agreement", "title", "force", "wording", "likeness", "text", "added", "dropped")


def genealogy(request: Request) -> Response:
    """The page, its table as a file, or its picture."""
    holdings: Holdings = request.app.state.holdings
    area, party = request.query_params.get("area", ""), request.query_params.get("party", "")
    form = request.path_params.get("form")
    found, total = holdings.remembered(("genealogy", area, party), lambda: _found(holdings, area, party)) if area else ((), 0)
    if form == "svg":
        if not found:
            raise WrongCall("there is no clause of this area to draw")
        policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        picture = family_tree(found[:120], f"{area.replace('_', ' ')}: where each wording comes from")
        return Response(picture, media_type="image/svg+xml", headers={"Content-Security-Policy": policy})
    rows = [_row(holdings, variant) for variant in found]
    if form:
        return as_file(Table("genealogy", _KEYS, rows), form)
    known = holdings.catalogue()
    lines = _lines(holdings, found)
    return page(
        request,
        "genealogy.html",
        area=area,
        party=party,
        lines=lines,
        alone=len(found) - sum(map(len, lines)),
        clauses=len(found),
        total=total,
        most=_MOST,
        areas_known=sorted({name for _, name in known.cells}),
        parties=sorted({code for entry in known.agreements for code in (*entry.parties, *entry.organisations)}),
    )


def _found(holdings: Holdings, area: str, party: str) -> tuple[tuple[Variant, ...], int]:
    """(the clauses of the area, how many agreements have some)."""
    known = holdings.catalogue()
    texts = {entry.id for entry in known.documents if entry.kind == "agreement"}
    having = [
        entry
        for entry in known.agreements
        if (entry.id, area) in known.cells
        and entry.document in texts
        and (not party or party in (*entry.parties, *entry.organisations))
    ]
    family: dict[str, Reading] = {}
    for entry in sorted(having, key=lambda e: (e.signed is None, e.signed or ""))[:_MOST]:
        family[entry.document] = holdings.reading(entry.document)
    if not family:
        return (), 0
    return holding.clause_history(family, area), len(having)


def _row(holdings: Holdings, variant: Variant) -> dict[str, Any]:
    return {
        "date": variant.date,
        "agreement": variant.agreement,
        "title": plain(holdings.titles().get(variant.agreement, variant.agreement)),
        "force": str(variant.commitment.force),
        "wording": variant.variant,
        "likeness": variant.likeness,
        "text": plain(variant.text),
        "added": [plain(words) for words in variant.added],
        "dropped": [plain(words) for words in variant.dropped],
    }


def _lines(holdings: Holdings, found: tuple[Variant, ...]) -> list[list[dict[str, Any]]]:
    """The lines of descent with more than one clause, then all clauses that stand alone as one."""
    together = [line for line in holding.lines(found) if len(line) > 1][:60]
    return [[_row(holdings, variant) for variant in line] for line in together]
