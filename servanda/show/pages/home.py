"""`/`: search over everything, what is new, what there is; `/search`: where the words stand."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from servanda.flow import asking
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file


def home(request: Request) -> Response:
    """The front page."""
    holdings: Holdings = request.app.state.holdings
    known = holdings.catalogue()
    forces = Counter(dict(known.counts("force", known.all())))
    documents, titles = known.documents, known.titles
    newest = [{"id": d.id, "kind": d.kind, "title": plain(titles[d.id]), "added": d.added} for d in documents[:8]]
    counts = {
        "agreements": len(known.agreements),
        "documents": len(documents),
        "commitments": sum(forces.values()),
    }
    return page(request, "home.html", counts=counts, forces=forces, newest=newest)


def search(request: Request) -> Response:
    """Documents, agreements and commitments with the words."""
    holdings: Holdings = request.app.state.holdings
    words = request.query_params.get("q", "")[:500]
    hits = asking.search(holdings.address, words) if words.strip() else []
    titles = holdings.titles()
    rows = [
        {
            "id": hit.document,
            "kind": hit.kind,
            "title": plain(titles.get(hit.document) or hit.title or ""),
            "excerpt": plain(hit.excerpt),
        }
        for hit in hits
    ]
    if request.path_params.get("form"):
        return as_file(Table("search", ("id", "kind", "title", "excerpt"), rows), "json")
    return page(request, "search.html", words=words, rows=rows)


def health(request: Request) -> Response:
    """Whether the register answers."""
    holdings: Holdings = request.app.state.holdings
    return JSONResponse({"status": "ok", "stamp": holdings.stamp()})
