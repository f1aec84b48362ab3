"""read -> register: readings are kept, listed, searched and shown."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from servanda.compare import same_story
from servanda.exchange.starter import confidence as starter_confidence
from servanda.exchange.starter import starter
from servanda.flow.address import Address, at, when_there_is_something
from servanda.flow.confidence import measured
from servanda.flow.reading import read_all
from servanda.model import Added, AgreementEntry, BadInput, Claim, DocumentEntry, Link, Posting, Reading, Span
from servanda.model.asked import holds_on
from servanda.register import Register, deciding, merging, money, open_register, viewing, writing
from servanda.track import candidates, copied, postings, suggest
from servanda.version import VERSION

_NEARLY_THE_SAME = 0.8
"""Share of its passages from which a text is a copy of another."""
READER = f"servanda {VERSION}"
"""Who the findings of this program are said by."""


def add(address: Address, paths: Iterable[str], *, codebook: str | None = None, jobs: int = 1) -> Iterator[Added | BadInput]:
    """Reads files into the register at the address, which is made if need be; yields what became of each, in order.

    A document is kept as a whole or not at all; one that cannot be read does not stop the others.
    """
    troubles, readings = when_there_is_something(address, read_all(paths, codebook=codebook, jobs=jobs))
    yield from troubles
    if readings is None:
        return
    with at(address, create=True) as register:
        for found in readings:
            yield found if isinstance(found, BadInput) else keep(register, found)


def opened(address: str, *, create: bool = False) -> Register:
    """The register at an address, open until closed, for programs that ask often; all functions here take it as address."""
    return open_register(address, create=create)


def examples() -> list[str]:
    """The files of the shipped texts."""
    return sorted(map(str, (Path(__file__).parents[1] / "examples").glob("*.txt")))


def demo(address: Address) -> Iterator[Added]:
    """Fills the register at the address with the starter register; yields what became of each instrument."""
    with at(address, create=True) as register:
        for found in starter():
            yield keep(register, found, reader="starter register", confidence=starter_confidence)


def keep(
    register: Register,
    found: Reading,
    *,
    reader: str = READER,
    tables: Collection[str] = (),
    confidence: writing.Confidence = measured,
) -> Added:
    """Puts one reading into an open register, with its sums for the ledger, and notes which of them may be told twice."""
    return keep_all(register, [found], reader=reader, tables=tables, confidence=confidence)[0]


def keep_all(
    register: Register,
    found: Sequence[Reading],
    *,
    reader: str = READER,
    tables: Collection[str] = (),
    confidence: writing.Confidence = measured,
) -> list[Added]:
    """Puts readings into an open register, all of them or none; faster than one by one where there are many small ones.

    `tables` names sources whose rows are different by nature: their sums are not held against each other.
    """
    sums = [postings(entry) for entry in found]
    at = now()
    done = writing.add_many(register, list(zip(found, sums, strict=True)), reader=reader, at=at, confidence=confidence)
    new = [entry for added, part in zip(done, sums, strict=True) if added.new for entry in part]
    if new:
        texts = {entry.document.id: entry.document.text for entry in found}
        known = money.alike(register, new, tables)
        links = suggest([*new, *known], texts, tables)
        links += _of_copies(register, new, known, texts, {link.a for link in links})
        deciding.suggest_links(register, links, by=READER, at=at)
    return done


def _of_copies(
    register: Register, new: Sequence[Posting], known: Sequence[Posting], texts: Mapping[str, str], linked: Collection[str]
) -> tuple[Link, ...]:
    """Equal sums in documents that are nearly the same text, which purpose or period keep apart."""
    found = candidates(new, known, linked)
    if not found:
        return ()
    others = sorted({name for names in found.values() for name in names} - texts.keys())
    stories = same_story({**{name: texts[name] for name in found}, **viewing.texts(register, others)}, _NEARLY_THE_SAME)
    return copied(new, known, linked, stories)


def now() -> str:
    """The present moment, ISO 8601 in UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def keep_at(address: Address, found: Reading) -> Added:
    """Puts one reading into the register at the address."""
    with at(address) as register:
        return keep(register, found)


