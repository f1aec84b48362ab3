"""A document's text with its findings marked: every mark leads to the finding, every finding to its first mark."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from servanda.model import Claim, Commitment, Provision, Span
from servanda.show.pages.rendering import shown

_DEEPEST = 8
"""Marks that may lie upon each other; more would only come from a text made to hurt."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that means something. `kind` is a CSS class; `target` the claim that it leads to, if any."""

    start: int
    end: int
    kind: str
    target: str | None = None
    title: str = ""
    anchor: str | None = None


def claim_marks(claim: Claim) -> Iterator[Mark]:
    """The evidence of a claim."""
    kind = {"agreement": "fact", "commitment": "promise"}.get(claim.kind, claim.kind)
    force = claim.value.get("force") if isinstance(claim.value, dict) else None
    for k, span in enumerate(claim.evidence):
        name = f"{kind} {force}" if force else kind
        yield Mark(span.start, span.end, name, claim.id, str(force or claim.field or kind), f"s-{claim.id}" if k == 0 else None)


def word_marks(promise: Commitment, text: str) -> Iterator[Mark]:
    """The words that decide a commitment's force, its condition, deadline and money, where they stand in its evidence."""
    for kind, words in (("w-force", promise.force_words), ("w-condition", promise.condition), ("w-deadline", promise.deadline)):
        for piece in (words or "").split("; "):
            found = _place(text, promise.evidence, piece)
            if found:
                yield Mark(found.start, found.end, kind, title=kind[2:])
    for amount in promise.amounts:
        if amount.start is not None and amount.end is not None and 0 <= amount.start < amount.end:
            yield Mark(amount.start, amount.end, "w-money", title="money")


def _place(text: str, spans: Iterable[Span], words: str) -> Span | None:
    for span in spans:
        at = text.find(words, span.start, span.end) if words else -1
        if at >= 0:
            return Span(at, at + len(words))
    return None


def provision_marks(outline: Iterable[Provision], text: str) -> Iterator[Mark]:
    """Where each provision begins, and the heading of those that have one."""
    for provision in outline:
        end = provision.end
        if provision.kind not in ("paragraph", "item", "preamble", "signature"):
            line = text.find("\n", provision.start, provision.end)
            heading = text.find(provision.heading, provision.start, provision.end) if provision.heading else -1
            end = max(line, heading + len(provision.heading or "") if 0 <= heading < provision.start + 200 else 0)
            if provision.start < end <= provision.start + 400:
                yield Mark(provision.start, end, "heading", anchor=provision.path)
                continue
        yield Mark(provision.start, provision.start + 1, "", anchor=provision.path)


def marked(text: str, marks: Iterable[Mark], first: int = 0, last: int | None = None) -> Markup:
    """The text from `first` to `last` as HTML, each piece in the classes of all marks that lie on it."""
    last = len(text) if last is None else last
    inside = sorted((m for m in marks if m.start < last and m.end > first), key=lambda m: (m.start, -m.end))
    edges = sorted({first, last, *(max(m.start, first) for m in inside), *(min(m.end, last) for m in inside)})
    pieces: list[str] = []
    active: list[Mark] = []
    upcoming = 0
    for start, end in pairwise(edges):
        active = [m for m in active if m.end > start]
        anchors = []
        while upcoming < len(inside) and inside[upcoming].start <= start:
            mark = inside[upcoming]
            upcoming += 1
            if mark.anchor and mark.start >= first:
                anchors.append(mark.anchor)
            if mark.kind and mark.end > start and len(active) < _DEEPEST:
                active.append(mark)
        pieces.append(_piece(text[start:end], active, anchors))
    return Markup("".join(pieces))


def _piece(text: str, active: list[Mark], anchors: list[str]) -> str:
    body = str(shown(text))
    before = "".join(f'<span id="{escape(a)}" class="place"></span>' for a in anchors[:-1])
    own = f' id="{escape(anchors[-1])}"' if anchors else ""
    if not active:
        return f'{before}<span{own} class="place"></span>{body}' if anchors else body
    classes = " ".join(dict.fromkeys(m.kind for m in active))
    leading = [m for m in active if m.target]
    if leading:
        # The shortest finding is the most particular one: that is where a click on the words should lead.
        chosen = min(leading, key=lambda m: m.end - m.start)
        titles = ", ".join(dict.fromkeys(m.title for m in active if m.title))
        return (
            f'{before}<a{own} class="m {escape(classes)}" href="#f-{escape(chosen.target)}" title="{escape(titles)}">{body}</a>'
        )
    return f'{before}<span{own} class="{escape(classes)}">{body}</span>'
