"""Two agreements text beside text: provisions that answer to each other in one row, so that both scroll together."""

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from servanda.flow import holding
from servanda.model import Provision, ProvisionPairing, Reading
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page, plain, shown
from servanda.show.pages.tables import Table, as_file

_LONGEST = 6000
"""Characters of a provision that are shown; longer ones end with a link to the rest."""
_MOST = 400


def heading_of(holdings: Holdings, left: Reading, right: Reading) -> dict[str, Any]:
    """What both views of two agreements say above their table."""
    titles = holdings.titles()
    one, other = left.document.language, right.document.language
    return {
        "a": left.document.id,
        "b": right.document.id,
        "titles": (plain(titles[left.document.id]), plain(titles[right.document.id])),
        "languages": (one, other) if one and other and one != other else None,
    }


def text_beside_text(request: Request, left: Reading, right: Reading) -> Response:
    """The page or the file of the provisions of both."""
    holdings: Holdings = request.app.state.holdings
    key = ("provisions", left.document.id, right.document.id)
    pairs = holdings.remembered(key, lambda: holding.align_provisions(left, right))
    form = request.path_params.get("form")
    if form:
        keys = ("relation", "score", "shared", "a_place", "a_words", "b_place", "b_words")
        return as_file(Table("provisions", keys, [_plain_row(pair, left, right) for pair in pairs]), form)
    rows = [_row(pair, left, right) for pair in pairs[:_MOST]]
    return page(request, "compare_texts.html", **heading_of(holdings, left, right), rows=rows, total=len(pairs))


def _plain_row(pair: ProvisionPairing, left: Reading, right: Reading) -> dict[str, Any]:
    return {
        "relation": pair.relation,
        "score": round(pair.score, 3),
        "shared": round(pair.shared, 3),
        "a_place": pair.a.path if pair.a else None,
        "a_words": plain(_text(pair.a, left)),
        "b_place": pair.b.path if pair.b else None,
        "b_words": plain(_text(pair.b, right)),
    }


def _row(pair: ProvisionPairing, left: Reading, right: Reading) -> dict[str, Any]:
    a, b = _text(pair.a, left), _text(pair.b, right)
    runs = holding.marked(a, b) if a and b and pair.relation != "same" else None
    sides = [_marked(runs[k]) if runs else shown(words) for k, words in enumerate((a, b))]
    return {
        "relation": pair.relation,
        "shared": pair.shared,
        "a": pair.a,
        "b": pair.b,
        "sides": sides,
        "forces": (_forces(pair.a, left), _forces(pair.b, right)),
    }


def _text(provision: Provision | None, reading: Reading) -> str:
    return reading.document.text[provision.start : provision.end].strip()[:_LONGEST] if provision else ""


def _marked(runs: tuple[tuple[str, bool], ...]) -> Markup:
    pieces = (f'<mark class="alone">{shown(words)}</mark>' if alone else str(shown(words)) for words, alone in runs)
    return Markup(" ".join(pieces))


def _forces(provision: Provision | None, reading: Reading) -> tuple[str, ...]:
    """The forces of the commitments that stand in a provision, each once, in the order of the text."""
    if provision is None:
        return ()
    inside = (
        promise
        for promise in reading.commitments
        if promise.evidence and provision.start <= promise.evidence[0].start < provision.end
    )
    return tuple(dict.fromkeys(str(promise.force) for promise in inside))
