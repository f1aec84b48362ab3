"""IATI 2.03 activities and transactions, in and out (International Aid Transparency Initiative, activity standard).

An activity becomes a document with a line for each transaction, so that a sum opens its line. Transaction types become
stages: outgoing pledge (12) `pledged`, outgoing commitment (2) `allocated`, disbursement (3) and expenditure (4) `disbursed`.
Other types (incoming funds, loan repayments ...) are kept as lines but are no flows.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import IO

import iso3166
from lxml import etree

from servanda.exchange.record import Record
from servanda.model import Amount, BadInput, Factuality, Flow, PartialDate, Problem, Reading, Span, Stage, finding_id

VERSION = "2.03"
STAGE_OF_TYPE: Mapping[str, Stage] = {"12": Stage.PLEDGED, "2": Stage.ALLOCATED, "3": Stage.DISBURSED, "4": Stage.DISBURSED}
TYPE_OF_STAGE: Mapping[Stage, str] = {Stage.PLEDGED: "12", Stage.ALLOCATED: "2", Stage.DISBURSED: "3", Stage.DELIVERED: "4"}
_TYPE_NAMES = {"12": "outgoing pledge", "2": "outgoing commitment", "3": "disbursement", "4": "expenditure"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def iati(source: str | IO[bytes], origin: str) -> Iterator[Reading]:
    """One reading for each activity of a file, one after the other, so that memory stays flat.

    BadInput says where the XML breaks off; what was read until then has been yielded.
    """
    found = 0
    try:
        events = etree.iterparse(
            source, events=("end",), tag="iati-activity", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        for _, element in events:
            found += 1
            yield _activity(element, origin, found)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, OSError) as error:
        raise BadInput(origin, f"not well-formed XML after {found} activities: {error}") from error
    if not found:
        raise BadInput(origin, "no <iati-activity> in this file; is it an IATI 2 activity file?")


Parts = Mapping[str, etree._Element]
"""The first child element of each name."""


def _parts(element: etree._Element) -> Parts:
    return {str(child.tag): child for child in reversed(element)}


def _words(element: etree._Element | None) -> str:
    """An element's narrative, or its own text."""
    if element is None:
        return ""
    told = element.text or ""
    for child in element:
        if child.tag == "narrative":
            told = child.text or ""
            break
    return " ".join(told.split())


def _attribute(parts: Parts, name: str, attribute: str) -> str:
    child = parts.get(name)
    return "" if child is None else child.get(attribute) or ""


def _organisation(element: etree._Element | None) -> str:
    return "" if element is None else f"{element.get('ref') or ''} {_words(element)}".strip()


@dataclass(frozen=True, slots=True)
class _Activity:
    """What an activity's transactions inherit from it."""

    identifier: str
    title: str | None
    reporter: etree._Element | None
    recipients: tuple[str, ...]
    sector: str
    currency: str


def _inherited(element: etree._Element) -> _Activity:
    parts = _parts(element)
    return _Activity(
        identifier=_words(parts.get("iati-identifier")),
        title=_words(parts.get("title")) or None,
        reporter=parts.get("reporting-org"),
        recipients=_codes(element),
        sector=_attribute(parts, "sector", "code"),
        currency=element.get("default-currency") or "",
    )


def _activity(element: etree._Element, origin: str, number: int) -> Reading:
    record, activity = Record(), _inherited(element)
    for label, told in (
        ("identifier", activity.identifier),
        ("title", activity.title),
        ("reporting organisation", _organisation(activity.reporter)),
        ("recipient", ", ".join(activity.recipients)),
    ):
        if told:
            record.line(label, told)
    transactions = [(child, _parts(child)) for child in element.iterfind("transaction")]
    places = [record.line("transaction", _line(parts, activity)) for _, parts in transactions]
    document = record.document(f"{origin}#{activity.identifier or number}", activity.title)
    flows: list[Flow] = []
    problems: list[Problem] = []
    for k, ((child, parts), place) in enumerate(zip(transactions, places, strict=True)):
        try:
            flow = _flow(f"{document.id}-{k}", activity, child, parts, place)
        except (ValueError, InvalidOperation) as error:
            problems.append(Problem("transaction_not_read", str(error) or "not a number", place.start, place.end))
            continue
        if flow:
            flows.append(flow)
    return Reading(document, flows=tuple(flows), problems=tuple(problems))


