"""Packed files as members: the gzip members or zstd frames that begin in a range of bytes, each as a stream of bounded pieces.

Web archives pack each record by itself, so that a file can be entered anywhere: a range's first member is the first place at
which one truly begins. The same search finds the next sound member behind a damaged one. A member whose end is in sight is
unpacked in one step by libdeflate; all others, and all that are not sound, piece by piece by isal, which gives the same bytes.
Doorman of deflate, isal and zstandard. FastWARC is not used for reading: it gives no ranges and no bounds, and is slower.
"""

import importlib
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, BinaryIO

from servanda.crawl.literals import Literal

_BLOCK = 1 << 20
_SLICE = 64 * 1024
_ZSTD_SLICE = 2 * 1024
_LEAST_MEMBER = 18
"""Bytes of the smallest gzip member."""
PIECE = 8 * 1024 * 1024
"""The most bytes that one step unpacks, so that a record that unpacks to gigabytes takes no more memory than this."""
_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_MAGIC = {"gzip": _GZIP, "zstd": _ZSTD}


class Damaged(Exception):
    """The packed bytes are not sound, or end too early."""


def packing_of(head: bytes) -> str | None:
    """`gzip`, `zstd` or None, by a file's first bytes."""
    return "gzip" if head.startswith(_GZIP) else "zstd" if head.startswith(_ZSTD) or _skippable(head) else None


def _skippable(head: bytes) -> bool:
    return len(head) > 4 and head[1:4] == b"\x2a\x4d\x18" and 0x50 <= head[0] <= 0x5F


class Window:
    """A file's bytes from some place on, read block by block."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self._file = file
        self.at = at
        self._find_begins = Literal(_GZIP).ends
        self._begins: list[int] | None = None
        self._take(b"")
        file.seek(at)

    def next(self, most: int) -> memoryview:
        """Up to so many bytes from `at` on, which moves behind them; empty at the file's end."""
        inside = self.at - self._start
        if not 0 <= inside < len(self._block):
            if inside != len(self._block):
                self._file.seek(self.at)
            self._take(self._file.read(_BLOCK))
            inside = 0
        piece = self._block[inside : inside + most]
        self.at += len(piece)
        return piece

    def member(self) -> bytes | None:
        """The bytes from `at` to before the next gzip member, or to the file's end; None where neither is within a block."""
        start = self.at - self._start
        for again in (False, True):
            if again or not 0 <= start < len(self._bytes):
                self._file.seek(self.at)
                self._take(self._file.read(_BLOCK))
                start = 0
            if self._begins is None:
                self._begins = self._find_begins(self._bytes)
            next_one = bisect_left(self._begins, start + _LEAST_MEMBER + len(_GZIP))
            if next_one < len(self._begins):
                return self._bytes[start : self._begins[next_one] - len(_GZIP)]
        return self._bytes if 0 < len(self._bytes) < _BLOCK else None

    def _take(self, block: bytes) -> None:
        self._bytes, self._block, self._start, self._begins = block, memoryview(block), self.at, None


def members(file: BinaryIO, packing: str, start: int, end: int) -> Iterator[tuple[int, Iterator[bytes | bytearray]]]:
    """(offset, pieces) of each member that begins in [start, end).

    The pieces raise Damaged where the member is not sound; the next member is then sought behind its first byte. What a caller
    leaves unread is unpacked and dropped, piece by piece.
    """
    window = Window(file, start)
    unpacker = _UNPACKERS[packing]
    if start > 0:
        found = _next_member(window, packing, start, end)
        if found is None:
            return
        window.at = found
    while window.at < end:
        at = window.at
        if not window.next(1):
            return
        window.at = at
        plain = _at_once(window) if packing == "gzip" else None
        if plain is not None:
            yield at, iter((plain,))
            continue
        pieces = _Pieces(window, unpacker())
        yield at, pieces
        try:
            for _ in pieces:
                pass
        except Damaged:
            pass
        if pieces.damaged:
            found = _next_member(window, packing, at + 1, end)
            if found is None:
                return
            window.at = found


