"""`/review/same` and `/review/codings`: pairs that may be one agreement, and where two coders differ; decisions on both."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.flow import coding, sameness
from servanda.model import Sameness, WrongCall
from servanda.show.pages.guard import Sent, sent
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.signing import may, who_is
from servanda.show.pages.tables import Table, as_file

_SHOWN = 50
_VERDICTS = ("confirmed", "rejected", "withdrawn")


def same(request: Request) -> Response:
    """Pairs that may be one agreement, and what was decided."""
    return _same(request)


def _same(request: Request, trouble: str = "", status: int = 200) -> Response:
    holdings: Holdings = request.app.state.holdings
    found = holdings.remembered("same", lambda: [e for e in sameness.suggested(holdings.address) if e.kind == "agreement"])
    decided = sameness.decided(holdings.address)
    form = request.path_params.get("form")
    if form:
        keys = ("a", "b", "verdict", "score", "reasons", "by", "at")
        return as_file(Table("same", keys, [_row(holdings, e) for e in (*found, *decided)]), form)
    return page(
        request,
        "review_same.html",
        status,
        rows=[_row(holdings, entry) for entry in found[:_SHOWN]],
        total=len(found),
        decided=[_row(holdings, entry) for entry in reversed(decided[-_SHOWN:])],
        name=who_is(request),
        may=may(request, "coder"),
        trouble=trouble,
    )


def _row(holdings: Holdings, entry: Sameness) -> dict[str, Any]:
    titles = holdings.titles()
    return {
        "a": entry.a,
        "b": entry.b,
        "titles": (plain(titles.get(entry.a, entry.a)), plain(titles.get(entry.b, entry.b))),
        "verdict": entry.verdict,
        "score": round(entry.score, 2),
        "reasons": entry.reasons,
        "by": entry.by,
        "at": entry.at,
    }


async def decide_same(request: Request) -> Response:
    """Enters a decision on a pair."""
    return await run_in_threadpool(_decide_same, request, await sent(request))


def _decide_same(request: Request, form: Sent) -> Response:
    refusal = _refusal(request, form)
    if refusal:
        return _same(request, refusal, 403)
    holdings: Holdings = request.app.state.holdings
    a, b, verdict = (form.texts.get(part, "") for part in ("a", "b", "verdict"))
    try:
        if verdict not in _VERDICTS:
            raise WrongCall("choose one of the buttons")
        sameness.decide(holdings.address, a, b, verdict, by=_name(request, form), note=_note(form))
    except WrongCall as error:
        return _same(request, str(error), 400)
    return RedirectResponse("/review/same", 303)


def codings(request: Request) -> Response:
    """What was coded by whom, how far coders agree, and where they differ."""
    return _codings(request)


def _codings(request: Request, trouble: str = "", status: int = 200) -> Response:
    holdings: Holdings = request.app.state.holdings
    open_only = request.query_params.get("show") != "all"
    rounds = coding.rounds(holdings.address)
    # Codes that may not be seen yet are not asked for.
    seen = any(row["open"] for row in rounds)
    found = coding.differences(holdings.address, all_of_them=not open_only) if seen else []
    titles = holdings.titles()
    rows = [
        {
            "document": entry.document,
            "title": plain(titles.get(entry.document, entry.document)),
            "unit": entry.unit,
            "field": entry.field,
            "codes": dict(entry.codes),
            "words": plain(entry.words),
            "resolved": entry.resolved,
            "by": entry.by,
        }
        for entry in found
    ]
    form = request.path_params.get("form")
    if form:
        return as_file(Table("codings", ("document", "title", "unit", "field", "codes", "words", "resolved", "by"), rows), form)
    return page(
        request,
        "review_codings.html",
        status,
        rows=rows[:_SHOWN],
        total=len(rows),
        rounds=rounds,
        agreement=coding.agreement(holdings.address) if seen else [],
        open_only=open_only,
        name=who_is(request),
        may=may(request, "coder"),
        trouble=trouble,
    )


async def settle_codes(request: Request) -> Response:
    """Enters what coders agreed on."""
    return await run_in_threadpool(_settle_codes, request, await sent(request))


def _settle_codes(request: Request, form: Sent) -> Response:
    refusal = _refusal(request, form)
    if refusal:
        return _codings(request, refusal, 403)
    holdings: Holdings = request.app.state.holdings
    document, unit, field = (form.texts.get(part, "") for part in ("document", "unit", "field"))
    value = plain(form.texts.get("other", "")) or plain(form.texts.get("value", ""))
    try:
        coding.resolve(holdings.address, document, unit, field, value, by=_name(request, form), note=_note(form))
    except WrongCall as error:
        return _codings(request, str(error), 400)
    return RedirectResponse("/review/codings", 303)


def _refusal(request: Request, form: Sent) -> str:
    if not form.ours(request):
        return "This form had expired; please send it again."
    return "" if may(request, "coder") else "To decide you must sign in as somebody who may."


def _name(request: Request, form: Sent) -> str:
    name = who_is(request) or plain(form.texts.get("name", ""))[:100]
    if not name:
        raise WrongCall("a decision needs a name")
    return name


def _note(form: Sent) -> str | None:
    return plain(form.texts.get("note", ""))[:2000] or None
