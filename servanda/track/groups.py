"""How codes are grouped for totals: donors by region, areas by Kiel's categories; and the size of an economy."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@cache
def regions() -> Mapping[str, str]:
    """The region of each code (data/region.csv)."""
    return {code: row["region"] for row in _rows("region.csv") for code in row["codes"].split(";")}


@cache
def categories() -> Mapping[str, str]:
    """Kiel's category of each area that has one (data/category.csv)."""
    return {area: row["category"] for row in _rows("category.csv") for area in row["areas"].split(";")}


@cache
def economies() -> Mapping[str, tuple[Decimal, Decimal | None]]:
    """(gross domestic product in EUR, population) of each code, as of 2021 (data/economy.csv)."""
    return {
        row["code"]: (
            Decimal(row["gdp_eur_billion"]) * 10**9,
            Decimal(row["population_million"]) * 10**6 if row["population_million"] else None,
        )
        for row in _rows("economy.csv")
    }


def region_of(codes: Iterable[str]) -> str:
    """The region that all of the codes lie in; `several` or `unknown` where there is no single one."""
    found = {regions().get(code, "unknown") for code in codes}
    return found.pop() if len(found) == 1 else "several" if found else "unknown"
