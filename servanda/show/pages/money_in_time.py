"""`/ledger?view=time`: how sums grew, step by step; a table that `play.js` plays."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from servanda.flow.tracking import Ledger
from servanda.show.pages.rendering import named, page, query
from servanda.show.pages.tables import Table, as_file
from servanda.show.words import money

STEPS = ("year", "month")
_ROWS, _COLUMNS = 15, 240
OTHERS = "all others"


def in_time(request: Request, found: Ledger, chosen: str, step: str, into: str | None, about: Mapping[str, Any]) -> Response:
    """The page or file of the lines of a ledger by stage, `chosen` and `step`; sums are those up to the end of each step."""
    stages = sorted({line.keys["stage"] for line in found.lines}, key=about["stages"].index)
    currencies = _most_used(found)
    stage = request.query_params.get("stage", "")
    stage = stage if stage in stages else _fullest(found, stages)
    currency = into or request.query_params.get("currency", "") or next(iter(currencies), "")
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    undated = 0
    for line in found.lines:
        if line.keys["stage"] == stage and line.currency == currency:
            if line.keys[step][:4].isdecimal():
                sums[line.keys[chosen]][line.keys[step]] += line.amount
            else:
                undated += line.flows
    steps = sorted({when for grown in sums.values() for when in grown})
    rows = _grown(sums, steps)
    form = request.path_params.get("form")
    if form:
        plain = [{chosen: r["key"], step: when, "amount": v} for r in rows for when, v in zip(steps, r["values"], strict=True)]
        return as_file(Table("ledger_in_time", (chosen, step, "amount"), plain), form)
    for row in rows:
        row["label"] = named(row["key"]) if row["key"] != OTHERS else OTHERS
        keys = [("stage", stage), *([(chosen, row["key"])] if row["key"] != OTHERS else [])]
        row["cells"] = [
            {
                "value": float(value),
                "shown": money(value, currency),
                "address": "/ledger/flows" + query([*keys, (step, when), ("currency", None if into else currency)]),
            }
            for when, value in list(zip(steps, row["values"], strict=True))[-_COLUMNS:]
        ]
    return page(
        request,
        "ledger_in_time.html",
        **about,
        rows=rows,
        steps=steps[-_COLUMNS:],
        step=step,
        stage=stage,
        known_stages=stages,
        currency=currency,
        currencies=currencies,
        chosen=chosen,
        into=into,
        undated=undated,
    )


def _most_used(found: Ledger) -> list[str]:
    counted: dict[str, int] = defaultdict(int)
    for line in found.lines:
        counted[line.currency] += line.flows
    return sorted(counted, key=lambda code: (-counted[code], code))


def _fullest(found: Ledger, stages: list[str]) -> str:
    counted: dict[str, int] = defaultdict(int)
    for line in found.lines:
        counted[line.keys["stage"]] += line.flows
    return max(stages, key=lambda stage: counted[stage], default="")


def _grown(sums: Mapping[str, Mapping[str, Decimal]], steps: list[str]) -> list[dict[str, Any]]:
    """Rows with the sum up to each step: the largest in the end first, all smaller ones in one row."""
    order = sorted(sums, key=lambda key: (-sum(sums[key].values(), Decimal()), key))
    rows = [{"key": key, "values": _up_to(sums[key], steps)} for key in order[:_ROWS]]
    if len(order) > _ROWS:
        rest: dict[str, Decimal] = defaultdict(Decimal)
        for key in order[_ROWS:]:
            for when, value in sums[key].items():
                rest[when] += value
        rows.append({"key": OTHERS, "values": _up_to(rest, steps)})
    return rows


def _up_to(grown: Mapping[str, Decimal], steps: list[str]) -> list[Decimal]:
    made, total = [], Decimal()
    for when in steps:
        total += grown.get(when, Decimal())
        made.append(total)
    return made
