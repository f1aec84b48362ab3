"""How much of an agreement stands in earlier ones: runs of words it shares with them, by provision, and who had them first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from servanda.compare.counterparts import KINDS, smallest
from servanda.compare.nearest import Corpus, Passage
from servanda.model import Reading, Span

RUN = 6
"""Words that must stand in both texts in a row to count as reused; shorter runs are formulas of the language."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """A provision and the nearest one elsewhere. `score` is their likeness, `share` how much of the provision's characters
    stands in runs of at least RUN words that the other one has too; `spans` are these runs in the provision's document.
    """

    agreement: str
    path: str
    near: str
    near_path: str
    score: float
    share: float
    spans: tuple[Span, ...]
    same: bool = False


@dataclass(frozen=True, slots=True)
class Novelty:
    """Of an agreement's provisions: the share of characters that stand in earlier agreements, and each one's earliest source.

    `earlier` is None for an agreement without a date.
    """

    agreement: str
    date: str | None
    characters: int
    earlier: float | None
    sources: Mapping[str, str]


def passages(found: Reading, name: str, kinds: Sequence[str] = KINDS) -> list[Passage]:
    """The provisions of a reading that are compared: the smallest of these kinds; the whole text where there are none."""
    text = found.document.text
    pieces = [Passage(name, p.path, p.start, p.end, text[p.start : p.end]) for p in smallest(found.outline, kinds)]
    return pieces or ([Passage(name, "", 0, len(text), text)] if text else [])


def reuse(corpus: Corpus, number: int = 3, least: float = 0.3, asked: range | None = None) -> Iterator[Reuse]:
    """For each provision (or those asked for) the nearest ones in other agreements, with what they share word for word.

    Exact duplicates after folding are found first and reported as `same`.
    """
    folded: dict[str, list[int]] = defaultdict(list)
    keys = [" ".join(passage.text.lower().split()) for passage in corpus.passages]
    for k, key in enumerate(keys):
        folded[key].append(k)
    for near in corpus.nearest(number, least, asked):
        a, b = corpus.passages[near.of], corpus.passages[near.to]
        if keys[near.of] == keys[near.to]:
            yield Reuse(a.agreement, a.path, b.agreement, b.path, 1.0, 1.0, (Span(a.start, a.end),), True)
            continue
        spans = tuple(shared_runs(a, b))
        share = sum(span.end - span.start for span in spans) / max(1, len(a.text))
        yield Reuse(a.agreement, a.path, b.agreement, b.path, near.score, round(share, 4), spans)


def shared_runs(a: Passage, b: Passage) -> Iterator[Span]:
    """The runs of at least RUN words of `a` that stand in `b` too, as spans of the document of `a`."""
    words_a, words_b = list(_placed(a.text)), list(_placed(b.text))
    matcher = SequenceMatcher(None, [w for w, _, _ in words_a], [w for w, _, _ in words_b], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size >= RUN:
            yield Span(a.start + words_a[block.a][1], a.start + words_a[block.a + block.size - 1][2])


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    start = None
    for k, c in enumerate(f"{text} "):
        if c.isalnum():
            start = k if start is None else start
        elif start is not None:
            yield text[start:k].lower(), start, k
            start = None


def novelty(found: Sequence[Reuse], corpus: Corpus, dates: Mapping[str, str | None]) -> tuple[Novelty, ...]:
    """For each agreement how much of it stands in agreements dated before it; agreements without a date come out with None.

    A provision counts with the earlier neighbour that shares most of it; the source named for it is the earliest one that
    shares at least half of it.
    """
    by_agreement: dict[str, dict[str, list[Reuse]]] = defaultdict(lambda: defaultdict(list))
    for entry in found:
        mine, theirs = dates.get(entry.agreement), dates.get(entry.near)
        if mine and theirs and theirs < mine:
            by_agreement[entry.agreement][entry.path].append(entry)
    sizes: dict[str, int] = defaultdict(int)
    lengths: dict[tuple[str, str], int] = {}
    for passage in corpus.passages:
        sizes[passage.agreement] += len(passage.text)
        lengths[passage.agreement, passage.path] = len(passage.text)
    told = []
    for name in sorted(sizes):
        shared = sum(max(e.share for e in entries) * lengths[name, path] for path, entries in by_agreement[name].items())
        sources = {
            path: min((dates[e.near] or "", e.near) for e in entries if e.share >= 0.5)[1]
            for path, entries in by_agreement[name].items()
            if any(e.share >= 0.5 for e in entries)
        }
        date = dates.get(name)
        told.append(Novelty(name, date, sizes[name], round(shared / max(1, sizes[name]), 4) if date else None, sources))
    return tuple(told)
