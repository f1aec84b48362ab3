"""Two agreements, provision by provision: which article or paragraph of one answers to which of the other.

How likely two provisions are counterparts is told by counterparts.py. First comes the one-to-one assignment that is likeliest
as a whole; then the provisions that are left over are held to be parts of the ones that they most likely belong to.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from servanda.compare.alignment import assigned, out_of_order
from servanda.compare.counterparts import KINDS, likeness, smallest
from servanda.compare.features import words
from servanda.model import Provision, ProvisionPairing, Reading

LEAST_LIKELY = 0.4
"""Below this likelihood two provisions are no pair."""
SECOND_PARTNER = 0.8
"""From this likelihood on a provision's best counterpart is named even if both have their partners already."""


def align_provisions(a: Reading, b: Reading, kinds: Sequence[str] = KINDS) -> tuple[ProvisionPairing, ...]:
    """The provisions of both in pairs, in the order of `a`; then those that only `b` has.

    Compared are the smallest provisions of these kinds (an article without paragraphs, or the paragraphs). Pairs are one-to-one,
    except `split` (one of `a` stands as several in `b`) and `merged` (the other way round), which repeat the shared side.
    `shared` is the share of words that stand in both, in order.
    """
    left, right = smallest(a.outline, kinds), smallest(b.outline, kinds)
    likely = likeness(a, b, left, right)
    pairs = pairs_in(likely)
    paired_a, paired_b = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    made = [(i, j, _pair(a, b, left[i], right[j], relation, float(likely[i, j]))) for i, j, relation in pairs]
    made += [(i, -1, ProvisionPairing(p, None, "only_a", 0.0, 0.0)) for i, p in enumerate(left) if i not in paired_a]
    alone = (ProvisionPairing(None, p, "only_b", 0.0, 0.0) for j, p in enumerate(right) if j not in paired_b)
    return (*(pair for _, _, pair in sorted(made, key=lambda entry: entry[:2])), *alone)


def pairs_in(likely: NDArray[np.float32]) -> list[tuple[int, int, str]]:
    """(row, column, moved, split, merged or nothing) of what belongs together, given how likely it is."""
    partner = one_to_one(likely)
    moved = out_of_order([partner.get(i) for i in range(likely.shape[0])])
    return [*((i, j, "moved" if i in moved else "") for i, j in partner.items()), *_parts(likely, partner)]


def one_to_one(likely: NDArray[np.float32]) -> dict[int, int]:
    """The pairs of the assignment with the greatest sum of log (likelihood / least)."""
    if not likely.size:
        return {}
    # The pairs at the limit itself gain a little too, so that they are found.
    gains = np.where(likely >= LEAST_LIKELY, np.log(np.maximum(likely, LEAST_LIKELY) / LEAST_LIKELY) + 0.05, 0)
    return assigned(gains.astype(np.float32), 0.01)


def _parts(likely: NDArray[np.float32], partner: dict[int, int]) -> Iterator[tuple[int, int, str]]:
    """(of a, of b, relation) for provisions that are a part of one which has its partner already.

    One that stands word for word in the other agreement has no parts there.
    """
    if not likely.size:
        return
    taken = {j: i for i, j in partner.items()}
    whole_a = {i for i, j in partner.items() if likely[i, j] == 1}
    whole_b = {j for i, j in partner.items() if likely[i, j] == 1}
    found = set(partner.items())
    for i, j in enumerate(likely.argmax(1).tolist()):
        least = SECOND_PARTNER if i in partner else LEAST_LIKELY
        if (i, j) not in found and likely[i, j] >= least and i not in whole_a and j not in whole_b:
            found.add((i, j))
            yield i, j, "split" if i in partner else "merged"
    for j, i in enumerate(likely.argmax(0).tolist()):
        least = SECOND_PARTNER if j in taken else LEAST_LIKELY
        if (i, j) not in found and likely[i, j] >= least and i not in whole_a and j not in whole_b:
            found.add((i, j))
            yield i, j, "merged" if j in taken else "split"


def _pair(a: Reading, b: Reading, p: Provision, q: Provision, relation: str, score: float) -> ProvisionPairing:
    shared = shared_words(a.document.text[p.start : p.end], b.document.text[q.start : q.end])
    return ProvisionPairing(p, q, relation or ("same" if shared == 1.0 else "reworded"), round(score, 4), shared)


def shared_words(a: str, b: str) -> float:
    """The share of words that stand in both texts in the same order: twice the matching ones over all (Ratcliff, Obershelp)."""
    return round(SequenceMatcher(None, words(a), words(b), autojunk=False).ratio(), 4)
