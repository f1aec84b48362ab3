"""Sums of the ledger's table kept up by the database, so that a total needs not add up a million rows (SQLite only).

A trigger (or `many`, for many rows at once) adds each new row of `posting` to the subtotal of its stage, donor, month,
beneficiary, area, source and currency. Rows of `posting` are never changed nor taken away. Sums are kept in two halves, so that
none can overflow. A dump does not hold them: its postings make them when it is loaded.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text

HALF = 10**9
"""Sums are taken of the upper and the lower half of the integers apart."""
_MANY = 500
"""So many rows at once are worth doing without the trigger."""
_KEYS = ("stage", "donor", "month", "beneficiary", "area", "source", "currency")
_LIST = ", ".join(_KEYS)
_TABLE = f"""
CREATE TABLE subtotal ({", ".join(f"{key} TEXT NOT NULL" for key in _KEYS)},
    upper INTEGER NOT NULL, lower INTEGER NOT NULL, flows INTEGER NOT NULL, PRIMARY KEY ({_LIST})) WITHOUT ROWID
"""
_ADDED = f"""
ON CONFLICT ({_LIST}) DO UPDATE SET upper = upper + excluded.upper, lower = lower + excluded.lower, flows = flows + excluded.flows
"""
_TRIGGER = f"""
CREATE TRIGGER posting_into_subtotal AFTER INSERT ON posting BEGIN
    INSERT INTO subtotal ({_LIST}, upper, lower, flows)
    VALUES ({", ".join(f"NEW.{key}" for key in _KEYS)}, NEW.minor / {HALF}, NEW.minor % {HALF}, 1)
    {_ADDED};
END
"""


def make(connection: Connection) -> None:
    """Makes the table and its trigger and adds up the postings that are there; nothing on other databases than SQLite."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(text(_TABLE))
    connection.execute(text(_TRIGGER))
    _add_up(connection, 0)


@contextmanager
def many(connection: Connection, rows: int) -> Iterator[None]:
    """Adds so many rows of `posting` that are put in meanwhile to their subtotals at the end, all at once.

    The trigger takes longer for a row than all the indices of its table. It is away for the length of the writer's transaction
    only, which nobody else sees: whatever goes wrong, it is there again.
    """
    if connection.dialect.name != "sqlite" or rows < _MANY:
        yield
        return
    last = connection.scalar(text("SELECT MAX(rowid) FROM posting")) or 0
    connection.exec_driver_sql("DROP TRIGGER posting_into_subtotal")
    yield
    connection.exec_driver_sql(_TRIGGER)
    _add_up(connection, last)


def _add_up(connection: Connection, last: int) -> None:
    """Adds all rows of `posting` behind a row to their subtotals."""
    connection.exec_driver_sql(
        f"INSERT INTO subtotal ({_LIST}, upper, lower, flows) "
        f"SELECT {_LIST}, SUM(minor / {HALF}), SUM(minor % {HALF}), COUNT(*) FROM posting WHERE rowid > ? GROUP BY {_LIST} "
        f"{_ADDED}",
        (last,),
    )


def serve(connection: Connection, keys: Sequence[str]) -> bool:
    """Whether totals by these columns can be made from the subtotals."""
    return connection.dialect.name == "sqlite" and set(keys) <= set(_KEYS)


def summed(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """(the keys, currency, sum of the integers, number of rows), for keys that `serve`."""
    columns = ", ".join((*keys, "currency"))
    query = f"SELECT {columns}, SUM(upper), SUM(lower), SUM(flows) FROM subtotal GROUP BY {columns}"
    for *key, upper, lower, flows in connection.execute(text(query)):
        yield (*key, int(upper) * HALF + int(lower), flows)
