"""The Kiel Institute's Ukraine Support Tracker: its published CSV tables become flows, each opening its row.

In the tracker's words a *commitment* is a promise, here the stage `pledged`; its *total* is what has been set aside, here the
stage `allocated`, split into financial, humanitarian and military. Sums are billions of euros; they are kept in euros.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from servanda.exchange.rows import rows
from servanda.model import (
    Amount,
    BadInput,
    Document,
    Factuality,
    Flow,
    PartialDate,
    Problem,
    Quantity,
    Reading,
    Span,
    Stage,
    finding_id,
)

TO = ("UKR",)
BILLION = Decimal(10**9)
_CATEGORIES = ("financial", "humanitarian", "military")
_EXPLORER = ("iso", "year", "month", "total", "commitments", *_CATEGORIES)
_WEAPONS = ("donor", "category", "number_of_weapons", "monetary_value_eur")
_Row = Mapping[str, str]


def kiel(tables: Iterable[tuple[str, str]], release: str | None = None) -> Iterator[Reading]:
    """One reading for each of the tracker's tables: `tables` are (name of the file, its text).

    `data_explorer.csv` gives the flows, `weapons.csv` goods at the stage `allocated`. The monthly totals and the shares of the
    union's aid are kept as documents without flows: they restate the same sums (`servanda check` holds them against the flows).
    """
    names: dict[str, str] = {}
    for name, text in tables:
        document = Document(Document.id_of(text), "other", _title(name, release), "Kiel Institute", None, "en", text, name)
        if name.endswith("data_explorer.csv"):
            flows, problems = _explored(document, names)
            yield Reading(document, flows=flows, problems=problems)
        elif name.endswith("weapons.csv"):
            yield Reading(document, flows=tuple(_weapons(document, names)))
        else:
            yield Reading(document)


def _title(name: str, release: str | None) -> str:
    return f"Ukraine Support Tracker{', ' + release if release else ''}: {name.rsplit('/', 1)[-1]}"


def _explored(document: Document, names: dict[str, str]) -> tuple[tuple[Flow, ...], tuple[Problem, ...]]:
    flows: list[Flow] = []
    problems: list[Problem] = []
    for row, place in rows(document.text, document.origin, _EXPLORER):
        names[row.get("country", "")] = row["iso"]
        date = PartialDate(int(row["year"]), int(row["month"]))
        parts = {name: _billions(row[name], document.origin, place) for name in (*_CATEGORIES, "total", "commitments")}
        rest = parts["total"] - sum((parts[name] for name in _CATEGORIES), Decimal())
        if rest:
            problems.append(Problem("total_without_parts", f"the total is {rest} more than its parts", place.start, place.end))
        for name in _CATEGORIES:
            if parts[name]:
                flows.append(_flow(document.id, row["iso"], Stage.ALLOCATED, name, parts[name], row[name], date, place))
        if rest:
            flows.append(_flow(document.id, row["iso"], Stage.ALLOCATED, None, rest, str(rest), date, place))
        if parts["commitments"]:
            flows.append(
                _flow(document.id, row["iso"], Stage.PLEDGED, None, parts["commitments"], row["commitments"], date, place)
            )
    return tuple(flows), tuple(problems)


def _billions(cell: str, origin: str, place: Span) -> Decimal:
    try:
        return Decimal(cell or "0")
    except InvalidOperation as error:
        raise BadInput(origin, f"{cell!r} at character {place.start} is no sum") from error


def _flow(
    document: str, donor: str, stage: Stage, category: str | None, sum_: Decimal, cell: str, date: PartialDate, place: Span
) -> Flow:
    euros = sum_ * BILLION
    euros = euros.quantize(Decimal(1)) if euros == euros.to_integral_value() else euros
    return Flow(
        id=finding_id("flow", document, stage, category, place.start),
        stage=stage,
        by=(donor,),
        to=TO,
        amount=Amount(euros, euros, "EUR", f"EUR {cell} billion", period=str(date)),
        quantity=None,
        category=category,
        date=date,
        factuality=Factuality.CERTAIN,
        evidence=(place,),
        attributed_to="Kiel Institute",
    )


def _weapons(document: Document, names: Mapping[str, str]) -> Iterator[Flow]:
    """Goods without a sum of their own: their value is part of the military allocations already."""
    for row, place in rows(document.text, document.origin, _WEAPONS):
        told = f"{row['number_of_weapons']} {row['category']} (valued at EUR {row['monetary_value_eur']} by the tracker)"
        yield Flow(
            id=finding_id("flow", document.id, "weapons", place.start),
            stage=Stage.ALLOCATED,
            by=(names.get(row["donor"], row["donor"]),),
            to=TO,
            amount=None,
            quantity=Quantity(told, Decimal(row["number_of_weapons"]), row["category"]),
            category="military",
            date=None,
            factuality=Factuality.CERTAIN,
            evidence=(place,),
            attributed_to="Kiel Institute",
        )
