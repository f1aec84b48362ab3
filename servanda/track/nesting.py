"""Sums of one document that are parts of one another, or one another in a second currency, as its words or figures show."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from servanda.model import Link, LinkKind, Posting

_OF_WHICH = re.compile(r"\b(?:of which|including|among them|of that|thereof)\b[^.;]{0,60}$", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:(?:part|tranche|instalment|installment|share|payment|out) of|inside|within|included in|from) "
    r"(?:the|this|these|that|its|an|a) [^.;]{0,40}?(\d[\d.,]*)(?: (million|billion|trillion))?",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\bsame (?:money|sum|amount|funds|package) as (?:the )?(?:line|one|row|sum) (?:above|before)\b", re.IGNORECASE
)
_YEARS = re.compile(r"\s*(\d{4})(?:\s*(?:[-–/]|to)\s*(\d{4}|\d{2})\b)?\s*(\()?")
_SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_BRACKETS = ("(", "(about", "(around", "(or", "(some", "(roughly", "/", "or", "or about")
_DIVIDES = re.compile(
    r"[^.;:]{0,200}?\b(?:payable|paid|divided|distributed|broken down|consisting|made up|composed|split|disbursed|"
    r"released|as follows|of which|instal?ments?|tranches|stages|phases|parts|payments)\b[^.;:]{0,99}:(?!.*\.\s+[A-Z][a-z])",
    re.IGNORECASE | re.DOTALL,
)
"""What stands between a sum and an item of the list that divides it: no sentence has ended."""
_LONGEST_LIST = 3000
_LONGEST = 600
"""Characters of a sentence that are looked at for the words that nest one sum in another."""
_MANY = 40
"""Documents with more sums of one donor and stage are tables; their sums are not tried against each other."""


def nested(group: Sequence[Posting], text: str) -> Iterator[Link]:
    """Suggestions for the sums of one document, stage and donor. `text` is the document."""
    placed = sorted(group, key=lambda e: (e.sentence, e.start or 0, e.flow))
    if text:
        yield from _of_which(placed, text)
        yield from _told_parts(placed, text)
        yield from _instalments(placed, text)
    if len(placed) <= _MANY:
        yield from _adding_up(placed)
        yield from _shorter_periods(placed)


def _of_which(placed: list[Posting], text: str) -> Iterator[Link]:
    """A smaller sum behind "of which", and a second currency in brackets, inside one sentence."""
    for before, then in pairwise([e for e in placed if e.start is not None]):
        if before.sentence != then.sentence or (then.start or 0) - (before.end or 0) > _LONGEST:
            continue
        between = text[before.end or 0 : then.start or 0]
        if before.currency == then.currency and then.value < before.value and _OF_WHICH.search(between):
            reason = f"the text says {' '.join(between.split())[-60:]!r} between the two sums"
            yield Link(then.flow, before.flow, LinkKind.PART_OF, 0.9, (reason,))
        elif before.currency != then.currency and between.strip().casefold() in _BRACKETS:
            reason = "the second sum stands beside the first in another currency"
            yield Link(then.flow, before.flow, LinkKind.SAME_AS, 0.95, (reason,))


def _instalments(placed: list[Posting], text: str) -> Iterator[Link]:
    """The items of a list whose lead-in names a larger sum and divides it: "..., payable in two instalments: (a) ... (b) ..."."""
    whole: Posting | None = None
    for entry in placed:
        if entry.start is None:
            continue
        between = text[whole.end or 0 : entry.start] if whole is not None else ""
        if (
            whole is not None
            and entry.currency == whole.currency
            and entry.value < whole.value
            and entry.sentence > whole.sentence
            and len(between) < _LONGEST_LIST
            and _DIVIDES.match(between)
        ):
            yield Link(
                entry.flow, whole.flow, LinkKind.PART_OF, 0.9, ("the text divides the larger sum into the items of a list",)
            )
        else:
            whole = entry


def _told_parts(placed: list[Posting], text: str) -> Iterator[Link]:
    """A sum whose own sentence calls it a part of, or the same as, another sum that the document tells of."""
    by_value: dict[tuple[Decimal, str], list[Posting]] = defaultdict(list)
    for entry in placed:
        by_value[entry.value, entry.currency].append(entry)
    for k, entry in enumerate(placed):
        line_end = text.find("\n", entry.sentence)
        line = text[entry.sentence : min(line_end if line_end >= 0 else len(text), entry.sentence + _LONGEST)]
        same = _SAME.search(line)
        if same and k:
            yield Link(entry.flow, placed[k - 1].flow, LinkKind.SAME_AS, 0.9, (f"the text says {same[0]!r}",))
        for words in _PART_OF.finditer(line):
            whole = Decimal(words[1].strip(".,").replace(",", "") or 0) * _SCALES.get((words[2] or "").casefold(), 1)
            wholes = [e for e in by_value.get((whole, entry.currency), ()) if e.flow != entry.flow]
            if whole > entry.value and len(wholes) == 1:
                yield Link(entry.flow, wholes[0].flow, LinkKind.PART_OF, 0.85, (f"the text says {words[0]!r}",))


def _adding_up(placed: list[Posting]) -> Iterator[Link]:
    """Two or three sums for one period that add up to a fourth are its parts."""
    periods: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    for entry in placed:
        periods[entry.period, entry.currency].append(entry)
    for group in periods.values():
        wholes = {entry.value: entry for entry in group}
        for size in (2, 3):
            for parts in combinations(group, size):
                whole = wholes.get(sum((part.value for part in parts), Decimal()))
                if whole is not None and whole not in parts:
                    reason = f"{' + '.join(format(part.value, ',f') for part in parts)} = {whole.value:,f} {whole.currency}"
                    yield from (Link(part.flow, whole.flow, LinkKind.PART_OF, 0.8, (reason,)) for part in parts)


def _shorter_periods(placed: list[Posting]) -> Iterator[Link]:
    """A smaller sum for some of the years of a larger one may be its part."""
    dated = [(entry, years) for entry in placed if (years := _years(entry.period)) is not None]
    for part, (first, last) in dated:
        wholes = [
            whole
            for whole, (start, end) in dated
            if whole.currency == part.currency
            and start <= first
            and last <= end
            and end - start > last - first
            and part.value < whole.value
        ]
        if wholes:
            whole = min(wholes, key=lambda e: (e.value, e.flow))
            reason = f"the sum for {part.period} may be part of that for {whole.period}"
            yield Link(part.flow, whole.flow, LinkKind.PART_OF, 0.6, (reason,))


def _years(period: str) -> tuple[int, int] | None:
    """The first and the last year of a period that is given in years; None for "each year" and whatever else."""
    found = _YEARS.fullmatch(period)
    if not found or found[3]:
        return None
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    return (first, last if last > 99 else first - first % 100 + last)
