"""A file as text: what every reader of a format makes, and how cuts upon cuts lead back to the raw text."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from servanda.model import Cut, Problem


class Flattened(NamedTuple):
    """All text of a file in reading order, the places in it that the format itself says are no content, and what it says of
    itself. `page`: the source of a web page, whose furniture is yet to be told from its content.
    """

    text: str
    cut: tuple[Cut, ...] = ()
    title: str | None = None
    author: str | None = None
    published: str | None = None
    problems: tuple[Problem, ...] = ()
    page: str | None = None


def kept(text: str, cuts: Iterable[Cut]) -> str:
    """The text without what was cut; the cuts stand in order and do not overlap."""
    pieces, at = [], 0
    for cut in cuts:
        pieces.append(text[at : cut.start])
        at = cut.end
    if not pieces:
        return text
    pieces.append(text[at:])
    return "".join(pieces)


def stacked(outer: tuple[Cut, ...], inner: Iterable[Cut]) -> tuple[Cut, ...]:
    """All cuts as places in the raw text, where `inner` are places in what `outer` left of it.

    An inner cut that runs over an outer one becomes the pieces around it, so that no place is cut twice.
    """
    if not outer:
        return tuple(inner)
    removed = [0, *accumulate(cut.end - cut.start for cut in outer)]
    starts = [cut.start - gone for cut, gone in zip(outer, removed, strict=False)]
    cuts = list(outer)
    for cut in inner:
        at = cut.start
        while at < cut.end:
            before = bisect_right(starts, at)
            end = min(cut.end, starts[before] if before < len(starts) else cut.end)
            cuts.append(Cut(at + removed[before], end + removed[before], cut.reason))
            at = end
    return tuple(sorted(cuts, key=lambda cut: cut.start))
