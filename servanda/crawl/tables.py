"""Rows in Parquet files: the doorman of pyarrow."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from servanda.crawl.rows import COLUMNS, IN_PARTS, Row

_KINDS = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "truth": pa.bool_(),
    "texts": pa.list_(pa.string()),
    "bytes": pa.binary(),
}
_ROWS_AT_ONCE = 5_000
_WEIGHT_AT_ONCE = 16 * 1024 * 1024


class TableFile:
    """Writes rows of one table to one file, some thousand at once; nothing is written where no row comes."""

    def __init__(self, path: Path, table: str, *, in_parts: bool = False) -> None:
        columns: Mapping[str, str] = {**COLUMNS[table], **(IN_PARTS if in_parts and table == "documents" else {})}
        self._schema = pa.schema([pa.field(name, _KINDS[kind]) for name, kind in columns.items()])
        self._path = path
        self._writer: Any = None
        self._rows: list[Row] = []
        self._weight = 0
        self.count = 0

    def put(self, row: Row) -> None:
        """One more row."""
        self._rows.append(row)
        self._weight += 200 + 2 * len(row.get("text") or "") + len(row.get("reading") or "")
        self.count += 1
        if len(self._rows) >= _ROWS_AT_ONCE or self._weight >= _WEIGHT_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            if self._writer is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._writer = pq.ParquetWriter(self._path, self._schema, compression="zstd")
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
            self._rows, self._weight = [], 0

    def close(self) -> None:
        """Writes what still waits."""
        self._flush()
        if self._writer is not None:
            self._writer.close()


def rows_of(path: Path, columns: list[str] | None = None, at_once: int = 500) -> Iterator[Row]:
    """The rows of a file, some hundred at once; none where there is no file."""
    if not path.exists():
        return
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(at_once, columns=columns):
            yield from batch.to_pylist()
