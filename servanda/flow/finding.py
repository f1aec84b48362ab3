"""Which documents there are in the paths that somebody named: files, folders, lines of JSON, standard input."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.lexicon import Lexicon
from servanda.model import BadInput, Raw
from servanda.sources import open_bytes, open_file, open_text

_ENDINGS = {"", ".txt", ".text", ".md", ".htm", ".html", ".xhtml", ".pdf", ".docx", ".xml", ".akn", ".jsonl"}


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is yet to be opened: by `origin`, unless its text or bytes are here already."""

    origin: str
    text: str | None = None
    content: bytes | None = None


def opened(source: Source, lexicon: Lexicon) -> Raw:
    """The document; BadInput says why there is none."""
    if source.text is not None:
        return open_text(source.text, source.origin, lexicon)
    if source.content is not None:
        return open_bytes(source.content, source.origin, lexicon)
    return open_file(source.origin, lexicon)


def sources_in(paths: Iterable[str]) -> Iterator[Source | BadInput]:
    """Every document, in the order given; a folder's files by their paths, those without a known ending left out."""
    for path in paths:
        if path == "-":
            yield Source("-", content=sys.stdin.buffer.read())
        elif Path(path).is_dir():
            yield from _in_folder(path)
        else:
            yield from _in_file(path)


def _in_folder(folder: str) -> Iterator[Source | BadInput]:
    found = False
    for path in _walk(folder):
        found = True
        yield from _in_file(path)
    if not found:
        yield BadInput(folder, "this folder holds no file to read (.txt, .html, .pdf, .docx, .xml, .jsonl)")


def _walk(folder: str) -> Iterator[str]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in _ENDINGS:
                yield str(Path(where) / name)


def _in_file(path: str) -> Iterator[Source | BadInput]:
    if path.lower().endswith(".jsonl"):
        yield from _lines(path)
    else:
        yield Source(path)


def _lines(path: str) -> Iterator[Source | BadInput]:
    try:
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _line(path, number, line)
    except OSError as error:
        yield BadInput(path, f"cannot be opened ({error.strerror})")


def _line(path: str, number: int, line: bytes) -> Source | BadInput:
    try:
        row = json.loads(line)
        return Source(str(row["id"]), row["text"] if isinstance(row["text"], str) else str(row["text"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return BadInput(f"{path}:{number}", 'this line is no JSON object with "id" and "text"')