def _line(parts: Parts, activity: _Activity) -> str:
    kind = _attribute(parts, "transaction-type", "code")
    told = (
        _TYPE_NAMES.get(kind) or f"type {kind or 'not given'}",
        _attribute(parts, "transaction-date", "iso-date"),
        _attribute(parts, "value", "currency") or activity.currency,
        _words(parts.get("value")),
        _words(parts.get("description")),
        _organisation(parts.get("provider-org")),
        _organisation(parts.get("receiver-org")),
    )
    return "; ".join(filter(None, told))


def _flow(name: str, activity: _Activity, transaction: etree._Element, parts: Parts, place: Span) -> Flow | None:
    stage = STAGE_OF_TYPE.get(_attribute(parts, "transaction-type", "code"))
    if stage is None:
        return None
    written = _words(parts.get("value"))
    sum_, told = Decimal(written), _attribute(parts, "transaction-date", "iso-date")
    currency = _attribute(parts, "value", "currency") or activity.currency
    if not currency:
        raise ValueError("neither the transaction nor its activity names a currency")
    donor = _donor(parts.get("provider-org", activity.reporter))
    recipients = _codes(transaction) if "recipient-country" in parts else activity.recipients
    return Flow(
        id=finding_id("flow", name, place.start),
        stage=stage,
        by=(donor,) if donor else (),
        to=recipients,
        amount=Amount(sum_, sum_, currency, f"{written} {currency}"),
        quantity=None,
        category=area_of(_attribute(parts, "sector", "code") or activity.sector),
        date=PartialDate.parse(told[:10]) if told else None,
        factuality=Factuality.CERTAIN,
        evidence=(place,),
        attributed_to=_organisation(activity.reporter) or None,
    )


def area_of(sector: str) -> str | None:
    """The area of the codebook for an OECD purpose code; None where the code says nothing that the codebook knows."""
    for prefix, area in (("72", "humanitarian"), ("73", "reconstruction"), ("51", "economic_support"), ("152", "training")):
        if sector.startswith(prefix):
            return area
    return {
        "12": "health",
        "11": "science_education_culture",
        "31": "agriculture_and_food",
        "23": "energy_and_infrastructure",
    }.get(sector[:2])


def _codes(element: etree._Element) -> tuple[str, ...]:
    return tuple(code for country in element.iterfind("recipient-country") if (code := _alpha3(country.get("code") or "")))


@cache
def _alpha3(alpha2: str) -> str | None:
    known = iso3166.countries_by_alpha2.get(alpha2.upper())
    return known.alpha3 if known else "XKX" if alpha2.upper() == "XK" else None


