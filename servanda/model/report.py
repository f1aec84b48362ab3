"""What reports tell: events, statements, flows."""

from dataclasses import dataclass
from enum import StrEnum

from servanda.model.commitment import Amount, Quantity
from servanda.model.document import Span
from servanda.model.partial import PartialDate
from servanda.model.quickly_made import quickly_made


class Factuality(StrEnum):
    """How certain the text itself is that something is or was so."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    DENIED = "denied"


class Stage(StrEnum):
    """How far money or goods have come. One stage is never derived from another.

    `intended`: what somebody intends, what a text holds that is not yet agreed, what is only reported; it is no pledge.
    """

    INTENDED = "intended"
    PLEDGED = "pledged"
    ALLOCATED = "allocated"
    DISBURSED = "disbursed"
    DELIVERED = "delivered"


@quickly_made
@dataclass(frozen=True, slots=True)
class Event:
    """Something a source says has happened. `kind` is a key of the lexicon (signed, ratified, delivered ...), `plover` a root
    code of the PLOVER event ontology. `decided_by`: the words that decided both.
    """

    id: str
    kind: str
    plover: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    date: PartialDate | None
    factuality: str
    actor_evidence: tuple[Span, ...]
    target_evidence: tuple[Span, ...]
    evidence: tuple[Span, ...]
    attributed_to: str | None = None
    decided_by: tuple[Span, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True)
class Statement:
    """Who said it, in which office and for whom; `direct` where it stands in quotation marks."""

    id: str
    speaker: str
    office: str | None
    affiliation: str | None
    date: PartialDate | None
    direct: bool
    evidence: tuple[Span, ...]


@quickly_made
@dataclass(frozen=True, slots=True)
class Flow:
    """Money or goods at a stage, as one source states it. `category` is an area of the codebook."""

    id: str
    stage: Stage
    by: tuple[str, ...]
    to: tuple[str, ...]
    amount: Amount | None
    quantity: Quantity | None
    category: str | None
    date: PartialDate | None
    factuality: str
    evidence: tuple[Span, ...]
    attributed_to: str | None = None
