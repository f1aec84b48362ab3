"""A document on a page: what was found in it beside its text, each leading to the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.flow import sameness
from servanda.model import Claim, Commitment, Event, Flow, Reading, Span, Statement, from_json
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.marking import Mark, claim_marks, marked, provision_marks, word_marks
from servanda.show.pages.others import others_of
from servanda.show.pages.pins import pinned_elsewhere
from servanda.show.pages.rendering import named, page, plain
from servanda.show.words import FIELDS, amount_in_words, claim_line, event_line, flow_line, statement_line, value_in_words, who

PART = 200_000
"""Characters of a text that are shown at once; longer texts are shown in parts."""

NOUNS: Mapping[str, Any] = {"commitment": Commitment, "event": Event, "flow": Flow, "statement": Statement}
_HEADINGS = {"commitment": "Commitments", "event": "Events", "flow": "Money and goods", "statement": "Statements"}


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the left side shows it."""

    claim: Claim
    label: str
    line: str
    part: int
    details: tuple[tuple[str, str], ...] = ()
    force: str | None = None
    areas: tuple[str, ...] = ()
    words: str = ""


def view(request: Request, identifier: str, *, cuts: bool = False) -> Response:
    """The page of a document, or of an agreement in it."""
    holdings: Holdings = request.app.state.holdings
    reading = holdings.frame(identifier)
    claims = holdings.claims(reading.document.id)
    parts = split(reading.document.text, reading)
    number = _number(request.query_params.get("part", "1"), len(parts))
    first, last = parts[number - 1]
    known = {claim.id: from_json(NOUNS[claim.kind], claim.value) for claim in claims if claim.kind in NOUNS}
    groups = list(groups_of(reading, claims, known, parts))
    title = plain(holdings.titles().get(reading.document.id) or reading.document.title or reading.document.origin)
    return page(
        request,
        "document.html",
        reading=reading,
        document=reading.document,
        title=title,
        groups=groups,
        rejected=[(claim, claim_line(claim, named).replace(" | ", " · ")) for claim in holdings.rejected(reading.document.id)],
        outline=_outline(reading, parts),
        text=marked(reading.document.text, marks_of(reading, claims, known), first, last),
        parts=len(parts),
        part=number,
        show_cuts=cuts or reading.document.kind != "agreement",
        address=f"/documents/{reading.document.id}" if cuts else f"/agreements/{identifier}",
        whole=not cuts,
        others=others_of(holdings, reading),
        copies=_copies(holdings, reading.document.id) if cuts else [],
        original=_original(reading.document.origin),
        elsewhere=pinned_elsewhere(request, (claim.id for claim in claims)),
    )


def _copies(holdings: Holdings, document: str) -> list[tuple[str, str]]:
    """(id, title) of documents that are nearly the same text."""
    found = holdings.remembered(("copies", document), lambda: sameness.copies_of(holdings.address, document))
    return [(name, plain(holdings.titles().get(name, name))) for name in found]


def _original(origin: str) -> str:
    """The address on the web that a text comes from; empty where it is none."""
    return origin if origin.startswith(("https://", "http://")) and origin.isprintable() else ""


def _number(word: str, most: int) -> int:
    return min(max(int(word), 1), most) if word.isdecimal() and len(word) < 9 else 1


def marks_of(reading: Reading, claims: list[Claim], known: Mapping[str, Any]) -> Iterator[Mark]:
    """Every mark on the text. `known`: the nouns of the claims, by their ids."""
    text = reading.document.text
    yield from provision_marks(reading.outline, text)
    for claim in claims:
        yield from claim_marks(claim)
        if claim.kind == "commitment":
            yield from word_marks(known[claim.id], text)


