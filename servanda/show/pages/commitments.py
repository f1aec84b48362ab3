"""`/commitments`: every promise in the register, searched and filtered by facets."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.show.pages.holdings import Holdings, Promise
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file
from servanda.show.words import amount_in_words

FILTERS = ("q", "force", "area", "by", "to", "agreement", "has", "factuality")
HAS = {
    "money": "names money",
    "condition": "has a condition",
    "deadline": "has a deadline",
    "hedge": "is hedged",
    "quantity": "counts goods or people",
}
PAGE = 50
_FACETS = ("force", "area", "by", "to", "has", "factuality")


def values(promise: Promise, facet: str) -> tuple[str, ...]:
    """Under which values of a facet a promise stands."""
    found = promise.commitment
    if facet == "force":
        return (str(found.force),)
    if facet == "area":
        return found.areas
    if facet == "by":
        return found.by
    if facet == "to":
        return found.to
    if facet == "factuality":
        return (found.factuality,)
    if facet == "agreement":
        return (promise.claim.subject,)
    parts = (
        ("money", found.amounts),
        ("condition", found.condition),
        ("deadline", found.deadline),
        ("hedge", found.hedges),
        ("quantity", found.quantities),
    )
    return tuple(name for name, part in parts if part)


def select(holdings: Holdings, asked: Mapping[str, str]) -> list[Promise]:
    """The promises that pass all filters."""
    chosen = [(facet, asked[facet]) for facet in (*_FACETS, "agreement") if asked.get(facet)]
    words = asked.get("q", "").casefold().split()
    found = [p for p in holdings.promises() if all(value in values(p, facet) for facet, value in chosen)]
    return [p for p in found if all(word in searched(holdings, p) for word in words)] if words else found


def searched(holdings: Holdings, promise: Promise) -> str:
    """The words in which a search for promises looks."""
    return f"{sentence(holdings, promise)} {promise.title} {promise.commitment.by_words} {promise.commitment.to_words}".casefold()


def sentence(holdings: Holdings, promise: Promise) -> str:
    """The words of a promise in its text."""
    text = holdings.reading(promise.claim.document).document.text
    return plain(" … ".join(text[span.start : span.end] for span in promise.claim.evidence))


def rows(holdings: Holdings, promises: Iterable[Promise]) -> list[dict[str, Any]]:
    """What the table of commitments shows, and its files."""
    return [
        {
            "id": p.claim.id,
            "agreement": p.claim.subject,
            "title": plain(p.title),
            "document": p.claim.document,
            "provision": p.commitment.provision,
            "by": p.commitment.by,
            "to": p.commitment.to,
            "force": str(p.commitment.force),
            "areas": p.commitment.areas,
            "condition": p.commitment.condition,
            "deadline": p.commitment.deadline,
            "amounts": [amount_in_words(amount) for amount in p.commitment.amounts],
            "hedges": p.commitment.hedges,
            "factuality": p.commitment.factuality,
            "sentence": sentence(holdings, p),
        }
        for p in promises
    ]


def commitments(request: Request) -> Response:
    """The search, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    asked = {name: request.query_params.get(name, "") for name in FILTERS}
    found = select(holdings, asked)
    form = request.path_params.get("form")
    if form:
        made = rows(holdings, found)
        return as_file(Table("commitments", tuple(made[0]) if made else ("id",), made), form)
    word = request.query_params.get("page", "1")
    last = max(1, -(-len(found) // PAGE))
    number = min(max(int(word), 1), last) if word.isdecimal() and len(word) < 9 else 1
    shown = rows(holdings, found[(number - 1) * PAGE : number * PAGE])
    return page(
        request,
        "commitments.html",
        rows=shown,
        total=len(found),
        number=number,
        last=last,
        facets=facets(found, asked),
        chosen=[(name, value) for name, value in asked.items() if value],
        has=HAS,
        titles=holdings.titles(),
    )


def facets(found: list[Promise], asked: Mapping[str, str]) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each facet its values among the found promises, the most frequent first."""
    made = []
    for facet in _FACETS:
        counted = Counter(value for promise in found for value in values(promise, facet))
        if counted and not (len(counted) == 1 and not asked.get(facet)):
            made.append((facet, counted.most_common(12)))
    return made
