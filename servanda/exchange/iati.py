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
from functools import cache, lru_cache
from pathlib import Path
from typing import IO

import iso3166
from lxml import etree

from servanda.exchange.record import Record
from servanda.model import Amount, BadInput, Factuality, Flow, PartialDate, Problem, Reading, Span, Stage
from servanda.model.document import hashed_id

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


def _words(element: etree._Element | None) -> str:
    """An element's first narrative, or its own text."""
    if element is None:
        return ""
    told = element.text
    for child in element:
        if child.tag == "narrative":
            told = child.text
            break
    return " ".join(told.split()) if told else ""


def _organisation(element: etree._Element | None) -> tuple[str, str]:
    """(reference, name) of an organisation, empty where they are not told."""
    return ("", "") if element is None else (element.get("ref") or "", _words(element))


@dataclass(frozen=True, slots=True)
class _Activity:
    """What an activity's transactions inherit from it; `reporter` as written, `donor` as a code."""

    identifier: str
    title: str | None
    reporter: str
    donor: str | None
    recipients: tuple[str, ...]
    area: str | None
    currency: str


def _inherited(element: etree._Element) -> _Activity:
    reporter = _organisation(element.find("reporting-org"))
    return _Activity(
        identifier=_words(element.find("iati-identifier")),
        title=_words(element.find("title")) or None,
        reporter=" ".join(filter(None, reporter)),
        donor=_donor(*reporter),
        recipients=_codes(element.iterfind("recipient-country")),
        area=_area(element.iterfind("sector")),
        currency=element.get("default-currency") or "",
    )


class _Transaction:
    """What a transaction tells of itself, gathered in one walk: there are a hundred thousand in a file."""

    __slots__ = ("currency", "day", "description", "kind", "provider", "receiver", "recipients", "sectors", "value")

    def __init__(self, element: etree._Element, activity: _Activity) -> None:
        self.kind = self.day = self.value = self.description = ""
        self.currency = activity.currency
        self.provider: tuple[str, str] | None = None
        self.receiver: tuple[str, str] | None = None
        self.recipients: list[etree._Element] = []
        self.sectors: list[etree._Element] = []
        for child in element:
            tag = child.tag
            if tag == "transaction-type":
                self.kind = child.get("code") or ""
            elif tag == "transaction-date":
                self.day = child.get("iso-date") or ""
            elif tag == "value":
                self.value, self.currency = _words(child), child.get("currency") or activity.currency
            elif tag == "description":
                self.description = _words(child)
            elif tag == "provider-org":
                self.provider = _organisation(child)
            elif tag == "receiver-org":
                self.receiver = _organisation(child)
            elif tag == "recipient-country":
                self.recipients.append(child)
            elif tag == "sector":
                self.sectors.append(child)

    def line(self) -> str:
        """It in one line of the activity's document."""
        told = (
            _TYPE_NAMES.get(self.kind) or f"type {self.kind or 'not given'}",
            self.day,
            self.currency,
            self.value,
            self.description,
            self.provider and " ".join(filter(None, self.provider)),
            self.receiver and " ".join(filter(None, self.receiver)),
        )
        return "; ".join([part for part in told if part])


def _activity(element: etree._Element, origin: str, number: int) -> Reading:
    record, activity = Record(), _inherited(element)
    for label, told in (
        ("identifier", activity.identifier),
        ("title", activity.title),
        ("reporting organisation", activity.reporter),
        ("recipient", ", ".join(activity.recipients)),
    ):
        if told:
            record.line(label, told)
    transactions = [_Transaction(child, activity) for child in element.iterfind("transaction")]
    places = [record.line("transaction", transaction.line()) for transaction in transactions]
    document = record.document(f"{origin}#{activity.identifier or number}", activity.title)
    flows: list[Flow] = []
    problems: list[Problem] = []
    for k, (transaction, place) in enumerate(zip(transactions, places, strict=True)):
        stage = STAGE_OF_TYPE.get(transaction.kind)
        if stage is None:
            continue
        try:
            flows.append(_flow(f"{document.id}-{k}", stage, activity, transaction, place))
        except (ValueError, InvalidOperation) as error:
            problems.append(Problem("transaction_not_read", str(error) or "not a number", place.start, place.end))
    return Reading(document, flows=tuple(flows), problems=tuple(problems))


def _flow(name: str, stage: Stage, activity: _Activity, told: _Transaction, place: Span) -> Flow:
    sum_, currency = Decimal(told.value), told.currency
    if not currency:
        raise ValueError("neither the transaction nor its activity names a currency")
    if not sum_.is_finite():
        raise ValueError(f"{told.value} is no sum")
    donor = activity.donor if told.provider is None else _donor(*told.provider)
    return Flow(
        id=hashed_id(f"flow\x1f{name}\x1f{place.start}"),
        stage=stage,
        by=(donor,) if donor else (),
        to=_codes(told.recipients) if told.recipients else activity.recipients,
        amount=Amount(sum_, sum_, currency, f"{told.value} {currency}"),
        quantity=None,
        category=_area(told.sectors) if told.sectors else activity.area,
        date=PartialDate.parse(told.day[:10]) if told.day else None,
        factuality=Factuality.CERTAIN,
        evidence=(place,),
        attributed_to=activity.reporter or None,
    )


_OECD = ("1", "2", "")
"""Vocabularies of sectors whose codes are the OECD's purpose codes: in full, their first three figures, and not told."""


def _area(sectors: Iterable[etree._Element]) -> str | None:
    """The area of the first sector that stands in the OECD's codes: other lists use the same figures for other things."""
    for sector in sectors:
        if (sector.get("vocabulary") or "") in _OECD:
            return area_of(sector.get("code") or "")
    return None


@lru_cache(4096)
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


def _codes(countries: Iterable[etree._Element]) -> tuple[str, ...]:
    return tuple([code for country in countries if (code := _alpha3(country.get("code") or ""))])


@lru_cache(4096)
def _alpha3(alpha2: str) -> str | None:
    known = iso3166.countries_by_alpha2.get(alpha2.upper())
    return known.alpha3 if known else "XKX" if alpha2.upper() == "XK" else None


@cache
def _dac_donors() -> Mapping[str, str]:
    with (Path(__file__).parent / "data" / "dac_donor.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["donor"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


@lru_cache(4096)
def _donor(reference: str, name: str) -> str | None:
    """A state's code where the reference shows it (`DE-1`, `XM-DAC-5-7`), else the organisation's name as written."""
    parts = reference.split("-")
    if parts[:2] == ["XM", "DAC"] and len(parts) > 2:
        known = _dac_donors().get(parts[2])
    else:
        known = _alpha3(parts[0]) if len(parts) > 1 else None
    return known or name or reference or None


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
