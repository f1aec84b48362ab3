"""Sums of documents that are copies of one another: one text as a web page and as a PDF tells its money once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from servanda.model import Link, LinkKind, Posting


def candidates(new: Iterable[Posting], known: Iterable[Posting], linked: Collection[str]) -> dict[str, set[str]]:
    """For each document of `new` the documents of `known` that tell equal sums, where no link has been suggested for them yet."""
    holders: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for entry in known:
        holders[_key(entry)].add(entry.document)
    found: dict[str, set[str]] = defaultdict(set)
    for entry in new:
        if entry.flow not in linked:
            found[entry.document] |= holders.get(_key(entry), set()) - {entry.document}
    return {document: others for document, others in found.items() if others}


def copied(
    new: Sequence[Posting], known: Sequence[Posting], linked: Collection[str], stories: Iterable[Collection[str]]
) -> tuple[Link, ...]:
    """Suggestions that the first, second ... of equal sums in one copy is the first, second ... in the other.

    `stories` are groups of documents that are copies; `linked` the flows for which something is suggested already.
    """
    links = []
    for story in stories:
        told: dict[tuple[object, ...], dict[str, list[Posting]]] = defaultdict(lambda: defaultdict(list))
        for entry in sorted((*known, *new), key=lambda e: (e.start or 0, e.flow)):
            if entry.document in story:
                told[_key(entry)][entry.document].append(entry)
        fresh = {entry.document for entry in new}
        for by_document in told.values():
            first = next((name for name in by_document if name not in fresh), next(iter(by_document)))
            for name, entries in by_document.items():
                if name != first:
                    links += [
                        Link(later.flow, before.flow, LinkKind.SAME_AS, 0.8, ("the same sum in a copy of the same text",))
                        for later, before in zip(entries, by_document[first], strict=False)
                        if later.flow not in linked
                    ]
    return tuple(links)


def _key(entry: Posting) -> tuple[object, ...]:
    return entry.stage, entry.donor, entry.currency, entry.value
