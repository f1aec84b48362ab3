"""`/`: search over everything, what is new, what there is; `/search`: where the words stand."""

import datetime
from collections import Counter
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from servanda.flow import asking
from servanda.show.pages.deadlines import KINDS
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.money import STAGES
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file
from servanda.show.words import money as in_words

_SHOWN = 6


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
    today = datetime.datetime.now(datetime.UTC).date()
    return page(
        request,
        "home.html",
        counts=counts,
        forces=forces,
        newest=newest,
        due=_due_next(holdings, today),
        kept=_kept(holdings, counts["commitments"]),
        on=today,
    )


def _due_next(holdings: Holdings, today: datetime.date) -> list[dict[str, Any]]:
    """The next dates that follow from the texts."""
    titles = holdings.titles()
    coming = sorted((item for item in holdings.due(today) if item.last and item.last >= today), key=lambda item: str(item.last))
    return [
        {
            "last": item.last and item.last.isoformat(),
            "kind": KINDS.get(item.kind, item.kind),
            "agreement": item.agreement,
            "title": plain(titles.get(item.agreement) or titles.get(item.document, "")),
        }
        for item in coming[:_SHOWN]
    ]


def _kept(holdings: Holdings, promises: int) -> dict[str, Any]:
    """What the barometer tells in one picture: what became of promises, and money at its stages in the currency of most flows."""
    became = Counter(holdings.progress().values())
    became["not judged"] = max(0, promises - became.total())
    flows: Counter[str] = Counter()
    sums: Counter[tuple[str, str]] = Counter()
    for line in holdings.ledger(("stage", "donor")).lines:
        flows[line.currency] += line.flows
        sums[line.currency, line.keys["stage"]] += line.amount  # type: ignore[assignment]
    unit = max(sorted(flows), key=lambda word: flows[word], default="")
    stages = [
        (stage, float(sums[unit, stage]), in_words(Decimal(sums[unit, stage]), unit)) for stage in STAGES if sums[unit, stage]
    ]
    return {"became": dict(became) if len(became) > 1 else {}, "stages": stages, "unit": unit}


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
