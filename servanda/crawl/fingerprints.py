"""Near-duplicates: which texts tell the same with a few other words (agency copy), by MinHash.

Broder, "On the resemblance and containment of documents", 1997; banding after Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", chapter 3. 64 minima of hashed five-word shingles; texts that agree in one of 16 bands of four are compared,
and those of which 70 % of the minima agree are one group. Groups are connected components, named by their smallest id.
"""

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_SHINGLE = 5
_MINIMA, _BANDS = 64, 16
_ALIKE = 0.7
_PRIME = np.uint64((1 << 61) - 1)
_WORD = re.compile(r"\w+")
_MOST_WORDS = 20_000
_draw = np.random.Generator(np.random.PCG64(20_240_613))
_TIMES = _draw.integers(1, 1 << 29, _MINIMA, dtype=np.uint64)[:, None]
_PLUS = _draw.integers(0, 1 << 60, _MINIMA, dtype=np.uint64)[:, None]

WIDTH = _MINIMA * 4
"""Bytes of a fingerprint."""


def fingerprint(text: str) -> bytes:
    """The minima of a text, as bytes."""
    words = _WORD.findall(text.casefold())[:_MOST_WORDS]
    count = max(1, len(words) - _SHINGLE + 1)
    hashes = {zlib.crc32(" ".join(words[k : k + _SHINGLE]).encode("utf-8", "surrogatepass")) for k in range(count)}
    values = np.fromiter(sorted(hashes), np.uint64, len(hashes))
    minima = np.full(_MINIMA, np.iinfo(np.uint64).max, np.uint64)
    for at in range(0, len(values), 2048):
        found = (_TIMES * values[None, at : at + 2048] + _PLUS) % _PRIME
        minima = np.minimum(minima, found.min(axis=1))
    return bytes((minima & np.uint64(0xFFFFFFFF)).astype("<u4").tobytes())


def groups(ids: Sequence[str], fingerprints: Sequence[bytes]) -> dict[str, str]:
    """The group of each text that has a near-duplicate, by its id; the same whatever the order."""
    if not ids:
        return {}
    order = sorted(range(len(ids)), key=ids.__getitem__)
    table: NDArray[np.uint32] = np.frombuffer(b"".join(fingerprints[k] for k in order), "<u4").reshape(len(order), _MINIMA)
    root = list(range(len(order)))
    rows = _MINIMA // _BANDS
    for band in range(_BANDS):
        keys = np.ascontiguousarray(table[:, band * rows : (band + 1) * rows]).view(f"V{rows * 4}").ravel()
        first: dict[bytes, list[int]] = {}
        for k, key in enumerate(keys.tolist()):
            known = first.setdefault(key, [])
            # A few representatives of a bucket are enough: what is alike to none of them begins a new one.
            for other in known:
                if _found(root, other) == _found(root, k) or (table[other] == table[k]).mean() >= _ALIKE:
                    _join(root, other, k)
                    break
            else:
                if len(known) < 8:
                    known.append(k)
    sizes: dict[int, int] = {}
    for k in range(len(order)):
        sizes[_found(root, k)] = sizes.get(_found(root, k), 0) + 1
    return {ids[order[k]]: ids[order[_found(root, k)]] for k in range(len(order)) if sizes[_found(root, k)] > 1}


def _found(root: list[int], k: int) -> int:
    while root[k] != k:
        root[k] = root[root[k]]
        k = root[k]
    return k


def _join(root: list[int], a: int, b: int) -> None:
    """The smaller number, which is the smaller id, names the group."""
    a, b = _found(root, a), _found(root, b)
    root[max(a, b)] = min(a, b)