def list_agreements(address: Address, *, apart: bool = False, as_of: str | None = None) -> list[AgreementEntry]:
    """All agreements of the register; those that people say are one are one, with `apart` as each document tells them."""
    with at(address) as register:
        found = viewing.agreements(register, as_of=as_of)
        return found if apart else merging.as_one(register, found, as_of=as_of)


def show_claims(address: Address, identifier: str, *, as_of: str | None = None, on: str | None = None) -> list[Claim]:
    """Every claim of a document that stands, with who says so, how sure, since when, and from when until when it holds.

    `on`: those that held on that day, as the text says; nothing of which no beginning is known.
    """
    with at(address) as register:
        found = viewing.stored_with_claims(register, identifier, as_of=as_of)[1]
        return [claim for claim in found if on is None or holds_on((claim.valid_from, claim.valid_until), on)]


def told_again(address: Address) -> set[str]:
    """The claims of commitments that another document of the same agreement tells already."""
    with at(address) as register:
        return set(merging.told_again(register))


def show_once(address: Address, identifier: str, *, as_of: str | None = None) -> Reading:
    """The reading that stands without the commitments that another document of the same agreement tells already."""
    with at(address) as register:
        found = viewing.stored_reading(register, identifier, as_of=as_of)
        told = merging.told_again(register, as_of=as_of).values()
        again = {claim.value["id"] for claim in told if claim.document == found.document.id}
    return replace(found, commitments=tuple(c for c in found.commitments if c.id not in again)) if again else found


def list_documents(address: Address) -> list[DocumentEntry]:
    """All documents of the register at the address."""
    with at(address) as register:
        return viewing.documents(register)


def list_claims(address: Address, **where: str) -> list[Claim]:
    """The claims that stand, filtered by kind, subject, document, field or force."""
    with at(address) as register:
        return viewing.claims(register, **where)


def show(address: Address, identifier: str, *, as_of: str | None = None, on: str | None = None) -> Reading:
    """The reading that stands, by the id (or its beginning) of a document or of an agreement in it.

    `on`: of commitments those that held on that day, as the text says; of what is dated nothing later.
    """
    with at(address) as register:
        found, claims = viewing.stored_with_claims(register, identifier, as_of=as_of)
    return found if on is None else _on(found, claims, on)


def _on(found: Reading, claims: Sequence[Claim], day: str) -> Reading:
    """What of a reading held on a day, or had happened by then."""
    held = {c.value["id"] for c in claims if c.kind == "commitment" and holds_on((c.valid_from, c.valid_until), day)}
    later = {c.value["id"] for c in claims if c.kind in _DATED and c.valid_from is not None and c.valid_from > day}
    return replace(
        found,
        commitments=tuple(entry for entry in found.commitments if entry.id in held),
        events=tuple(entry for entry in found.events if entry.id not in later),
        statements=tuple(entry for entry in found.statements if entry.id not in later),
        flows=tuple(entry for entry in found.flows if entry.id not in later),
    )


_DATED = ("event", "statement", "flow")


def show_frame(address: Address, identifier: str) -> Reading:
    """The same without any finding: the document, what was cut, its outline and its problems."""
    with at(address) as register:
        return viewing.stored_frame(register, identifier)


def stamp(address: Address) -> str:
    """A text that changes whenever something is added to the register."""
    with at(address) as register:
        return viewing.stamp(register)


def changed(address: Address, since: str) -> set[str]:
    """The documents that were read or judged after a stamp."""
    with at(address) as register:
        return viewing.changed(register, since)


def evidence_of(address: Address, claims: Sequence[str]) -> dict[str, tuple[Span, ...]]:
    """The spans of each of the claims."""
    with at(address) as register:
        return viewing.evidence_of(register, claims)


def texts(address: Address, documents: Sequence[str]) -> dict[str, str]:
    """The clean texts of documents, by their ids."""
    with at(address) as register:
        return viewing.texts(register, documents)
