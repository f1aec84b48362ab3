"""Nouns of comparing and tracking."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from servanda.model.agreement import Provision
from servanda.model.commitment import Commitment, Force
from servanda.model.document import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """Agreement against area: the strongest force, how many commitments, their amounts, deadlines and sentences."""

    agreement: str
    area: str
    force: Force
    count: int
    amounts: tuple[str, ...]
    deadlines: tuple[str, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field in which two aligned commitments differ, in the words or values of each side."""

    field: str
    a: str | None
    b: str | None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two commitments that are each other's counterpart, or one without. `relation`: same, reworded, stronger, weaker, split,
    merged, only_a, only_b. `score` is their likeness, 0 to 1.
    """

    a: Commitment | None
    b: Commitment | None
    relation: str
    changes: tuple[Change, ...]
    score: float


@dataclass(frozen=True, slots=True)
class ProvisionPairing:
    """Two provisions that are each other's counterpart, or one without.

    `relation`: same, reworded, moved, split, merged, only_a, only_b.

    `score` is their likeness, `shared` the share of words that stand in both in the same order; 0 to 1.
    """

    a: Provision | None
    b: Provision | None
    relation: str
    score: float
    shared: float


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A total: its grouping keys, the sum in one currency, how many flows it is made of, and their ids where they were asked
    for. Stages never mix.
    """

    keys: Mapping[str, str]
    amount: Decimal
    currency: str
    claims: tuple[str, ...]
    flows: int = 0


@dataclass(frozen=True, slots=True)
class Miss:
    """A document in which a coder and a reading differ in a field; `read` is None where the reading says nothing."""

    document: str
    coded: str
    read: str | None


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far readings agree with a coder in one field: of `coded` documents so many are right, wrong, or silent.

    `accuracy` is the share that is right; `kappa` Cohen's kappa over the values, None where chance alone would agree always.
    """

    field: str
    column: str
    coded: int
    right: int
    wrong: int
    silent: int
    accuracy: float
    kappa: float | None
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Readings held against a coder's table: the agreement in each field, the column that names the documents, coded documents
    without a text, and texts that could not be read.
    """

    table: str
    names: str
    fields: tuple[FieldAgreement, ...]
    without_text: tuple[str, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodersAgreement:
    """How far coders agree in a field over the units that they all coded.

    `same` is the share of units with the same code, `kappa` Cohen's (of two coders), `alpha` Krippendorff's with codes as names,
    `alpha_of_lists` with lists as near as the share of codes they have in common. None where there is nothing to measure.
    """

    field: str
    coders: tuple[str, ...]
    units: int
    same: float
    kappa: float | None
    alpha: float | None
    alpha_of_lists: float | None


@dataclass(frozen=True, slots=True)
class CodersDifference:
    """A unit in which coders differ: the code of each in a field, the passage, and what was agreed on if it was resolved."""

    document: str
    unit: str
    field: str
    codes: Mapping[str, str]
    words: str
    resolved: str | None = None
    by: str | None = None
