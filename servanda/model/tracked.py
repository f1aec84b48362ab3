"""Nouns of tracking: links between flows, what is due, what an event sets off, what a check found, a measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from servanda.model.commitment import Commitment
from servanda.model.document import Span
from servanda.model.quickly_made import quickly_made

STATUSES = ("not_started", "in_progress", "kept", "kept_late", "broken", "lapsed", "unknown")
"""What can be said of a commitment. All but `lapsed` and `unknown` come only from a person's verdict."""


class LinkKind(StrEnum):
    """How one flow stands to another: told again, a part of it, or paid out of it."""

    SAME_AS = "same_as"
    PART_OF = "part_of"
    FINANCED_BY = "financed_by"


@dataclass(frozen=True, slots=True)
class Link:
    """`a` restates, is part of, or is financed by `b` (ids of flows), so that the money counts once.

    `score` is 0 to 1, `reasons` the sentences that a person is shown. `decided_by` names the person who confirmed it; None is
    a suggestion, and both flows then stand in the suspense list until somebody decides.
    """

    a: str
    b: str
    kind: LinkKind
    score: float
    reasons: tuple[str, ...]
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A date that follows from a text. `kind`: expiry, notice, entry_into_force, deadline or recurring.

    `first` to `last` is the interval in which it falls (one day where it is exact), None where it cannot be computed, and
    then `why` says so. `status` as of a day: upcoming, due, past, lapsed or unknown. `words` are the text's
    own for the date, `what` those for what is to be done.
    """

    agreement: str
    document: str
    kind: str
    words: str
    first: date | None
    last: date | None
    status: str
    why: str
    evidence: tuple[Span, ...]
    commitment: str | None = None
    every: str | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class SetOff:
    """What an event does to one commitment. `applies`: yes, may, no or lapsed; `why` says which words decided.

    `agreement` and `document` are ids; `commitment` is None where an agreement has no clause for the event. `deadline` is the
    text's own, `due` the latest moment by which to act if the event happens on the day asked for, as ISO text.
    """

    agreement: str
    document: str
    title: str | None
    commitment: Commitment | None
    applies: str
    why: str
    deadline: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in data that does not add up: which check, what, where (ids of flows or names of rows), by how much."""

    check: str
    message: str
    places: tuple[str, ...]
    difference: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of the barometer with its formula and what it cannot say; `opens` lists the ids it is made of."""

    name: str
    value: Decimal | int | None
    unit: str
    formula: str
    caution: str
    opens: tuple[str, ...] = ()
    parts: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A flow that may fulfil a commitment (ids of both): a suggestion with its score, 0 to 1, and the reasons for it."""

    commitment: str
    flow: str
    score: float
    reasons: tuple[str, ...]


@quickly_made
@dataclass(frozen=True, slots=True)
class Posting:
    """A flow as it counts in the ledger: one sum in one currency.

    `flow` is its id, `of` the id of the finding it comes from (itself, or a commitment). `donor` and `beneficiary` are codes
    joined by semicolons; `date` is an ISO date of any precision, `period` what the sum is for. `start` and `end` are where it
    stands in the document, `sentence` where its evidence begins.
    """

    flow: str
    of: str
    document: str
    stage: str
    donor: str
    beneficiary: str
    date: str
    area: str
    source: str
    currency: str
    value: Decimal
    period: str = ""
    start: int | None = None
    end: int | None = None
    sentence: int = 0
