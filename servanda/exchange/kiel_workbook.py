"""The Ukraine Support Tracker's workbook: its main sheet, a row for each sub-activity, becomes flows that open their rows.

The sheet (`Bilateral Assistance, MAIN DATA`, layout of the releases since 2024) has among others the columns donor,
announcement_date, aid_type_general, measure, explanation, tot_sub_activity_value_EUR and tot_activity_value_EUR. A measure
of `Allocation` is the stage `allocated`, `Commitment` the stage `pledged`.
"""

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import iso3166
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from servanda.exchange.kiel import TO
from servanda.exchange.rows import rows
from servanda.model import (
    Amount,
    BadInput,
    Document,
    Factuality,
    Flow,
    PartialDate,
    Problem,
    Reading,
    Span,
    Stage,
    finding_id,
)

SHEET = "main data"
NEEDED = ("donor", "announcement_date", "aid_type_general", "measure")
VALUES = ("tot_sub_activity_value_EUR", "tot_activity_value_EUR")
_KEPT = (*NEEDED, *VALUES, "ID", "explanation", "item", "source_reported_value")
_STAGES: Mapping[str, Stage] = {"allocation": Stage.ALLOCATED, "commitment": Stage.PLEDGED}
_NAMES: Mapping[str, str] = {
    "eu (commission and council)": "EU",
    "european union": "EU",
    "czech republic": "CZE",
    "south korea": "KOR",
    "taiwan": "TWN",
    "turkey": "TUR",
    "turkiye": "TUR",
    "united kingdom": "GBR",
    "united states": "USA",
}
_HEADER_WITHIN = 20
"""The header stands in one of this many first rows; some releases have a title above it."""


def workbook(path: Path) -> Reading:
    """The flows of the workbook's main sheet. BadInput where it is no workbook, has no such sheet, or lacks a column."""
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        raise BadInput(str(path), f"not a workbook in XLSX: {error}") from error
    sheet = next((s for s in book.worksheets if SHEET in s.title.casefold()), None)
    if sheet is None:
        raise BadInput(str(path), f"no sheet has {SHEET!r} in its name; there are {', '.join(s.title for s in book.worksheets)}")
    text = _as_csv(sheet.iter_rows(values_only=True), str(path))
    document = Document(Document.id_of(text), "other", sheet.title, "Kiel Institute", None, "en", text, f"{path}#{sheet.title}")
    flows: list[Flow] = []
    problems: list[Problem] = []
    for row, place in rows(text, str(path), NEEDED):
        try:
            flow = _flow(document.id, row, place)
        except (ValueError, InvalidOperation) as error:
            problems.append(Problem("row_not_read", str(error) or "not a number", place.start, place.end))
            continue
        if flow:
            flows.append(flow)
    return Reading(document, flows=tuple(flows), problems=tuple(problems))


def _as_csv(found: Iterator[tuple[Any, ...]], origin: str) -> str:
    """The columns that are kept, as a CSV text with a header."""
    for _, row in zip(range(_HEADER_WITHIN), found, strict=False):
        header = [str(cell or "").strip() for cell in row]
        if set(NEEDED) <= set(header):
            break
    else:
        raise BadInput(origin, f"the main sheet has no header with the columns {', '.join(NEEDED)}")
    chosen = [(header.index(name), name) for name in _KEPT if name in header]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for _, name in chosen])
    for row in found:
        cells = [_cell(row[k] if k < len(row) else None) for k, _ in chosen]
        if any(cells):
            writer.writerow(cells)
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.strftime("%Y-%m-%d")
    return " ".join(str(value).split()) if value is not None else ""


def _flow(document: str, row: Mapping[str, str], place: Span) -> Flow | None:
    stage = _STAGES.get(row["measure"].casefold())
    if stage is None:
        raise ValueError(f"{row['measure']!r} is no measure; known are Allocation and Commitment")
    cell = next((row[name] for name in VALUES if row.get(name) not in (None, "", ".", "NaN")), "")
    if not cell:
        return None
    sum_ = Decimal(cell)
    return Flow(
        id=finding_id("flow", document, place.start),
        stage=stage,
        by=(code_of(row["donor"]),),
        to=TO,
        amount=Amount(sum_, sum_, "EUR", f"EUR {cell}"),
        quantity=None,
        category=row["aid_type_general"].casefold() or None,
        date=_date(row["announcement_date"]),
        factuality=Factuality.CERTAIN,
        evidence=(place,),
        attributed_to="Kiel Institute",
    )


def code_of(name: str) -> str:
    """The code of a donor by its name in the tracker; the name itself where there is none."""
    plain = " ".join(name.split())
    known = iso3166.countries_by_name.get(plain.upper())
    return _NAMES.get(plain.casefold()) or (known.alpha3 if known else plain)


def _date(cell: str) -> PartialDate | None:
    try:
        return PartialDate.parse(cell[:10])
    except ValueError:
        return None
