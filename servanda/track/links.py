"""Sums that are told twice: what restates, is part of, or is paid out of what, so that money counts once."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from servanda.model import Link, LinkKind, PartialDate, Posting

_OF_WHICH = re.compile(r"\b(?:of which|including|among them|of that|thereof)\b[^.;]{0,60}$", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:part|tranche|instalment|installment|share|payment|out) of (?:the|this|these|that|its|an|a) "
    r"[^.;]{0,40}?(\d[\d.,]*)(?: (million|billion|trillion))?",
    re.IGNORECASE,
)
_SCALES = {"million": 10**6, "billion": 10**9, "trillion": 10**12}
_BRACKETS = ("(", "(about", "(around", "(or", "(some", "(roughly", "/", "or", "or about")
_CLOSE_DAYS = 62
_LONGEST = 600
"""Characters of a sentence that are looked at for the words that nest one sum in another."""


def suggest(found: Iterable[Posting], texts: Mapping[str, str], distinct_sources: Collection[str] = ()) -> tuple[Link, ...]:
    """Pairs of sums that may be the same money; one suggestion at most for each sum that would be left out, the best one.

    `texts` are the documents by id, for the words around a sum. Sums of one source in `distinct_sources` (tables, whose rows are
    different by nature) are never held against each other. Only equal sums of one stage, donor, beneficiary and purpose
    are compared, and sums inside one sentence or document that the text nests, so the work is near linear.
    """
    equal: dict[tuple[object, ...], list[Posting]] = defaultdict(list)
    told: dict[tuple[object, ...], list[Posting]] = defaultdict(list)
    for entry in found:
        if entry.value > 0:
            equal[entry.stage, entry.donor, entry.beneficiary, entry.currency, entry.value].append(entry)
            told[entry.document, entry.stage, entry.donor].append(entry)
    links = [link for group in equal.values() for link in _same(group, distinct_sources)]
    for (document, *_), group in told.items():
        text = texts.get(str(document), "")
        if text and len(group) > 1:
            links += [*_nested(group, text), *_parts(group, text)]
    return tuple(_best(links))


def _same(group: list[Posting], distinct_sources: Collection[str]) -> list[Link]:
    """Each of equal sums against the first told of them: one group of n gives at most n - 1 suggestions.

    Sums for different periods or purposes are different promises; dated ones must lie within about two months.
    """
    firsts: dict[tuple[str, str], Posting] = {}
    links = []
    for later in sorted(group, key=lambda e: (e.date or "9999", e.flow)):
        key = (later.period, later.area)
        first = firsts.get(key)
        if first is None or _far_apart(first, later):
            firsts[key] = later
        elif first.source != later.source or later.source not in distinct_sources:
            links.append(_restated(first, later))
    return links


def _far_apart(a: Posting, b: Posting) -> bool:
    return bool(a.date and b.date) and abs((_first_day(a) - _first_day(b)).days) > _CLOSE_DAYS


def _first_day(entry: Posting) -> date:
    return PartialDate.parse(entry.date).first


def _restated(first: Posting, later: Posting) -> Link:
    reasons, score = ["the same donor, beneficiary, stage, purpose and sum"], 0.5
    if first.date and later.date:
        score, told = (0.9, "dated the same") if first.date == later.date else (0.6, "dated close together")
        reasons.append(told)
    if first.document == later.document:
        score += 0.1
        reasons.append("told in one document")
    return Link(later.flow, first.flow, LinkKind.SAME_AS, round(score, 2), tuple(reasons))


def _nested(group: list[Posting], text: str) -> list[Link]:
    """A smaller sum behind "of which", and a second currency in brackets, inside one sentence."""
    links = []
    placed = sorted((e for e in group if e.start is not None), key=lambda e: e.start or 0)
    for before, then in pairwise(placed):
        if before.sentence != then.sentence or (then.start or 0) - (before.end or 0) > _LONGEST:
            continue
        between = text[before.end or 0 : then.start or 0]
        if before.currency == then.currency and then.value < before.value and _OF_WHICH.search(between):
            reason = f"the text says {' '.join(between.split())[-60:]!r} between the two sums"
            links.append(Link(then.flow, before.flow, LinkKind.PART_OF, 0.9, (reason,)))
        elif before.currency != then.currency and between.strip().casefold() in _BRACKETS:
            reason = "the second sum stands beside the first in another currency"
            links.append(Link(then.flow, before.flow, LinkKind.SAME_AS, 0.95, (reason,)))
    return links


def _parts(group: list[Posting], text: str) -> list[Link]:
    """A sum whose own sentence calls it a part of another sum that the document tells of too."""
    by_value: dict[Decimal, list[Posting]] = defaultdict(list)
    for entry in group:
        by_value[entry.value].append(entry)
    links = []
    for entry in group:
        line_end = text.find("\n", entry.sentence)
        line = text[entry.sentence : min(line_end if line_end >= 0 else len(text), entry.sentence + _LONGEST)]
        for words in _PART_OF.finditer(line):
            whole = Decimal(words[1].strip(".,").replace(",", "") or 0) * _SCALES.get((words[2] or "").casefold(), 1)
            wholes = [e for e in by_value.get(whole, ()) if e.flow != entry.flow and e.currency == entry.currency]
            if whole > entry.value and len(wholes) == 1:
                links.append(Link(entry.flow, wholes[0].flow, LinkKind.PART_OF, 0.85, (f"the text says {words[0]!r}",)))
    return links


def _best(links: Iterable[Link]) -> list[Link]:
    best: dict[str, Link] = {}
    for link in links:
        if link.a not in best or link.score > best[link.a].score:
            best[link.a] = link
    return [best[key] for key in sorted(best)]


def count_once(present: Collection[str], links: Iterable[Link]) -> tuple[dict[str, str], dict[str, str]]:
    """(left out of totals: flow id and why, in suspense: flow id and why); `present` are the ids of flows that stand.

    A confirmed link leaves its first flow out, whichever chain it stands in, as long as what it points to is there; of a
    chain that runs in a circle one flow counts. A suggestion puts its first flow in suspense: outside totals, in sight.
    """
    chosen: dict[str, Link] = {}
    for link in links:
        if link.a in present and link.b in present and link.a != link.b:
            known = chosen.get(link.a)
            if known is None or (link.decided_by and not known.decided_by):
                chosen[link.a] = link
    left_out: dict[str, str] = {}
    suspense: dict[str, str] = {}
    for a, link in chosen.items():
        if not _counts_for_its_circle(a, chosen):
            (left_out if link.decided_by else suspense)[a] = _told(link)
    return left_out, suspense


def _counts_for_its_circle(start: str, links: Mapping[str, Link]) -> bool:
    """Whether the links from a flow lead back to it, and it is the one of that circle that counts: one of them must.

    One that is only suggested to be left out goes before one that a person left out.
    """
    at, circle = links[start].b, [start]
    while at in links and at != start and at not in circle:
        circle.append(at)
        at = links[at].b
    return at == start and start == min(circle, key=lambda a: (bool(links[a].decided_by), a))


def _told(link: Link) -> str:
    who = f"confirmed by {link.decided_by}" if link.decided_by else f"suggested, score {link.score}"
    return f"{link.kind.value.replace('_', ' ')} {link.b} ({who}): {'; '.join(link.reasons)}"
