"""The best consistent chain through scored candidates: successors follow, references and misprints fall out.

Dynamic programming over the last number of the chain: a step looks at a bounded number of predecessors, so the time is
linear in the number of candidates.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.read.numerals import Key

_WIDEST_GAP = 4
"""Numbers that may be missing in a row (lost pages, misread headings) before a chain is no longer one."""
_START, _RESTART, _RESTART_AT_BOUNDARY, _JUMP = -2.5, -9.0, -0.5, -14.0


@dataclass(frozen=True, slots=True)
class Link:
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
    best: dict[Key, int] = {}
    top = -1
    total: list[float] = []
    before: list[int] = []
    zones = [bisect_right(boundaries, link.start) for link in links]
    at = 0
    while at < len(links):
        group = at
        while group < len(links) and links[group].start == links[at].start:
            score, previous = _best_step(links, zones, total, best, top, group, restart)
            total.append(score)
            before.append(previous)
            group += 1
        for k in range(at, group):
            held = best.get(links[k].key)
            if held is None or total[k] >= total[held]:
                best[links[k].key] = k
            if top < 0 or total[k] > total[top]:
                top = k
        at = group
    chain: list[int] = []
    while top >= 0 and (chain or total[top] > 0):
        chain.append(top)
        top = before[top]
    return chain[::-1]


def _best_step(
    links: Sequence[Link], zones: list[int], total: list[float], best: dict[Key, int], top: int, k: int, restart: float
) -> tuple[float, int]:
    """The best value of a chain that ends in link k, and its last link before k (-1: it begins here)."""
    link = links[k]
    number, point, rank = link.key
    first = (number <= 1 and point <= 1 and rank == 0) or (point == 1 and rank == 0)
    value, previous = (0.0 if first else _START - 0.5 * min(number, 20)), -1
    for key, cost in _predecessors(link.key):
        held = best.get(key)
        if held is not None:
            step = total[held] + cost + (0.5 if links[held].style == link.style else -0.5)
            if step > value:
                value, previous = step, held
    if top >= 0:
        boundary = zones[k] > zones[top]
        cost = (_RESTART_AT_BOUNDARY if boundary else restart) if first else _JUMP
        if total[top] + cost > value:
            value, previous = total[top] + cost, top
    return value + link.score, previous


def _predecessors(key: Key) -> list[tuple[Key, float]]:
    """Numbers that may come before a number, each with what the step is worth."""
    number, point, rank = key
    if rank:
        steps = [((number, point, rank - 1), 2.0), ((number, point, 0), 2.0 if rank in (1, 2, 100) else -2.0)]
        return steps if rank != 2 else [*steps, ((number, point, 100), 1.0)]
    found: list[tuple[Key, float]] = []
    for gap in range(1, _WIDEST_GAP + 2):
        worth = 2.0 if gap == 1 else -1.5 * (gap - 1)
        if point:
            if point > gap:
                found.append(((number, point - gap, 0), worth))
        elif number > gap:
            found.append(((number - gap, 0, 0), worth))
    if point:
        found += [((number, point - 1, 1), 1.5)]
        found += [((number - 1, p, 0), 1.0) for p in range(1, 40)] if point == 1 else []
        return found
    found += [((number - 1, 0, r), 1.5) for r in (1, 2, 3, 4, 5, 6, 7, 8, 100, 101, 102, 103, 104)]
    return found
