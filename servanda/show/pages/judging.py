"""`/review`: what waits for a person; `/review/CLAIM`: one finding with its sentence, its history, and a form to judge it."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.flow import reviewing
from servanda.model import Claim, Force, Span, Verdict, WrongCall, from_json
from servanda.show.pages.document_view import NOUNS
from servanda.show.pages.guard import Sent, sent
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import named, page, plain, shown
from servanda.show.pages.signing import may, who_is
from servanda.show.pages.tables import Table, as_file
from servanda.show.passages import passages
from servanda.show.words import FIELDS, claim_line

_SHOWN = 50
_NAME = "servanda_name"
_LISTS = ("parties", "organisations", "languages")
_NUMBERS = ("term.months", "termination_notice_months")


def review(request: Request) -> Response:
    """What waits."""
    holdings: Holdings = request.app.state.holdings
    waiting = reviewing.waiting(holdings.address, _SHOWN)
    titles = holdings.titles()
    rows = [
        {
            "id": entry.claim.id,
            "kind": entry.claim.kind,
            "document": entry.claim.document,
            "title": titles.get(entry.claim.document, ""),
            "line": plain(claim_line(entry.claim, named)).replace(" | ", " · "),
            "why": entry.why,
        }
        for entry in waiting
    ]
    form = request.path_params.get("form")
    if form:
        return as_file(Table("review", ("id", "kind", "document", "title", "line", "why"), rows), form)
    return page(request, "review.html", rows=rows, more=len(rows) == _SHOWN)


def review_one(request: Request) -> Response:
    """One finding to judge."""
    holdings: Holdings = request.app.state.holdings
    return _form(request, reviewing.judged_claim(holdings.address, request.path_params["id"]))


def _form(request: Request, claim: Claim, trouble: str = "", status: int = 200) -> Response:
    holdings: Holdings = request.app.state.holdings
    history = reviewing.reviews(holdings.address, claim.id)
    return page(
        request,
        "review_one.html",
        status,
        claim=claim,
        line=plain(claim_line(claim, named)).replace(" | ", " · "),
        title=holdings.titles().get(claim.document, ""),
        sentences=sentences(holdings.text(claim.document), claim.evidence),
        history=history,
        fields=correctable(claim),
        forces=[force.value for force in Force],
        name=who_is(request) or plain(unquote(request.cookies.get(_NAME, ""))),
        signed_in=who_is(request) is not None,
        may=may(request, "coder"),
        trouble=trouble,
    )


def sentences(text: str, spans: tuple[Span, ...]) -> Markup:
    """The sentences around the spans, with the meant words marked."""
    made = []
    for passage in passages(text, spans):
        pieces = (f"<mark>{shown(piece)}</mark>" if meant else str(shown(piece)) for piece, meant in passage.pieces(text))
        made.append(f"<blockquote>{''.join(pieces)}</blockquote>")
    return Markup("".join(made))


def correctable(claim: Claim) -> list[tuple[str, str, str]]:
    """What a person can correct in a claim: the name of each part, its label, and its value as text."""
    if claim.kind == "agreement":
        return [("value", FIELDS.get(str(claim.field), str(claim.field)), _as_text(claim.value))]
    names = {"commitment": ("force", "by", "to", "areas", "condition", "deadline"), "flow": ("stage", "by", "to", "date")}
    return [(name, name, _as_text(claim.value.get(name))) for name in names.get(claim.kind, ())]


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return "; ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def corrected(claim: Claim, texts: Mapping[str, str]) -> Any:
    """The value that a person has entered, in the claim's own form; WrongCall says what does not fit."""
    parts = {name: texts.get(name, "").strip() for name, _, _ in correctable(claim)}
    if claim.kind == "agreement":
        return _field(str(claim.field), claim.value, parts["value"])
    value = dict(claim.value)
    for name, text in parts.items():
        known = claim.value.get(name)
        value[name] = [word.strip() for word in text.split(";") if word.strip()] if isinstance(known, list) else text or None
    try:
        from_json(NOUNS[claim.kind], value)
    except ValueError as error:
        raise WrongCall(f"this does not fit: {error}") from error
    return value


def _field(name: str, known: Any, text: str) -> Any:
    if not text:
        raise WrongCall("a correction needs a value; to say that there is none, reject the finding")
    if name in _NUMBERS:
        if not text.isdecimal():
            raise WrongCall(f"a number of months was expected, not {text!r}")
        return int(text)
    if isinstance(known, bool):
        if text not in ("true", "false", "yes", "no"):
            raise WrongCall(f"yes or no was expected, not {text!r}")
        return text in ("true", "yes")
    if name in _LISTS:
        return [word.strip() for word in text.split(";") if word.strip()]
    if isinstance(known, list):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise WrongCall(f"a list in JSON was expected: {error}") from error
    return text


async def judge(request: Request) -> Response:
    """Enters a judgement, then shows what waits next."""
    return await run_in_threadpool(_judge, request, await sent(request))


def _judge(request: Request, form: Sent) -> Response:
    holdings: Holdings = request.app.state.holdings
    claim = reviewing.judged_claim(holdings.address, request.path_params["id"])
    if not form.ours(request):
        return _form(request, claim, "This form had expired; please send it again.", 403)
    if not may(request, "coder"):
        return _form(request, claim, "To judge you must sign in as somebody who may.", 403)
    name = who_is(request) or plain(form.texts.get("name", ""))[:100]
    try:
        if form.texts.get("verdict") not in tuple(Verdict):
            raise WrongCall("choose one of the buttons")
        verdict = Verdict(form.texts["verdict"])
        value = corrected(claim, form.texts) if verdict == Verdict.CORRECTED else None
        note = plain(form.texts.get("note", ""))[:2000] or None
        reviewing.review(holdings.address, claim.id, verdict, by=name, note=note, value=value)
    except WrongCall as error:
        return _form(request, claim, str(error), 400)
    back = "" if verdict != Verdict.WITHDRAWN and form.texts.get("then") == "next" else claim.id
    response = RedirectResponse(f"/review/{back}" if back else _next(holdings, claim.id), 303)
    if name and not who_is(request):
        response.set_cookie(_NAME, quote(name), max_age=31_536_000, httponly=True, samesite="strict", path="/review")
    return response


def skip(request: Request) -> Response:
    """Goes to what waits behind a finding, without judging it."""
    return RedirectResponse(_next(request.app.state.holdings, request.path_params["id"]), 303)


def _next(holdings: Holdings, after: str) -> str:
    waiting = [claim.id for claim in reviewing.queue(holdings.address, _SHOWN)]
    behind = waiting[waiting.index(after) + 1 :] if after in waiting else waiting
    following = next(iter(behind), None)
    return f"/review/{following}" if following else "/review"
