"""Web archives: the pages of WARC and WET files, plain or packed, whole or of a range of bytes.

A record belongs to the range in which it (plain) or its member (packed) begins, so that ranges side by side give each record
once. A damaged record is named with its place, and reading goes on with the next sound one.
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from servanda.crawl.members import PIECE, Damaged, members, packing_of
from servanda.crawl.page import PAGE_BYTES, BadRecord, Page, Passed, Place, Record

_HEAD = 64 * 1024
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_PLAIN = re.compile(rb"\n\r?\n(WARC/1\.[01]\r?\n)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_BLOCK = 1 << 20
_WITH_PAGE = {b"response", b"conversion", b"resource"}
_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain",)
Bytes = bytes | bytearray


def pages(file: BinaryIO, name: str, start: int, end: int, since: str | None = None) -> Iterator[Record]:
    """The records that begin in [start, end): pages, bad ones, and those passed over. `since`: an ISO date."""
    head = file.read(8)
    packing = packing_of(head)
    if packing:
        for offset, pieces in members(file, packing, start, end):
            yield from _records(Stream(pieces, offset), name, since, packed=True)
        return
    at = _plain_start(file, start, end)
    if at is not None:
        file.seek(at)
        yield from _records(Stream(iter(lambda: file.read(_BLOCK), b""), at, end), name, since, packed=False)


def _plain_start(file: BinaryIO, start: int, end: int) -> int | None:
    """Where the first record of a plain archive begins in [start, end)."""
    if start == 0:
        return 0
    at = max(0, start - 4)
    file.seek(at)
    tail = b""
    while at < end:
        block = file.read(_BLOCK)
        if not block:
            return None
        searched = tail + block
        for found in _PLAIN.finditer(searched):
            place = at - len(tail) + found.start(1)
            if place >= start:
                return place if place < end else None
        at += len(block)
        tail = searched[-32:]
    return None


class Stream:
    """Bytes that come in pieces, of which no more are held than a record may have."""

    def __init__(self, pieces: Iterator[bytes | bytearray], offset: int, end: int | None = None) -> None:
        self._pieces = pieces
        self._held: Bytes = b""
        self._at = 0
        self.offset = self.begun = offset
        self.end = end

    def _fill(self, least: int) -> bool:
        """Whether at least so many bytes are held now."""
        if len(self._held) - self._at >= least:
            return True
        parts = [self._held[self._at :]] if self._at < len(self._held) else []
        have = len(self._held) - self._at
        try:
            while have < least:
                parts.append(next(self._pieces))
                have += len(parts[-1])
        except StopIteration:
            pass
        finally:
            self._held, self._at = parts[0] if len(parts) == 1 else b"".join(parts), 0
        return have >= least

    def head(self) -> bytes | None:
        """The lines up to the next empty one; None at the end of all; Damaged where there is no empty line in reach."""
        while True:
            if not self._fill(1):
                return None
            if self._held[self._at] not in b"\r\n":
                break
            self._move(1)
        least = 512
        while True:
            more = self._fill(least)
            found = end_of_head(self._held, self._at)
            if found:
                head = cut(self._held, self._at, found[0])
                self.begun = self.offset
                self._move(found[1] - self._at)
                return head
            if not more or least >= _HEAD:
                raise Damaged("its head does not end")
            least = min(_HEAD, least * 8)

    def take(self, size: int) -> tuple[Bytes, int]:
        """Bytes that hold the next so many, and where these begin in them: a copy saved. Damaged where there are fewer."""
        whole = self._fill(size)
        held, at = self._held, self._at
        self._move(min(size, len(held) - at))
        if not whole:
            raise Damaged("the file ends in the middle of it")
        return held, at

    def skip(self, size: int) -> None:
        """Drops so many bytes, piece by piece."""
        while size > 0:
            step = min(size, PIECE)
            if not self._fill(min(step, 1)):
                raise Damaged("the file ends in the middle of it")
            step = min(step, len(self._held) - self._at)
            self._move(step)
            size -= step

    def _move(self, by: int) -> None:
        self._at += by
        self.offset += by

    def seek_record(self) -> bool:
        """Moves to the next line that begins a record; whether there is one."""
        while self._fill(1):
            self._fill(64)
            found = _PLAIN.search(self._held, self._at)
            if found:
                self._move(found.start(1) - self._at)
                return True
            self._move(max(1, len(self._held) - self._at - 16))
        return False


def _records(stream: Stream, name: str, since: str | None, *, packed: bool) -> Iterator[Record]:
    """The records of a stream. In a packed file the place of each is its member's, elsewhere its own first byte."""
    member = stream.offset
    while True:
        place = Place(name, member if packed else stream.offset)
        try:
            head = stream.head()
            if head is None:
                return
            if not packed:
                place = Place(name, stream.begun)
                if stream.end is not None and place.offset >= stream.end:
                    return
            record = _record(stream, head, place, since)
        except Damaged as error:
            yield BadRecord(place, "damaged", str(error))
            if packed or not stream.seek_record():
                return
            continue
        if record:
            yield record


