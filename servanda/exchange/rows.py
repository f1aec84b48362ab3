"""A table in a text: each row as a mapping, with the place where it stands, so that a figure opens its row."""

import csv
from collections.abc import Iterator, Mapping

from servanda.model import BadInput, Span

MAX_CELL = 1_000_000
"""The longest cell, in characters, that is read; a longer one is taken for a missing quotation mark."""


def rows(text: str, origin: str, needed: tuple[str, ...] = ()) -> Iterator[tuple[Mapping[str, str], Span]]:
    """(row, its place) for each row below the header of a CSV text; cells that a short row lacks are empty.

    The separator is a comma, a semicolon or a tab, whichever the header has most of. BadInput names the first row that
    cannot be read, or the columns of `needed` that the header lacks.
    """
    header: list[str] | None = None
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    for start, end in _records(text):
        try:
            (cells,) = (
                csv.reader([text[start:end]], delimiter=separator)
                if "\n" not in text[start:end]
                else [next(csv.reader(text[start:end].splitlines(keepends=True), delimiter=separator))]
            )
        except (csv.Error, ValueError, StopIteration) as error:
            raise BadInput(origin, f"line {text.count(chr(10), 0, start) + 1} is no row of a table: {error}") from error
        if header is None:
            header = [cell.strip().lstrip("\ufeff") for cell in cells]
            missing = [name for name in needed if name not in header]
            if missing:
                raise BadInput(origin, f"the header lacks the column {', '.join(missing)}; it has {', '.join(header)[:300]}")
            continue
        yield dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False)), Span(start, end)


def _records(text: str) -> Iterator[tuple[int, int]]:
    """The places of the records that are not blank: a line, or several where a quoted cell runs over the line's end."""
    start = at = 0
    open_quotes = False
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        open_quotes ^= text.count('"', at, end) % 2 == 1
        at = end + 1
        if not open_quotes or at >= len(text) or end - start > MAX_CELL:
            open_quotes = False
            stop = end - 1 if text[start:end].endswith("\r") else end
            if text[start:stop].strip():
                yield start, stop
            start = at
