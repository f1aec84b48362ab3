"""Which of several values is shown: one written rule for people to read; the values that it did not choose stay beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.model import Claim

RULE = (
    "a value that a person corrected or accepted before one that nobody has judged",
    "the agreement's own text before a table that people filled in, and a table before a report",
    "what came later into the register before what came earlier",
    "the higher confidence before the lower",
)
"""The rule, step by step: a later step decides only where all before it are even. Accept or correct a claim to override it."""
_TABLES = ("import", "starter register")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim with what the rule asks of its document: its kind, and when it was added."""

    claim: Claim
    kind: str
    added: str


def in_order(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, the one that is shown first."""
    ordered = sorted(found, key=lambda c: c.claim.id)
    ordered.sort(key=lambda c: c.claim.confidence or 0.0, reverse=True)
    ordered.sort(key=lambda c: c.added, reverse=True)
    ordered.sort(key=_source)
    ordered.sort(key=lambda c: c.claim.verdict not in ("corrected", "accepted"))
    return ordered


def why(chosen: Candidate, other: Candidate) -> str:
    """Which step of the rule put one before the other."""
    if (chosen.claim.verdict in ("corrected", "accepted")) != (other.claim.verdict in ("corrected", "accepted")):
        return RULE[0]
    if _source(chosen) != _source(other):
        return RULE[1]
    if chosen.added != other.added:
        return RULE[2]
    return RULE[3]


def _source(found: Candidate) -> int:
    if found.kind == "agreement":
        return 0
    return 1 if found.claim.reader.startswith(_TABLES) or found.claim.verdict == "corrected" else 2
