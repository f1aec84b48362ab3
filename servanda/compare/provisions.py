"""Two agreements, provision by provision: which article or paragraph of one answers to which of the other.

Likeness is the cosine of weighted words, headings among them, with a little for areas that the commitments of both share and for
the same relative place. First comes the one-to-one assignment with the greatest likeness in all; then each provision that is left
over is held to be a part of the one that it is most like.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from servanda.compare.alignment import assigned, cosines, distance, out_of_order
from servanda.compare.features import words
from servanda.model import Provision, ProvisionPairing, Reading

KINDS = ("article", "paragraph", "section")
"""The provisions that are compared."""
LEAST_ALIKE = 0.21
"""Below this likeness two provisions are no pair of the assignment; lower than for commitments, since provisions are longer."""
LEAST_LEFT_OVER = 0.17
"""A provision left over belongs to the one that it is most like from this likeness on ..."""
_OF_THE_BEST = 0.6
"""... if it is at least six tenths as like it as that one's best counterpart."""
_AREA, _PLACE = 0.055, 0.055
"""What shared areas and the same relative place add to the likeness of words."""


def align_provisions(a: Reading, b: Reading, kinds: Sequence[str] = KINDS) -> tuple[ProvisionPairing, ...]:
    """The provisions of both in pairs, in the order of `a`; then those that only `b` has.

    Compared are the smallest provisions of these kinds (an article without paragraphs, or the paragraphs). Pairs are one-to-one,
    except `split` (one of `a` stands as several in `b`) and `merged` (the other way round), which repeat the shared side.
    `shared` is the share of words that stand in both, in order.
    """
    left, right = smallest(a.outline, kinds), smallest(b.outline, kinds)
    scores = likeness(a, b, left, right)
    partner = assigned(scores, LEAST_ALIKE) if left and right else {}
    moved = out_of_order([partner.get(i) for i in range(len(left))])
    pairs: list[tuple[int, int, str]] = [(i, j, "moved" if i in moved else "") for i, j in partner.items()]
    pairs += _left_over(scores, partner)
    paired_a, paired_b = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    made = [(i, j, _pair(a, b, left[i], right[j], relation, float(scores[i, j]))) for i, j, relation in pairs]
    made += [(i, -1, ProvisionPairing(p, None, "only_a", 0.0, 0.0)) for i, p in enumerate(left) if i not in paired_a]
    alone = (ProvisionPairing(None, p, "only_b", 0.0, 0.0) for j, p in enumerate(right) if j not in paired_b)
    return (*(pair for _, _, pair in sorted(made, key=lambda entry: entry[:2])), *alone)


def likeness(a: Reading, b: Reading, left: Sequence[Provision], right: Sequence[Provision]) -> NDArray[np.float32]:
    """Shape (left, right), 0 to 1: 0.89 times the cosine of words, 0.055 that of areas, 0.055 for the same relative place."""
    if not left or not right:
        return np.zeros((len(left), len(right)), np.float32)
    of_words = cosines([*(_with_headings(a, p) for p in left), *(_with_headings(b, p) for p in right)], len(left))
    extra = _AREA * _shared_areas(a, b, left, right) + _PLACE * (1 - distance(len(left), len(right)))
    return np.where(of_words > 0.02, of_words * (1 - _AREA - _PLACE) + extra, 0).astype(np.float32)


def _shared_areas(a: Reading, b: Reading, left: Sequence[Provision], right: Sequence[Provision]) -> NDArray[np.float32]:
    """The cosine of how many commitments each provision has in each area, logarithmic."""
    one, other = _areas(a, left), _areas(b, right)
    names = {area: k for k, area in enumerate(sorted({area for counted in (*one, *other) for area in counted} - {"other"}))}
    tables = []
    for side in (one, other):
        table = np.zeros((len(side), max(1, len(names))), np.float32)
        for row, counted in enumerate(side):
            for area, n in counted.items():
                if area in names:
                    table[row, names[area]] = np.log1p(n)
        tables.append(table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9))
    return np.asarray(tables[0] @ tables[1].T, np.float32)


def _areas(found: Reading, provisions: Sequence[Provision]) -> list[Counter[str]]:
    placed = sorted((promise.evidence[0].start, promise.areas) for promise in found.commitments if promise.evidence)
    starts = [start for start, _ in placed]
    return [
        Counter(area for _, areas in placed[bisect_left(starts, p.start) : bisect_left(starts, p.end)] for area in areas)
        for p in provisions
    ]


def _left_over(scores: NDArray[np.float32], partner: dict[int, int]) -> Iterator[tuple[int, int, str]]:
    """(of a, of b, relation) for provisions without a partner that belong to one: a piece of it, or its only counterpart."""
    taken = {j: i for i, j in partner.items()}
    best_of_a, best_of_b = (scores.argmax(1), scores.argmax(0)) if scores.size else ((), ())
    found: set[tuple[int, int]] = set()
    for i, j in ((i, int(best_of_a[i])) for i in range(scores.shape[0]) if scores.size and i not in partner):
        if scores[i, j] >= max(LEAST_LEFT_OVER, _OF_THE_BEST * scores[best_of_b[j], j]):
            found.add((i, j))
            yield i, j, "merged" if j in taken else ""
    for j, i in ((j, int(best_of_b[j])) for j in range(scores.shape[1]) if scores.size and j not in taken):
        if (i, j) not in found and scores[i, j] >= max(LEAST_LEFT_OVER, _OF_THE_BEST * scores[i, best_of_a[i]]):
            yield i, j, "split"


def _pair(a: Reading, b: Reading, p: Provision, q: Provision, relation: str, score: float) -> ProvisionPairing:
    shared = shared_words(a.document.text[p.start : p.end], b.document.text[q.start : q.end])
    return ProvisionPairing(p, q, relation or ("same" if shared == 1.0 else "reworded"), round(score, 4), shared)


def smallest(outline: Sequence[Provision], kinds: Sequence[str] = KINDS) -> list[Provision]:
    """The provisions of the kinds that hold no other provision of them."""
    chosen = [p for p in outline if p.kind in kinds]
    return [p for k, p in enumerate(chosen) if not (k + 1 < len(chosen) and chosen[k + 1].start < p.end)]


def _with_headings(found: Reading, provision: Provision) -> str:
    headings = [p.heading for p in found.outline if p.heading and p.start <= provision.start and provision.end <= p.end]
    return " ".join((*headings, found.document.text[provision.start : provision.end]))


def shared_words(a: str, b: str) -> float:
    """The share of words that stand in both texts in the same order: twice the matching ones over all (Ratcliff, Obershelp)."""
    return round(SequenceMatcher(None, words(a), words(b), autojunk=False).ratio(), 4)