def split(text: str, reading: Reading) -> list[tuple[int, int]]:
    """The parts of a long text, broken where a provision or a line begins."""
    parts: list[tuple[int, int]] = []
    first = 0
    starts = sorted({p.start for p in reading.outline})
    while len(text) - first > PART * 1.2:
        ceiling = first + PART
        near = [s for s in starts if first + PART // 2 < s <= ceiling]
        last = (
            near[-1]
            if near
            else max(text.rfind("\n", first + PART // 2, ceiling), text.rfind(" ", first + PART // 2, ceiling)) + 1
        )
        last = last if last > first else ceiling
        parts.append((first, last))
        first = last
    return [*parts, (first, len(text))]


def _part_of(spans: tuple[Span, ...], parts: list[tuple[int, int]]) -> int:
    start = spans[0].start if spans else 0
    return next((k for k, (first, last) in enumerate(parts, 1) if first <= start < last), 1)


def groups_of(
    reading: Reading, claims: list[Claim], known: Mapping[str, Any], parts: list[tuple[int, int]]
) -> Iterator[tuple[str, list[Item]]]:
    """The findings of the left side under their headings. `known`: the nouns of the claims, by their ids."""
    titles = {claim.subject: str(claim.value) for claim in claims if claim.kind == "agreement" and claim.field == "title"}
    order = list(FIELDS)
    facts = [c for c in claims if c.kind == "agreement"]
    for number, agreement in enumerate(dict.fromkeys(c.subject for c in facts)):
        own = sorted((c for c in facts if c.subject == agreement), key=lambda c: order.index(c.field) if c.field in order else 99)
        heading = (
            "Facts"
            if number == 0 and reading.document.kind == "agreement"
            else f"Agreement: {titles.get(agreement) or 'unnamed'}"
        )
        yield heading, [_fact(claim, parts) for claim in own]
    for kind, heading in _HEADINGS.items():
        found = sorted((c for c in claims if c.kind == kind), key=lambda c: c.evidence[0].start if c.evidence else 0)
        if found:
            yield heading, [_item(claim, known[claim.id], parts, reading.document.text) for claim in found]


def _fact(claim: Claim, parts: list[tuple[int, int]]) -> Item:
    name = str(claim.field)
    return Item(claim, FIELDS.get(name, name), value_in_words(name, claim.value, named), _part_of(claim.evidence, parts))


def _item(claim: Claim, noun: Any, parts: list[tuple[int, int]], text: str) -> Item:
    part = _part_of(claim.evidence, parts)
    words = " … ".join(text[span.start : span.end] for span in claim.evidence)
    if isinstance(noun, Commitment):
        return _promise(claim, noun, part, words)
    if isinstance(noun, Statement):
        return Item(claim, "says", statement_line(noun), part, words=words)
    sure = _certainty(noun.factuality, noun.attributed_to)
    if isinstance(noun, Event):
        return Item(claim, noun.plover or "event", event_line(noun, named), part, sure, words=words)
    return Item(claim, str(noun.stage), flow_line(noun, named), part, sure, words=words)


def _promise(claim: Claim, promise: Commitment, part: int, words: str) -> Item:
    to = who(promise.to, promise.to_words, named)
    line = (who(promise.by, promise.by_words, named) or "nobody named") + (f" → {to}" if to else "")
    details = (
        ("if", promise.condition or ""),
        ("when", promise.deadline or ""),
        ("money", "; ".join(amount_in_words(amount) for amount in promise.amounts)),
        ("count", "; ".join(quantity.text for quantity in promise.quantities)),
        ("hedged", ", ".join(hedge.replace("_", " ") for hedge in promise.hedges)),
        *_certainty(promise.factuality, promise.attributed_to),
    )
    kept = tuple((label, value) for label, value in details if value)
    return Item(claim, str(promise.force), line, part, kept, str(promise.force), promise.areas, words)


def _certainty(factuality: str, said_by: str | None) -> tuple[tuple[str, str], ...]:
    sure = (("certainty", factuality),) if factuality not in ("certain", "") else ()
    return (*sure, ("according to", said_by)) if said_by else sure


def _outline(reading: Reading, parts: list[tuple[int, int]]) -> list[dict[str, Any]]:
    shown = []
    for provision in reading.outline:
        if provision.kind in ("paragraph", "item"):
            continue
        name = " ".join(filter(None, (provision.kind.capitalize(), provision.number)))
        part = _part_of((Span(provision.start, max(provision.end, provision.start + 1)),), parts)
        shown.append(
            {
                "path": provision.path,
                "name": name,
                "heading": provision.heading or "",
                "depth": provision.path.count("/"),
                "part": part,
            }
        )
    return shown
