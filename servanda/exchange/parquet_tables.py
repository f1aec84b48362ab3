"""Tables as Parquet files in a folder, with the meaning of each column in the file."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from servanda.exchange.csv_tables import DESCRIPTION, described
from servanda.exchange.flat_columns import Cell, FlatTable, Row

_AT_ONCE = 20_000
_WEIGHT_AT_ONCE = 16 * 2**20
_PLACES = Decimal("0.000001")
_WIDEST = Decimal(10) ** 30
_KINDS = {
    "text": pa.string(),
    "long": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "money": pa.decimal128(38, 6),
    "truth": pa.bool_(),
}


class ParquetTables:
    """Writes rows to a file for each table, a few thousand at once. Use it in a `with` statement."""

    def __init__(self, folder: Path, tables: Iterable[FlatTable]) -> None:
        self._folder = folder
        self._tables = {table.name: table for table in tables}
        self._waiting: dict[str, list[Row]] = {name: [] for name in self._tables}
        self._weight = 0
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> "ParquetTables":
        for table in self._tables.values():
            path = self._folder / f"{table.name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            columns = [pa.field(c.name, _KINDS[c.kind], metadata={"description": c.meaning}) for c in table.columns]
            self._writers[table.name] = pq.ParquetWriter(path, pa.schema(columns), compression="zstd")
        return self

    def __exit__(self, *trouble: object) -> None:
        for writer in self._writers.values():
            writer.close()

    def put(self, name: str, row: Row) -> None:
        """Writes a row of a table."""
        self._waiting[name].append(row)
        self._weight += len(str(row.get("text") or row.get("words") or "")) + 500
        if len(self._waiting[name]) >= _AT_ONCE or self._weight > _WEIGHT_AT_ONCE:
            self._write()

    def finish(self, title: str) -> None:
        """Writes what still waits, and what the columns mean."""
        self._write()
        (self._folder / DESCRIPTION).write_text(described(self._tables.values(), title, "parquet"), encoding="utf-8")

    def _write(self) -> None:
        for name, rows in self._waiting.items():
            if rows:
                schema = self._writers[name].schema
                columns = [
                    pa.array([_cell(column.kind, row.get(column.name)) for row in rows], _KINDS[column.kind])
                    for column in self._tables[name].columns
                ]
                self._writers[name].write_table(pa.table(columns, schema=schema))
                rows.clear()
        self._weight = 0


def _cell(kind: str, value: Cell) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if kind == "money" and value is not None:
        exact = Decimal(value)
        return exact.quantize(_PLACES, ROUND_HALF_EVEN) if abs(exact) < _WIDEST else None
    return value
