"""`/agreements`: all of them, filtered; `/agreements/ID`: facts left, text right."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from servanda.model import AgreementEntry, as_json
from servanda.show.pages.document_view import view
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file

FILTERS = ("q", "party", "area", "form", "status", "force")
_SHOWN = 100


def select(holdings: Holdings, asked: Mapping[str, str]) -> list[AgreementEntry]:
    """The agreements that pass all filters, in the order asked for."""
    areas = _areas(holdings) if asked.get("area") else {}
    words = asked.get("q", "").casefold().split()
    found = [
        entry
        for entry in holdings.agreements()
        if (not asked.get("party") or asked["party"] in (*entry.parties, *entry.organisations))
        and (not asked.get("form") or entry.legal_form == asked["form"])
        and (not asked.get("status") or entry.status == asked["status"])
        and (not asked.get("force") or asked["force"] in entry.forces)
        and (not asked.get("area") or asked["area"] in areas.get(entry.id, ()))
        and all(word in holdings.titles()[entry.id].casefold() for word in words)
    ]
    if asked.get("sort") == "title":
        return sorted(found, key=lambda e: holdings.titles()[e.id].casefold())
    return sorted(found, key=lambda e: (e.signed is not None, e.signed or ""), reverse=True)


def _areas(holdings: Holdings) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for promise in holdings.promises():
        found.setdefault(promise.claim.subject, set()).update(promise.commitment.areas)
    return found


def rows(holdings: Holdings, entries: Iterable[AgreementEntry]) -> list[dict[str, Any]]:
    """What the table of agreements shows, and its files."""
    return [
        {
            "id": entry.id,
            "title": plain(holdings.titles()[entry.id]),
            "parties": entry.parties,
            "organisations": entry.organisations,
            "signed": entry.signed,
            "status": entry.status,
            "legal_form": entry.legal_form,
            "commitments": sum(entry.forces.values()),
            "forces": dict(entry.forces),
            "document": entry.document,
        }
        for entry in entries
    ]


def agreements(request: Request) -> Response:
    """The list, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    asked = {name: request.query_params.get(name, "") for name in (*FILTERS, "sort")}
    found = rows(holdings, select(holdings, asked))
    form = request.path_params.get("form")
    if form:
        keys = ("id", "title", "parties", "organisations", "signed", "status", "legal_form", "commitments", "forces", "document")
        return as_file(Table("agreements", keys, found), form)
    return page(
        request,
        "agreements.html",
        rows=found[:_SHOWN],
        total=len(found),
        known=len(holdings.agreements()),
        choices=_choices(holdings),
    )


def _choices(holdings: Holdings) -> dict[str, list[tuple[str, int]]]:
    entries = holdings.agreements()
    counts = {
        "party": Counter(code for e in entries for code in (*e.parties, *e.organisations)),
        "form": Counter(e.legal_form for e in entries if e.legal_form),
        "status": Counter(e.status for e in entries if e.status),
        "area": Counter(area for areas in _areas(holdings).values() for area in areas),
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
    titles = holdings.titles()
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
        for entry in holdings.documents()
        if (not kind or entry.kind == kind) and all(word in titles[entry.id].casefold() for word in words)
    ]
    form = request.path_params.get("form")
    if form:
        return as_file(Table("documents", ("id", "kind", "title", "origin", "language", "characters", "added"), found), form)
    return page(
        request, "documents.html", rows=found[:_SHOWN], total=len(found), kinds=sorted({d.kind for d in holdings.documents()})
    )


def reading_file(request: Request) -> Response:
    """The whole reading as JSON."""
    holdings: Holdings = request.app.state.holdings
    reading = holdings.reading(request.path_params["id"])
    return JSONResponse(as_json(reading))


def to_agreements(request: Request) -> Response:
    """The list has one address."""
    return RedirectResponse("/agreements", 301)
