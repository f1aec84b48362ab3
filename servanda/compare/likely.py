"""How likely two things are the same: points of several parts added up, each with its reason, and the pairs worth suggesting."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from servanda.model import Sameness


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T")
N = TypeVar("N", bound=_Named)
Points = tuple[float | None, str]
"""Points and the reason; None: these cannot be the same."""
Likeness = tuple[float, tuple[str, ...]]
"""0 to 1, and the sentences that say why."""


def added_up(parts: Iterable[Callable[[T, T], Points]], a: T, b: T) -> Likeness:
    """The points of all parts; nought, with the reason, where one of them says that the two cannot be the same."""
    score, reasons = 0.0, []
    for part in parts:
        points, reason = part(a, b)
        if points is None:
            return 0.0, (reason,)
        score += points
        if reason:
            reasons.append(reason)
    return round(max(0.0, min(1.0, score)), 2), tuple(reasons)


def suggestions(
    kind: str, pairs: Iterable[tuple[N, N]], likeness: Callable[[N, N], Likeness], least: float
) -> tuple[Sameness, ...]:
    """The pairs whose score is `least` or more, the surest first."""
    found = []
    for a, b in pairs:
        score, reasons = likeness(a, b)
        if score >= least:
            first, second = sorted((a.id, b.id))
            found.append(Sameness(kind, first, second, "suggested", score, reasons))
    return tuple(sorted(found, key=lambda s: (-s.score, s.a, s.b)))
