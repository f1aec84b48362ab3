"""`/scenario`: an event in words, and who must, may or need not do what by when."""

import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.model import SetOff, WrongCall
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page, plain
from servanda.show.pages.tables import Table, as_file

ANSWERS = {"yes": "applies", "may": "may apply", "no": "says that there is no duty", "lapsed": "has lapsed"}


def scenario(request: Request) -> Response:
    """The form and its answer, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    text = plain(request.query_params.get("event", ""))[:300]
    moment = _moment(request.query_params.get("on", ""))
    trouble = ""
    found: tuple[SetOff, ...] = ()
    form = request.path_params.get("form")
    if text:
        try:
            found = holdings.scenario(text, moment)
        except WrongCall as error:
            if form:
                raise
            trouble = str(error)
    rows = [_row(holdings, answer) for answer in found]
    if form:
        keys = ("applies", "by", "to", "force", "due", "deadline", "action", "condition", "agreement", "title", "why", "sentence")
        return as_file(Table("scenario", keys, rows), form)
    spoken = [row for row in rows if row["commitment"]]
    groups = [(word, [row for row in spoken if row["applies"] == key]) for key, word in ANSWERS.items()]
    silent = [row for row in rows if row["commitment"] is None]
    response = page(
        request,
        "scenario.html",
        text=text,
        moment=moment,
        groups=[(word, group) for word, group in groups if group],
        silent=silent,
        trouble=trouble,
        any_answer=bool(rows),
    )
    if not request.query_params.get("on"):
        # The answer is about this very minute.
        response.headers["Cache-Control"] = "no-store"
    return response


def _moment(word: str) -> datetime.datetime:
    try:
        asked = datetime.datetime.fromisoformat(word) if word else datetime.datetime.now(datetime.UTC)
    except ValueError as error:
        raise WrongCall(f"{word!r} is no day or moment; one such as 2026-12-01 or 2026-12-01T09:00 was expected") from error
    return asked.replace(tzinfo=None, microsecond=0, second=0)


def _row(holdings: Holdings, answer: SetOff) -> dict[str, Any]:
    promise = answer.commitment
    text = holdings.text(answer.document) if promise else ""
    return {
        "applies": answer.applies,
        "by": promise.by if promise else (),
        "to": promise.to if promise else (),
        "force": str(promise.force) if promise else None,
        "action": promise.action if promise else None,
        "condition": promise.condition if promise else None,
        "deadline": answer.deadline,
        "due": answer.due,
        "agreement": answer.agreement,
        "document": answer.document,
        "title": plain(answer.title or holdings.titles().get(answer.agreement, "")),
        "why": answer.why,
        "commitment": promise.id if promise else None,
        "claim": holdings.catalogue().claims.get(promise.id) if promise else None,
        "sentence": plain(" … ".join(text[s.start : s.end] for s in promise.evidence)) if promise else "",
    }
