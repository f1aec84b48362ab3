"""Who the parties of an agreement are, and whom its words mean.

They are looked for where agreements name them: in the title and the opening ("The Government of X and the Government of Y"), in
the notes of an exchange, among those who send plenipotentiaries, in the signature block. Where none of these names two, and a
text speaks of two sides, the two states that it names most by far are taken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from servanda.lexicon import Marks
from servanda.model import DefinedTerm, Provision, Span
from servanda.read.definitions import EVERYBODY, definitions
from servanda.read.nations import nations
from servanda.read.party_lists import Name
from servanda.read.party_places import listed, named_most, noted, one_known, plenipotentiaries, signatories

ALL = EVERYBODY
"""Stands for all parties where a text does not list them."""
_OPENING = 12_000
"""Characters in which the parties of a text without articles are looked for."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties (codes; a nation without a code as written) and organisations, and what the text calls them.

    `terms` maps a defined term, folded to lower case, without article ("participants", "sending state", "commission"), to the
    parties it means: codes, or `ALL`; `defined` holds the same with evidence, for the reader.
    """

    states: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defined: tuple[DefinedTerm, ...] = ()
    evidence: tuple[Span, ...] = ()

    def everybody(self) -> tuple[str, ...]:
        """All parties, or (ALL,) where the text does not list them."""
        return (*self.states, *self.organisations) or (ALL,)


def parties(text: str, structure: tuple[Provision, ...], marks: Marks) -> Parties:
    """The parties of the agreement that the text is of."""
    end = _end_of_opening(text, structure)
    for find in (noted, listed, nations, plenipotentiaries, signatories, named_most, one_known):
        found = _first_of_each(find(text, marks, end))
        if len(found) > 1 or (found and find in (nations, one_known)):
            break
    else:
        found = []
    if find is listed:
        found = _fuller(found, text, marks, end)
    defined = definitions(text, marks, found)
    return Parties(
        states=tuple(name.key for name in found if not name.organisation),
        organisations=tuple(name.key for name in found if name.organisation),
        terms=_terms(defined),
        defined=defined,
        evidence=tuple(Span(name.start, name.end) for name in found),
    )


def _fuller(found: list[Name], text: str, marks: Marks, end: int) -> list[Name]:
    """A list of several parties, or those who send plenipotentiaries or sign, where these are the same and some more."""
    keys = {name.key for name in found}
    if len(keys) > 2:
        for find in (plenipotentiaries, signatories):
            others = [name for name in _first_of_each(find(text, marks, end)) if name.key in keys or not name.organisation]
            if keys < {name.key for name in others}:
                return others
    return found


def _terms(defined: tuple[DefinedTerm, ...]) -> dict[str, tuple[str, ...]]:
    return {term.term.lower(): term.parties for term in defined if term.parties}


def _end_of_opening(text: str, structure: tuple[Provision, ...]) -> int:
    first = next((provision.start for provision in structure if provision.kind == "article"), len(text))
    return min(first, _OPENING, len(text))


def _first_of_each(found: Iterable[Name]) -> list[Name]:
    seen: dict[str, Name] = {}
    for name in found:
        seen.setdefault(name.key, name)
    return list(seen.values())
