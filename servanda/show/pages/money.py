"""`/ledger`: money at its stages; every total opens its flows, every flow its sentence."""

import datetime
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.flow import tracking
from servanda.flow.tracking import Ledger
from servanda.model import Posting, WrongCall
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.money_in_time import STEPS, in_time
from servanda.show.pages.picture_answers import PICTURES, as_picture
from servanda.show.pages.pictures import inline
from servanda.show.pages.pictures.bars import Bar, bars, columns
from servanda.show.pages.rendering import named, page, query
from servanda.show.pages.tables import Table, as_file
from servanda.show.words import money

KEYS = ("donor", "beneficiary", "category", "area", "year", "month", "region", "source")
STAGES = ("intended", "pledged", "allocated", "disbursed", "delivered")
_SHOWN = 200


def ledger(request: Request) -> Response:
    """Totals, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    view = request.query_params.get("view", "")
    chosen = request.query_params.get("by", "donor")
    into, constant = _conversion(request)
    if view == "time":
        step = "month" if request.query_params.get("step") == "month" else "year"
        key = chosen if chosen in KEYS and chosen not in STEPS else "donor"
        found = holdings.ledger(("stage", key, step), into, constant)
        of_time = {"keys": [k for k in KEYS if k not in STEPS], "stages": STAGES}
        return in_time(request, found, key, step, into, of_time)
    if view == "share":
        chosen, into = "donor", into or "EUR"
    by = ("stage", chosen) if chosen in KEYS else ("stage",)
    found = holdings.ledger(by, into, constant)
    currencies = sorted({line.currency for line in found.lines})
    currency = request.query_params.get("currency", "")
    rows: list[dict[str, Any]] = [
        dict(line.keys) | {"amount": line.amount, "currency": line.currency, "flows": line.flows}
        for line in found.lines
        if not currency or line.currency == currency
    ]
    shares = chosen == "donor" and _with_shares(rows)
    if view == "share":
        rows = sorted((row for row in rows if row["share_of_gdp"] is not None), key=lambda row: -row["share_of_gdp"])
    form = request.path_params.get("form")
    if form and form not in PICTURES:
        return as_file(Table("ledger", (*by, "amount", "currency", "flows", *(("share_of_gdp",) if shares else ())), rows), form)
    for row in rows:
        row["shown"] = money(row["amount"], row["currency"])
        keys = [(key, row[key]) for key in by]
        row["address"] = "/ledger/flows" + query([*keys, ("currency", None if into else row["currency"])])
    main = currency or into or _most_used(rows)
    about = (
        f"Money by {' and '.join(by)}, in {main}"
        if view != "share"
        else "Money by donor, share of the gross domestic product of 2021"
    )
    drawn = [_bar(row, by, share=view == "share") for row in rows if row["currency"] == main]
    picture = columns(drawn, about) if chosen in ("month", "year") else bars(drawn, about)
    if form:
        return as_picture(request, picture, form)
    return page(
        request,
        "ledger.html",
        rows=(rows if view == "share" else sorted(rows, key=lambda r: _order(r, main)))[:_SHOWN],
        view=view,
        shares=shares,
        total=len(rows),
        by=by,
        keys=KEYS,
        chosen=chosen,
        currencies=currencies,
        currency=currency,
        into=into,
        main=main,
        picture=inline(picture),
        found=found,
        rates=_rates(found),
    )


def _conversion(request: Request) -> tuple[str | None, datetime.date | None]:
    into = request.query_params.get("convert", "").upper() or None
    if into and not (len(into) == 3 and into.isascii() and into.isalpha()):
        raise WrongCall(f"{into!r} is no currency; a code of three letters such as EUR was expected")
    day = request.query_params.get("constant", "")
    try:
        return into, datetime.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise WrongCall(f"{day!r} is no day; one such as 2024-06-13 was expected") from error


def _order(row: Mapping[str, Any], main: str) -> tuple[Any, ...]:
    return row["currency"] != main, STAGES.index(row["stage"]), -row["amount"]


def _rates(found: Ledger) -> str:
    if not found.rates:
        return ""
    days = sorted(rate.day for rate in found.rates)
    return f"Converted with the {found.rates[0].source}, {days[0]} to {days[-1]}."


def _most_used(rows: list[dict[str, Any]]) -> str:
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["currency"]] = counted.get(row["currency"], 0) + row["flows"]
    return max(sorted(counted), key=lambda c: counted[c], default="")


def _with_shares(rows: list[dict[str, Any]]) -> bool:
    """Gives each row its share of the donor's gross domestic product, where both are in one currency; whether any has one."""
    known = tracking.economies()
    for row in rows:
        economy = known.get(row["donor"])
        row["share_of_gdp"] = round(float(row["amount"] / economy[0]), 12) if economy and row["currency"] == "EUR" else None
    return any(row["share_of_gdp"] is not None for row in rows)


def _bar(row: Mapping[str, Any], by: tuple[str, ...], *, share: bool = False) -> Bar:
    label = " ".join(named(row[key]) for key in by[1:]) or str(row["stage"])
    if share:
        return Bar(label, str(row["stage"]), row["share_of_gdp"], f"{row['share_of_gdp']:.3%}", row["address"])
    return Bar(label, str(row["stage"]), float(row["amount"]), row["shown"], row["address"])


def flows(request: Request) -> Response:
    """The flows of a total, or those that do not count (`where`: left_out or suspense), each with its sentence."""
    holdings: Holdings = request.app.state.holdings
    asked = dict(request.query_params)
    where = asked.get("where", "")
    if where:
        found = [(entry, why) for entry, place, why in holdings.aside() if place.replace(" ", "_") == where]
    else:
        keys = {key: asked[key] for key in ("stage", *KEYS) if key in asked}
        found = [(entry, "") for entry in holdings.flows_of(keys, asked.get("currency"))]
    rows = [_flow_row(entry, why) for entry, why in found]
    form = request.path_params.get("form")
    if form:
        names = ("id", "stage", "by", "to", "amount", "currency", "date", "category", "document", "why")
        return as_file(Table("flows", names, rows), form)
    total = len(rows)
    return page(request, "flows.html", rows=_with_sentences(holdings, rows[:_SHOWN]), total=total, where=where)


def _flow_row(entry: Posting, why: str) -> dict[str, Any]:
    return {
        "id": entry.flow,
        "stage": entry.stage,
        "by": tuple(filter(None, entry.donor.split(";"))),
        "to": tuple(filter(None, entry.beneficiary.split(";"))),
        "amount": entry.value,
        "currency": entry.currency,
        "words": money(entry.value, entry.currency),
        "date": entry.date,
        "category": entry.area,
        "document": entry.document,
        "claim": entry.of,
        "why": why,
        "place": entry.sentence,
    }


def _with_sentences(holdings: Holdings, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    titles = holdings.titles()
    evidence = holdings.evidence([row["claim"] for row in rows])
    for row in rows:
        text = holdings.text(row["document"])
        row["sentence"] = " … ".join(text[span.start : span.end] for span in evidence.get(row["claim"], ()))
        row["title"] = titles.get(row["document"], "")
    return rows
