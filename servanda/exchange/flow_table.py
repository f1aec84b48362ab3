"""Anybody's table of payments and promises as flows: a CSV with a mapping from our columns to theirs."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import iso3166

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
    WrongCall,
    finding_id,
)

COLUMNS = (
    "stage",
    "donor",
    "beneficiary",
    "amount",
    "currency",
    "date",
    "category",
    "quantity",
    "unit",
    "source",
    "bound",
    "scale",
)
"""What a flow is made of. `stage`, `donor` and one of `amount` and `quantity` are needed. `scale`: 1000000 for millions."""
_STAGES: Mapping[str, Stage] = {
    **{stage.value: stage for stage in Stage},
    "pledge": Stage.PLEDGED,
    "commitment": Stage.PLEDGED,
    "committed": Stage.PLEDGED,
    "allocation": Stage.ALLOCATED,
    "disbursement": Stage.DISBURSED,
    "expenditure": Stage.DISBURSED,
    "paid": Stage.DISBURSED,
    "delivery": Stage.DELIVERED,
}


def mapping_of(words: str | None) -> Mapping[str, str]:
    """`donor=Country,amount=EUR value` as a mapping; a value in quotation marks (`currency="EUR"`) is a constant for all rows."""
    found: dict[str, str] = {}
    for part in filter(None, (words or "").split(",")):
        ours, equals, theirs = part.partition("=")
        if not equals or ours.strip() not in COLUMNS:
            raise WrongCall(f"{part!r}: a mapping is OURS=THEIRS, where OURS is one of {', '.join(COLUMNS)}")
        found[ours.strip()] = theirs.strip()
    return found


def flow_table(text: str, origin: str, mapping: Mapping[str, str] | None = None) -> Reading:
    """The flows of a table, each opening its row; a row that cannot be read is a problem with its place.

    BadInput where a needed column is missing from the header.
    """
    names = {name: name for name in COLUMNS} | dict(mapping or {})
    constants = {name: theirs.strip('"') for name, theirs in names.items() if theirs.startswith('"')}
    needed = tuple(names[name] for name in ("stage", "donor") if name not in constants)
    document = Document(Document.id_of(text), "other", None, None, None, None, text, origin)
    flows: list[Flow] = []
    problems: list[Problem] = []
    for row, place in rows(text, origin, needed):
        values = {name: constants.get(name) or row.get(theirs, "").strip() for name, theirs in names.items()}
        try:
            flows.append(_flow(document.id, values, place))
        except (BadInput, ValueError, InvalidOperation) as error:
            problems.append(Problem("row_not_read", f"{error}", place.start, place.end))
    return Reading(document, flows=tuple(flows), problems=tuple(problems))


def _flow(document: str, values: Mapping[str, str], place: Span) -> Flow:
    stage = _STAGES.get(values["stage"].casefold())
    if stage is None:
        raise ValueError(f"{values['stage']!r} is no stage; known are {', '.join(_STAGES)}")
    amount = _amount(values)
    quantity = _quantity(values)
    if amount is None and quantity is None:
        raise ValueError("the row has neither an amount nor a quantity")
    return Flow(
        id=finding_id("flow", document, place.start, place.end),
        stage=stage,
        by=tuple(_codes(values["donor"])),
        to=tuple(_codes(values["beneficiary"])),
        amount=amount,
        quantity=quantity,
        category=values["category"] or None,
        date=PartialDate.parse(values["date"]) if values["date"] else None,
        factuality=Factuality.CERTAIN,
        evidence=(place,),
        attributed_to=values["source"] or None,
    )


def _codes(cell: str) -> Iterator[str]:
    """Who is named, states by their codes: `Norway` and `NOR` are one donor."""
    yield from (_code(part.strip()) for part in re.split(r"[;|]", cell) if part.strip())


@lru_cache(4096)
def _code(name: str) -> str:
    key = name.upper()
    known = iso3166.countries_by_name.get(key) or iso3166.countries_by_apolitical_name.get(key)
    return known.alpha3 if known else _ALSO.get(key, name)


_ALSO = {"UNITED STATES": "USA", "UNITED KINGDOM": "GBR", "SOUTH KOREA": "KOR", "CZECH REPUBLIC": "CZE", "TURKEY": "TUR"}
"""Usual names that the standard has in other words."""


def _amount(values: Mapping[str, str]) -> Amount | None:
    if not values["amount"]:
        return None
    plain = re.sub(r"[\s'_]|,(?=\d{3}\b)", "", values["amount"])
    try:
        sum_ = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(f"{values['amount']!r} is no sum; write it as 1234.56") from error
    if not sum_.is_finite():
        raise ValueError(f"{values['amount']!r} is no sum")
    sum_ *= Decimal(values["scale"] or 1)
    if not re.fullmatch("[A-Z]{3}", values["currency"]):
        raise ValueError(f"{values['currency']!r} is no currency; write its ISO 4217 code, such as EUR")
    bound = values["bound"].replace(" ", "_") or "exact"
    return Amount(
        None if bound == "up_to" else sum_,
        None if bound == "at_least" else sum_,
        values["currency"],
        f"{values['amount']} {'× ' + values['scale'] + ' ' if values['scale'] else ''}{values['currency']}",
        bound,
    )


def _quantity(values: Mapping[str, str]) -> Quantity | None:
    if not values["quantity"]:
        return None
    return Quantity(f"{values['quantity']} {values['unit']}".strip(), Decimal(values["quantity"]), values["unit"] or "items")
