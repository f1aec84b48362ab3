"""`/ledger`: money at its stages; every total opens its flows."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.show.pages.charts import Bar, bars
from servanda.show.pages.holdings import Holdings
from servanda.show.pages.rendering import page
from servanda.show.pages.tables import Table, as_file
from servanda.show.words import money

KEYS = ("donor", "beneficiary", "category", "year", "month")
STAGES = ("pledged", "allocated", "disbursed", "delivered")


def ledger(request: Request) -> Response:
    """Totals, as a page or a file."""
    holdings: Holdings = request.app.state.holdings
    chosen = request.query_params.get("by", "donor")
    by = ("stage", chosen) if chosen in KEYS else ("stage",)
    lines = holdings.ledger(by)
    currencies = sorted({line.currency for line in lines})
    currency = request.query_params.get("currency", "")
    currency = currency if currency in currencies else ""
    kept = [line for line in lines if not currency or line.currency == currency]
    rows: list[dict[str, Any]] = [
        dict(line.keys) | {"amount": line.amount, "currency": line.currency, "flows": len(line.claims)} for line in kept
    ]
    form = request.path_params.get("form")
    if form:
        return as_file(Table("ledger", (*by, "amount", "currency", "flows"), rows), form)
    for row in rows:
        row["shown"] = money(row["amount"], row["currency"])
    main = currency or _most_used(rows)
    picture = (
        bars([bar for row in rows if row["currency"] == main for bar in [_bar(row, by)]], f"Money by stage, in {main}")
        if main
        else ""
    )
    return page(
        request,
        "ledger.html",
        rows=rows,
        by=by,
        keys=KEYS,
        chosen=chosen,
        currencies=currencies,
        currency=currency,
        main=main,
        picture=picture,
    )


def _most_used(rows: list[dict[str, Any]]) -> str:
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["currency"]] = counted.get(row["currency"], 0) + row["flows"]
    return max(sorted(counted), key=lambda c: counted[c], default="")


def _bar(row: Mapping[str, Any], by: tuple[str, ...]) -> Bar:
    label = " ".join(str(row[key]).replace("_", " ") for key in by[1:]) or str(row["stage"])
    value: Decimal = row["amount"]
    return Bar(label, str(row["stage"]), float(value), money(value, row["currency"]))
