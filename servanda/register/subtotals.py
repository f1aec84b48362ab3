"""Sums of the ledger's table kept up by the database, so that a total needs not add up a million rows (SQLite only).

A trigger adds each new row of `posting` to the subtotal of its stage, donor, month, beneficiary, area, source and currency. Rows
of `posting` are never changed nor taken away. Sums are kept in two halves, so that none can overflow. A dump does not hold them:
its postings make them when it is loaded.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text

HALF = 10**9
"""Sums are taken of the upper and the lower half of the integers apart."""
_KEYS = ("stage", "donor", "month", "beneficiary", "area", "source", "currency")
_LIST = ", ".join(_KEYS)
_TABLE = f"""
CREATE TABLE subtotal ({", ".join(f"{key} TEXT NOT NULL" for key in _KEYS)},
    upper INTEGER NOT NULL, lower INTEGER NOT NULL, flows INTEGER NOT NULL, PRIMARY KEY ({_LIST})) WITHOUT ROWID
"""
_TRIGGER = f"""
CREATE TRIGGER posting_into_subtotal AFTER INSERT ON posting BEGIN
    INSERT INTO subtotal ({_LIST}, upper, lower, flows)
    VALUES ({", ".join(f"NEW.{key}" for key in _KEYS)}, NEW.minor / {HALF}, NEW.minor % {HALF}, 1)
    ON CONFLICT ({_LIST}) DO UPDATE SET upper = upper + excluded.upper, lower = lower + excluded.lower, flows = flows + 1;
END
"""


def make(connection: Connection) -> None:
    """Makes the table and its trigger and adds up the postings that are there; nothing on other databases than SQLite."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(text(_TABLE))
    connection.execute(text(_TRIGGER))
    summed = f"SUM(minor / {HALF}), SUM(minor % {HALF}), COUNT(*)"
    connection.execute(text(f"INSERT INTO subtotal SELECT {_LIST}, {summed} FROM posting GROUP BY {_LIST}"))


def serve(connection: Connection, keys: Sequence[str]) -> bool:
    """Whether totals by these columns can be made from the subtotals."""
    return connection.dialect.name == "sqlite" and set(keys) <= set(_KEYS)


def summed(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """(the keys, currency, sum of the integers, number of rows), for keys that `serve`."""
    columns = ", ".join((*keys, "currency"))
    query = f"SELECT {columns}, SUM(upper), SUM(lower), SUM(flows) FROM subtotal GROUP BY {columns}"
    for *key, upper, lower, flows in connection.execute(text(query)):
        yield (*key, int(upper) * HALF + int(lower), flows)
