"""A register as JSON-LD: agreements as schema.org `Legislation`, claims with their origin in PROV, places as Web Annotations.

schema.org has no words for parties of a treaty, commitments and their force: those are our own (`sv:`), beside its words.
What people decided is a PROV activity of a person, what was read one of the program.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from servanda.model import Agreement, Claim, Commitment, Reading, Span, as_json

CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "sv": "urn:servanda:terms:",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "wasRevisionOf": {"@id": "prov:wasRevisionOf", "@type": "@id"},
    "about": {"@type": "@id"},
    "legislationLegalForce": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "isPartOf": {"@type": "@id"},
    "encodesLegislation": {"@type": "@id"},
}
_LEGAL_FORCE = {
    "in_force": "https://schema.org/InForce",
    "terminated": "https://schema.org/NotInForce",
    "expected": "https://schema.org/NotInForce",
    "proposed": "https://schema.org/NotInForce",
    "suspended": "https://schema.org/PartiallyInForce",
}
"""`LegalForceStatus`. A signed agreement may or may not be in force: of it nothing is said."""
Node = dict[str, Any]


def file_of(nodes: Iterator[Node]) -> Iterator[str]:
    """The pieces of a JSON-LD file, node by node."""
    yield '{"@context": ' + json.dumps(CONTEXT, ensure_ascii=False) + ',\n"@graph": ['
    for number, node in enumerate(nodes):
        yield ("\n" if not number else ",\n") + json.dumps(node, ensure_ascii=False)
    yield "\n]}\n"


def nodes_of(found: Reading, claims: Sequence[Claim], same: Mapping[str, str]) -> Iterator[Node]:
    """All nodes of a document: the text, agreements with provisions, commitments, events, statements, flows, and claims."""
    document = found.document
    yield _plain(
        {
            "@id": _id("document", document.id),
            "@type": ["LegislationObject" if document.kind == "agreement" else "Article", "prov:Entity"],
            "name": document.title,
            "author": document.author,
            "datePublished": document.published,
            "inLanguage": document.language,
            "url" if "://" in document.origin else "sv:origin": document.origin,
            "encodesLegislation": _id("agreement", found.agreements[0].id) if _is_text(found) else None,
        }
    )
    facts: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.kind == "agreement":
            facts.setdefault(claim.subject, []).append(claim)
    for index, agreement in enumerate(found.agreements):
        yield _agreement(found, agreement, facts.get(agreement.id, []), same, whole=index == 0 and _is_text(found))
    promises = iter(found.commitments)
    for claim in claims:
        if claim.kind != "agreement":
            yield _finding(claim, next(promises) if claim.kind == "commitment" else None)
        yield _claim(claim)


def agents_of(claims: Sequence[Claim]) -> Iterator[Node]:
    """Who says so: the program and its version, an import, or a person."""
    for reader in dict.fromkeys(claim.reader for claim in claims):
        kind = "prov:SoftwareAgent" if reader.startswith(("servanda", "import", "starter")) else "prov:Person"
        yield {"@id": _id("agent", reader), "@type": ["prov:Agent", kind], "name": reader}


def _is_text(found: Reading) -> bool:
    return found.document.kind == "agreement" and bool(found.agreements)


def _agreement(found: Reading, agreement: Agreement, facts: Sequence[Claim], same: Mapping[str, str], *, whole: bool) -> Node:
    parts = [
        _plain(
            {
                "@id": f"{_id('agreement', agreement.id)}#{entry.path}",
                "@type": "Legislation",
                "legislationIdentifier": entry.path,
                "legislationType": entry.kind,
                "name": entry.heading,
                "position": entry.number,
            }
        )
        for entry in (found.outline if whole else ())
    ]
    return _plain(
        {
            "@id": _id("agreement", agreement.id),
            "@type": ["Legislation", "prov:Entity"],
            "legislationIdentifier": agreement.id,
            "name": agreement.title,
            "legislationType": agreement.legal_form,
            "legislationDate": str(agreement.signed.date) if agreement.signed.date else None,
            "locationCreated": agreement.signed.place,
            "legislationLegalForce": _LEGAL_FORCE.get(agreement.status or ""),
            "inLanguage": list(agreement.languages),
            "temporalCoverage": _coverage(facts),
            "sv:status": agreement.status,
            "sv:party": [{"@type": "Country", "identifier": code} for code in agreement.parties]
            + [{"@type": "Organization", "identifier": code} for code in agreement.organisations],
            "sv:binding": agreement.binding,
            "sv:inForceDate": str(agreement.in_force.date) if agreement.in_force.date else None,
            "sv:termMonths": agreement.term.months,
            "sv:noticeMonths": agreement.termination_notice_months,
            "hasPart": parts,
            "sameAs": _id("agreement", same[agreement.id]) if agreement.id in same else None,
            "wasDerivedFrom": _id("document", found.document.id),
        }
    )


def _coverage(facts: Sequence[Claim]) -> str | None:
    """From when until when it holds, as an ISO 8601 interval."""
    if not facts or not facts[0].valid_from:
        return None
    return f"{facts[0].valid_from}/{facts[0].valid_until or '..'}"


def _finding(claim: Claim, promise: Commitment | None) -> Node:
    plain = as_json(claim.value)
    values = {
        f"sv:{key}": value for key, value in plain.items() if key not in ("id", "evidence", "lead", "agreement", "legalization")
    }
    node = {"@id": _id(claim.kind, claim.value["id"]), "@type": [f"sv:{claim.kind.capitalize()}", "prov:Entity"], **values}
    if promise is not None and claim.subject != claim.document:
        node["isPartOf"] = _id("agreement", claim.subject)
    return _plain({**node, "wasDerivedFrom": _id("document", claim.document)})


def _claim(claim: Claim) -> Node:
    about = _id("agreement", claim.subject) if claim.kind == "agreement" else _id(claim.kind, claim.value["id"])
    return _plain(
        {
            "@id": _id("claim", claim.id),
            "@type": ["sv:Claim", "oa:Annotation", "prov:Entity"],
            "about": about,
            "sv:field": claim.field,
            "sv:value": claim.value if claim.kind == "agreement" and not isinstance(claim.value, list) else None,
            "sv:confidence": claim.confidence,
            "sv:verdict": claim.verdict,
            "sv:validFrom": claim.valid_from,
            "sv:validUntil": claim.valid_until,
            "sv:lastSeen": claim.last_seen,
            "generatedAtTime": claim.first_seen,
            "wasAttributedTo": _id("agent", claim.reader),
            "wasDerivedFrom": _id("document", claim.document),
            "oa:hasTarget": [_target(claim.document, span) for span in claim.evidence],
        }
    )


def _target(document: str, span: Span) -> Node:
    selector = {"@type": "oa:TextPositionSelector", "oa:start": span.start, "oa:end": span.end}
    return {"oa:hasSource": {"@id": _id("document", document)}, "oa:hasSelector": selector}


def _id(kind: str, name: str) -> str:
    return f"urn:servanda:{kind}:" + "".join(c if c.isalnum() and c.isascii() else f"%{ord(c):02X}" for c in name)


def _plain(node: Node) -> Node:
    """The node without what is not known."""
    return {key: value for key, value in node.items() if value is not None and value != []}
