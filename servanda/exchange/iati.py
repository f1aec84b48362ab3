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
from servanda.model.document import Document

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
            yield _activity(element, f"{origin}#{_text(element, 'iati-identifier') or found}")
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, OSError) as error:
        raise BadInput(origin, f"not well-formed XML after {found} activities: {error}") from error
    if not found:
        raise BadInput(origin, "no <iati-activity> in this file; is it an IATI 2 activity file?")


def _text(element: etree._Element, path: str) -> str:
    return " ".join((element.findtext(path) or "").split())


def _narrative(element: etree._Element, path: str) -> str:
    return _text(element, f"{path}/narrative") or _text(element, path)


def _activity(element: etree._Element, origin: str) -> Reading:
    record = Record()
    title = _narrative(element, "title") or None
    for label, told in (
        ("identifier", _text(element, "iati-identifier")),
        ("title", title or ""),
        ("reporting organisation", _organisation(element, "reporting-org")),
        ("recipient", ", ".join(_codes(element))),
    ):
        if told:
            record.line(label, told)
    placed = [(transaction, _line(record, transaction, element)) for transaction in element.iterfind("transaction")]
    document = record.document(origin, title)
    flows: list[Flow] = []
    problems: list[Problem] = []
    for k, (transaction, place) in enumerate(placed):
        try:
            flow = _flow(document, element, transaction, place, k)
        except (ValueError, InvalidOperation) as error:
            problems.append(Problem("transaction_not_read", str(error), place.start, place.end))
            continue
        if flow:
            flows.append(flow)
    return Reading(document, flows=tuple(flows), problems=tuple(problems))


def _line(record: Record, transaction: etree._Element, activity: etree._Element) -> Span:
    kind = _attribute(transaction, "transaction-type", "code")
    parts = (
        _TYPE_NAMES.get(kind, f"type {kind or 'not given'}"),
        _attribute(transaction, "transaction-date", "iso-date"),
        _currency(transaction, activity),
        _text(transaction, "value"),
        _narrative(transaction, "description"),
        _organisation(transaction, "provider-org"),
        _organisation(transaction, "receiver-org"),
    )
    return record.line("transaction", "; ".join(filter(None, parts)))


def _attribute(element: etree._Element, path: str, name: str) -> str:
    child = element.find(path)
    return "" if child is None else str(child.get(name) or "")


def _organisation(element: etree._Element, path: str) -> str:
    return " ".join(filter(None, (_attribute(element, path, "ref"), _narrative(element, path))))


def _currency(transaction: etree._Element, activity: etree._Element) -> str:
    return _attribute(transaction, "value", "currency") or str(activity.get("default-currency") or "")


def _flow(document: Document, activity: etree._Element, transaction: etree._Element, place: Span, k: int) -> Flow | None:
    stage = STAGE_OF_TYPE.get(_attribute(transaction, "transaction-type", "code"))
    if stage is None:
        return None
    sum_ = Decimal(_text(transaction, "value"))
    told, currency = _attribute(transaction, "transaction-date", "iso-date"), _currency(transaction, activity)
    if not currency:
        raise ValueError("neither the transaction nor its activity names a currency")
    provider = transaction.find("provider-org")
    donor = _donor(provider if provider is not None else activity.find("reporting-org"))
    sector = _attribute(transaction, "sector", "code") or _attribute(activity, "sector", "code")
    return Flow(
        id=finding_id("flow", document.id, k, place.start),
        stage=stage,
        by=(donor,) if donor else (),
        to=tuple(_codes(transaction) or _codes(activity)),
        amount=Amount(sum_, sum_, currency, f"{_text(transaction, 'value')} {currency}"),
        quantity=None,
        category=area_of(sector),
        date=PartialDate.parse(told[:10]) if told else None,
        factuality=Factuality.CERTAIN,
        evidence=(place,),
        attributed_to=_narrative(activity, "reporting-org") or _attribute(activity, "reporting-org", "ref") or None,
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


def _codes(element: etree._Element) -> list[str]:
    return [code for country in element.iterfind("recipient-country") if (code := _alpha3(str(country.get("code") or "")))]


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
    parts = str(organisation.get("ref") or "").split("-")
    if parts[:2] == ["XM", "DAC"] and len(parts) > 2:
        known = _dac_donors().get(parts[2])
    else:
        known = _alpha3(parts[0]) if len(parts) > 1 else None
    name = " ".join((organisation.findtext("narrative") or "").split())
    return known or name or str(organisation.get("ref") or "") or None


@dataclass(frozen=True, slots=True)
class Reporter:
    """The organisation in whose name a file is published: its IATI identifier, type (code list OrganisationType), and name."""

    reference: str
    kind: str
    name: str


def iati_xml(flows: Iterable[Flow], reporter: Reporter, on: date) -> bytes:
    """The flows as IATI activities, one for each donor and beneficiary; flows without a sum, a date or a currency are left out.

    A flow's day is the first of the interval that is known. Goods delivered come out as expenditure, since IATI has no type
    for goods; their description says so.
    """
    root = etree.Element("iati-activities", version=VERSION, attrib={"generated-datetime": f"{on.isoformat()}T00:00:00Z"})
    groups: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows:
        if flow.amount and flow.date and flow.amount.currency and (flow.amount.low is not None or flow.amount.high is not None):
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
