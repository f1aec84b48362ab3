"""How likely two provisions are each other's counterpart: what speaks for it, and how much each of it counts.

A logistic model with eight weights, none below zero, the same for all texts (data/counterpart_weights.tsv, fitted on judged
pairs by training/counterparts.py). What speaks for a pair is measured within the two agreements alone, so that a word which
stands everywhere in them counts little, whatever it is.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from servanda.compare.features import counts, grams, spread, weighed, words
from servanda.model import Provision, Reading

KINDS = ("article", "paragraph", "section")
"""The provisions that are compared."""
_WEIGHTS = Path(__file__).parent / "data" / "counterpart_weights.tsv"
_LONGEST_AROUND = 20_000
"""A part longer than this says nothing about a provision in it."""
_FAINT = 0.02
"""Logarithms of likeness are taken from here on."""


def smallest(outline: Sequence[Provision], kinds: Sequence[str] = KINDS) -> list[Provision]:
    """The provisions of the kinds that hold no other provision of them."""
    chosen = [p for p in outline if p.kind in kinds]
    return [p for k, p in enumerate(chosen) if not (k + 1 < len(chosen) and chosen[k + 1].start < p.end)]


def likeness(a: Reading, b: Reading, left: Sequence[Provision], right: Sequence[Provision]) -> NDArray[np.float32]:
    """Shape (left, right): how likely each pair of provisions are counterparts, 0 to 1; 1 for the same words."""
    if not left or not right:
        return np.zeros((len(left), len(right)), np.float32)
    weights = _weights()
    total = np.full((len(left), len(right)), weights["start"], np.float32)
    for name, values in evidence(a, b, left, right):
        total += np.float32(weights[name]) * values
    likely = 1 / (1 + np.exp(-total))
    likely[_same(a, b, left, right)] = 1
    return np.asarray(likely, np.float32)


def evidence(
    a: Reading, b: Reading, left: Sequence[Provision], right: Sequence[Provision]
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """What speaks for each pair, by name, each of shape (left, right); docs/compare.md says what they are."""
    texts = [a.document.text[p.start : p.end] for p in left] + [b.document.text[p.start : p.end] for p in right]
    headed = [_headings(a, p) + text for p, text in zip(left, texts, strict=False)]
    headed += [_headings(b, p) + text for p, text in zip(right, texts[len(left) :], strict=True)]
    n = len(left)
    phrases = cosines(counts(headed), n)
    yield "phrases", np.log(np.maximum(phrases, _FAINT))
    yield "letters", np.log(np.maximum(cosines(grams(texts), n, floor=1.0), _FAINT))
    yield "around", cosines(counts([*_around(a, left), *_around(b, right)]), n)
    yield "areas", _shared_areas(a, b, left, right)
    yield "place", 1 - distance(len(left), len(right))
    of_a = phrases / np.maximum(phrases.max(1, keepdims=True), 1e-6)
    of_b = phrases / np.maximum(phrases.max(0, keepdims=True), 1e-6)
    yield "of the best", of_a + of_b
    yield "of both best", of_a * of_b
    yield "lead", _lead(phrases) + _lead(phrases.T).T


def _lead(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each score less the best other one in its row."""
    if scores.shape[1] == 1:
        return scores
    ordered = np.sort(scores, axis=1)
    first, second = ordered[:, -1:], ordered[:, -2:-1]
    return np.asarray(scores - np.where(scores == first, second, first), np.float32)


@cache
def _weights() -> Mapping[str, float]:
    lines = (line.split("\t") for line in _WEIGHTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: float(weight) for name, weight in lines}


def cosines(counted: csr_matrix, first: int, floor: float = 0.0) -> NDArray[np.float32]:
    """The likeness of the first rows with the others, shape (first, others), 0 to 1."""
    rows = weighed(counted, spread(counted), counted.shape[0], floor)
    return np.asarray((rows[:first] @ rows[first:].T).todense(), np.float32)


def distance(n: int, m: int) -> NDArray[np.float32]:
    """Shape (n, m): how far apart the relative places are, 0 to 1."""
    return np.abs(np.linspace(0, 1, n)[:, None] - np.linspace(0, 1, m)[None, :]).astype(np.float32)


def _same(a: Reading, b: Reading, left: Sequence[Provision], right: Sequence[Provision]) -> NDArray[np.bool_]:
    """Where both sides have the same words in the same order."""
    numbers: dict[tuple[str, ...], int] = {}
    sides = []
    for found, provisions in ((a, left), (b, right)):
        folded = (tuple(words(found.document.text[p.start : p.end])) for p in provisions)
        sides.append(np.array([numbers.setdefault(key, len(numbers)) for key in folded]))
    return np.asarray(np.equal.outer(sides[0], sides[1]), np.bool_)


def _headings(found: Reading, provision: Provision) -> str:
    held = (p for p in found.outline if p.heading and p.start <= provision.start and provision.end <= p.end)
    return "".join(f"{p.heading} " for p in held)


def _around(found: Reading, provisions: Sequence[Provision]) -> list[str]:
    """The text of the smallest article, section, chapter or part that holds each provision; of itself, where none does."""
    holders = [p for p in found.outline if p.kind in ("article", "section", "chapter", "part")]
    holders = [p for p in holders if p.end - p.start < _LONGEST_AROUND]
    told = []
    for provision in provisions:
        holder = next((p for p in reversed(holders) if p.start <= provision.start and provision.end <= p.end), provision)
        told.append(found.document.text[holder.start : holder.end])
    return told


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
