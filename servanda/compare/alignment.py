"""Two agreements, promise by promise: same, reworded, stronger, weaker, or only on one side."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from math import log, sqrt

from servanda.compare.coverage import FIRMNESS
from servanda.model import Change, Commitment, Pairing, Reading

LEAST_ALIKE = 0.3
"""Below this cosine of weighted words two commitments are no counterparts."""
_WORD = re.compile(r"[a-z]+|\d+")
_SHARED_BY_TOO_MANY = 200
_COMPARED = ("force", "by", "to", "condition", "deadline", "amounts", "hedges")


def align(a: Reading, b: Reading) -> tuple[Pairing, ...]:
    """The commitments of both in pairs, each used once, in the order of `a`; then those that only `b` has.

    Alike is the cosine of word counts weighted by log((N + 1) / n), N commitments in both, n of them with the word; the best
    pairs are taken first. Only pairs that share a word of fewer than 200 commitments are looked at, so effort does not
    grow with the square of the sizes.
    """
    words_a, words_b = [_words(a, p) for p in a.commitments], [_words(b, p) for p in b.commitments]
    vectors_a, vectors_b = _weigh(words_a, words_b)
    options = sorted(_candidates(vectors_a, vectors_b), key=lambda o: (-o[0], abs(o[1] - o[2]), o[1], o[2]))
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in options:
        if i not in partner and j not in taken:
            partner[i] = (j, score)
            taken.add(j)
    pairs = []
    for i, promise in enumerate(a.commitments):
        if i in partner:
            j, score = partner[i]
            pairs.append(_pair(promise, b.commitments[j], words_a[i] == words_b[j], score))
        else:
            pairs.append(Pairing(promise, None, "only_a", (), 0.0))
    alone = (Pairing(None, promise, "only_b", (), 0.0) for j, promise in enumerate(b.commitments) if j not in taken)
    return (*pairs, *alone)


def _words(found: Reading, promise: Commitment) -> Counter[str]:
    text = " ".join(found.document.text[span.start : span.end] for span in promise.evidence)
    return Counter(_WORD.findall(text.lower()))


Vector = Mapping[str, float]


def _weigh(a: list[Counter[str]], b: list[Counter[str]]) -> tuple[list[Vector], list[Vector]]:
    spread = Counter(word for counted in (*a, *b) for word in counted)
    total = len(a) + len(b)
    weight = {word: log((total + 1) / n) for word, n in spread.items()}

    def vector(counted: Counter[str]) -> Vector:
        raw = {word: n * weight[word] for word, n in counted.items()}
        length = sqrt(sum(v * v for v in raw.values())) or 1.0
        return {word: v / length for word, v in raw.items()}

    return [vector(c) for c in a], [vector(c) for c in b]


def _candidates(a: list[Vector], b: list[Vector]) -> list[tuple[float, int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for j, vector in enumerate(b):
        for word in vector:
            holders[word].append(j)
    found = []
    for i, vector in enumerate(a):
        near = {j for word in vector if len(holders[word]) < _SHARED_BY_TOO_MANY for j in holders[word]}
        for j in sorted(near):
            other = b[j]
            score = sum(value * other[word] for word, value in vector.items() if word in other)
            if score >= LEAST_ALIKE:
                found.append((round(score, 6), i, j))
    return found


def _pair(a: Commitment, b: Commitment, same_words: bool, score: float) -> Pairing:
    changes = tuple(
        Change(name, _shown(getattr(a, name)), _shown(getattr(b, name)))
        for name in _COMPARED
        if _shown(getattr(a, name)) != _shown(getattr(b, name))
    )
    if a.force != b.force:
        relation = "stronger" if FIRMNESS.index(b.force) < FIRMNESS.index(a.force) else "weaker"
    else:
        relation = "same" if same_words and not changes else "reworded"
    return Pairing(a, b, relation, changes, score)


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(sorted(str(getattr(entry, "text", entry)) for entry in value)) or None
    return str(value) if value else None
