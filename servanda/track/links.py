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
_CLOSE_DAYS = 62


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
    """Each flow of equal sums against the first told of them: one group of n gives at most n - 1 suggestions.

    Sums for different periods or purposes are different promises; dated ones must lie within about two months.
    """
    firsts: dict[tuple[str | None, str | None], Flow] = {}
    links = []
    for later in sorted(group, key=lambda f: (str(f.date or "9999"), f.id)):
        key = (later.amount.period if later.amount else None, later.category)
        first = firsts.get(key)
        if first is None or _far_apart(first, later):
            firsts[key] = later
        else:
            links.append(_restated(first, later, place_of))
    return links


def _far_apart(a: Flow, b: Flow) -> bool:
    return bool(a.date and b.date) and abs((a.date.first - b.date.first).days) > _CLOSE_DAYS  # type: ignore[union-attr]


def _restated(first: Flow, later: Flow, place_of: Mapping[str, tuple[str, str]]) -> Link:
    reasons, score = ["the same donor, beneficiary, stage, purpose and sum"], 0.5
    if first.date and later.date:
        score, told = (0.9, "dated the same") if first.date == later.date else (0.6, "dated close together")
        reasons.append(told)
    if first.id in place_of and later.id in place_of and place_of[first.id][0] == place_of[later.id][0]:
        score += 0.1
        reasons.append("told in one document")
    return Link(later.id, first.id, LinkKind.SAME_AS, round(score, 2), tuple(reasons))


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
