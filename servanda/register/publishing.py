"""Flat tables as one SQLite file, ready for Datasette: keys, indexes, and a full text search of texts and commitments."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

_AT_ONCE = 2000
_TYPES = {"integer": "INTEGER", "number": "REAL", "money": "NUMERIC", "truth": "INTEGER"}
_KEYS = {
    "agreements": "agreement_id",
    "documents": "document_id",
    "commitments": "claim_id",
    "events": "claim_id",
    "statements": "claim_id",
    "flows": "claim_id",
    "facts": "claim_id",
    "reviews": "review_id",
    "codings": "coding_id",
}
_SEARCHED = {"documents": ("title", "text"), "commitments": ("words", "condition", "deadline")}
Columns = Sequence[tuple[str, str, str]]
"""(name, kind, meaning) of each column."""


class SqliteTables:
    """Writes rows of tables into a new SQLite file. Use it in a `with` statement."""

    def __init__(self, path: Path, tables: Mapping[str, Columns]) -> None:
        self._path = path
        self._tables = tables
        self._waiting: dict[str, list[list[Any]]] = {name: [] for name in tables}

    def __enter__(self) -> "SqliteTables":
        self._connection = sqlite3.connect(self._path)
        # The file is renamed into its place when it is whole, so that no journal is needed while it is made.
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        for name, columns in self._tables.items():
            told = [f'"{column}" {_TYPES.get(kind, "TEXT")}' + _key(name, column, self._tables) for column, kind, _ in columns]
            self._connection.execute(f'CREATE TABLE "{name}" ({", ".join(told)})')
        return self

    def __exit__(self, *trouble: object) -> None:
        self._connection.close()

    def put(self, name: str, row: Mapping[str, Any]) -> None:
        """Writes a row of a table."""
        self._waiting[name].append([_cell(row.get(column)) for column, _, _ in self._tables[name]])
        if len(self._waiting[name]) >= _AT_ONCE:
            self._write(name)

    def finish(self, title: str) -> None:
        """Writes what waits, makes indexes and searches, and a table that says what the columns mean."""
        for name in self._tables:
            self._write(name)
        self._connection.execute('CREATE TABLE "columns" ("table" TEXT, "column" TEXT, "meaning" TEXT)')
        meanings = [(name, column, meaning) for name, columns in self._tables.items() for column, _, meaning in columns]
        self._connection.executemany('INSERT INTO "columns" VALUES (?, ?, ?)', meanings)
        for name, columns in self._tables.items():
            for column in ("agreement_id", "document_id", "commitment_id"):
                if column in {known for known, _, _ in columns} and _KEYS.get(name) != column:
                    self._connection.execute(f'CREATE INDEX "{name}_by_{column}" ON "{name}" ("{column}")')
        for name, searched in _SEARCHED.items():
            listed = ", ".join(f'"{column}"' for column in searched)
            self._connection.execute(f'CREATE VIRTUAL TABLE "{name}_fts" USING fts5({listed}, content="{name}")')
            self._connection.execute(f'INSERT INTO "{name}_fts" (rowid, {listed}) SELECT rowid, {listed} FROM "{name}"')
        self._connection.execute("ANALYZE")
        self._connection.commit()

    def _write(self, name: str) -> None:
        places = ", ".join("?" * len(self._tables[name]))
        self._connection.executemany(f'INSERT OR IGNORE INTO "{name}" VALUES ({places})', self._waiting[name])
        self._waiting[name].clear()


def _key(table: str, column: str, tables: Iterable[str]) -> str:
    if _KEYS.get(table) == column:
        return " PRIMARY KEY"
    for target in ("agreements", "documents"):
        if _KEYS[target] == column and target in tables:
            return f' REFERENCES "{target}" ("{column}")'
    return ""


def _cell(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value
