"""Two agreements, promise by promise: same, reworded, stronger, weaker, moved, split, merged.

Likeness is the cosine of weighted words (features.py) with a little for what else two promises share; the pairs are the
one-to-one assignment with the greatest likeness in all (Jonker and Volgenant's algorithm, in scipy).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from servanda.compare.counterparts import cosines, distance, likeness, smallest
from servanda.compare.coverage import FIRMNESS
from servanda.compare.features import counts, stem, words
from servanda.compare.folding import folded
from servanda.model import Change, Commitment, Pairing, Provision, Reading

LEAST_ALIKE = 0.33
"""Below this likeness two commitments are no counterparts."""
LEAST_LEFT_OVER = 0.48
"""A commitment left over is a piece of one that has its partner already if it is at least this like it."""
MOST = 3000
"""More commitments than this on one side are compared with the ones near their own relative place only."""
_AROUND, _AREA, _VERB, _WHO, _FORCE, _PLACE = 0.13, 0.12, 0.06, 0.03, 0.03, 0.03
"""What the likelihood of the provisions around them, the same areas, verb, obligors, force, and relative place add to the
likeness of words."""
_WORDS = 1 - _AROUND - _AREA - _VERB - _WHO - _FORCE - _PLACE
_UNPLACED = 0.5
"""What counts as the likelihood of the provisions around two commitments that stand in none."""
_COMPARED = ("force", "by", "to", "condition", "deadline", "amounts", "quantities", "hedges")


def align(a: Reading, b: Reading) -> tuple[Pairing, ...]:
    """The commitments of both in pairs, in the order of `a`; then those that only `b` has.

    A pair is one-to-one, except `split` (one of `a` stands as several in `b`) and `merged` (the other way round), which
    repeat the shared side. `changes` names every field that differs, and `place` where the order differs.
    """
    left, right = a.commitments, b.commitments
    if not left or not right:
        return (*(Pairing(p, None, "only_a", (), 0.0) for p in left), *(Pairing(None, p, "only_b", (), 0.0) for p in right))
    scores = _likeness(a, b)
    partner = assigned(scores)
    moved = out_of_order([partner.get(i) for i in range(len(left))])
    texts_a, texts_b = [_words(a, p) for p in left], [_words(b, p) for p in right]
    roles = _roles(a, b)
    pairs: list[tuple[int, int, Pairing]] = []
    for i, j in partner.items():
        pair = _pair(left[i], right[j], words(texts_a[i]) == words(texts_b[j]), float(scores[i, j]), roles)
        if i in moved:
            pair = replace(pair, changes=(*pair.changes, Change("place", left[i].provision, right[j].provision)))
        pairs.append((i, j, pair))
    pairs += _left_over(scores, partner, left, right)
    done_a, done_b = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    pairs += [(i, -1, Pairing(p, None, "only_a", (), 0.0)) for i, p in enumerate(left) if i not in done_a]
    alone = tuple(Pairing(None, p, "only_b", (), 0.0) for j, p in enumerate(right) if j not in done_b)
    return (*(pair for _, _, pair in sorted(pairs, key=lambda entry: entry[:2])), *alone)


def _likeness(a: Reading, b: Reading) -> NDArray[np.float32]:
    """Shape (commitments of a, commitments of b): the cosine of words, plus what else they share, at most 1."""
    texts = [_words(a, p) for p in a.commitments] + [_words(b, p) for p in b.commitments]
    scores = cosines(counts(texts), len(a.commitments))
    areas_a, areas_b = _incidence(a.commitments, b.commitments)
    shared = areas_a @ areas_b.T
    either = areas_a.sum(1)[:, None] + areas_b.sum(1)[None, :] - shared
    role_a, role_b = _roles(a, b)
    extra = (
        _AROUND * _around(a, b)
        + _AREA * shared / np.maximum(either, 1)
        + _VERB * _equal([_verb(p) for p in a.commitments], [_verb(p) for p in b.commitments])
        + _WHO * _equal([role_a(p.by) for p in a.commitments], [role_b(p.by) for p in b.commitments])
        + _FORCE * _equal([p.force for p in a.commitments], [p.force for p in b.commitments])
        + _PLACE * (1 - distance(len(a.commitments), len(b.commitments)))
    )
    # What else is shared cannot make counterparts of two that have no word in common.
    alike = np.where(scores > 0.05, np.minimum(1.0, scores * _WORDS + extra), 0)
    told = [tuple(words(text)) for text in texts]
    alike[_equal(told[: len(a.commitments)], told[len(a.commitments) :]) > 0] = 1
    return alike.astype(np.float32)


def _around(a: Reading, b: Reading) -> NDArray[np.float32]:
    """How likely the provisions in which two commitments stand are counterparts; shape (commitments of a, of b)."""
    left, right = smallest(a.outline), smallest(b.outline)
    # One row and column more, for the commitments that stand in no provision.
    likely = np.zeros((len(left) + 1, len(right) + 1), np.float32)
    likely[:-1, :-1] = likeness(a, b, left, right)
    likely[-1, -1] = _UNPLACED
    rows, columns = _places(a.commitments, left), _places(b.commitments, right)
    return likely[np.ix_(rows, columns)]


def _places(promises: Sequence[Commitment], provisions: Sequence[Provision]) -> list[int]:
    """The number of the provision in which each commitment begins; -1 for none."""
    starts = [p.start for p in provisions]
    found = []
    for promise in promises:
        at = promise.evidence[0].start if promise.evidence else -1
        k = bisect_right(starts, at) - 1
        found.append(k if k >= 0 and at < provisions[k].end else -1)
    return found


def _verb(promise: Commitment) -> str | None:
    return stem(promise.action.split()[0].lower()) if promise.action and promise.action.strip() else None


def _equal(left: Sequence[object], right: Sequence[object]) -> NDArray[np.float32]:
    """1 where both are the same, unknown ones included; shape (left, right)."""
    numbers: dict[object, int] = {}
    one, other = ([numbers.setdefault(value, len(numbers)) for value in side] for side in (left, right))
    return np.asarray(np.equal.outer(np.array(one), np.array(other)), np.float32)


def _incidence(a: Sequence[Commitment], b: Sequence[Commitment]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    names = {area: k for k, area in enumerate(sorted({area for p in (*a, *b) for area in p.areas}))}
    tables = []
    for side in (a, b):
        table = np.zeros((len(side), max(1, len(names))), np.float32)
        for row, promise in enumerate(side):
            for area in promise.areas:
                table[row, names[area]] = 1
        tables.append(table)
    return tables[0], tables[1]


def assigned(scores: NDArray[np.float32], least: float = LEAST_ALIKE) -> dict[int, int]:
    """The one-to-one assignment with the greatest sum, pairs below `least` left out; ties go to the nearer place."""
    n, m = scores.shape
    if max(n, m) > MOST:
        scores = np.where(distance(n, m) < MOST / max(n, m), scores, 0)
    nearer = scores - 1e-4 * distance(n, m)
    rows, columns = linear_sum_assignment(np.where(scores >= least, nearer, 0), maximize=True)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if scores[i, j] >= least}


def out_of_order(partners: Sequence[int | None]) -> set[int]:
    """The places that break the longest run of partners in rising order: these have moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for i, j in enumerate(partners):
        if j is None:
            continue
        k = bisect_left(tails, j)
        before[i] = ends[k - 1] if k else None
        tails[k : k + 1] = [j]
        ends[k : k + 1] = [i]
    kept: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        kept.add(at)
        at = before[at]
    return {i for i, j in enumerate(partners) if j is not None and i not in kept}


