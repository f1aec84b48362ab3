"""Sums that are told twice: what restates, is part of, or is paid out of what, so that money counts once."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from servanda.model import Flow, Link, LinkKind
from servanda.track.ledger import counts, value

SUGGESTED = 0.5
"""Suggestions below this score are not made."""
_OF_WHICH = re.compile(r"\b(?:of which|including|among them|of that|thereof|as part of)\b[^.;]{0,60}$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^\s*\(\s*(?:about|around|roughly|or|equivalent to|some|approximately)?\s*[^\w]{0,2}\s*[\w.,$€£¥]")
_CLOSE = Decimal("0.15")
"""Two currencies in one bracket may differ by this much from the day's rate and still be the same sum."""


def suggest(flows: Iterable[Flow], place_of: Mapping[str, tuple[str, str]]) -> tuple[Link, ...]:
    """Pairs of flows that may be the same money. `place_of` maps a flow's id to (document, that document's text).

    Only flows of one stage, donor and beneficiary are held against each other, and only those with the same sum (or, within one
    sentence, a larger and a smaller one), so the work is near linear in the number of flows.
    """
    groups: dict[tuple[object, ...], list[Flow]] = defaultdict(list)
    sentences: dict[tuple[object, ...], list[Flow]] = defaultdict(list)
    for flow in flows:
        if counts(flow):
            assert flow.amount is not None
            groups[flow.stage, flow.by, flow.to, flow.amount.currency, value(flow.amount)].append(flow)
            if flow.id in place_of:
                sentences[flow.stage, place_of[flow.id][0], flow.evidence[0]].append(flow)
    found = [link for group in groups.values() for link in _same(group, place_of)]
    found += [link for group in sentences.values() for link in _nested(group, place_of)]
    return tuple(_best(found))


def _same(group: list[Flow], place_of: Mapping[str, tuple[str, str]]) -> list[Link]:
    """Each flow of equal sums against the first told of them: one group of n gives n - 1 suggestions."""
    ordered = sorted(group, key=lambda f: (str(f.date or "9999"), f.id))
    links = []
    for later in ordered[1:]:
        first = next((f for f in ordered if f.id != later.id and _comparable(f, later)), None)
        if first is None or first is later or ordered.index(first) > ordered.index(later):
            continue
        reasons = ["the same donor, beneficiary, stage and sum"]
        score = 0.5
        if first.date and later.date:
            score, told = (0.9, "dated the same") if first.date == later.date else (0.6, "dated close together")
            reasons.append(told)
        if place_of.get(first.id, ("", ""))[0] == place_of.get(later.id, (" ", ""))[0]:
            score = min(1.0, score + 0.1)
            reasons.append("told in one document")
        if first.category and first.category == later.category:
            score = min(1.0, score + 0.1)
            reasons.append(f"both for {first.category}")
        links.append(Link(later.id, first.id, LinkKind.SAME_AS, round(score, 2), tuple(reasons)))
    return links


def _comparable(a: Flow, b: Flow) -> bool:
    """Sums for different years, or different purposes, are different promises; dated ones must be within about two months."""
    if a.amount and b.amount and a.amount.period and b.amount.period and a.amount.period != b.amount.period:
        return False
    if a.category and b.category and a.category != b.category:
        return False
    if a.date and b.date:
        return abs((a.date.first - b.date.first).days) <= 62
    return True


def _nested(group: list[Flow], place_of: Mapping[str, tuple[str, str]]) -> list[Link]:
    links = []
    placed = sorted(
        (f for f in group if f.amount and f.amount.start is not None), key=lambda f: (f.amount.start or 0) if f.amount else 0
    )
    for before, then in itertools.pairwise(placed):
        assert before.amount is not None
        assert then.amount is not None
        text = place_of[then.id][1]
        between = text[before.amount.end or 0 : then.amount.start or 0]
        same_currency = before.amount.currency == then.amount.currency
        smaller = (value(then.amount) or Decimal()) < (value(before.amount) or Decimal())
        if same_currency and smaller and _OF_WHICH.search(between):
            reason = f"the text says {' '.join(between.split())[:60]!r} between the two sums"
            links.append(Link(then.id, before.id, LinkKind.PART_OF, 0.9, (reason,)))
        elif not same_currency and between.strip() in (
            "(",
            "(about",
            "(around",
            "(or",
            "(some",
            "(roughly",
            "/",
            "or",
            "or about",
        ):
            links.append(
                Link(then.id, before.id, LinkKind.SAME_AS, 0.95, ("the second sum stands in brackets in another currency",))
            )
    return links


def _best(links: Iterable[Link]) -> list[Link]:
    """One suggestion for each flow that would be left out: the one with the highest score."""
    best: dict[str, Link] = {}
    for link in links:
        if link.score >= SUGGESTED and (link.a not in best or link.score > best[link.a].score):
            best[link.a] = link
    return [best[key] for key in sorted(best)]


def count_once(flows: Iterable[Flow], links: Iterable[Link]) -> tuple[dict[str, str], dict[str, str]]:
    """(left out of totals: flow id and why, in suspense: flow id and why).

    A confirmed link leaves its first flow out, whichever chain it stands in, as long as what it points to is there; of a
    chain that runs in a circle one flow counts. A suggestion puts its first flow in suspense: outside totals, in sight.
    """
    present = {flow.id for flow in flows}
    confirmed: dict[str, Link] = {}
    suggested: dict[str, Link] = {}
    for link in links:
        if link.a in present and link.b in present and link.a != link.b:
            (confirmed if link.decided_by else suggested).setdefault(link.a, link)
    left_out = {a: _told(link) for a, link in confirmed.items() if not _circular(a, confirmed)}
    suspense = {
        a: _told(link) for a, link in suggested.items() if a not in left_out and not _circular(a, {**suggested, **confirmed})
    }
    return left_out, suspense


def _circular(start: str, links: Mapping[str, Link]) -> bool:
    """Whether following the links from a flow comes back to it, and it is the smallest of that circle: one of them must count."""
    at, circle = links[start].b, [start]
    while at in links and at not in circle:
        circle.append(at)
        at = links[at].b
    return at == start and start == min(circle)


def _told(link: Link) -> str:
    who = f"confirmed by {link.decided_by}" if link.decided_by else f"suggested, score {link.score}"
    return f"{link.kind.value.replace('_', ' ')} {link.b} ({who}): {'; '.join(link.reasons)}"
