"""A document of a register as rows of flat tables, in the usual forms of coding projects.

A row an agreement, a row a provision, a row a commitment. Lists are joined by semicolons; every row has the ids that lead
back to its sentence.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from servanda.exchange.flat_columns import (
    AGREEMENTS,
    AMOUNTS,
    AREAS,
    COMMITMENTS,
    DOCUMENTS,
    EVENTS,
    FACTS,
    FLOWS,
    PARTIES,
    PROVISIONS,
    STATEMENTS,
    Cell,
    Row,
)
from servanda.model import Agreement, Amount, Claim, Commitment, Document, Force, Reading, Span, as_json

_FIRMEST = tuple(
    Force(name) for name in ("obligation", "prohibition", "commitment", "intention", "permission", "denial", "declaration")
)


def flat_rows(found: Reading, claims: Sequence[Claim], added: str, same: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    """(name of the table, row) for all that a document holds.

    `claims` are those of the reading, in its order; `same` maps an agreement to the one that people say it is.
    """
    document = found.document
    yield DOCUMENTS.name, _document(document, added)
    by_kind: dict[str, list[Claim]] = {}
    facts: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.kind == "agreement":
            facts.setdefault(claim.subject, []).append(claim)
        else:
            by_kind.setdefault(claim.kind, []).append(claim)
    for index, agreement in enumerate(found.agreements):
        theirs = [c for c in found.commitments if c.agreement == index]
        yield from _agreement_rows(found, index, agreement, theirs, facts.get(agreement.id, []), same)
    yield from _provisions(found)
    text = document.text
    for promise, claim in zip(found.commitments, by_kind.get("commitment", ()), strict=True):
        of = _agreement_of(found, promise.agreement)
        ids: Row = {"document_id": document.id, "agreement_id": of}
        yield COMMITMENTS.name, {**_commitment(promise), **ids, **_source(claim, text)}
        for position, amount in enumerate(promise.amounts):
            yield AMOUNTS.name, {"commitment_id": promise.id, "position": position, **_money(amount)}
    for event, claim in zip(found.events, by_kind.get("event", ()), strict=True):
        row: dict[str, Cell] = {"event_id": event.id, "kind": event.kind, "plover": event.plover, "actors": _list(event.actors)}
        row |= {"targets": _list(event.targets), "event_date": _text(event.date), "factuality": event.factuality}
        row |= {"attributed_to": event.attributed_to, "document_id": document.id, "same_as": same.get(claim.id)}
        yield EVENTS.name, row | _source(claim, text)
    for statement, claim in zip(found.statements, by_kind.get("statement", ()), strict=True):
        said: dict[str, Cell] = {"statement_id": statement.id, "speaker": statement.speaker, "office": statement.office}
        said |= {"affiliation": statement.affiliation, "statement_date": _text(statement.date), "direct": statement.direct}
        yield STATEMENTS.name, said | {"document_id": document.id} | _source(claim, text)
    for flow, claim in zip(found.flows, by_kind.get("flow", ()), strict=True):
        paid: dict[str, Cell] = {
            "flow_id": flow.id,
            "stage": flow.stage.value,
            "by_codes": _list(flow.by),
            "to_codes": _list(flow.to),
        }
        paid |= {"flow_date": _text(flow.date), "category": flow.category, "factuality": str(flow.factuality)}
        paid |= {"quantity": flow.quantity.text if flow.quantity else None, "attributed_to": flow.attributed_to}
        yield FLOWS.name, paid | _money(flow.amount) | {"document_id": document.id} | _source(claim, text)


def _agreement_of(found: Reading, index: int | None) -> str | None:
    return found.agreements[index].id if index is not None and index < len(found.agreements) else None


def _document(document: Document, added: str) -> Row:
    plain = {f.name: getattr(document, f.name) for f in fields(Document) if f.name != "id"}
    return {"document_id": document.id, **plain, "added": added, "characters": len(document.text)}


def _agreement_rows(
    found: Reading,
    index: int,
    agreement: Agreement,
    promises: Sequence[Commitment],
    facts: Sequence[Claim],
    same: Mapping[str, str],
) -> Iterator[tuple[str, Row]]:
    own = index == 0 and found.document.kind == "agreement"
    row: dict[str, Cell] = {
        "agreement_id": agreement.id,
        "document_id": found.document.id,
        "document_kind": found.document.kind,
        "same_as": same.get(agreement.id),
        "parties": _list(agreement.parties),
        "organisations": _list(agreement.organisations),
        "n_parties": len(agreement.parties) + len(agreement.organisations),
        "signed_date": _text(agreement.signed.date),
        "signed_year": agreement.signed.date.year if agreement.signed.date else None,
        "signed_place": agreement.signed.place,
        "signed_occasion": agreement.signed.occasion,
        "in_force_date": _text(agreement.in_force.date),
        "in_force_rule": agreement.in_force.rule,
        "term_months": agreement.term.months,
        "term_until": _text(agreement.term.until),
        "term_rule": agreement.term.rule,
        "notice_months": agreement.termination_notice_months,
        "languages": _list(agreement.languages),
        "valid_from": facts[0].valid_from if facts else None,
        "valid_until": facts[0].valid_until if facts else None,
        "n_provisions": len(found.outline) if own else None,
        "n_articles": sum(p.kind == "article" for p in found.outline) if own else None,
        "n_commitments": len(promises),
    }
    for name in AGREEMENTS.columns:
        if name.name not in row and hasattr(agreement, name.name):
            row[name.name] = getattr(agreement, name.name)
    row |= {f"n_{force.value}": sum(c.force == force for c in promises) for force in Force}
    scored = [c.legalization for c in promises if c.legalization]
    if scored:
        for score in ("obligation", "precision", "delegation"):
            row[score] = round(sum(getattr(entry, score) for entry in scored) / len(scored), 4)
    yield AGREEMENTS.name, row
    parties = [(code, False) for code in agreement.parties] + [(code, True) for code in agreement.organisations]
    for position, (code, organisation) in enumerate(parties):
        party: dict[str, Cell] = {"agreement_id": agreement.id, "party": code, "same_as": same.get(code)}
        yield PARTIES.name, party | {"is_organisation": organisation, "position": position}
    for area in sorted({area for promise in promises for area in promise.areas}):
        of_area = [promise.force for promise in promises if area in promise.areas]
        firmest = min(of_area, key=_FIRMEST.index)
        yield AREAS.name, {"agreement_id": agreement.id, "area": area, "n_commitments": len(of_area), "firmest": firmest.value}
    for claim in facts:
        plain = claim.value if isinstance(claim.value, str) else json.dumps(claim.value, ensure_ascii=False)
        fact: Row = {"agreement_id": agreement.id, "document_id": found.document.id, "field": claim.field, "value": plain}
        yield FACTS.name, {**fact, **_source(claim, found.document.text)}


def _provisions(found: Reading) -> Iterator[tuple[str, Row]]:
    of = found.agreements[0].id if found.agreements and found.document.kind == "agreement" else None
    counted: dict[str, int] = {}
    for promise in found.commitments:
        counted[promise.provision or ""] = counted.get(promise.provision or "", 0) + 1
    for entry in found.outline:
        row: dict[str, Cell] = {"document_id": found.document.id, "agreement_id": of, "provision": entry.path, "kind": entry.kind}
        row |= {"number": entry.number, "heading": entry.heading, "n_commitments": counted.get(entry.path, 0)}
        yield PROVISIONS.name, row | _place((Span(entry.start, entry.end),), found.document.text)


def _commitment(promise: Commitment) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "commitment_id": promise.id,
        "provision": promise.provision,
        "by_codes": _list(promise.by),
        "by_words": promise.by_words,
        "to_codes": _list(promise.to),
        "to_words": promise.to_words,
        "force": promise.force.value,
        "force_words": promise.force_words,
        "hedges": _list(promise.hedges),
        "areas": _list(promise.areas),
        "action": promise.action,
        "object": promise.object,
        "condition": promise.condition,
        "deadline": promise.deadline,
        "factuality": str(promise.factuality),
        "attributed_to": promise.attributed_to,
        "n_amounts": len(promise.amounts),
        "quantities": _list(quantity.text for quantity in promise.quantities),
    }
    row |= _money(promise.amounts[0] if promise.amounts else None)
    if promise.legalization:
        row |= {name: getattr(promise.legalization, name) for name in ("obligation", "precision", "delegation")}
    return row


def _money(amount: Amount | None) -> dict[str, Cell]:
    if amount is None:
        return {}
    return {
        "amount_low": amount.low,
        "amount_high": amount.high,
        "currency": amount.currency,
        "amount_bound": amount.bound,
        "amount_period": amount.period,
        "amount_words": amount.text,
    }


def _source(claim: Claim, text: str) -> dict[str, Cell]:
    names = ("reader", "confidence", "first_seen", "last_seen", "valid_from", "valid_until", "verdict")
    return {"claim_id": claim.id, **{name: getattr(claim, name) for name in names}, **_place(claim.evidence, text)}


def _place(spans: Sequence[Span], text: str) -> dict[str, Cell]:
    if not spans:
        return {}
    words = " … ".join(text[span.start : span.end] for span in spans)
    return {"start_at": spans[0].start, "end_at": spans[0].end, "words": " ".join(words.split())}


def _list(values: Iterable[object]) -> str | None:
    return "; ".join(map(str, values)) or None


def _text(value: Any) -> str | None:
    return None if value is None else str(as_json(value))
