"""register and files -> compare: agreements held against one another."""

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from servanda.compare import (
    Corpus,
    align,
    align_provisions,
    coverage,
    departures,
    genealogy,
    in_order,
    lacking,
    lines,
    marked,
    novelty,
    only_in,
    passages,
    reuse,
)
from servanda.compare.family import Departure
from servanda.compare.genealogy import Variant
from servanda.compare.reuse import Novelty, Reuse
from servanda.flow.address import Address
from servanda.flow.asking import NOTHING, agreements
from servanda.flow.keeping import list_documents, show
from servanda.flow.reading import read, read_all
from servanda.lexicon import load_lexicon
from servanda.model import Asked, BadInput, Cell, Pairing, ProvisionPairing, Reading, WrongCall

Family = Mapping[str, Reading]
"""Agreements by a name that is unique among them."""

__all__ = [
    "Family",
    "Novelty",
    "Reuse",
    "Variant",
    "align",
    "align_provisions",
    "clause_history",
    "compare",
    "departures",
    "family",
    "find_reading",
    "held",
    "in_order",
    "lines",
    "marked",
    "matrix",
    "matrix_of",
    "only_in",
    "provisions",
    "reused",
    "without",
]


def find_reading(address: Address, name: str, *, as_of: str | None = None) -> Reading:
    """The reading of a file, or of what the register holds under an id, whichever the name means."""
    if os.path.isfile(name):
        return read(Path(name))
    if isinstance(address, str) and "://" not in address and not os.path.exists(address):
        raise WrongCall(f"{name}: there is no such file, and no register at {address} that could know it as an id")
    try:
        return show(address, name, as_of=as_of)
    except WrongCall as error:
        raise WrongCall(f"{error}; nor is there a file of this name") from error


def compare(address: Address, a: str, b: str, *, as_of: str | None = None) -> tuple[Pairing, ...]:
    """The commitments of two agreements in pairs; `a` and `b` are files or ids of the register at the address."""
    return align(find_reading(address, a, as_of=as_of), find_reading(address, b, as_of=as_of))


def provisions(address: Address, a: str, b: str, *, as_of: str | None = None) -> tuple[ProvisionPairing, ...]:
    """The provisions of two agreements in pairs."""
    return align_provisions(find_reading(address, a, as_of=as_of), find_reading(address, b, as_of=as_of))


def family(paths: Sequence[str], jobs: int = 1) -> tuple[Family, list[BadInput], list[str]]:
    """(the agreements in files and folders, by file name; what could not be read; texts without an agreement, and why).

    WrongCall if there is no agreement at all.
    """
    found: dict[str, Reading] = {}
    trouble: list[BadInput] = []
    left_out: list[str] = []
    for reading in read_all(paths, jobs=jobs):
        if isinstance(reading, BadInput):
            trouble.append(reading)
        elif reading.document.kind == "agreement":
            name = Path(reading.document.origin).stem
            found[name if name not in found else reading.document.origin] = reading
        else:
            language = reading.document.language
            unread = language not in (None, "en")
            why = f"its language is {language}; only English is read" if unread else "no agreement was seen there"
            left_out.append(f"{reading.document.origin}: left out: {why}")
    if not found:
        raise WrongCall(f"{', '.join(paths)}: no agreement was found there" + "".join(f"; {error}" for error in trouble[:3]))
    return dict(sorted(found.items())), trouble, left_out


def held(address: Address, asked: Asked = NOTHING, *, as_of: str | None = None) -> Family:
    """The agreement texts of the register that pass the filters, by the agreement's id (the document's, where it has none);
    as known at the moment `as_of`.
    """
    wanted = {entry.document for entry in agreements(address, asked)} if asked != NOTHING else None
    found = {}
    for entry in list_documents(address):
        known = as_of is None or entry.added <= as_of
        if known and entry.kind == "agreement" and (wanted is None or entry.id in wanted):
            reading = show(address, entry.id, as_of=as_of)
            found[reading.agreements[0].id if reading.agreements else entry.id] = reading
    return dict(sorted(found.items()))


def matrix(address: Address, *, as_of: str | None = None) -> tuple[Cell, ...]:
    """The coverage matrix of all agreement texts in the register at the address."""
    return matrix_of(held(address, as_of=as_of))


def matrix_of(members: Family) -> tuple[Cell, ...]:
    """The coverage matrix of a family; agreements are called by their names in it."""
    return tuple(cell for name, found in members.items() for cell in coverage(found, name))


def reused(members: Family, number: int = 3, least: float = 0.3) -> tuple[tuple[Reuse, ...], tuple[Novelty, ...]]:
    """(the nearest provisions elsewhere of each provision, how much of each agreement stands in earlier ones)."""
    corpus = Corpus()
    for name, found in members.items():
        corpus.add(passages(found, name))
    dates = {name: date_of(found) for name, found in members.items()}
    return tuple(reuse(corpus, number, least)), novelty(corpus, dates, least)


def date_of(found: Reading) -> str | None:
    """When the agreement was signed, as ISO text."""
    return str(found.agreements[0].signed.date) if found.agreements and found.agreements[0].signed.date else None


def clause_history(members: Family, area: str) -> tuple[Variant, ...]:
    """The clauses of an area through the family, in order of date; WrongCall for an area that nobody knows."""
    _check_area(area, {name for found in members.values() for promise in found.commitments for name in promise.areas})
    return genealogy(list(members.items()), area)


def without(cells: Sequence[Cell], area: str) -> tuple[str, ...]:
    """The agreements that have nothing in an area; WrongCall for an area that nobody knows."""
    _check_area(area, {cell.area for cell in cells})
    return lacking(cells, area)


def _check_area(area: str, met: Collection[str]) -> None:
    known = {*load_lexicon().codebook.keys(), *met}
    if area not in known:
        raise WrongCall(f"{area}: is no area of the codebook; the areas are {', '.join(sorted(known))}")


def standing_out(members: Family) -> tuple[Departure, ...]:
    """Where each member departs from what is usual in the family."""
    return departures(matrix_of(members))
