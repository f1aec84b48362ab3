"""Words of a passage as numbers: hashed words and pairs of words with their counts. The doorman of numpy and scipy.

Words are folded (lower case, letters and digits only, plural and verb endings off), so that "informed" and "inform" meet.
A word's number is a hash, so that texts can be added one by one without a dictionary that has to be kept.
"""

import re
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

BITS = 22
"""Features are numbered in 2 to the power of this; two of them rarely share a number."""
_MASK = (1 << BITS) - 1
_WORD = re.compile(r"[^\W_]+")
_GRAM = 4
"""Letters in a row that are counted by `grams`."""
_ENDINGS = re.compile(r"(?:ations?|ings?|ments?|edly|ed|ies|es|s|ly)$")
_SHORTEST = 4
_TOGETHER = 2000
"""Passages that are counted at once, to bound memory."""


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return zlib.crc32(stem(word).encode("utf-8", "replace"))


@lru_cache(maxsize=200_000)
def _grams(word: str) -> tuple[int, ...]:
    framed = f" {word} ".encode("utf-32-le", "replace")
    step = 4
    return tuple(zlib.crc32(framed[k : k + _GRAM * step]) for k in range(0, max(1, len(framed) - (_GRAM - 1) * step), step))


def stem(word: str) -> str:
    """A word without its commonest endings: enough to let forms of one word meet, no linguistics.

    >>> stem("consultations"), stem("consult"), stem("parties"), stem("use")
    ('consult', 'consult', 'part', 'use')
    """
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= _SHORTEST else word


def words(text: str) -> list[str]:
    """The words of a text in lower case: runs of letters and digits of any alphabet."""
    return _WORD.findall(text.lower())


def counts(texts: Sequence[str], pairs: bool = True) -> csr_matrix:
    """One row for each text: how often each word and (with `pairs`) each pair of neighbouring words stands in it.

    Shape: (texts, 2**BITS); 32-bit floats.
    """
    return _rows(texts, lambda text: np.fromiter(map(_number, words(text)), dtype=np.uint64), pairs)


def grams(texts: Sequence[str]) -> csr_matrix:
    """One row for each text: how often each four letters in a row stand in it, the gaps around a word counted as letters.

    "notify" and "notification" share most of them. Shape as for `counts`.
    """
    return _rows(texts, lambda text: np.fromiter((n for word in words(text) for n in _grams(word)), dtype=np.uint64), False)


def _rows(texts: Sequence[str], numbered: Callable[[str], NDArray[np.uint64]], pairs: bool) -> csr_matrix:
    parts = range(0, len(texts), _TOGETHER)
    blocks = [_counted([numbered(text) for text in texts[k : k + _TOGETHER]], pairs) for k in parts]
    data = np.concatenate([block[0] for block in blocks]) if blocks else np.zeros(0, np.float32)
    columns = np.concatenate([block[1] for block in blocks]) if blocks else np.zeros(0, np.int32)
    lengths = np.concatenate([block[2] for block in blocks]) if blocks else np.zeros(0, np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return csr_matrix((data, columns, starts), shape=(len(texts), 1 << BITS))


def _counted(
    numbers: Sequence[NDArray[np.uint64]], pairs: bool
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]:
    rows = np.repeat(np.arange(len(numbers), dtype=np.uint64), [len(n) for n in numbers])
    flat = np.concatenate(numbers) if numbers else np.zeros(0, np.uint64)
    keys = (rows << np.uint64(BITS)) | (flat & np.uint64(_MASK))
    if pairs:
        both = (flat[:-1] * np.uint64(0x9E3779B97F4A7C15) + flat[1:] * np.uint64(0xC2B2AE3D27D4EB4F)) >> np.uint64(64 - BITS)
        inside = rows[:-1] == rows[1:]
        keys = np.concatenate([keys, (rows[:-1][inside] << np.uint64(BITS)) | both[inside]])
    unique, number = np.unique(keys, return_counts=True)
    lengths = np.bincount((unique >> np.uint64(BITS)).astype(np.int64), minlength=len(numbers))
    return number.astype(np.float32), (unique & np.uint64(_MASK)).astype(np.int32), lengths


def spread(counted: csr_matrix) -> NDArray[np.int32]:
    """In how many rows each feature stands."""
    return np.bincount(counted.indices, minlength=1 << BITS).astype(np.int32)


def weighed(counted: csr_matrix, found_in: NDArray[np.int32], rows: int, floor: float = 0.0) -> csr_matrix:
    """Rows of unit length: (1 + log count) times (floor + log((N + 1) / n)), where n of N rows have the feature.

    A floor above 0 lets common words count too, as they must where there are few rows.
    """
    rarity = floor + np.log((rows + 1) / np.maximum(found_in[counted.indices], 1))
    data = (1 + np.log(counted.data)) * rarity
    data = data.astype(np.float32)
    squares = np.add.reduceat(data * data, counted.indptr[:-1][np.diff(counted.indptr) > 0]) if len(data) else np.zeros(0)
    lengths = np.ones(counted.shape[0], np.float32)
    lengths[np.diff(counted.indptr) > 0] = np.sqrt(np.maximum(squares, 1e-12))
    data /= np.repeat(lengths, np.diff(counted.indptr))
    return csr_matrix((data, counted.indices, counted.indptr), shape=counted.shape)