def _at_once(window: Window) -> bytearray | None:
    """The sound gzip member at which the window stands, unpacked, if it is of usual size; the window moves behind it.

    Its last four bytes are its unpacked size: where they are not, it ends elsewhere, or is not sound, and None is given. (Bytes
    behind a member are noticed by this, but for one chance in four billion.)
    """
    unpack = _deflate()
    packed = window.member() if unpack else None
    if unpack is None or packed is None:
        return None
    size = int.from_bytes(packed[-4:], "little")
    if not 0 < size <= PIECE:
        return None
    try:
        plain = unpack(packed)
    except Exception:
        # Not sound, or the next member's first bytes stood in it by chance: the other way finds out which.
        return None
    if len(plain) != size:
        return None
    window.at += len(packed)
    return plain


class _Pieces:
    """The unpacked pieces of the member at which the window stands; the window ends up behind it."""

    def __init__(self, window: Window, unpacker: Any) -> None:
        self._window, self._unpacker = window, unpacker
        self.damaged = False

    def __iter__(self) -> "_Pieces":
        return self

    def __next__(self) -> bytes:
        unpacker, window = self._unpacker, self._window
        while not (unpacker.eof or self.damaged):
            packed = window.next(unpacker.slice) if unpacker.needs_input else memoryview(b"")
            if unpacker.needs_input and not packed:
                self.damaged = True
                raise Damaged("the file ends in the middle of it")
            try:
                piece = unpacker.decompress(packed)
            except Exception as error:
                # isal, zlib and zstandard each have their own exception for bytes that are not sound.
                self.damaged = True
                raise Damaged(f"its packed bytes are damaged ({error})") from error
            if unpacker.eof:
                window.at -= len(unpacker.unused_data)
            if piece:
                return bytes(piece)
        raise StopIteration


def _next_member(window: Window, packing: str, start: int, end: int) -> int | None:
    """The first place in [start, end) at which a member begins whose content looks like a record."""
    magic, at = _MAGIC[packing], start
    tail = b""
    window.at = start
    while at - len(tail) < end:
        block = bytes(window.next(_BLOCK))
        if not block:
            return None
        searched, base = tail + block, at - len(tail)
        found = searched.find(magic)
        while found >= 0:
            if base + found >= end:
                return None
            here = window.at
            if _begins(window, packing, base + found):
                return base + found
            window.at = here
            found = searched.find(magic, found + 1)
        at += len(block)
        tail = searched[-(len(magic) - 1) :]
    return None


def _begins(window: Window, packing: str, at: int) -> bool:
    window.at = at
    try:
        return next(_Pieces(window, _UNPACKERS[packing](64))).startswith(b"WARC/")
    except (Damaged, StopIteration):
        return False


class _Gzip:
    """isal's unpacker, or zlib's where isal is not installed."""

    slice = _SLICE

    def __init__(self, most: int = PIECE) -> None:
        self._most = most
        make = _isal()
        self._inner: Any = make() if make else zlib.decompressobj(31)
        self._is_zlib = make is None

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail if self._is_zlib else bool(self._inner.needs_input)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)

    def decompress(self, packed: memoryview) -> bytes:
        if self._is_zlib:
            return bytes(self._inner.decompress(self._inner.unconsumed_tail or packed, self._most))
        return bytes(self._inner.decompress(packed, self._most))


class _Zstd:
    """zstandard's unpacker. It has no bound of its own: small slices keep what one step can unpack below 64 MB."""

    slice = _ZSTD_SLICE
    needs_input = True

    def __init__(self, most: int = PIECE) -> None:
        zstandard: Any = importlib.import_module("zstandard")
        self._inner: Any = zstandard.ZstdDecompressor().decompressobj()

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)

    def decompress(self, packed: memoryview) -> bytes:
        return bytes(self._inner.decompress(packed))


@cache
def _deflate() -> Callable[[bytes], bytearray] | None:
    try:
        unpack: Callable[[bytes], bytearray] = importlib.import_module("deflate").gzip_decompress
    except ImportError:
        return None
    return unpack


@cache
def _isal() -> Callable[[], Any] | None:
    try:
        igzip: Any = importlib.import_module("isal.igzip_lib")
    except ImportError:
        return None
    return lambda: igzip.IgzipDecompressor(flag=igzip.DECOMP_GZIP)


_UNPACKERS: dict[str, Callable[..., Any]] = {"gzip": _Gzip, "zstd": _Zstd}
