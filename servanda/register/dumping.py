"""A register as lines of JSON, and back: every row of every table by its key, so that equal registers give equal lines.

The first line names the format and the layout; then `{"table": ..., "columns": [...]}` before the rows of each table, each
a list; the last line counts the rows, so that a dump that was cut off is known by it.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DBAPIError

from servanda.model import WrongCall
from servanda.register import indexing
from servanda.register.opening import Register
from servanda.register.tables import VERSION, document, metadata, passage, searched, setting

FORMAT = "servanda dump"
_AT_ONCE = 2000
TABLES: tuple[Table, ...] = tuple(table for table in metadata.sorted_tables if table not in (setting, passage, searched))
"""The tables of a dump, each after those that it refers to."""


def dump(register: Register) -> Iterator[str]:
    """The lines of the register, all as of one moment, without line ends."""
    number = 0
    with register.transaction() as connection:
        yield _line({"format": FORMAT, "layout": VERSION})
        for table in TABLES:
            yield _line({"table": table.name, "columns": [column.name for column in table.columns]})
            query = select(table).order_by(*table.primary_key.columns)
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
                number += 1
                yield _line(list(row))
        yield _line({"rows": number})


def raw_tables() -> dict[str, list[tuple[str, str]]]:
    """Every table with its columns, each with its kind: text, integer or number."""
    kinds = {int: "integer", float: "number"}
    return {
        table.name: [(column.name, kinds.get(column.type.python_type, "text")) for column in table.columns] for table in TABLES
    }


def raw_rows(register: Register, names: Collection[str] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, row) for every row of every table, or of those named, all as of one moment."""
    with register.transaction() as connection:
        for table in TABLES:
            if names and table.name not in names:
                continue
            query = select(table).order_by(*table.primary_key.columns)
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(query).mappings():
                yield table.name, dict(row)


def load(register: Register, lines: Iterable[str], origin: str) -> int:
    """Fills an empty register with a dump, all of it or nothing; gives the number of rows.

    WrongCall for a register that holds anything, for what is no dump, for one that is cut off or of a newer program.
    """
    found = _parsed(lines, origin)
    _check_head(next(found, None), origin)
    number = 0
    with register.transaction(write=True) as connection:
        if connection.scalar(select(func.count()).select_from(document)):
            raise WrongCall(f"{register.address}: holds documents already; load a dump into a register that is not there yet")
        table: Table | None = None
        names: list[str] = []
        waiting: list[list[Any]] = []
        told: int | None = None
        for entry in found:
            if isinstance(entry, list) and table is not None and len(entry) == len(names):
                waiting.append(entry)
                if len(waiting) >= _AT_ONCE:
                    number += _insert(connection, table, names, waiting, origin)
                continue
            if table is not None:
                number += _insert(connection, table, names, waiting, origin)
            if isinstance(entry, dict) and "table" in entry:
                table, names = _announced(entry, origin)
            elif isinstance(entry, dict) and "rows" in entry:
                told = entry["rows"]
            else:
                raise WrongCall(f"{origin}: a line that belongs to no table of a register; is it a dump?")
        if told != number:
            raise WrongCall(f"{origin}: {'cut off' if told is None else 'lines are missing'}; nothing was loaded")
        _after(connection)
    return number


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _parsed(lines: Iterable[str], origin: str) -> Iterator[Any]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                raise WrongCall(f"{origin}: line {number} is no JSON ({error}); nothing was loaded") from error


def _check_head(head: Any, origin: str) -> None:
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise WrongCall(f"{origin}: no dump of a register; `servanda export dump FILE --register R` makes one")
    if not isinstance(head.get("layout"), int) or head["layout"] > VERSION:
        raise WrongCall(
            f"{origin}: dumped by a newer Servanda (layout {head.get('layout')}, known here: {VERSION}); update the program"
        )


def _announced(entry: dict[str, Any], origin: str) -> tuple[Table, list[str]]:
    table = {known.name: known for known in TABLES}.get(entry["table"])
    names = entry.get("columns")
    if table is None or not isinstance(names, list) or not set(names) <= set(table.columns.keys()):
        raise WrongCall(f"{origin}: a table {entry['table']!r} that no register has; nothing was loaded")
    return table, names


def _insert(connection: Connection, table: Table, names: list[str], waiting: list[list[Any]], origin: str) -> int:
    if not waiting:
        return 0
    rows = [dict(zip(names, row, strict=True)) for row in waiting]
    waiting.clear()
    try:
        connection.execute(insert(table), rows)
    except DBAPIError as error:
        raise WrongCall(
            f"{origin}: rows that do not fit into the table {table.name!r} ({error.orig}); nothing was loaded"
        ) from error
    return len(rows)


def _after(connection: Connection) -> None:
    """What is derived from the rows: the search, and the counters of a server."""
    indexing.fill(connection)
    if connection.dialect.name == "sqlite":
        return
    for table in TABLES:
        key = table.primary_key.columns.values()[0]
        if key.name == "id" and key.type.python_type is int:
            last = select(func.coalesce(func.max(key), 0) + 1)
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last.scalar_subquery(), False)))