def _left_over(
    scores: NDArray[np.float32], partner: dict[int, int], left: Sequence[Commitment], right: Sequence[Commitment]
) -> Iterator[tuple[int, int, Pairing]]:
    """Commitments without a partner that are pieces of one that has one: the other side was split, or several were merged."""
    taken = {j: i for i, j in partner.items()}
    for j in range(len(right)):
        i = int(scores[:, j].argmax())
        if j not in taken and i in partner and scores[i, j] >= LEAST_LEFT_OVER:
            yield i, j, Pairing(left[i], right[j], "split", (), round(float(scores[i, j]), 4))
    for i in range(len(left)):
        j = int(scores[i].argmax())
        if i not in partner and j in taken and scores[i, j] >= LEAST_LEFT_OVER:
            yield i, j, Pairing(left[i], right[j], "merged", (), round(float(scores[i, j]), 4))


def _words(found: Reading, promise: Commitment) -> str:
    """What a commitment says: its passage, with the lead-in of a list item before it."""
    spans = ((promise.lead,) if promise.lead else ()) + promise.evidence
    return " ".join(found.document.text[span.start : span.end] for span in spans)


Role = Callable[[Sequence[str]], frozenset[str]]
"""Who a set of codes is in its agreement, so that agreements of different states can be compared."""


def _roles(a: Reading, b: Reading) -> tuple[Role, Role]:
    """All parties are all parties in both; a party of both is itself; the one party that only `a` has answers to that of `b`."""
    parties_a, parties_b = _parties(a), _parties(b)
    only_a, only_b = parties_a - parties_b, parties_b - parties_a
    other = {*only_a, *only_b} if len(only_a) == len(only_b) == 1 else set()

    def role_in(everybody: set[str]) -> Role:
        def role(codes: Sequence[str]) -> frozenset[str]:
            if everybody and set(codes) >= everybody:
                return frozenset({"*parties*"})
            return frozenset("*other*" if code in other else code for code in codes)

        return role

    return role_in(parties_a), role_in(parties_b)


def _parties(found: Reading) -> set[str]:
    return {*found.agreements[0].parties, *found.agreements[0].organisations} if found.agreements else set()


def _pair(p: Commitment, q: Commitment, same_words: bool, score: float, roles: tuple[Role, Role]) -> Pairing:
    changes = tuple(_changes(p, q, roles))
    if p.force != q.force:
        relation = "stronger" if FIRMNESS.index(q.force) < FIRMNESS.index(p.force) else "weaker"
    else:
        relation = "same" if same_words and not changes else "reworded"
    return Pairing(p, q, relation, changes, round(score, 4))


def _changes(p: Commitment, q: Commitment, roles: tuple[Role, Role]) -> Iterator[Change]:
    for name in _COMPARED:
        one, other = getattr(p, name), getattr(q, name)
        if name in ("by", "to"):
            if roles[0](one) == roles[1](other):
                continue
        elif name in ("condition", "deadline") and folded(one) == folded(other):
            continue
        shown_a, shown_b = _shown(one), _shown(other)
        if (shown_a or "").casefold() != (shown_b or "").casefold():
            yield Change(name, shown_a, shown_b)
    if p.force != q.force:
        yield Change("force_words", p.force_words, q.force_words)


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(sorted(" ".join(str(getattr(entry, "text", entry)).split()) for entry in value)) or None
    return " ".join(str(value).split()) if value else None
