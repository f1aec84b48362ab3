"""Sums that are told twice: what restates, is part of, or is paid out of what, so that money counts once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from servanda.model import Link, LinkKind, PartialDate, Posting
from servanda.track.nesting import nested

_CLOSE_DAYS = 62


def suggest(found: Iterable[Posting], texts: Mapping[str, str], distinct_sources: Collection[str] = ()) -> tuple[Link, ...]:
    """Pairs of sums that may be the same money; one suggestion at most for each sum that would be left out, the best one.

    `texts` are the documents by id, for the words around a sum. Sums of one source in `distinct_sources` (tables, whose rows are
    different by nature) are never held against each other. Only equal sums of one stage, donor, beneficiary and purpose
    are compared, and sums of one document that its words or figures nest (not in a table), so the work is near linear.
    """
    equal: dict[tuple[object, ...], list[Posting]] = defaultdict(list)
    told: dict[tuple[object, ...], list[Posting]] = defaultdict(list)
    for entry in found:
        if entry.value > 0:
            equal[entry.stage, entry.donor, entry.beneficiary, entry.currency, entry.value].append(entry)
            if entry.source not in distinct_sources:
                told[entry.document, entry.stage, entry.donor].append(entry)
    links = [link for group in equal.values() for link in _same(group, distinct_sources)]
    for (document, *_), group in told.items():
        text = texts.get(str(document), "")
        if len(group) > 1:
            links += nested(group, text)
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
