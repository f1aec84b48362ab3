"""The starter register: Ukraine's security agreements and what was pledged under them, as facts with sources and doubts.

Two tables (`data/ukraine_agreements.csv`, `data/ukraine_pledges.csv`) that people filled in from public pages
(docs/starter.md). Totals, their parts and payments stand side by side in them on purpose.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from servanda.exchange.record import Record
from servanda.model import (
    Agreement,
    Amount,
    Commitment,
    Factuality,
    Flow,
    Force,
    PartialDate,
    Quantity,
    Reading,
    Signature,
    Span,
    Stage,
    Term,
    finding_id,
)

_DATA = Path(__file__).parent / "data"
_Row = Mapping[str, str]

_PAST: Mapping[str, Stage] = {"has provided": Stage.DISBURSED, "not delivered": Stage.DELIVERED, "allocated": Stage.ALLOCATED}
"""Wordings that tell of money or goods at a stage; all other wordings are promises."""
_FORCES: Mapping[str, Force] = {
    "intends": Force.INTENTION,
    "expected": Force.INTENTION,
    "hoped for": Force.INTENTION,
    "draft only": Force.INTENTION,
    "no sum": Force.DENIAL,
}
_POSSIBLE = {"expected", "hoped for", "draft only", "will consider"}
_BOUNDS = {
    "at least": "at_least",
    "more than": "at_least",
    "over": "at_least",
    "up to": "up_to",
    "about": "about",
    "nearly": "about",
}
_CATEGORIES: Mapping[str, str] = {
    "military": "military_aid",
    "financial": "economic_support",
    "humanitarian": "humanitarian",
    "reconstruction": "reconstruction",
}
_STATUSES = {"signed": "signed", "running": "in_force", "adopted": "signed", "ratified": "signed", "in force": "in_force"}
_AGREEMENT_LINES = (
    "partner",
    "date_signed",
    "place_signed",
    "signed_by",
    "legal_form",
    "term_years",
    "expires_on",
    "ends_on_nato_accession",
    "consult_within_hours",
    "consult_mode",
    "termination_notice_months",
    "annual_review",
    "mutual_defence",
    "provisions",
    "status",
    "source_kind",
    "confidence",
    "source_url",
    "notes",
)
_PLEDGE_PARTS = ("amount", "currency", "bound", "year", "category", "quantity", "wording_strength", "wording_key", "condition")


def starter() -> Iterator[Reading]:
    """One reading for each instrument, with its pledges as commitments and what was paid or delivered as flows."""
    pledges: dict[str, list[_Row]] = defaultdict(list)
    for row in _rows("ukraine_pledges.csv"):
        pledges[row["agreement_id"]].append(row)
    for row in _rows("ukraine_agreements.csv"):
        yield _reading(row, pledges.get(row["id"], []))


_SURE: Mapping[str, float] = {"high": 0.9, "medium": 0.6, "low": 0.3}
"""What the tables' words for confidence are taken as; the words stand in the record."""


def confidence(found: Reading) -> Mapping[str, float]:
    """How sure the people were who filled in the tables: of an agreement's facts, and of each pledge by its id."""
    text = found.document.text
    of_facts = re.search(r"^confidence: (\w+)", text, re.MULTILINE)
    sure = {"agreement": _SURE[of_facts[1]]} if of_facts and of_facts[1] in _SURE else {}
    pledges: list[Commitment | Flow] = [*found.commitments, *found.flows]
    for pledge in pledges:
        told = re.search(r"confidence (\w+)\)", text[pledge.evidence[0].start : pledge.evidence[0].end])
        if told and told[1] in _SURE:
            sure[pledge.id] = _SURE[told[1]]
    return sure


def _rows(name: str) -> Iterator[_Row]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _reading(row: _Row, pledges: list[_Row]) -> Reading:
    record = Record()
    spans = {"title": record.line("title", row["title"])}
    for name in _AGREEMENT_LINES:
        if row[name]:
            spans[name] = record.line(name, row[name])
    placed = [(pledge, record.line(f"pledge {pledge['pledge_id']}", _told(pledge))) for pledge in pledges]
    document = record.document(row["source_url"].split(" | ")[0] or row["id"], row["title"])
    promises = [_commitment(document.id, row, pledge, span) for pledge, span in placed if pledge["wording_strength"] not in _PAST]
    flows = [_flow(document.id, row, pledge, span) for pledge, span in placed if pledge["wording_strength"] in _PAST]
    return Reading(document, agreements=(_agreement(document.id, row, spans),), commitments=tuple(promises), flows=tuple(flows))


def _told(pledge: _Row) -> str:
    facts = "; ".join(f"{name} {pledge[name]}" for name in _PLEDGE_PARTS if pledge[name])
    source = f"source {pledge['source_url'] or 'not given'} ({pledge['source_kind']}, confidence {pledge['confidence']})"
    return "; ".join(filter(None, (facts, source, pledge["notes"])))


