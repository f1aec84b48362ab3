"""Which events that different documents tell of are probably one: a score with its reasons, for a person to confirm.

Points are added and taken off; two of different kinds, of other people or of other days get none.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from servanda.compare.likely import Likeness, Points, added_up, suggestions
from servanda.compare.same_agreement import words_in
from servanda.model import EventEntry, PartialDate, Sameness

LEAST = 0.6
"""The score from which a pair is suggested."""
_LARGEST_GROUP = 200
_SAYS_NOTHING = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "this",
        "that",
        "was",
        "were",
        "has",
        "have",
        "had",
        "its",
        "their",
        "which",
        "said",
        "will",
        "are",
        "not",
        "but",
    ]
)


def same_events(told: Sequence[EventEntry], least: float = LEAST) -> tuple[Sameness, ...]:
    """Pairs of different documents that probably tell of the same event, the surest first."""
    return suggestions("event", _candidates(told), likeness, least)


def likeness(a: EventEntry, b: EventEntry) -> Likeness:
    """How sure it is that two are the same event, 0 to 1, and the sentences that say why."""
    return added_up((_kinds, _people, _days, _words, _certainty), a, b)


def _kinds(a: EventEntry, b: EventEntry) -> Points:
    if a.kind == b.kind:
        return 0.25, f"both say: {a.kind.replace('_', ' ')}"
    if a.plover and a.plover == b.plover:
        return 0.1, f"both are {a.plover}"
    return None, "of different kinds"


def _people(a: EventEntry, b: EventEntry) -> Points:
    one, other = {*a.actors, *a.targets}, {*b.actors, *b.targets}
    shared = one & other
    if not shared:
        return None, "nobody in common"
    told = ", ".join(sorted(shared))
    if one == other:
        sides = set(a.actors) == set(b.actors)
        points = 0.3 if len(one) > 1 else 0.2
        return (points, f"the same people: {told}") if sides else (points - 0.05, f"the same people, on other sides: {told}")
    if one < other or other < one:
        return 0.15, f"who is in one is in the other too: {told}"
    return 0.0, f"in both: {told}"


def _days(a: EventEntry, b: EventEntry) -> Points:
    if a.date and b.date:
        shorter = min(len(a.date), len(b.date))
        if a.date[:shorter] == b.date[:shorter]:
            return {4: 0.05, 7: 0.15}.get(shorter, 0.35), f"at the same time, {a.date[:shorter]}"
        apart = abs((PartialDate.parse(a.date).first - PartialDate.parse(b.date).first).days)
        return (-0.05, "a day apart") if apart <= 1 and shorter == len("2026-01-31") else (None, f"{a.date} and {b.date}")
    if a.published and b.published:
        apart = abs((PartialDate.parse(a.published).first - PartialDate.parse(b.published).first).days)
        if apart <= 3:
            return 0.15, f"the documents are {apart} days apart"
        return -0.1, f"the documents are {apart} days apart"
    return 0.0, ""


def _words(a: EventEntry, b: EventEntry) -> Points:
    one, other = words_in(a.words) - _SAYS_NOTHING, words_in(b.words) - _SAYS_NOTHING
    shared = one & other
    if not one or not other:
        return 0.0, ""
    share = len(shared) / min(len(one), len(other))
    if share < 0.3:
        return 0.0, ""
    return round(0.3 * share, 2), "words that both passages have: " + ", ".join(sorted(shared)[:8])


def _certainty(a: EventEntry, b: EventEntry) -> Points:
    return (-0.1, "one says that it did not happen") if (a.factuality == "denied") != (b.factuality == "denied") else (0.0, "")


def _candidates(told: Sequence[EventEntry]) -> Iterator[tuple[EventEntry, EventEntry]]:
    """Pairs of one kind that share somebody, each once; of the many of one kind and person those of one month."""
    groups: dict[Hashable, list[EventEntry]] = defaultdict(list)
    for entry in told:
        for who in {*entry.actors, *entry.targets}:
            groups[entry.plover or entry.kind, who].append(entry)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        for a, b in _pairs(group):
            key = (min(a.id, b.id), max(a.id, b.id))
            if a.document != b.document and key not in seen:
                seen.add(key)
                yield a, b


def _pairs(group: Sequence[EventEntry]) -> Iterator[tuple[EventEntry, EventEntry]]:
    if len(group) <= _LARGEST_GROUP:
        yield from combinations(group, 2)
        return
    by_month: dict[str, list[EventEntry]] = defaultdict(list)
    for entry in group:
        by_month[(entry.date or entry.published or "")[:7]].append(entry)
    for members in by_month.values():
        yield from combinations(members[: 5 * _LARGEST_GROUP], 2)
