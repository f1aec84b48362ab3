"""Which documents there are in the paths that somebody named: files, folders, lines of JSON, standard input."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.lexicon import Lexicon
from servanda.model import BadInput, Raw
from servanda.sources import limits, open_bytes, open_file, open_regular, open_text, read_within

_ENDINGS = {"", ".txt", ".text", ".md", ".htm", ".html", ".xhtml", ".pdf", ".docx", ".xml", ".akn", ".jsonl"}
_ABOUT_THE_FOLDER = {
    *("readme", "license", "licence", "copying", "copyright", "notice", "changelog", "changes", "history", "contributing"),
    *("authors", "contributors", "credits", "install", "manifest", "makefile", "dockerfile", "code_of_conduct", "security"),
}
"""Files (by name, in lower case, without ending) that tell of a folder and are no document of it; named by themselves they are
read."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is yet to be opened: by `origin`, unless its text or bytes are here already. `line` names
    the line of a JSONL file that it stood in.
    """

    origin: str
    text: str | None = None
    content: bytes | None = None
    line: str | None = None


def opened(source: Source, lexicon: Lexicon) -> Raw:
    """The document; BadInput says why there is none."""
    if source.text is not None:
        try:
            return open_text(source.text, source.origin, lexicon)
        except BadInput as error:
            raise BadInput(f"{source.line} ({source.origin})", error.message) from error
    if source.content is not None:
        return open_bytes(source.content, source.origin, lexicon)
    return open_file(source.origin, lexicon)


def size_of(source: Source | BadInput) -> int:
    """Characters or bytes, as far as they are known before it is opened."""
    if isinstance(source, BadInput):
        return 0
    known = source.text if source.text is not None else source.content
    if known is not None:
        return len(known)
    try:
        return os.stat(source.origin).st_size
    except (OSError, ValueError):
        return 0


def check_readable(path: str) -> None:
    """BadInput for what is neither a file nor a folder: a pipe would be waited for without end."""
    if not os.path.exists(path):
        raise BadInput(path, "there is no such file or folder")
    if not (os.path.isfile(path) or os.path.isdir(path)):
        raise BadInput(path, "is a pipe, a socket or a device, not a file")


def sources_in(paths: Iterable[str]) -> Iterator[Source | BadInput]:
    """Every document, in the order given; a folder's files by their paths, without those that have no known ending
    or only tell of the folder (a README).
    """
    for path in paths:
        if path == "-":
            yield from _standard_input()
        elif os.path.isdir(path):
            yield from _in_folder(path)
        else:
            yield from _in_file(path)


def _standard_input() -> Iterator[Source | BadInput]:
    try:
        yield Source("-", content=read_within(sys.stdin.buffer, "-"))
    except BadInput as error:
        yield error


def _in_folder(folder: str) -> Iterator[Source | BadInput]:
    found = False
    for path in _walk(folder):
        found = True
        if isinstance(path, BadInput):
            yield path
        else:
            yield from _in_file(path)
    if not found:
        yield BadInput(folder, "this folder holds no file to read (.txt, .html, .pdf, .docx, .xml, .jsonl)")


def _walk(folder: str) -> Iterator[str | BadInput]:
    """The files in the order of their names; a folder that cannot be opened is told where it was met."""
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append):
        yield from _closed(closed)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if _is_document(name):
                yield os.path.join(where, name)
    yield from _closed(closed)


def _closed(errors: list[OSError]) -> Iterator[BadInput]:
    while errors:
        error = errors.pop()
        yield BadInput(str(error.filename), f"this folder cannot be opened ({error.strerror})")


def _is_document(name: str) -> bool:
    path = Path(name.lower())
    return not name.startswith(".") and path.suffix in _ENDINGS and path.name.partition(".")[0] not in _ABOUT_THE_FOLDER


def _in_file(path: str) -> Iterator[Source | BadInput]:
    if path.lower().endswith(".jsonl"):
        yield from _lines(path)
    else:
        yield Source(path)


def _lines(path: str) -> Iterator[Source | BadInput]:
    try:
        file = open_regular(path)
    except BadInput as error:
        yield error
        return
    with file:
        number = 0
        while line := file.readline(limits.FILE_BYTES):
            number += 1
            if len(line) == limits.FILE_BYTES and not line.endswith(b"\n"):
                yield BadInput(
                    f"{path}:{number}", f"this line is longer than {limits.FILE_BYTES // 1024**2} MB; the rest is not read"
                )
                return
            if line.strip():
                yield _line(path, number, line)
        if not number:
            yield BadInput(path, "is empty")


def _line(path: str, number: int, line: bytes) -> Source | BadInput:
    try:
        row = json.loads(line)
        text, origin = row["text"], row["id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return BadInput(f"{path}:{number}", 'this line is no JSON object with "id" and "text"')
    if not isinstance(text, str) or isinstance(origin, (dict, list)) or origin is None:
        return BadInput(f"{path}:{number}", '"text" of this line must be a text, "id" a text or a number')
    return Source(str(origin), text, line=f"{path}:{number}")
