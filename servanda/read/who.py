"""By whom a clause is undertaken and to whose benefit."""

from dataclasses import dataclass

from servanda.lexicon import Marks
from servanda.model import Span
from servanda.read.clauses import Clause
from servanda.read.parties import Parties


@dataclass(frozen=True, slots=True)
class Actors:
    """`by` and `to` are codes, `*parties*` or names as written; the words are where the text says so (None: it does not)."""

    by: tuple[str, ...] = ()
    by_words: Span | None = None
    to: tuple[str, ...] = ()
    to_words: Span | None = None


def who(text: str, clause: Clause, before: list[Clause], parties: Parties, marks: Marks) -> Actors:
    """Who takes the clause on and towards whom; `before` are the clauses already read, in the order of the text."""
    return Actors()
