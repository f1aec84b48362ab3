"""The columns of a coder's table: which holds which field, parties that stand in several, days that are written month first."""

import re
from collections.abc import Iterable, Mapping, Sequence

from servanda.flow.coded_fields import FIELDS, Field
from servanda.model import WrongCall

Row = Mapping[str, str]
_ONE_PARTY = re.compile(
    r"(?:country|state|party|partner|signatory|member|iso3?|country code|ccode)(?: name| code)? ?(?:[a-d]|\d{1,2}|one|two)",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\b")
JOINT = " + "
"""Between the names of columns that hold one field together."""


def columns_of(header: Row, key: str, given: Mapping[str, str]) -> list[tuple[Field, str]]:
    """The fields that a table holds, each with its column; several columns of parties are one, their names joined by `JOINT`.

    `given` says which column holds which field; others are found by their names. `key` names the texts and holds no field.
    """
    fields = {field.name for field in FIELDS}
    for name, column in given.items():
        if name not in fields:
            raise WrongCall(f"{name}: no such field; there are {', '.join(sorted(fields))}")
        missing = [part for part in column.split(JOINT) if part not in header]
        if missing and column not in header:
            raise WrongCall(f"{', '.join(missing)}: no such column; there are {', '.join(header)[:300]}")
    plain = {_plain(column): column for column in reversed(list(header)) if column != key}
    found = []
    for field in FIELDS:
        known = [plain[name.replace("_", " ")] for name in field.columns if name.replace("_", " ") in plain]
        column = given.get(field.name) or next((name for name in known if name not in given.values()), "")
        if not column and field.name == "parties":
            column = JOINT.join(name for name in header if _ONE_PARTY.fullmatch(_plain(name)))
        if column:
            found.append((field, column))
    return found


def _plain(column: str) -> str:
    return " ".join(column.lower().replace("_", " ").split())


def cell(row: Row, column: str) -> str:
    """What a row has in a column, or in the columns that hold a field together."""
    if column in row:
        return row[column]
    return ";".join(filter(None, (row.get(part, "").strip() for part in column.split(JOINT))))


def days_first(cells: Sequence[str]) -> list[str]:
    """The cells of a column of days. One with a month above 12 in second place, and none in the first, is written month first:
    all its days become ISO dates.

    >>> days_first(["5/31/1999", "6/5/1999"])
    ['1999-05-31', '1999-06-05']
    """
    pairs = [match.groups() for match in map(_SLASHED.match, cells) if match]
    if not _above_twelve(b for _, b, _ in pairs) or _above_twelve(a for a, _, _ in pairs):
        return list(cells)
    return [_SLASHED.sub(lambda m: f"{m[3]}-{int(m[1]):02}-{int(m[2]):02}", text, count=1) for text in cells]


def _above_twelve(figures: Iterable[str]) -> bool:
    return any(int(figure) > 12 for figure in figures)
