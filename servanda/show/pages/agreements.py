"""`/agreements`: all of them, filtered; `/agreements/ID`: facts left, text right."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from servanda.model import AgreementEntry, as_json
from servanda.show.pages.catalogue import Catalogue
from servanda.show.pages.document_view import view
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.picture_answers import PICTURES, as_picture
from servanda.show.pages.pictures import Picture, inline
from servanda.show.pages.pictures.timeline import Dot, timeline
from servanda.show.pages.pictures.world import outlines, world
from servanda.show.pages.rendering import named, page, plain, query
from servanda.show.pages.tables import Table, as_file

FILTERS = ("q", "party", "area", "form", "status", "force", "place", "term")
TERMS = {"to 5": (1, 60), "5 to 10": (61, 120), "over 10": (121, 100_000), "none known": None}
"""Years for which agreements hold, in months."""
_SHOWN = 100
_KEYS = (
    "id",
    "title",
    "parties",
    "organisations",
    "signed",
    "status",
    "legal_form",
    "place",
    "months",
    "commitments",
    "forces",
    "document",
)


def select(known: Catalogue, asked: Mapping[str, str]) -> list[AgreementEntry]:
    """The agreements that pass all filters, in the order asked for."""
    area, words = asked.get("area"), asked.get("q", "").casefold().split()[:20]
    found = [
        entry
        for entry in known.agreements
        if (not asked.get("party") or asked["party"] in (*entry.parties, *entry.organisations))
        and (not asked.get("form") or entry.legal_form == asked["form"])
        and (not asked.get("status") or entry.status == asked["status"])
        and (not asked.get("force") or asked["force"] in entry.forces)
        and (not area or (entry.id, area) in known.cells)
        and (not asked.get("place") or known.places.get(entry.id) == asked["place"])
        and (not asked.get("term") or _holds(known.months.get(entry.id), asked["term"]))
        and all(word in known.titles[entry.id].casefold() for word in words)
    ]
    if asked.get("sort") == "title":
        return sorted(found, key=lambda e: known.titles[e.id].casefold())
    return sorted(found, key=lambda e: (e.signed is not None, e.signed or ""), reverse=True)


def _holds(months: int | None, term: str) -> bool:
    """Whether a term of so many months is one of `TERMS`."""
    limits = TERMS.get(term)
    return months is None if limits is None else months is not None and limits[0] <= months <= limits[1]


def rows(known: Catalogue, entries: Iterable[AgreementEntry]) -> list[dict[str, Any]]:
    """What the table of agreements shows, and its files."""
    return [
        {
            "id": entry.id,
            "title": plain(known.titles[entry.id]),
            "parties": entry.parties,
            "organisations": entry.organisations,
            "signed": entry.signed,
            "status": entry.status,
            "legal_form": entry.legal_form,
            "place": known.places.get(entry.id),
            "months": known.months.get(entry.id),
            "commitments": sum(entry.forces.values()),
            "forces": dict(entry.forces),
            "document": entry.document,
        }
        for entry in entries
    ]


def agreements(request: Request) -> Response:
    """The list, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    known = holdings.catalogue()
    asked = {name: request.query_params.get(name, "") for name in (*FILTERS, "sort")}
    found = select(known, asked)
    form = request.path_params.get("form")
    if form and form not in PICTURES:
        return as_file(Table("agreements", _KEYS, rows(known, found)), form)
    view_asked = request.query_params.get("view", "")
    picture = drawn(known, found, view_asked if view_asked or not form else "timeline")
    if form:
        return as_picture(request, picture, form)
    return page(
        request,
        "agreements.html",
        rows=rows(known, found[:_SHOWN]),
        total=len(found),
        known=len(known.agreements),
        view=view_asked,
        picture=inline(picture),
        legend=picture.legend if picture else (),
        off_map=_off_map(found) if view_asked == "map" else [],
        choices=holdings.remembered("choices of agreements", lambda: _choices(known)),
    )


def drawn(known: Catalogue, found: list[AgreementEntry], view: str) -> Picture | None:
    """The map or the timeline of agreements; nothing for a list."""
    if view == "map":
        counts = Counter(code for entry in found for code in entry.parties)
        return world(counts, "Agreements by party", named, lambda code: "/agreements" + query([("party", code)]), "agreement")
    if view == "timeline":
        dots = [Dot(e.signed or "", plain(known.titles[e.id]), f"/agreements/{e.id}") for e in found]
        return timeline(dots, "Agreements by date of signature")
    return None


def _off_map(found: list[AgreementEntry]) -> list[tuple[str, int]]:
    """Parties that a map of today's states does not show: organisations, former states, names without a code."""
    counts = Counter(code for e in found for code in (*e.parties, *e.organisations))
    return sorted((code, n) for code, n in counts.items() if code not in outlines())


def _choices(known: Catalogue) -> dict[str, list[tuple[str, int]]]:
    counts = {
        "party": Counter(code for e in known.agreements for code in (*e.parties, *e.organisations)),
        "form": Counter(e.legal_form for e in known.agreements if e.legal_form),
        "status": Counter(e.status for e in known.agreements if e.status),
        "area": Counter(area for _, area in known.cells),
        "place": Counter(known.places.values()),
        "term": Counter(term for e in known.agreements for term in TERMS if _holds(known.months.get(e.id), term)),
    }
    return {name: sorted(counted.items()) for name, counted in counts.items()}


def agreement(request: Request) -> Response:
    """One agreement: facts left, text right."""
    return view(request, request.path_params["id"])


def document(request: Request) -> Response:
    """One document, with what was cut out of it."""
    return view(request, request.path_params["id"], cuts=True)


def documents(request: Request) -> Response:
    """All documents."""
    holdings: Holdings = request.app.state.holdings
    words = request.query_params.get("q", "").casefold().split()
    kind = request.query_params.get("kind", "")
    known = holdings.catalogue()
    titles = known.titles
    found = [
        {
            "id": entry.id,
            "kind": entry.kind,
            "title": plain(titles[entry.id]),
            "origin": plain(entry.origin),
            "language": entry.language,
            "characters": entry.characters,
            "added": entry.added,
        }
        for entry in known.documents
        if (not kind or entry.kind == kind) and all(word in titles[entry.id].casefold() for word in words)
    ]
    form = request.path_params.get("form")
    if form:
        return as_file(Table("documents", ("id", "kind", "title", "origin", "language", "characters", "added"), found), form)
    return page(request, "documents.html", rows=found[:_SHOWN], total=len(found), kinds=sorted({d.kind for d in known.documents}))


def reading_file(request: Request) -> Response:
    """The whole reading as JSON."""
    holdings: Holdings = request.app.state.holdings
    reading = holdings.reading(request.path_params["id"])
    return JSONResponse(as_json(reading))


def to_agreements(request: Request) -> Response:
    """The list has one address."""
    return RedirectResponse("/agreements", 301)
