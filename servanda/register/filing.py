"""The marks under which documents and commitments are filed in the search, so that a filter is asked of the index.

A mark is one word of letters and digits: `pukr` a party, `y2024` a year of signature. Marks may promise too much (a year where a
day was asked for), never too little: who asks by them looks at what comes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from servanda.model import ALL_PARTIES, Amount, Asked

_FIRST, _LAST = 1599, 2101
"""Years before and after are filed as these."""
_OPEN = _LAST + 1
_LARGEST = 249
"""The size (see `_size`) of all sums that are larger than any real one."""
ALWAYS = f"b{_FIRST} e{_OPEN}"
"""The marks of what may hold on any day."""
Marks = Sequence[Sequence[str]]
"""One of each must be there."""


@dataclass(frozen=True, slots=True)
class Filed:
    """The marks of an agreement: of its parties, and of what else it is."""

    parties: str = ""
    rest: str = ""


NOWHERE = Filed()
"""What belongs to no agreement."""


def of_agreement(
    parties: Iterable[str], status: str | None, signed: str | None, holds: tuple[str | None, str | None] | None
) -> Filed:
    """The marks of an agreement; `holds` None: it may hold on any day."""
    marks = [_mark("s", status)] if status else []
    if signed:
        marks.append(f"y{_year(signed)}")
    if holds is None:
        marks.append(ALWAYS)
    elif holds[0]:
        marks.append(f"b{_year(holds[0])} e{_year(holds[1]) if holds[1] else _OPEN}")
    return Filed(_marks("p", tuple(parties)), " ".join(marks))


def of_promise(
    sides: tuple[str, ...], areas: tuple[str, ...], force: str, sums: Sequence[tuple[Decimal | None, Decimal | None, str | None]],
    agreement: Filed,
) -> str:  # fmt: skip
    """The marks of a commitment; `sides` are those who promise and those to whom, `sums` (low, high, currency)."""
    told = f"{_marks('p', sides)} {_marks('r', areas)} {_mark('f', force)} {agreement.rest}"
    if ALL_PARTIES in sides:
        told += f" {agreement.parties}"
    return told + "".join([_of_sum(*entry) for entry in sums]) if sums else told


def sums_of(amounts: Iterable[Amount]) -> list[tuple[Decimal | None, Decimal | None, str | None]]:
    """The sums of a commitment for `of_promise`."""
    return [(amount.low, amount.high, amount.currency) for amount in amounts]


def of_plain(value: Mapping[str, Any], agreement: Filed) -> str:
    """The marks of a commitment in its JSON form."""
    sums = [(_decimal(a["low"]), _decimal(a["high"]), a["currency"]) for a in value["amounts"]]
    return of_promise((*value["by"], *value["to"]), tuple(value["areas"]), value["force"], sums, agreement)


def of_document(agreements: Iterable[Filed], promises: Iterable[str]) -> str:
    """The marks of a document: those of all that is in it."""
    found: set[str] = set()
    for entry in agreements:
        found.update(entry.parties.split(), entry.rest.split())
    for marks in promises:
        found.update(marks.split())
    return " ".join(sorted(found))


def asked_for(asked: Asked, parties: Iterable[str]) -> Marks:
    """The marks that what passes has; `parties` are all names of the party that is asked for."""
    found = [_words("p", tuple(parties))] if asked.party else []
    found += [[_mark(letter, word)] for letter, word in (("r", asked.area), ("f", asked.force), ("s", asked.status)) if word]
    if asked.currency:
        found.append([_mark("c", asked.currency)])
    if asked.low is not None:
        found.append([f"h{n}" for n in range(_size(asked.low), _LARGEST + 1)])
    if asked.high is not None:
        found.append([f"l{n}" for n in range(_size(asked.high) + 1)])
    if asked.signed:
        found.append([f"y{_year(asked.signed)}"])
    if asked.since or asked.until:
        first = _year(asked.since) if asked.since else _FIRST
        found.append([f"y{year}" for year in range(first, (_year(asked.until) if asked.until else _LAST) + 1)] or ["none"])
    if asked.on:
        year = _year(asked.on)
        found += [[f"b{n}" for n in range(_FIRST, year + 1)], [f"e{n}" for n in range(year, _OPEN + 1)]]
    return found


@lru_cache(4096)
def _mark(letter: str, word: str) -> str:
    # A word of the index: what is no letter or digit would end it.
    return letter + "".join(c if c.isascii() and c.isalnum() else "x" for c in word.casefold())


@lru_cache(4096)
def _words(letter: str, words: tuple[str, ...]) -> list[str]:
    return [_mark(letter, word) for word in words if word != ALL_PARTIES]


@lru_cache(4096)
def _marks(letter: str, words: tuple[str, ...]) -> str:
    return " ".join(_words(letter, words))


@lru_cache(4096)
def _year(date: str) -> int:
    # A date that somebody wrote in a way of his own passes no filter by dates, so that its year does not matter.
    return min(max(int(date[:4]), _FIRST), _LAST) if date[:4].isdecimal() else _FIRST


def _of_sum(low: Decimal | None, high: Decimal | None, currency: str | None) -> str:
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return ""
    return f" h{_size(max(ends))} l{_size(min(ends))}" + (f" {_mark('c', currency)}" if currency else "")


def _size(number: Decimal) -> int:
    """The first digit of a number, and ten times the power of ten that it counts: 88 for 832 million."""
    if number < 1:
        return 0
    power = number.adjusted()
    return min(10 * power + int(number.scaleb(-power)), _LARGEST)


def _decimal(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
