"""States and organisations in a report, also through their capitals, peoples and officers."""

from bisect import bisect_left
from typing import NamedTuple

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.persons import Persons

_KINDS = ("organisation", "state", "capital", "demonym")

_MONEY = re.compile(
    r"[\s-](?:dollars?|francs?|pounds?|kron[aeo]r?|pesos?|rupees?|rou?bles?|yen|won|liras?|dinars?|riyals?|dirhams?|crowns?|reais)\b"
)
"""Words behind a state or a people that make money of them: "US dollars"."""
_IN = {
    "capital": re.compile(r"\b(?:in|at|near|outside|around|from|to|inside)\s(?:the\s)?$", re.IGNORECASE),
    "state": re.compile(r"\b(?:in|across|near|outside|throughout|inside)\s(?:the\s)?$", re.IGNORECASE),
}


class Actor(NamedTuple):
    """A state or an organisation where a text speaks of it. `kind`: state, capital, demonym, organisation or person."""

    start: int
    end: int
    code: str
    kind: str
    body: bool
    place: bool = False
    """Whether it is only where something happens ("met in Paris")."""


class Actors:
    """All actors of a text in order; where two overlap the longer one stays."""

    def __init__(self, marks: Marks, cast: Persons) -> None:
        found = [
            Actor(
                start,
                end,
                key,
                kind,
                kind == "organisation",
                kind in _IN and bool(_IN[kind].search(marks.text, max(0, start - 14), start)),
            )
            for kind in _KINDS
            for start, end, key in marks.of(kind)
            if kind not in ("state", "demonym") or not _MONEY.match(marks.text, end)
        ]
        found = _brussels(marks.text, found)
        for person in cast.all:
            if person.whose and person.binds in ("state", "body", "speaks"):
                found += [Actor(span.start, span.end, person.whose, "person", person.body) for span in person.mentions]
        found.sort(key=lambda actor: (actor.start, -actor.end))
        self.all: list[Actor] = []
        for actor in found:
            if not self.all or actor.start >= self.all[-1].end:
                self.all.append(actor)
        self._starts = [actor.start for actor in self.all]

    def within(self, start: int, end: int) -> list[Actor]:
        """The actors that lie inside [start, end), in order."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [actor for actor in self.all[low:high] if actor.end <= end]

    def before(self, at: int, reach: int) -> list[Actor]:
        """The actors in the `reach` characters before a place, the nearest first."""
        return self.within(max(0, at - reach), at)[::-1]


def _brussels(text: str, found: list[Actor]) -> list[Actor]:
    """In a text that speaks of the European Union and not of Belgium, "Brussels" is the former."""
    if not any(a.code == "EU" for a in found) or any(a.code == "BEL" and a.kind != "capital" for a in found):
        return found
    return [a._replace(code="EU", kind="organisation", body=True) if a.code == "BEL" and not a.place else a for a in found]


def codes(actors: list[Actor]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """States and organisations among actors, each once, in order."""
    states = tuple(dict.fromkeys(actor.code for actor in actors if not actor.body))
    return states, tuple(dict.fromkeys(actor.code for actor in actors if actor.body))


def span_of(actor: Actor) -> Span:
    """Where it stands."""
    return Span(actor.start, actor.end)
