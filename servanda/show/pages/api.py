"""`/api`: the same questions as JSON, and their description as OpenAPI."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from servanda.model import Force
from servanda.show.pages import agreements, barometer, commitments, comparing, deadlines, home, judging, money, scenarios
from servanda.show.pages.rendering import page
from servanda.version import VERSION


@dataclass(frozen=True, slots=True)
class Parameter:
    """A part of a question: `schema` as JSON Schema."""

    name: str
    about: str
    schema: Mapping[str, Any]
    required: bool = False
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Operation:
    """A question: its address below `/api`, what it gives, and its parameters."""

    address: str
    about: str
    parameters: tuple[Parameter, ...]
    answers: Mapping[str, Any]
    endpoint: Any


_TEXT: Mapping[str, Any] = {"type": "string"}
_DAY: Mapping[str, Any] = {"type": "string", "format": "date"}
_FORCE: Mapping[str, Any] = {"type": "string", "enum": [force.value for force in Force]}
_ROWS: Mapping[str, Any] = {"type": "array", "items": {"type": "object"}}


def _text(name: str, about: str, *, required: bool = False) -> Parameter:
    return Parameter(name, about, _TEXT, required)


_ID = Parameter("id", "the id of an agreement or a document, or its beginning", _TEXT, True, "path")
_WORDS = _text("q", "words that all stand in it")
_ON = Parameter("on", "the day asked about; today without it", _DAY)
_MONEY = (
    Parameter("by", "what the totals are grouped by, beside the stage", {"type": "string", "enum": [*money.KEYS, "none"]}),
    _text("currency", "only this currency"),
    Parameter("convert", "convert every sum into this currency", {"type": "string", "pattern": "^[A-Za-z]{3}$"}),
    Parameter("constant", "convert with the rates of this day", _DAY),
)

OPERATIONS = (
    Operation(
        "/agreements",
        "Agreements that pass all filters",
        (
            _WORDS,
            _text("party", "the code of a party"),
            _text("area", "a key of the codebook"),
            _text("form", "legal form"),
            _text("status", "status"),
            Parameter("force", "has commitments of this force", _FORCE),
            Parameter("sort", "newest first without it", {"type": "string", "enum": ["title"]}),
        ),
        _ROWS,
        agreements.agreements,
    ),
    Operation("/agreements/{id}", "The reading that an agreement stands in", (_ID,), {"type": "object"}, agreements.reading_file),
    Operation("/documents", "Documents", (_WORDS, _text("kind", "agreement, report or other")), _ROWS, agreements.documents),
    Operation("/documents/{id}", "The reading of a document", (_ID,), {"type": "object"}, agreements.reading_file),
    Operation("/search", "Documents with all of the words, the best first", (_WORDS,), _ROWS, home.search),
    Operation(
        "/commitments",
        "Commitments that pass all filters, each with its sentence",
        (
            _WORDS,
            Parameter("force", "how firm", _FORCE),
            _text("area", "a key of the codebook"),
            _text("by", "the code of who promises"),
            _text("to", "the code of who is promised to"),
            _text("agreement", "the id of the agreement"),
            Parameter("has", "what it has", {"type": "string", "enum": list(commitments.HAS)}),
            _text("factuality", "certain, probable, possible or denied"),
        ),
        _ROWS,
        commitments.commitments,
    ),
    Operation(
        "/compare",
        "The matrix of agreements against areas; with `a` and `b` two agreements promise by promise",
        (_text("a", "an id"), _text("b", "an id")),
        _ROWS,
        comparing.compare,
    ),
    Operation("/ledger", "Money at its stages, in totals", _MONEY, _ROWS, money.ledger),
    Operation(
        "/ledger/flows",
        "The flows of a total, or those that do not count",
        (
            Parameter("stage", "the stage", {"type": "string", "enum": list(money.STAGES)}),
            _text("donor", "the code of the donor"),
            Parameter("where", "that do not count", {"type": "string", "enum": ["left_out", "suspense", "unconverted"]}),
            *_MONEY[1:],
        ),
        _ROWS,
        money.flows,
    ),
    Operation(
        "/due",
        "What falls due, from the rules of the texts",
        (_ON, Parameter("status", "which", {"type": "string", "enum": ["open", "past", "lapsed", "undated", "all"]})),
        _ROWS,
        deadlines.due,
    ),
    Operation(
        "/scenario",
        "What an event would set off",
        (_text("event", "the event in words, such as: armed attack on UKR"), _ON),
        _ROWS,
        scenarios.scenario,
    ),
    Operation(
        "/barometer", "Promise held against delivery", (_ON, _text("party", "the code of a party")), _ROWS, barometer.barometer
    ),
    Operation("/review", "What waits for a person's judgement", (), _ROWS, judging.review),
)


def openapi(request: Request) -> Response:
    """The description of the API."""
    return JSONResponse(description())


def description() -> dict[str, Any]:
    """The API as an OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Servanda",
            "version": VERSION,
            "description": "Who promised what to whom, how firmly, and was it kept. The words are those of the command line.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/api"}],
        "paths": {operation.address: {"get": _described(operation)} for operation in OPERATIONS},
        "components": {"schemas": {"Error": {"type": "object", "required": ["error"], "properties": {"error": _TEXT}}}},
    }


def _described(operation: Operation) -> dict[str, Any]:
    error = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    return {
        "summary": operation.about,
        "operationId": operation.address.strip("/").replace("/", "_").replace("{id}", "one"),
        "parameters": [
            {"name": p.name, "in": p.place, "description": p.about, "required": p.required, "schema": p.schema}
            for p in operation.parameters
        ],
        "responses": {
            "200": {"description": "the answer", "content": {"application/json": {"schema": operation.answers}}},
            "400": {"description": "the question has no meaning"} | error,
            "404": {"description": "there is no such thing"} | error,
        },
    }


def about(request: Request) -> Response:
    """The page about the API."""
    return page(request, "api.html", operations=OPERATIONS)
