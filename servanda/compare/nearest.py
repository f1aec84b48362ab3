"""The nearest passages elsewhere: which provision stands, in like words, in which other agreement.

A passage is a row of weighted words and pairs of words (features.py). Candidates share its rarest features; only they are
measured in full. So the work grows with the passages and what they share, not with all pairs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from servanda.compare.features import BITS, counts, spread, weighed

RAREST = 24
"""How many of a passage's rarest features (that stand elsewhere too) choose its candidates."""
TOO_COMMON = 400
"""A feature of more passages than this chooses no candidates."""
CANDIDATES = 12
_TOGETHER = 1000
_UNDATED = 1 << 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an agreement: `agreement` names it, `path` the provision; `text` is what is compared."""

    agreement: str
    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Passage number `of` is near passage number `to`: the cosine of their weighted words, 0 to 1."""

    of: int
    to: int
    score: float


class Corpus:
    """Passages that can be asked for their nearest ones, and that more can be added to."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._blocks: list[csr_matrix] = []
        self._spread = np.zeros(1 << BITS, np.int32)

    def add(self, passages: Sequence[Passage]) -> range:
        """Adds passages; their numbers. The effort is that of the new ones alone; all are weighed afresh when next asked."""
        first = len(self.passages)
        if passages:
            block = counts([passage.text for passage in passages])
            self.passages += passages
            self._blocks.append(block)
            self._spread += spread(block)
        return range(first, len(self.passages))

    def _rows(self) -> csr_matrix:
        if len(self._blocks) > 1:
            self._blocks = [vstack(self._blocks, format="csr")]
        return weighed(self._blocks[0], self._spread, len(self.passages))

    def nearest(
        self,
        number: int = 3,
        least: float = 0.2,
        asked: range | None = None,
        elsewhere: bool = True,
        dates: Mapping[str, str | None] | None = None,
    ) -> Iterator[Near]:
        """The nearest passages of each (or of those asked for), the best first; `elsewhere` leaves out its own agreement.

        With `dates` (ISO, by agreement) only passages of agreements dated before are looked at; none for one without a date.
        """
        if len(self.passages) < 2:
            return
        rows = self._rows()
        chosen = _rarest(rows, self._spread)
        by_feature = chosen.T.tocsr() if asked is None or len(asked) * 4 > len(self.passages) else None
        index = by_feature if by_feature is not None else chosen.T.tocsr()
        owners = np.unique([passage.agreement for passage in self.passages], return_inverse=True)[1]
        when = None
        if dates is not None:
            # A later or undated agreement is no source; ranks are compared, so that equal dates are not earlier either.
            ranks = {date: k for k, date in enumerate(sorted({date for date in dates.values() if date}))}
            known = [dates.get(passage.agreement) for passage in self.passages]
            when = np.array([ranks[date] if date else _UNDATED for date in known])
        span = asked if asked is not None else range(len(self.passages))
        for start in range(span.start, span.stop, _TOGETHER):
            part = range(start, min(start + _TOGETHER, span.stop))
            yield from _best(rows, chosen, index, owners if elsewhere else None, when, part, number, least)


def _rarest(rows: csr_matrix, found_in: NDArray[np.int32]) -> csr_matrix:
    """Of each row its rarest features that stand in another row too, with their weights."""
    shared = found_in[rows.indices]
    keep = (shared > 1) & (shared <= TOO_COMMON)
    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))[keep]
    columns, data, shared = rows.indices[keep], rows.data[keep], shared[keep]
    order = np.lexsort((columns, shared, owner))
    owner, columns, data = owner[order], columns[order], data[order]
    first = np.searchsorted(owner, np.arange(rows.shape[0]))
    rank = np.arange(len(owner)) - first[owner]
    few = rank < RAREST
    return csr_matrix((data[few], (owner[few], columns[few])), shape=rows.shape)


def _best(
    rows: csr_matrix,
    chosen: csr_matrix,
    index: csr_matrix,
    owners: NDArray[np.int64] | None,
    when: NDArray[np.int64] | None,
    part: range,
    number: int,
    least: float,
) -> Iterator[Near]:
    overlap = (chosen[part.start : part.stop] @ index).tocsr()
    of, to = [], []
    for k, row in enumerate(part):
        found = overlap.indices[overlap.indptr[k] : overlap.indptr[k + 1]]
        score = overlap.data[overlap.indptr[k] : overlap.indptr[k + 1]]
        other = found != row if owners is None else owners[found] != owners[row]
        if when is not None:
            other &= (when[found] < when[row]) & (when[row] != _UNDATED)
        found, score = found[other], score[other]
        if len(found) > CANDIDATES:
            top = np.argpartition(-score, CANDIDATES)[:CANDIDATES]
            found = found[top]
        of.append(np.full(len(found), row))
        to.append(found)
    left, right = np.concatenate(of), np.concatenate(to)
    exact = np.asarray(rows[left].multiply(rows[right]).sum(axis=1)).ravel() if len(left) else np.zeros(0)
    order = np.lexsort((right, -exact, left))
    last, taken = -1, 0
    for k in order:
        if left[k] != last:
            last, taken = int(left[k]), 0
        if taken < number and exact[k] >= least:
            taken += 1
            yield Near(last, int(right[k]), round(float(exact[k]), 4))
