"""Tables as CSV files in a folder: UTF-8, commas, RFC 4180 quoting; long texts in files of their own.

What the columns mean stands beside them: `datapackage.json` describes them (Frictionless Data Package), `columns.csv` does
for people.
"""

import csv
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from servanda.exchange.flat_columns import Cell, Column, FlatTable, Row

DESCRIPTION = "datapackage.json"
_KINDS = {"text": "string", "long": "string", "integer": "integer", "number": "number", "money": "number", "truth": "boolean"}
_LONGEST_CELL = 32_000
"""What a spreadsheet's cell holds, less room for the mark of what was cut."""


class CsvTables:
    """Writes rows to a file for each table. Use it in a `with` statement.

    `spreadsheet`: with a byte order mark, so that Excel knows the encoding, and with cells that no spreadsheet takes for a
    formula, cut to what it can hold; without it the cells are as they are.
    """

    def __init__(self, folder: Path, tables: Iterable[FlatTable], *, spreadsheet: bool = False) -> None:
        self._folder = folder
        self._spreadsheet = spreadsheet
        self._tables = {table.name: table for table in tables}
        self._counts = dict.fromkeys(self._tables, 0)
        self._files: dict[str, IO[str]] = {}
        self._writers: dict[str, Any] = {}

    def __enter__(self) -> "CsvTables":
        for table in self._tables.values():
            self._open(table.name, [column.name for column in table.columns])
        return self

    def __exit__(self, *trouble: object) -> None:
        for file in self._files.values():
            file.close()

    def put(self, name: str, row: Row) -> None:
        """Writes a row of a table."""
        self._writers[name].writerow([self._cell(column, row.get(column.name), row) for column in self._tables[name].columns])
        self._counts[name] += 1

    def finish(self, title: str) -> None:
        """Writes what the columns mean, once all rows are there."""
        (self._folder / DESCRIPTION).write_text(described(self._tables.values(), title, "csv"), encoding="utf-8")
        self._open("columns", ["table", "column", "kind", "meaning", "row_is", "rows"])
        for table in self._tables.values():
            for column in table.columns:
                cells = [table.name, column.name, _KINDS[column.kind], column.meaning, table.row, self._counts[table.name]]
                self._writers["columns"].writerow(cells)

    def _open(self, name: str, header: list[str]) -> None:
        path = self._folder / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        encoding = "utf-8-sig" if self._spreadsheet else "utf-8"
        self._files[name] = path.open("w", encoding=encoding, errors="replace", newline="")
        self._writers[name] = csv.writer(self._files[name], lineterminator="\r\n" if self._spreadsheet else "\n")
        self._writers[name].writerow(header)

    def _cell(self, column: Column, value: Cell, row: Row) -> Cell:
        if value is None:
            return ""
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, Decimal):
            return format(value, "f")
        if column.kind == "long":
            return self._beside(str(value), row)
        if not isinstance(value, str):
            return value
        return _harmless(value) if self._spreadsheet else value.replace("\0", "")

    def _beside(self, text: str, row: Row) -> str:
        """Writes a long text into a file of its own; the cell names it."""
        path = self._folder / "texts" / f"{row['document_id']}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "replace"))
        return f"texts/{path.name}"


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula or cuts in silence: texts come from the web."""
    cell = cell.replace("\0", "")
    if len(cell) > _LONGEST_CELL:
        cell = cell[:_LONGEST_CELL] + " … (cut)"
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def described(tables: Iterable[FlatTable], title: str, ending: str) -> str:
    """A Frictionless Data Package of the tables, as JSON."""
    resources = []
    for table in tables:
        schema = [{"name": c.name, "type": _KINDS[c.kind], "description": c.meaning} for c in table.columns]
        name = table.name.replace("/", "-").replace("_", "-")
        resources.append(
            {
                "name": name,
                "path": f"{table.name}.{ending}",
                "format": ending,
                "description": f"a row is {table.row}",
                "schema": {"fields": schema, "missingValues": [""]},
            }
        )
    package = {"name": "servanda-export", "title": title, "profile": "data-package", "resources": resources}
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
