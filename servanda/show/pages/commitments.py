"""`/commitments`: every promise in the register, searched and filtered by facets."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.show.pages.catalogue import Catalogue, Promise, members, words_in
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.picture_answers import PICTURES, as_picture
from servanda.show.pages.pictures import Picture, inline
from servanda.show.pages.pictures.owing import EACH_OTHER, OTHERS, owing
from servanda.show.pages.rendering import named, page, plain, query
from servanda.show.pages.tables import Table, as_file

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
_TWO = 2
_VALUES = 12
_KEYS = (
    "id",
    "agreement",
    "title",
    "document",
    "provision",
    "by",
    "to",
    "force",
    "areas",
    "condition",
    "deadline",
    "amounts",
    "hedges",
    "factuality",
    "sentence",
)


def select(known: Catalogue, asked: Mapping[str, str]) -> int:
    """The mask of the promises that pass all filters."""
    chosen = [(facet, asked[facet]) for facet in (*_FACETS, "agreement") if asked.get(facet)]
    return known.select(chosen, words_in(asked.get("q", "")))


def rows(known: Catalogue, places: Iterable[int]) -> list[dict[str, Any]]:
    """What the table of commitments shows, and its files."""
    return [_row(known.promises[n], known.titles) for n in places]


def _row(promise: Promise, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": promise.claim,
        "agreement": promise.agreement,
        "title": plain(titles.get(promise.agreement) or titles.get(promise.document, "")),
        "document": promise.document,
        "provision": promise.provision,
        "by": promise.by,
        "to": promise.to,
        "force": promise.force,
        "areas": promise.areas,
        "condition": promise.condition,
        "deadline": promise.deadline,
        "amounts": promise.amounts,
        "hedges": promise.hedges,
        "factuality": promise.factuality,
        "sentence": plain(promise.sentence),
    }


def commitments(request: Request) -> Response:
    """The search, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    known = holdings.catalogue()
    asked = {name: request.query_params.get(name, "") for name in FILTERS}
    mask = select(known, asked)
    form = request.path_params.get("form")
    drawn = owing_of(known, mask, asked) if form in PICTURES or request.query_params.get("view") == "owing" else None
    if form in PICTURES:
        return as_picture(request, drawn, form)
    if form:
        return as_file(Table("commitments", _KEYS, rows(known, members(mask))), form)
    word = request.query_params.get("page", "1")
    total = mask.bit_count()
    last = max(1, -(-total // PAGE))
    number = min(max(int(word), 1), last) if word.isdecimal() and len(word) < 9 else 1
    return page(
        request,
        "commitments.html",
        rows=rows(known, members(mask, (number - 1) * PAGE, PAGE)),
        total=total,
        number=number,
        last=last,
        facets=facets(known, mask, asked),
        chosen=[(name, value) for name, value in asked.items() if value],
        has=HAS,
        view=request.query_params.get("view", ""),
        picture=inline(drawn),
        titles=known.titles,
    )


def owing_of(known: Catalogue, mask: int, asked: Mapping[str, str]) -> Picture | None:
    """Who owes whom, among the promises of a mask: each pair of giver and receiver counts once a promise.

    What more than two promise one another goes to one receiver of that name, or a single convention would drown the rest.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for n in members(mask):
        promise = known.promises[n]
        if len(promise.by) > _TWO and set(promise.by) <= set(promise.to):
            counts.update((a, EACH_OTHER) for a in promise.by)
        else:
            counts.update((a, b) for a in promise.by for b in promise.to if a != b)
    kept = [(name, value) for name, value in asked.items() if value and name not in ("by", "to")]

    def address(a: str, b: str) -> str:
        chosen = [(name, code) for name, code in (("by", a), ("to", b)) if code not in (OTHERS, EACH_OTHER)]
        return "/commitments" + query([*kept, *chosen])

    return owing(counts, "Who promises to whom", named, address)


def facets(known: Catalogue, mask: int, asked: Mapping[str, str]) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each facet its values among the found promises, the most frequent first."""
    made = []
    for facet in _FACETS:
        counted = known.counts(facet, mask)
        if counted and not (len(counted) == 1 and not asked.get(facet)):
            made.append((facet, counted[:_VALUES]))
    return made