def _record(stream: Stream, head: bytes, place: Place, since: str | None) -> Record | None:
    if not head.startswith(b"WARC/"):
        raise Damaged("it does not begin as a record of a web archive does")
    fields = Fields(head)
    size = fields.of(b"content-length")
    if not size.isdigit() or len(size) > 15:
        raise Damaged("its head has no Content-Length")
    length = int(size)
    kind = fields.of(b"warc-type").lower()
    address = fields.of(b"warc-target-uri").strip(b"<>").decode("utf-8", "replace") or None
    if kind not in _WITH_PAGE:
        stream.skip(length)
        return BadRecord(place, "no_type", "its head has no WARC-Type", address) if not kind else None
    if length > PAGE_BYTES + _HEAD:
        stream.skip(length)
        return BadRecord(
            place, "too_large", f"has {length:,} bytes; {PAGE_BYTES:,} is the most that is read as one page", address
        )
    held, at = stream.take(length)
    date = fields.of(b"warc-date").decode("ascii", "replace") or None
    if since and date and date < since:
        return Passed(place, "older")
    if kind == b"response" and held.startswith(b"HTTP/", at):
        return _answer(held, at, at + length, place, address, date)
    block = cut(held, at, at + length)
    media = fields.of(b"content-type").decode("ascii", "replace").lower()
    if kind == b"conversion" or media.startswith(_TEXT):
        return Page(place, block, address, date, None, is_html=False)
    if media.startswith(_HTML):
        return Page(place, block, address, date)
    return Passed(place, "no_text")


def cut(content: Bytes, start: int, end: int) -> bytes:
    """A stretch, copied once."""
    return bytes(memoryview(content)[start:end])


def end_of_head(content: Bytes, at: int) -> tuple[int, int] | None:
    """Where the lines from `at` on end, and where what follows the empty line behind them begins."""
    found = content.find(b"\r\n\r\n", at, at + _HEAD)
    if found >= 0 and content.find(b"\n\n", at, found) < 0:
        return found, found + 4
    loose = _END_OF_HEAD.search(content, at, at + _HEAD)
    return (loose.start(), loose.end()) if loose else None


class Fields:
    """The named lines of a head, each sought when it is asked for."""

    def __init__(self, head: bytes) -> None:
        self._head = head
        self._low = head.lower()

    def of(self, name: bytes) -> bytes:
        """The value of a field; empty where there is none."""
        found = self._low.find(b"\n" + name + b":")
        if found < 0:
            return b""
        end = self._low.find(b"\n", found + 1)
        return self._head[found + len(name) + 2 : end if end >= 0 else None].strip()


def _answer(held: Bytes, start: int, end: int, place: Place, address: str | None, date: str | None) -> Record:
    """The page in a server's answer, which lies in held[start:end]."""
    found = end_of_head(held, start)
    if not found or found[1] > end:
        return BadRecord(place, "no_http_head", "the server's answer has no end of its head", address)
    head = cut(held, start, found[0])
    status = head[:32].split(b" ", 2)[1:2]
    if not status or not status[0].startswith(b"2"):
        return Passed(place, "no_answer")
    fields = Fields(head)
    media = fields.of(b"content-type").decode("ascii", "replace")
    low = media.lower()
    is_html = low.startswith(_HTML)
    if low and not is_html and not low.startswith(_TEXT):
        return Passed(place, "no_text")
    content = cut(held, found[1], end)
    if fields.of(b"transfer-encoding").lower() == b"chunked":
        content = _unchunked(content)
    try:
        content = _unpacked(content, fields.of(b"content-encoding").lower())
    except Damaged as error:
        return BadRecord(place, "packed", str(error), address)
    if content.find(b"\0", 0, 1024) >= 0 and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return BadRecord(place, "binary", "is called text and holds zero bytes", address)
    if not content or (content[:1].isspace() and content.isspace()):
        return BadRecord(place, "empty", "is empty", address)
    charset = _CHARSET.search(media)
    return Page(place, content, address, date, charset[1] if charset else None, is_html or b"<" in content[:1024])


def _unpacked(content: bytes, encoding: bytes) -> bytes:
    """A content as the server packed it. Archives often hold it unpacked under the old label."""
    if encoding in (b"gzip", b"x-gzip") and content.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(31)
    elif encoding == b"deflate" and content[:1] == b"\x78":
        unpacker = zlib.decompressobj()
    elif encoding in (b"br", b"zstd") and b"<" not in content[:2048]:
        raise Damaged(f"its content is packed as {encoding.decode()}, which is not unpacked")
    else:
        return content
    try:
        plain = unpacker.decompress(content, PAGE_BYTES)
    except zlib.error as error:
        raise Damaged(f"its content's packed bytes are damaged ({error})") from error
    if unpacker.unconsumed_tail:
        raise Damaged(f"its content unpacks to more than {PAGE_BYTES:,} bytes")
    return plain


_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,7})[^\r\n]{0,100}\r\n")


def _unchunked(content: bytes) -> bytes:
    """The content without the lengths between its chunks; as it is where it has none."""
    parts: list[bytes] = []
    at = 0
    while True:
        found = _CHUNK.match(content, at)
        if not found:
            return b"".join(parts) if parts else content
        size = int(found[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(content[found.end() : found.end() + size])
        at = found.end() + size + 2
