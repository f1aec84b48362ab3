"""All agreements and commitments of a register in memory, brought up to date document by document, and filtered by bit masks.

A facet's value has one integer in which bit n is set where promise n has the value: to filter is to take the common bits,
to count is to count them. Fifty thousand promises are six kilobytes a value.
"""

import re
import threading
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern
from typing import Any

from servanda.flow import keeping
from servanda.flow.address import Address
from servanda.model import AgreementEntry, Amount, Claim, DocumentEntry, from_json
from servanda.show.words import amount_in_words

FACETS = ("force", "area", "by", "to", "has", "factuality", "agreement")
HAS = ("money", "condition", "deadline", "hedge", "quantity")
_AT_ONCE = 50
_CHUNK = 64
_REMEMBERED = 2000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as lists show it. `agreement` is what it is about: an agreement's id, or its document's."""

    claim: str
    finding: str
    document: str
    agreement: str
    provision: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    force: str
    areas: tuple[str, ...]
    condition: str | None
    deadline: str | None
    amounts: tuple[str, ...]
    hedges: tuple[str, ...]
    factuality: str
    quantities: int
    sentence: str
    folded: str

    def values(self, facet: str) -> tuple[str, ...]:
        """Under which values of a facet it stands."""
        if facet == "has":
            parts = (self.amounts, self.condition, self.deadline, self.hedges, self.quantities)
            return tuple(name for name, part in zip(HAS, parts, strict=True) if part)
        if facet in ("by", "to"):
            return self.by if facet == "by" else self.to
        if facet == "area":
            return self.areas
        return (getattr(self, facet),)


@dataclass(frozen=True, slots=True)
class Cell:
    """An agreement's promises in an area: how many, and the firmest force."""

    count: int
    force: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The state of the register at a stamp."""

    stamp: str
    documents: Sequence[DocumentEntry]
    agreements: Sequence[AgreementEntry]
    titles: Mapping[str, str]
    promises: Sequence[Promise]
    masks: Mapping[str, Mapping[str, int]]
    cells: Mapping[tuple[str, str], Cell]
    places: Mapping[str, str]
    """Where agreements were signed."""
    months: Mapping[str, int]
    """For how many months they hold."""
    claims: Mapping[str, str] = field(repr=False)
    words: "Words" = field(repr=False)

    def all(self) -> int:
        """The mask of all promises."""
        return (1 << len(self.promises)) - 1

    def select(self, chosen: Iterable[tuple[str, str]], words: Sequence[str] = ()) -> int:
        """The mask of the promises that have all values (each with its facet) and words that begin with each of the words."""
        mask = self.all()
        for facet, value in chosen:
            mask &= self.masks[facet].get(value, 0)
        for word in words:
            mask &= self.words.mask(word)
        return mask

    def counts(self, facet: str, mask: int) -> list[tuple[str, int]]:
        """How many promises of a mask have each value of a facet, the most frequent first."""
        counted = ((value, (bits & mask).bit_count()) for value, bits in self.masks[facet].items())
        return sorted(((value, n) for value, n in counted if n), key=lambda entry: (-entry[1], entry[0]))


class Words:
    """In which promises each word stands."""

    def __init__(self, texts: Iterable[str]) -> None:
        places: dict[str, array[int]] = {}
        for n, text in enumerate(texts):
            for word in set(_WORD.findall(text)):
                known = places.get(word)
                if known is None:
                    places[word] = array("I", (n,))
                else:
                    known.append(n)
        self._places = places
        self._sorted = sorted(places)
        self._masks: dict[str, int] = {}

    def mask(self, beginning: str) -> int:
        """The promises with a word that begins so."""
        known = self._masks.get(beginning)
        if known is None:
            first = bisect_left(self._sorted, beginning)
            last = bisect_left(self._sorted, beginning + chr(0x10FFFF))
            known = mask_of(n for word in self._sorted[first:last] for n in self._places[word])
            if len(self._masks) < _REMEMBERED:
                self._masks[beginning] = known
        return known


def words_in(asked: str) -> list[str]:
    """The words of a search, as the catalogue knows them."""
    return list(dict.fromkeys(_WORD.findall(asked.casefold())))[:20]


def members(mask: int, skip: int = 0, most: int | None = None) -> list[int]:
    """The places of the bits that are set, rising: `most` of them, after the first `skip`."""
    content = mask.to_bytes((mask.bit_length() + 7) // 8 or 1, "little")
    found: list[int] = []
    for start in range(0, len(content), _CHUNK):
        chunk = int.from_bytes(content[start : start + _CHUNK], "little")
        many = chunk.bit_count()
        if skip >= many:
            skip -= many
            continue
        places = [start * 8 + n for n, bit in enumerate(bin(chunk)[:1:-1]) if bit == "1"]
        found += places[skip:]
        skip = 0
        if most is not None and len(found) >= most:
            return found[:most]
    return found


def mask_of(places: Iterable[int]) -> int:
    """The mask with these bits."""
    known = list(places)
    bits = bytearray((max(known, default=0) >> 3) + 1)
    for n in known:
        bits[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(bits, "little")


class Shelf:
    """Keeps a catalogue true: loads it once, then again only what was read or judged since."""

    def __init__(self, address: Address, firmness: Sequence[str]) -> None:
        """`firmness`: the forces, the firmest first."""
        self._address = address
        self._firmness = {force: n for n, force in enumerate(firmness)}
        self._lock = threading.Lock()
        self._by_document: dict[str, list[Promise]] = {}
        self._catalogue: Catalogue | None = None

    def catalogue(self) -> Catalogue:
        """The catalogue as of now."""
        known = self._catalogue
        stamp = keeping.stamp(self._address)
        if known is not None and known.stamp == stamp:
            return known
        with self._lock:
            if self._catalogue is not None and self._catalogue.stamp == stamp:
                return self._catalogue
            self._load(stamp)
            self._catalogue = self._made(stamp)
            return self._catalogue

    def _load(self, stamp: str) -> None:
        if self._catalogue is None:
            self._put(keeping.list_claims(self._address, kind="commitment"))
            return
        for document in keeping.changed(self._address, self._catalogue.stamp):
            self._by_document.pop(document, None)
            self._put(keeping.list_claims(self._address, kind="commitment", document=document))

    def _put(self, claims: Sequence[Claim]) -> None:
        by_document: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_document[claim.document].append(claim)
        names = list(by_document)
        for k in range(0, len(names), _AT_ONCE):
            for name, text in keeping.texts(self._address, names[k : k + _AT_ONCE]).items():
                self._by_document[name] = [_promise(claim, text) for claim in by_document[name]]

    def _made(self, stamp: str) -> Catalogue:
        documents = keeping.list_documents(self._address)
        agreements = keeping.list_agreements(self._address)
        again = keeping.told_again(self._address)
        promises = [p for entry in documents for p in self._by_document.get(entry.id, ()) if p.claim not in again]
        return Catalogue(
            stamp,
            documents,
            agreements,
            _titles(documents, agreements),
            promises,
            _masks(promises),
            self._cells(promises),
            self._facts("signed.place"),
            self._facts("term.months"),
            {promise.finding: promise.claim for promise in promises},
            Words(promise.folded for promise in promises),
        )

    def _facts(self, name: str) -> dict[str, Any]:
        """A field of all agreements that have it."""
        return {claim.subject: claim.value for claim in keeping.list_claims(self._address, kind="agreement", field=name)}

    def _cells(self, promises: Sequence[Promise]) -> dict[tuple[str, str], Cell]:
        count: dict[tuple[str, str], int] = defaultdict(int)
        firmest: dict[tuple[str, str], str] = {}
        for promise in promises:
            for area in promise.areas:
                key = (promise.agreement, area)
                count[key] += 1
                known = firmest.get(key)
                if known is None or self._firmness[promise.force] < self._firmness[known]:
                    firmest[key] = promise.force
        return {key: Cell(n, firmest[key]) for key, n in count.items()}


def _masks(promises: Sequence[Promise]) -> dict[str, dict[str, int]]:
    places: dict[str, dict[str, list[int]]] = {facet: defaultdict(list) for facet in FACETS}
    for n, promise in enumerate(promises):
        for facet in FACETS:
            for value in promise.values(facet):
                places[facet][value].append(n)
    return {facet: {value: mask_of(found) for value, found in known.items()} for facet, known in places.items()}


def _titles(documents: Sequence[DocumentEntry], agreements: Sequence[AgreementEntry]) -> dict[str, str]:
    named = {entry.id: entry.title or entry.origin.rpartition("/")[2] for entry in documents}
    untitled = {entry.id for entry in documents if not entry.title}
    for entry in agreements:
        for name in (entry.id, *entry.same):
            named[name] = entry.title or named.get(entry.document, entry.id)
        if entry.title and entry.document in untitled:
            # The first agreement of a document is the one that it is the text of.
            named[entry.document] = entry.title
            untitled.discard(entry.document)
    return named


def _promise(claim: Claim, text: str) -> Promise:
    value: Mapping[str, Any] = claim.value
    words = " … ".join(text[span.start : span.end] for span in claim.evidence)
    sentence = " ".join(words.split())
    named = f"{value['by_words'] or ''} {value['to_words'] or ''}"
    return Promise(
        claim=claim.id,
        finding=value["id"],
        document=intern(claim.document),
        agreement=intern(claim.subject),
        provision=value["provision"],
        by=_interned(value["by"]),
        to=_interned(value["to"]),
        force=intern(value["force"]),
        areas=_interned(value["areas"]),
        condition=value["condition"],
        deadline=value["deadline"],
        amounts=tuple(amount_in_words(from_json(Amount, amount)) for amount in value["amounts"]),
        hedges=_interned(value["hedges"]),
        factuality=intern(value["factuality"]),
        quantities=len(value["quantities"]),
        sentence=sentence,
        folded=f"{sentence} {named}".casefold(),
    )


def _interned(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(intern, words))
