"""Agreements: the instrument, its structure and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.model.document import Span
from servanda.model.partial import PartialDate
from servanda.model.quickly_made import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of an agreement's outline; `path` is stable and readable (`art_5/para_2/a`).

    `kind`: preamble, part, chapter, section, article, paragraph, item, annex, protocol or signature. `number` stands as in
    the text. A provision's span holds its heading and all that belongs to it; children lie inside their parent.
    """

    path: str
    kind: str
    number: str | None
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signature:
    """When, where and on which occasion an agreement was or will be signed."""

    date: PartialDate | None = None
    place: str | None = None
    occasion: str | None = None


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    """`date` only where the text fixes it; `rule` is the text's own words."""

    date: PartialDate | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """How long an agreement holds: in months, or until a date, or by a rule in the text's own words."""

    months: int | None = None
    until: PartialDate | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """Another agreement that a text refers to. `relation`: refers, mirrors, amends, replaces, implements, supplements."""

    title: str
    relation: str = "refers"
    date: PartialDate | None = None
    parties: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A term that the text defines: `parties` where it names them ("the Sending State"), `meaning` in its own words."""

    term: str
    meaning: str | None = None
    parties: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()


LEGAL_STATUSES = ("expected", "proposed", "signed", "in_force", "suspended", "terminated")
"""The states an agreement can be in (docs/design.md, section 5)."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The instrument. Every value that is not None has its spans in `evidence` under the field's name.

    `parties` are ISO 3166-1 alpha-3 codes (former states included), `organisations` short names of the lexicon.
    `binding`: what the text itself says, None where it is silent. The fields from `renewal` on hold the words of the rule.
    """

    id: str = ""
    title: str | None = None
    parties: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    status: str | None = None
    legal_form: str | None = None
    binding: bool | None = None
    not_binding_on: str | None = None
    signed: Signature = Signature()
    in_force: EntryIntoForce = EntryIntoForce()
    term: Term = Term()
    renewal: str | None = None
    termination_notice_months: int | None = None
    termination: str | None = None
    extension: str | None = None
    suspension: str | None = None
    amendment: str | None = None
    accession: str | None = None
    provisional_application: str | None = None
    dispute_settlement: str | None = None
    depositary: str | None = None
    languages: tuple[str, ...] = ()
    prevailing_language: str | None = None
    related: tuple[Related, ...] = ()
    terms: tuple[DefinedTerm, ...] = ()
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
