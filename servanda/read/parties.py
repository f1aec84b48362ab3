"""Who the parties of an agreement are, and whom its words mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.lexicon import Marks
from servanda.model import DefinedTerm, Provision, Span

ALL = "*parties*"
"""Stands for all parties where a text does not list them."""


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties (codes) and organisations, and what the text calls them.

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
    return Parties()
