"""Cuts upon cuts lead back to the raw text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Cut
from servanda.sources.flattened import kept, stacked


def cuts_of(bits: list[bool], reason: str) -> tuple[Cut, ...]:
    """The runs of true bits as cuts."""
    cuts, start = [], None
    for k, bit in enumerate([*bits, False]):
        if bit and start is None:
            start = k
        if not bit and start is not None:
            cuts.append(Cut(start, k, reason))
            start = None
    return tuple(cuts)


@given(st.lists(st.booleans(), max_size=40), st.randoms(use_true_random=False))
def test_two_rounds_of_cuts_are_one_round_on_the_raw_text(bits: list[bool], chance: object) -> None:
    raw = "".join(chr(97 + k % 26) for k in range(len(bits)))
    outer = cuts_of(bits, "outer")
    left = kept(raw, outer)
    inner = cuts_of([chance.random() < 0.5 for _ in left], "inner")  # type: ignore[attr-defined]
    both = stacked(outer, inner)
    assert kept(raw, both) == kept(left, inner)
    assert all(a.end <= b.start for a, b in pairwise(both))
    assert sum(c.end - c.start for c in both) == len(raw) - len(kept(left, inner))
