"""Nouns of the register: what is kept of a finding beside the finding itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from servanda.model.document import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A value and where it comes from.

    `kind` is agreement, commitment, event, statement or flow; `subject` the id of the agreement or document that it is
    about; `field` the agreement's field, None where `value` is a whole finding in its JSON form. `reader` names the reader
    and its version, or a person. `verdict` is the last review's, `stands` is false where it rejected the claim. Times are
    ISO 8601 in UTC. `confidence` is 0 to 1, None where nobody measured or said it; `valid_from` and `valid_until` are ISO dates
    of any precision, None where the source does not say from when or until when it holds.
    """

    id: str
    kind: str
    subject: str
    field: str | None
    value: Any
    document: str
    evidence: tuple[Span, ...]
    reader: str
    first_seen: str
    last_seen: str
    stands: bool = True
    verdict: str | None = None
    confidence: float | None = None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class AgreementEntry:
    """A line of the list of agreements: the values that stand, how many commitments of which force it has, and from when until
    when it holds. `same` are the ids under which other documents tell of it, as people have confirmed, `documents` all that do.
    """

    id: str
    document: str
    title: str | None
    parties: tuple[str, ...]
    organisations: tuple[str, ...]
    status: str | None
    signed: str | None
    legal_form: str | None
    forces: Mapping[str, int]
    valid_from: str | None = None
    valid_until: str | None = None
    same: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A line of the list of documents."""

    id: str
    kind: str
    title: str | None
    origin: str
    language: str | None
    characters: int
    added: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a search found: the document and an excerpt around the words; the claim and the agreement of a commitment."""

    document: str
    title: str | None
    kind: str
    excerpt: str
    agreement: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class EventEntry:
    """A line of the list of events: the claim, what happened to whom by whom, and the words of the document that tells it.

    `published` is the day of the document, `same` are the claims of other documents that tell of it, as people have confirmed,
    `documents` all that do.
    """

    id: str
    document: str
    kind: str
    plover: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    date: str | None
    factuality: str
    words: str
    published: str | None = None
    same: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class Verdict(StrEnum):
    """A person's judgement of a claim; `withdrawn` takes the one before it back."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Review:
    """One judgement of one claim, as it was given. `value` is what the claim was corrected to."""

    id: int
    claim: str
    verdict: Verdict
    value: Any
    by: str
    at: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a document did.

    `new` is False where the very same text was there before; `why` says of each finding that was refused which it is and what
    is wrong with its place. `came` and `went`: claims that stand since this reading, and that no longer do, where the text was
    read before.
    """

    document: str
    origin: str
    new: bool
    claims: int
    refused: int
    why: tuple[str, ...] = ()
    came: int = 0
    went: int = 0


@dataclass(frozen=True, slots=True)
class Sameness:
    """Two ids (agreements, events) or names (parties) that are, or may be, one.

    `verdict` is suggested, confirmed, rejected or withdrawn; `score` is 0 to 1 with the sentences that say why; `by` and `at` are
    a person's, None of a suggestion.
    """

    kind: str
    a: str
    b: str
    verdict: str
    score: float
    reasons: tuple[str, ...]
    by: str | None = None
    at: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Rereading:
    """How the last reading of a document differs from the one before it: claims that came and went, and claims that it found
    where a person has decided on another one, so that they stand `behind` that decision.
    """

    document: str
    reader: str
    at: str
    before: str
    came: tuple[Claim, ...]
    went: tuple[Claim, ...]
    behind: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for a person's judgement, and why it matters."""

    claim: Claim
    why: str
