"""The best consistent chain through scored candidates: successors follow, references and misprints fall out.

Dynamic programming over the last number of the chain: a step looks at a bounded number of predecessors, so the time is
linear in the number of candidates.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from servanda.read.numerals import Key

_WIDEST_GAP = 4
"""Numbers that may be missing in a row (lost pages, misread headings) before a chain is no longer one."""
_NEXT, _ALIKE = 2.0, 0.5
_EXCERPT, _RIGHT_BEHIND = -4.0, 60
"""An annex may give one article of another text: what it costs to begin there, and how near the annex's heading must be."""
_SUFFIX_RANKS = (*range(1, 15), *range(100, 106))
"""Letters A to N and bis to septies: what may stand behind a number before the next number comes."""
_START, _RESTART, _RESTART_AT_BOUNDARY, _JUMP = -2.5, -9.0, -0.5, -14.0


class Link(NamedTuple):
    """A candidate: where it starts, its number, how well it looks as a heading (negative: like a reference), and its style."""

    start: int
    key: Key
    score: float
    style: str


def best_chain(links: Sequence[Link], boundaries: Sequence[int], restart: float = _RESTART) -> list[int]:
    """Indices of the links that make the best chain, in order. Links are in order of starts.

    `boundaries` are places where numbering may begin again (annexes, protocols, signatures); elsewhere a new beginning
    costs `restart`.
    """
    best: dict[str, dict[Key, int]] = {link.style[-1:]: {} for link in links}
    top = -1
    total: list[float] = []
    before: list[int] = []
    zones = [bisect_right(boundaries, link.start) for link in links]
    suffixed = any(link.key[2] for link in links)
    opened = [boundaries[zone - 1] if zone else 0 for zone in zones]
    at = 0
    while at < len(links):
        group = at
        while group < len(links) and links[group].start == links[at].start:
            score, previous = _best_step(links, zones, opened, total, best, suffixed, top, group, restart)
            total.append(score)
            before.append(previous)
            group += 1
        for k in range(at, group):
            held = best[links[k].style[-1:]]
            if links[k].key not in held or total[k] >= total[held[links[k].key]]:
                held[links[k].key] = k
            if top < 0 or total[k] > total[top]:
                top = k
        at = group
    chain: list[int] = []
    while top >= 0 and (chain or total[top] > 0):
        chain.append(top)
        top = before[top]
    return chain[::-1]


def _best_step(
    links: Sequence[Link],
    zones: list[int],
    opened: list[int],
    total: list[float],
    best: Mapping[str, Mapping[Key, int]],
    suffixed: bool,
    top: int,
    k: int,
    restart: float,
) -> tuple[float, int]:
    """The best value of a chain that ends in link k, and its last link before k (-1: it begins here)."""
    link = links[k]
    number, point, rank = link.key
    if top >= 0 and not point and not rank and number > 1:
        held = best[link.style[-1:]].get((number - 1, 0, 0))
        if held == top and links[top].style == link.style:
            # Nothing is worth more than the next number behind the best chain so far.
            return total[top] + _NEXT + _ALIKE + link.score, top
    first = (number <= 1 and point <= 1 and rank == 0) or (point == 1 and rank == 0)
    value, previous = (0.0 if first else _START - 0.5 * min(number, 20)), -1
    for key, cost in _predecessors(link.key, suffixed):
        for figures in best.values():
            held = figures.get(key)
            if held is not None:
                step = total[held] + cost + _likeness(links[held].style, link.style)
                if step > value:
                    value, previous = step, held
    if top >= 0:
        behind = link.start - opened[k] if zones[k] > zones[top] else -1
        if first:
            cost = _RESTART_AT_BOUNDARY if behind >= 0 else restart
        else:
            cost = _EXCERPT if 0 <= behind < _RIGHT_BEHIND else _JUMP
        if total[top] + cost > value:
            value, previous = total[top] + cost, top
    return value + link.score, previous


def _likeness(style: str, other: str) -> float:
    """Headings of one chain look alike; the last letter of a style, the kind of figures, weighs most."""
    if style == other:
        return _ALIKE
    return -_ALIKE if style[-1:] == other[-1:] else -2.5


@lru_cache(maxsize=8192)
def _predecessors(key: Key, suffixed: bool) -> tuple[tuple[Key, float], ...]:
    """Numbers that may come before a number, each with what the step is worth; `suffixed`: some numbers have suffixes."""
    number, point, rank = key
    if rank:
        steps = [((number, point, rank - 1), 2.0), ((number, point, 0), 2.0 if rank in (1, 2, 100) else -2.0)]
        return (*steps, ((number, point, 100), 1.0)) if rank == 2 else tuple(steps)
    last = point or number
    gaps = [(gap, _NEXT if gap == 1 else -1.5 * (gap - 1)) for gap in range(1, min(_WIDEST_GAP + 2, last))]
    if not point:
        plain = tuple(((number - gap, 0, 0), worth) for gap, worth in gaps)
        return (*plain, *(((number - 1, 0, r), 1.5) for r in _SUFFIX_RANKS)) if suffixed else plain
    found = [((number, point - gap, 0), worth) for gap, worth in gaps]
    found += [((number, point - 1, 1), 1.5)]
    return (*found, *(((number - 1, p, 0), 1.0) for p in range(1, 40))) if point == 1 else tuple(found)
