"""What there is to read, cut into shards: ranges of files that can be read anywhere and in any order.

Inputs are told by their names. The shards of the same inputs are always the same, whatever the number of workers, so that a
job's result is too.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from servanda.crawl import archives, table_files
from servanda.crawl.members import Damaged, members, packing_of
from servanda.crawl.page import PAGE_BYTES, BadRecord, Page, Place, Record
from servanda.crawl.places import File, files_in, opened
from servanda.model import WrongCall

SHARD_BYTES = 64 * 1024 * 1024
_PAGE_FILES = (".html", ".htm", ".xhtml", ".txt")
_FILES_AT_ONCE = 500
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
_ARCHIVES = (".warc", ".wet", ".arc", ".warc.gz", ".wet.gz", ".warc.zst", ".wet.zst", ".gz", ".zst")
_TABLES = (".parquet",)


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of work: what begins in [start, end) of a file, or files of pages as they are (`files`)."""

    number: int
    kind: str
    file: File
    start: int
    end: int
    files: tuple[File, ...] = ()

    @property
    def size(self) -> int:
        """Bytes that have to be read."""
        return sum(file.size for file in self.files) or self.end - self.start


def shards_of(inputs: Iterable[str], shard_bytes: int = SHARD_BYTES) -> list[Shard]:
    """The shards of files, folders and addresses, by the names of the files. WrongCall where nothing is to be read."""
    files = sorted({file for named in inputs for file in files_in(named)})
    loose = [file for file in files if file.address.lower().endswith(_PAGE_FILES)]
    pieces: list[tuple[str, File, int, int, tuple[File, ...]]] = []
    for file in files:
        low = file.address.lower()
        if low.endswith(_LINES):
            packed = not low.endswith((".jsonl", ".ndjson"))
            pieces += [("lines", file, a, b, ()) for a, b in _ranges(file.size, file.size if packed else shard_bytes)]
        elif low.endswith(_TABLES):
            pieces += [("table", file, a, b, ()) for a, b in table_files.row_ranges(file.address)]
        elif low.endswith(_ARCHIVES):
            pieces += [("archive", file, a, b, ()) for a, b in _ranges(file.size, shard_bytes)]
    for k in range(0, len(loose), _FILES_AT_ONCE):
        some = tuple(loose[k : k + _FILES_AT_ONCE])
        pieces.append(("files", some[0], 0, len(some), some))
    if not pieces:
        raise WrongCall("nothing to read: give WARC or WET archives, JSON Lines, Parquet files or folders of HTML")
    return [Shard(number, *piece) for number, piece in enumerate(pieces)]


def _ranges(size: int, step: int) -> Iterator[tuple[int, int]]:
    step = max(1, step)
    for start in range(0, max(size, 1), step):
        yield start, min(size, start + step)


def records(shard: Shard, since: str | None = None) -> Iterator[Record]:
    """Everything in a shard, in order. A file that cannot be opened is one bad record."""
    if shard.kind == "files":
        for file in shard.files:
            yield _whole(file)
        return
    try:
        with opened(shard.file.address) as handle:
            if shard.kind == "archive":
                yield from archives.pages(handle, shard.file.address, shard.start, shard.end, since)
            elif shard.kind == "table":
                yield from table_files.pages(handle, shard.file.address, shard.start, shard.end, since)
            else:
                yield from _lines(handle, shard, since)
    except OSError as error:
        yield BadRecord(Place(shard.file.address, shard.start), "unreadable", str(error))


def _whole(file: File) -> Record:
    place = Place(file.address, 0)
    if file.size > PAGE_BYTES:
        return BadRecord(place, "too_large", f"has {file.size:,} bytes; {PAGE_BYTES:,} is the most that is read as one page")
    try:
        with opened(file.address) as handle:
            content = handle.read(PAGE_BYTES)
    except OSError as error:
        return BadRecord(place, "unreadable", str(error))
    if not content.strip():
        return BadRecord(place, "empty", "is empty")
    if b"\0" in content[:1024] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return BadRecord(place, "binary", "holds zero bytes")
    return Page(place, content, is_html=not file.address.lower().endswith(".txt"))


def _lines(file: BinaryIO, shard: Shard, since: str | None) -> Iterator[Record]:
    """The lines that begin in the shard's range; of a packed file all."""
    packing = packing_of(file.read(8))
    if packing:
        yield from _packed_lines(file, packing, shard, since)
        return
    at = shard.start
    file.seek(max(0, at - 1))
    if at:
        at += len(file.readline()) - 1
    while at < shard.end:
        line = file.readline(PAGE_BYTES + 1)
        if not line:
            return
        place = Place(shard.file.address, at)
        at += len(line)
        if len(line) > PAGE_BYTES:
            yield BadRecord(place, "too_large", f"this line has more than {PAGE_BYTES:,} bytes")
            while line and not line.endswith(b"\n"):
                line = file.readline(PAGE_BYTES)
                at += len(line)
        elif line.strip():
            yield _line(line, place, since)


def _packed_lines(file: BinaryIO, packing: str, shard: Shard, since: str | None) -> Iterator[Record]:
    rest, at, name = b"", 0, shard.file.address
    for offset, pieces in members(file, packing, 0, shard.end):
        try:
            for piece in pieces:
                *whole, rest = (rest + piece).split(b"\n")
                for line in whole:
                    if line.strip():
                        yield _line(line, Place(name, at), since)
                    at += len(line) + 1
                if len(rest) > PAGE_BYTES:
                    yield BadRecord(Place(name, at), "too_large", f"this line has more than {PAGE_BYTES:,} bytes")
                    return
        except Damaged as error:
            yield BadRecord(Place(name, offset), "damaged", str(error))
    if rest.strip():
        yield _line(rest, Place(name, at), since)


def _line(line: bytes, place: Place, since: str | None) -> Record:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return BadRecord(place, "no_json", "this line is no JSON")
    if not isinstance(row, dict):
        return BadRecord(place, "no_json", "this line is no JSON object")
    return table_files.page_of(row, place, since)
