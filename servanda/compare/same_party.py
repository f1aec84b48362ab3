"""Which names of parties are probably one party: a score with its reasons, for a person to confirm."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from servanda.compare.same_agreement import words_in
from servanda.model import Sameness

LEAST = 0.5
"""The score from which a pair is suggested."""
_STATES = frozenset(
    [
        "government",
        "governments",
        "republic",
        "kingdom",
        "state",
        "states",
        "federal",
        "federation",
        "union",
        "united",
        "principality",
        "grand",
        "duchy",
        "sultanate",
        "democratic",
        "islamic",
        "peoples",
        "socialist",
        "commonwealth",
        "confederation",
        "his",
        "her",
        "majesty",
        "royal",
    ]
)
"""Words that say what kind of state it is, or was: `Republic of X` and `Kingdom of X` may be one, at different times."""
_GRAMMAR = frozenset(["the", "and", "for", "of"])
_COMMONEST = 40
"""A word in more names than that brings no two of them together."""
Written = Mapping[str, Iterable[str]]
"""Each name as it is written, with the documents that have it."""


def same_parties(written: Written, called: Mapping[str, str], least: float = LEAST) -> tuple[Sameness, ...]:
    """Pairs of names that are probably one party, the surest first; `called` says what codes are called.

    Two codes are never one.
    """
    documents = {name: frozenset(places) for name, places in written.items()}
    found = []
    for a, b in _candidates(documents, called):
        score, reasons = likeness(a, b, called, documents)
        if score >= least:
            found.append(Sameness("party", a, b, "suggested", score, reasons))
    return tuple(sorted(found, key=lambda s: (-s.score, s.a, s.b)))


def likeness(a: str, b: str, called: Mapping[str, str], documents: Mapping[str, frozenset[str]]) -> tuple[float, tuple[str, ...]]:
    """How sure it is that two names are one party, 0 to 1, and the sentences that say why."""
    if a in called and b in called:
        return 0.0, ("two codes",)
    one, other = _words(a, called), _words(b, called)
    shared = one & other
    if not shared - _STATES:
        return 0.0, ("no word that tells in common",)
    told = "the same words: " + ", ".join(sorted(shared))
    if one == other:
        score, reasons = 0.9, [told]
    elif one - _STATES == other - _STATES:
        score, reasons = 0.7, [told, "they differ only in what kind of state they name: " + ", ".join(sorted(one ^ other))]
    elif one - _STATES < other - _STATES or other - _STATES < one - _STATES:
        more = (one ^ other) - _STATES
        score, reasons = 0.55 - 0.1 * (len(more) - 1), [told, "one name says more: " + ", ".join(sorted(more))]
    else:
        return 0.0, ("each has a word of its own",)
    if documents.get(a, frozenset()) & documents.get(b, frozenset()):
        score -= 0.2
        reasons.append("one document has both names")
    return round(max(0.0, score), 2), tuple(reasons)


def _words(name: str, called: Mapping[str, str]) -> frozenset[str]:
    return words_in(called.get(name, name).replace("'", "").replace("’", "")) - _GRAMMAR


def _candidates(documents: Mapping[str, frozenset[str]], called: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs that share a word that tells, each once."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted({*documents, *called}):
        for word in _words(name, called) - _STATES:
            groups[word].append(name)
    seen = set()
    for members in groups.values():
        if len(members) <= _COMMONEST:
            for pair in combinations(members, 2):
                if pair not in seen and set(pair) & documents.keys() and not set(pair) <= called.keys():
                    seen.add(pair)
                    yield pair
