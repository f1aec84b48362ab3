"""Money in another currency: reference rates with their day and source. The only place where rates are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from currency_converter import CurrencyConverter, RateNotFoundError

from servanda.model import WrongCall

SOURCE = "euro foreign exchange reference rates of the European Central Bank"
_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_unit` units of `into` for one of `currency`, as of `day`. `asked` is the day that was asked for."""

    currency: str
    into: str
    per_unit: Decimal
    day: date
    asked: date
    source: str = SOURCE

    def convert(self, amount: Decimal) -> Decimal:
        """The amount in the other currency, rounded half to even to a hundredth."""
        return (amount * self.per_unit).quantize(_PLACES)


@cache
def _table() -> CurrencyConverter:
    return CurrencyConverter(decimal=True)


def currencies() -> list[str]:
    """All currencies of the table, by their ISO 4217 codes."""
    return sorted(_table().currencies or ())


def known(currency: str) -> bool:
    """Whether the table has any rate of the currency."""
    return currency in (_table().currencies or ())


def rate(currency: str, into: str, day: date) -> Rate | None:
    """The reference rate of the day, or of the last day before it that has one; None where there is none within ten days.

    WrongCall for a currency that the table does not know at all. A rate between two currencies other than the euro is
    the quotient of their two rates of the same day.
    """
    if currency == into:
        return Rate(currency, into, Decimal(1), day, day)
    for name in (currency, into):
        if not known(name):
            raise WrongCall(f"no reference rate is known for {name}; known are {', '.join(currencies())}")
    for back in range(11):
        found = date.fromordinal(day.toordinal() - back)
        try:
            a, b = _per_euro(currency, found), _per_euro(into, found)
        except (RateNotFoundError, ValueError):
            continue
        return Rate(currency, into, b / a, found, day)
    return None


def _per_euro(currency: str, day: date) -> Decimal:
    if currency == "EUR":
        _table().convert(Decimal(1), "USD", "EUR", date=day)
        return Decimal(1)
    return Decimal(1) / Decimal(_table().convert(Decimal(1), currency, "EUR", date=day))


def newest(currency: str) -> date | None:
    """The last day for which the table has a rate."""
    bounds: Mapping[str, tuple[date, date]] = _table().bounds or {}
    return bounds[currency][1] if currency in bounds else None
