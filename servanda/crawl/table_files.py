"""Tables with a text a row: Parquet files, and the rows of JSON Lines. The columns are found by their usual names."""

import importlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from servanda.crawl.page import PAGE_BYTES, BadRecord, Page, Passed, Place, Record
from servanda.crawl.places import opened
from servanda.model import WrongCall

_MARKUP = ("html", "raw_html", "content_html")
_TEXT = ("text", "content", "raw_content", "body", "plain_text", "document")
_ADDRESS = ("url", "uri", "id", "source", "warc_target_uri")
_DATE = ("date", "warc_date", "timestamp", "published", "crawl_date")
_ROWS_AT_ONCE = 256


def page_of(row: Mapping[str, Any], place: Place, since: str | None = None) -> Record:
    """The page in a row."""
    by_name = {str(name).lower(): value for name, value in row.items()}
    markup = _first(by_name, _MARKUP)
    text = markup if markup is not None else _first(by_name, _TEXT)
    address = _first(by_name, _ADDRESS)
    date = _first(by_name, _DATE)
    named = None if address is None else str(address)
    if text is None:
        return BadRecord(place, "no_text_column", f"has none of the columns {', '.join(_MARKUP + _TEXT)}", named)
    content = text if isinstance(text, bytes) else str(text).encode("utf-8", "replace")
    if len(content) > PAGE_BYTES:
        return BadRecord(
            place, "too_large", f"has {len(content):,} bytes; {PAGE_BYTES:,} is the most that is read as one page", named
        )
    if not content.strip():
        return BadRecord(place, "empty", "is empty", named)
    seen = None if date is None else str(date)
    if since and seen and seen < since:
        return Passed(place, "older")
    return Page(place, content, named, seen, None, is_html=markup is not None)


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def row_ranges(address: str) -> Iterator[tuple[int, int]]:
    """The rows of each row group of a Parquet file. WrongCall where it is none."""
    pq = _parquet()
    try:
        with opened(address) as file:
            found = pq.ParquetFile(file).metadata
    except (OSError, ValueError) as error:
        raise WrongCall(f"{address}: is no Parquet file ({error})") from error
    at = 0
    for k in range(found.num_row_groups):
        rows = found.row_group(k).num_rows
        yield at, at + rows
        at += rows


def pages(file: BinaryIO, name: str, start: int, end: int, since: str | None) -> Iterator[Record]:
    """The rows [start, end), which are a row group."""
    table = _parquet().ParquetFile(file)
    known = {*_MARKUP, *_TEXT, *_ADDRESS, *_DATE}
    columns = [column for column in table.schema_arrow.names if column.lower() in known]
    at = 0
    for k in range(table.num_row_groups):
        rows = table.metadata.row_group(k).num_rows
        if at == start:
            number = at
            try:
                for batch in table.iter_batches(_ROWS_AT_ONCE, row_groups=[k], columns=columns):
                    for row in batch.to_pylist():
                        yield page_of(row, Place(name, number), since)
                        number += 1
            except (OSError, ValueError) as error:
                yield BadRecord(Place(name, number), "damaged", f"the rows from here to {end} cannot be read ({error})")
        at += rows


def _parquet() -> Any:
    return importlib.import_module("pyarrow.parquet")
