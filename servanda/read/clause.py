"""A clause: one finite undertaking, with its parts as spans."""

from typing import Literal, NamedTuple

from servanda.model import DeadlineRule, Force, Span

Genre = Literal["treaty", "political", "report"]
"""treaty: `shall` carries the duty; political: `will` and the plain present do; report: told by a third voice."""

Leaf = tuple[str, int, int]
"""(path, start, end) of a piece of text that is read by itself: a leaf of the outline, or a paragraph of a report."""


class Clause(NamedTuple):
    """One finite undertaking. All spans are offsets into the text.

    `start`, `end`: the passage, without labels, linking words and closing punctuation. `subject`: where the grammatical
    subject stands, possibly before the passage (the sentence's, the lead-in's); None if there is none. `lead`: the lead-in
    of a list item. `force_words`: the words that decided. `conditions`, `deadlines`: also those outside the passage (of the
    sentence or the lead-in). `headings`: of the provisions around it, outermost first. `sentence` holds the passage.
    `rule` names the rule that took it, for `explain`. `deadline_rule`: what the deadline says, where it can be computed.
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
    deadline_rule: DeadlineRule | None = None
