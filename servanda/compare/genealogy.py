"""The same clause through a dated series of agreements: who had it first, where its wording changed and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from servanda.compare.features import counts, spread, weighed
from servanda.model import Commitment, Reading

LEAST_ALIKE = 0.4
"""Below this cosine a clause is a new one, not a variant of an earlier one."""
SAME_WORDING = 0.97
"""From this share of common words on, two wordings are one variant."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One clause of a series. `parent` is the number of the earlier clause that it is nearest to, None where it begins a line.

    `variant` numbers wordings within the series: equal wordings share a number. `added` and `dropped` are the words that it
    has more or less than its parent. `line` is the number of the clause with which its line begins.
    """

    number: int
    agreement: str
    title: str | None
    date: str | None
    text: str
    commitment: Commitment
    parent: int | None
    likeness: float
    variant: int
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    line: int


def genealogy(series: Sequence[tuple[str, Reading]], area: str) -> tuple[Variant, ...]:
    """The clauses of an area in order of date (agreements without one last), each with the earlier clause that it comes from.

    `series` are (name, reading). An agreement's clause is the parent of a later agreement's only; among equally near ones
    the latest counts as parent, since texts are copied from the latest model.
    """
    clauses = _clauses(series, area)
    if not clauses:
        return ()
    counted = counts([text for _, _, _, text, _ in clauses])
    rows = weighed(counted, spread(counted), len(clauses), floor=1.0)
    likeness = np.asarray((rows @ rows.T).todense())
    found: list[Variant] = []
    for k, (name, title, date, text, promise) in enumerate(clauses):
        earlier = [j for j in range(k) if clauses[j][0] != name and (clauses[j][2] or "9999") <= (date or "9999")]
        parent = max(earlier, key=lambda j: (round(float(likeness[k, j]), 3), j), default=None)
        near = float(likeness[k, parent]) if parent is not None else 0.0
        if parent is None or near < LEAST_ALIKE:
            found.append(Variant(k, name, title, date, text, promise, None, 0.0, _next(found), (), (), k))
            continue
        added, dropped, shared = difference(clauses[parent][3], text)
        variant = found[parent].variant if shared >= SAME_WORDING else _next(found)
        found.append(
            Variant(k, name, title, date, text, promise, parent, round(near, 4), variant, added, dropped, found[parent].line)
        )
    return tuple(found)


def lines(found: Sequence[Variant]) -> tuple[tuple[Variant, ...], ...]:
    """The clauses line by line: those that most agreements share first, clauses of one agreement alone last."""
    members: dict[int, list[Variant]] = {}
    for entry in found:
        members.setdefault(entry.line, []).append(entry)
    return tuple(map(tuple, sorted(members.values(), key=lambda line: (-len({e.agreement for e in line}), line[0].number))))


def _next(found: Sequence[Variant]) -> int:
    return 1 + max((entry.variant for entry in found), default=0)


def _clauses(series: Sequence[tuple[str, Reading]], area: str) -> list[tuple[str, str | None, str | None, str, Commitment]]:
    clauses = []
    for name, found in series:
        agreement = found.agreements[0] if found.agreements else None
        date = str(agreement.signed.date) if agreement and agreement.signed.date else None
        for promise in found.commitments:
            if area in promise.areas:
                spans = ((promise.lead,) if promise.lead else ()) + promise.evidence
                text = " ".join(" ".join(found.document.text[s.start : s.end] for s in spans).split())
                clauses.append((name, agreement.title if agreement else None, date, text, promise))
    return sorted(clauses, key=lambda c: (c[2] or "9999", c[0], c[4].evidence[0].start))


def marked(before: str, after: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """Both texts in runs of words, each with whether it stands in this text alone; case and points do not count."""
    a, b = before.split(), after.split()
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a1, a2, b1, b2 in _matcher(a, b).get_opcodes():
        if a2 > a1:
            left.append((" ".join(a[a1:a2]), kind != "equal"))
        if b2 > b1:
            right.append((" ".join(b[b1:b2]), kind != "equal"))
    return tuple(left), tuple(right)


def _matcher(a: Sequence[str], b: Sequence[str]) -> SequenceMatcher[str]:
    """Matches words, whatever their case and the points at them."""
    return SequenceMatcher(None, [w.strip(".,;:()").lower() for w in a], [w.strip(".,;:()").lower() for w in b], autojunk=False)


def difference(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...], float]:
    """(runs of words that are new, runs that are gone, share of words in both in order)."""
    a, b = before.split(), after.split()
    matcher = _matcher(a, b)
    added, dropped = [], []
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            dropped.append(" ".join(a[a1:a2]))
        if kind in ("replace", "insert"):
            added.append(" ".join(b[b1:b2]))
    return tuple(added), tuple(dropped), matcher.ratio()
