"""Commitments: who shall do what for whom, how firmly, on which condition, until when, with which money."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from servanda.model.document import Span
from servanda.model.partial import PartialDate
from servanda.model.quickly_made import quickly_made


class Force(StrEnum):
    """How firmly something is taken on (docs/codebook.md)."""

    OBLIGATION = "obligation"
    COMMITMENT = "commitment"
    INTENTION = "intention"
    PERMISSION = "permission"
    PROHIBITION = "prohibition"
    DENIAL = "denial"
    DECLARATION = "declaration"

    __hash__ = str.__hash__
    """That of an enumeration is a function of Python's, and forces are looked up several times for every clause."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Amount:
    """Money as written. `low`/`high` are in units of `currency` (ISO 4217, or `%` with `share_of`); None is open.

    `bound`: exact, at_least, up_to or about. `period`: the words or the year it covers.
    """

    low: Decimal | None
    high: Decimal | None
    currency: str | None
    text: str
    bound: str = "exact"
    period: str | None = None
    share_of: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """Goods or people counted: `n` of `unit`."""

    text: str
    n: Decimal | None
    unit: str
    bound: str = "exact"
    start: int | None = None
    end: int | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class ConditionParts:
    """A condition taken apart for scenarios: what happens, to whom, by whom, at whose request; codes or `*party*`.

    `event` is a key of the lexicon: armed_attack, threat, request, consent, funds_available, accession, notification,
    entry_into_force, other ...
    """

    event: str
    on: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    at_request_of: tuple[str, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A deadline that can be computed. `kind`: within, by, every, for, before, after, from. `anchor`: date, signature,
    entry_into_force, notification, request, event. `unit`: hour, day, month or year (calendar units).

    `date` is the day that the text names, of `every` its last one; `further` are other dates of the same sentence. `days`: on
    which days of the year (MM-DD) a yearly one falls; `months`: for how many months a recurring one lasts.
    """

    kind: str
    n: int | None = None
    unit: str | None = None
    anchor: str | None = None
    date: PartialDate | None = None
    further: tuple[PartialDate, ...] = ()
    days: tuple[str, ...] = ()
    months: int | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Legalization:
    """Obligation, precision and delegation, each 0 to 1 (Abbott, Keohane, Moravcsik, Slaughter and Snidal, International
    Organization 54:3, 2000); `words` names the words that decided each score.
    """

    obligation: float
    precision: float
    delegation: float
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@quickly_made
@dataclass(frozen=True, slots=True)
class Commitment:
    """The smallest passage by which somebody takes on, keeps, gives, limits or refuses a course of conduct.

    `by` and `to` are codes, `*parties*`, or a name as written; `condition` and `deadline` the text's words. `factuality` is
    certain, probable, possible or denied; `attributed_to` the speaker in a report. `lead` is the lead-in of a list item.
    `agreement` is the index into the reading's `agreements`, None for an announced pledge without one.
    """

    id: str
    by: tuple[str, ...]
    by_words: str | None
    to: tuple[str, ...]
    to_words: str | None
    force: Force
    force_words: str
    hedges: tuple[str, ...]
    areas: tuple[str, ...]
    action: str | None
    object: str | None
    condition: str | None
    deadline: str | None
    amounts: tuple[Amount, ...]
    quantities: tuple[Quantity, ...]
    provision: str | None
    factuality: str
    legalization: Legalization | None
    evidence: tuple[Span, ...]
    condition_parts: ConditionParts | None = None
    deadline_rule: DeadlineRule | None = None
    attributed_to: str | None = None
    lead: Span | None = None
    agreement: int | None = 0