@cache
def _dac_donors() -> Mapping[str, str]:
    with (Path(__file__).parent / "data" / "dac_donor.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["donor"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


def _donor(organisation: etree._Element | None) -> str | None:
    """A state's code where the reference shows it (`DE-1`, `XM-DAC-5-7`), else the organisation's name as written."""
    if organisation is None:
        return None
    parts = (organisation.get("ref") or "").split("-")
    if parts[:2] == ["XM", "DAC"] and len(parts) > 2:
        known = _dac_donors().get(parts[2])
    else:
        known = _alpha3(parts[0]) if len(parts) > 1 else None
    return known or _words(organisation) or organisation.get("ref") or None


@dataclass(frozen=True, slots=True)
class Reporter:
    """The organisation in whose name a file is published: its IATI identifier, type (code list OrganisationType), and name."""

    reference: str
    kind: str
    name: str


def iati_xml(flows: Iterable[Flow], reporter: Reporter, on: date) -> bytes:
    """The flows as IATI activities, one for each donor and beneficiary; flows without a sum, a date or a currency, and
    sums that are only intended, are left out.

    A flow's day is the first of the interval that is known. Goods delivered come out as expenditure, since IATI has no type
    for goods; their description says so.
    """
    root = etree.Element("iati-activities", version=VERSION, attrib={"generated-datetime": f"{on.isoformat()}T00:00:00Z"})
    groups: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows:
        known = flow.amount and (flow.amount.low is not None or flow.amount.high is not None)
        if known and flow.amount and flow.date and flow.amount.currency and flow.stage in TYPE_OF_STAGE:
            groups.setdefault((";".join(flow.by), ";".join(flow.to)), []).append(flow)
    for (donor, beneficiary), group in sorted(groups.items()):
        root.append(_activity_element(donor, beneficiary, group, reporter))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _activity_element(donor: str, beneficiary: str, group: list[Flow], reporter: Reporter) -> etree._Element:
    activity = etree.Element("iati-activity", attrib={_LANGUAGE: "en", "default-currency": _currency_of(group[0])})
    name = f"Support of {donor or 'unknown'} for {beneficiary or 'unknown'}"
    _child(activity, "iati-identifier", f"{reporter.reference}-{_slug(donor)}-{_slug(beneficiary)}")
    _narrated(_child(activity, "reporting-org", ref=reporter.reference, type=reporter.kind), reporter.name)
    _narrated(_child(activity, "title"), name)
    _narrated(_child(activity, "description"), f"{name}, from the flows kept in a register of Servanda")
    _narrated(_child(activity, "participating-org", role="1", type="10"), donor or "unknown")
    _child(activity, "activity-status", code="2")
    days = sorted(flow.date.first for flow in group if flow.date)
    _child(activity, "activity-date", type="2", attrib={"iso-date": days[0].isoformat()})
    country = iso3166.countries_by_alpha3.get(beneficiary)
    if country:
        _child(activity, "recipient-country", code=country.alpha2, percentage="100")
    else:
        _child(activity, "recipient-region", code="998", percentage="100")
    _child(activity, "sector", vocabulary="1", code="99810", percentage="100")
    for flow in sorted(group, key=lambda f: (str(f.date), f.id)):
        activity.append(_transaction_element(flow, donor))
    return activity


def _transaction_element(flow: Flow, donor: str) -> etree._Element:
    transaction = etree.Element("transaction", ref=flow.id)
    assert flow.date is not None
    assert flow.amount is not None
    _child(transaction, "transaction-type", code=TYPE_OF_STAGE[flow.stage])
    day = flow.date.first.isoformat()
    _child(transaction, "transaction-date", attrib={"iso-date": day})
    sum_ = flow.amount.low if flow.amount.low is not None else flow.amount.high
    _child(transaction, "value", format(sum_ or Decimal(), "f"), currency=flow.amount.currency or "", attrib={"value-date": day})
    told = flow.amount.text if flow.stage != Stage.DELIVERED else f"{flow.amount.text} (goods or money delivered)"
    _narrated(_child(transaction, "description"), told)
    _narrated(_child(transaction, "provider-org"), donor or "unknown")
    return transaction


def _currency_of(flow: Flow) -> str:
    return (flow.amount.currency if flow.amount else None) or "XXX"


def _slug(words: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in words) or "unknown"


def _child(
    parent: etree._Element, tag: str, text: str | None = None, attrib: Mapping[str, str] | None = None, **more: str
) -> etree._Element:
    element = etree.SubElement(parent, tag, attrib={**more, **(attrib or {})})
    element.text = text
    return element


def _narrated(parent: etree._Element, words: str) -> None:
    etree.SubElement(parent, "narrative").text = "".join(c for c in words if c >= " " or c == "\n")
