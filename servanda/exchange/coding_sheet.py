"""Sheets for coders, as CSV: a row a unit with its words, a column a field."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from servanda.exchange.rows import rows
from servanda.model import BadInput

OF_AGREEMENT = (
    "title",
    "parties",
    "organisations",
    "status",
    "legal_form",
    "binding",
    "signed_date",
    "signed_place",
    "in_force_date",
    "term_months",
    "notice_months",
    "languages",
)
"""The fields of an agreement that people code."""
OF_PASSAGE = ("force", "by", "to", "areas", "condition", "deadline")
"""The fields of a passage; a passage without a commitment has no code in any."""
LISTS = ("parties", "organisations", "languages", "force", "by", "to", "areas")
"""Fields whose codes are lists, joined by semicolons."""
_PLACE = ("document", "unit", "words")


def sheet(units: Iterable[tuple[str, str, str]], fields: Sequence[str]) -> str:
    """An empty sheet of units (document, unit, words): codes go into the columns of the fields, nothing where there is none."""
    return table((*_PLACE, *fields), ((*unit, *("" for _ in fields)) for unit in units))


def table(header: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue()


def codes(text: str, origin: str) -> Mapping[str, dict[tuple[str, str], str]]:
    """The codes of a sheet that was filled in: for each document (unit, field) to code. Every cell is a code, an empty one too.

    BadInput for a sheet without the columns that name the unit, and for a unit that stands in two rows.
    """
    found: dict[str, dict[tuple[str, str], str]] = {}
    for row, place in rows(text, origin, _PLACE[:2]):
        fields = [name for name in row if name in OF_AGREEMENT + OF_PASSAGE]
        of_document = found.setdefault(row["document"].strip(), {})
        unit = row["unit"].strip()
        if any((unit, name) in of_document for name in fields):
            line = text.count("\n", 0, place.start) + 1
            raise BadInput(origin, f"line {line}: the unit {unit} of {row['document']} stands in two rows")
        for name in fields:
            of_document[unit, name] = "; ".join(filter(None, (part.strip() for part in row[name].split(";"))))
    if not any(found.values()):
        raise BadInput(origin, "no codes in it: a sheet has a column for each field, as `servanda codings sheet` makes it")
    return found
