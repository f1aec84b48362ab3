"""`/due`: what falls due, from the rules of the texts, as a list, by month, and as a calendar file."""

import datetime
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.flow import tracking
from servanda.model import Due, WrongCall
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.month import beside, month_asked, sheet
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file

KINDS = {
    "expiry": "term ends",
    "notice": "last day for notice",
    "entry_into_force": "enters into force",
    "deadline": "deadline",
    "recurring": "due again",
}
_SHOWN = 300


def day_asked(request: Request) -> datetime.date:
    """The day that the visitor asks about; today without one."""
    word = request.query_params.get("on", "")
    try:
        return datetime.date.fromisoformat(word) if word else datetime.datetime.now(datetime.UTC).date()
    except ValueError as error:
        raise WrongCall(f"{word!r} is no day; one such as 2026-12-01 was expected") from error


def due(request: Request) -> Response:
    """The list, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    on = day_asked(request)
    wanted = request.query_params.get("status", "open")
    titles = holdings.titles()
    found = holdings.due(on)
    rows = [_row(item, titles) for item in found if wanted == "all" or _group(item.status) == wanted]
    form = request.path_params.get("form")
    if form:
        keys = ("first", "last", "status", "kind", "what", "agreement", "title", "words", "every", "why", "commitment")
        return as_file(Table("due", keys, rows), form)
    counts: dict[str, int] = {}
    for item in found:
        counts[_group(item.status)] = counts.get(_group(item.status), 0) + 1
    if request.query_params.get("view") == "calendar":
        month = month_asked(request.query_params.get("month", ""), on)
        return page(request, "due_month.html", weeks=sheet(rows, month), month=month, beside=beside(rows, month), kinds=KINDS)
    by_year = [(year, list(group)) for year, group in groupby(rows[:_SHOWN], key=lambda row: row["year"])]
    return page(
        request, "due.html", by_year=by_year, total=len(rows), shown=_SHOWN, on=on, wanted=wanted, counts=counts, kinds=KINDS
    )


def due_calendar(request: Request) -> Response:
    """The dates as an iCalendar file."""
    holdings: Holdings = request.app.state.holdings
    body = tracking.due_calendar(holdings.address, day_asked(request))
    return Response(
        body, media_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="due.ics"'}
    )


def _group(status: str) -> str:
    return {"upcoming": "open", "due": "open", "past": "past", "lapsed": "lapsed"}.get(status, "undated")


def _row(item: Due, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "first": item.first and item.first.isoformat(),
        "last": item.last and item.last.isoformat(),
        "year": str(item.first.year) if item.first else "No date can be computed",
        "status": item.status,
        "kind": item.kind,
        "agreement": item.agreement,
        "document": item.document,
        "title": plain(titles.get(item.agreement) or titles.get(item.document, "")),
        "words": plain(item.words),
        "what": plain(item.what),
        "every": item.every,
        "why": item.why,
        "commitment": item.commitment,
    }
