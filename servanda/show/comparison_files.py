"""Comparisons as files: CSV, a page of HTML that needs no other file, pictures as SVG or PNG. The ending of the name decides."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

from servanda.model import WrongCall
from servanda.show.pages.pictures.drawing import png_of

ENDINGS = (".csv", ".html", ".svg", ".png")
Marked = Sequence[tuple[str, bool]]
"""Words in runs, each with whether it is marked."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A cell that opens: `short` is seen at once, `quotes` on asking; in a table of plain text the quotes alone."""

    short: str
    quotes: Sequence[Marked]


Cell = str | int | float | Quoted | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with the same keys, under a title."""

    title: str
    keys: tuple[str, ...]
    rows: Sequence[Mapping[str, Cell]]


def write_file(name: str, rows: Sheet, shown: Sequence[Sheet], picture: Callable[[], str] | None) -> None:
    """Writes `rows` as CSV, `shown` as HTML, or the picture; WrongCall for another ending, or where there is nothing to draw."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise WrongCall(f"{name}: a comparison is written as {', '.join(ENDINGS)}; the ending of the name says which")
    if ending in (".svg", ".png") and picture is None:
        raise WrongCall(f"{name}: there is no picture of this; {' and '.join(ENDINGS[:2])} can be had")
    if ending == ".csv":
        _write(name, as_csv(rows).encode("utf-8-sig"))
    elif ending == ".html":
        drawn = picture() if picture else ""
        _write(name, as_html(shown, drawn).encode("utf-8"))
    elif picture:
        drawn = picture()
        _write(name, drawn.encode("utf-8") if ending == ".svg" else png_of(drawn))


def _write(name: str, content: bytes) -> None:
    try:
        Path(name).write_bytes(content)
    except OSError as error:
        raise WrongCall(f"{name}: cannot be written: {error.strerror}") from error


def as_csv(sheet: Sheet) -> str:
    """The rows as CSV; no cell is taken for a formula by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.keys)
    writer.writerows([_plain(row.get(key)) for key in sheet.keys] for row in sheet.rows)
    return out.getvalue()


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, Quoted):
        cell = " | ".join(" ".join("".join(words for words, _ in quote).split()) for quote in cell.quotes)
    if cell is None:
        return ""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell


def as_html(sheets: Sequence[Sheet], picture: str = "") -> str:
    """A page of its own: no script, nothing from elsewhere."""
    body = "".join(f"<h1>{escape(sheet.title)}</h1>{_table(sheet)}" for sheet in sheets)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(sheets[0].title)}</title>'
        f"<style>{_STYLE}</style></head><body>{picture}{body}</body></html>\n"
    )


def _table(sheet: Sheet) -> str:
    head = "".join(f'<th scope="col">{escape(key.replace("_", " "))}</th>' for key in sheet.keys)
    rows = "".join(f"<tr>{''.join(_cell(row.get(key)) for key in sheet.keys)}</tr>" for row in sheet.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Quoted):
        quotes = "".join(f"<blockquote>{_runs(quote)}</blockquote>" for quote in cell.quotes)
        return (
            f"<td><details><summary>{escape(cell.short)}</summary>{quotes}</details></td>" if cell.short else f"<td>{quotes}</td>"
        )
    return f"<td>{'' if cell is None else escape(cell)}</td>"


def _runs(quote: Marked) -> str:
    return "".join(f"<mark>{escape(words)}</mark>" if marked else str(escape(words)) for words, marked in quote)


_STYLE = """
body{font:15px/1.45 system-ui,"Segoe UI",Roboto,Arial,sans-serif;color:#1d2327;
margin:2rem auto;max-width:90rem;padding:0 1rem}
h1{font-size:1.2rem}table{border-collapse:collapse;margin-bottom:2rem}svg{max-width:100%;height:auto}
th,td{border:1px solid #dcd8cf;padding:.3rem .5rem;text-align:left;vertical-align:top}
thead th{position:sticky;top:0;background:#f6f4ef}
blockquote{margin:.3rem 0;padding-left:.6rem;border-left:3px solid #c4c9ce;max-width:42rem}
mark{background:#ffe9a8}summary{cursor:pointer}
"""
