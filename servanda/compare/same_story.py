"""Reports that are copies of one another: agency copy, cut or lengthened, so that one pledge is not counted five times.

Winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003): of every few
neighbouring word groups the one with the smallest hash is kept, so that any common passage long enough shares a fingerprint.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from zlib import crc32

WORDS = 5
"""Words in a group that is hashed."""
WINDOW = 4
"""Neighbouring groups of which one is kept: common passages of WORDS + WINDOW - 1 words are always found."""
_COMMON = 64
"""Documents with the same fingerprint beyond which it says nothing: a phrase that everybody uses."""
_WORD = re.compile(r"\w+")


def fingerprints(text: str) -> frozenset[int]:
    """What is kept of a text to find its copies: the same for the same text, whatever its case, spaces and punctuation."""
    words = _WORD.findall(text.lower())
    groups = [crc32(" ".join(words[k : k + WORDS]).encode()) for k in range(max(1, len(words) - WORDS + 1))] if words else []
    return frozenset(min(groups[k : k + WINDOW]) for k in range(max(1, len(groups) - WINDOW + 1))) if groups else frozenset()


def same_story(texts: Mapping[str, str], share: float = 0.5) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more documents that tell the same story in the same words, in the order given.

    Two are the same if that share of the fingerprints of the shorter one stands in the longer one too; who is the same as a
    copy is in the copy's group.
    """
    prints = {name: fingerprints(text) for name, text in texts.items()}
    leader = {name: name for name in prints}

    def head(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for (one, other), shared in _shared(prints).items():
        if shared >= share * min(len(prints[one]), len(prints[other])):
            leader[head(other)] = head(one)
    groups: dict[str, list[str]] = {}
    for name in prints:
        groups.setdefault(head(name), []).append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _shared(prints: Mapping[str, Iterable[int]]) -> Counter[tuple[str, str]]:
    """How many fingerprints each pair shares, for the pairs that share any."""
    holders: dict[int, list[str]] = {}
    for name, marks in prints.items():
        for mark in marks:
            holders.setdefault(mark, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= _COMMON:
            shared.update((one, other) for k, one in enumerate(names) for other in names[k + 1 :])
    return shared