@dataclass(frozen=True, slots=True)
class _Who:
    states: tuple[str, ...]
    organisations: tuple[str, ...]


def _who(partner: str) -> _Who:
    named = partner.split("|")
    states = tuple(name for name in named if re.fullmatch("[A-Z]{3}", name))
    return _Who(states, tuple(name for name in named if name not in states))


def _agreement(document_id: str, row: _Row, spans: Mapping[str, Span]) -> Agreement:
    partner = _who(row["partner"])
    form = row["legal_form"] if row["legal_form"] not in ("", "unknown") else None
    notice, years = row["termination_notice_months"], row["term_years"]
    known = re.match("not signed|negotiation|in preparation|" + "|".join(_STATUSES), row["status"])
    status = (_STATUSES.get(known[0], "proposed") if known else None) if row["status"] else None
    date = PartialDate.parse(row["date_signed"]) if row["date_signed"] else None
    values = {
        "title": "title",
        "parties": "partner",
        "status": "status",
        "legal_form": "legal_form",
        "binding": "legal_form",
        "signed.date": "date_signed",
        "signed.place": "place_signed",
        "term.months": "term_years",
        "termination_notice_months": "termination_notice_months",
    }
    return Agreement(
        id=finding_id("agreement", document_id, row["id"]),
        title=row["title"],
        parties=("UKR", *partner.states),
        organisations=partner.organisations,
        status=status,
        legal_form=form,
        binding=_binding(form),
        signed=Signature(date, row["place_signed"] or None),
        term=Term(int(years) * 12 if years else None),
        termination_notice_months=int(notice) if notice.isdigit() else None,
        evidence={field: (spans[line],) for field, line in values.items() if line in spans},
    )


def _binding(form: str | None) -> bool | None:
    return (
        False
        if form and re.search("non-?binding|not legally|politically binding|political", form) and "ratified;" not in form
        else None
    )


def _amount(pledge: _Row) -> Amount | None:
    try:
        value = Decimal(pledge["amount"])
    except InvalidOperation:
        return None
    currency = pledge["currency"]
    share = currency.removeprefix("percent of ") if currency.startswith("percent of ") else None
    bound = _BOUNDS.get(pledge["bound"], "about" if pledge["bound"] else "exact")
    return Amount(
        low=None if bound == "up_to" else value,
        high=None if bound == "at_least" else value,
        currency="%" if share else currency or None,
        text=" ".join(filter(None, (pledge["bound"], pledge["amount"], currency))),
        bound=bound,
        period=pledge["year"] or None,
        share_of=share,
    )


def _areas(pledge: _Row) -> tuple[str, ...]:
    return tuple(_CATEGORIES[name] for name in pledge["category"].split(" and ") if name in _CATEGORIES) or ("other",)


def _commitment(document_id: str, row: _Row, pledge: _Row, span: Span) -> Commitment:
    amount, partner, wording = _amount(pledge), _who(row["partner"]), pledge["wording_strength"]
    return Commitment(
        id=finding_id("commitment", document_id, pledge["pledge_id"]),
        by=(*partner.states, *partner.organisations),
        by_words=None,
        to=("UKR",),
        to_words=None,
        force=_FORCES.get(wording, Force.COMMITMENT),
        force_words=pledge["wording_key"] or wording,
        hedges=("approximate",) if pledge["bound"] else (),
        areas=_areas(pledge),
        action=None,
        object=pledge["quantity"] or None,
        condition=pledge["condition"] or None,
        deadline=pledge["year"] or None,
        amounts=(amount,) if amount else (),
        quantities=_quantities(pledge),
        provision=None,
        factuality=Factuality.POSSIBLE if wording in _POSSIBLE else Factuality.CERTAIN,
        legalization=None,
        evidence=(span,),
        attributed_to=pledge["source_kind"] or None,
    )


def _quantities(pledge: _Row) -> tuple[Quantity, ...]:
    if not pledge["quantity"]:
        return ()
    counted = re.match(r"(?:at least )?(\d[\d,]*) (.+)", pledge["quantity"])
    number = Decimal(counted[1].replace(",", "")) if counted else None
    return (Quantity(pledge["quantity"], number, counted[2] if counted else pledge["quantity"]),)


def _flow(document_id: str, row: _Row, pledge: _Row, span: Span) -> Flow:
    partner, quantities, wording = _who(row["partner"]), _quantities(pledge), pledge["wording_strength"]
    year = re.fullmatch(r"\d{4}", pledge["year"])
    return Flow(
        id=finding_id("flow", document_id, pledge["pledge_id"]),
        stage=_PAST[wording],
        by=(*partner.states, *partner.organisations),
        to=("UKR",),
        amount=_amount(pledge),
        quantity=quantities[0] if quantities else None,
        category=_areas(pledge)[0],
        date=PartialDate(int(year[0])) if year else None,
        factuality=Factuality.DENIED if wording == "not delivered" else Factuality.CERTAIN,
        evidence=(span,),
        attributed_to=pledge["source_kind"] or None,
    )
