"""`/pins`: passages that somebody has pinned, side by side, as a page and as a document to take along (HTML, Word)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from servanda.flow import reviewing
from servanda.model import Claim, WrongCall
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import cut_short, named, page, plain, render
from servanda.show.pages.tables import Table, as_file
from servanda.show.pages.word_file import Chapter, Passage, word_file
from servanda.show.words import claim_line

MOST = 200
"""Pins that a page can have: they stand in its address."""
DOCUMENTS = ("html", "docx")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST = 20_000
_KEYS = ("id", "title", "provision", "kind", "finding", "sentence", "document", "address")


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned finding with what a page says of it."""

    claim: Claim
    title: str
    line: str
    provision: str
    sentence: str
    address: str


def pinned(asked: QueryParams) -> tuple[str, ...]:
    """The ids of the claims that an address pins (`p`, several or with commas), each once, in its order."""
    words = (word.strip() for value in asked.getlist("p") for word in value.split(","))
    return tuple(dict.fromkeys(word for word in words if word.isalnum()))[:MOST]


def pinned_elsewhere(request: Request, here: Iterable[str]) -> list[str]:
    """The pins of an address that have no box on the page, which a form must carry along."""
    boxes = set(here)
    return [name for name in pinned(request.query_params) if name not in boxes]


def pins(request: Request) -> Response:
    """The pinned passages, as a page, a table or a document."""
    ids = pinned(request.query_params)
    found, unknown = _found(request, ids)
    form = request.path_params.get("form")
    if form in DOCUMENTS:
        return _document(found, form)
    if form:
        return as_file(Table("pins", _KEYS, [_row(pin) for pin in found]), form)
    return page(request, "pins.html", chapters=_chapters(found), ids=ids, total=len(found), unknown=unknown, most=MOST)


def _found(request: Request, ids: Sequence[str]) -> tuple[list[Pin], int]:
    """(the pins that the register knows, how many it does not know)."""
    holdings: Holdings = request.app.state.holdings
    found, unknown = [], 0
    for name in ids:
        try:
            claim = reviewing.judged_claim(holdings.address, name)
        except WrongCall:
            unknown += 1
            continue
        found.append(_pin(request, holdings, claim))
    return found, unknown


def _pin(request: Request, holdings: Holdings, claim: Claim) -> Pin:
    text = holdings.text(claim.document)
    words = plain(" … ".join(text[span.start : span.end] for span in claim.evidence))
    value = claim.value if isinstance(claim.value, dict) else {}
    return Pin(
        claim=claim,
        title=plain(holdings.titles().get(claim.document, claim.document)),
        line=cut_short(claim_line(claim, named).replace(" | ", " · "), 300),
        provision=plain(value.get("provision") or ""),
        sentence=words if len(words) <= _LONGEST else words[:_LONGEST] + " …",
        address=f"{request.base_url}documents/{quote(claim.document)}#s-{quote(claim.id)}",
    )


def _chapters(found: Sequence[Pin]) -> list[tuple[str, str, list[Pin]]]:
    """(document, its title, its pins), in the order of the first pin of each."""
    by_document: dict[str, list[Pin]] = {}
    for pin in found:
        by_document.setdefault(pin.claim.document, []).append(pin)
    return [(document, own[0].title, own) for document, own in by_document.items()]


def _row(pin: Pin) -> dict[str, str]:
    return {
        "id": pin.claim.id,
        "title": pin.title,
        "provision": pin.provision,
        "kind": pin.claim.kind,
        "finding": pin.line,
        "sentence": pin.sentence,
        "document": pin.claim.document,
        "address": pin.address,
    }


def _document(found: Sequence[Pin], form: str) -> Response:
    if not found:
        raise WrongCall("no passage is pinned; tick some on an agreement or a comparison first")
    today = datetime.datetime.now(datetime.UTC).date()
    chapters = _chapters(found)
    headers = {"Content-Disposition": f'attachment; filename="pins.{form}"'}
    if form == "html":
        # A file of its own may carry its own style; nothing in it can run.
        headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        return Response(render("pins_file.html", chapters=chapters, on=today), media_type="text/html", headers=headers)
    told = [Chapter(title, document, tuple(_passage(pin) for pin in own)) for document, title, own in chapters]
    return Response(word_file("Pinned passages", told, today), media_type=_WORD, headers=headers)


def _passage(pin: Pin) -> Passage:
    return Passage(pin.line, pin.sentence, pin.provision, pin.address)
