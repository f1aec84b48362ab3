"""Rows that a page shows, as CSV, JSON or a spreadsheet too: the same rows in every form."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from servanda.model import WrongCall, as_json
from servanda.show.pages.spreadsheet import spreadsheet

FORMS: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The forms of every table, as endings of its address."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the same keys; `name` is the file's name when it is saved."""

    name: str
    keys: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]


def as_file(table: Table, form: str) -> Response:
    """The table in one of `FORMS`; WrongCall for another one."""
    if form not in FORMS:
        raise WrongCall(f"a table can be had as {', '.join(FORMS)}, not as {form!r}")
    body: str | bytes
    if form == "json":
        body = json.dumps([as_json(dict(row)) for row in table.rows], ensure_ascii=False)
    elif form == "csv":
        body = _csv(table)
    else:
        body = spreadsheet(table.name, table.keys, [[_cell(row.get(key)) for key in table.keys] for row in table.rows])
    headers = {} if form == "json" else {"Content-Disposition": f'attachment; filename="{table.name}.{form}"'}
    return Response(body, media_type=FORMS[form], headers=headers)


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.keys)
    writer.writerows([_harmless(_cell(row.get(key))) for key in table.keys] for row in table.rows)
    return out.getvalue()


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    plain = as_json(value)
    if isinstance(plain, list):
        return "; ".join(entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False) for entry in plain)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _harmless(cell: str | int | float) -> str | int | float:
    """A cell that no spreadsheet takes for a formula: texts come from the web."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell
