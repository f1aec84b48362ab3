"""The web application: which page answers at which address."""

from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from servanda.flow.address import Address
from servanda.model import ServandaError, WrongCall
from servanda.show.pages import (
    adding,
    agreements,
    api,
    barometer,
    commitments,
    comparing,
    deadlines,
    disagreeing,
    home,
    judging,
    lineage,
    money,
    pins,
    scenarios,
    signing,
)
from servanda.show.pages.accounts import Account
from servanda.show.pages.guard import Guard
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.picture_answers import PICTURES
from servanda.show.pages.remembering import Pages, remembered
from servanda.show.pages.rendering import page
from servanda.show.pages.tables import FORMS

LARGEST = 20_000_000
"""Bytes of an upload."""
DRAWN = ("agreements", "commitments", "ledger")
"""Pages with a picture."""
Endpoint = Callable[[Request], Response]
LOCAL = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})


def application(
    address: Address,
    *,
    hosts: frozenset[str] | None = LOCAL,
    accounts: Mapping[str, Account] | None = None,
    private: bool = False,
) -> Starlette:
    """The application on a register. `hosts`: the names under which it may be asked; None for any. `accounts`: who may write;
    None where everybody who can reach it may. `private`: only they may read.
    """
    door = signing.Door(accounts, private=private)
    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(Guard, hosts=hosts, largest=LARGEST),
            Middleware(signing.Gate, door=door),
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=5),
        ],
        exception_handlers={WrongCall: _wrong, ServandaError: _wrong, HTTPException: _refused, Exception: _broken},
    )
    app.state.holdings = Holdings(address)
    app.state.door = door
    app.state.pages = Pages()
    app.state.drafts = adding.Drafts()
    app.state.largest = LARGEST
    return app


class _Files(StaticFiles):
    """Our own files; an address with the file's hash in it may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if scope["query_string"] else "no-cache"
        return response


def routes() -> list[Route | Mount]:
    """Every address."""
    tables: Mapping[str, Endpoint] = {
        "agreements": agreements.agreements,
        "documents": agreements.documents,
        "commitments": commitments.commitments,
        "compare": comparing.compare,
        "compare/genealogy": lineage.genealogy,
        "ledger": money.ledger,
        "ledger/flows": money.flows,
        "due": deadlines.due,
        "review": judging.review,
        "pins": pins.pins,
        "scenario": scenarios.scenario,
        "barometer": barometer.barometer,
    }
    made: list[Route | Mount] = [
        Route("/", remembered(home.home)),
        Route("/search", remembered(home.search)),
        Route("/healthz", home.health),
        Mount("/static", _Files(directory=Path(__file__).parent / "static")),
    ]
    for name, endpoint in tables.items():
        made.append(Route(f"/{name}", remembered(endpoint)))
        forms = (*FORMS, *PICTURES) if name in DRAWN else FORMS
        made += [Route(f"/{name}.{form}", _with_form(endpoint, form), name=f"{name}_{form}") for form in forms]
    made += [Route(f"/api{operation.address}", _with_form(operation.endpoint, "json")) for operation in api.OPERATIONS]
    return [
        *made,
        Route("/api", remembered(api.about)),
        Route("/api/openapi.json", api.openapi),
        Route("/review/same", disagreeing.same),
        Route("/review/same", disagreeing.decide_same, methods=["POST"]),
        *(Route(f"/review/same.{form}", _with_form(disagreeing.same, form)) for form in FORMS),
        Route("/review/codings", disagreeing.codings),
        Route("/review/codings", disagreeing.settle_codes, methods=["POST"]),
        *(Route(f"/review/codings.{form}", _with_form(disagreeing.codings, form)) for form in FORMS),
        Route("/review/{id}", judging.review_one),
        Route("/review/{id}", judging.judge, methods=["POST"]),
        Route("/review/{id}/skip", judging.skip),
        Route("/add", adding.add),
        Route("/add", adding.read_sent, methods=["POST"]),
        Route("/add/keep", adding.keep, methods=["POST"]),
        Route("/sign-in", signing.sign_in),
        Route("/sign-in", signing.signed_in, methods=["POST"]),
        Route("/sign-out", signing.sign_out, methods=["POST"]),
        Route("/compare/genealogy.svg", _with_form(lineage.genealogy, "svg")),
        Route("/due.ics", deadlines.due_calendar),
        *(Route(f"/pins.{form}", _with_form(pins.pins, form)) for form in pins.DOCUMENTS),
        Route("/agreements/{id}.json", agreements.reading_file),
        Route("/documents/{id}.json", agreements.reading_file),
        Route("/agreements/{id}", remembered(agreements.agreement)),
        Route("/documents/{id}", remembered(agreements.document)),
    ]


def _with_form(endpoint: Endpoint, form: str) -> Endpoint:
    def answer(request: Request) -> Response:
        request.path_params["form"] = form
        return endpoint(request)

    return answer


def _asks_for_json(request: Request) -> bool:
    return request.url.path.endswith(".json") or request.url.path.startswith("/api")


def _told(request: Request, status: int, heading: str, message: str) -> Response:
    if _asks_for_json(request):
        return JSONResponse({"error": message}, status)
    return page(request, "trouble.html", status, heading=heading, message=message)


def _wrong(request: Request, error: Exception) -> Response:
    status = 404 if "is no id" in str(error) or "is no claim" in str(error) else 400
    return _told(request, status, "This cannot be shown", str(error))


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = "There is no page at this address." if status == 404 else str(getattr(error, "detail", error))
    return _told(request, status, "Not found" if status == 404 else "Not possible", message)


def _broken(request: Request, error: Exception) -> Response:
    return _told(request, 500, "Something broke", "The program made a mistake; its log says which.")
