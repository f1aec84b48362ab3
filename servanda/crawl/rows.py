"""Readings as rows of six tables, and what their columns are. What a row leaves out stands in the document's `reading`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from servanda.crawl.page import BadRecord, Page
from servanda.model import Agreement, Commitment, Event, Reading, Span, Statement, as_json

TABLES = ("documents", "agreements", "commitments", "events", "statements", "problems")
Row = dict[str, Any]

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "documents": {
        **dict.fromkeys(("id", "kind", "title", "author", "published", "language", "address", "fetched", "file"), "text"),
        "offset": "integer",
        "score": "number",
        "words": "texts",
        "characters": "integer",
        "commitments": "integer",
        "text": "text",
        "reading": "text",
        "group": "text",
        "copies": "integer",
    },
    "agreements": {
        "document": "text",
        "number": "integer",
        "title": "text",
        "parties": "texts",
        "organisations": "texts",
        **dict.fromkeys(("status", "legal_form"), "text"),
        "binding": "truth",
        **dict.fromkeys(("signed", "signed_at", "in_force", "term", "until"), "text"),
    },
    "commitments": {
        "document": "text",
        "id": "text",
        "agreement": "integer",
        "by": "texts",
        "to": "texts",
        "force": "text",
        "areas": "texts",
        **dict.fromkeys(("action", "object", "condition", "deadline", "provision", "factuality", "attributed_to"), "text"),
        "hedges": "texts",
        "low": "text",
        "high": "text",
        "currency": "text",
        **dict.fromkeys(("start", "end"), "integer"),
        "words": "text",
    },
    "events": {
        **dict.fromkeys(("document", "id", "kind", "plover"), "text"),
        "actors": "texts",
        "targets": "texts",
        **dict.fromkeys(("date", "factuality", "attributed_to"), "text"),
        **dict.fromkeys(("start", "end"), "integer"),
        "words": "text",
    },
    "statements": {
        **dict.fromkeys(("document", "id", "speaker", "office", "affiliation", "date"), "text"),
        "direct": "truth",
        **dict.fromkeys(("start", "end"), "integer"),
        "words": "text",
    },
    "problems": {
        **dict.fromkeys(("file",), "text"),
        "offset": "integer",
        **dict.fromkeys(("address", "document", "code", "message"), "text"),
    },
}
"""The columns of each table and their kinds; docs/crawl.md says what each means."""

IN_PARTS = {"fingerprint": "bytes"}
"""What documents have beside these while the job runs."""


def document_row(reading: Reading, page: Page, score: float, words: Sequence[str], language: str) -> Row:
    """The row of a document; its group and copies are known only when all parts are."""
    document = reading.document
    return {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "author": document.author,
        "published": document.published,
        "language": document.language or language,
        "address": page.address,
        "fetched": page.date,
        "file": page.place.file,
        "offset": page.place.offset,
        "score": round(score, 2),
        "words": list(words),
        "characters": len(document.text),
        "commitments": len(reading.commitments),
        "text": document.text,
        "reading": json.dumps(as_json(reading), ensure_ascii=False, separators=(",", ":")),
        "group": None,
        "copies": 1,
    }


def finding_rows(reading: Reading) -> Iterator[tuple[str, Row]]:
    """(table, row) for everything that was found in a document."""
    text, identifier = reading.document.text, reading.document.id
    for number, agreement in enumerate(reading.agreements):
        yield "agreements", {"document": identifier, "number": number, **_agreement(agreement)}
    for commitment in reading.commitments:
        yield "commitments", {"document": identifier, **_commitment(commitment), **_place(commitment.evidence, text)}
    for event in reading.events:
        yield "events", {"document": identifier, **_event(event), **_place(event.evidence, text)}
    for statement in reading.statements:
        yield "statements", {"document": identifier, **_statement(statement), **_place(statement.evidence, text)}


def problem_row(bad: BadRecord) -> Row:
    """The row of a record that could not be read."""
    place = bad.place
    return {
        "file": place.file,
        "offset": place.offset,
        "address": bad.address,
        "document": None,
        "code": bad.code,
        "message": bad.message,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _place(evidence: tuple[Span, ...], text: str) -> Row:
    if not evidence:
        return {"start": None, "end": None, "words": None}
    start, end = evidence[0].start, evidence[-1].end
    return {"start": start, "end": end, "words": text[start:end]}


def _agreement(found: Agreement) -> Row:
    return {
        "title": found.title,
        "parties": list(found.parties),
        "organisations": list(found.organisations),
        "status": found.status,
        "legal_form": found.legal_form,
        "binding": found.binding,
        "signed": _text(found.signed.date),
        "signed_at": found.signed.place,
        "in_force": _text(found.in_force.date),
        "term": None if found.term.months is None else f"{found.term.months} months",
        "until": _text(found.term.until),
    }


def _commitment(found: Commitment) -> Row:
    amount = found.amounts[0] if found.amounts else None
    return {
        "id": found.id,
        "agreement": found.agreement,
        "by": list(found.by),
        "to": list(found.to),
        "force": found.force.value,
        "areas": list(found.areas),
        "action": found.action,
        "object": found.object,
        "condition": found.condition,
        "deadline": found.deadline,
        "provision": found.provision,
        "factuality": found.factuality,
        "attributed_to": found.attributed_to,
        "hedges": list(found.hedges),
        "low": None if amount is None or amount.low is None else format(amount.low, "f"),
        "high": None if amount is None or amount.high is None else format(amount.high, "f"),
        "currency": amount.currency if amount else None,
    }


def _event(found: Event) -> Row:
    return {
        "id": found.id,
        "kind": found.kind,
        "plover": found.plover,
        "actors": list(found.actors),
        "targets": list(found.targets),
        "date": _text(found.date),
        "factuality": found.factuality,
        "attributed_to": found.attributed_to,
    }


def _statement(found: Statement) -> Row:
    return {
        "id": found.id,
        "speaker": found.speaker,
        "office": found.office,
        "affiliation": found.affiliation,
        "date": _text(found.date),
        "direct": found.direct,
    }
