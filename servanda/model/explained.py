"""Why something was found, or was not."""

from dataclasses import dataclass

from servanda.model.commitment import Commitment
from servanda.model.document import Span


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word that could carry a commitment: what it is (`cue`), whether it does, and the rule that decided.

    `subject` is where the words stand that it is said of, None where they stand in another clause.
    """

    words: Span
    cue: str
    carries: bool
    rule: str
    subject: Span | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one commitment has the force and the areas that it has: the rule, and for each area what spoke for it most.

    `areas` are (area, place, words): the place is a row of area_weights.tsv ("core", "heading" ...); the words are None where
    the place is not words (the share of an area in the text).
    """

    rule: str
    areas: tuple[tuple[str, str, Span | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence, or an item of a list: its words that were weighed, and the commitments that came out of it.

    `why` says why nothing came out, and is empty where something did. `reasons` has one for each commitment.
    """

    sentence: Span
    provision: str
    why: str
    weighed: tuple[Weighed, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    reasons: tuple[Reason, ...] = ()
