"""The clauses of a text that may carry a commitment: finite undertakings, each with its parts as spans.

This is the seam of the reading of commitments: `clauses` finds what is undertaken and how firmly; `who`, `areas`,
`amounts`, `quantities` and `legalization` say by whom, about what, with how much and how precisely.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servanda.lexicon import Marks
from servanda.model import Force, Span
from servanda.read.sentences import sentences

Genre = Literal["treaty", "political", "report"]
"""treaty: `shall` carries the duty; political: `will` and the plain present do; report: told by a third voice."""

Leaf = tuple[str, int, int]
"""(path, start, end) of a piece of text that is read by itself: a leaf of the outline, or a paragraph of a report."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One finite undertaking. All spans are offsets into the text.

    `start`, `end`: the passage, without labels, linking words and closing punctuation. `subject`: where the grammatical
    subject stands, possibly before the passage (the sentence's, the lead-in's); None if there is none. `lead`: the lead-in
    of a list item. `force_words`: the words that decided. `conditions`, `deadlines`: also those outside the passage (of the
    sentence or the lead-in). `headings`: of the provisions around it, outermost first. `sentence` holds the passage.
    `rule` names the rule that took it, for `explain`.
    """

    start: int
    end: int
    path: str
    sentence: Span
    force: Force
    force_words: Span
    rule: str
    hedges: tuple[str, ...] = ()
    subject: Span | None = None
    passive: bool = False
    lead: Span | None = None
    action: Span | None = None
    object: Span | None = None
    conditions: tuple[Span, ...] = ()
    deadlines: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()


def clauses(text: str, leaves: list[Leaf], marks: Marks, genre: Genre) -> tuple[Clause, ...]:
    """Every clause that carries a force, in the order of the text; they lie inside leaves and never overlap."""
    return tuple(
        found
        for path, start, end in leaves
        for s, e in sentences(text, start, end)
        for found in _sentence(text, path, s, e, marks)
    )


def _sentence(text: str, path: str, start: int, end: int, marks: Marks) -> Iterator[Clause]:
    forces = marks.within("force", start, end)
    if not forces:
        return
    low, high, key = forces[0]
    while end > start and text[end - 1] in ".,;: \n":
        end -= 1
    if low > start and high < end:
        subject = Span(start, low)
        yield Clause(
            start, end, path, Span(start, end), Force(key), Span(low, high), "first force of the sentence", subject=subject
        )
